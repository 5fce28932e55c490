/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/array.c -- array.array: items of one format in one block. Storage, slots, the type.
 *
 * Rules:
 *     R1  ob_size <= allocated; ob_item is NULL if and only if allocated is 0
 *     R2  while ob_exports is not 0, ob_size and ob_item do not change
 */
#include "kernel/object/array_impl.h"

#include "heap/weakref.h"

/* --- storage ----------------------------------------------------------------------------------------------------------------- */

/* n items do not fit a block of PY_SSIZE_T_MAX bytes. */
static int too_many(struct item item, Py_ssize_t n)
{
    return n > PY_SSIZE_T_MAX / item.size;
}

PyArrayObject *array_make(PyTypeObject *type, struct item item, Py_ssize_t n)
{
    PyArrayObject *a;

    if (too_many(item, n))
        return (PyArrayObject *)PyErr_NoMemory();
    a = is_subclass_call(type, &PyArray_Type) ? (PyArrayObject *)type->tp_alloc(type, 0) : scalar_new(type, sizeof *a);
    if (!a)
        return NULL;
    a->item = item;
    a->ob_item = NULL;
    a->weakreflist = NULL;
    a->ob_exports = a->allocated = 0;
    Py_SET_SIZE(a, 0);
    if (n == 0)
        return a;
    a->ob_item = PyMem_Malloc((size_t)(n * item.size));
    if (!a->ob_item) {
        Py_DECREF(a);
        return (PyArrayObject *)PyErr_NoMemory();
    }
    a->allocated = n;
    Py_SET_SIZE(a, n);
    return a;
}

/* Growth is CPython 3.11's: a sixteenth more, and some. A block is kept while it is not too large by sixteen items. */
int array_resize(PyArrayObject *a, Py_ssize_t n)
{
    Py_ssize_t room;
    char *p;

    if (a->ob_exports && n != Py_SIZE(a)) {
        PyErr_SetString(PyExc_BufferError, "cannot resize an array that is exporting buffers");
        return -1;
    }
    if (a->allocated >= n && Py_SIZE(a) < n + 16 && a->ob_item) {
        Py_SET_SIZE(a, n);
        return 0;
    }
    if (n == 0) {
        PyMem_Free(a->ob_item);
        a->ob_item = NULL;
        a->allocated = 0;
        Py_SET_SIZE(a, 0);
        return 0;
    }
    room = n / 16 + (Py_SIZE(a) < 8 ? 3 : 7);
    if (n > PY_SSIZE_T_MAX - room || too_many(a->item, n + room)) {
        PyErr_NoMemory();
        return -1;
    }
    room += n;
    p = PyMem_Realloc(a->ob_item, (size_t)(room * a->item.size));
    if (!p) {
        if (n <= a->allocated) { /* no memory to shrink into: the block stays as it is */
            Py_SET_SIZE(a, n);
            return 0;
        }
        PyErr_NoMemory();
        return -1;
    }
    a->ob_item = p;
    a->allocated = room;
    Py_SET_SIZE(a, n);
    return 0;
}

int array_replace(PyArrayObject *a, Py_ssize_t low, Py_ssize_t high, const char *items, Py_ssize_t n)
{
    Py_ssize_t size = Py_SIZE(a), grown = n - (high - low), width = a->item.size;

    if (grown > 0 && (size > PY_SSIZE_T_MAX - grown || array_resize(a, size + grown) < 0)) {
        if (!PyErr_Occurred())
            PyErr_NoMemory();
        return -1;
    }
    if (grown < 0 && a->ob_exports)
        return array_resize(a, size + grown);
    if (grown && size > high)
        memmove(array_at(a, high + grown), array_at(a, high), (size_t)((size - high) * width));
    if (grown < 0 && array_resize(a, size + grown) < 0)
        return -1;
    if (n)
        memcpy(array_at(a, low), items, (size_t)(n * width));
    return 0;
}

/* --- items -------------------------------------------------------------------------------------------------------------------- */

static int index_error(const char *text)
{
    PyErr_SetString(PyExc_IndexError, text);
    return -1;
}

static PyObject *code_point(const char *p)
{
    Py_UCS4 c;

    memcpy(&c, p, sizeof c);
    if (c <= 0x10ffff)
        return PyUnicode_FromOrdinal((int)c);
    return PyErr_Format(PyExc_ValueError, "character U+%x is not in range [U+0000; U+10ffff]", c);
}

PyObject *array_get(PyArrayObject *a, Py_ssize_t i)
{
    const char *p = array_at(a, i);

    return a->item.kind == ITEM_NONE ? code_point(p) : item_unpack(a->item, p, 1);
}

/* An int that does not fit the item: what CPython says of each type code. */
static int out_of_range(PyArrayObject *a, PyObject *v)
{
    static const char names[] = "signed char\0unsigned byte integer\0signed short integer\0unsigned short\0signed integer\0";
    const char *p = strchr("bBhHi", a->item.code), *name = names;
    int over;

    if (a->item.code == 'q' || a->item.code == 'Q')
        return -1; /* the codec has said it */
    PyErr_Clear();
    PyLong_AsLongAndOverflow(v, &over);
    if (p && !over) {
        for (const char *c = "bBhHi"; c < p; c++)
            name += strlen(name) + 1;
        PyErr_Format(PyExc_OverflowError, "%s is %s", name, _PyLong_Sign(v) < 0 || (a->item.kind == ITEM_SIGNED && PyLong_AsLong(v) < 0)
                                                                ? "less than minimum" : "greater than maximum");
    } else if (p || a->item.code == 'l')
        PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C long");
    else if (_PyLong_Sign(v) < 0)
        PyErr_SetString(PyExc_OverflowError, "can't convert negative value to unsigned int");
    else if (_PyLong_NumBits(v) <= 8 * sizeof(long))
        PyErr_SetString(PyExc_OverflowError, "unsigned int is greater than maximum");
    else
        PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C unsigned long");
    return -1;
}

/* The value as an item of this array. 0 or -1. */
static int pack(PyArrayObject *a, char *p, PyObject *value)
{
    Py_UCS4 c;
    int err;

    if (a->item.kind == ITEM_NONE) {
        if (!PyUnicode_Check(value) || PyUnicode_GET_LENGTH(value) != 1) {
            PyErr_SetString(PyExc_TypeError, "array item must be unicode character");
            return -1;
        }
        c = PyUnicode_READ_CHAR(value, 0);
        memcpy(p, &c, sizeof c);
        return 0;
    }
    if (a->item.kind == ITEM_FLOAT)
        return item_pack(a->item, p, 1, value);
    value = _PyNumber_Index(value);
    if (!value)
        return -1;
    err = item_pack(a->item, p, 1, value);
    if (err < 0 && PyErr_ExceptionMatches(PyExc_OverflowError))
        out_of_range(a, value);
    Py_DECREF(value);
    return err;
}

int array_set(PyArrayObject *a, Py_ssize_t i, PyObject *value)
{
    char item[ITEM_SIZE_MAX];

    if (pack(a, item, value) < 0)
        return -1;
    if (i >= Py_SIZE(a))
        return index_error("array assignment index out of range");
    memcpy(array_at(a, i), item, a->item.size);
    return 0;
}

int array_insert_at(PyArrayObject *a, Py_ssize_t i, PyObject *value)
{
    char item[ITEM_SIZE_MAX];

    if (pack(a, item, value) < 0)
        return -1;
    if (i < 0)
        i = Py_MAX(i + Py_SIZE(a), 0);
    i = Py_MIN(i, Py_SIZE(a));
    return array_replace(a, i, i, item, 1);
}

static int append_item(PyObject *value, void *a)
{
    return array_insert_at(a, PY_SSIZE_T_MAX, value);
}

int array_extend_by(PyArrayObject *a, PyObject *iterable)
{
    PyArrayObject *b = ARRAY(iterable);
    Py_ssize_t size = Py_SIZE(a), n;

    if (!PyArray_Check(iterable))
        return iter_each(iterable, append_item, a) == 0 ? 0 : -1;
    if (a->item.code != b->item.code) {
        PyErr_SetString(PyExc_TypeError, "can only extend with array of same kind");
        return -1;
    }
    n = Py_SIZE(b);
    if (n == 0)
        return 0;
    if (size > PY_SSIZE_T_MAX - n) {
        PyErr_NoMemory();
        return -1;
    }
    if (array_resize(a, size + n) < 0)
        return -1;
    memcpy(array_at(a, size), b->ob_item, (size_t)(n * a->item.size)); /* b may be a */
    return 0;
}

int array_append_bytes(PyArrayObject *a, PyObject *bytes)
{
    Py_ssize_t n;
    Py_buffer view;
    int err = -1;

    if (PyObject_GetBuffer(bytes, &view, PyBUF_SIMPLE) < 0)
        return -1;
    n = view.len / a->item.size;
    if (view.itemsize != 1)
        PyErr_SetString(PyExc_TypeError, "a bytes-like object is required");
    else if (view.len % a->item.size)
        PyErr_SetString(PyExc_ValueError, "bytes length not a multiple of item size");
    else
        err = array_replace(a, Py_SIZE(a), Py_SIZE(a), view.buf, n);
    PyBuffer_Release(&view);
    return err;
}

/* The code points of str from item `at` on. */
static void put_text(PyArrayObject *a, Py_ssize_t at, PyObject *str)
{
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(str); i++) {
        Py_UCS4 c = PyUnicode_READ_CHAR(str, i);

        memcpy(array_at(a, at + i), &c, sizeof c);
    }
}

int array_append_text(PyArrayObject *a, PyObject *str)
{
    Py_ssize_t size = Py_SIZE(a), n = PyUnicode_GET_LENGTH(str);

    if (n > PY_SSIZE_T_MAX - size) {
        PyErr_NoMemory();
        return -1;
    }
    if (n == 0 || array_resize(a, size + n) < 0)
        return n ? -1 : 0;
    put_text(a, size, str);
    return 0;
}

PyObject *array_text(PyArrayObject *a)
{
    _PyUnicodeWriter w;
    PyObject *c;
    int err = 0;

    _PyUnicodeWriter_Init(&w);
    for (Py_ssize_t i = 0; err == 0 && i < Py_SIZE(a); i++) {
        c = array_get(a, i);
        err = c ? _PyUnicodeWriter_WriteStr(&w, c) : -1;
        Py_XDECREF(c);
    }
    if (err == 0)
        return _PyUnicodeWriter_Finish(&w);
    _PyUnicodeWriter_Dealloc(&w);
    return NULL;
}

Py_ssize_t array_find(PyArrayObject *a, PyObject *value, Py_ssize_t low, Py_ssize_t high)
{
    for (Py_ssize_t i = low; i < high && i < Py_SIZE(a); i++) {
        PyObject *item = array_get(a, i);
        int equal = item ? PyObject_RichCompareBool(item, value, Py_EQ) : -1;

        Py_XDECREF(item);
        if (equal)
            return equal > 0 ? i : -2;
    }
    return -1;
}

/* --- making ---------------------------------------------------------------------------------------------------------------------- */

/* Items one after the other out of a list, a tuple or an array. 0 or -1. */
static int fill(PyArrayObject *a, PyObject *items)
{
    for (Py_ssize_t i = 0; i < Py_SIZE(a); i++) {
        PyObject *value = PySequence_GetItem(items, i);
        int err = value ? array_set(a, i, value) : -1;

        Py_XDECREF(value);
        if (err < 0)
            return -1;
    }
    return 0;
}

static PyObject *make_from(PyTypeObject *type, struct item item, PyObject *initial)
{
    int same = initial && PyArray_Check(initial) && ARRAY(initial)->item.code == item.code;
    int counted = initial && (PyList_Check(initial) || PyTuple_Check(initial) || (PyArray_Check(initial) && !same));
    int text = initial && PyUnicode_Check(initial);
    PyArrayObject *a = array_make(type, item, text ? PyUnicode_GET_LENGTH(initial) : counted || same ? Py_SIZE(initial) : 0);
    int err = 0;

    if (!a || !initial)
        return (PyObject *)a;
    if (same && Py_SIZE(a))
        memcpy(a->ob_item, ARRAY(initial)->ob_item, (size_t)(Py_SIZE(a) * item.size));
    else if (counted)
        err = fill(a, initial);
    else if (PyBytes_Check(initial) || PyByteArray_Check(initial))
        err = array_append_bytes(a, initial);
    else if (text)
        put_text(a, 0, initial);
    else if (!same)
        err = array_extend_by(a, initial);
    if (err < 0)
        Py_CLEAR(a);
    return (PyObject *)a;
}

int array_is_code(int c)
{
    return c > 0 && c <= 127 && strchr("bBuhHiIlLqQfd", c);
}

struct item array_item_of(char code)
{
    return code == 'u' ? (struct item){'u', ITEM_NONE, sizeof(Py_UCS4), sizeof(Py_UCS4)} : item_native(code);
}

static PyObject *array_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *initial = NULL;
    int c;

    if (!is_subclass_call(type, &PyArray_Type) && !_PyArg_NoKeywords("array.array", kwds))
        return NULL;
    if (!PyArg_ParseTuple(args, "C|O:array", &c, &initial))
        return NULL;
    if (initial && c != 'u' && PyUnicode_Check(initial))
        return PyErr_Format(PyExc_TypeError, "cannot use a str to initialize an array with typecode '%c'", c);
    if (initial && c != 'u' && PyArray_Check(initial) && ARRAY(initial)->item.code == 'u')
        return PyErr_Format(PyExc_TypeError, "cannot use a unicode array to initialize an array with typecode '%c'", c);
    if (!array_is_code(c)) {
        PyErr_SetString(PyExc_ValueError, "bad typecode (must be " ARRAY_CODES ")");
        return NULL;
    }
    return make_from(type, array_item_of((char)c), initial);
}

static void array_dealloc(PyObject *self)
{
    if (ARRAY(self)->weakreflist)
        PyObject_ClearWeakRefs(self);
    PyMem_Free(ARRAY(self)->ob_item);
    scalar_free(self, &PyArray_Type);
}

static PyObject *array_repr(PyObject *self)
{
    const char *name = _PyType_Name(Py_TYPE(self));
    int code = ARRAY(self)->item.code;
    PyObject *items, *z;

    if (Py_SIZE(self) == 0)
        return PyUnicode_FromFormat("%s('%c')", name, code);
    items = code == 'u' ? array_text(ARRAY(self)) : PySequence_List(self);
    z = items ? PyUnicode_FromFormat("%s('%c', %R)", name, code, items) : NULL;
    Py_XDECREF(items);
    return z;
}

/* --- slots ----------------------------------------------------------------------------------------------------------------------- */

static Py_ssize_t array_length(PyObject *self)
{
    return Py_SIZE(self);
}

static PyObject *array_item(PyObject *self, Py_ssize_t i)
{
    if ((size_t)i < (size_t)Py_SIZE(self))
        return array_get(ARRAY(self), i);
    index_error("array index out of range");
    return NULL;
}

static int array_ass_item(PyObject *self, Py_ssize_t i, PyObject *value)
{
    if ((size_t)i >= (size_t)Py_SIZE(self))
        return index_error("array assignment index out of range");
    return value ? array_set(ARRAY(self), i, value) : array_replace(ARRAY(self), i, i + 1, NULL, 0);
}

/* An index from the start, not checked; -1 with an exception. */
static Py_ssize_t key_index(PyObject *self, PyObject *key)
{
    Py_ssize_t i;

    if (!PyIndex_Check(key)) {
        PyErr_SetString(PyExc_TypeError, "array indices must be integers");
        return -1;
    }
    i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    return i < 0 && !(i == -1 && PyErr_Occurred()) ? i + Py_SIZE(self) : i;
}

static PyObject *array_slice(PyArrayObject *a, PyObject *slice)
{
    Py_ssize_t start, stop, step, n;
    PyArrayObject *z;

    if (PySlice_Unpack(slice, &start, &stop, &step) < 0)
        return NULL;
    n = PySlice_AdjustIndices(Py_SIZE(a), &start, &stop, step);
    z = array_make(TYPE_PTR(PyArray_Type), a->item, n);
    if (z && n && step == 1)
        memcpy(z->ob_item, array_at(a, start), (size_t)(n * a->item.size));
    else
        for (Py_ssize_t i = 0; z && i < n; i++)
            memcpy(array_at(z, i), array_at(a, start + i * step), a->item.size);
    return (PyObject *)z;
}

static PyObject *array_subscript(PyObject *self, PyObject *key)
{
    Py_ssize_t i;

    if (PySlice_Check(key))
        return array_slice(ARRAY(self), key);
    i = key_index(self, key);
    return i == -1 && PyErr_Occurred() ? NULL : array_item(self, i);
}

/* Each step-th of n items goes, and what is between moves up. */
static int delete_steps(PyArrayObject *a, Py_ssize_t start, Py_ssize_t step, Py_ssize_t n)
{
    Py_ssize_t to, size = Py_SIZE(a);

    if (n == 0)
        return 0;
    if (a->ob_exports)
        return array_resize(a, size - n);
    if (step < 0) {
        start += step * (n - 1);
        step = -step;
    }
    to = start;
    for (Py_ssize_t from = start; from < size; from++)
        if ((from - start) % step != 0 || (from - start) / step >= n)
            memcpy(array_at(a, to++), array_at(a, from), a->item.size);
    return array_resize(a, to);
}

/* value: an array of the same kind and not self, or NULL. */
static int set_slice(PyArrayObject *a, PyObject *slice, PyArrayObject *value)
{
    Py_ssize_t start, stop, step, n, needed = value ? Py_SIZE(value) : 0;

    if (PySlice_Unpack(slice, &start, &stop, &step) < 0)
        return -1;
    n = PySlice_AdjustIndices(Py_SIZE(a), &start, &stop, step);
    if (step == 1)
        return array_replace(a, start, start + n, value ? value->ob_item : NULL, needed);
    if (needed == 0)
        return delete_steps(a, start, step, n);
    if (needed != n) {
        PyErr_Format(PyExc_ValueError, "attempt to assign array of size %zd to extended slice of size %zd", needed, n);
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        memcpy(array_at(a, start + i * step), array_at(value, i), a->item.size);
    return 0;
}

static int array_ass_subscript(PyObject *self, PyObject *key, PyObject *value)
{
    PyArrayObject *a = ARRAY(self), *from = ARRAY(value), *copy = NULL;
    Py_ssize_t i;
    int err;

    if (!PySlice_Check(key)) {
        i = key_index(self, key);
        return i == -1 && PyErr_Occurred() ? -1 : array_ass_item(self, i, value);
    }
    if (value && !PyArray_Check(value)) {
        PyErr_Format(PyExc_TypeError, "can only assign array (not \"%.200s\") to array slice", Py_TYPE(value)->tp_name);
        return -1;
    }
    if (from && from->item.code != a->item.code) {
        PyErr_BadArgument();
        return -1;
    }
    if (from == a) {
        from = copy = array_make(TYPE_PTR(PyArray_Type), a->item, Py_SIZE(a));
        if (!copy)
            return -1;
        if (Py_SIZE(a))
            memcpy(copy->ob_item, a->ob_item, (size_t)(Py_SIZE(a) * a->item.size));
    }
    err = set_slice(a, key, from);
    Py_XDECREF(copy);
    return err;
}

static PyObject *array_concat(PyObject *self, PyObject *other)
{
    PyArrayObject *a = ARRAY(self), *b = ARRAY(other), *z;
    size_t n = (size_t)(Py_SIZE(a) * a->item.size);

    if (!PyArray_Check(other))
        return PyErr_Format(PyExc_TypeError, "can only append array (not \"%.200s\") to array", Py_TYPE(other)->tp_name);
    if (a->item.code != b->item.code) {
        PyErr_BadArgument();
        return NULL;
    }
    if (Py_SIZE(a) > PY_SSIZE_T_MAX - Py_SIZE(b))
        return PyErr_NoMemory();
    z = array_make(TYPE_PTR(PyArray_Type), a->item, Py_SIZE(a) + Py_SIZE(b));
    if (z && n)
        memcpy(z->ob_item, a->ob_item, n);
    if (z && Py_SIZE(b))
        memcpy(z->ob_item + n, b->ob_item, (size_t)(Py_SIZE(b) * a->item.size));
    return (PyObject *)z;
}

/* The first n bytes at p, until there are `all`. */
static void repeat_bytes(char *p, size_t n, size_t all)
{
    for (size_t done = n; n && done < all; done += n) {
        n = Py_MIN(done, all - done);
        memcpy(p + done, p, n);
    }
}

static PyObject *array_repeat(PyObject *self, Py_ssize_t n)
{
    PyArrayObject *a = ARRAY(self), *z;
    Py_ssize_t size = n > 0 ? Py_SIZE(a) : 0;

    if (size && n > PY_SSIZE_T_MAX / size)
        return PyErr_NoMemory();
    z = array_make(TYPE_PTR(PyArray_Type), a->item, size ? size * n : 0);
    if (z && size) {
        memcpy(z->ob_item, a->ob_item, (size_t)(size * a->item.size));
        repeat_bytes(z->ob_item, (size_t)(size * a->item.size), (size_t)(size * n * a->item.size));
    }
    return (PyObject *)z;
}

static int array_contains(PyObject *self, PyObject *value)
{
    Py_ssize_t i = array_find(ARRAY(self), value, 0, PY_SSIZE_T_MAX);

    return i == -2 ? -1 : i >= 0;
}

static PyObject *array_iconcat(PyObject *self, PyObject *other)
{
    if (!PyArray_Check(other))
        return PyErr_Format(PyExc_TypeError, "can only extend array with array (not \"%.200s\")", Py_TYPE(other)->tp_name);
    return array_extend_by(ARRAY(self), other) < 0 ? NULL : Py_NewRef(self);
}

static PyObject *array_irepeat(PyObject *self, Py_ssize_t n)
{
    PyArrayObject *a = ARRAY(self);
    Py_ssize_t size = Py_SIZE(a);

    if (size == 0 || n == 1)
        return Py_NewRef(self);
    n = Py_MAX(n, 0);
    if (n > PY_SSIZE_T_MAX / size)
        return PyErr_NoMemory();
    if (array_resize(a, size * n) < 0)
        return NULL;
    if (n)
        repeat_bytes(a->ob_item, (size_t)(size * a->item.size), (size_t)(size * n * a->item.size));
    return Py_NewRef(self);
}

static PyObject *array_richcompare(PyObject *v, PyObject *w, int op)
{
    PyArrayObject *a = ARRAY(v), *b = ARRAY(w);
    PyObject *x = NULL, *y = NULL, *z = NULL;
    int as_bytes, equal = 1;
    Py_ssize_t i;

    if (!PyArray_Check(v) || !PyArray_Check(w))
        return Py_NotImplemented;
    if (Py_SIZE(a) != Py_SIZE(b) && (op == Py_EQ || op == Py_NE))
        return PyBool_FromLong(op == Py_NE);
    as_bytes = a->item.code == b->item.code && a->item.kind != ITEM_FLOAT;
    for (i = 0; i < Py_SIZE(a) && i < Py_SIZE(b); i++) {
        if (as_bytes && memcmp(array_at(a, i), array_at(b, i), a->item.size) == 0)
            continue;
        x = array_get(a, i);
        y = x ? array_get(b, i) : NULL;
        equal = y ? PyObject_RichCompareBool(x, y, Py_EQ) : -1;
        if (equal <= 0)
            break;
        Py_CLEAR(x);
        Py_CLEAR(y);
    }
    if (equal < 0)
        z = NULL;
    else if (equal)
        z = PyBool_FromLong(Py_SIZE(a) == Py_SIZE(b) ? op == Py_LE || op == Py_GE || op == Py_EQ
                                                     : (Py_SIZE(a) < Py_SIZE(b)) == (op == Py_LT || op == Py_LE));
    else
        z = op == Py_EQ || op == Py_NE ? PyBool_FromLong(op == Py_NE) : PyObject_RichCompare(x, y, op);
    Py_XDECREF(x);
    Py_XDECREF(y);
    return z;
}

static int array_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    static const char formats[] = "b\0B\0h\0H\0i\0I\0l\0L\0q\0Q\0f\0d\0w"; /* w: what memoryview calls a code point */
    PyArrayObject *a = ARRAY(self);
    const char *format = formats;

    while (*format != a->item.code && *format != 'w')
        format += 2;
    *view = (Py_buffer){
        .buf = a->ob_item ? a->ob_item : (char *)(uintptr_t)formats, /* nobody looks at no bytes */
        .obj = Py_NewRef(self),
        .len = Py_SIZE(a) * a->item.size,
        .itemsize = a->item.size,
        .ndim = 1,
        .format = flags & PyBUF_FORMAT ? (char *)(uintptr_t)format : NULL,
    };
    if (flags & PyBUF_ND)
        view->shape = &((PyVarObject *)a)->ob_size; /* fixed by R2 */
    if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES)
        view->strides = &view->itemsize;
    a->ob_exports++;
    return 0;
}

static void array_releasebuffer(PyObject *self, Py_buffer *view)
{
    ARRAY(self)->ob_exports--;
}

/* --- types ----------------------------------------------------------------------------------------------------------------------- */

static const PySequenceMethods array_sequence = {
    .sq_length = array_length,
    .sq_concat = array_concat,
    .sq_repeat = array_repeat,
    .sq_item = array_item,
    .sq_ass_item = array_ass_item,
    .sq_contains = array_contains,
    .sq_inplace_concat = array_iconcat,
    .sq_inplace_repeat = array_irepeat,
};
static const PyMappingMethods array_mapping = {
    .mp_length = array_length,
    .mp_subscript = array_subscript,
    .mp_ass_subscript = array_ass_subscript,
};
static const PyBufferProcs array_buffer = {.bf_getbuffer = array_getbuffer, .bf_releasebuffer = array_releasebuffer};

static PyObject *get_typecode(PyObject *self, void *unused)
{
    return PyUnicode_FromOrdinal(ARRAY(self)->item.code);
}

static PyObject *get_itemsize(PyObject *self, void *unused)
{
    return PyLong_FromLong(ARRAY(self)->item.size);
}

static const PyGetSetDef array_getset[] = {
    {"itemsize", get_itemsize, NULL, NULL, NULL},
    {"typecode", get_typecode, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *array_iter(PyObject *self)
{
    return scalar_iter(&_PyArrayIter_Type, self);
}

static size_t array_owned(PyObject *self)
{
    return (size_t)ARRAY(self)->allocated * ARRAY(self)->item.size;
}

const PyTypeObject PyArray_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "array.array",
    .tp_basicsize = sizeof(PyArrayObject),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_SEQUENCE,
    TYPE_COMMON,
    .tp_dealloc = array_dealloc,
    .tp_free = PyObject_Del,
    .tp_repr = array_repr,
    .tp_as_sequence = CONST_SLOT(&array_sequence),
    .tp_as_mapping = CONST_SLOT(&array_mapping),
    .tp_as_buffer = CONST_SLOT(&array_buffer),
    .tp_hash = PyObject_HashNotImplemented,
    .tp_richcompare = array_richcompare,
    .tp_weaklistoffset = offsetof(PyArrayObject, weakreflist),
    .tp_iter = array_iter,
    .tp_methods = CONST_SLOT(array_methods),
    .tp_getset = CONST_SLOT(array_getset),
    .tp_new = array_new,
    .tp_version_tag = TYPE_TAG(array),
    .tp_owned = array_owned,
};

static PyObject *iter_next(PyObject *self)
{
    struct scalar_iter *it = (struct scalar_iter *)self;

    if (it->it_seq && it->it_index < Py_SIZE(it->it_seq))
        return array_get(ARRAY(it->it_seq), it->it_index++);
    Py_CLEAR(it->it_seq);
    return NULL;
}

const PyTypeObject _PyArrayIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "array.arrayiterator",
    SCALAR_ITER_SLOTS,
    .tp_iternext = iter_next,
    .tp_version_tag = TYPE_TAG(arrayiterator),
    ITER_RECIPE("ib|A"),
};
