# SPDX-License-Identifier: MIT
# What may follow a pattern that matches everything, what alternatives bind; and classes that are sequences and mappings.
import collections, collections.abc
class C: pass
def cs(x):
    match x:
        case [*_]: return "seq"
        case {}: return "map"
def cm(x):
    match x:
        case {}: return "map"
        case [*_]: return "seq"
for bases in ((collections.UserDict, collections.abc.Sequence), (C, collections.UserDict, collections.abc.Sequence), (collections.UserDict, C, list), (dict, collections.abc.Sequence, C), (collections.UserList, collections.abc.Mapping), (C, collections.UserList, collections.abc.Mapping), (list, C, collections.abc.Mapping), (collections.UserList, dict, C), (collections.UserDict,), (collections.UserList,), (collections.abc.Mapping,), (collections.abc.Sequence, collections.abc.Mapping)):
    try:
        T = type("T", bases, {'__getitem__': None, '__len__': None, '__iter__': None})
        print([b.__name__ for b in bases], cs(T()), cm(T()))
    except Exception as e: print(type(e), e)
class UD(collections.UserDict): pass
print(cs(UD()), cm(UD()))
def bad(s):
    try: compile("match x:\n case %s: pass" % s, "s", "exec"); print(s, "ok")
    except SyntaxError as e: print(s, e.msg, e.lineno, e.offset, e.end_offset)
for s in ("(_ as x) | [x]", "_ | _ if a()", "(None | _) | _", "_ | (True | False)", "x | 1", "(x | 1) | 2", "(1 | x) | 3", "[x | 1]", "x as y", "(_ as x)", "1 | (_ as x)", "1 | (2 | x)", "(1 | (2 | x)) | 3", "1|2|x", "[_|1]", "_ as y | 2", "((_)) | 1", "{1: _ | 2}", "C(_ | 1)", "C(a=_|1)", "x\n case y", "_\n case _", "x if a\n case y", "(1 | _)\n case 3", "(_ as z)\n case 3", "((_ as z) as w)\n case 4", "((_ as z) as w) | 3", "[*_, _|1]", "1|((2|(3|x))|4)"): bad(s)
