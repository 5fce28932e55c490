/* SPDX-License-Identifier: MIT */
/* tests/unit/fs_test.c -- files in the heap: C1-C3, R1-R4, F1-F4, against a model and with memory that runs out. */
#include "kernel/fs/chunks.h"
#include "kernel/fs/fs.h"

#include "heap/check.h"
#include "tests/unit/fixture.h"

#define SIZE ((size_t)512 << 10)

static const struct fs_ops *ops;

static void fresh(size_t size)
{
    fresh_heap(size);
    fs_forget();
    ops = ram_fs.ops;
}

static void whole(void)
{
    CHECK_RULE(ram_fs_check(), NULL);
    CHECK_HEAP();
}

/* The file of this name, or -errno in *error. */
static struct fs_file *get(const char *path, unsigned flags, int *error)
{
    struct fs_file *f = NULL;

    *error = ops->open(&ram_fs, path, flags, &f);
    return f;
}

static struct fs_file *make(const char *path)
{
    int error;
    struct fs_file *f = get(path, FS_READ | FS_WRITE | FS_CREATE | FS_TRUNCATE, &error);

    CHECK_INT(error, 0);
    return f;
}

static int open_error(const char *path, unsigned flags)
{
    int error;
    struct fs_file *f = get(path, flags, &error);

    if (f)
        ops->close(f);
    return error;
}

static long put(struct fs_file *f, size_t at, const void *from, size_t n)
{
    return ops->write(f, &at, from, n);
}

static void text_file(const char *path, const char *text)
{
    struct fs_file *f = make(path);

    CHECK_INT(put(f, 0, text, strlen(text)), (long)strlen(text));
    ops->close(f);
}

static int text_is(const char *path, const char *text)
{
    char buffer[64] = {0};
    int error;
    struct fs_file *f = get(path, FS_READ, &error);

    if (!f)
        return 0;
    ops->read(f, 0, buffer, sizeof buffer);
    ops->close(f);
    return !strcmp(buffer, text);
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static int resolves(const char *path, const char *to)
{
    char at[FS_PATH_MAX];

    return !fs_resolve(path, strlen(path), at) && !strcmp(at, to);
}

static void a_path_becomes_absolute(void)
{
    char at[FS_PATH_MAX], longest[FS_NAME_MAX + 2];

    fresh(SIZE);
    CHECK(resolves("/", "/"));
    CHECK(resolves("a", "/a"));
    CHECK(resolves("//a///b/./c/", "/a/b/c"));
    CHECK(resolves("/a/../..", "/"));
    CHECK(resolves("a/b/../c", "/a/c"));
    CHECK_INT(ops->mkdir(&ram_fs, "/d"), 0);
    CHECK_INT(ops->mkdir(&ram_fs, "/d/e"), 0);
    CHECK_INT(fs_chdir("/d/e"), 0);
    CHECK(resolves("x", "/d/e/x"));
    CHECK(resolves("../x", "/d/x"));
    CHECK(resolves("..", "/d"));
    CHECK(resolves("/x", "/x"));
    CHECK_INT(fs_chdir("/none"), -OS_NOENT);
    CHECK(resolves(".", "/d/e"));
    fs_chdir_root();
    CHECK(resolves(".", "/"));
    CHECK_INT(fs_resolve("", 0, at), -OS_NOENT);
    CHECK_INT(fs_resolve("a\0b", 3, at), -OS_INVAL);
    memset(longest, 'n', sizeof longest);
    CHECK_INT(fs_resolve(longest, FS_NAME_MAX, at), 0);
    CHECK_INT(fs_resolve(longest, FS_NAME_MAX + 1, at), -OS_NAMETOOLONG);
    text_file("/file", "text");
    CHECK(resolves("file", "/file"));
    CHECK_INT(fs_resolve("file/", 5, at), -OS_NOTDIR);
    CHECK_INT(fs_resolve("/d/../file/.", 12, at), -OS_NOTDIR);
}

/* --- names -------------------------------------------------------------------------------------------------------- */

static void names_are_made_and_removed(void)
{
    struct fs_stat s;

    fresh(SIZE);
    CHECK_INT(ops->stat(&ram_fs, "/", &s), 0);
    CHECK(s.mode & FS_DIRECTORY);
    CHECK_INT(ram_fs_blocks(), 0);
    text_file("/a", "one");
    CHECK_INT(ops->stat(&ram_fs, "/a", &s), 0);
    CHECK(s.mode & FS_REGULAR);
    CHECK_INT(s.size, 3);
    CHECK_INT(ops->mkdir(&ram_fs, "/a"), -OS_EXIST);
    CHECK_INT(ops->mkdir(&ram_fs, "/d"), 0);
    CHECK_INT(ops->mkdir(&ram_fs, "/none/d"), -OS_NOENT);
    CHECK_INT(ops->mkdir(&ram_fs, "/a/d"), -OS_NOTDIR);
    CHECK_INT(ops->remove(&ram_fs, "/d"), -OS_ISDIR);
    CHECK_INT(ops->rmdir(&ram_fs, "/a"), -OS_NOTDIR);
    CHECK_INT(open_error("/d", FS_READ), -OS_ISDIR);
    CHECK_INT(open_error("/x", FS_READ), -OS_NOENT);
    CHECK_INT(open_error("/a", FS_WRITE | FS_CREATE | FS_EXCLUSIVE), -OS_EXIST);
    text_file("/d/b", "two");
    CHECK_INT(ops->rmdir(&ram_fs, "/d"), -OS_NOTEMPTY);
    CHECK_INT(ops->rmdir(&ram_fs, "/"), -OS_BUSY);
    whole();
    CHECK_INT(ops->remove(&ram_fs, "/d/b"), 0);
    CHECK_INT(fs_chdir("/d"), 0);
    CHECK_INT(ops->rmdir(&ram_fs, "/d"), -OS_BUSY);
    fs_chdir_root();
    CHECK_INT(ops->rmdir(&ram_fs, "/d"), 0);
    CHECK_INT(ops->remove(&ram_fs, "/a"), 0);
    CHECK_INT(ops->remove(&ram_fs, "/a"), -OS_NOENT);
    CHECK_INT(ram_fs_blocks(), 0);
    CHECK_INT(mem_stats().blocks, 0);
}

static void a_directory_lists_its_entries(void)
{
    struct fs_entry e;

    fresh(SIZE);
    text_file("/one", "1");
    CHECK_INT(ops->mkdir(&ram_fs, "/two"), 0);
    text_file("/two/three", "333");
    CHECK_INT(ops->entry(&ram_fs, "/", 0, &e), 1);
    CHECK(e.name_size == 3 && !memcmp(e.name, "one", 3) && e.size == 1 && e.mode & FS_REGULAR);
    CHECK_INT(ops->entry(&ram_fs, "/", 1, &e), 1);
    CHECK(e.name_size == 3 && !memcmp(e.name, "two", 3) && e.mode & FS_DIRECTORY);
    CHECK_INT(ops->entry(&ram_fs, "/", 2, &e), 0);
    CHECK_INT(ops->entry(&ram_fs, "/two", 0, &e), 1);
    CHECK_INT(e.size, 3);
    CHECK_INT(ops->entry(&ram_fs, "/one", 0, &e), -OS_NOTDIR);
    CHECK_INT(ops->entry(&ram_fs, "/none", 0, &e), -OS_NOENT);
}

static void a_file_is_renamed(void)
{
    fresh(SIZE);
    text_file("/a", "A");
    text_file("/b", "B");
    CHECK_INT(ops->mkdir(&ram_fs, "/d"), 0);
    CHECK_INT(ops->mkdir(&ram_fs, "/e"), 0);
    CHECK_INT(ops->rename(&ram_fs, "/a", "/c"), 0);
    CHECK(text_is("/c", "A") && !text_is("/a", "A"));
    CHECK_INT(ops->rename(&ram_fs, "/c", "/b"), 0);
    CHECK(text_is("/b", "A"));
    CHECK_INT(ops->rename(&ram_fs, "/b", "/d/b"), 0);
    CHECK(text_is("/d/b", "A"));
    CHECK_INT(ops->rename(&ram_fs, "/d", "/d/inside"), -OS_INVAL);
    CHECK_INT(ops->rename(&ram_fs, "/d/b", "/e"), -OS_ISDIR);
    CHECK_INT(ops->rename(&ram_fs, "/e", "/d/b"), -OS_NOTDIR);
    CHECK_INT(ops->rename(&ram_fs, "/e", "/d"), -OS_NOTEMPTY);
    CHECK_INT(ops->rename(&ram_fs, "/d", "/e"), 0);
    CHECK(text_is("/e/b", "A"));
    CHECK_INT(ops->rename(&ram_fs, "/e", "/e"), 0);
    CHECK_INT(ops->rename(&ram_fs, "/none", "/x"), -OS_NOENT);
    whole();
}

static void a_removed_file_lives_until_it_is_closed(void) /* F4 */
{
    struct fs_file *f;
    char c = 0;

    fresh(SIZE);
    f = make("/a");
    CHECK_INT(put(f, 0, "x", 1), 1);
    CHECK_INT(ops->remove(&ram_fs, "/a"), 0);
    CHECK_INT(ops->read(f, 0, &c, 1), 1);
    CHECK_INT(c, 'x');
    text_file("/a", "new");
    ops->close(f);
    CHECK(text_is("/a", "new"));
    CHECK_INT(ops->remove(&ram_fs, "/a"), 0);
    CHECK_INT(ram_fs_blocks(), 0);
    CHECK_INT(mem_stats().blocks, 0);
}

/* --- bytes, against a model ----------------------------------------------------------------------------------------- */

#define MODEL ((size_t)96 << 10)
static unsigned char model[MODEL], window[MODEL];
static size_t model_size;
static unsigned seed = 12345;

static size_t random_below(size_t n)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 8) % n;
}

static void same_as_model(struct fs_file *f)
{
    CHECK_INT(ops->size(f), model_size);
    CHECK_INT(ops->read(f, 0, window, MODEL), (long)model_size);
    CHECK(!memcmp(window, model, model_size));
}

/* A size that is now short, now long, and often at the edge of a chunk. */
static size_t random_size(void)
{
    size_t most[] = {4, 100, 3 * FILE_CHUNK, MODEL / 2};
    size_t n = random_below(most[random_below(4)]);

    return random_below(3) ? n : n / FILE_CHUNK * FILE_CHUNK;
}

static void random_write(struct fs_file *f)
{
    size_t at = random_below(4) ? random_below(model_size + 1) : random_size(), n = random_size();

    if (at + n > MODEL)
        return;
    for (size_t i = 0; i < n; i++)
        window[i] = (unsigned char)random_below(256);
    CHECK_INT(put(f, at, window, n), (long)n);
    if (n && at > model_size)
        memset(model + model_size, 0, at - model_size);
    memcpy(model + at, window, n);
    if (n && at + n > model_size)
        model_size = at + n;
}

static void random_truncate(struct fs_file *f)
{
    size_t n = random_below(2) ? random_below(model_size + 1) : random_size();

    CHECK_INT(ops->truncate(f, n), 0);
    if (n > model_size)
        memset(model + model_size, 0, n - model_size);
    model_size = n;
}

static void a_file_has_the_bytes_of_the_model(void)
{
    struct fs_file *f;

    fresh(SIZE);
    model_size = 0;
    f = make("/a");
    for (int i = 0; i < 3000; i++) {
        if (random_below(4))
            random_write(f);
        else
            random_truncate(f);
        if (i % 16 == 0)
            same_as_model(f);
        if (i % 64 == 0)
            whole();
    }
    same_as_model(f);
    ops->close(f);
    CHECK_INT(ops->remove(&ram_fs, "/a"), 0);
    CHECK_INT(ram_fs_blocks(), 0);
    CHECK_INT(mem_stats().blocks, 0);
}

static void appending_goes_to_the_end(void)
{
    struct fs_file *f;
    int error;
    size_t at = 0;

    fresh(SIZE);
    text_file("/a", "one");
    f = get("/a", FS_WRITE | FS_APPEND | FS_CREATE, &error);
    CHECK_INT(ops->write(f, &at, "two", 3), 3);
    CHECK_INT(at, 3);
    ops->close(f);
    CHECK(text_is("/a", "onetwo"));
}

/* --- no memory ------------------------------------------------------------------------------------------------------ */

static void a_full_heap_leaves_the_file_as_it_was(void) /* F1 */
{
    struct fs_file *f;
    size_t n = 0, blocks;

    fresh((size_t)64 << 10);
    f = make("/a");
    memset(window, 'w', sizeof window);
    while (put(f, n, window, 1500) == 1500)
        n += 1500;
    CHECK(n > 30000);
    CHECK_INT(put(f, n, window, 1500), -OS_NOSPC);
    CHECK_INT(ops->size(f), n);
    blocks = chunks_blocks;
    CHECK_INT(put(f, n / 2, window, MODEL), -OS_NOSPC);
    CHECK_INT(put(f, (size_t)1 << 29, window, 1), -OS_NOSPC);
    CHECK_INT(put(f, SIZE_MAX - 1, window, 10), -OS_FBIG);
    CHECK_INT(ops->truncate(f, (size_t)1 << 29), -OS_NOSPC);
    CHECK_INT(chunks_blocks, blocks);
    CHECK_INT(ops->read(f, 0, model, MODEL), (long)n);
    CHECK(!memcmp(model, window, n));
    whole();
    CHECK_INT(ops->truncate(f, 10), 0);
    CHECK_INT(put(f, 10, window, n - 10), (long)n - 10);
    ops->close(f);
    CHECK_INT(ops->remove(&ram_fs, "/a"), 0);
    CHECK_INT(ram_fs_blocks(), 0);
    CHECK_INT(mem_stats().blocks, 0);
}

/* Each step is all or nothing. 0, or what the step that failed said. */
static int task(void)
{
    struct fs_file *f;
    int error;

    if ((error = ops->mkdir(&ram_fs, "/d")) && error != -OS_EXIST)
        return error;
    if (!(f = get("/d/a", FS_READ | FS_WRITE | FS_CREATE, &error)))
        return error;
    model_size = ops->size(f);
    error = (int)put(f, 0, window, 70 * FILE_CHUNK);
    CHECK_INT(ops->size(f), error < 0 ? model_size : 70 * FILE_CHUNK);
    ops->close(f);
    if (error >= 0)
        error = ops->rename(&ram_fs, "/d/a", "/b");
    if (error >= 0)
        error = fs_chdir("/d");
    return error;
}

static void every_allocation_may_fail(void)
{
    int error = -1;

    for (size_t k = 1; error < 0; k++) {
        fresh(SIZE);
        mem_fail_after(k);
        error = task();
        mem_fail_after(0);
        CHECK(error >= 0 || error == -OS_NOSPC || error == -OS_NOMEM);
        whole();
        fs_chdir_root();
        ops->remove(&ram_fs, "/b");
        ops->remove(&ram_fs, "/d/a");
        ops->rmdir(&ram_fs, "/d");
        CHECK_INT(ram_fs_blocks(), 0);
        CHECK_INT(mem_stats().blocks, 0);
    }
}

static void the_rules_bite(void)
{
    struct chunks c = {0};
    size_t blocks;

    fresh(SIZE);
    CHECK_INT(chunks_reserve(&c, 40 * FILE_CHUNK), 0);
    CHECK_RULE(chunks_check(&c, &blocks), NULL);
    c.height++;
    CHECK_RULE(chunks_check(&c, &blocks), "C1");
    c.height--;
    c.room += FILE_CHUNK;
    CHECK_RULE(chunks_check(&c, &blocks), "C2");
    c.room -= FILE_CHUNK - 1;
    CHECK_RULE(chunks_check(&c, &blocks), "C3");
    c.room--;
    chunks_shrink(&c, 0);
    CHECK_INT(chunks_blocks, 0);
    text_file("/a", "x");
    chunks_blocks--;
    CHECK_RULE(ram_fs_check(), "R4");
    chunks_blocks++;
    CHECK_RULE(ram_fs_check(), NULL);
}

int main(void)
{
    RUN(a_path_becomes_absolute);
    RUN(names_are_made_and_removed);
    RUN(a_directory_lists_its_entries);
    RUN(a_file_is_renamed);
    RUN(a_removed_file_lives_until_it_is_closed);
    RUN(a_file_has_the_bytes_of_the_model);
    RUN(appending_goes_to_the_end);
    RUN(a_full_heap_leaves_the_file_as_it_was);
    RUN(every_allocation_may_fail);
    RUN(the_rules_bite);
    return unit_end();
}
