# SPDX-License-Identifier: MIT
"""dataclasses -- classes whose methods are made from their annotations.

Only __init__ is compiled, because its signature is its own; the other methods are closures over the names of the fields.
"""

__all__ = ["FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "Field", "asdict", "astuple", "dataclass", "field", "fields",
           "is_dataclass", "make_dataclass", "replace"]

import sys
from keyword import iskeyword

_MappingProxy = type(type.__dict__)
_MemberDescriptor = None # set below: the type of a slot's descriptor
_GenericAlias = type(list[int])

class FrozenInstanceError(AttributeError):
    pass

class _MISSING_TYPE:
    pass
MISSING = _MISSING_TYPE()

class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"
_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()

class _KW_ONLY_TYPE:
    pass
KW_ONLY = _KW_ONLY_TYPE()

class _Kind:
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

_MemberDescriptor = type(_Kind.name)
_FIELD = _Kind("_FIELD")
_CLASSVAR = _Kind("_FIELD_CLASSVAR")
_INITVAR = _Kind("_FIELD_INITVAR")
_no_metadata = _MappingProxy({})
_in_repr = set() # ids of those whose text is being made

def _is_class(op):
    return isinstance(op, type) and not isinstance(op, _GenericAlias)

class InitVar:
    """The annotation of what only __init__ and __post_init__ see."""
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        return f"dataclasses.InitVar[{self.type.__name__ if _is_class(self.type) else repr(self.type)}]"

    def __class_getitem__(cls, type):
        return InitVar(type)

class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._field_type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _no_metadata if metadata is None else _MappingProxy(metadata)
        self.kw_only = kw_only

    def __repr__(self):
        if id(self) in _in_repr:
            return "..."
        _in_repr.add(id(self))
        names = ("name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only",
                 "_field_type")
        try:
            return f"Field({','.join([f'{name}={getattr(self, name)!r}' for name in names])})"
        finally:
            _in_repr.discard(id(self))

    def __set_name__(self, owner, name):
        set_name = getattr(type(self.default), "__set_name__", None)
        if set_name:
            set_name(self.default, owner, name)

    __class_getitem__ = classmethod(_GenericAlias)

class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return f"_DataclassParams({','.join([f'{name}={getattr(self, name)!r}' for name in self.__slots__])})"

def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """What there is to say about a field besides its type."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# ---- what an annotation says ----

def _is_special(annotation, cls, module, is_it):
    """Whether an annotation, or a str that names one, is it: is_it(object)."""
    if not isinstance(annotation, str):
        return is_it(annotation)
    prefix, _, rest = annotation.lstrip().partition(".")
    prefix = prefix.rstrip()
    namespace = getattr(sys.modules.get(cls.__module__), "__dict__", None)
    if not prefix.isidentifier() or not rest:
        rest = annotation
    elif namespace is None or namespace.get(prefix) is not module:
        return False
    else:
        namespace = module.__dict__
    rest = rest.lstrip()
    n = 0
    while n < len(rest) and (rest[n].isalnum() or rest[n] == "_"):
        n += 1
    return namespace is not None and n > 0 and is_it(namespace.get(rest[:n]))

def _is_classvar(annotation, cls):
    typing = sys.modules.get("typing")
    if not typing:
        return False
    ClassVar = typing.ClassVar
    return _is_special(annotation, cls, typing, lambda op: op is ClassVar or getattr(op, "__origin__", None) is ClassVar)

def _is_initvar(annotation, cls):
    return _is_special(annotation, cls, sys.modules[__name__], lambda op: op is InitVar or type(op) is InitVar)

def _is_kw_only(annotation, cls):
    return _is_special(annotation, cls, sys.modules[__name__], lambda op: op is KW_ONLY)

def _make_field(cls, name, annotation, kw_only):
    """The Field of a class's annotation."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        f = field(default=MISSING if isinstance(default, _MemberDescriptor) else default)
    f.name = name
    f.type = annotation
    f._field_type = _CLASSVAR if _is_classvar(annotation, cls) else _INITVAR if _is_initvar(annotation, cls) else _FIELD
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if f._field_type is not _CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: use default_factory")
    return f

def _own_fields(cls, kw_only):
    """The fields that the class itself annotates."""
    seen_marker = False
    own = []
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if _is_kw_only(annotation, cls):
            if seen_marker:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_marker = kw_only = True
        else:
            own.append(_make_field(cls, name, annotation, kw_only))
    return own

def _all_fields(cls, own, frozen):
    """{name: Field} of the class and its bases; fields that were class attributes are so no longer, unless they have a default."""
    all_fields = {}
    derived = frozen_base = False
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, "__dataclass_fields__", None)
        if inherited is not None:
            derived = True
            all_fields.update(inherited)
            frozen_base = frozen_base or base.__dataclass_params__.frozen
    for f in own:
        all_fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    annotations = cls.__dict__.get("__annotations__", {})
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if derived and frozen_base and not frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if derived and frozen and not frozen_base:
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    return all_fields


# ---- methods ----

def _add(cls, name, function):
    """function becomes the class's method, unless it has one of this name: then True is returned."""
    if name in cls.__dict__:
        return True
    function.__name__ = name
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    setattr(cls, name, function)
    return False

def _has_default(f):
    return f.default is not MISSING or f.default_factory is not MISSING

def _parameter(f):
    return f"{f.name}=None" if _has_default(f) else f.name

def _default_of(f):
    return _FACTORY if f.default is MISSING else f.default

def _make_init(cls, init_fields, frozen, slots):
    """__init__. Its text only names the defaults: their values are put into the function."""
    positional = [f for f in init_fields if f.init and not f.kw_only]
    named = [f for f in init_fields if f.init and f.kw_only]
    seen = False
    for f in positional:
        if _has_default(f):
            seen = True
        elif seen:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")

    me = "__dataclass_self__" if any(f.name == "self" for f in init_fields) else "self"
    outer = {"_set": object.__setattr__, "_factory": _FACTORY}
    lines = []
    for f in init_fields:
        name = f.name
        if f.default_factory is not MISSING:
            outer["_new_" + name] = f.default_factory
            value = f"_new_{name}() if {name} is _factory else {name}" if f.init else f"_new_{name}()"
        elif f.init:
            value = name
        elif slots and f.default is not MISSING:
            outer["_new_" + name] = f.default
            value = "_new_" + name
        else:
            continue
        if f._field_type is _FIELD:
            lines.append(f"_set({me},{name!r},{value})" if frozen else f"{me}.{name}={value}")
    if hasattr(cls, "__post_init__"):
        lines.append(f"{me}.__post_init__({','.join([f.name for f in init_fields if f._field_type is _INITVAR])})")

    parameters = [me] + [_parameter(f) for f in positional] + ["*"] * bool(named) + [_parameter(f) for f in named]
    body = "\n  ".join(lines or ["pass"])
    text = f"def _make({','.join(outer)}):\n def __init__({','.join(parameters)}):\n  {body}\n return __init__"
    namespace = {}
    exec(text, getattr(sys.modules.get(cls.__module__), "__dict__", {}), namespace)
    init = namespace["_make"](**outer)
    init.__defaults__ = tuple([_default_of(f) for f in positional if _has_default(f)]) or None
    init.__kwdefaults__ = {f.name: _default_of(f) for f in named if _has_default(f)} or None
    init.__annotations__ = {f.name: f.type for f in positional + named}
    init.__annotations__["return"] = None
    return init

def _make_repr(names):
    def __repr__(self):
        key = id(self)
        if key in _in_repr:
            return "..."
        _in_repr.add(key)
        try:
            return f"{self.__class__.__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"
        finally:
            _in_repr.discard(key)
    return __repr__

def _values(op, names):
    return tuple([getattr(op, name) for name in names])

def _make_comparison(names, relation):
    def compare(self, other):
        if other.__class__ is self.__class__:
            return relation(_values(self, names), _values(other, names))
        return NotImplemented
    return compare

def _make_hash(names):
    def __hash__(self):
        return hash(_values(self, names))
    return __hash__

def _make_frozen(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__

def _cannot_overwrite(cls, name, advice=""):
    return TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}{advice}")

_order = {"__lt__": tuple.__lt__, "__le__": tuple.__le__, "__gt__": tuple.__gt__, "__ge__": tuple.__ge__}

def _add_hash(cls, names, explicit, unsafe_hash, eq, frozen):
    if unsafe_hash and explicit:
        raise _cannot_overwrite(cls, "__hash__")
    if unsafe_hash or (eq and frozen and not explicit):
        function = _make_hash(names)
        function.__qualname__ = f"{cls.__qualname__}.__hash__"
        cls.__hash__ = function
    elif eq and not explicit:
        cls.__hash__ = None


# ---- __doc__ ----

def _annotation_text(annotation):
    if isinstance(annotation, type) and not isinstance(annotation, _GenericAlias):
        return annotation.__qualname__ if annotation.__module__ == "builtins" else f"{annotation.__module__}.{annotation.__qualname__}"
    text = repr(annotation)
    return text.replace("typing.", "") if getattr(annotation, "__module__", None) == "typing" else text

def _signature(init):
    """A function's parameters but self, with what they are annotated with."""
    code = init.__code__
    n, named = code.co_argcount, code.co_kwonlyargcount
    names = code.co_varnames
    defaults = dict(init.__kwdefaults__ or ())
    if init.__defaults__:
        defaults.update(zip(names[n - len(init.__defaults__):n], init.__defaults__))
    parts = []
    for i, name in enumerate(names[1:n + named], 1):
        if i == n:
            parts.append("*")
        text = name
        if name in init.__annotations__:
            text += ": " + _annotation_text(init.__annotations__[name])
        if name in defaults:
            text += (" = " if ":" in text else "=") + repr(defaults[name])
        parts.append(text)
    return f"({', '.join(parts)})"


# ---- slots ----

def _slots_of(cls):
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        return ()
    if isinstance(slots, str):
        return (slots,)
    if hasattr(slots, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return tuple(slots)

def _getstate(self):
    return [getattr(self, f.name) for f in fields(self)]

def _setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)

def _with_slots(cls, frozen, weakref_slot):
    """The same class again, with slots for its fields."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    names = tuple([f.name for f in fields(cls)])
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    namespace["__slots__"] = tuple([name for name in names + ("__weakref__",) * weakref_slot if name not in inherited])
    for name in names + ("__dict__", "__weakref__"):
        namespace.pop(name, None)
    qualname = cls.__qualname__
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    cls.__qualname__ = qualname
    if frozen:
        if "__getstate__" not in namespace:
            cls.__getstate__ = _getstate
        if "__setstate__" not in namespace:
            cls.__setstate__ = _setstate
    return cls


# ---- the decorator ----

def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    own_hash = cls.__dict__.get("__hash__", MISSING)
    explicit_hash = own_hash is not MISSING and not (own_hash is None and "__eq__" in cls.__dict__)
    cls.__dataclass_params__ = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen)
    all_fields = _all_fields(cls, _own_fields(cls, kw_only), frozen)
    cls.__dataclass_fields__ = all_fields
    if order and not eq:
        raise ValueError("eq must be true if order is true")

    init_fields = [f for f in all_fields.values() if f._field_type is not _CLASSVAR]
    real = [f for f in init_fields if f._field_type is _FIELD]
    if init:
        _add(cls, "__init__", _make_init(cls, init_fields, frozen, slots))
    if repr:
        _add(cls, "__repr__", _make_repr(tuple([f.name for f in real if f.repr])))
    compared = tuple([f.name for f in real if f.compare])
    if eq:
        _add(cls, "__eq__", _make_comparison(compared, tuple.__eq__))
    if order:
        for name, relation in _order.items():
            if _add(cls, name, _make_comparison(compared, relation)):
                raise _cannot_overwrite(cls, name, ". Consider using functools.total_ordering")
    if frozen:
        for function in _make_frozen(cls, tuple([f.name for f in real])):
            if _add(cls, function.__name__, function):
                raise _cannot_overwrite(cls, function.__name__)
    _add_hash(cls, tuple([f.name for f in real if (f.compare if f.hash is None else f.hash)]), explicit_hash, unsafe_hash, eq, frozen)
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature(cls.__init__) if hasattr(cls.__init__, "__code__") else cls.__name__ + "()"
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in init_fields if f.init and not f.kw_only])
    if slots:
        cls = _with_slots(cls, frozen, weakref_slot)
    elif weakref_slot:
        raise TypeError("weakref_slot is True but slots is False")
    if hasattr(cls, "__abstractmethods__"):
        from abc import update_abstractmethods
        update_abstractmethods(cls)
    return cls

def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    """Add methods to a class, made from its annotations."""
    def decorate(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return decorate if cls is None else decorate(cls)


# ---- what can be done with a dataclass ----

def fields(class_or_instance):
    """The Fields of a dataclass, or of an instance of one."""
    try:
        all_fields = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in all_fields.values() if f._field_type is _FIELD])

def _is_instance(op):
    return hasattr(type(op), "__dataclass_fields__")

def is_dataclass(obj):
    return hasattr(obj if _is_class(obj) else type(obj), "__dataclass_fields__")

_atomic = (int, str, float, bool, type(None), bytes, type)

def _plain(op, of_fields):
    """op with the dataclasses in it turned into what of_fields makes of their pairs of names and values."""
    if _is_instance(op):
        return of_fields([(f.name, _plain(getattr(op, f.name), of_fields)) for f in fields(op)])
    if isinstance(op, tuple) and hasattr(op, "_fields"):
        return type(op)(*[_plain(item, of_fields) for item in op])
    if isinstance(op, (list, tuple)):
        return type(op)([_plain(item, of_fields) for item in op])
    if isinstance(op, dict):
        pairs = [(_plain(key, of_fields), _plain(value, of_fields)) for key, value in op.items()]
        if hasattr(type(op), "default_factory"):
            return type(op)(op.default_factory, pairs)
        return type(op)(pairs)
    if type(op) in _atomic:
        return op
    from copy import deepcopy
    return deepcopy(op)

def asdict(obj, *, dict_factory=dict):
    """The fields' values by name; so for all dataclasses inside."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _plain(obj, dict_factory)

def astuple(obj, *, tuple_factory=tuple):
    """The fields' values; so for all dataclasses inside."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _plain(obj, lambda pairs: tuple_factory([value for _, value in pairs]))

def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
                   frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """A new dataclass with fields given as name, (name, type) or (name, type, Field)."""
    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, namespace[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    namespace["__annotations__"] = annotations
    namespace.setdefault("__module__", "types")
    classes = tuple([cls for base in bases for cls in (base.__mro_entries__(bases) if hasattr(base, "__mro_entries__") else (base,))])
    if classes != tuple(bases):
        namespace["__orig_bases__"] = bases
    cls = type(cls_name, classes, namespace)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
                     kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)

def replace(obj, /, **changes):
    """A new object like obj, with other values for some fields."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if f._field_type is _CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
        elif f.name not in changes:
            if f._field_type is _INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
