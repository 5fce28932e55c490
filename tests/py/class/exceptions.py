# Exceptions: their attributes, texts and chains, groups, and what raising refuses.
def t(f, *a, **k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, '|', e, '|', repr(e), e.args)
for e in [ValueError(), ValueError(1), ValueError(1,2), KeyError('a'), KeyError(1,2), KeyError(), StopIteration(5), SystemExit(3), SystemExit(), OSError(2,'no'), OSError(2,'no','f'), OSError('x'), OSError(2,'a','b',None,'c'), AttributeError('x',name='n',obj=3), NameError('q',name='z'), ImportError('m',name='a',path='b'), UnicodeDecodeError('utf-8',b'abc',0,1,'bad'), UnicodeEncodeError('ascii','abc',0,2,'bad'), SyntaxError('m',('f',1,2,'txt')), SyntaxError('q'), BaseException('b'), MemoryError(), RecursionError('r'), StopAsyncIteration(1), UnicodeTranslateError('abc',0,1,'r'), ModuleNotFoundError('mm', name='mm'), TimeoutError(), BlockingIOError(11,'x'), IndentationError('i'), ExceptionGroup('eg',[ValueError(1),TypeError(2)])]:
    print(repr(e), '|', str(e), '|', e.args, type(e).__mro__[1].__name__)
print(type(OSError(2,'x')), type(OSError(13,'x')), type(OSError(17,'x')), type(OSError(9999,'x')))
e=OSError(2,'no','f'); print(e.errno,e.strerror,e.filename,e.filename2)
print(StopIteration(5).value, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit(1,2).code)
e=AttributeError('x',name='n',obj=3); print(e.name,e.obj)
e=SyntaxError('m',('f',1,2,'txt')); print(e.filename,e.lineno,e.offset,e.text,e.msg,e.end_lineno)
t(lambda: ValueError(a=1)); t(lambda: KeyError(x=1)); t(lambda: AttributeError(foo=1)); t(lambda: StopIteration(v=1)); t(lambda: OSError(q=1)); t(lambda: UnicodeDecodeError(1)); t(lambda: UnicodeDecodeError('a','b',0,1,'x'))
e=ValueError(1); e.add_note('note'); print(e.__notes__); t(lambda: e.add_note(3)); print(e.__traceback__, e.__cause__, e.__context__, e.__suppress_context__)
t(lambda: setattr(e,'__cause__',3)); t(lambda: setattr(e,'__context__',3)); t(lambda: setattr(e,'__traceback__',3)); e.__cause__=KeyError(1); print(e.__suppress_context__, repr(e.__cause__))
e.args=[1,2]; print(e.args, str(e)); t(lambda: setattr(e,'args',3)); t(lambda: delattr(e,'args')); t(lambda: delattr(e,'__cause__')); e.x=1; print(e.__dict__)
print(e.with_traceback(None) is e)
try:
    try: 1/0
    except ZeroDivisionError as a:
        raise KeyError('k') from a
except KeyError as k: print(repr(k.__cause__), repr(k.__context__), k.__suppress_context__, k.__traceback__ is not None)
try:
    try: 1/0
    except ZeroDivisionError as a: {}['x']
except KeyError as k: print(repr(k.__cause__), repr(k.__context__), k.__suppress_context__)
try:
    try: 1/0
    except ZeroDivisionError as a: raise KeyError('z') from None
except KeyError as k: print(repr(k.__cause__), repr(k.__context__), k.__suppress_context__)
try: undefined_name
except NameError as n: print(n, n.name)
try: (3).foo
except AttributeError as n: print(n, n.name, n.obj)
try: import nonexistent_mod
except ImportError as n: print(repr(n), n.name, n.path)
def f():
    raise ValueError
t(f)
def f(): raise 3
t(f)
def f(): raise ValueError from 3
t(f)
class Bad(Exception):
    def __init__(s): raise TypeError('init')
def f(): raise Bad
t(f)
class Bad2(Exception):
    def __new__(c): return 3
def f(): raise Bad2
t(f)
def f():
    try: pass
    except 3: pass
    try: 1/0
    except 3: pass
t(f)
class E1(Exception):
    def __str__(s): return 'custom str'
t(lambda: (_ for _ in ()).throw(E1()))
def f(): assert 0, 'msg'
t(f)
def f(): assert False
t(f)
try: raise ExceptionGroup('g',[ValueError(1),KeyError(2)])
except* ValueError as eg: print(eg.exceptions)
except* KeyError as eg: print(eg, eg.exceptions)
eg=ExceptionGroup('g',[ValueError(1),ExceptionGroup('h',[TypeError(1)])]); print(eg.message, eg.exceptions, eg.subgroup(TypeError), eg.split(ValueError), eg.derive([KeyError(1)]))
t(lambda: ExceptionGroup('a',[])); t(lambda: ExceptionGroup(1,[ValueError()])); t(lambda: ExceptionGroup('a',[3])); t(lambda: ExceptionGroup('a',[KeyboardInterrupt()])); print(type(BaseExceptionGroup('a',[ValueError()])))
print(issubclass(ExceptionGroup, Exception), ExceptionGroup.__mro__, ExceptionGroup.__bases__)
def f():
    f()
try: f()
except RecursionError as e: print(str(e)[:32])
class Ra:
    def __getattr__(s,n): return getattr(s,n)
def f(): Ra().x
try: f()
except RecursionError: print('too deep')
class Re:
    def __eq__(s,o): return s==o
try: Re()==Re()
except RecursionError: print('too deep')
class Rl(list): pass
l=[]; l.append(l); print(l, repr(l)); d={}; d['d']=d; print(d)
a=[]; b=[a]; a.append(b)
try: a==b
except RecursionError: print('too deep')
import sys
try: sys.exit(3)
except SystemExit as e: print(e.code)
class MyE(KeyError, AttributeError): pass
t(lambda: (_ for _ in ()).throw(MyE('both')))
class MyI(KeyError, IndexError): pass
t(lambda: type('q',(OSError,KeyError),{}))
t(lambda: type('q',(OSError,ImportError),{}))
print(sys.exc_info())
try: 1/0
except: print(sys.exc_info()[0], sys.exception())
def g():
    try: yield 1
    except ValueError as e: print('gen caught', e); yield 2
x=g(); next(x); print(x.throw(ValueError('thrown')))
