/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/struct.c -- the module struct: values to bytes and back, by a format.
 *
 *     "<2h 3s"  ->  unit {h, 2 values, at 0}  ->  unit {s, 1 value of 3 bytes, at 4}
 *
 * A Struct keeps its format as text, and whoever packs or unpacks reads it unit by unit: nothing is compiled, and the module's
 * functions need no Struct.
 */
#include "heap/weakref.h"
#include "kernel/object/item.h"
#include "kernel/object/scalar.h"

/* --- formats ------------------------------------------------------------------------------------------------------------------ */

/* Where one has got to in a format. */
struct reader {
    const char *p;
    Py_ssize_t at;   /* bytes so far */
    uint8_t native;  /* sizes and alignment are C's */
    uint8_t le;
    /* The unit just read: */
    struct item item;
    Py_ssize_t count; /* values; bytes of the one value of ITEM_STRING and ITEM_PASCAL */
    Py_ssize_t from;  /* its first byte */
};

static PyObject *struct_error(const char *text)
{
    PyErr_SetString((PyObject *)(uintptr_t)&_PyExc_StructError, text);
    return NULL;
}

static void reader_start(struct reader *r, const char *format)
{
    r->native = *format == '@' || !*format || !strchr("=<>!", *format);
    r->le = *format != '>' && *format != '!';
    r->p = format + (*format && strchr("@=<>!", *format));
    r->at = 0;
}

/* A number, -1 when it is too large; the default is 1. */
static Py_ssize_t read_count(struct reader *r)
{
    Py_ssize_t n = 0;

    if (!Py_ISDIGIT(*r->p))
        return 1;
    for (; Py_ISDIGIT(*r->p); r->p++) {
        if (n < 0 || n > (PY_SSIZE_T_MAX - 9) / 10)
            n = -1;
        else
            n = n * 10 + (*r->p - '0');
    }
    return n;
}

/* The next unit. 1; 0 at the end; -1 with struct.error. */
static int reader_next(struct reader *r)
{
    Py_ssize_t pad;
    int counted;

    while (Py_ISSPACE(*r->p))
        r->p++;
    if (!*r->p)
        return 0;
    counted = Py_ISDIGIT(*r->p);
    r->count = read_count(r);
    if (r->count >= 0 && !*r->p && counted) {
        struct_error("repeat count given without format specifier");
        return -1;
    }
    if (r->count < 0) {
        struct_error("total struct size too long");
        return -1;
    }
    r->item = r->native ? item_native(*r->p) : item_standard(*r->p);
    r->p++;
    if (r->item.kind == ITEM_NONE) {
        struct_error("bad char in struct format");
        return -1;
    }
    pad = (r->item.align - r->at % r->item.align) % r->item.align;
    if (r->at > PY_SSIZE_T_MAX - pad || r->count > (PY_SSIZE_T_MAX - pad - r->at) / r->item.size) {
        struct_error("total struct size too long");
        return -1;
    }
    r->from = r->at + pad;
    r->at = r->from + r->count * r->item.size;
    return 1;
}

/* Values of the unit. */
static Py_ssize_t reader_values(const struct reader *r)
{
    return r->item.kind == ITEM_PAD ? 0 : r->item.kind > ITEM_PAD ? 1 : r->count;
}

struct layout {
    Py_ssize_t size, values;
};

/* 0, or -1 with struct.error. */
static int measure(const char *format, struct layout *layout)
{
    struct reader r;
    int more;

    layout->values = 0;
    reader_start(&r, format);
    while ((more = reader_next(&r)) > 0)
        layout->values += reader_values(&r);
    layout->size = r.at;
    return more;
}

/* The text of a format argument: new reference to a bytes. */
static PyObject *format_bytes(PyObject *format)
{
    PyObject *bytes;

    if (!PyUnicode_Check(format) && !PyBytes_Check(format))
        return PyErr_Format(PyExc_TypeError, "Struct() argument 1 must be a str or bytes object, not %.200s", _PyType_Name(Py_TYPE(format)));
    bytes = PyUnicode_Check(format) ? PyUnicode_AsASCIIString(format) : Py_NewRef(format);
    if (bytes && strlen(PyBytes_AS_STRING(bytes)) != (size_t)Py_SIZE(bytes)) {
        struct_error("embedded null character");
        Py_CLEAR(bytes);
    }
    return bytes;
}

Py_ssize_t PyBuffer_SizeFromFormat(const char *format)
{
    struct layout layout;

    return measure(format, &layout) < 0 ? -1 : layout.size;
}

/* --- packing -------------------------------------------------------------------------------------------------------------------- */

/* An int that does not fit the item. CPython knows bytes, and shorts in our order, by name. */
static void out_of_range(const struct reader *r, PyObject *v)
{
    int over, bits = 8 * r->item.size, is_signed = r->item.kind == ITEM_SIGNED, named = r->item.size == 1 || (r->item.size == 2 && r->le);
    long low, high;

    PyErr_Clear();
    if (r->item.kind == ITEM_ADDRESS || r->item.kind == ITEM_FLOAT || (r->item.size == 8 && !r->le)) {
        struct_error("int too large to convert");
        return;
    }
    PyLong_AsLongAndOverflow(v, &over);
    if (!is_signed && !named)
        over = _PyLong_Sign(v) < 0 || _PyLong_NumBits(v) > 8 * sizeof(long);
    if (over || r->item.size >= sizeof(long)) {
        struct_error("argument out of range");
        return;
    }
    low = is_signed ? -(1L << (bits - 1)) : 0;
    high = (1L << (bits - is_signed)) - 1;
    if (named)
        PyErr_Format((PyObject *)(uintptr_t)&_PyExc_StructError, "%s%s format requires %ld <= number <= %ld", is_signed ? "" : "u",
                     r->item.size == 1 ? "byte" : "short", low, high);
    else
        PyErr_Format((PyObject *)(uintptr_t)&_PyExc_StructError, "'%c' format requires %ld <= number <= %ld", r->item.code, low, high);
}

static int pack_number(const struct reader *r, char *p, PyObject *value)
{
    PyObject *v = NULL;
    double x;
    int err;

    if (r->item.kind == ITEM_FLOAT) {
        x = PyFloat_AsDouble(value);
        if (x == -1.0 && PyErr_Occurred()) {
            struct_error("required argument is not a float");
            return -1;
        }
        err = r->item.size == 4 && !r->native ? PyFloat_Pack4(x, p, r->le) : item_pack(r->item, p, r->le, value);
    } else if (r->item.kind == ITEM_BOOL) {
        return item_pack(r->item, p, r->le, value);
    } else {
        if (!PyIndex_Check(value)) {
            struct_error("required argument is not an integer");
            return -1;
        }
        v = _PyNumber_Index(value);
        if (!v)
            return -1;
        value = v;
        err = item_pack(r->item, p, r->le, v);
    }
    if (err < 0 && PyLong_Check(value) && PyErr_ExceptionMatches(PyExc_OverflowError))
        out_of_range(r, value);
    Py_XDECREF(v);
    return err;
}

/* Into r->count bytes at p, which are 0. */
static int pack_text(const struct reader *r, char *p, PyObject *value)
{
    Py_ssize_t n, room = r->count;
    const char *data;

    if (!PyBytes_Check(value) && !PyByteArray_Check(value)) {
        PyErr_Format((PyObject *)(uintptr_t)&_PyExc_StructError, "argument for '%c' must be a bytes object", r->item.code);
        return -1;
    }
    data = PyBytes_Check(value) ? PyBytes_AS_STRING(value) : PyByteArray_AS_STRING(value);
    n = Py_SIZE(value);
    if (r->item.kind == ITEM_PASCAL && room) {
        room--;
        n = Py_MIN(n, room);
        *p++ = (char)Py_MIN(n, 255);
    }
    memcpy(p, data, (size_t)Py_MIN(n, room));
    return 0;
}

static int pack_value(const struct reader *r, char *p, PyObject *value)
{
    if (r->item.kind > ITEM_PAD)
        return pack_text(r, p, value);
    if (r->item.kind != ITEM_CHAR)
        return pack_number(r, p, value);
    if (PyBytes_Check(value) && Py_SIZE(value) == 1)
        return item_pack(r->item, p, r->le, value);
    struct_error("char format requires a bytes object of length 1");
    return -1;
}

/* The values into memory that is theirs; they are as many as the format wants. 0 or -1. */
static int pack_all(const char *format, Py_ssize_t size, char *p, PyObject *const *values)
{
    struct reader r;
    int more;

    memset(p, 0, (size_t)size);
    reader_start(&r, format);
    while ((more = reader_next(&r)) > 0)
        for (Py_ssize_t i = 0, n = reader_values(&r); i < n; i++)
            if (pack_value(&r, p + r.from + i * r.item.size, *values++) < 0)
                return -1;
    return more;
}

static int check_count(const char *function, Py_ssize_t wanted, Py_ssize_t got)
{
    if (wanted == got)
        return 1;
    PyErr_Format((PyObject *)(uintptr_t)&_PyExc_StructError, "%s expected %zd items for packing (got %zd)", function, wanted, got);
    return 0;
}

static PyObject *pack(const char *format, PyObject *const *args, Py_ssize_t n)
{
    struct layout layout;
    PyObject *bytes;

    if (measure(format, &layout) < 0 || !check_count("pack", layout.values, n))
        return NULL;
    bytes = PyBytes_FromStringAndSize(NULL, layout.size);
    if (!bytes || layout.size == 0)
        return bytes;
    if (pack_all(format, layout.size, PyBytes_AS_STRING(bytes), args) < 0)
        Py_CLEAR(bytes);
    return bytes;
}

/* *offset from the start of a buffer of `len` bytes with room for `size`. what: of packing or unpacking. 0 or -1. */
static int check_offset(int packing, Py_ssize_t *offset, Py_ssize_t size, Py_ssize_t len)
{
    PyObject *error = (PyObject *)(uintptr_t)&_PyExc_StructError;

    if (*offset < 0) {
        if (*offset + size > 0) {
            PyErr_Format(error, packing ? "no space to pack %zd bytes at offset %zd" : "not enough data to unpack %zd bytes at offset %zd",
                         size, *offset);
            return -1;
        }
        if (*offset + len < 0) {
            PyErr_Format(error, "offset %zd out of range for %zd-byte buffer", *offset, len);
            return -1;
        }
        *offset += len;
    }
    if (len - *offset >= size)
        return 0;
    PyErr_Format(error, "%s requires a buffer of at least %zu bytes for %s %zd bytes at offset %zd (actual buffer size is %zd)",
                 packing ? "pack_into" : "unpack_from", (size_t)size + (size_t)*offset, packing ? "packing" : "unpacking", size, *offset, len);
    return -1;
}

static PyObject *pack_into(const char *format, PyObject *const *args, Py_ssize_t n)
{
    struct layout layout;
    Py_ssize_t offset;
    Py_buffer view;
    int err;

    if (measure(format, &layout) < 0)
        return NULL;
    if (n < 2)
        return struct_error(n ? "pack_into expected offset argument" : "pack_into expected buffer argument");
    if (!check_count("pack_into", layout.values, n - 2))
        return NULL;
    if (!PyArg_Parse(args[0], "w*", &view))
        return NULL;
    offset = PyNumber_AsSsize_t(args[1], PyExc_IndexError);
    err = offset == -1 && PyErr_Occurred() ? -1 : check_offset(1, &offset, layout.size, view.len);
    if (err == 0)
        err = pack_all(format, layout.size, (char *)view.buf + offset, args + 2);
    PyBuffer_Release(&view);
    return err < 0 ? NULL : Py_None;
}

/* --- unpacking ------------------------------------------------------------------------------------------------------------------- */

static PyObject *unpack_value(const struct reader *r, const char *p)
{
    Py_ssize_t n = r->count;

    if (r->item.kind == ITEM_PASCAL && n) {
        n = Py_MIN((unsigned char)*p, n - 1);
        p++;
    }
    return r->item.kind > ITEM_PAD ? PyBytes_FromStringAndSize(p, n) : item_unpack(r->item, p, r->le);
}

/* A tuple of the values at p. */
static PyObject *unpack_all(const char *format, const struct layout *layout, const char *p)
{
    PyObject *tuple = PyTuple_New(layout->values), *value;
    Py_ssize_t k = 0;
    struct reader r;

    reader_start(&r, format);
    while (tuple && reader_next(&r) > 0)
        for (Py_ssize_t i = 0, n = reader_values(&r); tuple && i < n; i++) {
            value = unpack_value(&r, p + r.from + i * r.item.size);
            if (value)
                PyTuple_SET_ITEM(tuple, k++, value);
            else
                Py_CLEAR(tuple);
        }
    return tuple;
}

static PyObject *unpack(const char *format, PyObject *buffer)
{
    struct layout layout;
    PyObject *tuple;
    Py_buffer view;

    if (measure(format, &layout) < 0 || PyObject_GetBuffer(buffer, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    if (view.len == layout.size)
        tuple = unpack_all(format, &layout, view.buf);
    else
        tuple = PyErr_Format((PyObject *)(uintptr_t)&_PyExc_StructError, "unpack requires a buffer of %zd bytes", layout.size);
    PyBuffer_Release(&view);
    return tuple;
}

/* `skip` arguments stand before (buffer, offset=0). */
static PyObject *unpack_from(const char *format, PyObject *const *args, Py_ssize_t n, PyObject *kwnames, int skip)
{
    static const char *const keywords[] = {"", "buffer", "offset", NULL};
    static const _PyArg_Parser parser[] = {{NULL, keywords, "unpack_from"}, {NULL, keywords + 1, "unpack_from"}};
    PyObject *buf[3], *tuple = NULL;
    Py_ssize_t offset = 0;
    struct layout layout;
    Py_buffer view;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser[!skip], 1 + skip, 2 + skip, 0, buf);
    if (!args || measure(format, &layout) < 0 || (args[1 + skip] && scalar_arg_ssize(args[1 + skip], &offset) < 0) ||
        PyObject_GetBuffer(args[skip], &view, PyBUF_SIMPLE) < 0)
        return NULL;
    if (check_offset(0, &offset, layout.size, view.len) == 0)
        tuple = unpack_all(format, &layout, (const char *)view.buf + offset);
    PyBuffer_Release(&view);
    return tuple;
}

/* --- iter_unpack ------------------------------------------------------------------------------------------------------------------ */

struct unpack_iter {
    PyObject_HEAD
    PyObject *format; /* bytes */
    struct layout layout;
    Py_ssize_t at;
    Py_buffer view; /* obj is NULL once it is at its end */
};

static PyObject *iter_unpack(PyObject *format, PyObject *buffer)
{
    PyObject *error = (PyObject *)(uintptr_t)&_PyExc_StructError;
    struct unpack_iter *it;
    struct layout layout;
    Py_buffer view;

    if (measure(PyBytes_AS_STRING(format), &layout) < 0)
        return NULL;
    if (layout.size == 0)
        return struct_error("cannot iteratively unpack with a struct of length 0");
    if (PyObject_GetBuffer(buffer, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    if (view.len % layout.size) {
        PyErr_Format(error, "iterative unpacking requires a buffer of a multiple of %zd bytes", layout.size);
        PyBuffer_Release(&view);
        return NULL;
    }
    it = PyObject_GC_New(struct unpack_iter, &_PyUnpackIter_Type);
    if (!it) {
        PyBuffer_Release(&view);
        return NULL;
    }
    it->format = Py_NewRef(format);
    it->layout = layout;
    it->at = 0;
    it->view = view;
    PyObject_GC_Track(it);
    return (PyObject *)it;
}

static PyObject *iter_next(PyObject *self)
{
    struct unpack_iter *it = (struct unpack_iter *)self;
    PyObject *tuple;

    if (!it->view.obj)
        return NULL;
    if (it->at >= it->view.len) {
        PyBuffer_Release(&it->view);
        return NULL;
    }
    tuple = unpack_all(PyBytes_AS_STRING(it->format), &it->layout, (const char *)it->view.buf + it->at);
    it->at += it->layout.size;
    return tuple;
}

static PyObject *iter_length_hint(PyObject *self, PyObject *unused)
{
    struct unpack_iter *it = (struct unpack_iter *)self;

    return PyLong_FromSsize_t(it->view.obj ? (it->view.len - it->at) / it->layout.size : 0);
}

static void iter_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    Py_DECREF(((struct unpack_iter *)self)->format);
    PyBuffer_Release(&((struct unpack_iter *)self)->view);
    PyObject_GC_Del(self);
}

static int iter_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((struct unpack_iter *)self)->view.obj);
    return 0;
}

static const PyMethodDef iter_methods[] = {
    {"__length_hint__", iter_length_hint, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject _PyUnpackIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "_struct.unpack_iterator",
    .tp_basicsize = sizeof(struct unpack_iter),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    TYPE_COMMON,
    .tp_dealloc = iter_dealloc,
    .tp_free = PyObject_GC_Del,
    .tp_traverse = iter_traverse,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = iter_next,
    .tp_methods = CONST_SLOT(iter_methods),
    .tp_version_tag = TYPE_TAG(unpack_iterator),
};

/* --- Struct ----------------------------------------------------------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    PyObject *format; /* bytes that measure() takes; b'' until __init__ */
    PyObject *weakreflist;
} PyStructObject;

#define FORMAT(self) PyBytes_AS_STRING(((PyStructObject *)(self))->format)

static PyObject *struct_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *self = type->tp_alloc(type, 0);

    if (self)
        ((PyStructObject *)self)->format = PyBytes_FromStringAndSize(NULL, 0);
    return self;
}

static int struct_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const keywords[] = {"format", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "Struct"};
    PyObject *const *items, *buf[1], *format;
    struct layout layout;

    items = PyArg_UnpackKeywords_const(((PyTupleObject *)args)->ob_item, PyTuple_GET_SIZE(args), kwds, NULL, &parser, 1, 1, 0, buf);
    format = items ? format_bytes(items[0]) : NULL;
    if (!format)
        return -1;
    if (measure(PyBytes_AS_STRING(format), &layout) < 0) {
        Py_DECREF(format);
        return -1;
    }
    Py_SETREF(((PyStructObject *)self)->format, format);
    return 0;
}

static void struct_dealloc(PyObject *self)
{
    if (((PyStructObject *)self)->weakreflist)
        PyObject_ClearWeakRefs(self);
    Py_XDECREF(((PyStructObject *)self)->format);
    Py_TYPE(self)->tp_free(self);
}

/* The format stays while the arguments' own code runs, which may call __init__. */
static PyObject *struct_pack(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    PyObject *format = Py_NewRef(((PyStructObject *)self)->format), *result = pack(PyBytes_AS_STRING(format), args, n);

    Py_DECREF(format);
    return result;
}

static PyObject *struct_pack_into(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    PyObject *format = Py_NewRef(((PyStructObject *)self)->format), *result = pack_into(PyBytes_AS_STRING(format), args, n);

    Py_DECREF(format);
    return result;
}

static PyObject *struct_unpack(PyObject *self, PyObject *buffer)
{
    return unpack(FORMAT(self), buffer);
}

static PyObject *struct_unpack_from(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *format = Py_NewRef(((PyStructObject *)self)->format);
    PyObject *result = unpack_from(PyBytes_AS_STRING(format), args, n, kwnames, 0);

    Py_DECREF(format);
    return result;
}

static PyObject *struct_iter_unpack(PyObject *self, PyObject *buffer)
{
    return iter_unpack(((PyStructObject *)self)->format, buffer);
}

static const PyMethodDef struct_methods[] = {
    {"iter_unpack", struct_iter_unpack, METH_O, NULL},
    {"pack", FASTCALL(struct_pack), METH_FASTCALL, NULL},
    {"pack_into", FASTCALL(struct_pack_into), METH_FASTCALL, NULL},
    {"unpack", struct_unpack, METH_O, NULL},
    {"unpack_from", FASTCALL(struct_unpack_from), METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyObject *get_format(PyObject *self, void *unused)
{
    return PyUnicode_FromString(FORMAT(self));
}

static PyObject *get_size(PyObject *self, void *unused)
{
    return PyLong_FromSsize_t(PyBuffer_SizeFromFormat(FORMAT(self)));
}

static const PyGetSetDef struct_getset[] = {
    {"format", get_format, NULL, NULL, NULL},
    {"size", get_size, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyStruct_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "_struct.Struct",
    .tp_basicsize = sizeof(PyStructObject),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_BASETYPE,
    TYPE_COMMON,
    .tp_dealloc = struct_dealloc,
    .tp_free = PyObject_Del,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_weaklistoffset = offsetof(PyStructObject, weakreflist),
    .tp_methods = CONST_SLOT(struct_methods),
    .tp_getset = CONST_SLOT(struct_getset),
    .tp_init = struct_init,
    .tp_new = struct_new,
    .tp_version_tag = TYPE_TAG(Struct),
};

/* --- the module ------------------------------------------------------------------------------------------------------------------- */

/* A function of the module, the format being its first argument, as a function of the rest. */
static PyObject *with_format(PyObject *const *args, Py_ssize_t n, PyObject *(*f)(const char *, PyObject *const *, Py_ssize_t))
{
    PyObject *format, *result;

    if (n == 0) {
        PyErr_SetString(PyExc_TypeError, "missing format argument");
        return NULL;
    }
    format = format_bytes(args[0]);
    result = format ? f(PyBytes_AS_STRING(format), args + 1, n - 1) : NULL;
    Py_XDECREF(format);
    return result;
}

static PyObject *mod_pack(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    return with_format(args, n, pack);
}

static PyObject *mod_pack_into(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    return with_format(args, n, pack_into);
}

static PyObject *unpack_args(const char *format, PyObject *const *args, Py_ssize_t n)
{
    return unpack(format, *args);
}

static PyObject *mod_unpack(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    return _PyArg_CheckPositional("unpack", n, 2, 2) ? with_format(args, n, unpack_args) : NULL;
}

static PyObject *mod_unpack_from(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *format, *result;

    if (n == 0) {
        PyErr_SetString(PyExc_TypeError, "missing format argument");
        return NULL;
    }
    format = format_bytes(args[0]);
    result = format ? unpack_from(PyBytes_AS_STRING(format), args, n, kwnames, 1) : NULL;
    Py_XDECREF(format);
    return result;
}

static PyObject *mod_iter_unpack(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    PyObject *format = _PyArg_CheckPositional("iter_unpack", n, 2, 2) ? format_bytes(args[0]) : NULL;
    PyObject *result = format ? iter_unpack(format, args[1]) : NULL;

    Py_XDECREF(format);
    return result;
}

static PyObject *mod_calcsize(PyObject *module, PyObject *arg)
{
    PyObject *format = format_bytes(arg);
    struct layout layout;
    int err = format ? measure(PyBytes_AS_STRING(format), &layout) : -1;

    Py_XDECREF(format);
    return err < 0 ? NULL : PyLong_FromSsize_t(layout.size);
}

static PyObject *mod_clearcache(PyObject *module, PyObject *unused)
{
    Py_RETURN_NONE;
}

static const PyMethodDef methods[] = {
    {"_clearcache", mod_clearcache, METH_NOARGS, NULL},
    {"calcsize", mod_calcsize, METH_O, NULL},
    {"iter_unpack", FASTCALL(mod_iter_unpack), METH_FASTCALL, NULL},
    {"pack", FASTCALL(mod_pack), METH_FASTCALL, NULL},
    {"pack_into", FASTCALL(mod_pack_into), METH_FASTCALL, NULL},
    {"unpack", FASTCALL(mod_unpack), METH_FASTCALL, NULL},
    {"unpack_from", FASTCALL(mod_unpack_from), METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct module_object objects[] = {
    {_Py_ID(Struct), (PyObject *)(uintptr_t)&PyStruct_Type},
    {_Py_ID(error), (PyObject *)(uintptr_t)&_PyExc_StructError},
    {NULL, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "struct",
    .m_methods = CONST_SLOT(methods),
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_struct(void)
{
    return PyModule_Create(CONST_SLOT(&definition));
}
