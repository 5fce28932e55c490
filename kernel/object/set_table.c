/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/set_table.c -- the hash table of sets. Rules S1-S3: setobject.h.
 *
 *     probe      slot i = hash & mask, then the LINEAR slots behind it when all of them are in the table; then
 *                perturb >>= 5, i = i * 5 + 1 + perturb, and so on, until a slot that was never used
 *     insert     into the last deleted slot on the way, else the slot where the probe ended
 *     grow       once 5 * fill >= 3 * mask: more than 4 * used slots, 2 * used in large sets
 *
 * These numbers are CPython's; they decide the order in which a set of ints is iterated.
 */
#include "kernel/object/set_impl.h"

#define LINEAR 9
#define LARGE 50000

static inline int unused(const setentry *e)
{
    return !e->key && e->hash == 0;
}

void set_init_empty(PySetObject *so)
{
    so->fill = so->used = 0;
    so->mask = SET_MIN_SIZE - 1;
    so->table = so->smalltable;
    so->hash = -1;
    so->finger = 0;
    memset(so->smalltable, 0, sizeof so->smalltable);
    so->weakreflist = NULL;
}

/* --- probing --------------------------------------------------------------------------------------------------------- */

struct probe {
    size_t i, at, end; /* the stretch [at, end] of slots, i its first */
    Py_uhash_t perturb;
};

static inline void stretch(struct probe *p, size_t mask)
{
    p->at = p->i;
    p->end = p->i + LINEAR <= mask ? p->i + LINEAR : p->i;
}

static inline struct probe probe_start(size_t mask, Py_hash_t hash)
{
    struct probe p = {.i = (size_t)hash & mask, .perturb = (Py_uhash_t)hash};

    stretch(&p, mask);
    return p;
}

static inline void probe_next(struct probe *p, size_t mask)
{
    if (p->at++ < p->end)
        return;
    p->perturb >>= 5;
    p->i = (p->i * 5 + 1 + p->perturb) & mask;
    stretch(p, mask);
}

enum found { ERROR = -1, ABSENT, PRESENT, CHANGED };

/*
 * Compares with the key of slot e, whose hash is equal. The comparison may do anything to the set. Who adds a key is content
 * with an equal one, even if that is gone by now.
 */
static enum found same_key(PySetObject *so, const setentry *e, PyObject *key, int adding)
{
    const setentry *table = so->table;
    Py_ssize_t mask = so->mask;
    PyObject *theirs = e->key;
    int equal;

    if (PyUnicode_CheckExact(key) && PyUnicode_CheckExact(theirs))
        return _PyUnicode_EQ(key, theirs) ? PRESENT : ABSENT;
    Py_INCREF(theirs);
    equal = PyObject_RichCompareBool(theirs, key, Py_EQ);
    Py_DECREF(theirs);
    if (equal < 0)
        return ERROR;
    if (equal && adding)
        return PRESENT;
    if (so->table != table || so->mask != mask || e->key != theirs)
        return CHANGED;
    return equal ? PRESENT : ABSENT;
}

/* One attempt: where the key is, or where it would go, to *slot. */
static enum found probe(PySetObject *so, PyObject *key, Py_hash_t hash, setentry **slot, int adding)
{
    size_t mask = (size_t)so->mask;
    setentry *deleted = NULL;

    for (struct probe p = probe_start(mask, hash);; probe_next(&p, mask)) {
        setentry *e = &so->table[p.at];

        if (e->hash == hash && e->key) {
            enum found same = e->key == key ? PRESENT : same_key(so, e, key, adding);

            *slot = e;
            if (same != ABSENT)
                return same;
        } else if (unused(e)) {
            *slot = deleted ? deleted : e;
            return ABSENT;
        } else if (!e->key) {
            deleted = e;
        }
    }
}

/* Where the key is, or where it would go: *slot. ERROR leaves an exception. */
static enum found find(PySetObject *so, PyObject *key, Py_hash_t hash, setentry **slot, int adding)
{
    enum found found;

    do
        found = probe(so, key, hash, slot, adding);
    while (found == CHANGED);
    return found;
}

/* --- one key --------------------------------------------------------------------------------------------------------- */

int set_has(PySetObject *so, PyObject *key, Py_hash_t hash)
{
    setentry *e;

    return (int)find(so, key, hash, &e, 0);
}

int set_put(PySetObject *so, PyObject *key, Py_hash_t hash)
{
    setentry *e;
    enum found found = find(so, key, hash, &e, 1);
    int fresh;

    if (found != ABSENT)
        return found == ERROR ? -1 : 0;
    fresh = unused(e);
    e->key = Py_NewRef(key);
    e->hash = hash;
    so->used++;
    if (!fresh)
        return 0;
    so->fill++;
    if ((size_t)so->fill * 5 < (size_t)so->mask * 3)
        return 0;
    if (set_resize(so, so->used > LARGE ? so->used * 2 : so->used * 4) == 0)
        return 0;
    if (so->fill < so->mask) { /* crowded, but whole */
        PyErr_Clear();
        return 0;
    }
    e->key = NULL;
    e->hash = 0;
    so->fill--;
    so->used--;
    Py_DECREF(key);
    return -1;
}

int set_drop(PySetObject *so, PyObject *key, Py_hash_t hash)
{
    setentry *e;
    enum found found = find(so, key, hash, &e, 0);

    if (found != PRESENT)
        return (int)found;
    key = e->key;
    e->key = NULL;
    e->hash = -1;
    so->used--;
    Py_DECREF(key);
    return 1;
}

const setentry *set_next(PySetObject *so, Py_ssize_t *pos)
{
    Py_ssize_t i = *pos;

    while (i <= so->mask && !so->table[i].key)
        i++;
    *pos = i + 1;
    return i <= so->mask ? &so->table[i] : NULL;
}

/* --- the table as a whole ---------------------------------------------------------------------------------------------- */

/* Takes over a reference to a key that is not among those of a table without deleted slots. */
static void insert_clean(setentry *table, size_t mask, PyObject *key, Py_hash_t hash)
{
    struct probe p = probe_start(mask, hash);

    while (table[p.at].key)
        probe_next(&p, mask);
    table[p.at] = (setentry){key, hash};
}

int set_resize(PySetObject *so, Py_ssize_t n)
{
    setentry *old = so->table, *fresh, copy[SET_MIN_SIZE];
    size_t old_mask = (size_t)so->mask, slots = SET_MIN_SIZE;

    while (slots <= (size_t)n && slots < (size_t)1 << (sizeof(size_t) * 8 - 5))
        slots *= 2;
    if (slots == SET_MIN_SIZE) {
        if (old == so->smalltable) {
            if (so->fill == so->used)
                return 0;
            memcpy(copy, old, sizeof copy);
            old = copy;
        }
        fresh = so->smalltable;
        memset(fresh, 0, sizeof so->smalltable);
    } else {
        fresh = PyMem_Calloc(slots, sizeof *fresh);
        if (!fresh) {
            PyErr_NoMemory();
            return -1;
        }
    }
    for (size_t i = 0; i <= old_mask; i++)
        if (old[i].key)
            insert_clean(fresh, slots - 1, old[i].key, old[i].hash);
    so->table = fresh;
    so->mask = (Py_ssize_t)(slots - 1);
    so->fill = so->used;
    if (old != copy && old != so->smalltable)
        PyMem_Free(old);
    return 0;
}

int set_reserve(PySetObject *so, Py_ssize_t n)
{
    if (((size_t)so->fill + (size_t)n) * 5 < (size_t)so->mask * 3)
        return 0;
    return set_resize(so, (so->used + n) * 2);
}

int set_tidy(PySetObject *so)
{
    if (so->fill - so->used <= so->mask / 4)
        return 0;
    return set_resize(so, so->used > LARGE ? so->used * 2 : so->used * 4);
}

void set_clear_keys(PySetObject *so)
{
    setentry *table = so->table, copy[SET_MIN_SIZE];
    size_t mask = (size_t)so->mask;

    if (so->fill == 0 && table == so->smalltable)
        return;
    if (table == so->smalltable) {
        memcpy(copy, table, sizeof copy);
        table = copy;
    }
    so->table = so->smalltable;
    so->mask = SET_MIN_SIZE - 1;
    so->fill = so->used = 0;
    so->hash = -1;
    memset(so->smalltable, 0, sizeof so->smalltable);
    for (size_t i = 0; i <= mask; i++)
        Py_XDECREF(table[i].key);
    if (table != copy)
        PyMem_Free(table);
}

int set_put_all(PySetObject *so, PySetObject *other)
{
    const setentry *e;
    Py_ssize_t pos = 0;

    if (other == so || other->used == 0)
        return 0;
    if (set_reserve(so, other->used) < 0)
        return -1;
    if (so->fill == 0 && so->mask == other->mask && other->fill == other->used) {
        memcpy(so->table, other->table, (size_t)(so->mask + 1) * sizeof *so->table);
        so->fill = so->used = other->used;
        for (Py_ssize_t i = 0; i <= so->mask; i++)
            Py_XINCREF(so->table[i].key);
        return 0;
    }
    if (so->fill == 0) {
        so->fill = so->used = other->used;
        while ((e = set_next(other, &pos)))
            insert_clean(so->table, (size_t)so->mask, Py_NewRef(e->key), e->hash);
        return 0;
    }
    while ((e = set_next(other, &pos))) {
        PyObject *key = Py_NewRef(e->key);
        int result = set_put(so, key, e->hash);

        Py_DECREF(key);
        if (result < 0)
            return -1;
    }
    return 0;
}

void set_swap(PySetObject *a, PySetObject *b)
{
    setentry *table = a->table == a->smalltable ? b->smalltable : a->table, entry;
    Py_ssize_t n;

    a->table = b->table == b->smalltable ? a->smalltable : b->table;
    b->table = table;
    n = a->fill, a->fill = b->fill, b->fill = n;
    n = a->used, a->used = b->used, b->used = n;
    n = a->mask, a->mask = b->mask, b->mask = n;
    for (int i = 0; i < SET_MIN_SIZE; i++)
        entry = a->smalltable[i], a->smalltable[i] = b->smalltable[i], b->smalltable[i] = entry;
}

const char *set_check(PyObject *anyset)
{
    PySetObject *so = (PySetObject *)anyset;
    Py_ssize_t used = 0, deleted = 0;
    size_t mask = (size_t)so->mask;

    if (!so->table || so->used > so->fill || so->fill > so->mask || so->mask < SET_MIN_SIZE - 1 || ((size_t)so->mask & (mask + 1)))
        return "S1";
    for (size_t i = 0; i <= mask; i++) {
        const setentry *e = &so->table[i];
        struct probe p = probe_start(mask, e->hash);

        used += e->key != NULL;
        deleted += !e->key && e->hash == -1;
        for (; e->key && p.at != i; probe_next(&p, mask))
            if (unused(&so->table[p.at]))
                return "S3";
    }
    return used == so->used && deleted == so->fill - so->used ? NULL : "S2";
}
