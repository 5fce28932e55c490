/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/type_lookup.c -- finding an attribute in a type and its bases; the method cache; version tags; all heap types.
 *
 *     type --tp_version_tag--+
 *                            +--> slot of the cache: tag, name, value (NULL: no such attribute)
 *     name (interned) -------+
 *
 * Rules:
 *     L1  a slot of the cache holds a reference to its name, and borrows the value: it is in a dict of the MRO as long as the tag is the
 *         type's
 *     L2  only interned names are in it, so that a comparison of pointers is enough; they have their hash, which leads to the slot:
 *         where a name lies in memory plays no part
 *     L3  heap types are in one list, in order of creation, from interp_start to interp_stop
 */
#include "heap/trace.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

struct method_cache_entry {
    unsigned tag;   /* 0: empty */
    PyObject *name; /* owned */
    PyObject *value;
};

/* Slots of the cache: fewer when the whole heap is small. */
#define CACHE_SLOTS_MAX 128
#define CACHE_SLOTS_MIN 16
#define CACHE_HEAP_SHARE 64 /* at most one 64th of the heap */

static PyHeapTypeObject *heap_types_first, *heap_types_last;

/* --- bases -------------------------------------------------------------------------------------------------------------------- */

const PyTypeObject *type_base(const PyTypeObject *type)
{
    if (type->tp_base)
        return type->tp_base;
    return type == &PyBaseObject_Type ? NULL : &PyBaseObject_Type;
}

int PyType_IsSubtype(const PyTypeObject *type, const PyTypeObject *base)
{
    PyObject *mro = type->tp_mro;

    if (type == base || base == &PyBaseObject_Type)
        return 1;
    if (mro) {
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(mro); i++)
            if (PyTuple_GET_ITEM(mro, i) == (const PyObject *)base)
                return 1;
        return 0;
    }
    for (type = type->tp_base; type; type = type->tp_base)
        if (type == base)
            return 1;
    return 0;
}

PyObject *type_mro(const PyTypeObject *type)
{
    PyObject *list, *tuple;

    if (type->tp_mro)
        return Py_NewRef(type->tp_mro);
    list = PyList_New(0);
    for (; list && type; type = type_base(type))
        if (PyList_Append(list, (PyObject *)(uintptr_t)type) < 0)
            Py_CLEAR(list);
    if (!list)
        return NULL;
    tuple = PyList_AsTuple(list);
    Py_DECREF(list);
    return tuple;
}

PyObject *type_bases(const PyTypeObject *type)
{
    const PyTypeObject *base = type_base(type);

    if (type->tp_bases)
        return Py_NewRef(type->tp_bases);
    return base ? PyTuple_Pack(1, base) : PyTuple_New(0);
}

/* --- look-up ------------------------------------------------------------------------------------------------------------------ */

PyObject *type_own_lookup(const PyTypeObject *type, PyObject *name)
{
    uint8_t adds;
    PyObject *value;

    if (!type_is_heap(type))
        return type_static_lookup(type, name);
    value = PyUnicode_CheckExact(name) ? dict_get_str(type->tp_dict, name) : PyDict_GetItemWithError(type->tp_dict, name);
    if (value || PyErr_Occurred())
        return value;
    /* What the class statement would enter, but seldom anyone asks for. */
    adds = heap_type(type)->ht_adds;
    if ((adds & HT_ADDS_DICT && name == _Py_ID(__dict__)) || (adds & HT_ADDS_WEAKREF && name == _Py_ID(__weakref__)) ||
        name == _Py_ID(__doc__))
        return type_virtual_attr((PyTypeObject *)(uintptr_t)type, name);
    return NULL;
}

/* The same for the type and its bases. 1, 0, -1. */
static int find(const PyTypeObject *type, PyObject *name, PyObject **value)
{
    PyObject *mro = type->tp_mro;

    if (mro) {
        int result = 0;

        Py_INCREF(mro); /* comparing a key that is no plain str may run code that replaces it */
        for (Py_ssize_t i = 0; !result && i < PyTuple_GET_SIZE(mro); i++) {
            *value = type_own_lookup((PyTypeObject *)PyTuple_GET_ITEM(mro, i), name);
            result = *value ? 1 : PyErr_Occurred() ? -1 : 0;
        }
        Py_DECREF(mro);
        return result;
    }
    for (; type; type = type_base(type)) {
        *value = type_own_lookup(type, name);
        if (*value)
            return 1;
        if (PyErr_Occurred())
            return -1;
    }
    *value = NULL;
    return 0;
}

static struct method_cache_entry *cache_make(void)
{
    size_t share = mem_stats().heap / CACHE_HEAP_SHARE, slots = CACHE_SLOTS_MAX;

    while (slots > CACHE_SLOTS_MIN && slots * sizeof(struct method_cache_entry) > share)
        slots /= 2;
    trace_pause();
    interp.method_cache = PyMem_Calloc(slots, sizeof(struct method_cache_entry));
    trace_resume();
    interp.method_cache_mask = slots - 1;
    return interp.method_cache;
}

static struct method_cache_entry *cache_slot(unsigned tag, PyObject *name)
{
    struct method_cache_entry *cache = interp.method_cache;

    if (!cache) {
        cache = cache_make();
        if (!cache)
            return NULL;
    }
    return &cache[(tag ^ (size_t)((PyASCIIObject *)name)->hash) & interp.method_cache_mask];
}

int type_lookup(const PyTypeObject *type, PyObject *name, PyObject **value)
{
    unsigned tag = type->tp_version_tag;
    struct method_cache_entry *slot = NULL;

    if (tag && PyUnicode_CHECK_INTERNED(name)) {
        slot = cache_slot(tag, name);
        if (slot && slot->tag == tag && slot->name == name) {
            *value = slot->value;
            return *value != NULL;
        }
    }
    /* A pending exception is not the look-up's. */
    PyObject *error = interp.exc ? PyErr_GetRaisedException() : NULL;
    int result = find(type, name, value);
    if (result >= 0 && slot && type->tp_version_tag == tag && interp.method_cache) {
        PyObject *old;

        slot = cache_slot(tag, name);
        old = slot->name;
        slot->tag = tag;
        slot->name = Py_NewRef(name);
        slot->value = *value;
        Py_XDECREF(old);
    }
    if (error)
        error_chain(error);
    return result;
}

PyObject *_PyType_Lookup(const PyTypeObject *type, PyObject *name)
{
    PyObject *value;
    PyObject *error = NULL;

    if (interp.exc)
        error = PyErr_GetRaisedException();
    if (type_lookup(type, name, &value) < 0)
        PyErr_Clear();
    if (error)
        PyErr_SetRaisedException(error);
    return value;
}

void method_cache_clear(void)
{
    struct method_cache_entry *cache = interp.method_cache;

    interp.method_cache = NULL;
    for (size_t i = 0; cache && i <= interp.method_cache_mask; i++)
        Py_XDECREF(cache[i].name);
    PyMem_Free(cache);
}

/* --- versions ----------------------------------------------------------------------------------------------------------------- */

/* tag 0 means "none": attributes are then looked up without the cache. The counter does not come back. */
static int new_tag(PyTypeObject *type, void *unused)
{
    if (interp.next_version_tag)
        type->tp_version_tag = interp.next_version_tag++;
    else
        type->tp_version_tag = 0;
    return 0;
}

void type_new_version(PyTypeObject *type)
{
    if (type_is_heap(type))
        type_each_heir(type, new_tag, NULL);
}

void PyType_Modified(PyTypeObject *type)
{
    type_new_version(type);
}

/* --- all heap types ------------------------------------------------------------------------------------------------------------- */

void type_register(PyHeapTypeObject *type)
{
    type->ht_next = NULL;
    type->ht_prev = heap_types_last;
    if (heap_types_last)
        heap_types_last->ht_next = type;
    else
        heap_types_first = type;
    heap_types_last = type;
    new_tag(&type->ht_type, NULL);
}

void type_unregister(PyHeapTypeObject *type)
{
    if (type->ht_prev)
        type->ht_prev->ht_next = type->ht_next;
    else
        heap_types_first = type->ht_next;
    if (type->ht_next)
        type->ht_next->ht_prev = type->ht_prev;
    else
        heap_types_last = type->ht_prev;
}

int type_each_heir(PyTypeObject *type, int (*f)(PyTypeObject *heir, void *arg), void *arg)
{
    int result = f(type, arg);

    if (result || (type_is_heap(type) && !heap_type(type)->ht_parent))
        return result;
    for (PyHeapTypeObject *t = heap_types_first, *next; !result && t; t = next)
        if (&t->ht_type != type && t->ht_type.tp_mro && PyType_IsSubtype(&t->ht_type, type)) {
            Py_INCREF(t); /* f may run an mro(), and classes may die in it */
            result = f(&t->ht_type, arg);
            next = t->ht_next;
            Py_DECREF(t);
        } else {
            next = t->ht_next;
        }
    return result;
}

static const PyTypeObject *const const_types[] = {
#define TYPE(cname, tag) &cname,
#include "kernel/object/types.def"
#undef TYPE
#define EXC(name, base, kind) &_PyExc_##name,
#include "kernel/object/exceptions.def"
#undef EXC
};

PyObject *type_subclasses(PyTypeObject *type)
{
    PyObject *list = PyList_New(0);

    if (!type_is_heap(type))
        for (size_t i = 0; list && i < Py_ARRAY_LENGTH(const_types); i++)
            if (type_base(const_types[i]) == type && PyList_Append(list, (PyObject *)(uintptr_t)const_types[i]) < 0)
                Py_CLEAR(list);
    for (PyHeapTypeObject *t = heap_types_first; list && t; t = t->ht_next) {
        PyObject *bases = t->ht_type.tp_bases;

        /* A class whose count is 0 is being deallocated. */
        for (Py_ssize_t i = 0; list && bases && Py_REFCNT(t) > 0 && i < PyTuple_GET_SIZE(bases); i++)
            if (PyTuple_GET_ITEM(bases, i) == (PyObject *)type && PyList_Append(list, (PyObject *)t) < 0)
                Py_CLEAR(list);
    }
    return list;
}
