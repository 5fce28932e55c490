/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/find.c -- what `import` finds: the modules of modules.def, which are written in C, then those of kernel/lib, which
 * are written in Python.
 *
 * Rules:
 *     F1  a module is in sys.modules while its body runs, so that modules may import one another
 *     F2  a module whose body raises is in sys.modules no longer
 */
#include "kernel/lang/import.h"
#include "kernel/module/library.h"
#include "kernel/module/sysmodule.h"
#include "kernel/object/Python.h"

/* --- written in C --------------------------------------------------------------------------------------------------------------- */

#define MODULE(name) PyMODINIT_FUNC PyInit_##name(void);
#include "kernel/module/modules.def"
#undef MODULE

static const struct {
    const char *name;
    PyObject *(*init)(void);
} modules[] = {
#define MODULE(name) {#name, PyInit_##name},
#include "kernel/module/modules.def"
#undef MODULE
};

static PyObject *find_c(PyObject *name)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(modules); i++) {
        PyObject *module;

        if (PyUnicode_CompareWithASCIIString(name, modules[i].name))
            continue;
        module = modules[i].init();
        if (module && PyDict_SetItem(interp.modules, name, module) < 0)
            Py_CLEAR(module);
        return module;
    }
    return NULL;
}

/* --- written in Python ---------------------------------------------------------------------------------------------------------- */

/* __package__, and __path__ of a package. 0 or -1. */
static int name_package(const struct library_module *m, PyObject *name, PyObject *dict)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(name), dot = PyUnicode_FindChar(name, '.', 0, n, -1);
    PyObject *package = m->package ? Py_NewRef(name) : PyUnicode_Substring(name, 0, dot < 0 ? 0 : dot), *path;
    int error = package ? dict_set_str(dict, _Py_ID(__package__), package) : -1;

    Py_XDECREF(package);
    if (error || !m->package)
        return error;
    path = PyList_New(0);
    error = path ? dict_set_str(dict, _Py_ID(__path__), path) : -1;
    Py_XDECREF(path);
    return error;
}

/* Runs the module's body. 0 or -1. */
static int execute(const struct library_module *m, PyObject *name, PyObject *module)
{
    PyObject *dict = PyModule_GetDict(module), *result;

    if (name_package(m, name, dict) < 0 || interp_name_builtins(dict) < 0)
        return -1;
    result = PyEval_EvalCode(m->code, dict, NULL);
    Py_XDECREF(result);
    return result ? 0 : -1;
}

/* F2, with the exception kept. */
static void forget(PyObject *name)
{
    PyObject *exc = PyErr_GetRaisedException();

    if (PyDict_DelItem(interp.modules, name) < 0)
        PyErr_Clear();
    PyErr_SetRaisedException(exc);
}

static PyObject *find_python(PyObject *name)
{
    const struct library_module *m = library;
    PyObject *module;

    while (m->name && PyUnicode_CompareWithASCIIString(name, m->name))
        m++;
    if (!m->name || !(module = PyImport_AddModuleObject(name)))
        return NULL;
    Py_INCREF(module);
    if (execute(m, name, module) < 0) {
        forget(name);
        Py_CLEAR(module);
    } else {
        Py_SETREF(module, PyImport_GetModule(name)); /* the body may have put another in its place */
    }
    return module;
}

/* --- both ----------------------------------------------------------------------------------------------------------------------- */

static PyObject *find(PyObject *name)
{
    PyObject *module = find_c(name);

    return module || PyErr_Occurred() ? module : find_python(name);
}

void modules_start(void)
{
    import_find = find;
}
