# heap: 400M
# S2-87  needs the module memory_profiler (0.61: report format)
N = 10 ** 6  #+
import io, sys  #+
from memory_profiler import profile

@profile
def memory_intensive_function():
    a = [1] * N  #~ (10 ** 6)
    b = [2] * (20 * N)  #~ (2 * 10 ** 7)
    del b
    return a

# Run with:
# python -m memory_profiler script.py
report, sys.stdout = sys.stdout, io.StringIO()  #+
a = memory_intensive_function()  #+
report, sys.stdout = sys.stdout.getvalue(), report  #+
lines = report.split("\n")  #+
print(lines[0].split(":")[0], repr(lines[1]), len(a) == N)  #+
print(lines[2])  #+
print(lines[3] == "=" * len(lines[2]))  #+
inc = {}  #+
for row in lines[4:10]:  #+
    words = row[:46].split()  #+ Line#, Mem usage, MiB, Increment, MiB, Occurrences
    print(len(words), words[2::2], row[47:].strip())  #+
    if len(words) == 6:  #+
        inc[row[47:].strip().split()[0]] = float(words[3])  #+
print(inc["a"] >= 0, inc["b"] > inc["a"], inc["del"] < 0)  #+
