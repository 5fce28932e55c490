# status: 1
# an uncaught error: the whole report on stderr
print("before")
class Error(Exception): pass
def inner(x):
    return {"a": 1}[x] + undefined_name

def middle(*args):
    for a in args:
        try:
            inner(a)
        except KeyError as e:
            raise Error("middle", a) from e

def outer():
    try:
        middle("nope")
    except Error:
        value = 1 / 0

outer()
