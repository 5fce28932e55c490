# SPDX-License-Identifier: MIT
"""ctypes -- looking at memory through C's types: numbers, pointers as numbers, and structures of them.

An object made by from_address shows what lies in the heap or in the kernel's image at this moment, and cannot be written through; any
other has memory of its own.
"""

import sys
from _ctypes import peek

_word = 8 if sys.maxsize > 1 << 32 else 4

def _align(n, to):
    return (n + to - 1) // to * to

class _Data:
    """_address: where it lies, for one that is only looked at; else _memory holds its bytes from _offset on."""

    @classmethod
    def from_address(cls, address):
        if not isinstance(address, int):
            raise TypeError("integer expected")
        self = cls.__new__(cls)
        self._address = address
        peek(address, cls._size_)
        return self

    @classmethod
    def from_buffer_copy(cls, source, offset=0):
        source = bytes(memoryview(source)[offset:offset + cls._size_])
        if len(source) < cls._size_:
            raise ValueError(f"Buffer size too small ({len(source)} instead of at least {cls._size_} bytes)")
        self = cls.__new__(cls)
        self._own(bytearray(source), 0)
        return self

    def _own(self, memory, offset):
        self._address = None
        self._memory = memory
        self._offset = offset

    def _get(self, offset, size):
        if self._address is not None:
            return peek(self._address + offset, size)
        return bytes(self._memory[self._offset + offset:self._offset + offset + size])

    def _set(self, offset, raw):
        if self._address is not None:
            raise TypeError("memory at an address cannot be written")
        self._memory[self._offset + offset:self._offset + offset + len(raw)] = raw

    def _part(self, cls, offset):
        """What lies at an offset in this object, as an object of a class."""
        part = cls.__new__(cls)
        if self._address is not None:
            part._address = self._address + offset
        else:
            part._own(self._memory, self._offset + offset)
        return part

    def __bytes__(self):
        return self._get(0, self._size_)


# ---- numbers ----

class _Simple(_Data):
    def __init__(self, value=0):
        self._own(bytearray(self._size_), 0)
        self.value = value

    @property
    def value(self):
        return self._decode(self._get(0, self._size_))

    @value.setter
    def value(self, value):
        self._set(0, self._encode(value))

    def __bool__(self):
        return any(self._get(0, self._size_))

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"

class _Integer(_Simple):
    @classmethod
    def _decode(cls, raw):
        return int.from_bytes(raw, sys.byteorder, signed=cls._signed)

    @classmethod
    def _encode(cls, value):
        if not isinstance(value, int):
            raise TypeError(f"an integer is required (got type {type(value).__name__})")
        return (value & (1 << 8 * cls._size_) - 1).to_bytes(cls._size_, sys.byteorder)

class _Float(_Simple):
    @classmethod
    def _decode(cls, raw):
        return memoryview(raw).cast(cls._format)[0]

    @classmethod
    def _encode(cls, value):
        raw = bytearray(cls._size_)
        memoryview(raw).cast(cls._format)[0] = float(value)
        return raw

def _integer(name, size, signed):
    return type(name, (_Integer,), {"_size_": size, "_alignment": size, "_signed": signed, "__module__": __name__})

c_byte = c_int8 = _integer("c_byte", 1, True)
c_ubyte = c_uint8 = _integer("c_ubyte", 1, False)
c_short = c_int16 = _integer("c_short", 2, True)
c_ushort = c_uint16 = _integer("c_ushort", 2, False)
c_int = c_int32 = _integer("c_int" if _word == 8 else "c_long", 4, True)
c_uint = c_uint32 = _integer("c_uint" if _word == 8 else "c_ulong", 4, False)
c_long = c_int if _word == 4 else _integer("c_long", 8, True)
c_ulong = c_uint if _word == 4 else _integer("c_ulong", 8, False)
c_longlong = _integer("c_longlong", 8, True) if _word == 4 else c_long
c_ulonglong = _integer("c_ulonglong", 8, False) if _word == 4 else c_ulong
c_int64, c_uint64 = c_longlong, c_ulonglong
c_ssize_t, c_size_t = (c_int, c_uint) if _word == 4 else (c_long, c_ulong)

class c_void_p(_Integer):
    """An address, None for 0."""
    _size_ = _alignment = _word
    _signed = False

    def __init__(self, value=None):
        super().__init__(value)

    @classmethod
    def _decode(cls, raw):
        return int.from_bytes(raw, sys.byteorder) or None

    @classmethod
    def _encode(cls, value):
        return super()._encode(value or 0)

class c_bool(_Integer):
    _size_ = _alignment = 1
    _signed = False

    @classmethod
    def _decode(cls, raw):
        return raw != b"\0"

    @classmethod
    def _encode(cls, value):
        return b"\1" if value else b"\0"

class c_char(_Simple):
    _size_ = _alignment = 1

    def __init__(self, value=b"\0"):
        super().__init__(value)

    @classmethod
    def _decode(cls, raw):
        return raw

    @classmethod
    def _encode(cls, value):
        if isinstance(value, int):
            value = bytes([value])
        if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
            raise TypeError("one character bytes, bytearray or integer expected")
        return bytes(value)

class c_float(_Float):
    _size_ = _alignment = 4
    _format = "f"

class c_double(_Float):
    _size_ = _alignment = 8
    _format = "d"


# ---- structures ----

class _Field:
    """What a structure's class has for a field: where it lies."""

    def __init__(self, type, offset):
        self._type = type
        self.offset = offset
        self.size = type._size_

    def __repr__(self):
        return f"<Field type={self._type.__name__}, ofs={self.offset}, size={self.size}>"

    def __get__(self, structure, cls):
        if structure is None:
            return self
        if issubclass(self._type, _Simple):
            return self._type._decode(structure._get(self.offset, self.size))
        return structure._part(self._type, self.offset)

    def __set__(self, structure, value):
        if issubclass(self._type, _Simple):
            raw = self._type._encode(value.value if isinstance(value, _Simple) else value)
        elif isinstance(value, self._type):
            raw = bytes(value)
        else:
            raise TypeError(f"expected {self._type.__name__} instance, got {type(value).__name__}")
        structure._set(self.offset, raw)

class _StructureType(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if "_fields_" in namespace:
            cls._lay_out()

    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
        if name == "_fields_":
            cls._lay_out()

    def _lay_out(cls):
        base = cls.__mro__[1]
        end = getattr(base, "_size_", 0)
        alignment = getattr(base, "_alignment", 1)
        for name, type, *bits in cls._fields_:
            if bits:
                raise NotImplementedError("bit fields")
            if not isinstance(name, str) or not isinstance(getattr(type, "_size_", None), int):
                raise TypeError("second item in _fields_ tuple (index 0) must be a C type")
            own = min(type._alignment, getattr(cls, "_pack_", 16))
            offset = 0 if cls._union else _align(end, own)
            setattr(cls, name, _Field(type, offset))
            end = max(end, offset + type._size_)
            alignment = max(alignment, own)
        cls._size_ = _align(end, alignment)
        cls._alignment = alignment

class _Aggregate(_Data, metaclass=_StructureType):
    _fields_ = ()
    _size_ = 0
    _alignment = 1

    def __init__(self, *values, **named):
        self._own(bytearray(self._size_), 0)
        names = [name for cls in reversed(type(self).__mro__) for name, *_ in cls.__dict__.get("_fields_", ())]
        if len(values) > len(names):
            raise TypeError("too many initializers")
        for name, value in zip(names, values):
            if name in named:
                raise TypeError(f"duplicate values for field {name!r}")
            setattr(self, name, value)
        for name, value in named.items():
            setattr(self, name, value)

class Structure(_Aggregate):
    _union = False

class Union(_Aggregate):
    _union = True


# ---- functions ----

def _type_of(op):
    cls = op if isinstance(op, type) else type(op)
    if not issubclass(cls, _Data):
        raise TypeError("this type has no size")
    return cls

def sizeof(obj_or_type):
    return _type_of(obj_or_type)._size_

def alignment(obj_or_type):
    return _type_of(obj_or_type)._alignment

def addressof(obj):
    """The address that an object was made from."""
    if getattr(obj, "_address", None) is None:
        raise TypeError("invalid type")
    return obj._address

def string_at(ptr, size=-1):
    """The bytes at an address, up to a zero byte if no size is given."""
    if size >= 0:
        return peek(ptr, size)
    n = 0
    while peek(ptr + n, 1) != b"\0":
        n += 1
    return peek(ptr, n)
