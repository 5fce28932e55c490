/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/reduce.c -- how an object says what it is made of, so that copy and pickle can make another (PEP 307).
 *
 *     x.__reduce_ex__(4)  ->  (copyreg.__newobj__,    (cls, *newargs),           state, items of a list, items of a dict)
 *                             (copyreg.__newobj_ex__, (cls, newargs, newkwargs), ...)   when cls has __getnewargs_ex__
 *     protocols 0 and 1, x.__reduce__()
 *                         ->  (copyreg._reconstructor, (cls, base, base(x)), state)     base: the built-in class it derives from
 *
 * An object that has fields neither its __dict__ nor its __slots__ tell of is refused, unless it says how to be made.
 */
#include "kernel/object/reduce.h"

#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

/* --- copyreg ------------------------------------------------------------------------------------------------------------------ */

static PyObject *newobj(PyObject *module, PyObject *args)
{
    PyObject *new, *result;

    if (!PyTuple_GET_SIZE(args)) {
        PyErr_SetString(PyExc_TypeError, "__newobj__() missing 1 required positional argument: 'cls'");
        return NULL;
    }
    new = PyObject_GetAttr(PyTuple_GET_ITEM(args, 0), _Py_ID(__new__));
    if (!new)
        return NULL;
    result = PyObject_Call(new, args, NULL);
    Py_DECREF(new);
    return result;
}

/* A tuple of first and what is in rest. */
static PyObject *prepended(PyObject *first, PyObject *rest)
{
    Py_ssize_t n = rest ? PyTuple_GET_SIZE(rest) : 0;
    PyObject *tuple = PyTuple_New(n + 1);

    if (!tuple)
        return NULL;
    PyTuple_SET_ITEM(tuple, 0, Py_NewRef(first));
    for (Py_ssize_t i = 0; i < n; i++)
        PyTuple_SET_ITEM(tuple, i + 1, Py_NewRef(PyTuple_GET_ITEM(rest, i)));
    return tuple;
}

static PyObject *newobj_ex(PyObject *module, PyObject *args)
{
    PyObject *cls, *rest, *kwds, *new, *all, *result = NULL;

    if (!PyArg_ParseTuple(args, "OO!O!:__newobj_ex__", &cls, &PyTuple_Type, &rest, &PyDict_Type, &kwds))
        return NULL;
    new = PyObject_GetAttr(cls, _Py_ID(__new__));
    all = new ? prepended(cls, rest) : NULL;
    if (all)
        result = PyObject_Call(new, all, kwds);
    Py_XDECREF(all);
    Py_XDECREF(new);
    return result;
}

static PyObject *reconstructor(PyObject *module, PyObject *args)
{
    PyObject *cls, *base, *content, *new, *made = NULL;
    int bare;

    if (!PyArg_ParseTuple(args, "OO!O:_reconstructor", &cls, &PyType_Type, &base, &content))
        return NULL;
    bare = base == (PyObject *)CONST_TYPE(PyBaseObject_Type);
    new = PyObject_GetAttr(base, _Py_ID(__new__));
    if (new)
        made = PyObject_CallFunctionObjArgs(new, cls, bare ? NULL : content, NULL);
    Py_XDECREF(new);
    if (made && !bare && !type_init_is_object((PyTypeObject *)base)) {
        PyObject *result = PyObject_CallMethodObjArgs(base, _Py_ID(__init__), made, content, NULL);

        if (!result)
            Py_CLEAR(made);
        Py_XDECREF(result);
    }
    return made;
}

static const PyMethodDef newobj_method = {"__newobj__", newobj, METH_VARARGS, NULL};
static const PyMethodDef newobj_ex_method = {"__newobj_ex__", newobj_ex, METH_VARARGS, NULL};
static const PyMethodDef reconstructor_method = {"_reconstructor", reconstructor, METH_VARARGS, NULL};
const PyCFunctionObject reduce_reconstructor = CFUNCTION_CONST(&reconstructor_method, METH_VARARGS, _Py_ID(copyreg));
const PyCFunctionObject reduce_newobj = CFUNCTION_CONST(&newobj_method, METH_VARARGS, _Py_ID(copyreg));
const PyCFunctionObject reduce_newobj_ex = CFUNCTION_CONST(&newobj_ex_method, METH_VARARGS, _Py_ID(copyreg));

/* --- state -------------------------------------------------------------------------------------------------------------------- */

/* {name: value} of the members that __slots__ of all classes made, NULL without an exception when there are none. */
static PyObject *slot_values(PyObject *self)
{
    PyObject *dict = NULL;

    for (PyTypeObject *type = Py_TYPE(self); type && type_is_heap(type); type = type->tp_base) {
        const PyMemberDef *m = PyHeapType_GET_MEMBERS(type);

        for (Py_ssize_t n = Py_SIZE(type); n-- > 0; m++) {
            PyObject *value = *(PyObject **)((char *)self + m->offset);

            if (!value)
                continue;
            if (!dict && !(dict = PyDict_New()))
                return NULL;
            if (PyDict_SetItemString(dict, m->name, value) < 0) {
                Py_DECREF(dict);
                return NULL;
            }
        }
    }
    return dict;
}

PyObject *object_getstate(PyObject *self, PyObject *unused)
{
    PyObject *dict, *slots, *state;

    if (_PyObject_LookupAttr(self, _Py_ID(__dict__), &dict) < 0)
        return NULL;
    slots = slot_values(self);
    if (!slots && PyErr_Occurred()) {
        Py_XDECREF(dict);
        return NULL;
    }
    if (!dict || (PyDict_CheckExact(dict) && !PyDict_GET_SIZE(dict)))
        Py_XSETREF(dict, Py_None);
    if (!slots)
        return dict;
    state = PyTuple_Pack(2, dict, slots);
    Py_DECREF(slots);
    Py_DECREF(dict);
    return state;
}

/* Instances have fields, or items, beside __dict__, __weakref__ and __slots__. */
static int has_hidden_state(const PyTypeObject *type)
{
    Py_ssize_t words = (type->tp_dictoffset != 0) + (type->tp_weaklistoffset != 0);

    for (const PyTypeObject *t = type; t && type_is_heap(t); t = t->tp_base)
        words += Py_SIZE(t);
    return type->tp_itemsize || type->tp_basicsize > (Py_ssize_t)(sizeof(PyObject) + (size_t)words * sizeof(PyObject *));
}

static PyObject *refuse(PyObject *self)
{
    return PyErr_Format(PyExc_TypeError, "cannot pickle '%.200s' object", Py_TYPE(self)->tp_name);
}

PyObject *reduce_by_name(PyObject *self, PyObject *unused)
{
    PyObject *of, *name;

    if (_PyObject_LookupAttr(self, _Py_ID(__self__), &of) < 0 || (!of && _PyObject_LookupAttr(self, _Py_ID(__objclass__), &of) < 0))
        return NULL;
    if (!of)
        return refuse(self);
    name = PyObject_GetAttr(self, _Py_ID(__name__));
    if (!PyModule_Check(of))
        return Py_BuildValue("O(NN)", builtins_lookup(_Py_ID(getattr)), of, name);
    Py_DECREF(of);
    return name;
}

/* The state; `partial`: object's own method would not tell all of it. */
static PyObject *state_of(PyObject *self, int partial)
{
    PyObject *method = PyObject_GetAttr(self, _Py_ID(__getstate__)), *state;
    int usual = method && PyCFunction_CheckExact(method) && PyCFunction_GET_FUNCTION(method) == object_getstate;

    if (!method)
        return NULL;
    state = usual && partial ? refuse(self) : PyObject_CallNoArgs(method);
    Py_DECREF(method);
    return state;
}

/* --- arguments of __new__ ------------------------------------------------------------------------------------------------------ */

/* What self.name() gives, which must be a tuple. *result is NULL without an exception when there is no such method. 0 or -1. */
static int call_for_tuple(PyObject *self, PyObject *name, PyObject **result)
{
    PyObject *method = _PyObject_LookupSpecial(self, name);

    *result = NULL;
    if (!method)
        return PyErr_Occurred() ? -1 : 0;
    *result = PyObject_CallNoArgs(method);
    Py_DECREF(method);
    if (!*result)
        return -1;
    if (PyTuple_Check(*result))
        return 0;
    PyErr_Format(PyExc_TypeError, "%U should return a tuple, not '%.200s'", name, Py_TYPE(*result)->tp_name);
    Py_CLEAR(*result);
    return -1;
}

/* (args, kwargs) as __getnewargs_ex__ must give it. 0 or -1. */
static int check_pair(PyObject *pair)
{
    if (PyTuple_GET_SIZE(pair) != 2)
        PyErr_Format(PyExc_ValueError, "__getnewargs_ex__ should return a tuple of length 2, not %zd", PyTuple_GET_SIZE(pair));
    else if (!PyTuple_Check(PyTuple_GET_ITEM(pair, 0)))
        PyErr_Format(PyExc_TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%.200s'",
                     Py_TYPE(PyTuple_GET_ITEM(pair, 0))->tp_name);
    else if (!PyDict_Check(PyTuple_GET_ITEM(pair, 1)))
        PyErr_Format(PyExc_TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%.200s'",
                     Py_TYPE(PyTuple_GET_ITEM(pair, 1))->tp_name);
    else
        return 0;
    return -1;
}

/* Sets parts[0] and parts[1]: the function and its arguments. 1: the object told of arguments; 0: it did not; -1. */
static int how_to_make(PyObject *self, PyObject **parts)
{
    PyObject *cls = (PyObject *)Py_TYPE(self), *given;
    int told;

    parts[0] = (PyObject *)(uintptr_t)&reduce_newobj;
    if (call_for_tuple(self, _Py_ID(__getnewargs_ex__), &given) < 0)
        return -1;
    if (given) {
        if (check_pair(given) == 0) {
            PyObject *args = PyTuple_GET_ITEM(given, 0), *kwds = PyTuple_GET_ITEM(given, 1);

            if (PyDict_GET_SIZE(kwds)) {
                parts[0] = (PyObject *)(uintptr_t)&reduce_newobj_ex;
                parts[1] = PyTuple_Pack(3, cls, args, kwds);
            } else {
                parts[1] = prepended(cls, args);
            }
        }
        Py_DECREF(given);
        return parts[1] ? 1 : -1;
    }
    if (call_for_tuple(self, _Py_ID(__getnewargs__), &given) < 0)
        return -1;
    told = given != NULL;
    parts[1] = prepended(cls, given);
    Py_XDECREF(given);
    return parts[1] ? told : -1;
}

/* --- all of it ----------------------------------------------------------------------------------------------------------------- */

/* iter(op.items()) for a dict, iter(op) for a list, None for anything else. */
static PyObject *item_iterator(PyObject *op, int of_dict)
{
    PyObject *items, *iter;

    if (of_dict ? !PyDict_Check(op) : !PyList_Check(op))
        Py_RETURN_NONE;
    if (!of_dict)
        return PyObject_GetIter(op);
    items = PyObject_CallMethodNoArgs(op, _Py_ID(items));
    if (!items)
        return NULL;
    iter = PyObject_GetIter(items);
    Py_DECREF(items);
    return iter;
}

/* From protocol 2 on. */
static PyObject *reduce_late(PyObject *self)
{
    PyObject *parts[5] = {NULL}, *result = NULL;
    int told;

    told = how_to_make(self, parts);
    if (told >= 0)
        parts[2] = state_of(self, !told && !PyList_Check(self) && !PyDict_Check(self) && has_hidden_state(Py_TYPE(self)));
    if (parts[2])
        parts[3] = item_iterator(self, 0);
    if (parts[3])
        parts[4] = item_iterator(self, 1);
    if (parts[4])
        result = _PyTuple_FromArray(parts, 5);
    for (int i = 1; i < 5; i++)
        Py_XDECREF(parts[i]);
    return result;
}

static int has_slots(const PyTypeObject *type)
{
    for (; type && type_is_heap(type); type = type->tp_base)
        if (Py_SIZE(type))
            return 1;
    return 0;
}

/* Protocols 0 and 1, which know nothing of slots. */
static PyObject *reduce_early(PyObject *self)
{
    PyTypeObject *base = Py_TYPE(self);
    PyObject *maker = (PyObject *)(uintptr_t)&reduce_reconstructor, *content = Py_None, *args, *state = NULL;
    int truth;

    while (type_is_heap(base))
        base = base->tp_base;
    if (base != &PyBaseObject_Type)
        content = base == Py_TYPE(self) ? refuse(self) : PyObject_CallOneArg((PyObject *)base, self);
    if (!content)
        return NULL;
    args = Py_BuildValue("(OON)", Py_TYPE(self), base, content);
    if (args)
        state = state_of(self, has_slots(Py_TYPE(self)));
    truth = state ? PyObject_IsTrue(state) : -1;
    if (truth > 0)
        return Py_BuildValue("ONN", maker, args, state);
    Py_XDECREF(state);
    if (truth == 0)
        return Py_BuildValue("ON", maker, args);
    Py_XDECREF(args);
    return NULL;
}

static PyObject *reduce_with(PyObject *self, PyObject *(*reduce)(PyObject *self))
{
    const char *recipe = reduce_recipe(Py_TYPE(self));

    if (recipe)
        return reduce_by_recipe(self, recipe);
    if (!Py_TYPE(self)->tp_new)
        return Py_IS_TYPE(self, &PyGetSetDescr_Type) ? refuse(self) : reduce_by_name(self, NULL);
    return reduce(self);
}

PyObject *object_reduce(PyObject *self, PyObject *unused)
{
    return reduce_with(self, reduce_early);
}

/* A __reduce__ that a class defines goes first. */
PyObject *object_reduce_ex(PyObject *self, PyObject *protocol)
{
    PyObject *own, *base;
    int number = _PyLong_AsInt(protocol);

    if (number == -1 && PyErr_Occurred())
        return NULL;
    if (type_lookup(Py_TYPE(self), _Py_ID(__reduce__), &own) < 0 ||
        type_lookup(&PyBaseObject_Type, _Py_ID(__reduce__), &base) < 0)
        return NULL;
    if (own && own != base)
        return PyObject_CallMethodNoArgs(self, _Py_ID(__reduce__));
    return reduce_with(self, number < 2 ? reduce_early : reduce_late);
}
