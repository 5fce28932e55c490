/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/dict_keys.c -- tables of dictionaries: entries in order of insertion, and an index when there are many.
 *
 *     tiny       | head | (unused) | entry 0 | ... | entry capacity-1 |          capacity <= DICT_TINY_MAX
 *     indexed    | head | slots    | entry 0 | ... | entry room-1     |          room = 2/3 of the slots
 *
 *     slot       SLOT_EMPTY --insert--> entry number --delete--> SLOT_DUMMY
 *                SLOT_EMPTY <--popitem, of the last entry-- entry number
 *
 * A new key takes the first empty slot on its way, never a dummy one. So the slot of the last entry can become empty again:
 * whatever was inserted before found it empty and did not pass it. Hence D4, and a probe always ends.
 *
 * Knows nothing of dictionaries; compares exact strs only.
 */
#include "kernel/object/dict_impl.h"

#if UINTPTR_MAX > 0xffffffffu
#define NO_SLOTS {-1, -1, -1, -1, -1, -1, -1, -1}
#else
#define NO_SLOTS {-1, -1, -1, -1}
#endif
/* One slot, empty: every look-up ends there, and there is no room. */
const PyDictKeysObject dict_no_keys = {
    .dk_log2_index_bytes = DICT_TINY_LOG2, .dk_kind = DICT_KEYS_UNICODE, .dk_indices = NO_SLOTS};
const PyDictKeysObject dict_one_key = {.dk_kind = DICT_KEYS_ONE, .dk_capacity = 1, .dk_nentries = 1};

size_t keys_bytes(const PyDictKeysObject *k)
{
    return keys_table_size(k->dk_kind, k->dk_log2_index_bytes, keys_room(k));
}

static inline void slot_set(PyDictKeysObject *k, size_t slot, Py_ssize_t value)
{
    if (k->dk_log2_size < 8)
        ((int8_t *)k->dk_indices)[slot] = (int8_t)value;
    else if (k->dk_log2_size < 16)
        ((int16_t *)(void *)k->dk_indices)[slot] = (int16_t)value;
    else
        ((int32_t *)(void *)k->dk_indices)[slot] = (int32_t)value;
}

PyDictKeysObject *keys_new_indexed(int kind, unsigned log2_size)
{
    unsigned log2_bytes = log2_size < 8 ? log2_size : log2_size < 16 ? log2_size + 1 : log2_size + 2;
    Py_ssize_t room = (Py_ssize_t)(((size_t)2 << log2_size) / 3);
    PyDictKeysObject *k;

    if (log2_size > INDEX_MAX_LOG2 || (size_t)room > PY_SSIZE_T_MAX / 2 / sizeof(PyDictKeyEntry))
        return NULL;
    k = mem_alloc(keys_table_size(kind, log2_bytes, room), MEM_PLAIN);
    if (!k)
        return NULL;
    k->dk_log2_size = (uint8_t)log2_size;
    k->dk_log2_index_bytes = (uint8_t)log2_bytes;
    k->dk_kind = (uint8_t)kind;
    k->dk_capacity = 0;
    k->dk_version = 0;
    k->dk_nentries = 0;
    memset(k->dk_indices, 0xff, (size_t)1 << log2_bytes);
    return k;
}

PyDictKeysObject *keys_new(int kind, Py_ssize_t n)
{
    unsigned log2_size = INDEX_MIN_LOG2;

    if (n <= DICT_TINY_MAX)
        return keys_new_tiny(kind, n ? (size_t)n : 1);
    while (log2_size <= INDEX_MAX_LOG2 && (Py_ssize_t)(((size_t)2 << log2_size) / 3) < n)
        log2_size++;
    return keys_new_indexed(kind, log2_size);
}

void keys_free_shell(PyDictKeysObject *k)
{
    mem_free(k, MEM_PLAIN);
}

void keys_free(PyDictKeysObject *k)
{
    Py_ssize_t n = k->dk_nentries;

    if (keys_general(k)) {
        for (PyDictKeyEntry *e = general_entries(k), *end = e + n; e < end; e++)
            if (e->me_key) {
                Py_DECREF(e->me_key);
                release_item(e->me_value);
            }
    } else {
        for (PyDictUnicodeEntry *e = unicode_entries(k), *end = e + n; e < end; e++)
            if (e->me_key) {
                Py_DECREF(e->me_key);
                if (e->me_value)
                    release_item(e->me_value);
            }
    }
    mem_free(k, MEM_PLAIN);
}

void keys_index(PyDictKeysObject *k, Py_hash_t hash, Py_ssize_t i)
{
    struct probe p = probe_start(k, hash);

    while (slot_get(k, p.slot) != SLOT_EMPTY)
        probe_next(&p);
    slot_set(k, p.slot, i);
}

void keys_remove(PyDictKeysObject *k, Py_ssize_t i, Py_hash_t hash, int last)
{
    if (!keys_tiny(k)) {
        struct probe p = probe_start(k, hash);

        while (slot_get(k, p.slot) != i)
            probe_next(&p);
        slot_set(k, p.slot, last ? SLOT_EMPTY : SLOT_DUMMY);
    }
    if (keys_general(k))
        general_entries(k)[i].me_key = general_entries(k)[i].me_value = NULL;
    else
        unicode_entries(k)[i].me_key = unicode_entries(k)[i].me_value = NULL;
    if (last)
        k->dk_nentries--;
}

void keys_compact(PyDictKeysObject *k)
{
    Py_ssize_t n = k->dk_nentries, to = 0;

    if (!keys_tiny(k))
        memset(k->dk_indices, 0xff, (size_t)1 << k->dk_log2_index_bytes);
    for (Py_ssize_t i = 0; i < n; i++) {
        if (!key_at(k, i))
            continue;
        if (!keys_tiny(k))
            keys_index(k, hash_at(k, i), to);
        if (to != i && keys_general(k))
            general_entries(k)[to] = general_entries(k)[i];
        else if (to != i)
            unicode_entries(k)[to] = unicode_entries(k)[i];
        to++;
    }
    k->dk_nentries = to;
}

Py_ssize_t keys_find_str(const PyDictKeysObject *k, PyObject *key, Py_hash_t hash)
{
    const PyDictUnicodeEntry *e = unicode_entries(k);

    if (keys_tiny(k)) {
        Py_ssize_t n = k->dk_nentries;

        for (Py_ssize_t i = 0; i < n; i++)
            if (e[i].me_key == key)
                return i;
        for (Py_ssize_t i = 0; i < n; i++)
            if (e[i].me_key && str_hash(e[i].me_key) == hash && _PyUnicode_EQ(e[i].me_key, key))
                return i;
        return FOUND_NONE;
    }
    for (struct probe p = probe_start(k, hash);; probe_next(&p)) {
        Py_ssize_t i = slot_get(k, p.slot);

        if (i >= 0) {
            if (e[i].me_key == key || (str_hash(e[i].me_key) == hash && _PyUnicode_EQ(e[i].me_key, key)))
                return i;
        } else if (i == SLOT_EMPTY) {
            return FOUND_NONE;
        }
    }
}
