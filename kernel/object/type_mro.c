/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/type_mro.c -- bases of a class: the order in which they are asked, and which one decides about the layout.
 *
 * The order is C3: the class itself, then what merging gives of the orders of its bases and the list of the bases: again and again the
 * first head that is in no other tail.
 */
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

/* --- C3 ----------------------------------------------------------------------------------------------------------------------- */

/* Sequences to merge: items of tuple from `next` on are left. */
struct strand {
    PyObject *tuple;
    Py_ssize_t next;
};

static PyObject *head(const struct strand *s)
{
    return s->next < PyTuple_GET_SIZE(s->tuple) ? PyTuple_GET_ITEM(s->tuple, s->next) : NULL;
}

static int in_a_tail(const struct strand *strands, Py_ssize_t n, const PyObject *cls)
{
    for (Py_ssize_t i = 0; i < n; i++)
        for (Py_ssize_t k = strands[i].next + 1; k < PyTuple_GET_SIZE(strands[i].tuple); k++)
            if (PyTuple_GET_ITEM(strands[i].tuple, k) == cls)
                return 1;
    return 0;
}

/* "(MRO) for bases A, B": the heads that are left, each once. */
static void error_no_order(const struct strand *strands, Py_ssize_t n)
{
    PyObject *names = PyUnicode_FromString("");

    for (Py_ssize_t i = 0; names && i < n; i++) {
        PyObject *cls = head(&strands[i]);
        Py_ssize_t k = 0;

        while (cls && k < i && head(&strands[k]) != cls)
            k++;
        if (!cls || k < i)
            continue;
        PyObject *longer = PyUnicode_FromFormat(PyUnicode_GET_LENGTH(names) ? "%U, %s" : "%U%s", names,
                                                ((PyTypeObject *)cls)->tp_name);
        Py_DECREF(names);
        names = longer;
    }
    if (names)
        PyErr_Format(PyExc_TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases %U", names);
    Py_XDECREF(names);
}

/* Appends the merge of the strands to list. 0 or -1. */
static int merge(PyObject *list, struct strand *strands, Py_ssize_t n)
{
    for (;;) {
        PyObject *next = NULL;
        int left = 0;

        for (Py_ssize_t i = 0; !next && i < n; i++) {
            PyObject *cls = head(&strands[i]);

            left |= cls != NULL;
            if (cls && !in_a_tail(strands, n, cls))
                next = cls;
        }
        if (!next) {
            if (left)
                error_no_order(strands, n);
            return left ? -1 : 0;
        }
        if (PyList_Append(list, next) < 0)
            return -1;
        for (Py_ssize_t i = 0; i < n; i++)
            strands[i].next += head(&strands[i]) == next;
    }
}

/* 0, or -1 with TypeError when a base is there twice. */
static int check_duplicates(PyObject *bases)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); i++)
        for (Py_ssize_t k = 0; k < i; k++)
            if (PyTuple_GET_ITEM(bases, i) == PyTuple_GET_ITEM(bases, k)) {
                PyErr_Format(PyExc_TypeError, "duplicate base class %s",
                             ((PyTypeObject *)PyTuple_GET_ITEM(bases, i))->tp_name);
                return -1;
            }
    return 0;
}

PyObject *mro_c3(PyTypeObject *type)
{
    PyObject *bases = type->tp_bases, *list = NULL;
    Py_ssize_t n = PyTuple_GET_SIZE(bases), made = 0;
    struct strand *strands;
    int result = -1;

    if (check_duplicates(bases) < 0)
        return NULL;
    strands = PyMem_Malloc(((size_t)n + 1) * sizeof *strands);
    if (!strands)
        return PyErr_NoMemory();
    for (; made < n; made++) {
        strands[made] = (struct strand){type_mro((PyTypeObject *)PyTuple_GET_ITEM(bases, made)), 0};
        if (!strands[made].tuple)
            goto done;
    }
    strands[n] = (struct strand){bases, 0};
    list = PyList_New(0);
    if (list && PyList_Append(list, (PyObject *)type) == 0)
        result = merge(list, strands, n + 1);
done:
    while (made--)
        Py_DECREF(strands[made].tuple);
    PyMem_Free(strands);
    if (result < 0)
        Py_CLEAR(list);
    return list;
}

/* What a metaclass's mro() returned must be classes with a layout that fits. 0 or -1. */
static int check_mro(PyTypeObject *type, PyObject *mro)
{
    const PyTypeObject *solid = solid_base(type);

    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(mro); i++) {
        PyObject *cls = PyTuple_GET_ITEM(mro, i);

        if (!PyType_Check(cls)) {
            PyErr_Format(PyExc_TypeError, "mro() returned a non-class ('%.500s')", Py_TYPE(cls)->tp_name);
            return -1;
        }
        if (!PyType_IsSubtype(solid, solid_base((PyTypeObject *)cls))) {
            PyErr_Format(PyExc_TypeError, "mro() returned base with unsuitable layout ('%.500s')",
                         ((PyTypeObject *)cls)->tp_name);
            return -1;
        }
    }
    return 0;
}

int mro_set(PyTypeObject *type)
{
    int custom = !Py_IS_TYPE(type, &PyType_Type);
    PyObject *list = custom ? call_special((PyObject *)type, _Py_ID(mro), NULL, 0) : mro_c3(type), *tuple;

    if (!list)
        return -1;
    tuple = PySequence_Tuple(list);
    Py_DECREF(list);
    if (!tuple)
        return -1;
    if (custom && check_mro(type, tuple) < 0) {
        Py_DECREF(tuple);
        return -1;
    }
    Py_XSETREF(type->tp_mro, tuple);
    return 0;
}

/* --- layout --------------------------------------------------------------------------------------------------------------------- */

/* Whether instances of type have fields, beside __dict__ and __weakref__, that those of base have not. */
static int extends_layout(const PyTypeObject *type, const PyTypeObject *base)
{
    Py_ssize_t size = type->tp_basicsize, word = sizeof(PyObject *);

    if (type->tp_itemsize || base->tp_itemsize)
        return type->tp_itemsize != base->tp_itemsize ||
               size - (type->tp_dictoffset < 0 && !base->tp_dictoffset ? word : 0) != base->tp_basicsize;
    if (type_is_heap(type) && type->tp_weaklistoffset && !base->tp_weaklistoffset && type->tp_weaklistoffset + word == size)
        size -= word;
    if (type_is_heap(type) && type->tp_dictoffset && !base->tp_dictoffset && type->tp_dictoffset + word == size)
        size -= word;
    return size != base->tp_basicsize;
}

const PyTypeObject *solid_base(const PyTypeObject *type)
{
    const PyTypeObject *base = type_base(type);

    if (!base)
        return type;
    return extends_layout(type, base) ? type : solid_base(base);
}

PyTypeObject *best_base(PyObject *bases)
{
    const PyTypeObject *winner = NULL;
    PyTypeObject *best = NULL;

    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); i++) {
        PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(bases, i);

        if (!PyType_Check(base)) {
            PyErr_SetString(PyExc_TypeError, "bases must be types");
            return NULL;
        }
        if (!PyType_HasFeature(base, Py_TPFLAGS_BASETYPE)) {
            PyErr_Format(PyExc_TypeError, "type '%.100s' is not an acceptable base type", base->tp_name);
            return NULL;
        }
        const PyTypeObject *candidate = solid_base(base);
        if (!winner || (!PyType_IsSubtype(winner, candidate) && PyType_IsSubtype(candidate, winner))) {
            winner = candidate;
            best = base;
        } else if (!PyType_IsSubtype(winner, candidate)) {
            PyErr_SetString(PyExc_TypeError, "multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return best;
}

PyTypeObject *_PyType_CalculateMetaclass(PyTypeObject *metatype, PyObject *bases)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); i++) {
        PyTypeObject *of_base = Py_TYPE(PyTuple_GET_ITEM(bases, i));

        if (PyType_IsSubtype(metatype, of_base))
            continue;
        if (!PyType_IsSubtype(of_base, metatype)) {
            PyErr_SetString(PyExc_TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass "
                                             "of the metaclasses of all its bases");
            return NULL;
        }
        metatype = of_base;
    }
    return metatype;
}

/* --- changing the class of an instance, the bases of a class ------------------------------------------------------------------------ */

/* A class that adds nothing to the layout of its base. */
static int same_as_base(const PyTypeObject *type)
{
    const PyTypeObject *base = type_base(type);

    return base && type->tp_basicsize == base->tp_basicsize && type->tp_itemsize == base->tp_itemsize &&
           type->tp_dictoffset == base->tp_dictoffset && type->tp_weaklistoffset == base->tp_weaklistoffset &&
           PyType_IS_GC(type) == PyType_IS_GC(base);
}

/* Both add the same members, __dict__ and __weakref__ to the same base. */
static int same_additions(const PyTypeObject *a, const PyTypeObject *b)
{
    if (!type_is_heap(a) || !type_is_heap(b) || a->tp_basicsize != b->tp_basicsize || a->tp_dictoffset != b->tp_dictoffset ||
        a->tp_weaklistoffset != b->tp_weaklistoffset)
        return 0;
    if (Py_SIZE(a) != Py_SIZE(b))
        return 0;
    return !Py_SIZE(a) || PyObject_RichCompareBool(heap_type(a)->ht_slots, heap_type(b)->ht_slots, Py_EQ) == 1;
}

int compatible_for_assignment(PyTypeObject *old, PyTypeObject *new, const char *attribute)
{
    const PyTypeObject *a = old, *b = new;

    if (new->tp_free != old->tp_free) {
        PyErr_Format(PyExc_TypeError, "%s assignment: '%s' deallocator differs from '%s'", attribute, new->tp_name, old->tp_name);
        return 0;
    }
    while (same_as_base(a))
        a = type_base(a);
    while (same_as_base(b))
        b = type_base(b);
    if (a == b || (type_base(a) == type_base(b) && same_additions(a, b)))
        return 1;
    if (!PyErr_Occurred())
        PyErr_Format(PyExc_TypeError, "%s assignment: '%s' object layout differs from '%s'", attribute, new->tp_name,
                     old->tp_name);
    return 0;
}

/* By tp_base alone: an mro() that assigns bases itself comes here before the orders are made anew. */
static int has_base(PyObject *derived, const PyTypeObject *type)
{
    for (const PyTypeObject *t = (PyTypeObject *)derived; t; t = type_base(t))
        if (t == type)
            return 1;
    return 0;
}

/* What `value` must be to become the bases of type. 0, or -1 with TypeError. */
static int check_bases(PyTypeObject *type, PyObject *value)
{
    if (!type_is_heap(type) || PyType_HasFeature(type, Py_TPFLAGS_IMMUTABLETYPE)) {
        PyErr_Format(PyExc_TypeError, "cannot set '__bases__' attribute of immutable type '%s'", type->tp_name);
        return -1;
    }
    if (!value) {
        PyErr_Format(PyExc_TypeError, "cannot delete '__bases__' attribute of immutable type '%s'", type->tp_name);
        return -1;
    }
    if (!PyTuple_Check(value)) {
        PyErr_Format(PyExc_TypeError, "can only assign tuple to %s.__bases__, not %s", type->tp_name, Py_TYPE(value)->tp_name);
        return -1;
    }
    if (!PyTuple_GET_SIZE(value)) {
        PyErr_Format(PyExc_TypeError, "can only assign non-empty tuple to %s.__bases__, not ()", type->tp_name);
        return -1;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(value); i++) {
        PyObject *base = PyTuple_GET_ITEM(value, i);

        if (!PyType_Check(base)) {
            PyErr_Format(PyExc_TypeError, "%s.__bases__ must be tuple of classes, not '%s'", type->tp_name,
                         Py_TYPE(base)->tp_name);
            return -1;
        }
        if (PyType_IsSubtype((PyTypeObject *)base, type) || has_base(base, type)) {
            PyErr_SetString(PyExc_TypeError, "a __bases__ item causes an inheritance cycle");
            return -1;
        }
    }
    return 0;
}

static int refresh_order(PyTypeObject *heir, void *unused)
{
    return mro_set(heir);
}

static int refresh_slots(PyTypeObject *heir, void *unused)
{
    if (type_resolve_slots(heir) < 0)
        return -1;
    type_choose_vectorcall(heir);
    return 0;
}

int type_set_bases(PyObject *self, PyObject *value, void *closure)
{
    PyTypeObject *type = (PyTypeObject *)self, *base, *old_base;
    PyObject *old_bases;

    if (check_bases(type, value) < 0)
        return -1;
    base = best_base(value);
    if (!base || !compatible_for_assignment(type->tp_base, base, "__bases__"))
        return -1;
    old_bases = type->tp_bases;
    old_base = type->tp_base;
    type->tp_bases = Py_NewRef(value);
    type->tp_base = (PyTypeObject *)Py_NewRef(base);
    if (type_each_heir(type, refresh_order, NULL) != 0) {
        PyObject *error = PyErr_GetRaisedException();

        Py_SETREF(type->tp_bases, old_bases);
        Py_SETREF(type->tp_base, old_base);
        type_each_heir(type, refresh_order, NULL);
        PyErr_SetRaisedException(error);
        return -1;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(value); i++)
        if (type_is_heap((PyTypeObject *)PyTuple_GET_ITEM(value, i)))
            heap_type(PyTuple_GET_ITEM(value, i))->ht_parent = 1;
    type_new_version(type);
    int result = type_each_heir(type, refresh_slots, NULL);
    Py_DECREF(old_bases);
    Py_DECREF(old_base);
    return result;
}
