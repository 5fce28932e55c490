/* SPDX-License-Identifier: MIT */
/* kernel/object/array_method.c -- array.array: methods. */
#include "kernel/object/array_impl.h"

#define FILE_BLOCK 65536 /* bytes that tofile() hands to write() at once */

/* --- one item ----------------------------------------------------------------------------------------------------------------- */

static PyObject *array_append(PyObject *self, PyObject *value)
{
    return array_insert_at(ARRAY(self), PY_SSIZE_T_MAX, value) < 0 ? NULL : Py_None;
}

static PyObject *array_insert(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t at;

    if (!_PyArg_CheckPositional("insert", n, 2, 2) || scalar_arg_ssize(args[0], &at) < 0)
        return NULL;
    return array_insert_at(ARRAY(self), at, args[1]) < 0 ? NULL : Py_None;
}

static PyObject *array_pop(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t at = -1;
    PyObject *item;

    if (!_PyArg_CheckPositional("pop", n, 0, 1) || (n && scalar_arg_ssize(args[0], &at) < 0))
        return NULL;
    if (at < 0)
        at += Py_SIZE(self);
    if ((size_t)at >= (size_t)Py_SIZE(self)) {
        PyErr_SetString(PyExc_IndexError, Py_SIZE(self) ? "pop index out of range" : "pop from empty array");
        return NULL;
    }
    item = array_get(ARRAY(self), at);
    if (item && array_replace(ARRAY(self), at, at + 1, NULL, 0) < 0)
        Py_CLEAR(item);
    return item;
}

static PyObject *array_count(PyObject *self, PyObject *value)
{
    Py_ssize_t count = 0, i = -1;

    while ((i = array_find(ARRAY(self), value, i + 1, PY_SSIZE_T_MAX)) >= 0)
        count++;
    return i == -2 ? NULL : PyLong_FromSsize_t(count);
}

static PyObject *array_index(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t low = 0, high = PY_SSIZE_T_MAX, i;

    if (!_PyArg_CheckPositional("index", n, 1, 3) || (n > 1 && !_PyEval_SliceIndexNotNone(args[1], &low)) ||
        (n > 2 && !_PyEval_SliceIndexNotNone(args[2], &high)))
        return NULL;
    if (low < 0)
        low = Py_MAX(low + Py_SIZE(self), 0);
    if (high < 0)
        high += Py_SIZE(self);
    i = array_find(ARRAY(self), args[0], low, high);
    if (i == -1)
        PyErr_SetString(PyExc_ValueError, "array.index(x): x not in array");
    return i < 0 ? NULL : PyLong_FromSsize_t(i);
}

static PyObject *array_remove(PyObject *self, PyObject *value)
{
    Py_ssize_t i = array_find(ARRAY(self), value, 0, PY_SSIZE_T_MAX);

    if (i == -1)
        PyErr_SetString(PyExc_ValueError, "array.remove(x): x not in array");
    if (i < 0)
        return NULL;
    if (i >= Py_SIZE(self)) /* the comparison shortened it */
        Py_RETURN_NONE;
    return array_replace(ARRAY(self), i, i + 1, NULL, 0) < 0 ? NULL : Py_None;
}

/* --- order ---------------------------------------------------------------------------------------------------------------------- */

static void swap_bytes(char *p, char *q, size_t n)
{
    while (n--) {
        char c = p[n];

        p[n] = q[n];
        q[n] = c;
    }
}

static PyObject *array_reverse(PyObject *self, PyObject *unused)
{
    for (Py_ssize_t i = 0, k = Py_SIZE(self) - 1; i < k; i++, k--)
        swap_bytes(array_at(ARRAY(self), i), array_at(ARRAY(self), k), ARRAY(self)->item.size);
    Py_RETURN_NONE;
}

static PyObject *array_byteswap(PyObject *self, PyObject *unused)
{
    size_t size = ARRAY(self)->item.size;

    for (Py_ssize_t i = 0; i < Py_SIZE(self); i++) {
        char *p = array_at(ARRAY(self), i);

        for (size_t k = 0; k < size / 2; k++)
            swap_bytes(p + k, p + size - 1 - k, 1);
    }
    Py_RETURN_NONE;
}

/* --- many items ------------------------------------------------------------------------------------------------------------------ */

static PyObject *array_extend(PyObject *self, PyObject *iterable)
{
    return array_extend_by(ARRAY(self), iterable) < 0 ? NULL : Py_None;
}

static PyObject *array_fromlist(PyObject *self, PyObject *list)
{
    PyArrayObject *a = ARRAY(self);
    Py_ssize_t size = Py_SIZE(a), n;
    int err = 0;

    if (!PyList_Check(list)) {
        PyErr_SetString(PyExc_TypeError, "arg must be list");
        return NULL;
    }
    n = PyList_GET_SIZE(list);
    if (n == 0)
        Py_RETURN_NONE;
    if (n > PY_SSIZE_T_MAX - size)
        return PyErr_NoMemory();
    if (array_resize(a, size + n) < 0)
        return NULL;
    for (Py_ssize_t i = 0; err == 0 && i < n; i++) {
        PyObject *value = Py_NewRef(PyList_GET_ITEM(list, i));

        err = array_set(a, size + i, value);
        Py_DECREF(value);
        if (err == 0 && PyList_GET_SIZE(list) != n) {
            PyErr_SetString(PyExc_RuntimeError, "list changed size during iteration");
            err = -1;
        }
    }
    if (err == 0)
        Py_RETURN_NONE;
    if (Py_SIZE(a) == size + n && !a->ob_exports)
        array_resize(a, size);
    return NULL;
}

static PyObject *array_tolist(PyObject *self, PyObject *unused)
{
    return PySequence_List(self);
}

static PyObject *array_frombytes(PyObject *self, PyObject *bytes)
{
    return array_append_bytes(ARRAY(self), bytes) < 0 ? NULL : Py_None;
}

static PyObject *array_tobytes(PyObject *self, PyObject *unused)
{
    return PyBytes_FromStringAndSize(ARRAY(self)->ob_item, Py_SIZE(self) * ARRAY(self)->item.size);
}

static int is_text(PyObject *self, const char *method)
{
    if (ARRAY(self)->item.code == 'u')
        return 1;
    PyErr_Format(PyExc_ValueError, "%s() may only be called on unicode type arrays", method);
    return 0;
}

static PyObject *array_fromunicode(PyObject *self, PyObject *str)
{
    if (!PyUnicode_Check(str)) {
        _PyArg_BadArgument("fromunicode", "argument", "str", str);
        return NULL;
    }
    return is_text(self, "fromunicode") && array_append_text(ARRAY(self), str) == 0 ? Py_None : NULL;
}

static PyObject *array_tounicode(PyObject *self, PyObject *unused)
{
    return is_text(self, "tounicode") ? array_text(ARRAY(self)) : NULL;
}

/* --- files ------------------------------------------------------------------------------------------------------------------------ */

static PyObject *array_tofile(PyObject *self, PyObject *file)
{
    PyArrayObject *a = ARRAY(self);

    for (Py_ssize_t done = 0; done < Py_SIZE(a) * a->item.size; done += FILE_BLOCK) {
        Py_ssize_t n = Py_MIN(Py_SIZE(a) * a->item.size - done, FILE_BLOCK);
        PyObject *bytes = PyBytes_FromStringAndSize(a->ob_item + done, n);
        PyObject *written = bytes ? PyObject_CallMethodOneArg(file, _Py_ID(write), bytes) : NULL;

        Py_XDECREF(bytes);
        if (!written)
            return NULL;
        Py_DECREF(written);
    }
    Py_RETURN_NONE;
}

static PyObject *array_fromfile(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    Py_ssize_t size = ARRAY(self)->item.size, n;
    PyObject *bytes;
    int err;

    if (!_PyArg_CheckPositional("fromfile", nargs, 2, 2) || scalar_arg_ssize(args[1], &n) < 0)
        return NULL;
    if (n < 0) {
        PyErr_SetString(PyExc_ValueError, "negative count");
        return NULL;
    }
    if (n > PY_SSIZE_T_MAX / size)
        return PyErr_NoMemory();
    bytes = PyObject_CallMethod(args[0], "read", "n", n * size);
    if (!bytes)
        return NULL;
    if (!PyBytes_Check(bytes)) {
        PyErr_SetString(PyExc_TypeError, "read() didn't return bytes");
        err = -1;
    } else {
        err = array_append_bytes(ARRAY(self), bytes);
    }
    if (err == 0 && Py_SIZE(bytes) != n * size) {
        PyErr_SetString(PyExc_EOFError, "read() didn't return enough bytes");
        err = -1;
    }
    Py_DECREF(bytes);
    return err < 0 ? NULL : Py_None;
}

/* --- the rest ---------------------------------------------------------------------------------------------------------------------- */

static PyObject *array_buffer_info(PyObject *self, PyObject *unused)
{
    PyObject *address = PyLong_FromVoidPtr(ARRAY(self)->ob_item);

    return address ? Py_BuildValue("(Nn)", address, Py_SIZE(self)) : NULL;
}

static PyObject *array_copy(PyObject *self, PyObject *unused)
{
    PyArrayObject *z = array_make(TYPE_PTR(PyArray_Type), ARRAY(self)->item, Py_SIZE(self));

    if (z && Py_SIZE(z))
        memcpy(z->ob_item, ARRAY(self)->ob_item, (size_t)(Py_SIZE(z) * z->item.size));
    return (PyObject *)z;
}

const PyMethodDef array_methods[] = {
    {"__copy__", array_copy, METH_NOARGS, NULL},
    {"__deepcopy__", array_copy, METH_O, NULL},
    {"__reduce_ex__", array_reduce_ex, METH_O, NULL},
    {"__sizeof__", object_sizeof_owned, METH_NOARGS, NULL},
    {"append", array_append, METH_O, NULL},
    {"buffer_info", array_buffer_info, METH_NOARGS, NULL},
    {"byteswap", array_byteswap, METH_NOARGS, NULL},
    {"count", array_count, METH_O, NULL},
    {"extend", array_extend, METH_O, NULL},
    {"frombytes", array_frombytes, METH_O, NULL},
    {"fromfile", FASTCALL(array_fromfile), METH_FASTCALL, NULL},
    {"fromlist", array_fromlist, METH_O, NULL},
    {"fromunicode", array_fromunicode, METH_O, NULL},
    {"index", FASTCALL(array_index), METH_FASTCALL, NULL},
    {"insert", FASTCALL(array_insert), METH_FASTCALL, NULL},
    {"pop", FASTCALL(array_pop), METH_FASTCALL, NULL},
    {"remove", array_remove, METH_O, NULL},
    {"reverse", array_reverse, METH_NOARGS, NULL},
    {"tobytes", array_tobytes, METH_NOARGS, NULL},
    {"tofile", array_tofile, METH_O, NULL},
    {"tolist", array_tolist, METH_NOARGS, NULL},
    {"tounicode", array_tounicode, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
