/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/vm_attr.c -- attributes and methods: what the dispatch loop's caches do not answer, and how they are filled.
 *
 * A cache stands for one tp_version_tag. The tag changes with the attributes of the class and its bases, and when an
 * instance brings a new name among the shared keys; so a tag also says which names no instance can have as inline values.
 *
 * Behind the inline caches, one for each place in the code, is a table for all of them: a place that sees instances of
 * several classes in turn finds there what it has just forgotten.
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

/* --- the table behind the inline caches ------------------------------------------------------------------------------------ */

#ifndef CFG_ATTR_CACHE
#define CFG_ATTR_CACHE 32 /* a power of two */
#endif

#define WAYS 4

enum use { USE_LOAD = 1, USE_METHOD, USE_STORE, USE_INIT };

static struct known {
    PyObject *name; /* owned */
    struct vm_cache cache;
} table[CFG_ATTR_CACHE];

/* What is known lies in one of these, the newest first. The hash of the name decides, not its address: a build is as fast as the next. */
static struct known *table_set(uint32_t tag, PyObject *name, enum use use)
{
    uint32_t mixed = ((uint32_t)((PyASCIIObject *)name)->hash + tag * 31 + use * 57) * 2654435761u;

    return &table[mixed / (UINT32_MAX / (CFG_ATTR_CACHE / WAYS) + 1) * WAYS];
}

static bool is_about(const struct known *k, uint32_t tag, PyObject *name, enum use use)
{
    return k->name == name && k->cache.version == tag && k->cache.use == use;
}

/* What is known about instances of a type with this tag, or NULL. */
static const struct vm_cache *table_find(uint32_t tag, PyObject *name, enum use use)
{
    const struct known *set = table_set(tag, name, use);

    for (unsigned i = 0; i < WAYS; i++)
        if (is_about(&set[i], tag, name, use))
            return &set[i].cache;
    return NULL;
}

static void table_note(const struct vm_cache *cache, PyObject *name, enum use use)
{
    struct known *set = table_set(cache->version, name, use);
    PyObject *forgotten = set[WAYS - 1].name;

    memmove(set + 1, set, (WAYS - 1) * sizeof *set);
    set->name = Py_NewRef(name);
    set->cache = *cache;
    set->cache.use = (uint8_t)use;
    Py_XDECREF(forgotten);
}

void vm_forget(void)
{
    for (size_t i = 0; i < CFG_ATTR_CACHE; i++) {
        Py_CLEAR(table[i].name);
        table[i].cache.version = 0;
    }
}

/* The inline cache of a site, or NULL while the code is cold. */
static struct vm_cache *inline_cache(PyObject **f, unsigned site)
{
    struct vm_cache *caches = *CODE(f)->co_caches;

    return caches ? caches + site : NULL;
}

/* The table knows what the inline cache does not: it does now, and the instruction is worth another try. */
static bool refill(struct vm_cache *cache, PyObject *object, PyObject *name, enum use use)
{
    uint32_t tag = Py_TYPE(object)->tp_version_tag;
    const struct vm_cache *known;

    if (!cache || cache->version == tag)
        return false;
    known = table_find(tag, name, use);
    if (known)
        *cache = *known;
    return known != NULL;
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
    Py_ssize_t i = dict_has_table(dict) ? dict_keys_index(dict->ma_keys, name) : -1;
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

/* For an attribute that was read: where the next look-up of the same kind will find it. */
static void fill_load(struct vm_cache *cache, PyObject *object, PyObject *name)
{
    PyTypeObject *type = Py_TYPE(object);
    struct vm_cache fresh = {.version = UINT32_MAX};
    PyObject *descr;

    if (PyModule_CheckExact(object)) {
        note_module(&fresh, object, name);
    } else if (PyType_Check(object)) {
        note_type(&fresh, (PyTypeObject *)object, name);
    } else if (generic_get(type)) {
        descr = _PyType_Lookup(type, name);
        if (descr && PyDescr_IsData(descr)) {
            note_slot(&fresh, type, descr);
        } else {
            note_instance(&fresh, type, name);
            if (descr && fresh.version == UINT32_MAX)
                note_class(&fresh, type, name, descr);
        }
        if (fresh.version != UINT32_MAX)
            table_note(&fresh, name, USE_LOAD);
    }
    if (PyErr_Occurred())
        PyErr_Clear();
    if (cache)
        *cache = fresh;
}

static void fill_method(struct vm_cache *cache, PyObject *object, PyObject *name, PyObject *function)
{
    struct vm_cache fresh = {.version = UINT32_MAX};

    if (generic_get(Py_TYPE(object)) && _PyType_Lookup(Py_TYPE(object), name) == function)
        note_class(&fresh, Py_TYPE(object), name, function);
    if (fresh.version != UINT32_MAX)
        table_note(&fresh, name, USE_METHOD);
    if (PyErr_Occurred())
        PyErr_Clear();
    if (cache)
        *cache = fresh;
}

static void fill_store(struct vm_cache *cache, PyObject *object, PyObject *name)
{
    PyTypeObject *type = Py_TYPE(object);
    struct vm_cache fresh = {.version = UINT32_MAX};
    PyObject *descr;

    if (!type->tp_setattro || type->tp_setattro == PyObject_GenericSetAttr) {
        descr = _PyType_Lookup(type, name);
        if (descr && PyDescr_IsData(descr))
            note_slot(&fresh, type, descr);
        else
            note_instance(&fresh, type, name);
        if (fresh.version != UINT32_MAX)
            table_note(&fresh, name, USE_STORE);
    }
    if (PyErr_Occurred())
        PyErr_Clear();
    if (cache)
        *cache = fresh;
}

/* --- answering --------------------------------------------------------------------------------------------------------------- */

/* A value of the class that needs no binding, unless the instance may have its own. */
static PyObject *class_value(const struct vm_cache *cache, PyObject *object)
{
    if (Py_TYPE(cache->descr)->tp_descr_get)
        return NULL;
    if (cache->kind == CACHE_CLASS && instance_word_dict(*instance_word(object, Py_TYPE(object))))
        return NULL;
    return Py_NewRef(cache->descr);
}

/* What a cache of one of the kinds that the dispatch loop does not know says: new reference, or NULL without an exception. */
static PyObject *cached(const struct vm_cache *cache, PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    const PyDictKeysObject *keys;

    if (cache->version == type->tp_version_tag) {
        switch (cache->kind) {
        case CACHE_VALUE:
            return Py_XNewRef(instance_load(object, type, cache->index));
        case CACHE_SLOT:
            return Py_XNewRef(*(PyObject **)(void *)((char *)object + cache->offset));
        case CACHE_CLASS:
        case CACHE_CLASS_BARE:
            return class_value(cache, object);
        default:
            return NULL;
        }
    }
    if (cache->kind == CACHE_MODULE && PyModule_CheckExact(object)) {
        keys = ((PyDictObject *)((PyModuleObject *)object)->md_dict)->ma_keys;
        return keys->dk_version == cache->version ? Py_XNewRef(((PyObject *const *)(const void *)keys)[cache->index]) : NULL;
    }
    if (cache->kind == CACHE_TYPE && type == TYPE_PTR(PyType_Type) && ((PyTypeObject *)object)->tp_version_tag == cache->version)
        return Py_NewRef(cache->descr);
    return NULL;
}

/* Inline cache or, while there is none, the table. */
static PyObject *answer(const struct vm_cache *cache, PyObject *object, PyObject *name, enum use use)
{
    if (!cache)
        cache = table_find(Py_TYPE(object)->tp_version_tag, name, use);
    return cache ? cached(cache, object) : NULL;
}

const uint8_t *op_load_attr(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);
    unsigned site = read_u16(pc + 3);
    PyObject *object = f[r], *name = vm_site_name(f, site), *v;
    struct vm_cache *cache = inline_cache(f, site);

    if (refill(cache, object, name, USE_LOAD))
        return pc;
    v = answer(cache, object, name, USE_LOAD);
    if (!v) {
        vm_pin(r, object);
        v = PyObject_GetAttr(object, name);
        if (v)
            fill_load(vm_cache_of(f, site), object, name);
        vm_unpin(r, object);
        if (!v)
            return NULL;
    }
    vm_release(f, r, object);
    vm_store(f, ARG(1), v);
    return pc + 5;
}

const uint8_t *op_load_method(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1), r = ARG(2), is_method = 0;
    unsigned site = read_u16(pc + 3);
    PyObject *object = f[r], *name = vm_site_name(f, site), *v = NULL;
    struct vm_cache *cache = inline_cache(f, site);

    if (refill(cache, object, name, USE_METHOD))
        return pc;
    if (cache && (cache->kind == CACHE_MODULE || cache->kind == CACHE_TYPE))
        v = cached(cache, object);
    if (!v) {
        vm_pin(r, object);
        is_method = _PyObject_GetMethod(object, name, &v);
        if (v && is_method)
            fill_method(vm_cache_of(f, site), object, name, v);
        else if (v && (PyModule_CheckExact(object) || PyType_Check(object)))
            fill_load(vm_cache_of(f, site), object, name);
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

PyFunctionObject *vm_python_init(PyTypeObject *type)
{
    const struct vm_cache *known = table_find(type->tp_version_tag, _Py_ID(__init__), USE_INIT);
    struct vm_cache fresh = {.version = type->tp_version_tag};
    PyObject *init;

    if (known)
        return (PyFunctionObject *)known->descr;
    if (type->tp_vectorcall != instance_vectorcall || type->tp_init != slot_tp_init || !type->tp_version_tag ||
        PyType_HasFeature(type, Py_TPFLAGS_IS_ABSTRACT))
        return NULL;
    init = _PyType_Lookup(type, _Py_ID(__init__));
    if (!init || !PyFunction_Check(init))
        return NULL;
    fresh.descr = init;
    table_note(&fresh, _Py_ID(__init__), USE_INIT);
    return (PyFunctionObject *)init;
}

bool vm_append_value(const struct vm_cache *cache, PyObject *object, PyObject *value)
{
    PyTypeObject *type = Py_TYPE(object);
    uintptr_t *word = instance_word(object, type);
    PyDictValues *v = instance_word_values(*word);

    if ((*word && !v) || cache->index != (v ? v->used : 0) || (v && v->order))
        return false;
    if (!v || cache->index >= v->capacity) {
        if (values_reserve(&v, cache->index, heap_type(type)->ht_cached_keys->dk_nentries) < 0)
            return false;
        *word = (uintptr_t)v | INSTANCE_VALUES_BIT;
    }
    v->values[cache->index] = Py_NewRef(value);
    v->used = (uint8_t)(cache->index + 1);
    return true;
}

/* Into a slot: the old value dies after the new one is there. */
static bool store_slot(const struct vm_cache *cache, PyObject *object, PyObject *value)
{
    PyObject **slot, *old;

    if (!cache || cache->kind != CACHE_SLOT || cache->version != Py_TYPE(object)->tp_version_tag)
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
    PyObject *object = f[r], *value = f[rv], *name = vm_site_name(f, site);
    struct vm_cache *cache = inline_cache(f, site);

    if (refill(cache, object, name, USE_STORE))
        return pc;
    if (!store_slot(cache, object, value)) {
        vm_pin(r, object);
        vm_pin(rv, value);
        error = PyObject_SetAttr(object, name, value);
        if (!error)
            fill_store(vm_cache_of(f, site), object, name);
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
