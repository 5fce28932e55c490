/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/float_digits.c -- binary to decimal: the digits of a double, exactly.
 *
 * The value is a fraction r / s of two big numbers on the stack (Steele and White; dtoa calls for no memory here, and is the same on
 * every libc). In shortest form a third one, m, is half the distance to the next double below, in the same unit: digits
 * are produced until what is left is less than that. The next one above is as far, or twice as far if the fraction is a power of
 * two.
 *
 * Scaling by a power of ten is a multiplication by 5**13 at a time, the powers of two being shifts. s is then shifted until its top
 * word has 28 bits, so that a digit is the quotient of two top words, at most one too small.
 */
#include "kernel/object/scalar.h"

#define WORDS 40 /* 2**-1074 scaled by 10**324, aligned, times ten: 1175 bits */

struct big {
    int n; /* words in use: the last is not 0 */
    uint32_t w[WORDS];
};

static void big_set(struct big *a, uint64_t v)
{
    a->w[0] = (uint32_t)v;
    a->w[1] = (uint32_t)(v >> 32);
    a->n = a->w[1] ? 2 : a->w[0] ? 1 : 0;
}

static void big_multiply(struct big *a, uint32_t factor)
{
    uint32_t carry = 0;

    for (int i = 0; i < a->n; i++) {
        uint64_t t = (uint64_t)a->w[i] * factor + carry;

        a->w[i] = (uint32_t)t;
        carry = (uint32_t)(t >> 32);
    }
    if (carry)
        a->w[a->n++] = carry;
}

static void big_multiply_power5(struct big *a, int power)
{
    uint32_t rest = 1;

    for (; power >= 13; power -= 13)
        big_multiply(a, 1220703125);
    while (power-- > 0)
        rest *= 5;
    big_multiply(a, rest);
}

static void big_shift(struct big *a, int bits)
{
    int words = bits / 32;

    bits %= 32;
    if (a->n == 0)
        return;
    a->w[a->n] = 0;
    for (int i = a->n; i >= 0; i--) {
        uint32_t low = i && bits ? a->w[i - 1] >> (32 - bits) : 0;

        a->w[i + words] = (i < a->n ? a->w[i] << bits : 0) | low;
    }
    memset(a->w, 0, (size_t)words * sizeof a->w[0]);
    a->n += words + 1;
    if (a->w[a->n - 1] == 0)
        a->n--;
}

/* The sign of a + (b << shift) - c, shift 0 or 1. b may be NULL. */
static int big_compare_sum(const struct big *a, const struct big *b, unsigned shift, const struct big *c)
{
    int n = a->n;
    int64_t t = 0;
    uint32_t differs = 0, last = 0;

    if (b && b->n + (int)shift > n)
        n = b->n + (int)shift;
    if (c->n > n)
        n = c->n;
    for (int i = 0; i < n; i++) {
        uint32_t word = b && i < b->n ? b->w[i] : 0, shifted = word << shift | (shift ? last >> 31 : 0);

        t += (int64_t)(i < a->n ? a->w[i] : 0) + shifted - (int64_t)(i < c->n ? c->w[i] : 0);
        differs |= (uint32_t)t;
        t >>= 32;
        last = word;
    }
    return t < 0 ? -1 : t > 0 || differs ? 1 : 0;
}

static int big_compare(const struct big *a, const struct big *b)
{
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    for (int i = a->n; i--;)
        if (a->w[i] != b->w[i])
            return a->w[i] < b->w[i] ? -1 : 1;
    return 0;
}

/* a -= factor * b, which is not larger. */
static void big_subtract(struct big *a, const struct big *b, uint32_t factor)
{
    uint32_t carry = 0, borrow = 0;

    for (int i = 0; i < a->n; i++) {
        uint64_t t = (uint64_t)(i < b->n ? b->w[i] : 0) * factor + carry;
        uint64_t u = (uint64_t)a->w[i] - (uint32_t)t - borrow;

        carry = (uint32_t)(t >> 32);
        a->w[i] = (uint32_t)u;
        borrow = (uint32_t)(u >> 32) & 1;
    }
    while (a->n && a->w[a->n - 1] == 0)
        a->n--;
}

/* r / s, which is below 10; r becomes the remainder. s is aligned. */
static unsigned big_digit(struct big *r, const struct big *s)
{
    uint32_t q = 0;

    if (r->n == s->n)
        q = r->w[r->n - 1] / (s->w[s->n - 1] + 1);
    if (q)
        big_subtract(r, s, q);
    if (big_compare(r, s) >= 0) {
        q++;
        big_subtract(r, s, 1);
    }
    return q;
}

/* --- the fraction ------------------------------------------------------------------------------------------------------------- */

struct fraction {
    struct big r, s, m;
    int decpt;
    unsigned even : 1;    /* the bounds themselves read back as the value */
    unsigned uneven : 1;  /* the next double above is twice as far as the one below */
    unsigned shortest : 1;
};

/* floor(log10(mantissa * 2**e)), or one less now and then: the logarithm of 1 + x to base 2 is taken to be x. */
static int log10_below(uint64_t mantissa, int e)
{
    int zeros = __builtin_clzll(mantissa);
    int64_t log2 = (int64_t)(63 - zeros + e) * (1 << 20) + (int64_t)(mantissa << zeros >> 43 & 0xfffff);

    return (int)(log2 * 1292913986 >> 52); /* log10(2) * 2**32 */
}

/* Sets up r / s in [1, 10), and decpt. v > 0. */
static void fraction_init(struct fraction *f, double v, int shortest)
{
    uint64_t bits, mantissa;
    int e, r2, s2, m2, p10, align;

    memcpy(&bits, &v, sizeof bits);
    e = (int)(bits >> 52 & 0x7ff);
    mantissa = bits & (((uint64_t)1 << 52) - 1);
    f->shortest = (unsigned)shortest & 1;
    f->uneven = mantissa == 0 && e > 1;
    f->even = !(mantissa & 1);
    if (e)
        mantissa |= (uint64_t)1 << 52;
    else
        e = 1;
    e -= 1075;

    /* Everything is doubled, so that m may be half a unit; and again when the units differ. */
    m2 = e > 0 ? e : 0;
    r2 = m2 + 1 + f->uneven;
    s2 = (e < 0 ? -e : 0) + 1 + f->uneven;
    p10 = log10_below(mantissa, e);
    big_set(&f->r, mantissa);
    big_set(&f->s, 1);
    big_set(&f->m, 1);
    if (p10 >= 0) {
        big_multiply_power5(&f->s, p10);
        s2 += p10;
    } else {
        big_multiply_power5(&f->r, -p10);
        big_multiply_power5(&f->m, -p10);
        r2 -= p10;
        m2 -= p10;
    }
    align = r2 < s2 ? r2 : s2; /* common powers of two cancel */
    if (m2 < align)
        align = m2;
    r2 -= align;
    s2 -= align;
    m2 -= align;
    big_shift(&f->s, s2);
    align = (28 + (int)__builtin_clz(f->s.w[f->s.n - 1])) % 32;
    big_shift(&f->s, align);
    big_shift(&f->r, r2 + align);
    big_shift(&f->m, m2 + align);
    f->decpt = p10 + 1;
}

/* Past the next digit: what is left is ten times larger. */
static void fraction_step(struct fraction *f)
{
    big_multiply(&f->r, 10);
    if (f->shortest)
        big_multiply(&f->m, 10);
}

/* The estimate may have been one too small: then r / s is 10 or more, or rounds up to that. */
static void fraction_fix(struct fraction *f)
{
    struct big ten = f->s;
    int order;

    big_multiply(&ten, 10);
    order = big_compare_sum(&f->r, f->shortest ? &f->m : NULL, f->uneven, &ten);
    if (order > 0 || (order == 0 && (f->even || !f->shortest))) {
        /* s becomes ten times larger, and is aligned again. */
        int align = (28 + (int)__builtin_clz(ten.w[ten.n - 1])) % 32;

        f->s = ten;
        big_shift(&f->s, align);
        big_shift(&f->r, align);
        big_shift(&f->m, align);
        f->decpt++;
    }
}

/* --- digits --------------------------------------------------------------------------------------------------------------------- */

static int shortest_digits(struct fraction *f, char *digits)
{
    int n = 0, low, high, order;

    for (;;) {
        unsigned d = big_digit(&f->r, &f->s);

        order = big_compare(&f->r, &f->m);
        low = order < 0 || (order == 0 && f->even);
        order = big_compare_sum(&f->r, &f->m, f->uneven, &f->s);
        high = order > 0 || (order == 0 && f->even);
        if (low && high) {
            order = big_compare_sum(&f->r, &f->r, 0, &f->s);
            high = order > 0 || (order == 0 && (d & 1));
        }
        digits[n++] = (char)('0' + d + (unsigned)high);
        if (low || high)
            return n;
        fraction_step(f);
    }
}

/* Adds one to the last of n digits. The number of digits without trailing zeros; *decpt goes up when all were nines. */
static int round_up(char *digits, int n, int *decpt)
{
    while (n && digits[n - 1] == '9')
        n--;
    if (n) {
        digits[n - 1]++;
        return n;
    }
    digits[0] = '1';
    ++*decpt;
    return 1;
}

/* Exactly n digits, rounded half to even; n may be 0. */
static int counted_digits(struct fraction *f, int n, char *digits, int size)
{
    int count = 0, order;

    if (n == 0) {
        big_multiply(&f->s, 5);
        if (big_compare(&f->r, &f->s) <= 0)
            return 0;
        return round_up(digits, 0, &f->decpt);
    }
    while (count < n && count < size) {
        digits[count++] = (char)('0' + big_digit(&f->r, &f->s));
        if (f->r.n == 0)
            break;
        if (count < n)
            fraction_step(f);
    }
    order = big_compare_sum(&f->r, &f->r, 0, &f->s);
    if (order > 0 || (order == 0 && (digits[count - 1] & 1)))
        return round_up(digits, count, &f->decpt);
    while (count && digits[count - 1] == '0')
        count--;
    return count;
}

int float_digits(double v, enum float_mode mode, int n, char *digits, int size, int *decpt)
{
    struct fraction f;
    int count;

    *decpt = 1;
    if (v == 0)
        return 0;
    fraction_init(&f, v < 0 ? -v : v, mode == FLOAT_SHORTEST);
    fraction_fix(&f);
    if (mode == FLOAT_FIXED) {
        n += f.decpt;
        if (n < 0)
            return 0;
    }
    count = mode == FLOAT_SHORTEST ? shortest_digits(&f, digits) : counted_digits(&f, n, digits, size);
    *decpt = count ? f.decpt : 1;
    return count;
}
