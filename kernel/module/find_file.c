/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/find_file.c -- modules in files.
 *
 *     import a      a/__init__.py or a.py, in the first directory of sys.path that has one
 *     import a.b    b/__init__.py or b.py, in a.__path__
 */
#include "kernel/module/find.h"

#include "kernel/fs/fs.h"
#include "kernel/object/oserror.h"

/* Where modules of this name are looked for, new reference; NULL with or without an exception. *tail is its last part. */
static PyObject *directories(PyObject *name, Py_ssize_t *tail)
{
    Py_ssize_t dot = PyUnicode_FindChar(name, '.', 0, PyUnicode_GET_LENGTH(name), -1);
    PyObject *parent, *package, *path = NULL;

    *tail = dot + 1;
    if (dot < 0) {
        PyObject *sys = PyImport_ImportModule("sys");

        path = sys ? PyObject_GetAttr(sys, _Py_ID(path)) : NULL;
        Py_XDECREF(sys);
        return path;
    }
    parent = PyUnicode_Substring(name, 0, dot);
    package = parent ? PyImport_GetModule(parent) : NULL;
    if (package)
        _PyObject_LookupAttr(package, _Py_ID(__path__), &path);
    Py_XDECREF(package);
    Py_XDECREF(parent);
    return path;
}

/* The file's text in plain memory, or NULL with an exception. */
static char *read_file(const char *path, PyObject *filename, size_t *size)
{
    struct fs_file *file;
    int error = fs_root->ops->open(fs_root, path, FS_READ, &file);
    char *text = NULL;
    long got = error;

    if (!error) {
        *size = file->ops->size(file);
        text = PyMem_Malloc(*size + 1);
        got = text ? file->ops->read(file, 0, text, *size) : -OS_NOMEM;
        file->ops->close(file);
    }
    if (got < 0) {
        PyMem_Free(text);
        os_error((int)-got, filename, NULL);
        return NULL;
    }
    text[got] = '\0';
    return text;
}

/* The module in this file; package: the directory it is in, or NULL. */
static PyObject *load(PyObject *name, const char *path, const char *package)
{
    PyObject *filename = PyUnicode_FromString(path), *list = package ? Py_BuildValue("[s]", package) : NULL, *code, *module = NULL;
    size_t size = 0;
    char *text = filename && (list || !package) ? read_file(path, filename, &size) : NULL;

    if (text) {
        code = compile_source(text, size, filename, Py_file_input, 0);
        PyMem_Free(text);
        module = code ? module_run(name, code, list, filename) : NULL;
        Py_XDECREF(code);
    }
    Py_XDECREF(filename);
    Py_XDECREF(list);
    return module;
}

static int is_file(const char *path)
{
    struct fs_stat stat;

    return fs_root->ops->stat(fs_root, path, &stat) == 0 && stat.mode & FS_REGULAR;
}

/* The module in this directory, or NULL with or without an exception. */
static PyObject *look_in(PyObject *directory, PyObject *name, Py_ssize_t tail)
{
    static const char in_package[] = "/__init__.py", alone[] = ".py";
    char path[FS_PATH_MAX + sizeof in_package], package[FS_PATH_MAX];
    PyObject *part = PyUnicode_Substring(name, tail, PyUnicode_GET_LENGTH(name));
    PyObject *file = part ? PyUnicode_FromFormat(PyUnicode_GET_LENGTH(directory) ? "%U/%U" : "%U%U", directory, part) : NULL;
    Py_ssize_t n;
    const char *text = file ? PyUnicode_AsUTF8AndSize(file, &n) : NULL;
    int error = text ? fs_resolve(text, (size_t)n, package) : -1;

    Py_XDECREF(part);
    Py_XDECREF(file);
    if (error)
        return NULL; /* no such path: no module either */
    n = (Py_ssize_t)strlen(package);
    memcpy(path, package, (size_t)n);
    memcpy(path + n, in_package, sizeof in_package);
    if (is_file(path))
        return load(name, path, package);
    memcpy(path + n, alone, sizeof alone);
    return is_file(path) ? load(name, path, NULL) : NULL;
}

PyObject *find_file(PyObject *name)
{
    Py_ssize_t tail;
    PyObject *list = directories(name, &tail), *module = NULL;

    for (Py_ssize_t i = 0; list && PyList_Check(list) && i < PyList_GET_SIZE(list) && !module && !PyErr_Occurred(); i++) {
        PyObject *directory = Py_NewRef(PyList_GET_ITEM(list, i));

        if (PyUnicode_Check(directory))
            module = look_in(directory, name, tail);
        Py_DECREF(directory);
    }
    Py_XDECREF(list);
    return module;
}

/* Line by line from the start, through the caller's room. */
int file_line(PyObject *filename, int lineno, char *line, size_t size)
{
    const char *path = PyUnicode_IS_ASCII(filename) ? PyUnicode_DATA(filename) : "";
    char *newline;
    struct fs_file *file;
    size_t at = 0;
    long got;

    if (*path != '/' || fs_root->ops->open(fs_root, path, FS_READ, &file) < 0)
        return -1;
    while ((got = file->ops->read(file, at, line, size)) > 0 && lineno > 1) {
        newline = memchr(line, '\n', (size_t)got);
        at += newline ? (size_t)(newline + 1 - line) : (size_t)got;
        lineno -= newline != NULL;
    }
    file->ops->close(file);
    newline = got > 0 ? memchr(line, '\n', (size_t)got) : NULL;
    return got <= 0 ? -1 : newline ? (int)(newline - line) : (int)got;
}
