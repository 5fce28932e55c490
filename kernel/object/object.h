/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/object.h -- the object protocol: attributes, comparison, hashing, text, types ("Object Protocol" and "Type
 * Objects" of the reference).
 *
 * What is ours about types:
 *
 *     const type      in flash. No tp_dict, no tp_mro, no tp_subclasses; nothing is ever written. Its attributes are its tables
 *                     (tp_methods, tp_members, tp_getset) and one slot wrapper for each slot that is not its base's.
 *                     An empty slot among tp_getattro, tp_setattro, tp_repr, tp_str, tp_hash, tp_richcompare, tp_alloc,
 *                     tp_free, tp_dealloc stands for what `object` does; tp_new and the rest are absent when empty.
 *     heap type       made by a class statement, or by PyType_FromSpec: a PyHeapTypeObject.
 *
 * Functions take `const PyTypeObject *` where they do not write; a type that is stored (ob_type) is not const in C.
 */
#ifndef KERNEL_OBJECT_OBJECT_H
#define KERNEL_OBJECT_OBJECT_H

#include <stdio.h>

#include "heap/layout.h"
#include "heap/object.h"
#include "heap/type.h"
#include "kernel/object/pymacro.h"

/* --- singletons ------------------------------------------------------------------------------------------------------- */

extern const PyObject _Py_NoneStruct, _Py_NotImplementedStruct, _Py_EllipsisObject;
#define Py_None ((PyObject *)&_Py_NoneStruct)
#define Py_NotImplemented ((PyObject *)&_Py_NotImplementedStruct)
#define Py_Ellipsis ((PyObject *)&_Py_EllipsisObject)
#define Py_IsNone(x) ((x) == Py_None)
#define Py_RETURN_NONE return Py_None
#define Py_RETURN_NOTIMPLEMENTED return Py_NotImplemented

/* --- type checks --------------------------------------------------------------------------------------------------------- */

static inline int PyType_FastSubclass(const PyTypeObject *type, unsigned long flag)
{
    return PyType_HasFeature(type, flag);
}
#define PyType_Check(op) PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_TYPE_SUBCLASS)
#define PyType_CheckExact(op) Py_IS_TYPE(op, &PyType_Type)
#define PyType_IS_GC(type) PyType_HasFeature((type), Py_TPFLAGS_HAVE_GC)

/* type is base or derives from it. */
int PyType_IsSubtype(const PyTypeObject *type, const PyTypeObject *base);
static inline int PyObject_TypeCheck(const PyObject *op, const PyTypeObject *type)
{
    return op->ob_type == type || PyType_IsSubtype(op->ob_type, type);
}
#define PyObject_TypeCheck(op, type) PyObject_TypeCheck(_PyObject_CAST(op), (type))

/* --- text, comparison, hash, truth -------------------------------------------------------------------------------------- */

PyObject *PyObject_Repr(PyObject *op);
PyObject *PyObject_Str(PyObject *op);
PyObject *PyObject_ASCII(PyObject *op);
PyObject *PyObject_Bytes(PyObject *op);
PyObject *PyObject_RichCompare(PyObject *a, PyObject *b, int op);
int PyObject_RichCompareBool(PyObject *a, PyObject *b, int op); /* identity first; 1, 0 or -1 */
Py_hash_t PyObject_Hash(PyObject *op);                          /* -1: exception */
Py_hash_t PyObject_HashNotImplemented(PyObject *op);
Py_hash_t _Py_HashPointer(const void *p);
int PyObject_IsTrue(PyObject *op);
int PyObject_Not(PyObject *op);
int PyCallable_Check(PyObject *op);
PyObject *PyObject_Dir(PyObject *op); /* NULL: names of the current scope */
PyObject *PyObject_SelfIter(PyObject *op);

/* 1: op is being written already, further up; 0: not; -1. Pair with Py_ReprLeave when 0. */
int Py_ReprEnter(PyObject *op);
void Py_ReprLeave(PyObject *op);

/* --- attributes ----------------------------------------------------------------------------------------------------------- */

PyObject *PyObject_GetAttr(PyObject *op, PyObject *name);
PyObject *PyObject_GetAttrString(PyObject *op, const char *name);
int PyObject_HasAttr(PyObject *op, PyObject *name);
int PyObject_HasAttrString(PyObject *op, const char *name);
int PyObject_SetAttr(PyObject *op, PyObject *name, PyObject *value); /* value NULL deletes */
int PyObject_SetAttrString(PyObject *op, const char *name, PyObject *value);
#define PyObject_DelAttr(op, name) PyObject_SetAttr(op, name, NULL)
#define PyObject_DelAttrString(op, name) PyObject_SetAttrString(op, name, NULL)
PyObject *PyObject_GenericGetAttr(PyObject *op, PyObject *name);
int PyObject_GenericSetAttr(PyObject *op, PyObject *name, PyObject *value);
PyObject *PyObject_GenericGetDict(PyObject *op, void *closure);
int PyObject_GenericSetDict(PyObject *op, PyObject *value, void *closure);

/* 1 and a new reference; 0 and NULL when there is none, without an exception; -1. */
int _PyObject_LookupAttr(PyObject *op, PyObject *name, PyObject **result);
#define PyObject_GetOptionalAttr _PyObject_LookupAttr
/* For a call op.name(...). 1: *method is a function to be called with op first; 0: *method is the attribute, or NULL and an
 * exception. */
int _PyObject_GetMethod(PyObject *op, PyObject *name, PyObject **method);
/* A special method of the type, bound to op; NULL without an exception when there is none. New reference. */
PyObject *_PyObject_LookupSpecial(PyObject *op, PyObject *name);
/* With suppress: a missing attribute is NULL without an exception. `dict` NULL: the object's own. */
PyObject *_PyObject_GenericGetAttrWithDict(PyObject *op, PyObject *name, PyObject *dict, int suppress);
int _PyObject_GenericSetAttrWithDict(PyObject *op, PyObject *name, PyObject *value, PyObject *dict);
/* Where the object keeps its __dict__, or NULL: it has none. Inline values become a dictionary first (NULL then also when
 * there is no memory, with an exception). */
PyObject **_PyObject_GetDictPtr(PyObject *op);
/* An assignment to __dict__, which lies there: 0, or -1 with an exception. */
int object_set_dict(PyObject **place, PyObject *value);

/* --- memory: NULL comes with MemoryError ------------------------------------------------------------------------------------ */

PyObject *PyObject_Init(PyObject *op, const PyTypeObject *type);
PyVarObject *PyObject_InitVar(PyVarObject *op, const PyTypeObject *type, Py_ssize_t size);
PyObject *_PyObject_New(const PyTypeObject *type);
PyVarObject *_PyObject_NewVar(const PyTypeObject *type, Py_ssize_t n);
PyObject *_PyObject_GC_New(const PyTypeObject *type);
PyVarObject *_PyObject_GC_NewVar(const PyTypeObject *type, Py_ssize_t n);
PyVarObject *_PyObject_GC_Resize(PyVarObject *op, Py_ssize_t n);
void PyObject_Del(void *op);
void PyObject_GC_Del(void *op);
#define PyObject_New(type, typeobj) ((type *)_PyObject_New(typeobj))
#define PyObject_NewVar(type, typeobj, n) ((type *)_PyObject_NewVar((typeobj), (n)))
#define PyObject_GC_New(type, typeobj) ((type *)_PyObject_GC_New(typeobj))
#define PyObject_GC_NewVar(type, typeobj, n) ((type *)_PyObject_GC_NewVar((typeobj), (n)))
#define PyObject_GC_Resize(type, op, n) ((type *)_PyObject_GC_Resize(_PyVarObject_CAST(op), (n)))
#define PyObject_NEW PyObject_New
#define PyObject_NEW_VAR PyObject_NewVar
#define PyObject_DEL PyObject_Del
#define _PyObject_GC_TRACK PyObject_GC_Track
#define _PyObject_GC_UNTRACK PyObject_GC_UnTrack

static inline size_t _PyObject_SIZE(const PyTypeObject *type)
{
    return (size_t)type->tp_basicsize;
}
static inline size_t _PyObject_VAR_SIZE(const PyTypeObject *type, Py_ssize_t n)
{
    size_t size = (size_t)type->tp_basicsize + (size_t)n * (size_t)type->tp_itemsize;

    return (size + sizeof(void *) - 1) & ~(sizeof(void *) - 1);
}

/* Bytes of plain memory that op alone keeps beside its own block: what tp_owned says, and an instance's values. */
size_t object_owned(PyObject *op);

/* __sizeof__ of the types that have tp_owned, for their method tables. */
PyObject *object_sizeof_owned(PyObject *self, PyObject *unused);

/* What CPython's sys.getsizeof(op) asks: __sizeof__, and nothing added. (size_t)-1: exception. */
size_t _PySys_GetSizeOf(PyObject *op);

/* --- types -------------------------------------------------------------------------------------------------------------------- */

/* Type slots that a class statement may need of its own; the others point to a base's. */
enum heap_suite { SUITE_NUMBER = 1, SUITE_SEQUENCE = 2, SUITE_MAPPING = 4, SUITE_ASYNC = 8, SUITE_BUFFER = 16 };

typedef struct _heaptypeobject {
    PyTypeObject ht_type;
    PyObject *ht_name, *ht_slots, *ht_qualname; /* ht_slots: tuple of mangled names, or NULL */
    struct _dictkeysobject *ht_cached_keys;     /* keys that the instances share; NULL: none yet, or no inline values */
    PyObject *ht_module;
    uint8_t ht_suites;   /* enum heap_suite: suites this type allocated */
    uint8_t ht_nslots;   /* members that __slots__ of this very class added */
    uint8_t ht_adds;     /* HT_ADDS_*: this very class brought the field in */
    uint8_t ht_parent;   /* a subclass was made at some time */
    struct _heaptypeobject *ht_next, *ht_prev; /* all heap types, in order of creation */
} PyHeapTypeObject;
#define HT_ADDS_DICT 1
#define HT_ADDS_WEAKREF 2
/* Members of __slots__ lie behind the struct of a class: PyHeapTypeObject, or what its metatype made of it. */
#define PyHeapType_GET_MEMBERS(type) ((PyMemberDef *)((char *)(type) + Py_TYPE(type)->tp_basicsize))

int PyType_Ready(PyTypeObject *type); /* for static types of extensions, in RAM: fills in what is inherited. 0 or -1 */
PyObject *PyType_GenericAlloc(PyTypeObject *type, Py_ssize_t n);
PyObject *PyType_GenericNew(PyTypeObject *type, PyObject *args, PyObject *kwds);
unsigned long PyType_GetFlags(PyTypeObject *type);
void PyType_Modified(PyTypeObject *type);
void *PyType_GetSlot(PyTypeObject *type, int slot);
PyObject *PyType_GetName(PyTypeObject *type);
PyObject *PyType_GetQualName(PyTypeObject *type);
PyObject *PyType_GetModule(PyTypeObject *type);
void *PyType_GetModuleState(PyTypeObject *type);
const char *_PyType_Name(const PyTypeObject *type); /* behind the last dot of tp_name */

/* Borrowed; NULL without an exception. Looks in the type and its bases, not in the metatype. */
PyObject *_PyType_Lookup(const PyTypeObject *type, PyObject *name);
/* For types made by C code: tuples as Python sees them. New references. */
PyObject *type_mro(const PyTypeObject *type);
PyObject *type_bases(const PyTypeObject *type);
/* All attributes of the type itself, as a new dict for a const type and its tp_dict for a heap type. New reference. */
PyObject *type_dict(PyTypeObject *type);
/* "module.name" as repr() shows it. New reference. */
PyObject *type_fullname(const PyTypeObject *type);
/* Base of a type, NULL for object. A const type that names none derives from object. */
const PyTypeObject *type_base(const PyTypeObject *type);

typedef struct {
    int slot;
    void *pfunc;
} PyType_Slot;

typedef struct {
    const char *name;
    int basicsize;
    int itemsize;
    unsigned int flags;
    PyType_Slot *slots;
} PyType_Spec;

PyObject *PyType_FromSpec(PyType_Spec *spec);
PyObject *PyType_FromSpecWithBases(PyType_Spec *spec, PyObject *bases);
PyObject *PyType_FromModuleAndSpec(PyObject *module, PyType_Spec *spec, PyObject *bases);

#include "kernel/object/typeslots.h"

/* --- deallocation ------------------------------------------------------------------------------------------------------------- */

/* The heap bounds the depth of deallocation for every type; CPython's pair is kept for extension modules. */
#define Py_TRASHCAN_BEGIN(op, dealloc) {
#define Py_TRASHCAN_END }

#endif
