# binascii: what clients use to transfer files
import binascii
from binascii import crc32, hexlify, unhexlify


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e, isinstance(e, ValueError))


print(hexlify(b""), hexlify(b"\x00\xffab"), hexlify(bytearray(b"xy")), hexlify(memoryview(b"abcd")[1:3]), hexlify(b"abc", "-"))
print(unhexlify(b""), unhexlify("00FFab"), unhexlify(b"6162"), unhexlify(hexlify(bytes(range(256)))) == bytes(range(256)))
attempt(unhexlify, "abc")
attempt(unhexlify, "0g")
attempt(unhexlify, "0 ")
attempt(unhexlify, "\xe9\xe9")
print(crc32(b""), crc32(b"123456789"), crc32(b"6789", crc32(b"12345")), crc32(bytes(300)))
print(binascii.Error.__mro__[1], binascii.b2a_hex(b"a"), binascii.a2b_hex("61"))
