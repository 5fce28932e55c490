/* SPDX-License-Identifier: MIT */
/*
 * tests/unit/graph.h -- a random graph of containers against a model: who can be reached from the roots lives, who cannot does not.
 *
 * The vertices are nodes, numbered; an edge leads to another node directly or through a list, tuple, cell, dict, or instance. Roots are
 * references that the model owns. Every step changes the graph a little: makes, links, unlinks, drops, collects, freezes,
 * fails an allocation. Finalizers and callbacks of weak references do the same, in the middle of a collection.
 *
 * Law: after each step every node that is reachable is alive, and heap_check finds nothing; after full collections until
 * nothing more is found, every node that is alive is reachable.
 */
#ifndef TESTS_GRAPH_H
#define TESTS_GRAPH_H

#include "tests/unit/fixture.h"

enum { GRAPH_NODES = 400 };

static struct graph {
    uint32_t seed;
    struct node *node[GRAPH_NODES]; /* alive, or NULL */
    int roots[GRAPH_NODES];         /* references that the model owns */
    uint8_t reached[GRAPH_NODES];
    PyTypeObject *class, *slotted;
    PyObject *callback;
    PyWeakReference *weak[GRAPH_NODES]; /* owned, or NULL */
    int alive;
    int finalizing;
    size_t finalized, revived, called;
} graph;

static uint32_t graph_random(uint32_t below)
{
    graph.seed = graph.seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)graph.seed * below >> 32);
}

/* --- the model ------------------------------------------------------------------------------------------------------- */

static int graph_stack[GRAPH_NODES], graph_depth;

static int graph_reach(PyObject *op, void *arg)
{
    (void)arg;
    if (Py_IS_TYPE(op, &node_type)) {
        int id = ((struct node *)op)->id;

        CHECK(graph.node[id] == (struct node *)op);
        if (!graph.reached[id]) {
            graph.reached[id] = 1;
            graph_stack[graph_depth++] = id;
        }
        return 0;
    }
    return PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_HAVE_GC) && !Py_IS_TYPE(op, &class_type) ? gc_traverse(op, graph_reach, NULL) : 0;
}

static void graph_mark(void)
{
    memset(graph.reached, 0, sizeof graph.reached);
    graph_depth = 0;
    for (int i = 0; i < GRAPH_NODES; i++)
        if (graph.roots[i]) {
            CHECK(graph.node[i] != NULL);
            graph_reach(&graph.node[i]->ob_base, NULL);
        }
    while (graph_depth)
        gc_traverse(&graph.node[graph_stack[--graph_depth]]->ob_base, graph_reach, NULL);
}

/* --- steps ----------------------------------------------------------------------------------------------------------- */

static int graph_pick(void)
{
    for (int tries = 0; tries < 20; tries++) {
        int i = (int)graph_random(GRAPH_NODES);

        if (graph.roots[i])
            return i;
    }
    return -1;
}

/* Each allocation may collect, and so take any step: nothing that was looked up before it holds behind it. */
static void graph_make(void)
{
    struct node *node = graph.alive < GRAPH_NODES - 50 ? new_node(-1) : NULL;
    int i = (int)graph_random(GRAPH_NODES);

    if (!node)
        return;
    while (graph.node[i])
        i = (i + 1) % GRAPH_NODES;
    node->id = i;
    graph.node[i] = node;
    graph.roots[i] = 1;
    graph.alive++;
}

/* A new reference to something that leads to the node; NULL: no memory. */
static PyObject *graph_way_to(struct node *to)
{
    PyObject *op = Py_NewRef(&to->ob_base), *way;

    switch (graph_random(9)) {
    case 0:
        way = new_list();
        if (!way)
            Py_DECREF(op);
        else if (list_append(way, op) < 0)
            Py_CLEAR(way);
        return way;
    case 1:
        return new_tuple(op, NULL);
    case 2:
        way = new_leaf();
        if (!way) {
            Py_DECREF(op);
            return NULL;
        }
        return new_tuple(way, op);
    case 3:
        return new_cell(op);
    case 4:
        return new_instance(graph.class, op);
    case 5:
        return new_slotted(graph.slotted, op);
    case 6:
        way = new_dict(graph_random(2) ? DICT_KEYS_GENERAL : DICT_KEYS_UNICODE);
        if (way)
            dict_add(way, new_leaf(), op);
        else
            Py_DECREF(op);
        return way;
    default:
        return op;
    }
}

static void graph_link(void)
{
    int i = graph_pick(), k = graph_pick();
    struct node *from;
    PyObject *way;

    if (i < 0 || k < 0)
        return;
    from = (struct node *)Py_NewRef(graph.node[i]);
    way = graph_way_to(graph.node[k]);
    if (from->n < 6 && way)
        from->ref[from->n++] = way;
    else
        Py_XDECREF(way);
    Py_DECREF(from);
}

static void graph_unlink(void)
{
    int i = graph_pick();

    if (i >= 0 && graph.node[i]->n)
        Py_DECREF(graph.node[i]->ref[--graph.node[i]->n]);
}

static void graph_drop(void)
{
    int i = graph_pick();

    if (i >= 0) {
        graph.roots[i]--;
        Py_DECREF(graph.node[i]);
    }
}

/* A node that is reachable becomes a root, too. */
static void graph_hold(void)
{
    int i = (int)graph_random(GRAPH_NODES);

    graph_mark();
    if (graph.reached[i]) {
        Py_INCREF(graph.node[i]);
        graph.roots[i]++;
    }
}

static void graph_watch(void)
{
    int i = graph_pick();
    struct node *node;
    PyWeakReference *wr;

    if (i < 0)
        return;
    node = (struct node *)Py_NewRef(graph.node[i]);
    wr = new_weak(node, graph_random(2) ? graph.callback : NULL);
    Py_XSETREF(graph.weak[i], wr);
    Py_DECREF(node);
}

static void graph_collect(void)
{
    switch (graph_random(12)) {
    case 0:
        gc_collect(2);
        break;
    case 1:
        gc_freeze();
        break;
    case 2:
        gc_unfreeze();
        break;
    case 3:
        gc_relieve(1);
        break;
    case 4:
    case 5:
    case 6:
        gc_collect(1);
        break;
    default:
        gc_collect(0);
    }
}

static void graph_step(void)
{
    switch (graph_random(16)) {
    case 0:
    case 1:
    case 2:
        graph_make();
        break;
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
        graph_link();
        break;
    case 8:
        graph_unlink();
        break;
    case 9:
    case 10:
    case 11:
        graph_drop();
        break;
    case 12:
        graph_hold();
        break;
    case 13:
        graph_watch();
        break;
    case 14:
        mem_fail_after(1 + graph_random(4));
        graph_make();
        graph_link();
        graph_watch();
        mem_fail_after(0);
        break;
    default:
        graph_collect();
    }
}

/* --- what runs in the middle ----------------------------------------------------------------------------------------- */

static void graph_finalize(struct node *node)
{
    int i;

    graph.finalized++;
    CHECK(graph.node[node->id] == node);
    if (graph.finalizing > 3)
        return;
    graph.finalizing++;
    switch (graph_random(8)) {
    case 0: /* comes back */
        Py_INCREF(node);
        graph.roots[node->id]++;
        graph.revived++;
        break;
    case 1: /* hides somewhere */
        if ((i = graph_pick()) >= 0 && graph.node[i]->n < 6) {
            graph.node[i]->ref[graph.node[i]->n++] = Py_NewRef(node);
            graph.revived++;
        }
        break;
    case 2: /* breaks up with its neighbours */
        node_clear(&node->ob_base);
        break;
    case 3:
        gc_collect((int)graph_random(3));
        break;
    case 4:
    case 5:
        for (i = 0; i < 5; i++)
            graph_step();
        break;
    default:;
    }
    graph.finalizing--;
}

static void graph_forget(struct node *node)
{
    CHECK(graph.node[node->id] == node);
    CHECK_INT(graph.roots[node->id], 0);
    graph.node[node->id] = NULL;
    graph.alive--;
}

static void graph_called(PyWeakReference *wr, PyObject *callback)
{
    (void)callback;
    graph.called++;
    CHECK(!weakref_get(wr));
    if (graph.finalizing > 3)
        return;
    graph.finalizing++;
    graph_step();
    graph.finalizing--;
}

/* --- the run --------------------------------------------------------------------------------------------------------- */

static void graph_check(void)
{
    graph_mark();
    CHECK_HEAP();
}

/* Until nothing more is found; then only the reachable are left. */
static void graph_settle(void)
{
    size_t before;

    do {
        before = graph.finalized + graph.called;
        gc_unfreeze();
        while (gc_collect(2))
            ;
    } while (graph.finalized + graph.called != before);
    graph_mark();
    for (int i = 0; i < GRAPH_NODES; i++)
        if (graph.node[i] && !graph.reached[i]) {
            CHECK(graph.reached[i]);
            return;
        }
    CHECK_HEAP();
}

static void graph_begin(uint32_t seed, size_t heap)
{
    fresh_heap(heap);
    memset(&graph, 0, sizeof graph);
    graph.seed = seed;
    graph.class = new_class();
    graph.slotted = new_slotted_class();
    graph.callback = new_leaf();
    weakref_is_one = is_weak;
    weakref_call = graph_called;
    node_on_finalize = graph_finalize;
    node_on_dealloc = graph_forget;
    mem_on_exhausted = gc_relieve;
    gc_set_threshold(0, 50);
    gc_set_threshold(1, 3);
    gc_set_threshold(2, 3);
}

static void graph_end(void)
{
    node_on_finalize = NULL;
    weakref_call = NULL;
    for (int i = 0; i < GRAPH_NODES; i++) {
        while (graph.roots[i]) {
            graph.roots[i]--;
            Py_DECREF(graph.node[i]);
        }
        Py_CLEAR(graph.weak[i]);
    }
    Py_DECREF(graph.class);
    Py_DECREF(graph.slotted);
    Py_DECREF(graph.callback);
    gc_unfreeze();
    gc_collect(2);
    CHECK_NOTHING_LEFT();
    node_on_dealloc = NULL;
}

static void graph_run(uint32_t seed, size_t heap, unsigned steps)
{
    graph_begin(seed, heap);
    for (unsigned i = 1; i <= steps && !unit_bad; i++) {
        graph_step();
        if (i % 16 == 0)
            graph_check();
        if (i % 1024 == 0)
            graph_settle();
    }
    if (!unit_bad)
        graph_settle();
    if (!unit_bad)
        graph_end();
    if (unit_bad)
        printf("    graph with seed %u, heap %zu\n", (unsigned)seed, heap);
}

#endif
