/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/builtins.c -- the module builtins: its table, and the functions about attributes, classes and numbers.
 *
 * Everything is const; a name enters a dictionary when it is first used (kernel/object/moduleobject.h).
 */
#include "kernel/lang/import.h"
#include "kernel/module/builtins.h"

/* --- attributes and classes ------------------------------------------------------------------------------------------- */

static int check_name(PyObject *name)
{
    if (PyUnicode_Check(name))
        return 1;
    PyErr_Format(PyExc_TypeError, "attribute name must be string, not '%.200s'", Py_TYPE(name)->tp_name);
    return 0;
}

static PyObject *builtin_getattr(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    PyObject *value;

    if (!_PyArg_CheckPositional("getattr", n, 2, 3) || !check_name(args[1]))
        return NULL;
    if (n == 2)
        return PyObject_GetAttr(args[0], args[1]);
    return _PyObject_LookupAttr(args[0], args[1], &value) == 0 ? Py_NewRef(args[2]) : value;
}

static PyObject *builtin_hasattr(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    PyObject *value;
    int found;

    if (!_PyArg_CheckPositional("hasattr", n, 2, 2) || !check_name(args[1]))
        return NULL;
    found = _PyObject_LookupAttr(args[0], args[1], &value);
    Py_XDECREF(value);
    return found < 0 ? NULL : PyBool_FromLong(found);
}

static PyObject *builtin_setattr(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("setattr", n, 3, 3) || !check_name(args[1]))
        return NULL;
    return PyObject_SetAttr(args[0], args[1], args[2]) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *builtin_delattr(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("delattr", n, 2, 2) || !check_name(args[1]))
        return NULL;
    return PyObject_DelAttr(args[0], args[1]) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *builtin_isinstance(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    int is = _PyArg_CheckPositional("isinstance", n, 2, 2) ? PyObject_IsInstance(args[0], args[1]) : -1;

    return is < 0 ? NULL : PyBool_FromLong(is);
}

static PyObject *builtin_issubclass(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    int is = _PyArg_CheckPositional("issubclass", n, 2, 2) ? PyObject_IsSubclass(args[0], args[1]) : -1;

    return is < 0 ? NULL : PyBool_FromLong(is);
}

static PyObject *builtin_callable(PyObject *module, PyObject *op)
{
    return PyBool_FromLong(PyCallable_Check(op));
}

static PyObject *builtin_id(PyObject *module, PyObject *op)
{
    return PyLong_FromVoidPtr(op);
}

/* --- numbers ------------------------------------------------------------------------------------------------------------ */

static PyObject *builtin_abs(PyObject *module, PyObject *op)
{
    return PyNumber_Absolute(op);
}

static PyObject *builtin_hash(PyObject *module, PyObject *op)
{
    Py_hash_t hash = PyObject_Hash(op);

    return hash == -1 ? NULL : PyLong_FromSsize_t(hash);
}

static PyObject *builtin_divmod(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    return _PyArg_CheckPositional("divmod", n, 2, 2) ? PyNumber_Divmod(args[0], args[1]) : NULL;
}

static PyObject *builtin_pow(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const names[] = {"base", "exp", "mod", NULL};
    static const _PyArg_Parser parser = {.keywords = names, .fname = "pow"};
    PyObject *buf[3];

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 2, 3, 0, buf);
    return args ? PyNumber_Power(args[0], args[1], args == buf || n == 3 ? (args[2] ? args[2] : Py_None) : Py_None) : NULL;
}

static PyObject *builtin_round(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const names[] = {"number", "ndigits", NULL};
    static const _PyArg_Parser parser = {.keywords = names, .fname = "round"};
    PyObject *buf[2], *round, *result;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 2, 0, buf);
    if (!args)
        return NULL;
    round = _PyObject_LookupSpecial(args[0], _Py_ID(__round__));
    if (!round) {
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_TypeError, "type %.100s doesn't define __round__ method", Py_TYPE(args[0])->tp_name);
        return NULL;
    }
    result = args[1] && args[1] != Py_None ? PyObject_CallOneArg(round, args[1]) : PyObject_CallNoArgs(round);
    Py_DECREF(round);
    return result;
}

/* --- the module ----------------------------------------------------------------------------------------------------------- */

/* Every function: FUNCTION(name, flags, C function). */
#define FAST METH_FASTCALL
#define KEYWORDS (METH_FASTCALL | METH_KEYWORDS)
#define ONE METH_O
#define NONE METH_NOARGS
#define FUNCTIONS \
    FUNCTION(__build_class__, KEYWORDS, builtin_build_class) \
    FUNCTION(__import__, KEYWORDS, builtin_import) \
    FUNCTION(abs, ONE, builtin_abs) \
    FUNCTION(aiter, ONE, builtin_aiter) \
    FUNCTION(all, ONE, builtin_all) \
    FUNCTION(anext, FAST, builtin_anext) \
    FUNCTION(any, ONE, builtin_any) \
    FUNCTION(ascii, ONE, builtin_ascii) \
    FUNCTION(bin, ONE, builtin_bin) \
    FUNCTION(breakpoint, KEYWORDS, builtin_breakpoint) \
    FUNCTION(callable, ONE, builtin_callable) \
    FUNCTION(chr, ONE, builtin_chr) \
    FUNCTION(compile, KEYWORDS, builtin_compile) \
    FUNCTION(delattr, FAST, builtin_delattr) \
    FUNCTION(dir, FAST, builtin_dir) \
    FUNCTION(divmod, FAST, builtin_divmod) \
    FUNCTION(eval, FAST, builtin_eval) \
    FUNCTION(exec, KEYWORDS, builtin_exec) \
    FUNCTION(format, FAST, builtin_format) \
    FUNCTION(getattr, FAST, builtin_getattr) \
    FUNCTION(globals, NONE, builtin_globals) \
    FUNCTION(hasattr, FAST, builtin_hasattr) \
    FUNCTION(hash, ONE, builtin_hash) \
    FUNCTION(help, FAST, builtin_help) \
    FUNCTION(hex, ONE, builtin_hex) \
    FUNCTION(id, ONE, builtin_id) \
    FUNCTION(input, FAST, builtin_input) \
    FUNCTION(isinstance, FAST, builtin_isinstance) \
    FUNCTION(issubclass, FAST, builtin_issubclass) \
    FUNCTION(iter, FAST, builtin_iter) \
    FUNCTION(len, ONE, builtin_len) \
    FUNCTION(locals, NONE, builtin_locals) \
    FUNCTION(max, KEYWORDS, builtin_max) \
    FUNCTION(min, KEYWORDS, builtin_min) \
    FUNCTION(next, FAST, builtin_next) \
    FUNCTION(oct, ONE, builtin_oct) \
    FUNCTION(open, KEYWORDS, builtin_open) \
    FUNCTION(ord, ONE, builtin_ord) \
    FUNCTION(pow, KEYWORDS, builtin_pow) \
    FUNCTION(print, KEYWORDS, builtin_print) \
    FUNCTION(repr, ONE, builtin_repr) \
    FUNCTION(round, KEYWORDS, builtin_round) \
    FUNCTION(setattr, FAST, builtin_setattr) \
    FUNCTION(sorted, KEYWORDS, builtin_sorted) \
    FUNCTION(sum, KEYWORDS, builtin_sum) \
    FUNCTION(vars, FAST, builtin_vars)

/* Function objects in flash: using one takes no RAM but its entry in a dictionary. */
#define FUNCTION(name, flags, f) \
    static const PyMethodDef def_##name = {#name, _PyCFunction_CAST(f), (flags), NULL}; \
    static const PyCFunctionObject function_##name = CFUNCTION_CONST(&def_##name, (flags), _Py_ID(builtins));
FUNCTIONS
#undef FUNCTION

#define OBJECT(name, object) {_Py_ID(name), (PyObject *)(uintptr_t)&(object)}

static const struct module_object objects[] = {
#define FUNCTION(name, flags, f) OBJECT(name, function_##name),
    FUNCTIONS
#undef FUNCTION
    OBJECT(Ellipsis, _Py_EllipsisObject),
    OBJECT(EnvironmentError, _PyExc_OSError),
    OBJECT(False, _Py_FalseStruct),
    OBJECT(IOError, _PyExc_OSError),
    OBJECT(None, _Py_NoneStruct),
    OBJECT(NotImplemented, _Py_NotImplementedStruct),
    OBJECT(True, _Py_TrueStruct),
    OBJECT(__debug__, _Py_TrueStruct),
    OBJECT(bool, PyBool_Type),
    OBJECT(bytearray, PyByteArray_Type),
    OBJECT(bytes, PyBytes_Type),
    OBJECT(classmethod, PyClassMethod_Type),
    OBJECT(complex, PyComplex_Type),
    OBJECT(copyright, builtin_copyright),
    OBJECT(credits, builtin_credits),
    OBJECT(dict, PyDict_Type),
    OBJECT(enumerate, PyEnum_Type),
    OBJECT(exit, builtin_exit),
    OBJECT(filter, PyFilter_Type),
    OBJECT(float, PyFloat_Type),
    OBJECT(frozenset, PyFrozenSet_Type),
    OBJECT(int, PyLong_Type),
    OBJECT(license, builtin_license),
    OBJECT(list, PyList_Type),
    OBJECT(map, PyMap_Type),
    OBJECT(memoryview, PyMemoryView_Type),
    OBJECT(object, PyBaseObject_Type),
    OBJECT(property, PyProperty_Type),
    OBJECT(quit, builtin_quit),
    OBJECT(range, PyRange_Type),
    OBJECT(reversed, PyReversed_Type),
    OBJECT(set, PySet_Type),
    OBJECT(slice, PySlice_Type),
    OBJECT(staticmethod, PyStaticMethod_Type),
    OBJECT(str, PyUnicode_Type),
    OBJECT(super, PySuper_Type),
    OBJECT(tuple, PyTuple_Type),
    OBJECT(type, PyType_Type),
    OBJECT(zip, PyZip_Type),
#define EXC(name, base, kind) OBJECT(name, _PyExc_##name),
#include "kernel/object/exceptions.def"
#undef EXC
    {NULL, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "builtins",
    .m_doc = "Built-in functions, exceptions, and other objects.",
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_builtins(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
