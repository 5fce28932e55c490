/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/type_slots.c -- which function stands in a slot of a heap type.
 *
 * For each special method of the slot, the first class of the MRO that defines it proposes a function:
 *
 *     a const type                  the function of its own slot
 *     a class, by a wrapper of      the function that the wrapper calls: `__repr__ = object.__repr__`
 *       a const type
 *     a class, in any other way     the one of slot_call.c that calls the method
 *
 * If all proposals agree, that is it; else the one of slot_call.c. A class with one base begins with the slots of the base, and
 * looks at those only whose methods it defines itself.
 */
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

/* First of the definitions of the same slot as slot_defs[i], and one past the last. */
static size_t group_start(size_t i)
{
    while (i > 0 && slot_defs[i - 1].suite == slot_defs[i].suite && slot_defs[i - 1].word == slot_defs[i].word)
        i--;
    return i;
}

static size_t group_end(size_t i)
{
    size_t end = i + 1;

    while (end < slot_defs_count && slot_defs[end].suite == slot_defs[i].suite && slot_defs[end].word == slot_defs[i].word)
        end++;
    return end;
}

/* --- which function ------------------------------------------------------------------------------------------------------------- */

/* What the attribute `value` of a class stands for. */
static void *function_of_value(const PyTypeObject *type, const struct slot_def *def, PyObject *value)
{
    if (Py_IS_TYPE(value, &PyWrapperDescr_Type)) {
        const PyWrapperDescrObject *w = (PyWrapperDescrObject *)value;

        if (w->d_base->name == def->name && PyType_IsSubtype(type, PyDescr_TYPE(w)))
            return w->d_base == def ? w->d_wrapped : slot_get(PyDescr_TYPE(w), def);
    }
    if (value == Py_None && def->name == _Py_ID(__hash__))
        return (void *)(uintptr_t)PyObject_HashNotImplemented;
    if (def->name == _Py_ID(__new__) && type_of_new(value))
        return (void *)(uintptr_t)type->tp_base->tp_new;
    return def->function;
}

/* The proposal for one special method: 1 and *function, or 0. */
static int propose(const PyTypeObject *type, const struct slot_def *def, void **function)
{
    PyObject *mro = type->tp_mro;

    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(mro); i++) {
        const PyTypeObject *t = (PyTypeObject *)PyTuple_GET_ITEM(mro, i);

        if (type_is_heap(t)) {
            PyObject *value = dict_get_str(t->tp_dict, def->name);

            if (value) {
                *function = function_of_value(type, def, value);
                return 1;
            }
        } else if (slot_is_own(t, def)) {
            *function = slot_get(t, def);
            return 1;
        }
    }
    return 0;
}

static void *resolve(const PyTypeObject *type, size_t start)
{
    void *result = NULL, *function;
    int found = 0;

    for (size_t i = start, end = group_end(start); i < end; i++) {
        if (!propose(type, &slot_defs[i], &function))
            continue;
        if (found && function != result)
            return slot_defs[start].function;
        found = 1;
        result = function;
    }
    return result;
}

/* --- writing ---------------------------------------------------------------------------------------------------------------------- */

static size_t suite_size(unsigned suite)
{
    switch (suite) {
    case SUITE_NUMBER:
        return sizeof(PyNumberMethods);
    case SUITE_SEQUENCE:
        return sizeof(PySequenceMethods);
    case SUITE_MAPPING:
        return sizeof(PyMappingMethods);
    default:
        return sizeof(PyAsyncMethods);
    }
}

static void suite_set(PyTypeObject *type, unsigned suite, void *p)
{
    switch (suite) {
    case SUITE_NUMBER:
        type->tp_as_number = p;
        break;
    case SUITE_SEQUENCE:
        type->tp_as_sequence = p;
        break;
    case SUITE_MAPPING:
        type->tp_as_mapping = p;
        break;
    default:
        type->tp_as_async = p;
        break;
    }
}

/* The suite becomes the type's own, with the content it has. 0 or -1. */
static int suite_own(PyTypeObject *type, const struct slot_def *def)
{
    void **shared = slot_place(type, def), *own;

    if (heap_type(type)->ht_suites & def->suite)
        return 0;
    own = PyMem_Calloc(1, suite_size(def->suite));
    if (!own) {
        PyErr_NoMemory();
        return -1;
    }
    if (shared)
        memcpy(own, shared - def->word, suite_size(def->suite));
    suite_set(type, def->suite, own);
    heap_type(type)->ht_suites |= def->suite;
    return 0;
}

static int write(PyTypeObject *type, const struct slot_def *def, void *function)
{
    if (!function && def->name == _Py_ID(__next__) && type->tp_iternext)
        function = (void *)(uintptr_t)_PyObject_NextNotImplemented; /* a loop that runs calls the slot without looking */
    if (slot_get(type, def) == function)
        return 0;
    if (def->suite && suite_own(type, def) < 0)
        return -1;
    *slot_place(type, def) = function;
    return 0;
}

/* --- on creation and change --------------------------------------------------------------------------------------------------------- */

/* Empty slots of a const type mean what object does; in a heap type they say so. */
static void copy_plain_slots(PyTypeObject *type, const PyTypeObject *base)
{
    type->tp_repr = base->tp_repr ? base->tp_repr : object_repr;
    type->tp_str = base->tp_str ? base->tp_str : object_str;
    type->tp_getattro = base->tp_getattro ? base->tp_getattro : PyObject_GenericGetAttr;
    type->tp_setattro = base->tp_setattro ? base->tp_setattro : PyObject_GenericSetAttr;
    type->tp_richcompare = base->tp_richcompare ? base->tp_richcompare : object_richcompare;
    type->tp_hash = base->tp_hash          ? base->tp_hash
                    : base->tp_richcompare ? PyObject_HashNotImplemented
                                           : (hashfunc)_Py_HashPointer;
    type->tp_init = base->tp_init ? base->tp_init : object_tp_init;
    type->tp_new = base->tp_new;
    type->tp_call = base->tp_call;
    type->tp_iter = base->tp_iter;
    type->tp_iternext = base->tp_iternext;
    type->tp_descr_get = base->tp_descr_get;
    type->tp_descr_set = base->tp_descr_set;
    type->tp_finalize = base->tp_finalize;
    type->tp_del = base->tp_del;
}

static void share_suites(PyTypeObject *type, const PyTypeObject *base)
{
    uint8_t own = heap_type(type)->ht_suites;

    if (!(own & SUITE_NUMBER))
        type->tp_as_number = base->tp_as_number;
    if (!(own & SUITE_SEQUENCE))
        type->tp_as_sequence = base->tp_as_sequence;
    if (!(own & SUITE_MAPPING))
        type->tp_as_mapping = base->tp_as_mapping;
    if (!(own & SUITE_ASYNC))
        type->tp_as_async = base->tp_as_async;
    type->tp_as_buffer = base->tp_as_buffer;
}

/* Slots whose methods are called `name`. 0 or -1. */
static int update_named(PyTypeObject *type, PyObject *name)
{
    for (size_t i = 0; i < slot_defs_count; i++) {
        if (slot_defs[i].name == name) {
            size_t start = group_start(i);

            if (write(type, &slot_defs[start], resolve(type, start)) < 0)
                return -1;
        }
    }
    return 0;
}

/* As update_named, for a name that may have been made at run time. */
static int update_by_text(PyTypeObject *type, PyObject *name)
{
    int result;

    Py_INCREF(name);
    PyUnicode_InternInPlace(&name);
    result = update_named(type, name);
    Py_DECREF(name);
    return result;
}

static int is_special_name(PyObject *name)
{
    return PyUnicode_CheckExact(name) && PyUnicode_GET_LENGTH(name) > 4 &&
           PyUnicode_READ_CHAR(name, 0) == '_' && PyUnicode_READ_CHAR(name, 1) == '_';
}

int type_resolve_slots(PyTypeObject *type)
{
    share_suites(type, type->tp_base);
    for (size_t i = 0; i < slot_defs_count; i = group_end(i))
        if (write(type, &slot_defs[i], resolve(type, i)) < 0)
            return -1;
    return 0;
}

/* The MRO is the type, then its base's. */
static int has_simple_mro(const PyTypeObject *type)
{
    PyObject *mro = type->tp_mro, *base_mro = type->tp_base->tp_mro;

    if (PyTuple_GET_SIZE(type->tp_bases) != 1)
        return 0;
    if (!base_mro) {
        const PyTypeObject *t = type->tp_base;
        Py_ssize_t i = 1;

        for (; t && i < PyTuple_GET_SIZE(mro) && PyTuple_GET_ITEM(mro, i) == (const PyObject *)t; i++)
            t = type_base(t);
        return !t && i == PyTuple_GET_SIZE(mro);
    }
    if (PyTuple_GET_SIZE(mro) != PyTuple_GET_SIZE(base_mro) + 1)
        return 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(base_mro); i++)
        if (PyTuple_GET_ITEM(mro, i + 1) != PyTuple_GET_ITEM(base_mro, i))
            return 0;
    return 1;
}

int type_inherit_slots(PyTypeObject *type)
{
    Py_ssize_t pos = 0;
    PyObject *name, *value;

    copy_plain_slots(type, type->tp_base);
    if (!has_simple_mro(type))
        return type_resolve_slots(type);
    share_suites(type, type->tp_base);
    while (PyDict_Next(type->tp_dict, &pos, &name, &value))
        if (is_special_name(name) && update_by_text(type, name) < 0)
            return -1;
    return 0;
}

static int update_heir(PyTypeObject *heir, void *name)
{
    if (update_named(heir, name) < 0)
        return -1;
    type_choose_vectorcall(heir);
    return 0;
}

int type_update_slot(PyTypeObject *type, PyObject *name)
{
    return is_special_name(name) ? type_each_heir(type, update_heir, name) : 0;
}
