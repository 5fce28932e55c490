/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/leaks.c -- `%leaks`: which objects that were there at the mark hold objects that are new since: what keeps growing
 * holds what leaks.
 *
 *     list at 20001a40, 'cache': 12 new, Node
 *     dict at 20000e10: 2 new, list
 *
 * Names are those in __main__. What frames hold is in no object.
 */
#include "heap/gc.h"
#include "kernel/command/census.h"
#include "kernel/command/mark.h"
#include "kernel/object/Python.h"

#define HOLDERS 24

struct holder {
    PyObject *object;
    const PyTypeObject *type; /* of the first new object that it holds */
    size_t count;
};

struct search {
    struct holder holder[HOLDERS]; /* most first */
    size_t n;
    struct holder now;
};

static int look(PyObject *op, void *arg)
{
    struct search *s = arg;

    if (_Py_IsImmortal(op) || mark_knows(op))
        return 0;
    if (!s->now.count++)
        s->now.type = Py_TYPE(op);
    return 0;
}

static int look_into(PyObject *op, void *arg)
{
    struct search *s = arg;
    size_t k;

    if (!mark_knows(op))
        return 0;
    s->now = (struct holder){op, NULL, 0};
    gc_traverse(op, look, s);
    for (k = s->n; k > 0 && s->holder[k - 1].count < s->now.count; k--)
        if (k < HOLDERS)
            s->holder[k] = s->holder[k - 1];
    if (k < HOLDERS && s->now.count) {
        s->holder[k] = s->now;
        s->n += s->n < HOLDERS;
    }
    return 0;
}

/* What __main__ calls it, or NULL. */
static const char *name_of(PyObject *op)
{
    PyObject *module = PyDict_GetItem(interp.modules, _Py_ID(__main__)), *key, *value;
    Py_ssize_t at = 0;

    if (!module)
        return NULL;
    if (op == PyModule_GetDict(module))
        return "__main__";
    while (PyDict_Next(PyModule_GetDict(module), &at, &key, &value))
        if (value == op && PyUnicode_Check(key) && PyUnicode_IS_ASCII(key))
            return (const char *)PyUnicode_DATA(key);
    return NULL;
}

static void show(struct sink *out, const struct holder *h)
{
    const char *name = name_of(h->object);

    print(out, "%s at %p", Py_TYPE(h->object)->tp_name, (void *)h->object);
    if (name)
        print(out, ", '%s'", name);
    print(out, ": %zu new, %s\n", h->count, h->type->tp_name);
}

static void show_json(struct json *j, const struct holder *h)
{
    const char *name = name_of(h->object);

    json_open(j, NULL, '{');
    json_text(j, "holder", Py_TYPE(h->object)->tp_name);
    json_address(j, "address", h->object);
    if (name)
        json_text(j, "name", name);
    json_number(j, "new", h->count);
    json_text(j, "type", h->type->tp_name);
    json_close(j, '{');
}

void command_leaks(const struct command_line *line, struct sink *out)
{
    struct search s = {.n = 0};
    struct json j = {out, 0};

    if (!mark_is_set()) {
        mark_missing(line, out);
        return;
    }
    gc_walk(-1, look_into, &s);
    gc_walk(GC_FROZEN, look_into, &s);
    if (line->json)
        json_open(&j, NULL, '[');
    else if (!s.n)
        print(out, "no object from before the mark holds a new one\n");
    for (size_t i = 0; i < s.n; i++)
        if (line->json)
            show_json(&j, &s.holder[i]);
        else
            show(out, &s.holder[i]);
    if (line->json) {
        json_close(&j, '[');
        print(out, "\n");
    }
}
