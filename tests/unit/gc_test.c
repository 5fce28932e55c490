/* SPDX-License-Identifier: MIT */
/* tests/unit/gc_test.c -- the collector, rule by rule: G1-G5 (gc.h), T1-T5 (gc_trial.c). */
#include "heap/gc.h"

#include "tests/unit/fixture.h"

#define HEAP ((size_t)4 << 20)

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
    RUN(a_million_containers_in_a_random_graph_are_collected);
    free(heap_memory);
    return unit_end();
}
