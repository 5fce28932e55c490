# sys.getsizeof of what modules make: never more than CPython's at the same word size
import array, collections, functools, io, itertools, os, struct, sys, weakref


def show(name, *objects):
    print(name, *[sys.getsizeof(o) for o in objects])


class C:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return "abc"[i]


I = itertools
c = C()
show("endless", I.count(), I.count(2**70), I.count(0.5), I.cycle(()), I.cycle([1, 2]), I.repeat(1), I.repeat(1, 5))
show("filtering", I.chain(), I.chain([1], [2]), I.islice([], 5), I.takewhile(len, []), I.dropwhile(len, []), I.filterfalse(len, []), I.compress([], []))
show("pairing", I.starmap(len, []), I.accumulate([]), I.pairwise([]), I.zip_longest(), I.zip_longest([1], "ab"), I.groupby([]), next(I.groupby([1]))[1])
show("tee", *I.tee([1, 2, 3]))
for n in (0, 1, 2, 5, 10):
    show("combining %d" % n, I.product(range(n)), I.product(*[range(n)] * 3), I.permutations(range(n), n // 2), I.combinations(range(n), n // 2), I.combinations_with_replacement(range(n), n // 2))
show("advanced", *[next(i) and i for i in (I.product([1, 2], [3]), I.permutations([1, 2]), I.combinations([1, 2], 1), I.accumulate([1, 2]), I.groupby([1]))])
d = collections.deque([1, 2])
show("iterators", iter(d), reversed(d), iter(array.array("b", b"ab")), reversed(c), iter(c), struct.iter_unpack("b", b"ab"), iter(memoryview(b"ab")), reversed(memoryview(b"ab")))
show("backwards", *[reversed(v) for v in ({1: 2}, {1: 2}.keys(), {1: 2}.values(), {1: 2}.items(), collections.OrderedDict(a=1))])
show("structs", *[struct.Struct(f) for f in ("", "b", "<ih", "3s4xd", "100s", "b" * 20)])
f = weakref.finalize(c, len)
show("weak", weakref.proxy(c), weakref.ref(c, len), weakref.WeakMethod(c.__len__), f)
f.detach()
show("methods", dict.__dict__["fromkeys"], [].__len__, int.__new__, c.__len__, super(C, c).__init__)
show("functions", functools.lru_cache(len), functools.lru_cache(None)(len), functools.cmp_to_key(len), functools.cmp_to_key(len)(1), functools.partial(len, 1, a=2), functools.partialmethod(len), functools.cached_property(len), functools.singledispatch(len))
show("running", C.__len__.__code__, compile("", "x", "exec"), sys._getframe())
show("results", sys.int_info, sys.hash_info, sys.implementation)


async def generator():
    yield 1


g = generator()
show("async", g, g.asend(None), g.athrow(ValueError), aiter(g), anext(g))
with open("sizes.tmp", "w+") as text, open("sizes.tmp", "rb") as reader, open("sizes.tmp", "wb") as writer, open("sizes.tmp", "r+b") as random:
    show("files", text, reader, writer, random)
os.remove("sizes.tmp")
show("memory", io.StringIO("abc" * 100), io.BytesIO(), os.stat("."))
