/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/operator.c -- operator: what operators do, as functions. itemgetter, attrgetter and methodcaller are in
 * kernel/object/getter.c.
 */
#include "kernel/object/Python.h"

/* --- one and two operands -------------------------------------------------------------------------------------------------------- */

#define UNARY(name, function) \
    static PyObject *op_##name(PyObject *module, PyObject *a) \
    { \
        return function(a); \
    }
#define BINARY(name, function) \
    static PyObject *op_##name(PyObject *module, PyObject *const *args, Py_ssize_t n) \
    { \
        return _PyArg_CheckPositional(#name, n, 2, 2) ? function(args[0], args[1]) : NULL; \
    }
#define COMPARISON(name, op) \
    static PyObject *op_##name(PyObject *module, PyObject *const *args, Py_ssize_t n) \
    { \
        return _PyArg_CheckPositional(#name, n, 2, 2) ? PyObject_RichCompare(args[0], args[1], op) : NULL; \
    }

static PyObject *power(PyObject *a, PyObject *b)
{
    return PyNumber_Power(a, b, Py_None);
}

static PyObject *inplace_power(PyObject *a, PyObject *b)
{
    return PyNumber_InPlacePower(a, b, Py_None);
}

static PyObject *is(PyObject *a, PyObject *b)
{
    return PyBool_FromLong(a == b);
}

static PyObject *is_not(PyObject *a, PyObject *b)
{
    return PyBool_FromLong(a != b);
}

static PyObject *contains(PyObject *a, PyObject *b)
{
    int found = PySequence_Contains(a, b);

    return found < 0 ? NULL : PyBool_FromLong(found);
}

static PyObject *index_of(PyObject *a, PyObject *b)
{
    Py_ssize_t i = PySequence_Index(a, b);

    return i < 0 ? NULL : PyLong_FromSsize_t(i);
}

static PyObject *count_of(PyObject *a, PyObject *b)
{
    Py_ssize_t n = PySequence_Count(a, b);

    return n < 0 ? NULL : PyLong_FromSsize_t(n);
}

static PyObject *delete(PyObject *a, PyObject *b)
{
    return PyObject_DelItem(a, b) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *truth(PyObject *a)
{
    int yes = PyObject_IsTrue(a);

    return yes < 0 ? NULL : PyBool_FromLong(yes);
}

static PyObject *not(PyObject *a)
{
    int yes = PyObject_IsTrue(a);

    return yes < 0 ? NULL : PyBool_FromLong(!yes);
}

/* Only sequences: numbers have an operator of the same sign. */
static PyObject *concat_by(PyObject *a, PyObject *b, PyObject *(*function)(PyObject *, PyObject *))
{
    if (!PySequence_Check(a) || !PySequence_Check(b))
        return PyErr_Format(PyExc_TypeError, "'%.200s' object can't be concatenated", Py_TYPE(PySequence_Check(a) ? b : a)->tp_name);
    return function(a, b);
}

static PyObject *concat(PyObject *a, PyObject *b)
{
    return concat_by(a, b, PyNumber_Add);
}

static PyObject *inplace_concat(PyObject *a, PyObject *b)
{
    return concat_by(a, b, PyNumber_InPlaceAdd);
}

UNARY(abs, PyNumber_Absolute)
UNARY(index, PyNumber_Index)
UNARY(invert, PyNumber_Invert)
UNARY(neg, PyNumber_Negative)
UNARY(not_, not)
UNARY(pos, PyNumber_Positive)
UNARY(truth, truth)
BINARY(add, PyNumber_Add)
BINARY(and_, PyNumber_And)
BINARY(concat, concat)
BINARY(contains, contains)
BINARY(countOf, count_of)
BINARY(delitem, delete)
BINARY(floordiv, PyNumber_FloorDivide)
BINARY(getitem, PyObject_GetItem)
BINARY(iadd, PyNumber_InPlaceAdd)
BINARY(iand, PyNumber_InPlaceAnd)
BINARY(iconcat, inplace_concat)
BINARY(ifloordiv, PyNumber_InPlaceFloorDivide)
BINARY(ilshift, PyNumber_InPlaceLshift)
BINARY(imatmul, PyNumber_InPlaceMatrixMultiply)
BINARY(imod, PyNumber_InPlaceRemainder)
BINARY(imul, PyNumber_InPlaceMultiply)
BINARY(indexOf, index_of)
BINARY(ior, PyNumber_InPlaceOr)
BINARY(ipow, inplace_power)
BINARY(irshift, PyNumber_InPlaceRshift)
BINARY(is_, is)
BINARY(is_not, is_not)
BINARY(isub, PyNumber_InPlaceSubtract)
BINARY(itruediv, PyNumber_InPlaceTrueDivide)
BINARY(ixor, PyNumber_InPlaceXor)
BINARY(lshift, PyNumber_Lshift)
BINARY(matmul, PyNumber_MatrixMultiply)
BINARY(mod, PyNumber_Remainder)
BINARY(mul, PyNumber_Multiply)
BINARY(or_, PyNumber_Or)
BINARY(pow, power)
BINARY(rshift, PyNumber_Rshift)
BINARY(sub, PyNumber_Subtract)
BINARY(truediv, PyNumber_TrueDivide)
BINARY(xor, PyNumber_Xor)
COMPARISON(eq, Py_EQ)
COMPARISON(ge, Py_GE)
COMPARISON(gt, Py_GT)
COMPARISON(le, Py_LE)
COMPARISON(lt, Py_LT)
COMPARISON(ne, Py_NE)

/* --- others ---------------------------------------------------------------------------------------------------------------------- */

static PyObject *op_setitem(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    if (!_PyArg_CheckPositional("setitem", n, 3, 3) || PyObject_SetItem(args[0], args[1], args[2]) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *op_length_hint(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t hint = 0;

    if (!_PyArg_CheckPositional("length_hint", n, 1, 2))
        return NULL;
    if (n == 2 && !PyLong_Check(args[1]))
        return PyErr_Format(PyExc_TypeError, "'%.200s' object cannot be interpreted as an integer", Py_TYPE(args[1])->tp_name);
    if (n == 2 && (hint = PyNumber_AsSsize_t(args[1], PyExc_OverflowError)) == -1 && PyErr_Occurred())
        return NULL;
    hint = PyObject_LengthHint(args[0], hint);
    return hint == -1 && PyErr_Occurred() ? NULL : PyLong_FromSsize_t(hint);
}

static PyObject *op_call(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    if (n < 1) {
        PyErr_SetString(PyExc_TypeError, "call expected at least 1 argument, got 0");
        return NULL;
    }
    return PyObject_Vectorcall(args[0], args + 1, (size_t)(n - 1) | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
}

/* --- the module ------------------------------------------------------------------------------------------------------------------ */

#define ONE(name) {#name, op_##name, METH_O, NULL}
#define TWO(name) {#name, _PyCFunction_CAST(op_##name), METH_FASTCALL, NULL}

static const PyMethodDef methods[] = {
    ONE(abs), TWO(add), TWO(and_), {"call", _PyCFunction_CAST(op_call), METH_FASTCALL | METH_KEYWORDS, NULL},
    TWO(concat), TWO(contains), TWO(countOf), TWO(delitem), TWO(eq), TWO(floordiv), TWO(ge), TWO(getitem), TWO(gt), TWO(iadd),
    TWO(iand), TWO(iconcat), TWO(ifloordiv), TWO(ilshift), TWO(imatmul), TWO(imod), TWO(imul), ONE(index), TWO(indexOf),
    {"inv", op_invert, METH_O, NULL}, ONE(invert), TWO(ior), TWO(ipow), TWO(irshift), TWO(is_), TWO(is_not), TWO(isub),
    TWO(itruediv), TWO(ixor), TWO(le), TWO(length_hint), TWO(lshift), TWO(lt), TWO(matmul), TWO(mod), TWO(mul), TWO(ne),
    ONE(neg), ONE(not_), TWO(or_), ONE(pos), TWO(pow), TWO(rshift), TWO(setitem), TWO(sub), TWO(truediv), ONE(truth), TWO(xor),
    {NULL, NULL, 0, NULL},
};

static const struct module_object objects[] = {
    {_Py_ID(attrgetter), CONST_SLOT(&PyAttrGetter_Type)},
    {_Py_ID(itemgetter), CONST_SLOT(&PyItemGetter_Type)},
    {_Py_ID(methodcaller), CONST_SLOT(&PyMethodCaller_Type)},
    {NULL, NULL},
};

/* A function bears the name of its method too: __add__ is add, __or__ is or_. */
static PyObject *lookup(PyObject *module, PyObject *name)
{
    Py_ssize_t n;
    const char *text = PyUnicode_AsUTF8AndSize(name, &n);
    PyObject *result = NULL;

    if (!text || n < 6 || memcmp(text, "__", 2) != 0 || memcmp(text + n - 2, "__", 2) != 0)
        return NULL;
    for (int end = 2; end >= 1 && !result && !PyErr_Occurred(); end--) { /* with no underscore behind it, with one */
        PyObject *bare = PyUnicode_Substring(name, 2, n - end);

        if (bare)
            _PyObject_LookupAttr(module, bare, &result);
        Py_XDECREF(bare);
    }
    return result;
}

static const PyModuleDef_Slot slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {Py_mod_lookup, lookup},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "operator",
    .m_methods = CONST_SLOT(methods),
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_operator(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
