# SPDX-License-Identifier: MIT
# exit, quit, copyright, credits, license, breakpoint: for whoever sits at a prompt.
import sys

print(exit, quit, repr(copyright)[:13])
for leave in (lambda: exit(3), quit, lambda: exit("bye"), lambda: quit(code=4)):
    try:
        leave()
    except SystemExit as e:
        print(repr(e), e.code)
for wrong in (lambda: exit(1, 2), lambda: copyright(1)):
    try:
        wrong()
    except TypeError:
        print("TypeError")


def hook(*args, **kwargs):
    print("hook", args, kwargs)
    return 5


sys.breakpointhook = hook
print(breakpoint(1, x=2))
sys.breakpointhook = sys.__breakpointhook__
sys.modules["pdb"] = type(sys)("pdb")
sys.modules["pdb"].set_trace = lambda **k: print("set_trace", k)
print(breakpoint(header="here"))
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as e:
    print(e)
