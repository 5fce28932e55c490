/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str_type.c -- str: the type, its slots, constructor, repr and iterator.
 */
#include "kernel/object/str_impl.h"

/* --- repr -------------------------------------------------------------------------------------------------------------- */

/* Whether c stands for itself between these quotes. */
static int shows_itself(Py_UCS4 c, Py_UCS4 quote)
{
    return c != quote && c != '\\' && _PyUnicode_IsPrintable(c);
}

static int write_escape(_PyUnicodeWriter *w, Py_UCS4 c)
{
    char escape[10] = {'\\', 0};
    unsigned digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;

    switch (c) {
    case '\n':
        return _PyUnicodeWriter_WriteASCIIString(w, "\\n", 2);
    case '\t':
        return _PyUnicodeWriter_WriteASCIIString(w, "\\t", 2);
    case '\r':
        return _PyUnicodeWriter_WriteASCIIString(w, "\\r", 2);
    case '\\':
    case '\'':
        escape[1] = (char)c;
        return _PyUnicodeWriter_WriteASCIIString(w, escape, 2);
    default:
        escape[1] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
        for (unsigned i = 0; i < digits; i++)
            escape[2 + i] = "0123456789abcdef"[c >> 4 * (digits - 1 - i) & 15];
        return _PyUnicodeWriter_WriteASCIIString(w, escape, (Py_ssize_t)digits + 2);
    }
}

/* In single quotes, unless there are some inside and no double ones. */
PyObject *str_repr(PyObject *self)
{
    struct text t = text_of(self);
    Py_UCS4 quote = text_find_char(t, '\'') >= 0 && text_find_char(t, '"') < 0 ? '"' : '\'';
    Py_UCS4 max = PyUnicode_MAX_CHAR_VALUE(self);
    _PyUnicodeWriter w;
    Py_ssize_t plain = 0;

    _PyUnicodeWriter_Init(&w);
    if (_PyUnicodeWriter_Prepare(&w, t.n + 2, 0x7f) < 0 || _PyUnicodeWriter_WriteChar(&w, quote) < 0)
        goto fail;
    for (Py_ssize_t i = 0; i <= t.n; i++) {
        if (i < t.n && shows_itself(text_at(t, i), quote))
            continue;
        if (i > plain) {
            if (max == 0x7f ? _PyUnicodeWriter_WriteASCIIString(&w, (const char *)t.data + plain, i - plain) < 0
                            : _PyUnicodeWriter_WriteSubstring(&w, self, plain, i) < 0)
                goto fail;
        }
        if (i < t.n && write_escape(&w, text_at(t, i)) < 0)
            goto fail;
        plain = i + 1;
    }
    if (_PyUnicodeWriter_WriteChar(&w, quote) < 0)
        goto fail;
    return _PyUnicodeWriter_Finish(&w);
fail:
    _PyUnicodeWriter_Dealloc(&w);
    return NULL;
}

/* --- slots ---------------------------------------------------------------------------------------------------------------- */

/* What more there is than one block: a place among the interned, another text. */
static __attribute__((noinline)) void release_parts(PyObject *self)
{
    PyASCIIObject *a = (PyASCIIObject *)self;

    if (a->state.interned)
        str_intern_forget(self);
    if (!a->state.ascii || !a->state.compact) {
        PyMem_Free(((PyCompactUnicodeObject *)self)->utf8);
        if (!a->state.compact)
            PyMem_Free(((PyUnicodeObject *)self)->data.any);
    }
}

size_t str_owned(PyObject *self)
{
    const PyASCIIObject *a = (const PyASCIIObject *)self;
    const PyCompactUnicodeObject *u = (const PyCompactUnicodeObject *)self;
    size_t n = !_Py_IsImmortal(self) && (!a->state.ascii || !a->state.compact) && u->utf8 ? (size_t)u->utf8_length + 1 : 0;

    return a->state.compact ? n : n + (size_t)(a->length + 1) * a->state.kind;
}

static void str_dealloc(PyObject *self)
{
    PyASCIIObject *a = (PyASCIIObject *)self;

    if (a->state.interned || !a->state.ascii || !a->state.compact)
        release_parts(self);
    scalar_free(self, &PyUnicode_Type);
}

static Py_ssize_t str_length(PyObject *self)
{
    return STR_LENGTH(self);
}

static PyObject *str_item(PyObject *self, Py_ssize_t i)
{
    struct text t = text_of(self);
    Py_UCS4 c;

    if ((size_t)i >= (size_t)t.n) {
        PyErr_SetString(PyExc_IndexError, "string index out of range");
        return NULL;
    }
    c = text_at(t, i);
    return c < 0x100 ? _Py_LATIN1_CHR(c) : str_from_text(text_slice(t, i, i + 1));
}

/* Every step-th of n characters. */
static PyObject *str_slice(PyObject *self, Py_ssize_t start, Py_ssize_t step, Py_ssize_t n)
{
    struct text t = text_of(self);
    Py_UCS4 max = 0;
    PyObject *z;

    for (Py_ssize_t i = 0; i < n; i++)
        max |= text_at(t, start + i * step);
    if (n <= 1)
        return n ? str_item(self, start) : _Py_STR_EMPTY;
    z = PyUnicode_New(n, max > 0x10ffff ? 0x10ffff : max);
    for (Py_ssize_t i = 0; z && i < n; i++)
        PyUnicode_WRITE(PyUnicode_KIND(z), PyUnicode_DATA(z), i, text_at(t, start + i * step));
    return z;
}

static PyObject *str_subscript(PyObject *self, PyObject *key)
{
    Py_ssize_t start, stop, step, n;

    if (PySlice_Check(key)) {
        PyObject *z;

        if (_PyUnicode_PlainSlice(self, key, &z))
            return z;
        if (PySlice_Unpack(key, &start, &stop, &step) < 0)
            return NULL;
        n = PySlice_AdjustIndices(STR_LENGTH(self), &start, &stop, step);
        return step == 1 ? PyUnicode_Substring(self, start, start + n) : str_slice(self, start, step, n);
    }
    if (!PyIndex_Check(key))
        return PyErr_Format(PyExc_TypeError, "string indices must be integers, not '%.200s'", Py_TYPE(key)->tp_name);
    if (PyLong_CheckExact(key) && _PyLong_IsCompact(key))
        start = _PyLong_CompactValue(key);
    else
        start = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (start == -1 && PyErr_Occurred())
        return NULL;
    return str_item(self, start < 0 ? start + STR_LENGTH(self) : start);
}

static PyObject *str_str(PyObject *self)
{
    return str_exact(self);
}

static PyObject *str_mod(PyObject *format, PyObject *args)
{
    return PyUnicode_Check(format) ? PyUnicode_Format(format, args) : Py_NotImplemented;
}

static const PyNumberMethods str_number = {.nb_remainder = str_mod};
static const PySequenceMethods str_sequence = {
    .sq_length = str_length,
    .sq_concat = PyUnicode_Concat,
    .sq_repeat = str_repeat,
    .sq_item = str_item,
    .sq_contains = PyUnicode_Contains,
};
static const PyMappingMethods str_mapping = {.mp_length = str_length, .mp_subscript = str_subscript};

/* --- making ---------------------------------------------------------------------------------------------------------------- */

/* An instance of a subclass with the value of str, whose reference is given up. Its characters are apart. */
static PyObject *subclass_instance(PyTypeObject *type, PyObject *str)
{
    PyUnicodeObject *z;
    size_t size;
    void *data;

    if (!str)
        return NULL;
    size = ((size_t)STR_LENGTH(str) + 1) * PyUnicode_KIND(str);
    data = PyMem_Malloc(size);
    z = data ? (PyUnicodeObject *)type->tp_alloc(type, 0) : NULL;
    if (!z) {
        if (!data)
            PyErr_NoMemory();
        PyMem_Free(data);
        Py_DECREF(str);
        return NULL;
    }
    memcpy(data, PyUnicode_DATA(str), size);
    z->_base._base.length = STR_LENGTH(str);
    z->_base._base.hash = _PyUnicode_HASH(str);
    z->_base._base.state = ((PyASCIIObject *)str)->state;
    z->_base._base.state.interned = SSTATE_NOT_INTERNED;
    z->_base._base.state.compact = 0;
    z->_base.utf8 = NULL;
    z->_base.utf8_length = 0;
    z->data.any = data;
    Py_DECREF(str);
    return (PyObject *)z;
}

static PyObject *make_str(PyTypeObject *type, PyObject *const *args, Py_ssize_t n, PyObject *kwargs, PyObject *kwnames)
{
    static const char *const keywords[] = {"object", "encoding", "errors", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "str"};
    const char *names[2] = {NULL, NULL};
    PyObject *buf[3], *str;

    args = PyArg_UnpackKeywords_const(args, n, kwargs, kwnames, &parser, 0, 3, 0, buf);
    if (!args)
        return NULL;
    for (int i = 0; i < 2; i++) {
        if (!args[i + 1])
            continue;
        if (!PyUnicode_Check(args[i + 1])) {
            _PyArg_BadArgument("str", i ? "argument 'errors'" : "argument 'encoding'", "str", args[i + 1]);
            return NULL;
        }
        names[i] = PyUnicode_AsUTF8(args[i + 1]);
        if (!names[i])
            return NULL;
    }
    if (!args[0])
        str = _Py_STR_EMPTY;
    else if (names[0] || names[1])
        str = PyUnicode_FromEncodedObject(args[0], names[0], names[1]);
    else
        str = PyObject_Str(args[0]);
    return is_subclass_call(type, &PyUnicode_Type) ? subclass_instance(type, str) : str;
}

static PyObject *str_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    return scalar_new_by_vectorcall(type, args, kwds, make_str);
}

static PyObject *str_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);

    if (n == 1 && !kwnames)
        return PyObject_Str(args[0]);
    return make_str((PyTypeObject *)type, args, n, NULL, kwnames);
}

static PyObject *str_iter(PyObject *self)
{
    return scalar_iter(&PyUnicodeIter_Type, self);
}

const PyTypeObject PyUnicode_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "str",
    .tp_basicsize = sizeof(PyUnicodeObject),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_UNICODE_SUBCLASS | Py_TPFLAGS_MATCH_SELF,
    TYPE_COMMON,
    .tp_dealloc = str_dealloc,
    .tp_owned = str_owned,
    .tp_free = PyObject_Del,
    .tp_repr = str_repr,
    .tp_str = str_str,
    .tp_as_number = CONST_SLOT(&str_number),
    .tp_as_sequence = CONST_SLOT(&str_sequence),
    .tp_as_mapping = CONST_SLOT(&str_mapping),
    .tp_hash = _PyUnicode_Hash,
    .tp_richcompare = PyUnicode_RichCompare,
    .tp_iter = str_iter,
    .tp_methods = CONST_SLOT(str_methods),
    .tp_new = str_new,
    .tp_vectorcall = str_vectorcall,
    .tp_version_tag = TYPE_TAG(str),
};

/* --- iterator --------------------------------------------------------------------------------------------------------------- */

static PyObject *str_iter_next(PyObject *self)
{
    struct scalar_iter *it = (struct scalar_iter *)self;

    if (it->it_seq && it->it_index < STR_LENGTH(it->it_seq))
        return str_item(it->it_seq, it->it_index++);
    Py_CLEAR(it->it_seq);
    return NULL;
}

const PyTypeObject PyUnicodeIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "str_iterator",
    SCALAR_ITER_SLOTS,
    .tp_iternext = str_iter_next,
    .tp_version_tag = TYPE_TAG(str_iterator),
    ITER_RECIPE("sb|A"),
};
