/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/bytearray.c -- bytearray: storage, the type, and the methods that change it.
 *
 *     ob_bytes -> | taken off the front | ob_start: ob_size bytes | 0 | room up to ob_alloc |
 *
 * Rules:
 *     A1  ob_alloc is 0 and ob_bytes NULL, or ob_start - ob_bytes + ob_size < ob_alloc
 *     A2  a zero byte follows the last one
 *     A3  while ob_exports is not 0, ob_size, ob_start and ob_bytes do not change
 */
#include "kernel/object/bytes_impl.h"
#include "kernel/object/reduce.h"

#define SELF(op) ((PyByteArrayObject *)(op))
#define BYTE_RANGE "byte must be in range(0, 256)"

const char _PyByteArray_empty_string[1] = "";

/* --- storage ----------------------------------------------------------------------------------------------------------------- */

/* 0 with BufferError while there are exports. */
static int can_resize(PyByteArrayObject *a)
{
    if (!a->ob_exports)
        return 1;
    PyErr_SetString(PyExc_BufferError, "Existing exports of data: object cannot be re-sized");
    return 0;
}

/* Bytes to allocate when `have` are not right for n bytes. Growth is CPython 3.11's. */
static size_t room_for(size_t n, size_t have)
{
    if (n + 1 < have / 2 || n > have + have / 8)
        return n + 1;
    return n + (n >> 3) + (n < 9 ? 3 : 6);
}

/* 0, or -1 with an exception and nothing changed. New bytes are not set. */
int PyByteArray_Resize(PyObject *op, Py_ssize_t n)
{
    PyByteArrayObject *a = SELF(op);
    size_t front = (size_t)(a->ob_start - a->ob_bytes), have = (size_t)a->ob_alloc, need = (size_t)n, room;
    char *p;

    if (n == Py_SIZE(a))
        return 0;
    if (!can_resize(a))
        return -1;
    if (front + need + 1 <= have && need >= have / 2) {
        Py_SET_SIZE(a, n);
        a->ob_start[n] = 0;
        return 0;
    }
    room = need + front + 1 <= have && need < have / 2 ? need + 1 : room_for(need, have);
    if (room > (size_t)PY_SSIZE_T_MAX) {
        PyErr_NoMemory();
        return -1;
    }
    if (front) {
        p = PyMem_Malloc(room);
        if (p) {
            memcpy(p, a->ob_start, Py_MIN(need, (size_t)Py_SIZE(a)));
            PyMem_Free(a->ob_bytes);
        }
    } else {
        p = PyMem_Realloc(a->ob_bytes, room);
    }
    if (!p) {
        PyErr_NoMemory();
        return -1;
    }
    a->ob_bytes = a->ob_start = p;
    a->ob_alloc = (Py_ssize_t)room;
    Py_SET_SIZE(a, n);
    p[n] = 0;
    return 0;
}

PyObject *PyByteArray_FromStringAndSize(const char *bytes, Py_ssize_t n)
{
    PyByteArrayObject *a;

    if (n < 0) {
        PyErr_SetString(PyExc_SystemError, "Negative size passed to PyByteArray_FromStringAndSize");
        return NULL;
    }
    a = scalar_new(&PyByteArray_Type, sizeof *a);
    if (!a)
        return NULL;
    a->ob_alloc = a->ob_exports = 0;
    a->ob_bytes = a->ob_start = NULL;
    Py_SET_SIZE(a, 0);
    if (n == 0)
        return (PyObject *)a;
    a->ob_bytes = a->ob_start = n < PY_SSIZE_T_MAX ? PyMem_Malloc((size_t)n + 1) : NULL;
    if (!a->ob_bytes) {
        Py_DECREF(a);
        return PyErr_NoMemory();
    }
    a->ob_alloc = n + 1;
    Py_SET_SIZE(a, n);
    if (bytes)
        memcpy(a->ob_bytes, bytes, (size_t)n);
    a->ob_bytes[n] = 0;
    return (PyObject *)a;
}

/* Bytes low..high become the n bytes at p, which are not self's own. 0 or -1. */
static int set_range(PyByteArrayObject *a, Py_ssize_t low, Py_ssize_t high, const char *p, Py_ssize_t n)
{
    Py_ssize_t size = Py_SIZE(a), grown = n - (high - low), tail = size - high;

    if (grown < 0) {
        if (!can_resize(a))
            return -1;
        if (low == 0) { /* off the front: nothing moves */
            a->ob_start -= grown;
            if (PyByteArray_Resize((PyObject *)a, size + grown) < 0) {
                a->ob_start += grown;
                return -1;
            }
        } else {
            memmove(a->ob_start + low + n, a->ob_start + high, (size_t)tail);
            if (PyByteArray_Resize((PyObject *)a, size + grown) < 0) {
                PyErr_Clear(); /* no memory to shrink into: the block stays as it is */
                Py_SET_SIZE(a, size + grown);
                a->ob_start[size + grown] = 0;
            }
        }
    } else if (grown > 0) {
        if (size > PY_SSIZE_T_MAX - grown) {
            PyErr_NoMemory();
            return -1;
        }
        if (PyByteArray_Resize((PyObject *)a, size + grown) < 0)
            return -1;
        memmove(a->ob_start + low + n, a->ob_start + high, (size_t)tail);
    }
    if (n)
        memcpy(a->ob_start + low, p, (size_t)n);
    return 0;
}

/* The C API. */

PyObject *PyByteArray_FromObject(PyObject *op)
{
    return PyObject_CallOneArg((PyObject *)TYPE_PTR(PyByteArray_Type), op);
}

Py_ssize_t PyByteArray_Size(PyObject *op)
{
    return Py_SIZE(op);
}

char *PyByteArray_AsString(PyObject *op)
{
    return PyByteArray_AS_STRING(op);
}

PyObject *PyByteArray_Concat(PyObject *a, PyObject *b)
{
    struct byte_view x, y;
    PyObject *z = NULL;

    if (!PyObject_CheckBuffer(a) || !PyObject_CheckBuffer(b))
        return PyErr_Format(PyExc_TypeError, "can't concat %.100s to %.100s", Py_TYPE(b)->tp_name, Py_TYPE(a)->tp_name);
    if (byte_view_get(&x, a) < 0)
        return NULL;
    if (byte_view_get(&y, b) == 0) {
        if (x.text.n > PY_SSIZE_T_MAX - y.text.n)
            PyErr_NoMemory();
        else
            z = PyByteArray_FromStringAndSize(NULL, x.text.n + y.text.n);
        if (z && Py_SIZE(z)) {
            memcpy(SELF(z)->ob_start, x.text.data, (size_t)x.text.n);
            memcpy(SELF(z)->ob_start + x.text.n, y.text.data, (size_t)y.text.n);
        }
        byte_view_release(&y);
    }
    byte_view_release(&x);
    return z;
}

/* --- slots --------------------------------------------------------------------------------------------------------------------- */

static void bytearray_dealloc(PyObject *self)
{
    PyMem_Free(SELF(self)->ob_bytes);
    scalar_free(self, &PyByteArray_Type);
}

static PyObject *bytearray_repr(PyObject *self)
{
    const char *name = _PyType_Name(Py_TYPE(self));
    char before[64];
    size_t n = strnlen(name, sizeof before - 3);

    memcpy(before, name, n);
    memcpy(before + n, "(b", 3);
    return bytes_repr_with(bytes_text(self), before, ")", 1);
}

static Py_ssize_t bytearray_length(PyObject *self)
{
    return Py_SIZE(self);
}

static PyObject *bytearray_richcompare(PyObject *a, PyObject *b, int op)
{
    struct byte_view x, y;
    PyObject *z;

    if (!PyObject_CheckBuffer(a) || !PyObject_CheckBuffer(b))
        return Py_NotImplemented;
    if (byte_view_get(&x, a) < 0) {
        PyErr_Clear();
        return Py_NotImplemented;
    }
    if (byte_view_get(&y, b) < 0) {
        PyErr_Clear();
        byte_view_release(&x);
        return Py_NotImplemented;
    }
    z = bytes_compare(x.text, y.text, op);
    byte_view_release(&x);
    byte_view_release(&y);
    return z;
}

static PyObject *bytearray_iconcat(PyObject *self, PyObject *other)
{
    Py_ssize_t size = Py_SIZE(self);
    struct byte_view view;

    if (self == other) {
        if (size && PyByteArray_Resize(self, size * 2) < 0)
            return NULL;
        memcpy(PyByteArray_AS_STRING(self) + size, PyByteArray_AS_STRING(self), (size_t)size);
        return Py_NewRef(self);
    }
    if (!PyObject_CheckBuffer(other))
        return PyErr_Format(PyExc_TypeError, "can't concat %.100s to %.100s", Py_TYPE(other)->tp_name, Py_TYPE(self)->tp_name);
    if (byte_view_get(&view, other) < 0)
        return NULL;
    if (view.text.n > PY_SSIZE_T_MAX - size || PyByteArray_Resize(self, size + view.text.n) < 0) {
        if (!PyErr_Occurred())
            PyErr_NoMemory();
        byte_view_release(&view);
        return NULL;
    }
    memcpy(PyByteArray_AS_STRING(self) + size, view.text.data, (size_t)view.text.n);
    byte_view_release(&view);
    return Py_NewRef(self);
}

static PyObject *bytearray_irepeat(PyObject *self, Py_ssize_t n)
{
    Py_ssize_t size = Py_SIZE(self);
    char *p;

    if (n < 0)
        n = 0;
    if (n == 1)
        return Py_NewRef(self);
    if (n && size > PY_SSIZE_T_MAX / n)
        return PyErr_NoMemory();
    if (PyByteArray_Resize(self, size * n) < 0)
        return NULL;
    p = PyByteArray_AS_STRING(self);
    for (Py_ssize_t i = 1; i < n; i++)
        memcpy(p + i * size, p, (size_t)size);
    return Py_NewRef(self);
}

static int index_error(void)
{
    PyErr_SetString(PyExc_IndexError, "bytearray index out of range");
    return -1;
}

static PyObject *bytearray_item(PyObject *self, Py_ssize_t i)
{
    if ((size_t)i >= (size_t)Py_SIZE(self)) {
        index_error();
        return NULL;
    }
    return _PyLong_Small((unsigned char)SELF(self)->ob_start[i]);
}

/* value NULL deletes. */
static int bytearray_ass_item(PyObject *self, Py_ssize_t i, PyObject *value)
{
    int byte;

    if ((size_t)i >= (size_t)Py_SIZE(self))
        return index_error();
    if (!value)
        return set_range(SELF(self), i, i + 1, NULL, 0);
    byte = byte_value(value, BYTE_RANGE);
    if (byte < 0)
        return -1;
    if (i >= Py_SIZE(self)) /* __index__ of the value may have changed it */
        return index_error();
    SELF(self)->ob_start[i] = (char)byte;
    return 0;
}

/* Index of the key from the start: -1 with an exception. Not checked against the size. */
static Py_ssize_t key_index(PyObject *self, PyObject *key)
{
    Py_ssize_t i;

    if (!PyIndex_Check(key)) {
        PyErr_Format(PyExc_TypeError, "bytearray indices must be integers or slices, not %.200s", Py_TYPE(key)->tp_name);
        return -1;
    }
    i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred())
        return -1;
    if (i < 0)
        i += Py_SIZE(self);
    if ((size_t)i >= (size_t)Py_SIZE(self))
        return index_error();
    return i;
}

static PyObject *bytearray_subscript(PyObject *self, PyObject *key)
{
    Py_ssize_t i;

    if (PySlice_Check(key))
        return bytes_slice(self, key);
    i = key_index(self, key);
    return i < 0 ? NULL : bytearray_item(self, i);
}

/* Of an extended slice: each step-th of `count` bytes goes, and what is between moves up. */
static int delete_steps(PyByteArrayObject *a, Py_ssize_t start, Py_ssize_t step, Py_ssize_t count)
{
    Py_ssize_t to = start, size = Py_SIZE(a);

    if (!can_resize(a))
        return -1;
    if (step < 0) {
        start += step * (count - 1);
        step = -step;
        to = start;
    }
    for (Py_ssize_t from = start; from < size; from++)
        if ((from - start) % step != 0 || (from - start) / step >= count)
            a->ob_start[to++] = a->ob_start[from];
    return PyByteArray_Resize((PyObject *)a, to);
}

static int set_slice(PyByteArrayObject *a, PyObject *slice, const char *p, Py_ssize_t n)
{
    Py_ssize_t start, stop, step, count;

    if (PySlice_Unpack(slice, &start, &stop, &step) < 0)
        return -1;
    count = PySlice_AdjustIndices(Py_SIZE(a), &start, &stop, step);
    if (step == 1)
        return set_range(a, start, start + count, p, n);
    if (n == 0) /* the steps go */
        return count ? delete_steps(a, start, step, count) : 0;
    if (n != count) {
        PyErr_Format(PyExc_ValueError, "attempt to assign bytes of size %zd to extended slice of size %zd", n, count);
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        a->ob_start[start + i * step] = p[i];
    return 0;
}

static int bytearray_ass_subscript(PyObject *self, PyObject *key, PyObject *value)
{
    struct byte_view view;
    PyObject *copy = NULL;
    Py_ssize_t i;
    int err;

    if (!PySlice_Check(key)) {
        i = key_index(self, key);
        return i < 0 ? -1 : bytearray_ass_item(self, i, value);
    }
    if (!value)
        return set_slice(SELF(self), key, NULL, 0);
    if (value == self || !PyObject_CheckBuffer(value)) {
        if (PyIndex_Check(value) || PyUnicode_Check(value)) {
            PyErr_SetString(PyExc_TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
            return -1;
        }
        copy = PyByteArray_FromObject(value);
        if (!copy)
            return -1;
        value = copy;
    }
    err = byte_view_get(&view, value);
    if (err == 0) {
        err = set_slice(SELF(self), key, view.text.data, view.text.n);
        byte_view_release(&view);
    }
    Py_XDECREF(copy);
    return err;
}

static int bytearray_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    int err = PyBuffer_FillInfo(view, self, PyByteArray_AS_STRING(self), Py_SIZE(self), 0, flags);

    if (err == 0)
        SELF(self)->ob_exports++;
    return err;
}

static void bytearray_releasebuffer(PyObject *self, Py_buffer *view)
{
    SELF(self)->ob_exports--;
}

static PyObject *bytearray_mod(PyObject *format, PyObject *args)
{
    PyObject *z;

    if (!PyByteArray_Check(format))
        return Py_NotImplemented;
    SELF(format)->ob_exports++; /* Python code runs meanwhile */
    z = percent_format_bytes(PyByteArray_AS_STRING(format), Py_SIZE(format), args, 1);
    SELF(format)->ob_exports--;
    return z;
}

static const PyNumberMethods bytearray_number = {.nb_remainder = bytearray_mod};
static const PySequenceMethods bytearray_sequence = {
    .sq_length = bytearray_length,
    .sq_concat = PyByteArray_Concat,
    .sq_repeat = bytes_repeat,
    .sq_item = bytearray_item,
    .sq_ass_item = bytearray_ass_item,
    .sq_contains = bytes_contains,
    .sq_inplace_concat = bytearray_iconcat,
    .sq_inplace_repeat = bytearray_irepeat,
};
static const PyMappingMethods bytearray_mapping = {
    .mp_length = bytearray_length,
    .mp_subscript = bytearray_subscript,
    .mp_ass_subscript = bytearray_ass_subscript,
};
static const PyBufferProcs bytearray_buffer = {
    .bf_getbuffer = bytearray_getbuffer,
    .bf_releasebuffer = bytearray_releasebuffer,
};

/* --- methods --------------------------------------------------------------------------------------------------------------------- */

/* 0 or -1. */
static int append_byte(PyObject *item, void *self)
{
    int byte = byte_value(item, BYTE_RANGE);
    Py_ssize_t n = Py_SIZE(self);

    if (byte < 0 || PyByteArray_Resize(self, n + 1) < 0)
        return -1;
    SELF(self)->ob_start[n] = (char)byte;
    return 0;
}

static PyObject *bytearray_append(PyObject *self, PyObject *item)
{
    return append_byte(item, self) < 0 ? NULL : Py_None;
}

static PyObject *bytearray_clear(PyObject *self, PyObject *unused)
{
    if (PyByteArray_Resize(self, 0) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *bytearray_copy(PyObject *self, PyObject *unused)
{
    return PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(self), Py_SIZE(self));
}

static PyObject *bytearray_extend(PyObject *self, PyObject *items)
{
    Py_ssize_t n;
    char *data;
    int err;

    if (PyObject_CheckBuffer(items)) {
        PyObject *same = bytearray_iconcat(self, items);

        Py_XDECREF(same);
        return same ? Py_None : NULL;
    }
    if (!Py_TYPE(items)->tp_iter && !PySequence_Check(items))
        return PyErr_Format(PyExc_TypeError, "can't extend bytearray with %.100s", Py_TYPE(items)->tp_name);
    if (bytes_collect(items, BYTE_RANGE, &data, &n) < 0)
        return NULL;
    err = set_range(SELF(self), Py_SIZE(self), Py_SIZE(self), data, n);
    PyMem_Free(data);
    return err < 0 ? NULL : Py_None;
}

static PyObject *bytearray_insert(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t at;
    char byte;
    int value;

    if (!_PyArg_CheckPositional("insert", n, 2, 2) || scalar_arg_ssize(args[0], &at) < 0)
        return NULL;
    value = byte_value(args[1], BYTE_RANGE);
    if (value < 0)
        return NULL;
    byte = (char)value;
    if (at < 0)
        at = Py_MAX(at + Py_SIZE(self), 0);
    at = Py_MIN(at, Py_SIZE(self));
    return set_range(SELF(self), at, at, &byte, 1) < 0 ? NULL : Py_None;
}

static PyObject *bytearray_pop(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t at = -1;
    PyObject *item;

    if (!_PyArg_CheckPositional("pop", n, 0, 1) || (n && scalar_arg_ssize(args[0], &at) < 0))
        return NULL;
    if (Py_SIZE(self) == 0) {
        PyErr_SetString(PyExc_IndexError, "pop from empty bytearray");
        return NULL;
    }
    if (at < 0)
        at += Py_SIZE(self);
    if ((size_t)at >= (size_t)Py_SIZE(self)) {
        PyErr_SetString(PyExc_IndexError, "pop index out of range");
        return NULL;
    }
    item = bytearray_item(self, at);
    return set_range(SELF(self), at, at + 1, NULL, 0) < 0 ? NULL : item;
}

static PyObject *bytearray_remove(PyObject *self, PyObject *item)
{
    int value = byte_value(item, BYTE_RANGE);
    Py_ssize_t at;

    if (value < 0)
        return NULL;
    at = text_find_char(bytes_text(self), (Py_UCS4)value);
    if (at < 0) {
        PyErr_SetString(PyExc_ValueError, "value not found in bytearray");
        return NULL;
    }
    return set_range(SELF(self), at, at + 1, NULL, 0) < 0 ? NULL : Py_None;
}

static PyObject *bytearray_reverse(PyObject *self, PyObject *unused)
{
    char *p = PyByteArray_AS_STRING(self);

    for (Py_ssize_t i = 0, k = Py_SIZE(self) - 1; i < k; i++, k--) {
        char c = p[i];

        p[i] = p[k];
        p[k] = c;
    }
    Py_RETURN_NONE;
}

static PyObject *bytearray_alloc(PyObject *self, PyObject *unused)
{
    return PyLong_FromSsize_t(SELF(self)->ob_alloc);
}

static size_t bytearray_owned(PyObject *self)
{
    return (size_t)SELF(self)->ob_alloc;
}

/* (cls, (bytes,), state) */
static PyObject *bytearray_reduce(PyObject *self, PyObject *unused)
{
    PyObject *bytes = PyBytes_FromObject(self);

    return bytes ? Py_BuildValue("O(N)N", Py_TYPE(self), bytes, PyObject_CallMethodNoArgs(self, _Py_ID(__getstate__))) : NULL;
}

static const PyMethodDef bytearray_methods[] = {
    {"__reduce__", bytearray_reduce, METH_NOARGS, NULL},
    BYTES_METHOD_ROWS,
    {"append", bytearray_append, METH_O, NULL},
    {"clear", bytearray_clear, METH_NOARGS, NULL},
    {"copy", bytearray_copy, METH_NOARGS, NULL},
    {"extend", bytearray_extend, METH_O, NULL},
    {"insert", FASTCALL(bytearray_insert), METH_FASTCALL, NULL},
    {"pop", FASTCALL(bytearray_pop), METH_FASTCALL, NULL},
    {"remove", bytearray_remove, METH_O, NULL},
    {"reverse", bytearray_reverse, METH_NOARGS, NULL},
    {"__alloc__", bytearray_alloc, METH_NOARGS, NULL},
    {"__sizeof__", object_sizeof_owned, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* --- constructor ----------------------------------------------------------------------------------------------------------------- */

/* Fills an empty bytearray from bytearray(x). 0 or -1. */
static int fill_from(PyObject *self, PyObject *x)
{
    Py_buffer view;
    Py_ssize_t n;
    int err;

    if (PyUnicode_Check(x)) {
        PyErr_SetString(PyExc_TypeError, "string argument without an encoding");
        return -1;
    }
    err = bytes_count_argument(x, &n);
    if (err < 0)
        return -1;
    if (err) {
        if (PyByteArray_Resize(self, n) < 0)
            return -1;
        memset(PyByteArray_AS_STRING(self), 0, (size_t)n);
        return 0;
    }
    if (PyObject_CheckBuffer(x)) {
        if (PyObject_GetBuffer(x, &view, PyBUF_FULL_RO) < 0)
            return -1;
        err = PyByteArray_Resize(self, view.len);
        if (err == 0 && view.len)
            err = PyBuffer_ToContiguous(SELF(self)->ob_start, &view, view.len, 'C');
        PyBuffer_Release(&view);
        return err;
    }
    if (!Py_TYPE(x)->tp_iter && !PySequence_Check(x)) {
        PyErr_Format(PyExc_TypeError, "cannot convert '%.200s' object to bytearray", Py_TYPE(x)->tp_name);
        return -1;
    }
    return iter_each(x, append_byte, self) == 0 ? 0 : -1;
}

static int bytearray_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const keywords[] = {"source", "encoding", "errors", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "bytearray"};
    PyObject *const *items, *buf[3], *encoded;
    int err;

    items = PyArg_UnpackKeywords_const(((PyTupleObject *)args)->ob_item, PyTuple_GET_SIZE(args), kwds, NULL, &parser, 0, 3, 0, buf);
    if (!items || PyByteArray_Resize(self, 0) < 0)
        return -1;
    if (items[1] || items[2]) {
        encoded = bytes_encode_argument("bytearray", items);
        err = encoded ? set_range(SELF(self), 0, 0, PyBytes_AS_STRING(encoded), Py_SIZE(encoded)) : -1;
        Py_XDECREF(encoded);
        return err;
    }
    return items[0] ? fill_from(self, items[0]) : 0;
}

static PyObject *bytearray_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *self;

    if (!is_subclass_call(type, &PyByteArray_Type))
        return PyByteArray_FromStringAndSize(NULL, 0);
    self = type->tp_alloc(type, 0);
    if (self) {
        SELF(self)->ob_alloc = SELF(self)->ob_exports = 0;
        SELF(self)->ob_bytes = SELF(self)->ob_start = NULL;
        Py_SET_SIZE(self, 0);
    }
    return self;
}

static PyObject *bytearray_iter(PyObject *self)
{
    return scalar_iter(&PyByteArrayIter_Type, self);
}

const PyTypeObject PyByteArray_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "bytearray",
    .tp_basicsize = sizeof(PyByteArrayObject),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_MATCH_SELF,
    TYPE_COMMON,
    .tp_dealloc = bytearray_dealloc,
    .tp_owned = bytearray_owned,
    .tp_free = PyObject_Del,
    .tp_repr = bytearray_repr,
    .tp_str = bytearray_repr,
    .tp_as_number = CONST_SLOT(&bytearray_number),
    .tp_as_sequence = CONST_SLOT(&bytearray_sequence),
    .tp_as_mapping = CONST_SLOT(&bytearray_mapping),
    .tp_as_buffer = CONST_SLOT(&bytearray_buffer),
    .tp_hash = PyObject_HashNotImplemented,
    .tp_richcompare = bytearray_richcompare,
    .tp_iter = bytearray_iter,
    .tp_methods = CONST_SLOT(bytearray_methods),
    .tp_init = bytearray_init,
    .tp_new = bytearray_new,
    .tp_version_tag = TYPE_TAG(bytearray),
};

static PyObject *bytearray_iter_next(PyObject *self)
{
    struct scalar_iter *it = (struct scalar_iter *)self;

    if (it->it_seq && it->it_index < Py_SIZE(it->it_seq))
        return bytearray_item(it->it_seq, it->it_index++);
    Py_CLEAR(it->it_seq);
    return NULL;
}

const PyTypeObject PyByteArrayIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "bytearray_iterator",
    SCALAR_ITER_SLOTS,
    .tp_iternext = bytearray_iter_next,
    .tp_version_tag = TYPE_TAG(bytearray_iterator),
    ITER_RECIPE("ib|A"),
};
