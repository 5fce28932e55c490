# status: 1
# boards: host host32
# a program that does not compile
def f():
    return 1
print("never")
x = (1 +
y = 2
