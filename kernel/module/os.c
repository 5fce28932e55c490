/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/os.c -- the module os: names of files, and what the machine is called.
 *
 * os.path, walk and what makes or removes several directories are written in Python (kernel/lib) and come when they are asked
 * for. ilistdir is MicroPython's: (name, type, inode, size).
 */
#include "boot/board.h"
#include "kernel/module/io.h"
#include "kernel/module/os_fd.h"
#include "kernel/object/oserror.h"
#include "kernel/object/structseq.h"
#include "kernel/version.h"

/* --- results ------------------------------------------------------------------------------------------------------------ */

#define F STRUCTSEQ_FIELD

static const PyMemberDef stat_fields[] = {
    F(0, "st_mode"), F(1, "st_ino"), F(2, "st_dev"), F(3, "st_nlink"), F(4, "st_uid"), F(5, "st_gid"),
    F(6, "st_size"), F(7, "st_atime"), F(8, "st_mtime"), F(9, "st_ctime"), STRUCTSEQ_END,
};
const PyTypeObject StatResult_Type = STRUCTSEQ_TYPE("os.stat_result", stat_fields, 10, stat_result);

static const PyMemberDef statvfs_fields[] = {
    F(0, "f_bsize"), F(1, "f_frsize"), F(2, "f_blocks"), F(3, "f_bfree"), F(4, "f_bavail"), F(5, "f_files"),
    F(6, "f_ffree"), F(7, "f_favail"), F(8, "f_flag"), F(9, "f_namemax"), STRUCTSEQ_END,
};
const PyTypeObject StatvfsResult_Type = STRUCTSEQ_TYPE("os.statvfs_result", statvfs_fields, 10, statvfs_result);

static const PyMemberDef uname_fields[] = {
    F(0, "sysname"), F(1, "nodename"), F(2, "release"), F(3, "version"), F(4, "machine"), STRUCTSEQ_END,
};
const PyTypeObject UnameResult_Type = STRUCTSEQ_TYPE("posix.uname_result", uname_fields, 5, uname_result);

/* None, or the OSError that -errno stands for. */
static PyObject *outcome(int error, PyObject *path, PyObject *path2)
{
    return error < 0 ? os_error(-error, path, path2) : Py_NewRef(Py_None);
}

/* --- one name ------------------------------------------------------------------------------------------------------------- */

/* What a function of the file system does to a path. */
static PyObject *apply(const char *name, int (*function)(struct fs *fs, const char *path), PyObject *arg)
{
    char path[FS_PATH_MAX];

    if (path_argument(name, arg, path) < 0)
        return NULL;
    return outcome(function(fs_root, path), arg, NULL);
}

static PyObject *os_remove(PyObject *module, PyObject *path)
{
    return apply("remove", fs_root->ops->remove, path);
}

static PyObject *os_unlink(PyObject *module, PyObject *path)
{
    return apply("unlink", fs_root->ops->remove, path);
}

static PyObject *os_rmdir(PyObject *module, PyObject *path)
{
    return apply("rmdir", fs_root->ops->rmdir, path);
}

static int change_directory(struct fs *fs, const char *path)
{
    return fs_chdir(path);
}

static PyObject *os_chdir(PyObject *module, PyObject *path)
{
    return apply("chdir", change_directory, path);
}

/* The mode is taken and ignored: there are no permissions. */
static PyObject *os_mkdir(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const names[] = {"path", "mode", NULL};
    static const _PyArg_Parser parser = {.keywords = names, .fname = "mkdir"};
    PyObject *buf[2];

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 1, 2, 0, buf);
    return args ? apply("mkdir", fs_root->ops->mkdir, args[0]) : NULL;
}

static PyObject *stat_of(const char *name, PyObject *arg)
{
    char path[FS_PATH_MAX];
    struct fs_stat s;
    int error;

    if (path_argument(name, arg, path) < 0)
        return NULL;
    error = fs_root->ops->stat(fs_root, path, &s);
    if (error < 0)
        return os_error(-error, arg, NULL);
    return structseq_build(&StatResult_Type, "(IkiIiinkkk)", s.mode, (unsigned long)s.inode, 0, s.links, 0, 0, (Py_ssize_t)s.size,
                           (unsigned long)s.mtime, (unsigned long)s.mtime, (unsigned long)s.mtime);
}

static PyObject *os_stat(PyObject *module, PyObject *path)
{
    return stat_of("stat", path);
}

static PyObject *os_lstat(PyObject *module, PyObject *path)
{
    return stat_of("lstat", path);
}

static PyObject *os_statvfs(PyObject *module, PyObject *arg)
{
    char path[FS_PATH_MAX];
    struct fs_space s;
    struct fs_stat stat;
    int error;

    if (path_argument("statvfs", arg, path) < 0)
        return NULL;
    error = fs_root->ops->stat(fs_root, path, &stat);
    if (error < 0)
        return os_error(-error, arg, NULL);
    fs_root->ops->space(fs_root, &s);
    return structseq_build(&StatvfsResult_Type, "(nnnnnnnnii)", s.block, s.block, s.blocks, s.free, s.free, s.files, s.free, s.free,
                           0, FS_NAME_MAX);
}

/* --- two names -------------------------------------------------------------------------------------------------------------- */

static PyObject *move(const char *function, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const names[] = {"src", "dst", NULL};
    const _PyArg_Parser parser = {.keywords = names, .fname = function};
    char from[FS_PATH_MAX], to[FS_PATH_MAX];
    PyObject *buf[2];

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 2, 2, 0, buf);
    if (!args || path_argument(function, args[0], from) < 0 || path_argument(function, args[1], to) < 0)
        return NULL;
    return outcome(fs_root->ops->rename(fs_root, from, to), args[0], args[1]);
}

static PyObject *os_rename(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return move("rename", args, n, kwnames);
}

static PyObject *os_replace(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return move("replace", args, n, kwnames);
}

/* --- directories -------------------------------------------------------------------------------------------------------------- */

/* A list of what `item` makes of each entry. */
static PyObject *list_entries(const char *name, PyObject *const *args, Py_ssize_t n, PyObject *(*item)(const struct fs_entry *e))
{
    char path[FS_PATH_MAX];
    struct fs_entry e;
    PyObject *list, *arg = n && args[0] != Py_None ? args[0] : _Py_LATIN1_CHR('.');
    int more = 1;

    if (!_PyArg_CheckPositional(name, n, 0, 1) || path_argument(name, arg, path) < 0 || !(list = PyList_New(0)))
        return NULL;
    for (size_t i = 0; (more = fs_root->ops->entry(fs_root, path, i, &e)) > 0; i++) {
        PyObject *made = item(&e);
        int failed = !made || PyList_Append(list, made) < 0;

        Py_XDECREF(made);
        if (failed)
            goto fail;
    }
    if (more == 0)
        return list;
    os_error(-more, arg, NULL);
fail:
    Py_DECREF(list);
    return NULL;
}

static PyObject *entry_name(const struct fs_entry *e)
{
    return PyUnicode_DecodeUTF8(e->name, (Py_ssize_t)e->name_size, "surrogateescape");
}

static PyObject *entry_tuple(const struct fs_entry *e)
{
    PyObject *name = entry_name(e);

    return name ? Py_BuildValue("(Nikn)", name, e->mode & (FS_DIRECTORY | FS_REGULAR), (unsigned long)e->inode, (Py_ssize_t)e->size)
                : NULL;
}

static PyObject *entry_bytes(const struct fs_entry *e)
{
    return PyBytes_FromStringAndSize(e->name, (Py_ssize_t)e->name_size);
}

static PyObject *os_listdir(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    return list_entries("listdir", args, n, n && PyBytes_Check(args[0]) ? entry_bytes : entry_name);
}

/* An empty name is the current directory, as clients expect. */
static PyObject *os_ilistdir(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (n == 1 && PyUnicode_Check(args[0]) && !PyUnicode_GET_LENGTH(args[0]))
        n = 0;
    PyObject *list = list_entries("ilistdir", args, n, entry_tuple), *iterator = list ? PyObject_GetIter(list) : NULL;

    Py_XDECREF(list);
    return iterator;
}

static PyObject *os_getcwd(PyObject *module, PyObject *unused)
{
    const char *cwd = fs_cwd();

    return PyUnicode_DecodeUTF8(cwd, (Py_ssize_t)strlen(cwd), "surrogateescape");
}

/* --- the machine ---------------------------------------------------------------------------------------------------------------- */

static PyObject *os_sync(PyObject *module, PyObject *unused)
{
    return outcome(fs_root->ops->sync(fs_root), NULL, NULL);
}

static PyObject *os_uname(PyObject *module, PyObject *unused)
{
    return structseq_build(&UnameResult_Type, "(sssss)", "Ouroboros", board.name, OUROBOROS_VERSION,
                           "Ouroboros " OUROBOROS_VERSION ", Python " PY_VERSION, board.cpu);
}

static PyObject *os_fspath(PyObject *module, PyObject *path)
{
    return path_fspath(path, NULL);
}

static PyObject *os_strerror(PyObject *module, PyObject *number)
{
    long n = PyLong_AsLong(number);
    const char *text = os_error_text(n);

    if (n == -1 && PyErr_Occurred())
        return NULL;
    return text ? PyUnicode_FromString(text) : PyUnicode_FromFormat("Unknown error %ld", n);
}

/* --- the module ------------------------------------------------------------------------------------------------------------------- */

static const struct module_name objects[] = {{"error", &_PyExc_OSError}, {"stat_result", &StatResult_Type}, {NULL, NULL}};

static const struct module_name texts[] = {
    {"curdir", "."}, {"extsep", "."}, {"linesep", "\n"}, {"name", "posix"}, {"pardir", ".."}, {"pathsep", ":"}, {"sep", "/"}, {NULL, NULL},
};

static const struct module_name numbers[] = {
    MODULE_NUMBER("O_APPEND", 02000), MODULE_NUMBER("O_CREAT", 0100),  MODULE_NUMBER("O_EXCL", 0200), MODULE_NUMBER("O_RDONLY", 0),
    MODULE_NUMBER("O_RDWR", 2),       MODULE_NUMBER("O_TRUNC", 01000), MODULE_NUMBER("O_WRONLY", 1),  MODULE_NUMBER("SEEK_CUR", 1),
    MODULE_NUMBER("SEEK_END", 2),     MODULE_NUMBER("SEEK_SET", 0),    {NULL, NULL},
};

static const struct module_name elsewhere[] = {
    {"fsdecode", "_ostree"},   {"fsencode", "_ostree"}, {"getcwdb", "_ostree"}, {"makedirs", "_ostree"},
    {"removedirs", "_ostree"}, {"walk", "_ostree"},     {NULL, NULL},
};

static PyObject *lookup(PyObject *module, PyObject *name)
{
    return PyUnicode_CompareWithASCIIString(name, "path") ? NULL : PyImport_ImportModule("posixpath");
}

static int names(PyObject *module, PyObject *list)
{
    return module_list_name(list, "path");
}

#define FAST(name, function) {name, _PyCFunction_CAST(function), METH_FASTCALL, NULL}
#define KEYWORDS(name, function) {name, _PyCFunction_CAST(function), METH_FASTCALL | METH_KEYWORDS, NULL}
#define ONE(name, function) {name, function, METH_O, NULL}
#define NONE(name, function) {name, function, METH_NOARGS, NULL}

static const PyMethodDef methods[] = {
    ONE("chdir", os_chdir),
    ONE("close", os_close),
    ONE("dup", os_dup),
    {"dup2", _PyCFunction_CAST(os_dup2), METH_VARARGS | METH_KEYWORDS, NULL},
    ONE("fspath", os_fspath),
    NONE("getcwd", os_getcwd),
    FAST("ilistdir", os_ilistdir),
    ONE("isatty", os_isatty),
    FAST("listdir", os_listdir),
    FAST("lseek", os_lseek),
    ONE("lstat", os_lstat),
    KEYWORDS("mkdir", os_mkdir),
    {"open", _PyCFunction_CAST(os_open), METH_VARARGS | METH_KEYWORDS, NULL},
    FAST("read", os_read),
    ONE("remove", os_remove),
    KEYWORDS("rename", os_rename),
    KEYWORDS("replace", os_replace),
    ONE("rmdir", os_rmdir),
    ONE("stat", os_stat),
    ONE("statvfs", os_statvfs),
    ONE("strerror", os_strerror),
    NONE("sync", os_sync),
    NONE("uname", os_uname),
    ONE("unlink", os_unlink),
    FAST("write", os_write),
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_consts, CONST_SLOT(objects)},
    {Py_mod_texts, CONST_SLOT(texts)},
    {Py_mod_numbers, CONST_SLOT(numbers)},
    {Py_mod_elsewhere, CONST_SLOT(elsewhere)},
    {Py_mod_lookup, lookup},
    {Py_mod_names, names},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "os",
    .m_methods = CONST_SLOT(methods),
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_os(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
