# staticmethod and classmethod have the names and the text of what they wrap in their __dict__, beside what is stored there.
def f(cls, arg: int):
    "f docstring"
    return cls, arg


for wrap in (classmethod, staticmethod):
    w = wrap(f)
    print(sorted(w.__dict__.items(), key=lambda item: item[0]))
    w.x = 42
    print(w.x, w.__dict__["x"], len(w.__dict__))
    del w.x
    print(hasattr(w, "x"), wrap(None).__dict__, sorted(wrap(len).__dict__))
    fresh = wrap(f)
    fresh.y = 1
    print(sorted(fresh.__dict__), vars(fresh) is fresh.__dict__)
