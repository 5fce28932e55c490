/* SPDX-License-Identifier: MIT */
/* tests/unit/weakref_test.c -- lists of weak references, callbacks and their order: W1 to W3 (weakref.h), U2 and U3 (gc.c). */
#include "heap/weakref.h"

#include "tests/unit/fixture.h"

#define HEAP ((size_t)4 << 20)

static int called[16], ncalled;
static PyObject *callback;
static void (*on_call)(PyWeakReference *wr);

static void call(PyWeakReference *wr, PyObject *cb)
{
    CHECK(cb == callback);
    CHECK(!wr->wr_object);
    CHECK(!wr->wr_callback);
    CHECK(object_alive(&wr->ob_base));
    if (ncalled < 16)
        called[ncalled++] = (int)wr->hash;
    if (on_call)
        on_call(wr);
}

static void fresh(void)
{
    fresh_heap(HEAP);
    weakref_call = call;
    node_on_finalize = NULL;
    node_on_dealloc = NULL;
    ncalled = 0;
    on_call = NULL;
    callback = new_leaf();
}

static void end(void)
{
    Py_DECREF(callback);
    CHECK_NOTHING_LEFT();
}

static PyWeakReference *numbered(void *to, PyObject *cb, int number)
{
    PyWeakReference *wr = new_weak(to, cb);

    wr->hash = number;
    return wr;
}

static void references_come_and_go_anywhere_in_the_list(void)
{
    struct node *node;
    PyWeakReference *a, *b, *c;

    fresh();
    node = new_node(0);
    a = new_weak(node, NULL);
    b = new_weak(node, NULL);
    c = new_weak(node, NULL);
    CHECK(node->weak == c && c->wr_next == b && b->wr_next == a);
    CHECK_INT(weakref_count(&node->ob_base), 3);
    CHECK(weakref_get(b) == &node->ob_base);
    CHECK_HEAP();
    Py_DECREF(b);
    CHECK(c->wr_next == a && a->wr_prev == c);
    b = new_weak(node, NULL);
    weakref_clear(b);
    weakref_insert(b, &node->ob_base, c);
    CHECK(node->weak == c && c->wr_next == b && b->wr_next == a);
    Py_DECREF(c);
    Py_DECREF(a);
    CHECK(node->weak == b);
    CHECK_INT(weakref_count(callback), 0);
    Py_DECREF(b);
    CHECK(!node->weak);
    Py_DECREF(node);
    end();
}

static void references_to_immortals_share_a_list(void)
{
    static struct node immortal[2];
    PyWeakReference *a, *b, *c;

    fresh();
    for (int i = 0; i < 2; i++) {
        Py_SET_REFCNT(&immortal[i], OB_IMMORTAL);
        Py_SET_TYPE(&immortal[i], &node_type);
    }
    a = new_weak(&immortal[0], NULL);
    b = new_weak(&immortal[1], NULL);
    c = new_weak(&immortal[0], NULL);
    CHECK(weakref_immortals == c && !immortal[0].weak && !immortal[1].weak);
    CHECK(weakref_get(a) == &immortal[0].ob_base && weakref_get(b) == &immortal[1].ob_base);
    CHECK_INT(weakref_count(&immortal[0].ob_base), 2);
    CHECK_INT(weakref_count(&immortal[1].ob_base), 1);
    CHECK(weakref_from(&immortal[0].ob_base, b) == a);
    CHECK_HEAP();
    Py_DECREF(c);
    Py_DECREF(a);
    CHECK(weakref_immortals == b);
    CHECK_INT(weakref_count(&immortal[0].ob_base), 0);
    Py_DECREF(b);
    CHECK(!weakref_immortals);
    end();
}

static void all_references_die_first_then_callbacks_run_newest_first(void)
{
    struct node *node;
    PyWeakReference *wr[4];

    fresh();
    node = new_node(0);
    for (int i = 0; i < 4; i++)
        wr[i] = numbered(node, i == 1 ? NULL : callback, i);
    Py_DECREF(node);
    CHECK_INT(ncalled, 3);
    CHECK(called[0] == 3 && called[1] == 2 && called[2] == 0);
    for (int i = 0; i < 4; i++) {
        CHECK(!weakref_get(wr[i]));
        Py_DECREF(wr[i]);
    }
    end();
}

static PyWeakReference *other;

static void drop_other(PyWeakReference *wr)
{
    Py_CLEAR(other);
}

static void a_callback_may_drop_the_reference_that_is_to_be_called_next(void)
{
    struct node *node;
    PyWeakReference *first;

    fresh();
    on_call = drop_other;
    node = new_node(0);
    other = numbered(node, callback, 1);
    first = numbered(node, callback, 2);
    Py_DECREF(node);
    CHECK_INT(ncalled, 2); /* it was alive when the object died, so it is called */
    Py_DECREF(first);
    end();
}

static void a_dead_reference_is_not_called_again(void)
{
    struct node *node;
    PyWeakReference *wr;

    fresh();
    node = new_node(0);
    wr = numbered(node, callback, 1);
    weakref_clear(wr);
    weakref_clear(wr);
    Py_DECREF(node);
    CHECK_INT(ncalled, 0);
    Py_DECREF(wr);
    end();
}

static PyObject *pending_error;

static PyObject *save_error(void)
{
    PyObject *e = pending_error;

    pending_error = NULL;
    return e;
}

static void restore_error(PyObject *e)
{
    pending_error = e;
}

static void look_at_error(PyWeakReference *wr)
{
    CHECK(!pending_error);
}

static void a_pending_error_is_kept_from_callbacks(void)
{
    struct node *node;
    PyWeakReference *wr;

    fresh();
    gc_hooks.save_error = save_error;
    gc_hooks.restore_error = restore_error;
    on_call = look_at_error;
    pending_error = new_leaf();
    node = new_node(0);
    wr = numbered(node, callback, 1);
    Py_DECREF(node);
    CHECK_INT(ncalled, 1);
    CHECK(pending_error != NULL);
    Py_CLEAR(pending_error);
    Py_DECREF(wr);
    end();
}

/* --- garbage --------------------------------------------------------------------------------------------------------- */

static struct node *ring(int id)
{
    struct node *a = new_node(id), *b = new_node(id + 1);

    node_refer(a, b);
    node_refer(b, a);
    Py_DECREF(b);
    return a;
}

static PyWeakReference *probe;

static void nothing_can_be_reached(PyWeakReference *wr)
{
    CHECK(!weakref_get(probe));
    CHECK_INT(nodes_freed, 0); /* callbacks come before anything is taken apart */
}

static void garbage_is_dead_to_all_before_the_first_callback(void)
{
    struct node *a;
    PyWeakReference *wr;

    fresh();
    on_call = nothing_can_be_reached;
    nodes_freed = 0;
    a = ring(0);
    probe = new_weak(a->ref[0], NULL);
    wr = numbered(a, callback, 7);
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 2);
    CHECK_INT(ncalled, 1);
    CHECK_INT(called[0], 7);
    CHECK_INT(nodes_freed, 2);
    Py_DECREF(wr);
    Py_DECREF(probe);
    end();
}

static void a_reference_that_is_garbage_itself_is_not_called(void)
{
    struct node *a;
    PyWeakReference *wr;

    fresh();
    a = ring(0);
    wr = numbered(a, callback, 1);
    node_refer(a, wr);
    Py_DECREF(wr);
    wr = numbered(a, callback, 2);
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 3);
    CHECK_INT(ncalled, 1);
    CHECK_INT(called[0], 2);
    Py_DECREF(wr);
    end();
}

/* A garbage reference to something that lives on, or that dies of the clearing, is not called either. */
static void a_garbage_reference_to_the_living_is_not_called(void)
{
    struct node *a, *alive;
    PyWeakReference *wr;

    fresh();
    alive = new_node(9);
    a = ring(0);
    wr = numbered(alive, callback, 1);
    node_refer(a, wr);
    Py_DECREF(wr);
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 3);
    CHECK_INT(ncalled, 0);
    CHECK(!alive->weak);
    Py_DECREF(alive);
    end();
}

static void drop_the_reference_itself(PyWeakReference *wr)
{
    Py_CLEAR(other);
}

static void references_freed_by_callbacks_are_counted(void)
{
    struct node *a;

    fresh();
    on_call = drop_the_reference_itself;
    a = ring(0);
    other = numbered(a, callback, 1);
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 3);
    CHECK_INT(ncalled, 1);
    end();
}

static PyObject *rescued;

static void revive(struct node *node)
{
    if (!rescued)
        rescued = Py_NewRef(node);
}

static void weak_references_stay_dead_when_a_finalizer_revives(void)
{
    struct node *a;
    PyWeakReference *wr;

    fresh();
    rescued = NULL;
    a = ring(0);
    wr = numbered(a, callback, 1);
    node_on_finalize = revive;
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 0);
    CHECK(rescued != NULL);
    CHECK_INT(ncalled, 1);
    CHECK(!weakref_get(wr));
    node_on_finalize = NULL;
    Py_DECREF(rescued);
    CHECK_INT(gc_collect(2), 2);
    Py_DECREF(wr);
    end();
}

/* Weak references cost nothing where nobody waits for them, and are kept for later where somebody does. */
static void relief_leaves_what_has_callbacks_for_later(void)
{
    struct node *a;
    PyWeakReference *wr;

    fresh();
    node_on_finalize = NULL;
    a = ring(0);
    gc_set_finalized(&a->ob_base);
    gc_set_finalized(a->ref[0]);
    wr = numbered(a, callback, 1);
    Py_DECREF(a);
    CHECK(!gc_relieve(1));
    CHECK_INT(ncalled, 0);
    CHECK(weakref_get(wr) == &a->ob_base);
    Py_CLEAR(wr->wr_callback);
    CHECK(gc_relieve(1));
    CHECK(!weakref_get(wr));
    Py_DECREF(wr);
    end();
}

static void broken_lists_are_seen(void)
{
    struct node *node;
    PyWeakReference *a, *b;

    fresh();
    node = new_node(0);
    a = new_weak(node, NULL);
    b = new_weak(node, NULL);
    a->wr_object = callback;
    CHECK_RULE(heap_check().rule, "W1");
    CHECK(heap_check().place == node);
    a->wr_object = &node->ob_base;
    a->wr_prev = NULL;
    CHECK_RULE(heap_check().rule, "W2");
    a->wr_prev = b;
    b->wr_object = NULL;
    b->wr_callback = callback;
    node->weak = a;
    a->wr_prev = NULL;
    b->wr_next = b->wr_prev = NULL;
    Py_INCREF(callback);
    CHECK_HEAP();
    Py_DECREF(a);
    Py_DECREF(b);
    Py_DECREF(node);
    end();
}

int main(void)
{
    weakref_is_one = is_weak;
    RUN(references_come_and_go_anywhere_in_the_list);
    RUN(references_to_immortals_share_a_list);
    RUN(all_references_die_first_then_callbacks_run_newest_first);
    RUN(a_callback_may_drop_the_reference_that_is_to_be_called_next);
    RUN(a_dead_reference_is_not_called_again);
    RUN(a_pending_error_is_kept_from_callbacks);
    RUN(garbage_is_dead_to_all_before_the_first_callback);
    RUN(a_reference_that_is_garbage_itself_is_not_called);
    RUN(a_garbage_reference_to_the_living_is_not_called);
    RUN(references_freed_by_callbacks_are_counted);
    RUN(weak_references_stay_dead_when_a_finalizer_revives);
    RUN(relief_leaves_what_has_callbacks_for_later);
    RUN(broken_lists_are_seen);
    free(heap_memory);
    return unit_end();
}
