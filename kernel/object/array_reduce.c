/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/array_reduce.c -- array.array: what an array is made of, in a form that another machine can read.
 *
 * From protocol 3 on an array is its bytes and a number for what they mean, so that items of another width or byte order are
 * still understood. The numbers are CPython's: numbers[code] is the format of struct, odd codes above 1 are big-endian.
 */
#include "kernel/object/array_impl.h"

static const char numbers[] = "BbHHhhIIiiQQqqffdd";
enum { UTF16_LE = sizeof numbers - 1, UTF16_BE, UTF32_LE, UTF32_BE };

/* The code of the items of this machine's arrays. */
static int native_code(struct item item)
{
    int code = 0;

    if (item.kind == ITEM_NONE)
        return UTF32_LE;
    for (;; code++) {
        struct item number = item_standard(numbers[code]);

        if (number.kind == item.kind && number.size == item.size)
            return code;
    }
}

/* A list of numbers out of bytes. New reference or NULL. */
static PyObject *unpacked(int code, PyObject *bytes)
{
    struct item item = item_standard(numbers[code]);
    Py_ssize_t n = PyBytes_GET_SIZE(bytes) / item.size;
    PyObject *list;

    if (PyBytes_GET_SIZE(bytes) % item.size) {
        PyErr_SetString(PyExc_ValueError, "string length not a multiple of item size");
        return NULL;
    }
    list = PyList_New(n);
    for (Py_ssize_t i = 0; list && i < n; i++) {
        PyObject *number = item_unpack(item, PyBytes_AS_STRING(bytes) + i * item.size, code < 2 || code % 2 == 0);

        if (number)
            PyList_SET_ITEM(list, i, number);
        else
            Py_CLEAR(list);
    }
    return list;
}

/* Whole numbers are kept in the last kind of array that has their width. */
static char fitting(int code, char typecode)
{
    for (const char *c = "bBhHiIlLqQ"; *c; c++)
        if (native_code(item_native(*c)) == (code < 2 ? code : code & ~1))
            typecode = *c;
    return typecode;
}

/* _array_reconstructor(type, typecode, code, bytes) */
static PyObject *reconstruct(PyObject *module, PyObject *args)
{
    PyObject *type, *bytes, *items;
    char typecode;
    int c, code;

    if (!_PyArg_CheckPositional("_array_reconstructor", PyTuple_GET_SIZE(args), 4, 4) ||
        !PyArg_ParseTuple(args, "OCiO:_array_reconstructor", &type, &c, &code, &bytes))
        return NULL;
    if (!PyType_Check(type))
        return PyErr_Format(PyExc_TypeError, "first argument must be a type object, not %.200s", Py_TYPE(type)->tp_name);
    if (!PyType_IsSubtype((PyTypeObject *)type, TYPE_PTR(PyArray_Type)))
        return PyErr_Format(PyExc_TypeError, "%.200s is not a subtype of array.array", ((PyTypeObject *)type)->tp_name);
    if (!array_is_code(c)) {
        PyErr_SetString(PyExc_ValueError, "second argument must be a valid type code");
        return NULL;
    }
    typecode = (char)c;
    if (code < 0 || code > UTF32_BE) {
        PyErr_SetString(PyExc_ValueError, "third argument must be a valid machine format code.");
        return NULL;
    }
    if (!PyBytes_Check(bytes))
        return PyErr_Format(PyExc_TypeError, "fourth argument should be bytes, not %.200s", Py_TYPE(bytes)->tp_name);
    if (code == native_code(array_item_of(typecode))) {
        items = Py_NewRef(bytes);
    } else if (code >= UTF16_LE) {
        static const char *const codecs[] = {"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"};

        items = PyUnicode_Decode(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), codecs[code - UTF16_LE], NULL);
    } else {
        items = unpacked(code, bytes);
        typecode = fitting(code, typecode);
    }
    args = items ? Py_BuildValue("(CN)", typecode, items) : NULL;
    items = args ? PyArray_Type.tp_new((PyTypeObject *)type, args, NULL) : NULL;
    Py_XDECREF(args);
    return items;
}

static const PyMethodDef reconstruct_method = {"_array_reconstructor", reconstruct, METH_VARARGS, NULL};
const PyCFunctionObject array_reconstructor = CFUNCTION_CONST(&reconstruct_method, METH_VARARGS, _Py_ID(array));

/* Before protocol 3: (type, (typecode, items), attributes of a subclass or None). */
PyObject *array_reduce_ex(PyObject *self, PyObject *protocol)
{
    PyObject *dict;
    int code = ARRAY(self)->item.code;
    long level;

    if (!PyLong_Check(protocol)) {
        PyErr_SetString(PyExc_TypeError, "__reduce_ex__ argument should be an integer");
        return NULL;
    }
    level = PyLong_AsLong(protocol);
    if (level == -1 && PyErr_Occurred())
        return NULL;
    if (_PyObject_LookupAttr(self, _Py_ID(__dict__), &dict) < 0)
        return NULL;
    if (!dict)
        dict = Py_None;
    if (level >= 3)
        return Py_BuildValue("(O(OCiN)N)", &array_reconstructor, Py_TYPE(self), code, native_code(ARRAY(self)->item),
                             PyBytes_FromStringAndSize(ARRAY(self)->ob_item, Py_SIZE(self) * ARRAY(self)->item.size), dict);
    return Py_BuildValue("(O(CN)N)", Py_TYPE(self), code, PySequence_List(self), dict);
}
