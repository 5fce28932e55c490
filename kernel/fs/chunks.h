/* SPDX-License-Identifier: MIT */
/* kernel/fs/chunks.h -- the bytes of a file in the heap, in pieces: no file needs a large free block. chunks.c tells how. */
#ifndef KERNEL_FS_CHUNKS_H
#define KERNEL_FS_CHUNKS_H

#include <stddef.h>

#ifndef CFG_FILE_CHUNK_SHIFT
#define CFG_FILE_CHUNK_SHIFT 10 /* log2 of a chunk, in bytes */
#endif
#define FILE_CHUNK ((size_t)1 << CFG_FILE_CHUNK_SHIFT)

/* All zero: no bytes. */
struct chunks {
    void *root;      /* NULL while room is 0; the only chunk while height is 0; else a table */
    unsigned height; /* of the tree of tables */
    size_t room;     /* bytes there is memory for; whole chunks unless height is 0 */
};

/* Memory of n bytes for anything that is a file's, or NULL: what garbage there is was collected then. */
void *chunks_alloc(size_t n);
void chunks_free(void *p); /* p may be NULL */
/* Blocks of the heap that chunks_alloc gave and chunks_free did not get back. */
extern size_t chunks_blocks;

/* Memory for bytes 0 to n - 1: 0, or -1 and the bytes are as they were. */
int chunks_reserve(struct chunks *c, size_t n);
/* No more memory than n bytes need. */
void chunks_shrink(struct chunks *c, size_t n);
/* n bytes from `at` on, all of them within room. from NULL: zeros. */
void chunks_put(struct chunks *c, size_t at, const void *from, size_t n);
void chunks_get(const struct chunks *c, size_t at, void *to, size_t n);
/* NULL, or the first rule that does not hold; *blocks counts those of c. */
const char *chunks_check(const struct chunks *c, size_t *blocks);

#endif
