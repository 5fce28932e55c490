/* SPDX-License-Identifier: MIT */
/*
 * tests/unit/shadow_test.c -- random operations on the whole allocator, against a model that knows what each block must hold.
 *
 *     shadow_test [operations [seed]]        also from the environment: SHADOW_OPERATIONS, SHADOW_SEED
 *
 * The model has a table of blocks: address, size, kind, a seed for its contents. Each operation picks a slot: an empty one gets a
 * block by a random door, a full one is checked and then freed or resized. Sizes lean to the small and to the bounds between classes.
 * The region is small enough that requests are refused now and then, and grows and shrinks from round to round. Every so often all
 * rules are proved, and the walk over live blocks is compared with the table.
 */
#include "heap/mem.h"

#include "heap/debug.h"
#include "tests/unit/unit.h"

#define SLOTS 2048
#define ROUNDS 40
#define REGION_MAX ((size_t)2 << 20)

enum door { RAW, MEM, OBJECT_DOMAIN, KIND_OBJECT, KIND_CONTAINER, DOORS };

struct slot {
    unsigned char *p;
    size_t n;
    uint32_t seed;
    enum door door;
};

static struct slot slot[SLOTS];
static char *memory;
static uint64_t state;
static size_t refused, reused;

static uint32_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16);
}

static uint32_t below(uint32_t n)
{
    return draw() % n;
}

static size_t draw_size(void)
{
    switch (below(16)) {
    case 0:
        return below(4); /* 0 is a size */
    case 1:
        return SMALL_MAX - 4 + below(9);
    case 2:
        return below(8192);
    case 3:
        return below(64) ? below(2048) : below(100000);
    default:
        return below((uint32_t)SMALL_MAX / (1 + below(8)) + 1);
    }
}

static enum mem_kind kind_of(enum door door)
{
    return door == KIND_CONTAINER ? MEM_CONTAINER : door == KIND_OBJECT ? MEM_OBJECT : MEM_PLAIN;
}

/* --- contents -------------------------------------------------------------------------------------------------------- */

/* First word, a stand-in for ob_type in the second, and some bytes on the way to the last. */
static void fill(struct slot *s)
{
    s->seed = draw() | 1;
    for (size_t i = 0; i < s->n; i += 1 + s->n / 16)
        s->p[i] = (unsigned char)(s->seed + i);
    if (s->n)
        s->p[s->n - 1] = (unsigned char)s->seed;
    if (kind_of(s->door) != MEM_PLAIN)
        ((void **)(void *)s->p)[1] = s;
}

static int holds(const struct slot *s, size_t n)
{
    size_t word = sizeof(void *);

    for (size_t i = 0; i < n; i += 1 + s->n / 16) {
        if (i == s->n - 1 || (kind_of(s->door) != MEM_PLAIN && i >= word && i < 2 * word))
            continue;
        if (s->p[i] != (unsigned char)(s->seed + i))
            return 0;
    }
    if (n == s->n && n && !(kind_of(s->door) != MEM_PLAIN && n - 1 < 2 * word) && s->p[n - 1] != (unsigned char)s->seed)
        return 0;
    return kind_of(s->door) == MEM_PLAIN || ((void **)(void *)s->p)[1] == s;
}

/* --- one operation --------------------------------------------------------------------------------------------------- */

static void *ask(enum door door, size_t n, int zeroed)
{
    switch (door) {
    case RAW:
        return zeroed ? PyMem_RawCalloc(n, 1) : PyMem_RawMalloc(n);
    case MEM:
        return zeroed ? PyMem_Calloc(1, n) : PyMem_Malloc(n);
    case OBJECT_DOMAIN:
        return zeroed ? PyObject_Calloc(n, 1) : PyObject_Malloc(n);
    default:
        return mem_alloc(n, kind_of(door));
    }
}

static void release(struct slot *s)
{
    switch (s->door) {
    case RAW:
        PyMem_RawFree(s->p);
        break;
    case MEM:
        PyMem_Free(s->p);
        break;
    case OBJECT_DOMAIN:
        PyObject_Free(s->p);
        break;
    default:
        mem_free(s->p, kind_of(s->door));
    }
    s->p = NULL;
}

static void *resize(struct slot *s, size_t n)
{
    switch (s->door) {
    case RAW:
        return PyMem_RawRealloc(s->p, n);
    case MEM:
        return PyMem_Realloc(s->p, n);
    case OBJECT_DOMAIN:
        return PyObject_Realloc(s->p, n);
    default:
        return mem_realloc(s->p, n, kind_of(s->door));
    }
}

static size_t least(enum door door, size_t n)
{
    return kind_of(door) == MEM_PLAIN || n >= 2 * sizeof(void *) ? n : 2 * sizeof(void *);
}

static int fresh_is_right(const struct slot *s, int zeroed)
{
    if ((uintptr_t)s->p % ALIGN || s->p < (unsigned char *)memory || s->p + s->n > (unsigned char *)memory + REGION_MAX)
        return 0;
    if (kind_of(s->door) != MEM_PLAIN)
        return ((void **)(void *)s->p)[1] == NULL && mem_usable(s->p, kind_of(s->door)) >= s->n;
    for (size_t i = 0; zeroed && i < s->n; i++)
        if (s->p[i])
            return 0;
    return 1;
}

static int operate(void)
{
    struct slot *s = &slot[below(SLOTS)];
    size_t n = draw_size();

    if (!s->p) {
        int zeroed;

        s->door = (enum door)below(DOORS);
        zeroed = kind_of(s->door) == MEM_PLAIN && !below(8);
        s->n = least(s->door, n);
        if (!(s->p = ask(s->door, s->n, zeroed))) {
            refused++;
            return 1;
        }
        if (!fresh_is_right(s, zeroed))
            return 0;
        fill(s);
        return 1;
    }
    if (!holds(s, s->n))
        return 0;
    if (below(4)) {
        release(s);
    } else {
        unsigned char *p = resize(s, least(s->door, n));

        if (!p) {
            refused++;
            return holds(s, s->n);
        }
        reused += p == s->p;
        s->p = p;
        n = least(s->door, n);
        if (!holds(s, n < s->n ? n : s->n))
            return 0;
        s->n = n;
        fill(s);
    }
    return 1;
}

/* --- the model against the walk -------------------------------------------------------------------------------------- */

struct tally {
    size_t blocks[MEM_KINDS];
    size_t sum; /* of addresses */
    int short_of;
};

static int tally_one(void *block, size_t size, enum mem_kind kind, void *arg)
{
    struct tally *t = arg;

    t->blocks[kind]++;
    t->sum += (uintptr_t)block;
    t->short_of |= size == 0;
    return 0;
}

static int walk_agrees(void)
{
    struct tally found = {0}, known = {0};
    struct mem_stats stats = mem_stats();

    mem_walk(~0u, tally_one, &found);
    for (int i = 0; i < SLOTS; i++)
        if (slot[i].p) {
            tally_one(slot[i].p, slot[i].n | 1, kind_of(slot[i].door), &known);
            if (mem_find(slot[i].p + slot[i].n / 2).block != slot[i].p)
                return 0;
        }
    for (int k = 0; k < MEM_KINDS; k++)
        if (found.blocks[k] != known.blocks[k] || stats.kind_blocks[k] != known.blocks[k])
            return 0;
    return found.sum == known.sum && (!found.short_of || mem_debugging());
}

/* --- rounds ---------------------------------------------------------------------------------------------------------- */

static void told(void *p, size_t n, enum mem_kind kind)
{
    (void)p, (void)n, (void)kind;
}
static void told_free(void *p)
{
    (void)p;
}
static const struct mem_observer observer = {.alloc = told, .free = told_free};

static int round_of(size_t operations, unsigned number)
{
    size_t size = number % 4 == 3 ? REGION_MAX : (REGION_MAX >> below(7)) - below(512);
    size_t offset = below(64);
    int debugging = number % 5 == 4;

    if (mem_init(memory + offset, memory + size) < 0 || (debugging && mem_debug(1) < 0))
        return CHECK(!"mem_init");
    memset(slot, 0, sizeof slot);
    for (size_t i = 0; i < operations; i++) {
        if (!CHECK(operate())) {
            printf("    round %u, operation %zu\n", number, i);
            return 0;
        }
        if (i % (operations / 8 + 1) == 0 && (!CHECK_RULE(mem_check(), NULL) || !CHECK(walk_agrees()))) {
            printf("    round %u, operation %zu\n", number, i);
            return 0;
        }
        if (!debugging && i % 50000 == 0)
            mem_observe(below(2) ? &observer : NULL);
        if (i % 70001 == 0)
            mem_trim();
    }
    for (int i = 0; i < SLOTS; i++)
        if (slot[i].p && CHECK(holds(&slot[i], slot[i].n)))
            release(&slot[i]);
    mem_trim();
    CHECK_RULE(mem_check(), NULL);
    CHECK_INT(mem_stats().blocks, 0);
    CHECK_INT(mem_stats().arenas, 0);
    return CHECK_INT(mem_stats().raw.live, 0);
}

static size_t operations = 10000000;

static void every_block_keeps_what_was_written_to_it(void)
{
    for (unsigned i = 0; i < ROUNDS; i++)
        if (!round_of(operations / ROUNDS, i))
            return;
}

static uint64_t number(int argc, char **argv, int i, const char *name, uint64_t otherwise)
{
    const char *text = argc > i ? argv[i] : getenv(name);

    return text ? strtoull(text, NULL, 0) : otherwise;
}

int main(int argc, char **argv)
{
    operations = (size_t)number(argc, argv, 1, "SHADOW_OPERATIONS", operations);
    state = number(argc, argv, 2, "SHADOW_SEED", 0x9e3779b97f4a7c15);
    printf("%zu operations, seed %llu\n", operations, (unsigned long long)state);
    memory = malloc(REGION_MAX);
    RUN(every_block_keeps_what_was_written_to_it);
    printf("%zu requests refused, %zu resized in place\n", refused, reused);
    return unit_end();
}
