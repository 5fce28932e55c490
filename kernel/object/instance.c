/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/instance.c -- attributes of an object itself: inline values (instance.h), or a dictionary.
 *
 *     NULL --first store--> values|1 --__dict__ asked for, or a store that does not fit--> dictionary
 *
 * Rules:
 *     N1  the word of an instance whose type is not MANAGED_DICT is NULL or a dictionary
 *     N2  the value of key number i is value number i; in which order they were set, PyDictValues knows
 */
#include "heap/gc.h"
#include "heap/weakref.h"
#include "kernel/object/Python.h"
#include "kernel/object/instance.h"
#include "kernel/object/type.h"

#define is_managed(type) PyType_HasFeature((type), Py_TPFLAGS_MANAGED_DICT)

/* The object's dictionary, if it has one already: borrowed. */
static PyObject *dict_now(PyObject *op, const PyTypeObject *type)
{
    if (is_managed(type))
        return instance_word_dict(*instance_word(op, type));
    PyObject **place = _PyObject_GetDictPtr(op);
    return place ? *place : NULL;
}

Py_ssize_t instance_index(const PyTypeObject *type, PyObject *name)
{
    return shared_keys_index(heap_type(type)->ht_cached_keys, name);
}

int instance_get(PyObject *op, const PyTypeObject *type, PyObject *name, PyObject **value)
{
    *value = NULL;
    if (!type->tp_dictoffset)
        return 0;
    if (is_managed(type)) {
        PyDictValues *values = instance_word_values(*instance_word(op, type));

        if (values) {
            Py_ssize_t i = PyUnicode_CheckExact(name) ? instance_index(type, name) : -1;

            if (i >= 0 || PyUnicode_CheckExact(name)) {
                *value = i >= 0 ? values_get(values, i) : NULL;
                return *value != NULL;
            }
            if (!instance_dict(op, (PyTypeObject *)(uintptr_t)type))
                return -1;
        }
    }
    PyObject *dict = dict_now(op, type);
    if (!dict)
        return 0;
    /* A method that the look-up calls may drop the dictionary. */
    Py_INCREF(dict);
    *value = PyDict_GetItemWithError(dict, name);
    Py_DECREF(dict);
    return *value ? 1 : PyErr_Occurred() ? -1 : 0;
}

/* Stores into or deletes from the values. As values_set. */
static int set_in_values(PyObject *op, PyTypeObject *type, PyObject *name, PyObject *value)
{
    uintptr_t *word = instance_word(op, type);
    PyDictValues *before = instance_word_values(*word), *values = before;

    if (!PyUnicode_CheckExact(name))
        return 1;
    PyDictKeysObject **keys = &heap_type(type)->ht_cached_keys;
    Py_ssize_t names = *keys ? (*keys)->dk_nentries : 0;
    int result = values_set(keys, &values, name, value);
    /* Inline caches take a tag to mean that no instance has further names among its values. */
    if (*keys && (*keys)->dk_nentries != names)
        type_new_version(type);
    /* When an old value died, its destructor may have made the word another: then the block has not moved. */
    if (values != before)
        *word = (uintptr_t)values | INSTANCE_VALUES_BIT;
    return result;
}

int instance_set(PyObject *op, PyTypeObject *type, PyObject *name, PyObject *value)
{
    PyObject *dict;

    if (is_managed(type) && !instance_word_dict(*instance_word(op, type))) {
        switch (set_in_values(op, type, name, value)) {
        case 0:
            return 0;
        case 2:
            return 1;
        case -1:
            if (!PyErr_Occurred())
                PyErr_NoMemory();
            return -1;
        default:
            if (!instance_dict(op, type))
                return -1;
        }
    }
    dict = dict_now(op, type);
    if (!dict) {
        PyObject **place;

        if (!value)
            return 1;
        dict = PyDict_New();
        if (!dict)
            return -1;
        place = _PyObject_GetDictPtr(op);
        *place = dict;
    }
    Py_INCREF(dict);
    int result = value ? PyDict_SetItem(dict, name, value) : PyDict_DelItem(dict, name);
    Py_DECREF(dict);
    if (result < 0 && !value && PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyErr_Clear();
        return 1;
    }
    return result;
}

PyObject *instance_dict(PyObject *op, PyTypeObject *type)
{
    uintptr_t *word = instance_word(op, type);
    PyObject *dict = instance_word_dict(*word);

    if (!dict) {
        PyDictKeysObject *keys = heap_type(type)->ht_cached_keys;

        dict = keys ? dict_from_values(keys, instance_word_values(*word)) : dict_for_names();
        if (dict)
            *word = (uintptr_t)dict;
    }
    return dict;
}

void instance_clear(PyObject *op, const PyTypeObject *type)
{
    if (!type->tp_dictoffset)
        return;
    if (is_managed(type)) {
        uintptr_t *word = instance_word(op, type), was = *word;

        *word = 0;
        values_free(instance_word_values(was));
        Py_XDECREF(instance_word_dict(was));
        return;
    }
    PyObject **place = _PyObject_GetDictPtr(op);
    if (place)
        Py_CLEAR(*place);
}

int instance_traverse(PyObject *op, const PyTypeObject *type, visitproc visit, void *arg)
{
    if (!type->tp_dictoffset)
        return 0;
    if (is_managed(type)) {
        PyDictValues *values = instance_word_values(*instance_word(op, type));

        if (values)
            return values_traverse(values, visit, arg);
    }
    Py_VISIT(dict_now(op, type));
    return 0;
}

PyObject *instance_new(PyTypeObject *type)
{
    size_t size = (size_t)type->tp_basicsize;
    int tracked = PyType_IS_GC(type);
    PyObject *op = tracked ? object_gc_new(type, size) : object_new(type, size);

    if (!op)
        return PyErr_NoMemory();
    for (void **field = (void **)(op + 1), **end = (void **)((char *)op + size); field < end; field++)
        *field = NULL;
    Py_INCREF(type);
    if (tracked)
        gc_track(op);
    return op;
}

/* --- life and death of an instance of a heap type ------------------------------------------------------------------------------ */

/* The nearest base that is not a class made by a class statement: whose own tp_dealloc, tp_traverse, tp_clear go on. */
static PyTypeObject *native_base(PyTypeObject *type)
{
    while (type->tp_dealloc == subtype_dealloc)
        type = type->tp_base;
    return type;
}

static const PyMemberDef *members_of(const PyTypeObject *type)
{
    return PyHeapType_GET_MEMBERS((PyTypeObject *)(uintptr_t)type);
}

/* Calls visit for each member that __slots__ of this very class made. */
static int traverse_members(PyObject *self, const PyTypeObject *type, visitproc visit, void *arg)
{
    const PyMemberDef *m = members_of(type);

    for (Py_ssize_t n = Py_SIZE(type); n-- > 0; m++)
        Py_VISIT(*(PyObject **)((char *)self + m->offset));
    return 0;
}

static void clear_members(PyObject *self, const PyTypeObject *type)
{
    const PyMemberDef *m = members_of(type);

    for (Py_ssize_t n = Py_SIZE(type); n-- > 0; m++)
        Py_CLEAR(*(PyObject **)((char *)self + m->offset));
}

int subtype_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyTypeObject *type = Py_TYPE(self), *base = native_base(type);
    int answer;

    for (const PyTypeObject *t = type; t != base; t = t->tp_base) {
        answer = Py_SIZE(t) ? traverse_members(self, t, visit, arg) : 0;
        if (answer)
            return answer;
    }
    if (type->tp_dictoffset != base->tp_dictoffset) {
        answer = instance_traverse(self, type, visit, arg);
        if (answer)
            return answer;
    }
    /* The tp_traverse of a heap type in C visits the class itself. */
    if (!type_is_heap(base) || !base->tp_traverse)
        Py_VISIT(type);
    return base->tp_traverse ? base->tp_traverse(self, visit, arg) : 0;
}

int subtype_clear(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self), *base = native_base(type);

    for (const PyTypeObject *t = type; t != base; t = t->tp_base)
        if (Py_SIZE(t))
            clear_members(self, t);
    if (type->tp_dictoffset != base->tp_dictoffset)
        instance_clear(self, type);
    return base->tp_clear ? base->tp_clear(self) : 0;
}

/* What is left of a plain instance, which has been taken from the collector. */
static void plain_dealloc(PyObject *self, PyTypeObject *type)
{
    uintptr_t *word = (uintptr_t *)(self + 1);
    PyDictValues *values;

    if (((PyObject **)word)[1])
        PyObject_ClearWeakRefs(self);
    values = instance_word_values(*word);
    if (values) {
        *word = 0;
        values_free(values);
    }
    /* Destructors of the values may have given it new attributes. */
    if (*word)
        instance_clear(self, type);
    gc_drop(self);
    Py_DECREF(type);
}

/* The same of an instance that has nothing but the members of its own class's __slots__. */
static void slots_dealloc(PyObject *self, PyTypeObject *type)
{
    PyObject **member = (PyObject **)(self + 1), **end = member + Py_SIZE(type);

    for (; member < end; member++)
        Py_CLEAR(*member);
    gc_drop(self);
    Py_DECREF(type);
}

/*
 * In this order: __del__ (after which the object may live on), weak references, members and attributes, what the native base
 * has, memory, and last the reference to the class.
 */
void subtype_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self), *base;

    if (type->tp_finalize) {
        if (PyObject_CallFinalizerFromDealloc(self) < 0)
            return;
        /* __del__ may have given the object another class. */
        type = Py_TYPE(self);
    }
    if (PyType_IS_GC(type))
        gc_untrack(self);
    if (type->tp_kind == KIND_INSTANCE) {
        plain_dealloc(self, type);
        return;
    }
    if (type->tp_kind == KIND_SLOTS && type->tp_base == &PyBaseObject_Type) {
        slots_dealloc(self, type);
        return;
    }
    base = native_base(type);
    if (type->tp_weaklistoffset && !base->tp_weaklistoffset)
        PyObject_ClearWeakRefs(self);
    for (const PyTypeObject *t = type; t != base; t = t->tp_base)
        if (Py_SIZE(t))
            clear_members(self, t);
    if (type->tp_dictoffset != base->tp_dictoffset)
        instance_clear(self, type);
    if (base->tp_dealloc && base != &PyBaseObject_Type)
        base->tp_dealloc(self);
    else
        type->tp_free(self);
    /* The tp_dealloc of a heap type in C has given up the reference to the class. */
    if (!type_is_heap(base))
        Py_DECREF(type);
}
