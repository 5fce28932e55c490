# SPDX-License-Identifier: MIT
# Filters of warnings: plain text and patterns.
import warnings, sys
sys.stderr = sys.stdout
with warnings.catch_warnings(record=True) as w:
    warnings.resetwarnings()
    warnings.simplefilter("always")
    warnings.filterwarnings("ignore", "HELLO")
    warnings.filterwarnings("ignore", r".*wor+ld$")
    warnings.filterwarnings("error", module="mod")
    for t in "hello you", "big worrrld", "world 2", "x": warnings.warn(t)
    print([str(x.message) for x in w])
    try: warnings.warn_explicit("z", UserWarning, "f", 1, module="module_x")
    except UserWarning as e: print("raised", e)
    warnings.warn_explicit("z", UserWarning, "f", 1, module="Mod")
print(len(w))
