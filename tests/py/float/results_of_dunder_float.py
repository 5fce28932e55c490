# SPDX-License-Identifier: MIT
# What __float__ may return; and exceptions that are initialised once more.
import warnings


class F(float):
    pass


class X:
    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


for value in 2.5, F(3.5), 1, "x":
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("always")
        for use in float, lambda x: "%.1f" % x, lambda x: 1.0.__class__(x):
            try:
                print(use(X(value)), type(use(X(value))).__name__, end=" ")
            except TypeError as e:
                print(e, end=" ")
    print(sorted(set(str(w.message) for w in log)))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        float(X(F(1)))
    except DeprecationWarning as e:
        print("raised", str(e)[:50])
for kind in "chicken", 3:
    try:
        float.__getformat__(kind)
    except (TypeError, ValueError) as e:
        print(e)

e = ImportError("test", name="name", path="path")
e.__init__()
print(e.args, e.msg, e.name, e.path)
e = NameError("x", name="y")
e.__init__("z")
print(e.args, e.name)
e = AttributeError("x", name="y", obj=1)
e.__init__("z", obj=2)
print(e.args, e.name, e.obj)
