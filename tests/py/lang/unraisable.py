# status: 0
# boards: host host32
# errors that nobody can catch are reported and the program goes on
class D:
    def __del__(self):
        raise ValueError("in del")
    def __repr__(self): return "<D>"
D()
print("after")
def gen():
    try: yield
    finally: raise KeyError("in generator")
print("end")
