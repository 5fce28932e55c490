/* SPDX-License-Identifier: MIT */
/* tests/unit/graph_test.c -- the collector against a model: graph.h tells the law. tests/fuzz/gc_fuzz.c goes on where this ends. */
#include "tests/unit/graph.h"

static void random_graphs_keep_the_reachable_and_nothing_else(void)
{
    for (uint32_t seed = 1; seed <= 20; seed++)
        graph_run(seed, (size_t)4 << 20, 6000);
    CHECK(graph.finalized > 100);
    CHECK(graph.revived > 10);
    CHECK(graph.called > 5);
}

static void so_they_do_where_memory_is_short(void)
{
    for (uint32_t seed = 101; seed <= 110; seed++)
        graph_run(seed, (size_t)48 << 10, 6000);
}

int main(void)
{
    RUN(random_graphs_keep_the_reachable_and_nothing_else);
    RUN(so_they_do_where_memory_is_short);
    free(heap_memory);
    return unit_end();
}
