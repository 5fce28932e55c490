/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/lru_cache.c -- functools.lru_cache's wrapper of a function: results by arguments, the least recently used go first.
 *
 *     cache    dict: key -> link         (maxsize None: key -> result)
 *     root     ring of the links, oldest first
 *
 * Rules:
 *     L1  the dict owns the links; the ring only points to them
 *     L2  a link that dies leaves the ring by itself, so that code that runs at any look-up may clear the cache or fill it
 */
#include "kernel/object/container.h"

struct ring {
    struct ring *prev, *next;
};

typedef struct {
    PyObject_HEAD
    struct ring ring; /* NULLs: in no ring */
    PyObject *key, *result;
    Py_hash_t hash;
} linkobject;

typedef struct {
    PyObject_HEAD
    PyObject *func;
    PyObject *cache; /* dict */
    struct ring root;
    Py_ssize_t maxsize; /* -1: no limit */
    Py_ssize_t hits, misses;
    PyObject *dict;
    PyObject *weakreflist;
    vectorcallfunc vectorcall;
    int typed;
} lruobject;

#define LINK(op) ((linkobject *)(op))
#define LRU(op) ((lruobject *)(op))

static linkobject *link_of(struct ring *at)
{
    return (linkobject *)(void *)((char *)at - offsetof(linkobject, ring));
}

/* --- links ---------------------------------------------------------------------------------------------------------------------- */

static void ring_leave(struct ring *at)
{
    if (!at->next)
        return;
    at->prev->next = at->next;
    at->next->prev = at->prev;
    at->prev = at->next = NULL;
}

/* The newest from now on. */
static void ring_enter(struct ring *root, struct ring *at)
{
    at->prev = root->prev;
    at->next = root;
    root->prev->next = at;
    root->prev = at;
}

static void link_dealloc(PyObject *self)
{
    gc_untrack(self);
    ring_leave(&LINK(self)->ring);
    Py_XDECREF(LINK(self)->key);
    Py_XDECREF(LINK(self)->result);
    PyObject_GC_Del(self);
}

static int link_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(LINK(self)->key);
    Py_VISIT(LINK(self)->result);
    return 0;
}

const PyTypeObject PyLruLink_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "functools._lru_list_elem",
    .tp_basicsize = sizeof(linkobject),
    .tp_dealloc = link_dealloc,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_traverse = link_traverse,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(lru_link),
    TYPE_COMMON,
};

/* --- calling -------------------------------------------------------------------------------------------------------------------- */

/* What the call is known by: its arguments, names and values of the keyword ones behind a mark, types if they count. */
static PyObject *make_key(int typed, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    Py_ssize_t nkw = kwnames ? PyTuple_GET_SIZE(kwnames) : 0, size = n + (nkw ? 1 + 2 * nkw : 0) + (typed ? n + nkw : 0), at = 0;
    PyObject *key;

    if (!typed && !nkw && n == 1 && (PyUnicode_CheckExact(args[0]) || PyLong_CheckExact(args[0])))
        return Py_NewRef(args[0]);
    key = PyTuple_New(size);
    if (!key)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        PyTuple_SET_ITEM(key, at++, Py_NewRef(args[i]));
    if (nkw)
        PyTuple_SET_ITEM(key, at++, (PyObject *)(uintptr_t)&PyLruCache_Type);
    for (Py_ssize_t i = 0; i < nkw; i++) {
        PyTuple_SET_ITEM(key, at++, Py_NewRef(PyTuple_GET_ITEM(kwnames, i)));
        PyTuple_SET_ITEM(key, at++, Py_NewRef(args[n + i]));
    }
    for (Py_ssize_t i = 0; typed && i < n + nkw; i++)
        PyTuple_SET_ITEM(key, at++, Py_NewRef(Py_TYPE(args[i])));
    return key;
}

/* The oldest link leaves, of the dict too. 0 or -1. */
static int evict(lruobject *self)
{
    linkobject *oldest = link_of(self->root.next);
    int error;

    Py_INCREF(oldest);
    ring_leave(&oldest->ring);
    error = _PyDict_DelItem_KnownHash(self->cache, oldest->key, oldest->hash);
    if (error < 0 && PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyErr_Clear(); /* a key that is equal to itself no longer */
        error = 0;
    }
    Py_DECREF(oldest);
    return error;
}

/* 0 or -1. */
static int keep(lruobject *self, PyObject *key, Py_hash_t hash, PyObject *result)
{
    linkobject *link;
    int error;

    if (self->maxsize < 0)
        return _PyDict_SetItem_KnownHash(self->cache, key, result, hash);
    if (_PyDict_Contains_KnownHash(self->cache, key, hash))
        return PyErr_Occurred() ? -1 : 0; /* the function called itself with these arguments */
    if (PyDict_GET_SIZE(self->cache) >= self->maxsize && self->root.next != &self->root && evict(self) < 0)
        return -1;
    link = container_new(&PyLruLink_Type, sizeof *link);
    if (!link)
        return -1;
    link->ring = (struct ring){NULL, NULL};
    link->key = Py_NewRef(key);
    link->result = Py_NewRef(result);
    link->hash = hash;
    gc_track((PyObject *)link);
    error = _PyDict_SetItem_KnownHash(self->cache, key, (PyObject *)link, hash);
    if (!error)
        ring_enter(&self->root, &link->ring);
    Py_DECREF(link);
    return error;
}

/* The result of an earlier call: new reference, or NULL with or without an exception. */
static PyObject *recall(lruobject *self, PyObject *key, Py_hash_t hash)
{
    PyObject *found = _PyDict_GetItem_KnownHash(self->cache, key, hash);

    if (!found)
        return NULL;
    self->hits++;
    if (self->maxsize < 0)
        return Py_NewRef(found);
    if (LINK(found)->ring.next) {
        ring_leave(&LINK(found)->ring);
        ring_enter(&self->root, &LINK(found)->ring);
    }
    return Py_NewRef(LINK(found)->result);
}

static PyObject *call_function(lruobject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    self->misses++;
    return PyObject_Vectorcall(self->func, args, nargsf, kwnames);
}

static PyObject *cached_call(lruobject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    PyObject *key, *result = NULL;
    Py_hash_t hash;

    if (self->maxsize == 0)
        return call_function(self, args, nargsf, kwnames);
    key = make_key(self->typed, args, PyVectorcall_NARGS(nargsf), kwnames);
    hash = key ? PyObject_Hash(key) : -1;
    if (hash != -1)
        result = recall(self, key, hash);
    if (hash != -1 && !result && !PyErr_Occurred()) {
        result = call_function(self, args, nargsf, kwnames);
        if (result && keep(self, key, hash, result) < 0)
            Py_CLEAR(result);
    }
    Py_XDECREF(key);
    return result;
}

static PyObject *lru_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    PyObject *result;

    Py_INCREF(self);
    result = cached_call(LRU(self), args, nargsf, kwnames);
    Py_DECREF(self);
    return result;
}

/* --- life ----------------------------------------------------------------------------------------------------------------------- */

/* lru_cache_wrapper(func, maxsize, typed): of _functools. */
static PyObject *lru_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *func, *maxsize, *info;
    int typed;
    Py_ssize_t limit = -1;
    lruobject *self;
    static const char *const keywords[] = {"user_function", "maxsize", "typed", "cache_info_type", NULL};

    info = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOp|O:lru_cache", (char **)(uintptr_t)keywords, &func, &maxsize, &typed, &info))
        return NULL;
    if (!PyCallable_Check(func)) {
        PyErr_SetString(PyExc_TypeError, "the first argument must be callable");
        return NULL;
    }
    if (maxsize != Py_None) {
        if (!PyIndex_Check(maxsize)) {
            PyErr_SetString(PyExc_TypeError, "maxsize should be integer or None");
            return NULL;
        }
        limit = PyNumber_AsSsize_t(maxsize, PyExc_OverflowError);
        if (limit == -1 && PyErr_Occurred())
            return NULL;
        limit = Py_MAX(limit, 0);
    }
    self = (lruobject *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->root.prev = self->root.next = &self->root;
    self->vectorcall = lru_vectorcall;
    self->func = Py_NewRef(func);
    self->maxsize = limit;
    self->typed = typed;
    self->cache = PyDict_New();
    if (!self->cache)
        Py_CLEAR(self);
    return (PyObject *)self;
}

/* Every link, from the ring: somebody else may hold one longer than we live. */
static void dissolve(lruobject *self)
{
    while (self->root.next && self->root.next != &self->root)
        ring_leave(self->root.next);
}

static void lru_dealloc(PyObject *self)
{
    gc_untrack(self);
    if (LRU(self)->weakreflist)
        PyObject_ClearWeakRefs(self);
    dissolve(LRU(self));
    Py_XDECREF(LRU(self)->cache);
    Py_XDECREF(LRU(self)->func);
    Py_XDECREF(LRU(self)->dict);
    Py_TYPE(self)->tp_free(self);
}

static int lru_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(LRU(self)->func);
    Py_VISIT(LRU(self)->cache);
    Py_VISIT(LRU(self)->dict);
    return 0;
}

/* --- attributes ----------------------------------------------------------------------------------------------------------------- */

static PyObject *maxsize_object(const lruobject *self)
{
    return self->maxsize < 0 ? Py_NewRef(Py_None) : PyLong_FromSsize_t(self->maxsize);
}

/* A named tuple of functools'. */
static PyObject *lru_cache_info(PyObject *self, PyObject *unused)
{
    PyObject *functools = PyImport_ImportModule("functools"), *class, *info = NULL;

    class = functools ? PyObject_GetAttrString(functools, "_CacheInfo") : NULL;
    if (class)
        info = PyObject_CallFunction(class, "nnNn", LRU(self)->hits, LRU(self)->misses, maxsize_object(LRU(self)),
                                     PyDict_GET_SIZE(LRU(self)->cache));
    Py_XDECREF(class);
    Py_XDECREF(functools);
    return info;
}

static PyObject *lru_cache_parameters(PyObject *self, PyObject *unused)
{
    return Py_BuildValue("{sNsO}", "maxsize", maxsize_object(LRU(self)), "typed", LRU(self)->typed ? Py_True : Py_False);
}

static PyObject *lru_cache_clear(PyObject *self, PyObject *unused)
{
    LRU(self)->hits = LRU(self)->misses = 0;
    PyDict_Clear(LRU(self)->cache);
    Py_RETURN_NONE;
}

static PyObject *lru_copy(PyObject *self, PyObject *unused)
{
    return Py_NewRef(self);
}

static PyObject *lru_reduce(PyObject *self, PyObject *unused)
{
    return PyObject_GetAttr(self, _Py_ID(__qualname__));
}

static PyObject *lru_get(PyObject *self, PyObject *op, PyObject *type)
{
    return !op || op == Py_None ? Py_NewRef(self) : PyMethod_New(self, op);
}

static const PyMethodDef lru_methods[] = {
    {"__copy__", lru_copy, METH_NOARGS, NULL},
    {"__deepcopy__", lru_copy, METH_O, NULL},
    {"__reduce__", lru_reduce, METH_NOARGS, NULL},
    {"cache_clear", lru_cache_clear, METH_NOARGS, NULL},
    {"cache_info", lru_cache_info, METH_NOARGS, NULL},
    {"cache_parameters", lru_cache_parameters, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyGetSetDef lru_getset[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyLruCache_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "functools._lru_cache_wrapper",
    .tp_basicsize = sizeof(lruobject),
    .tp_dealloc = lru_dealloc,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_vectorcall_offset = offsetof(lruobject, vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_METHOD_DESCRIPTOR | Py_TPFLAGS_HAVE_VECTORCALL,
    .tp_traverse = lru_traverse,
    .tp_weaklistoffset = offsetof(lruobject, weakreflist),
    .tp_methods = CONST_SLOT(lru_methods),
    .tp_getset = CONST_SLOT(lru_getset),
    .tp_descr_get = lru_get,
    .tp_dictoffset = offsetof(lruobject, dict),
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = lru_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(lru_cache),
    TYPE_COMMON,
};
