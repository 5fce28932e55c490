# SPDX-License-Identifier: MIT
"""typing -- names for annotations. Nothing is checked: what is subscripted remembers with what, and prints itself."""

from sys import modules

TYPE_CHECKING = False

def _text(op):
    if isinstance(op, type) and type(op) is not _Builtin:
        return op.__qualname__ if op.__module__ == "builtins" else f"{op.__module__}.{op.__qualname__}"
    if op is ...:
        return "..."
    if isinstance(op, (list, tuple)):
        return f"[{', '.join([_text(item) for item in op])}]"
    return repr(op)

_Builtin = type(list[int])

class _Form:
    """Any, ClassVar, List and so on: with [] it makes a _GenericAlias. origin is the class it stands for, or None."""
    __slots__ = ("_name", "_origin")
    __module__ = "typing"

    def __init__(self, name, origin=None):
        self._name = name
        self._origin = origin

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, args):
        return _GenericAlias(self._origin or self, args if isinstance(args, tuple) else (args,), self._name)

    def __call__(self, *args, **kwargs):
        if self._origin is None:
            raise TypeError(f"Cannot instantiate {self!r}")
        return self._origin(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self._origin,) if isinstance(self._origin, type) else (Generic,) if self._name == "Protocol" else ()

    def __instancecheck__(self, op):
        return isinstance(op, self._origin)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self._origin)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

class _GenericAlias:
    __module__ = "typing"

    def __init__(self, origin, args, name):
        self.__origin__ = origin
        self.__args__ = args
        self._name = name

    def __repr__(self):
        name = "typing." + self._name if self._name else _text(self.__origin__)
        args = self.__args__[:1] if self._name == "Optional" else self.__args__
        return f"{name}[{', '.join([_text(op) for op in args])}]"

    def __eq__(self, other):
        return isinstance(other, _GenericAlias) and self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        return _GenericAlias(self.__origin__, args if isinstance(args, tuple) else (args,), self._name)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,) if isinstance(self.__origin__, type) else (Generic,)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

class _Union(_Form):
    __slots__ = ()

    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        if self._name == "Optional":
            args += (type(None),)
        flat = []
        for op in args:
            op = type(None) if op is None else op
            for part in op.__args__ if getattr(op, "__origin__", None) is Union else (op,):
                if part not in flat:
                    flat.append(part)
        if len(flat) == 1:
            return flat[0]
        return _GenericAlias(Union, tuple(flat), "Optional" if len(flat) == 2 and flat[1] is type(None) else "Union")

class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound

    def __repr__(self):
        return "~" + self.__name__

class Generic:
    __slots__ = ()

    def __class_getitem__(cls, args):
        return _GenericAlias(cls, args if isinstance(args, tuple) else (args,), None)

_forms = {
    "Dict": dict, "List": list, "Set": set, "FrozenSet": frozenset, "Tuple": tuple, "Type": type,
    "DefaultDict": "defaultdict", "Deque": "deque", "Counter": "Counter", "ChainMap": "ChainMap", "OrderedDict": "OrderedDict",
}
_plain = ("Annotated", "Any", "ClassVar", "Concatenate", "Final", "Literal", "LiteralString", "Never", "NoReturn", "NotRequired",
          "Protocol", "Required", "Self", "TypeAlias", "TypeGuard")

Union = _Union("Union")
Optional = _Union("Optional")

def cast(typ, val):
    return val

def overload(function):
    return function

def _itself(op):
    return op

final = no_type_check = runtime_checkable = _itself

def NewType(name, tp):
    def new(op):
        return op
    new.__name__ = new.__qualname__ = name
    new.__supertype__ = tp
    return new

def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a class with those of its bases, or of a function or module; strs are evaluated."""
    hints = {}
    for op in reversed(getattr(obj, "__mro__", (obj,))):
        if isinstance(op, type):
            notes, names, local = op.__dict__.get("__annotations__", {}), vars(modules.get(op.__module__, op)), dict(vars(op))
        else:
            notes, names, local = op.__annotations__, getattr(op, "__globals__", None) or vars(op), None
        for name, note in notes.items():
            if isinstance(note, str):
                note = eval(note, names if globalns is None else globalns, local if localns is None else localns)
            hints[name] = type(None) if note is None else note
    return hints

def get_origin(tp):
    return getattr(tp, "__origin__", None)

def get_args(tp):
    return getattr(tp, "__args__", ())

def _make_named_tuple():
    from collections import namedtuple

    class Meta(type):
        def __new__(mcls, name, bases, namespace):
            annotations = namespace.get("__annotations__", {})
            defaults = [namespace[key] for key in annotations if key in namespace]
            for key, default in zip(annotations, [key in namespace for key in annotations]):
                if not default and any(other in namespace for other in list(annotations)[:list(annotations).index(key)]):
                    raise TypeError(f"Non-default namedtuple field {key} cannot follow default field")
            cls = namedtuple(name, annotations, defaults=defaults, module=namespace["__module__"])
            cls.__annotations__ = cls.__new__.__annotations__ = annotations
            for key, value in namespace.items():
                if key not in annotations and key not in ("__module__", "__qualname__", "__annotations__"):
                    setattr(cls, key, value)
            return cls

    def NamedTuple(typename, fields=(), /, **kwargs):
        fields = dict(fields or kwargs)
        cls = namedtuple(typename, fields)
        cls.__annotations__ = fields
        return cls

    base = type.__new__(Meta, "NamedTuple", (), {})
    NamedTuple.__mro_entries__ = lambda bases: (base,)
    return NamedTuple

def __getattr__(name):
    """Forms are made when they are first asked for."""
    if name in _plain:
        form = _Form(name)
    elif name in _forms:
        origin = _forms[name]
        if isinstance(origin, str):
            origin = getattr(__import__("collections"), origin)
        form = _Form(name, origin)
    elif name == "NamedTuple":
        form = _make_named_tuple()
    else:
        from collections import abc
        if name not in abc.__all__:
            raise AttributeError(f"module 'typing' has no attribute {name!r}")
        form = _Form(name, getattr(abc, name))
    globals()[name] = form
    return form
