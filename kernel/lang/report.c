/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/report.c -- an exception as text: traceback, chain, groups, notes, suggestions.
 *
 *     Traceback (most recent call last):
 *       File "demo.py", line 3, in f
 *         return 1 / 0
 *     ZeroDivisionError: division by zero
 *
 * The text goes to a sink piece by piece. What needs memory and does not get it is left out.
 */
#include "kernel/lang/lang.h"
#include "kernel/lang/suggest.h"
#include "kernel/object/exception.h"
#include "kernel/object/oserror.h"

#define REPEATS_MAX 3     /* entries that are the same are shown this often */
#define CHAIN_MAX 64      /* exceptions of one chain */
#define GROUP_WIDTH_MAX 15
#define GROUP_DEPTH_MAX 10
#define LINE_MAX_SIZE 256

int (*traceback_source)(PyObject *filename, int lineno, char *line, size_t size);
int traceback_errno_names;

struct report {
    traceback_sink sink;
    void *arg;
    int indent;           /* columns of the margin: inside a group */
    int group_depth;
    bool in_group;
    bool open;  /* members of a group were put, and no line below them yet */
    PyObject *seen[CHAIN_MAX]; /* borrowed: exceptions printed already */
    int nseen;
};

/* --- text ------------------------------------------------------------------------------------------------------------------- */

static void put(struct report *r, const char *text)
{
    r->sink(r->arg, text, strlen(text));
}

static void put_spaces(struct report *r, int n)
{
    while (n-- > 0)
        r->sink(r->arg, " ", 1);
}

/* The start of a line. */
static void margin(struct report *r, const char *mark)
{
    if (!r->in_group)
        return;
    put_spaces(r, r->indent);
    put(r, mark);
}

static void put_number(struct report *r, long n)
{
    char digits[24], *p = digits + sizeof digits;
    unsigned long m = n < 0 ? -(unsigned long)n : (unsigned long)n;

    do
        *--p = (char)('0' + m % 10);
    while (m /= 10);
    if (n < 0)
        *--p = '-';
    r->sink(r->arg, p, (size_t)(digits + sizeof digits - p));
}

/* Lines of a str, each with the margin. */
static void put_str(struct report *r, PyObject *str)
{
    Py_ssize_t n = PyUnicode_GET_LENGTH(str);
    char utf8[4];

    for (Py_ssize_t i = 0; i < n; i++) {
        Py_UCS4 c = PyUnicode_READ_CHAR(str, i);

        r->sink(r->arg, utf8, str_put_utf8(utf8, c));
        if (c == '\n')
            margin(r, "| ");
    }
}

/* --- the traceback ----------------------------------------------------------------------------------------------------------- */

static void put_source_line(struct report *r, PyObject *filename, int lineno, int indent)
{
    char line[LINE_MAX_SIZE];
    int n = traceback_source ? traceback_source(filename, lineno, line, sizeof line) : -1, from = 0;

    if (n <= 0)
        return;
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r' || line[n - 1] == ' ' || line[n - 1] == '\t'))
        n--;
    while (from < n && (line[from] == ' ' || line[from] == '\t' || line[from] == '\f'))
        from++;
    if (from == n)
        return;
    margin(r, "| ");
    put_spaces(r, indent);
    r->sink(r->arg, line + from, (size_t)(n - from));
    put(r, "\n");
}

static const PyCodeObject *entry_code(const PyTracebackObject *tb)
{
    return (PyCodeObject *)tb->tb_frame->f_func->func_code;
}

static bool same_entry(const PyTracebackObject *a, const PyTracebackObject *b)
{
    const PyCodeObject *x = entry_code(a), *y = entry_code(b);

    return a->tb_lineno == b->tb_lineno && x->co_filename == y->co_filename && x->co_name == y->co_name;
}

static void put_entry(struct report *r, const PyTracebackObject *tb)
{
    const PyCodeObject *code = entry_code(tb);

    margin(r, "| ");
    put(r, "  File \"");
    put_str(r, code->co_filename);
    put(r, "\", line ");
    put_number(r, tb->tb_lineno);
    put(r, ", in ");
    put_str(r, code->co_name);
    put(r, "\n");
    put_source_line(r, code->co_filename, tb->tb_lineno, 4);
}

static void put_repeated(struct report *r, long n)
{
    if (n <= REPEATS_MAX)
        return;
    n -= REPEATS_MAX;
    margin(r, "| ");
    put(r, "  [Previous line repeated ");
    put_number(r, n);
    put(r, n > 1 ? " more times]\n" : " more time]\n");
}

static void put_entries(struct report *r, const PyTracebackObject *tb)
{
    const PyTracebackObject *last = NULL;
    long count = 0;

    for (; tb; last = tb, tb = tb->tb_next) {
        if (last && same_entry(last, tb)) {
            count++;
        } else {
            put_repeated(r, count);
            count = 1;
        }
        if (count <= REPEATS_MAX)
            put_entry(r, tb);
    }
    put_repeated(r, count);
}

void traceback_print_source(PyObject *filename, int line, int indent, traceback_sink sink, void *arg)
{
    struct report r = {.sink = sink, .arg = arg};

    put_source_line(&r, filename, line, indent);
}

void traceback_print(PyObject *tb, traceback_sink sink, void *arg)
{
    struct report r = {.sink = sink, .arg = arg};

    put(&r, "Traceback (most recent call last):\n");
    put_entries(&r, (PyTracebackObject *)tb);
}

/* --- the exception itself ------------------------------------------------------------------------------------------------------ */

/* "module.Name" without a module of builtins or __main__. */
static void put_type(struct report *r, PyTypeObject *type)
{
    PyObject *module = PyObject_GetAttr((PyObject *)type, _Py_ID(__module__)), *qualname;

    if (module && PyUnicode_Check(module)) {
        if (!_PyUnicode_EqualToASCIIString(module, "builtins") && !_PyUnicode_EqualToASCIIString(module, "__main__")) {
            put_str(r, module);
            put(r, ".");
        }
    } else {
        PyErr_Clear();
        put(r, "<unknown>.");
    }
    Py_XDECREF(module);
    qualname = PyType_GetQualName(type);
    if (qualname) {
        put_str(r, qualname);
        Py_DECREF(qualname);
    } else {
        PyErr_Clear();
        put(r, type->tp_name);
    }
}

/* File and line of a SyntaxError, the text and where in it. */
static void put_syntax_place(struct report *r, PySyntaxErrorObject *e)
{
    long line, offset = -1, end = -1;
    const char *text;

    if (!e->lineno || !PyLong_Check(e->lineno))
        return;
    line = PyLong_AsLong(e->lineno);
    margin(r, "| ");
    put(r, "  File \"");
    if (e->filename && PyUnicode_Check(e->filename))
        put_str(r, e->filename);
    else
        put(r, "<string>");
    put(r, "\", line ");
    put_number(r, line);
    put(r, "\n");
    if (e->offset && PyLong_Check(e->offset))
        offset = PyLong_AsLong(e->offset);
    if (e->end_offset && PyLong_Check(e->end_offset))
        end = PyLong_AsLong(e->end_offset);
    if (e->end_lineno && PyLong_Check(e->end_lineno) && PyLong_AsLong(e->end_lineno) > line)
        end = -2;
    text = e->text && PyUnicode_Check(e->text) ? PyUnicode_AsUTF8(e->text) : NULL;
    if (text)
        syntax_error_lines(text, offset, end, r->sink, r->arg);
    PyErr_Clear();
}

static void put_message(struct report *r, PyObject *exc)
{
    PyObject *text;

    if (PyObject_TypeCheck(exc, (const PyTypeObject *)PyExc_SyntaxError) && ((PySyntaxErrorObject *)exc)->lineno &&
        ((PySyntaxErrorObject *)exc)->lineno != Py_None) {
        PyObject *msg = ((PySyntaxErrorObject *)exc)->msg;

        text = msg ? PyObject_Str(msg) : NULL;
    } else {
        text = PyObject_Str(exc);
    }
    if (!text) {
        PyErr_Clear();
        put(r, ": <exception str() failed>");
        return;
    }
    if (PyUnicode_GET_LENGTH(text)) {
        put(r, ": ");
        put_str(r, text);
    }
    Py_DECREF(text);
}

static void put_suggestion(struct report *r, PyObject *exc)
{
    PyObject *name = suggest_name(exc);

    if (name) {
        put(r, ". Did you mean: '");
        put_str(r, name);
        put(r, "'?");
        Py_DECREF(name);
    }
    PyErr_Clear();
}

/* Each item of __notes__ on lines of its own. */
static void put_notes(struct report *r, PyObject *exc)
{
    PyObject *notes;

    if (_PyObject_LookupAttr(exc, _Py_ID(__notes__), &notes) <= 0) {
        PyErr_Clear();
        return;
    }
    if (PyList_Check(notes) || PyTuple_Check(notes)) {
        for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(notes); i++) {
            PyObject *text = PyObject_Str(PySequence_Fast_GET_ITEM(notes, i));

            margin(r, "| ");
            if (text)
                put_str(r, text);
            else
                put(r, "<note str() failed>");
            put(r, "\n");
            PyErr_Clear();
            Py_XDECREF(text);
        }
    } else {
        PyObject *text = PyObject_Repr(notes);

        margin(r, "| ");
        if (text)
            put_str(r, text);
        else
            put(r, "<__notes__ repr() failed>");
        PyErr_Clear();
        Py_XDECREF(text);
    }
    Py_DECREF(notes);
}

/* --- chains and groups -------------------------------------------------------------------------------------------------------------- */

static void put_chain(struct report *r, PyObject *exc);

/* An OSError as traceback_errno_names wants it. false: it is none, or its number has no name. */
static bool put_errno_line(struct report *r, PyObject *exc)
{
    PyOSErrorObject *e = (PyOSErrorObject *)exc;
    PyObject *text = NULL;
    const char *name = NULL;

    if (traceback_errno_names && PyObject_TypeCheck(exc, (const PyTypeObject *)PyExc_OSError) && e->myerrno && PyLong_Check(e->myerrno))
        name = os_error_name(PyLong_AsLong(e->myerrno));
    if (name)
        text = e->filename ? PyUnicode_FromFormat("OSError: [Errno %S] %s: %R\n", e->myerrno, name, e->filename)
                           : PyUnicode_FromFormat("OSError: [Errno %S] %s\n", e->myerrno, name);
    PyErr_Clear();
    if (!text)
        return false;
    margin(r, "| ");
    put_str(r, text);
    Py_DECREF(text);
    return true;
}

/* Some of enum traceback_part. */
static void put_parts(struct report *r, PyObject *exc, unsigned parts)
{
    if ((parts & TRACEBACK_PLACE) && PyObject_TypeCheck(exc, (const PyTypeObject *)PyExc_SyntaxError))
        put_syntax_place(r, (PySyntaxErrorObject *)exc);
    if ((parts & TRACEBACK_LINE) && !put_errno_line(r, exc)) {
        margin(r, "| ");
        put_type(r, Py_TYPE(exc));
        put_message(r, exc);
        put_suggestion(r, exc);
        put(r, "\n");
    }
    if (parts & TRACEBACK_NOTES)
        put_notes(r, exc);
}

static void put_exception_line(struct report *r, PyObject *exc)
{
    put_parts(r, exc, TRACEBACK_PLACE | TRACEBACK_LINE | TRACEBACK_NOTES);
}

void traceback_print_parts(PyObject *exc, unsigned parts, traceback_sink sink, void *arg)
{
    struct report r = {.sink = sink, .arg = arg};

    put_parts(&r, exc, parts);
    PyErr_Clear();
}

static bool is_group(PyObject *exc)
{
    return PyObject_TypeCheck(exc, (const PyTypeObject *)PyExc_BaseExceptionGroup);
}

static void put_plain(struct report *r, PyObject *exc)
{
    PyObject *tb = ((PyBaseExceptionObject *)exc)->traceback;

    if (tb) {
        margin(r, "| ");
        put(r, "Traceback (most recent call last):\n");
        put_entries(r, (PyTracebackObject *)tb);
    }
    put_exception_line(r, exc);
}

/* "  +-+---------------- 1 ----------------" and so on for each member. */
static void put_members(struct report *r, PyObject *excs)
{
    Py_ssize_t n = PyTuple_GET_SIZE(excs), shown = n > GROUP_WIDTH_MAX ? GROUP_WIDTH_MAX : n;

    for (Py_ssize_t i = 0; i < shown + (n > shown); i++) {
        put_spaces(r, r->indent);
        put(r, i == 0 ? "+-" : "  ");
        put(r, "+---------------- ");
        if (i == shown)
            put(r, "...");
        else
            put_number(r, (long)i + 1);
        put(r, " ----------------\n");
        r->indent += 2;
        r->open = true; /* until the line below the innermost last member */
        if (i == shown) {
            margin(r, "| ");
            put(r, "and ");
            put_number(r, (long)(n - shown));
            put(r, n - shown == 1 ? " more exception\n" : " more exceptions\n");
        } else {
            put_chain(r, PyTuple_GET_ITEM(excs, i));
        }
        if (r->open && i + 1 == shown + (n > shown)) {
            put_spaces(r, r->indent);
            put(r, "+------------------------------------\n");
            r->open = false;
        }
        r->indent -= 2;
    }
}

static void put_group(struct report *r, PyObject *exc)
{
    PyObject *tb = ((PyBaseExceptionObject *)exc)->traceback;
    bool outermost = !r->in_group;

    if (r->group_depth == GROUP_DEPTH_MAX) {
        margin(r, "| ");
        put(r, "... (max_group_depth is 10)\n");
        return;
    }
    if (outermost) {
        r->in_group = true;
        r->indent += 2;
    }
    if (tb) {
        margin(r, outermost ? "+ " : "| ");
        put(r, "Exception Group Traceback (most recent call last):\n");
        put_entries(r, (PyTracebackObject *)tb);
    }
    put_exception_line(r, exc);
    r->group_depth++;
    put_members(r, ((PyBaseExceptionGroupObject *)exc)->excs);
    r->group_depth--;
    if (outermost) {
        r->in_group = false;
        r->indent -= 2;
    }
}

static bool was_seen(const struct report *r, PyObject *exc)
{
    for (int i = 0; i < r->nseen; i++)
        if (r->seen[i] == exc)
            return true;
    return r->nseen == CHAIN_MAX;
}

/* What led to the exception, then the exception. */
static void put_chain(struct report *r, PyObject *exc)
{
    PyBaseExceptionObject *e = (PyBaseExceptionObject *)exc;
    PyObject *before = NULL;
    const char *how = NULL;

    if (r->nseen < CHAIN_MAX)
        r->seen[r->nseen++] = exc;
    if (Py_EnterRecursiveCall("") != 0) {
        PyErr_Clear();
        return;
    }
    if (e->cause && !was_seen(r, e->cause)) {
        before = e->cause;
        how = "The above exception was the direct cause of the following exception:\n";
    } else if (!e->cause && e->context && !e->suppress_context && !was_seen(r, e->context)) {
        before = e->context;
        how = "During handling of the above exception, another exception occurred:\n";
    }
    if (before) {
        Py_INCREF(before);
        put_chain(r, before);
        Py_DECREF(before);
        margin(r, "| ");
        put(r, "\n");
        margin(r, "| ");
        put(r, how);
        margin(r, "| ");
        put(r, "\n");
    }
    if (is_group(exc))
        put_group(r, exc);
    else
        put_plain(r, exc);
    Py_LeaveRecursiveCall();
}

void traceback_print_exception(PyObject *value, traceback_sink sink, void *arg)
{
    struct report r = {.sink = sink, .arg = arg};
    PyObject *pending = PyErr_GetRaisedException();

    if (PyExceptionInstance_Check(value))
        put_chain(&r, value);
    PyErr_Clear();
    PyErr_SetRaisedException(pending);
}
