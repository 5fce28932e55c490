/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/base_object.c -- `object`: what every object has that has nothing of its own.
 */
#include "kernel/object/Python.h"
#include "kernel/object/instance.h"
#include "kernel/object/reduce.h"
#include "kernel/object/type.h"

/* --- slots -------------------------------------------------------------------------------------------------------------------- */

PyObject *object_repr(PyObject *op)
{
    PyObject *name = type_fullname(Py_TYPE(op));

    if (!name)
        return NULL;
    PyObject *result = PyUnicode_FromFormat("<%U object at %p>", name, op);
    Py_DECREF(name);
    return result;
}

PyObject *object_str(PyObject *op)
{
    return PyObject_Repr(op);
}

PyObject *object_richcompare(PyObject *a, PyObject *b, int op)
{
    richcmpfunc compare = Py_TYPE(a)->tp_richcompare;

    if (op == Py_EQ && a == b)
        Py_RETURN_TRUE;
    if (op != Py_NE || !compare || compare == object_richcompare) {
        if (op == Py_NE && a == b)
            Py_RETURN_FALSE;
        Py_RETURN_NOTIMPLEMENTED;
    }
    /* By default != is the contrary of ==. */
    PyObject *result = compare(a, b, Py_EQ);
    if (!result || result == Py_NotImplemented)
        return result;
    int truth = PyObject_IsTrue(result);
    Py_DECREF(result);
    return truth < 0 ? NULL : PyBool_FromLong(!truth);
}

void object_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    if (type->tp_free)
        type->tp_free(self);
    else
        PyObject_Del(self);
}

static int has_arguments(PyObject *args, PyObject *kwds)
{
    return PyTuple_GET_SIZE(args) || (kwds && PyDict_GET_SIZE(kwds));
}

/* "a, b" of the type's __abstractmethods__, sorted. New reference. */
static PyObject *abstract_names(PyTypeObject *type, Py_ssize_t *count)
{
    PyObject *set = type_getattr(type, _Py_ID(__abstractmethods__), 0);
    PyObject *list = set ? PySequence_List(set) : NULL;
    PyObject *comma = list && PyList_Sort(list) == 0 ? PyUnicode_FromString(", ") : NULL;
    PyObject *names = comma ? PyUnicode_Join(comma, list) : NULL;

    *count = list ? PyList_GET_SIZE(list) : 0;
    Py_XDECREF(comma);
    Py_XDECREF(list);
    Py_XDECREF(set);
    return names;
}

PyObject *object_tp_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    if (has_arguments(args, kwds)) {
        if (type->tp_new != object_tp_new) {
            PyErr_SetString(PyExc_TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
            return NULL;
        }
        if (!type->tp_init || type->tp_init == object_tp_init)
            return PyErr_Format(PyExc_TypeError, "%.200s() takes no arguments", type->tp_name);
    }
    if (PyType_HasFeature(type, Py_TPFLAGS_IS_ABSTRACT)) {
        Py_ssize_t n;
        PyObject *names = abstract_names(type, &n);

        if (names) {
            PyErr_Format(PyExc_TypeError, "Can't instantiate abstract class %s with abstract method%s %U", type->tp_name,
                         n > 1 ? "s" : "", names);
            Py_DECREF(names);
        }
        return NULL;
    }
    return type->tp_alloc ? type->tp_alloc(type, 0) : PyType_GenericAlloc(type, 0);
}

int object_tp_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    const PyTypeObject *type = Py_TYPE(self);

    if (has_arguments(args, kwds)) {
        if (type->tp_init && type->tp_init != object_tp_init) {
            PyErr_SetString(PyExc_TypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
            return -1;
        }
        if (type->tp_new == object_tp_new) {
            PyErr_Format(PyExc_TypeError, "%.200s.__init__() takes exactly one argument (the instance to initialize)",
                         type->tp_name);
            return -1;
        }
    }
    return 0;
}

/* --- methods ------------------------------------------------------------------------------------------------------------------ */

static PyObject *object_format(PyObject *self, PyObject *spec)
{
    if (!PyUnicode_Check(spec)) {
        _PyArg_BadArgument("__format__", "argument", "str", spec);
        return NULL;
    }
    if (PyUnicode_GET_LENGTH(spec))
        return PyErr_Format(PyExc_TypeError, "unsupported format string passed to %.200s.__format__",
                            Py_TYPE(self)->tp_name);
    return PyObject_Str(self);
}

static PyObject *object_sizeof(PyObject *self, PyObject *unused)
{
    const PyTypeObject *type = Py_TYPE(self);
    Py_ssize_t size = type->tp_basicsize;

    if (type->tp_itemsize)
        size += Py_ABS(Py_SIZE(self)) * type->tp_itemsize;
    return PyLong_FromSsize_t(size);
}

/* __dir__: the object's own names, then those of its class (as __class__ says) and the bases. */
static PyObject *object_dir(PyObject *self, PyObject *unused)
{
    PyObject *own = NULL, *cls = NULL, *names = NULL, *dict = PyDict_New();

    if (!dict || _PyObject_LookupAttr(self, _Py_ID(__dict__), &own) < 0)
        goto done;
    if (own && PyDict_Check(own) && PyDict_Update(dict, own) < 0)
        goto done;
    if (_PyObject_LookupAttr(self, _Py_ID(__class__), &cls) < 0)
        goto done;
    if (cls && PyType_Check(cls) && type_merge_dir(dict, (PyTypeObject *)cls) < 0)
        goto done;
    names = PyDict_Keys(dict);
done:
    Py_XDECREF(cls);
    Py_XDECREF(own);
    Py_XDECREF(dict);
    return names;
}

static PyObject *object_init_subclass(PyObject *cls, PyObject *unused)
{
    Py_RETURN_NONE;
}

static PyObject *object_subclasshook(PyObject *cls, PyObject *args)
{
    Py_RETURN_NOTIMPLEMENTED;
}

/* --- __class__ ------------------------------------------------------------------------------------------------------------------ */

static PyObject *object_get_class(PyObject *self, void *closure)
{
    return Py_NewRef(Py_TYPE(self));
}

int object_set_class(PyObject *self, PyObject *value, void *closure)
{
    PyTypeObject *old = Py_TYPE(self), *new = (PyTypeObject *)value;

    if (!value) {
        PyErr_SetString(PyExc_TypeError, "can't delete __class__ attribute");
        return -1;
    }
    if (!PyType_Check(value)) {
        PyErr_Format(PyExc_TypeError, "__class__ must be set to a class, not '%s' object", Py_TYPE(value)->tp_name);
        return -1;
    }
    int modules = PyType_IsSubtype(new, &PyModule_Type) && PyType_IsSubtype(old, &PyModule_Type);
    if (!modules && (PyType_HasFeature(new, Py_TPFLAGS_IMMUTABLETYPE) || PyType_HasFeature(old, Py_TPFLAGS_IMMUTABLETYPE))) {
        PyErr_SetString(PyExc_TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
        return -1;
    }
    if (!compatible_for_assignment(old, new, "__class__"))
        return -1;
    /* Inline values have the order of the old class's keys: they become a dictionary. */
    if (PyType_HasFeature(old, Py_TPFLAGS_MANAGED_DICT) && (*instance_word(self, old) & INSTANCE_VALUES_BIT) &&
        !instance_dict(self, old))
        return -1;
    Py_SET_TYPE(self, Py_NewRef(new));
    Py_DECREF(old);
    return 0;
}

static const PyMethodDef methods[] = {
    {"__reduce_ex__", object_reduce_ex, METH_O, NULL},
    {"__reduce__", object_reduce, METH_NOARGS, NULL},
    {"__getstate__", object_getstate, METH_NOARGS, NULL},
    {"__subclasshook__", object_subclasshook, METH_CLASS | METH_VARARGS, NULL},
    {"__init_subclass__", object_init_subclass, METH_CLASS | METH_NOARGS, NULL},
    {"__format__", object_format, METH_O, NULL},
    {"__sizeof__", object_sizeof, METH_NOARGS, NULL},
    {"__dir__", object_dir, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyGetSetDef getset[] = {
    {"__class__", object_get_class, object_set_class, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyBaseObject_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "object",
    .tp_basicsize = sizeof(PyObject),
    .tp_dealloc = object_dealloc,
    .tp_repr = object_repr,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_str = object_str,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_BASETYPE,
    .tp_doc = "The root of all classes.",
    .tp_richcompare = object_richcompare,
    .tp_methods = CONST_SLOT(methods),
    .tp_getset = CONST_SLOT(getset),
    .tp_init = object_tp_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = object_tp_new,
    .tp_free = PyObject_Del,
    .tp_version_tag = TYPE_TAG(object),
};
