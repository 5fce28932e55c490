/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/import.c -- importing: sys.modules first, then whoever finds modules (import_find).
 *
 * A dotted name is imported part by part; each submodule becomes an attribute of its parent.
 */
#include "kernel/lang/import.h"

#include "kernel/lang/vm.h"

PyObject *(*import_find)(PyObject *name);

/* --- sys.modules ------------------------------------------------------------------------------------------------------------ */

PyObject *PyImport_GetModuleDict(void)
{
    return interp.modules;
}

PyObject *PyImport_GetModule(PyObject *name)
{
    PyObject *module = PyDict_GetItemWithError(interp.modules, name);

    if (!module)
        PyErr_Clear();
    return Py_XNewRef(module);
}

PyObject *PyImport_AddModuleObject(PyObject *name)
{
    PyObject *module = PyDict_GetItemWithError(interp.modules, name);

    if (module || PyErr_Occurred())
        return module;
    module = PyModule_NewObject(name);
    if (!module || PyDict_SetItem(interp.modules, name, module) < 0) {
        Py_XDECREF(module);
        return NULL;
    }
    Py_DECREF(module); /* sys.modules has it */
    return module;
}

PyObject *PyImport_AddModule(const char *name)
{
    PyObject *str = PyUnicode_InternFromString(name), *module;

    if (!str)
        return NULL;
    module = PyImport_AddModuleObject(str);
    Py_DECREF(str);
    return module;
}

/* --- finding ------------------------------------------------------------------------------------------------------------------ */

/* parent: NULL, or the module that was to have the name and is no package. */
static PyObject *not_found(PyObject *name, PyObject *parent)
{
    PyObject *text = parent ? PyUnicode_FromFormat("No module named %R; %R is not a package", name, parent)
                            : PyUnicode_FromFormat("No module named %R", name);

    if (text)
        PyErr_SetImportErrorSubclass(PyExc_ModuleNotFoundError, text, name, NULL);
    Py_XDECREF(text);
    return NULL;
}

/* A module that is an attribute of one written in C, as os.path is: new reference, or NULL. */
static PyObject *member_module(PyObject *parent, PyObject *name)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(name);
    PyObject *last, *module = NULL;

    if (!PyModule_Check(parent) || !PyModule_GetDef(parent))
        return NULL;
    last = PyUnicode_Substring(name, PyUnicode_FindChar(name, '.', 0, n, -1) + 1, n);
    if (last && _PyObject_LookupAttr(parent, last, &module) > 0 &&
        (!PyModule_Check(module) || PyDict_SetItem(interp.modules, name, module) < 0))
        Py_CLEAR(module);
    Py_XDECREF(last);
    PyErr_Clear();
    return module;
}

/* One module, whose parent (NULL: it has none) is imported: new reference. */
static PyObject *import_one(PyObject *name, PyObject *parent)
{
    PyObject *module = PyDict_GetItemWithError(interp.modules, name), *path = NULL;

    if (module == Py_None) {
        PyObject *text = PyUnicode_FromFormat("import of %R halted; None in sys.modules", name);

        if (text)
            PyErr_SetImportErrorSubclass(PyExc_ModuleNotFoundError, text, name, NULL);
        Py_XDECREF(text);
        return NULL;
    }
    if (module || PyErr_Occurred())
        return Py_XNewRef(module);
    if (parent && _PyObject_LookupAttr(parent, _Py_ID(__path__), &path) < 0)
        return NULL;
    if (parent && !path && (module = member_module(parent, name)) != NULL)
        return module;
    if (parent && !path) {
        PyObject *package = PyUnicode_Substring(name, 0, PyUnicode_FindChar(name, '.', 0, PyUnicode_GET_LENGTH(name), -1));

        if (package)
            not_found(name, package);
        Py_XDECREF(package);
        return NULL;
    }
    Py_XDECREF(path);
    module = import_find ? import_find(name) : NULL;
    return module || PyErr_Occurred() ? module : not_found(name, NULL);
}

/* a, a.b, a.b.c in turn; the last one: new reference. *first gets a (new reference) when it is not NULL. */
static PyObject *import_path(PyObject *name, PyObject **first)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(name), at = 0;
    PyObject *parent = NULL;

    while (at >= 0 && at <= n) {
        Py_ssize_t dot = PyUnicode_FindChar(name, '.', at, n, 1);
        Py_ssize_t end = dot < 0 ? n : dot;
        PyObject *path = PyUnicode_Substring(name, 0, end), *part = PyUnicode_Substring(name, at, end);
        PyObject *module = NULL;

        if (path)
            PyUnicode_InternInPlace(&path);
        if (path && part)
            module = import_one(path, parent);
        if (module && parent && PyObject_SetAttr(parent, part, module) < 0)
            Py_CLEAR(module);
        if (module && first && !parent)
            *first = Py_NewRef(module);
        Py_XDECREF(path);
        Py_XDECREF(part);
        Py_XSETREF(parent, module);
        if (!parent)
            return NULL;
        at = dot < 0 ? -1 : end + 1;
    }
    return parent;
}

/* `level` dots: the package that globals belong to, and name inside of it. New reference. */
static PyObject *absolute_name(PyObject *name, PyObject *globals, int level)
{
    PyObject *package = globals ? PyDict_GetItemWithError(globals, _Py_ID(__package__)) : NULL, *base, *full;
    Py_ssize_t end;

    if (!package || package == Py_None) {
        package = globals ? PyDict_GetItemWithError(globals, _Py_ID(__name__)) : NULL;
        if (package && PyUnicode_Check(package) && !PyDict_GetItemWithError(globals, _Py_ID(__path__)))
            level++; /* a module, not a package: its own name goes first */
    }
    if (!package || !PyUnicode_Check(package) || PyUnicode_GET_LENGTH(package) == 0)
        return PyErr_Occurred() ? NULL : (PyErr_SetString(PyExc_ImportError, "attempted relative import with no known parent package"), NULL);
    end = PyUnicode_GET_LENGTH(package);
    while (--level > 0) {
        end = PyUnicode_FindChar(package, '.', 0, end, -1);
        if (end < 0) {
            PyErr_SetString(PyExc_ImportError, "attempted relative import with no known parent package");
            return NULL;
        }
    }
    base = PyUnicode_Substring(package, 0, end);
    if (!base || PyUnicode_GET_LENGTH(name) == 0)
        return base;
    full = PyUnicode_FromFormat("%U.%U", base, name);
    Py_DECREF(base);
    return full;
}

/* Submodules that `from package import names` asks for. 0 or -1. */
static int import_names(PyObject *module, PyObject *path, PyObject *fromlist)
{
    Py_ssize_t n = PySequence_Size(fromlist);

    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *name = PySequence_GetItem(fromlist, i), *full, *sub = NULL;
        int star = name && PyUnicode_Check(name) && _PyUnicode_EqualToASCIIString(name, "*");

        if (name && !star && !PyObject_HasAttr(module, name)) {
            full = PyUnicode_FromFormat("%U.%U", path, name);
            sub = full ? import_path(full, NULL) : NULL;
            Py_XDECREF(full);
            if (!sub && PyErr_ExceptionMatches(PyExc_ModuleNotFoundError))
                PyErr_Clear();
        }
        Py_XDECREF(name);
        Py_XDECREF(sub);
        if (PyErr_Occurred())
            return -1;
    }
    return n < 0 ? -1 : 0;
}

PyObject *PyImport_ImportModuleLevelObject(PyObject *name, PyObject *globals, PyObject *locals, PyObject *fromlist, int level)
{
    PyObject *path, *first = NULL, *module;
    int named = fromlist && fromlist != Py_None ? PyObject_IsTrue(fromlist) : 0;

    if (!PyUnicode_Check(name)) {
        PyErr_SetString(PyExc_TypeError, "module name must be a string");
        return NULL;
    }
    if (level == 0 && PyUnicode_GET_LENGTH(name) == 0) {
        PyErr_SetString(PyExc_ValueError, "Empty module name");
        return NULL;
    }
    path = level > 0 ? absolute_name(name, globals, level) : Py_NewRef(name);
    module = path && named >= 0 ? import_path(path, &first) : NULL;
    if (module && named) {
        if (import_names(module, path, fromlist) < 0)
            Py_CLEAR(module);
    } else if (module) {
        Py_SETREF(module, Py_NewRef(first));
    }
    Py_XDECREF(first);
    Py_XDECREF(path);
    return module;
}

PyObject *PyImport_Import(PyObject *name)
{
    return import_path(name, NULL);
}

PyObject *PyImport_ImportModule(const char *name)
{
    PyObject *str = PyUnicode_InternFromString(name), *module;

    if (!str)
        return NULL;
    module = PyImport_Import(str);
    Py_DECREF(str);
    return module;
}

PyObject *builtin_import(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"name", "globals", "locals", "fromlist", "level", NULL};
    static const _PyArg_Parser parser = {.keywords = keywords, .fname = "__import__"};
    PyObject *buf[5], *const *a = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 5, 0, buf);
    int level = 0;

    if (!a)
        return NULL;
    if (a[4]) {
        level = _PyLong_AsInt(a[4]);
        if (level == -1 && PyErr_Occurred())
            return NULL;
    }
    return PyImport_ImportModuleLevelObject(a[0], a[1], a[2], a[3], level);
}

/* --- the statement ------------------------------------------------------------------------------------------------------------ */

/* Through builtins.__import__, should somebody have put another there. */
PyObject *vm_import_name(PyObject **f, PyObject *name, PyObject *fromlist, int level)
{
    PyObject *globals = FRAME(f)->func->func_globals;
    PyObject *hook = dict_get_str(function_builtins(FRAME(f)->func), _Py_ID(__import__)), *number, *result;

    if (!hook || PyCFunction_Check(hook))
        return PyImport_ImportModuleLevelObject(name, globals, FRAME(f)->locals, fromlist, level);
    number = PyLong_FromLong(level);
    if (!number)
        return NULL;
    result = PyObject_CallFunctionObjArgs(hook, name, globals, FRAME(f)->state & FRAME_LOCALS ? FRAME(f)->locals : Py_None, fromlist,
                                          number, NULL);
    Py_DECREF(number);
    return result;
}

static PyObject *cannot_import(PyObject *module, PyObject *name)
{
    PyObject *module_name = PyModule_Check(module) ? PyModule_GetNameObject(module) : NULL, *text;

    PyErr_Clear();
    if (!module_name)
        module_name = PyUnicode_FromString("<unknown module name>");
    text = module_name ? PyUnicode_FromFormat("cannot import name %R from %R (unknown location)", name, module_name) : NULL;
    if (text)
        PyErr_SetImportError(text, module_name, NULL);
    Py_XDECREF(text);
    Py_XDECREF(module_name);
    return NULL;
}

PyObject *import_from(PyObject *module, PyObject *name)
{
    PyObject *v, *package, *full;

    if (_PyObject_LookupAttr(module, name, &v))
        return v;
    /* a submodule that is being imported further up is in sys.modules only */
    if (_PyObject_LookupAttr(module, _Py_ID(__name__), &package) > 0 && PyUnicode_Check(package)) {
        full = PyUnicode_FromFormat("%U.%U", package, name);
        v = full ? PyImport_GetModule(full) : NULL;
        Py_XDECREF(full);
    }
    Py_XDECREF(package);
    return v ? v : cannot_import(module, name);
}

PyObject *vm_import_from(PyObject *module, PyObject *name)
{
    return import_from(module, name);
}

static int import_listed(PyObject *module, PyObject *names, PyObject *namespace, bool skip_private)
{
    Py_ssize_t n = PySequence_Size(names);

    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *name = PySequence_GetItem(names, i), *v = NULL;
        int error = -1;

        if (name && !PyUnicode_Check(name))
            PyErr_Format(PyExc_TypeError, "Item in __all__ must be str, not %.100s", Py_TYPE(name)->tp_name);
        else if (name && skip_private && PyUnicode_GET_LENGTH(name) && PyUnicode_READ_CHAR(name, 0) == '_')
            error = 0;
        else if (name && (v = PyObject_GetAttr(module, name)) != NULL)
            error = PyObject_SetItem(namespace, name, v);
        Py_XDECREF(name);
        Py_XDECREF(v);
        if (error)
            return -1;
    }
    return n < 0 ? -1 : 0;
}

int import_all(PyObject *module, PyObject *namespace)
{
    PyObject *names;
    int listed = _PyObject_LookupAttr(module, _Py_ID(__all__), &names), error;

    if (listed < 0)
        return -1;
    if (!listed) {
        if (PyModule_Check(module) && module_materialize(module) < 0)
            return -1;
        PyObject *dict = PyObject_GetAttr(module, _Py_ID(__dict__));

        names = dict ? PyMapping_Keys(dict) : NULL;
        Py_XDECREF(dict);
        if (!names)
            return -1;
    }
    error = import_listed(module, names, namespace, !listed);
    Py_DECREF(names);
    return error;
}

int vm_import_star(PyObject **f, PyObject *module)
{
    return import_all(module, FRAME(f)->locals);
}
