# S3-16
import sys

a = [1, 2, 3] # Reference count of [1,2,3] is 1
print(sys.getrefcount(a)) # Output: 2 (1 for 'a', 1 for getrefcount's argument)

b = a # Reference count of [1,2,3] is 2
print(sys.getrefcount(a)) # Output: 3

del a # Reference count of [1,2,3] is 1
print(sys.getrefcount(b)) # Output: 2

del b # Reference count of [1,2,3] is 0, memory is freed
# print(sys.getrefcount(b)) # NameError: name 'b' is not defined
try:  #+
    print(sys.getrefcount(b))  #+
except NameError as e:  #+
    print("NameError:", e)  #+
