# SPDX-License-Identifier: MIT
"""inspect -- what live objects tell about themselves: kind, members, source, signature, frames."""

import linecache
import sys
from types import (AsyncGeneratorType, BuiltinFunctionType, CodeType, CoroutineType, FrameType, FunctionType, GeneratorType,
                   GetSetDescriptorType, MemberDescriptorType, MethodDescriptorType, MethodType, MethodWrapperType, ModuleType,
                   TracebackType, WrapperDescriptorType)

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512

_elsewhere = {name: "_inspect_signature" for name in (
    "Signature", "Parameter", "BoundArguments", "signature", "FullArgSpec", "getfullargspec", "getcallargs",
    "formatannotation")}


def __getattr__(name):
    if name not in _elsewhere:
        raise AttributeError(f"module 'inspect' has no attribute {name!r}")
    value = globals()[name] = getattr(__import__(_elsewhere[name]), name)
    return value


# --- kinds ---


def ismodule(object):
    return isinstance(object, ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, MethodType)


def isfunction(object):
    return isinstance(object, FunctionType)


def isbuiltin(object):
    return isinstance(object, BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, MethodWrapperType)


def iscode(object):
    return isinstance(object, CodeType)


def isframe(object):
    return isinstance(object, FrameType)


def istraceback(object):
    return isinstance(object, TracebackType)


def isgenerator(object):
    return isinstance(object, GeneratorType)


def iscoroutine(object):
    return isinstance(object, CoroutineType)


def isasyncgen(object):
    return isinstance(object, AsyncGeneratorType)


def ismemberdescriptor(object):
    return isinstance(object, MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, GetSetDescriptorType)


def isroutine(object):
    return (isinstance(object, (BuiltinFunctionType, FunctionType, MethodType, MethodWrapperType)) or ismethoddescriptor(object))


def ismethoddescriptor(object):
    """Has __get__ and no __set__, and is none of the above."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__get__") and not hasattr(type(object), "__set__")


def isdatadescriptor(object):
    """Has __set__ or __delete__."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def _has_flag(object, flag):
    while ismethod(object):
        object = object.__func__
    while type(object).__name__ == "partial" and hasattr(object, "func"):
        object = object.func
    return isfunction(object) and bool(object.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isawaitable(object):
    return (iscoroutine(object) or isgenerator(object) and object.gi_code.co_flags & CO_ITERABLE_COROUTINE != 0
            or hasattr(type(object), "__await__"))


def isabstract(object):
    return isclass(object) and bool(getattr(object, "__abstractmethods__", None))


# --- members ---


def getmembers(object, predicate=None):
    """(name, value) of all attributes, sorted by name."""
    result = []
    names = set(dir(object))
    if isclass(object):
        for base in object.__bases__:
            names.update(k for k, v in base.__dict__.items() if type(v).__name__ == "DynamicClassAttribute")
    for name in sorted(names):
        try:
            value = getattr(object, name)
        except AttributeError:
            for base in getattr(object, "__mro__", ()):
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            result.append((name, value))
    return result


_missing = object()


def getattr_static(obj, attr, default=_missing):
    """The attribute as it is stored: no descriptor is asked, no code runs."""
    classes = type.__getattribute__(obj, "__mro__") if isinstance(obj, type) else type(obj).__mro__
    found = next((vars(c)[attr] for c in classes if attr in vars(c)), _missing)
    if not isinstance(obj, type):
        try:
            own = object.__getattribute__(obj, "__dict__")
        except AttributeError:
            own = {}
        if attr in own and not (found is not _missing and isdatadescriptor(found)):
            return own[attr]
    else:
        for c in type(obj).__mro__ if found is _missing else ():
            if attr in vars(c):
                return vars(c)[attr]
    if found is not _missing:
        return found
    if default is not _missing:
        return default
    raise AttributeError(attr)


def getmro(cls):
    return cls.__mro__


# --- documentation ---


def cleandoc(doc):
    """Without the indentation that all lines but the first have in common, and without blank lines at both ends."""
    lines = doc.expandtabs().split("\n")
    rest = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(rest, default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _inherited_doc(object):
    if isclass(object):
        classes, name = object.__mro__[1:], None
    elif isfunction(object) or ismethod(object):
        name = object.__name__
        if ismethod(object):
            owner = object.__self__ if isclass(object.__self__) else type(object.__self__)
        else:
            owner = sys.modules.get(object.__module__)
            for part in object.__qualname__.split(".")[:-1]:
                owner = getattr(owner, part, None)
        classes = owner.__mro__ if isclass(owner) else ()
    else:
        return None
    for base in classes:
        doc = getattr(base if name is None else getattr(base, name, None), "__doc__", None)
        if doc is not None and base is not __builtins_object:
            return doc
    return None


__builtins_object = object


def getdoc(object):
    """The docstring, or that of what is overridden, cleaned."""
    doc = getattr(object, "__doc__", None)
    if doc is None:
        try:
            doc = _inherited_doc(object)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


# --- source ---


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    name = getattr(object, "__module__", None)
    return sys.modules.get(name) if name is not None else None


def getmodulename(path):
    name = path.rpartition("/")[2]
    return name[:-3] if name.endswith(".py") else None


def _code_of(object):
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    return object


def getfile(object):
    """The name of the file that the object was defined in."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code_of(object)
    if iscode(code):
        return code.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got "
                    f"{type(object).__name__}")


def getsourcefile(object):
    name = getfile(object)
    return name if linecache.getline(name, 1) else None


def getblock(lines):
    """The lines of the definition that begins with the first one."""
    margin = len(lines[0]) - len(lines[0].lstrip())
    depth, header, last = 0, True, 0
    for i, line in enumerate(lines):
        text = line.strip()
        if header or depth > 0:
            code = text.split("#")[0].rstrip()
            depth += sum(code.count(c) for c in "([{") - sum(code.count(c) for c in ")]}")
            last = i
            if header and depth <= 0 and not text.startswith("@"):
                if code.endswith(":"):
                    header = False
                elif not code.endswith("\\"):
                    break  # all on one line
            continue
        if not text or text.startswith("#"):
            continue
        if len(line) - len(line.lstrip()) <= margin:
            break
        last = i
    return lines[:last + 1]


def _class_line(lines, cls):
    """Where `class Name` stands: the first line at the least indentation."""
    name = cls.__qualname__.rpartition(".")[2]
    found = None
    for i, line in enumerate(lines):
        text = line.strip()
        if text.startswith("class " + name) and text[6 + len(name):].lstrip()[:1] in ("(", ":"):
            indent = len(line) - len(line.lstrip())
            if found is None or indent < found[0]:
                found = indent, i
    if found is None:
        raise OSError("could not find class definition")
    indent, at = found
    while at and lines[at - 1].startswith(" " * indent + "@"):
        at -= 1
    return at


def findsource(object):
    """(all lines of its file, index of its first)."""
    lines = linecache.getlines(getfile(object))
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        return lines, _class_line(lines, object)
    at = _code_of(object).co_firstlineno - 1
    if at >= len(lines):
        raise OSError("lineno is out of bounds")
    return lines, at


def unwrap(func, *, stop=None):
    """The innermost of functions that wrap one another."""
    seen = {id(func): func}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError("wrapper loop when unwrapping {!r}".format(func))
        seen[id(func)] = func
    return func


def getsourcelines(object):
    """(its lines, the number of the first)."""
    object = unwrap(object)
    lines, at = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[at:]), at + 1


def getsource(object):
    return "".join(getsourcelines(object)[0])


# --- frames ---


class FrameInfo(tuple):
    """(frame, filename, lineno, function, code_context, index)"""

    __slots__ = ()
    frame, filename, lineno, function, code_context, index = (property(lambda self, i=i: self[i]) for i in range(6))

    def __repr__(self):
        names = "frame", "filename", "lineno", "function", "code_context", "index"
        return "FrameInfo(" + ", ".join(f"{name}={value!r}" for name, value in zip(names, self)) + ")"


def currentframe():
    """The caller's frame."""
    return sys._getframe(1)


def _frame_info(frame, lineno, context):
    filename = frame.f_code.co_filename
    lines = index = None
    if context > 0:
        start = max(lineno - 1 - context // 2, 0)
        all_lines = linecache.getlines(filename)
        if all_lines:
            start = max(0, min(start, len(all_lines) - context))
            lines = all_lines[start:start + context]
            index = lineno - 1 - start
    return FrameInfo((frame, filename, lineno, frame.f_code.co_name, lines, index))


def getframeinfo(frame, context=1):
    lineno = frame.tb_lineno if istraceback(frame) else frame.f_lineno
    frame = frame.tb_frame if istraceback(frame) else frame
    return _frame_info(frame, lineno, context)


def getouterframes(frame, context=1):
    result = []
    while frame:
        result.append(_frame_info(frame, frame.f_lineno, context))
        frame = frame.f_back
    return result


def getinnerframes(tb, context=1):
    result = []
    while tb:
        result.append(_frame_info(tb.tb_frame, tb.tb_lineno, context))
        tb = tb.tb_next
    return result


def stack(context=1):
    """Records of the caller's frame and those around it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """Records of the frames between here and where the handled exception was raised."""
    exc = sys.exc_info()[1]
    return getinnerframes(None if exc is None else exc.__traceback__, context)


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


def _state(frame, running):
    if running:
        return "RUNNING"
    if frame is None:
        return "CLOSED"
    return "CREATED" if frame.f_lasti == -1 else "SUSPENDED"


def getgeneratorstate(generator):
    return "GEN_" + _state(generator.gi_frame, generator.gi_running)


def getcoroutinestate(coroutine):
    return "CORO_" + _state(coroutine.cr_frame, coroutine.cr_running)


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError("{!r} is not a Python generator".format(generator))
    return {} if generator.gi_frame is None else generator.gi_frame.f_locals


def getcoroutinelocals(coroutine):
    return {} if coroutine.cr_frame is None else coroutine.cr_frame.f_locals


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """A copy of an object's own annotations; eval_str: with strs evaluated."""
    names = local = None
    if isclass(obj):
        notes = obj.__dict__.get("__annotations__")
        names, local = getattr(sys.modules.get(obj.__module__), "__dict__", None), dict(vars(obj))
    elif ismodule(obj) or callable(obj):
        notes = getattr(obj, "__annotations__", None)
        names = vars(obj) if ismodule(obj) else getattr(unwrap(obj), "__globals__", None)
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if notes is not None and not isinstance(notes, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    notes = dict(notes or ())
    if eval_str:
        for name, note in notes.items():
            if isinstance(note, str):
                notes[name] = eval(note, names if globals is None else globals, local if locals is None else locals)
    return notes


