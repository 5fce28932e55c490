/* SPDX-License-Identifier: MIT */
/* kernel/module/errno.c -- the module errno: the numbers of kernel/errno.def, and errorcode, which has their names. */
#include "kernel/object/oserror.h"

static PyObject *errorcode(void)
{
    PyObject *dict = PyDict_New(), *key, *value;
    const char *name;
    size_t at = 0;
    int number;

    while (dict && (name = os_error_next(&at, &number))) {
        key = PyLong_FromLong(number);
        value = key ? PyUnicode_FromString(name) : NULL;
        if (!value || PyDict_SetItem(dict, key, value) < 0)
            Py_CLEAR(dict);
        Py_XDECREF(value);
        Py_XDECREF(key);
    }
    return dict;
}

static PyObject *lookup(PyObject *module, PyObject *name)
{
    const char *known;
    size_t at = 0;
    int number;

    if (!PyUnicode_CompareWithASCIIString(name, "errorcode"))
        return errorcode();
    while ((known = os_error_next(&at, &number)))
        if (!PyUnicode_CompareWithASCIIString(name, known))
            return PyLong_FromLong(number);
    return NULL;
}

static int names(PyObject *module, PyObject *list)
{
    const char *name = "errorcode";
    size_t at = 0;
    int number;

    do
        if (module_list_name(list, name) < 0)
            return -1;
    while ((name = os_error_next(&at, &number)));
    return 0;
}

static const PyModuleDef_Slot slots[] = {
    {Py_mod_lookup, lookup},
    {Py_mod_names, names},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "errno",
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_errno(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
