/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/vm_attr.c -- attributes and methods: what the dispatch loop's caches do not answer, and how they are filled.
 *
 * A cache stands for one tp_version_tag. The tag changes with the attributes of the class and its bases, and when an
 * instance brings a new name among the shared keys; so a tag also says which names no instance can have as inline values.
 */
#include "kernel/lang/vm.h"

#include "kernel/object/type.h"

static bool generic_get(const PyTypeObject *type)
{
    return !type->tp_getattro || type->tp_getattro == PyObject_GenericGetAttr;
}

static bool is_managed(const PyTypeObject *type)
{
    return PyType_HasFeature(type, Py_TPFLAGS_MANAGED_DICT);
}

/* The field of a slot (`__slots__`) that the descriptor stands for, or 0. */
static uintptr_t slot_offset(const PyTypeObject *type, PyObject *descr)
{
    PyMemberDef *member;

    if (!Py_IS_TYPE(descr, &PyMemberDescr_Type) || !PyType_IsSubtype(type, PyDescr_TYPE(descr)))
        return 0;
    member = ((PyMemberDescrObject *)descr)->d_member;
    return member->type == T_OBJECT_EX && !(member->flags & READONLY) ? (uintptr_t)member->offset : 0;
}

/* --- filling ----------------------------------------------------------------------------------------------------------------- */

static void note(struct vm_cache *cache, const PyTypeObject *type, unsigned kind)
{
    cache->kind = (uint8_t)kind;
    cache->version = type->tp_version_tag ? type->tp_version_tag : UINT32_MAX;
}

/* What the class has under this name can be answered from the cache while the instance has no dictionary. */
static void note_class(struct vm_cache *cache, const PyTypeObject *type, PyObject *name, PyObject *descr)
{
    if (type->tp_dictoffset < 0 || (is_managed(type) && instance_index(type, name) >= 0))
        return;
    cache->descr = descr;
    note(cache, type, type->tp_dictoffset ? CACHE_CLASS : CACHE_CLASS_BARE);
}

static void note_instance(struct vm_cache *cache, const PyTypeObject *type, PyObject *name)
{
    Py_ssize_t i = is_managed(type) ? instance_index(type, name) : -1;

    if (i < 0)
        return;
    cache->index = (uint16_t)i;
    note(cache, type, CACHE_VALUE);
}

static void note_slot(struct vm_cache *cache, const PyTypeObject *type, PyObject *descr)
{
    uintptr_t offset = slot_offset(type, descr);

    if (!offset)
        return;
    cache->offset = offset;
    note(cache, type, CACHE_SLOT);
}

static void note_module(struct vm_cache *cache, PyObject *module, PyObject *name)
{
    PyDictObject *dict = (PyDictObject *)PyModule_GetDict(module);
    Py_ssize_t i = dict->ma_values ? -1 : dict_keys_index(dict->ma_keys, name);
    size_t word;

    if (i < 0)
        return;
    word = (size_t)((PyObject *const *)dict_entry_value_slot(dict->ma_keys, i) - (PyObject *const *)(const void *)dict->ma_keys);
    cache->version = dict_keys_version(dict);
    if (!cache->version || word > UINT16_MAX)
        cache->version = UINT32_MAX;
    cache->index = (uint16_t)word;
    cache->kind = CACHE_MODULE;
}

static void note_type(struct vm_cache *cache, PyTypeObject *type, PyObject *name)
{
    PyObject *meta = _PyType_Lookup(Py_TYPE(type), name), *value;

    if (!PyType_CheckExact(type) || !type->tp_version_tag || (meta && PyDescr_IsData(meta)))
        return;
    value = _PyType_Lookup(type, name);
    if (!value || (Py_TYPE(value)->tp_descr_get && !PyFunction_Check(value)))
        return;
    cache->descr = value;
    cache->kind = CACHE_TYPE;
    cache->version = type->tp_version_tag;
}

/* For instances: where the next look-up of the same kind will find the attribute. */
static void fill_load(struct vm_cache *cache, PyObject *object, PyObject *name)
{
    PyTypeObject *type = Py_TYPE(object);
    PyObject *descr;

    cache->version = UINT32_MAX;
    if (PyModule_CheckExact(object)) {
        note_module(cache, object, name);
    } else if (PyType_Check(object)) {
        note_type(cache, (PyTypeObject *)object, name);
    } else if (generic_get(type)) {
        descr = _PyType_Lookup(type, name);
        if (descr && PyDescr_IsData(descr)) {
            note_slot(cache, type, descr);
        } else {
            note_instance(cache, type, name);
            if (descr && cache->version == UINT32_MAX)
                note_class(cache, type, name, descr);
        }
    }
    if (PyErr_Occurred())
        PyErr_Clear();
}

/* --- answering --------------------------------------------------------------------------------------------------------------- */

/* What a cache of a kind that the dispatch loop does not know says: new reference, or NULL without an exception. */
static PyObject *cached(const struct vm_cache *cache, PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    const PyDictKeysObject *keys;

    if (cache->version == UINT32_MAX)
        return NULL;
    switch (cache->kind) {
    case CACHE_SLOT:
        if (type->tp_version_tag != cache->version)
            return NULL;
        return Py_XNewRef(*(PyObject **)(void *)((char *)object + cache->offset));
    case CACHE_MODULE:
        if (!PyModule_CheckExact(object))
            return NULL;
        keys = ((PyDictObject *)((PyModuleObject *)object)->md_dict)->ma_keys;
        return keys->dk_version == cache->version ? Py_XNewRef(((PyObject *const *)(const void *)keys)[cache->index]) : NULL;
    case CACHE_TYPE:
        if (type != TYPE_PTR(PyType_Type) || ((PyTypeObject *)object)->tp_version_tag != cache->version)
            return NULL;
        return Py_NewRef(cache->descr);
    default:
        return NULL;
    }
}

/* A value of the class that needs no binding. */
static PyObject *cached_class_value(const struct vm_cache *cache, PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);

    if (cache->version != type->tp_version_tag || (cache->kind != CACHE_CLASS && cache->kind != CACHE_CLASS_BARE) ||
        Py_TYPE(cache->descr)->tp_descr_get)
        return NULL;
    if (cache->kind == CACHE_CLASS && instance_word_dict(*instance_word(object, type)))
        return NULL;
    return Py_NewRef(cache->descr);
}

const uint8_t *op_load_attr(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);
    unsigned site = read_u16(pc + 3);
    PyObject *object = f[r], *v = NULL;
    struct vm_cache *cache = *CODE(f)->co_caches ? *CODE(f)->co_caches + site : NULL;

    if (cache) {
        v = cached(cache, object);
        if (!v)
            v = cached_class_value(cache, object);
    }
    if (!v) {
        PyObject *name = vm_site_name(f, site);

        vm_pin(r, object);
        v = PyObject_GetAttr(object, name);
        cache = v ? vm_cache_of(f, site) : NULL;
        if (cache)
            fill_load(cache, object, name);
        vm_unpin(r, object);
        if (!v)
            return NULL;
    }
    vm_release(f, r, object);
    vm_store(f, ARG(1), v);
    return pc + 5;
}

static void fill_method(struct vm_cache *cache, PyObject *object, PyObject *name, PyObject *function)
{
    cache->version = UINT32_MAX;
    if (generic_get(Py_TYPE(object)) && _PyType_Lookup(Py_TYPE(object), name) == function)
        note_class(cache, Py_TYPE(object), name, function);
    if (PyErr_Occurred())
        PyErr_Clear();
}

const uint8_t *op_load_method(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1), r = ARG(2), is_method = 0;
    unsigned site = read_u16(pc + 3);
    PyObject *object = f[r], *name = vm_site_name(f, site), *v = NULL;
    struct vm_cache *cache = *CODE(f)->co_caches ? *CODE(f)->co_caches + site : NULL;

    if (cache)
        v = cached(cache, object);
    if (!v) {
        vm_pin(r, object);
        is_method = _PyObject_GetMethod(object, name, &v);
        cache = v ? vm_cache_of(f, site) : NULL;
        if (cache && is_method)
            fill_method(cache, object, name, v);
        else if (cache && (PyModule_CheckExact(object) || PyType_Check(object)))
            fill_load(cache, object, name);
        vm_unpin(r, object);
        if (!v)
            return NULL;
    }
    if (is_method) {
        object = vm_take(f, r);
        f[t] = v;
        f[t + 1] = object;
    } else {
        vm_release(f, r, object);
        f[t] = NULL;
        f[t + 1] = v;
    }
    return pc + 5;
}

static void fill_store(struct vm_cache *cache, PyObject *object, PyObject *name)
{
    PyTypeObject *type = Py_TYPE(object);
    PyObject *descr;

    cache->version = UINT32_MAX;
    if (type->tp_setattro && type->tp_setattro != PyObject_GenericSetAttr)
        return;
    descr = _PyType_Lookup(type, name);
    if (descr && PyDescr_IsData(descr))
        note_slot(cache, type, descr);
    else
        note_instance(cache, type, name);
    if (PyErr_Occurred())
        PyErr_Clear();
}

/* Into a slot: the old value dies after the new one is there. */
static bool store_slot(const struct vm_cache *cache, PyObject *object, PyObject *value)
{
    PyObject **slot, *old;

    if (cache->kind != CACHE_SLOT || cache->version != Py_TYPE(object)->tp_version_tag)
        return false;
    slot = (PyObject **)(void *)((char *)object + cache->offset);
    old = *slot;
    *slot = Py_NewRef(value);
    Py_XDECREF(old);
    return true;
}

const uint8_t *op_store_attr(PyObject **f, const uint8_t *pc)
{
    int r = ARG(1), rv = ARG(4), error = 0;
    unsigned site = read_u16(pc + 2);
    PyObject *object = f[r], *value = f[rv];
    struct vm_cache *cache = *CODE(f)->co_caches ? *CODE(f)->co_caches + site : NULL;

    if (!cache || !store_slot(cache, object, value)) {
        PyObject *name = vm_site_name(f, site);

        vm_pin(r, object);
        vm_pin(rv, value);
        error = PyObject_SetAttr(object, name, value);
        cache = error ? NULL : vm_cache_of(f, site);
        if (cache)
            fill_store(cache, object, name);
        vm_unpin(r, object);
        vm_unpin(rv, value);
    }
    if (error)
        return NULL;
    vm_release(f, rv, value);
    vm_release(f, r, object);
    return pc + 5;
}

const uint8_t *op_delete_attr(PyObject **f, const uint8_t *pc)
{
    int r = ARG(1), error;
    PyObject *object = f[r];

    vm_pin(r, object);
    error = PyObject_SetAttr(object, vm_name(f, read_u16(pc + 2)), NULL);
    vm_unpin(r, object);
    if (error)
        return NULL;
    vm_release(f, r, object);
    return pc + 4;
}
