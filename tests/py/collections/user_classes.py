# UserList and UserString: what a list and a str do, by a class to derive from.
import copy
from collections import Counter, UserList, UserString

class Stack(UserList):
    def push(self, item):
        self.append(item)

s = Stack("abc")
s.push("d")
s.x = 1
print(s, s[1], s[1:3], type(s[1:3]).__name__, len(s), "c" in s, s.index("b"), s.count("z"))
print(s + ["e"], ["e"] + s, s + "xy", s * 2, 2 * s, type(s * 2).__name__)
s += "yz"
s *= 2
print(s, s.pop(), s.pop(0))
s.extend(UserList([3]))
s.remove(3)
s.reverse()
s.sort(key=lambda c: -ord(c))
s[0] = "Q"
del s[1:]
print(s, s == ["Q"], s == UserList("Q"), s < ["R"], UserList([2]) > [1], s.copy(), UserList(UserList([1])).data)
t = copy.copy(s)
print(t, t.x, t.data is s.data, type(t).__name__)
s.clear()
print(s, t, bool(s), UserList(), list(reversed(t)), [*t])

class Name(UserString):
    pass

n = Name("some name")
print(n, repr(n), len(n), n[0], type(n[0]).__name__, n.title(), type(n.title()).__name__, n.data)
print(n + "!", "<" + n, n * 2, 2 * n, n == "some name", n == Name("some name"), n < "t", hash(n) == hash("some name"))
print(n.split(), n.partition(" "), n.find(UserString("name")), n.replace(Name("name"), "one"), n.count("m"), UserString(n) in {n})
print("me n" in n, UserString("me") in n, n.startswith("so"), n.upper().lower().encode(), n.encode(None, None), ",".join(n.split()))
print(n.join(["1", "2"]), n.maketrans("a", "b"), n.translate({97: "A"}), [c for c in n[:3]], type(next(iter(n))).__name__)
print(UserString("%s-%s") % (1, 2), "%s" % n, UserString("{}").format(n), UserString("{a}").format_map({"a": n}))
print(int(UserString("12")), float(UserString("1.5")), complex(UserString("1j")), UserString(12), "x%sx" % UserString("%s"))
print(n.removeprefix("some "), n.removesuffix("name"), n.isidentifier(), n.center(13, "*"), n.zfill(11), n.rsplit(" ", 1))
print(copy.copy(n), copy.deepcopy(n) == n, n.__getnewargs__(), n.expandtabs(), UserString("a\tb").expandtabs(4))

c = Counter("abca")
c.update("ab")
print(c)
