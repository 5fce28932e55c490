# SPDX-License-Identifier: MIT
# Dictionaries of one str: made, looked into, changed, gone through, emptied, and grown out of.
import copy
import gc

d = {}
d["a"] = 1
print(d, len(d), d["a"], d.get("b"), "a" in d, "b" in d, 1 in d)
d["a"] = 2
print(d, list(d), list(d.items()), list(reversed(d)), d.pop("a"), d, d.get("a"), list(d))
d["b"] = 3
d["c"] = 4
print(d)
d.clear()
d["x"] = 1
e = d.copy()
e["y"] = 2
print(d, e, d.popitem(), d)
try:
    d.popitem()
except KeyError as error:
    print(error)
d["q"] = 1
d[5] = 2
print(d, {"a": 1} == {"a": 1}, {"a": 1} == {"b": 1}, {"a": 1} | {"b": 2}, dict(a=1), dict([("a", 2)]))
d = {"x": 1}
d.update({"x": 2})
print(d)
d.update({"y": 2})
print(d, {**{"a": 1}}, {**{"a": 1}, "b": 2}, {k: 1 for k in "a"}, dict.fromkeys("a"))
e = {}
e.update({"k": []})
print(e, gc.is_tracked(e), gc.is_tracked({"a": 1}))


class Equal(str):
    def __hash__(self):
        return hash("a")

    def __eq__(self, other):
        return True


class Clears:
    def __eq__(self, other):
        d.clear()
        return False

    def __hash__(self):
        return hash("a")


d = {"a": 1}
print(d[Equal("z")], d.setdefault("a", 4), d.setdefault("b", 5), d)
d = {"a": 1}
print(d.get(Clears()), d)


def change(how):
    d = {"a": 1}
    seen = []
    try:
        for k in d:
            seen.append(k)
            how(d)
    except RuntimeError as error:
        print(error, end=" ")
    print(seen, d)


def replace(d):
    del d["a"]
    d["b"] = 1


def again(d):
    del d["a"]
    d["a"] = 1


def clear(d):
    d.clear()
    d["b"] = 1


def pop(d):
    d.popitem()
    d["b"] = 1


def add(d):
    d["b"] = 1


def store(d):
    d["a"] = 2


for how in (replace, again, clear, pop, add, store):
    change(how)


class D(dict):
    pass


gc.collect()
x = D(a=1)
x.attr = 2
print(x, x.attr)
x["self"] = x
del x
y = {"me": None}
y["me"] = y
print(y, gc.collect())
del y
print(gc.collect())
space = {"__builtins__": {}}
exec("pass", space)
print(list(space))
d = {"a": 1}
e = copy.deepcopy(d)
e["a"] = [1]
print(d, e, gc.is_tracked(d), gc.is_tracked(e))


class Gone:
    def __del__(self):
        print("gone", end=" ")


d = {"a": Gone()}
d["a"] = 1
d = {"a": Gone()}
del d["a"]
d = {"a": Gone()}
d.clear()
d = {"a": Gone()}
d = {Gone(): "a"}
d = None
print()


class Empty:
    pass


o = Empty()
v = vars(o)
v["first"] = 1
print(o.first, v)
del o.first
o.second = 2
print(v, vars(o) is v)
