/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str_find.c -- searching characters: for str, bytes and bytearray.
 *
 * The first character of what is sought is looked for (memchr among bytes), then the rest is compared, last character first.
 * That is quadratic for contrived texts; long needles skip as Sunday's rule allows: by the place in the needle of the character
 * behind the window, known through a small table of the low bits.
 */
#include "kernel/object/str_impl.h"

#define SKIP_SLOTS 64   /* of the table of skips */
#define SKIP_NEEDLE 8   /* shortest needle that it pays for */
#define SKIP_TEXT 256   /* and shortest text */

/* The characters of a text as bytes, or as what they are: a is an index behind t's first character. */
static int equal_at(struct text t, Py_ssize_t at, struct text what)
{
    if (t.kind == what.kind)
        return memcmp((const char *)t.data + at * (Py_ssize_t)t.kind, what.data, (size_t)what.n * t.kind) == 0;
    for (Py_ssize_t i = 0; i < what.n; i++)
        if (text_at(t, at + i) != text_at(what, i))
            return 0;
    return 1;
}

int text_equal(struct text a, struct text b)
{
    return a.n == b.n && equal_at(a, 0, b);
}

Py_ssize_t text_find_char(struct text t, Py_UCS4 c)
{
    if (t.kind == 1) {
        const char *p = c < 0x100 && t.n ? memchr(t.data, (int)c, (size_t)t.n) : NULL;

        return p ? p - (const char *)t.data : -1;
    }
    for (Py_ssize_t i = 0; i < t.n; i++)
        if (text_at(t, i) == c)
            return i;
    return -1;
}

Py_ssize_t text_rfind_char(struct text t, Py_UCS4 c)
{
    while (t.n--)
        if (text_at(t, t.n) == c)
            return t.n;
    return -1;
}

/* what.n >= SKIP_NEEDLE. skip[c & mask]: how far the window may move when c stands behind it. */
static Py_ssize_t find_skipping(struct text t, struct text what)
{
    unsigned char skip[SKIP_SLOTS];
    Py_ssize_t most = Py_MIN(what.n + 1, 255), last = t.n - what.n;

    memset(skip, (int)most, sizeof skip);
    for (Py_ssize_t i = 0; i < what.n; i++) {
        Py_ssize_t distance = what.n - i;

        skip[text_at(what, i) % SKIP_SLOTS] = (unsigned char)Py_MIN(distance, most);
    }
    for (Py_ssize_t i = 0; i <= last;) {
        if (text_at(t, i) == text_at(what, 0) && equal_at(t, i, what))
            return i;
        if (i == last)
            break;
        i += skip[text_at(t, i + what.n) % SKIP_SLOTS];
    }
    return -1;
}

Py_ssize_t text_find(struct text t, struct text what)
{
    Py_ssize_t at = 0, found, last = t.n - what.n;
    Py_UCS4 first;

    if (what.n > t.n || what.kind > t.kind)
        return what.n == 0 ? 0 : -1;
    if (what.n <= 1)
        return what.n ? text_find_char(t, text_at(what, 0)) : 0;
    if (what.n >= SKIP_NEEDLE && t.n >= SKIP_TEXT)
        return find_skipping(t, what);
    first = text_at(what, 0);
    while (at <= last) {
        found = text_find_char(text_slice(t, at, last + 1), first);
        if (found < 0)
            return -1;
        at += found;
        if (equal_at(t, at, what))
            return at;
        at++;
    }
    return -1;
}

Py_ssize_t text_rfind(struct text t, struct text what)
{
    if (what.n > t.n)
        return -1;
    if (what.n == 1)
        return text_rfind_char(t, text_at(what, 0));
    for (Py_ssize_t at = t.n - what.n; at >= 0; at--)
        if (equal_at(t, at, what))
            return at;
    return -1;
}

Py_ssize_t text_count(struct text t, struct text what, Py_ssize_t max)
{
    Py_ssize_t count = 0, at = 0, found;

    if (what.n == 0)
        return Py_MIN(max, t.n + 1);
    while (count < max && (found = text_find(text_slice(t, at, t.n), what)) >= 0) {
        at += found + what.n;
        count++;
    }
    return count;
}

void text_clip(Py_ssize_t n, Py_ssize_t *start, Py_ssize_t *end)
{
    if (*end > n)
        *end = n;
    else if (*end < 0)
        *end = *end + n < 0 ? 0 : *end + n;
    if (*start < 0)
        *start = *start + n < 0 ? 0 : *start + n;
}

int text_search_args(const char *function, PyObject *const *args, Py_ssize_t nargs, Py_ssize_t *start, Py_ssize_t *end)
{
    *start = 0;
    *end = PY_SSIZE_T_MAX;
    if (nargs < 1 || nargs > 3) {
        PyErr_Format(PyExc_TypeError, "%s() takes at %s argument%s (%zd given)", function, nargs ? "most 3" : "least 1",
                     nargs ? "s" : "", nargs);
        return -1;
    }
    if (nargs > 1 && args[1] != Py_None && !_PyEval_SliceIndex(args[1], start))
        return -1;
    if (nargs > 2 && args[2] != Py_None && !_PyEval_SliceIndex(args[2], end))
        return -1;
    return 0;
}

/* --- the C API ------------------------------------------------------------------------------------------------------------- */

Py_ssize_t PyUnicode_Find(PyObject *op, PyObject *sub, Py_ssize_t start, Py_ssize_t end, int direction)
{
    struct text t;
    Py_ssize_t at;

    if (!str_expect(op) || !str_expect(sub))
        return -2;
    t = text_of(op);
    text_clip(t.n, &start, &end);
    if (start > end)
        return -1;
    t = text_slice(t, start, end);
    at = direction > 0 ? text_find(t, text_of(sub)) : text_rfind(t, text_of(sub));
    return at < 0 ? -1 : at + start;
}

Py_ssize_t PyUnicode_FindChar(PyObject *op, Py_UCS4 c, Py_ssize_t start, Py_ssize_t end, int direction)
{
    struct text t = text_of(op);
    Py_ssize_t at;

    text_clip(t.n, &start, &end);
    if (start >= end)
        return -1;
    t = text_slice(t, start, end);
    at = direction > 0 ? text_find_char(t, c) : text_rfind_char(t, c);
    return at < 0 ? -1 : at + start;
}

Py_ssize_t PyUnicode_Count(PyObject *op, PyObject *sub, Py_ssize_t start, Py_ssize_t end)
{
    struct text t;

    if (!str_expect(op) || !str_expect(sub))
        return -1;
    t = text_of(op);
    text_clip(t.n, &start, &end);
    if (start > end)
        return 0;
    return text_count(text_slice(t, start, end), text_of(sub), PY_SSIZE_T_MAX);
}

int PyUnicode_Contains(PyObject *op, PyObject *sub)
{
    if (!PyUnicode_Check(sub)) {
        PyErr_Format(PyExc_TypeError, "'in <string>' requires string as left operand, not %.100s", Py_TYPE(sub)->tp_name);
        return -1;
    }
    if (!str_expect(op))
        return -1;
    return text_find(text_of(op), text_of(sub)) >= 0;
}

int PyUnicode_Tailmatch(PyObject *op, PyObject *sub, Py_ssize_t start, Py_ssize_t end, int direction)
{
    struct text t, what;

    if (!str_expect(op) || !str_expect(sub))
        return -1;
    t = text_of(op);
    what = text_of(sub);
    text_clip(t.n, &start, &end);
    if (start > end || end - start < what.n)
        return 0;
    return equal_at(t, direction > 0 ? end - what.n : start, what);
}
