/* SPDX-License-Identifier: MIT */
/*
 * kernel/fs/fs.h -- THE contract between a file system and the kernel: a struct of functions, and a mount.
 *
 *     open(), os.*, import -> fs_resolve: an absolute path -> struct fs -> kernel/fs/ram.c, or another
 *
 * To add a file system, write one `const struct fs_ops` and let fs_root point to a struct fs that has it.
 *
 * Rules:
 *     F1  a function that fails returns -OS_xxx (kernel/errno.h) and has changed nothing that anyone can read
 *     F2  a path is absolute, without "." and "..", without a slash at its end; the root is "/"
 *     F3  what write was given is in the file when it returns: nothing above buffers, so a file system for which small
 *         writes are dear does, in its struct fs_file
 *     F4  a file that is removed while it is open lives on until it is closed
 *
 * Nothing here knows of Python's objects.
 */
#ifndef KERNEL_FS_H
#define KERNEL_FS_H

#include <stddef.h>
#include <stdint.h>

#include "kernel/errno.h"

#define FS_PATH_MAX 256 /* bytes of an absolute path, its NUL included */
#define FS_NAME_MAX 64  /* bytes of one name, without NUL */

/* As in st_mode. */
enum { FS_DIRECTORY = 0x4000, FS_REGULAR = 0x8000 };

/* How to open. */
enum {
    FS_READ = 1,
    FS_WRITE = 2,
    FS_CREATE = 4,    /* if it is not there */
    FS_EXCLUSIVE = 8, /* with FS_CREATE: it must not be there */
    FS_TRUNCATE = 16,
    FS_APPEND = 32, /* each write goes to the end */
};

struct fs_stat {
    unsigned mode; /* FS_DIRECTORY or FS_REGULAR, with permissions */
    uint32_t inode;
    unsigned links;
    size_t size;
    uint32_t mtime; /* seconds, of the clock that fs_clock is */
};

/* As statvfs tells it. */
struct fs_space {
    size_t block;        /* bytes of one */
    size_t blocks, free; /* of them */
    size_t files;        /* entries there are */
};

struct fs_entry {
    unsigned mode;
    uint32_t inode;
    size_t size;
    size_t name_size; /* bytes */
    char name[FS_NAME_MAX];
};

/* An open file: what a file system hands out begins with it. */
struct fs_file {
    const struct fs_ops *ops;
    unsigned flags; /* as it was opened */
};

struct fs {
    const struct fs_ops *ops;
};

struct fs_ops {
    const char *name;

    int (*open)(struct fs *fs, const char *path, unsigned flags, struct fs_file **file);
    void (*close)(struct fs_file *file);
    /* Bytes read from there on, 0 at or behind the end. */
    long (*read)(struct fs_file *file, size_t at, void *to, size_t n);
    /* n. What is between the end and `at` becomes zeros. With FS_APPEND, *at is set to the end first. */
    long (*write)(struct fs_file *file, size_t *at, const void *from, size_t n);
    int (*truncate)(struct fs_file *file, size_t size); /* or longer, with zeros */
    size_t (*size)(struct fs_file *file);
    int (*sync)(struct fs *fs);

    int (*stat)(struct fs *fs, const char *path, struct fs_stat *to);
    /* The entry number `index` of a directory: 1, or 0 behind the last. Entries may come and go in between. */
    int (*entry)(struct fs *fs, const char *path, size_t index, struct fs_entry *to);
    int (*mkdir)(struct fs *fs, const char *path);
    int (*remove)(struct fs *fs, const char *path); /* a file */
    int (*rmdir)(struct fs *fs, const char *path);
    /* Replaces a file by a file, and an empty directory by a directory. */
    int (*rename)(struct fs *fs, const char *from, const char *to);
    void (*space)(struct fs *fs, struct fs_space *to);
};

/* The one at "/". */
extern struct fs *fs_root;
/* Seconds, for mtime; NULL: always 0. */
extern uint32_t (*fs_clock)(void);

/* --- paths (path.c) ----------------------------------------------------------------------------------------------- */

/*
 * `path` of n bytes, seen from the current directory, as F2 wants it. 0; -OS_NOENT for an empty path, -OS_NAMETOOLONG,
 * -OS_INVAL for one with a NUL, -OS_NOTDIR for a file's name with a slash behind it.
 */
int fs_resolve(const char *path, size_t n, char to[FS_PATH_MAX]);
/* The current directory: "/" at first. */
const char *fs_cwd(void);
/* 0 or -errno; the path is absolute (F2) and must be a directory. */
int fs_chdir(const char *path);
/* The current directory is "/". */
void fs_chdir_root(void);
/* The heap was made anew: there are no files. */
void fs_forget(void);

/* --- files in the heap (ram.c) ------------------------------------------------------------------------------------ */

extern struct fs ram_fs;

/* Blocks of the heap that files, directories and open files take: they outlive a soft reset. */
size_t ram_fs_blocks(void);
/* All of them are gone with the heap: see fs_forget. */
void ram_fs_forget(void);
/* NULL, or the first rule that does not hold. Read-only. */
const char *ram_fs_check(void);

#endif
