/* SPDX-License-Identifier: MIT */
/* tests/unit/gc_test.c -- the collector, rule by rule: G1-G5 (gc.h), T1-T5 (gc_trial.c), U1-U6 (gc.c). */
#include "heap/gc.h"

#include "tests/unit/fixture.h"

#define HEAP ((size_t)4 << 20)

/* Two lists that refer to each other. The caller owns the first when `keep`, else none. */
static PyObject *list_cycle(int keep)
{
    PyObject *a = new_list(), *b = new_list();

    list_append(a, b);
    list_append(b, Py_NewRef(a));
    if (!keep)
        Py_DECREF(a);
    return a;
}

/* --- G: planes and counters ------------------------------------------------------------------------------------------ */

static void a_container_moves_up_a_generation_with_each_collection_it_survives(void)
{
    PyObject *a;

    fresh_heap(HEAP);
    a = new_list();
    CHECK_INT(gc_generation_of(a), 0);
    gc_collect(0);
    CHECK_INT(gc_generation_of(a), 1);
    gc_collect(0);
    CHECK_INT(gc_generation_of(a), 1);
    gc_collect(1);
    CHECK_INT(gc_generation_of(a), 2);
    gc_collect(2);
    CHECK_INT(gc_generation_of(a), 2);
    CHECK_HEAP();
    Py_DECREF(a);
    CHECK_NOTHING_LEFT();
}

static void untracking_works_in_every_generation_and_twice(void)
{
    fresh_heap(HEAP);
    for (int g = -1; g < GC_GENERATIONS; g++) {
        PyObject *a = new_list();

        for (int i = 0; i <= g; i++)
            gc_collect(i);
        CHECK(PyObject_GC_IsTracked(a));
        PyObject_GC_UnTrack(a);
        CHECK(!PyObject_GC_IsTracked(a));
        PyObject_GC_UnTrack(a);
        CHECK_INT(gc_tracked(-1), 0);
        CHECK_HEAP();
        CHECK_BREAKS("G1", {
            PyObject_GC_Track(a);
            PyObject_GC_Track(a);
        });
        Py_DECREF(a);
        CHECK_NOTHING_LEFT();
    }
}

static void counts_go_up_with_containers_and_down_with_their_death(void)
{
    PyObject *a;

    fresh_heap(HEAP);
    CHECK_INT(gc_count(0), 0);
    a = new_list();
    CHECK_INT(gc_count(0), 1);
    Py_DECREF(a);
    CHECK_INT(gc_count(0), 0);
    a = new_list();
    gc_collect(0);
    CHECK_INT(gc_count(0), 0);
    CHECK_INT(gc_count(1), 1);
    Py_DECREF(a);
    CHECK_INT(gc_count(0), 0); /* never negative */
    gc_collect(1);
    CHECK_INT(gc_count(1), 0);
    CHECK_INT(gc_count(2), 1);
    gc_collect(2);
    CHECK_INT(gc_count(2), 0);
}

static void freezing_hides_containers_and_unfreezing_makes_them_old(void)
{
    PyObject *a, *b;

    fresh_heap(HEAP);
    a = new_list();
    gc_collect(0);
    b = list_cycle(1);
    gc_freeze();
    CHECK_INT(gc_tracked(-1), 0);
    CHECK_INT(gc_tracked(GC_FROZEN), 3);
    CHECK_INT(gc_generation_of(a), GC_FROZEN);
    Py_DECREF(b);
    CHECK_INT(gc_collect(2), 0);
    CHECK_HEAP();
    gc_unfreeze();
    CHECK_INT(gc_tracked(2), 3);
    CHECK_INT(gc_collect(2), 2);
    Py_DECREF(a);
    CHECK_NOTHING_LEFT();
}

static void a_pool_that_goes_leaves_the_young_list(void)
{
    enum { N = 2000 };
    static PyObject *a[N];

    fresh_heap(HEAP);
    PyGC_Disable();
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < N; i++)
            a[i] = new_list();
        CHECK_HEAP();
        for (int i = 0; i < N; i++)
            Py_DECREF(a[i]);
        CHECK_HEAP();
    }
    gc_collect(0);
    CHECK_NOTHING_LEFT();
}

static void the_rules_of_planes_are_seen_when_broken(void)
{
    PyObject *a;
    struct pool *pool;
    unsigned g;

    fresh_heap(HEAP);
    a = new_list();
    pool = pool_of(a);
    g = pool_granule(a);
    pool_plane_set(pool, GC_OLD, g);
    CHECK_RULE(heap_check().rule, "G1");
    CHECK(heap_check().place == a);
    pool_plane_clear(pool, GC_OLD, g);
    pool_plane_set(pool, GC_FINALIZED, POOL_GRANULES - 1);
    CHECK_RULE(heap_check().rule, "G1");
    pool_plane_clear(pool, GC_FINALIZED, POOL_GRANULES - 1);
    pool_unlink(&pool->gc_link);
    CHECK_RULE(heap_check().rule, "G2");
    gc_link_young(pool);
    gc_untrack(a);
    pool_plane_set(pool, GC_PENDING, g);
    CHECK_RULE(heap_check().rule, "G3");
    pool_plane_clear(pool, GC_PENDING, g);
    gc_track(a);
    a->ob_refcnt = 0;
    CHECK_RULE(heap_check().rule, "G4");
    a->ob_refcnt = 1;
    gc.limit = 3;
    CHECK_RULE(heap_check().rule, "G5");
    PyGC_Enable();
    CHECK_HEAP();
}

/* --- when ------------------------------------------------------------------------------------------------------------ */

static void a_young_collection_starts_when_the_threshold_is_exceeded(void)
{
    PyObject *all;

    fresh_heap(HEAP);
    all = new_list();
    gc_collect(2);
    for (int i = 0; i < 700; i++)
        list_append(all, new_list());
    CHECK_INT(gc_count(0), 700);
    CHECK_INT(gc.generation[0].collections, 0);
    list_append(all, new_list());
    CHECK_INT(gc.generation[0].collections, 1);
    CHECK_INT(gc_count(0), 0);
    CHECK_INT(gc_generation_of(((PyListObject *)all)->ob_item[0]), 1);
    CHECK_INT(gc_generation_of(((PyListObject *)all)->ob_item[700]), 0);
    Py_DECREF(all);
    CHECK_NOTHING_LEFT();
}

static void none_starts_while_disabled_or_threshold_zero_or_an_error_is_pending(void)
{
    PyObject *all;

    fresh_heap(HEAP);
    all = new_list();
    CHECK_INT(PyGC_Disable(), 1);
    CHECK_INT(PyGC_IsEnabled(), 0);
    for (int i = 0; i < 1000; i++)
        list_append(all, new_list());
    CHECK_INT(PyGC_Collect(), 0);
    CHECK_INT(gc.generation[2].collections, 0);
    CHECK_INT(PyGC_Enable(), 0);
    gc_set_threshold(0, 0);
    list_append(all, new_list());
    CHECK_INT(gc.generation[0].collections, 0);
    gc_set_threshold(0, 700);
    list_append(all, new_list());
    CHECK_INT(gc.generation[0].collections, 1);
    Py_DECREF(all);
    CHECK_NOTHING_LEFT();
}

/* The rule that CPython documents: 11 young ones, then the middle; a full one only when a quarter has grown old since. */
static void older_generations_follow_the_thresholds_and_the_quarter_rule(void)
{
    PyObject *all;
    size_t total = 0, pending = 0, full = 0;
    int count[3] = {0};

    fresh_heap((size_t)64 << 20);
    all = new_list();
    gc_collect(2);
    total = 1;
    for (int i = 0; i < 120000; i++) {
        int due = -1;

        if (++count[0] > 700)
            due = count[2] > 10 && pending >= total / 4 ? 2 : count[1] > 10 ? 1 : 0;
        list_append(all, new_list());
        if (due >= 0) {
            for (int g = 0; g <= due; g++)
                count[g] = 0;
            if (due < 2)
                count[due + 1]++;
            if (due == 1)
                pending = gc_tracked(2) - total;
            if (due == 2) {
                full++;
                total = gc_tracked(2);
                pending = 0;
            }
        }
        for (int g = 0; g < 3; g++)
            if (gc_count(g) != count[g]) {
                CHECK_INT(gc_count(g), count[g]);
                return;
            }
    }
    CHECK_INT(gc.generation[2].collections, 1 + full);
    CHECK(full >= 1);
    CHECK_INT(gc.long_lived_total, total);
    CHECK_INT(gc.long_lived_pending, pending);
    Py_DECREF(all);
    CHECK_NOTHING_LEFT();
}

/* --- T: what is found ------------------------------------------------------------------------------------------------ */

static void cycles_of_every_kind_are_found_and_counted(void)
{
    PyTypeObject *class;
    PyObject *a, *leaf;
    struct node *node;

    fresh_heap(HEAP);
    leaf = new_leaf();

    list_cycle(0);
    CHECK_INT(gc_collect(2), 2);

    a = new_list();
    list_append(a, new_tuple(Py_NewRef(a), Py_NewRef(leaf)));
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 2);

    a = new_cell(NULL);
    ((PyCellObject *)a)->ob_ref = new_tuple(Py_NewRef(a), NULL);
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 2);

    for (int kind = DICT_KEYS_GENERAL; kind <= DICT_KEYS_UNICODE; kind++) {
        a = new_dict((enum dict_keys_kind)kind);
        dict_add(a, Py_NewRef(leaf), Py_NewRef(a));
        Py_DECREF(a);
        CHECK_INT(gc_collect(2), 1);
    }

    a = new_dict(DICT_KEYS_GENERAL);
    dict_add(a, new_tuple(Py_NewRef(a), NULL), Py_NewRef(leaf));
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 2);

    class = new_class();
    a = new_instance(class, new_list());
    list_append(((PyDictValues *)(((struct instance *)a)->word - 1))->values[0], Py_NewRef(a));
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 2);
    ((struct class *)class)->attribute = new_instance(class, NULL);
    Py_DECREF(class);
    CHECK_INT(gc_collect(2), 2);

    class = new_slotted_class();
    a = new_slotted(class, NULL);
    ((struct slotted *)a)->slot[0] = new_list();
    ((struct slotted *)a)->slot[1] = Py_NewRef(a);
    Py_DECREF(class);
    CHECK_INT(gc_collect(2), 0);
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 3);

    node = new_node(0);
    node_refer(node, node);
    node_refer(node, leaf);
    Py_DECREF(node);
    CHECK_INT(gc_collect(2), 1);

    CHECK_INT(Py_REFCNT(leaf), 1);
    Py_DECREF(leaf);
    CHECK_NOTHING_LEFT();
}

static void what_hangs_from_garbage_is_garbage_and_what_it_refers_to_is_not(void)
{
    PyObject *out, *a;

    fresh_heap(HEAP);
    out = new_list();
    a = list_cycle(1);
    list_append(a, new_list()); /* a leaf that only garbage refers to */
    list_append(a, Py_NewRef(out));
    Py_DECREF(a);
    CHECK_INT(gc_collect(2), 3);
    CHECK_INT(Py_REFCNT(out), 1);
    Py_DECREF(out);
    CHECK_NOTHING_LEFT();
}

static void a_cycle_that_anything_refers_to_stays(void)
{
    PyObject *a, *old;

    fresh_heap(HEAP);
    a = list_cycle(1);
    CHECK_INT(gc_collect(2), 0);
    old = new_list();
    list_append(old, a);
    CHECK_INT(gc_collect(2), 0);
    CHECK_HEAP();
    PyObject_GC_UnTrack(old); /* from an untracked container is from outside */
    CHECK_INT(gc_collect(2), 0);
    Py_DECREF(old);
    CHECK_INT(gc_collect(2), 2);
    CHECK_NOTHING_LEFT();
}

static void a_young_collection_leaves_old_garbage_alone(void)
{
    PyObject *a, *b;

    fresh_heap(HEAP);
    a = list_cycle(1);
    gc_collect(0);
    b = list_cycle(1);
    list_append(b, Py_NewRef(a)); /* young garbage refers to old garbage */
    Py_DECREF(a);
    Py_DECREF(b);
    CHECK_INT(gc_collect(0), 2);
    CHECK_HEAP();
    CHECK_INT(gc_collect(1), 2);
    a = list_cycle(1);
    gc_collect(1);
    b = list_cycle(1);
    list_append(a, Py_NewRef(b)); /* old garbage holds young */
    Py_DECREF(a);
    Py_DECREF(b);
    CHECK_INT(gc_collect(0), 0);
    CHECK_INT(gc_collect(1), 0);
    CHECK_INT(gc_collect(2), 4);
    CHECK_NOTHING_LEFT();
}

static void containers_too_large_for_a_pool_are_collected_too(void)
{
    PyObject *t, *l;

    fresh_heap(HEAP);
    t = new_tuple_of(5000);
    l = new_list();
    list_append(l, Py_NewRef(t));
    for (int i = 0; i < 4999; i++)
        ((PyTupleObject *)t)->ob_item[i] = i % 2 ? new_list() : Py_NewRef(l);
    CHECK_INT(gc_collect(0), 0);
    CHECK_INT(gc_generation_of(t), 1);
    CHECK_HEAP();
    Py_DECREF(l);
    Py_DECREF(t);
    CHECK_INT(gc_collect(0), 0);
    CHECK_INT(gc_collect(1), 2501);
    CHECK_NOTHING_LEFT();
}

static void tuples_of_nothing_tracked_are_untracked_and_others_not(void)
{
    PyObject *leaf, *plain, *nested, *full, *list, *dict, *building;

    fresh_heap(HEAP);
    leaf = new_leaf();
    list = new_list();
    plain = new_tuple(Py_NewRef(leaf), Py_NewRef(leaf));
    nested = new_tuple(Py_NewRef(plain), NULL);
    full = new_tuple(Py_NewRef(list), NULL);
    building = new_tuple_of(2);
    dict = new_dict(DICT_KEYS_UNICODE);
    dict_add(dict, Py_NewRef(leaf), Py_NewRef(leaf));
    gc_collect(0);
    gc_collect(1);
    CHECK(!PyObject_GC_IsTracked(plain));
    CHECK(!PyObject_GC_IsTracked(nested));
    CHECK(PyObject_GC_IsTracked(full));
    CHECK(PyObject_GC_IsTracked(building));
    CHECK(PyObject_GC_IsTracked(dict));
    gc_collect(2);
    CHECK(!PyObject_GC_IsTracked(dict));
    CHECK(PyObject_GC_IsTracked(full));
    CHECK_HEAP();
    Py_DECREF(leaf);
    Py_DECREF(plain);
    Py_DECREF(nested);
    Py_DECREF(full);
    Py_DECREF(building);
    Py_DECREF(dict);
    Py_DECREF(list);
    CHECK_NOTHING_LEFT();
}

/* --- D: what becomes of it ------------------------------------------------------------------------------------------- */

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

/* --- size ------------------------------------------------------------------------------------------------------------ */

static void a_million_containers_in_a_random_graph_are_collected(void)
{
    enum { N = 1000000 };
    PyObject *first;
    PyObject **all = malloc(N * sizeof *all);
    uint32_t seed = 1;

    fresh_heap((size_t)512 << 20);
    PyGC_Disable();
    for (int i = 0; i < N; i++) {
        all[i] = new_list();
        list_append(all[i], Py_NewRef(i ? all[i - 1] : all[i]));
    }
    for (int i = 0; i < N; i++) {
        seed = seed * 1664525 + 1013904223;
        list_append(all[i], Py_NewRef(all[(seed >> 8) % N]));
    }
    first = all[0];
    for (int i = 1; i < N; i++)
        Py_DECREF(all[i]);
    list_append(first, Py_NewRef(all[N - 1]));
    CHECK_INT(gc_collect(2), 0);
    CHECK_INT(gc.last.visited, N);
    Py_DECREF(first);
    CHECK_INT(gc_collect(2), N);
    CHECK_NOTHING_LEFT();
    free(all);
}

int main(void)
{
    weakref_is_one = is_weak;
    RUN(a_container_moves_up_a_generation_with_each_collection_it_survives);
    RUN(untracking_works_in_every_generation_and_twice);
    RUN(counts_go_up_with_containers_and_down_with_their_death);
    RUN(freezing_hides_containers_and_unfreezing_makes_them_old);
    RUN(a_pool_that_goes_leaves_the_young_list);
    RUN(the_rules_of_planes_are_seen_when_broken);
    RUN(a_young_collection_starts_when_the_threshold_is_exceeded);
    RUN(none_starts_while_disabled_or_threshold_zero_or_an_error_is_pending);
    RUN(older_generations_follow_the_thresholds_and_the_quarter_rule);
    RUN(cycles_of_every_kind_are_found_and_counted);
    RUN(what_hangs_from_garbage_is_garbage_and_what_it_refers_to_is_not);
    RUN(a_cycle_that_anything_refers_to_stays);
    RUN(a_young_collection_leaves_old_garbage_alone);
    RUN(containers_too_large_for_a_pool_are_collected_too);
    RUN(tuples_of_nothing_tracked_are_untracked_and_others_not);
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
    RUN(a_million_containers_in_a_random_graph_are_collected);
    free(heap_memory);
    return unit_end();
}
