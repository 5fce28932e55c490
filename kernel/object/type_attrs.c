/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/type_attrs.c -- what Python code can ask a class: its name, bases, methods of `type`.
 */
#include "kernel/object/Python.h"
#include "kernel/object/instance.h"
#include "kernel/object/type.h"

/* --- names -------------------------------------------------------------------------------------------------------------------- */

const char *_PyType_Name(const PyTypeObject *type)
{
    const char *dot = strrchr(type->tp_name, '.');

    return dot && !type_is_heap(type) ? dot + 1 : type->tp_name;
}

PyObject *PyType_GetName(PyTypeObject *type)
{
    return type_is_heap(type) ? Py_NewRef(heap_type(type)->ht_name) : PyUnicode_InternFromString(_PyType_Name(type));
}

PyObject *PyType_GetQualName(PyTypeObject *type)
{
    return type_is_heap(type) ? Py_NewRef(heap_type(type)->ht_qualname) : PyType_GetName(type);
}

/* __module__ of a const type: what lies before the last dot of its name. */
static PyObject *const_module(const PyTypeObject *type)
{
    const char *dot = strrchr(type->tp_name, '.');

    if (!dot)
        return _Py_ID(builtins);
    PyObject *name = PyUnicode_FromStringAndSize(type->tp_name, dot - type->tp_name);
    if (name)
        PyUnicode_InternInPlace(&name);
    return name;
}

/* New reference; NULL without an exception: a class that has none. */
static PyObject *module_name(const PyTypeObject *type)
{
    return type_is_heap(type) ? Py_XNewRef(dict_get_str(type->tp_dict, _Py_ID(__module__))) : const_module(type);
}

static PyObject *get_module(PyObject *self, void *closure)
{
    PyObject *module = module_name((PyTypeObject *)self);

    if (!module && !PyErr_Occurred())
        PyErr_SetObject(PyExc_AttributeError, _Py_ID(__module__));
    return module;
}

PyObject *PyType_GetModule(PyTypeObject *type)
{
    PyObject *module = type_is_heap(type) ? heap_type(type)->ht_module : NULL;

    if (!module)
        PyErr_Format(PyExc_TypeError, "PyType_GetModule: Type '%s' has no associated module", type->tp_name);
    return module;
}

void *PyType_GetModuleState(PyTypeObject *type)
{
    PyObject *module = PyType_GetModule(type);

    return module ? PyModule_GetState(module) : NULL;
}

unsigned long PyType_GetFlags(PyTypeObject *type)
{
    return type->tp_flags;
}

PyObject *type_fullname(const PyTypeObject *type)
{
    PyTypeObject *t = (PyTypeObject *)(uintptr_t)type;
    PyObject *module = module_name(t), *name, *result;

    if (!module && PyErr_Occurred())
        return NULL;
    name = PyType_GetQualName(t);
    if (!name) {
        Py_XDECREF(module);
        return NULL;
    }
    if (!module || !PyUnicode_Check(module) || PyUnicode_CompareWithASCIIString(module, "builtins") == 0)
        result = Py_NewRef(name);
    else
        result = PyUnicode_FromFormat("%U.%U", module, name);
    Py_XDECREF(module);
    Py_DECREF(name);
    return result;
}

/* --- attributes --------------------------------------------------------------------------------------------------------------- */

/* Whether the attribute may be set. 1, or 0 with TypeError. */
static int may_set(PyTypeObject *type, PyObject *value, const char *name)
{
    if (!type_is_heap(type) || PyType_HasFeature(type, Py_TPFLAGS_IMMUTABLETYPE)) {
        PyErr_Format(PyExc_TypeError, "cannot set '%s' attribute of immutable type '%s'", name, type->tp_name);
        return 0;
    }
    if (!value) {
        PyErr_Format(PyExc_TypeError, "cannot delete '%s' attribute of immutable type '%s'", name, type->tp_name);
        return 0;
    }
    return 1;
}

static PyObject *get_name(PyObject *self, void *closure)
{
    return PyType_GetName((PyTypeObject *)self);
}

static int set_name(PyObject *self, PyObject *value, void *closure)
{
    PyTypeObject *type = (PyTypeObject *)self;
    const char *text;
    Py_ssize_t n;

    if (!may_set(type, value, "__name__"))
        return -1;
    if (!PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "can only assign string to %s.__name__, not '%s'", type->tp_name,
                     Py_TYPE(value)->tp_name);
        return -1;
    }
    text = PyUnicode_AsUTF8AndSize(value, &n);
    if (!text)
        return -1;
    if (strlen(text) != (size_t)n) {
        PyErr_SetString(PyExc_ValueError, "type name must not contain null characters");
        return -1;
    }
    type->tp_name = text;
    Py_SETREF(heap_type(type)->ht_name, Py_NewRef(value));
    return 0;
}

static PyObject *get_qualname(PyObject *self, void *closure)
{
    return PyType_GetQualName((PyTypeObject *)self);
}

static int set_qualname(PyObject *self, PyObject *value, void *closure)
{
    PyTypeObject *type = (PyTypeObject *)self;

    if (!may_set(type, value, "__qualname__"))
        return -1;
    if (!PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "can only assign string to %s.__qualname__, not '%s'", type->tp_name,
                     Py_TYPE(value)->tp_name);
        return -1;
    }
    Py_SETREF(heap_type(type)->ht_qualname, Py_NewRef(value));
    return 0;
}

static int set_in_dict(PyTypeObject *type, PyObject *value, const char *name)
{
    PyObject *str;

    if (!may_set(type, value, name))
        return -1;
    type_new_version(type);
    str = PyUnicode_InternFromString(name);
    if (!str)
        return -1;
    int result = PyDict_SetItem(type->tp_dict, str, value);
    Py_DECREF(str);
    return result;
}

static int set_module(PyObject *self, PyObject *value, void *closure)
{
    return set_in_dict((PyTypeObject *)self, value, "__module__");
}

static PyObject *get_doc(PyObject *self, void *closure)
{
    PyTypeObject *type = (PyTypeObject *)self;
    PyObject *doc = type_own_lookup(type, _Py_ID(__doc__));

    if (!doc)
        return PyErr_Occurred() ? NULL : Py_None;
    descrgetfunc get = Py_TYPE(doc)->tp_descr_get;
    return get ? get(doc, NULL, self) : Py_NewRef(doc);
}

static int set_doc(PyObject *self, PyObject *value, void *closure)
{
    return set_in_dict((PyTypeObject *)self, value, "__doc__");
}

static PyObject *get_bases(PyObject *self, void *closure)
{
    return type_bases((PyTypeObject *)self);
}

static PyObject *get_mro(PyObject *self, void *closure)
{
    return type_mro((PyTypeObject *)self);
}

static PyObject *get_base(PyObject *self, void *closure)
{
    const PyTypeObject *base = type_base((PyTypeObject *)self);

    return base ? Py_NewRef((uintptr_t)base) : Py_None;
}

static PyObject *get_dict(PyObject *self, void *closure)
{
    PyObject *dict = type_dict((PyTypeObject *)self), *proxy;

    if (!dict)
        return NULL;
    proxy = PyDictProxy_New(dict);
    Py_DECREF(dict);
    return proxy;
}

static PyObject *get_flags(PyObject *self, void *closure)
{
    return PyLong_FromUnsignedLong(((PyTypeObject *)self)->tp_flags);
}

static PyObject *get_none(PyObject *self, void *closure)
{
    Py_RETURN_NONE;
}

static PyObject *get_abstract(PyObject *self, void *closure)
{
    PyTypeObject *type = (PyTypeObject *)self;
    PyObject *value = NULL;

    if (type_is_heap(type))
        value = dict_get_str(type->tp_dict, _Py_ID(__abstractmethods__));
    if (!value)
        PyErr_SetObject(PyExc_AttributeError, _Py_ID(__abstractmethods__));
    return Py_XNewRef(value);
}

static int set_abstract(PyObject *self, PyObject *value, void *closure)
{
    PyTypeObject *type = (PyTypeObject *)self;
    int abstract = value ? PyObject_IsTrue(value) : 0;

    if (abstract < 0 || (value && !may_set(type, value, "__abstractmethods__")))
        return -1;
    type_new_version(type);
    if ((value ? PyDict_SetItem(type->tp_dict, _Py_ID(__abstractmethods__), value)
               : PyDict_DelItem(type->tp_dict, _Py_ID(__abstractmethods__))) < 0) {
        if (!value && PyErr_ExceptionMatches(PyExc_KeyError))
            PyErr_SetObject(PyExc_AttributeError, _Py_ID(__abstractmethods__));
        return -1;
    }
    type->tp_flags &= ~Py_TPFLAGS_IS_ABSTRACT;
    if (abstract)
        type->tp_flags |= Py_TPFLAGS_IS_ABSTRACT;
    return 0;
}

static PyObject *get_annotations(PyObject *self, void *closure)
{
    PyTypeObject *type = (PyTypeObject *)self;
    PyObject *value, *made;

    if (!type_is_heap(type))
        return PyErr_Format(PyExc_AttributeError, "type object '%s' has no attribute '__annotations__'", type->tp_name);
    value = dict_get_str(type->tp_dict, _Py_ID(__annotations__));
    if (value)
        return Py_NewRef(value);
    made = PyDict_New();
    if (made && dict_set_str(type->tp_dict, _Py_ID(__annotations__), made) < 0)
        Py_CLEAR(made);
    return made;
}

static int set_annotations(PyObject *self, PyObject *value, void *closure)
{
    PyTypeObject *type = (PyTypeObject *)self;

    if (value)
        return set_in_dict(type, value, "__annotations__");
    if (!type_is_heap(type)) {
        may_set(type, NULL, "__annotations__");
        return -1;
    }
    if (PyDict_DelItem(type->tp_dict, _Py_ID(__annotations__)) == 0)
        return 0;
    if (PyErr_ExceptionMatches(PyExc_KeyError))
        PyErr_SetObject(PyExc_AttributeError, _Py_ID(__annotations__));
    return -1;
}

/* --- the dictionary ------------------------------------------------------------------------------------------------------------- */

PyObject *type_virtual_attr(PyTypeObject *type, PyObject *name)
{
    PyObject *descr;

    if (name == _Py_ID(__doc__))
        return Py_None;
    descr = PyDescr_NewGetSet(type, (PyGetSetDef *)(uintptr_t)(name == _Py_ID(__dict__) ? &subtype_dict_getset
                                                                                         : &subtype_weakref_getset));
    if (!descr)
        return NULL;
    int result = dict_set_str(type->tp_dict, name, descr);
    Py_DECREF(descr);
    return result < 0 ? NULL : descr;
}

struct collect {
    PyObject *dict;
    const PyTypeObject *type; /* NULL: names only */
};

/* Enters one attribute of a const type: itself, or None for its name only. */
static int collect_one(const char *text, void *arg)
{
    struct collect *c = arg;
    PyObject *name = PyUnicode_InternFromString(text), *value = Py_None;

    if (!name)
        return -1;
    if (c->type)
        value = type_static_lookup(c->type, name);
    int result = value ? PyDict_SetItem(c->dict, name, value) : -1;
    Py_DECREF(name);
    return result;
}

/* The attributes that a class statement gives without an entry get one. 0 or -1. */
static int complete_heap_dict(PyTypeObject *type)
{
    PyObject *const names[] = {_Py_ID(__dict__), _Py_ID(__weakref__), _Py_ID(__doc__)};

    for (size_t i = 0; i < Py_ARRAY_LENGTH(names); i++) {
        PyObject *value = type_own_lookup(type, names[i]);

        if (!value && PyErr_Occurred())
            return -1;
        if (value && !dict_get_str(type->tp_dict, names[i]) && dict_set_str(type->tp_dict, names[i], value) < 0)
            return -1;
    }
    return 0;
}

PyObject *type_dict(PyTypeObject *type)
{
    struct collect c = {NULL, type};

    if (type_is_heap(type))
        return complete_heap_dict(type) < 0 ? NULL : Py_NewRef(type->tp_dict);
    c.dict = PyDict_New();
    if (c.dict && type_static_each(type, collect_one, &c) != 0)
        Py_CLEAR(c.dict);
    return c.dict;
}

int type_merge_dir(PyObject *dict, PyTypeObject *type)
{
    PyObject *mro = type_mro(type);
    int result = mro ? 0 : -1;

    for (Py_ssize_t i = 0; result == 0 && i < PyTuple_GET_SIZE(mro); i++) {
        PyTypeObject *t = (PyTypeObject *)PyTuple_GET_ITEM(mro, i);
        struct collect names = {dict, NULL};

        if (!type_is_heap(t)) {
            result = type_static_each(t, collect_one, &names) ? -1 : 0;
        } else if (complete_heap_dict(t) < 0) {
            result = -1;
        } else {
            result = PyDict_Update(dict, t->tp_dict);
        }
    }
    Py_XDECREF(mro);
    return result;
}

/* --- methods -------------------------------------------------------------------------------------------------------------------- */

static PyObject *type_mro_method(PyObject *self, PyObject *unused)
{
    if (type_is_heap((PyTypeObject *)self))
        return mro_c3((PyTypeObject *)self);
    PyObject *mro = type_mro((PyTypeObject *)self), *list;
    if (!mro)
        return NULL;
    list = PySequence_List(mro);
    Py_DECREF(mro);
    return list;
}

static PyObject *type_subclasses_method(PyObject *self, PyObject *unused)
{
    return type_subclasses((PyTypeObject *)self);
}

static PyObject *type_prepare(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    return PyDict_New();
}

static PyObject *type_instancecheck(PyObject *self, PyObject *op)
{
    int result = _PyObject_RealIsInstance(op, self);

    return result < 0 ? NULL : PyBool_FromLong(result);
}

static PyObject *type_subclasscheck(PyObject *self, PyObject *cls)
{
    int result = _PyObject_RealIsSubclass(cls, self);

    return result < 0 ? NULL : PyBool_FromLong(result);
}

static PyObject *type_dir(PyObject *self, PyObject *unused)
{
    PyObject *dict = PyDict_New(), *names = NULL;

    if (dict && type_merge_dir(dict, (PyTypeObject *)self) == 0)
        names = PyDict_Keys(dict);
    Py_XDECREF(dict);
    return names;
}

size_t type_owned(PyObject *self)
{
    const PyTypeObject *type = (PyTypeObject *)self;
    uint8_t own = type_is_heap(type) ? heap_type(type)->ht_suites : 0;

    return (own & SUITE_NUMBER ? sizeof(PyNumberMethods) : 0) + (own & SUITE_SEQUENCE ? sizeof(PySequenceMethods) : 0) +
           (own & SUITE_MAPPING ? sizeof(PyMappingMethods) : 0) + (own & SUITE_ASYNC ? sizeof(PyAsyncMethods) : 0) +
           (own & SUITE_BUFFER ? sizeof(PyBufferProcs) : 0);
}

static PyObject *type_sizeof(PyObject *self, PyObject *unused)
{
    PyTypeObject *type = (PyTypeObject *)self;
    size_t own = type_is_heap(type) ? sizeof(PyHeapTypeObject) + (size_t)Py_SIZE(type) * sizeof(PyMemberDef) : sizeof(PyTypeObject);

    return PyLong_FromSize_t(own + type_owned(self));
}

const PyMethodDef type_methods[] = {
    {"mro", type_mro_method, METH_NOARGS, NULL},
    {"__subclasses__", type_subclasses_method, METH_NOARGS, NULL},
    {"__prepare__", _PyCFunction_CAST(type_prepare), METH_FASTCALL | METH_KEYWORDS | METH_CLASS, NULL},
    {"__instancecheck__", type_instancecheck, METH_O, NULL},
    {"__subclasscheck__", type_subclasscheck, METH_O, NULL},
    {"__dir__", type_dir, METH_NOARGS, NULL},
    {"__sizeof__", type_sizeof, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* The word for inline values is not counted: CPython has it in front of the object. */
static PyObject *get_basicsize(PyObject *self, void *closure)
{
    const PyTypeObject *type = (PyTypeObject *)self;
    Py_ssize_t hidden = PyType_HasFeature(type, Py_TPFLAGS_MANAGED_DICT) ? (Py_ssize_t)sizeof(void *) : 0;

    return PyLong_FromSsize_t(type->tp_basicsize - hidden);
}

const PyMemberDef type_members[] = {
    {"__itemsize__", T_PYSSIZET, offsetof(PyTypeObject, tp_itemsize), READONLY, NULL},
    {"__weakrefoffset__", T_PYSSIZET, offsetof(PyTypeObject, tp_weaklistoffset), READONLY, NULL},
    {"__dictoffset__", T_PYSSIZET, offsetof(PyTypeObject, tp_dictoffset), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

const PyGetSetDef type_getset[] = {
    {"__basicsize__", get_basicsize, NULL, NULL, NULL},
    {"__flags__", get_flags, NULL, NULL, NULL},
    {"__base__", get_base, NULL, NULL, NULL},
    {"__mro__", get_mro, NULL, NULL, NULL},
    {"__name__", get_name, set_name, NULL, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL, NULL},
    {"__bases__", get_bases, type_set_bases, NULL, NULL},
    {"__module__", get_module, set_module, NULL, NULL},
    {"__abstractmethods__", get_abstract, set_abstract, NULL, NULL},
    {"__dict__", get_dict, NULL, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL, NULL},
    {"__text_signature__", get_none, NULL, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
