/* SPDX-License-Identifier: MIT */
/* kernel/module/copyreg.c -- copyreg: functions that say what the objects of a type are made of, for types that do not say it themselves. */
#include "kernel/object/reduce.h"

#include "kernel/lang/call.h"
#include "kernel/object/Python.h"

static PyObject *copyreg_constructor(PyObject *module, PyObject *callable)
{
    if (PyCallable_Check(callable))
        Py_RETURN_NONE;
    PyErr_SetString(PyExc_TypeError, "constructors must be callable");
    return NULL;
}

/* pickle(type, function, constructor=None) */
static PyObject *copyreg_pickle(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    PyObject *table;
    int result;

    if (!_PyArg_CheckPositional("pickle", n, 2, 3))
        return NULL;
    if (!PyCallable_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "reduction functions must be callable");
        return NULL;
    }
    if (n > 2 && args[2] != Py_None && !copyreg_constructor(module, args[2]))
        return NULL;
    table = PyObject_GetAttr(module, _Py_ID(dispatch_table));
    result = table ? PyObject_SetItem(table, args[0], args[1]) : -1;
    Py_XDECREF(table);
    return result < 0 ? NULL : Py_None;
}

static PyObject *lookup(PyObject *module, PyObject *name)
{
    return PyUnicode_CompareWithASCIIString(name, "dispatch_table") == 0 ? PyDict_New() : NULL;
}

static int names(PyObject *module, PyObject *list)
{
    return PyList_Append(list, _Py_ID(dispatch_table));
}

static const PyMethodDef methods[] = {
    {"constructor", copyreg_constructor, METH_O, NULL},
    {"pickle", _PyCFunction_CAST(copyreg_pickle), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct module_object objects[] = {
    {_Py_ID(__newobj__), CONST_SLOT(&reduce_newobj)},
    {_Py_ID(__newobj_ex__), CONST_SLOT(&reduce_newobj_ex)},
    {_Py_ID(_reconstructor), CONST_SLOT(&reduce_reconstructor)},
    {NULL, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {Py_mod_lookup, lookup},
    {Py_mod_names, names},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "copyreg",
    .m_methods = CONST_SLOT(methods),
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_copyreg(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
