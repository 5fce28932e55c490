# SPDX-License-Identifier: MIT
"""_inspect_signature -- inspect.signature and what belongs to it."""

from functools import partial
from inspect import CO_VARARGS, CO_VARKEYWORDS, isclass, isfunction, ismethod, unwrap
from types import MappingProxyType

__name__ = "inspect"


class _empty:
    """Stands for what is not there."""


class _void:
    """Stands for an argument that was not given."""


class _Kind(int):
    """One of the five sorts of parameters."""

    _names = "POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY", "VAR_KEYWORD"
    _texts = "positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword"

    @property
    def name(self):
        return self._names[self]

    @property
    def description(self):
        return self._texts[self]

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = map(_Kind, range(5))


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type) and type(annotation).__name__ != "GenericAlias":
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """One parameter of a function."""

    __slots__ = "_name", "_kind", "_default", "_annotation"
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL = _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL
    KEYWORD_ONLY, VAR_KEYWORD = _KEYWORD_ONLY, _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        kind = _Kind(kind)
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        return type(self)(self._name if name is _void else name, self._kind if kind is _void else kind,
                          default=self._default if default is _void else default,
                          annotation=self._annotation if annotation is _void else annotation)

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text = f"{text}: {formatannotation(self._annotation)}"
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return "*" + text if self._kind == _VAR_POSITIONAL else "**" + text if self._kind == _VAR_KEYWORD else text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _key(self):
        return self._name, self._kind, self._default, self._annotation

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, Parameter) else NotImplemented


class BoundArguments:
    """The arguments of a call by the names of parameters."""

    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    @property
    def args(self):
        args = []
        for name, p in self.signature.parameters.items():
            if p.kind >= _KEYWORD_ONLY or name not in self.arguments:
                break
            if p.kind == _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        by_name = False
        for name, p in self.signature.parameters.items():
            by_name = by_name or p.kind >= _KEYWORD_ONLY or name not in self.arguments
            if not by_name or name not in self.arguments:
                continue
            if p.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        arguments = {}
        for name, p in self.signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif p.default is not _empty:
                arguments[name] = p.default
            elif p.kind == _VAR_POSITIONAL:
                arguments[name] = ()
            elif p.kind == _VAR_KEYWORD:
                arguments[name] = {}
        self.arguments = arguments

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join(f'{k}={v!r}' for k, v in self.arguments.items())})>"


class Signature:
    """The parameters of a callable, and what it returns."""

    __slots__ = "_return_annotation", "_parameters"
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        named = {}
        last, defaults = _POSITIONAL_ONLY, False
        for p in parameters or ():
            if p.kind < last:
                raise ValueError(f"wrong parameter order: {last.description} parameter before {p.kind.description} parameter")
            if p.kind <= _POSITIONAL_OR_KEYWORD:
                if p.default is _empty and defaults:
                    raise ValueError("non-default argument follows default argument")
                defaults = p.default is not _empty
            if p.name in named:
                raise ValueError(f"duplicate parameter name: {p.name!r}")
            last = p.kind
            named[p.name] = p
        self._parameters = MappingProxyType(named)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _signature(obj, follow_wrapped)

    def replace(self, *, parameters=_void, return_annotation=_void):
        return type(self)(self._parameters.values() if parameters is _void else parameters,
                          return_annotation=self._return_annotation if return_annotation is _void else return_annotation)

    def _key(self):
        return tuple(p for p in self._parameters.values() if p.kind != _KEYWORD_ONLY), \
            {p.name: p for p in self._parameters.values() if p.kind == _KEYWORD_ONLY}, self._return_annotation

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, Signature) else NotImplemented

    def __hash__(self):
        first, named, returned = self._key()
        return hash((first, frozenset(named.values()), returned))

    def __str__(self):
        parts = []
        kinds = [p.kind for p in self._parameters.values()]
        star = _VAR_POSITIONAL not in kinds
        for i, p in enumerate(self._parameters.values()):
            if p.kind == _KEYWORD_ONLY and star:
                parts.append("*")
                star = False
            parts.append(str(p))
            if p.kind == _POSITIONAL_ONLY and (i + 1 == len(kinds) or kinds[i + 1] != _POSITIONAL_ONLY):
                parts.append("/")
        text = f"({', '.join(parts)})"
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(self._return_annotation)
        return text

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def bind(self, /, *args, **kwargs):
        return BoundArguments(self, self._bind(args, kwargs, False))

    def bind_partial(self, /, *args, **kwargs):
        return BoundArguments(self, self._bind(args, kwargs, True))

    def _bind(self, args, kwargs, part):
        found = {}
        args, kwargs = list(args), dict(kwargs)
        for name, p in self._parameters.items():
            if p.kind == _VAR_POSITIONAL:
                if args:
                    found[name] = tuple(args)
                    args = []
            elif p.kind == _VAR_KEYWORD:
                if kwargs:
                    found[name] = kwargs
                    kwargs = {}
            elif args:
                if p.kind == _KEYWORD_ONLY:
                    raise TypeError("too many positional arguments")
                if name in kwargs and p.kind != _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                found[name] = args.pop(0)
            elif name in kwargs:
                if p.kind == _POSITIONAL_ONLY:
                    raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
                found[name] = kwargs.pop(name)
            elif p.default is _empty and not part:
                raise TypeError(f"missing a required argument: {name!r}")
        if args:
            raise TypeError("too many positional arguments")
        if kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return found


def _of_function(func):
    code = func.__code__
    notes = getattr(func, "__annotations__", None) or {}
    names = code.co_varnames
    npos, nkw = code.co_argcount, code.co_kwonlyargcount
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    parameters = []

    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default, annotation=notes.get(name, _empty)))

    for i, name in enumerate(names[:npos]):
        k = i - (npos - len(defaults))
        add(name, _POSITIONAL_ONLY if i < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD, defaults[k] if k >= 0 else _empty)
    at = npos + nkw
    if code.co_flags & CO_VARARGS:
        add(names[at], _VAR_POSITIONAL)
        at += 1
    for name in names[npos:npos + nkw]:
        add(name, _KEYWORD_ONLY, kwdefaults.get(name, _empty))
    if code.co_flags & CO_VARKEYWORDS:
        add(names[at], _VAR_KEYWORD)
    return Signature(parameters, return_annotation=notes.get("return", _empty))


def _without_first(sig):
    parameters = list(sig.parameters.values())
    if not parameters or parameters[0].kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
        raise ValueError("invalid method signature")
    if parameters[0].kind != _VAR_POSITIONAL:
        parameters.pop(0)
    return sig.replace(parameters=parameters)


def _of_partial(obj):
    sig = _signature(obj.func)
    try:
        given = sig._bind(obj.args, obj.keywords or {}, True)
    except TypeError as e:
        raise ValueError(f"partial object {obj!r} has incorrect arguments") from e
    parameters = []
    by_name = False
    for i, p in enumerate(sig.parameters.values()):
        if p.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD) and i < len(obj.args):
            continue
        if p.name in (obj.keywords or {}) and p.kind != _VAR_KEYWORD:
            p = p.replace(default=given[p.name], kind=_KEYWORD_ONLY)
            by_name = True
        elif by_name and p.kind == _POSITIONAL_OR_KEYWORD:
            p = p.replace(kind=_KEYWORD_ONLY)
        elif by_name and p.kind == _VAR_POSITIONAL:
            continue
        parameters.append(p)
    return sig.replace(parameters=parameters)


def _of_class(cls):
    meta = type(cls).__dict__.get("__call__") if type(cls) is not type else None
    if isfunction(meta):
        return _without_first(_signature(meta))
    for base in cls.__mro__:
        for name in "__new__", "__init__":
            method = base.__dict__.get(name)
            method = getattr(method, "__func__", method)
            if isfunction(method) and (name == "__init__" or "__init__" not in base.__dict__ or name in base.__dict__):
                return _without_first(_signature(method))
        if base is object:
            return Signature()
        if type.__module__ == base.__module__:
            break
    raise ValueError(f"no signature found for builtin type {cls!r}")


def _signature(obj, follow_wrapped=True):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(_signature(obj.__func__, follow_wrapped))
    if follow_wrapped and not isclass(obj):
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
        if ismethod(obj):
            return _signature(obj)
    sig = getattr(obj, "__signature__", None)
    if sig is not None:
        if not isinstance(sig, Signature):
            raise TypeError(f"unexpected object {sig!r} in __signature__ attribute")
        return sig
    if isfunction(obj):
        return _of_function(obj)
    if isinstance(obj, partial):
        return _of_partial(obj)
    if isclass(obj):
        return _of_class(obj)
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_signature(call))
    raise ValueError(f"no signature found for builtin {obj!r}")


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The Signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped)


class FullArgSpec(tuple):
    """(args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations)"""

    __slots__ = ()
    _fields = "args", "varargs", "varkw", "defaults", "kwonlyargs", "kwonlydefaults", "annotations"
    args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations = (
        property(lambda self, i=i: self[i]) for i in range(7))

    def __repr__(self):
        return "FullArgSpec(" + ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self)) + ")"


def getfullargspec(func):
    """The parameters, without following __wrapped__; those that a method is bound to are among them."""
    try:
        sig = _signature(getattr(func, "__func__", func), follow_wrapped=False)
    except (TypeError, ValueError) as e:
        raise TypeError("unsupported callable") from e
    args, kwonly, defaults, kwdefaults, notes = [], [], [], {}, {}
    varargs = varkw = None
    if sig.return_annotation is not _empty:
        notes["return"] = sig.return_annotation
    for name, p in sig.parameters.items():
        if p.kind <= _POSITIONAL_OR_KEYWORD:
            args.append(name)
            if p.default is not _empty:
                defaults.append(p.default)
        elif p.kind == _VAR_POSITIONAL:
            varargs = name
        elif p.kind == _KEYWORD_ONLY:
            kwonly.append(name)
            if p.default is not _empty:
                kwdefaults[name] = p.default
        else:
            varkw = name
        if p.annotation is not _empty:
            notes[name] = p.annotation
    return FullArgSpec((args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, notes))


def getcallargs(func, /, *positional, **named):
    """What the parameters would be in this call."""
    if ismethod(func):
        positional = (func.__self__,) + positional
        func = func.__func__
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)
