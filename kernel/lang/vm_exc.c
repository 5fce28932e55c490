/* SPDX-License-Identifier: MIT */
/* kernel/lang/vm_exc.c -- raising and catching, with: the long ways; where an exception goes. */
#include "kernel/lang/vm.h"

#include "kernel/object/type.h"

/* --- unwinding ----------------------------------------------------------------------------------------------------------- */

const uint8_t *vm_find_handler(struct frame *f)
{
    const PyCodeObject *code = frame_code(f);
    int offset = frame_offset(f);

    for (unsigned i = 0; i < code->nhandlers; i++) {
        const struct code_handler *h = code_handlers(code) + i;

        if (offset >= h->start && offset < h->end) {
            vm_release_temps(f, h->depth);
            f->temps[h->depth] = PyErr_GetRaisedException();
            return code->co_bytes + h->target;
        }
    }
    vm_release_temps(f, 0);
    return NULL;
}

/* --- the exception being handled --------------------------------------------------------------------------------------------- */

PyObject *vm_handled_exception(void)
{
    const _PyErr_StackItem *item = vm.exc_info;

    while (item && !item->exc_value)
        item = item->previous_item;
    return item ? item->exc_value : NULL;
}

const uint8_t *op_push_exc(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1);
    PyObject *exc = f[t], *before = vm.exc_info->exc_value;

    f[t + 1] = exc;
    f[t] = before ? before : Py_None;
    vm.exc_info->exc_value = Py_NewRef(exc);
    return pc + 2;
}

const uint8_t *op_pop_exc(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1);
    PyObject *before = f[t], *exc = vm.exc_info->exc_value;

    f[t] = NULL;
    vm.exc_info->exc_value = before == Py_None ? NULL : before;
    Py_XDECREF(exc);
    return pc + 2;
}

/* --- raise --------------------------------------------------------------------------------------------------------------------- */

/* An exception from what was raised, class or instance: new reference, or NULL with an exception. */
static PyObject *make_exception(PyObject *v)
{
    PyObject *exc;

    if (PyExceptionInstance_Check(v))
        return Py_NewRef(v);
    if (!PyExceptionClass_Check(v)) {
        PyErr_SetString(PyExc_TypeError, "exceptions must derive from BaseException");
        return NULL;
    }
    exc = PyObject_CallNoArgs(v);
    if (exc && !PyExceptionInstance_Check(exc)) {
        PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %R", v, Py_TYPE(exc));
        Py_CLEAR(exc);
    }
    return exc;
}

/* The cause of `raise ... from v`: 0 and a new reference or NULL (None); -1. */
static int make_cause(PyObject *v, PyObject **cause)
{
    *cause = NULL;
    if (v == Py_None)
        return 0;
    if (PyExceptionClass_Check(v))
        *cause = PyObject_CallNoArgs(v);
    else if (PyExceptionInstance_Check(v))
        *cause = Py_NewRef(v);
    else
        PyErr_SetString(PyExc_TypeError, "exception causes must derive from BaseException");
    return *cause ? 0 : -1;
}

const uint8_t *op_raise(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1), n = pc[2];
    PyObject *exc = make_exception(f[t]), *cause;

    if (!exc)
        return NULL;
    if (n == 2) {
        if (make_cause(f[t + 1], &cause) < 0) {
            Py_DECREF(exc);
            return NULL;
        }
        PyException_SetCause(exc, cause);
    }
    for (int i = n; i-- > 0;)
        vm_release(f, t + i, f[t + i]);
    PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);
    Py_DECREF(exc);
    return NULL;
}

const uint8_t *op_load_assertion_error(PyObject **f, const uint8_t *pc)
{
    vm_store(f, ARG(1), PyExc_AssertionError);
    return pc + 2;
}

/* --- except ---------------------------------------------------------------------------------------------------------------------- */

static bool is_exception_type(PyObject *type)
{
    if (!PyTuple_Check(type))
        return PyExceptionClass_Check(type);
    for (Py_ssize_t i = 0; i < Py_SIZE(type); i++)
        if (!PyExceptionClass_Check(PyTuple_GET_ITEM(type, i)))
            return false;
    return true;
}

const uint8_t *op_jump_unless_exc(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2), matches;
    PyObject *type = f[r];

    if (!is_exception_type(type)) {
        PyErr_SetString(PyExc_TypeError, "catching classes that do not inherit from BaseException is not allowed");
        return NULL;
    }
    matches = PyErr_GivenExceptionMatches(f[ARG(1)], type);
    vm_release(f, r, type);
    return matches ? pc + 5 : pc + 5 + read_s16(pc + 3);
}

/* --- except* --------------------------------------------------------------------------------------------------------------------- */

static bool is_group(PyObject *v)
{
    return PyObject_TypeCheck(v, (const PyTypeObject *)PyExc_BaseExceptionGroup);
}

static bool is_group_type(PyObject *type)
{
    if (!PyTuple_Check(type))
        return PyType_IsSubtype((PyTypeObject *)type, (const PyTypeObject *)PyExc_BaseExceptionGroup);
    for (Py_ssize_t i = 0; i < Py_SIZE(type); i++)
        if (is_group_type(PyTuple_GET_ITEM(type, i)))
            return true;
    return false;
}

/* ExceptionGroup("", (exc,)) */
static PyObject *wrap(PyObject *exc)
{
    PyObject *tuple = PyTuple_Pack(1, exc), *group = NULL;

    if (tuple)
        group = PyObject_CallFunctionObjArgs(PyExc_BaseExceptionGroup, _Py_STR_EMPTY, tuple, NULL);
    Py_XDECREF(tuple);
    return group;
}

/* What of exc is of the type and what is not: new references, None for nothing. 0 or -1. */
static int split_group(PyObject *exc, PyObject *type, PyObject **match, PyObject **rest)
{
    PyObject *pair;

    *match = *rest = Py_None;
    if (exc == Py_None)
        return 0;
    if (PyErr_GivenExceptionMatches(exc, type)) {
        *match = is_group(exc) ? Py_NewRef(exc) : wrap(exc);
        return *match ? 0 : -1;
    }
    if (!is_group(exc)) {
        *rest = Py_NewRef(exc);
        return 0;
    }
    pair = PyObject_CallMethodOneArg(exc, _Py_ID(split), type);
    if (!pair)
        return -1;
    if (!PyTuple_CheckExact(pair) || Py_SIZE(pair) != 2) {
        PyErr_Format(PyExc_TypeError, "%.200s.split must return a 2-tuple", Py_TYPE(exc)->tp_name);
        Py_DECREF(pair);
        return -1;
    }
    *match = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
    *rest = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
    Py_DECREF(pair);
    return 0;
}

const uint8_t *op_eg_match(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1), r = ARG(2);
    PyObject *type = f[r], *match, *rest;

    if (!is_exception_type(type)) {
        PyErr_SetString(PyExc_TypeError, "catching classes that do not inherit from BaseException is not allowed");
        return NULL;
    }
    if (is_group_type(type)) {
        PyErr_SetString(PyExc_TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
        return NULL;
    }
    if (split_group(f[t], type, &match, &rest) < 0)
        return NULL;
    vm_release(f, r, type);
    vm_store(f, t, rest);
    f[t + 1] = match;
    if (match != Py_None)
        Py_XSETREF(vm.exc_info->exc_value, Py_NewRef(match));
    return pc + 3;
}

/* Is exc part of the group that was caught, with nothing raised anew? */
static bool same_metadata(PyObject *a, PyObject *b)
{
    PyBaseExceptionObject *x = (PyBaseExceptionObject *)a, *y = (PyBaseExceptionObject *)b;

    return x->traceback == y->traceback && x->context == y->context && x->cause == y->cause;
}

static PyObject *collect_leaves(PyObject *list, PyObject *exc)
{
    PyObject *excs;

    if (!is_group(exc))
        return PyList_Append(list, exc) < 0 ? NULL : list;
    excs = ((PyBaseExceptionGroupObject *)exc)->excs;
    for (Py_ssize_t i = 0; i < Py_SIZE(excs); i++)
        if (!collect_leaves(list, PyTuple_GET_ITEM(excs, i)))
            return NULL;
    return list;
}

/* Called by exc.subgroup: is the leaf in the list (closure)? */
static PyObject *leaf_in(PyObject *list, PyObject *leaf)
{
    for (Py_ssize_t i = 0; i < Py_SIZE(list); i++)
        if (PyList_GET_ITEM(list, i) == leaf)
            return Py_True;
    return Py_False;
}
static const PyMethodDef leaf_in_def = {"leaf_in", leaf_in, METH_O, NULL};

/* The part of the original group whose leaves were not handled or were raised again. New reference, None, or NULL. */
static PyObject *project(PyObject *original, PyObject *reraised)
{
    PyObject *leaves = PyList_New(0), *test, *part = NULL;

    for (Py_ssize_t i = 0; leaves && i < Py_SIZE(reraised); i++)
        if (!collect_leaves(leaves, PyList_GET_ITEM(reraised, i)))
            Py_CLEAR(leaves);
    test = leaves ? PyCFunction_New((PyMethodDef *)(uintptr_t)&leaf_in_def, leaves) : NULL;
    if (test)
        part = PyObject_CallMethodOneArg(original, _Py_ID(subgroup), test);
    Py_XDECREF(test);
    Py_XDECREF(leaves);
    return part;
}

/* Raised anew, or the original once more: into two lists. 0 or -1. */
static int sort_raised(PyObject *original, PyObject *all, PyObject *raised, PyObject *reraised)
{
    for (Py_ssize_t i = 0; i < Py_SIZE(all); i++) {
        PyObject *exc = PyList_GET_ITEM(all, i);

        if (exc == Py_None)
            continue;
        if (PyList_Append(same_metadata(exc, original) ? reraised : raised, exc) < 0)
            return -1;
    }
    return 0;
}

/* What remains to be raised after all clauses: new reference, None, or NULL with an exception. */
static PyObject *what_to_raise(PyObject *original, PyObject *all)
{
    PyObject *raised = PyList_New(0), *reraised = PyList_New(0), *part = Py_None, *result = NULL;

    if (!raised || !reraised || sort_raised(original, all, raised, reraised) < 0)
        goto done;
    if (!is_group(original)) { /* a plain exception: it was raised again, or another one was */
        Py_ssize_t n = Py_SIZE(all);
        PyObject *last = n ? PyList_GET_ITEM(all, n - 1) : Py_None;

        for (Py_ssize_t i = 0; i < n && last == Py_None; i++)
            last = PyList_GET_ITEM(all, i);
        result = Py_NewRef(Py_SIZE(raised) ? PyList_GET_ITEM(raised, 0) : last);
        goto done;
    }
    part = Py_SIZE(reraised) ? project(original, reraised) : Py_None;
    if (!part)
        goto done;
    if (Py_SIZE(raised) == 0) {
        result = Py_NewRef(part);
    } else {
        if (part == Py_None || PyList_Append(raised, part) == 0)
            result = PyObject_CallFunctionObjArgs(PyExc_BaseExceptionGroup, _Py_STR_EMPTY, raised, NULL);
    }
done:
    Py_XDECREF(part);
    Py_XDECREF(raised);
    Py_XDECREF(reraised);
    return result;
}

const uint8_t *op_eg_reraise(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1), list = ARG(2);
    PyObject *v = what_to_raise(f[t], f[list]);

    if (!v)
        return NULL;
    vm_store(f, t, v);
    vm_release(f, list, f[list]);
    return pc + 3;
}

/* --- with ------------------------------------------------------------------------------------------------------------------------- */

/* A special method of the type to f[t], f[t + 1], in LOAD_METHOD's form. 1, 0: there is none, -1. */
static int load_special(PyObject **f, int t, PyObject *object, PyObject *name)
{
    PyObject *v, *bound;
    int found = type_lookup(Py_TYPE(object), name, &v);

    if (found <= 0)
        return found;
    if (PyType_HasFeature(Py_TYPE(v), Py_TPFLAGS_METHOD_DESCRIPTOR)) {
        f[t] = Py_NewRef(v);
        f[t + 1] = Py_NewRef(object);
        return 1;
    }
    bound = _PyObject_LookupSpecial(object, name);
    if (!bound)
        return -1;
    f[t] = NULL;
    f[t + 1] = bound;
    return 1;
}

static void clear_pair(PyObject **f, int t)
{
    Py_CLEAR(f[t]);
    Py_CLEAR(f[t + 1]);
}

static const uint8_t *with_enter(PyObject **f, const uint8_t *pc, PyObject *enter, PyObject *exit, const char *kind)
{
    int t = ARG(1);
    PyObject *object = vm_take(f, ARG(2));
    int found = load_special(f, t + 2, object, enter);

    if (found == 0)
        PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the %s protocol", Py_TYPE(object)->tp_name, kind);
    if (found > 0) {
        found = load_special(f, t, object, exit);
        if (found == 0)
            PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the %s protocol (missed %U method)",
                         Py_TYPE(object)->tp_name, kind, exit);
        if (found <= 0)
            clear_pair(f, t + 2);
    }
    Py_DECREF(object);
    return found > 0 ? pc + 3 : NULL;
}

const uint8_t *op_with_enter(PyObject **f, const uint8_t *pc)
{
    return with_enter(f, pc, _Py_ID(__enter__), _Py_ID(__exit__), "context manager");
}

const uint8_t *op_async_with_enter(PyObject **f, const uint8_t *pc)
{
    return with_enter(f, pc, _Py_ID(__aenter__), _Py_ID(__aexit__), "asynchronous context manager");
}

const uint8_t *op_with_except(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1), to = ARG(3);
    PyObject *exc = f[ARG(2)], *traceback = PyException_GetTraceback(exc);

    f[to] = Py_XNewRef(f[t]);
    f[to + 1] = Py_NewRef(f[t + 1]);
    f[to + 2] = Py_NewRef(Py_TYPE(exc));
    f[to + 3] = Py_NewRef(exc);
    f[to + 4] = traceback ? traceback : Py_None;
    return pc + 4;
}
