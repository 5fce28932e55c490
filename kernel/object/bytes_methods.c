/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/bytes_methods.c -- methods of bytes and bytearray that find, cut, split, join and replace.
 *
 * Arguments may be any object with a buffer. While one is held, a bytearray cannot change its size; self is looked at only after
 * the arguments were taken, for taking them may run Python code.
 */
#include "kernel/object/bytes_impl.h"

/* --- finding ----------------------------------------------------------------------------------------------------------------- */

struct search {
    struct byte_view what;
    char byte;         /* what.text lies here when an int was given */
    struct text range; /* of self; data NULL when the range is empty from the start */
    Py_ssize_t start;
};

/* (sub, start, end), sub being an int or bytes-like. 0, or -1 with an exception; search_done after 0. */
static int search_begin(struct search *s, const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t end;

    if (text_search_args(function, args, n, &s->start, &end) < 0)
        return -1;
    if (PyIndex_Check(args[0])) {
        int value = byte_value(args[0], "byte must be in range(0, 256)");

        if (value < 0)
            return -1;
        s->byte = (char)value;
        s->what.text = text_of_bytes(&s->byte, 1);
        s->what.buffer.obj = NULL;
    } else if (!PyObject_CheckBuffer(args[0])) {
        PyErr_Format(PyExc_TypeError, "argument should be integer or bytes-like object, not '%.200s'", Py_TYPE(args[0])->tp_name);
        return -1;
    } else if (byte_view_get(&s->what, args[0]) < 0) {
        return -1;
    }
    s->range = bytes_text(self);
    text_clip(s->range.n, &s->start, &end);
    if (s->start > end)
        s->range.data = NULL;
    else
        s->range = text_slice(s->range, s->start, end);
    return 0;
}

/* Position, -1 for none, -2 with an exception. */
static Py_ssize_t find(const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n, int direction)
{
    struct search s;
    Py_ssize_t at = -1;

    if (search_begin(&s, function, self, args, n) < 0)
        return -2;
    if (s.range.data)
        at = direction > 0 ? text_find(s.range, s.what.text) : text_rfind(s.range, s.what.text);
    byte_view_release(&s.what);
    return at < 0 ? -1 : at + s.start;
}

static PyObject *found(Py_ssize_t at, int required)
{
    if (at == -1 && required)
        PyErr_SetString(PyExc_ValueError, "subsection not found");
    return at == -2 || (at == -1 && required) ? NULL : PyLong_FromSsize_t(at);
}

PyObject *bytes_find(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return found(find("find", self, args, n, 1), 0);
}

PyObject *bytes_rfind(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return found(find("rfind", self, args, n, -1), 0);
}

PyObject *bytes_index(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return found(find("index", self, args, n, 1), 1);
}

PyObject *bytes_rindex(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return found(find("rindex", self, args, n, -1), 1);
}

PyObject *bytes_count(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct search s;
    Py_ssize_t count;

    if (search_begin(&s, "count", self, args, n) < 0)
        return NULL;
    count = s.range.data ? text_count(s.range, s.what.text, PY_SSIZE_T_MAX) : 0;
    byte_view_release(&s.what);
    return PyLong_FromSsize_t(count);
}

/* Whether self[start:end] begins (direction -1) or ends with this: 1, 0, or -1 with an exception. */
static int matches(PyObject *self, PyObject *affix, Py_ssize_t start, Py_ssize_t end, int direction)
{
    struct byte_view view;
    struct text t;
    int match = 0;

    if (byte_view_get(&view, affix) < 0)
        return -1;
    t = bytes_text(self);
    text_clip(t.n, &start, &end);
    if (start <= end && end - start >= view.text.n) {
        if (direction > 0)
            start = end - view.text.n;
        match = memcmp((const char *)t.data + start, view.text.data, (size_t)view.text.n) == 0;
    }
    byte_view_release(&view);
    return match;
}

static PyObject *tail_match(const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n, int direction)
{
    Py_ssize_t start, end;
    int match = 0;

    if (text_search_args(function, args, n, &start, &end) < 0)
        return NULL;
    if (PyTuple_Check(args[0])) {
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args[0]) && match == 0; i++)
            match = matches(self, PyTuple_GET_ITEM(args[0], i), start, end, direction);
    } else if (!PyObject_CheckBuffer(args[0])) {
        return PyErr_Format(PyExc_TypeError, "%s first arg must be bytes or a tuple of bytes, not %.100s", function,
                            Py_TYPE(args[0])->tp_name);
    } else {
        match = matches(self, args[0], start, end, direction);
    }
    return match < 0 ? NULL : PyBool_FromLong(match);
}

PyObject *bytes_startswith(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return tail_match("startswith", self, args, n, -1);
}

PyObject *bytes_endswith(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return tail_match("endswith", self, args, n, 1);
}

/* --- cutting ------------------------------------------------------------------------------------------------------------------- */

/* Bytes start..end; an exact bytes as a whole is itself. */
static PyObject *piece(PyObject *self, Py_ssize_t start, Py_ssize_t end)
{
    struct text t = bytes_text(self);

    if (start == 0 && end == t.n && PyBytes_CheckExact(self))
        return Py_NewRef(self);
    return bytes_new_like(self, (const char *)t.data + start, end - start);
}

static PyObject *remove_affix(PyObject *self, PyObject *affix, int direction)
{
    Py_ssize_t n, m;
    struct byte_view view;
    int match = matches(self, affix, 0, PY_SSIZE_T_MAX, direction);

    if (match < 0 || byte_view_get(&view, affix) < 0)
        return NULL;
    m = match ? view.text.n : 0;
    byte_view_release(&view);
    n = Py_SIZE(self);
    return direction < 0 ? piece(self, m, n) : piece(self, 0, n - m);
}

PyObject *bytes_removeprefix(PyObject *self, PyObject *affix)
{
    return remove_affix(self, affix, -1);
}

PyObject *bytes_removesuffix(PyObject *self, PyObject *affix)
{
    return remove_affix(self, affix, 1);
}

static PyObject *strip(const char *function, PyObject *self, PyObject *const *args, Py_ssize_t n, int left, int right)
{
    struct byte_view set = {.text = {" \t\n\r\f\v", 6, 1}};
    struct text t;
    Py_ssize_t start = 0, end;
    PyObject *z;

    if (!_PyArg_CheckPositional(function, n, 0, 1))
        return NULL;
    if (n && args[0] != Py_None && byte_view_get(&set, args[0]) < 0)
        return NULL;
    t = bytes_text(self);
    end = t.n;
    while (left && start < end && text_find_char(set.text, text_at(t, start)) >= 0)
        start++;
    while (right && start < end && text_find_char(set.text, text_at(t, end - 1)) >= 0)
        end--;
    z = piece(self, start, end);
    byte_view_release(&set);
    return z;
}

PyObject *bytes_strip(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return strip("strip", self, args, n, 1, 1);
}

PyObject *bytes_lstrip(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return strip("lstrip", self, args, n, 1, 0);
}

PyObject *bytes_rstrip(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    return strip("rstrip", self, args, n, 0, 1);
}

/* --- splitting ------------------------------------------------------------------------------------------------------------------ */

static int append_piece(PyObject *list, PyObject *self, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *part = piece(self, start, end);

    return part ? _PyList_AppendTakeRef((PyListObject *)list, part) : -1;
}

static int is_blank(struct text t, Py_ssize_t i)
{
    return Py_ISSPACE(text_at(t, i));
}

/* Words from the left; from the right when direction is -1: then they come last first. What is left after max is one piece. */
static int split_blanks(PyObject *list, PyObject *self, Py_ssize_t max, int direction)
{
    struct text t = bytes_text(self);
    Py_ssize_t low = 0, high = t.n;

    for (;; max--) {
        Py_ssize_t start, end;

        while (direction > 0 && low < high && is_blank(t, low))
            low++;
        while (direction < 0 && low < high && is_blank(t, high - 1))
            high--;
        if (low == high)
            return 0;
        start = low;
        end = high;
        if (max <= 0)
            return append_piece(list, self, start, end);
        if (direction > 0) {
            for (end = low; end < high && !is_blank(t, end); end++)
                ;
            low = end;
        } else {
            for (start = high; start > low && !is_blank(t, start - 1); start--)
                ;
            high = start;
        }
        if (append_piece(list, self, start, end) < 0)
            return -1;
    }
}

static int split_at(PyObject *list, PyObject *self, struct text separator, Py_ssize_t max, int direction)
{
    struct text t = bytes_text(self);
    Py_ssize_t low = 0, high = t.n, at;

    for (; max > 0; max--) {
        struct text rest = text_slice(t, low, high);

        at = direction > 0 ? text_find(rest, separator) : text_rfind(rest, separator);
        if (at < 0)
            break;
        at += low;
        if (direction > 0 ? append_piece(list, self, low, at) < 0 : append_piece(list, self, at + separator.n, high) < 0)
            return -1;
        if (direction > 0)
            low = at + separator.n;
        else
            high = at;
    }
    return append_piece(list, self, low, high);
}

static PyObject *split(const char *name, PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames, int direction)
{
    static const char *const keywords[] = {"sep", "maxsplit", NULL};
    _PyArg_Parser parser = {NULL, keywords, name};
    struct byte_view separator = {.text = {NULL, 0, 1}};
    Py_ssize_t max = -1;
    PyObject *buf[2], *list;
    int err;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 2, 0, buf);
    if (!args || (args[1] && scalar_arg_ssize(args[1], &max) < 0))
        return NULL;
    if (args[0] && args[0] != Py_None) {
        if (byte_view_get(&separator, args[0]) < 0)
            return NULL;
        if (separator.text.n == 0) {
            byte_view_release(&separator);
            PyErr_SetString(PyExc_ValueError, "empty separator");
            return NULL;
        }
    }
    if (max < 0)
        max = PY_SSIZE_T_MAX;
    list = PyList_New(0);
    if (list) {
        err = separator.text.data ? split_at(list, self, separator.text, max, direction) : split_blanks(list, self, max, direction);
        if (err == 0 && direction < 0)
            err = PyList_Reverse(list);
        if (err < 0)
            Py_CLEAR(list);
    }
    byte_view_release(&separator);
    return list;
}

PyObject *bytes_split(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return split("split", self, args, n, kwnames, 1);
}

PyObject *bytes_rsplit(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return split("rsplit", self, args, n, kwnames, -1);
}

PyObject *bytes_splitlines(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"keepends", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "splitlines"};
    struct text t;
    PyObject *buf[1], *list;
    Py_ssize_t start = 0;
    int keep = 0;

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 1, 0, buf);
    if (!args || (args[0] && (keep = PyObject_IsTrue(args[0])) < 0))
        return NULL;
    list = PyList_New(0);
    t = bytes_text(self);
    while (list && start < t.n) {
        Py_ssize_t end = start, next;

        while (end < t.n && text_at(t, end) != '\n' && text_at(t, end) != '\r')
            end++;
        next = end < t.n ? end + 1 : end;
        if (next < t.n && text_at(t, end) == '\r' && text_at(t, next) == '\n')
            next++;
        if (append_piece(list, self, start, keep ? next : end) < 0)
            Py_CLEAR(list);
        start = next;
    }
    return list;
}

static PyObject *partition(PyObject *self, PyObject *arg, int direction)
{
    PyObject *part[3], *z = NULL;
    struct byte_view view;
    struct text t;
    Py_ssize_t at;

    if (byte_view_get(&view, arg) < 0)
        return NULL;
    if (view.text.n == 0) {
        byte_view_release(&view);
        PyErr_SetString(PyExc_ValueError, "empty separator");
        return NULL;
    }
    t = bytes_text(self);
    at = direction > 0 ? text_find(t, view.text) : text_rfind(t, view.text);
    if (at < 0) {
        part[0] = direction > 0 ? piece(self, 0, t.n) : bytes_new_like(self, NULL, 0);
        part[1] = bytes_new_like(self, NULL, 0);
        part[2] = direction > 0 ? bytes_new_like(self, NULL, 0) : piece(self, 0, t.n);
    } else {
        part[0] = piece(self, 0, at);
        part[1] = PyBytes_Check(self) ? Py_NewRef(arg) : bytes_new_like(self, view.text.data, view.text.n);
        part[2] = piece(self, at + view.text.n, t.n);
    }
    byte_view_release(&view);
    if (part[0] && part[1] && part[2])
        z = PyTuple_Pack(3, part[0], part[1], part[2]);
    for (int i = 0; i < 3; i++)
        Py_XDECREF(part[i]);
    return z;
}

PyObject *bytes_partition(PyObject *self, PyObject *separator)
{
    return partition(self, separator, 1);
}

PyObject *bytes_rpartition(PyObject *self, PyObject *separator)
{
    return partition(self, separator, -1);
}

/* --- join, replace ---------------------------------------------------------------------------------------------------------------- */

/* Views of all items, and the length of the result. How many were taken; fewer than n: with an exception. */
static Py_ssize_t view_items(struct byte_view *views, PyObject *const *items, Py_ssize_t n, size_t separator, size_t *total)
{
    *total = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (byte_view_get(&views[i], items[i]) < 0) {
            if (!PyErr_ExceptionMatches(PyExc_MemoryError))
                PyErr_Format(PyExc_TypeError, "sequence item %zd: expected a bytes-like object, %.80s found", i,
                             Py_TYPE(items[i])->tp_name);
            return i;
        }
        *total += (size_t)views[i].text.n + (i ? separator : 0);
        if (*total > (size_t)PY_SSIZE_T_MAX) {
            byte_view_release(&views[i]);
            PyErr_SetString(PyExc_OverflowError, "join() result is too long");
            return i;
        }
    }
    return n;
}

static PyObject *join_views(PyObject *self, const struct byte_view *views, Py_ssize_t n, size_t total)
{
    PyObject *z = bytes_new_like(self, NULL, (Py_ssize_t)total);
    struct text separator = bytes_text(self);
    char *to;

    if (!z || !total)
        return z;
    to = bytes_data(z);
    for (Py_ssize_t i = 0; i < n; i++) {
        if (i) {
            memcpy(to, separator.data, (size_t)separator.n);
            to += separator.n;
        }
        memcpy(to, views[i].text.data, (size_t)views[i].text.n);
        to += views[i].text.n;
    }
    return z;
}

PyObject *bytes_join(PyObject *self, PyObject *iterable)
{
    PyObject *items = PySequence_Fast(iterable, "can only join an iterable"), *z = NULL;
    struct byte_view *views;
    Py_ssize_t n, taken;
    size_t total;

    if (!items)
        return NULL;
    n = PySequence_Fast_GET_SIZE(items);
    if (n == 1 && PyBytes_CheckExact(self) && PyBytes_CheckExact(PySequence_Fast_GET_ITEM(items, 0))) {
        z = Py_NewRef(PySequence_Fast_GET_ITEM(items, 0));
        Py_DECREF(items);
        return z;
    }
    views = PyMem_Malloc((size_t)(n ? n : 1) * sizeof *views);
    if (!views) {
        Py_DECREF(items);
        return PyErr_NoMemory();
    }
    taken = view_items(views, PySequence_Fast_ITEMS(items), n, (size_t)Py_SIZE(self), &total);
    if (taken == n)
        z = join_views(self, views, n, total);
    while (taken--)
        byte_view_release(&views[taken]);
    PyMem_Free(views);
    Py_DECREF(items);
    return z;
}

/* `count` occurrences, which are there, of what are exchanged for with. */
static void copy_replaced(char *to, struct text t, struct text what, struct text with, Py_ssize_t count)
{
    Py_ssize_t at = 0, found_at;

    for (Py_ssize_t i = 0; i < count; i++) {
        found_at = what.n ? text_find(text_slice(t, at, t.n), what) : i > 0;
        memcpy(to, (const char *)t.data + at, (size_t)found_at);
        to += found_at;
        memcpy(to, with.data, (size_t)with.n);
        to += with.n;
        at += found_at + what.n;
    }
    memcpy(to, (const char *)t.data + at, (size_t)(t.n - at));
}

static PyObject *replace(PyObject *self, struct text what, struct text with, Py_ssize_t max)
{
    struct text t = bytes_text(self);
    Py_ssize_t count = text_count(t, what, max < 0 ? PY_SSIZE_T_MAX : max), grown = with.n - what.n;
    PyObject *z;

    if (count == 0)
        return bytes_copy_like(self);
    if (grown > 0 && count > (PY_SSIZE_T_MAX - t.n) / grown) {
        PyErr_SetString(PyExc_OverflowError, "replace bytes is too long");
        return NULL;
    }
    z = bytes_new_like(self, NULL, t.n + count * grown);
    if (z && Py_SIZE(z))
        copy_replaced(bytes_data(z), t, what, with, count);
    return z;
}

PyObject *bytes_replace(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    struct byte_view what, with;
    Py_ssize_t max = -1;
    PyObject *z;

    if (!_PyArg_CheckPositional("replace", n, 2, 3) || byte_view_get(&what, args[0]) < 0)
        return NULL;
    if (byte_view_get(&with, args[1]) < 0) {
        byte_view_release(&what);
        return NULL;
    }
    z = n > 2 && scalar_arg_ssize(args[2], &max) < 0 ? NULL : replace(self, what.text, with.text, max);
    byte_view_release(&what);
    byte_view_release(&with);
    return z;
}
