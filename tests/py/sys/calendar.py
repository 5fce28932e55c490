# time.gmtime: dates of seconds since 1970, and what a struct sequence says of its fields.
import copy
import time

for t in (0, -1, 86399, 86400, 951782400, 951868799, 951868800, 1078012800, 1000000000, 1234567890, -86400 * 365, -2203891200 // 2,
          2**31 - 1, -2**31, 1e9 + 0.999, -0.5):
    print(t, *time.gmtime(t))
for year in range(1905, 2035, 5):
    start = (year - 1970) * 31556952
    print([time.gmtime(start + day * 86400)[:3] + time.gmtime(start + day * 86400)[6:8] for day in (58, 59, 60, 364)])
print(repr(time.gmtime(0)), time.gmtime(0).tm_zone, time.gmtime(0).tm_gmtoff)
print(isinstance(time.gmtime(), time.struct_time), time.gmtime(None)[0] >= 1970, len(time.localtime()))
for wrong in ("x", 1e300, float("nan"), 2**80, [], -1e300):
    try:
        time.gmtime(wrong)
    except (TypeError, OverflowError, ValueError) as e:
        print(type(e).__name__)

t = time.struct_time(range(1, 12))
print(t.n_fields, t.n_sequence_fields, t.n_unnamed_fields, time.struct_time.n_fields, time.struct_time.__match_args__)
print(t, t.tm_zone, t.tm_gmtoff, copy.copy(t) == t, copy.deepcopy(t).tm_gmtoff)
match t:
    case time.struct_time(year, month, tm_mday=day):
        print(year, month, day)
