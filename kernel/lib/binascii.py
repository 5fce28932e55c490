# SPDX-License-Identifier: MIT
"""binascii -- bytes as hexadecimal digits and back, and their checksum."""


class Error(ValueError):
    pass


def hexlify(data, *separator):
    return memoryview(data).hex(*separator).encode()


def unhexlify(hexstr):
    text = hexstr
    if not isinstance(text, str):
        text = bytes(text).decode("latin-1")
    elif not text.isascii():
        raise ValueError("string argument should contain only ASCII characters")
    if len(text) % 2:
        raise Error("Odd-length string")
    if not text.isalnum() and text:
        raise Error("Non-hexadecimal digit found")
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Error("Non-hexadecimal digit found") from None


b2a_hex = hexlify
a2b_hex = unhexlify


def crc32(data, value=0):
    value ^= 0xffffffff
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xedb88320 if value & 1 else 0)
    return value ^ 0xffffffff
