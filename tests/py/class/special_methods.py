# Special methods: operators and their reflections, containers, conversions, late changes of a class.
def clean(text):
    head, *rest = str(text).split(' at 0x')
    return head + ''.join(' at ...' + part.lstrip('0123456789abcdef') for part in rest)
def t(f, *a, **k):
    try: print(clean(f(*a, **k)))
    except BaseException as e: print(type(e).__name__, '|', clean(e))
class Num:
    def __init__(s,v): s.v=v
    def __repr__(s): return f'Num({s.v})'
    def __add__(s,o): return ('add',s,o) if isinstance(o,(int,Num)) else NotImplemented
    def __radd__(s,o): return ('radd',s,o)
    def __sub__(s,o): return NotImplemented
    def __mul__(s,o): return ('mul',s,o)
    def __pow__(s,o,m=None): return ('pow',s,o,m)
    def __rpow__(s,o): return ('rpow',s,o)
    def __iadd__(s,o): s.v+=o; return s
    def __neg__(s): return 'neg'
    def __pos__(s): return 'pos'
    def __abs__(s): return 'abs'
    def __invert__(s): return 'inv'
    def __int__(s): return 42
    def __float__(s): return 4.5
    def __index__(s): return 7
    def __bool__(s): return s.v!=0
    def __divmod__(s,o): return 'dm'
    def __rdivmod__(s,o): return 'rdm'
    def __matmul__(s,o): return 'mm'
    def __imatmul__(s,o): return 'imm'
    def __floordiv__(s,o): return 'fd'
    def __truediv__(s,o): return 'td'
    def __mod__(s,o): return 'mod'
    def __rmod__(s,o): return 'rmod'
    def __lshift__(s,o): return 'ls'
    def __rrshift__(s,o): return 'rrs'
    def __and__(s,o): return 'and'
    def __ror__(s,o): return 'ror'
    def __xor__(s,o): return 'xor'
    def __round__(s,n=None): return ('round',n)
    def __trunc__(s): return 3
    def __floor__(s): return 5
a=Num(1); b=Num(0)
for f in [lambda:a+b, lambda:a+1, lambda:1+a, lambda:a+'x', lambda:'x'+a, lambda:a-1, lambda:1-a, lambda:a-b, lambda:a*2, lambda:2*a, lambda:[1]*a, lambda:a**2, lambda:2**a, lambda:pow(a,2,3), lambda: pow(2,a,3),
   lambda:-a, lambda:+a, lambda:abs(a), lambda:~a, lambda:int(a), lambda:float(a), lambda:hex(a), lambda:bool(a), lambda:bool(b), lambda:not b, lambda:divmod(a,1), lambda:divmod(1,a), lambda:a@b, lambda:a//1, lambda:a/1, lambda:a%1, lambda:1%a, lambda:'%s'%a, lambda:a<<1, lambda:1<<a, lambda:1>>a, lambda:a&1, lambda:1|a, lambda:a^1, lambda: round(a), lambda: round(a,2), lambda:[0]*10+list(range(a)), lambda:list(range(10))[a], lambda:'abc'[:a]]:
    t(f)
a+=5; print(a)
x=a; x@=3; print(x)
def f():
    y=a; y-=1
t(f)
class A:
    def __add__(s,o): return 'A.add'
    def __radd__(s,o): return 'A.radd'
    def __eq__(s,o): print('A.eq'); return NotImplemented
    def __lt__(s,o): print('A.lt'); return NotImplemented
class B(A):
    def __radd__(s,o): return 'B.radd'
    def __eq__(s,o): print('B.eq'); return NotImplemented
    def __gt__(s,o): print('B.gt'); return True
print(A()+B(), B()+A(), A()+A())
print(A()==B(), A()<B(), A()!=B())
t(lambda: A()<A()); t(lambda: A()>3); t(lambda: A()<=3)
class C2(A): pass
print(A()+C2(), C2()+A())
t(hash, A())
class H(A):
    def __hash__(s): return 2**70
print(hash(H())==hash(2**70))
class H2:
    def __hash__(s): return 'x'
t(hash,H2())
class H3:
    def __hash__(s): return -1
t(hash,H3())
class H4:
    __hash__=None
t(hash,H4())
class Hb(H4):
    def __eq__(s,o): return True
print(Hb.__hash__, A.__hash__, Hb()!=3)
class Seq:
    def __len__(s): return 3
    def __getitem__(s,i):
        if isinstance(i,slice): return ('slice',i)
        if i>=3 : raise IndexError(i)
        return i*10
    def __contains__(s,x): return x==5
print(len(Seq()), list(Seq()), Seq()[1:2], 5 in Seq(), 6 in Seq(), bool(Seq()), list(reversed(Seq())))
class Seq2:
    def __getitem__(s,i):
        if i>3: raise IndexError
        return i
print(list(Seq2()), 2 in Seq2(), 9 in Seq2(), tuple(Seq2()), max(Seq2()), [*Seq2()], sum(Seq2()))
t(lambda: len(Seq2())); t(lambda: list(reversed(Seq2())))
class M:
    def __init__(s): s.d={}
    def __getitem__(s,k): return s.d[k]
    def __setitem__(s,k,v): s.d[k]=v; print('set',k,v)
    def __delitem__(s,k): del s.d[k]; print('del',k)
    def __missing__(s,k): return 'miss'
m=M(); m[1]=2; print(m[1]); del m[1]; t(lambda:m[1])
class E: pass
e=E()
t(lambda:e[1]); 
def f(): e[1]=2
t(f)
def f(): del e[1]
t(f)
t(lambda: len(e)); t(lambda: iter(e)); t(lambda: 3 in e); t(lambda: e()); t(lambda: -e); t(lambda: e+1); t(lambda: e@1); t(lambda: next(e)); t(lambda: e<e); t(lambda: e==e); t(lambda: abs(e)); t(lambda: int(e)); t(lambda: float(e)); t(lambda: round(e)); t(lambda:[1][e]); t(lambda: e**2); t(lambda: divmod(e,2)); t(lambda: ~e); t(lambda:reversed(e)); t(lambda: bool(e)); t(lambda: f'{e:x}'); t(lambda: pow(e,2,3)); t(lambda: E[1]); t(lambda: list(E)); t(lambda: len(E)); 
class L0:
    def __len__(s): return -1
t(lambda: len(L0())); t(lambda: bool(L0()))
class L1:
    def __len__(s): return 'x'
t(lambda: len(L1()))
class L2:
    def __len__(s): return 2**100
t(lambda: len(L2()))
class B0:
    def __bool__(s): return 3
t(lambda: bool(B0()))
class R0:
    def __repr__(s): return 3
    def __str__(s): return 4
t(lambda: repr(R0())); t(lambda: str(R0())); 
class I0:
    def __iter__(s): return 3
t(lambda: iter(I0()))
class I1:
    def __iter__(s): return s
    def __next__(s): raise StopIteration
print(list(I1()))
class I2:
    __iter__=None
    def __getitem__(s,i): return 1
t(lambda: iter(I2()))
class K:
    def __contains__(s,x): return 'yes'
    __call__ = lambda s,*a,**k: (a,k)
print(3 in K(), K()(1,2,x=3))
class K2: __contains__=None
t(lambda: 3 in K2())
class F:
    def __format__(s,spec): return 'fmt:'+spec
print(f'{F():abc}', format(F()), '{:zz}'.format(F()) if False else '')
class F2:
    def __format__(s,spec): return 3
t(lambda: format(F2()))
class X1:
    def __index__(s): return 'x'
t(lambda: [1][X1()]); t(lambda: int(X1()))
class X2:
    def __int__(s): return 'x'
t(lambda: int(X2()))
class X3:
    def __float__(s): return 1
t(lambda: float(X3()))
class Call:
    def __call__(self, a, b=2): return a,b
print(Call()(1), Call()(1,b=3), callable(Call()), callable(3)); t(lambda: Call()())
class D:
    def __dir__(s): return ['b','a']
print(dir(D()))
class SZ:
    def __sizeof__(s): return 99
    def __bytes__(s): return b'xx'
    def __complex__(s): return 3
print(SZ().__sizeof__(), bytes(SZ()))
class BI:
    def __instancecheck__(s,o): return True
class MI(type):
    def __instancecheck__(c,o): return o==5
    def __subclasscheck__(c,o): return o is int
    def __call__(c,*a): return ('called',a)
    def __len__(c): return 9
    def __getitem__(c,i): return i
    def __iter__(c): return iter('ab')
    def __repr__(c): return '<MI %s>'%c.__name__
    def __contains__(c,x): return True
    def __bool__(c): return False
    def __getattr__(c,n): return 'meta:'+n
    def __eq__(c,o): return True
    __hash__=type.__hash__
class CI(metaclass=MI): pass
print(isinstance(5,CI), isinstance(6,CI), issubclass(int,CI), issubclass(str,CI), CI(1), len(CI), CI[3], list(CI), CI, 3 in CI, bool(CI), CI.foo, CI==3)
class W:
    def __getattr__(s,n):
        if n=='bad': raise AttributeError('custom '+n)
        return 'ga:'+n
    def __setattr__(s,n,v): print('sa',n,v); object.__setattr__(s,n,v)
    def __delattr__(s,n): print('da',n); object.__delattr__(s,n)
w=W(); w.x=1; print(w.x,w.y); del w.x; print(w.x); t(lambda:w.bad); print(hasattr(w,'bad'),getattr(w,'bad',7))
class W2:
    def __getattribute__(s,n): return 'gab:'+n
print(W2().foo, W2().__dict__)
class W3:
    def __getattribute__(s,n):
        if n=='q': raise AttributeError(n)
        return object.__getattribute__(s,n)
    def __getattr__(s,n): return 'fallback'
print(W3().q, W3().zz)
# late binding of special methods
class Late: pass
l=Late()
t(lambda: len(l))
Late.__len__=lambda s:5
print(len(l))
class Late2(Late): pass
print(len(Late2()))
Late.__len__=lambda s:6
print(len(Late2()))
del Late.__len__
t(lambda: len(Late2()))
Late.__add__=lambda s,o:'added'
print(Late2()+1)
del Late.__add__
t(lambda: Late2()+1)
Late.__eq__=lambda s,o:'eq'
print(l==1, Late.__hash__ is object.__hash__, hash(l)==hash(l))
Late.__call__=lambda s:'called'
print(l())
Late.__iter__=lambda s: iter([1,2])
print(list(l))
Late.__getattr__=lambda s,n:n*2
print(l.ab)
del Late.__getattr__
t(lambda:l.ab)
Late.__init__=lambda s,x: setattr(s,'x',x)
print(Late(3).x); t(Late)
Late.__new__=lambda c,*a: ('new',a)
print(Late(1,2))
class IntSub(int):
    def __add__(s,o): return 'isub'
    def __repr__(s): return 'IntSub'
i=IntSub(5); print(i, i+1, 1+i, i-1, i*2, -i, i==5, hash(i)==hash(5), {i:1}[5], str(i), f'{i}', i.real, i.__class__, type(i+0) , [1,2,3,4,5,6][i])
class ListSub(list):
    def __len__(s): return 99
    def __getitem__(s,i): return 'item'
ls=ListSub([1,2]); print(len(ls), ls[0], list(ls), ls, ls+[3], 1 in ls, bool(ls), [*ls]); ls.append(3); print(list.__len__(ls))
class StrSub(str):
    def __eq__(s,o): return True
    __hash__=str.__hash__
    def __new__(c,x): return super().__new__(c,x+'!')
s=StrSub('ab'); s.attr=1; print(s, s==3, len(s), s.upper(), s.attr, {'ab!':5}[s], type(s.upper()), s+'x', isinstance(s,str))
class DictSub(dict):
    def __missing__(s,k): return ('missing',k)
d=DictSub(a=1); print(d['a'], d['b'], d, d.get('b'), len(d))
class TupSub(tuple):
    def __new__(c,*a): return super().__new__(c,a)
    def first(s): return s[0]
ts=TupSub(1,2); ts.z=3; print(ts, ts.first(), ts.z, ts+(1,), hash(ts)==hash((1,2)))
class ExcSub(ValueError):
    def __init__(s,a,b): super().__init__(a); s.b=b
try: raise ExcSub(1,2)
except ValueError as ex: print(repr(ex), ex.b, ex.args)
class FloatSub(float): pass
f=FloatSub(2.5); f.x=1; print(f, f+1, f.x, type(f*1))
class BytesSub(bytes): pass
b=BytesSub(b'abc'); b.x=1; print(b,b.x,b[0],type(b[:1]))
class SetSub(set): pass
ss=SetSub([1]); ss.x=1; print(ss, ss|{2}, type(ss|{2}))
