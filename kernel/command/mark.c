/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/mark.c -- `%mark`: remember which objects are live, for %diff and %leaks to tell the new ones.
 *
 *     marked: 412 objects, 1652 bytes for the mark
 *
 * The mark is a sorted array of addresses in raw memory. While it is there, each release is looked up in it, so that a new
 * object in an old one's place is a new one. Tracing that is switched on or off later takes the mark's place as observer: from then
 * on such an object counts as old. Tracing that is on already goes on.
 */
#include "kernel/command/mark.h"

#include "kernel/command/census.h"

#define GONE ((uintptr_t)1) /* in an entry: the object has been released */

static struct {
    uintptr_t *at; /* NULL: no mark */
    size_t n;
    const struct mem_observer *before; /* who observed when the mark was set */
} mark;

bool mark_is_set(void)
{
    return mark.at != NULL;
}

/* The entry of an address, or NULL. */
static uintptr_t *find(const void *object)
{
    size_t low = 0, high = mark.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if ((mark.at[middle] & ~GONE) < (uintptr_t)object)
            low = middle + 1;
        else
            high = middle;
    }
    return low < mark.n && (mark.at[low] & ~GONE) == (uintptr_t)object ? &mark.at[low] : NULL;
}

bool mark_knows(const void *object)
{
    const uintptr_t *entry = find(object);

    return entry && !(*entry & GONE);
}

/* --- who observes the heap ------------------------------------------------------------------------------------------- */

static void on_alloc(void *p, size_t n, enum mem_kind kind)
{
    if (mark.before)
        mark.before->alloc(p, n, kind);
}

static void on_free(void *p)
{
    uintptr_t *entry = find(p);

    if (entry)
        *entry |= GONE;
    if (mark.before)
        mark.before->free(p);
}

static void on_page(const struct pool *pool)
{
    if (mark.before && mark.before->page)
        mark.before->page(pool);
}

static void on_trim(void)
{
    if (mark.before && mark.before->trim)
        mark.before->trim();
}

static const struct mem_observer observer = {.alloc = on_alloc, .free = on_free, .page = on_page, .trim = on_trim};

void mark_forget(void)
{
    uintptr_t *at = mark.at;

    if (mem_observer() == &observer)
        mem_observe(mark.before);
    mark.at = NULL;
    mark.n = 0;
    mark.before = NULL;
    PyMem_RawFree(at);
}

/* --- setting it ------------------------------------------------------------------------------------------------------ */

static int count(void *block, size_t size, enum mem_kind kind, void *arg)
{
    ++*(size_t *)arg;
    return 0;
}

static int note(void *block, size_t size, enum mem_kind kind, void *arg)
{
    mark.at[mark.n++] = (uintptr_t)block;
    return 0;
}

/* Pools are walked by address, so most is in order already. */
static void sort(void)
{
    for (size_t gap = mark.n / 2; gap > 0; gap /= 2)
        for (size_t i = gap; i < mark.n; i++) {
            uintptr_t v = mark.at[i];
            size_t k = i;

            for (; k >= gap && mark.at[k - gap] > v; k -= gap)
                mark.at[k] = mark.at[k - gap];
            mark.at[k] = v;
        }
}

void command_mark(const struct command_line *line, struct sink *out)
{
    struct json j = {out, 0};
    size_t n = 0;

    mark_forget();
    mem_walk(MEM_ALL_OBJECTS, count, &n);
    mark.at = PyMem_RawMalloc((n + 1) * sizeof mark.at[0]);
    if (mark.at) {
        mem_walk(MEM_ALL_OBJECTS, note, NULL);
        sort();
        mark.before = mem_observer();
        mem_observe(&observer);
    }
    if (line->json) {
        json_open(&j, NULL, '{');
        json_number(&j, "objects", mark.n);
        json_number(&j, "bytes", (mark.n + 1) * sizeof mark.at[0]);
        json_close(&j, '{');
        print(out, "\n");
    } else if (mark.at)
        print(out, "marked: %zu objects, %zu bytes for the mark\n", mark.n, (mark.n + 1) * sizeof mark.at[0]);
    else
        print(out, "not enough memory for a mark of %zu objects\n", n);
}

void mark_missing(const struct command_line *line, struct sink *out)
{
    print(out, line->json ? "{}\n" : "no mark: %%mark sets one\n");
}
