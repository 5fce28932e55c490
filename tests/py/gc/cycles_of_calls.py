# Rings of objects whose only mutable part is how they were made: partials, files named after themselves.
import functools
import gc
import io

gc.collect()
gc.disable()
p = functools.partial(print)
p.__setstate__((p, (), {}, {}))
del p
print(gc.collect() > 0)
p = functools.partial(print)
p.__setstate__((print, (p,), {}, {}))
del p
print(gc.collect() > 0)
p = functools.partial(print)
p.__setstate__((print, (), {"p": p}, {"p": p}))
del p
print(gc.collect() > 0)
f = io.BytesIO()
r = io.BufferedReader(f)
t = io.TextIOWrapper(r)
t.mode = t
del f, r, t
print(gc.collect() > 0)
s = super.__new__(super)
s.__init__(super, s)
