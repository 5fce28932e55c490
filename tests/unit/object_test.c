/* SPDX-License-Identifier: MIT */
/* tests/unit/object_test.c -- objects made and destroyed: O1 to O5 (object.h, object.c). */
#include "heap/object.h"

#include <pthread.h>

#include "tests/unit/fixture.h"

#define HEAP ((size_t)4 << 20)

/* --- O1, O3: headers ------------------------------------------------------------------------------------------------- */

static const PyObject immortal = {OB_IMMORTAL, TYPE(leaf_type)};

static void an_immortal_object_is_never_written(void)
{
    PyObject *op = (PyObject *)(uintptr_t)&immortal; /* in read-only memory: a write would end the test */

    Py_INCREF(op);
    Py_DECREF(op);
    Py_XINCREF(op);
    Py_XDECREF(op);
    CHECK(Py_NewRef(op) == op);
    CHECK(Py_REFCNT(op) < 0);
    CHECK(_Py_IsImmortal(op));
    CHECK(!object_alive(op));
}

static void a_new_object_has_one_reference_and_dies_with_it(void)
{
    PyObject *op;

    fresh_heap(HEAP);
    op = new_leaf();
    CHECK_INT(Py_REFCNT(op), 1);
    CHECK(Py_TYPE(op) == &leaf_type);
    CHECK(object_alive(op));
    CHECK_INT(heap_live_objects(), 1);
    leaves_freed = 0;
    Py_INCREF(op);
    Py_DECREF(op);
    CHECK_INT(leaves_freed, 0);
    Py_DECREF(op);
    CHECK_INT(leaves_freed, 1);
    CHECK_NOTHING_LEFT();
}

static void the_xs_take_null_and_clear_forgets_first(void)
{
    PyObject *list, *item;

    fresh_heap(HEAP);
    Py_XINCREF(NULL);
    Py_XDECREF(NULL);
    list = NULL;
    Py_CLEAR(list);
    list = new_list();
    item = new_leaf();
    Py_SETREF(item, list);
    CHECK(item == list);
    Py_XSETREF(item, NULL);
    CHECK(!item);
    CHECK_NOTHING_LEFT();
}

static void a_container_can_be_resized_while_untracked(void)
{
    PyTupleObject *t;

    fresh_heap(HEAP);
    t = (PyTupleObject *)new_tuple_of(3);
    gc_untrack(t);
    for (size_t n = 1; n < 3000; n += 7) {
        t = (PyTupleObject *)object_gc_resize((PyObject *)t, sizeof *t + n * sizeof(PyObject *));
        CHECK(t && Py_TYPE(t) == &tuple_type && Py_REFCNT(t) == 1);
        memset(t->ob_item, 0, n * sizeof(PyObject *));
        Py_SET_SIZE(t, (Py_ssize_t)n);
        gc_track(t);
        CHECK(gc_is_tracked(t));
        gc_collect(0);
        gc_untrack(t);
        CHECK(!gc_is_tracked(t));
    }
    CHECK_HEAP();
    gc_track(t);
    Py_DECREF(t);
    CHECK_NOTHING_LEFT();
}

static void resize_tracked(void)
{
    object_gc_resize(new_tuple_of(3), 100);
}

static void a_tracked_container_cannot_be_resized(void)
{
    fresh_heap(HEAP);
    CHECK_BREAKS("G1", resize_tracked());
}

/* --- finalizers ------------------------------------------------------------------------------------------------------ */

static int calls;
static PyObject *kept;

static void keep(struct node *node)
{
    calls++;
    CHECK(PyObject_GC_IsTracked(&node->ob_base));
    CHECK_INT(Py_REFCNT(node), 1);
    kept = Py_NewRef(node);
}

static void count(struct node *node)
{
    calls++;
}

static void a_finalizer_runs_once_though_the_object_comes_back(void)
{
    struct node *node;

    fresh_heap(HEAP);
    node_on_finalize = keep;
    node_on_dealloc = NULL;
    calls = nodes_freed = 0;
    node = new_node(1);
    CHECK(!PyObject_GC_IsFinalized(&node->ob_base));
    Py_DECREF(node);
    CHECK_INT(calls, 1);
    CHECK_INT(nodes_freed, 0);
    CHECK(kept == &node->ob_base);
    CHECK_INT(Py_REFCNT(kept), 1);
    CHECK(PyObject_GC_IsFinalized(kept));
    CHECK(PyObject_GC_IsTracked(kept));
    CHECK_HEAP();
    Py_DECREF(kept);
    CHECK_INT(calls, 1);
    CHECK_INT(nodes_freed, 1);
    node_on_finalize = count;
    node = new_node(2); /* very likely where the other one was: nothing of it is left */
    CHECK(!PyObject_GC_IsFinalized(&node->ob_base));
    Py_DECREF(node);
    CHECK_INT(calls, 2);
    CHECK_NOTHING_LEFT();
}

static int leaf_finalized;

static void leaf_finalize(PyObject *op)
{
    leaf_finalized++;
}

static void finalized_leaf_dealloc(PyObject *op)
{
    if (PyObject_CallFinalizerFromDealloc(op) == 0)
        object_del(op);
}

static void an_object_that_is_no_container_is_finalized_too(void)
{
    PyTypeObject type = leaf_type;
    PyObject *op;

    fresh_heap(HEAP);
    type.tp_finalize = leaf_finalize;
    type.tp_dealloc = finalized_leaf_dealloc;
    leaf_finalized = 0;
    op = object_new(&type, sizeof *op);
    CHECK(!PyObject_GC_IsFinalized(op));
    CHECK(!PyObject_GC_IsTracked(op));
    Py_DECREF(op);
    CHECK_INT(leaf_finalized, 1);
    CHECK_BREAKS("O4", {
        op = object_new(&type, sizeof *op);
        PyObject_CallFinalizerFromDealloc(op);
    });
    object_del(op);
    CHECK_NOTHING_LEFT();
}

/* --- destroying ------------------------------------------------------------------------------------------------------ */

static int order[16], ordered;

static void note_order(struct node *node)
{
    if (ordered < 16)
        order[ordered++] = node->id;
}

/* 1 refers to 2, 3 and 4; 3 refers to 5 and 6. node_clear lets go of the last reference first. */
static void tree(void)
{
    struct node *node[7];

    for (int i = 1; i <= 6; i++)
        node[i] = new_node(i);
    for (int i = 2; i <= 4; i++) {
        node_refer(node[1], node[i]);
        Py_DECREF(node[i]);
    }
    for (int i = 5; i <= 6; i++) {
        node_refer(node[3], node[i]);
        Py_DECREF(node[i]);
    }
    ordered = 0;
    node_on_dealloc = note_order;
    Py_DECREF(node[1]);
    node_on_dealloc = NULL;
}

static void a_shallow_structure_is_destroyed_in_the_order_of_recursion(void)
{
    static const int right[] = {1, 4, 3, 6, 5, 2};

    fresh_heap(HEAP);
    node_on_finalize = NULL;
    tree();
    CHECK_INT(ordered, 6);
    CHECK(!memcmp(order, right, sizeof right));
    object_set_stack_limit(0);
    tree();
    CHECK(!memcmp(order, right, sizeof right));
    CHECK_NOTHING_LEFT();
}

static PyObject *nested(PyTypeObject *class, int kind, PyObject *inner)
{
    PyObject *op;

    switch (kind) {
    case 0:
        op = new_list();
        list_append(op, inner);
        return op;
    case 1:
        return new_tuple(inner, NULL);
    case 2:
        return new_cell(inner);
    case 3:
        op = new_dict(DICT_KEYS_UNICODE);
        dict_add(op, new_leaf(), inner);
        return op;
    case 4:
        return new_instance(class, inner);
    default:
        op = (PyObject *)new_node(0);
        node_refer((struct node *)op, inner);
        Py_DECREF(inner);
        return op;
    }
}

enum { DEPTH = 1000000 };

static void *drop_nested(void *arg)
{
    Py_DECREF((PyObject *)arg);
    return NULL;
}

/* Runs on a stack that a recursion of a million calls would overflow many times over. */
static void on_small_stack(PyObject *op)
{
    pthread_attr_t attr;
    pthread_t thread;

    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 128 << 10);
    CHECK(pthread_create(&thread, &attr, drop_nested, op) == 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attr);
}

static void a_million_nested_containers_are_freed_with_a_small_stack(void)
{
    node_on_finalize = count;
    for (int kind = 0; kind <= 6; kind++) {
        PyTypeObject *class;
        PyObject *op;

        fresh_heap((size_t)600 << 20);
        PyGC_Disable();
        calls = nodes_freed = 0;
        class = new_class();
        op = new_leaf();
        for (int i = 0; i < DEPTH; i++)
            op = nested(class, kind == 6 ? i % 6 : kind, op);
        on_small_stack(op);
        Py_DECREF(class);
        CHECK_INT(calls, kind == 5 ? DEPTH : kind == 6 ? DEPTH / 6 : 0);
        CHECK_NOTHING_LEFT();
    }
}

static void wide_and_deep_trees_are_freed_too(void)
{
    enum { WIDE = 300, DEEP = 300 };
    PyObject *all;

    fresh_heap((size_t)64 << 20);
    PyGC_Disable();
    all = new_list();
    for (int i = 0; i < WIDE; i++) {
        PyObject *op = new_leaf();

        for (int k = 0; k < DEEP; k++) {
            PyObject *l = new_list();

            list_append(l, op);
            list_append(l, new_tuple(new_leaf(), new_leaf()));
            op = l;
        }
        list_append(all, op);
    }
    leaves_freed = 0;
    on_small_stack(all);
    CHECK_INT(leaves_freed, WIDE * (1 + 2 * DEEP));
    CHECK_NOTHING_LEFT();
}

static PyWeakReference *watch;
static int seen_dying;

/* Far down a chain: what is put off is dead to weak references, and cannot be collected. */
static void look_at_the_dying(struct node *node)
{
    if (node->id != 30)
        return;
    seen_dying = weakref_get(watch) == NULL;
    CHECK_INT(gc_collect(2), 0);
    CHECK_HEAP();
}

static void an_object_on_the_dying_list_is_neither_alive_nor_tracked(void)
{
    struct node *node, *last = NULL;

    fresh_heap(HEAP);
    node_on_finalize = NULL;
    for (int i = 0; i < 100; i++) {
        node = new_node(i);
        if (last) {
            node_refer(node, last);
            Py_DECREF(last);
        }
        last = node;
        if (i == 30)
            watch = new_weak(node, NULL);
    }
    node_on_dealloc = look_at_the_dying;
    seen_dying = 0;
    Py_DECREF(last);
    node_on_dealloc = NULL;
    CHECK_INT(seen_dying, 1);
    CHECK(!weakref_get(watch));
    Py_DECREF(watch);
    CHECK_NOTHING_LEFT();
}

static void revive_deep(struct node *node)
{
    calls++;
    if (node->id == 5)
        kept = Py_NewRef(node);
}

static void a_finalizer_deep_down_can_still_revive(void)
{
    struct node *node, *last = NULL;

    fresh_heap(HEAP);
    calls = nodes_freed = 0;
    for (int i = 0; i < 100; i++) {
        node = new_node(i);
        if (last) {
            node_refer(node, last);
            Py_DECREF(last);
        }
        last = node;
    }
    node_on_finalize = revive_deep;
    Py_DECREF(last);
    CHECK_INT(calls, 95);
    CHECK_INT(nodes_freed, 94);
    CHECK(object_alive(kept));
    CHECK(PyObject_GC_IsTracked(kept));
    CHECK_HEAP();
    node_on_finalize = count;
    Py_DECREF(kept);
    CHECK_INT(nodes_freed, 100);
    CHECK_NOTHING_LEFT();
}

/* --- no memory ------------------------------------------------------------------------------------------------------- */

/* 0 when all of it could be made. Whatever happens, nothing is left. */
static int build_and_drop(void)
{
    PyObject *list = new_list(), *op;
    PyTypeObject *class = new_class();
    int failed = !list || !class;

    for (int i = 0; !failed && i < 40; i++) {
        switch (i % 5) {
        case 0:
            op = new_leaf();
            break;
        case 1:
            op = new_cell(Py_NewRef(list));
            break;
        case 2:
            op = new_dict(DICT_KEYS_GENERAL);
            break;
        case 3:
            op = new_instance(class, Py_NewRef(list));
            break;
        default:
            op = new_tuple_of(200);
        }
        failed = !op || list_append(list, op) < 0;
    }
    CHECK_HEAP();
    Py_XDECREF(class);
    Py_XDECREF(list);
    gc_collect(2);
    return failed;
}

static void every_allocation_may_fail(void)
{
    size_t k = 0;
    int failed;

    fresh_heap(HEAP);
    do {
        mem_fail_after(++k);
        failed = build_and_drop();
        mem_fail_after(0);
        CHECK_NOTHING_LEFT();
    } while (failed && !unit_bad);
    CHECK(k > 50);
}

static void the_debug_layer_changes_nothing(void)
{
    fresh_heap(HEAP);
    CHECK_INT(mem_debug(1), 0);
    CHECK_INT(build_and_drop(), 0);
    node_on_finalize = NULL;
    tree();
    CHECK_NOTHING_LEFT();
    CHECK_INT(mem_debug(0), 0);
}

int main(void)
{
    weakref_is_one = is_weak;
    RUN(an_immortal_object_is_never_written);
    RUN(a_new_object_has_one_reference_and_dies_with_it);
    RUN(the_xs_take_null_and_clear_forgets_first);
    RUN(a_container_can_be_resized_while_untracked);
    RUN(a_tracked_container_cannot_be_resized);
    RUN(a_finalizer_runs_once_though_the_object_comes_back);
    RUN(an_object_that_is_no_container_is_finalized_too);
    RUN(a_shallow_structure_is_destroyed_in_the_order_of_recursion);
    RUN(a_million_nested_containers_are_freed_with_a_small_stack);
    RUN(wide_and_deep_trees_are_freed_too);
    RUN(an_object_on_the_dying_list_is_neither_alive_nor_tracked);
    RUN(a_finalizer_deep_down_can_still_revive);
    RUN(every_allocation_may_fail);
    RUN(the_debug_layer_changes_nothing);
    free(heap_memory);
    return unit_end();
}
