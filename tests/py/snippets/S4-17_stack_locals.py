# S4-17
def my_function():
    x = 5
    y = True
    z = "Hello"
    return x, y, z
print(my_function())  #+
print(my_function.__code__.co_varnames, my_function.__code__.co_nlocals)  #+
print(my_function()[2] is my_function()[2])  #+ the objects outlive the frame
try:  #+
    x  #+
except NameError as e:  #+
    print("NameError:", e)  #+
