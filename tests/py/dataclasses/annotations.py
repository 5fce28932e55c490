# typing: what annotations print as; ClassVar among the fields of a dataclass; NamedTuple.
from typing import Any, ClassVar, Optional, List, Dict, Union, Callable, NamedTuple, Iterator, TypeVar, Generic, Tuple, Sequence, Literal, Protocol
import typing
print(Any, ClassVar[int], Optional[int], List[str], Dict[str, List[int]], Union[int, str], Union[int, None], Union[int, str, None], Union[int, int], Callable[[int], str], Tuple[int, ...], Literal[1, 'a'], Callable[..., int], Optional[List[int]])
class P(NamedTuple):
    x: int
    y: int = 2

    def s(self):
        return self.x + self.y
print(P(1), P(1).s(), P._field_defaults, P.__annotations__, isinstance(P(1), tuple))
T = TypeVar('T')
class S(Generic[T]):

    def __init__(self):
        self.v = 1
print(S().v, S[int].__origin__, T, isinstance([], List), List[int] == List[int])
class Q(List):
    pass
print(Q([1]))
from dataclasses import dataclass, fields
@dataclass
class D:
    a: ClassVar[int] = 5
    b: 'ClassVar[int]' = 6
    c: 'typing.ClassVar' = 7
    d: Optional[int] = None
    e: Any = 3
print([f.name for f in fields(D)], D(), D.__doc__)
def f(x: Optional[int]=None) -> List[str]:
    ...
print(f.__annotations__, typing.get_type_hints(f), typing.cast(int, 'a'), NamedTuple('N', [('a', int)])(3))
import types, typing
@dataclass
class Alias(types.GenericAlias):
    origin: type
    args: type
a = Alias(list, int)
import dataclasses
print(dataclasses.is_dataclass(a), isinstance(a, types.GenericAlias), a.__origin__, a.__args__)
@dataclass
class Named:
    other: "Named" = None
    n: "int" = 3
print({k: v.__name__ for k, v in typing.get_type_hints(Named).items()}, typing.get_type_hints(Named.__init__)["return"])
