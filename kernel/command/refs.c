/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/refs.c -- `%refs NAME`: which containers refer to the object of this name in __main__ or builtins.
 *
 *     list at 20001a40: 3 references
 *       dict   at 20000e10: 1, as 'x'
 *       list   at 20001b00: 2, first as [4]
 *
 * What frames and C code hold is not in the heap; the difference to the number of references shows it.
 */
#include <string.h>

#include "heap/gc.h"
#include "kernel/command/command.h"
#include "kernel/console/complete.h"
#include "kernel/object/Python.h"

struct search {
    struct sink *out;
    struct json *json; /* NULL: text */
    PyObject *target;
    size_t found, here;
};

static int count_target(PyObject *op, void *arg)
{
    struct search *s = arg;

    s->here += op == s->target;
    return 0;
}

/* Where in a list, tuple or dict the target is first. */
static void show_place(struct sink *out, PyObject *holder, PyObject *target)
{
    if (PyDict_Check(holder)) {
        Py_ssize_t at = 0;
        PyObject *key, *value;

        while (PyDict_Next(holder, &at, &key, &value)) {
            if (key == target) {
                print(out, ", as a key");
                return;
            }
            if (value != target)
                continue;
            if (PyUnicode_Check(key) && PyUnicode_IS_ASCII(key))
                print(out, ", as '%s'", (const char *)PyUnicode_DATA(key));
            else
                print(out, ", as the value of a %s key", Py_TYPE(key)->tp_name);
            return;
        }
        return;
    }
    if (!PyList_Check(holder) && !PyTuple_Check(holder))
        return;
    for (Py_ssize_t i = 0; i < Py_SIZE(holder); i++)
        if ((PyList_Check(holder) ? PyList_GET_ITEM(holder, i) : PyTuple_GET_ITEM(holder, i)) == target) {
            print(out, ", as [%zd]", i);
            return;
        }
}

static int visit_holder(PyObject *op, void *arg)
{
    struct search *s = arg;

    s->here = 0;
    gc_traverse(op, count_target, s);
    if (!s->here)
        return 0;
    s->found += s->here;
    if (s->json) {
        json_open(s->json, NULL, '{');
        json_text(s->json, "type", Py_TYPE(op)->tp_name);
        json_address(s->json, "address", op);
        json_number(s->json, "references", s->here);
        json_close(s->json, '{');
    } else {
        print(s->out, "  %s at %p: %zu", Py_TYPE(op)->tp_name, (void *)op, s->here);
        show_place(s->out, op, s->target);
        print(s->out, "\n");
    }
    return 0;
}

void command_refs(const struct command_line *line, struct sink *out)
{
    struct json j = {out, 0};
    struct search s = {.out = out, .json = line->json ? &j : NULL, .target = name_find(line->word[0], line->length[0])};
    size_t count;

    if (!s.target) {
        if (line->json)
            print(out, "{}\n");
        else
            print(out, "no object is named %.*s\n", (int)line->length[0], line->word[0]);
        return;
    }
    count = _Py_IsImmortal(s.target) ? 0 : (size_t)Py_REFCNT(s.target);
    if (line->json) {
        json_open(&j, NULL, '{');
        json_text(&j, "type", Py_TYPE(s.target)->tp_name);
        json_address(&j, "address", s.target);
        json_number(&j, "references", count);
        json_open(&j, "holders", '[');
    } else if (_Py_IsImmortal(s.target))
        print(out, "%s at %p: immortal, in flash\n", Py_TYPE(s.target)->tp_name, (void *)s.target);
    else
        print(out, "%s at %p: %zu references\n", Py_TYPE(s.target)->tp_name, (void *)s.target, count);
    gc_walk(-1, visit_holder, &s);
    gc_walk(GC_FROZEN, visit_holder, &s);
    if (line->json) {
        json_close(&j, '[');
        json_number(&j, "found", s.found);
        json_close(&j, '{');
        print(out, "\n");
    } else if (s.found < count)
        print(out, "  %zu more from frames, C code, or untracked containers\n", count - s.found);
}
