# S4-61
x = 10  #+
y = 10  #+
x += 1
print(id(x) == id(y))  # False
print(x, y, id(x) == id(11))  #+
