# Collections, and what the module gc tells, with every allocation failing in turn: MemoryError, or the right result.
import gc
import sys
import weakref

try:
    from ouroboros import fail_after
except ImportError:

    def fail_after(k):
        pass


class Node:
    def __init__(self, log=None):
        self.me, self.log = self, log

    def __del__(self):
        if self.log is not None:
            self.log.append(1)


class Quiet:
    pass


unraisable = []
sys.unraisablehook = lambda u: unraisable.append(u.exc_type)


def rings(n):
    for i in range(n):
        ring = []
        ring.append(ring)
    q = Quiet()
    q.q = [q, (q,), {"q": q}, {1, 2}]
    q.f = lambda: q


def collected():
    gc.collect()
    rings(4)
    return gc.collect() > 4


def finalized():
    log = []
    Node(log)
    a, b = Node(log), Node(log)
    a.b, b.a = b, a
    del a, b
    gc.collect()
    return True  # a finalizer that fails is told to the hook


def referred():
    x = Quiet()
    y = [x]
    z = {"x": x}
    w = weakref.ref(x, lambda r: None)
    found = gc.get_referrers(x)
    return sum(o is y or o is z for o in found), len(gc.get_referents(y, z)), sum(o is y for o in gc.get_objects()), w() is x


def told():
    log = []

    def hook(phase, info):
        log.append((phase, info["generation"]))

    gc.callbacks.append(hook)
    try:
        for generation in range(3):
            gc.collect(generation)
    finally:
        gc.callbacks.clear()
    return log if not unraisable else None


def kept():
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        rings(2)
        gc.collect()
        return len(gc.garbage) >= 2
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.collect()


def frozen():
    gc.freeze()
    n = gc.get_freeze_count()
    gc.unfreeze()
    return n > 0, gc.get_freeze_count(), [sorted(s) for s in gc.get_stats()], gc.get_threshold(), len(gc.get_count()), type(gc.get_objects(1))


def triggered():
    before = gc.get_threshold()
    gc.set_threshold(3, 2, 2)
    try:
        rings(10)
        return [gc.is_tracked(o) for o in ([], (), {}, 1)]
    finally:
        gc.set_threshold(*before)


steps = 0
tasks = (collected, finalized, referred, told, kept, frozen, triggered)
for task in tasks:
    expected = task()
    k = 1
    while True:
        unraisable.clear()
        fail_after(k)
        try:
            result = task()
        except MemoryError:
            result = None
        fail_after(0)
        gc.callbacks.clear()
        gc.set_debug(0)
        gc.garbage.clear()
        gc.set_threshold(700, 10, 10)
        if result is not None:
            if not unraisable:
                assert result == expected, (task.__name__, result, expected)
                break
        assert all(e is MemoryError for e in unraisable), unraisable
        k += 1
        steps += 1
        assert k < 3000, task.__name__
    gc.collect()
print(len(tasks), "tasks")
