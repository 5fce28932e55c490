/* SPDX-License-Identifier: MIT */
/* tests/unit/gc_garbage_test.c -- what the collector does with what it found: finalizers, hooks, relief of a full heap; U1-U6 (gc.c). */
#include "heap/gc.h"

#include "tests/unit/fixture.h"

#define HEAP ((size_t)4 << 20)

/* --- U: what becomes of it ------------------------------------------------------------------------------------------- */

static int finalized[1000], finalize_calls;
static PyObject *haven;

static void count_finalize(struct node *node)
{
    finalized[node->id]++;
    finalize_calls++;
    CHECK(object_alive(&node->ob_base));
    CHECK(PyObject_GC_IsTracked(&node->ob_base));
}

/* A ring of n nodes, ids from `first`, owned by nobody else. */
static void node_ring(int first, int n)
{
    struct node *start = new_node(first), *last = start;

    for (int i = 1; i < n; i++) {
        struct node *next = new_node(first + i);

        node_refer(last, next);
        Py_DECREF(next);
        last = next;
    }
    node_refer(last, start);
    Py_DECREF(start);
}

static void reset_finalizers(void (*on)(struct node *node))
{
    memset(finalized, 0, sizeof finalized);
    finalize_calls = nodes_freed = 0;
    haven = NULL;
    node_on_finalize = on;
    node_on_dealloc = NULL;
}

static void every_finalizer_runs_once_before_anything_is_cleared(void)
{
    fresh_heap(HEAP);
    reset_finalizers(count_finalize);
    node_ring(0, 20);
    CHECK_INT(gc_collect(0), 20);
    for (int i = 0; i < 20; i++)
        CHECK_INT(finalized[i], 1);
    CHECK_INT(nodes_freed, 20);
    CHECK_NOTHING_LEFT();
}

static void revive(struct node *node)
{
    count_finalize(node);
    if (node->id == 3)
        haven = Py_NewRef(node);
}

static void who_is_revived_stays_with_all_it_reaches_and_is_not_finalized_again(void)
{
    PyObject *tail;

    fresh_heap(HEAP);
    reset_finalizers(revive);
    node_ring(0, 10);
    node_ring(10, 5);
    CHECK_INT(gc_collect(0), 5); /* the second ring */
    CHECK_INT(finalize_calls, 15);
    CHECK_INT(nodes_freed, 5);
    CHECK_INT(gc_tracked(1), 10);
    CHECK(PyObject_GC_IsFinalized(haven));
    CHECK_HEAP();
    Py_DECREF(haven);
    CHECK_INT(gc_collect(2), 10);
    CHECK_INT(finalize_calls, 15);
    CHECK_NOTHING_LEFT();

    reset_finalizers(revive); /* only what the revived one reaches is saved */
    tail = (PyObject *)new_node(3);
    node_refer((struct node *)tail, tail);
    for (int i = 4; i < 7; i++) {
        struct node *node = new_node(i);

        node_refer(node, node);
        node_refer(node, tail);
        Py_DECREF(node);
    }
    Py_DECREF(tail);
    CHECK_INT(gc_collect(0), 3);
    CHECK_INT(nodes_freed, 3);
    Py_DECREF(haven);
    CHECK_INT(gc_collect(2), 1);
    CHECK_NOTHING_LEFT();
}

static void break_the_ring(struct node *node)
{
    count_finalize(node);
    node_clear(&node->ob_base);
}

static void a_finalizer_may_break_the_cycle_itself(void)
{
    fresh_heap(HEAP);
    reset_finalizers(break_the_ring);
    for (int i = 0; i < 50; i++)
        node_ring(10 * i, 7);
    gc_collect(0);
    CHECK_INT(nodes_freed, 350);
    CHECK_INT(finalize_calls, 350);
    CHECK_NOTHING_LEFT();
}

static void make_things(struct node *node)
{
    count_finalize(node);
    for (int i = 0; i < 1000; i++)
        list_cycle(0);
    CHECK_INT(gc_collect(2), 0);
    CHECK_INT(gc.collecting, 1);
}

static void a_finalizer_may_allocate_and_its_collections_do_nothing(void)
{
    fresh_heap(HEAP);
    reset_finalizers(make_things);
    node_ring(0, 3);
    CHECK_INT(gc_collect(2), 3);
    CHECK_HEAP();
    CHECK_INT(gc_tracked(0), 6000);
    CHECK_INT(gc_collect(0), 6000);
    CHECK_NOTHING_LEFT();
}

static struct node *survivor;

static void free_others(struct node *node)
{
    count_finalize(node);
    if (survivor) {
        struct node *n = survivor;

        survivor = NULL;
        node_clear(&n->ob_base);
        Py_DECREF(n);
    }
}

/* Pools empty under the walk's feet. */
static void a_finalizer_may_free_any_other_garbage(void)
{
    fresh_heap(HEAP);
    reset_finalizers(free_others);
    for (int i = 0; i < 200; i++)
        node_ring(i, 4);
    survivor = NULL;
    CHECK(gc_collect(0) <= 800);
    CHECK_INT(finalize_calls, 800);
    CHECK_INT(nodes_freed, 800);
    CHECK_NOTHING_LEFT();
}

static void a_type_without_tp_clear_is_left_when_nobody_breaks_the_cycle(void)
{
    PyObject *a, *b;

    fresh_heap(HEAP);
    a = new_tuple_of(1);
    b = new_tuple(a, NULL);
    ((PyTupleObject *)a)->ob_item[0] = b;
    CHECK_INT(gc_collect(0), 2);
    CHECK_INT(gc_tracked(1), 2);
    CHECK_HEAP();
    ((PyTupleObject *)a)->ob_item[0] = NULL;
    Py_DECREF(b);
    CHECK_NOTHING_LEFT();
}

/* --- hooks ----------------------------------------------------------------------------------------------------------- */

static int started, stopped, kept;
static uint32_t ticks;

static uint32_t tick(void)
{
    return ticks += 10;
}

static void on_start(int generation)
{
    started++;
    CHECK_INT(generation, 1);
}

static void on_stop(const struct gc_record *record)
{
    stopped++;
    CHECK_INT(record->collected, 2);
    CHECK_INT(record->uncollectable, 0);
}

static void on_garbage(PyObject *op)
{
    kept++;
    list_append(haven, Py_NewRef(op));
}

static void hooks_hear_of_a_collection_and_the_record_is_kept(void)
{
    fresh_heap(HEAP);
    gc_hooks.start = on_start;
    gc_hooks.stop = on_stop;
    gc_hooks.clock = tick;
    started = stopped = 0;
    list_cycle(0);
    gc_collect(1);
    CHECK_INT(started, 1);
    CHECK_INT(stopped, 1);
    CHECK_INT(gc.last.generation, 1);
    CHECK_INT(gc.last.visited, 2);
    CHECK_INT(gc.last.collected, 2);
    CHECK_INT(gc.last.pause, 10);
    CHECK_INT(gc.generation[1].collected, 2);
    CHECK_INT(gc.generation[1].collections, 1);
    CHECK_INT(gc.longest.generation, 1);
    gc_hooks.start = NULL;
    gc_hooks.stop = NULL;
    list_cycle(0);
    CHECK_INT(gc_collect_silently(), 2);
    CHECK_NOTHING_LEFT();
}

static void saveall_keeps_what_is_found(void)
{
    fresh_heap(HEAP);
    haven = new_list();
    kept = 0;
    gc_hooks.garbage = on_garbage;
    gc.debug = GC_DEBUG_SAVEALL;
    list_cycle(0);
    CHECK_INT(gc_collect(2), 2);
    CHECK_INT(kept, 2);
    CHECK_INT(gc_tracked(2), 3);
    CHECK_HEAP();
    gc.debug = 0;
    Py_DECREF(haven);
    CHECK_INT(gc_collect(2), 2);
    CHECK_NOTHING_LEFT();
}

static void legacy_del(PyObject *self)
{
}

static void what_a_tp_del_reaches_is_uncollectable(void)
{
    PyTypeObject legacy = node_type;
    struct node *a, *b, *c;

    fresh_heap(HEAP);
    reset_finalizers(NULL);
    legacy.tp_del = legacy_del;
    legacy.tp_finalize = NULL;
    haven = new_list();
    kept = 0;
    gc_hooks.garbage = on_garbage;
    a = new_node(0);
    b = new_node(1);
    c = new_node(2);
    Py_SET_TYPE(b, &legacy);
    node_refer(a, a);
    node_refer(a, b);
    node_refer(b, b);
    node_refer(b, c);
    node_refer(c, c);
    Py_DECREF(a);
    Py_DECREF(b);
    Py_DECREF(c);
    CHECK_INT(gc_collect(2), 3);
    CHECK_INT(gc.last.collected, 1);
    CHECK_INT(gc.last.uncollectable, 2);
    CHECK_INT(kept, 1);
    CHECK_HEAP();
    Py_SET_TYPE(b, TYPE(node_type));
    Py_DECREF(haven);
    CHECK_INT(gc_collect(2), 2);
    CHECK_NOTHING_LEFT();
}

/* --- no memory ------------------------------------------------------------------------------------------------------- */

static void relief_frees_garbage_quietly_and_leaves_the_rest_for_later(void)
{
    fresh_heap(HEAP);
    reset_finalizers(count_finalize);
    node_ring(0, 4);
    list_cycle(0);
    CHECK(gc_relieve(100));
    CHECK_INT(finalize_calls, 0);
    CHECK_INT(gc_tracked(-1), 4);
    CHECK_HEAP();
    CHECK(!gc_relieve(100));
    CHECK_INT(gc_collect(2), 4);
    CHECK_INT(finalize_calls, 4);
    CHECK_NOTHING_LEFT();
}

static void what_relief_would_destroy_noticeably_waits_for_the_next_container(void)
{
    PyObject *a, *b;

    fresh_heap(HEAP);
    reset_finalizers(count_finalize);
    a = list_cycle(1);
    b = (PyObject *)new_node(7);
    gc_untrack(b); /* so that it is no part of the garbage found */
    list_append(a, b);
    Py_DECREF(a);
    CHECK(gc_relieve(100));
    CHECK_INT(finalize_calls, 0);
    CHECK_INT(gc.limit, -1);
    CHECK_HEAP();
    a = new_list();
    CHECK_INT(finalize_calls, 1);
    CHECK_INT(nodes_freed, 1);
    CHECK_INT(gc.limit, 700);
    Py_DECREF(a);
    CHECK_NOTHING_LEFT();
}

static void a_full_heap_is_relieved_by_garbage(void)
{
    size_t made = 0;

    fresh_heap((size_t)256 << 10);
    PyGC_Disable();
    mem_on_exhausted = gc_relieve;
    for (; made < 50000; made++) {
        PyObject *a = list_cycle(1);

        if (!a)
            break;
        Py_DECREF(a);
    }
    CHECK_INT(made, 50000);
    gc_collect(2);
    CHECK_NOTHING_LEFT();
}

int main(void)
{
    weakref_is_one = is_weak;
    RUN(every_finalizer_runs_once_before_anything_is_cleared);
    RUN(who_is_revived_stays_with_all_it_reaches_and_is_not_finalized_again);
    RUN(a_finalizer_may_break_the_cycle_itself);
    RUN(a_finalizer_may_allocate_and_its_collections_do_nothing);
    RUN(a_finalizer_may_free_any_other_garbage);
    RUN(a_type_without_tp_clear_is_left_when_nobody_breaks_the_cycle);
    RUN(hooks_hear_of_a_collection_and_the_record_is_kept);
    RUN(saveall_keeps_what_is_found);
    RUN(what_a_tp_del_reaches_is_uncollectable);
    RUN(relief_frees_garbage_quietly_and_leaves_the_rest_for_later);
    RUN(what_relief_would_destroy_noticeably_waits_for_the_next_container);
    RUN(a_full_heap_is_relieved_by_garbage);
    free(heap_memory);
    return unit_end();
}
