/* SPDX-License-Identifier: MIT */
/*
 * kernel/fs/ram.c -- a file system in the heap.
 *
 *     root (node) -> entry "boot.py" -> node -> chunks
 *                    entry "lib"     -> node -> entry "a.py" -> node ...
 *
 * A node is a file or a directory; an entry gives it a name in one directory. Nodes live until no entry and no open file
 * leads to them. Entries are in the order in which they were made. All memory comes from chunks_alloc: the files show in
 * %heap, they outlive a soft reset, and ram_fs_blocks says how many blocks they are.
 *
 * Rules (ram_fs_check names the first one broken):
 *     R1  each node but the root has one entry, or none and an open file
 *     R2  size <= room of the chunks, of a file; a directory has no chunks
 *     R3  names have 1 to FS_NAME_MAX bytes and differ within a directory
 *     R4  the blocks counted are those that are there (not while a removed file is open)
 */
#include <string.h>

#include "heap/mem.h"
#include "kernel/fs/chunks.h"
#include "kernel/fs/fs.h"

struct node {
    struct entry *entries; /* of a directory: the first */
    struct chunks bytes;   /* of a file */
    size_t size;           /* of a file; in bytes */
    uint32_t inode, mtime;
    unsigned opened;       /* open files that lead here */
    char is_directory;
    char has_entry;        /* 0: removed, and it goes with its last open file */
};

struct entry {
    struct entry *next;
    struct node *node;
    unsigned char size; /* of the name, which has no NUL */
    char name[];
};

struct open_file {
    struct fs_file base;
    struct node *node;
};

static struct node *root; /* NULL: nothing was ever written */
static uint32_t last_inode;

/* --- nodes and entries -------------------------------------------------------------------------------------------- */

static uint32_t now(void)
{
    return fs_clock ? fs_clock() : 0;
}

static struct node *node_new(int is_directory)
{
    struct node *node = chunks_alloc(sizeof *node);

    if (node)
        *node = (struct node){.is_directory = (char)is_directory, .inode = ++last_inode, .mtime = now(), .has_entry = 1};
    return node;
}

static void node_drop(struct node *node)
{
    if (node->has_entry || node->opened)
        return;
    chunks_shrink(&node->bytes, 0);
    chunks_free(node);
}

/* The place in the directory's list where the entry of that name is, or would be put. */
static struct entry **entry_place(struct node *directory, const char *name, size_t n)
{
    struct entry **at = &directory->entries;

    while (*at && ((*at)->size != n || memcmp((*at)->name, name, n)))
        at = &(*at)->next;
    return at;
}

static struct entry *entry_new(struct node *node, const char *name, size_t n)
{
    struct entry *e = chunks_alloc(sizeof *e + n);

    if (e) {
        *e = (struct entry){.node = node, .size = (unsigned char)n};
        memcpy(e->name, name, n);
    }
    return e;
}

/* Takes the entry out of its list; its node may go with it. */
static void entry_remove(struct entry **at)
{
    struct entry *e = *at;

    *at = e->next;
    e->node->has_entry = 0;
    node_drop(e->node);
    chunks_free(e);
}

/* --- looking up --------------------------------------------------------------------------------------------------- */

/* Where a path leads. */
struct found {
    struct node *directory; /* that the last name is looked up in; NULL for the root itself */
    const char *name;       /* the last one */
    size_t n;
    struct entry **place;
    struct node *node; /* NULL: there is none of that name */
};

/* 0, with found.node or without; -OS_NOENT, -OS_NOTDIR when the way there ends early. */
static int find(const char *path, struct found *f)
{
    static const struct node empty = {.is_directory = 1, .has_entry = 1}; /* stands for a root that is not there yet */
    const char *slash;

    *f = (struct found){.node = root ? root : (struct node *)(uintptr_t)&empty};
    for (path++; *path; path = slash + (*slash == '/')) {
        if (!f->node)
            return -OS_NOENT;
        if (!f->node->is_directory)
            return -OS_NOTDIR;
        slash = strchr(path, '/');
        if (!slash)
            slash = path + strlen(path);
        f->directory = f->node;
        f->name = path;
        f->n = (size_t)(slash - path);
        f->place = entry_place(f->directory, f->name, f->n);
        f->node = *f->place ? (*f->place)->node : NULL;
    }
    return 0;
}

/* 0 if there is a node; else why not. */
static int find_node(const char *path, struct found *f)
{
    int error = find(path, f);

    return error ? error : f->node ? 0 : -OS_NOENT;
}

/* The root is made when the first entry is. 0 or -errno. */
static int need_root(void)
{
    if (!root)
        root = node_new(1);
    return root ? 0 : -OS_NOSPC;
}

/* A node of that kind where find found none. 0, f->node set; or -OS_NOSPC. */
static int create(struct found *f, int is_directory)
{
    struct node *node = node_new(is_directory);
    struct entry *e = node ? entry_new(node, f->name, f->n) : NULL;

    if (!e) {
        chunks_free(node);
        return -OS_NOSPC;
    }
    *f->place = e;
    f->directory->mtime = node->mtime;
    f->node = node;
    return 0;
}

/* --- open files --------------------------------------------------------------------------------------------------- */

static void touch(struct node *node)
{
    node->mtime = now();
}

static int open_(struct fs *fs, const char *path, unsigned flags, struct fs_file **file)
{
    struct open_file *o;
    struct found f;
    int error = flags & FS_CREATE ? need_root() : 0;

    if (error || (error = find(path, &f)))
        return error;
    if (!f.node && !(flags & FS_CREATE))
        return -OS_NOENT;
    if (f.node && flags & FS_EXCLUSIVE)
        return -OS_EXIST;
    if (f.node && f.node->is_directory)
        return -OS_ISDIR;
    o = chunks_alloc(sizeof *o);
    if (!o)
        return -OS_NOMEM;
    if (!f.node && (error = create(&f, 0))) {
        chunks_free(o);
        return error;
    }
    *o = (struct open_file){{fs->ops, flags}, f.node};
    f.node->opened++;
    if (flags & FS_TRUNCATE && f.node->size) {
        f.node->size = 0;
        chunks_shrink(&f.node->bytes, 0);
        touch(f.node);
    }
    *file = &o->base;
    return 0;
}

static struct node *node_of(struct fs_file *file)
{
    return ((struct open_file *)file)->node;
}

static void close_(struct fs_file *file)
{
    struct node *node = node_of(file);

    node->opened--;
    node_drop(node);
    chunks_free(file);
}

static long read_(struct fs_file *file, size_t at, void *to, size_t n)
{
    const struct node *node = node_of(file);
    size_t left = at < node->size ? node->size - at : 0;

    if (n > left)
        n = left;
    chunks_get(&node->bytes, at, to, n);
    return (long)n;
}

/* Memory for `size` bytes, those behind the end zeros up to `upto`. 0 or -errno. */
static int extend(struct node *node, size_t size, size_t upto)
{
    if (chunks_reserve(&node->bytes, size) < 0)
        return -OS_NOSPC;
    if (upto > node->size)
        chunks_put(&node->bytes, node->size, NULL, upto - node->size);
    if (size > node->size)
        node->size = size;
    touch(node);
    return 0;
}

static long write_(struct fs_file *file, size_t *at, const void *from, size_t n)
{
    struct node *node = node_of(file);
    size_t end;
    int error;

    if (file->flags & FS_APPEND)
        *at = node->size;
    if (n == 0)
        return 0;
    if (__builtin_add_overflow(*at, n, &end) || end > PTRDIFF_MAX)
        return -OS_FBIG;
    if ((error = extend(node, end, *at)))
        return error;
    chunks_put(&node->bytes, *at, from, n);
    return (long)n;
}

static int truncate_(struct fs_file *file, size_t size)
{
    struct node *node = node_of(file);

    if (size > PTRDIFF_MAX)
        return -OS_FBIG;
    if (size > node->size)
        return extend(node, size, size);
    node->size = size;
    chunks_shrink(&node->bytes, size);
    touch(node);
    return 0;
}

static size_t size_(struct fs_file *file)
{
    return node_of(file)->size;
}

static int sync_(struct fs *fs)
{
    return 0;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

static unsigned mode_of(const struct node *node)
{
    return node->is_directory ? FS_DIRECTORY | 0755 : FS_REGULAR | 0644;
}

static int stat_(struct fs *fs, const char *path, struct fs_stat *to)
{
    struct found f;
    int error = find_node(path, &f);

    if (!error)
        *to = (struct fs_stat){.mode = mode_of(f.node), .inode = f.node->inode, .links = 1, .size = f.node->size, .mtime = f.node->mtime};
    return error;
}

static int entry_(struct fs *fs, const char *path, size_t index, struct fs_entry *to)
{
    const struct entry *e;
    struct found f;
    int error = find_node(path, &f);

    if (error)
        return error;
    if (!f.node->is_directory)
        return -OS_NOTDIR;
    for (e = f.node->entries; e && index > 0; index--)
        e = e->next;
    if (!e)
        return 0;
    *to = (struct fs_entry){.mode = mode_of(e->node), .inode = e->node->inode, .size = e->node->size, .name_size = e->size};
    memcpy(to->name, e->name, e->size);
    return 1;
}

static int mkdir_(struct fs *fs, const char *path)
{
    struct found f;
    int error = need_root();

    if (error || (error = find(path, &f)))
        return error;
    return f.node ? -OS_EXIST : create(&f, 1);
}

static int remove_(struct fs *fs, const char *path)
{
    struct found f;
    int error = find_node(path, &f);

    if (error)
        return error;
    if (f.node->is_directory)
        return -OS_ISDIR;
    entry_remove(f.place);
    touch(f.directory);
    return 0;
}

/* What keeps the directory from being removed. */
static int not_removable(const struct found *f, const char *path)
{
    if (!f->node->is_directory)
        return -OS_NOTDIR;
    if (!f->directory || !strcmp(path, fs_cwd()))
        return -OS_BUSY;
    return f->node->entries ? -OS_NOTEMPTY : 0;
}

static int rmdir_(struct fs *fs, const char *path)
{
    struct found f;
    int error = find_node(path, &f);

    if (error || (error = not_removable(&f, path)))
        return error;
    entry_remove(f.place);
    touch(f.directory);
    return 0;
}

/* Whether `to` lies below the directory `from`. */
static int is_below(const char *from, const char *to)
{
    size_t n = strlen(from);

    return !strncmp(from, to, n) && to[n] == '/';
}

static int rename_(struct fs *fs, const char *from, const char *to)
{
    struct found old, new;
    struct entry *e, **at;
    int error = find_node(from, &old);

    if (error || (error = find(to, &new)))
        return error;
    if (!old.directory || !new.directory)
        return -OS_BUSY;
    if (old.node == new.node)
        return 0;
    if (old.node->is_directory && is_below(from, to))
        return -OS_INVAL;
    if (new.node && !old.node->is_directory && new.node->is_directory)
        return -OS_ISDIR;
    if (new.node && old.node->is_directory && (error = not_removable(&new, to)))
        return error;
    e = entry_new(old.node, new.name, new.n);
    if (!e)
        return -OS_NOSPC;
    if (new.node)
        entry_remove(new.place);
    for (at = &new.directory->entries; *at; at = &(*at)->next)
        ;
    *at = e;
    at = entry_place(old.directory, old.name, old.n);
    e = *at;
    *at = e->next;
    chunks_free(e);
    touch(old.directory);
    touch(new.directory);
    return 0;
}

static size_t count_entries(const struct node *directory)
{
    size_t n = 0;

    for (const struct entry *e = directory->entries; e; e = e->next)
        n += 1 + (e->node->is_directory ? count_entries(e->node) : 0);
    return n;
}

static void space_(struct fs *fs, struct fs_space *to)
{
    struct large_stats raw = large_stats();

    *to = (struct fs_space){.block = FILE_CHUNK, .blocks = raw.total / FILE_CHUNK, .free = raw.free / FILE_CHUNK};
    to->files = root ? count_entries(root) : 0;
}

static const struct fs_ops ops = {
    .name = "ram",
    .open = open_,
    .close = close_,
    .read = read_,
    .write = write_,
    .truncate = truncate_,
    .size = size_,
    .sync = sync_,
    .stat = stat_,
    .entry = entry_,
    .mkdir = mkdir_,
    .remove = remove_,
    .rmdir = rmdir_,
    .rename = rename_,
    .space = space_,
};

struct fs ram_fs = {&ops};

/* --- what the kernel asks ----------------------------------------------------------------------------------------- */

/* An empty root alone is not worth keeping. */
size_t ram_fs_blocks(void)
{
    if (root && !root->entries && !root->opened) {
        chunks_free(root);
        root = NULL;
    }
    return chunks_blocks;
}

void ram_fs_forget(void)
{
    root = NULL;
    chunks_blocks = 0;
    last_inode = 0;
}

static const char *check_node(const struct node *node, size_t *blocks)
{
    size_t own;
    const char *broken = chunks_check(&node->bytes, &own);

    *blocks += 1 + own;
    if (broken)
        return broken;
    if (node->size > node->bytes.room || (node->is_directory && own) || (!node->is_directory && node->entries))
        return "R2";
    for (const struct entry *e = node->entries; e; e = e->next) {
        ++*blocks;
        if (!e->node->has_entry)
            return "R1";
        if (e->size == 0 || e->size > FS_NAME_MAX || *entry_place((struct node *)(uintptr_t)node, e->name, e->size) != e)
            return "R3";
        *blocks += e->node->opened;
        if ((broken = check_node(e->node, blocks)))
            return broken;
    }
    return NULL;
}

const char *ram_fs_check(void)
{
    size_t blocks = 0;
    const char *broken = root ? check_node(root, &blocks) : NULL;

    return broken ? broken : blocks > chunks_blocks ? "R4" : NULL;
}
