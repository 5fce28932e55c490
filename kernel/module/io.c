/* SPDX-License-Identifier: MIT */
/* kernel/module/io.c -- the module io. Its classes are in io_*.c. */
#include "kernel/module/io.h"

static const struct module_name types[] = {
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
    {NULL, NULL},
};

static const struct module_name numbers[] = {
    MODULE_NUMBER("DEFAULT_BUFFER_SIZE", 8192),
    MODULE_NUMBER("SEEK_CUR", 1),
    MODULE_NUMBER("SEEK_END", 2),
    MODULE_NUMBER("SEEK_SET", 0),
    {NULL, NULL},
};

static PyObject *unsupported_operation(void)
{
    return PyObject_CallFunction((PyObject *)&PyType_Type, "s(OO){ss}", "UnsupportedOperation", PyExc_OSError, PyExc_ValueError,
                                 "__module__", "io");
}

static PyObject *lookup(PyObject *module, PyObject *name)
{
    if (!PyUnicode_CompareWithASCIIString(name, "UnsupportedOperation"))
        return unsupported_operation();
    return PyUnicode_CompareWithASCIIString(name, "open") ? NULL : Py_XNewRef(builtins_lookup(name));
}

static int names(PyObject *module, PyObject *list)
{
    return module_list_name(list, "open") < 0 ? -1 : module_list_name(list, "UnsupportedOperation");
}

static const PyModuleDef_Slot slots[] = {
    {Py_mod_consts, CONST_SLOT(types)},
    {Py_mod_numbers, CONST_SLOT(numbers)},
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
