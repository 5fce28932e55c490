# S2-14
# id() returns object's memory address
x = 42
print(isinstance(id(x), int) and id(x) > 0)  #~ print(id(x))  # e.g., 140234567890

# is - checks identity (same object)
# == - checks value equality
a = [1, 2, 3]
b = [1, 2, 3]
c = a

print(a == b)  # True (same values)
print(a is b)  # False (different objects)
print(a is c)  # True (same object)

print(id(a) == id(a))   #~ print(id(a))   # e.g., 140234567891
print(id(b) == id(a))   #~ print(id(b))   # e.g., 140234567892
print(id(c) == id(a))   #~ print(id(c))   # e.g., 140234567891 (same as a)
