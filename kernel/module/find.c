/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/find.c -- what `import` finds: the modules of modules.def, which are written in C, then those of kernel/lib, which
 * are written in Python, then files (find_file.c).
 *
 * Rules:
 *     F1  a module is in sys.modules while its body runs, so that modules may import one another
 *     F2  a module whose body raises is in sys.modules no longer
 */
#include "kernel/lang/import.h"
#include "kernel/lang/traceback.h"
#include "kernel/module/find.h"
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

/* __package__, and of a package __path__; of a file __file__. 0 or -1. */
static int name_module(PyObject *dict, PyObject *name, PyObject *path, PyObject *file)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(name), dot = PyUnicode_FindChar(name, '.', 0, n, -1);
    PyObject *package = path ? Py_NewRef(name) : PyUnicode_Substring(name, 0, dot < 0 ? 0 : dot);
    int error = package ? dict_set_str(dict, _Py_ID(__package__), package) : -1;

    Py_XDECREF(package);
    if (!error && path)
        error = dict_set_str(dict, _Py_ID(__path__), path);
    if (!error && file)
        error = dict_set_str(dict, _Py_ID(__file__), file);
    return error;
}

/* F2, with the exception kept. */
static void forget(PyObject *name)
{
    PyObject *exc = PyErr_GetRaisedException();

    if (PyDict_DelItem(interp.modules, name) < 0)
        PyErr_Clear();
    PyErr_SetRaisedException(exc);
}

PyObject *module_run(PyObject *name, PyObject *code, PyObject *path, PyObject *file)
{
    PyObject *module = PyImport_AddModuleObject(name), *dict, *result = NULL;

    if (!module)
        return NULL;
    Py_INCREF(module);
    dict = PyModule_GetDict(module);
    if (name_module(dict, name, path, file) == 0 && interp_name_builtins(dict) == 0)
        result = PyEval_EvalCode(code, dict, NULL);
    if (!result) {
        forget(name);
        Py_CLEAR(module);
    } else {
        Py_SETREF(module, PyImport_GetModule(name)); /* the body may have put another in its place */
    }
    Py_XDECREF(result);
    return module;
}

static PyObject *find_python(PyObject *name)
{
    const struct library_module *m = library;
    PyObject *path, *module;

    while (m->name && PyUnicode_CompareWithASCIIString(name, m->name))
        m++;
    if (!m->name)
        return NULL;
    path = m->package ? PyList_New(0) : NULL;
    module = m->package && !path ? NULL : module_run(name, m->code, path, NULL);
    Py_XDECREF(path);
    return module;
}

/* --- all ------------------------------------------------------------------------------------------------------------------------ */

static PyObject *find(PyObject *name)
{
    PyObject *module = find_c(name);

    if (!module && !PyErr_Occurred())
        module = find_python(name);
    return module || PyErr_Occurred() ? module : find_file(name);
}

void modules_start(void)
{
    import_find = find;
    traceback_source = file_line;
}
