/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str.c -- str: making, comparing, hashing, cutting, concatenating.
 *
 * Rules:
 *     S1  the kind is the smallest that holds every character; `ascii` is set exactly when all are below 0x80
 *     S2  a zero character follows the last one
 *     S3  hash is -1 or the hash of the characters, whatever their kind
 *     S4  an interned str is the only interned one of its value; it is exact, and its hash is computed
 *     S5  only a str with one reference, not interned, is ever changed, and its hash is forgotten then
 */
#include "kernel/object/str_impl.h"

#define ASCII_DATA(op) ((char *)((PyASCIIObject *)(op) + 1))

/* --- characters in memory ----------------------------------------------------------------------------------------------- */

static int bytes_are_ascii(const unsigned char *p, size_t n)
{
    uintptr_t high = (uintptr_t)0x8080808080808080u, word;

    for (; n >= sizeof word; n -= sizeof word, p += sizeof word) {
        memcpy(&word, p, sizeof word);
        if (word & high)
            return 0;
    }
    while (n--)
        if (*p++ & 0x80)
            return 0;
    return 1;
}

Py_UCS4 text_max(struct text t)
{
    Py_UCS4 all = 0;

    if (t.kind == 1)
        return bytes_are_ascii(t.data, (size_t)t.n) ? 0x7f : 0xff;
    for (Py_ssize_t i = 0; i < t.n; i++)
        all |= text_at(t, i);
    return all < 0x80 ? 0x7f : all < 0x100 ? 0xff : all < 0x10000 ? 0xffff : 0x10ffff;
}

void text_copy(unsigned kind, void *to, Py_ssize_t at, struct text t)
{
    if (kind == t.kind) {
        memcpy((char *)to + at * (Py_ssize_t)kind, t.data, (size_t)t.n * kind);
        return;
    }
    for (Py_ssize_t i = 0; i < t.n; i++)
        PyUnicode_WRITE(kind, to, at + i, text_at(t, i));
}

#define STR_STATE(kind_, ascii_)                                                                                       \
    ((__typeof__(((PyASCIIObject *)NULL)->state)){.kind = (kind_), .compact = 1, .ascii = (ascii_), .ready = 1})

/* --- making --------------------------------------------------------------------------------------------------------------- */

/* n >= 1 ASCII characters, not set. */
static inline PyObject *new_ascii(Py_ssize_t n)
{
    PyASCIIObject *op = scalar_new(&PyUnicode_Type, sizeof *op + (size_t)n + 1);

    if (UNLIKELY(!op))
        return NULL;
    op->length = n;
    op->hash = -1;
    op->state = STR_STATE(1, 1);
    ASCII_DATA(op)[n] = 0;
    return (PyObject *)op;
}

static PyObject *new_wide(Py_ssize_t n, unsigned kind)
{
    PyCompactUnicodeObject *op;

    if ((size_t)n > ((size_t)PY_SSIZE_T_MAX - sizeof *op) / kind - 1)
        return PyErr_NoMemory();
    op = scalar_new(&PyUnicode_Type, sizeof *op + ((size_t)n + 1) * kind);
    if (!op)
        return NULL;
    op->_base.length = n;
    op->_base.hash = -1;
    op->_base.state = STR_STATE(kind & 7, 0);
    op->utf8_length = 0;
    op->utf8 = NULL;
    PyUnicode_WRITE(kind, op + 1, n, 0);
    return (PyObject *)op;
}

PyObject *PyUnicode_New(Py_ssize_t size, Py_UCS4 maxchar)
{
    if (size == 0)
        return _Py_STR_EMPTY;
    if (size < 0) {
        PyErr_SetString(PyExc_SystemError, "Negative size passed to PyUnicode_New");
        return NULL;
    }
    if (maxchar > 0x7f)
        return new_wide(size, kind_for(maxchar));
    if (size > PY_SSIZE_T_MAX - (Py_ssize_t)sizeof(PyASCIIObject) - 1)
        return PyErr_NoMemory();
    return new_ascii(size);
}

PyObject *_PyUnicode_FromASCII(const char *ascii, Py_ssize_t n)
{
    PyObject *op;

    if (n < 2)
        return n ? _Py_LATIN1_CHR((unsigned char)*ascii) : _Py_STR_EMPTY;
    op = new_ascii(n);
    if (op)
        memcpy(ASCII_DATA(op), ascii, (size_t)n);
    return op;
}

PyObject *str_from_text(struct text t)
{
    Py_UCS4 max;
    PyObject *op;

    if (t.n == 0)
        return _Py_STR_EMPTY;
    if (t.n == 1 && text_at(t, 0) < 0x100)
        return _Py_LATIN1_CHR(text_at(t, 0));
    max = text_max(t);
    op = PyUnicode_New(t.n, max);
    if (op)
        text_copy(kind_for(max), PyUnicode_DATA(op), 0, t);
    return op;
}

PyObject *PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t n)
{
    return str_from_text((struct text){data, n, (unsigned)kind});
}

PyObject *PyUnicode_FromStringAndSize(const char *utf8, Py_ssize_t n)
{
    if (n < 0) {
        PyErr_SetString(PyExc_SystemError, "Negative size passed to PyUnicode_FromStringAndSize");
        return NULL;
    }
    if (bytes_are_ascii((const unsigned char *)utf8, (size_t)n))
        return _PyUnicode_FromASCII(utf8, n);
    return PyUnicode_DecodeUTF8(utf8, n, NULL);
}

PyObject *PyUnicode_FromString(const char *utf8)
{
    return PyUnicode_FromStringAndSize(utf8, (Py_ssize_t)strlen(utf8));
}

PyObject *PyUnicode_FromOrdinal(int c)
{
    Py_UCS4 u = (Py_UCS4)c;

    if (u > 0x10ffff) {
        PyErr_SetString(PyExc_ValueError, "chr() arg not in range(0x110000)");
        return NULL;
    }
    return str_from_text((struct text){&u, 1, 4});
}

PyObject *_PyUnicode_Copy(PyObject *op)
{
    PyObject *copy = PyUnicode_New(STR_LENGTH(op), PyUnicode_MAX_CHAR_VALUE(op));

    if (copy && STR_LENGTH(op))
        memcpy(PyUnicode_DATA(copy), PyUnicode_DATA(op), (size_t)STR_LENGTH(op) * PyUnicode_KIND(op));
    return copy;
}

PyObject *str_exact(PyObject *op)
{
    return PyUnicode_CheckExact(op) ? Py_NewRef(op) : _PyUnicode_Copy(op);
}

PyObject *PyUnicode_FromObject(PyObject *op)
{
    if (PyUnicode_Check(op))
        return str_exact(op);
    return PyErr_Format(PyExc_TypeError, "Can't convert '%.100s' object to str implicitly", Py_TYPE(op)->tp_name);
}

int str_expect(PyObject *op)
{
    if (LIKELY(PyUnicode_Check(op)))
        return 1;
    PyErr_Format(PyExc_TypeError, "must be str, not %.100s", Py_TYPE(op)->tp_name);
    return 0;
}

/* --- looking -------------------------------------------------------------------------------------------------------------------- */

Py_ssize_t PyUnicode_GetLength(PyObject *op)
{
    if (!PyUnicode_Check(op)) {
        PyErr_BadArgument();
        return -1;
    }
    return STR_LENGTH(op);
}

Py_UCS4 PyUnicode_ReadChar(PyObject *op, Py_ssize_t i)
{
    if (!PyUnicode_Check(op)) {
        PyErr_BadArgument();
        return (Py_UCS4)-1;
    }
    if (i < 0 || i >= STR_LENGTH(op)) {
        PyErr_SetString(PyExc_IndexError, "string index out of range");
        return (Py_UCS4)-1;
    }
    return PyUnicode_READ_CHAR(op, i);
}

Py_hash_t _PyUnicode_Hash(PyObject *op)
{
    PyASCIIObject *a = (PyASCIIObject *)op;

    if (a->hash == -1)
        a->hash = hash_bytes(PyUnicode_DATA(op), (size_t)a->length * a->state.kind);
    return a->hash;
}

int _PyUnicode_EQ_bytes(PyObject *a, PyObject *b)
{
    return memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), (size_t)STR_LENGTH(a) * PyUnicode_KIND(a)) == 0;
}

/* Lexicographic order by code point: negative, 0, positive. */
static int compare_texts(struct text a, struct text b)
{
    Py_ssize_t n = Py_MIN(a.n, b.n);

    if (a.kind == 1 && b.kind == 1) {
        int order = memcmp(a.data, b.data, (size_t)n);

        if (order)
            return order;
    } else {
        for (Py_ssize_t i = 0; i < n; i++) {
            Py_UCS4 x = text_at(a, i), y = text_at(b, i);

            if (x != y)
                return x < y ? -1 : 1;
        }
    }
    return (a.n > b.n) - (a.n < b.n);
}

int PyUnicode_Compare(PyObject *a, PyObject *b)
{
    int order;

    if (!PyUnicode_Check(a) || !PyUnicode_Check(b)) {
        PyErr_Format(PyExc_TypeError, "Can't compare %.100s and %.100s", Py_TYPE(a)->tp_name, Py_TYPE(b)->tp_name);
        return -1;
    }
    order = a == b ? 0 : compare_texts(text_of(a), text_of(b));
    return (order > 0) - (order < 0);
}

int PyUnicode_CompareWithASCIIString(PyObject *op, const char *ascii)
{
    int order = compare_texts(text_of(op), text_of_bytes(ascii, (Py_ssize_t)strlen(ascii)));

    return (order > 0) - (order < 0);
}

int _PyUnicode_EqualToASCIIString(PyObject *op, const char *ascii)
{
    size_t n = (size_t)STR_LENGTH(op);

    return PyUnicode_IS_ASCII(op) && strlen(ascii) == n && memcmp(PyUnicode_DATA(op), ascii, n) == 0;
}

PyObject *PyUnicode_RichCompare(PyObject *a, PyObject *b, int op)
{
    int order;

    if (!PyUnicode_Check(a) || !PyUnicode_Check(b))
        return Py_NotImplemented;
    if (op == Py_EQ || op == Py_NE)
        return PyBool_FromLong(_PyUnicode_EQ(a, b) == (op == Py_EQ));
    order = a == b ? 0 : compare_texts(text_of(a), text_of(b));
    Py_RETURN_RICHCOMPARE(order, 0, op);
}

/* --- cutting ---------------------------------------------------------------------------------------------------------------------- */

PyObject *PyUnicode_Substring(PyObject *op, Py_ssize_t start, Py_ssize_t end)
{
    Py_ssize_t n = STR_LENGTH(op);

    if (end > n)
        end = n;
    if (start == 0 && end == n)
        return str_exact(op);
    if (start < 0 || end < 0) {
        PyErr_SetString(PyExc_IndexError, "string index out of range");
        return NULL;
    }
    if (start >= end)
        return _Py_STR_EMPTY;
    if (PyUnicode_IS_ASCII(op))
        return _PyUnicode_FromASCII((char *)PyUnicode_DATA(op) + start, end - start);
    return str_from_text(text_slice(text_of(op), start, end));
}

int _PyUnicode_PlainSlice(PyObject *self, PyObject *slice, PyObject **result)
{
    Py_ssize_t start, end;

    if (!scalar_plain_slice(slice, STR_LENGTH(self), &start, &end))
        return 0;
    *result = PyUnicode_Substring(self, start, end);
    return 1;
}

/* --- changing what nobody else has seen --------------------------------------------------------------------------------------------- */

static int is_modifiable(PyObject *op)
{
    return Py_REFCNT(op) == 1 && PyUnicode_CheckExact(op) && !PyUnicode_CHECK_INTERNED(op);
}

static void forget_derived(PyObject *op)
{
    PyCompactUnicodeObject *u = (PyCompactUnicodeObject *)op;

    u->_base.hash = -1;
    if (!PyUnicode_IS_ASCII(op) && u->utf8) {
        PyMem_Free(u->utf8);
        u->utf8 = NULL;
    }
}

/* op, which is modifiable, gets room for n characters of its kind. Where it is now, or NULL with MemoryError and nothing changed. */
static PyObject *resize_in_place(PyObject *op, Py_ssize_t n)
{
    unsigned kind = PyUnicode_KIND(op);
    size_t head = PyUnicode_IS_ASCII(op) ? sizeof(PyASCIIObject) : sizeof(PyCompactUnicodeObject);
    PyObject *moved;

    if ((size_t)n > ((size_t)PY_SSIZE_T_MAX - head) / kind - 1)
        return PyErr_NoMemory();
    forget_derived(op);
    moved = mem_realloc(op, head + ((size_t)n + 1) * kind, MEM_OBJECT);
    if (!moved)
        return PyErr_NoMemory();
    STR_LENGTH(moved) = n;
    PyUnicode_WRITE(kind, PyUnicode_DATA(moved), n, 0);
    return moved;
}

int PyUnicode_Resize(PyObject **op, Py_ssize_t n)
{
    PyObject *old = *op, *new_;

    if (STR_LENGTH(old) == n)
        return 0;
    if (n == 0) {
        new_ = _Py_STR_EMPTY;
    } else if (is_modifiable(old)) {
        new_ = resize_in_place(old, n);
        if (!new_)
            return -1;
        *op = new_;
        return 0;
    } else {
        new_ = PyUnicode_New(n, PyUnicode_MAX_CHAR_VALUE(old));
        if (!new_)
            return -1;
        _PyUnicode_FastCopyCharacters(new_, 0, old, 0, Py_MIN(n, STR_LENGTH(old)));
    }
    *op = new_;
    Py_DECREF(old);
    return 0;
}

void _PyUnicode_FastCopyCharacters(PyObject *to, Py_ssize_t to_start, PyObject *from, Py_ssize_t from_start, Py_ssize_t n)
{
    text_copy(PyUnicode_KIND(to), PyUnicode_DATA(to), to_start, text_slice(text_of(from), from_start, from_start + n));
}

/* 0 with an exception when op must not be written. */
static int writable(PyObject *op)
{
    if (is_modifiable(op))
        return 1;
    PyErr_SetString(PyExc_SystemError, "Cannot modify a string currently used");
    return 0;
}

Py_ssize_t PyUnicode_CopyCharacters(PyObject *to, Py_ssize_t to_start, PyObject *from, Py_ssize_t from_start, Py_ssize_t n)
{
    struct text t;

    if (!PyUnicode_Check(from) || !PyUnicode_Check(to)) {
        PyErr_BadInternalCall();
        return -1;
    }
    if ((size_t)from_start > (size_t)STR_LENGTH(from) || (size_t)to_start > (size_t)STR_LENGTH(to) || n < 0) {
        PyErr_SetString(PyExc_IndexError, "string index out of range");
        return -1;
    }
    n = Py_MIN(n, STR_LENGTH(from) - from_start);
    if (n == 0)
        return 0;
    t = text_slice(text_of(from), from_start, from_start + n);
    if (to_start + n > STR_LENGTH(to) || text_max(t) > PyUnicode_MAX_CHAR_VALUE(to)) {
        PyErr_SetString(PyExc_SystemError, "Cannot copy these characters to this string");
        return -1;
    }
    if (!writable(to))
        return -1;
    text_copy(PyUnicode_KIND(to), PyUnicode_DATA(to), to_start, t);
    return n;
}

int PyUnicode_WriteChar(PyObject *op, Py_ssize_t i, Py_UCS4 c)
{
    if (!PyUnicode_Check(op)) {
        PyErr_BadArgument();
        return -1;
    }
    if ((size_t)i >= (size_t)STR_LENGTH(op)) {
        PyErr_SetString(PyExc_IndexError, "string index out of range");
        return -1;
    }
    if (!writable(op))
        return -1;
    if (c > PyUnicode_MAX_CHAR_VALUE(op)) {
        PyErr_SetString(PyExc_ValueError, "character out of range");
        return -1;
    }
    PyUnicode_WRITE(PyUnicode_KIND(op), PyUnicode_DATA(op), i, c);
    return 0;
}

Py_ssize_t PyUnicode_Fill(PyObject *op, Py_ssize_t start, Py_ssize_t n, Py_UCS4 c)
{
    if (!writable(op))
        return -1;
    if (c > PyUnicode_MAX_CHAR_VALUE(op) || start < 0) {
        PyErr_SetString(PyExc_ValueError, "fill character is bigger than the string maximum character");
        return -1;
    }
    n = Py_MIN(n, STR_LENGTH(op) - start);
    for (Py_ssize_t i = 0; i < n; i++)
        PyUnicode_WRITE(PyUnicode_KIND(op), PyUnicode_DATA(op), start + i, c);
    return n < 0 ? 0 : n;
}

/* --- two in one -------------------------------------------------------------------------------------------------------------------- */

static PyObject *concat_wide(PyObject *a, PyObject *b)
{
    Py_UCS4 max = Py_MAX(PyUnicode_MAX_CHAR_VALUE(a), PyUnicode_MAX_CHAR_VALUE(b));
    PyObject *z = PyUnicode_New(STR_LENGTH(a) + STR_LENGTH(b), max);

    if (z) {
        text_copy(kind_for(max), PyUnicode_DATA(z), 0, text_of(a));
        text_copy(kind_for(max), PyUnicode_DATA(z), STR_LENGTH(a), text_of(b));
    }
    return z;
}

PyObject *PyUnicode_Concat(PyObject *a, PyObject *b)
{
    size_t n, m;
    PyObject *z;

    if (UNLIKELY(!PyUnicode_Check(a) || !PyUnicode_Check(b))) {
        if (!str_expect(a))
            return NULL;
        return PyErr_Format(PyExc_TypeError, "can only concatenate str (not \"%.200s\") to str", Py_TYPE(b)->tp_name);
    }
    n = (size_t)STR_LENGTH(a);
    m = (size_t)STR_LENGTH(b);
    if (n == 0 || m == 0)
        return str_exact(m ? b : a);
    if (UNLIKELY(n + m > (size_t)PY_SSIZE_T_MAX - sizeof(PyASCIIObject) - 1)) {
        PyErr_SetString(PyExc_OverflowError, "strings are too large to concat");
        return NULL;
    }
    if (!PyUnicode_IS_ASCII(a) || !PyUnicode_IS_ASCII(b))
        return concat_wide(a, b);
    z = new_ascii((Py_ssize_t)(n + m));
    if (LIKELY(z)) {
        memcpy(ASCII_DATA(z), PyUnicode_DATA(a), n);
        memcpy(ASCII_DATA(z) + n, PyUnicode_DATA(b), m);
    }
    return z;
}

void PyUnicode_Append(PyObject **a, PyObject *b)
{
    PyObject *left = *a, *z;
    Py_ssize_t n;

    if (!left)
        return;
    if (!b || !PyUnicode_Check(left) || !PyUnicode_Check(b) || STR_LENGTH(b) == 0 || !is_modifiable(left) || left == b
        || PyUnicode_MAX_CHAR_VALUE(b) > PyUnicode_MAX_CHAR_VALUE(left) || STR_LENGTH(left) > PY_SSIZE_T_MAX - STR_LENGTH(b)) {
        z = b ? PyUnicode_Concat(left, b) : NULL;
        *a = z;
        Py_DECREF(left);
        return;
    }
    n = STR_LENGTH(left);
    z = resize_in_place(left, n + STR_LENGTH(b));
    if (z)
        text_copy(PyUnicode_KIND(z), PyUnicode_DATA(z), n, text_of(b));
    else
        Py_DECREF(left);
    *a = z;
}

void PyUnicode_AppendAndDel(PyObject **a, PyObject *b)
{
    PyUnicode_Append(a, b);
    Py_XDECREF(b);
}

PyObject *str_repeat(PyObject *self, Py_ssize_t n)
{
    Py_ssize_t length = STR_LENGTH(self), done;
    size_t step = PyUnicode_KIND(self), size;
    PyObject *z;
    char *to;

    if (n < 1 || length == 0)
        return _Py_STR_EMPTY;
    if (n == 1)
        return str_exact(self);
    if (length > PY_SSIZE_T_MAX / n) {
        PyErr_SetString(PyExc_OverflowError, "repeated string is too long");
        return NULL;
    }
    z = PyUnicode_New(length * n, PyUnicode_MAX_CHAR_VALUE(self));
    if (!z)
        return NULL;
    to = PyUnicode_DATA(z);
    size = (size_t)length * step;
    if (size == 1) {
        memset(to, *(unsigned char *)PyUnicode_DATA(self), (size_t)n);
        return z;
    }
    /* What is there already is copied behind itself, twice as much each time. */
    memcpy(to, PyUnicode_DATA(self), size);
    for (done = 1; done < n; done *= 2)
        memcpy(to + (size_t)done * size, to, size * (size_t)Py_MIN(done, n - done));
    return z;
}

PyObject *_Py_Mangle(PyObject *private_class, PyObject *name)
{
    struct text c, t = text_of(name);
    Py_ssize_t skip = 0;

    if (!private_class || !PyUnicode_Check(private_class) || t.n < 3 || text_at(t, 0) != '_' || text_at(t, 1) != '_')
        return Py_NewRef(name);
    if ((text_at(t, t.n - 1) == '_' && text_at(t, t.n - 2) == '_') || text_find_char(t, '.') >= 0)
        return Py_NewRef(name);
    c = text_of(private_class);
    while (skip < c.n && text_at(c, skip) == '_')
        skip++;
    if (skip == c.n)
        return Py_NewRef(name);
    private_class = PyUnicode_Substring(private_class, skip, c.n);
    if (!private_class)
        return NULL;
    name = PyUnicode_FromFormat("_%U%U", private_class, name);
    Py_DECREF(private_class);
    return name;
}
