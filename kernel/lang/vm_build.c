/* SPDX-License-Identifier: MIT */
/* kernel/lang/vm_build.c -- displays, unpacking, formatting, functions, imports: the long ways. */
#include "kernel/lang/vm.h"

/* Releases n temps from t on, stores v (NULL: error): the next instruction. */
static const uint8_t *built(PyObject **f, const uint8_t *pc, PyObject *v, int t, int n, int length)
{
    if (!v)
        return NULL;
    for (int i = 0; i < n; i++)
        vm_release(f, t + i, f[t + i]);
    vm_store(f, ARG(1), v);
    return pc + length;
}

const uint8_t *op_build_tuple(PyObject **f, const uint8_t *pc)
{
    return op_inline(f, pc);
}

const uint8_t *op_build_list(PyObject **f, const uint8_t *pc)
{
    return op_inline(f, pc);
}

const uint8_t *op_build_list_const(PyObject **f, const uint8_t *pc)
{
    PyObject *const *consts = CODE(f)->co_consts->ob_item;

    return built(f, pc, _PyList_FromConstants(consts + read_u16(pc + 2), pc[4]), 0, 0, 5);
}

const uint8_t *op_build_set(PyObject **f, const uint8_t *pc)
{
    int t = ARG(2), n = pc[3];
    PyObject *set = PySet_New(NULL);

    for (int i = 0; set && i < n; i++)
        if (PySet_Add(set, f[t + i]) < 0)
            Py_CLEAR(set);
    return built(f, pc, set, t, n, 4);
}

static __attribute__((noinline)) const uint8_t *build_pair_map(PyObject **f, const uint8_t *pc)
{
    PyObject **pair = f + ARG(2), *key = pair[0], *value = pair[1], *dict;

    pair[0] = pair[1] = NULL;
    dict = _PyDict_FromPair(key, value);
    if (!dict)
        return NULL;
    vm_store(f, ARG(1), dict);
    return pc + 4;
}

const uint8_t *op_build_map(PyObject **f, const uint8_t *pc)
{
    int t = ARG(2), n = pc[3];
    PyObject *dict;

    if (n == 1)
        return build_pair_map(f, pc);
    dict = n ? _PyDict_FromItems(f + t, 2, f + t + 1, 2, n) : PyDict_New();

    return built(f, pc, dict, t, 2 * n, 4);
}

const uint8_t *op_build_string(PyObject **f, const uint8_t *pc)
{
    int t = ARG(2), n = pc[3];

    return built(f, pc, _PyUnicode_JoinArray(_Py_STR_EMPTY, f + t, n), t, n, 4);
}

/* --- growing ------------------------------------------------------------------------------------------------------------- */

const uint8_t *op_list_append(PyObject **f, const uint8_t *pc)
{
    if (_PyList_AppendTakeRef((PyListObject *)f[ARG(1)], vm_take(f, ARG(2))) < 0)
        return NULL;
    return pc + 3;
}

const uint8_t *op_set_add(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);

    if (PySet_Add(f[ARG(1)], f[r]) < 0)
        return NULL;
    vm_release(f, r, f[r]);
    return pc + 3;
}

const uint8_t *op_map_add(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(2), rb = ARG(3);

    if (PyDict_SetItem(f[ARG(1)], f[ra], f[rb]) < 0)
        return NULL;
    vm_release(f, ra, f[ra]);
    vm_release(f, rb, f[rb]);
    return pc + 4;
}

const uint8_t *op_list_extend(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);
    PyObject *iterable = f[r], *none = _PyList_Extend((PyListObject *)f[ARG(1)], iterable);

    if (!none) {
        if (PyErr_ExceptionMatches(PyExc_TypeError) && !Py_TYPE(iterable)->tp_iter && !PySequence_Check(iterable)) {
            PyErr_Clear();
            PyErr_Format(PyExc_TypeError, "Value after * must be an iterable, not %.200s", Py_TYPE(iterable)->tp_name);
        }
        return NULL;
    }
    vm_release(f, r, f[r]);
    return pc + 3;
}

const uint8_t *op_set_update(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);

    if (_PySet_Update(f[ARG(1)], f[r]) < 0)
        return NULL;
    vm_release(f, r, f[r]);
    return pc + 3;
}

const uint8_t *op_dict_update(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);

    if (PyDict_Update(f[ARG(1)], f[r]) < 0) {
        if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
            PyErr_Clear();
            PyErr_Format(PyExc_TypeError, "'%.200s' object is not a mapping", Py_TYPE(f[r])->tp_name);
        }
        return NULL;
    }
    vm_release(f, r, f[r]);
    return pc + 3;
}

/* Words the error of a `**` argument: no mapping, a name that is no str, a name given twice. */
static void explain_merge(PyObject *func, PyObject *mapping)
{
    PyObject *text = NULL, *exc;

    if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear();
        text = _PyObject_FunctionStr(func);
        if (text)
            PyErr_Format(PyExc_TypeError, "%U argument after ** must be a mapping, not %.200s", text, Py_TYPE(mapping)->tp_name);
    } else if (PyErr_ExceptionMatches(PyExc_KeyError)) {
        exc = PyErr_GetRaisedException();
        PyObject *args = ((PyBaseExceptionObject *)exc)->args;

        text = args && Py_SIZE(args) == 1 ? _PyObject_FunctionStr(func) : NULL;
        if (text && PyUnicode_Check(PyTuple_GET_ITEM(args, 0)))
            PyErr_Format(PyExc_TypeError, "%U got multiple values for keyword argument '%S'", text, PyTuple_GET_ITEM(args, 0));
        else if (text)
            PyErr_Format(PyExc_TypeError, "%U keywords must be strings", text);
        else
            PyErr_SetRaisedException(Py_NewRef(exc));
        Py_DECREF(exc);
    }
    Py_XDECREF(text);
}

const uint8_t *op_dict_merge(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);

    if (_PyDict_MergeEx(f[ARG(1)], f[r], 2) < 0) {
        explain_merge(f[ARG(3)], f[r]);
        return NULL;
    }
    vm_release(f, r, f[r]);
    return pc + 4;
}

const uint8_t *op_list_to_tuple(PyObject **f, const uint8_t *pc)
{
    PyObject *tuple = PyList_AsTuple(f[ARG(1)]);

    if (!tuple)
        return NULL;
    vm_store(f, ARG(1), tuple);
    return pc + 2;
}

/* --- stash ----------------------------------------------------------------------------------------------------------------- */

/* Temps in a tuple that nobody sees: some of them may be NULL. */
const uint8_t *op_stash(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1), n = pc[2];
    PyObject *stash = PyTuple_New(n);

    if (!stash)
        return NULL;
    PyObject_GC_UnTrack(stash);
    for (int i = 0; i < n; i++) {
        PyTuple_SET_ITEM(stash, i, f[t + i]);
        f[t + i] = NULL;
    }
    f[t] = stash;
    return pc + 3;
}

const uint8_t *op_unstash(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1), n = pc[2];
    PyObject *stash = f[t], *value = f[t + 1];

    f[t + 1] = NULL;
    f[t + n] = value;
    for (int i = 0; i < n; i++) {
        f[t + i] = PyTuple_GET_ITEM(stash, i);
        PyTuple_SET_ITEM(stash, i, NULL);
    }
    Py_DECREF(stash);
    return pc + 3;
}

/* --- unpacking ------------------------------------------------------------------------------------------------------------ */

/* The iterator's next n items to f[top], f[top - 1] ...: 0, or -1 with an exception and nothing kept. */
static int unpack_some(PyObject **f, PyObject *it, int top, int n, int wanted, bool starred)
{
    for (int i = 0; i < n; i++) {
        PyObject *item = Py_TYPE(it)->tp_iternext(it);

        if (item) {
            f[top - i] = item;
            continue;
        }
        if (vm_iter_ended() == 0) {
            if (starred)
                PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected at least %d, got %d)", wanted, i);
            else
                PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected %d, got %d)", wanted, i);
        }
        while (i-- > 0)
            vm_release(f, top - i, f[top - i]);
        return -1;
    }
    return 0;
}

/* An iterator over what is to be unpacked: new reference, or NULL. */
static PyObject *unpack_iter(PyObject *v)
{
    PyObject *it = PyObject_GetIter(v);

    if (!it && PyErr_ExceptionMatches(PyExc_TypeError) && !Py_TYPE(v)->tp_iter && !PySequence_Check(v)) {
        PyErr_Clear();
        PyErr_Format(PyExc_TypeError, "cannot unpack non-iterable %.200s object", Py_TYPE(v)->tp_name);
    }
    return it;
}

/* Nothing may follow: 0, or -1 with an exception. */
static int unpack_end(PyObject *it, int wanted)
{
    PyObject *item = Py_TYPE(it)->tp_iternext(it);

    if (!item)
        return vm_iter_ended();
    Py_DECREF(item);
    PyErr_Format(PyExc_ValueError, "too many values to unpack (expected %d)", wanted);
    return -1;
}

const uint8_t *op_unpack(PyObject **f, const uint8_t *pc)
{
    int t = ARG(2), n = pc[3];
    PyObject *v = vm_take(f, ARG(1)), *it = unpack_iter(v);
    int error = -1;

    if (it && unpack_some(f, it, t + n - 1, n, n, false) == 0) {
        error = unpack_end(it, n);
        for (int i = 0; i < n && error; i++)
            vm_release(f, t + i, f[t + i]);
    }
    Py_XDECREF(it);
    Py_DECREF(v);
    if (error)
        return NULL;
    for (int i = 0; i < n; i++) {
        int d = ARG(4 + i), from = t + n - 1 - i;

        if (d != from)
            vm_store(f, d, vm_take(f, from));
    }
    return pc + 4 + n;
}

/* All but the last `after` items of a list stay in it; those go below f[top]. */
static int split_list(PyObject **f, PyObject *list, int top, int before, int after)
{
    Py_ssize_t n = Py_SIZE(list);

    if (n < after) {
        PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected at least %d, got %zd)", before + after, before + n);
        return -1;
    }
    for (int i = 0; i < after; i++)
        f[top - i] = PyList_GET_ITEM(list, n - after + i);
    Py_SET_SIZE(list, n - after);
    return 0;
}

const uint8_t *op_unpack_ex(PyObject **f, const uint8_t *pc)
{
    int t = ARG(2), before = pc[3], after = pc[4], top = t + before + after, error = -1;
    PyObject *v = vm_take(f, ARG(1)), *it = unpack_iter(v), *list;

    if (it && unpack_some(f, it, top, before, before + after, true) == 0) {
        list = PySequence_List(it);
        error = list ? split_list(f, list, top - before - 1, before, after) : -1;
        if (error) {
            Py_XDECREF(list);
            for (int i = 0; i < before; i++)
                vm_release(f, top - i, f[top - i]);
        } else {
            f[top - before] = list;
        }
    }
    Py_XDECREF(it);
    Py_DECREF(v);
    return error ? NULL : pc + 5;
}

/* The next n items of the iterator behind the list: 0, or -1 with an exception. wanted: in all, for its text. */
static int append_some(PyObject *list, PyObject *it, int n, int wanted, bool starred)
{
    for (int i = 0; i < n; i++) {
        PyObject *item = Py_TYPE(it)->tp_iternext(it);
        int error = item ? PyList_Append(list, item) : vm_iter_ended();

        Py_XDECREF(item);
        if (item && !error)
            continue;
        if (!error)
            PyErr_Format(PyExc_ValueError, starred ? "not enough values to unpack (expected at least %d, got %d)"
                                                   : "not enough values to unpack (expected %d, got %d)", wanted, i);
        return -1;
    }
    return 0;
}

/* A list of what is left but for the last items, which follow it: 0, or -1 with an exception. */
static int append_rest(PyObject *list, PyObject *it, Py_ssize_t before, Py_ssize_t after)
{
    PyObject *rest = PySequence_List(it), *last = NULL;
    Py_ssize_t n = rest ? Py_SIZE(rest) : 0;
    int error = -1;

    if (rest && n < after)
        PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected at least %zd, got %zd)", before + after, before + n);
    else if (rest && (last = PyList_GetSlice(rest, n - after, n)) != NULL && PyList_SetSlice(rest, n - after, n, NULL) == 0 &&
             PyList_Append(list, rest) == 0)
        error = PyList_SetSlice(list, PY_SSIZE_T_MAX, PY_SSIZE_T_MAX, last);
    Py_XDECREF(last);
    Py_XDECREF(rest);
    return error;
}

const uint8_t *op_unpack_many(PyObject **f, const uint8_t *pc)
{
    int before = (int)read_u16(pc + 3), after = (int)read_u16(pc + 5) - 1;
    PyObject *v = vm_take(f, ARG(2)), *it = unpack_iter(v), *list = it ? PyList_New(0) : NULL;

    if (list && (append_some(list, it, before, before + (after > 0 ? after : 0), after >= 0) < 0 ||
                 (after < 0 ? unpack_end(it, before) : append_rest(list, it, before, after)) < 0))
        Py_CLEAR(list);
    Py_XDECREF(it);
    Py_DECREF(v);
    if (list)
        vm_store(f, ARG(1), list);
    return list ? pc + 7 : NULL;
}

/* --- text --------------------------------------------------------------------------------------------------------------------- */

/* New reference to the value, converted. */
static PyObject *convert(PyObject *v, int conversion)
{
    switch (conversion) {
    case 's':
        return PyObject_Str(v);
    case 'r':
        return PyObject_Repr(v);
    case 'a':
        return PyObject_ASCII(v);
    default:
        return Py_NewRef(v);
    }
}

static PyObject *format(PyObject **f, int r, int conversion, PyObject *spec)
{
    PyObject *v = f[r], *converted, *text;

    vm_pin(r, v);
    converted = convert(v, conversion);
    if (converted && PyUnicode_CheckExact(converted) && !spec)
        text = Py_NewRef(converted);
    else
        text = converted ? PyObject_Format(converted, spec) : NULL;
    Py_XDECREF(converted);
    vm_unpin(r, v);
    return text;
}

const uint8_t *op_format(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);
    PyObject *text = format(f, r, pc[3], NULL);

    if (!text)
        return NULL;
    vm_release(f, r, f[r]);
    vm_store(f, ARG(1), text);
    return pc + 4;
}

const uint8_t *op_format_spec(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2), rs = ARG(3);
    PyObject *text = format(f, r, pc[4], f[rs]);

    if (!text)
        return NULL;
    vm_release(f, r, f[r]);
    vm_release(f, rs, f[rs]);
    vm_store(f, ARG(1), text);
    return pc + 5;
}

/* --- functions, classes -------------------------------------------------------------------------------------------------------- */

const uint8_t *op_make_function(PyObject **f, const uint8_t *pc)
{
    int t = ARG(4), flags = pc[5];
    PyObject *code = vm_const(f, read_u16(pc + 2));
    PyFunctionObject *func = (PyFunctionObject *)PyFunction_New(code, FRAME(f)->func->func_globals);
    struct function_extra *extra = NULL;

    if (!func || ((flags & (MAKE_KWDEFAULTS | MAKE_ANNOTATIONS)) && !(extra = function_need_extra(func)))) {
        Py_XDECREF(func);
        return NULL;
    }
    if (flags & MAKE_DEFAULTS)
        *function_defaults_place(func) = vm_take(f, t++);
    if (flags & MAKE_KWDEFAULTS)
        extra->kwdefaults = vm_take(f, t++);
    if (flags & MAKE_ANNOTATIONS)
        extra->annotations = vm_take(f, t++);
    for (int i = 0; flags & MAKE_CELLS && i < ((PyCodeObject *)code)->nfrees; i++)
        func->func_cells[i] = vm_take(f, t++);
    if (flags & MAKE_CLOSURE) {
        PyFunction_SetClosure((PyObject *)func, f[t]);
        vm_release(f, t, f[t]);
    }
    vm_store(f, ARG(1), (PyObject *)func);
    return pc + 6;
}

const uint8_t *op_load_build_class(PyObject **f, const uint8_t *pc)
{
    PyObject *builtins = function_builtins(FRAME(f)->func);
    PyObject *v = dict_get_str(builtins, _Py_ID(__build_class__));

    if (!v && builtins == interp.builtins)
        v = builtins_lookup(_Py_ID(__build_class__));
    if (!v) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_NameError, "__build_class__ not found");
        return NULL;
    }
    vm_store(f, ARG(1), Py_NewRef(v));
    return pc + 2;
}

/* --- imports ------------------------------------------------------------------------------------------------------------------- */

const uint8_t *op_import_name(PyObject **f, const uint8_t *pc)
{
    PyObject *v = vm_import_name(f, vm_name(f, read_u16(pc + 2)), vm_const(f, read_u16(pc + 4)), pc[6]);

    if (!v)
        return NULL;
    vm_store(f, ARG(1), v);
    return pc + 7;
}

const uint8_t *op_import_from(PyObject **f, const uint8_t *pc)
{
    PyObject *v = vm_import_from(f[ARG(2)], vm_name(f, read_u16(pc + 3)));

    if (!v)
        return NULL;
    vm_store(f, ARG(1), v);
    return pc + 5;
}

const uint8_t *op_import_star(PyObject **f, const uint8_t *pc)
{
    int r = ARG(1);

    if (vm_import_star(f, f[r]) < 0)
        return NULL;
    vm_release(f, r, f[r]);
    return pc + 2;
}
