/* SPDX-License-Identifier: MIT */
/*
 * kernel/fs/path.c -- paths as users write them, made absolute; the current directory; which file system is where.
 *
 * ".." is taken literally, before anything is looked up: there are no links. The text of the current directory lies in raw
 * memory, and needs none as long as that is "/".
 */
#include <string.h>

#include "heap/mem.h"
#include "kernel/fs/fs.h"

struct fs *fs_root = &ram_fs;
uint32_t (*fs_clock)(void);

static char *cwd; /* NULL: "/" */

/* Appends one part to the absolute path of *size bytes. 0 or -errno. */
static int append(char *to, size_t *size, const char *part, size_t n)
{
    if (n == 0 || (n == 1 && part[0] == '.'))
        return 0;
    if (n == 2 && part[0] == '.' && part[1] == '.') {
        while (*size > 1 && to[--*size] != '/')
            ;
        return 0;
    }
    if (n > FS_NAME_MAX || *size + 1 + n >= FS_PATH_MAX)
        return -OS_NAMETOOLONG;
    if (*size > 1)
        to[(*size)++] = '/';
    memcpy(to + *size, part, n);
    *size += n;
    return 0;
}

/* 0 unless there is a file of that name, where "file/" and "file/." ask for a directory. */
static int no_file(const char *path)
{
    struct fs_stat stat;

    return fs_root->ops->stat(fs_root, path, &stat) || stat.mode & FS_DIRECTORY ? 0 : -OS_NOTDIR;
}

int fs_resolve(const char *path, size_t n, char to[FS_PATH_MAX])
{
    const char *end = path + n, *slash;
    const char *base = n && *path == '/' ? "/" : fs_cwd();
    size_t size = strlen(base), before = 0;
    int error = 0;

    if (n == 0)
        return -OS_NOENT;
    if (memchr(path, '\0', n))
        return -OS_INVAL;
    memcpy(to, base, size);
    for (; !error && path < end; path = slash + 1) {
        slash = memchr(path, '/', (size_t)(end - path));
        if (!slash)
            slash = end;
        before = size;
        error = append(to, &size, path, (size_t)(slash - path));
    }
    to[size] = '\0';
    return error || (size > before && end[-1] != '/') ? error : no_file(to);
}

const char *fs_cwd(void)
{
    return cwd ? cwd : "/";
}

int fs_chdir(const char *path)
{
    struct fs_stat stat;
    size_t n = strlen(path) + 1;
    int error = fs_root->ops->stat(fs_root, path, &stat);
    char *copy = NULL;

    if (error < 0)
        return error;
    if (!(stat.mode & FS_DIRECTORY))
        return -OS_NOTDIR;
    if (n > 2 && !(copy = PyMem_RawMalloc(n)))
        return -OS_NOMEM;
    if (copy)
        memcpy(copy, path, n);
    fs_chdir_root();
    cwd = copy;
    return 0;
}

void fs_chdir_root(void)
{
    PyMem_RawFree(cwd);
    cwd = NULL;
}

void fs_forget(void)
{
    cwd = NULL;
    ram_fs_forget();
}
