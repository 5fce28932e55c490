/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/ast.c -- nodes, lists, and the arena they are carved from.
 *
 *     chunk -> chunk -> ... -> NULL      newest first; each | header | used ... | free |
 *     owned -> owned -> ... -> NULL      blocks of object references, themselves in the chunks
 *
 * Rules:
 *     C1  every block of references but the newest is full
 *     C2  a block of references lies in a chunk not newer than the marks that count its references
 *
 * Knows nothing of the grammar; the payload of each kind comes from NODE_KINDS.
 */
#include "kernel/lang/ast.h"

_Static_assert(offsetof(struct node, word) <= 16, "a node's head is 12 bytes, rounded to a pointer");
_Static_assert(NODE_KIND_COUNT <= 256, "a kind is a byte");

enum { CHUNK_FIRST = 480, CHUNK_LAST = 4064, OWNED_PER_BLOCK = 14 };

struct chunk {
    struct chunk *older;
    uint32_t size; /* of data */
    _Alignas(8) char data[];
};

struct owned {
    struct owned *older;
    PyObject *item[OWNED_PER_BLOCK];
};

const char *const node_layouts[NODE_KIND_COUNT] = {
#define X(kind, layout) [kind] = layout,
    NODE_KINDS(X)
#undef X
};

static const struct seq no_nodes = {.n = 0};
static const struct names no_names = {.n = 0};

struct seq *seq_empty(void)
{
    return (struct seq *)(uintptr_t)&no_nodes;
}

int node_each_child(struct node *n, int (*visit)(struct node *child, void *arg), void *arg)
{
    const char *layout = node_layouts[n->kind];
    int r = 0;

    for (unsigned k = 0; layout[k] != '\0' && r == 0; k++) {
        if (layout[k] == 'e' && n->word[k].node != NULL)
            r = visit(n->word[k].node, arg);
        else if (layout[k] == 's')
            for (uint32_t i = 0; i < n->word[k].seq->n && r == 0; i++) {
                struct node *child = n->word[k].seq->item[i];

                if (child != NULL)
                    r = visit(child, arg);
            }
        else if (layout[k] == 'r')
            for (uint32_t i = 0; i < n->n && r == 0; i++)
                r = visit(n->chain.rest[i].value, arg);
    }
    return r;
}

/* --- the arena ------------------------------------------------------------------------------------------------ */

void ast_init(struct arena *a)
{
    *a = (struct arena){.chunk = NULL};
}

struct ast_mark ast_mark(const struct arena *a)
{
    return (struct ast_mark){*a};
}

void ast_release(struct arena *a, struct ast_mark mark)
{
    while (a->owned != NULL && (a->owned != mark.state.owned || a->owns > mark.state.owns)) {
        while (a->owns > (a->owned == mark.state.owned ? mark.state.owns : 0)) {
            a->owns--;
            Py_DECREF(a->owned->item[a->owns]);
        }
        if (a->owned != mark.state.owned) {
            a->owned = a->owned->older;
            a->owns = OWNED_PER_BLOCK; /* C1 */
        }
    }
    while (a->chunk != mark.state.chunk) {
        struct chunk *gone = a->chunk;

        a->chunk = gone->older;
        PyMem_Free(gone);
    }
    *a = mark.state;
}

void ast_free(struct arena *a)
{
    struct arena nothing;

    ast_init(&nothing);
    ast_release(a, ast_mark(&nothing));
}

static int chunk_add(struct arena *a, uint32_t need)
{
    uint32_t size = a->chunk == NULL ? CHUNK_FIRST : Py_MIN(a->chunk->size * 2, CHUNK_LAST);
    struct chunk *c;

    size = Py_MAX(size, need);
    c = PyMem_Malloc(sizeof(*c) + size);
    if (c == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    c->older = a->chunk;
    c->size = size;
    a->chunk = c;
    a->used = 0;
    return 0;
}

void *ast_alloc(struct arena *a, size_t size)
{
    size_t rounded = (size + sizeof(void *) - 1) & ~(sizeof(void *) - 1);
    void *p;

    if (rounded < size || rounded > UINT32_MAX / 4) {
        PyErr_NoMemory();
        return NULL;
    }
    if ((a->chunk == NULL || a->chunk->size - a->used < rounded) && chunk_add(a, (uint32_t)rounded) < 0)
        return NULL;
    p = a->chunk->data + a->used;
    a->used += (uint32_t)rounded;
    return memset(p, 0, rounded);
}

PyObject *ast_own(struct arena *a, PyObject *x)
{
    if (x == NULL)
        return NULL;
    if (a->owned == NULL || a->owns == OWNED_PER_BLOCK) {
        struct owned *block = ast_alloc(a, sizeof(*block));

        if (block == NULL) {
            Py_DECREF(x);
            return NULL;
        }
        block->older = a->owned;
        a->owned = block;
        a->owns = 0;
    }
    a->owned->item[a->owns++] = x;
    return x;
}

/* --- nodes and lists ------------------------------------------------------------------------------------------ */

struct node *node_new(struct arena *a, enum node_kind kind, uint16_t n, uint32_t start, uint32_t end)
{
    const char *layout = node_layouts[kind];
    size_t words = strlen(layout);
    bool links = words > 0 && layout[words - 1] == 'r';
    size_t size =
        offsetof(struct node, word) + (words - links) * sizeof(union word) + (links ? n * sizeof(struct link) : 0);
    struct node *node = ast_alloc(a, size);

    if (node == NULL)
        return NULL;
    node->kind = (uint8_t)kind;
    node->n = n;
    node->start = start;
    node->end = end;
    for (size_t k = 0; k < words; k++)
        if (layout[k] == 's')
            node->word[k].seq = seq_empty();
        else if (layout[k] == 'n')
            node->word[k].names = (struct names *)(uintptr_t)&no_names;
    return node;
}

struct seq *seq_new(struct arena *a, struct node *const *item, uint32_t n)
{
    struct seq *s;

    if (n == 0)
        return seq_empty();
    s = ast_alloc(a, sizeof(*s) + n * sizeof(s->item[0]));
    if (s == NULL)
        return NULL;
    s->n = n;
    memcpy(s->item, item, n * sizeof(s->item[0]));
    return s;
}
