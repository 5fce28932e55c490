# str.format and format_map.
class P:
    x = 5
    y = {"k": [10, 20]}

    def __format__(self, spec):
        return "<" + spec + ">"

    def __repr__(self):
        return "P()"


good = [("{}", 1), ("{}{}", 1, 2), ("{0}{1}{0}", "a", "b"), ("{{}}{}", 3), ("{:>5}|{:<5}|{:^5}", 1, 2, 3), ("{:{}}", 5, 10), ("{:{}{}}", 5, "*^", 9), ("{0:{1}.{2}f}", 3.14159, 10, 2), ("{0.x} {0.y[k]} {0.y[k][1]}", P()), ("{!r} {!s} {!a}", "\u00e9", 1, "\u00e9"), ("{0!r:>10}", "ab"),
        ("{:abc}", P()), ("{!r:>6}", P()), ("{[0]}{[1]}", [1, 2], [3, 4]), ("{.x}", P()), ("{0[k]}", {"k": 1}), ("{0[k k]}", {"k k": 1}), ("{0[1]}", {1: "int"}), ("{0[-1]}", {"-1": "str"}), ("}}{{",), ("",), ("no fields",), ("{:d} {:x} {:,}", 5, 255, 10**6), ("\u20ac{}\u20ac", "\u00e9"),
        ("{0[}]}", {"}": 9}), ("{0[{]}", {"{": 8}), ("{:}", 7), ("{0:}", "x"), ("{!s}", None), ("{}", [1, "a"]), ("{:%}", 0.5), ("{0}{0:{0}}", 7), ("{:{w}}", 1)]
for t, *args in good:
    try:
        print(ascii(t.format(*args, w=4)))
    except Exception as e:
        print(type(e).__name__, e)
print("{a} {b[0]} {c.x} {a!r:>5}".format(a=1, b=[2], c=P()), "{0} {k}".format("p", k="q"), "{self}".format(self=1), "{a}{}".format(5, a=1))
print("{a}-{b}".format_map({"a": 1, "b": 2}))


class D(dict):
    def __missing__(self, key):
        return "<" + key + ">"


print("{x} {y}".format_map(D(x=1)), "{0}".format(*["z"]), "{:>{width}}".format("r", width=6))
bad = ["{", "}", "{0", "{0.}", "{0[}", "{0[]}", "{0[a}", "{!x}", "{!}", "{!rr}", "{0!r", "{:{}}", "{0}{}", "{}{0}", "{a}", "{0[0]]}", "{:{:{}}}", "{0a}", "{-1}", "{99999999999999999999}", "{0[99999999999999999999]}", "a}b", "a{b", "{0!}", "{0!r:", "{0:{", "{0.nope}", "{0[zz]}", "{2}",
       "{0{1}}", "{:d}{", "{0:d}}", "{ }", "{ 0}", "{0 }", "{0.x.y}", "{!\u20ac}", "{0[0}"]
for t in bad:
    try:
        print(ascii(t), t.format([1], 2))
    except Exception as e:
        print(ascii(t), type(e).__name__, ascii(str(e)))
for f in ("'{}'.format_map({})", "'{a}'.format_map([])", "'{a}'.format_map({})", "'{:5}'.format([])", "'{:d}'.format('x')", "'a'.format_map()"):
    try:
        print(eval(f))
    except Exception as e:
        print(type(e).__name__, e)
