/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/type.h -- what the files of the type system share with one another. The rest of the kernel uses object.h.
 *
 *     base_object.c   `object`: its slots and methods
 *     type.c          `type`: calling it, attributes of a class, deallocation of instances
 *     type_attrs.c    __name__, __bases__, __mro__ ... of a class; type's const struct
 *     type_static.c   attributes of const types: descriptors made on demand
 *     type_lookup.c   the method cache, version tags, the list of heap types
 *     type_mro.c      method resolution order; which base decides about the layout
 *     type_new.c      the class statement
 *     slot_table.c    which special method stands for which slot; wrappers that call a slot
 *     slot_call.c     slots that call a special method
 *     type_slots.c    which function a slot of a heap type gets
 *     type_spec.c     types of extension modules: PyType_Ready, PyType_FromSpec
 *
 * Rules:
 *     T1  a const type (no HEAPTYPE flag) is never written
 *     T2  tp_mro of a heap type is a tuple that starts with the type; its tp_dict is a dict; tp_base is its layout's base
 *     T3  a suite of a heap type belongs to it if its bit in ht_suites is set; else it is that of tp_base or of a class in the MRO
 *     T4  version tags are never used twice between interp_start and interp_stop
 */
#ifndef KERNEL_OBJECT_TYPE_H
#define KERNEL_OBJECT_TYPE_H

#include "kernel/object/descrobject.h"
#include "kernel/object/object.h"
#include "kernel/object/structmember.h"
#include "kernel/object/types.h"

#define CONST_TYPE_FLAGS \
    (Py_TPFLAGS_DEFAULT | Py_TPFLAGS_READY | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_VALID_VERSION_TAG)
/* A const type as the field of another struct, or where C wants it not to be const. */
#define CONST_TYPE(type) ((PyTypeObject *)(uintptr_t)&(type))

#define type_is_heap(type) PyType_HasFeature((type), Py_TPFLAGS_HEAPTYPE)
#define heap_type(type) ((PyHeapTypeObject *)(uintptr_t)(type))

/* --- object ------------------------------------------------------------------------------------------------------------------- */

PyObject *object_repr(PyObject *op);
PyObject *object_str(PyObject *op);
PyObject *object_richcompare(PyObject *a, PyObject *b, int op);
PyObject *object_tp_new(PyTypeObject *type, PyObject *args, PyObject *kwds);
int object_tp_init(PyObject *self, PyObject *args, PyObject *kwds);
/* No class between type and object has an __init__: what tp_new does not take is an error there. */
static inline int type_init_is_object(const PyTypeObject *type)
{
    return !type->tp_init || type->tp_init == object_tp_init;
}
void object_dealloc(PyObject *self);
int object_set_class(PyObject *self, PyObject *value, void *closure);
/* Adds the attribute names of a class and all its bases to a dict. 0 or -1. */
int type_merge_dir(PyObject *dict, PyTypeObject *type);

/* --- look-up ------------------------------------------------------------------------------------------------------------------- */

/* As _PyType_Lookup, but tells no attribute (0, NULL) from no memory (-1). 1: found, borrowed. */
int type_lookup(const PyTypeObject *type, PyObject *name, PyObject **value);
/* The attribute in this very type, no bases. Borrowed; NULL with or without an exception. */
PyObject *type_own_lookup(const PyTypeObject *type, PyObject *name);
/* __dict__, __weakref__ or __doc__ of a class, which enter its dict when first asked for: borrowed, or NULL and perhaps an exception. */
PyObject *type_virtual_attr(PyTypeObject *type, PyObject *name);
/* type.__getattribute__, and the same without an AttributeError when suppress. */
PyObject *type_getattro(PyObject *self, PyObject *name);
PyObject *type_getattr(PyTypeObject *type, PyObject *name, int suppress);
int type_setattro(PyObject *self, PyObject *name, PyObject *value);
/* A new tag for the type and those that derive from it. */
void type_new_version(PyTypeObject *type);
void type_register(PyHeapTypeObject *type);
void type_unregister(PyHeapTypeObject *type);
/* Calls f for the heap types that derive from type, itself first, until it returns nonzero. */
int type_each_heir(PyTypeObject *type, int (*f)(PyTypeObject *heir, void *arg), void *arg);
/* list of the direct subclasses. */
PyObject *type_subclasses(PyTypeObject *type);
void method_cache_clear(void);

/* --- const types ---------------------------------------------------------------------------------------------------------------- */

/* Descriptor of a const type's own attribute: borrowed; NULL with or without an exception. */
PyObject *type_static_lookup(const PyTypeObject *type, PyObject *name);
/* Calls f with each name once until it returns nonzero. */
int type_static_each(const PyTypeObject *type, int (*f)(const char *name, void *arg), void *arg);
void type_static_stop(void);
/* The attribute as the tables of a type have it, made anew: new reference; NULL with or without an exception. */
PyObject *type_make_attr(PyTypeObject *type, PyObject *interned);
/* The __new__ of a type that has tp_new; PyCFunction whose self is the type. */
extern const PyMethodDef type_new_method;
/* op is such a __new__: its type, else NULL. */
PyTypeObject *type_of_new(PyObject *op);

/* --- slots ---------------------------------------------------------------------------------------------------------------------- */

struct slot_def {
    PyObject *name;      /* const interned str */
    uint8_t suite;       /* 0: in the type itself; else an enum heap_suite */
    uint8_t word;        /* index in that struct, in words */
    void *function;      /* the slot that calls the special method; NULL: none (__new__ of a const type) */
    void *wrapper;       /* wrapperfunc, or wrapperfunc_kwds when kwds */
    uint8_t kwds;         /* the wrapper takes keyword arguments */
};
/* Sorted so that the special methods of one slot are neighbours. */
extern const struct slot_def slot_defs[];
extern const size_t slot_defs_count;

/* Where the slot lies in the type, or NULL when its suite is missing. */
void **slot_place(const PyTypeObject *type, const struct slot_def *def);
/* Its content, NULL for none. */
void *slot_get(const PyTypeObject *type, const struct slot_def *def);
/* A const type has the slot, and not from its base. */
int slot_is_own(const PyTypeObject *type, const struct slot_def *def);

/* Slots of a fresh class: what its base has, then its own special methods. 0 or -1. */
int type_inherit_slots(PyTypeObject *type);
/* All slots anew, by look-up. 0 or -1. */
int type_resolve_slots(PyTypeObject *type);
/* After type.name was set: the slots that it stands for, in the type and its heirs. 0 or -1. */
int type_update_slot(PyTypeObject *type, PyObject *name);

/* Slots of heap types that others must recognise. */
PyObject *slot_tp_getattr_hook(PyObject *self, PyObject *name);
void slot_tp_finalize(PyObject *self);
PyObject *slot_tp_new(PyTypeObject *type, PyObject *args, PyObject *kwds);
int slot_tp_init(PyObject *self, PyObject *args, PyObject *kwds);
int init_result(PyObject *result);
PyObject *slot_tp_call(PyObject *self, PyObject *args, PyObject *kwds);
/* Instances are measured by a __len__, indexed by a __getitem__ in Python: they are sequences without the slots of one. */
int class_has_len(const PyTypeObject *type);
int class_has_getitem(const PyTypeObject *type);
/* Calls self.name(args...) looked up on the type. NULL with AttributeError when there is none. */
PyObject *call_special(PyObject *self, PyObject *name, PyObject *const *args, Py_ssize_t n);

/* --- making classes --------------------------------------------------------------------------------------------------------------- */

/* The C3 order of type, which has tp_bases: list, or NULL with TypeError. */
PyObject *mro_c3(PyTypeObject *type);
/* Sets tp_mro by mro_c3 or the metatype's mro(). 0 or -1. */
int mro_set(PyTypeObject *type);
/* The base whose layout the others fit into: borrowed, or NULL with TypeError. */
PyTypeObject *best_base(PyObject *bases);
/* The type that brought in the layout: nothing but __dict__ and __weakref__ were added since. */
const PyTypeObject *solid_base(const PyTypeObject *type);
PyTypeObject *_PyType_CalculateMetaclass(PyTypeObject *metatype, PyObject *bases);
PyObject *type_new(PyTypeObject *metatype, PyObject *args, PyObject *kwds);
int type_init(PyObject *self, PyObject *args, PyObject *kwds);
PyObject *type_call(PyObject *self, PyObject *args, PyObject *kwds);
PyObject *type_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames);
/* tp_vectorcall of plain classes. */
PyObject *instance_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames);
/* tp_vectorcall is instance_vectorcall while the class is plain. */
void type_choose_vectorcall(PyTypeObject *type);
int type_set_bases(PyObject *self, PyObject *value, void *closure);
int compatible_for_assignment(PyTypeObject *old, PyTypeObject *new, const char *attribute);
extern const PyGetSetDef subtype_dict_getset, subtype_weakref_getset;
extern const PyMethodDef type_methods[];
extern const PyMemberDef type_members[];
extern const PyGetSetDef type_getset[];

/* --- instances of heap types --------------------------------------------------------------------------------------------------------- */

void subtype_dealloc(PyObject *self);
int subtype_traverse(PyObject *self, visitproc visit, void *arg);
int subtype_clear(PyObject *self);

size_t type_owned(PyObject *type); /* tp_owned of type */

#endif
