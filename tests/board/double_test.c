/* SPDX-License-Identifier: MIT */
/*
 * tests/board/double_test.c -- sums and conversions of doubles, hashed a thousand at a time.
 *
 * The same numbers come out on every board: tests/console/test_board.py compares them with those of the host, whose hardware
 * adds. Operands: random bits, numbers near each other, a power of two against what is 30 to 56 binary places lower (where
 * libgcc is wrong), subnormals, specials.
 */
#include <string.h>

#include "boot/board.h"
#include "kernel/print.h"

#define BLOCKS 120
#define BLOCK 1000

static uint64_t state = 88172645463325252u;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static double from_bits(uint64_t bits)
{
    double d;

    memcpy(&d, &bits, sizeof d);
    return d;
}

/* Which NaN it is does not matter. */
static uint64_t to_bits(double d)
{
    uint64_t bits;

    memcpy(&bits, &d, sizeof bits);
    return d == d ? bits : 0x7ff8000000000000u;
}

static uint64_t pack(unsigned sign, unsigned exponent, uint64_t field)
{
    return (uint64_t)sign << 63 | (uint64_t)(exponent & 0x7ff) << 52 | (field & 0xfffffffffffffu);
}

/* Fields of few ones, of few zeros, or random. */
static uint64_t field(void)
{
    uint64_t r = next();

    switch (r & 7) {
    case 0:
        return 0;
    case 1:
        return ~(uint64_t)0;
    case 2:
        return (uint64_t)1 << (r >> 8 & 63);
    case 3:
        return ~(uint64_t)0 << (r >> 8 & 63);
    case 4:
        return ~((uint64_t)1 << (r >> 8 & 63));
    default:
        return next();
    }
}

static void operands(unsigned kind, double *a, double *b)
{
    static const uint64_t special[] = {
        0,
        0x8000000000000000u,
        1,
        0x8000000000000001u,
        0x000fffffffffffffu,
        0x0010000000000000u,
        0x8010000000000000u,
        0x7ff0000000000000u,
        0xfff0000000000000u,
        0x7ff8000000000000u,
        0x7fefffffffffffffu,
        0xffefffffffffffffu,
        0x3ff0000000000000u,
        0xbff0000000000000u,
        0x4340000000000000u,
        0x3ca0000000000000u,
    };
    uint64_t r = next();
    unsigned exponent = 100 + (unsigned)(r >> 20) % 1800;

    switch (kind) {
    case 0:
        *a = from_bits(next());
        *b = from_bits(next());
        break;
    case 1: /* near each other */
        *a = from_bits(pack(r & 1, exponent, field()));
        *b = from_bits(pack(r >> 1 & 1, exponent + (unsigned)(r >> 2) % 5 - 2, field()));
        break;
    case 2: /* far apart, and a power of two */
        *a = from_bits(pack(r & 1, exponent, r >> 2 & 1 ? field() : 0));
        *b = from_bits(pack(r >> 1 & 1, exponent - 30 - (unsigned)(r >> 3) % 27, field()));
        break;
    case 3: /* 33 apart */
        *a = from_bits(pack(r & 1, exponent, 0));
        *b = from_bits(pack(r >> 1 & 1, exponent - 33, next()));
        break;
    case 4: /* about the smallest */
        *a = from_bits(pack(r & 1, (unsigned)(r >> 2) % 60, field()));
        *b = from_bits(pack(r >> 1 & 1, (unsigned)(r >> 40) % 4, field()));
        break;
    case 5: /* about the largest */
        *a = from_bits(pack(r & 1, 0x7fe - (unsigned)(r >> 2) % 2, field()));
        *b = from_bits(pack(r & 1, 0x7fe - (unsigned)(r >> 40) % 60, field()));
        break;
    case 6:
        *a = from_bits(special[r & 15]);
        *b = r >> 4 & 1 ? from_bits(special[r >> 8 & 15]) : from_bits(next());
        break;
    default: /* all distances */
        *a = from_bits(pack(r & 1, exponent, field()));
        *b = from_bits(pack(r >> 1 & 1, exponent - (unsigned)(r >> 3) % 60, field()));
        break;
    }
    if (r >> 50 & 1) {
        double t = *a;

        *a = *b;
        *b = t;
    }
}

static float float_from(uint32_t bits)
{
    float f;

    memcpy(&f, &bits, sizeof f);
    return f;
}

static uint64_t one(unsigned kind)
{
    volatile double a, b;
    double x, y;
    uint64_t h, r = next();

    operands(kind, &x, &y);
    a = x;
    b = y;
    h = to_bits(a + b) * 3 + to_bits(a - b) * 5 + to_bits(b - a) * 7;
    h += to_bits((double)(int32_t)r) * 11 + to_bits((double)(uint32_t)(r >> 3)) * 13;
    r >>= r & 63;
    h += to_bits((double)r) * 17 + to_bits((double)(int64_t)(r ^ next())) * 19;
    h +=
        to_bits((double)float_from((uint32_t)next())) * 23 + to_bits((double)float_from((uint32_t)r & 0x807fffff)) * 29;
    return h;
}

/* Ticks that so many sums take, as the linear congruence of a sum cannot be optimised away. */
static void speed(void)
{
    volatile double a = 1.1, b = 0.7;
    uint32_t from = board.clock(), spent, empty;

    for (int i = 0; i < 10000; i++) {
        double x = a, y = b;

        a = x;
        b = y;
    }
    empty = board.clock() - from;
    from = board.clock();
    for (int i = 0; i < 10000; i++) {
        double x = a, y = b;

        a = x + y;
        b = y;
        a = x;
    }
    spent = board.clock() - from;
    print(&print_out, "ticks of 10000 sums: %lu less %lu\n", (unsigned long)spent, (unsigned long)empty);
}

int kernel_main(void)
{
    for (unsigned i = 0; i < BLOCKS; i++) {
        uint64_t hash = 14695981039346656037u;

        for (int k = 0; k < BLOCK; k++)
            hash = (hash ^ one(i % 8)) * 1099511628211u;
        print(&print_out, "block %u kind %u hash %08lx%08lx\n", i, i % 8, (unsigned long)(hash >> 32),
              (unsigned long)(hash & 0xffffffffu));
    }
    speed();
    return 0;
}
