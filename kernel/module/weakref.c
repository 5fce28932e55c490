/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/weakref.c -- the modules weakref and _weakref.
 *
 * References and proxies are here; containers, finalize and WeakMethod are written in Python (kernel/lib/_weak*.py),
 * and brought in when one of their names is first asked for.
 */
#include "kernel/object/Python.h"

static PyObject *weakref_getweakrefcount(PyObject *module, PyObject *ob)
{
    return PyLong_FromSsize_t(weakref_count(ob));
}

static PyObject *weakref_getweakrefs(PyObject *module, PyObject *ob)
{
    PyObject *list = PyList_New(0);

    if (list && PyType_SUPPORTS_WEAKREFS(Py_TYPE(ob)))
        EACH_WEAKREF(wr, ob) {
            int failed;

            Py_INCREF(wr);
            failed = PyList_Append(list, (PyObject *)wr) < 0;
            Py_DECREF(wr);
            if (failed) {
                Py_DECREF(list);
                return NULL;
            }
        }
    return list;
}

static PyObject *weakref_proxy(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("proxy", n, 1, 2))
        return NULL;
    return PyWeakref_NewProxy(args[0], n > 1 ? args[1] : NULL);
}

/* Takes the key out of the dict if its value is a dead reference: one that lives took the key over. */
static PyObject *weakref_remove_dead(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    PyObject *value;

    if (!_PyArg_CheckPositional("_remove_dead_weakref", n, 2, 2))
        return NULL;
    if (!PyDict_Check(args[0])) {
        _PyArg_BadArgument("_remove_dead_weakref", "argument 1", "dict", args[0]);
        return NULL;
    }
    value = PyDict_GetItemWithError(args[0], args[1]);
    if (!value && PyErr_Occurred())
        return NULL;
    if (value && !PyWeakref_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "not a weakref");
        return NULL;
    }
    if (value && !weakref_get((PyWeakReference *)value) && PyDict_DelItem(args[0], args[1]) < 0)
        return NULL;
    Py_RETURN_NONE;
}

/* Functions of _weakref, which weakref has too. */
#define FUNCTION(name, body, flags)                                                                                    \
    static const PyMethodDef def_##name = {#name, _PyCFunction_CAST(body), (flags), NULL};                             \
    static const PyCFunctionObject function_##name = CFUNCTION_CONST(&def_##name, (flags), _Py_ID(_weakref));
FUNCTION(_remove_dead_weakref, weakref_remove_dead, METH_FASTCALL)
FUNCTION(getweakrefcount, weakref_getweakrefcount, METH_O)
FUNCTION(getweakrefs, weakref_getweakrefs, METH_O)
FUNCTION(proxy, weakref_proxy, METH_FASTCALL)

static const struct module_object objects[] = {
    {_Py_ID(CallableProxyType), CONST_SLOT(&_PyWeakref_CallableProxyType)},
    {_Py_ID(ProxyType), CONST_SLOT(&_PyWeakref_ProxyType)},
    {_Py_ID(ReferenceType), CONST_SLOT(&_PyWeakref_RefType)},
    {_Py_ID(_remove_dead_weakref), CONST_SLOT(&function__remove_dead_weakref)},
    {_Py_ID(getweakrefcount), CONST_SLOT(&function_getweakrefcount)},
    {_Py_ID(getweakrefs), CONST_SLOT(&function_getweakrefs)},
    {_Py_ID(proxy), CONST_SLOT(&function_proxy)},
    {_Py_ID(ref), CONST_SLOT(&_PyWeakref_RefType)},
    {NULL, NULL},
};

static const PyModuleDef_Slot core_slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {0, NULL},
};

static const PyModuleDef core = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_weakref",
    .m_slots = CONST_SLOT(core_slots),
};

PyMODINIT_FUNC PyInit__weakref(void)
{
    return PyModuleDef_Init(CONST_SLOT(&core));
}

/* --- what is written in Python ------------------------------------------------------------------------------------------------ */

static const struct module_name elsewhere[] = {
    {"KeyedRef", "_weakdict"},  {"WeakKeyDictionary", "_weakdict"},   {"WeakMethod", "_weakcall"},
    {"WeakSet", "_weakrefset"}, {"WeakValueDictionary", "_weakdict"}, {"finalize", "_weakcall"},
    {NULL, NULL},
};

static PyObject *lookup(PyObject *module, PyObject *name)
{
    if (PyUnicode_CompareWithASCIIString(name, "ProxyTypes"))
        return NULL;
    return PyTuple_Pack(2, &_PyWeakref_ProxyType, &_PyWeakref_CallableProxyType);
}

static int names(PyObject *module, PyObject *list)
{
    return module_list_name(list, "ProxyTypes");
}

static const PyModuleDef_Slot slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {Py_mod_elsewhere, CONST_SLOT(elsewhere)},
    {Py_mod_lookup, lookup},
    {Py_mod_names, names},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "weakref",
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_weakref(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
