# An iterator has no __reduce__ of its own, in favour of a smaller image: copy refuses it, where CPython copies it.
import copy

for it in (iter([1]), iter(()), iter({}), iter("ab"), iter(range(2)), enumerate([]), zip(), map(len, ()), reversed([])):
    try:
        print(type(copy.copy(it)))
    except TypeError as e:
        print(e)
