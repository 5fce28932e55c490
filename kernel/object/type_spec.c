/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/type_spec.c -- types of extension modules: static ones in RAM (PyType_Ready), and heap types by description
 * (PyType_FromSpec).
 */
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

/* --- static types ----------------------------------------------------------------------------------------------------------------- */

#define INHERIT(field)                                                                                                 \
    if (!type->field)                                                                                                  \
    type->field = base->field

/* Empty words of a suite get the base's. The suites of a static type in RAM are in RAM. */
static void inherit_suite(void *suite, const void *of_base, size_t size)
{
    void **to = suite, *const *from = of_base;

    for (size_t i = 0; suite && of_base && suite != of_base && i < size / sizeof(void *); i++)
        if (!to[i])
            to[i] = from[i];
}

static void inherit_flags(PyTypeObject *type, const PyTypeObject *base)
{
    const unsigned long always = Py_TPFLAGS_LONG_SUBCLASS | Py_TPFLAGS_LIST_SUBCLASS | Py_TPFLAGS_TUPLE_SUBCLASS |
                                 Py_TPFLAGS_BYTES_SUBCLASS | Py_TPFLAGS_UNICODE_SUBCLASS | Py_TPFLAGS_DICT_SUBCLASS |
                                 Py_TPFLAGS_BASE_EXC_SUBCLASS | Py_TPFLAGS_TYPE_SUBCLASS | Py_TPFLAGS_SEQUENCE |
                                 Py_TPFLAGS_MAPPING;

    type->tp_flags |= base->tp_flags & always;
    if (PyType_IS_GC(base) && !PyType_IS_GC(type) && !type->tp_traverse && !type->tp_clear) {
        type->tp_flags |= Py_TPFLAGS_HAVE_GC;
        type->tp_traverse = base->tp_traverse;
        type->tp_clear = base->tp_clear;
    }
}

static void inherit(PyTypeObject *type, const PyTypeObject *base)
{
    INHERIT(tp_basicsize);
    INHERIT(tp_itemsize);
    INHERIT(tp_dictoffset);
    INHERIT(tp_weaklistoffset);
    INHERIT(tp_vectorcall_offset);
    if (!type->tp_hash && !type->tp_richcompare) {
        type->tp_hash = base->tp_hash;
        type->tp_richcompare = base->tp_richcompare;
    }
    if (!type->tp_getattr)
        INHERIT(tp_getattro);
    if (!type->tp_setattr)
        INHERIT(tp_setattro);
    INHERIT(tp_dealloc);
    INHERIT(tp_repr);
    INHERIT(tp_str);
    INHERIT(tp_call);
    INHERIT(tp_iter);
    INHERIT(tp_iternext);
    INHERIT(tp_descr_get);
    INHERIT(tp_descr_set);
    INHERIT(tp_init);
    INHERIT(tp_finalize);
    INHERIT(tp_is_gc);
    INHERIT(tp_owned);
    if (base != &PyBaseObject_Type)
        INHERIT(tp_new);
    INHERIT(tp_as_async);
    INHERIT(tp_as_number);
    INHERIT(tp_as_sequence);
    INHERIT(tp_as_mapping);
    INHERIT(tp_as_buffer);
    inherit_suite(type->tp_as_number, base->tp_as_number, sizeof(PyNumberMethods));
    inherit_suite(type->tp_as_sequence, base->tp_as_sequence, sizeof(PySequenceMethods));
    inherit_suite(type->tp_as_mapping, base->tp_as_mapping, sizeof(PyMappingMethods));
}

int PyType_Ready(PyTypeObject *type)
{
    const PyTypeObject *base;

    if (PyType_HasFeature(type, Py_TPFLAGS_READY))
        return 0;
    base = type_base(type);
    if (!PyType_HasFeature(base, Py_TPFLAGS_READY) && PyType_Ready((PyTypeObject *)(uintptr_t)base) < 0)
        return -1;
    type->tp_base = (PyTypeObject *)(uintptr_t)base;
    if (!Py_TYPE(type))
        Py_SET_TYPE(type, Py_TYPE(base));
    /* The memory of a static type is not the heap's: it never dies. */
    Py_SET_REFCNT(type, OB_IMMORTAL);
    inherit_flags(type, base);
    inherit(type, base);
    if (!type->tp_alloc)
        type->tp_alloc = PyType_GenericAlloc;
    if (!type->tp_free)
        type->tp_free = PyType_IS_GC(type) ? PyObject_GC_Del : PyObject_Del;
    type->tp_version_tag = interp.next_version_tag++;
    type->tp_flags |= Py_TPFLAGS_READY | Py_TPFLAGS_VALID_VERSION_TAG;
    return 0;
}

/* --- heap types by description ----------------------------------------------------------------------------------------------------- */

struct slot_word {
    uint8_t suite, word;
};

#define TP(field) {0, offsetof(PyTypeObject, field) / sizeof(void *)}
#define NB(field) {SUITE_NUMBER, offsetof(PyNumberMethods, field) / sizeof(void *)}
#define SQ(field) {SUITE_SEQUENCE, offsetof(PySequenceMethods, field) / sizeof(void *)}
#define MP(field) {SUITE_MAPPING, offsetof(PyMappingMethods, field) / sizeof(void *)}
#define AM(field) {SUITE_ASYNC, offsetof(PyAsyncMethods, field) / sizeof(void *)}
#define BF(field) {SUITE_BUFFER, offsetof(PyBufferProcs, field) / sizeof(void *)}

/* By the numbers of typeslots.h. */
static const struct slot_word words[] = {
    {0, 0}, BF(bf_getbuffer), BF(bf_releasebuffer), MP(mp_ass_subscript), MP(mp_length), MP(mp_subscript), NB(nb_absolute),
    NB(nb_add), NB(nb_and), NB(nb_bool), NB(nb_divmod), NB(nb_float), NB(nb_floor_divide), NB(nb_index), NB(nb_inplace_add),
    NB(nb_inplace_and), NB(nb_inplace_floor_divide), NB(nb_inplace_lshift), NB(nb_inplace_multiply), NB(nb_inplace_or),
    NB(nb_inplace_power), NB(nb_inplace_remainder), NB(nb_inplace_rshift), NB(nb_inplace_subtract),
    NB(nb_inplace_true_divide), NB(nb_inplace_xor), NB(nb_int), NB(nb_invert), NB(nb_lshift), NB(nb_multiply),
    NB(nb_negative), NB(nb_or), NB(nb_positive), NB(nb_power), NB(nb_remainder), NB(nb_rshift), NB(nb_subtract),
    NB(nb_true_divide), NB(nb_xor), SQ(sq_ass_item), SQ(sq_concat), SQ(sq_contains), SQ(sq_inplace_concat),
    SQ(sq_inplace_repeat), SQ(sq_item), SQ(sq_length), SQ(sq_repeat), TP(tp_alloc), TP(tp_base), TP(tp_bases), TP(tp_call),
    TP(tp_clear), TP(tp_dealloc), TP(tp_del), TP(tp_descr_get), TP(tp_descr_set), TP(tp_doc), TP(tp_getattr), TP(tp_getattro),
    TP(tp_hash), TP(tp_init), TP(tp_is_gc), TP(tp_iter), TP(tp_iternext), TP(tp_methods), TP(tp_new), TP(tp_repr),
    TP(tp_richcompare), TP(tp_setattr), TP(tp_setattro), TP(tp_str), TP(tp_traverse), TP(tp_members), TP(tp_getset),
    TP(tp_free), NB(nb_matrix_multiply), NB(nb_inplace_matrix_multiply), AM(am_await), AM(am_aiter), AM(am_anext),
    TP(tp_finalize), AM(am_send),
};
_Static_assert(Py_ARRAY_LENGTH(words) == Py_am_send + 1, "one entry for each number of typeslots.h");

/* The type's own suite, made with the base's content when need be; the type itself for 0. NULL with MemoryError. */
static void **own_suite(PyTypeObject *type, unsigned suite)
{
    struct {
        void **place;
        size_t size;
    } s;
    void *own;

    switch (suite) {
    case 0:
        return (void **)type;
    case SUITE_NUMBER:
        s.place = (void **)&type->tp_as_number;
        s.size = sizeof(PyNumberMethods);
        break;
    case SUITE_SEQUENCE:
        s.place = (void **)&type->tp_as_sequence;
        s.size = sizeof(PySequenceMethods);
        break;
    case SUITE_MAPPING:
        s.place = (void **)&type->tp_as_mapping;
        s.size = sizeof(PyMappingMethods);
        break;
    case SUITE_ASYNC:
        s.place = (void **)&type->tp_as_async;
        s.size = sizeof(PyAsyncMethods);
        break;
    default:
        s.place = (void **)&type->tp_as_buffer;
        s.size = sizeof(PyBufferProcs);
        break;
    }
    if (heap_type(type)->ht_suites & suite)
        return *s.place;
    own = PyMem_Calloc(1, s.size);
    if (!own)
        return (void **)PyErr_NoMemory();
    if (*s.place)
        memcpy(own, *s.place, s.size);
    *s.place = own;
    heap_type(type)->ht_suites |= (uint8_t)suite;
    return own;
}

void *PyType_GetSlot(PyTypeObject *type, int slot)
{
    struct slot_def def = {0};
    void **place;

    if (slot <= 0 || (size_t)slot >= Py_ARRAY_LENGTH(words)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    def.suite = words[slot].suite;
    def.word = words[slot].word;
    if (def.suite == SUITE_BUFFER)
        return type->tp_as_buffer ? ((void **)type->tp_as_buffer)[def.word] : NULL;
    place = slot_place(type, &def);
    return place ? *place : NULL;
}

static int set_slots(PyTypeObject *type, const PyType_Slot *slots)
{
    for (const PyType_Slot *s = slots; s->slot; s++) {
        void **suite;

        if (s->slot < 0 || (size_t)s->slot >= Py_ARRAY_LENGTH(words)) {
            PyErr_SetString(PyExc_RuntimeError, "invalid slot offset");
            return -1;
        }
        if (s->slot == Py_tp_base || s->slot == Py_tp_bases)
            continue;
        suite = own_suite(type, words[s->slot].suite);
        if (!suite)
            return -1;
        suite[words[s->slot].word] = s->pfunc;
    }
    return 0;
}

/* Members of these names say where fields are. */
static void take_offsets(PyTypeObject *type)
{
    for (const PyMemberDef *m = type->tp_members; m && m->name; m++) {
        if (strcmp(m->name, "__dictoffset__") == 0)
            type->tp_dictoffset = m->offset;
        else if (strcmp(m->name, "__weaklistoffset__") == 0)
            type->tp_weaklistoffset = m->offset;
        else if (strcmp(m->name, "__vectorcalloffset__") == 0)
            type->tp_vectorcall_offset = m->offset;
    }
}

static int enter_attribute(const char *text, void *arg)
{
    PyTypeObject *type = arg;
    PyObject *name = PyUnicode_InternFromString(text), *value = name ? type_make_attr(type, name) : NULL;
    int result = value ? dict_set_str(type->tp_dict, name, value) : PyErr_Occurred() ? -1 : 0;

    Py_XDECREF(value);
    Py_XDECREF(name);
    return result;
}

/* The bases that a description asks for. New reference. */
static PyObject *spec_bases(const PyType_Spec *spec, PyObject *bases)
{
    if (bases)
        return PyTuple_Check(bases) ? Py_NewRef(bases) : PyTuple_Pack(1, bases);
    for (const PyType_Slot *s = spec->slots; s->slot; s++) {
        if (s->slot == Py_tp_bases)
            return Py_NewRef(s->pfunc);
        if (s->slot == Py_tp_base)
            return PyTuple_Pack(1, s->pfunc);
    }
    return PyTuple_Pack(1, &PyBaseObject_Type);
}

static int name_type(PyTypeObject *type, const PyType_Spec *spec)
{
    const char *dot = strrchr(spec->name, '.');
    PyObject *module = dot ? PyUnicode_FromStringAndSize(spec->name, dot - spec->name) : NULL;
    int result = dot && (!module || dict_set_str(type->tp_dict, _Py_ID(__module__), module) < 0) ? -1 : 0;

    Py_XDECREF(module);
    type->tp_name = dot ? dot + 1 : spec->name;
    heap_type(type)->ht_name = PyUnicode_InternFromString(type->tp_name);
    heap_type(type)->ht_qualname = Py_XNewRef(heap_type(type)->ht_name);
    return heap_type(type)->ht_name ? result : -1;
}

/* Fills in a fresh type. 0 or -1. */
static int describe(PyTypeObject *type, const PyType_Spec *spec, PyObject *bases)
{
    PyTypeObject *base = best_base(bases);

    if (!base)
        return -1;
    type->tp_flags = spec->flags | Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_READY | Py_TPFLAGS_VALID_VERSION_TAG;
    type->tp_base = (PyTypeObject *)Py_NewRef(base);
    type->tp_bases = Py_NewRef(bases);
    type->tp_dict = PyDict_New();
    type->tp_basicsize = spec->basicsize ? spec->basicsize : base->tp_basicsize;
    type->tp_itemsize = spec->itemsize;
    if (!type->tp_dict || name_type(type, spec) < 0 || mro_set(type) < 0 || type_inherit_slots(type) < 0)
        return -1;
    inherit_flags(type, base);
    type->tp_dictoffset = base->tp_dictoffset;
    type->tp_weaklistoffset = base->tp_weaklistoffset;
    if (set_slots(type, spec->slots) < 0)
        return -1;
    take_offsets(type);
    if (!type->tp_dealloc)
        type->tp_dealloc = subtype_dealloc;
    if (!type->tp_alloc)
        type->tp_alloc = PyType_GenericAlloc;
    if (!type->tp_free)
        type->tp_free = PyType_IS_GC(type) ? PyObject_GC_Del : PyObject_Del;
    return type_static_each(type, enter_attribute, type) ? -1 : 0;
}

PyObject *PyType_FromModuleAndSpec(PyObject *module, PyType_Spec *spec, PyObject *bases)
{
    PyObject *all = spec_bases(spec, bases);
    PyTypeObject *type = NULL;

    if (all)
        type = (PyTypeObject *)PyType_GenericAlloc(CONST_TYPE(PyType_Type), 0);
    if (type) {
        type_register(heap_type(type));
        type->tp_name = spec->name;
        if (describe(type, spec, all) < 0)
            Py_CLEAR(type);
        else
            heap_type(type)->ht_module = Py_XNewRef(module);
    }
    Py_XDECREF(all);
    return (PyObject *)type;
}

PyObject *PyType_FromSpecWithBases(PyType_Spec *spec, PyObject *bases)
{
    return PyType_FromModuleAndSpec(NULL, spec, bases);
}

PyObject *PyType_FromSpec(PyType_Spec *spec)
{
    return PyType_FromModuleAndSpec(NULL, spec, NULL);
}
