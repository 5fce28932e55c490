# Keys deleted and stored again while a dictionary is gone through: an error, however small the dictionary is.
for n in (1, 2, 8, 20):
    for view in (dict.keys, dict.values, dict.items):
        d = dict.fromkeys(range(n))
        steps = 0
        try:
            for x in view(d):
                key = next(iter(d))
                del d[key]
                d[key] = None
                steps += 1
        except RuntimeError as e:
            print(n, view.__name__, steps >= 1, e)

d = {1: 1, 2: 2}
for key in d:
    d[key] = -d[key]
print(d)
