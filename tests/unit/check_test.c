/* SPDX-License-Identifier: MIT */
/* tests/unit/check_test.c -- heap_check names the first rule that is broken, where, and the values; and disturbs nothing. */
#include "heap/check.h"

#include "tests/unit/fixture.h"

#define HEAP ((size_t)4 << 20)

static PyObject *outer, *inner, *leaf;
static PyTypeObject *class;

/* A list that refers to all sorts of containers, each of which refers to `inner` and, where it can, to a leaf. */
static void make(void)
{
    PyObject *dict;

    fresh_heap(HEAP);
    node_on_finalize = NULL;
    class = new_class();
    outer = new_list();
    inner = new_list();
    leaf = new_leaf();
    dict = new_dict(DICT_KEYS_GENERAL);
    dict_add(dict, Py_NewRef(leaf), Py_NewRef(inner));
    list_append(outer, dict);
    list_append(outer, new_tuple(Py_NewRef(inner), Py_NewRef(leaf)));
    list_append(outer, new_cell(Py_NewRef(inner)));
    list_append(outer, new_instance(class, Py_NewRef(inner)));
    list_append(outer, Py_NewRef(leaf));
    list_append(inner, Py_NewRef(outer));
}

static void drop(void)
{
    Py_DECREF(outer);
    Py_DECREF(inner);
    Py_DECREF(leaf);
    Py_DECREF(class);
    gc_collect(2);
    CHECK_NOTHING_LEFT();
}

static int snapshot(void *block, size_t size, enum mem_kind kind, void *arg)
{
    size_t *sum = arg;

    for (size_t i = 0; i < size / sizeof(size_t); i++)
        *sum = *sum * 31 + ((size_t *)block)[i];
    return 0;
}

static size_t fingerprint(void)
{
    size_t sum = 0;

    mem_walk(MEM_ALL_OBJECTS, snapshot, &sum);
    return sum;
}

static void a_whole_heap_is_walked_whole_and_left_as_it_was(void)
{
    struct heap_check c;
    size_t before;

    make();
    before = fingerprint();
    c = heap_check();
    CHECK_RULE(c.rule, NULL);
    CHECK_INT(c.objects, heap_live_objects());
    CHECK_INT(c.objects, 8);
    CHECK_INT(c.references, 13);
    CHECK(fingerprint() == before);
    drop();
}

static void a_count_below_the_references_is_proved(void)
{
    PyObject *victims[3];

    make();
    victims[0] = inner;
    victims[1] = leaf;
    victims[2] = &class->ob_base.ob_base;
    for (int i = 0; i < 3; i++) {
        Py_ssize_t count = Py_REFCNT(victims[i]), references = i == 0 ? 4 : i == 1 ? 3 : 1;
        struct heap_check c;
        size_t before;

        Py_SET_REFCNT(victims[i], references);
        CHECK_HEAP();
        if (references > 1) {
            Py_SET_REFCNT(victims[i], references - 1);
            before = fingerprint();
            c = heap_check();
            CHECK_RULE(c.rule, "H2");
            CHECK(c.place == victims[i]);
            CHECK_INT(c.is, references - 1);
            CHECK_INT(c.should, references);
            CHECK(fingerprint() == before);
        }
        Py_SET_REFCNT(victims[i], count);
    }
    drop();
}

static void references_of_the_frozen_count_too(void)
{
    Py_ssize_t count;

    make();
    gc_freeze();
    count = Py_REFCNT(inner);
    Py_SET_REFCNT(inner, 3);
    CHECK_RULE(heap_check().rule, "H2");
    Py_SET_REFCNT(inner, count);
    gc_unfreeze();
    drop();
}

static void a_broken_header_is_seen(void)
{
    PyTypeObject *freed;
    struct heap_check c;

    make();
    leaf->ob_refcnt = OB_IMMORTAL;
    c = heap_check();
    CHECK_RULE(c.rule, "H1");
    CHECK(c.place == leaf);
    leaf->ob_refcnt = 4 | OB_IN_SET;
    c = heap_check();
    CHECK_RULE(c.rule, "O2");
    CHECK_INT(c.should, 4);
    leaf->ob_refcnt = 4;
    freed = new_class();
    Py_DECREF(freed);
    Py_SET_TYPE(leaf, freed);
    CHECK_RULE(heap_check().rule, "H1");
    Py_SET_TYPE(leaf, TYPE(leaf_type));
    outer->ob_refcnt = OB_DYING;
    CHECK(heap_check().rule != NULL);
    outer->ob_refcnt = 2;
    CHECK_HEAP();
    drop();
}

static const char *seen;

static void look(struct node *node)
{
    struct heap_check c = heap_check();

    seen = c.rule ? c.rule : "whole";
    CHECK_INT(c.references, 0);
}

static void it_can_be_asked_in_the_middle_of_a_collection(void)
{
    struct node *node;

    make();
    node = new_node(1);
    node_refer(node, node);
    node_on_finalize = look;
    seen = NULL;
    Py_DECREF(node);
    CHECK_INT(gc_collect(2), 1);
    CHECK_RULE(seen, "whole");
    node_on_finalize = NULL;
    drop();
}

static void rules_of_the_allocators_come_first(void)
{
    struct pool *pool;
    uint16_t size;

    make();
    pool = pool_of(outer);
    size = pool->size;
    pool->size = 1;
    CHECK(heap_check().rule != NULL);
    pool->size = size;
    CHECK_HEAP();
    drop();
}

int main(void)
{
    RUN(a_whole_heap_is_walked_whole_and_left_as_it_was);
    RUN(a_count_below_the_references_is_proved);
    RUN(references_of_the_frozen_count_too);
    RUN(a_broken_header_is_seen);
    RUN(it_can_be_asked_in_the_middle_of_a_collection);
    RUN(rules_of_the_allocators_come_first);
    free(heap_memory);
    return unit_end();
}
