/* SPDX-License-Identifier: MIT */
/*
 * heap/trace.h -- for each live block that was allocated while tracing: its size, and a number for where that was. What the numbers
 * mean is the embedder's. trace.c has the picture and the rules.
 */
#ifndef HEAP_TRACE_H
#define HEAP_TRACE_H

#include "heap/mem.h"

#define TRACE_SITE_BITS 22
#define TRACE_SITE_MAX (((uint32_t)1 << TRACE_SITE_BITS) - 1)

struct trace {
    int on;
    int paused;     /* allocations are not traced; releases are */
    size_t memory;  /* bytes of the tables, and of what trace_memory gave out */
    size_t limit;   /* that they may come to */
    size_t dropped; /* blocks that are not traced, for want of memory or of a number, since trace_start or trace_clear */
};
extern struct trace trace;

/*
 * From here on site() is asked about each allocation: 1..TRACE_SITE_MAX, or 0: not to be traced, counted as dropped. It must not
 * allocate but through trace_memory. 0, or -1: no memory. Not while tracing.
 */
int trace_start(uint32_t (*site)(void));
/* Forgets everything. What trace_memory gave out must have come back. */
void trace_stop(void);
/* Forgets all blocks, and goes on. */
void trace_clear(void);
/* Bytes asked for in traced blocks that are live; the most of that since trace_start, trace_clear or trace_reset_peak. */
size_t trace_current(void);
size_t trace_peak(void);
void trace_reset_peak(void);

/* 1 if the block is traced: *size and *site are set; else 0. p is what the allocation returned. */
int trace_find(const void *p, size_t *size, uint32_t *site);
/*
 * Calls visit for each traced block. It may allocate while trace.paused is set; blocks that are freed meanwhile are left out or
 * not, and no block of the raw allocator that was traced must be.
 */
void trace_walk(void (*visit)(size_t size, uint32_t site, void *arg), void *arg);

/* NULL if every rule holds, else the name of the first that does not. Read-only. */
const char *trace_check(void);

/* Between these, allocations are the kernel's for itself, not the program's: caches, attributes made on demand. */
void trace_pause(void);
void trace_resume(void);

/* Memory outside of all tracing, for the embedder's side; counted in trace.memory. NULL: none, or the limit is reached. */
void *trace_memory(size_t n);
void trace_release(void *p);

#endif
