/* SPDX-License-Identifier: MIT */
/* kernel/object/deque_impl.h -- between deque.c and deque_type.c only. */
#ifndef KERNEL_OBJECT_DEQUE_IMPL_H
#define KERNEL_OBJECT_DEQUE_IMPL_H

#include "kernel/object/container.h"

#define DEQUE_BLOCK 64 /* items of a full-sized block */

struct deque_block {
    struct deque_block *left, *right; /* NULL at the ends */
    PyObject *item[];
};

typedef struct {
    PyObject_VAR_HEAD                 /* ob_size: items */
    struct deque_block *first, *last; /* NULL: no room yet */
    uint16_t from;                    /* of the first item in its block */
    uint16_t to;                      /* one past the last item in its block */
    uint16_t room;                    /* items that fit into a block: DEQUE_BLOCK, or less while there is only one */
    size_t state;                     /* changes with every change of the items' places */
    Py_ssize_t maxlen;                /* -1: none */
    PyObject *weakreflist;
} dequeobject;

#define DEQUE(op) ((dequeobject *)(op))
#define PyDeque_Check(op) PyObject_TypeCheck(op, TYPE_PTR(PyDeque_Type))

/* A place among the items, good while the deque's state is what it was. */
struct deque_place {
    struct deque_block *block;
    unsigned at;
};

/* The item at i, which must be one. */
struct deque_place deque_at(const dequeobject *d, Py_ssize_t i);
/* The item there, borrowed; the place moves on. */
PyObject *deque_step(struct deque_place *p);
PyObject *deque_step_back(struct deque_place *p);

/* Take the item over. 0, or -1 with MemoryError, the item released and the deque unchanged; what maxlen pushes out is released. */
/* The first block, or a lone one's double. 0, or -1 with MemoryError and nothing changed. */
int deque_widen(dequeobject *d);
int deque_push(dequeobject *d, PyObject *item);
int deque_push_left(dequeobject *d, PyObject *item);
/* The item as an owned reference; there must be one. */
PyObject *deque_take(dequeobject *d);
PyObject *deque_take_left(dequeobject *d);
/* n items go from the right end to the left, or the other way if it is negative. 0, or -1 with MemoryError and fewer moved. */
int deque_turn(dequeobject *d, Py_ssize_t n);
void deque_clear_items(dequeobject *d);
/* Memory besides the object itself. */
size_t deque_memory(const dequeobject *d);

#endif
