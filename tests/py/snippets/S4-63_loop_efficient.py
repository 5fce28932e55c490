# S4-63
temp = []
same = temp  #+
for i in range(1000):
    temp.append(i)
    temp.clear()
print(i, temp, temp is same)  #+
