/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/abstract_sequence.c -- items by position and by key, membership, iteration ("Sequence Protocol", "Mapping
 * Protocol", "Iterator Protocol" of the reference).
 */
#include "kernel/object/Python.h"
#include "kernel/object/union.h"
#include "kernel/object/type.h"

/* --- size ------------------------------------------------------------------------------------------------------------------- */

Py_ssize_t PyObject_Size(PyObject *op)
{
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;

    return s && s->sq_length ? s->sq_length(op) : PyMapping_Size(op);
}

static Py_ssize_t no_size(PyObject *op, const char *format)
{
    PyErr_Format(PyExc_TypeError, format, Py_TYPE(op)->tp_name);
    return -1;
}

Py_ssize_t PyMapping_Size(PyObject *op)
{
    PyMappingMethods *m = Py_TYPE(op)->tp_as_mapping;
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;

    if (m && m->mp_length)
        return m->mp_length(op);
    return no_size(op, s && s->sq_length ? "%.200s is not a mapping" : "object of type '%.200s' has no len()");
}

Py_ssize_t PySequence_Size(PyObject *op)
{
    PyMappingMethods *m = Py_TYPE(op)->tp_as_mapping;
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;

    if (s && s->sq_length)
        return s->sq_length(op);
    if (class_has_len(Py_TYPE(op)))
        return m->mp_length(op);
    return no_size(op, m && m->mp_length ? "%.200s is not a sequence" : "object of type '%.200s' has no len()");
}

static int has_size(PyObject *op)
{
    PyMappingMethods *m = Py_TYPE(op)->tp_as_mapping;
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;

    return (s && s->sq_length) || (m && m->mp_length);
}

Py_ssize_t PyObject_LengthHint(PyObject *op, Py_ssize_t otherwise)
{
    PyObject *method, *result;
    Py_ssize_t n;

    if (has_size(op)) {
        n = PyObject_Size(op);
        if (n >= 0 || !PyErr_ExceptionMatches(PyExc_TypeError))
            return n;
        PyErr_Clear();
    }
    method = _PyObject_LookupSpecial(op, _Py_ID(__length_hint__));
    if (!method)
        return PyErr_Occurred() ? -1 : otherwise;
    result = PyObject_CallNoArgs(method);
    Py_DECREF(method);
    if (!result) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError))
            return -1;
        PyErr_Clear();
        return otherwise;
    }
    if (result == Py_NotImplemented)
        return otherwise;
    if (!PyLong_Check(result)) {
        PyErr_Format(PyExc_TypeError, "__length_hint__ must be an integer, not %.100s", Py_TYPE(result)->tp_name);
        Py_DECREF(result);
        return -1;
    }
    n = PyLong_AsSsize_t(result);
    Py_DECREF(result);
    if (n < 0 && !PyErr_Occurred())
        PyErr_Format(PyExc_ValueError, "__length_hint__() should return >= 0");
    return n < 0 ? -1 : n;
}

/* --- items by key ---------------------------------------------------------------------------------------------------------------- */

/* The index that a key stands for. 0, or -1 with an exception. */
static int index_of(PyObject *key, Py_ssize_t *i)
{
    if (!PyIndex_Check(key)) {
        PyErr_Format(PyExc_TypeError, "sequence index must be integer, not '%.200s'", Py_TYPE(key)->tp_name);
        return -1;
    }
    *i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    return *i == -1 && PyErr_Occurred() ? -1 : 0;
}

PyObject *PyObject_GetItem(PyObject *op, PyObject *key)
{
    PyMappingMethods *m = Py_TYPE(op)->tp_as_mapping;
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;
    PyObject *method, *result;
    Py_ssize_t i;

    if (m && m->mp_subscript)
        return m->mp_subscript(op, key);
    if (s && s->sq_item)
        return index_of(key, &i) < 0 ? NULL : PySequence_GetItem(op, i);
    if (PyType_Check(op)) {
        if (op == (const PyObject *)&PyType_Type)
            return Py_GenericAlias(op, key);
        if (_PyObject_LookupAttr(op, _Py_ID(__class_getitem__), &method) < 0)
            return NULL;
        if (method && method != Py_None) {
            result = PyObject_CallOneArg(method, key);
            Py_DECREF(method);
            return result;
        }
        Py_XDECREF(method);
        return PyErr_Format(PyExc_TypeError, "type '%.200s' is not subscriptable", ((PyTypeObject *)op)->tp_name);
    }
    return PyErr_Format(PyExc_TypeError, "'%.200s' object is not subscriptable", Py_TYPE(op)->tp_name);
}

/* value NULL deletes. */
static int assign_item(PyObject *op, PyObject *key, PyObject *value)
{
    PyMappingMethods *m = Py_TYPE(op)->tp_as_mapping;
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;
    Py_ssize_t i;

    if (m && m->mp_ass_subscript)
        return m->mp_ass_subscript(op, key, value);
    if (s && s->sq_ass_item && (PyIndex_Check(key) || !m))
        return index_of(key, &i) < 0 ? -1 : value ? PySequence_SetItem(op, i, value) : PySequence_DelItem(op, i);
    PyErr_Format(PyExc_TypeError,
                 value                                                     ? "'%.200s' object does not support item assignment"
                 : (s || type_is_heap(Py_TYPE(op))) && PyIndex_Check(key) ? "'%.200s' object doesn't support item deletion"
                                                                           : "'%.200s' object does not support item deletion",
                 Py_TYPE(op)->tp_name);
    return -1;
}

int PyObject_SetItem(PyObject *op, PyObject *key, PyObject *value)
{
    return assign_item(op, key, value);
}

int PyObject_DelItem(PyObject *op, PyObject *key)
{
    return assign_item(op, key, NULL);
}

int PyObject_DelItemString(PyObject *op, const char *key)
{
    PyObject *name = PyUnicode_FromString(key);
    int failed = name ? PyObject_DelItem(op, name) : -1;

    Py_XDECREF(name);
    return failed;
}

/* --- items by position -------------------------------------------------------------------------------------------------------- */

int PySequence_Check(PyObject *op)
{
    if (PyDict_Check(op))
        return 0;
    return (Py_TYPE(op)->tp_as_sequence && Py_TYPE(op)->tp_as_sequence->sq_item) || class_has_getitem(Py_TYPE(op));
}

/* A negative index counts from the end, where there is one. 0, or -1. */
static int from_end(PyObject *op, PySequenceMethods *s, Py_ssize_t *i)
{
    if (*i < 0 && s->sq_length) {
        Py_ssize_t n = s->sq_length(op);

        if (n < 0)
            return -1;
        *i += n;
    }
    return 0;
}

/* The position as the key of a class whose __getitem__ or __setitem__ takes both. New reference. */
static PyObject *position_key(PyObject *op, Py_ssize_t i)
{
    PyMappingMethods *m = Py_TYPE(op)->tp_as_mapping;

    if (i < 0 && m->mp_length) {
        Py_ssize_t n = m->mp_length(op);

        if (n < 0)
            return NULL;
        i += n;
    }
    return PyLong_FromSsize_t(i);
}

PyObject *PySequence_GetItem(PyObject *op, Py_ssize_t i)
{
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;
    PyMappingMethods *m = Py_TYPE(op)->tp_as_mapping;
    PyObject *key, *item;

    if (s && s->sq_item)
        return from_end(op, s, &i) < 0 ? NULL : s->sq_item(op, i);
    if (class_has_getitem(Py_TYPE(op))) {
        key = position_key(op, i);
        item = key ? m->mp_subscript(op, key) : NULL;
        Py_XDECREF(key);
        return item;
    }
    return PyErr_Format(PyExc_TypeError, m && m->mp_subscript ? "%.200s is not a sequence" : "'%.200s' object does not support indexing",
                        Py_TYPE(op)->tp_name);
}

static int assign_position(PyObject *op, Py_ssize_t i, PyObject *value)
{
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;

    if (s && s->sq_ass_item)
        return from_end(op, s, &i) < 0 ? -1 : s->sq_ass_item(op, i, value);
    if (type_is_heap(Py_TYPE(op)) && Py_TYPE(op)->tp_as_mapping && Py_TYPE(op)->tp_as_mapping->mp_ass_subscript) {
        PyObject *key = position_key(op, i);
        int result = key ? Py_TYPE(op)->tp_as_mapping->mp_ass_subscript(op, key, value) : -1;

        Py_XDECREF(key);
        return result;
    }
    PyErr_Format(PyExc_TypeError,
                 value ? "'%.200s' object does not support item assignment" : "'%.200s' object doesn't support item deletion",
                 Py_TYPE(op)->tp_name);
    return -1;
}

int PySequence_SetItem(PyObject *op, Py_ssize_t i, PyObject *value)
{
    return assign_position(op, i, value);
}

int PySequence_DelItem(PyObject *op, Py_ssize_t i)
{
    return assign_position(op, i, NULL);
}

static PyObject *slice_of(Py_ssize_t i, Py_ssize_t j)
{
    PyObject *start = PyLong_FromSsize_t(i), *stop = PyLong_FromSsize_t(j);
    PyObject *slice = start && stop ? PySlice_New(start, stop, NULL) : NULL;

    Py_XDECREF(start);
    Py_XDECREF(stop);
    return slice;
}

PyObject *PySequence_GetSlice(PyObject *op, Py_ssize_t i, Py_ssize_t j)
{
    PyMappingMethods *m = Py_TYPE(op)->tp_as_mapping;
    PyObject *slice, *result;

    if (!m || !m->mp_subscript)
        return PyErr_Format(PyExc_TypeError, "'%.200s' object is unsliceable", Py_TYPE(op)->tp_name);
    slice = slice_of(i, j);
    result = slice ? m->mp_subscript(op, slice) : NULL;
    Py_XDECREF(slice);
    return result;
}

static int assign_slice(PyObject *op, Py_ssize_t i, Py_ssize_t j, PyObject *value)
{
    PyMappingMethods *m = Py_TYPE(op)->tp_as_mapping;
    PyObject *slice;
    int failed;

    if (!m || !m->mp_ass_subscript) {
        PyErr_Format(PyExc_TypeError,
                     value ? "'%.200s' object doesn't support slice assignment" : "'%.200s' object doesn't support slice deletion",
                     Py_TYPE(op)->tp_name);
        return -1;
    }
    slice = slice_of(i, j);
    failed = slice ? m->mp_ass_subscript(op, slice, value) : -1;
    Py_XDECREF(slice);
    return failed;
}

int PySequence_SetSlice(PyObject *op, Py_ssize_t i, Py_ssize_t j, PyObject *value)
{
    return assign_slice(op, i, j, value);
}

int PySequence_DelSlice(PyObject *op, Py_ssize_t i, Py_ssize_t j)
{
    return assign_slice(op, i, j, NULL);
}

/* --- + and * of sequences only ---------------------------------------------------------------------------------------------------- */

PyObject *PySequence_Concat(PyObject *a, PyObject *b)
{
    PySequenceMethods *s = Py_TYPE(a)->tp_as_sequence;

    if (s && s->sq_concat)
        return s->sq_concat(a, b);
    if (PySequence_Check(a) && PySequence_Check(b))
        return PyNumber_Add(a, b);
    return PyErr_Format(PyExc_TypeError, "'%.200s' object can't be concatenated", Py_TYPE(a)->tp_name);
}

PyObject *PySequence_InPlaceConcat(PyObject *a, PyObject *b)
{
    PySequenceMethods *s = Py_TYPE(a)->tp_as_sequence;

    return s && s->sq_inplace_concat ? s->sq_inplace_concat(a, b) : PySequence_Concat(a, b);
}

PyObject *PySequence_Repeat(PyObject *op, Py_ssize_t n)
{
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;

    if (s && s->sq_repeat)
        return s->sq_repeat(op, n);
    if (PySequence_Check(op)) {
        PyObject *times = PyLong_FromSsize_t(n), *result = times ? PyNumber_Multiply(op, times) : NULL;

        Py_XDECREF(times);
        return result;
    }
    return PyErr_Format(PyExc_TypeError, "'%.200s' object can't be repeated", Py_TYPE(op)->tp_name);
}

PyObject *PySequence_InPlaceRepeat(PyObject *op, Py_ssize_t n)
{
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;

    return s && s->sq_inplace_repeat ? s->sq_inplace_repeat(op, n) : PySequence_Repeat(op, n);
}

/* --- as list or tuple --------------------------------------------------------------------------------------------------------------- */

PyObject *PySequence_List(PyObject *op)
{
    PyObject *list = PyList_New(0), *none;

    if (!list)
        return NULL;
    none = _PyList_Extend((PyListObject *)list, op);
    if (!none) {
        Py_DECREF(list);
        return NULL;
    }
    Py_DECREF(none);
    return list;
}

PyObject *PySequence_Tuple(PyObject *op)
{
    PyObject *list, *tuple;

    if (PyTuple_CheckExact(op))
        return Py_NewRef(op);
    if (PyList_CheckExact(op))
        return PyList_AsTuple(op);
    list = PySequence_List(op);
    tuple = list ? PyList_AsTuple(list) : NULL;
    Py_XDECREF(list);
    return tuple;
}

PyObject *PySequence_Fast(PyObject *op, const char *message)
{
    PyObject *iter, *list;

    if (PyList_CheckExact(op) || PyTuple_CheckExact(op))
        return Py_NewRef(op);
    iter = PyObject_GetIter(op);
    if (!iter) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_SetString(PyExc_TypeError, message);
        return NULL;
    }
    list = PySequence_List(iter);
    Py_DECREF(iter);
    return list;
}

/* --- looking for a value --------------------------------------------------------------------------------------------------------- */

/* Goes through the items until `stop_at_first` finds one. Counts equal ones into *count, and all before into *index. 1 found,
 * 0 not, -1 with an exception. */
static int scan(PyObject *op, PyObject *value, int stop_at_first, Py_ssize_t *index, Py_ssize_t *count)
{
    PyObject *iter = PyObject_GetIter(op), *item;
    int equal = 0;

    *index = *count = 0;
    if (!iter) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_Format(PyExc_TypeError, "argument of type '%.200s' is not iterable", Py_TYPE(op)->tp_name);
        return -1;
    }
    while ((item = PyIter_Next(iter))) {
        equal = PyObject_RichCompareBool(item, value, Py_EQ);
        Py_DECREF(item);
        if (equal < 0)
            break;
        *count += equal;
        if (equal && stop_at_first)
            break;
        ++*index;
    }
    Py_DECREF(iter);
    return equal < 0 || PyErr_Occurred() ? -1 : *count > 0;
}

int sequence_search(PyObject *op, PyObject *value)
{
    Py_ssize_t index, count;

    return scan(op, value, 1, &index, &count);
}

int PySequence_Contains(PyObject *op, PyObject *value)
{
    PySequenceMethods *s = Py_TYPE(op)->tp_as_sequence;

    return s && s->sq_contains ? s->sq_contains(op, value) : sequence_search(op, value);
}

Py_ssize_t PySequence_Count(PyObject *op, PyObject *value)
{
    Py_ssize_t index, count;

    return scan(op, value, 0, &index, &count) < 0 ? -1 : count;
}

Py_ssize_t PySequence_Index(PyObject *op, PyObject *value)
{
    Py_ssize_t index, count;
    int found = scan(op, value, 1, &index, &count);

    if (!found)
        PyErr_SetString(PyExc_ValueError, "sequence.index(x): x not in sequence");
    return found > 0 ? index : -1;
}

/* --- mappings ------------------------------------------------------------------------------------------------------------------------ */

int PyMapping_Check(PyObject *op)
{
    return Py_TYPE(op)->tp_as_mapping && Py_TYPE(op)->tp_as_mapping->mp_subscript;
}

PyObject *PyMapping_GetItemString(PyObject *op, const char *key)
{
    PyObject *name = PyUnicode_FromString(key), *value = name ? PyObject_GetItem(op, name) : NULL;

    Py_XDECREF(name);
    return value;
}

int PyMapping_SetItemString(PyObject *op, const char *key, PyObject *value)
{
    PyObject *name = PyUnicode_FromString(key);
    int failed = name ? PyObject_SetItem(op, name, value) : -1;

    Py_XDECREF(name);
    return failed;
}

int PyMapping_HasKey(PyObject *op, PyObject *key)
{
    PyObject *value = PyObject_GetItem(op, key);

    PyErr_Clear();
    Py_XDECREF(value);
    return value != NULL;
}

int PyMapping_HasKeyString(PyObject *op, const char *key)
{
    PyObject *value = PyMapping_GetItemString(op, key);

    PyErr_Clear();
    Py_XDECREF(value);
    return value != NULL;
}

static PyObject *list_of(PyObject *op, PyObject *method)
{
    PyObject *view = PyObject_CallMethodNoArgs(op, method), *list;

    if (!view)
        return NULL;
    list = PySequence_List(view);
    if (!list && PyErr_ExceptionMatches(PyExc_TypeError))
        PyErr_Format(PyExc_TypeError, "%.200s.%U() returned a non-iterable (type %.200s)", Py_TYPE(op)->tp_name, method,
                     Py_TYPE(view)->tp_name);
    Py_DECREF(view);
    return list;
}

PyObject *PyMapping_Keys(PyObject *op)
{
    return PyDict_CheckExact(op) ? PyDict_Keys(op) : list_of(op, _Py_ID(keys));
}

PyObject *PyMapping_Values(PyObject *op)
{
    return PyDict_CheckExact(op) ? PyDict_Values(op) : list_of(op, _Py_ID(values));
}

PyObject *PyMapping_Items(PyObject *op)
{
    return PyDict_CheckExact(op) ? PyDict_Items(op) : list_of(op, _Py_ID(items));
}

/* --- iteration ------------------------------------------------------------------------------------------------------------------------ */

PyObject *PyObject_GetIter(PyObject *op)
{
    getiterfunc f = Py_TYPE(op)->tp_iter;
    PyObject *iter;

    if (!f) {
        if (PySequence_Check(op))
            return PySeqIter_New(op);
        return PyErr_Format(PyExc_TypeError, "'%.200s' object is not iterable", Py_TYPE(op)->tp_name);
    }
    iter = f(op);
    if (iter && !PyIter_Check(iter)) {
        PyErr_Format(PyExc_TypeError, "iter() returned non-iterator of type '%.100s'", Py_TYPE(iter)->tp_name);
        Py_CLEAR(iter);
    }
    return iter;
}

PyObject *_PyObject_NextNotImplemented(PyObject *op)
{
    return PyErr_Format(PyExc_TypeError, "'%.200s' object is not iterable", Py_TYPE(op)->tp_name);
}

int PyIter_Check(PyObject *op)
{
    return Py_TYPE(op)->tp_iternext && Py_TYPE(op)->tp_iternext != _PyObject_NextNotImplemented;
}

PyObject *PyIter_Next(PyObject *iter)
{
    PyObject *item;

    if (interp_loop_check() < 0)
        return NULL;
    item = Py_TYPE(iter)->tp_iternext(iter);
    if (!item && interp.exc && PyErr_ExceptionMatches(PyExc_StopIteration))
        PyErr_Clear();
    return item;
}

int iter_each(PyObject *iterable, int (*f)(PyObject *item, void *arg), void *arg)
{
    PyObject *iter = PyObject_GetIter(iterable), *item;
    int result = 0;

    if (!iter)
        return -1;
    while (!result && (item = PyIter_Next(iter))) {
        result = f(item, arg);
        Py_DECREF(item);
    }
    Py_DECREF(iter);
    return !result && PyErr_Occurred() ? -1 : result;
}
