# S4-62
for i in range(1000):
    temp = [i]
print(i, temp)  #+
