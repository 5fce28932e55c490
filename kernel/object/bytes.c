/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/bytes.c -- bytes: the type, making, comparing, repr; and what bytearray does in the same way.
 *
 * Rules:
 *     Y1  a zero byte follows the last one
 *     Y2  ob_shash is -1 or the hash of the bytes
 *     Y3  b'' and the exact bytes of length one that these functions return are the const ones
 */
#include "kernel/object/bytes_impl.h"

#define HEAD offsetof(PyBytesObject, ob_sval)

/* --- views ------------------------------------------------------------------------------------------------------------------ */

int byte_view_get(struct byte_view *view, PyObject *op)
{
    view->buffer.obj = NULL;
    if (PyBytes_Check(op)) {
        view->text = bytes_text(op);
        return 0;
    }
    if (!PyObject_CheckBuffer(op)) {
        PyErr_Format(PyExc_TypeError, "a bytes-like object is required, not '%.100s'", Py_TYPE(op)->tp_name);
        return -1;
    }
    if (PyObject_GetBuffer(op, &view->buffer, PyBUF_SIMPLE) < 0)
        return -1;
    view->text = text_of_bytes(view->buffer.buf, view->buffer.len);
    return 0;
}

void byte_view_release(struct byte_view *view)
{
    if (view->buffer.obj)
        PyBuffer_Release(&view->buffer);
}

int byte_value(PyObject *op, const char *range_message)
{
    Py_ssize_t value;

    if (PyLong_CheckExact(op) && _PyLong_IsCompact(op))
        value = _PyLong_CompactValue(op);
    else
        value = PyNumber_AsSsize_t(op, NULL);
    if (value == -1 && PyErr_Occurred())
        return -1;
    if ((size_t)value < 256)
        return (int)value;
    PyErr_SetString(PyExc_ValueError, range_message);
    return -1;
}

/* --- making ---------------------------------------------------------------------------------------------------------------- */

/* n bytes, not set. */
static PyBytesObject *new_bytes(Py_ssize_t n)
{
    PyBytesObject *op;

    if ((size_t)n > (size_t)PY_SSIZE_T_MAX - HEAD - 1) {
        PyErr_SetString(PyExc_OverflowError, "byte string is too large");
        return NULL;
    }
    op = scalar_new(&PyBytes_Type, HEAD + (size_t)n + 1);
    if (!op)
        return NULL;
    Py_SET_SIZE(op, n);
    op->ob_shash = -1;
    op->ob_sval[n] = 0;
    return op;
}

PyObject *PyBytes_FromStringAndSize(const char *bytes, Py_ssize_t n)
{
    PyBytesObject *op;

    if (n < 0) {
        PyErr_SetString(PyExc_SystemError, "Negative size passed to PyBytes_FromStringAndSize");
        return NULL;
    }
    if (n == 0)
        return _Py_BYTES_EMPTY;
    if (n == 1 && bytes)
        return _Py_BYTES_CHR(*bytes);
    op = new_bytes(n);
    if (op && bytes)
        memcpy(op->ob_sval, bytes, (size_t)n);
    return (PyObject *)op;
}

PyObject *PyBytes_FromString(const char *text)
{
    return PyBytes_FromStringAndSize(text, (Py_ssize_t)strlen(text));
}

int _PyBytes_Resize(PyObject **op, Py_ssize_t n)
{
    PyObject *old = *op, *moved;

    if (Py_SIZE(old) == n)
        return 0;
    if (n == 0 || Py_REFCNT(old) != 1) {
        *op = PyBytes_FromStringAndSize(n <= Py_SIZE(old) ? PyBytes_AS_STRING(old) : NULL, n);
        if (*op && n > Py_SIZE(old))
            memcpy(PyBytes_AS_STRING(*op), PyBytes_AS_STRING(old), (size_t)Py_SIZE(old));
        Py_DECREF(old);
        return *op ? 0 : -1;
    }
    moved = n < 0 ? NULL : mem_realloc(old, HEAD + (size_t)n + 1, MEM_OBJECT);
    if (!moved) {
        *op = NULL;
        Py_DECREF(old);
        PyErr_NoMemory();
        return -1;
    }
    Py_SET_SIZE(moved, n);
    PyBytes_AS_STRING(moved)[n] = 0;
    ((PyBytesObject *)moved)->ob_shash = -1;
    *op = moved;
    return 0;
}

PyObject *bytes_new_like(PyObject *like, const char *p, Py_ssize_t n)
{
    return PyBytes_Check(like) ? PyBytes_FromStringAndSize(p, n) : PyByteArray_FromStringAndSize(p, n);
}

char *bytes_data(PyObject *op)
{
    return PyBytes_Check(op) ? PyBytes_AS_STRING(op) : PyByteArray_AS_STRING(op);
}

PyObject *bytes_copy_like(PyObject *self)
{
    struct text t = bytes_text(self);

    return PyBytes_CheckExact(self) ? Py_NewRef(self) : bytes_new_like(self, t.data, t.n);
}

/* --- looking --------------------------------------------------------------------------------------------------------------- */

static int expect_bytes(PyObject *op)
{
    if (PyBytes_Check(op))
        return 1;
    PyErr_Format(PyExc_TypeError, "expected bytes, %.200s found", Py_TYPE(op)->tp_name);
    return 0;
}

Py_ssize_t PyBytes_Size(PyObject *op)
{
    return expect_bytes(op) ? Py_SIZE(op) : -1;
}

char *PyBytes_AsString(PyObject *op)
{
    return expect_bytes(op) ? PyBytes_AS_STRING(op) : NULL;
}

int PyBytes_AsStringAndSize(PyObject *op, char **bytes, Py_ssize_t *n)
{
    if (!expect_bytes(op))
        return -1;
    *bytes = PyBytes_AS_STRING(op);
    if (n) {
        *n = Py_SIZE(op);
    } else if (strlen(*bytes) != (size_t)Py_SIZE(op)) {
        PyErr_SetString(PyExc_ValueError, "embedded null byte");
        return -1;
    }
    return 0;
}

static Py_hash_t bytes_hash(PyObject *self)
{
    PyBytesObject *b = (PyBytesObject *)self;

    if (b->ob_shash == -1)
        b->ob_shash = hash_bytes(b->ob_sval, (size_t)Py_SIZE(b));
    return b->ob_shash;
}

PyObject *bytes_compare(struct text a, struct text b, int op)
{
    int order;

    if ((op == Py_EQ || op == Py_NE) && a.n != b.n)
        return PyBool_FromLong(op == Py_NE);
    order = memcmp(a.data, b.data, (size_t)Py_MIN(a.n, b.n));
    if (!order)
        order = (a.n > b.n) - (a.n < b.n);
    Py_RETURN_RICHCOMPARE(order, 0, op);
}

static PyObject *bytes_richcompare(PyObject *a, PyObject *b, int op)
{
    if (!PyBytes_Check(a) || !PyBytes_Check(b))
        return Py_NotImplemented;
    return bytes_compare(bytes_text(a), bytes_text(b), op);
}

PyObject *bytes_repr_with(struct text t, const char *before, const char *after, int smart_quotes)
{
    int array = *after == ')'; /* a bytearray escapes each ', even between " */
    char quote = smart_quotes && text_find_char(t, '\'') >= 0 && text_find_char(t, '"') < 0 ? '"' : '\'';
    const unsigned char *p = t.data;
    _PyUnicodeWriter w;
    int err;

    _PyUnicodeWriter_Init(&w);
    w.min_length = t.n + 3;
    err = _PyUnicodeWriter_WriteASCIIString(&w, before, -1) < 0 || _PyUnicodeWriter_WriteChar(&w, (Py_UCS4)quote) < 0;
    for (Py_ssize_t i = 0; !err && i < t.n; i++) {
        char text[4] = {'\\', 'x', "0123456789abcdef"[p[i] >> 4], "0123456789abcdef"[p[i] & 15]};
        Py_ssize_t n = 4;

        if (p[i] == quote || (array && p[i] == '\'') || p[i] == '\\' || p[i] == '\t' || p[i] == '\n' || p[i] == '\r') {
            text[1] = (char)(p[i] == '\t' ? 't' : p[i] == '\n' ? 'n' : p[i] == '\r' ? 'r' : p[i]);
            n = 2;
        } else if (p[i] >= ' ' && p[i] < 0x7f) {
            text[0] = (char)p[i];
            n = 1;
        }
        err = _PyUnicodeWriter_WriteASCIIString(&w, text, n) < 0;
    }
    if (err || _PyUnicodeWriter_WriteChar(&w, (Py_UCS4)quote) < 0 || _PyUnicodeWriter_WriteASCIIString(&w, after, -1) < 0) {
        _PyUnicodeWriter_Dealloc(&w);
        return NULL;
    }
    return _PyUnicodeWriter_Finish(&w);
}

PyObject *PyBytes_Repr(PyObject *op, int smart_quotes)
{
    return bytes_repr_with(bytes_text(op), "b", "", smart_quotes);
}

static PyObject *bytes_repr(PyObject *self)
{
    return PyBytes_Repr(self, 1);
}

int bytes_contains(PyObject *self, PyObject *item)
{
    struct byte_view view;
    int found;

    if (PyIndex_Check(item)) {
        int value = byte_value(item, "byte must be in range(0, 256)");

        return value < 0 ? -1 : text_find_char(bytes_text(self), (Py_UCS4)value) >= 0;
    }
    if (byte_view_get(&view, item) < 0)
        return -1;
    found = text_find(bytes_text(self), view.text) >= 0;
    byte_view_release(&view);
    return found;
}

/* --- slots ------------------------------------------------------------------------------------------------------------------ */

static void bytes_dealloc(PyObject *self)
{
    scalar_free(self, &PyBytes_Type);
}

static Py_ssize_t bytes_length(PyObject *self)
{
    return Py_SIZE(self);
}

static PyObject *bytes_concat(PyObject *a, PyObject *b)
{
    struct byte_view x, y;
    PyObject *z = NULL;

    if (!PyObject_CheckBuffer(a) || !PyObject_CheckBuffer(b))
        return PyErr_Format(PyExc_TypeError, "can't concat %.100s to %.100s", Py_TYPE(b)->tp_name, Py_TYPE(a)->tp_name);
    if (byte_view_get(&x, a) < 0)
        return NULL;
    if (byte_view_get(&y, b) < 0) {
        byte_view_release(&x);
        return NULL;
    }
    if (x.text.n == 0 && PyBytes_CheckExact(b)) {
        z = Py_NewRef(b);
    } else if (y.text.n == 0 && PyBytes_CheckExact(a)) {
        z = Py_NewRef(a);
    } else if (x.text.n > PY_SSIZE_T_MAX - y.text.n) {
        PyErr_NoMemory();
    } else {
        z = PyBytes_FromStringAndSize(NULL, x.text.n + y.text.n);
        if (z && Py_SIZE(z)) {
            memcpy(PyBytes_AS_STRING(z), x.text.data, (size_t)x.text.n);
            memcpy(PyBytes_AS_STRING(z) + x.text.n, y.text.data, (size_t)y.text.n);
        }
    }
    byte_view_release(&x);
    byte_view_release(&y);
    return z;
}

PyObject *bytes_repeat(PyObject *self, Py_ssize_t n)
{
    struct text t = bytes_text(self);
    PyObject *z;
    char *to;

    if (n < 0)
        n = 0;
    if (n && t.n > PY_SSIZE_T_MAX / n) {
        PyErr_SetString(PyExc_OverflowError, "repeated bytes are too long");
        return NULL;
    }
    if ((n == 1 || t.n == 0) && PyBytes_CheckExact(self))
        return Py_NewRef(self);
    /* No bytes at all are an object of their own here: who traces allocations makes empty ones so. */
    z = PyBytes_Check(self) ? (PyObject *)new_bytes(t.n * n) : PyByteArray_FromStringAndSize(NULL, t.n * n);
    if (!z || t.n * n == 0)
        return z;
    to = bytes_data(z);
    if (t.n == 1) {
        memset(to, *(const char *)t.data, (size_t)n);
        return z;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        memcpy(to + i * t.n, t.data, (size_t)t.n);
    return z;
}

static PyObject *bytes_item(PyObject *self, Py_ssize_t i)
{
    if ((size_t)i < (size_t)Py_SIZE(self))
        return _PyLong_Small((unsigned char)PyBytes_AS_STRING(self)[i]);
    PyErr_SetString(PyExc_IndexError, "index out of range");
    return NULL;
}

PyObject *bytes_slice(PyObject *self, PyObject *slice)
{
    struct text t = bytes_text(self);
    Py_ssize_t start, stop, step, n;
    PyObject *z;

    if (PySlice_Unpack(slice, &start, &stop, &step) < 0)
        return NULL;
    t = bytes_text(self);
    n = PySlice_AdjustIndices(t.n, &start, &stop, step);
    if (n == t.n && step == 1 && PyBytes_CheckExact(self))
        return Py_NewRef(self);
    if (step == 1 || n <= 1)
        return bytes_new_like(self, n ? (const char *)t.data + start : NULL, n);
    z = bytes_new_like(self, NULL, n);
    for (Py_ssize_t i = 0; z && i < n; i++)
        bytes_data(z)[i] = ((const char *)t.data)[start + i * step];
    return z;
}

static PyObject *bytes_subscript(PyObject *self, PyObject *key)
{
    Py_ssize_t i;

    if (PySlice_Check(key))
        return bytes_slice(self, key);
    if (!PyIndex_Check(key))
        return PyErr_Format(PyExc_TypeError, "byte indices must be integers or slices, not %.200s", Py_TYPE(key)->tp_name);
    i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    return bytes_item(self, i < 0 ? i + Py_SIZE(self) : i);
}

static int bytes_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    return PyBuffer_FillInfo(view, self, PyBytes_AS_STRING(self), Py_SIZE(self), 1, flags);
}

static PyObject *bytes_mod(PyObject *format, PyObject *args)
{
    if (!PyBytes_Check(format))
        return Py_NotImplemented;
    return percent_format_bytes(PyBytes_AS_STRING(format), Py_SIZE(format), args, 0);
}

static const PyNumberMethods bytes_number = {.nb_remainder = bytes_mod};
static const PySequenceMethods bytes_sequence = {
    .sq_length = bytes_length,
    .sq_concat = bytes_concat,
    .sq_repeat = bytes_repeat,
    .sq_item = bytes_item,
    .sq_contains = bytes_contains,
};
static const PyMappingMethods bytes_mapping = {.mp_length = bytes_length, .mp_subscript = bytes_subscript};
static const PyBufferProcs bytes_buffer = {.bf_getbuffer = bytes_getbuffer};

void PyBytes_Concat(PyObject **left, PyObject *right)
{
    PyObject *old = *left;

    if (!old)
        return;
    *left = right ? bytes_concat(old, right) : NULL;
    Py_DECREF(old);
}

void PyBytes_ConcatAndDel(PyObject **left, PyObject *right)
{
    PyBytes_Concat(left, right);
    Py_XDECREF(right);
}

PyObject *_PyBytes_Join(PyObject *separator, PyObject *iterable)
{
    return bytes_join(separator, iterable);
}

/* --- constructor -------------------------------------------------------------------------------------------------------------- */

struct collector {
    char *data;
    size_t n, room;
    const char *range_message;
};

static int collect(PyObject *item, void *arg)
{
    struct collector *c = arg;
    int value = byte_value(item, c->range_message);

    if (value < 0)
        return -1;
    if (c->n == c->room) {
        size_t room = c->room ? c->room * 2 : 32;
        char *data = PyMem_Realloc(c->data, room);

        if (!data) {
            PyErr_NoMemory();
            return -1;
        }
        c->data = data;
        c->room = room;
    }
    c->data[c->n++] = (char)value;
    return 0;
}

int bytes_collect(PyObject *iterable, const char *range_message, char **data, Py_ssize_t *n)
{
    struct collector c = {NULL, 0, 0, range_message};

    if (iter_each(iterable, collect, &c) != 0) {
        PyMem_Free(c.data);
        return -1;
    }
    *data = c.data;
    *n = (Py_ssize_t)c.n;
    return 0;
}

/* Of a buffer, or of an iterable of ints. */
PyObject *PyBytes_FromObject(PyObject *op)
{
    Py_buffer view;
    PyObject *z;
    Py_ssize_t n;
    char *data;

    if (PyBytes_CheckExact(op))
        return Py_NewRef(op);
    if (PyObject_CheckBuffer(op)) {
        if (PyObject_GetBuffer(op, &view, PyBUF_FULL_RO) < 0)
            return NULL;
        z = PyBytes_FromStringAndSize(NULL, view.len);
        if (z && view.len && PyBuffer_ToContiguous(PyBytes_AS_STRING(z), &view, view.len, 'C') < 0)
            Py_CLEAR(z);
        PyBuffer_Release(&view);
        return z;
    }
    if (PyUnicode_Check(op) || !(Py_TYPE(op)->tp_iter || PySequence_Check(op)))
        return PyErr_Format(PyExc_TypeError, "cannot convert '%.200s' object to bytes", Py_TYPE(op)->tp_name);
    if (bytes_collect(op, "bytes must be in range(0, 256)", &data, &n) < 0)
        return NULL;
    z = PyBytes_FromStringAndSize(data, n);
    PyMem_Free(data);
    return z;
}

int bytes_count_argument(PyObject *x, Py_ssize_t *n)
{
    if (!PyIndex_Check(x))
        return 0;
    *n = PyNumber_AsSsize_t(x, PyExc_OverflowError);
    if (*n == -1 && PyErr_Occurred()) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError))
            return -1;
        PyErr_Clear();
        return 0;
    }
    if (*n >= 0)
        return 1;
    PyErr_SetString(PyExc_ValueError, "negative count");
    return -1;
}

/* What bytes(x) makes of one argument. */
static PyObject *from_one(PyObject *x)
{
    PyObject *special = _PyObject_LookupSpecial(x, _Py_ID(__bytes__)), *z;
    Py_ssize_t n;
    int is_count;

    if (special) {
        z = PyObject_CallNoArgs(special);
        Py_DECREF(special);
        if (z && !PyBytes_Check(z)) {
            PyErr_Format(PyExc_TypeError, "__bytes__ returned non-bytes (type %.200s)", Py_TYPE(z)->tp_name);
            Py_CLEAR(z);
        }
        return z;
    }
    if (PyErr_Occurred())
        return NULL;
    if (PyUnicode_Check(x)) {
        PyErr_SetString(PyExc_TypeError, "string argument without an encoding");
        return NULL;
    }
    is_count = bytes_count_argument(x, &n);
    if (is_count <= 0)
        return is_count ? NULL : PyBytes_FromObject(x);
    z = PyBytes_FromStringAndSize(NULL, n);
    if (z && n)
        memset(PyBytes_AS_STRING(z), 0, (size_t)n);
    return z;
}

/* An instance of a subclass with the value of bytes, whose reference is given up. */
static PyObject *subclass_instance(PyTypeObject *type, PyObject *bytes)
{
    PyObject *z;

    if (!bytes)
        return NULL;
    z = type->tp_alloc(type, Py_SIZE(bytes));
    if (z) {
        memcpy(PyBytes_AS_STRING(z), PyBytes_AS_STRING(bytes), (size_t)Py_SIZE(bytes) + 1);
        ((PyBytesObject *)z)->ob_shash = -1;
    }
    Py_DECREF(bytes);
    return z;
}

static PyObject *make_bytes(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *kwargs, PyObject *kwnames)
{
    static const char *const keywords[] = {"source", "encoding", "errors", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "bytes"};
    PyObject *buf[3], *z;

    args = PyArg_UnpackKeywords_const(args, n, kwargs, kwnames, &parser, 0, 3, 0, buf);
    if (!args)
        return NULL;
    if (args[1] || args[2])
        z = bytes_encode_argument("bytes", args);
    else
        z = args[0] ? from_one(args[0]) : _Py_BYTES_EMPTY;
    return is_subclass_call(type, &PyBytes_Type) ? subclass_instance(type, z) : z;
}

static PyObject *bytes_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    return scalar_new_by_vectorcall(type, args, kwds, make_bytes);
}

static PyObject *bytes_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    return make_bytes((PyTypeObject *)type, args, PyVectorcall_NARGS(nargsf), NULL, kwnames);
}

static PyObject *bytes_iter(PyObject *self)
{
    return scalar_iter(&PyBytesIter_Type, self);
}

static PyObject *bytes_bytes(PyObject *self, PyObject *unused)
{
    return bytes_copy_like(self);
}

static PyObject *bytes_getnewargs(PyObject *self, PyObject *unused)
{
    PyObject *copy = PyBytes_FromStringAndSize(PyBytes_AS_STRING(self), Py_SIZE(self)), *args = copy ? PyTuple_Pack(1, copy) : NULL;

    Py_XDECREF(copy);
    return args;
}

static const PyMethodDef bytes_methods[] = {
    BYTES_METHOD_ROWS,
    {"__bytes__", bytes_bytes, METH_NOARGS, NULL},
    {"__getnewargs__", bytes_getnewargs, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject PyBytes_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "bytes",
    .tp_basicsize = HEAD + 1,
    .tp_itemsize = 1,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_BYTES_SUBCLASS | Py_TPFLAGS_MATCH_SELF,
    TYPE_COMMON,
    .tp_dealloc = bytes_dealloc,
    .tp_free = PyObject_Del,
    .tp_repr = bytes_repr,
    .tp_str = bytes_repr,
    .tp_as_number = CONST_SLOT(&bytes_number),
    .tp_as_sequence = CONST_SLOT(&bytes_sequence),
    .tp_as_mapping = CONST_SLOT(&bytes_mapping),
    .tp_as_buffer = CONST_SLOT(&bytes_buffer),
    .tp_hash = bytes_hash,
    .tp_richcompare = bytes_richcompare,
    .tp_iter = bytes_iter,
    .tp_methods = CONST_SLOT(bytes_methods),
    .tp_new = bytes_new,
    .tp_vectorcall = bytes_vectorcall,
    .tp_version_tag = TYPE_TAG(bytes),
};

static PyObject *bytes_iter_next(PyObject *self)
{
    struct scalar_iter *it = (struct scalar_iter *)self;

    if (it->it_seq && it->it_index < Py_SIZE(it->it_seq))
        return bytes_item(it->it_seq, it->it_index++);
    Py_CLEAR(it->it_seq);
    return NULL;
}

const PyTypeObject PyBytesIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "bytes_iterator",
    SCALAR_ITER_SLOTS,
    .tp_iternext = bytes_iter_next,
    .tp_version_tag = TYPE_TAG(bytes_iterator),
    ITER_RECIPE("ib|A"),
};
