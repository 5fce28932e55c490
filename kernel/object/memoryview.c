/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/memoryview.c -- memoryview: a window on the bytes of another object.
 *
 *     exporter <- master <- memoryview: buf, n, stride, format
 *
 * A slice or a cast of a view is a view of the same exporter, with a buffer of its own: each is released for itself. One
 * dimension only.
 *
 * Rules:
 *     V1  released is 0, or exports is 0 and master has no obj
 *     V2  while exports is not 0, the view cannot be released
 */
#include "heap/weakref.h"
#include "kernel/object/bytes_impl.h"
#include "kernel/object/memoryobject.h"

#define SELF(op) ((PyMemoryViewObject *)(op))

/* 0 with ValueError when the view was released. */
static int is_open(PyMemoryViewObject *m)
{
    if (LIKELY(!m->released))
        return 1;
    PyErr_SetString(PyExc_ValueError, "operation forbidden on released memoryview object");
    return 0;
}

/* --- items ---------------------------------------------------------------------------------------------------------------------- */

/* Bytes of an item; 0: no such format. */
static Py_ssize_t format_size(char format)
{
    switch (format) {
    case 'c':
    case 'b':
    case 'B':
    case '?':
        return 1;
    case 'h':
    case 'H':
        return sizeof(short);
    case 'i':
    case 'I':
        return sizeof(int);
    case 'l':
    case 'L':
        return sizeof(long);
    case 'q':
    case 'Q':
        return sizeof(long long);
    case 'n':
    case 'N':
    case 'P':
        return sizeof(void *);
    case 'f':
        return sizeof(float);
    case 'd':
        return sizeof(double);
    default:
        return 0;
    }
}

static int is_signed(char format)
{
    return strchr("bhilqn", format) != NULL;
}

static PyObject *unpack(const char *p, char format, Py_ssize_t size)
{
    switch (format) {
    case 'c':
        return PyBytes_FromStringAndSize(p, 1);
    case '?':
        return PyBool_FromLong(*p);
    case 'f':
        return PyFloat_FromDouble(PyFloat_Unpack4(p, 1));
    case 'd':
        return PyFloat_FromDouble(PyFloat_Unpack8(p, 1));
    default:
        return _PyLong_FromByteArray((const unsigned char *)p, (size_t)size, 1, is_signed(format));
    }
}

static int bad_item(PyObject *type, const char *what, char format)
{
    PyErr_Format(type, "memoryview: invalid %s for format '%c'", what, format);
    return -1;
}

/* 0, or -1 with an exception and the item unchanged. */
static int pack(char *p, char format, Py_ssize_t size, PyObject *value)
{
    PyObject *v;
    double x;
    int err;

    if (format == 'c') {
        if (!PyBytes_Check(value))
            return bad_item(PyExc_TypeError, "type", format);
        if (Py_SIZE(value) != 1)
            return bad_item(PyExc_ValueError, "value", format);
        *p = *PyBytes_AS_STRING(value);
        return 0;
    }
    if (format == '?') {
        err = PyObject_IsTrue(value);
        if (err >= 0)
            *p = (char)err;
        return err < 0 ? -1 : 0;
    }
    if (format == 'f' || format == 'd') {
        x = PyFloat_AsDouble(value);
        if (x == -1.0 && PyErr_Occurred())
            return bad_item(PyExc_TypeError, "type", format);
        return format == 'f' ? PyFloat_Pack4(x, p, 1) : PyFloat_Pack8(x, p, 1);
    }
    if (!PyIndex_Check(value))
        return bad_item(PyExc_TypeError, "type", format);
    v = _PyNumber_Index(value);
    if (!v)
        return -1;
    err = _PyLong_AsByteArray((PyLongObject *)v, (unsigned char *)p, (size_t)size, 1, is_signed(format));
    Py_DECREF(v);
    return err < 0 ? bad_item(PyExc_ValueError, "value", format) : 0;
}

/* --- making ----------------------------------------------------------------------------------------------------------------------- */

static PyMemoryViewObject *new_view(void)
{
    PyMemoryViewObject *m = PyObject_GC_New(PyMemoryViewObject, &PyMemoryView_Type);

    if (!m)
        return NULL;
    memset(&m->master, 0, sizeof m->master);
    m->exports = 0;
    m->hash = -1;
    m->weakreflist = NULL;
    m->released = 0;
    m->format[1] = 0;
    return m;
}

/* A view with its own buffer of the exporter behind m, and m's window. */
static PyMemoryViewObject *another_view(PyMemoryViewObject *m)
{
    PyMemoryViewObject *z = new_view();

    if (!z)
        return NULL;
    if (m->master.obj && PyObject_GetBuffer(m->master.obj, &z->master, PyBUF_FULL_RO) < 0) {
        z->master.obj = NULL;
        Py_DECREF(z);
        return NULL;
    }
    z->buf = m->buf;
    z->n = m->n;
    z->stride = m->stride;
    z->itemsize = m->itemsize;
    z->format[0] = m->format[0];
    z->readonly = m->readonly;
    PyObject_GC_Track(z);
    return z;
}

/* The window that an exporter's buffer is. 0 or -1. */
static int set_window(PyMemoryViewObject *m)
{
    const Py_buffer *b = &m->master;
    const char *format = b->format ? b->format : "B";

    if (*format == '@')
        format++;
    if (b->ndim > 1 || b->suboffsets || !format_size(*format) || format[1]) {
        PyErr_SetString(PyExc_NotImplementedError, "memoryview: unsupported layout or format");
        return -1;
    }
    m->buf = b->buf;
    m->itemsize = b->itemsize;
    m->n = b->shape ? b->shape[0] : b->len / b->itemsize;
    m->stride = b->strides ? b->strides[0] : b->itemsize;
    m->format[0] = *format;
    m->readonly = b->readonly != 0;
    return 0;
}

PyObject *PyMemoryView_FromObject(PyObject *exporter)
{
    PyMemoryViewObject *m;

    if (PyMemoryView_Check(exporter))
        return is_open(SELF(exporter)) ? (PyObject *)another_view(SELF(exporter)) : NULL;
    if (!PyObject_CheckBuffer(exporter))
        return PyErr_Format(PyExc_TypeError, "memoryview: a bytes-like object is required, not '%.200s'", Py_TYPE(exporter)->tp_name);
    m = new_view();
    if (!m)
        return NULL;
    if (PyObject_GetBuffer(exporter, &m->master, PyBUF_FULL_RO) < 0) {
        m->master.obj = NULL;
        Py_DECREF(m);
        return NULL;
    }
    if (set_window(m) < 0) {
        Py_DECREF(m);
        return NULL;
    }
    PyObject_GC_Track(m);
    return (PyObject *)m;
}

PyObject *PyMemoryView_FromMemory(char *memory, Py_ssize_t n, int flags)
{
    PyMemoryViewObject *m = new_view();

    if (!m)
        return NULL;
    m->buf = memory;
    m->n = n;
    m->stride = m->itemsize = 1;
    m->format[0] = 'B';
    m->readonly = flags == PyBUF_READ;
    PyObject_GC_Track(m);
    return (PyObject *)m;
}

static PyObject *view_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    static const char *const keywords[] = {"object", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "memoryview"};
    PyObject *buf[1], *const *items;

    items = PyArg_UnpackKeywords_const(((PyTupleObject *)args)->ob_item, PyTuple_GET_SIZE(args), kwds, NULL, &parser, 1, 1, 0, buf);
    return items ? PyMemoryView_FromObject(items[0]) : NULL;
}

/* 0, or -1 with BufferError. */
static int release(PyMemoryViewObject *m)
{
    if (m->released)
        return 0;
    if (m->exports) {
        PyErr_Format(PyExc_BufferError, "memoryview has %zd exported buffer%s", m->exports, m->exports == 1 ? "" : "s");
        return -1;
    }
    m->released = 1;
    if (m->master.obj)
        PyBuffer_Release(&m->master);
    return 0;
}

static void view_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    if (SELF(self)->weakreflist)
        PyObject_ClearWeakRefs(self);
    release(SELF(self));
    PyObject_GC_Del(self);
}

static int view_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(SELF(self)->master.obj);
    return 0;
}

static int view_clear(PyObject *self)
{
    if (!SELF(self)->exports)
        release(SELF(self));
    return 0;
}

/* --- slots -------------------------------------------------------------------------------------------------------------------------- */

static PyObject *view_repr(PyObject *self)
{
    return PyUnicode_FromFormat(SELF(self)->released ? "<released memory at %p>" : "<memory at %p>", (void *)self);
}

static Py_ssize_t view_length(PyObject *self)
{
    return is_open(SELF(self)) ? SELF(self)->n : -1;
}

/* Address of an item, or NULL with IndexError. */
static char *item_at(PyMemoryViewObject *m, Py_ssize_t i)
{
    if ((size_t)i < (size_t)m->n)
        return m->buf + i * m->stride;
    PyErr_SetString(PyExc_IndexError, "index out of bounds on dimension 1");
    return NULL;
}

static PyObject *view_item(PyObject *self, Py_ssize_t i)
{
    char *p = is_open(SELF(self)) ? item_at(SELF(self), i) : NULL;

    return p ? unpack(p, SELF(self)->format[0], SELF(self)->itemsize) : NULL;
}

static PyMemoryViewObject *slice_view(PyMemoryViewObject *m, PyObject *slice)
{
    Py_ssize_t start, stop, step, n;
    PyMemoryViewObject *z;

    if (PySlice_Unpack(slice, &start, &stop, &step) < 0)
        return NULL;
    n = PySlice_AdjustIndices(m->n, &start, &stop, step);
    z = another_view(m);
    if (z) {
        z->buf += start * m->stride;
        z->stride *= step;
        z->n = n;
    }
    return z;
}

static void bad_key(PyObject *key)
{
    if (PyTuple_Check(key) && PyTuple_GET_SIZE(key) > 1)
        PyErr_Format(PyExc_TypeError, "cannot index 1-dimension view with %zd-element tuple", PyTuple_GET_SIZE(key));
    else if (PyTuple_Check(key))
        PyErr_SetString(PyExc_NotImplementedError, "sub-views are not implemented");
    else
        PyErr_SetString(PyExc_TypeError, "memoryview: invalid slice key");
}

/* Address of the item for an index, or NULL with an exception. */
static char *item_for_key(PyMemoryViewObject *m, PyObject *key)
{
    Py_ssize_t i;

    if (!PyIndex_Check(key)) {
        bad_key(key);
        return NULL;
    }
    i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    return is_open(m) ? item_at(m, i < 0 ? i + m->n : i) : NULL;
}

static PyObject *view_subscript(PyObject *self, PyObject *key)
{
    char *p;

    if (!is_open(SELF(self)))
        return NULL;
    if (PySlice_Check(key))
        return (PyObject *)slice_view(SELF(self), key);
    p = item_for_key(SELF(self), key);
    return p ? unpack(p, SELF(self)->format[0], SELF(self)->itemsize) : NULL;
}

/* Items of a view, one behind the other, into memory that does not overlap it. */
static void gather(const PyMemoryViewObject *m, char *to)
{
    for (Py_ssize_t i = 0; i < m->n; i++, to += m->itemsize)
        memcpy(to, m->buf + i * m->stride, (size_t)m->itemsize);
}

/* m's items become those of value; both may lie in the same memory. 0 or -1. */
static int assign(PyMemoryViewObject *m, PyObject *value)
{
    PyMemoryViewObject *from;
    char *copy;
    int err = -1;

    if (!PyObject_CheckBuffer(value)) {
        PyErr_Format(PyExc_TypeError, "a bytes-like object is required, not '%.100s'", Py_TYPE(value)->tp_name);
        return -1;
    }
    from = (PyMemoryViewObject *)PyMemoryView_FromObject(value);
    if (!from)
        return -1;
    copy = PyMem_Malloc((size_t)(from->n * from->itemsize) + 1);
    if (!copy) {
        PyErr_NoMemory();
    } else if (from->n != m->n || from->format[0] != m->format[0]) {
        PyErr_SetString(PyExc_ValueError, "memoryview assignment: lvalue and rvalue have different structures");
    } else {
        gather(from, copy);
        for (Py_ssize_t i = 0; i < m->n; i++)
            memcpy(m->buf + i * m->stride, copy + i * m->itemsize, (size_t)m->itemsize);
        err = 0;
    }
    PyMem_Free(copy);
    Py_DECREF(from);
    return err;
}

static int view_ass_subscript(PyObject *self, PyObject *key, PyObject *value)
{
    PyMemoryViewObject *part;
    char *p, item[8];
    int err;

    if (!is_open(SELF(self)))
        return -1;
    if (SELF(self)->readonly || !value) {
        PyErr_SetString(PyExc_TypeError, SELF(self)->readonly ? "cannot modify read-only memory" : "cannot delete memory");
        return -1;
    }
    if (PySlice_Check(key)) {
        part = slice_view(SELF(self), key);
        err = part ? assign(part, value) : -1;
        Py_XDECREF(part);
        return err;
    }
    p = item_for_key(SELF(self), key);
    if (!p || pack(item, SELF(self)->format[0], SELF(self)->itemsize, value) < 0)
        return -1;
    if (!is_open(SELF(self))) /* the value's own code may have released it */
        return -1;
    memcpy(p, item, (size_t)SELF(self)->itemsize);
    return 0;
}

/* Whether the items are equal, compared as Python values when the formats differ. 1, 0, -1. */
static int equal_items(PyMemoryViewObject *a, PyMemoryViewObject *b)
{
    if (a->n != b->n)
        return 0;
    for (Py_ssize_t i = 0; i < a->n; i++) {
        const char *p = a->buf + i * a->stride, *q = b->buf + i * b->stride;
        PyObject *x, *y;
        int equal;

        if (a->format[0] == b->format[0] && a->format[0] != 'f' && a->format[0] != 'd') {
            if (memcmp(p, q, (size_t)a->itemsize))
                return 0;
            continue;
        }
        x = unpack(p, a->format[0], a->itemsize);
        y = unpack(q, b->format[0], b->itemsize);
        equal = x && y ? PyObject_RichCompareBool(x, y, Py_EQ) : -1;
        Py_XDECREF(x);
        Py_XDECREF(y);
        if (equal <= 0)
            return equal;
    }
    return 1;
}

static PyObject *view_richcompare(PyObject *a, PyObject *b, int op)
{
    PyObject *other;
    int equal;

    if ((op != Py_EQ && op != Py_NE) || !PyObject_CheckBuffer(b))
        return Py_NotImplemented;
    if (SELF(a)->released || (PyMemoryView_Check(b) && SELF(b)->released))
        return PyBool_FromLong((a == b) == (op == Py_EQ));
    other = PyMemoryView_FromObject(b);
    if (!other) {
        PyErr_Clear();
        return Py_NotImplemented;
    }
    equal = equal_items(SELF(a), SELF(other));
    Py_DECREF(other);
    return equal < 0 ? NULL : PyBool_FromLong(equal == (op == Py_EQ));
}

static PyObject *to_bytes(PyMemoryViewObject *m)
{
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, m->n * m->itemsize);

    if (bytes && m->n)
        gather(m, PyBytes_AS_STRING(bytes));
    return bytes;
}

static Py_hash_t view_hash(PyObject *self)
{
    PyMemoryViewObject *m = SELF(self);
    PyObject *bytes;

    if (m->hash != -1)
        return m->hash;
    if (!is_open(m))
        return -1;
    if (!m->readonly || !strchr("Bbc", m->format[0])) {
        PyErr_SetString(PyExc_ValueError, !m->readonly ? "cannot hash writable memoryview object"
                                                       : "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        return -1;
    }
    if (m->master.obj && PyObject_Hash(m->master.obj) == -1)
        return -1;
    bytes = to_bytes(m);
    if (bytes)
        m->hash = PyObject_Hash(bytes);
    Py_XDECREF(bytes);
    return m->hash;
}

static int view_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    PyMemoryViewObject *m = SELF(self);

    view->obj = NULL;
    if (!is_open(m))
        return -1;
    if ((flags & PyBUF_WRITABLE) && m->readonly) {
        PyErr_SetString(PyExc_BufferError, "memoryview: underlying buffer is not writable");
        return -1;
    }
    if (m->stride != m->itemsize && m->n > 1 && ((flags & PyBUF_STRIDES) != PyBUF_STRIDES || (flags & 0xe0))) {
        PyErr_SetString(PyExc_BufferError, "memoryview: underlying buffer is not C-contiguous");
        return -1;
    }
    *view = (Py_buffer){
        .buf = m->buf,
        .obj = Py_NewRef(self),
        .len = m->n * m->itemsize,
        .itemsize = m->itemsize,
        .readonly = m->readonly,
        .ndim = 1,
        .format = flags & PyBUF_FORMAT ? m->format : NULL,
        .shape = flags & PyBUF_ND ? &m->n : NULL,
        .strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? &m->stride : NULL,
    };
    m->exports++;
    return 0;
}

static void view_releasebuffer(PyObject *self, Py_buffer *view)
{
    SELF(self)->exports--;
}

static const PySequenceMethods view_sequence = {.sq_length = view_length, .sq_item = view_item};
static const PyMappingMethods view_mapping = {
    .mp_length = view_length,
    .mp_subscript = view_subscript,
    .mp_ass_subscript = view_ass_subscript,
};
static const PyBufferProcs view_buffer = {.bf_getbuffer = view_getbuffer, .bf_releasebuffer = view_releasebuffer};

static PyObject *view_iter(PyObject *self)
{
    return is_open(SELF(self)) ? PySeqIter_New(self) : NULL;
}

/* --- methods ------------------------------------------------------------------------------------------------------------------------- */

static PyObject *view_tobytes(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"order", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "tobytes"};
    PyObject *buf[1];
    const char *order = "C";

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 1, 0, buf);
    if (!args || !is_open(SELF(self)))
        return NULL;
    if (args[0] && args[0] != Py_None) {
        order = PyUnicode_AsUTF8(args[0]);
        if (!order)
            return NULL;
    }
    if (!*order || order[1] || !strchr("CFA", *order)) {
        PyErr_SetString(PyExc_ValueError, "order must be 'C', 'F' or 'A'");
        return NULL;
    }
    return to_bytes(SELF(self));
}

static PyObject *view_tolist(PyObject *self, PyObject *unused)
{
    PyMemoryViewObject *m = SELF(self);
    PyObject *list = is_open(m) ? PyList_New(m->n) : NULL;

    for (Py_ssize_t i = 0; list && i < m->n; i++) {
        PyObject *item = unpack(m->buf + i * m->stride, m->format[0], m->itemsize);

        if (item)
            PyList_SET_ITEM(list, i, item);
        else
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *view_hex(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *bytes = is_open(SELF(self)) ? to_bytes(SELF(self)) : NULL, *text;

    if (!bytes)
        return NULL;
    text = bytes_hex(bytes, args, n, kwnames);
    Py_DECREF(bytes);
    return text;
}

static PyObject *view_release(PyObject *self, PyObject *unused)
{
    return release(SELF(self)) < 0 ? NULL : Py_None;
}

static PyObject *view_toreadonly(PyObject *self, PyObject *unused)
{
    PyMemoryViewObject *z = is_open(SELF(self)) ? another_view(SELF(self)) : NULL;

    if (z)
        z->readonly = 1;
    return (PyObject *)z;
}

static PyObject *view_enter(PyObject *self, PyObject *unused)
{
    return is_open(SELF(self)) ? Py_NewRef(self) : NULL;
}

static PyObject *view_exit(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return view_release(self, NULL);
}

static int is_byte(char format)
{
    return strchr("Bbc", format) != NULL;
}

/* Shape (n,) or [n] must be the n that there is. 0 or -1. */
static int check_shape(PyObject *shape, Py_ssize_t n)
{
    PyObject *first;
    Py_ssize_t given;

    if (!PyList_Check(shape) && !PyTuple_Check(shape)) {
        PyErr_SetString(PyExc_TypeError, "shape must be a list or a tuple");
        return -1;
    }
    if (PySequence_Fast_GET_SIZE(shape) != 1) {
        PyErr_SetString(PyExc_NotImplementedError, "memoryview: more than one dimension is not supported");
        return -1;
    }
    first = PySequence_Fast_GET_ITEM(shape, 0);
    if (!PyLong_Check(first)) {
        PyErr_SetString(PyExc_TypeError, "memoryview.cast(): elements of shape must be integers");
        return -1;
    }
    given = PyLong_AsSsize_t(first);
    if (given == n)
        return 0;
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, "memoryview: product(shape) * itemsize != buffer size");
    return -1;
}

static PyObject *view_cast(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"format", "shape", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "cast"};
    PyMemoryViewObject *m = SELF(self), *z;
    const char *format;
    PyObject *buf[2];
    Py_ssize_t size;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 2, 0, buf);
    if (!args || !is_open(m))
        return NULL;
    if (!PyUnicode_Check(args[0])) {
        _PyArg_BadArgument("cast", "argument 'format'", "str", args[0]);
        return NULL;
    }
    format = PyUnicode_AsUTF8(args[0]);
    if (!format)
        return NULL;
    if (m->stride != m->itemsize && m->n > 1) {
        PyErr_SetString(PyExc_TypeError, "memoryview: casts are restricted to C-contiguous views");
        return NULL;
    }
    if (*format == '@')
        format++;
    size = *format && !format[1] ? format_size(*format) : 0;
    if (!size) {
        PyErr_SetString(PyExc_ValueError, "memoryview: destination format must be a native single character format prefixed with an "
                                          "optional '@'");
        return NULL;
    }
    if (!is_byte(m->format[0]) && !is_byte(*format)) {
        PyErr_SetString(PyExc_TypeError, "memoryview: cannot cast between two non-byte formats");
        return NULL;
    }
    if (m->n * m->itemsize % size) {
        PyErr_SetString(PyExc_TypeError, "memoryview: length is not a multiple of itemsize");
        return NULL;
    }
    if (args[1] && args[1] != Py_None && check_shape(args[1], m->n * m->itemsize / size) < 0)
        return NULL;
    z = another_view(m);
    if (z) {
        z->n = m->n * m->itemsize / size;
        z->itemsize = z->stride = size;
        z->format[0] = *format;
    }
    return (PyObject *)z;
}

static const PyMethodDef view_methods[] = {
    {"cast", FASTCALL(view_cast), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"hex", FASTCALL(view_hex), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"release", view_release, METH_NOARGS, NULL},
    {"tobytes", FASTCALL(view_tobytes), METH_FASTCALL | METH_KEYWORDS, NULL},
    {"tolist", view_tolist, METH_NOARGS, NULL},
    {"toreadonly", view_toreadonly, METH_NOARGS, NULL},
    {"__enter__", view_enter, METH_NOARGS, NULL},
    {"__exit__", FASTCALL(view_exit), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

/* --- attributes ----------------------------------------------------------------------------------------------------------------------- */

enum { OBJ, NBYTES, READONLY_, ITEMSIZE, FORMAT, NDIM, SHAPE, STRIDES, SUBOFFSETS, CONTIGUOUS };

static PyObject *one_tuple(Py_ssize_t n)
{
    return Py_BuildValue("(n)", n);
}

static PyObject *view_get(PyObject *self, void *which)
{
    PyMemoryViewObject *m = SELF(self);

    if (!is_open(m))
        return NULL;
    switch ((uintptr_t)which) {
    case OBJ:
        return Py_NewRef(m->master.obj ? m->master.obj : Py_None);
    case NBYTES:
        return PyLong_FromSsize_t(m->n * m->itemsize);
    case READONLY_:
        return PyBool_FromLong(m->readonly);
    case ITEMSIZE:
        return PyLong_FromSsize_t(m->itemsize);
    case FORMAT:
        return PyUnicode_FromString(m->format);
    case NDIM:
        return _PyLong_GetOne();
    case SHAPE:
        return one_tuple(m->n);
    case STRIDES:
        return one_tuple(m->stride);
    case SUBOFFSETS:
        return PyTuple_New(0);
    default:
        return PyBool_FromLong(m->stride == m->itemsize || m->n <= 1);
    }
}

#define VIEW_ATTRIBUTE(name, which) {name, view_get, NULL, NULL, (void *)(uintptr_t)(which)}
static const PyGetSetDef view_getset[] = {
    VIEW_ATTRIBUTE("c_contiguous", CONTIGUOUS),
    VIEW_ATTRIBUTE("contiguous", CONTIGUOUS),
    VIEW_ATTRIBUTE("f_contiguous", CONTIGUOUS),
    VIEW_ATTRIBUTE("format", FORMAT),
    VIEW_ATTRIBUTE("itemsize", ITEMSIZE),
    VIEW_ATTRIBUTE("nbytes", NBYTES),
    VIEW_ATTRIBUTE("ndim", NDIM),
    VIEW_ATTRIBUTE("obj", OBJ),
    VIEW_ATTRIBUTE("readonly", READONLY_),
    VIEW_ATTRIBUTE("shape", SHAPE),
    VIEW_ATTRIBUTE("strides", STRIDES),
    VIEW_ATTRIBUTE("suboffsets", SUBOFFSETS),
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyMemoryView_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "memoryview",
    .tp_basicsize = sizeof(PyMemoryViewObject),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE,
    TYPE_COMMON,
    .tp_dealloc = view_dealloc,
    .tp_free = PyObject_GC_Del,
    .tp_traverse = view_traverse,
    .tp_clear = view_clear,
    .tp_repr = view_repr,
    .tp_as_sequence = CONST_SLOT(&view_sequence),
    .tp_as_mapping = CONST_SLOT(&view_mapping),
    .tp_as_buffer = CONST_SLOT(&view_buffer),
    .tp_hash = view_hash,
    .tp_richcompare = view_richcompare,
    .tp_weaklistoffset = offsetof(PyMemoryViewObject, weakreflist),
    .tp_iter = view_iter,
    .tp_methods = CONST_SLOT(view_methods),
    .tp_getset = CONST_SLOT(view_getset),
    .tp_new = view_new,
    .tp_version_tag = TYPE_TAG(memoryview),
};
