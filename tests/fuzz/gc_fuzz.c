/* SPDX-License-Identifier: MIT */
/*
 * tests/fuzz/gc_fuzz.c -- random graphs of containers against a model (tests/unit/graph.h), for as long as it is told.
 *
 *     gc_fuzz SECONDS [SEED]
 *
 * Each run has a seed of its own, which is printed when the law is broken.
 */
#include <time.h>

#include "tests/unit/graph.h"

static uint32_t seed;

static void one_graph(void)
{
    graph_run(seed, seed % 3 ? (size_t)4 << 20 : (size_t)40 << 10, 20000);
}

int main(int argc, char **argv)
{
    time_t end = time(NULL) + (argc > 1 ? atoi(argv[1]) : 10);

    seed = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 0) : (uint32_t)time(NULL);
    for (; time(NULL) < end && !unit_failed; seed++)
        RUN(one_graph);
    free(heap_memory);
    return unit_end();
}
