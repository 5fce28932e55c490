/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/union.c -- types as annotations write them: `int | None` and `list[int]`.
 */
#include "heap/weakref.h"
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"
#include "kernel/object/union.h"

#define UNION_ARGS(op) (((PyUnionObject *)(op))->args)
#define ALIAS(op) ((PyGenericAliasObject *)(op))

/* --- text ----------------------------------------------------------------------------------------------------------------------- */

/* A type by its qualified name, anything else as repr() has it. New reference. */
static PyObject *type_text(PyObject *op)
{
    if (op == Py_Ellipsis)
        return PyUnicode_FromString("...");
    if (Py_IS_TYPE(op, &PyType_Type) && op == (PyObject *)&_PyNone_Type)
        return PyUnicode_FromString("None");
    return PyType_Check(op) ? type_fullname((PyTypeObject *)op) : PyObject_Repr(op);
}

/* The texts of a tuple's or list's items, with a separator between. New reference. */
static PyObject *join_texts(PyObject *items, const char *separator)
{
    PyObject *list = PyList_New(0), *sep = PyUnicode_FromString(separator), *result = NULL;

    for (Py_ssize_t i = 0; list && i < PySequence_Fast_GET_SIZE(items); i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(items, i), *text;

        if (PyList_Check(item)) {
            PyObject *inner = join_texts(item, ", ");

            text = inner ? PyUnicode_FromFormat("[%U]", inner) : NULL;
            Py_XDECREF(inner);
        } else {
            text = type_text(item);
        }
        if (!text || PyList_Append(list, text) < 0)
            Py_CLEAR(list);
        Py_XDECREF(text);
    }
    if (list && sep)
        result = PyUnicode_Join(sep, list);
    Py_XDECREF(sep);
    Py_XDECREF(list);
    return result;
}

/* --- union ---------------------------------------------------------------------------------------------------------------------- */

static int may_be_member(PyObject *op)
{
    return op == Py_None || PyType_Check(op) || PyUnion_Check(op) || Py_IS_TYPE(op, &Py_GenericAliasType);
}

/* Adds one type, or those of a union, to the list, each once. 0 or -1. */
static int add_member(PyObject *list, PyObject *op)
{
    int found;

    if (PyUnion_Check(op)) {
        for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(UNION_ARGS(op)); i++)
            if (add_member(list, PyTuple_GET_ITEM(UNION_ARGS(op), i)) < 0)
                return -1;
        return 0;
    }
    if (op == Py_None)
        op = (PyObject *)&_PyNone_Type;
    found = PySequence_Contains(list, op);
    return found ? (found < 0 ? -1 : 0) : PyList_Append(list, op);
}

PyObject *union_or(PyObject *a, PyObject *b)
{
    PyObject *list, *args = NULL;
    PyUnionObject *u;

    if (!may_be_member(a) || !may_be_member(b))
        Py_RETURN_NOTIMPLEMENTED;
    list = PyList_New(0);
    if (list && add_member(list, a) == 0 && add_member(list, b) == 0)
        args = PyList_AsTuple(list);
    Py_XDECREF(list);
    if (!args)
        return NULL;
    if (PyTuple_GET_SIZE(args) == 1) {
        PyObject *only = Py_NewRef(PyTuple_GET_ITEM(args, 0));

        Py_DECREF(args);
        return only;
    }
    u = PyObject_GC_New(PyUnionObject, &_PyUnion_Type);
    if (!u) {
        Py_DECREF(args);
        return NULL;
    }
    u->args = args;
    PyObject_GC_Track(u);
    return (PyObject *)u;
}

static void union_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(UNION_ARGS(self));
    PyObject_GC_Del(self);
}

static int union_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(UNION_ARGS(self));
    return 0;
}

static PyObject *union_repr(PyObject *self)
{
    return join_texts(UNION_ARGS(self), " | ");
}

/* frozenset of the members: their order does not matter. */
static PyObject *as_set(PyObject *self)
{
    return PyFrozenSet_New(UNION_ARGS(self));
}

static Py_hash_t union_hash(PyObject *self)
{
    PyObject *set = as_set(self);
    Py_hash_t hash;

    if (!set)
        return -1;
    hash = PyObject_Hash(set);
    Py_DECREF(set);
    return hash;
}

static PyObject *union_richcompare(PyObject *a, PyObject *b, int op)
{
    PyObject *x, *y, *result = NULL;

    if (!PyUnion_Check(b) || (op != Py_EQ && op != Py_NE))
        Py_RETURN_NOTIMPLEMENTED;
    x = as_set(a);
    y = as_set(b);
    if (x && y)
        result = PyObject_RichCompare(x, y, op);
    Py_XDECREF(x);
    Py_XDECREF(y);
    return result;
}

/* isinstance(x, int | str) and issubclass: any member will do. */
static PyObject *check_each(PyObject *self, PyObject *op, int (*check)(PyObject *, PyObject *), const char *what)
{
    PyObject *args = UNION_ARGS(self);
    int result = 0;

    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args); i++)
        if (Py_IS_TYPE(PyTuple_GET_ITEM(args, i), &Py_GenericAliasType))
            return PyErr_Format(PyExc_TypeError, "%s() argument 2 cannot be a parameterized generic", what);
    for (Py_ssize_t i = 0; !result && i < PyTuple_GET_SIZE(args); i++)
        result = check(op, PyTuple_GET_ITEM(args, i));
    return result < 0 ? NULL : PyBool_FromLong(result);
}

static PyObject *union_instancecheck(PyObject *self, PyObject *op)
{
    return check_each(self, op, PyObject_IsInstance, "isinstance");
}

static PyObject *union_subclasscheck(PyObject *self, PyObject *cls)
{
    if (!PyType_Check(cls)) {
        PyErr_SetString(PyExc_TypeError, "issubclass() arg 1 must be a class");
        return NULL;
    }
    return check_each(self, cls, PyObject_IsSubclass, "issubclass");
}

static const PyMethodDef union_methods[] = {
    {"__instancecheck__", union_instancecheck, METH_O, NULL},
    {"__subclasscheck__", union_subclasscheck, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef union_members[] = {
    {"__args__", T_OBJECT, offsetof(PyUnionObject, args), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyNumberMethods as_number = {
    .nb_or = union_or,
};

const PyTypeObject _PyUnion_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "types.UnionType",
    .tp_basicsize = sizeof(PyUnionObject),
    .tp_dealloc = union_dealloc,
    .tp_repr = union_repr,
    .tp_as_number = CONST_SLOT(&as_number),
    .tp_hash = union_hash,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_traverse = union_traverse,
    .tp_richcompare = union_richcompare,
    .tp_methods = CONST_SLOT(union_methods),
    .tp_members = CONST_SLOT(union_members),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(UnionType),
};

/* --- generic alias ---------------------------------------------------------------------------------------------------------------- */

static PyObject *new_alias(PyTypeObject *type, PyObject *origin, PyObject *args)
{
    PyObject *tuple = PyTuple_Check(args) ? Py_NewRef(args) : PyTuple_Pack(1, args);
    PyGenericAliasObject *alias = tuple ? (PyGenericAliasObject *)type->tp_alloc(type, 0) : NULL;

    if (!alias) {
        Py_XDECREF(tuple);
        return NULL;
    }
    alias->origin = Py_NewRef(origin);
    alias->args = tuple;
    return (PyObject *)alias;
}

PyObject *Py_GenericAlias(PyObject *origin, PyObject *args)
{
    return new_alias(CONST_TYPE(Py_GenericAliasType), origin, args);
}

static PyObject *alias_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *origin, *parameters;

    if (!_PyArg_NoKeywords("GenericAlias", kwds) || !PyArg_UnpackTuple(args, "GenericAlias", 2, 2, &origin, &parameters))
        return NULL;
    return new_alias(type, origin, parameters);
}

static void alias_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    if (ALIAS(self)->weakreflist)
        PyObject_ClearWeakRefs(self);
    Py_XDECREF(ALIAS(self)->origin);
    Py_XDECREF(ALIAS(self)->args);
    Py_TYPE(self)->tp_free(self);
}

static int alias_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(ALIAS(self)->origin);
    Py_VISIT(ALIAS(self)->args);
    return 0;
}

static PyObject *alias_repr(PyObject *self)
{
    PyObject *origin = type_text(ALIAS(self)->origin), *args = join_texts(ALIAS(self)->args, ", "), *result = NULL;

    if (origin && args)
        result = PyUnicode_FromFormat("%U[%U]", origin, PyTuple_GET_SIZE(ALIAS(self)->args) ? args : _Py_STR_EMPTY);
    Py_XDECREF(origin);
    Py_XDECREF(args);
    return result;
}

static Py_hash_t alias_hash(PyObject *self)
{
    Py_hash_t of_origin = PyObject_Hash(ALIAS(self)->origin), of_args;

    if (of_origin == -1)
        return -1;
    of_args = PyObject_Hash(ALIAS(self)->args);
    return of_args == -1 || (of_origin ^ of_args) != -1 ? (of_args == -1 ? -1 : of_origin ^ of_args) : -2;
}

static PyObject *alias_richcompare(PyObject *a, PyObject *b, int op)
{
    int equal;

    if (!Py_IS_TYPE(b, &Py_GenericAliasType) || (op != Py_EQ && op != Py_NE))
        Py_RETURN_NOTIMPLEMENTED;
    equal = PyObject_RichCompareBool(ALIAS(a)->origin, ALIAS(b)->origin, Py_EQ);
    if (equal == 1)
        equal = PyObject_RichCompareBool(ALIAS(a)->args, ALIAS(b)->args, Py_EQ);
    return equal < 0 ? NULL : PyBool_FromLong(equal == (op == Py_EQ));
}

static PyObject *alias_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    return PyObject_Call(ALIAS(self)->origin, args, kwds);
}

/* Attributes are the origin's, but for those that describe the alias. */
static PyObject *alias_getattro(PyObject *self, PyObject *name)
{
    static const char *const own[] = {"__class__", "__origin__", "__args__", "__parameters__", "__mro_entries__", "__reduce__",
                                      "__reduce_ex__", "__copy__", "__deepcopy__", "__instancecheck__", "__subclasscheck__"};

    if (PyUnicode_Check(name))
        for (size_t i = 0; i < Py_ARRAY_LENGTH(own); i++)
            if (PyUnicode_CompareWithASCIIString(name, own[i]) == 0)
                return PyObject_GenericGetAttr(self, name);
    return PyObject_GetAttr(ALIAS(self)->origin, name);
}

static PyObject *alias_mro_entries(PyObject *self, PyObject *bases)
{
    return PyTuple_Pack(1, ALIAS(self)->origin);
}

static PyObject *alias_instancecheck(PyObject *self, PyObject *op)
{
    PyErr_SetString(PyExc_TypeError, "isinstance() argument 2 cannot be a parameterized generic");
    return NULL;
}

static PyObject *alias_subclasscheck(PyObject *self, PyObject *cls)
{
    PyErr_SetString(PyExc_TypeError, "issubclass() argument 2 cannot be a parameterized generic");
    return NULL;
}

static PyObject *alias_reduce(PyObject *self, PyObject *unused)
{
    return Py_BuildValue("O(OO)", &Py_GenericAliasType, ALIAS(self)->origin, ALIAS(self)->args);
}

static PyObject *alias_parameters(PyObject *self, void *closure)
{
    return PyTuple_New(0);
}

static const PyMethodDef alias_methods[] = {
    {"__mro_entries__", alias_mro_entries, METH_O, NULL},
    {"__instancecheck__", alias_instancecheck, METH_O, NULL},
    {"__subclasscheck__", alias_subclasscheck, METH_O, NULL},
    {"__reduce__", alias_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef alias_members[] = {
    {"__origin__", T_OBJECT, offsetof(PyGenericAliasObject, origin), READONLY, NULL},
    {"__args__", T_OBJECT, offsetof(PyGenericAliasObject, args), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef alias_getset[] = {
    {"__parameters__", alias_parameters, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject Py_GenericAliasType = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "types.GenericAlias",
    .tp_basicsize = sizeof(PyGenericAliasObject),
    .tp_dealloc = alias_dealloc,
    .tp_repr = alias_repr,
    .tp_as_number = CONST_SLOT(&as_number),
    .tp_hash = alias_hash,
    .tp_call = alias_call,
    .tp_getattro = alias_getattro,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_traverse = alias_traverse,
    .tp_richcompare = alias_richcompare,
    .tp_weaklistoffset = offsetof(PyGenericAliasObject, weakreflist),
    .tp_methods = CONST_SLOT(alias_methods),
    .tp_members = CONST_SLOT(alias_members),
    .tp_getset = CONST_SLOT(alias_getset),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = alias_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(GenericAlias),
};
