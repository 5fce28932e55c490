# Encodings and error handlers.
for s in ("", "abc", "\u00e9", "\u20acx", "\U0001f600", "a\ud800b", "\udc80\udcff", "x\u0100\u1234"):
    for enc in ("utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32", "UTF8", "iso-8859-1", "us-ascii"):
        for err in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "xmlcharrefreplace"):
            if err == "surrogatepass" and "utf" not in enc.lower() or "16" in enc and "\ud800" <= max(s, default="") and err != "strict" or "32" in enc and any("\ud800" <= c <= "\udfff" for c in s):
                continue
            try:
                b = s.encode(enc, err)
                if enc in ("utf-8", "ascii", "latin-1") or err == "strict":
                    print(ascii(s), enc, err, b)
            except UnicodeEncodeError as e:
                if err == "strict":
                    print(e, e.encoding if "16" not in enc else "", e.start, e.end, e.reason)
for b in (b"", b"abc", b"\xc3\xa9", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xff", b"a\x80b", b"\xc3", b"\xc3(", b"\xe2\x82", b"\xe2(\xa1", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xe0\x80\x80", b"\xf0\x9f\x98", b"ok\xf0\x9fz", b"\xf8\x88\x80\x80\x80"):
    for err in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape"):
        for enc in ("utf-8", "ascii", "latin-1"):
            try:
                print(b, enc, err, ascii(b.decode(enc, err)))
            except UnicodeDecodeError as e:
                print(e)
print(ascii(b"\xed\xa0\x80".decode("utf-8", "surrogatepass")), "\ud800".encode("utf-8", "surrogatepass"))
for b, enc in ((b"\xff\xfea\x00", "utf-16"), (b"a\x00b\x00", "utf-16-le"), (b"\x00a", "utf-16-be"), (b"\xfe\xff\x00a", "utf-16"), (b"=\xd8\x00\xde", "utf-16-le"), (b"a\x00\x00\x00", "utf-32-le")):
    print(ascii(b.decode(enc)))
for f in ("b'a'.decode('nope')", "'a'.encode('nope')", "'\\xff'.encode('ascii', 'nope')", "b'\\xff'.decode('ascii', 'nope')", "b'a'.decode(5)", "'a'.encode(errors=5)", "b'\\xff' .decode()"):
    try:
        print(eval(f))
    except Exception as e:
        print(type(e).__name__, e)
r = "".join(map(chr, range(0, 0x2100, 7))) + "\U00010000\U0010ffff"
for enc in ("utf-8", "utf-16", "utf-32", "utf-16-be"):
    assert r.encode(enc).decode(enc) == r
print(len(r.encode()), sum(r.encode()))
