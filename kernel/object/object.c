/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/object.c -- what every object can do: text, comparison, hash, truth, and the memory of objects.
 *
 * An empty slot of a type stands for what `object` does (object.h); the functions below know it as object_repr, object_hash ...
 * of base_object.c.
 */
#include "kernel/object/Python.h"
#include "kernel/object/instance.h"
#include "kernel/object/type.h"

/* --- memory ----------------------------------------------------------------------------------------------------------------- */

PyObject *PyObject_Init(PyObject *op, const PyTypeObject *type)
{
    if (!op)
        return PyErr_NoMemory();
    Py_SET_REFCNT(op, 1);
    Py_SET_TYPE(op, Py_NewRef(type));
    return op;
}

PyVarObject *PyObject_InitVar(PyVarObject *op, const PyTypeObject *type, Py_ssize_t size)
{
    if (!PyObject_Init((PyObject *)op, type))
        return NULL;
    Py_SET_SIZE(op, size);
    return op;
}

/* The bytes of n items, or 0 when no address space could hold them. */
static size_t var_size(const PyTypeObject *type, Py_ssize_t n)
{
    size_t item = (size_t)type->tp_itemsize;

    if (n < 0 || (item && (size_t)n > ((size_t)PY_SSIZE_T_MAX - (size_t)type->tp_basicsize - sizeof(void *)) / item))
        return 0;
    return _PyObject_VAR_SIZE(type, n);
}

/* The heap's object_new and object_gc_new, with the type's reference counted and MemoryError set. */
static PyObject *allocate(const PyTypeObject *type, size_t size, int gc)
{
    PyTypeObject *t = (PyTypeObject *)(uintptr_t)type;
    PyObject *op = NULL;

    if (size)
        op = gc ? object_gc_new(t, size) : object_new(t, size);
    if (!op)
        return PyErr_NoMemory();
    Py_INCREF(t);
    return op;
}

PyObject *_PyObject_New(const PyTypeObject *type)
{
    return allocate(type, (size_t)type->tp_basicsize, 0);
}

PyVarObject *_PyObject_NewVar(const PyTypeObject *type, Py_ssize_t n)
{
    PyVarObject *op = (PyVarObject *)allocate(type, var_size(type, n), 0);

    if (op)
        Py_SET_SIZE(op, n);
    return op;
}

PyObject *_PyObject_GC_New(const PyTypeObject *type)
{
    return allocate(type, (size_t)type->tp_basicsize, 1);
}

PyVarObject *_PyObject_GC_NewVar(const PyTypeObject *type, Py_ssize_t n)
{
    PyVarObject *op = (PyVarObject *)allocate(type, var_size(type, n), 1);

    if (op)
        Py_SET_SIZE(op, n);
    return op;
}

PyVarObject *_PyObject_GC_Resize(PyVarObject *op, Py_ssize_t n)
{
    size_t size = var_size(Py_TYPE(op), n);
    PyVarObject *moved = size ? (PyVarObject *)object_gc_resize((PyObject *)op, size) : NULL;

    if (!moved)
        return (PyVarObject *)PyErr_NoMemory();
    Py_SET_SIZE(moved, n);
    return moved;
}

void PyObject_Del(void *op)
{
    object_del(op);
}

void PyObject_GC_Del(void *op)
{
    object_gc_del(op);
}

size_t object_owned(PyObject *op)
{
    const PyTypeObject *type = Py_TYPE(op);
    size_t n = type->tp_owned ? type->tp_owned(op) : 0;
    const PyDictValues *v = PyType_HasFeature(type, Py_TPFLAGS_MANAGED_DICT) ? instance_word_values(*instance_word(op, type)) : NULL;

    return v ? n + values_bytes(v) : n;
}

PyObject *object_sizeof_owned(PyObject *self, PyObject *unused)
{
    const PyTypeObject *type = Py_TYPE(self);

    return PyLong_FromSize_t((size_t)type->tp_basicsize + (type->tp_owned ? type->tp_owned(self) : 0));
}

size_t _PySys_GetSizeOf(PyObject *op)
{
    PyObject *method = _PyObject_LookupSpecial(op, _Py_ID(__sizeof__));

    if (!method) {
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_TypeError, "Type %.100s doesn't define __sizeof__", Py_TYPE(op)->tp_name);
        return (size_t)-1;
    }
    PyObject *result = PyObject_CallNoArgs(method);
    Py_DECREF(method);
    if (!result)
        return (size_t)-1;
    Py_ssize_t size = PyLong_AsSsize_t(result);
    Py_DECREF(result);
    if (size == -1 && PyErr_Occurred())
        return (size_t)-1;
    if (size < 0) {
        PyErr_SetString(PyExc_ValueError, "__sizeof__() should return >= 0");
        return (size_t)-1;
    }
    return (size_t)size;
}

/* --- text ------------------------------------------------------------------------------------------------------------------- */

/* result of a `what` that must be a str. Steals and returns it, or NULL with TypeError. */
static PyObject *checked_str(PyObject *result, const char *what)
{
    if (result && !PyUnicode_Check(result)) {
        PyErr_Format(PyExc_TypeError, "%s returned non-string (type %.200s)", what, Py_TYPE(result)->tp_name);
        Py_CLEAR(result);
    }
    return result;
}

PyObject *PyObject_Repr(PyObject *op)
{
    if (!op)
        return PyUnicode_FromString("<NULL>");
    if (Py_EnterRecursiveCall(" while getting the repr of an object"))
        return NULL;
    reprfunc repr = Py_TYPE(op)->tp_repr;
    PyObject *result = repr ? repr(op) : object_repr(op);
    Py_LeaveRecursiveCall();
    return checked_str(result, "__repr__");
}

PyObject *PyObject_Str(PyObject *op)
{
    if (!op)
        return PyUnicode_FromString("<NULL>");
    if (PyUnicode_CheckExact(op))
        return Py_NewRef(op);
    reprfunc str = Py_TYPE(op)->tp_str;
    if (!str || str == object_str)
        return PyObject_Repr(op);
    if (Py_EnterRecursiveCall(" while getting the str of an object"))
        return NULL;
    PyObject *result = str(op);
    Py_LeaveRecursiveCall();
    return checked_str(result, "__str__");
}

PyObject *PyObject_ASCII(PyObject *op)
{
    PyObject *repr = PyObject_Repr(op);

    if (!repr || PyUnicode_IS_ASCII(repr))
        return repr;
    PyObject *bytes = PyUnicode_AsEncodedString(repr, "ascii", "backslashreplace");
    Py_DECREF(repr);
    if (!bytes)
        return NULL;
    PyObject *result = PyUnicode_DecodeASCII(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), NULL);
    Py_DECREF(bytes);
    return result;
}

PyObject *PyObject_Bytes(PyObject *op)
{
    if (!op)
        return PyBytes_FromString("<NULL>");
    if (PyBytes_CheckExact(op))
        return Py_NewRef(op);
    PyObject *method = _PyObject_LookupSpecial(op, _Py_ID(__bytes__));
    if (!method)
        return PyErr_Occurred() ? NULL : PyBytes_FromObject(op);
    PyObject *result = PyObject_CallNoArgs(method);
    Py_DECREF(method);
    if (result && !PyBytes_Check(result)) {
        PyErr_Format(PyExc_TypeError, "__bytes__ returned non-bytes (type %.200s)", Py_TYPE(result)->tp_name);
        Py_CLEAR(result);
    }
    return result;
}

int Py_ReprEnter(PyObject *op)
{
    PyObject *stack = interp.repr_stack;

    if (!stack) {
        stack = interp.repr_stack = PyList_New(0);
        if (!stack)
            return -1;
    }
    for (Py_ssize_t i = PyList_GET_SIZE(stack); i-- > 0;)
        if (PyList_GET_ITEM(stack, i) == op)
            return 1;
    return PyList_Append(stack, op);
}

void Py_ReprLeave(PyObject *op)
{
    PyObject *stack = interp.repr_stack;
    PyObject *error = PyErr_GetRaisedException();

    for (Py_ssize_t i = stack ? PyList_GET_SIZE(stack) : 0; i-- > 0;)
        if (PyList_GET_ITEM(stack, i) == op) {
            PyList_SetSlice(stack, i, i + 1, NULL);
            break;
        }
    PyErr_SetRaisedException(error);
}

/* --- comparison ------------------------------------------------------------------------------------------------------------- */

static PyObject *compare_half(PyObject *a, PyObject *b, int op)
{
    richcmpfunc compare = Py_TYPE(a)->tp_richcompare;

    return compare ? compare(a, b, op) : object_richcompare(a, b, op);
}

/* a op b: the type of b first when it derives from a's and compares in its own way. */
static PyObject *compare(PyObject *a, PyObject *b, int op)
{
    static const uint8_t swapped[] = {Py_GT, Py_GE, Py_EQ, Py_NE, Py_LT, Py_LE};
    static const char symbol[][3] = {"<", "<=", "==", "!=", ">", ">="};
    int b_was_asked = 0;
    PyObject *result;

    if (Py_TYPE(a) != Py_TYPE(b) && Py_TYPE(b)->tp_richcompare && PyType_IsSubtype(Py_TYPE(b), Py_TYPE(a))) {
        b_was_asked = 1;
        result = compare_half(b, a, swapped[op]);
        if (result != Py_NotImplemented)
            return result;
    }
    result = compare_half(a, b, op);
    if (result != Py_NotImplemented)
        return result;
    if (!b_was_asked) {
        result = compare_half(b, a, swapped[op]);
        if (result != Py_NotImplemented)
            return result;
    }
    if (op == Py_EQ)
        return PyBool_FromLong(a == b);
    if (op == Py_NE)
        return PyBool_FromLong(a != b);
    return PyErr_Format(PyExc_TypeError, "'%s' not supported between instances of '%.100s' and '%.100s'", symbol[op],
                        Py_TYPE(a)->tp_name, Py_TYPE(b)->tp_name);
}

PyObject *PyObject_RichCompare(PyObject *a, PyObject *b, int op)
{
    if (Py_EnterRecursiveCall(" in comparison"))
        return NULL;
    PyObject *result = compare(a, b, op);
    Py_LeaveRecursiveCall();
    return result;
}

int PyObject_RichCompareBool(PyObject *a, PyObject *b, int op)
{
    if (a == b) {
        if (op == Py_EQ)
            return 1;
        if (op == Py_NE)
            return 0;
    }
    PyObject *result = PyObject_RichCompare(a, b, op);
    if (!result)
        return -1;
    int truth = PyObject_IsTrue(result);
    Py_DECREF(result);
    return truth;
}

/* --- hash, truth ------------------------------------------------------------------------------------------------------------ */

Py_hash_t _Py_HashPointer(const void *p)
{
    size_t x = (size_t)p;

    /* The lowest bits are those of alignment. */
    x = x >> 4 | x << (8 * sizeof x - 4);
    return (Py_hash_t)x == -1 ? -2 : (Py_hash_t)x;
}

Py_hash_t PyObject_HashNotImplemented(PyObject *op)
{
    PyErr_Format(PyExc_TypeError, "unhashable type: '%.200s'", Py_TYPE(op)->tp_name);
    return -1;
}

Py_hash_t PyObject_Hash(PyObject *op)
{
    const PyTypeObject *type = Py_TYPE(op);

    if (type->tp_hash)
        return type->tp_hash(op);
    return type->tp_richcompare ? PyObject_HashNotImplemented(op) : _Py_HashPointer(op);
}

int PyObject_IsTrue(PyObject *op)
{
    const PyTypeObject *type = Py_TYPE(op);
    Py_ssize_t n;

    if (op == Py_True)
        return 1;
    if (op == Py_False || op == Py_None)
        return 0;
    if (type->tp_as_number && type->tp_as_number->nb_bool)
        n = type->tp_as_number->nb_bool(op);
    else if (type->tp_as_mapping && type->tp_as_mapping->mp_length)
        n = type->tp_as_mapping->mp_length(op);
    else if (type->tp_as_sequence && type->tp_as_sequence->sq_length)
        n = type->tp_as_sequence->sq_length(op);
    else
        return 1;
    return n > 0 ? 1 : (int)n;
}

int PyObject_Not(PyObject *op)
{
    int truth = PyObject_IsTrue(op);

    return truth < 0 ? truth : !truth;
}

int PyCallable_Check(PyObject *op)
{
    return op && Py_TYPE(op)->tp_call;
}

PyObject *PyObject_SelfIter(PyObject *op)
{
    return Py_NewRef(op);
}

/* --- dir ---------------------------------------------------------------------------------------------------------------------- */

static PyObject *dir_of_scope(void)
{
    PyObject *locals = PyEval_GetLocals();

    if (!locals) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_SystemError, "frame does not exist");
        return NULL;
    }
    PyObject *names = PyMapping_Keys(locals);
    if (names && PyList_Sort(names) < 0)
        Py_CLEAR(names);
    return names;
}

PyObject *PyObject_Dir(PyObject *op)
{
    if (!op)
        return dir_of_scope();
    PyObject *method = _PyObject_LookupSpecial(op, _Py_ID(__dir__));
    if (!method) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "object does not provide __dir__");
        return NULL;
    }
    PyObject *names = PyObject_CallNoArgs(method);
    Py_DECREF(method);
    if (!names)
        return NULL;
    PyObject *list = PySequence_List(names);
    Py_DECREF(names);
    if (list && PyList_Sort(list) < 0)
        Py_CLEAR(list);
    return list;
}
