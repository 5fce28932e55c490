# repr and ascii; what counts as printable.
for s in ("", "a'b", 'a"b', "a'b\"c", "\\", "\n\t\r\b\0\x7f\x1b", "\x80\xa0\xad\xff", "\u00e9\u0100\u200b\u2028\ud800\ufeff", "\U0001f600\U000e0001\U0010ffff", "\u0378\u4e00\uac00\ue000", "tab\there", "x" * 100 + "'", "\u0301", "\u3000"):
    print(ascii(repr(s)), ascii(s), len(repr(s)))
ranges, start = [], None
for c in range(0x3000):
    p = chr(c).isprintable()
    if p and start is None:
        start = c
    if not p and start is not None:
        ranges.append((start, c - 1))
        start = None
print(len(ranges), ranges[:20], sum(b - a for a, b in ranges))
for name in ("isalpha", "isdigit", "isdecimal", "isspace", "isupper", "islower", "isalnum", "istitle"):
    f = getattr(str, name)
    hits = [c for c in range(0x3400) if f(chr(c))]
    print(name, len(hits), sum(hits))
# Those whose upper or lower case is more than one character are left out, but for sharp s.
several = {0x149, 0x1F0, 0x390, 0x3B0, 0x587} | set(range(0x1E96, 0x1E9B)) | set(range(0x1F50, 0x1F57)) | set(range(0x1F80, 0x1FFD))
acc = 0
for c in range(0x2500):
    if c not in several:
        for t in (chr(c).upper(), chr(c).lower()):
            acc = (acc * 31 + ord(t[-1]) + len(t)) % 1000000007
print(acc)
