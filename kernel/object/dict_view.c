/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/dict_view.c -- dict.keys(), dict.values(), dict.items(): windows on a dictionary.
 *
 * Views of keys and items act as sets: compared as such, and & | - ^ make a set. They copy nothing until then.
 */
#include "kernel/object/dict_impl.h"

PyObject *_PyDictView_New(PyObject *dict, PyTypeObject *type)
{
    _PyDictViewObject *v;

    if (!PyDict_Check(dict)) {
        PyErr_Format(PyExc_TypeError, "%s() requires a dict argument, not '%s'", type->tp_name, Py_TYPE(dict)->tp_name);
        return NULL;
    }
    v = container_new(type, sizeof *v);
    if (!v)
        return NULL;
    v->dv_dict = (PyDictObject *)Py_NewRef(dict);
    gc_track(v);
    return (PyObject *)v;
}

PyObject *dict_keys_view(PyObject *self, PyObject *unused)
{
    return _PyDictView_New(self, TYPE_PTR(PyDictKeys_Type));
}

PyObject *dict_values_view(PyObject *self, PyObject *unused)
{
    return _PyDictView_New(self, TYPE_PTR(PyDictValues_Type));
}

PyObject *dict_items_view(PyObject *self, PyObject *unused)
{
    return _PyDictView_New(self, TYPE_PTR(PyDictItems_Type));
}

static inline PyDictObject *dict_of(PyObject *view)
{
    return ((_PyDictViewObject *)view)->dv_dict;
}

static void view_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(dict_of(self));
    gc_del(self);
}

static int view_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(dict_of(self));
    return 0;
}

static Py_ssize_t view_length(PyObject *self)
{
    return dict_of(self)->ma_used;
}

/* --- lists of what is seen ------------------------------------------------------------------------------------------- */

enum part { KEYS, VALUES, ITEMS };

/* Making the list and the pairs may run the collector, and so anything: starts again when the dictionary has changed. */
static PyObject *list_of(PyDictObject *d, enum part part)
{
    PyObject *list, *key, *value;
    Py_ssize_t pos = 0, i = 0, n = d->ma_used;

    list = PyList_New(n);
    if (!list)
        return NULL;
    for (; i < n && PyDict_Next((PyObject *)d, &pos, &key, &value); i++) {
        PyObject *item = part == KEYS ? Py_NewRef(key) : part == VALUES ? Py_NewRef(value) : PyTuple_Pack(2, key, value);

        PyList_SET_ITEM(list, i, item);
        if (!item)
            break;
    }
    if (i == n && n == d->ma_used)
        return list;
    Py_DECREF(list);
    return PyErr_Occurred() ? NULL : list_of(d, part);
}

static PyObject *checked_list_of(PyObject *dict, enum part part)
{
    if (!dict || !PyDict_Check(dict)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    return list_of((PyDictObject *)dict, part);
}

PyObject *PyDict_Keys(PyObject *dict)
{
    return checked_list_of(dict, KEYS);
}

PyObject *PyDict_Values(PyObject *dict)
{
    return checked_list_of(dict, VALUES);
}

PyObject *PyDict_Items(PyObject *dict)
{
    return checked_list_of(dict, ITEMS);
}

static PyObject *view_repr(PyObject *self)
{
    PyObject *list, *text = NULL;
    int inside = Py_ReprEnter(self);

    if (inside)
        return inside < 0 ? NULL : PyUnicode_FromString("...");
    list = list_of(dict_of(self), PyDictKeys_Check(self) ? KEYS : PyDictItems_Check(self) ? ITEMS : VALUES);
    if (list) {
        text = PyUnicode_FromFormat("%s(%R)", Py_TYPE(self)->tp_name, list);
        Py_DECREF(list);
    }
    Py_ReprLeave(self);
    return text;
}

/* --- views as sets --------------------------------------------------------------------------------------------------- */

/* Whether each item of `inner` is in `outer`: 1, 0, -1. */
static int all_in(PyObject *inner, PyObject *outer)
{
    PyObject *it = PyObject_GetIter(inner), *item;
    int ok = 1;

    if (!it)
        return -1;
    while (ok > 0 && (item = iter_next(it))) {
        ok = PySequence_Contains(outer, item);
        Py_DECREF(item);
    }
    Py_DECREF(it);
    return ok > 0 && PyErr_Occurred() ? -1 : ok;
}

static PyObject *view_richcompare(PyObject *self, PyObject *other, int op)
{
    Py_ssize_t n, m;
    int ok;

    if (!PyAnySet_Check(other) && !PyDictViewSet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    n = PyObject_Size(self);
    m = n < 0 ? -1 : PyObject_Size(other);
    if (m < 0)
        return NULL;
    switch (op) {
    case Py_EQ:
    case Py_NE:
        ok = n == m ? all_in(self, other) : 0;
        if (ok >= 0 && op == Py_NE)
            ok = !ok;
        break;
    case Py_LT:
        ok = n < m ? all_in(self, other) : 0;
        break;
    case Py_LE:
        ok = n <= m ? all_in(self, other) : 0;
        break;
    case Py_GT:
        ok = n > m ? all_in(other, self) : 0;
        break;
    default:
        ok = n >= m ? all_in(other, self) : 0;
        break;
    }
    return ok < 0 ? NULL : PyBool_FromLong(ok);
}

/* A set of the left operand's items, changed by the method of that name with the right one. */
static PyObject *as_set_then(PyObject *left, PyObject *method, PyObject *right)
{
    PyObject *set = PySet_New(left), *done;

    if (!set)
        return NULL;
    done = PyObject_CallMethodOneArg(set, method, right);
    if (!done)
        Py_CLEAR(set);
    Py_XDECREF(done);
    return set;
}

static PyObject *view_sub(PyObject *left, PyObject *right)
{
    return as_set_then(left, _Py_ID(difference_update), right);
}

static PyObject *view_or(PyObject *left, PyObject *right)
{
    return as_set_then(left, _Py_ID(update), right);
}

/* Takes from `rest` the pair that d has too, or else puts d's pair into the set. 0 or -1. */
static int cancel(PyObject *rest, PyObject *set, PyObject *key, PyObject *value, Py_hash_t hash)
{
    PyObject *other = Py_XNewRef(_PyDict_GetItem_KnownHash(rest, key, hash)), *pair;
    int result = -1, equal = 0;

    if (other) {
        equal = PyObject_RichCompareBool(other, value, Py_EQ);
        Py_DECREF(other);
    } else if (PyErr_Occurred()) {
        return -1;
    }
    if (equal)
        return equal < 0 ? -1 : _PyDict_DelItem_KnownHash(rest, key, hash);
    pair = PyTuple_Pack(2, key, value);
    if (pair) {
        result = PySet_Add(set, pair);
        Py_DECREF(pair);
    }
    return result;
}

/* Items of one dictionary and not of the other. Values that are equal need no hash. */
static PyObject *items_xor(PyDictObject *a, PyDictObject *b)
{
    PyObject *rest, *set = NULL, *items = NULL, *key, *value;
    Py_ssize_t pos = 0;
    Py_hash_t hash;
    int result;

    if (a->ma_used > b->ma_used) {
        PyDictObject *swapped = a;

        a = b;
        b = swapped;
    }
    rest = PyDict_Copy((PyObject *)a);
    set = rest ? PySet_New(NULL) : NULL;
    result = set ? 0 : -1;
    while (result == 0 && _PyDict_Next((PyObject *)b, &pos, &key, &value, &hash)) {
        Py_INCREF(key);
        Py_INCREF(value);
        result = cancel(rest, set, key, value, hash);
        Py_DECREF(value);
        Py_DECREF(key);
    }
    items = result == 0 ? dict_items_view(rest, NULL) : NULL;
    if (!items || _PySet_Update(set, items) < 0)
        Py_CLEAR(set);
    Py_XDECREF(items);
    Py_XDECREF(rest);
    return set;
}

static PyObject *view_xor(PyObject *left, PyObject *right)
{
    if (PyDictItems_Check(left) && PyDictItems_Check(right))
        return items_xor(dict_of(left), dict_of(right));
    return as_set_then(left, _Py_ID(symmetric_difference_update), right);
}

static PyObject *view_and(PyObject *left, PyObject *right)
{
    PyObject *set, *it, *item;
    int found = 0;

    if (!PyDictViewSet_Check(left)) {
        PyObject *swapped = left;

        left = right;
        right = swapped;
    }
    if (PySet_CheckExact(right) && view_length(left) <= PySet_GET_SIZE(right))
        return PyObject_CallMethodOneArg(right, _Py_ID(intersection), left);
    if (PyDictViewSet_Check(right) && view_length(right) > view_length(left)) {
        PyObject *swapped = left;

        left = right;
        right = swapped;
    }
    set = PySet_New(NULL);
    it = set ? PyObject_GetIter(right) : NULL;
    while (it && found >= 0 && (item = iter_next(it))) {
        found = PySequence_Contains(left, item);
        if (found > 0)
            found = PySet_Add(set, item);
        Py_DECREF(item);
    }
    if (set && (!it || PyErr_Occurred()))
        Py_CLEAR(set);
    Py_XDECREF(it);
    return set;
}

static PyObject *view_isdisjoint(PyObject *self, PyObject *other)
{
    PyObject *it, *item, *in = self;
    int found = 0;

    if (self == other)
        return PyBool_FromLong(view_length(self) == 0);
    if ((PyAnySet_CheckExact(other) || PyDictViewSet_Check(other)) && PyObject_Size(other) > view_length(self)) {
        in = other;
        other = self;
    }
    it = PyObject_GetIter(other);
    if (!it)
        return NULL;
    while (found == 0 && (item = iter_next(it))) {
        found = PySequence_Contains(in, item);
        Py_DECREF(item);
    }
    Py_DECREF(it);
    return found < 0 || PyErr_Occurred() ? NULL : PyBool_FromLong(!found);
}

static const PyNumberMethods view_as_number = {
    .nb_subtract = view_sub,
    .nb_and = view_and,
    .nb_xor = view_xor,
    .nb_or = view_or,
};

/* --- keys ------------------------------------------------------------------------------------------------------------ */

static int keys_contains(PyObject *self, PyObject *key)
{
    return PyDict_Contains((PyObject *)dict_of(self), key);
}

static PyObject *keys_iter(PyObject *self)
{
    return dict_iter_new(dict_of(self), &PyDictIterKey_Type);
}

static PyObject *keys_reversed(PyObject *self, PyObject *unused)
{
    return dict_iter_new(dict_of(self), &PyDictRevIterKey_Type);
}

/* --- values ---------------------------------------------------------------------------------------------------------- */

static PyObject *values_iter(PyObject *self)
{
    return dict_iter_new(dict_of(self), &PyDictIterValue_Type);
}

static PyObject *values_reversed(PyObject *self, PyObject *unused)
{
    return dict_iter_new(dict_of(self), &PyDictRevIterValue_Type);
}

/* --- items ----------------------------------------------------------------------------------------------------------- */

static int items_contains(PyObject *self, PyObject *item)
{
    PyObject *value;
    int equal;

    if (!PyTuple_Check(item) || PyTuple_GET_SIZE(item) != 2)
        return 0;
    value = PyDict_GetItemWithError((PyObject *)dict_of(self), PyTuple_GET_ITEM(item, 0));
    if (!value)
        return PyErr_Occurred() ? -1 : 0;
    Py_INCREF(value);
    equal = PyObject_RichCompareBool(value, PyTuple_GET_ITEM(item, 1), Py_EQ);
    Py_DECREF(value);
    return equal;
}

static PyObject *items_iter(PyObject *self)
{
    return dict_iter_new(dict_of(self), &PyDictIterItem_Type);
}

static PyObject *items_reversed(PyObject *self, PyObject *unused)
{
    return dict_iter_new(dict_of(self), &PyDictRevIterItem_Type);
}

/* --- the types ------------------------------------------------------------------------------------------------------- */

static PyObject *view_mapping(PyObject *self, void *closure)
{
    return PyDictProxy_New((PyObject *)dict_of(self));
}

static const PyGetSetDef view_getset[] = {
    {"mapping", view_mapping, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static const PyMethodDef keys_methods[] = {
    {"__reversed__", keys_reversed, METH_NOARGS, NULL},
    {"isdisjoint", view_isdisjoint, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
static const PyMethodDef values_methods[] = {
    {"__reversed__", values_reversed, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
static const PyMethodDef items_methods[] = {
    {"__reversed__", items_reversed, METH_NOARGS, NULL},
    {"isdisjoint", view_isdisjoint, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
static const PySequenceMethods keys_as_sequence = {.sq_length = view_length, .sq_contains = keys_contains};
static const PySequenceMethods values_as_sequence = {.sq_length = view_length};
static const PySequenceMethods items_as_sequence = {.sq_length = view_length, .sq_contains = items_contains};

#define VIEW_COMMON(sequence, iter, methods)                                                                           \
    .tp_basicsize = sizeof(_PyDictViewObject), .tp_dealloc = view_dealloc, .tp_repr = view_repr,                       \
    .tp_as_sequence = CONST_SLOT(&sequence), .tp_traverse = view_traverse, .tp_iter = iter,                            \
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,                                   \
    .tp_methods = CONST_SLOT(methods), .tp_getset = CONST_SLOT(view_getset), .tp_free = PyObject_GC_Del, TYPE_COMMON
/* Sets are not hashable; a view of values is an object like any other. */
#define VIEW_SET .tp_hash = PyObject_HashNotImplemented, .tp_as_number = CONST_SLOT(&view_as_number), .tp_richcompare = view_richcompare

const PyTypeObject PyDictKeys_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "dict_keys",
    .tp_version_tag = TYPE_TAG(dict_keys),
    VIEW_COMMON(keys_as_sequence, keys_iter, keys_methods),
    VIEW_SET,
};

const PyTypeObject PyDictValues_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "dict_values",
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_version_tag = TYPE_TAG(dict_values),
    VIEW_COMMON(values_as_sequence, values_iter, values_methods),
};

const PyTypeObject PyDictItems_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "dict_items",
    .tp_version_tag = TYPE_TAG(dict_items),
    VIEW_COMMON(items_as_sequence, items_iter, items_methods),
    VIEW_SET,
};
