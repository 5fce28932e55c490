/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/deque.c -- deque: where the items lie. The type is in deque_type.c.
 *
 *     first -> | . . a b c | <-> | d e f g h | <-> | i j . . . | <- last
 *                  ^from                               ^to
 *
 * A deque of few items has one block, which a new deque has at once, and which doubles up to DEQUE_BLOCK items; only then blocks are linked. So each end costs O(1),
 * no item is copied more than a few times, and no request for memory is larger than a block.
 *
 * Rules:
 *     D1  first and last are NULL, or the ends of one chain; first is NULL only if all items were removed
 *     D2  items fill the chain from `from` to `to` without a gap: every block but a lone one holds an item
 *     D3  room == DEQUE_BLOCK if the chain has two blocks or more
 *     D4  0 <= from <= to <= room in a lone block; from < room and 0 < to elsewhere
 */
#include "kernel/object/deque_impl.h"

#define FIRST_ROOM 12

static size_t block_size(unsigned room)
{
    return sizeof(struct deque_block) + room * sizeof(PyObject *);
}

static struct deque_block *no_memory(void)
{
    PyErr_NoMemory();
    return NULL;
}

/* A lone block's items begin at `at` from now on. */
static void slide(dequeobject *d, unsigned at)
{
    unsigned n = (unsigned)Py_SIZE(d);

    memmove(d->first->item + at, d->first->item + d->from, n * sizeof(PyObject *));
    d->from = (uint16_t)at;
    d->to = (uint16_t)(at + n);
}

int deque_widen(dequeobject *d)
{
    unsigned room = d->first ? Py_MIN(d->room * 2u, DEQUE_BLOCK) : FIRST_ROOM;
    struct deque_block *b = PyMem_Realloc(d->first, block_size(room));

    if (!b) {
        no_memory();
        return -1;
    }
    b->left = b->right = NULL;
    d->first = d->last = b;
    d->room = (uint16_t)room;
    return 0;
}

static struct deque_block *new_block(struct deque_block *left, struct deque_block *right)
{
    struct deque_block *b = PyMem_Malloc(block_size(DEQUE_BLOCK));

    if (!b)
        return no_memory();
    b->left = left;
    b->right = right;
    if (left)
        left->right = b;
    if (right)
        right->left = b;
    return b;
}

/* Room for an item on the right: to < room. 0, or -1 with MemoryError. */
static int room_right(dequeobject *d)
{
    struct deque_block *b;

    if (d->first && d->to < d->room)
        return 0;
    if (d->first == d->last && Py_SIZE(d) <= d->room / 2 && d->first) {
        slide(d, ((unsigned)d->room - (unsigned)Py_SIZE(d)) / 2);
        return 0;
    }
    if (d->room < DEQUE_BLOCK) {
        if (deque_widen(d) < 0)
            return -1;
        slide(d, 0);
        return 0;
    }
    b = new_block(d->last, NULL);
    if (!b)
        return -1;
    d->last = b;
    d->to = 0;
    return 0;
}

/* Room for an item on the left: from > 0. 0, or -1 with MemoryError. */
static int room_left(dequeobject *d)
{
    struct deque_block *b;

    if (d->first && d->from > 0)
        return 0;
    if (d->first == d->last && Py_SIZE(d) <= d->room / 2 && d->first) {
        slide(d, ((unsigned)d->room - (unsigned)Py_SIZE(d) + 1) / 2);
        return 0;
    }
    if (d->room < DEQUE_BLOCK) {
        if (deque_widen(d) < 0)
            return -1;
        slide(d, (unsigned)d->room - (unsigned)Py_SIZE(d));
        return 0;
    }
    b = new_block(NULL, d->first);
    if (!b)
        return -1;
    d->first = b;
    d->from = DEQUE_BLOCK;
    return 0;
}

static void put_right(dequeobject *d, PyObject *item)
{
    d->last->item[d->to++] = item;
    Py_SET_SIZE(d, Py_SIZE(d) + 1);
    d->state++;
}

static void put_left(dequeobject *d, PyObject *item)
{
    d->first->item[--d->from] = item;
    Py_SET_SIZE(d, Py_SIZE(d) + 1);
    d->state++;
}

PyObject *deque_take(dequeobject *d)
{
    struct deque_block *b = d->last;
    PyObject *item = b->item[--d->to];

    Py_SET_SIZE(d, Py_SIZE(d) - 1);
    d->state++;
    if (d->to == 0 && b->left) {
        d->last = b->left;
        d->last->right = NULL;
        d->to = DEQUE_BLOCK;
        PyMem_Free(b);
    }
    return item;
}

PyObject *deque_take_left(dequeobject *d)
{
    struct deque_block *b = d->first;
    PyObject *item = b->item[d->from++];

    Py_SET_SIZE(d, Py_SIZE(d) - 1);
    d->state++;
    if (d->from == DEQUE_BLOCK && b->right) {
        d->first = b->right;
        d->first->left = NULL;
        d->from = 0;
        PyMem_Free(b);
    }
    return item;
}

int deque_push(dequeobject *d, PyObject *item)
{
    if (d->maxlen == 0) {
        Py_DECREF(item);
        return 0;
    }
    if (room_right(d) < 0) {
        Py_DECREF(item);
        return -1;
    }
    put_right(d, item);
    if (Py_SIZE(d) > d->maxlen && d->maxlen >= 0)
        Py_DECREF(deque_take_left(d));
    return 0;
}

int deque_push_left(dequeobject *d, PyObject *item)
{
    if (d->maxlen == 0) {
        Py_DECREF(item);
        return 0;
    }
    if (room_left(d) < 0) {
        Py_DECREF(item);
        return -1;
    }
    put_left(d, item);
    if (Py_SIZE(d) > d->maxlen && d->maxlen >= 0)
        Py_DECREF(deque_take(d));
    return 0;
}

int deque_turn(dequeobject *d, Py_ssize_t n)
{
    Py_ssize_t size = Py_SIZE(d);

    if (size < 2)
        return 0;
    n %= size;
    if (n > size / 2)
        n -= size;
    else if (n < -(size / 2))
        n += size;
    for (; n > 0; n--) {
        if (room_left(d) < 0)
            return -1;
        put_left(d, deque_take(d));
    }
    for (; n < 0; n++) {
        if (room_right(d) < 0)
            return -1;
        put_right(d, deque_take_left(d));
    }
    return 0;
}

/* The deque is empty before the first item is released; first to last. */
void deque_clear_items(dequeobject *d)
{
    struct deque_block *b = d->first;
    unsigned at = d->from;
    Py_ssize_t left = Py_SIZE(d);

    d->first = d->last = NULL;
    d->from = d->to = d->room = 0;
    d->state++;
    Py_SET_SIZE(d, 0);
    while (b) {
        struct deque_block *next = b->right;

        for (; left > 0 && at < DEQUE_BLOCK; left--)
            Py_DECREF(b->item[at++]);
        at = 0;
        PyMem_Free(b);
        b = next;
    }
}

size_t deque_memory(const dequeobject *d)
{
    size_t n = 0;

    for (const struct deque_block *b = d->first; b; b = b->right)
        n += block_size(d->room);
    return n;
}

struct deque_place deque_at(const dequeobject *d, Py_ssize_t i)
{
    Py_ssize_t at = d->from + i, back = Py_SIZE(d) - 1 - i;
    struct deque_block *b;

    if (i <= back) {
        for (b = d->first; at >= DEQUE_BLOCK; at -= DEQUE_BLOCK)
            b = b->right;
        return (struct deque_place){b, (unsigned)at};
    }
    for (b = d->last, at = d->to - 1 - back; at < 0; at += DEQUE_BLOCK)
        b = b->left;
    return (struct deque_place){b, (unsigned)at};
}

PyObject *deque_step(struct deque_place *p)
{
    PyObject *item = p->block->item[p->at++];

    if (p->at == DEQUE_BLOCK && p->block->right)
        *p = (struct deque_place){p->block->right, 0};
    return item;
}

PyObject *deque_step_back(struct deque_place *p)
{
    PyObject *item = p->block->item[p->at];

    if (p->at-- == 0 && p->block->left)
        *p = (struct deque_place){p->block->left, DEQUE_BLOCK - 1};
    return item;
}
