/* SPDX-License-Identifier: MIT */
/* kernel/module/io.c -- the module io. Its classes are in io_*.c. */
#include "kernel/module/io.h"

static const struct {
    const char *name;
    const PyTypeObject *type;
} types[] = {
    {"BlockingIOError", &_PyExc_BlockingIOError},
    {"BufferedIOBase", &_PyBufferedIOBase_Type},
    {"BufferedRWPair", &BufferedRWPair_Type},
    {"BufferedRandom", &BufferedRandom_Type},
    {"BufferedReader", &BufferedReader_Type},
    {"BufferedWriter", &BufferedWriter_Type},
    {"BytesIO", &BytesIO_Type},
    {"FileIO", &FileIO_Type},
    {"IOBase", &_PyIOBase_Type},
    {"RawIOBase", &_PyRawIOBase_Type},
    {"StringIO", &StringIO_Type},
    {"TextIOBase", &_PyTextIOBase_Type},
    {"TextIOWrapper", &TextIOWrapper_Type},
};

static const struct {
    const char *name;
    int value;
} numbers[] = {{"DEFAULT_BUFFER_SIZE", 8192}, {"SEEK_SET", 0}, {"SEEK_CUR", 1}, {"SEEK_END", 2}};

static PyObject *unsupported_operation(void)
{
    return PyObject_CallFunction((PyObject *)&PyType_Type, "s(OO){ss}", "UnsupportedOperation", PyExc_OSError, PyExc_ValueError,
                                 "__module__", "io");
}

static PyObject *lookup(PyObject *module, PyObject *name)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(types); i++)
        if (!PyUnicode_CompareWithASCIIString(name, types[i].name))
            return Py_NewRef(types[i].type);
    for (size_t i = 0; i < Py_ARRAY_LENGTH(numbers); i++)
        if (!PyUnicode_CompareWithASCIIString(name, numbers[i].name))
            return PyLong_FromLong(numbers[i].value);
    if (!PyUnicode_CompareWithASCIIString(name, "UnsupportedOperation"))
        return unsupported_operation();
    if (!PyUnicode_CompareWithASCIIString(name, "open"))
        return Py_XNewRef(builtins_lookup(name));
    return NULL;
}

static int add(PyObject *list, const char *text)
{
    PyObject *name = PyUnicode_FromString(text);
    int failed = !name || PyList_Append(list, name) < 0;

    Py_XDECREF(name);
    return failed;
}

static int names(PyObject *module, PyObject *list)
{
    int failed = add(list, "open") || add(list, "UnsupportedOperation");

    for (size_t i = 0; i < Py_ARRAY_LENGTH(types); i++)
        failed = failed || add(list, types[i].name);
    for (size_t i = 0; i < Py_ARRAY_LENGTH(numbers); i++)
        failed = failed || add(list, numbers[i].name);
    return failed ? -1 : 0;
}

static const PyModuleDef_Slot slots[] = {
    {Py_mod_lookup, lookup},
    {Py_mod_names, names},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "io",
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_io(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
