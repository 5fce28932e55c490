/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/type_static.c -- attributes of const types: out of their tables, as descriptors made on demand.
 *
 *     (type, name) --> table of descriptors --found--> the same object as last time
 *                          | not there
 *                          v
 *                      slot wrapper, __new__, tp_methods, tp_members, tp_getset, __doc__, in this order; it enters the table
 *
 * Rules:
 *     D1  a descriptor stays in the table until interp_stop: identity is stable
 *     D2  names in the table are interned; at most three quarters of the places are in use
 */
#include "heap/gc.h"
#include "heap/trace.h"
#include "kernel/object/Python.h"
#include "kernel/object/structseq.h"
#include "kernel/object/type.h"

struct descr_entry {
    const PyTypeObject *type; /* NULL: empty */
    PyObject *name;           /* owned */
    PyObject *value;          /* owned */
};

struct descr_table {
    size_t mask, used;
    struct descr_entry entry[];
};

#define FIRST_SIZE 16

/* --- the table ---------------------------------------------------------------------------------------------------------------- */

static struct descr_table *table_new(size_t size)
{
    struct descr_table *t = PyMem_Calloc(1, sizeof *t + size * sizeof t->entry[0]);

    if (t)
        t->mask = size - 1;
    return t;
}

/* Where (type, name) is, or the empty place where it would be. */
static struct descr_entry *place(struct descr_table *t, const PyTypeObject *type, const PyObject *name)
{
    size_t i = (type->tp_version_tag * 31u + (uintptr_t)type / 8 + (uintptr_t)name / 8 + ((uintptr_t)name >> 10)) & t->mask;

    while (t->entry[i].type && (t->entry[i].type != type || t->entry[i].name != name))
        i = (i + 1) & t->mask;
    return &t->entry[i];
}

/* Room for one more. 0 or -1 with MemoryError. */
static int table_reserve(void)
{
    struct descr_table *old = interp.descrs, *t;

    if (old && (old->used + 1) * 4 <= (old->mask + 1) * 3)
        return 0;
    t = table_new(old ? (old->mask + 1) * 2 : FIRST_SIZE);
    if (!t) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t i = 0; old && i <= old->mask; i++)
        if (old->entry[i].type)
            *place(t, old->entry[i].type, old->entry[i].name) = old->entry[i];
    t->used = old ? old->used : 0;
    interp.descrs = t;
    PyMem_Free(old);
    return 0;
}

void type_static_stop(void)
{
    struct descr_table *t = interp.descrs;

    interp.descrs = NULL;
    for (size_t i = 0; t && i <= t->mask; i++)
        if (t->entry[i].type) {
            Py_DECREF(t->entry[i].name);
            Py_DECREF(t->entry[i].value);
        }
    PyMem_Free(t);
}

/* --- __new__ ------------------------------------------------------------------------------------------------------------------ */

/* A __new__ of C code makes objects of classes that share its layout only: otherwise fields would stay uninitialised. */
static int new_is_safe(PyTypeObject *type, PyTypeObject *subtype)
{
    const PyTypeObject *native = subtype;

    while (native && native->tp_new == slot_tp_new)
        native = native->tp_base;
    if (!native || native->tp_new == type->tp_new)
        return 1;
    PyErr_Format(PyExc_TypeError, "%s.__new__(%s) is not safe, use %s.__new__()", type->tp_name, subtype->tp_name,
                 native->tp_name);
    return 0;
}

static PyObject *call_new(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyTypeObject *type = (PyTypeObject *)self, *subtype;
    PyObject *first, *rest, *result;

    if (!PyTuple_GET_SIZE(args))
        return PyErr_Format(PyExc_TypeError, "%s.__new__(): not enough arguments", type->tp_name);
    first = PyTuple_GET_ITEM(args, 0);
    if (!PyType_Check(first))
        return PyErr_Format(PyExc_TypeError, "%s.__new__(X): X is not a type object (%s)", type->tp_name,
                            Py_TYPE(first)->tp_name);
    subtype = (PyTypeObject *)first;
    if (!PyType_IsSubtype(subtype, type))
        return PyErr_Format(PyExc_TypeError, "%s.__new__(%s): %s is not a subtype of %s", type->tp_name, subtype->tp_name,
                            subtype->tp_name, type->tp_name);
    if (!new_is_safe(type, subtype))
        return NULL;
    rest = PyTuple_GetSlice(args, 1, PyTuple_GET_SIZE(args));
    if (!rest)
        return NULL;
    result = type->tp_new(subtype, rest, kwds);
    Py_DECREF(rest);
    return result;
}

const PyMethodDef type_new_method = {"__new__", _PyCFunction_CAST(call_new), METH_VARARGS | METH_KEYWORDS, NULL};

PyTypeObject *type_of_new(PyObject *op)
{
    if (!PyCFunction_CheckExact(op) || ((PyCFunctionObject *)op)->m_ml != &type_new_method)
        return NULL;
    return (PyTypeObject *)PyCFunction_GetSelf(op);
}

/* --- making one ------------------------------------------------------------------------------------------------------------------ */

static int is_dunder(const char *name)
{
    return name[0] == '_' && name[1] == '_';
}

static int has_own_new(const PyTypeObject *type)
{
    const PyTypeObject *base = type_base(type);

    return type->tp_new && (!base || type->tp_new != base->tp_new);
}

static int hash_is_none(const PyTypeObject *type)
{
    const PyTypeObject *base = type_base(type);

    if (type->tp_hash)
        return type->tp_hash == PyObject_HashNotImplemented;
    return type->tp_richcompare && base && type->tp_richcompare != base->tp_richcompare;
}

static const PyMethodDef *find_method(const PyTypeObject *type, const char *name, int flags)
{
    for (const PyMethodDef *m = type->tp_methods; m && m->ml_name; m++)
        if ((m->ml_flags & flags) == flags && strcmp(m->ml_name, name) == 0)
            return m;
    return NULL;
}

static PyObject *make_method(PyTypeObject *type, const PyMethodDef *m)
{
    PyMethodDef *method = (PyMethodDef *)(uintptr_t)m;
    PyObject *function, *wrapper;

    if (m->ml_flags & METH_CLASS)
        return PyDescr_NewClassMethod(type, method);
    if (!(m->ml_flags & METH_STATIC))
        return PyDescr_NewMethod(type, method);
    function = PyCFunction_NewEx(method, (PyObject *)type, NULL);
    if (!function)
        return NULL;
    wrapper = PyStaticMethod_New(function);
    Py_DECREF(function);
    return wrapper;
}

/* Attributes that come from slots. New reference; NULL: none, or an exception. */
static PyObject *make_special(PyTypeObject *type, PyObject *name)
{
    if (name == _Py_ID(__hash__) && hash_is_none(type))
        return Py_None;
    for (size_t i = 0; i < slot_defs_count; i++)
        if (slot_defs[i].name == name && slot_defs[i].wrapper && slot_is_own(type, &slot_defs[i]))
            return descr_new_wrapper(type, &slot_defs[i], slot_get(type, &slot_defs[i]));
    if (name == _Py_ID(__new__) && has_own_new(type))
        return PyCFunction_NewEx((PyMethodDef *)(uintptr_t)&type_new_method, (PyObject *)type, NULL);
    return NULL;
}

PyObject *type_make_attr(PyTypeObject *type, PyObject *interned)
{
    const char *name;
    const PyMethodDef *method;
    PyObject *value;

    if (!PyUnicode_IS_ASCII(interned))
        return NULL;
    name = PyUnicode_AsUTF8(interned);
    if (is_dunder(name) && !find_method(type, name, METH_COEXIST)) {
        value = make_special(type, interned);
        if (value || PyErr_Occurred())
            return value;
    }
    method = find_method(type, name, 0);
    if (method)
        return make_method(type, method);
    for (PyMemberDef *m = type->tp_members; m && m->name; m++)
        if (strcmp(m->name, name) == 0)
            return PyDescr_NewMember(type, m);
    for (PyGetSetDef *g = type->tp_getset; g && g->name; g++)
        if (strcmp(g->name, name) == 0)
            return PyDescr_NewGetSet(type, g);
    if (structseq_is_type(type) && (value = structseq_class_attribute(type, name)) != NULL)
        return value;
    if (PyErr_Occurred())
        return NULL;
    if (interned == _Py_ID(__doc__))
        return type->tp_doc ? PyUnicode_FromString(type->tp_doc) : Py_None;
    return NULL;
}

/* Makes the attribute and enters it. Borrowed. */
static PyObject *make_entered(const PyTypeObject *type, PyObject *name)
{
    int count = gc_count(0);
    struct descr_entry *e;
    PyObject *value;

    trace_pause();
    value = type_make_attr((PyTypeObject *)(uintptr_t)type, name);
    gc_uncount(count);
    if (value && table_reserve() < 0)
        Py_CLEAR(value);
    trace_resume();
    if (!value)
        return NULL;
    e = place(interp.descrs, type, name);
    *e = (struct descr_entry){type, Py_NewRef(name), value};
    interp.descrs->used++;
    return value;
}

PyObject *type_static_lookup(const PyTypeObject *type, PyObject *name)
{
    PyObject *value = NULL;
    const struct descr_entry *e;

    if (!PyUnicode_CheckExact(name))
        return NULL;
    Py_INCREF(name);
    PyUnicode_InternInPlace(&name);
    if (PyUnicode_CHECK_INTERNED(name)) {
        e = interp.descrs ? place(interp.descrs, type, name) : NULL;
        value = e && e->type ? e->value : make_entered(type, name);
    } else {
        PyErr_NoMemory();
    }
    Py_DECREF(name);
    return value;
}

/* --- all of them ---------------------------------------------------------------------------------------------------------------- */

/* Whether slot_defs[i] is the first that gives the type this name. */
static int is_first(const PyTypeObject *type, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (slot_defs[k].name == slot_defs[i].name && slot_defs[k].wrapper && slot_is_own(type, &slot_defs[k]))
            return 0;
    return 1;
}

static int each_special(const PyTypeObject *type, int (*f)(const char *name, void *arg), void *arg)
{
    int result = 0;

    for (size_t i = 0; !result && i < slot_defs_count; i++)
        if (slot_defs[i].wrapper && slot_is_own(type, &slot_defs[i]) && is_first(type, i))
            result = f(PyUnicode_AsUTF8(slot_defs[i].name), arg);
    if (!result && has_own_new(type))
        result = f("__new__", arg);
    if (!result && hash_is_none(type) && !type->tp_hash)
        result = f("__hash__", arg);
    return result;
}

int type_static_each(const PyTypeObject *type, int (*f)(const char *name, void *arg), void *arg)
{
    int result = each_special(type, f, arg);

    for (const PyMethodDef *m = type->tp_methods; !result && m && m->ml_name; m++)
        result = f(m->ml_name, arg);
    for (const PyMemberDef *m = type->tp_members; !result && m && m->name; m++)
        result = f(m->name, arg);
    for (const PyGetSetDef *g = type->tp_getset; !result && g && g->name; g++)
        result = f(g->name, arg);
    for (const char *const *name = structseq_class_names; !result && structseq_is_type(type) && *name; name++)
        result = f(*name, arg);
    return result ? result : f("__doc__", arg);
}
