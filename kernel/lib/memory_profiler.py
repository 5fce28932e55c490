# SPDX-License-Identifier: MIT
"""memory_profiler -- how much memory each line of a function takes: live bytes of the heap, in MiB.

    from memory_profiler import profile

    @profile
    def f():
        ...

prints a table each time f returns. A profiled function keeps the text of its own lines, for source that came over the console is
gone when it has run. A line that compiles to nothing, such as `try:`, is not counted. Without a precision a figure has as many
digits as fit: the last one is a byte while the heap is small.
"""

import sys
from _memory_profiler import source, start, stop, traced, used

_MiB = 1 << 20
_template = "{:>6} {:>12} {:>12}  {:>10}   {:<}"

def _function_lines(code, last):
    """Text of the lines from the function's first one to `last`."""
    first = code.co_firstlineno
    text = source(code.co_filename)
    if text is not None:
        return text.split("\n")[first - 1:last]
    import linecache
    known = code.co_filename in linecache.cache
    lines = [line.rstrip("\n") for line in linecache.getlines(code.co_filename)[first - 1:last]]
    if not known:
        linecache.cache.pop(code.co_filename, None)
    return lines or [""] * (last - first + 1)

def _megabytes(n, precision):
    n /= _MiB
    if precision is None:
        precision = max(7 - len(f"{n:.0f}"), 0)
    return f"{n:.{precision}f} MiB"

def _last_line(code):
    """Of a function: with those of the functions in it."""
    last = code.co_firstlineno
    for _, _, line in code.co_lines():
        if line is not None and line > last:
            last = line
    for const in code.co_consts:
        if type(const) is type(code):
            last = max(last, _last_line(const))
    return last

def _show(out, code, lines, rows, precision):
    header = _template.format("Line #", "Mem usage", "Increment", "Occurrences", "Line Contents")
    out.write(f"Filename: {code.co_filename}\n\n{header}\n{'=' * len(header)}\n")
    rows = {line: rest for line, *rest in rows}
    for number, text in enumerate(lines, code.co_firstlineno):
        if number in rows:
            memory, increment, times = rows[number]
            columns = _megabytes(memory, precision), _megabytes(increment, precision), times
        else:
            columns = "", "", ""
        out.write(_template.format(number, *columns, text) + "\n")
    out.write("\n\n")

def profile(func=None, stream=None, precision=None, backend="heap"):
    """Make a function print what its lines do to the heap, when it returns."""
    if func is None:
        return lambda func: profile(func, stream, precision, backend)
    plain = func.__code__
    if plain.co_flags & 0x2a0: # generators and coroutines
        return func
    lines = _function_lines(plain, _last_line(plain))
    func.__code__ = code = traced(plain)

    def wrapper(*args, **kwargs):
        start(code)
        try:
            result = func(*args, **kwargs)
        except BaseException:
            stop()
            raise
        rows = stop()
        _show(stream or sys.stdout, code, lines, rows, precision)
        return result

    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(wrapper, name, getattr(func, name))
    wrapper.__dict__.update(func.__dict__)
    wrapper.__wrapped__ = func
    return wrapper

def memory_usage(proc=-1, interval=.1, timeout=None, timestamps=False, include_children=False, multiprocess=False, max_usage=False,
                 retval=False, stream=None, backend=None, max_iterations=None):
    """Live bytes of the heap in MiB: a list with one figure each interval until the timeout; or, when proc is (f, args, kwargs),
    before a call, at the most behind one of its lines, and after it."""
    import time
    samples = []
    def sample(n):
        samples.append((n / _MiB, time.time()) if timestamps else n / _MiB)

    value = None
    sample(used())
    if isinstance(proc, (tuple, list)):
        f = proc[0]
        args = proc[1] if len(proc) > 1 else ()
        kwargs = proc[2] if len(proc) > 2 else {}
        code = getattr(f, "__code__", None)
        if code is None or code.co_flags & 0x2a0:
            value = f(*args, **kwargs)
        else:
            f = type(f)(traced(code), f.__globals__, f.__name__, f.__defaults__, f.__closure__)
            f.__kwdefaults__ = proc[0].__kwdefaults__
            start(f.__code__)
            try:
                value = f(*args, **kwargs)
            finally:
                rows = stop()
            sample(max([row[1] for row in rows]))
        sample(used())
    elif timeout is not None:
        for _ in range(int(timeout / interval) - 1):
            time.sleep(interval)
            sample(used())
    if stream is not None:
        for item in samples:
            stream.write("MEM {0:.6f} {1:.4f}\n".format(*item if timestamps else (item, time.time())))
        samples = None
    elif max_usage:
        samples = max(samples)
    return (samples, value) if retval else samples

def run(filename):
    """Run a file as the main program, with `profile` for it to use: what %mprun does."""
    import builtins
    with open(filename) as f:
        code = compile(f.read(), filename, "exec")
    builtins.profile = profile
    try:
        exec(code, {"__name__": "__main__", "__file__": filename, "__builtins__": builtins})
    finally:
        del builtins.profile
