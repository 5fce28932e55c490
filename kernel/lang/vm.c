/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/vm.c -- the dispatch loop.
 *
 * What is hot is done here; what is not is a function of its own (vm.h) that does the whole instruction. pc stands at the
 * instruction that runs, so that both can read its operands. Calls between Python functions, generators included, only
 * change f: the C stack does not grow.
 *
 *     int_result    an int of 32 bits is the outcome of an operator: d a b
 *     long_way      the instruction's own function
 *     enter         f is a new frame
 *     leave         the frame ends with value v
 *     deliver       v goes to the destination of the instruction that called
 *     error         an exception is set: the traceback gets this frame, the handler is looked for
 */
#define VM_LOOP
#include "kernel/lang/vm.h"

#include "kernel/object/type.h"

/* Merging what instructions have in common would cost a jump in each. */
#ifndef __clang__
#pragma GCC optimize("no-gcse", "no-crossjumping", "no-tree-loop-distribute-patterns")
#endif

struct vm_state vm;

__attribute__((noinline)) void vm_dealloc(PyObject *v)
{
    if (Py_TYPE(v) == TYPE_PTR(PyLong_Type) || Py_TYPE(v) == TYPE_PTR(PyFloat_Type)) {
        mem_free(v, MEM_OBJECT);
        return;
    }
    v->ob_refcnt = 0;
    _Py_Dealloc(v);
}

#define NEXT(length)                                                                                                   \
    do {                                                                                                               \
        pc += (length);                                                                                                \
        goto *table[*pc];                                                                                              \
    } while (0)
#define JUMP_TO(end)                                                                                                   \
    do {                                                                                                               \
        pc += read_s16(pc + (end) - 2);                                                                                \
        pc += (end);                                                                                                   \
        goto *table[*pc];                                                                                              \
    } while (0)

#define IS_INT(v) (Py_TYPE(v) == TYPE_PTR(PyLong_Type))
#define COMPACT(v) __builtin_expect(IS_INT(v) && _PyLong_IsCompact(v), 1)

/* A new positive int of one digit, or NULL with MemoryError. */
VM_INLINE PyObject *new_digit(digit v)
{
    PyLongObject *op = (PyLongObject *)mem_alloc(sizeof *op, MEM_OBJECT);

    if (__builtin_expect(!op, 0))
        return PyErr_NoMemory();
    op->ob_base.ob_base.ob_refcnt = 1;
    op->ob_base.ob_base.ob_type = TYPE_PTR(PyLong_Type);
    op->ob_base.ob_size = 1;
    op->ob_digit[0] = v;
    return (PyObject *)op;
}

/* A new int, or NULL with MemoryError. */
VM_INLINE PyObject *new_int(int32_t v)
{
    if ((uint32_t)v < _PY_NSMALLPOSINTS)
        return _PyLong_Small(v);
    if (__builtin_expect((uint32_t)v >= PyLong_BASE, 0))
        return PyLong_FromLongLong(v);
    return new_digit((digit)v);
}

/*
 * The variable of a loop over a range: its old int takes the next value if nobody else has it. (As zip and enumerate do
 * with their tuple: what nobody holds, nobody can compare.)
 */
VM_INLINE bool set_in_place(PyObject *old, digit v)
{
    PyLongObject *op = (PyLongObject *)old;

    if (!old || old->ob_refcnt != 1 || !IS_INT(old) || op->ob_base.ob_size != 1)
        return false;
    op->ob_digit[0] = v;
    return true;
}

/* The value of an int that is no longer needed. */
VM_INLINE void drop_int(PyObject **f, int r, PyObject *v)
{
    if (r >= 0) {
        f[r] = NULL;
        if (v->ob_refcnt > 1)
            v->ob_refcnt--;
        else if (v->ob_refcnt == 1)
            mem_free(v, MEM_OBJECT);
    }
}

/* --- templates of instructions ---------------------------------------------------------------------------------------------- */

/* d = a op b of two compact ints, whose result fits 32 bits; floats have a shorter long way. */
#define INT_OP(name, expression, floats)                                                                               \
    do_##name: do_INPLACE_##name:                                                                                      \
    {                                                                                                                  \
        PyObject *a = f[ARG(2)], *b = f[ARG(3)];                                                                       \
                                                                                                                       \
        if (COMPACT(a) && COMPACT(b)) {                                                                                \
            sdigit x = _PyLong_CompactValue(a), y = _PyLong_CompactValue(b);                                           \
                                                                                                                       \
            number = (expression);                                                                                     \
            goto int_result;                                                                                           \
        }                                                                                                              \
        if (floats && Py_TYPE(a) == TYPE_PTR(PyFloat_Type) && Py_TYPE(b) == TYPE_PTR(PyFloat_Type))                    \
            goto float_way;                                                                                            \
        goto long_way;                                                                                                 \
    }

#define INT_OP_I(name, condition, expression)                                                                          \
    do_##name##_I: do_INPLACE_##name##_I:                                                                              \
    {                                                                                                                  \
        PyObject *a = f[ARG(2)];                                                                                       \
                                                                                                                       \
        if (COMPACT(a)) {                                                                                              \
            sdigit x = _PyLong_CompactValue(a), y = ARG(3);                                                            \
                                                                                                                       \
            if (condition) {                                                                                           \
                number = (expression);                                                                                 \
                goto int_result_i;                                                                                     \
            }                                                                                                          \
        }                                                                                                              \
        goto long_way;                                                                                                 \
    }

#define INT_JUMP(name, sense, operator)                                                                                \
    do_JUMP_##sense##_##name:                                                                                          \
    {                                                                                                                  \
        int ra = ARG(1), rb = ARG(2);                                                                                  \
        PyObject *a = f[ra], *b = f[rb];                                                                               \
                                                                                                                       \
        if (COMPACT(a) && COMPACT(b)) {                                                                                \
            int outcome = _PyLong_CompactValue(a) operator _PyLong_CompactValue(b);                                    \
                                                                                                                       \
            drop_int(f, ra, a);                                                                                        \
            drop_int(f, rb, b);                                                                                        \
            if (outcome == sense)                                                                                      \
                JUMP_TO(5);                                                                                            \
            NEXT(5);                                                                                                   \
        }                                                                                                              \
        goto long_way;                                                                                                 \
    }                                                                                                                  \
    do_JUMP_##sense##_##name##_I:                                                                                      \
    {                                                                                                                  \
        int ra = ARG(1);                                                                                               \
        PyObject *a = f[ra];                                                                                           \
                                                                                                                       \
        if (COMPACT(a)) {                                                                                              \
            int outcome = _PyLong_CompactValue(a) operator ARG(2);                                                     \
                                                                                                                       \
            drop_int(f, ra, a);                                                                                        \
            if (outcome == sense)                                                                                      \
                JUMP_TO(5);                                                                                            \
            NEXT(5);                                                                                                   \
        }                                                                                                              \
        goto long_way;                                                                                                 \
    }
#define UNLESS 0
#define WHEN 1

static sdigit floor_div(sdigit x, sdigit y)
{
    sdigit q = x / y;

    return q - ((x % y != 0) & ((x ^ y) < 0));
}

static sdigit floor_mod(sdigit x, sdigit y)
{
    sdigit r = x % y;

    return r && (r ^ y) < 0 ? r + y : r;
}

/* A short tuple of the right length, or a list: its items to the destinations. The sequence is consumed. */
static bool unpack_exactly(PyObject **f, const uint8_t *pc)
{
    int r = ARG(1), t = ARG(2), n = pc[3];
    PyObject *sequence = f[r], *const *items;

    if (PyTuple_CheckExact(sequence))
        items = _PyTuple_ITEMS(sequence);
    else if (PyList_CheckExact(sequence))
        items = _PyList_ITEMS(sequence);
    else
        return false;
    if (Py_SIZE(sequence) != n)
        return false;
    if (r >= 0)
        f[r] = NULL;
    for (int i = 0; i < n; i++)
        f[t + n - 1 - i] = Py_NewRef(items[i]);
    if (r >= 0)
        Py_DECREF(sequence);
    for (int i = 0; i < n; i++) {
        int d = ARG(4 + i), from = t + n - 1 - i;

        if (d != from) {
            PyObject *v = f[from];

            f[from] = NULL;
            vm_store(f, d, v);
        }
    }
    return true;
}

/*
 * Runs the frame and all that it calls until it ends: its value, or NULL with an exception. The frame is linked to the one
 * that runs and has FRAME_ENTRY. A generator that yields also comes back; its state tells.
 */
PyObject *vm_run(struct frame *entry)
{
    static const void *const labels[OPCODE_COUNT] = {
#define HOT(name, operands, way) &&do_##name,
#define OP(name, operands, way) &&long_way,
#include "kernel/lang/opcodes.def"
#undef OP
    };
    const void *const *table = labels;
    PyObject **f = BASE(entry);
    PyObject *v;
    const uint8_t *pc;
    const PyTupleObject *consts;
    struct vm_cache *caches;
    int32_t number;

    __asm__("" : "+r"(table)); /* keeps its address in a register */
    if (entry->state & FRAME_GENERATOR) {
        v = vm_sent_value;
        goto resume;
    }

enter:
    vm.frame = FRAME(f);
    pc = CODE(f)->co_bytes;
    consts = CODE(f)->co_consts;
    caches = *CODE(f)->co_caches;
    goto *table[*pc];

    /* --- moves --- */
do_NOP:
    NEXT(1);
do_MOVE: {
    int r = ARG(2);

    v = f[r];
    if (__builtin_expect_with_probability(r < 0, 1, 0.5))
        vm_incref(v);
    else
        f[r] = NULL;
    vm_store(f, ARG(1), v);
    NEXT(3);
}
do_COPY:
    f[ARG(1)] = Py_XNewRef(f[ARG(2)]);
    NEXT(3);
do_LOAD_CONST:
    v = consts->ob_item[read_u16(pc + 2)];
    vm_incref(v);
    vm_store(f, ARG(1), v);
    NEXT(4);
do_CLEAR:
    v = f[ARG(1)];
    f[ARG(1)] = NULL;
    Py_XDECREF(v);
    NEXT(2);
do_CHECK:
    if (__builtin_expect(!f[ARG(1)], 0))
        goto long_way;
    NEXT(2);

    /* --- variables --- */
do_LOAD_CELL:
    v = PyCell_GET(f[ARG(2)]);
    if (!v)
        goto long_way;
    vm_incref(v);
    vm_store(f, ARG(1), v);
    NEXT(3);
do_STORE_CELL: {
    PyObject *cell = f[ARG(1)], *old = PyCell_GET(cell);

    PyCell_SET(cell, vm_take(f, ARG(2)));
    Py_XDECREF(old);
    NEXT(3);
}
do_LOAD_FREE:
    v = PyCell_GET(FRAME(f)->func->func_cells[read_u16(pc + 2)]);
    if (!v)
        goto long_way;
    vm_incref(v);
    vm_store(f, ARG(1), v);
    NEXT(4);
do_STORE_FREE: {
    PyObject *cell = FRAME(f)->func->func_cells[read_u16(pc + 1)], *old = PyCell_GET(cell);

    PyCell_SET(cell, vm_take(f, ARG(3)));
    Py_XDECREF(old);
    NEXT(4);
}
do_LOAD_GLOBAL: {
    const struct vm_cache *cache = caches + read_u16(pc + 2);
    const PyDictKeysObject *keys = ((PyDictObject *)FRAME(f)->func->func_globals)->ma_keys;

    if (!caches || keys->dk_version != cache->version)
        goto long_way_caches;
    if (cache->kind == CACHE_BUILTIN) {
        keys = ((PyDictObject *)interp.builtins)->ma_keys;
        if (keys->dk_version != cache->builtins)
            goto long_way_caches;
    }
    v = ((PyObject *const *)(const void *)keys)[cache->index];
    if (!v)
        goto long_way_caches;
    vm_incref(v);
    vm_store(f, ARG(1), v);
    NEXT(4);
}

do_LOAD_NAME:
    goto long_way_caches;

    /* --- attributes --- */
do_LOAD_ATTR: {
    int r = ARG(2);
    PyObject *object = f[r];
    const struct vm_cache *cache = caches + read_u16(pc + 3);

    if (!caches || Py_TYPE(object)->tp_version_tag != cache->version)
        goto long_way_caches;
    if (cache->kind == CACHE_VALUE)
        v = instance_load(object, Py_TYPE(object), cache->index);
    else if (cache->kind == CACHE_SLOT)
        v = *(PyObject **)(void *)((char *)object + cache->offset);
    else
        goto long_way_caches;
    if (!v)
        goto long_way_caches;
    vm_incref(v);
    vm_release(f, r, object);
    vm_store(f, ARG(1), v);
    NEXT(5);
}
do_LOAD_METHOD: {
    int t = ARG(1), r = ARG(2);
    PyObject *object = f[r];
    const struct vm_cache *cache = caches + read_u16(pc + 3);

    if (!caches || Py_TYPE(object)->tp_version_tag != cache->version)
        goto long_way_caches;
    if (cache->kind == CACHE_CLASS) {
        uintptr_t word = *instance_word(object, Py_TYPE(object));

        if (word && !(word & INSTANCE_VALUES_BIT))
            goto long_way_caches;
    } else if (cache->kind != CACHE_CLASS_BARE) {
        goto long_way_caches;
    }
    if (r >= 0)
        f[r] = NULL;
    else
        vm_incref(object);
    vm_incref(cache->descr);
    f[t] = cache->descr;
    f[t + 1] = object;
    NEXT(5);
}
do_STORE_ATTR: {
    int r = ARG(1), rv = ARG(4);
    PyObject *object = f[r], *value = f[rv];
    const struct vm_cache *cache = caches + read_u16(pc + 2);

    if (!caches || Py_TYPE(object)->tp_version_tag != cache->version)
        goto long_way_caches;
    FRAME(f)->pc = pc;
    if (cache->kind == CACHE_SLOT) {
        PyObject **slot = (PyObject **)(void *)((char *)object + cache->offset), *old = *slot;

        vm_incref(value);
        *slot = value;
        if (old)
            vm_decref(old);
    } else if (cache->kind != CACHE_VALUE || (!instance_store(object, Py_TYPE(object), cache->index, value) &&
                                              !vm_append_value(cache, object, value))) {
        goto long_way_caches;
    }
    vm_release(f, rv, value);
    vm_release(f, r, object);
    NEXT(5);
}

    /* --- items --- */
do_GETITEM: {
    int ra = ARG(2), rb = ARG(3);
    PyObject *a = f[ra], *b = f[rb];
    sdigit i;

    if (!COMPACT(b))
        goto long_way;
    i = _PyLong_CompactValue(b);
    if (Py_TYPE(a) == TYPE_PTR(PyList_Type)) {
        if ((size_t)i >= (size_t)Py_SIZE(a))
            goto long_way;
        v = PyList_GET_ITEM(a, i);
    } else if (Py_TYPE(a) == TYPE_PTR(PyTuple_Type) && (size_t)i < (size_t)Py_SIZE(a)) {
        v = PyTuple_GET_ITEM(a, i);
    } else {
        goto long_way;
    }
    vm_incref(v);
    vm_release(f, ra, a);
    drop_int(f, rb, b);
    vm_store(f, ARG(1), v);
    NEXT(4);
}
do_GETITEM_I: {
    int ra = ARG(2), i = ARG(3);
    PyObject *a = f[ra];

    if (Py_TYPE(a) == TYPE_PTR(PyTuple_Type)) {
        if ((size_t)i >= (size_t)Py_SIZE(a))
            goto long_way;
        v = PyTuple_GET_ITEM(a, i);
    } else if (Py_TYPE(a) == TYPE_PTR(PyList_Type) && (size_t)i < (size_t)Py_SIZE(a)) {
        v = PyList_GET_ITEM(a, i);
    } else {
        goto long_way;
    }
    vm_incref(v);
    vm_release(f, ra, a);
    vm_store(f, ARG(1), v);
    NEXT(4);
}
do_SETITEM: {
    int ra = ARG(1), rb = ARG(2), rv = ARG(3);
    PyObject *a = f[ra], *b = f[rb], *old;
    sdigit i;

    if (Py_TYPE(a) != TYPE_PTR(PyList_Type) || !COMPACT(b))
        goto long_way;
    i = _PyLong_CompactValue(b);
    if ((size_t)i >= (size_t)Py_SIZE(a))
        goto long_way;
    old = PyList_GET_ITEM(a, i);
    PyList_SET_ITEM(a, i, vm_take(f, rv));
    vm_decref(old);
    vm_release(f, ra, a);
    drop_int(f, rb, b);
    NEXT(4);
}

    /* --- operators --- */
    INT_OP(ADD, x + y, 1)
    INT_OP(SUB, x - y, 1)
    INT_OP(AND, x & y, 0)
    INT_OP(OR, x | y, 0)
    INT_OP(XOR, x ^ y, 0)
    INT_OP_I(ADD, true, x + y)
    INT_OP_I(SUB, true, x - y)
    INT_OP_I(FLOORDIV, y > 0, floor_div(x, y))
    INT_OP_I(MOD, y > 0, floor_mod(x, y))
    INT_OP_I(AND, true, x &y)
    INT_OP_I(OR, true, x | y)
    INT_OP_I(XOR, true, x ^ y)
    INT_OP_I(LSHIFT, (size_t)y < 30 && x >= 0 && x < (1 << (30 - y)), x << y)
    INT_OP_I(RSHIFT, (size_t)y < 30, x >> y)
do_MUL:
do_INPLACE_MUL: {
    PyObject *a = f[ARG(2)], *b = f[ARG(3)];

    if (COMPACT(a) && COMPACT(b)) {
        if (!__builtin_mul_overflow(_PyLong_CompactValue(a), _PyLong_CompactValue(b), &number))
            goto int_result;
    } else if (Py_TYPE(a) == TYPE_PTR(PyFloat_Type) && Py_TYPE(b) == TYPE_PTR(PyFloat_Type)) {
        goto float_way;
    }
    goto long_way;
}
do_MUL_I:
do_INPLACE_MUL_I: {
    PyObject *a = f[ARG(2)];

    if (COMPACT(a) && !__builtin_mul_overflow(_PyLong_CompactValue(a), (sdigit)ARG(3), &number))
        goto int_result_i;
    goto long_way;
}
do_FLOORDIV:
do_INPLACE_FLOORDIV:
do_MOD:
do_INPLACE_MOD: {
    PyObject *a = f[ARG(2)], *b = f[ARG(3)];

    if (COMPACT(a) && COMPACT(b)) {
        sdigit x = _PyLong_CompactValue(a), y = _PyLong_CompactValue(b);

        if (y) {
            number = *pc == OP_MOD || *pc == OP_INPLACE_MOD ? floor_mod(x, y) : floor_div(x, y);
            goto int_result;
        }
    }
    goto long_way;
}
do_LSHIFT:
do_INPLACE_LSHIFT:
do_RSHIFT:
do_INPLACE_RSHIFT: {
    PyObject *a = f[ARG(2)], *b = f[ARG(3)];

    if (COMPACT(a) && COMPACT(b)) {
        sdigit x = _PyLong_CompactValue(a), y = _PyLong_CompactValue(b);

        if ((size_t)y < 30) {
            if (*pc == OP_RSHIFT || *pc == OP_INPLACE_RSHIFT) {
                number = x >> y;
                goto int_result;
            }
            if (x >= 0 && x < (1 << (30 - y))) {
                number = x << y;
                goto int_result;
            }
        }
    }
    goto long_way;
}
int_result: {
    int ra = ARG(2), rb = ARG(3);

    FRAME(f)->pc = pc;
    v = new_int(number);
    if (__builtin_expect(!v, 0))
        goto error;
    drop_int(f, rb, f[rb]);
    drop_int(f, ra, f[ra]);
    vm_store(f, ARG(1), v);
    NEXT(4);
}
int_result_i: {
    int ra = ARG(2);

    FRAME(f)->pc = pc;
    v = new_int(number);
    if (__builtin_expect(!v, 0))
        goto error;
    drop_int(f, ra, f[ra]);
    vm_store(f, ARG(1), v);
    NEXT(4);
}
float_way: {
    FRAME(f)->pc = pc;
    if (!vm_float_op(f, pc))
        goto error;
    NEXT(4);
}
do_NOT:
    v = f[ARG(2)];
    if (v == Py_True)
        v = Py_False;
    else if (v == Py_False || v == Py_None)
        v = Py_True;
    else
        goto long_way;
    if (ARG(2) >= 0)
        f[ARG(2)] = NULL;
    vm_store(f, ARG(1), v);
    NEXT(3);
do_IS:
do_IS_NOT: {
    int ra = ARG(2), rb = ARG(3);
    PyObject *a = f[ra], *b = f[rb];

    v = (a == b) == (*pc == OP_IS) ? Py_True : Py_False;
    vm_release(f, ra, a);
    vm_release(f, rb, b);
    vm_store(f, ARG(1), v);
    NEXT(4);
}

    /* --- jumps --- */
do_JUMP:
    JUMP_TO(3);
do_JUMP_BACK:
    if (__builtin_expect(vm.breaker, 0)) {
        FRAME(f)->pc = pc;
        if (vm_handle_break() < 0)
            goto error;
    }
    JUMP_TO(3);
do_JUMP_FALSE: {
    int r = ARG(1);

    v = f[r];
    if (v == Py_True) {
        if (r >= 0)
            f[r] = NULL;
        NEXT(4);
    }
    if (v == Py_False || v == Py_None) {
        if (r >= 0)
            f[r] = NULL;
        JUMP_TO(4);
    }
    goto long_way;
}
do_JUMP_TRUE: {
    int r = ARG(1);

    v = f[r];
    if (v == Py_True) {
        if (r >= 0)
            f[r] = NULL;
        JUMP_TO(4);
    }
    if (v == Py_False || v == Py_None) {
        if (r >= 0)
            f[r] = NULL;
        NEXT(4);
    }
    goto long_way;
}
do_JUMP_NONE: {
    int r = ARG(1);
    bool none = f[r] == Py_None;

    vm_release(f, r, f[r]);
    if (none)
        JUMP_TO(4);
    NEXT(4);
}
do_JUMP_NOT_NONE: {
    int r = ARG(1);
    bool none = f[r] == Py_None;

    vm_release(f, r, f[r]);
    if (!none)
        JUMP_TO(4);
    NEXT(4);
}
do_JUMP_UNLESS_IS:
do_JUMP_UNLESS_IS_NOT: {
    int ra = ARG(1), rb = ARG(2);
    PyObject *a = f[ra], *b = f[rb];
    bool jump = (a == b) == (*pc == OP_JUMP_UNLESS_IS_NOT);

    vm_release(f, ra, a);
    vm_release(f, rb, b);
    if (jump)
        JUMP_TO(5);
    NEXT(5);
}
    INT_JUMP(LT, UNLESS, <)
    INT_JUMP(LE, UNLESS, <=)
    INT_JUMP(EQ, UNLESS, ==)
    INT_JUMP(NE, UNLESS, !=)
    INT_JUMP(GT, UNLESS, >)
    INT_JUMP(GE, UNLESS, >=)
    INT_JUMP(LT, WHEN, <)
    INT_JUMP(LE, WHEN, <=)
    INT_JUMP(EQ, WHEN, ==)
    INT_JUMP(NE, WHEN, !=)
    INT_JUMP(GT, WHEN, >)
    INT_JUMP(GE, WHEN, >=)

    /* --- displays, unpacking --- */
do_BUILD_TUPLE:
do_BUILD_LIST: {
    int t = ARG(2), n = pc[3];
    int d = ARG(1);

    FRAME(f)->pc = pc;
    v = *pc == OP_BUILD_LIST ? _PyList_FromArraySteal(f + t, n) : _PyTuple_FromArraySteal(f + t, n);
    for (int i = 0; i < n; i++)
        f[t + i] = NULL;
    if (__builtin_expect(!v, 0))
        goto error;
    vm_store(f, d, v);
    NEXT(4);
}
do_BUILD_PAIR: {
    PyTupleObject *pair;

    FRAME(f)->pc = pc;
    pair = (PyTupleObject *)gc_new(&PyTuple_Type, sizeof(PyTupleObject) + 2 * sizeof(PyObject *));
    if (__builtin_expect(!pair, 0)) {
        PyErr_NoMemory();
        goto error;
    }
    pair->ob_base.ob_size = 2;
    pair->ob_item[0] = vm_take(f, ARG(2));
    pair->ob_item[1] = vm_take(f, ARG(3));
    gc_track(pair);
    vm_store(f, ARG(1), (PyObject *)pair);
    NEXT(4);
}
do_BUILD_LIST_1: {
    PyListObject *list;
    PyObject **items;

    FRAME(f)->pc = pc;
    items = mem_alloc(sizeof(PyObject *), MEM_PLAIN);
    list = items ? (PyListObject *)gc_new(&PyList_Type, sizeof *list) : NULL;
    if (__builtin_expect(!list, 0)) {
        if (items)
            mem_free(items, MEM_PLAIN);
        PyErr_NoMemory();
        goto error;
    }
    items[0] = vm_take(f, ARG(2));
    list->ob_base.ob_size = 1;
    list->allocated = 1;
    list->ob_item = items;
    gc_track(list);
    vm_store(f, ARG(1), (PyObject *)list);
    NEXT(3);
}
do_LIST_APPEND: {
    PyListObject *list = (PyListObject *)f[ARG(1)];

    if (Py_SIZE(list) >= list->allocated)
        goto long_way;
    list->ob_item[Py_SIZE(list)] = vm_take(f, ARG(2));
    Py_SET_SIZE(list, Py_SIZE(list) + 1);
    NEXT(3);
}
do_UNPACK: {
    int r = ARG(1);
    PyObject *a, *b;

    v = f[r];
    if (pc[3] == 2 && Py_TYPE(v) == TYPE_PTR(PyTuple_Type) && Py_SIZE(v) == 2) {
        a = PyTuple_GET_ITEM(v, 0);
        b = PyTuple_GET_ITEM(v, 1);
        vm_incref(a);
        vm_incref(b);
        vm_release(f, r, v);
        vm_store(f, ARG(4), a);
        vm_store(f, ARG(5), b);
        NEXT(6);
    }
    if (!unpack_exactly(f, pc))
        goto long_way;
    NEXT(4 + pc[3]);
}

    /* --- calls --- */
do_CALL_METHOD: {
    int t, n;

    t = ARG(1);
    n = pc[2];
    if (f[t])
        n++;
    else
        t++;
    goto call;
do_CALL:
    t = ARG(1);
    n = pc[2];
call:
    v = f[t];
    if (Py_TYPE(v) == TYPE_PTR(PyFunction_Type)) {
        PyCodeObject *code = (PyCodeObject *)((PyFunctionObject *)v)->func_code;
        PyObject **args = f + t + 1;
        uintptr_t state = (FRAME(f)->state & ~(uintptr_t)FRAME_KIND_MASK) + FRAME_DEPTH_ONE;

        if (code->call_key == n && args + code->frame_words <= vm.limit && !(FRAME(f)->state & FRAME_GENERATOR) &&
            state <= vm.max_state) {
            struct frame *callee = FRAME(args + code->nlocalsplus);

            f[t] = NULL;
            FRAME(f)->pc = pc + 3;
            callee->back = FRAME(f);
            callee->func = (PyFunctionObject *)v;
            callee->state = state;
            f = BASE(callee);
            goto enter;
        }
        goto call_other;
    }
    vectorcallfunc function = NULL;

    if (Py_TYPE(v) == TYPE_PTR(PyCFunction_Type)) {
        function = ((PyCFunctionObject *)v)->vectorcall;
    } else if (Py_TYPE(v) == TYPE_PTR(PyMethodDescr_Type)) {
        function = ((PyMethodDescrObject *)v)->vectorcall;
    } else if (Py_TYPE(v) == TYPE_PTR(PyType_Type)) {
        function = ((PyTypeObject *)v)->tp_vectorcall;
        if (function == instance_vectorcall) {
            struct frame *callee = vm_instantiate(f, t, n);

            if (callee) {
                FRAME(f)->pc = pc + 3;
                f = BASE(callee);
                goto enter;
            }
            goto call_other;
        }
    } else if (Py_TYPE(v) == TYPE_PTR(_PyWeakref_RefType) && n == 0) {
        PyObject *callable = v;

        v = weakref_get((PyWeakReference *)v);
        v = v ? Py_NewRef(v) : Py_None;
        f[t] = NULL;
        vm_decref(callable);
        vm_store(f, ARG(3), v);
        NEXT(4);
    }
    if (function) {
        PyObject *callable = v;

        FRAME(f)->pc = pc + 3;
        v = function(callable, f + t + 1, (size_t)n | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
        f[t] = NULL;
        vm_decref(callable);
        for (int i = t + 1; i <= t + n; i++) {
            PyObject *arg = f[i];

            f[i] = NULL;
            vm_decref(arg);
        }
        if (!v)
            goto error;
        vm_store(f, ARG(3), v);
        NEXT(4);
    }
call_other:
    FRAME(f)->pc = pc + 3;
    {
        struct frame *callee;
        PyObject *result;

        if (vm_call(f, t, n, NULL, &callee, &result) == CALL_FRAME) {
            f = BASE(callee);
            goto enter;
        }
        v = result;
    }
    pc += 3;
    goto called;
}
do_CALL_KW:
do_CALL_METHOD_KW:
do_CALL_EX: {
    struct frame *callee;
    PyObject *result;
    int t = ARG(1), n = pc[2];
    enum call_result outcome;

    if (*pc == OP_CALL_EX) {
        pc += 3;
        FRAME(f)->pc = pc;
        outcome = vm_call_ex(f, t, n, &callee, &result);
    } else {
        PyObject *names = consts->ob_item[read_u16(pc + 3)];

        if (*pc == OP_CALL_METHOD_KW) {
            if (f[t])
                n++;
            else
                t++;
        }
        pc += 5;
        FRAME(f)->pc = pc;
        outcome = vm_call(f, t, n, names, &callee, &result);
    }
    if (outcome == CALL_FRAME) {
        f = BASE(callee);
        goto enter;
    }
    v = result;
called:
    if (!v)
        goto error;
    vm_store(f, ARG(0), v);
    NEXT(1);
}

    /* --- the end of a frame --- */
do_RETURN_NONE:
    v = Py_None;
    goto leave;
do_RETURN: {
    int r = ARG(1);

    v = f[r];
    if (FRAME(f)->state & FRAME_OBJECT)
        vm_incref(v); /* somebody may look at the variable later */
    else
        f[r] = NULL;
    if (r >= 0 && f[r]) {
        f[r] = NULL;
        vm_decref(v);
    }
}
leave:
    FRAME(f)->pc = pc;
    if (__builtin_expect(FRAME(f)->state & (FRAME_KIND_MASK & ~FRAME_INIT), 0))
        goto leave_other;
    if (FRAME(f)->state & FRAME_INIT && __builtin_expect(v != Py_None, 0))
        goto leave_other;
    {
        PyFunctionObject *func = FRAME(f)->func;
        PyObject **p = f - frame_code(FRAME(f))->nlocalsplus, *local;

        for (; p < f; p++)
            if ((local = *p) != NULL) {
                *p = NULL;
                vm_decref(local);
            }
        if (__builtin_expect(FRAME(f)->object != NULL, 0))
            frame_detach(FRAME(f));
        if (FRAME(f)->state & FRAME_INIT) {
            v = FRAME(f)->locals;
            FRAME(f)->locals = NULL;
        }
        p = BASE(FRAME(f)->back);
        FRAME(f)->back = NULL;
        FRAME(f)->func = NULL;
        FRAME(f)->pc = NULL;
        FRAME(f)->state = 0;
        f = p;
        vm.frame = FRAME(f);
        vm_decref((PyObject *)func);
    }
deliver:
    consts = CODE(f)->co_consts;
    caches = *CODE(f)->co_caches;
    pc = FRAME(f)->pc;
    vm_store(f, ARG(0), v);
    NEXT(1);
leave_other: {
    struct frame *back = FRAME(f)->back;
    unsigned kind = FRAME(f)->state & FRAME_KIND_MASK;

    v = vm_leave(FRAME(f), v);
    if (kind & FRAME_ENTRY)
        return v;
    f = BASE(back);
    if (v && !(kind & (FRAME_FOR | FRAME_SEND)))
        goto deliver;
    pc = back->pc;
    consts = CODE(f)->co_consts;
    caches = *CODE(f)->co_caches;
    if (!v)
        goto error;
    if (kind & FRAME_FOR) {
        vm_decref(v);
        vm_release(f, ARG(-3), f[ARG(-3)]);
        NEXT(1);
    }
    vm_store(f, ARG(0), v);
    vm_release(f, ARG(-4), f[ARG(-4)]);
    JUMP_TO(0);
}

    /* --- iteration, generators --- */
do_FOR_ITER: {
    int t = ARG(1);
    PyObject *it = f[t];

    if (__builtin_expect(vm.breaker, 0)) {
        FRAME(f)->pc = pc;
        if (vm_handle_break() < 0)
            goto error;
    }
    if (Py_TYPE(it) == TYPE_PTR(PyRangeIter_Type)) {
        _PyRangeIterObject *range = (_PyRangeIterObject *)it;
        Py_ssize_t i;

        if (!range_iter_next(range, &i))
            goto for_end;
        if ((size_t)i - _PY_NSMALLPOSINTS < PyLong_BASE - _PY_NSMALLPOSINTS) {
            if (set_in_place(f[ARG(4)], (digit)i))
                JUMP_TO(4);
            v = new_digit((digit)i);
        } else {
            v = PyLong_FromSsize_t(i);
        }
        if (__builtin_expect(!v, 0))
            goto error;
    } else if (Py_TYPE(it) == TYPE_PTR(PyListIter_Type)) {
        _PyListIterObject *list = (_PyListIterObject *)it;

        if (!list->it_seq || (size_t)list->it_index >= (size_t)Py_SIZE(list->it_seq))
            goto for_other;
        v = list->it_seq->ob_item[list->it_index++];
        vm_incref(v);
    } else if (Py_TYPE(it) == TYPE_PTR(PyGen_Type)) {
        if (!vm_resume(FRAME(f), (PyGenObject *)it, FRAME_FOR))
            goto for_other;
        FRAME(f)->pc = pc + 4;
        f = BASE(((PyGenObject *)it)->gi_frame);
        v = Py_None;
        goto resume;
    } else {
    for_other:
        FRAME(f)->pc = pc;
        v = Py_TYPE(it)->tp_iternext(it);
        if (!v) {
            if (vm_iter_ended() < 0)
                goto error;
        for_end:
            f[t] = NULL;
            vm_decref(it);
            NEXT(5);
        }
    }
    vm_store(f, ARG(4), v);
    JUMP_TO(4);
}
do_SEND: {
    PyObject *it = f[ARG(1)], *value = f[ARG(2)], *result;
    PySendResult outcome;

    if (Py_TYPE(it) == TYPE_PTR(PyGen_Type) || Py_TYPE(it) == TYPE_PTR(PyCoro_Type)) {
        PyGenObject *gen = (PyGenObject *)it;

        if ((gen->gi_state != GEN_CREATED || value == Py_None) && vm_resume(FRAME(f), gen, FRAME_SEND)) {
            FRAME(f)->pc = pc + 5;
            v = vm_take(f, ARG(2));
            f = BASE(gen->gi_frame);
            goto resume;
        }
    }
    FRAME(f)->pc = pc;
    outcome = vm_send(it, value, &result);
    if (outcome == PYGEN_ERROR)
        goto error;
    vm_release(f, ARG(2), value);
    vm_store(f, ARG(5), result);
    if (outcome == PYGEN_NEXT)
        NEXT(6);
    f[ARG(1)] = NULL;
    vm_decref(it);
    JUMP_TO(5);
}
    /* The frame of a generator is linked and goes on; v is what was sent, owned, if it ran before. */
resume:
    vm.frame = FRAME(f);
    consts = CODE(f)->co_consts;
    caches = *CODE(f)->co_caches;
    pc = FRAME(f)->pc;
    if (!pc) { /* at the start, where nothing waits for the value */
        pc = CODE(f)->co_bytes;
        if (v)
            goto *table[*pc];
        pc--;
    }
    if (!v)
        goto error;
    vm_store(f, ARG(0), v);
    NEXT(1);
do_YIELD:
    v = vm_take(f, ARG(1));
    FRAME(f)->pc = pc + 2;
    frame_generator(FRAME(f))->gi_state = GEN_SUSPENDED;
    goto yield;
do_YIELD_DELEGATE:
    v = vm_take(f, ARG(2));
    FRAME(f)->pc = pc + 3;
    frame_generator(FRAME(f))->gi_state = GEN_DELEGATING;
yield: {
    struct frame *back = FRAME(f)->back;
    PyGenObject *gen = frame_generator(FRAME(f));
    unsigned kind = FRAME(f)->state & FRAME_KIND_MASK;

    FRAME(f)->back = NULL;
    vm.exc_info = gen->gi_exc_state.previous_item;
    gen->gi_exc_state.previous_item = NULL;
    vm.frame = back;
    f = BASE(back);
    if (kind & FRAME_ENTRY)
        return v;
    if (!(kind & FRAME_FOR))
        goto deliver;
    consts = CODE(f)->co_consts;
    caches = *CODE(f)->co_caches;
    pc = back->pc;
    vm_store(f, ARG(0), v);
    JUMP_TO(0);
}

    /* --- exceptions, the long ways --- */
do_RAISE_AGAIN:
    FRAME(f)->pc = pc;
    v = Py_XNewRef(vm_handled_exception());
    if (!v) {
        PyErr_SetString(PyExc_RuntimeError, "No active exception to reraise");
        goto error;
    }
    PyErr_SetRaisedException(v);
    goto unwind;
do_RERAISE:
    FRAME(f)->pc = pc;
    v = f[ARG(1)];
    f[ARG(1)] = NULL;
    PyErr_SetRaisedException(v);
    goto unwind;
long_way: {
    const uint8_t *next;

    FRAME(f)->pc = pc;
    next = vm_ops[*pc](f, pc);
    if (__builtin_expect(!next, 0))
        goto error;
    pc = next;
    goto *table[*pc];
}
long_way_caches: {
    const uint8_t *next;

    FRAME(f)->pc = pc;
    next = vm_ops[*pc](f, pc);
    if (__builtin_expect(!next, 0))
        goto error;
    pc = next;
    caches = *CODE(f)->co_caches;
    goto *table[*pc];
}
error:
    FRAME(f)->pc = pc;
    traceback_here(FRAME(f));
unwind:
    pc = vm_find_handler(FRAME(f));
    if (pc)
        goto *table[*pc];
    {
        struct frame *back = FRAME(f)->back;
        unsigned kind = FRAME(f)->state & FRAME_KIND_MASK;

        vm_leave(FRAME(f), NULL);
        if (kind & FRAME_ENTRY)
            return NULL;
        f = BASE(back);
        pc = back->pc;
        consts = CODE(f)->co_consts;
        caches = *CODE(f)->co_caches;
        goto error;
    }
}
