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

static const PyMethodDef methods[] = {
    {"_defines", _PyCFunction_CAST(defines), METH_FASTCALL, NULL},
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
