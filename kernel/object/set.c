/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/set.c -- set and frozenset: construction, the C API, iteration, the types. The table: set_table.c; methods and
 * operators: set_method.c.
 *
 * A comparison of keys may run Python code that changes the set: a look-up then starts again, and a loop over a set takes
 * a new look at each step.
 */
#include "kernel/object/set_impl.h"
#include "kernel/object/type.h"

/* --- making ---------------------------------------------------------------------------------------------------------- */

static PyObject *new_empty(PyTypeObject *type)
{
    PySetObject *so;

    if (type != &PySet_Type && type != &PyFrozenSet_Type) {
        so = (PySetObject *)type->tp_alloc(type, 0);
        if (so)
            set_init_empty(so);
        return (PyObject *)so;
    }
    so = container_new(type, sizeof *so);
    if (!so)
        return NULL;
    set_init_empty(so);
    gc_track(so);
    return (PyObject *)so;
}

PyObject *set_make(PyTypeObject *type, PyObject *iterable)
{
    PyObject *so = new_empty(type);

    if (so && iterable && set_update_with((PySetObject *)so, iterable) < 0)
        Py_CLEAR(so);
    return so;
}

PyObject *set_make_base(PyObject *like, PyObject *iterable)
{
    return set_make(PyFrozenSet_Check(like) ? TYPE_PTR(PyFrozenSet_Type) : TYPE_PTR(PySet_Type), iterable);
}

static int update_from_dict(PySetObject *so, PyObject *dict)
{
    Py_ssize_t pos = 0;
    PyObject *key;
    Py_hash_t hash;

    if (set_reserve(so, PyDict_GET_SIZE(dict)) < 0)
        return -1;
    while (_PyDict_Next(dict, &pos, &key, NULL, &hash)) {
        int result;

        Py_INCREF(key);
        result = set_put(so, key, hash);
        Py_DECREF(key);
        if (result < 0)
            return -1;
    }
    return 0;
}

int set_update_with(PySetObject *so, PyObject *iterable)
{
    PyObject *it, *key;

    if (PyAnySet_Check(iterable))
        return set_put_all(so, (PySetObject *)iterable);
    if (PyDict_CheckExact(iterable))
        return update_from_dict(so, iterable);
    it = PyObject_GetIter(iterable);
    if (!it)
        return -1;
    while ((key = iter_next(it))) {
        Py_hash_t hash = key_hash(key);
        int result = hash == -1 ? -1 : set_put(so, key, hash);

        Py_DECREF(key);
        if (result < 0)
            break;
    }
    Py_DECREF(it);
    return PyErr_Occurred() ? -1 : 0;
}

static void set_dealloc(PyObject *self)
{
    PySetObject *so = (PySetObject *)self;

    gc_untrack(so);
    if (so->weakreflist)
        PyObject_ClearWeakRefs(self);
    for (Py_ssize_t i = 0, left = so->used; left > 0; i++)
        if (so->table[i].key) {
            left--;
            Py_DECREF(so->table[i].key);
        }
    if (so->table != so->smalltable)
        PyMem_Free(so->table);
    if (PyAnySet_CheckExact(self))
        gc_del(self);
    else
        Py_TYPE(self)->tp_free(self);
}

static int set_traverse(PyObject *self, visitproc visit, void *arg)
{
    PySetObject *so = (PySetObject *)self;

    for (Py_ssize_t i = 0; i <= so->mask; i++)
        Py_VISIT(so->table[i].key);
    return 0;
}

static int set_tp_clear(PyObject *self)
{
    set_clear_keys((PySetObject *)self);
    return 0;
}

static PyObject *set_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return new_empty(type);
}

static int set_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PySetObject *so = (PySetObject *)self;

    if ((PySet_CheckExact(self) || Py_TYPE(self)->tp_init == set_init) && !_PyArg_NoKeywords("set", kwargs))
        return -1;
    if (!_PyArg_CheckPositional(_PyType_Name(Py_TYPE(self)), PyTuple_GET_SIZE(args), 0, 1))
        return -1;
    set_clear_keys(so);
    return PyTuple_GET_SIZE(args) ? set_update_with(so, PyTuple_GET_ITEM(args, 0)) : 0;
}

static PyObject *set_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);

    if (!_PyArg_NoKwnames("set", kwnames) || !_PyArg_CheckPositional("set", n, 0, 1))
        return NULL;
    return set_make((PyTypeObject *)type, n ? args[0] : NULL);
}

static PyObject *make_frozenset(PyTypeObject *type, PyObject *iterable)
{
    if (iterable && type == &PyFrozenSet_Type && PyFrozenSet_CheckExact(iterable))
        return Py_NewRef(iterable);
    return set_make(type, iterable);
}

static PyObject *frozenset_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if ((type == &PyFrozenSet_Type || type_init_is_object(type)) && !_PyArg_NoKeywords("frozenset", kwargs))
        return NULL;
    if (!_PyArg_CheckPositional(_PyType_Name(type), PyTuple_GET_SIZE(args), 0, 1))
        return NULL;
    return make_frozenset(type, PyTuple_GET_SIZE(args) ? PyTuple_GET_ITEM(args, 0) : NULL);
}

static PyObject *frozenset_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);

    if (!_PyArg_NoKwnames("frozenset", kwnames) || !_PyArg_CheckPositional("frozenset", n, 0, 1))
        return NULL;
    return make_frozenset((PyTypeObject *)type, n ? args[0] : NULL);
}

/* --- the C API ------------------------------------------------------------------------------------------------------- */

PyObject *PySet_New(PyObject *iterable)
{
    return set_make(TYPE_PTR(PySet_Type), iterable);
}

PyObject *PyFrozenSet_New(PyObject *iterable)
{
    return set_make(TYPE_PTR(PyFrozenSet_Type), iterable);
}

static int bad_call(void)
{
    PyErr_BadInternalCall();
    return -1;
}

Py_ssize_t PySet_Size(PyObject *anyset)
{
    return PyAnySet_Check(anyset) ? PySet_GET_SIZE(anyset) : bad_call();
}

int PySet_Contains(PyObject *anyset, PyObject *key)
{
    Py_hash_t hash;

    if (!PyAnySet_Check(anyset))
        return bad_call();
    hash = key_hash(key);
    return hash == -1 ? -1 : set_has((PySetObject *)anyset, key, hash);
}

int PySet_Add(PyObject *anyset, PyObject *key)
{
    Py_hash_t hash;

    if (!PySet_Check(anyset) && (!PyFrozenSet_Check(anyset) || Py_REFCNT(anyset) != 1))
        return bad_call();
    hash = key_hash(key);
    return hash == -1 ? -1 : set_put((PySetObject *)anyset, key, hash);
}

int PySet_Discard(PyObject *set, PyObject *key)
{
    Py_hash_t hash;

    if (!PySet_Check(set))
        return bad_call();
    hash = key_hash(key);
    return hash == -1 ? -1 : set_drop((PySetObject *)set, key, hash);
}

PyObject *PySet_Pop(PyObject *set)
{
    PySetObject *so = (PySetObject *)set;
    setentry *e;
    PyObject *key;

    if (!PySet_Check(set)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    if (so->used == 0) {
        PyErr_SetString(PyExc_KeyError, "pop from an empty set");
        return NULL;
    }
    for (e = so->table + (so->finger & so->mask); !e->key;)
        if (e++ == so->table + so->mask)
            e = so->table;
    key = e->key;
    e->key = NULL;
    e->hash = -1;
    so->used--;
    so->finger = e - so->table + 1;
    return key;
}

int PySet_Clear(PyObject *set)
{
    if (!PySet_Check(set))
        return bad_call();
    set_clear_keys((PySetObject *)set);
    return 0;
}

int _PySet_NextEntry(PyObject *anyset, Py_ssize_t *pos, PyObject **key, Py_hash_t *hash)
{
    const setentry *e;

    if (!PyAnySet_Check(anyset))
        return bad_call();
    e = set_next((PySetObject *)anyset, pos);
    if (!e)
        return 0;
    *key = e->key;
    *hash = e->hash;
    return 1;
}

int _PySet_Update(PyObject *set, PyObject *iterable)
{
    return PySet_Check(set) ? set_update_with((PySetObject *)set, iterable) : bad_call();
}

/* A set is not hashable; looked for in a set, it stands for the frozenset of its keys. NULL with an exception. */
static PyObject *stand_in(PyObject *key)
{
    if (!PySet_Check(key) || !PyErr_ExceptionMatches(PyExc_TypeError))
        return NULL;
    PyErr_Clear();
    return set_make(TYPE_PTR(PyFrozenSet_Type), key);
}

static int with_key(PySetObject *so, PyObject *key, int (*act)(PySetObject *, PyObject *, Py_hash_t))
{
    Py_hash_t hash = key_hash(key);
    int result;

    if (hash != -1)
        return act(so, key, hash);
    key = stand_in(key);
    if (!key)
        return -1;
    hash = PyObject_Hash(key);
    result = hash == -1 ? -1 : act(so, key, hash);
    Py_DECREF(key);
    return result;
}

int set_has_key(PySetObject *so, PyObject *key)
{
    return with_key(so, key, set_has);
}

int set_drop_key(PySetObject *so, PyObject *key)
{
    return with_key(so, key, set_drop);
}

/* --- operators ------------------------------------------------------------------------------------------------------- */

static Py_ssize_t set_length(PyObject *self)
{
    return PySet_GET_SIZE(self);
}

static int set_contains(PyObject *self, PyObject *key)
{
    return set_has_key((PySetObject *)self, key);
}

static Py_uhash_t shuffled(Py_hash_t hash)
{
    Py_uhash_t h = (Py_uhash_t)hash;

    return ((h ^ 89869747u) ^ (h << 16)) * 3644798167u;
}

/* The same for any order of keys: their hashes, shuffled, meet in an exclusive or. */
static Py_hash_t frozenset_hash(PyObject *self)
{
    PySetObject *so = (PySetObject *)self;
    Py_uhash_t hash = 0;
    const setentry *e;
    Py_ssize_t pos = 0;

    if (so->hash != -1)
        return so->hash;
    while ((e = set_next(so, &pos)))
        hash ^= shuffled(e->hash);
    hash ^= ((Py_uhash_t)so->used + 1) * 1927868237u;
    hash ^= hash >> 11 ^ hash >> 25;
    hash = hash * 69069u + 907133923u;
    so->hash = hash == (Py_uhash_t)-1 ? 590923713 : (Py_hash_t)hash;
    return so->hash;
}

static PyObject *set_richcompare(PyObject *self, PyObject *other, int op)
{
    PySetObject *a = (PySetObject *)self, *b = (PySetObject *)other;
    int answer;

    if (!PyAnySet_Check(other))
        Py_RETURN_NOTIMPLEMENTED;
    switch (op) {
    case Py_EQ:
    case Py_NE:
        answer = a->used == b->used && (a->hash == -1 || b->hash == -1 || a->hash == b->hash) ? set_within(a, b) : 0;
        return answer < 0 ? NULL : PyBool_FromLong(answer == (op == Py_EQ));
    case Py_LE:
        return bool_result(set_within(a, b));
    case Py_GE:
        return bool_result(set_within(b, a));
    case Py_LT:
        return bool_result(a->used < b->used ? set_within(a, b) : 0);
    default:
        return bool_result(b->used < a->used ? set_within(b, a) : 0);
    }
}

static PyObject *set_repr(PyObject *self)
{
    const char *name = _PyType_Name(Py_TYPE(self));
    PyObject *list, *inner = NULL, *text = NULL;
    int inside = Py_ReprEnter(self);

    if (inside)
        return inside < 0 ? NULL : PyUnicode_FromFormat("%s(...)", name);
    list = PySet_GET_SIZE(self) ? PySequence_List(self) : NULL;
    if (list)
        inner = container_repr(list, '{', '}');
    if (inner)
        text = PySet_CheckExact(self) ? Py_NewRef(inner) : PyUnicode_FromFormat("%s(%U)", name, inner);
    else if (!PyErr_Occurred())
        text = PyUnicode_FromFormat("%s()", name);
    Py_XDECREF(inner);
    Py_XDECREF(list);
    Py_ReprLeave(self);
    return text;
}

/* --- iteration ------------------------------------------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    PySetObject *si_set; /* NULL once exhausted */
    Py_ssize_t si_used;  /* keys when it started; -1 once a change of size was seen */
    Py_ssize_t si_pos;
    Py_ssize_t len; /* how many are still to come */
} setiterobject;

static PyObject *set_iter(PyObject *self)
{
    setiterobject *it = container_new(&PySetIter_Type, sizeof *it);

    if (!it)
        return NULL;
    it->si_set = (PySetObject *)Py_NewRef(self);
    it->si_used = it->len = PySet_GET_SIZE(self);
    it->si_pos = 0;
    gc_track(it);
    return (PyObject *)it;
}

static void setiter_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(((setiterobject *)self)->si_set);
    gc_del(self);
}

static int setiter_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((setiterobject *)self)->si_set);
    return 0;
}

static int setiter_clear(PyObject *self)
{
    Py_CLEAR(((setiterobject *)self)->si_set);
    return 0;
}

static PyObject *setiter_next(PyObject *self)
{
    setiterobject *it = (setiterobject *)self;
    const setentry *e;

    if (!it->si_set)
        return NULL;
    if (it->si_used != it->si_set->used) {
        PyErr_SetString(PyExc_RuntimeError, "Set changed size during iteration");
        it->si_used = -1; /* this state is sticky */
        return NULL;
    }
    e = set_next(it->si_set, &it->si_pos);
    if (e) {
        it->len--;
        return Py_NewRef(e->key);
    }
    Py_CLEAR(it->si_set);
    return NULL;
}

static PyObject *setiter_length_hint(PyObject *self, PyObject *unused)
{
    setiterobject *it = (setiterobject *)self;

    return PyLong_FromSsize_t(it->si_set && it->si_used == it->si_set->used ? it->len : 0);
}

static const PyMethodDef setiter_methods[] = {
    {"__length_hint__", setiter_length_hint, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject PySetIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "set_iterator",
    .tp_basicsize = sizeof(setiterobject),
    .tp_dealloc = setiter_dealloc,
    .tp_flags = ITERATOR_FLAGS,
    .tp_traverse = setiter_traverse,
    .tp_clear = setiter_clear,
    .tp_iternext = setiter_next,
    .tp_methods = CONST_SLOT(setiter_methods),
    .tp_version_tag = TYPE_TAG(set_iterator),
    ITER_RECIPE("*a"),
    ITERATOR_COMMON,
};

/* --- the types ------------------------------------------------------------------------------------------------------- */

static const PySequenceMethods set_as_sequence = {.sq_length = set_length, .sq_contains = set_contains};

static size_t set_owned(PyObject *self)
{
    const PySetObject *s = (const PySetObject *)self;

    return s->table != s->smalltable ? (size_t)(s->mask + 1) * sizeof(setentry) : 0;
}

#define SET_COMMON                                                                                                     \
    .tp_basicsize = sizeof(PySetObject), .tp_dealloc = set_dealloc, .tp_repr = set_repr,                               \
    .tp_as_sequence = CONST_SLOT(&set_as_sequence), .tp_traverse = set_traverse, .tp_clear = set_tp_clear,             \
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_MATCH_SELF,                         \
    .tp_richcompare = set_richcompare, .tp_weaklistoffset = offsetof(PySetObject, weakreflist), .tp_iter = set_iter,   \
    .tp_alloc = PyType_GenericAlloc, .tp_free = PyObject_GC_Del, .tp_owned = set_owned, TYPE_COMMON

const PyTypeObject PySet_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "set",
    .tp_as_number = CONST_SLOT(&set_as_number),
    .tp_hash = PyObject_HashNotImplemented,
    .tp_methods = CONST_SLOT(set_methods),
    .tp_init = set_init,
    .tp_new = set_new,
    .tp_version_tag = TYPE_TAG(set),
    .tp_vectorcall = set_vectorcall,
    SET_COMMON,
};

const PyTypeObject PyFrozenSet_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "frozenset",
    .tp_as_number = CONST_SLOT(&frozenset_as_number),
    .tp_hash = frozenset_hash,
    .tp_methods = CONST_SLOT(frozenset_methods),
    .tp_new = frozenset_new,
    .tp_version_tag = TYPE_TAG(frozenset),
    .tp_vectorcall = frozenset_vectorcall,
    SET_COMMON,
};
