# When objects die: destructors, resurrection, cycles, instances of subclasses of built-in types.
import sys
def t(f, *a, **k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, '|', e)
class D:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
def f():
    a=D(1); b=D(2); print('in f')
f()
x=D(3); x=None; print('after')
x=D(4); y=x; del x; print('still'); del y
l=[D(5),D(6)]; l.pop(); print('popped'); l.clear(); print('cleared')
d={'a':D(7)}; d['a']=None; print('replaced')
class H: pass
h=H(); h.a=D(8); h.b=D(9); del h.a; print('x'); del h; print('y')
# resurrection
saved=[]
class R:
    def __del__(s): saved.append(s); print('resurrect')
r=R(); del r; print(len(saved)); saved.clear(); print('gone')
# error in __del__
class Text:
    def write(s, text): s.text += text
    def flush(s): pass
    text = ''
class E:
    def __del__(s):
        raise ValueError('in del')
e=E(); sys.stderr=Text(); del e; text=sys.stderr.text; sys.stderr=sys.__stderr__
print(text[:text.index(' at 0x')], text.splitlines()[-1])
# slots with del
class S:
    __slots__=('v',)
    def __del__(s): print('slots del', s.v.n)
s=S(); s.v=D(10); del s
# cycles
import gc
gc.collect()
class Cy:
    def __init__(s,n): s.me=s; s.n=n
    def __del__(s): print('cy',s.n)
Cy(1); print('made'); gc.collect(); print('collected')
class Sub(D):
    def __del__(s): super().__del__(); print('sub')
Sub(11)
# exception keeps frame
def g():
    loc=D(12)
    raise KeyError('k')
try: g()
except KeyError as ex: print('caught')
print('done')
# subclass of builtin with del
class L(list):
    def __del__(s): print('L del', len(s))
l=L([1,2]); l.x=D(13); del l
class T(tuple):
    def __del__(s): print('T del', s)
t1=T((1,2)); del t1
class I(int):
    def __del__(s): print('I del', int(s))
i=I(7); del i
class Ex(Exception):
    def __del__(s): print('Ex del')
try: raise Ex
except Ex: pass
print('end ex')
class Dd(dict):
    def __del__(s): print('Dd',len(s))
Dd(a=1)
def gen():
    try: yield D(14)
    finally: print('gen fin')
gg=gen(); next(gg); del gg
class Meta(type):
    def __del__(c): print('class del', c.__name__)
class MC(metaclass=Meta): pass
del MC; gc.collect()
print(D.__del__.__name__)
c=D(15)
c.__class__=H; del c; print('no del')
class A1: pass
a=A1(); a.__class__=D; a.n=16; del a
def deep():
    x=None
    for i in range(20000):
        n=H(); n.next=x; x=n
    return x
q=deep(); del q; print('deep ok')
class Late: pass
l=Late(); Late.__del__=lambda s: print('late del'); del l
D(17)
print('end')
