# S2-19  NOTE: line by line (REPL) the results are True False True False
# Python caches small integers (-5 to 256)
a = 42
b = 42
print(a is b)  # True (same cached object)

a = 1000
b = 1000
print(a is b)  # False (different objects)

# String interning (for small strings)
s1 = "hello"
s2 = "hello"
print(s1 is s2)  # True (interned)

s1 = "hello world with spaces"
s2 = "hello world with spaces"
print(s1 is s2)  # False (not interned)
