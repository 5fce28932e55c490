/* SPDX-License-Identifier: MIT */
/*
 * heap/domain.c -- memory by CPython's names.
 *
 * Raw, mem and object are three doors to the same heap. Raw memory is always the raw allocator's; the other two
 * differ in nothing but their names. A request for no bytes gets a block of its own, as the Python/C API promises.
 */
#include "heap/mem.h"

#include <string.h>

#define CALLER ((uintptr_t)__builtin_return_address(0))

/* count * n, or a size that nobody has. */
static size_t product(size_t count, size_t n)
{
    size_t size;

    return __builtin_mul_overflow(count, n, &size) ? SIZE_MAX : size;
}

/* --- raw -------------------------------------------------------------------------------------------------------- */

void *PyMem_RawMalloc(size_t n)
{
    return mem_raw_alloc(n, CALLER);
}

void *PyMem_RawCalloc(size_t count, size_t n)
{
    size_t size = product(count, n);
    void *p = mem_raw_alloc(size, CALLER);

    return p ? memset(p, 0, size) : NULL;
}

void *PyMem_RawRealloc(void *p, size_t n)
{
    return p ? mem_raw_realloc(p, n, CALLER) : mem_raw_alloc(n, CALLER);
}

void PyMem_RawFree(void *p)
{
    if (p)
        mem_raw_free(p, CALLER);
}

/* --- mem -------------------------------------------------------------------------------------------------------- */

void *PyMem_Malloc(size_t n)
{
    return mem_alloc(n, MEM_PLAIN);
}

void *PyMem_Calloc(size_t count, size_t n)
{
    size_t size = product(count, n);
    void *p = mem_alloc(size, MEM_PLAIN);

    return p ? memset(p, 0, size) : NULL;
}

void *PyMem_Realloc(void *p, size_t n)
{
    return p ? mem_realloc(p, n, MEM_PLAIN) : mem_alloc(n, MEM_PLAIN);
}

void PyMem_Free(void *p)
{
    if (p)
        mem_free(p, MEM_PLAIN);
}

/* --- object ----------------------------------------------------------------------------------------------------- */

void *PyObject_Malloc(size_t n)
{
    return PyMem_Malloc(n);
}

void *PyObject_Calloc(size_t count, size_t n)
{
    return PyMem_Calloc(count, n);
}

void *PyObject_Realloc(void *p, size_t n)
{
    return PyMem_Realloc(p, n);
}

void PyObject_Free(void *p)
{
    PyMem_Free(p);
}
