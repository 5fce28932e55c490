# heap: 400M
# S3-35  needs the module memory_profiler (0.61: report format)
N = 1000000  #+
import io, sys  #+
# my_script.py
from memory_profiler import profile

@profile
def my_function():
    a = [i for i in range(N)]  #~ range(1000000)
    b = [i for i in range(2 * N)]  #~ range(2000000)
    del a
    return b

if __name__ == '__main__':
    report, sys.stdout = sys.stdout, io.StringIO()  #+
    my_function()
    report, sys.stdout = sys.stdout.getvalue(), report  #+
    lines = report.split("\n")  #+
    print(lines[0].split(":")[0], repr(lines[1]))  #+
    print(lines[2])  #+
    for row in lines[4:10]:  #+
        print(row[47:].strip())  #+
    b, d = lines[7].split(), lines[8].split()  #+
    print(float(b[3]) > 0, float(d[3]) <= 0)  #+
