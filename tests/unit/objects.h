/* SPDX-License-Identifier: MIT */
/*
 * tests/unit/objects.h -- synthetic types for the tests of the object layer: one of each kind that the collector knows.
 *
 *     list tuple cell dict instance   traversed inline, from the layouts of heap/layout.h
 *     node                            traversed through tp_traverse: weak references, a finalizer that does as told
 *     leaf                            no container
 *
 * Nothing here is Python, and nothing asks for a host; references, tracking and destruction follow the C API's contracts.
 */
#ifndef TESTS_OBJECTS_H
#define TESTS_OBJECTS_H

#include <stdint.h>
#include <string.h>

#include "heap/gc.h"
#include "heap/weakref.h"

#define TYPE(t) ((PyTypeObject *)(uintptr_t)&(t))

static const PyTypeObject type_type = {IMMORTAL_VAR_HEAD(&type_type, 0).tp_name = "type"};

/* --- leaf ------------------------------------------------------------------------------------------------------------ */

static int leaves_freed;

static void leaf_dealloc(PyObject *op)
{
    leaves_freed++;
    object_del(op);
}

static const PyTypeObject leaf_type = {
    IMMORTAL_VAR_HEAD(&type_type, 0).tp_name = "leaf",
    .tp_basicsize = sizeof(PyObject),
    .tp_dealloc = leaf_dealloc,
};

static inline PyObject *new_leaf(void)
{
    return object_new(TYPE(leaf_type), sizeof(PyObject));
}

/* --- list ------------------------------------------------------------------------------------------------------------ */

static int list_clear(PyObject *self)
{
    PyListObject *l = (PyListObject *)self;
    PyObject **item = l->ob_item;
    Py_ssize_t n = Py_SIZE(l);

    Py_SET_SIZE(l, 0);
    l->ob_item = NULL;
    l->allocated = 0;
    while (n--)
        Py_XDECREF(item[n]);
    PyMem_Free(item);
    return 0;
}

static void list_dealloc(PyObject *self)
{
    gc_untrack(self);
    list_clear(self);
    gc_del(self);
}

static const PyTypeObject list_type = {
    IMMORTAL_VAR_HEAD(&type_type, 0).tp_name = "list",
    .tp_basicsize = sizeof(PyListObject),
    .tp_flags = Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = list_dealloc,
    .tp_clear = list_clear,
    .tp_kind = KIND_LIST,
};

static inline PyObject *new_list(void)
{
    PyListObject *l = (PyListObject *)gc_new(&list_type, sizeof *l);

    if (!l)
        return NULL;
    Py_SET_SIZE(l, 0);
    l->ob_item = NULL;
    l->allocated = 0;
    gc_track(l);
    return (PyObject *)l;
}

/* Steals x, also when it fails. */
static inline int list_append(PyObject *list, PyObject *x)
{
    PyListObject *l = (PyListObject *)list;

    if (Py_SIZE(l) == l->allocated) {
        Py_ssize_t room = l->allocated ? l->allocated * 2 : 1;
        PyObject **item = PyMem_Realloc(l->ob_item, (size_t)room * sizeof *item);

        if (!item) {
            Py_DECREF(x);
            return -1;
        }
        l->ob_item = item;
        l->allocated = room;
    }
    l->ob_item[l->ob_base.ob_size++] = x;
    return 0;
}

/* --- tuple ----------------------------------------------------------------------------------------------------------- */

static void tuple_dealloc(PyObject *self)
{
    gc_untrack(self);
    for (Py_ssize_t i = Py_SIZE(self); i--;)
        Py_XDECREF(((PyTupleObject *)self)->ob_item[i]);
    gc_del(self);
}

static const PyTypeObject tuple_type = {
    IMMORTAL_VAR_HEAD(&type_type, 0).tp_name = "tuple",
    .tp_basicsize = sizeof(PyTupleObject),
    .tp_itemsize = sizeof(PyObject *),
    .tp_flags = Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = tuple_dealloc,
    .tp_kind = KIND_TUPLE,
};

static inline PyObject *new_tuple_of(Py_ssize_t n)
{
    PyTupleObject *t = (PyTupleObject *)object_gc_new(TYPE(tuple_type), sizeof *t + (size_t)n * sizeof(PyObject *));

    if (!t)
        return NULL;
    Py_SET_SIZE(t, n);
    memset(t->ob_item, 0, (size_t)n * sizeof(PyObject *));
    gc_track(t);
    return (PyObject *)t;
}

/* Steals both; y may be NULL. */
static inline PyObject *new_tuple(PyObject *x, PyObject *y)
{
    PyTupleObject *t = (PyTupleObject *)new_tuple_of(y ? 2 : 1);

    if (!t) {
        Py_DECREF(x);
        Py_XDECREF(y);
        return NULL;
    }
    t->ob_item[0] = x;
    if (y)
        t->ob_item[1] = y;
    return (PyObject *)t;
}

/* --- cell ------------------------------------------------------------------------------------------------------------ */

static int cell_clear(PyObject *self)
{
    Py_CLEAR(((PyCellObject *)self)->ob_ref);
    return 0;
}

static void cell_dealloc(PyObject *self)
{
    gc_untrack(self);
    cell_clear(self);
    gc_del(self);
}

static const PyTypeObject cell_type = {
    IMMORTAL_VAR_HEAD(&type_type, 0).tp_name = "cell",
    .tp_basicsize = sizeof(PyCellObject),
    .tp_flags = Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = cell_dealloc,
    .tp_clear = cell_clear,
    .tp_kind = KIND_CELL,
};

/* Steals x, which may be NULL. */
static inline PyObject *new_cell(PyObject *x)
{
    PyCellObject *c = (PyCellObject *)gc_new(&cell_type, sizeof *c);

    if (!c) {
        Py_XDECREF(x);
        return NULL;
    }
    c->ob_ref = x;
    gc_track(c);
    return (PyObject *)c;
}

/* --- dict: up to DICT_TINY_MAX values, no look-up -------------------------------------------------------------------- */

static size_t keys_size(enum dict_keys_kind kind)
{
    return sizeof(PyDictKeysObject) + ((size_t)1 << DICT_TINY_LOG2) +
           DICT_TINY_MAX * (kind == DICT_KEYS_GENERAL ? sizeof(PyDictKeyEntry) : sizeof(PyDictUnicodeEntry));
}

static int dict_clear(PyObject *self)
{
    PyDictObject *d = (PyDictObject *)self;
    PyDictKeysObject *keys = d->ma_keys;

    for (; keys->dk_nentries; keys->dk_nentries--) {
        Py_ssize_t i = keys->dk_nentries - 1;

        if (keys->dk_kind == DICT_KEYS_GENERAL) {
            PyDictKeyEntry *e = (PyDictKeyEntry *)dict_keys_entries(keys) + i;

            Py_CLEAR(e->me_key);
            Py_CLEAR(e->me_value);
        } else {
            PyDictUnicodeEntry *e = (PyDictUnicodeEntry *)dict_keys_entries(keys) + i;

            Py_CLEAR(e->me_key);
            Py_CLEAR(e->me_value);
        }
    }
    d->ma_used = 0;
    return 0;
}

static void dict_dealloc(PyObject *self)
{
    gc_untrack(self);
    dict_clear(self);
    PyMem_Free(((PyDictObject *)self)->ma_keys);
    gc_del(self);
}

static const PyTypeObject dict_type = {
    IMMORTAL_VAR_HEAD(&type_type, 0).tp_name = "dict",
    .tp_basicsize = sizeof(PyDictObject),
    .tp_flags = Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = dict_dealloc,
    .tp_clear = dict_clear,
    .tp_kind = KIND_DICT,
};

static inline PyObject *new_dict(enum dict_keys_kind kind)
{
    PyDictKeysObject *keys = PyMem_Malloc(keys_size(kind));
    PyDictObject *d = keys ? (PyDictObject *)gc_new(&dict_type, sizeof *d) : NULL;

    if (!d) {
        PyMem_Free(keys);
        return NULL;
    }
    memset(keys, 0, keys_size(kind));
    keys->dk_log2_size = keys->dk_log2_index_bytes = DICT_TINY_LOG2;
    keys->dk_capacity = DICT_TINY_MAX;
    keys->dk_kind = (uint8_t)kind;
    d->ma_used = 0;
    d->ma_keys = keys;
    d->ma_values = NULL;
    gc_track(d);
    return (PyObject *)d;
}

/* Steals both. There must be room. A collection may have found that the dict need not be tracked, so far. */
static inline void dict_add(PyObject *dict, PyObject *key, PyObject *value)
{
    PyDictObject *d = (PyDictObject *)dict;
    Py_ssize_t i = d->ma_keys->dk_nentries++;

    if (!gc_is_tracked(dict))
        gc_track(dict);

    d->ma_used++;
    if (d->ma_keys->dk_kind == DICT_KEYS_GENERAL)
        ((PyDictKeyEntry *)dict_keys_entries(d->ma_keys))[i] = (PyDictKeyEntry){0, key, value};
    else
        ((PyDictUnicodeEntry *)dict_keys_entries(d->ma_keys))[i] = (PyDictUnicodeEntry){key, value};
}

/* --- instance: of a class on the heap, attributes as inline values, or two slots --------------------------------------- */

struct instance {
    PyObject_HEAD
    uintptr_t word;
    PyWeakReference *weak;
};

struct class {
    PyTypeObject type;
    PyObject *attribute;
};

static int instance_clear(PyObject *self)
{
    struct instance *op = (struct instance *)self;
    PyDictValues *values = instance_word_values(op->word);

    op->word = 0;
    if (values) {
        for (Py_ssize_t i = values->used; i--;)
            Py_XDECREF(values->values[i]);
        PyMem_Free(values);
    }
    return 0;
}

struct slotted {
    PyObject_HEAD
    PyObject *slot[2];
};

static int slotted_clear(PyObject *self)
{
    Py_CLEAR(((struct slotted *)self)->slot[0]);
    Py_CLEAR(((struct slotted *)self)->slot[1]);
    return 0;
}

static void slotted_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    gc_untrack(self);
    slotted_clear(self);
    object_gc_del(self);
    Py_DECREF(type);
}

static void instance_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    if (PyObject_CallFinalizerFromDealloc(self) < 0)
        return;
    gc_untrack(self);
    PyObject_ClearWeakRefs(self);
    instance_clear(self);
    object_gc_del(self);
    Py_DECREF(type);
}

static int class_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((struct class *)self)->attribute);
    return 0;
}

static int class_clear(PyObject *self)
{
    Py_CLEAR(((struct class *)self)->attribute);
    return 0;
}

static void class_dealloc(PyObject *self)
{
    gc_untrack(self);
    class_clear(self);
    gc_del(self);
}

static const PyTypeObject class_type = {
    IMMORTAL_VAR_HEAD(&type_type, 0).tp_name = "class",
    .tp_basicsize = sizeof(struct class),
    .tp_flags = Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = class_dealloc,
    .tp_traverse = class_traverse,
    .tp_clear = class_clear,
};

static inline PyTypeObject *new_class(void)
{
    struct class *c = (struct class *)gc_new(&class_type, sizeof *c);

    if (!c)
        return NULL;
    memset((char *)c + sizeof(PyObject), 0, sizeof *c - sizeof(PyObject));
    c->type.tp_name = "C";
    c->type.tp_basicsize = sizeof(struct instance);
    c->type.tp_flags = Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HEAPTYPE;
    c->type.tp_dealloc = instance_dealloc;
    c->type.tp_clear = instance_clear;
    c->type.tp_dictoffset = offsetof(struct instance, word);
    c->type.tp_weaklistoffset = offsetof(struct instance, weak);
    c->type.tp_kind = KIND_INSTANCE;
    gc_track(c);
    return &c->type;
}

static inline PyTypeObject *new_slotted_class(void)
{
    PyTypeObject *type = new_class();

    if (!type)
        return NULL;
    type->tp_basicsize = sizeof(struct slotted);
    type->tp_dealloc = slotted_dealloc;
    type->tp_clear = slotted_clear;
    type->tp_dictoffset = type->tp_weaklistoffset = 0;
    type->tp_kind = KIND_SLOTS;
    return type;
}

/* Steals value, which may be NULL. */
static inline PyObject *new_slotted(PyTypeObject *class, PyObject *value)
{
    struct slotted *op = (struct slotted *)object_gc_new(class, sizeof *op);

    if (!op) {
        Py_XDECREF(value);
        return NULL;
    }
    Py_INCREF(class);
    op->slot[0] = NULL;
    op->slot[1] = value;
    gc_track(op);
    return (PyObject *)op;
}

/* Steals value, which may be NULL: then there are no values. */
static inline PyObject *new_instance(PyTypeObject *class, PyObject *value)
{
    PyDictValues *values = value ? PyMem_Malloc(sizeof *values + sizeof(PyObject *)) : NULL;
    struct instance *op = value && !values ? NULL : (struct instance *)object_gc_new(class, sizeof *op);

    if (!op) {
        PyMem_Free(values);
        Py_XDECREF(value);
        return NULL;
    }
    Py_INCREF(class);
    op->word = values ? (uintptr_t)values | INSTANCE_VALUES_BIT : 0;
    op->weak = NULL;
    if (values) {
        values->capacity = values->used = 1;
        values->values[0] = value;
    }
    gc_track(op);
    return (PyObject *)op;
}

/* --- node ------------------------------------------------------------------------------------------------------------ */

struct node;
static void (*node_on_finalize)(struct node *node);
static void (*node_on_dealloc)(struct node *node);
static int nodes_freed;

struct node {
    PyObject_HEAD
    PyWeakReference *weak;
    int id;
    Py_ssize_t n;
    PyObject *ref[6];
};

static int node_traverse(PyObject *self, visitproc visit, void *arg)
{
    struct node *node = (struct node *)self;

    for (Py_ssize_t i = 0; i < node->n; i++)
        Py_VISIT(node->ref[i]);
    return 0;
}

static int node_clear(PyObject *self)
{
    struct node *node = (struct node *)self;
    Py_ssize_t n = node->n;

    node->n = 0;
    while (n--)
        Py_CLEAR(node->ref[n]);
    return 0;
}

static void node_finalize(PyObject *self)
{
    if (node_on_finalize)
        node_on_finalize((struct node *)self);
}

static void node_dealloc(PyObject *self)
{
    if (PyObject_CallFinalizerFromDealloc(self) < 0)
        return;
    gc_untrack(self);
    PyObject_ClearWeakRefs(self);
    if (node_on_dealloc)
        node_on_dealloc((struct node *)self);
    nodes_freed++;
    node_clear(self);
    object_gc_del(self);
}

static const PyTypeObject node_type = {
    IMMORTAL_VAR_HEAD(&type_type, 0).tp_name = "node",
    .tp_basicsize = sizeof(struct node),
    .tp_flags = Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = node_dealloc,
    .tp_traverse = node_traverse,
    .tp_clear = node_clear,
    .tp_finalize = node_finalize,
    .tp_weaklistoffset = offsetof(struct node, weak),
};

static inline struct node *new_node(int id)
{
    struct node *node = (struct node *)object_gc_new(TYPE(node_type), sizeof *node);

    if (!node)
        return NULL;
    node->weak = NULL;
    node->id = id;
    node->n = 0;
    gc_track(node);
    return node;
}

/* Takes a new reference. */
static inline void node_refer(struct node *node, void *to)
{
    node->ref[node->n++] = Py_NewRef(to);
}

/* --- weak reference -------------------------------------------------------------------------------------------------- */

static int weak_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((PyWeakReference *)self)->wr_callback);
    return 0;
}

static int weak_tp_clear(PyObject *self)
{
    weakref_clear((PyWeakReference *)self);
    Py_CLEAR(((PyWeakReference *)self)->wr_callback);
    return 0;
}

static void weak_dealloc(PyObject *self)
{
    gc_untrack(self);
    weak_tp_clear(self);
    gc_del(self);
}

static const PyTypeObject weak_type = {
    IMMORTAL_VAR_HEAD(&type_type, 0).tp_name = "weakref",
    .tp_basicsize = sizeof(PyWeakReference),
    .tp_flags = Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = weak_dealloc,
    .tp_traverse = weak_traverse,
    .tp_clear = weak_tp_clear,
};

/* callback is borrowed, or NULL. */
static inline PyWeakReference *new_weak(void *to, PyObject *callback)
{
    PyWeakReference *wr = (PyWeakReference *)gc_new(&weak_type, sizeof *wr);

    if (!wr)
        return NULL;
    wr->wr_callback = Py_XNewRef(callback);
    wr->hash = -1;
    wr->vectorcall = NULL;
    weakref_insert(wr, to, NULL);
    gc_track(wr);
    return wr;
}

static inline int is_weak(PyObject *op)
{
    return Py_IS_TYPE(op, &weak_type);
}

#endif
