# SPDX-License-Identifier: MIT
# What an alternative of a pattern captured before it failed is released where the next one begins.
from collections.abc import Sequence


class Item:
    alive = 0

    def __init__(self, n):
        self.n = n
        Item.alive += 1

    def __del__(self):
        Item.alive -= 1

    def __eq__(self, other):
        return self.n == other


class Made(Sequence):
    def __init__(self, *numbers):
        self.numbers = numbers

    def __len__(self):
        return len(self.numbers)

    def __getitem__(self, i):
        return Item(self.numbers[i])


def number(x):
    return getattr(x, 'n', None)


def which(x):
    match x:
        case (a, b, 5) | (a, b, 7):
            return 'five or seven', number(a), number(b)
        case ((a, b, (c, 1) | (1, c)) | (a, (b, 1) | (1, b), c)):
            return 'nested', number(a), number(b), number(c)
        case [a, *_, 9] | [*_, 8, a] | [9, *a]:
            return 'ends'


for x in Made(1, 2, 5), Made(1, 2, 7), Made(1, 2, 6), [Item(1), Item(2), Made(3, 1)], [Item(1), Made(1, 4), Item(5)], \
        [Item(1), Made(5, 4), Item(5)], Made(1, 8, 9), Made(1, 8, 2), Made(9, 1), Made():
    print(which(x), Item.alive)
    x = None
    print(Item.alive)
