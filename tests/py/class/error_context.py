# SPDX-License-Identifier: MIT
# The name and the object that an AttributeError, NameError or ImportError knows: who reads sets them, who writes does not.
class S: __slots__=('a',)
class C: pass
import types
def t(f):
    try: f()
    except AttributeError as e: print(e, '|', e.name, type(e.obj).__name__)
s=S(); c=C()
t(lambda: s.a); t(lambda: s.b); t(lambda: setattr(s,'b',1)); t(lambda: delattr(s,'b')); t(lambda: delattr(s,'a')); t(lambda: c.x); t(lambda: delattr(c,'x'))
t(lambda: C.x); t(lambda: delattr(C,'x')); t(lambda: types.nope); t(lambda: delattr(types, 'nope')); t(lambda: (3).real2); t(lambda: setattr(3,'real',1)); t(lambda: setattr(3,'x',1))
t(lambda: super(C, c).zz); t(lambda: [].x); t(lambda: setattr([], 'x', 1)); t(lambda: delattr([], 'append')); t(lambda: setattr([], 'append', 1))
class G:
    def __getattr__(self, n): raise AttributeError
    @property
    def p(self): return self.q
    @property
    def w(self): raise AttributeError('mine')
t(lambda: G().a); t(lambda: G().p); t(lambda: G().w)
class P:
    @property
    def p(self): return self.q
    @property
    def w(self): raise AttributeError('mine')
t(lambda: P().p); t(lambda: P().w); t(lambda: setattr(P(), 'p', 1)); t(lambda: delattr(P(), 'p'))
t(lambda: getattr(c, 'abc')); t(lambda: object().x); t(lambda: setattr(object(), 'x', 1)); t(lambda: C().__dict__.foo); t(lambda: C.__foo__)
t(lambda: object.__getattribute__(c, 'z')); t(lambda: type.__getattribute__(C, 'z'))
import operator
t(lambda: operator.attrgetter('a.b')(c))
def gg():
    def v(): return q
    v(); q = 1
try: gg()
except NameError as e: print(e, e.name)
def gg():
    print(q); q = 1
try: gg()
except NameError as e: print(e, e.name)
try: undefinedx
except NameError as e: print(e, e.name)
try: del undefinedx
except NameError as e: print(e, e.name)
def d():
    del zz
    zz = 1
try: d()
except NameError as e: print(e, e.name)
try: import nomod.x
except ImportError as e: print(e, e.name, e.path, e.msg)
try: from sys import nonono
except ImportError as e: print(e, e.name, e.path, e.msg)
