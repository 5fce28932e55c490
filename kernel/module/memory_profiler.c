/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/memory_profiler.c -- _memory_profiler: how much of the heap is live before and after each line of a function. What is
 * made of it: kernel/lib/memory_profiler.py.
 *
 *     code = traced(function.__code__)    a copy that can be measured; the function is to run it
 *     start(code)                         one call begins; calls nest
 *     rows = stop()                       the innermost ends: [(line, memory, increment, occurrences)] of the lines that ran
 *     used()                              live bytes
 *
 * A line's measure is taken when the next one begins, or the function returns. Taking it allocates nothing. The lines of functions in
 * the function are measured, too, down to a depth of MAX_FRAMES; a `def` counts when it runs and whenever its function is called.
 */
#include "heap/mem.h"
#include "kernel/console/source.h"
#include "kernel/lang/vm.h"
#include "kernel/object/Python.h"

struct row {
    size_t memory;        /* most that was live behind the line */
    Py_ssize_t increment; /* sum over all times it ran */
    size_t times;
};

#define MAX_FRAMES 8

struct activation {
    struct activation *outer;
    PyCodeObject *code; /* owned */
    int first, n;       /* lines */
    struct {
        const struct frame *frame;
        int line; /* that runs now; 0: none yet */
    } frames[MAX_FRAMES]; /* the function's, and of functions in it: those that run, outermost first */
    int depth;
    size_t before; /* live when a line was measured last */
    struct row rows[];
};

static struct activation *innermost;

static size_t live(void)
{
    return mem_stats().live;
}

static void close_line(struct activation *a, int line)
{
    size_t now = live();

    if (line >= a->first && line < a->first + a->n) {
        struct row *r = &a->rows[line - a->first];

        r->memory = Py_MAX(r->memory, now);
        r->increment += (Py_ssize_t)(now - a->before);
        r->times++;
    }
    a->before = now;
}

static int is_part(const struct activation *a, const PyCodeObject *code)
{
    return code == a->code || (code->co_filename == a->code->co_filename && code->co_firstlineno > a->first &&
                               code->co_firstlineno < a->first + a->n);
}

/* Make the frame the innermost; frames in it are gone, if by an exception. 0: it is too deep. */
static int enter(struct activation *a, const PyCodeObject *code, const struct frame *frame)
{
    int i = a->depth;

    while (i && a->frames[i - 1].frame != frame)
        i--;
    if (i) {
        while (a->depth > i)
            close_line(a, a->frames[--a->depth].line);
    } else if (a->depth < MAX_FRAMES) {
        a->frames[a->depth].frame = frame;
        a->frames[a->depth++].line = 0;
        if (code != a->code)
            close_line(a, code->co_firstlineno);
    }
    return a->depth && a->frames[a->depth - 1].frame == frame;
}

static void line_began(PyCodeObject *code, const struct frame *frame, int line, int returns)
{
    struct activation *a = innermost;
    int *running;

    while (a && !is_part(a, code))
        a = a->outer;
    if (!a || !enter(a, code, frame))
        return;
    running = &a->frames[a->depth - 1].line;
    if (line != *running || returns) {
        close_line(a, *running);
        *running = line;
    }
    if (returns)
        a->depth--;
}

static PyObject *traced(PyObject *module, PyObject *code)
{
    if (!PyCode_Check(code)) {
        _PyArg_BadArgument("traced", "argument", "code", code);
        return NULL;
    }
    return (PyObject *)vm_traced_code((PyCodeObject *)code);
}

/* Of the function and those in it. */
static int last_line(PyCodeObject *code)
{
    int line = code->co_firstlineno, last = line;

    for (unsigned i = 0; i + 1 < code->nlines; i += 2) {
        line += (int8_t)code_lines(code)[i + 1];
        last = Py_MAX(last, line);
    }
    for (Py_ssize_t i = 0; i < Py_SIZE(code->co_consts); i++) {
        PyObject *op = PyTuple_GET_ITEM(code->co_consts, i);

        if (PyCode_Check(op)) {
            line = last_line((PyCodeObject *)op);
            last = Py_MAX(last, line);
        }
    }
    return last;
}

static PyObject *start(PyObject *module, PyObject *code)
{
    struct activation *a;
    int n;

    if (!PyCode_Check(code)) {
        _PyArg_BadArgument("start", "argument", "code", code);
        return NULL;
    }
    n = last_line((PyCodeObject *)code) - ((PyCodeObject *)code)->co_firstlineno + 1;
    a = PyMem_Calloc(1, sizeof *a + (size_t)n * sizeof a->rows[0]);
    if (!a)
        return PyErr_NoMemory();
    a->code = (PyCodeObject *)Py_NewRef(code);
    a->first = a->code->co_firstlineno;
    a->n = n;
    a->outer = innermost;
    innermost = a;
    vm_line_hook = line_began;
    a->before = live();
    a->rows[0] = (struct row){a->before, (Py_ssize_t)a->before, 1};
    Py_RETURN_NONE;
}

/* What a recursive call saw is also part of the call around it. */
static void add_to_outer(const struct activation *a)
{
    struct activation *o = a->outer;

    if (!o || o->code != a->code)
        return;
    for (int i = 0; i < a->n; i++) {
        o->rows[i].memory = Py_MAX(o->rows[i].memory, a->rows[i].memory);
        o->rows[i].times += a->rows[i].times;
    }
}

static PyObject *stop(PyObject *module, PyObject *unused)
{
    struct activation *a = innermost;
    PyObject *list;

    if (!a) {
        PyErr_SetString(PyExc_RuntimeError, "nothing was started");
        return NULL;
    }
    innermost = a->outer;
    if (!innermost)
        vm_line_hook = NULL;
    add_to_outer(a);
    list = PyList_New(0);
    for (int i = 0; list && i < a->n; i++) {
        struct row *r = &a->rows[i];
        PyObject *item = r->times ? Py_BuildValue("innn", a->first + i, (Py_ssize_t)r->memory, r->increment, (Py_ssize_t)r->times) : NULL;

        if (item ? PyList_Append(list, item) < 0 : r->times)
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    Py_DECREF(a->code);
    PyMem_Free(a);
    return list;
}

static PyObject *used(PyObject *module, PyObject *unused)
{
    return PyLong_FromSize_t(live());
}

/* source(filename): the text that runs under this name, which came over the console; None if there is none. */
static PyObject *source(PyObject *module, PyObject *filename)
{
    const char *name = PyUnicode_AsUTF8(filename);
    const struct source *s = name ? source_running(name) : NULL;

    if (!name)
        return NULL;
    if (!s || !s->text)
        Py_RETURN_NONE;
    return PyUnicode_DecodeUTF8(s->text, (Py_ssize_t)s->len, "replace");
}

static const PyMethodDef methods[] = {
    {"source", source, METH_O, NULL},
    {"start", start, METH_O, NULL},
    {"stop", stop, METH_NOARGS, NULL},
    {"traced", traced, METH_O, NULL},
    {"used", used, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_memory_profiler",
    .m_methods = CONST_SLOT(methods),
};

PyMODINIT_FUNC PyInit__memory_profiler(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
