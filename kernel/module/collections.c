/* SPDX-License-Identifier: MIT */
/* kernel/module/collections.c -- _collections: the types under kernel/lib/collections that are written in C. */
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

/* _defines(cls, *names): whether the class has each of these attributes, and none of them is None; bases count, its own class does not. */
static PyObject *defines(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (n < 1 || !PyType_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "_defines() argument 1 must be a class");
        return NULL;
    }
    for (Py_ssize_t i = 1; i < n; i++) {
        PyObject *found;

        if (type_lookup((PyTypeObject *)args[0], args[i], &found) < 0)
            return NULL;
        if (!found || found == Py_None)
            Py_RETURN_FALSE;
    }
    Py_RETURN_TRUE;
}

/*
 * _match_as(cls, other): let instances of cls match [...] or {...} in a case if those of other do. False if nothing changed: neither
 * do those of other, those of cls did already, or cls was not made by a class statement.
 */
static PyObject *match_as(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    const unsigned long patterns = Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_MAPPING;
    unsigned long pattern;
    PyTypeObject *type;

    if (n != 2 || !PyType_Check(args[0]) || !PyType_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "_match_as() takes two classes");
        return NULL;
    }
    type = (PyTypeObject *)args[0];
    pattern = ((PyTypeObject *)args[1])->tp_flags & patterns;
    if (!pattern || !PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) || (type->tp_flags & patterns) == pattern)
        Py_RETURN_FALSE;
    type->tp_flags = (type->tp_flags & ~patterns) | pattern;
    Py_RETURN_TRUE;
}

static const PyMethodDef methods[] = {
    {"_defines", _PyCFunction_CAST(defines), METH_FASTCALL, NULL},
    {"_match_as", _PyCFunction_CAST(match_as), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_collections",
    .m_methods = CONST_SLOT(methods),
};

static int add(PyObject *module, const PyTypeObject *type)
{
    return PyModule_AddType(module, (PyTypeObject *)(uintptr_t)type);
}

PyMODINIT_FUNC PyInit__collections(void)
{
    PyObject *module = PyModule_Create(CONST_SLOT(&definition));

    if (module && (add(module, &PyDeque_Type) < 0 || add(module, &PyDefaultDict_Type) < 0 || add(module, &PyDequeIter_Type) < 0 ||
                   add(module, &PyDequeRevIter_Type) < 0 || add(module, &PyFieldGetter_Type) < 0))
        Py_CLEAR(module);
    return module;
}
