/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/float_power.c -- a double to the power of an int, through integers.
 *
 * Every libm has its own last digit of pow(10, -5). Here the fraction is kept in 128 bits while it is squared and multiplied, and
 * rounded once at the end, so that the result is the same on every machine; and that is cheaper where doubles are software.
 */
#include "kernel/object/float_impl.h"

#include <math.h>

#define LIMBS 4

/* m[LIMBS - 1] has its top bit set: the value is 0.m * 2**e, that is m * 2**(e - 128). */
struct wide {
    uint32_t m[LIMBS]; /* least significant first */
    int e;
};

/* a = a * b, cut off. */
static void wide_multiply(struct wide *a, const struct wide *b)
{
    uint32_t product[2 * LIMBS] = {0};

    for (int i = 0; i < LIMBS; i++) {
        uint32_t carry = 0;

        for (int k = 0; k < LIMBS; k++) {
            uint64_t t = (uint64_t)a->m[i] * b->m[k] + product[i + k] + carry;

            product[i + k] = (uint32_t)t;
            carry = (uint32_t)(t >> 32);
        }
        product[i + LIMBS] = carry;
    }
    a->e += b->e;
    if (product[2 * LIMBS - 1] >> 31) {
        memcpy(a->m, product + LIMBS, sizeof a->m);
        return;
    }
    a->e--;
    for (int i = 0; i < LIMBS; i++)
        a->m[i] = product[i + LIMBS] << 1 | product[i + LIMBS - 1] >> 31;
}

/* 64 bits of 1 / a, the last of them sticky: *e is what they are to be scaled by. Bit by bit: the remainder stays below a. */
static uint64_t wide_reciprocal(const struct wide *a, int *e)
{
    uint64_t high = (uint64_t)a->m[3] << 32 | a->m[2], low = (uint64_t)a->m[1] << 32 | a->m[0];
    uint64_t rest_high = (uint64_t)1 << 63, rest_low = 0, q = 0;

    *e = -a->e - 62;
    for (int i = 0; i < 64; i++) {
        uint64_t top = 0;

        if (i) {
            top = rest_high >> 63;
            rest_high = rest_high << 1 | rest_low >> 63;
            rest_low <<= 1;
        }
        q <<= 1;
        if (top || rest_high > high || (rest_high == high && rest_low >= low)) {
            rest_high -= high + (rest_low < low);
            rest_low -= low;
            q |= 1;
        }
    }
    return q | (rest_high || rest_low);
}

double float_scale(uint64_t m, int e)
{
    int bits = m ? 64 - __builtin_clzll(m) : 0, keep = bits + e < -1021 ? 53 + bits + e + 1021 : 53, drop;
    uint64_t half, rest;

    if (keep < 0 || !m)
        return 0.0;
    drop = bits - keep;
    if (drop > 0) {
        half = (uint64_t)1 << (drop - 1);
        rest = m & (2 * half - 1);
        m = drop == 64 ? 0 : m >> drop;
        if (rest > half || (rest == half && (m & 1)))
            m++;
        e += drop;
    }
    return ldexp((double)m, e);
}

double float_integer_power(double x, int n)
{
    struct wide base, z = {{0, 0, 0, 0x80000000u}, 1};
    int e, negative = x < 0 && (n & 1);
    unsigned count = (unsigned)(n < 0 ? -n : n);
    uint64_t m = (uint64_t)ldexp(frexp(fabs(x), &e), 64);
    double v;

    base = (struct wide){{0, 0, (uint32_t)m, (uint32_t)(m >> 32)}, e};
    while (count) {
        if (count & 1)
            wide_multiply(&z, &base);
        count >>= 1;
        if (count)
            wide_multiply(&base, &base);
    }
    if (n < 0)
        m = wide_reciprocal(&z, &e);
    else {
        m = (uint64_t)z.m[3] << 32 | z.m[2] | (z.m[1] || z.m[0]);
        e = z.e - 64;
    }
    v = float_scale(m, e);
    return negative ? -v : v;
}
