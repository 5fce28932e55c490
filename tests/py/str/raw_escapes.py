# raw-unicode-escape: latin-1, with \u and \U escapes behind an odd number of backslashes.
for b in (br'\u0663\u0661\u0664 ', b'', br'\\u0041', br'\\\u0041x', b'\xe9\\', br'\U0001F600', br'\n'):
    s = b.decode('raw-unicode-escape')
    print(ascii(s), s.encode('raw_unicode_escape'))
for b in (br'a\u12', br'\U0011', br'\U00110000', br'\u', br'x\uZ'):
    try:
        b.decode('raw-unicode-escape')
    except UnicodeDecodeError as e:
        print(e)
    print(ascii(b.decode('raw-unicode-escape', 'replace')), ascii(b.decode('raw-unicode-escape', 'ignore')))
print('caf\xe9 \u20ac \U0001F600'.encode('raw-unicode-escape'))
print(str(br'\u0663', 'raw-unicode-escape').isdecimal())
