# An OrderedDict is a dict: its views print as those of a dict do. A class of named tuples shares its methods with all others.
from collections import OrderedDict, namedtuple
d = OrderedDict(a=1)
print(d.keys(), d.values(), d.items())
print(namedtuple("P", "x")._make.__func__ is namedtuple("Q", "x")._make.__func__)
# It keeps no order of its own beside the dict's: what dict's methods change is in order too, and keys are never looked up anew for it.
dict.__delitem__(d, "a")
dict.__setitem__(d, "b", 2)
print(d)
