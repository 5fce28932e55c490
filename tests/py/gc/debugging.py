# gc.set_debug: what is said on standard error, what is kept in gc.garbage; callbacks; statistics
import gc, io, re, sys
def said(f):
    err, sys.stderr = sys.stderr, io.StringIO()
    try: f(); text = sys.stderr.getvalue()
    finally: sys.stderr = err
    return re.sub(r"\d+\.\d+s", "T", re.sub(r"0x[0-9a-f]+", "0x", text))
class C: pass
class D:
    def __del__(self): pass
def cycle(cls=C): c = cls(); c.me = c
gc.disable(); gc.collect()
print(gc.get_debug(), gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK)
gc.set_debug(gc.DEBUG_COLLECTABLE); cycle(); print(said(gc.collect)); cycle(D); l = []; l.append(l); del l; print(sorted(said(gc.collect).splitlines()))
gc.set_debug(gc.DEBUG_UNCOLLECTABLE); cycle(); print(repr(said(gc.collect)))
gc.set_debug(gc.DEBUG_STATS); cycle(); t = said(gc.collect).splitlines(); print(t[0], re.sub(r"\d+", "N", t[1]), re.sub(r"\d+", "N", t[2]), t[3], len(t)); print(said(lambda: gc.collect(0)).splitlines()[0])
gc.set_debug(gc.DEBUG_SAVEALL); cycle(); cycle(D); n = gc.collect(); print(n, [type(o).__name__ for o in gc.garbage], gc.garbage[0].me is gc.garbage[0], repr(said(gc.collect)), len(gc.garbage)); gc.garbage.clear()
gc.set_debug(gc.DEBUG_LEAK); cycle(); t = said(gc.collect); print(t, len(gc.garbage)); gc.garbage.clear(); gc.set_debug(0); gc.collect(); print(gc.garbage)
for bad in ("x", 1.5, None, 2 ** 40):
    try: gc.set_debug(bad)
    except Exception as e: print(type(e).__name__ + ":", e)
gc.set_debug(0)
calls = []
def one(phase, info): calls.append((phase, info["generation"], info["collected"] if phase == "stop" else 0, info["uncollectable"], sorted(info)))
gc.callbacks.append(one); cycle(); gc.collect(); gc.collect(0); gc.collect(1); print(calls); gc.callbacks.remove(one); calls.clear(); gc.collect(); print(calls, gc.callbacks)
def bad(phase, info): raise ValueError(phase)
seen = []; sys.unraisablehook = lambda u: seen.append((str(u.exc_value), u.object is bad)); gc.callbacks.append(bad); gc.callbacks.append(one); gc.collect(); print(seen, [c[:2] for c in calls]); gc.callbacks.clear(); sys.unraisablehook = sys.__unraisablehook__
def nested(phase, info): calls.append((phase, gc.collect()))
calls.clear(); gc.callbacks.append(nested); cycle(); print(gc.collect(), calls); gc.callbacks.clear()
def removes(phase, info): gc.callbacks.clear(); calls.append(phase)
calls.clear(); gc.callbacks += [removes, removes]; gc.collect(); print(calls, gc.callbacks)
before = gc.get_stats(); cycle(); gc.collect(); cycle(); gc.collect(0); after = gc.get_stats(); print([{k: b[k] - a[k] for k in sorted(a)} for a, b in zip(before, after)])
