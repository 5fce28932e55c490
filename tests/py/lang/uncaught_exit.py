# status: 3
# sys.exit through finally; the program ends there
import sys
def f():
    try: sys.exit(3)
    finally: print("finally")
try: f()
except Exception: print("not an Exception")
print("never")
