/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/weakproxy.c -- weakref.proxy: a weak reference that behaves as its object.
 *
 * Every operation holds the object while it lasts, and is done on that; ReferenceError once the object is dead. An operand that is no
 * proxy takes part as it is.
 */
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

/* What op stands for: new reference, or NULL with ReferenceError. */
static PyObject *hold(PyObject *op)
{
    if (op && PyWeakref_CheckProxy(op)) {
        op = weakref_get((PyWeakReference *)op);
        if (!op) {
            PyErr_SetString(PyExc_ReferenceError, "weakly-referenced object no longer exists");
            return NULL;
        }
    }
    return Py_XNewRef(op);
}

static PyObject *one(PyObject *op, unaryfunc f)
{
    PyObject *held = hold(op), *result;

    if (!held)
        return NULL;
    result = f(held);
    Py_DECREF(held);
    return result;
}

static PyObject *three(PyObject *a, PyObject *b, PyObject *c, ternaryfunc f)
{
    PyObject *x = hold(a), *y = x ? hold(b) : NULL, *z = y ? hold(c) : NULL, *result = NULL;

    if (y && (z || !c))
        result = f(x, y, z);
    Py_XDECREF(x);
    Py_XDECREF(y);
    Py_XDECREF(z);
    return result;
}

static PyObject *two(PyObject *a, PyObject *b, binaryfunc f)
{
    PyObject *x = hold(a), *y = x ? hold(b) : NULL, *result = y ? f(x, y) : NULL;

    Py_XDECREF(x);
    Py_XDECREF(y);
    return result;
}

#define ONE(name, f)                                                                                                   \
    static PyObject *name(PyObject *op)                                                                                \
    {                                                                                                                  \
        return one(op, f);                                                                                             \
    }
#define TWO(name, f)                                                                                                   \
    static PyObject *name(PyObject *a, PyObject *b)                                                                    \
    {                                                                                                                  \
        return two(a, b, f);                                                                                           \
    }
#define THREE(name, f)                                                                                                 \
    static PyObject *name(PyObject *a, PyObject *b, PyObject *c)                                                       \
    {                                                                                                                  \
        return three(a, b, c, f);                                                                                      \
    }

ONE(proxy_str, PyObject_Str)
ONE(proxy_neg, PyNumber_Negative)
ONE(proxy_pos, PyNumber_Positive)
ONE(proxy_abs, PyNumber_Absolute)
ONE(proxy_invert, PyNumber_Invert)
ONE(proxy_int, PyNumber_Long)
ONE(proxy_float, PyNumber_Float)
ONE(proxy_index, PyNumber_Index)
ONE(proxy_iter, PyObject_GetIter)
TWO(proxy_getattro, PyObject_GetAttr)
TWO(proxy_getitem, PyObject_GetItem)
TWO(proxy_add, PyNumber_Add)
TWO(proxy_sub, PyNumber_Subtract)
TWO(proxy_mul, PyNumber_Multiply)
TWO(proxy_floor_div, PyNumber_FloorDivide)
TWO(proxy_true_div, PyNumber_TrueDivide)
TWO(proxy_mod, PyNumber_Remainder)
TWO(proxy_divmod, PyNumber_Divmod)
TWO(proxy_lshift, PyNumber_Lshift)
TWO(proxy_rshift, PyNumber_Rshift)
TWO(proxy_and, PyNumber_And)
TWO(proxy_xor, PyNumber_Xor)
TWO(proxy_or, PyNumber_Or)
TWO(proxy_matmul, PyNumber_MatrixMultiply)
TWO(proxy_iadd, PyNumber_InPlaceAdd)
TWO(proxy_isub, PyNumber_InPlaceSubtract)
TWO(proxy_imul, PyNumber_InPlaceMultiply)
TWO(proxy_ifloor_div, PyNumber_InPlaceFloorDivide)
TWO(proxy_itrue_div, PyNumber_InPlaceTrueDivide)
TWO(proxy_imod, PyNumber_InPlaceRemainder)
TWO(proxy_ilshift, PyNumber_InPlaceLshift)
TWO(proxy_irshift, PyNumber_InPlaceRshift)
TWO(proxy_iand, PyNumber_InPlaceAnd)
TWO(proxy_ixor, PyNumber_InPlaceXor)
TWO(proxy_ior, PyNumber_InPlaceOr)
TWO(proxy_imatmul, PyNumber_InPlaceMatrixMultiply)
THREE(proxy_pow, PyNumber_Power)
THREE(proxy_ipow, PyNumber_InPlacePower)
THREE(proxy_call, PyObject_Call)

static PyObject *proxy_repr(PyObject *self)
{
    PyObject *ob = PyWeakref_GET_OBJECT(self);

    return PyUnicode_FromFormat("<weakproxy at %p to %s at %p>", self, Py_TYPE(ob)->tp_name, ob);
}

static PyObject *proxy_richcompare(PyObject *a, PyObject *b, int op)
{
    PyObject *x = hold(a), *y = x ? hold(b) : NULL, *result = y ? PyObject_RichCompare(x, y, op) : NULL;

    Py_XDECREF(x);
    Py_XDECREF(y);
    return result;
}

static int proxy_setattro(PyObject *self, PyObject *name, PyObject *value)
{
    PyObject *held = hold(self);
    int result = held ? PyObject_SetAttr(held, name, value) : -1;

    Py_XDECREF(held);
    return result;
}

static int proxy_setitem(PyObject *self, PyObject *key, PyObject *value)
{
    PyObject *held = hold(self);
    int result = !held ? -1 : value ? PyObject_SetItem(held, key, value) : PyObject_DelItem(held, key);

    Py_XDECREF(held);
    return result;
}

static int proxy_bool(PyObject *self)
{
    PyObject *held = hold(self);
    int result = held ? PyObject_IsTrue(held) : -1;

    Py_XDECREF(held);
    return result;
}

static int proxy_contains(PyObject *self, PyObject *value)
{
    PyObject *held = hold(self);
    int result = held ? PySequence_Contains(held, value) : -1;

    Py_XDECREF(held);
    return result;
}

static Py_ssize_t proxy_len(PyObject *self)
{
    PyObject *held = hold(self);
    Py_ssize_t n = held ? PyObject_Size(held) : -1;

    Py_XDECREF(held);
    return n;
}

static PyObject *next(PyObject *op)
{
    if (!PyIter_Check(op))
        return PyErr_Format(PyExc_TypeError, "Weakref proxy referenced a non-iterator '%.200s' object", Py_TYPE(op)->tp_name);
    return PyIter_Next(op);
}
ONE(proxy_next, next)

static PyObject *bytes_of(PyObject *op)
{
    return PyObject_CallMethodNoArgs(op, _Py_ID(__bytes__));
}

static PyObject *proxy_bytes(PyObject *self, PyObject *unused)
{
    return one(self, bytes_of);
}

static PyObject *reversed_of(PyObject *op)
{
    return PyObject_CallMethodNoArgs(op, _Py_ID(__reversed__));
}

static PyObject *proxy_reversed(PyObject *self, PyObject *unused)
{
    return one(self, reversed_of);
}

static const PyMethodDef methods[] = {
    {"__bytes__", proxy_bytes, METH_NOARGS, NULL},
    {"__reversed__", proxy_reversed, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyNumberMethods as_number = {
    .nb_add = proxy_add,
    .nb_subtract = proxy_sub,
    .nb_multiply = proxy_mul,
    .nb_remainder = proxy_mod,
    .nb_divmod = proxy_divmod,
    .nb_power = proxy_pow,
    .nb_negative = proxy_neg,
    .nb_positive = proxy_pos,
    .nb_absolute = proxy_abs,
    .nb_bool = proxy_bool,
    .nb_invert = proxy_invert,
    .nb_lshift = proxy_lshift,
    .nb_rshift = proxy_rshift,
    .nb_and = proxy_and,
    .nb_xor = proxy_xor,
    .nb_or = proxy_or,
    .nb_int = proxy_int,
    .nb_float = proxy_float,
    .nb_inplace_add = proxy_iadd,
    .nb_inplace_subtract = proxy_isub,
    .nb_inplace_multiply = proxy_imul,
    .nb_inplace_remainder = proxy_imod,
    .nb_inplace_power = proxy_ipow,
    .nb_inplace_lshift = proxy_ilshift,
    .nb_inplace_rshift = proxy_irshift,
    .nb_inplace_and = proxy_iand,
    .nb_inplace_xor = proxy_ixor,
    .nb_inplace_or = proxy_ior,
    .nb_floor_divide = proxy_floor_div,
    .nb_true_divide = proxy_true_div,
    .nb_inplace_floor_divide = proxy_ifloor_div,
    .nb_inplace_true_divide = proxy_itrue_div,
    .nb_index = proxy_index,
    .nb_matrix_multiply = proxy_matmul,
    .nb_inplace_matrix_multiply = proxy_imatmul,
};

static const PySequenceMethods as_sequence = {
    .sq_length = proxy_len,
    .sq_contains = proxy_contains,
};

static const PyMappingMethods as_mapping = {
    .mp_length = proxy_len,
    .mp_subscript = proxy_getitem,
    .mp_ass_subscript = proxy_setitem,
};

#define PROXY(name)                                                                                                    \
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)                                                                                 \
    .tp_name = "weakref." #name, .tp_basicsize = sizeof(PyWeakReference), .tp_dealloc = weakref_dealloc,              \
    .tp_repr = proxy_repr, .tp_as_number = CONST_SLOT(&as_number), .tp_as_sequence = CONST_SLOT(&as_sequence),         \
    .tp_as_mapping = CONST_SLOT(&as_mapping), .tp_hash = PyObject_HashNotImplemented, .tp_str = proxy_str,             \
    .tp_getattro = proxy_getattro, .tp_setattro = proxy_setattro, .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC,   \
    .tp_traverse = weakref_traverse, .tp_clear = weakref_tp_clear, .tp_richcompare = proxy_richcompare,                \
    .tp_iter = proxy_iter, .tp_iternext = proxy_next, .tp_methods = CONST_SLOT(methods),                               \
    .tp_base = CONST_TYPE(PyBaseObject_Type), .tp_free = PyObject_GC_Del, .tp_version_tag = TYPE_TAG(name)

const PyTypeObject _PyWeakref_ProxyType = {PROXY(ProxyType)};

const PyTypeObject _PyWeakref_CallableProxyType = {PROXY(CallableProxyType), .tp_call = proxy_call};
