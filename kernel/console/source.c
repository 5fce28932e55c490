/* SPDX-License-Identifier: MIT */
/* kernel/console/source.c -- collecting source text, running it in __main__, and what becomes of its exceptions. */
#include "kernel/console/source.h"

#include "kernel/object/Python.h"

void source_add(struct source *s, const char *bytes, size_t n)
{
    if (s->full)
        return;
    if (s->len + n > s->capacity) {
        size_t wanted = s->len + n + s->len / 2 + 128;
        char *text = PyMem_RawRealloc(s->text, wanted);

        if (!text) {
            source_clear(s);
            s->full = 1;
            return;
        }
        s->text = text;
        s->capacity = wanted;
    }
    memcpy(s->text + s->len, bytes, n);
    s->len += n;
}

void source_clear(struct source *s)
{
    PyMem_RawFree(s->text);
    *s = (struct source){0};
}

/* New reference to what the source evaluates to, or NULL. */
static PyObject *evaluate(const struct source *s, const char *filename, int start)
{
    PyObject *main_module = PyImport_AddModule("__main__"); /* borrowed */
    PyObject *name, *code, *result = NULL;

    if (!main_module)
        return NULL;
    if (s->full)
        return PyErr_NoMemory();
    name = PyUnicode_FromString(filename);
    if (!name)
        return NULL;
    code = compile_source(s->text ? s->text : "", s->len, name, start, 0);
    Py_DECREF(name);
    if (!code)
        return NULL;
    if (interp_name_builtins(PyModule_GetDict(main_module)) == 0)
        result = PyEval_EvalCode(code, PyModule_GetDict(main_module), NULL);
    Py_DECREF(code);
    return result;
}

/* The status that a pending SystemExit asks for; a message goes to stderr. None is pending afterwards. */
static int exit_status(void)
{
    PyObject *exc = PyErr_GetRaisedException();
    PyObject *code = ((PySystemExitObject *)exc)->code;
    int status = 0;

    if (code && PyLong_Check(code)) {
        status = (int)PyLong_AsLong(code);
        PyErr_Clear();
    } else if (code && code != Py_None) {
        PyObject *text = PyObject_Str(code);

        status = 1;
        if (!text || interp_print_object(text, 1) < 0 || interp_print_error("\n", 1) < 0)
            PyErr_Clear();
        Py_XDECREF(text);
    }
    Py_DECREF(exc);
    return status;
}

static const struct running {
    const struct source *source;
    const char *filename;
    const struct running *outer;
} *running;

const struct source *source_running(const char *filename)
{
    for (const struct running *r = running; r; r = r->outer)
        if (!strcmp(r->filename, filename))
            return r->source;
    return NULL;
}

enum run_result run_source(const struct source *s, const char *filename, int start, int *status)
{
    struct running now = {s, filename, running};
    PyObject *result;

    running = &now;
    result = evaluate(s, filename, start);
    running = now.outer;
    if (result) {
        Py_DECREF(result);
        return RUN_DONE;
    }
    if (PyErr_ExceptionMatches(PyExc_SystemExit)) {
        *status = exit_status();
        return RUN_EXIT;
    }
    return RUN_ERROR;
}

void run_report(void)
{
    PyErr_PrintEx(1);
}
