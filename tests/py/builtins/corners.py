# arguments and conversions at their limits
def t(s, **k):
    try: print(s, '->', ascii(eval(s, dict(globals(), **k))))
    except BaseException as e: print(s, '->', type(e).__name__, e)
inf=float('inf')
for s in ("pow(-0.5,-inf)","pow(-0.0,-inf)","pow(0.0,-inf)","pow(0.0,-2.0)","0.0**-1","(-0.0)**-1.5", "round(inf,0.0)","round(inf,'x')","round(float('nan'),1.0)","round(1.5,None)"): t(s)
class F(float): pass
class I(int): pass
class C(complex): pass
class S(str): pass
class B(bytes): pass
class BA(bytearray): pass
class L(list): pass
class D(dict): pass
class R(BaseException): pass
for s in ("'%d'%(42+0j)","'%x'%'a'","'%x'%1.5","'%d'%'42'","'%c'%None","'%c'%'ab'","'%c'%-1","'%(a'%{}","'%'%()","'%z'%1","'%d %d'%1","'%d'%(1,2)","'%*d'%(5,3)","'%*d'%('a',3)","'%.*f'%(2,3.14159)","'%5%'%()","'%s'%()", "'%(a)s'%1", "'%(a)s'%{}", "'a'%[]", "'%s %s'%[1,2]", "'%.0f'%2.5","'%#.3g'%1.0","'%+d % d'%(1,1)", "b'%d'%'a'", "b'%s'%'a'", "b'%c'%256", "b'%c'%b'ab'","'%i'%10.9","'%o'%-8","'%#o %#x %#X'%(8,255,255)", "'%.500f'%1e-10 == 5", "'%.99999999999d'%1"): t(s)
for T in ('bytes','bytearray'):
    for s in ("(encoding='ascii')","(errors='ignore')","(0,'ascii')","(b'','ascii')","(0,errors='ignore')","(b'',errors='ignore')","('')","('',errors='ignore')","('',b'ascii')","('','ascii',b'ignore')","(-1)","([256])","([-1])","(['a'])","(None)","(1.5)","({1:2})","('\\u20ac','latin-1')","(10**20)", "('a',encoding='ascii',source='b')"): t(T+s)
    for s in (".hex('\\x00')",".hex(b'\\x00')",".hex(':',0)",".hex('\\xff')",".hex('ab')",".hex('')",".hex(5)",".hex(':',-2)", ".hex(sep=':',bytes_per_sep=2)"): t(T+"(b'\\xb9\\x01\\xef')"+s)
for s in ("'\u0345\u03a3'.lower()","'A\u0345\u03a3'.lower()","'A\u0345\u03a3a'.lower()","'A\u03a3\u0345'.lower()","'A\u03a3\u0345\u03b1'.lower()","'\u0399\u03a3'.swapcase()", "'A\u00ad\u03a3'.lower()","'A.\u03a3.'.lower()","\"A'\u03a3'a\".lower()"): t(s)
for s in ("format('abc','\u2007<5')","format(123,'\u2007<5')","format(12.3,'\u2007<6')","format(0j,'\u2007<4')","format(1+2j,'\u2007<8')","format(1e9,'_.3f')","format(3.0,',')","format(True,'d')","format(True,'')","format(5,'c')","format(2**70,'c')","format(-5,'c')","format(1.5,'n')","format('a','=5')","format('a','+')","format(5,'.2')","format(5,'s')","format('s','d')","format(1.5,'d')","format(5,'08,')","format(5,'#b')","format(1.5,'%')","format(5,'%')","format(5,'\u20ac>+10')","format([],'5')","format(None,'5')","format(b'','5')","format(1.0,'z.0f')","format(-0.04,'z.1f')","format(5,'z')", "format(5,'10000000000000000000')", "'{:{}{}}'.format(1,'>',5)", "'{0[a]}'.format({'a':1})", "'{0.real}'.format(5)", "'{'.format()", "'}'.format()", "'{}{1}'.format(1,2)", "'{a}'.format()", "'{}'.format()", "'{!x}'.format(1)", "'{0!r:>5}'.format('a')", "'{:}}'.format(1)", "'{0[}'.format([1])", "'{0.}'.format(1)", "'{a.b[0]}'.format_map({'a':5})"): t(s)
b=bytearray(b'0123456789'); m=memoryview(b)
def delslice(): b[1:-1:2]=b''
for f in (delslice, lambda: b.clear(), lambda: b.append(1), lambda: b.pop(), lambda: b.extend(b'12'), lambda: b.__delitem__(1), lambda: b.__setitem__(slice(0,1),b'abc'), lambda: b.__iadd__(b'x'), lambda: b.__imul__(2), lambda: b.insert(0,1), lambda: b.remove(49), lambda: b.__init__(b'x')):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
t("bytearray(b'abc').__alloc__()>3")
import copy, operator
print(len.__reduce__(), dict.fromkeys.__reduce__(), copy.copy(len) is len, copy.copy([1].append).__reduce__()[1])
print(operator.__add__(1, 2), operator.__or__(4, 1), operator.__not__(3), operator.__lt__(1, 2), operator.__eq__ is operator.eq)
for name in "__path__", "__", "____", "_____", "or":
    print(name, hasattr(operator, name))
