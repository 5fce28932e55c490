# SPDX-License-Identifier: MIT
# characters that become several, or another one than their simple counterpart
for c in [0xb5, 0xdf, 0xff, 0x130, 0x131, 0x149, 0x17f, 0x1c4, 0x1c5, 0x1f0, 0x345, 0x390, 0x3b0, 0x3c2, 0x587, 0x13a0, 0x13f8, 0xab70, 0x1e9e, 0x10400,
          *range(0x1e96, 0x1e9b), *range(0x1f50, 0x1f57), *range(0x1f80, 0x1fff), *range(0xfb00, 0xfb18)]:
    s = chr(c)
    print(hex(c), *(ascii(t) for t in (s.upper(), s.lower(), s.title(), s.casefold(), s.swapcase(), s.capitalize())))
print(ascii("\ufb01ne \u0149a stra\xdfe O\u03a3 \u03a3A".title()), ascii("\ufb01ne".capitalize()), ascii("O\u03a3".swapcase()))
