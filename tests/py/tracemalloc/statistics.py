# snapshots by hand: statistics, differences, filters, texts
import tracemalloc
from tracemalloc import Filter, DomainFilter, Frame, Snapshot, Statistic, StatisticDiff, Trace, Traceback
def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__ + ":", e)
raw = [(0, 10, (("a.py", 2), ("b.py", 4)), 3), (0, 10, (("a.py", 2), ("b.py", 4)), 3), (0, 10, (("a.py", 2), ("b.py", 4)), 3), (1, 2, (("a.py", 5), ("b.py", 4)), 3), (2, 66, (("b.py", 1),), 1), (3, 7, (("<unknown>", 0),), 1)]
s1 = Snapshot(raw, 2)
raw2 = [(0, 10, (("a.py", 2), ("b.py", 4)), 3), (0, 10, (("a.py", 2), ("b.py", 4)), 3), (2, 2, (("a.py", 5), ("b.py", 4)), 3), (2, 5000, (("a.py", 5), ("b.py", 4)), 3), (4, 400, (("c.py", 578),), 1)]
s2 = Snapshot(raw2, 2)
for kind in ("lineno", "filename", "traceback"):
    print("--", kind)
    for s in s1.statistics(kind): print(s, repr(s))
    for d in s2.compare_to(s1, kind): print(d, repr(d))
for kind in ("lineno", "filename"):
    for s in s1.statistics(kind, cumulative=True): print(kind, s)
    for d in s2.compare_to(s1, kind, True): print(kind, d)
attempt(s1.statistics, "traceback", cumulative=True); attempt(s1.statistics, "size"); attempt(s1.compare_to, s2, "x")
print(s1.traceback_limit, len(s1.traces), s1.traces, s1.traces[0], repr(s1.traces[0]), s1.traces[-1], s1.traces[0] == s1.traces[1], s1.traces[0] == s1.traces[3], s1.traces[0] in s1.traces, s1.traces == s1.traces, s1.traces == s2.traces)
attempt(lambda: s1.traces[6]); attempt(lambda: [t.size for t in s1.traces]); attempt(lambda: {t.domain for t in s2.traces}); attempt(lambda: len({s1.traces[0], s1.traces[1], s1.traces[3]}))
t = s1.traces[0].traceback
print(t, repr(t), len(t), t.total_nframe, [str(f) for f in t], t[0], t[-1], t[:1], t[0] in t, list(reversed(t)) == list(t)[::-1])
a, b = Traceback((("a.py", 1),)), Traceback((("a.py", 2), ("b", 1)))
print(a == Traceback((("a.py", 1),)), a == b, a < b, a <= b, a > b, a >= b, hash(a) == hash(Traceback((("a.py", 1),))), repr(a), repr(b), a.total_nframe)
attempt(lambda: a < 5); print(a == 5, a != 5)
f, g = Frame(("x.py", 3)), Frame(("x.py", 12))
print(f, repr(f), f.filename, f.lineno, f == Frame(("x.py", 3)), f < g, sorted([g, f]), hash(f) == hash(Frame(("x.py", 3))))
for size in (0, 1, 100, 1023, 1024, 10239, 10240, 10250, 99 * 1024, 102400, 1048576, 5 << 30, 7 << 40, 20 << 50): print(Statistic(a, size, 1), "|", StatisticDiff(a, size, -size, 1, -1))
print(Statistic(a, 10, 0), StatisticDiff(a, 0, -5, 0, -3), Statistic(a, 10, 3))
print(Statistic(a, 1, 1) == Statistic(a, 1, 1), Statistic(a, 1, 1) == Statistic(b, 1, 1), StatisticDiff(a, 1, 1, 1, 1) == StatisticDiff(a, 1, 1, 1, 1), len({Statistic(a, 1, 1), Statistic(a, 1, 1)}))
def shown(*filters): s = s1.filter_traces(filters); return [(t.domain, t.size, str(t.traceback)) for t in s.traces], s.traceback_limit
for filters in ((Filter(False, "b.py"),), (Filter(True, "a.py"),), (Filter(True, "a.py", 5),), (Filter(False, "a.py", 5),), (Filter(True, "b.py", all_frames=True),), (Filter(False, "b.py", all_frames=True),), (Filter(True, "*.py"),), (Filter(True, "?.py", 4, True),), (Filter(True, "[bc].py"),), (Filter(True, "[!a].py"),), (Filter(True, "<*>"),), (Filter(True, "a.py"), Filter(True, "b.py")), (Filter(True, "*"), Filter(False, "a.py", 2)), (DomainFilter(True, 2),), (DomainFilter(False, 0),), (Filter(True, "a.py", domain=1),), (Filter(False, "a.py", domain=1),), (Filter(True, "a.p[a-z]"),), (Filter(True, "a.pyc"),), (Filter(True, "[a-"),), (Filter(True, "**a**"),), ()): print(shown(*filters))
attempt(s1.filter_traces, Filter(True, "x"))
f = Filter(True, "abc.pyc", 5, True, 3); print(f.inclusive, f.filename_pattern, f.lineno, f.all_frames, f.domain); d = DomainFilter(False, 9); print(d.inclusive, d.domain)
attempt(setattr, f, "filename_pattern", "x"); attempt(setattr, d, "domain", 1); f.lineno = 7; f.inclusive = False; print(f._match_frame("abc.py", 7), f._match_frame("abc.py", 8), f._match_frame("abc.pyc", 7))
print(t.format() == ['  File "b.py", line 4', '  File "a.py", line 2'], t.format(1), t.format(-1), t.format(most_recent_first=True), t.format(0), t.format(5) == t.format())
