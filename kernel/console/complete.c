/* SPDX-License-Identifier: MIT */
/*
 * kernel/console/complete.c -- completion of `name`, `a.b.name` and `%command`.
 *
 *     word before the cursor -> object its dotted part names -> names of that object that begin like the rest
 *     one candidate: it is inserted; several: what they share is inserted, or they are listed
 *
 * Runs no Python code and allocates nothing: it reads dictionaries, and the tables of types and modules.
 */
#include "kernel/console/complete.h"

#include "kernel/console/console.h"
#include "kernel/lang/lexer.h"
#include "kernel/object/Python.h"
#include "kernel/object/instance.h"
#include "kernel/print.h"

/* Candidates for a prefix: what they have in common, and how many there are. */
struct match {
    const char *prefix;
    size_t n;
    char common[COMPLETION_MAX];
    size_t shared;
    size_t count;
    int list; /* print each */
    size_t column;
};

static void add(struct match *m, const char *name, size_t length)
{
    if (length < m->n || memcmp(name, m->prefix, m->n) || (!m->n && name[0] == '_'))
        return;
    if (m->list) {
        print(&print_out, "%-18.*s", (int)length, name);
        if (++m->column % 4 == 0)
            console_puts("\n");
        return;
    }
    if (!m->count++) {
        m->shared = length < sizeof m->common ? length : sizeof m->common;
        memcpy(m->common, name, m->shared);
        return;
    }
    for (size_t i = 0; i < m->shared; i++)
        if (i == length || name[i] != m->common[i])
            m->shared = i;
}

static void add_text(struct match *m, const char *name)
{
    add(m, name, strlen(name));
}

static void add_dict(struct match *m, PyObject *dict)
{
    Py_ssize_t at = 0;
    PyObject *key;

    if (!dict)
        return;
    while (PyDict_Next(dict, &at, &key, NULL))
        if (PyUnicode_Check(key) && PyUnicode_IS_ASCII(key))
            add(m, PyUnicode_DATA(key), (size_t)PyUnicode_GET_LENGTH(key));
}

static void add_methods(struct match *m, const PyMethodDef *method)
{
    for (; method && method->ml_name; method++)
        add_text(m, method->ml_name);
}

static void add_type(struct match *m, const PyTypeObject *type)
{
    for (; type; type = type_base(type)) {
        add_dict(m, type->tp_dict);
        add_methods(m, type->tp_methods);
        for (const PyMemberDef *member = type->tp_members; member && member->name; member++)
            add_text(m, member->name);
        for (const PyGetSetDef *getset = type->tp_getset; getset && getset->name; getset++)
            add_text(m, getset->name);
    }
}

static void add_module(struct match *m, PyObject *module)
{
    const PyModuleDef *def = module_def(module);

    add_dict(m, ((PyModuleObject *)module)->md_dict);
    if (!def)
        return;
    add_methods(m, def->m_methods);
    for (const PyModuleDef_Slot *slot = def->m_slots; slot && slot->slot; slot++) {
        if (slot->slot == Py_mod_objects)
            for (const struct module_object *o = slot->value; o->name; o++)
                add(m, PyUnicode_DATA(o->name), (size_t)PyUnicode_GET_LENGTH(o->name));
        for (const struct module_name *n = module_names_of(slot); n && n->name; n++)
            add_text(m, n->name);
    }
}

/* Names of the instance itself: its dictionary, or its values under the keys of its class. */
static void add_instance(struct match *m, PyObject *op)
{
    const PyTypeObject *type = Py_TYPE(op);
    uintptr_t word;
    PyDictValues *values;

    if (!PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) || type->tp_dictoffset <= 0)
        return;
    word = *(uintptr_t *)((char *)op + type->tp_dictoffset);
    values = instance_word_values(word);
    if (!values) {
        add_dict(m, instance_word_dict(word));
        return;
    }
    const PyDictUnicodeEntry *entry = dict_keys_entries(((PyHeapTypeObject *)(uintptr_t)type)->ht_cached_keys);
    for (size_t i = 0; i < values->used; i++)
        if (values->values[i])
            add(m, PyUnicode_DATA(entry[i].me_key), (size_t)PyUnicode_GET_LENGTH(entry[i].me_key));
}

static void add_attributes(struct match *m, PyObject *op)
{
    if (PyModule_Check(op))
        add_module(m, op);
    else if (PyType_Check(op))
        add_type(m, (PyTypeObject *)op);
    else {
        add_instance(m, op);
        add_type(m, Py_TYPE(op));
    }
}

/* Borrowed value of a str key given as bytes, found by reading the dict from end to end. */
static PyObject *find_in_dict(PyObject *dict, const char *name, size_t n)
{
    Py_ssize_t at = 0;
    PyObject *key, *value;

    while (dict && PyDict_Next(dict, &at, &key, &value))
        if (PyUnicode_Check(key) && PyUnicode_IS_ASCII(key) && (size_t)PyUnicode_GET_LENGTH(key) == n &&
            !memcmp(PyUnicode_DATA(key), name, n))
            return value;
    return NULL;
}

static PyObject *main_dict(void)
{
    PyObject *module = find_in_dict(interp.modules, "__main__", 8);

    return module && PyModule_Check(module) ? ((PyModuleObject *)module)->md_dict : NULL;
}

/* What a dictionary says of one name inside op: modules, classes and instances with a real __dict__. */
static PyObject *find_attribute(PyObject *op, const char *name, size_t n)
{
    PyObject *found = NULL;

    if (PyModule_Check(op))
        return find_in_dict(((PyModuleObject *)op)->md_dict, name, n);
    if (PyType_Check(op))
        return find_in_dict(((PyTypeObject *)op)->tp_dict, name, n);
    if (PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_HEAPTYPE) && Py_TYPE(op)->tp_dictoffset > 0) {
        uintptr_t word = *(uintptr_t *)((char *)op + Py_TYPE(op)->tp_dictoffset);
        PyDictValues *values = instance_word_values(word);

        if (!values)
            return find_in_dict(instance_word_dict(word), name, n);
        const PyDictUnicodeEntry *entry = dict_keys_entries(((PyHeapTypeObject *)Py_TYPE(op))->ht_cached_keys);
        for (size_t i = 0; i < values->used && !found; i++)
            if ((size_t)PyUnicode_GET_LENGTH(entry[i].me_key) == n && !memcmp(PyUnicode_DATA(entry[i].me_key), name, n))
                found = values->values[i];
    }
    return found;
}

PyObject *name_find(const char *name, size_t n)
{
    PyObject *op = NULL;
    size_t from = 0;

    for (size_t at = 0; at <= n; at++) {
        if (at < n && name[at] != '.')
            continue;
        if (from)
            op = find_attribute(op, name + from, at - from);
        else if (!(op = find_in_dict(main_dict(), name, at)))
            op = find_in_dict(interp.builtins, name, at);
        if (!op)
            return NULL;
        from = at + 1;
    }
    return op;
}

static int is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

/* Fills m with the candidates for text[start..at), which is a dotted name or a command. */
static void gather(struct match *m, const char *text, size_t start, size_t at)
{
    PyObject *op = NULL;
    size_t from = start, dot;

    if (start > 0 && text[start - 1] == '%') {
        m->prefix = text + start;
        m->n = at - start;
        for (size_t i = 0; console_commands && console_commands->name(i); i++)
            add_text(m, console_commands->name(i));
        return;
    }
    for (dot = start; dot < at; dot++)
        if (text[dot] == '.')
            from = dot + 1;
    if (from > start && !(op = name_find(text + start, from - 1 - start)))
        return;
    m->prefix = text + from;
    m->n = at - from;
    if (op) {
        add_attributes(m, op);
        return;
    }
    add_dict(m, main_dict());
    if (interp.builtins_module)
        add_module(m, interp.builtins_module);
    for (int kind = T_KEYWORD + 1; kind < TOKEN_KIND_COUNT; kind++)
        add_text(m, token_text((enum token_kind)kind));
}

struct completion complete(const char *text, size_t at)
{
    struct completion c = {.n = 0};
    struct match m = {.count = 0};
    size_t start = at;

    while (start > 0 && (is_word(text[start - 1]) || text[start - 1] == '.'))
        start--;
    gather(&m, text, start, at);
    if (m.shared > m.n) {
        c.n = m.shared - m.n;
        memcpy(c.text, m.common + m.n, c.n);
    } else if (m.count > 1) {
        m.list = c.listed = 1;
        console_puts("\n");
        gather(&m, text, start, at);
        if (m.column % 4)
            console_puts("\n");
    }
    return c;
}
