/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/slot_table.c -- which special method stands for which slot.
 *
 *     name          slot              called by heap types      behind the method of a const type
 *     __add__       nb_add            slot_nb_add               wrap_binary
 *     __radd__      nb_add            slot_nb_add               wrap_binary_r
 *
 * Lines of one slot are neighbours. Where one name stands for two slots, the first that a const type fills makes its method. A class never
 * fills sq_length, sq_item, sq_ass_item, sq_concat and sq_repeat itself: abstract_sequence.c goes to the mapping and number slots there.
 */
#include "kernel/object/Python.h"
#include "kernel/object/slot_call.h"
#include "kernel/object/slot_wrap.h"
#include "kernel/object/type.h"

#define WORD(structure, field) (offsetof(structure, field) / sizeof(void *))
#define POINTER(f) ((void *)(f))
#define TP(special, slot, function, wrapper) \
    {_Py_ID(special), 0, WORD(PyTypeObject, slot), POINTER(function), POINTER(wrapper), 0},
#define TP_KWDS(special, slot, function, wrapper) \
    {_Py_ID(special), 0, WORD(PyTypeObject, slot), POINTER(function), POINTER(wrapper), 1},
#define NB(special, slot, wrapper) \
    {_Py_ID(special), SUITE_NUMBER, WORD(PyNumberMethods, slot), POINTER(slot_##slot), POINTER(wrapper), 0},
#define MP(special, slot, wrapper) \
    {_Py_ID(special), SUITE_MAPPING, WORD(PyMappingMethods, slot), POINTER(slot_##slot), POINTER(wrapper), 0},
#define SQ(special, slot, function, wrapper) \
    {_Py_ID(special), SUITE_SEQUENCE, WORD(PySequenceMethods, slot), POINTER(function), POINTER(wrapper), 0},
#define AM(special, slot) \
    {_Py_ID(special), SUITE_ASYNC, WORD(PyAsyncMethods, slot), POINTER(slot_##slot), POINTER(wrap_unary), 0},

const struct slot_def slot_defs[] = {
    TP(__repr__, tp_repr, slot_tp_repr, wrap_unary)
    TP(__hash__, tp_hash, slot_tp_hash, wrap_hash)
    TP_KWDS(__call__, tp_call, slot_tp_call, wrap_call)
    TP(__str__, tp_str, slot_tp_str, wrap_unary)
    TP(__getattribute__, tp_getattro, slot_tp_getattr_hook, wrap_binary)
    TP(__getattr__, tp_getattro, slot_tp_getattr_hook, NULL)
    TP(__setattr__, tp_setattro, slot_tp_setattro, wrap_set_attr)
    TP(__delattr__, tp_setattro, slot_tp_setattro, wrap_del_attr)
    TP(__lt__, tp_richcompare, slot_tp_richcompare, wrap_lt)
    TP(__le__, tp_richcompare, slot_tp_richcompare, wrap_le)
    TP(__eq__, tp_richcompare, slot_tp_richcompare, wrap_eq)
    TP(__ne__, tp_richcompare, slot_tp_richcompare, wrap_ne)
    TP(__gt__, tp_richcompare, slot_tp_richcompare, wrap_gt)
    TP(__ge__, tp_richcompare, slot_tp_richcompare, wrap_ge)
    TP(__iter__, tp_iter, slot_tp_iter, wrap_unary)
    TP(__next__, tp_iternext, slot_tp_iternext, wrap_next)
    TP(__get__, tp_descr_get, slot_tp_descr_get, wrap_get)
    TP(__set__, tp_descr_set, slot_tp_descr_set, wrap_set)
    TP(__delete__, tp_descr_set, slot_tp_descr_set, wrap_delete)
    TP_KWDS(__init__, tp_init, slot_tp_init, wrap_init)
    TP(__new__, tp_new, slot_tp_new, NULL)
    TP(__del__, tp_finalize, slot_tp_finalize, wrap_finalize)
    AM(__await__, am_await)
    AM(__aiter__, am_aiter)
    AM(__anext__, am_anext)
    NB(__add__, nb_add, wrap_binary)
    NB(__radd__, nb_add, wrap_binary_r)
    NB(__sub__, nb_subtract, wrap_binary)
    NB(__rsub__, nb_subtract, wrap_binary_r)
    NB(__mul__, nb_multiply, wrap_binary)
    NB(__rmul__, nb_multiply, wrap_binary_r)
    NB(__mod__, nb_remainder, wrap_binary)
    NB(__rmod__, nb_remainder, wrap_binary_r)
    NB(__divmod__, nb_divmod, wrap_binary)
    NB(__rdivmod__, nb_divmod, wrap_binary_r)
    NB(__pow__, nb_power, wrap_ternary)
    NB(__rpow__, nb_power, wrap_ternary_r)
    NB(__neg__, nb_negative, wrap_unary)
    NB(__pos__, nb_positive, wrap_unary)
    NB(__abs__, nb_absolute, wrap_unary)
    NB(__bool__, nb_bool, wrap_bool)
    NB(__invert__, nb_invert, wrap_unary)
    NB(__lshift__, nb_lshift, wrap_binary)
    NB(__rlshift__, nb_lshift, wrap_binary_r)
    NB(__rshift__, nb_rshift, wrap_binary)
    NB(__rrshift__, nb_rshift, wrap_binary_r)
    NB(__and__, nb_and, wrap_binary)
    NB(__rand__, nb_and, wrap_binary_r)
    NB(__xor__, nb_xor, wrap_binary)
    NB(__rxor__, nb_xor, wrap_binary_r)
    NB(__or__, nb_or, wrap_binary)
    NB(__ror__, nb_or, wrap_binary_r)
    NB(__int__, nb_int, wrap_unary)
    NB(__float__, nb_float, wrap_unary)
    NB(__iadd__, nb_inplace_add, wrap_binary)
    NB(__isub__, nb_inplace_subtract, wrap_binary)
    NB(__imul__, nb_inplace_multiply, wrap_binary)
    NB(__imod__, nb_inplace_remainder, wrap_binary)
    NB(__ipow__, nb_inplace_power, wrap_ternary)
    NB(__ilshift__, nb_inplace_lshift, wrap_binary)
    NB(__irshift__, nb_inplace_rshift, wrap_binary)
    NB(__iand__, nb_inplace_and, wrap_binary)
    NB(__ixor__, nb_inplace_xor, wrap_binary)
    NB(__ior__, nb_inplace_or, wrap_binary)
    NB(__floordiv__, nb_floor_divide, wrap_binary)
    NB(__rfloordiv__, nb_floor_divide, wrap_binary_r)
    NB(__truediv__, nb_true_divide, wrap_binary)
    NB(__rtruediv__, nb_true_divide, wrap_binary_r)
    NB(__ifloordiv__, nb_inplace_floor_divide, wrap_binary)
    NB(__itruediv__, nb_inplace_true_divide, wrap_binary)
    NB(__index__, nb_index, wrap_unary)
    NB(__matmul__, nb_matrix_multiply, wrap_binary)
    NB(__rmatmul__, nb_matrix_multiply, wrap_binary_r)
    NB(__imatmul__, nb_inplace_matrix_multiply, wrap_binary)
    MP(__len__, mp_length, wrap_length)
    MP(__getitem__, mp_subscript, wrap_binary)
    MP(__setitem__, mp_ass_subscript, wrap_set_key)
    MP(__delitem__, mp_ass_subscript, wrap_del_key)
    SQ(__len__, sq_length, NULL, wrap_length)
    SQ(__add__, sq_concat, NULL, wrap_binary)
    SQ(__mul__, sq_repeat, NULL, wrap_repeat)
    SQ(__rmul__, sq_repeat, NULL, wrap_repeat)
    SQ(__getitem__, sq_item, NULL, wrap_item)
    SQ(__setitem__, sq_ass_item, NULL, wrap_set_item)
    SQ(__delitem__, sq_ass_item, NULL, wrap_del_item)
    SQ(__contains__, sq_contains, slot_sq_contains, wrap_contains)
    SQ(__iadd__, sq_inplace_concat, NULL, wrap_binary)
    SQ(__imul__, sq_inplace_repeat, NULL, wrap_repeat)
};
const size_t slot_defs_count = Py_ARRAY_LENGTH(slot_defs);

/* --- reading slots ---------------------------------------------------------------------------------------------------------------- */

static void *suite_of(const PyTypeObject *type, unsigned suite)
{
    switch (suite) {
    case SUITE_NUMBER:
        return type->tp_as_number;
    case SUITE_SEQUENCE:
        return type->tp_as_sequence;
    case SUITE_MAPPING:
        return type->tp_as_mapping;
    case SUITE_ASYNC:
        return type->tp_as_async;
    default:
        return (void *)(uintptr_t)type;
    }
}

void **slot_place(const PyTypeObject *type, const struct slot_def *def)
{
    void **suite = suite_of(type, def->suite);

    return suite ? suite + def->word : NULL;
}

void *slot_get(const PyTypeObject *type, const struct slot_def *def)
{
    void **place = slot_place(type, def);

    return place ? *place : NULL;
}

int slot_is_own(const PyTypeObject *type, const struct slot_def *def)
{
    const PyTypeObject *base = type_base(type);
    void *function = slot_get(type, def);

    return function && (!base || function != slot_get(base, def));
}
