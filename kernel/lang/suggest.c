/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/suggest.c -- "Did you mean", and the caret under a syntax error.
 *
 * Names are compared by the least number of moves: 2 for a character that is put in, left out or replaced, 1 for one
 * replaced by the same letter in the other case.
 */
#include "kernel/lang/suggest.h"

#include "kernel/lang/lang.h"

#define MOVE_COST 2
#define CASE_COST 1
#define CANDIDATES_MAX 750
#define NAME_MAX_SIZE 40

static int substitution(Py_UCS4 a, Py_UCS4 b)
{
    if (a == b)
        return 0;
    if (a < 128 && b < 128 && (a ^ b) == 32 && (a | 32) >= 'a' && (a | 32) <= 'z')
        return CASE_COST;
    return MOVE_COST;
}

/* The distance of two names, or something above `limit`. */
static int distance(PyObject *a, PyObject *b, int limit)
{
    int row[NAME_MAX_SIZE + 1];
    Py_ssize_t n = PyUnicode_GET_LENGTH(a), m = PyUnicode_GET_LENGTH(b);

    if (n > NAME_MAX_SIZE || m > NAME_MAX_SIZE || (n > m ? n - m : m - n) * MOVE_COST > limit)
        return limit + 1;
    for (Py_ssize_t i = 0; i <= n; i++)
        row[i] = (int)i * MOVE_COST;
    for (Py_ssize_t j = 1; j <= m; j++) {
        int diagonal = row[0], best;

        row[0] = best = (int)j * MOVE_COST;
        for (Py_ssize_t i = 1; i <= n; i++) {
            int replace = diagonal + substitution(PyUnicode_READ_CHAR(a, i - 1), PyUnicode_READ_CHAR(b, j - 1));
            int move = Py_MIN(row[i], row[i - 1]) + MOVE_COST;

            diagonal = row[i];
            row[i] = Py_MIN(replace, move);
            best = Py_MIN(best, row[i]);
        }
        if (best > limit)
            return limit + 1;
    }
    return row[n];
}

/* The best one so far. */
struct search {
    PyObject *name;
    PyObject *found; /* borrowed */
    int distance;
};

static void consider(struct search *s, PyObject *candidate)
{
    int limit, d;

    if (!PyUnicode_Check(candidate) || _PyUnicode_EQ(candidate, s->name))
        return;
    limit = (int)(PyUnicode_GET_LENGTH(s->name) + PyUnicode_GET_LENGTH(candidate) + 3) * MOVE_COST / 6;
    if (s->found && limit > s->distance - 1)
        limit = s->distance - 1;
    d = distance(s->name, candidate, limit);
    if (d <= limit) {
        s->found = candidate;
        s->distance = d;
    }
}

static PyObject *best_of(PyObject *name, PyObject *list)
{
    struct search s = {.name = name};

    if (!list || PyList_GET_SIZE(list) >= CANDIDATES_MAX || !PyUnicode_Check(name))
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++)
        consider(&s, PyList_GET_ITEM(list, i));
    return Py_XNewRef(s.found);
}

/* The variables of the frame where the exception was raised, then globals, then builtins. */
static PyObject *suggest_variable(PyNameErrorObject *e)
{
    PyTracebackObject *tb = (PyTracebackObject *)e->traceback;
    PyObject *dicts[3], *found = NULL;

    if (!tb || !e->name)
        return NULL;
    while (tb->tb_next)
        tb = tb->tb_next;
    dicts[0] = PyFrame_GetLocals(tb->tb_frame);
    dicts[1] = PyFrame_GetGlobals(tb->tb_frame);
    dicts[2] = PyObject_Dir(interp.builtins_module);
    for (int i = 0; i < 3; i++) {
        if (dicts[i] && !found) {
            PyObject *list = PyList_Check(dicts[i]) ? Py_NewRef(dicts[i]) : PySequence_List(dicts[i]);

            found = best_of(e->name, list);
            Py_XDECREF(list);
        }
        Py_XDECREF(dicts[i]);
    }
    return found;
}

static PyObject *suggest_attribute(PyAttributeErrorObject *e)
{
    PyObject *list, *found;

    if (!e->name || !e->obj)
        return NULL;
    list = PyObject_Dir(e->obj);
    found = best_of(e->name, list);
    Py_XDECREF(list);
    return found;
}

PyObject *suggest_name(PyObject *exc)
{
    if (Py_IS_TYPE(exc, PyExc_NameError))
        return suggest_variable((PyNameErrorObject *)exc);
    if (Py_IS_TYPE(exc, PyExc_AttributeError))
        return suggest_attribute((PyAttributeErrorObject *)exc);
    return NULL;
}

/* --- syntax errors -------------------------------------------------------------------------------------------------------------- */

void syntax_error_lines(const char *text, long offset, long end, traceback_sink sink, void *arg)
{
    size_t n = strlen(text), skip = 0;
    long column, length;

    while (n && (text[n - 1] == '\n' || text[n - 1] == '\r'))
        n--;
    while (skip < n && (text[skip] == ' ' || text[skip] == '\t' || text[skip] == '\f'))
        skip++;
    sink(arg, "    ", 4);
    sink(arg, text + skip, n - skip);
    sink(arg, "\n", 1);
    if (offset < 1)
        return;
    column = Py_MIN(offset - 1 - (long)skip, (long)(n - skip));
    length = end == -2 ? (long)(n - skip) - column : end > offset ? end - offset : 1;
    if (column < 0)
        return;
    sink(arg, "    ", 4);
    while (column-- > 0)
        sink(arg, " ", 1);
    do
        sink(arg, "^", 1);
    while (--length > 0);
    sink(arg, "\n", 1);
}
