# status: 1
# boards: host host32
# an uncaught group, its causes and notes
def f(x): raise ValueError(x)
def g():
    errors = []
    for i in range(2):
        try: f(i)
        except ValueError as e: errors.append(e)
    errors.append(ExceptionGroup("inner", [KeyError("k")]))
    e = ExceptionGroup("outer", errors)
    e.add_note("a note\nin two lines")
    raise e
try: g()
except ExceptionGroup as e: raise RuntimeError("last") from e
