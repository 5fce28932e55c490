# SPDX-License-Identifier: MIT
# boards: host host32
# Functions that are called at the end, the last one first.
import atexit
import sys

def f(*args, **kwargs):
    print("f", args, kwargs)

def bad():
    raise ValueError("oops")

def late():
    print("late")
    atexit.register(f, "never")

sys.stderr = sys.stdout
before = atexit._ncallbacks()
print(atexit.register(f, 1, k=2) is f)
atexit.register(f, 2)
print(atexit._ncallbacks() - before)
atexit.unregister(bad)
atexit._clear()
print(atexit._ncallbacks())
atexit.register(f, "run")
atexit.register(late)
atexit._run_exitfuncs()
print(atexit._ncallbacks())
for wrong in ((), (3,)):
    try:
        atexit.register(*wrong)
    except TypeError as e:
        print(e)
atexit.register(print, "the last line")
atexit.register(f)
atexit.register(bad)
atexit.unregister(bad)
atexit.register(late)
print("end of the program")
