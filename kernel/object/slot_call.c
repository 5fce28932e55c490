/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/slot_call.c -- slots of heap types that call the special method of a class.
 *
 * Each function stands in a slot because the class or a base of it defines the method in Python (type_slots.c puts it there). The method is
 * looked up on the type, through the method cache, and called without a bound method when it is a function.
 */
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/slot_call.h"
#include "kernel/object/type.h"

/* --- calling ------------------------------------------------------------------------------------------------------------------ */

/* The special method: a new reference, *bound says whether self is in it already. NULL with or without an exception. */
static PyObject *find_special(PyObject *self, PyObject *name, int *bound)
{
    PyObject *method;

    *bound = 0;
    if (type_lookup(Py_TYPE(self), name, &method) <= 0)
        return NULL;
    Py_INCREF(method);
    if (PyType_HasFeature(Py_TYPE(method), Py_TPFLAGS_METHOD_DESCRIPTOR))
        return method;
    *bound = 1;
    descrgetfunc get = Py_TYPE(method)->tp_descr_get;
    if (get) {
        PyObject *unbound = method;

        method = get(unbound, self, (PyObject *)Py_TYPE(self));
        Py_DECREF(unbound);
    }
    return method;
}

/* There is no such method, or none that can be had: its descriptor raised AttributeError, which is forgotten. */
static int is_missing(PyObject *method)
{
    if (!method && PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_Clear();
    return !method && !PyErr_Occurred();
}

/* args[0] is self. Steals method. */
static PyObject *call_found(PyObject *method, int bound, PyObject *const *args, size_t n)
{
    PyObject *result = bound ? PyObject_Vectorcall(method, args + 1, (n - 1) | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL)
                             : PyObject_Vectorcall(method, args, n, NULL);

    Py_DECREF(method);
    return result;
}

/* Calls args[0].name(args[1], ...). NULL without an exception when there is no such method. */
static PyObject *call_maybe(PyObject *name, PyObject *const *args, size_t n)
{
    int bound;
    PyObject *method = find_special(args[0], name, &bound);

    return method ? call_found(method, bound, args, n) : NULL;
}

static PyObject *missing(PyObject *name)
{
    if (!PyErr_Occurred())
        PyErr_SetObject(PyExc_AttributeError, name);
    return NULL;
}

static PyObject *call0(PyObject *self, PyObject *name)
{
    PyObject *result = call_maybe(name, &self, 1);

    return result || PyErr_Occurred() ? result : missing(name);
}

static PyObject *call1(PyObject *self, PyObject *name, PyObject *a)
{
    PyObject *args[] = {self, a};
    PyObject *result = call_maybe(name, args, 2);

    return result || PyErr_Occurred() ? result : missing(name);
}

static PyObject *call2(PyObject *self, PyObject *name, PyObject *a, PyObject *b)
{
    PyObject *args[] = {self, a, b};
    PyObject *result = call_maybe(name, args, 3);

    return result || PyErr_Occurred() ? result : missing(name);
}

PyObject *call_special(PyObject *self, PyObject *name, PyObject *const *args, Py_ssize_t n)
{
    switch (n) {
    case 0:
        return call0(self, name);
    case 1:
        return call1(self, name, args[0]);
    default:
        return call2(self, name, args[0], args[1]);
    }
}

/* A result that only its success matters of. 0 or -1. */
static int done(PyObject *result)
{
    if (!result)
        return -1;
    Py_DECREF(result);
    return 0;
}

/* --- numbers ------------------------------------------------------------------------------------------------------------------ */

static void *number_slot(PyObject *op, size_t offset)
{
    char *suite = (char *)Py_TYPE(op)->tp_as_number;

    return suite ? *(void **)(suite + offset) : NULL;
}

/* Whether the type of b defines name in another way than the type of a does. 1, 0, -1. */
static int is_overridden(PyObject *a, PyObject *b, PyObject *name)
{
    PyObject *of_a, *of_b;

    if (type_lookup(Py_TYPE(b), name, &of_b) < 0 || type_lookup(Py_TYPE(a), name, &of_a) < 0)
        return -1;
    return of_b && of_b != of_a;
}

/* The method or NotImplemented when there is none. */
static PyObject *call_or_not_implemented(PyObject *self, PyObject *name, PyObject *other)
{
    PyObject *args[] = {self, other};
    PyObject *result = call_maybe(name, args, 2);

    return result || PyErr_Occurred() ? result : Py_NotImplemented;
}

/*
 * a op b where the slot at `offset`, `function`, is that of a or b or both: a.__op__(b), then b.__rop__(a); the other way round when b's
 * class derives from a's and defines __rop__ anew.
 */
static PyObject *binary(PyObject *a, PyObject *b, size_t offset, void *function, PyObject *name, PyObject *reflected)
{
    int ask_b = Py_TYPE(a) != Py_TYPE(b) && number_slot(b, offset) == function;
    PyObject *result;

    if (number_slot(a, offset) == function) {
        if (ask_b && PyType_IsSubtype(Py_TYPE(b), Py_TYPE(a))) {
            int overridden = is_overridden(a, b, reflected);

            if (overridden < 0)
                return NULL;
            if (overridden) {
                result = call_or_not_implemented(b, reflected, a);
                if (result != Py_NotImplemented)
                    return result;
                ask_b = 0;
            }
        }
        result = call_or_not_implemented(a, name, b);
        if (result != Py_NotImplemented || Py_TYPE(a) == Py_TYPE(b))
            return result;
    }
    return ask_b ? call_or_not_implemented(b, reflected, a) : Py_NotImplemented;
}

#define BINARY(slot, name, reflected)                                                                                  \
    PyObject *slot_##slot(PyObject *a, PyObject *b)                                                                    \
    {                                                                                                                  \
        return binary(a, b, offsetof(PyNumberMethods, slot), (void *)(uintptr_t)slot_##slot, _Py_ID(name),             \
                      _Py_ID(reflected));                                                                              \
    }
#define INPLACE(slot, name)                                                                                            \
    PyObject *slot_##slot(PyObject *a, PyObject *b)                                                                    \
    {                                                                                                                  \
        return call1(a, _Py_ID(name), b);                                                                              \
    }
#define UNARY(slot, name)                                                                                              \
    PyObject *slot_##slot(PyObject *self)                                                                              \
    {                                                                                                                  \
        return call0(self, _Py_ID(name));                                                                              \
    }

BINARY(nb_add, __add__, __radd__)
BINARY(nb_subtract, __sub__, __rsub__)
BINARY(nb_multiply, __mul__, __rmul__)
BINARY(nb_remainder, __mod__, __rmod__)
BINARY(nb_divmod, __divmod__, __rdivmod__)
BINARY(nb_lshift, __lshift__, __rlshift__)
BINARY(nb_rshift, __rshift__, __rrshift__)
BINARY(nb_and, __and__, __rand__)
BINARY(nb_xor, __xor__, __rxor__)
BINARY(nb_or, __or__, __ror__)
BINARY(nb_floor_divide, __floordiv__, __rfloordiv__)
BINARY(nb_true_divide, __truediv__, __rtruediv__)
BINARY(nb_matrix_multiply, __matmul__, __rmatmul__)
INPLACE(nb_inplace_add, __iadd__)
INPLACE(nb_inplace_subtract, __isub__)
INPLACE(nb_inplace_multiply, __imul__)
INPLACE(nb_inplace_remainder, __imod__)
INPLACE(nb_inplace_lshift, __ilshift__)
INPLACE(nb_inplace_rshift, __irshift__)
INPLACE(nb_inplace_and, __iand__)
INPLACE(nb_inplace_xor, __ixor__)
INPLACE(nb_inplace_or, __ior__)
INPLACE(nb_inplace_floor_divide, __ifloordiv__)
INPLACE(nb_inplace_true_divide, __itruediv__)
INPLACE(nb_inplace_matrix_multiply, __imatmul__)
UNARY(nb_negative, __neg__)
UNARY(nb_positive, __pos__)
UNARY(nb_absolute, __abs__)
UNARY(nb_invert, __invert__)
UNARY(nb_int, __int__)
UNARY(nb_float, __float__)
UNARY(nb_index, __index__)
UNARY(am_await, __await__)
UNARY(am_aiter, __aiter__)
UNARY(am_anext, __anext__)
UNARY(tp_iternext, __next__)
INPLACE(mp_subscript, __getitem__)

static PyObject *power(PyObject *a, PyObject *b)
{
    return binary(a, b, offsetof(PyNumberMethods, nb_power), (void *)(uintptr_t)slot_nb_power, _Py_ID(__pow__),
                  _Py_ID(__rpow__));
}

PyObject *slot_nb_power(PyObject *a, PyObject *b, PyObject *modulus)
{
    if (modulus == Py_None)
        return power(a, b);
    /* With three operands only the first is asked. */
    if (number_slot(a, offsetof(PyNumberMethods, nb_power)) == (void *)(uintptr_t)slot_nb_power)
        return call2(a, _Py_ID(__pow__), b, modulus);
    Py_RETURN_NOTIMPLEMENTED;
}

PyObject *slot_nb_inplace_power(PyObject *a, PyObject *b, PyObject *modulus)
{
    return call1(a, _Py_ID(__ipow__), b);
}

int slot_nb_bool(PyObject *self)
{
    PyObject *result = call0(self, _Py_ID(__bool__));

    if (!result)
        return -1;
    int truth = result == Py_True;
    if (!PyBool_Check(result)) {
        PyErr_Format(PyExc_TypeError, "__bool__ should return bool, returned %s", Py_TYPE(result)->tp_name);
        truth = -1;
    }
    Py_DECREF(result);
    return truth;
}

/* --- sequences and mappings ----------------------------------------------------------------------------------------------------- */

Py_ssize_t slot_mp_length(PyObject *self)
{
    PyObject *result = call0(self, _Py_ID(__len__)), *index;
    Py_ssize_t n;

    if (!result)
        return -1;
    index = PyNumber_Index(result);
    Py_DECREF(result);
    if (!index)
        return -1;
    n = PyNumber_AsSsize_t(index, NULL);
    if (n < 0 && !PyErr_Occurred()) {
        PyErr_SetString(PyExc_ValueError, "__len__() should return >= 0");
    } else {
        n = PyNumber_AsSsize_t(index, PyExc_OverflowError);
    }
    Py_DECREF(index);
    return PyErr_Occurred() ? -1 : n;
}

int class_has_len(const PyTypeObject *type)
{
    return type->tp_as_mapping && type->tp_as_mapping->mp_length == slot_mp_length;
}

int class_has_getitem(const PyTypeObject *type)
{
    return type->tp_as_mapping && type->tp_as_mapping->mp_subscript == slot_mp_subscript;
}

int slot_mp_ass_subscript(PyObject *self, PyObject *key, PyObject *value)
{
    return done(value ? call2(self, _Py_ID(__setitem__), key, value) : call1(self, _Py_ID(__delitem__), key));
}

int slot_sq_contains(PyObject *self, PyObject *value)
{
    int bound;
    PyObject *args[] = {self, value};
    PyObject *method = find_special(self, _Py_ID(__contains__), &bound);

    if (method == Py_None)
        return done(PyErr_Format(PyExc_TypeError, "'%.200s' object is not a container", Py_TYPE(self)->tp_name));
    if (!method)
        return PyErr_Occurred() ? -1 : sequence_search(self, value);
    PyObject *result = call_found(method, bound, args, 2);
    if (!result)
        return -1;
    int truth = PyObject_IsTrue(result);
    Py_DECREF(result);
    return truth;
}

/* --- the type itself -------------------------------------------------------------------------------------------------------------- */

PyObject *slot_tp_repr(PyObject *self)
{
    PyObject *result = call_maybe(_Py_ID(__repr__), &self, 1);

    return result || PyErr_Occurred() ? result : object_repr(self);
}

PyObject *slot_tp_str(PyObject *self)
{
    PyObject *result = call_maybe(_Py_ID(__str__), &self, 1);

    return result || PyErr_Occurred() ? result : PyObject_Repr(self);
}

Py_hash_t slot_tp_hash(PyObject *self)
{
    int bound;
    PyObject *method = find_special(self, _Py_ID(__hash__), &bound), *result;
    Py_hash_t hash;

    if (is_missing(method) || !method || method == Py_None)
        return PyErr_Occurred() ? -1 : PyObject_HashNotImplemented(self);
    result = call_found(method, bound, &self, 1);
    if (!result)
        return -1;
    if (!PyLong_Check(result)) {
        PyErr_SetString(PyExc_TypeError, "__hash__ method should return an integer");
        Py_DECREF(result);
        return -1;
    }
    hash = PyLong_AsSsize_t(result);
    if (hash == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        hash = PyLong_Type.tp_hash(result);
    }
    Py_DECREF(result);
    return hash == -1 ? -2 : hash;
}

PyObject *slot_tp_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *method = _PyObject_LookupSpecial(self, _Py_ID(__call__));

    if (!method)
        return missing(_Py_ID(__call__));
    PyObject *result = PyObject_Call(method, args, kwds);
    Py_DECREF(method);
    return result;
}

/* object.__getattribute__, whatever is in front of it: the plain way finds the attribute; NULL without an exception: it does not. */
static int is_plain_getattribute(PyObject *method)
{
    return !method || (Py_IS_TYPE(method, &PyWrapperDescr_Type) &&
                       ((PyWrapperDescrObject *)method)->d_wrapped == (void *)(uintptr_t)PyObject_GenericGetAttr);
}

PyObject *slot_tp_getattr_hook(PyObject *self, PyObject *name)
{
    PyObject *getattribute, *getattr, *value;
    PyObject *args[] = {self, name};

    if (type_lookup(Py_TYPE(self), _Py_ID(__getattribute__), &getattribute) < 0)
        return NULL;
    if (is_plain_getattribute(getattribute)) {
        value = _PyObject_GenericGetAttrWithDict(self, name, NULL, 1);
        if (value || PyErr_Occurred())
            return value;
    } else {
        value = call1(self, _Py_ID(__getattribute__), name);
        if (value || !PyErr_ExceptionMatches(PyExc_AttributeError))
            return value;
    }
    PyObject *error = PyErr_GetRaisedException();
    int found = type_lookup(Py_TYPE(self), _Py_ID(__getattr__), &getattr);
    if (found > 0) {
        Py_XDECREF(error);
        value = call_maybe(_Py_ID(__getattr__), args, 2);
        return value || PyErr_Occurred() ? value : missing(_Py_ID(__getattr__));
    }
    if (found < 0)
        Py_XDECREF(error);
    else if (error)
        PyErr_SetRaisedException(error);
    else
        error_attribute(self, name);
    return NULL;
}

int slot_tp_setattro(PyObject *self, PyObject *name, PyObject *value)
{
    return done(value ? call2(self, _Py_ID(__setattr__), name, value) : call1(self, _Py_ID(__delattr__), name));
}

PyObject *slot_tp_richcompare(PyObject *a, PyObject *b, int op)
{
    PyObject *const names[] = {_Py_ID(__lt__), _Py_ID(__le__), _Py_ID(__eq__),
                               _Py_ID(__ne__), _Py_ID(__gt__), _Py_ID(__ge__)};

    PyObject *args[] = {a, b};
    int bound;
    PyObject *method = find_special(a, names[op], &bound);

    if (is_missing(method))
        Py_RETURN_NOTIMPLEMENTED;
    return method ? call_found(method, bound, args, 2) : NULL;
}

PyObject *slot_tp_iter(PyObject *self)
{
    int bound;
    PyObject *method = find_special(self, _Py_ID(__iter__), &bound);

    if (method && method != Py_None)
        return call_found(method, bound, &self, 1);
    if (!is_missing(method) && !method)
        return NULL;
    if (!method && type_lookup(Py_TYPE(self), _Py_ID(__getitem__), &method) > 0)
        return PySeqIter_New(self);
    return PyErr_Format(PyExc_TypeError, "'%.200s' object is not iterable", Py_TYPE(self)->tp_name);
}

PyObject *slot_tp_descr_get(PyObject *self, PyObject *op, PyObject *type)
{
    int bound;
    PyObject *args[] = {self, op ? op : Py_None, type ? type : Py_None};
    PyObject *method = find_special(self, _Py_ID(__get__), &bound);

    if (!method)
        return PyErr_Occurred() ? NULL : Py_NewRef(self);
    return call_found(method, bound, args, 3);
}

int slot_tp_descr_set(PyObject *self, PyObject *op, PyObject *value)
{
    return done(value ? call2(self, _Py_ID(__set__), op, value) : call1(self, _Py_ID(__delete__), op));
}

/* What __init__ returned: 0 if None, else -1 with TypeError. Steals. */
int init_result(PyObject *result)
{
    if (!result)
        return -1;
    if (result != Py_None) {
        PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'", Py_TYPE(result)->tp_name);
        Py_DECREF(result);
        return -1;
    }
    return 0;
}

int slot_tp_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *method = _PyObject_LookupSpecial(self, _Py_ID(__init__));

    if (!method) {
        missing(_Py_ID(__init__));
        return -1;
    }
    PyObject *result = PyObject_Call(method, args, kwds);
    Py_DECREF(method);
    return init_result(result);
}

PyObject *slot_tp_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    PyObject *method = type_getattr(type, _Py_ID(__new__), 0), *all, *result = NULL;

    if (!method)
        return NULL;
    all = PyTuple_New(n + 1);
    if (all) {
        PyTuple_SET_ITEM(all, 0, Py_NewRef(type));
        for (Py_ssize_t i = 0; i < n; i++)
            PyTuple_SET_ITEM(all, i + 1, Py_NewRef(PyTuple_GET_ITEM(args, i)));
        result = PyObject_Call(method, all, kwds);
        Py_DECREF(all);
    }
    Py_DECREF(method);
    return result;
}

void slot_tp_finalize(PyObject *self)
{
    PyObject *error = PyErr_GetRaisedException();
    int bound;
    PyObject *method = find_special(self, _Py_ID(__del__), &bound);

    if (method) {
        PyObject *function = Py_NewRef(method);
        PyObject *result = call_found(method, bound, &self, 1);

        if (result)
            Py_DECREF(result);
        else
            PyErr_WriteUnraisable(function);
        Py_DECREF(function);
    } else if (PyErr_Occurred()) {
        PyErr_WriteUnraisable(self);
    }
    PyErr_SetRaisedException(error);
}
