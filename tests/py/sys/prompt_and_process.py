# SPDX-License-Identifier: MIT
# What sys tells of the process, and what is deleted from it is gone.
import sys

print(type(sys.orig_argv), sys.thread_info.n_fields, type(sys.stdlib_module_names), "gc" in sys.stdlib_module_names, "sys" in sys.builtin_module_names)
print([type(getattr(sys, n)).__name__ for n in ("prefix", "exec_prefix", "base_prefix", "base_exec_prefix", "platlibdir", "dont_write_bytecode")])
print(sys.pycache_prefix)
for wrong in ((), ("a",), (-1.0,), (0.0,), (1, 2)):
    try:
        sys.setswitchinterval(*wrong)
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
print(sys.getswitchinterval())
sys.setswitchinterval(0.25)
print(sys.getswitchinterval())
print(type(sys.float_info).__match_args__, sys.audit("event", 1))
for wrong in ((), (1,)):
    try:
        sys.audit(*wrong)
    except TypeError as e:
        print(e)
for info in (sys.float_info, sys.int_info, sys.hash_info, sys.flags, sys.version_info, sys.thread_info):
    kind = type(info)
    print(kind.__name__, kind.n_fields, kind.n_sequence_fields, kind.n_unnamed_fields, len(kind.__match_args__), kind.__match_args__[0], info.n_fields)
match sys.version_info:
    case (3, minor, *_):
        print(minor)

displayhook = sys.displayhook
del sys.displayhook
print(hasattr(sys, "displayhook"), "displayhook" in dir(sys), "displayhook" in vars(sys), hasattr(sys, "maxsize"))
try:
    eval(compile("42", "<string>", "single"))
except RuntimeError as e:
    print(e)
try:
    del sys.displayhook
except AttributeError as e:
    print(type(e).__name__)
sys.displayhook = displayhook
eval(compile("42", "<string>", "single"))
stdout = sys.stdout
del sys.stdout
try:
    print("lost")
except RuntimeError as e:
    error = e
try:
    sys.__displayhook__(42)
except RuntimeError as e:
    other = e
sys.stdout = stdout
print(error, other)

import builtins
del builtins.abs
try:
    abs(-1)
except NameError as e:
    print(e)
print(hasattr(builtins, "abs"), hasattr(builtins, "len"), len("ab"))
