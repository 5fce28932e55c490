/* SPDX-License-Identifier: MIT */
/* kernel/lang/vm_op.c -- operators, comparisons, items: the long ways. */
#include "kernel/lang/vm.h"

/* Releases both operands of a binary instruction in CPython's order, stores the result: the next instruction. */
static const uint8_t *binary_done(PyObject **f, const uint8_t *pc, PyObject *v)
{
    int ra = ARG(2), rb = ARG(3);

    if (!v)
        return NULL;
    vm_release(f, ra, f[ra]);
    vm_release(f, rb, f[rb]);
    vm_store(f, ARG(1), v);
    return pc + 4;
}

/* --- int of up to two digits, by way of 64 bits ------------------------------------------------------------------------------ */

static inline bool two_digits(const PyObject *v)
{
    return PyLong_CheckExact(v) && (size_t)(((const PyVarObject *)v)->ob_size + 2) < 5;
}

static int64_t two_digit_value(const PyObject *op)
{
    const PyLongObject *v = (const PyLongObject *)op;
    Py_ssize_t n = v->ob_base.ob_size;
    int64_t x = 0;

    if (n == 2 || n == -2)
        x = (int64_t)((uint64_t)v->ob_digit[1] << PyLong_SHIFT);
    if (n)
        x |= v->ob_digit[0];
    return n < 0 ? -x : x;
}

/* A new int, or NULL: not this way (no exception), or no memory. */
static PyObject *small_int_op(unsigned op, PyObject *a, PyObject *b)
{
    int64_t x = two_digit_value(a), y = two_digit_value(b), r;

    switch (op) {
    case OP_ADD:
        r = x + y;
        break;
    case OP_SUB:
        r = x - y;
        break;
    case OP_MUL:
        if (__builtin_mul_overflow(x, y, &r))
            return NULL;
        break;
    case OP_AND:
        r = x & y;
        break;
    case OP_OR:
        r = x | y;
        break;
    case OP_XOR:
        r = x ^ y;
        break;
    case OP_RSHIFT:
        if (y < 0 || y > 62)
            return NULL;
        r = x >> y;
        break;
    default:
        return NULL;
    }
    return _PyLong_FromInt64(r);
}

/* --- floats --------------------------------------------------------------------------------------------------------------------- */

/* A temp nobody else has takes the result; the other operand is released. */
static inline PyObject *float_result(PyObject **f, const uint8_t *pc, PyObject *a, PyObject *b, double r)
{
    int ra = ARG(2), rb = ARG(3);
    PyObject *v;

    if (ra >= 0 && a->ob_refcnt == 1) {
        f[ra] = NULL;
        PyFloat_AS_DOUBLE(a) = r;
        vm_release(f, rb, b);
        return a;
    }
    if (rb >= 0 && b->ob_refcnt == 1) {
        f[rb] = NULL;
        PyFloat_AS_DOUBLE(b) = r;
        vm_release(f, ra, a);
        return b;
    }
    v = _PyFloat_New(r);
    if (v) {
        vm_release(f, ra, a);
        vm_release(f, rb, b);
    }
    return v;
}

/* +, -, * of two floats. */
const uint8_t *vm_float_op(PyObject **f, const uint8_t *pc)
{
    PyObject *a = f[ARG(2)], *b = f[ARG(3)], *v;
    double x = PyFloat_AS_DOUBLE(a), y = PyFloat_AS_DOUBLE(b);

    switch (*pc) {
    case OP_ADD:
    case OP_INPLACE_ADD:
        x += y;
        break;
    case OP_SUB:
    case OP_INPLACE_SUB:
        x -= y;
        break;
    default:
        x *= y;
    }
    v = float_result(f, pc, a, b, x);
    if (!v)
        return NULL;
    vm_store(f, ARG(1), v);
    return pc + 4;
}

/* --- binary operators ------------------------------------------------------------------------------------------------------------- */

typedef PyObject *(*binary)(PyObject *, PyObject *);

static PyObject *power(PyObject *a, PyObject *b)
{
    return PyNumber_Power(a, b, Py_None);
}

static PyObject *inplace_power(PyObject *a, PyObject *b)
{
    return PyNumber_InPlacePower(a, b, Py_None);
}

static const binary functions[] = {
    PyNumber_Add, PyNumber_Subtract, PyNumber_Multiply, PyNumber_MatrixMultiply, PyNumber_TrueDivide, PyNumber_FloorDivide,
    PyNumber_Remainder, power, PyNumber_Lshift, PyNumber_Rshift, PyNumber_And, PyNumber_Or, PyNumber_Xor,
};
static const binary inplace_functions[] = {
    PyNumber_InPlaceAdd, PyNumber_InPlaceSubtract, PyNumber_InPlaceMultiply, PyNumber_InPlaceMatrixMultiply,
    PyNumber_InPlaceTrueDivide, PyNumber_InPlaceFloorDivide, PyNumber_InPlaceRemainder, inplace_power, PyNumber_InPlaceLshift,
    PyNumber_InPlaceRshift, PyNumber_InPlaceAnd, PyNumber_InPlaceOr, PyNumber_InPlaceXor,
};

/* The short ways of exact built-in types; NULL without an exception: none. */
static PyObject *common_binary(unsigned op, PyObject *a, PyObject *b)
{
    if (two_digits(a) && two_digits(b))
        return small_int_op(op, a, b);
    if (op == OP_TRUEDIV && PyFloat_CheckExact(a) && PyFloat_CheckExact(b) && PyFloat_AS_DOUBLE(b) != 0.0)
        return _PyFloat_New(PyFloat_AS_DOUBLE(a) / PyFloat_AS_DOUBLE(b));
    if (op == OP_ADD && PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))
        return PyUnicode_Concat(a, b);
    return NULL;
}

const uint8_t *op_binary(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(2), rb = ARG(3);
    PyObject *a = f[ra], *b = f[rb];
    PyObject *v = common_binary(*pc, a, b);

    if (!v) {
        if (PyErr_Occurred())
            return NULL;
        vm_pin(ra, a);
        vm_pin(rb, b);
        v = functions[*pc - OP_ADD](a, b);
        vm_unpin(ra, a);
        vm_unpin(rb, b);
    }
    return binary_done(f, pc, v);
}

/* s += t where s is a local: grows in place while nobody else has the str. */
static const uint8_t *append_in_place(PyObject **f, const uint8_t *pc)
{
    PyObject *b = f[ARG(3)];

    PyUnicode_Append(&f[ARG(2)], b);
    if (!f[ARG(2)])
        return NULL;
    vm_release(f, ARG(3), b);
    return pc + 4;
}

const uint8_t *op_inplace(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(2), rb = ARG(3);
    PyObject *a = f[ra], *b = f[rb], *v;

    if (*pc == OP_INPLACE_ADD && ra == ARG(1) && PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b))
        return append_in_place(f, pc);
    v = common_binary((unsigned)(*pc - OP_INPLACE_ADD + OP_ADD), a, b);
    if (!v) {
        if (PyErr_Occurred())
            return NULL;
        vm_pin(ra, a);
        vm_pin(rb, b);
        v = inplace_functions[*pc - OP_INPLACE_ADD](a, b);
        vm_unpin(ra, a);
        vm_unpin(rb, b);
    }
    return binary_done(f, pc, v);
}

static const uint8_t *immediate(PyObject **f, const uint8_t *pc, binary function, unsigned op)
{
    int ra = ARG(2);
    PyObject *a = f[ra], *b, *v = NULL;

    if (ARG(3) >= -_PY_NSMALLNEGINTS) {
        b = _PyLong_Small(ARG(3));
    } else {
        b = PyLong_FromLong(ARG(3));
        if (!b)
            return NULL;
    }
    if (two_digits(a))
        v = small_int_op(op, a, b);
    if (!v && !PyErr_Occurred()) {
        vm_pin(ra, a);
        v = function(a, b);
        vm_unpin(ra, a);
    }
    Py_DECREF(b);
    if (!v)
        return NULL;
    vm_release(f, ra, f[ra]);
    vm_store(f, ARG(1), v);
    return pc + 4;
}

const uint8_t *op_binary_i(PyObject **f, const uint8_t *pc)
{
    return immediate(f, pc, functions[*pc - OP_ADD_I], (unsigned)(*pc - OP_ADD_I + OP_ADD));
}

const uint8_t *op_inplace_i(PyObject **f, const uint8_t *pc)
{
    return immediate(f, pc, inplace_functions[*pc - OP_INPLACE_ADD_I], (unsigned)(*pc - OP_INPLACE_ADD_I + OP_ADD));
}

/* --- unary ----------------------------------------------------------------------------------------------------------------------------- */

const uint8_t *op_unary(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2);
    PyObject *a = f[r], *v;

    vm_pin(r, a);
    v = *pc == OP_NEG ? PyNumber_Negative(a) : *pc == OP_POS ? PyNumber_Positive(a) : PyNumber_Invert(a);
    vm_unpin(r, a);
    if (!v)
        return NULL;
    vm_release(f, r, a);
    vm_store(f, ARG(1), v);
    return pc + 3;
}

static int truth(PyObject **f, int r)
{
    PyObject *a = f[r];
    int yes;

    vm_pin(r, a);
    yes = PyObject_IsTrue(a);
    vm_unpin(r, a);
    return yes;
}

const uint8_t *op_not(PyObject **f, const uint8_t *pc)
{
    int r = ARG(2), yes = truth(f, r);

    if (yes < 0)
        return NULL;
    vm_release(f, r, f[r]);
    vm_store(f, ARG(1), yes ? Py_False : Py_True);
    return pc + 3;
}

static const uint8_t *jump(const uint8_t *end, bool taken)
{
    return taken ? end + read_s16(end - 2) : end;
}

const uint8_t *op_jump_truth(PyObject **f, const uint8_t *pc)
{
    int r = ARG(1), yes = truth(f, r);

    if (yes < 0)
        return NULL;
    vm_release(f, r, f[r]);
    return jump(pc + 4, yes == (*pc == OP_JUMP_TRUE));
}

const uint8_t *op_jump_truth_keep(PyObject **f, const uint8_t *pc)
{
    int t = ARG(1), yes = PyObject_IsTrue(f[t]);
    bool taken = yes == (*pc == OP_JUMP_TRUE_KEEP);

    if (yes < 0)
        return NULL;
    if (!taken)
        vm_release(f, t, f[t]);
    return jump(pc + 4, taken);
}

/* --- comparisons --------------------------------------------------------------------------------------------------------------------- */

static PyObject *compare(PyObject **f, int ra, int rb, int op)
{
    PyObject *a = f[ra], *b = f[rb], *v;

    vm_pin(ra, a);
    vm_pin(rb, b);
    v = PyObject_RichCompare(a, b, op);
    vm_unpin(ra, a);
    vm_unpin(rb, b);
    return v;
}

/* 1, 0; or -1: not two floats, nor two strs compared for equality. */
static int compare_known(PyObject *a, PyObject *b, int op)
{
    if (Py_TYPE(a) != Py_TYPE(b))
        return -1;
    if (PyFloat_CheckExact(a)) {
        double x = PyFloat_AS_DOUBLE(a), y = PyFloat_AS_DOUBLE(b);

        switch (op) {
        case Py_LT:
            return x < y;
        case Py_LE:
            return x <= y;
        case Py_EQ:
            return x == y;
        case Py_NE:
            return x != y;
        case Py_GT:
            return x > y;
        default:
            return x >= y;
        }
    }
    if (PyUnicode_CheckExact(a) && (op == Py_EQ || op == Py_NE))
        return _PyUnicode_EQ(a, b) == (op == Py_EQ);
    return -1;
}

const uint8_t *op_compare(PyObject **f, const uint8_t *pc)
{
    return binary_done(f, pc, compare(f, ARG(2), ARG(3), *pc - OP_LT));
}

/* An outcome as a truth value; consumes v. */
static int outcome_truth(PyObject *v)
{
    int yes = v == Py_True ? 1 : v == Py_False ? 0 : v ? PyObject_IsTrue(v) : -1;

    Py_XDECREF(v);
    return yes;
}

const uint8_t *op_jump_compare(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(1), rb = ARG(2);
    bool when = *pc >= OP_JUMP_WHEN_LT;
    int op = *pc - (when ? OP_JUMP_WHEN_LT : OP_JUMP_UNLESS_LT);
    int yes = compare_known(f[ra], f[rb], op);
    PyObject *v;

    if (yes < 0) {
        v = compare(f, ra, rb, op);
        if (!v)
            return NULL;
        vm_release(f, ra, f[ra]);
        vm_release(f, rb, f[rb]);
        yes = outcome_truth(v);
        if (yes < 0)
            return NULL;
    } else {
        vm_release(f, ra, f[ra]);
        vm_release(f, rb, f[rb]);
    }
    return jump(pc + 5, yes == when);
}

const uint8_t *op_jump_compare_i(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(1), yes;
    bool when = *pc >= OP_JUMP_WHEN_LT_I;
    int op = *pc - (when ? OP_JUMP_WHEN_LT_I : OP_JUMP_UNLESS_LT_I);
    PyObject *a = f[ra], *b = PyLong_FromLong(ARG(2)), *v;

    if (!b)
        return NULL;
    vm_pin(ra, a);
    v = PyObject_RichCompare(a, b, op);
    vm_unpin(ra, a);
    Py_DECREF(b);
    if (!v)
        return NULL;
    vm_release(f, ra, f[ra]);
    yes = outcome_truth(v);
    return yes < 0 ? NULL : jump(pc + 5, yes == when);
}

/* a in b: 1, 0, -1; b is asked. */
static int contains(PyObject **f, int ra, int rb)
{
    PyObject *a = f[ra], *b = f[rb];
    int yes;

    vm_pin(ra, a);
    vm_pin(rb, b);
    yes = PySequence_Contains(b, a);
    vm_unpin(ra, a);
    vm_unpin(rb, b);
    return yes;
}

const uint8_t *op_contains(PyObject **f, const uint8_t *pc)
{
    int yes = contains(f, ARG(2), ARG(3));

    if (yes < 0)
        return NULL;
    return binary_done(f, pc, yes == (*pc == OP_IN) ? Py_True : Py_False);
}

const uint8_t *op_jump_contains(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(1), rb = ARG(2), yes = contains(f, ra, rb);

    if (yes < 0)
        return NULL;
    vm_release(f, ra, f[ra]);
    vm_release(f, rb, f[rb]);
    return jump(pc + 5, yes == (*pc == OP_JUMP_UNLESS_NOT_IN));
}

/* --- items ---------------------------------------------------------------------------------------------------------------------------- */

static PyObject *dict_item(PyObject *dict, PyObject *key)
{
    PyObject *v = PyDict_GetItemWithError(dict, key);

    if (!v && !PyErr_Occurred())
        _PyErr_SetKeyError(key);
    return Py_XNewRef(v);
}

/* Byte i of a bytearray, or NULL. */
static unsigned char *byte_of(PyObject *a, PyObject *b)
{
    Py_ssize_t i;

    if (!PyByteArray_CheckExact(a) || !PyLong_CheckExact(b) || !_PyLong_IsCompact(b))
        return NULL;
    i = _PyLong_CompactValue(b);
    return (size_t)i < (size_t)Py_SIZE(a) ? (unsigned char *)((PyByteArrayObject *)a)->ob_start + i : NULL;
}

const uint8_t *op_getitem(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(2), rb = ARG(3);
    PyObject *a = f[ra], *b = f[rb], *v;
    const unsigned char *byte = byte_of(a, b);

    if (byte)
        return binary_done(f, pc, _PyLong_Small(*byte));
    if (PyUnicode_CheckExact(a) && PySlice_Check(b) && _PyUnicode_PlainSlice(a, b, &v))
        return binary_done(f, pc, v);
    vm_pin(ra, a);
    vm_pin(rb, b);
    v = PyDict_CheckExact(a) ? dict_item(a, b) : PyObject_GetItem(a, b);
    vm_unpin(ra, a);
    vm_unpin(rb, b);
    return binary_done(f, pc, v);
}

const uint8_t *op_getitem_i(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(2);
    PyObject *a = f[ra], *b, *v;

    if (PyList_CheckExact(a) && (v = list_item(a, ARG(3))) != NULL) {
        Py_INCREF(v);
    } else {
        b = PyLong_FromLong(ARG(3));
        if (!b)
            return NULL;
        vm_pin(ra, a);
        v = PyDict_CheckExact(a) ? dict_item(a, b) : PyObject_GetItem(a, b);
        vm_unpin(ra, a);
        Py_DECREF(b);
    }
    if (!v)
        return NULL;
    vm_release(f, ra, a);
    vm_store(f, ARG(1), v);
    return pc + 4;
}

const uint8_t *op_setitem(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(1), rb = ARG(2), rv = ARG(3), error;
    PyObject *a = f[ra], *b = f[rb], *v = f[rv];
    unsigned char *byte = byte_of(a, b);

    if (byte && PyLong_CheckExact(v) && (size_t)Py_SIZE(v) < 2 && ((PyLongObject *)v)->ob_digit[0] < 256) {
        *byte = (unsigned char)((PyLongObject *)v)->ob_digit[0];
        vm_release(f, rv, v);
        vm_release(f, ra, a);
        vm_release(f, rb, b);
        return pc + 4;
    }
    vm_pin(ra, a);
    vm_pin(rb, b);
    vm_pin(rv, v);
    error = PyDict_CheckExact(a) ? PyDict_SetItem(a, b, v) : PyObject_SetItem(a, b, v);
    vm_unpin(ra, a);
    vm_unpin(rb, b);
    vm_unpin(rv, v);
    if (error)
        return NULL;
    vm_release(f, rv, v);
    vm_release(f, ra, a);
    vm_release(f, rb, b);
    return pc + 4;
}

const uint8_t *op_delitem(PyObject **f, const uint8_t *pc)
{
    int ra = ARG(1), rb = ARG(2), error;
    PyObject *a = f[ra], *b = f[rb];

    vm_pin(ra, a);
    vm_pin(rb, b);
    error = PyObject_DelItem(a, b);
    vm_unpin(ra, a);
    vm_unpin(rb, b);
    if (error)
        return NULL;
    vm_release(f, ra, a);
    vm_release(f, rb, b);
    return pc + 3;
}

const uint8_t *op_build_slice(PyObject **f, const uint8_t *pc)
{
    int t = ARG(2), n = pc[3];
    PyObject *v = PySlice_New(f[t], f[t + 1], n == 3 ? f[t + 2] : NULL);

    if (!v)
        return NULL;
    for (int i = 0; i < n; i++)
        vm_release(f, t + i, f[t + i]);
    vm_store(f, ARG(1), v);
    return pc + 4;
}

/* An instruction that the dispatch loop does always. */
const uint8_t *op_inline(PyObject **f, const uint8_t *pc)
{
    PyErr_Format(PyExc_SystemError, "instruction %d has no long way", (int)*pc);
    return NULL;
}

/* is, is not: only ever reached by the dispatch loop. */
const uint8_t *op_is(PyObject **f, const uint8_t *pc)
{
    return op_inline(f, pc);
}

const vm_op vm_ops[OPCODE_COUNT] = {
#define OP(name, operands, way) way,
#include "kernel/lang/opcodes.def"
#undef OP
};
