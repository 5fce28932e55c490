# ctypes: layout of structures, numbers, what is refused, an object's header.
import sys
from ctypes import *
class P(Structure):
    _fields_ = [("a", c_char), ("b", c_short), ("c", c_int), ("d", c_void_p), ("e", c_ubyte)]
print(sizeof(P), [getattr(P, n).offset for n, *_ in P._fields_], [getattr(P, n).size for n, *_ in P._fields_], alignment(P))
p = P(b"x", -5, 1 << 31, 7)
print(p.a, p.b, p.c, p.d, p.e, P().d)
p.e = 300
p.b = 70000
print(p.e, p.b, sizeof(p))
class Q(Structure):
    _fields_ = [("p", P), ("u", c_ushort)]
q = Q(u=9)
q.p.c = 5
print(q.p.c, q.u, sizeof(Q), Q.u.offset)
q.p = p
print(q.p.b, q.p.e)
class B(Structure):
    _fields_ = [("x", c_int)]
class D(B):
    _fields_ = [("y", c_short)]
d = D(1, 2)
print(d.x, d.y, sizeof(D), D.y.offset)
class L(Structure): pass
L._fields_ = [("n", c_long), ("m", c_bool)]
print(sizeof(L), L(3, 5).m)
class U(Union):
    _fields_ = [("i", c_uint), ("b", c_ubyte)]
u = U(i=0x1234)
print(u.b, sizeof(U))
print(c_int(5), c_int(-1).value, c_uint(-1).value, c_int8(200).value, c_double(1.5), c_float(0.1).value, c_bool(3), c_char(b"q"), c_void_p(0).value, c_void_p())
print(sizeof(c_long), sizeof(c_size_t), sizeof(c_longlong), sizeof(c_double), c_ssize_t.__name__, c_longlong.__name__)
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__)
t(lambda: P(1, 2, 3, 4, 5, 6)); t(lambda: P(b'a', a=b'b')); t(lambda: c_int("a")); t(lambda: sizeof(5)); t(lambda: setattr(p, 'c', "x")); t(lambda: P(zz=1).zz); t(lambda: setattr(q, 'p', 5))
x = [1, 2, 3]
class H(Structure):
    _fields_ = [("refcnt", c_ssize_t), ("type", c_void_p), ("size", c_ssize_t)]
h = H.from_address(id(x))
print(h.refcnt, h.type == id(list), h.size)
y = x
x.append(4)
print(h.refcnt, h.size, c_ssize_t.from_address(id(x)).value)
