/* SPDX-License-Identifier: MIT */
/* kernel/object/dict_check.c -- dict_check: the rules D1-D7 of dictobject.h, walked. Read-only. */
#include "kernel/object/dict_impl.h"

static const char *check_values(const PyDictObject *d)
{
    const PyDictValues *v = d->ma_values;
    Py_ssize_t n = 0;

    if (v->order || v->used > v->capacity || v->used > d->ma_keys->dk_nentries || (v->used && !v->values[v->used - 1]))
        return "D7";
    for (Py_ssize_t i = 0; i < v->used; i++)
        n += v->values[i] != NULL;
    return n == d->ma_used ? NULL : "D1";
}

static const char *check_entries(const PyDictObject *d)
{
    const PyDictKeysObject *k = d->ma_keys;
    Py_ssize_t n = 0;

    for (Py_ssize_t i = 0; i < k->dk_nentries; i++) {
        PyObject *key = dict_one(d) ? d->ma_one.me_key : key_at(k, i);

        if (!key)
            continue;
        n++;
        if (k->dk_kind != DICT_KEYS_GENERAL && !PyUnicode_CheckExact(key))
            return "D3";
        if (k->dk_kind != DICT_KEYS_SPLIT && !*dict_value_place((PyDictObject *)(uintptr_t)d, i))
            return "D1";
    }
    return k->dk_kind == DICT_KEYS_SPLIT ? check_values(d) : n == d->ma_used ? NULL : "D1";
}

/* Each entry is in its chain of slots, and nothing else is in the index but dummies, not too many. */
static const char *check_index(const PyDictKeysObject *k)
{
    Py_ssize_t taken = 0;

    for (size_t slot = 0; slot >> k->dk_log2_size == 0; slot++)
        taken += slot_get(k, slot) != SLOT_EMPTY;
    if (taken > k->dk_nentries)
        return "D4";
    for (Py_ssize_t i = 0; i < k->dk_nentries; i++) {
        struct probe p;

        if (!key_at(k, i))
            continue;
        for (p = probe_start(k, hash_at(k, i)); slot_get(k, p.slot) != i; probe_next(&p))
            if (slot_get(k, p.slot) == SLOT_EMPTY)
                return "D3";
    }
    return NULL;
}

const char *dict_check(PyObject *dict)
{
    const PyDictObject *d = (const PyDictObject *)dict;
    const PyDictKeysObject *k = d->ma_keys;
    const char *broken;

    if (!k || k->dk_nentries > keys_room(k))
        return "D2";
    if (dict_split(d) && (!d->ma_values || k->dk_nentries > SHARED_KEYS_MAX || k->dk_refcnt == 0))
        return "D6";
    if (dict_one(d) && k != &dict_one_key)
        return "D2";
    broken = check_entries(d);
    return broken || keys_tiny(k) ? broken : check_index(k);
}
