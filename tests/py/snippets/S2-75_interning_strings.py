# S2-75
import sys

# Manual string interning
s1 = "hello" * 100
s2 = "hello" * 100

print(s1 is s2)  # False (not automatically interned)

# Intern strings manually
s1 = sys.intern("hello" * 100)
s2 = sys.intern("hello" * 100)

print(s1 is s2)  # True (same interned object)

# Useful for strings used as dict keys repeatedly
# Saves memory and speeds up comparisons
print(len(s1), s1 == "hello" * 100)  #+
