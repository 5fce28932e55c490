# What an array says it is made of, by protocol; and arrays made of bytes that another machine may have written.
import array
import copy
import struct

A, made = array.array, array._array_reconstructor
for code, values in zip("bBhHiIqQfdu", [[-1, 2]] + [[1, 200]] + [[-1, 2], [1, 2]] * 3 + [[0.5, -0.0]] * 2 + ["a\u20ac"]):
    a = A(code, values)
    for protocol in (0, 2, 3, 5):
        function, args, state = a.__reduce_ex__(protocol)
        print(code, protocol, function.__name__, args, state, function(*args) == a)
print(made, made.__module__, made.__name__, A("l").__reduce_ex__(1), A("l", [7]).__reduce_ex__(3)[1][1])


class Named(A):
    pass


n = Named("h", [1, 2])
n.name = "n"
print(n.__reduce_ex__(2), n.__reduce_ex__(4), copy.copy(n), made(Named, "h", 4, b"\1\0"))

numbers = [("B", 0, "=BB", (128, 255)), ("b", 1, "=bb", (-128, 127)), ("d", 17, ">dd", (0.1, float("-inf"))), ("f", 15, ">f", (0.25,))]
numbers += [("BH"[k // 2 % 2], k, "<>"[k % 2] + "..HHhhIIiiQQqqffdd"[k] * 2, (1, 2)) for k in range(2, 18)]
for code, k, form, values in numbers:
    try:
        a = made(A, code, k, struct.pack(form, *values))
        print(k, a.tolist(), a.typecode)
    except TypeError as e:
        print(k, e)
for k, codec in enumerate(("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"), 18):
    print(k, made(A, "u", k, "a\xe9\u20ac\u0100\U0002030a\U00020347".encode(codec)))

for args in [
    ("", "b", 0, b""), (str, "b", 0, b""), (A, "b", "", b""), (A, "b", 0, ""), (A, "b", 0, bytearray()), (A, "?", 0, b""),
    (A, "\u0162", 0, b""), (A, "bb", 0, b""), (A, "b", -1, b""), (A, "b", 22, b""), (A, "d", 16, b"a"), (A, "d", 17, b"a"),
    (A, "b", 14, b"\0\0\0\0"), (A, "u", 0, b"a"), (A, "b", 20, b"a\0\0\0b\0\0\0"), (A, "u", 19, b"\xd8\0\xd8\0"), (A, "b", 0), (A,),
]:
    try:
        print(made(*args))
    except Exception as e:
        print(type(e).__name__, e)
try:
    A("b").__reduce_ex__("2")
except TypeError as e:
    print(e)
