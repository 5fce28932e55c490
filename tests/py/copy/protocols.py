# What objects say they are made of differs by protocol: before 2, a built-in base's value and a constructor of copyreg.
import copyreg


class Plain:
    pass


class Number(int):
    pass


class Pairs(dict):
    def __init__(self, *args):
        self.made = len(args)
        super().__init__(*args)


class Slots:
    __slots__ = ("a",)


class Picky:
    def __getattr__(self, name):
        raise RuntimeError(name)

    def __getstate__(self):
        return {"kept": 1}


def show(x, protocol):
    try:
        parts = x.__reduce_ex__(protocol)
        print(type(x).__name__, protocol, parts[0].__name__, [getattr(p, "__name__", p) for p in parts[1]],
              [list(p) if hasattr(p, "__next__") else p for p in parts[2:]])
    except TypeError as e:
        print(type(x).__name__, protocol, "TypeError")


p, n, d, s = Plain(), Number(7), Pairs({1: 2}), Slots()
p.x = 1
s.a = 5
for x in (p, Plain(), n, d, s, Picky(), object()):
    show(x, 0)
    show(x, 2)
for x in (5, [], "a", {}, (), b"", 1.5):
    show(x, 1)
print(p.__reduce__() == p.__reduce_ex__(0))
for wrong in (None, "2", 1.5):
    try:
        p.__reduce_ex__(wrong)
    except TypeError as e:
        print(e)

again = copyreg._reconstructor(*d.__reduce__()[1])
print(type(again).__name__, again, hasattr(again, "made"))
print(copyreg._reconstructor(Number, int, 9) + 1, type(copyreg._reconstructor(Plain, object, None)).__name__)
