/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/call.c -- calling any object from C; running code; making classes.
 *
 * Every call ends in a vectorcall function: a Python function's, the one a type's instances have at tp_vectorcall_offset, or,
 * where there is none, tp_call with a tuple and a dict.
 */
#include "kernel/lang/call.h"

#include "kernel/lang/arguments.h"
#include "kernel/lang/vm.h"
#include "kernel/object/type.h"

#define SMALL_CALL 6 /* arguments that fit the C stack */

/* --- the ways to call ----------------------------------------------------------------------------------------------------- */

vectorcallfunc PyVectorcall_Function(PyObject *callable)
{
    const PyTypeObject *type = Py_TYPE(callable);
    vectorcallfunc function;

    if (type == &PyFunction_Type)
        return _PyFunction_Vectorcall;
    if (!PyType_HasFeature(type, Py_TPFLAGS_HAVE_VECTORCALL) || type->tp_vectorcall_offset <= 0)
        return NULL;
    memcpy(&function, (char *)callable + type->tp_vectorcall_offset, sizeof function);
    return function;
}

/* A result without an exception, or NULL with one: SystemError instead of anything else. */
static PyObject *check_result(PyObject *callable, PyObject *result)
{
    if (result) {
        if (__builtin_expect(interp.exc == NULL, 1))
            return result;
        Py_DECREF(result);
        _PyErr_FormatFromCause(PyExc_SystemError, "%R returned a result with an exception set", callable);
    } else if (!interp.exc) {
        PyErr_Format(PyExc_SystemError, "%R returned NULL without setting an exception", callable);
    }
    return NULL;
}

static PyObject *call_slot(PyObject *callable, PyObject *args, PyObject *kwargs)
{
    ternaryfunc call = Py_TYPE(callable)->tp_call;
    PyObject *result;

    if (!call)
        return PyErr_Format(PyExc_TypeError, "'%.200s' object is not callable", Py_TYPE(callable)->tp_name);
    if (Py_EnterRecursiveCall(" while calling a Python object"))
        return NULL;
    result = call(callable, args, kwargs);
    Py_LeaveRecursiveCall();
    return check_result(callable, result);
}

/* The values behind the positional arguments, under their names: new dict. */
static PyObject *names_to_dict(PyObject *const *values, PyObject *kwnames)
{
    PyObject *dict = PyDict_New();

    for (Py_ssize_t i = 0; dict && i < PyTuple_GET_SIZE(kwnames); i++)
        if (PyDict_SetItem(dict, PyTuple_GET_ITEM(kwnames, i), values[i]) < 0)
            Py_CLEAR(dict);
    return dict;
}

static PyObject *call_with_tuple(PyObject *callable, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *tuple = _PyTuple_FromArray(args, n), *dict = NULL, *result = NULL;

    if (tuple && kwnames && PyTuple_GET_SIZE(kwnames))
        dict = names_to_dict(args + n, kwnames);
    if (tuple && (dict || !kwnames || !PyTuple_GET_SIZE(kwnames)))
        result = call_slot(callable, tuple, dict);
    Py_XDECREF(tuple);
    Py_XDECREF(dict);
    return result;
}

PyObject *PyObject_Vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    vectorcallfunc function = PyVectorcall_Function(callable);

    if (!function)
        return call_with_tuple(callable, args, PyVectorcall_NARGS(nargsf), kwnames);
    return check_result(callable, function(callable, args, nargsf, kwnames));
}

PyObject *PyObject_VectorcallDict(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwargs)
{
    PyObject *kwnames, **all, *result;

    if (!kwargs || PyDict_GET_SIZE(kwargs) == 0)
        return PyObject_Vectorcall(callable, args, nargsf, NULL);
    all = arguments_flatten(args, PyVectorcall_NARGS(nargsf), kwargs, &kwnames);
    if (!all)
        return NULL;
    result = PyObject_Vectorcall(callable, all, (size_t)PyVectorcall_NARGS(nargsf), kwnames);
    arguments_release(all, PyVectorcall_NARGS(nargsf), kwnames);
    return result;
}

PyObject *PyVectorcall_Call(PyObject *callable, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t offset = Py_TYPE(callable)->tp_vectorcall_offset; /* that of a base, perhaps, without its flag */
    vectorcallfunc function = NULL;
    PyObject *kwnames, **all, *result;

    if (offset > 0)
        memcpy(&function, (char *)callable + offset, sizeof function);
    else
        function = PyVectorcall_Function(callable);
    if (!function)
        return PyErr_Format(PyExc_TypeError, "'%.200s' object does not support vectorcall", Py_TYPE(callable)->tp_name);
    if (!kwargs || PyDict_GET_SIZE(kwargs) == 0)
        return check_result(callable, function(callable, _PyTuple_ITEMS(args), (size_t)PyTuple_GET_SIZE(args), NULL));
    all = arguments_flatten(_PyTuple_ITEMS(args), PyTuple_GET_SIZE(args), kwargs, &kwnames);
    if (!all)
        return NULL;
    result = check_result(callable, function(callable, all, (size_t)PyTuple_GET_SIZE(args), kwnames));
    arguments_release(all, PyTuple_GET_SIZE(args), kwnames);
    return result;
}

PyObject *PyObject_Call(PyObject *callable, PyObject *args, PyObject *kwargs)
{
    if (PyVectorcall_Function(callable))
        return PyVectorcall_Call(callable, args, kwargs);
    return call_slot(callable, args, kwargs);
}

PyObject *PyObject_CallObject(PyObject *callable, PyObject *args)
{
    if (!args)
        return PyObject_CallNoArgs(callable);
    if (!PyTuple_Check(args)) {
        PyErr_SetString(PyExc_TypeError, "argument list must be a tuple");
        return NULL;
    }
    return PyObject_Call(callable, args, NULL);
}

PyObject *PyObject_CallNoArgs(PyObject *callable)
{
    return PyObject_Vectorcall(callable, NULL, 0, NULL);
}

PyObject *PyObject_CallOneArg(PyObject *callable, PyObject *arg)
{
    PyObject *args[2] = {NULL, arg};

    return PyObject_Vectorcall(callable, args + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
}

/* --- methods ----------------------------------------------------------------------------------------------------------------- */

PyObject *PyObject_VectorcallMethod(PyObject *name, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    PyObject *method, *result;
    size_t n = (size_t)PyVectorcall_NARGS(nargsf);

    if (_PyObject_GetMethod(args[0], name, &method))
        result = PyObject_Vectorcall(method, args, n, kwnames);
    else
        result = method ? PyObject_Vectorcall(method, args + 1, n - 1, kwnames) : NULL;
    Py_XDECREF(method);
    return result;
}

PyObject *PyObject_CallMethodNoArgs(PyObject *self, PyObject *name)
{
    return PyObject_VectorcallMethod(name, &self, 1, NULL);
}

PyObject *PyObject_CallMethodOneArg(PyObject *self, PyObject *name, PyObject *arg)
{
    PyObject *args[2] = {self, arg};

    return PyObject_VectorcallMethod(name, args, 2, NULL);
}

/* --- variable numbers of arguments ---------------------------------------------------------------------------------------------- */

/* Calls with the arguments up to NULL, self (if any) first. */
static PyObject *call_va(PyObject *callable, PyObject *self, va_list va)
{
    PyObject *small[SMALL_CALL], **args = small, *arg, *result;
    size_t n = 0, total = self != NULL;
    va_list count;

    va_copy(count, va);
    while (va_arg(count, PyObject *))
        total++;
    va_end(count);
    if (total > SMALL_CALL && !(args = PyMem_Malloc(total * sizeof *args)))
        return PyErr_NoMemory();
    if (self)
        args[n++] = self;
    while ((arg = va_arg(va, PyObject *)) != NULL)
        args[n++] = arg;
    result = PyObject_Vectorcall(callable, args, n, NULL);
    if (args != small)
        PyMem_Free(args);
    return result;
}

PyObject *PyObject_CallFunctionObjArgs(PyObject *callable, ...)
{
    PyObject *result;
    va_list va;

    va_start(va, callable);
    result = call_va(callable, NULL, va);
    va_end(va);
    return result;
}

PyObject *PyObject_CallMethodObjArgs(PyObject *obj, PyObject *name, ...)
{
    PyObject *method, *result;
    int unbound = _PyObject_GetMethod(obj, name, &method);
    va_list va;

    if (!method)
        return NULL;
    va_start(va, name);
    result = call_va(method, unbound ? obj : NULL, va);
    va_end(va);
    Py_DECREF(method);
    return result;
}

/* A format of one unit stands for one argument, unless that is a tuple: then for all of them. */
static PyObject *call_format(PyObject *callable, const char *format, va_list va)
{
    PyObject *value, *result;

    if (!format || !*format)
        return PyObject_CallNoArgs(callable);
    value = Py_VaBuildValue(format, va);
    if (!value)
        return NULL;
    if (PyTuple_Check(value))
        result = PyObject_Call(callable, value, NULL);
    else
        result = PyObject_CallOneArg(callable, value);
    Py_DECREF(value);
    return result;
}

PyObject *PyObject_CallFunction(PyObject *callable, const char *format, ...)
{
    PyObject *result;
    va_list va;

    va_start(va, format);
    result = call_format(callable, format, va);
    va_end(va);
    return result;
}

PyObject *PyObject_CallMethod(PyObject *obj, const char *name, const char *format, ...)
{
    PyObject *method = PyObject_GetAttrString(obj, name), *result;
    va_list va;

    if (!method)
        return NULL;
    va_start(va, format);
    result = call_format(method, format, va);
    va_end(va);
    Py_DECREF(method);
    return result;
}

PyObject *_PyObject_FunctionStr(PyObject *callable)
{
    PyObject *qualname, *module, *text = NULL;

    if (_PyObject_LookupAttr(callable, _Py_ID(__qualname__), &qualname) < 0)
        return NULL;
    if (!qualname)
        return PyObject_Str(callable);
    if (_PyObject_LookupAttr(callable, _Py_ID(__module__), &module) >= 0) {
        if (module && module != Py_None && PyUnicode_Check(module) && !_PyUnicode_EqualToASCIIString(module, "builtins"))
            text = PyUnicode_FromFormat("%S.%S()", module, qualname);
        else
            text = PyUnicode_FromFormat("%S()", qualname);
        Py_XDECREF(module);
    }
    Py_DECREF(qualname);
    return text;
}

/* --- running code ------------------------------------------------------------------------------------------------------------------ */

PyObject *PyEval_EvalCodeEx(PyObject *code, PyObject *globals, PyObject *locals, PyObject *closure)
{
    PyObject *func = PyFunction_New(code, globals), *result;

    if (!func)
        return NULL;
    PyFunction_SetClosure(func, closure);
    result = vm_run_in_namespace((PyFunctionObject *)func, locals ? locals : globals);
    Py_DECREF(func);
    return result;
}

PyObject *PyEval_EvalCode(PyObject *code, PyObject *globals, PyObject *locals)
{
    return PyEval_EvalCodeEx(code, globals, locals, NULL);
}

PyObject *PyEval_GetGlobals(void)
{
    return vm.frame ? vm.frame->func->func_globals : NULL;
}

PyObject *PyEval_GetBuiltins(void)
{
    return vm.frame ? function_builtins(vm.frame->func) : interp.builtins;
}

PyObject *vm_current_locals(void)
{
    if (!vm.frame) {
        PyErr_SetString(PyExc_SystemError, "frame does not exist");
        return NULL;
    }
    if (vm.frame->state & FRAME_LOCALS)
        return Py_NewRef(vm.frame->locals);
    return frame_locals_dict(vm.frame);
}

/* Borrowed: the frame keeps the dict, or the frame object does where there is one or `locals` is taken. */
PyObject *PyEval_GetLocals(void)
{
    struct frame *f = vm.frame;
    PyFrameObject *o;
    PyObject *dict;

    if (!f)
        return NULL;
    if (f->state & FRAME_LOCALS)
        return f->locals;
    if (!f->object && !(f->state & FRAME_INIT)) {
        dict = frame_locals_dict(f);
        Py_XSETREF(f->locals, dict);
        f->state |= FRAME_OBJECT;
        return dict;
    }
    o = frame_object(f);
    dict = o ? PyFrame_GetLocals(o) : NULL;
    Py_XDECREF(dict);
    if (dict && Py_REFCNT(o) == 1)
        f->state |= FRAME_KEPT;
    else
        Py_XDECREF(o);
    return dict;
}

PyObject *PyRun_String(const char *source, int start, PyObject *globals, PyObject *locals)
{
    PyObject *code = Py_CompileString(source, "<string>", start), *result;

    if (!code)
        return NULL;
    result = PyEval_EvalCode(code, globals, locals);
    Py_DECREF(code);
    return result;
}

/* --- __build_class__ ------------------------------------------------------------------------------------------------------------------ */

/* Bases with those replaced that have __mro_entries__: new reference to a tuple, `bases` itself when there are none. */
static PyObject *resolve_bases(PyObject *bases)
{
    PyObject *list = NULL, *tuple;

    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); i++) {
        PyObject *base = PyTuple_GET_ITEM(bases, i), *method = NULL, *entries;

        if (!PyType_Check(base) && _PyObject_LookupAttr(base, _Py_ID(__mro_entries__), &method) < 0)
            goto error;
        if (!method) {
            if (list && PyList_Append(list, base) < 0)
                goto error;
            continue;
        }
        entries = PyObject_CallOneArg(method, bases);
        Py_DECREF(method);
        if (entries && !PyTuple_Check(entries)) {
            PyErr_SetString(PyExc_TypeError, "__mro_entries__ must return a tuple");
            Py_CLEAR(entries);
        }
        if (entries && !list) {
            PyObject *before = PyTuple_GetSlice(bases, 0, i);

            list = before ? PySequence_List(before) : NULL;
            Py_XDECREF(before);
        }
        if (!entries || !list || PyList_SetSlice(list, PyList_GET_SIZE(list), PyList_GET_SIZE(list), entries) < 0) {
            Py_XDECREF(entries);
            goto error;
        }
        Py_DECREF(entries);
    }
    if (!list)
        return Py_NewRef(bases);
    tuple = PyList_AsTuple(list);
    Py_DECREF(list);
    return tuple;
error:
    Py_XDECREF(list);
    return NULL;
}

/* The metaclass: named, or the first base's, in the most derived form. New reference; taken out of kwds. */
static PyObject *find_metaclass(PyObject *bases, PyObject *kwds)
{
    PyObject *meta = kwds ? PyDict_GetItemWithError(kwds, _Py_ID(metaclass)) : NULL, *best;

    if (meta) {
        Py_INCREF(meta);
        if (PyDict_DelItem(kwds, _Py_ID(metaclass)) < 0) {
            Py_DECREF(meta);
            return NULL;
        }
    } else if (PyErr_Occurred()) {
        return NULL;
    } else {
        meta = PyTuple_GET_SIZE(bases) ? (PyObject *)Py_TYPE(PyTuple_GET_ITEM(bases, 0)) : (PyObject *)TYPE_PTR(PyType_Type);
        Py_INCREF(meta);
    }
    if (!PyType_Check(meta))
        return meta;
    best = (PyObject *)_PyType_CalculateMetaclass((PyTypeObject *)meta, bases);
    Py_XINCREF(best);
    Py_DECREF(meta);
    return best;
}

static const char *meta_name(PyObject *meta)
{
    return PyType_Check(meta) ? ((PyTypeObject *)meta)->tp_name : "<metaclass>";
}

/* The namespace of the body: new reference. */
static PyObject *prepare_namespace(PyObject *meta, PyObject *name, PyObject *bases, PyObject *kwds)
{
    PyObject *prepare, *args[2] = {name, bases}, *namespace;

    if (meta == (PyObject *)TYPE_PTR(PyType_Type))
        return PyDict_New();
    if (_PyObject_LookupAttr(meta, _Py_ID(__prepare__), &prepare) < 0)
        return NULL;
    if (!prepare)
        return PyDict_New();
    namespace = PyObject_VectorcallDict(prepare, args, 2, kwds);
    Py_DECREF(prepare);
    if (namespace && !PyMapping_Check(namespace)) {
        PyErr_Format(PyExc_TypeError, "%.200s.__prepare__() must return a mapping, not %.200s", meta_name(meta),
                     Py_TYPE(namespace)->tp_name);
        Py_CLEAR(namespace);
    }
    return namespace;
}

/* The cell __class__ must hold what the metaclass made. 0 or -1. */
static int check_cell(PyObject *cell, PyObject *cls, PyObject *name)
{
    PyObject *in_cell = PyCell_GET(cell);

    if (!PyType_Check(cls) || in_cell == cls)
        return 0;
    if (!in_cell)
        PyErr_Format(PyExc_RuntimeError,
                     "__class__ not set defining %.200R as %.200R. Was __classcell__ propagated to type.__new__?", name, cls);
    else
        PyErr_Format(PyExc_TypeError, "__class__ set to %.200R defining %.200R as %.200R", in_cell, name, cls);
    return -1;
}

static PyObject *make_class(PyObject *meta, PyObject *name, PyObject *bases, PyObject *original, PyObject *namespace,
                            PyObject *kwds, PyObject *cell)
{
    PyObject *args[3] = {name, bases, namespace}, *cls;

    if (bases != original && PyObject_SetItem(namespace, _Py_ID(__orig_bases__), original) < 0)
        return NULL;
    cls = PyObject_VectorcallDict(meta, args, 3, kwds);
    if (cls && PyCell_Check(cell) && check_cell(cell, cls, name) < 0)
        Py_CLEAR(cls);
    return cls;
}

static PyObject *build_class(PyObject *func, PyObject *name, PyObject *original, PyObject *kwds)
{
    PyObject *bases = resolve_bases(original), *meta = NULL, *namespace = NULL, *cell = NULL, *cls = NULL;

    if (bases)
        meta = find_metaclass(bases, kwds);
    if (meta)
        namespace = prepare_namespace(meta, name, bases, kwds);
    if (namespace)
        cell = vm_run_in_namespace((PyFunctionObject *)func, namespace);
    if (cell)
        cls = make_class(meta, name, bases, original, namespace, kwds, cell);
    Py_XDECREF(cell);
    Py_XDECREF(namespace);
    Py_XDECREF(meta);
    Py_XDECREF(bases);
    return cls;
}

PyObject *builtin_build_class(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *bases, *kwds = NULL, *cls = NULL;

    if (n < 2) {
        PyErr_SetString(PyExc_TypeError, "__build_class__: not enough arguments");
        return NULL;
    }
    if (!PyFunction_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "__build_class__: func must be a function");
        return NULL;
    }
    if (!PyUnicode_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "__build_class__: name is not a string");
        return NULL;
    }
    bases = _PyTuple_FromArray(args + 2, n - 2);
    if (bases && kwnames)
        kwds = names_to_dict(args + n, kwnames);
    if (bases && (kwds || !kwnames))
        cls = build_class(args[0], args[1], bases, kwds);
    Py_XDECREF(bases);
    Py_XDECREF(kwds);
    return cls;
}
