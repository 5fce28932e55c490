/* SPDX-License-Identifier: MIT */
/* kernel/object/memoryview_method.c -- memoryview: methods and attributes. */
#include "kernel/object/memoryview_impl.h"

/* --- to other forms --------------------------------------------------------------------------------------------------------- */

static PyObject *to_bytes(PyMemoryViewObject *m, char order)
{
    PyObject *bytes;

    m->exports++;
    bytes = PyBytes_FromStringAndSize(NULL, m->view.len);
    m->exports--;
    if (bytes && m->view.len && PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes), &m->view, m->view.len, order) < 0)
        Py_CLEAR(bytes);
    return bytes;
}

static PyObject *view_tobytes(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"order", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "tobytes"};
    PyObject *buf[1];
    const char *order = "C";

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 1, 0, buf);
    if (!args)
        return NULL;
    if (args[0] && args[0] != Py_None) {
        if (!PyUnicode_Check(args[0])) {
            _PyArg_BadArgument("tobytes", "argument 'order'", "str or None", args[0]);
            return NULL;
        }
        order = PyUnicode_AsUTF8(args[0]);
        if (!order)
            return NULL;
    }
    if (!view_is_open(VIEW(self)))
        return NULL;
    if (!*order || order[1] || !strchr("CFA", *order)) {
        PyErr_SetString(PyExc_ValueError, "order must be 'C', 'F' or 'A'");
        return NULL;
    }
    return to_bytes(VIEW(self), *order);
}

/* From dimension d on: a list of lists of items. */
static PyObject *to_list(PyMemoryViewObject *m, char *p, int d)
{
    PyObject *list, *item;
    Py_ssize_t n;

    if (d == m->view.ndim)
        return view_unpack(m, p);
    n = m->view.shape[d];
    list = PyList_New(n);
    for (Py_ssize_t i = 0; list && i < n; i++) {
        item = to_list(m, view_step(&m->view, p, d, i), d + 1);
        if (item)
            PyList_SET_ITEM(list, i, item);
        else
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *view_tolist(PyObject *self, PyObject *unused)
{
    PyMemoryViewObject *m = VIEW(self);
    PyObject *list;

    if (!view_is_open(m) || !view_has_items(m))
        return NULL;
    m->exports++;
    list = to_list(m, m->view.buf, 0);
    m->exports--;
    return list;
}

static PyObject *view_hex(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyMemoryViewObject *m = VIEW(self);
    PyObject *bytes, *text;

    if (!view_is_open(m))
        return NULL;
    if (view_contiguous(&m->view, 'C')) {
        m->exports++; /* the arguments' own code must not release it */
        text = bytes_text_hex(text_of_bytes(m->view.buf, m->view.len), args, n, kwnames);
        m->exports--;
        return text;
    }
    bytes = to_bytes(m, 'C');
    text = bytes ? bytes_hex(bytes, args, n, kwnames) : NULL;
    Py_XDECREF(bytes);
    return text;
}

/* --- life ---------------------------------------------------------------------------------------------------------------------- */

static PyObject *view_release(PyObject *self, PyObject *unused)
{
    return view_release_now(VIEW(self)) < 0 ? NULL : Py_None;
}

static PyObject *view_toreadonly(PyObject *self, PyObject *unused)
{
    PyMemoryViewObject *z = view_is_open(VIEW(self)) ? view_again(VIEW(self)) : NULL;

    if (z)
        z->view.readonly = 1;
    return (PyObject *)z;
}

static PyObject *view_enter(PyObject *self, PyObject *unused)
{
    return view_is_open(VIEW(self)) ? Py_NewRef(self) : NULL;
}

static PyObject *view_exit(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return view_release(self, NULL);
}

/* --- cast ---------------------------------------------------------------------------------------------------------------------- */

char *view_native_format(const char *format)
{
    static const char letters[] = "@B\0@b\0@H\0@h\0@I\0@i\0@L\0@l\0@Q\0@q\0@N\0@n\0@P\0@f\0@d\0@?\0@c";
    int at = *format == '@';

    format += at;
    if (*format && *format != '@' && !format[1])
        for (const char *p = letters; p < letters + sizeof letters; p += 3)
            if (p[1] == *format)
                return (char *)(uintptr_t)(p + 1 - at);
    return NULL;
}

static int refuse(PyObject *type, const char *text)
{
    PyErr_SetString(type, text);
    return -1;
}

static int is_byte(char code)
{
    return code == 'B' || code == 'b' || code == 'c';
}

/* The window becomes one of items of another format, of a length that is for the caller to divide up. 0 or -1. */
static int cast_format(PyMemoryViewObject *m, PyObject *text, Py_buffer *window)
{
    PyObject *ascii = PyUnicode_AsASCIIString(text);
    char *format, *from;
    struct item item;

    if (!ascii)
        return -1;
    format = view_native_format(PyBytes_AS_STRING(ascii));
    Py_DECREF(ascii);
    if (!format)
        return refuse(PyExc_ValueError, "memoryview: destination format must be a native single character format prefixed with an "
                                        "optional '@'");
    from = view_native_format(m->view.format);
    item = item_native(format[*format == '@']);
    if (!is_byte(item.code) && (!from || !is_byte(from[*from == '@'])))
        return refuse(PyExc_TypeError, "memoryview: cannot cast between two non-byte formats");
    if (window->len % item.size)
        return refuse(PyExc_TypeError, "memoryview: length is not a multiple of itemsize");
    window->format = format;
    window->itemsize = item.size;
    return 0;
}

/* z's shape becomes the n numbers at `items`, whose product must be z's length. 0 or -1. */
static int set_shape(PyMemoryViewObject *z, PyObject *const *items, Py_ssize_t n)
{
    Py_ssize_t len = z->view.itemsize, x;

    for (Py_ssize_t d = 0; d < n; d++) {
        if (!PyLong_Check(items[d]))
            return refuse(PyExc_TypeError, "memoryview.cast(): elements of shape must be integers");
        x = PyLong_AsSsize_t(items[d]);
        if (x == -1 && PyErr_Occurred())
            return -1;
        if (x <= 0)
            return refuse(PyExc_ValueError, "memoryview.cast(): elements of shape must be integers > 0");
        if (x > PY_SSIZE_T_MAX / len)
            return refuse(PyExc_ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
        len *= x;
        z->view.shape[d] = x;
    }
    if (len != z->view.len)
        return refuse(PyExc_TypeError, "memoryview: product(shape) * itemsize != buffer size");
    return 0;
}

static int has_zero(const Py_buffer *v)
{
    for (int d = 0; d < v->ndim; d++)
        if (v->shape[d] == 0)
            return 1;
    return 0;
}

/* 0, or -1 with the first reason why m cannot be cast like this. */
static int check_cast(PyMemoryViewObject *m, PyObject *shape)
{
    if (!view_contiguous(&m->view, 'C'))
        return refuse(PyExc_TypeError, "memoryview: casts are restricted to C-contiguous views");
    if ((shape || m->view.ndim != 1) && has_zero(&m->view))
        return refuse(PyExc_TypeError, "memoryview: cannot cast view with zeros in shape or strides");
    if (!shape)
        return 0;
    if (!PyList_Check(shape) && !PyTuple_Check(shape))
        return refuse(PyExc_TypeError, "shape must be a list or a tuple");
    if (PySequence_Fast_GET_SIZE(shape) > PyBUF_MAX_NDIM)
        return refuse(PyExc_ValueError, "memoryview: number of dimensions must not exceed 64");
    if (m->view.ndim != 1 && PySequence_Fast_GET_SIZE(shape) != 1)
        return refuse(PyExc_TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    return 0;
}

static PyObject *view_cast(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"format", "shape", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "cast"};
    PyMemoryViewObject *m = VIEW(self), *z;
    Py_ssize_t ndim = 1;
    PyObject *buf[2];
    Py_buffer window;
    int err = 0;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 2, 0, buf);
    if (!args)
        return NULL;
    if (!PyUnicode_Check(args[0])) {
        _PyArg_BadArgument("cast", "argument 'format'", "str", args[0]);
        return NULL;
    }
    if (!view_is_open(m) || check_cast(m, args[1]) < 0)
        return NULL;
    window = m->view;
    if (cast_format(m, args[0], &window) < 0)
        return NULL;
    if (args[1])
        ndim = PySequence_Fast_GET_SIZE(args[1]);
    z = view_room(m->mbuf, &window, (int)ndim);
    if (!z)
        return NULL;
    if (args[1] && PySequence_Fast_GET_SIZE(args[1]) != ndim) /* a finalizer changed it */
        err = refuse(PyExc_RuntimeError, "memoryview.cast(): shape changed size");
    else if (args[1])
        err = set_shape(z, PySequence_Fast_ITEMS(args[1]), ndim);
    else
        z->view.shape[0] = window.len / window.itemsize;
    if (err < 0)
        Py_CLEAR(z);
    else
        PyBuffer_FillContiguousStrides((int)ndim, z->view.shape, z->view.strides, (int)window.itemsize, 'C');
    return (PyObject *)z;
}

const PyMethodDef view_methods[] = {
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

/* n numbers; none where there are no such. */
static PyObject *number_tuple(const Py_ssize_t *p, int n)
{
    PyObject *tuple = PyTuple_New(p ? n : 0), *item;

    for (int i = 0; tuple && p && i < n; i++) {
        item = PyLong_FromSsize_t(p[i]);
        if (item)
            PyTuple_SET_ITEM(tuple, i, item);
        else
            Py_CLEAR(tuple);
    }
    return tuple;
}

enum { OBJ = 1, NBYTES, READONLY_, ITEMSIZE, FORMAT, NDIM, SHAPE, STRIDES, SUBOFFSETS }; /* or the order of contiguity */

static PyObject *view_get(PyObject *self, void *which)
{
    const Py_buffer *v = &VIEW(self)->view;

    if (!view_is_open(VIEW(self)))
        return NULL;
    switch ((uintptr_t)which) {
    case OBJ:
        return Py_NewRef(v->obj ? v->obj : Py_None);
    case NBYTES:
        return PyLong_FromSsize_t(v->len);
    case READONLY_:
        return PyBool_FromLong(v->readonly);
    case ITEMSIZE:
        return PyLong_FromSsize_t(v->itemsize);
    case FORMAT:
        return PyUnicode_FromString(v->format);
    case NDIM:
        return PyLong_FromLong(v->ndim);
    case SHAPE:
        return number_tuple(v->shape, v->ndim);
    case STRIDES:
        return number_tuple(v->strides, v->ndim);
    case SUBOFFSETS:
        return number_tuple(v->suboffsets, v->ndim);
    default:
        return PyBool_FromLong(view_contiguous(v, (char)(uintptr_t)which));
    }
}

#define VIEW_ATTRIBUTE(name, which) {name, view_get, NULL, NULL, (void *)(uintptr_t)(which)}
const PyGetSetDef view_getset[] = {
    VIEW_ATTRIBUTE("c_contiguous", 'C'),
    VIEW_ATTRIBUTE("contiguous", 'A'),
    VIEW_ATTRIBUTE("f_contiguous", 'F'),
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
