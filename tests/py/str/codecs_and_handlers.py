# SPDX-License-Identifier: MIT
# Every encoding with every error handler, there and back, with what is odd in each.
import warnings

warnings.simplefilter("ignore")


def attempt(f, *args):
    try:
        return repr(f(*args))
    except Exception as e:
        return "%s %s" % (type(e).__name__, e)


handlers = "strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"
encodings = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf_32_be", "ascii", "latin-1", "unicode-escape",
             "raw-unicode-escape", "Unicode_Escape", "nocodec")
texts = "a\u00e9\u20ac\U0001f600z", "\ud800x\udcff", "plain", "", "\n\t\r\\'\"\x00\x7f\x80\xff\u0100"
blocks = (b"abc", b"a\xe9\xff\xfe\x80", b"\xff\xfeA\0\x00\xd8B\0", b"\xfe\xff\0A\xd8\0\0B\xdc", b"A\0\0\0\0\0\x11\0", b"\xed\xa0\x80\xc3",
          b"\\n\\x41\\u20ac\\U0001f600\\q\\400\\7\\x4", b"\\u12\\U00110000\\", b"\\\n\\\\\\'\xe9\\\xe9", b"\\N{DASH}x\\Nx", b"\\N{x\\N{}",
          b"\xff\xfe\0\0A\0\0\0B", b"\0\0\xfe\xff\0\0\0A\0\0", b"\x00\xdcA\x00", b"\\\\u0041\\u0041\\")
for encoding in encodings:
    for text in texts:
        results = {}
        for handler in handlers:
            results.setdefault(attempt(text.encode, encoding, handler), []).append(handler)
        print(encoding, ascii(text), *("%s: %s" % (", ".join(names), result) for result, names in results.items()), sep="\n    ")
    for block in blocks:
        results = {}
        for handler in handlers:
            if handler[0] != "x" or encoding in ("utf-8", "ascii"):
                results.setdefault(attempt(block.decode, encoding, handler), []).append(handler)
        print(encoding, block, *("%s: %s" % (", ".join(names), ascii(result)) for result, names in results.items()), sep="\n    ")
for c in range(0, 0x3000, 7):
    assert chr(c).encode("unicode-escape").decode("unicode-escape") == chr(c) == chr(c).encode("raw-unicode-escape").decode("raw-unicode-escape")
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    print(b"\\d\\e".decode("unicode-escape"), ascii(b"\\400".decode("unicode-escape")), [str(w.message) for w in log])
