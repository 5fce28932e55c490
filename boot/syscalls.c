/* SPDX-License-Identifier: MIT */
/*
 * boot/syscalls.c -- what newlib asks of a system. There are no files here, no processes, and one heap: ours.
 *
 * newlib's own users of memory (its conversion of floats to text) come through the _malloc_r family to the raw allocator;
 * with both spellings defined here, none of newlib's allocator is linked.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "boot/board.h"
#include "heap/mem.h"
#include "heap/port.h"

struct _reent;

void *_malloc_r(struct _reent *r, size_t n);
void *_calloc_r(struct _reent *r, size_t count, size_t n);
void *_realloc_r(struct _reent *r, void *p, size_t n);
void _free_r(struct _reent *r, void *p);
void *_sbrk(ptrdiff_t n);
int _write(int file, const char *bytes, int n);
int _read(int file, char *bytes, int n);
int _close(int file);
int _lseek(int file, int offset, int from);
int _fstat(int file, struct stat *s);
int _isatty(int file);
int _kill(int process, int signal);
int _getpid(void);
void __assert_func(const char *file, int line, const char *function, const char *condition);

void *malloc(size_t n)
{
    return PyMem_RawMalloc(n);
}

void *calloc(size_t count, size_t n)
{
    return PyMem_RawCalloc(count, n);
}

void *realloc(void *p, size_t n)
{
    return PyMem_RawRealloc(p, n);
}

void free(void *p)
{
    PyMem_RawFree(p);
}

/* The C library's errno, apart from all else that it would keep for a process. */
int *__errno(void)
{
    static int number;

    return &number;
}

void *_malloc_r(struct _reent *r, size_t n)
{
    (void)r;
    return PyMem_RawMalloc(n);
}

void *_calloc_r(struct _reent *r, size_t count, size_t n)
{
    (void)r;
    return PyMem_RawCalloc(count, n);
}

void *_realloc_r(struct _reent *r, void *p, size_t n)
{
    (void)r;
    return PyMem_RawRealloc(p, n);
}

void _free_r(struct _reent *r, void *p)
{
    (void)r;
    PyMem_RawFree(p);
}

void *_sbrk(ptrdiff_t n)
{
    (void)n;
    errno = ENOMEM;
    return (void *)-1;
}

int _write(int file, const char *bytes, int n)
{
    board.write(file == BOARD_ERR ? BOARD_ERR : BOARD_OUT, bytes, (size_t)n);
    return n;
}

int _read(int file, char *bytes, int n)
{
    (void)file;
    (void)bytes;
    (void)n;
    return 0;
}

int _close(int file)
{
    (void)file;
    errno = EBADF;
    return -1;
}

int _lseek(int file, int offset, int from)
{
    (void)file;
    (void)offset;
    (void)from;
    errno = ESPIPE;
    return -1;
}

int _fstat(int file, struct stat *s)
{
    (void)file;
    s->st_mode = S_IFCHR;
    return 0;
}

int _isatty(int file)
{
    (void)file;
    return 1;
}

int _kill(int process, int signal)
{
    (void)process;
    (void)signal;
    errno = EINVAL;
    return -1;
}

int _getpid(void)
{
    return 1;
}

void _exit(int status)
{
    board.exit(status);
}

/* newlib's own would bring its printf along. */
void __assert_func(const char *file, int line, const char *function, const char *condition)
{
    (void)function;
    heap_panic(condition, file, line);
}
