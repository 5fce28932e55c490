/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/structseq.h -- tuples whose items have names ("Struct Sequence Objects" of the reference).
 *
 *     static const PyMemberDef fields[] = {STRUCTSEQ_FIELD(0, "sysname"), STRUCTSEQ_FIELD(1, "machine"), STRUCTSEQ_END};
 *     const PyTypeObject Uname_Type = STRUCTSEQ_TYPE("os.uname_result", fields, 2, uname_result);
 *     ...
 *     PyObject *result = PyStructSequence_New(CONST_TYPE(Uname_Type));     then an item for each field
 *
 * A type of this sort is const, and has its line in types.def. Its tp_members are the fields, in order; its ob_size says how many
 * of them the sequence shows: those behind can be had by name only.
 */
#ifndef KERNEL_OBJECT_STRUCTSEQ_H
#define KERNEL_OBJECT_STRUCTSEQ_H

#include "kernel/object/structmember.h"
#include "kernel/object/tupleobject.h"
#include "kernel/object/type.h"

/* All items are NULL; not tracked. NULL with MemoryError. */
PyObject *PyStructSequence_New(PyTypeObject *type);
#define PyStructSequence_SET_ITEM(op, i, value) PyTuple_SET_ITEM(op, i, value) /* steals; any field */
#define PyStructSequence_GET_ITEM(op, i) PyTuple_GET_ITEM(op, i)
void PyStructSequence_SetItem(PyObject *op, Py_ssize_t i, PyObject *value);
PyObject *PyStructSequence_GetItem(PyObject *op, Py_ssize_t i);

/* One of the type whose fields have these values: Py_BuildValue's format of a tuple, one item each. NULL with an exception. */
PyObject *structseq_build(const PyTypeObject *type, const char *format, ...);

void structseq_dealloc(PyObject *self);
int structseq_traverse(PyObject *self, visitproc visit, void *arg);
PyObject *structseq_repr(PyObject *self);
PyObject *structseq_new(PyTypeObject *type, PyObject *args, PyObject *kwds);
extern const PyMethodDef structseq_methods[];
static inline int structseq_is_type(const PyTypeObject *type)
{
    return type->tp_dealloc == structseq_dealloc;
}
/* n_fields and the like, attributes of the class: new reference, or NULL with or without an exception. */
PyObject *structseq_class_attribute(const PyTypeObject *type, const char *name);
extern const char *const structseq_class_names[]; /* of these; NULL ends them */

#define STRUCTSEQ_FIELD(i, name) {name, T_OBJECT, offsetof(PyTupleObject, ob_item) + (i) * sizeof(PyObject *), READONLY, NULL}
#define STRUCTSEQ_END {NULL, 0, 0, 0, NULL}

#define STRUCTSEQ_COMMON(name, fields, visible, tag, flags, new)                                                       \
    {                                                                                                                  \
        IMMORTAL_VAR_HEAD(&PyType_Type, visible)                                                                       \
        .tp_name = name, .tp_basicsize = sizeof(PyTupleObject), .tp_itemsize = sizeof(PyObject *),                     \
        .tp_dealloc = structseq_dealloc, .tp_repr = structseq_repr, .tp_as_sequence = CONST_SLOT(&tuple_as_sequence),  \
        .tp_as_mapping = CONST_SLOT(&tuple_as_mapping), .tp_hash = tuple_hash, .tp_getattro = PyObject_GenericGetAttr, \
        .tp_setattro = PyObject_GenericSetAttr,                                                                        \
        .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_TUPLE_SUBCLASS | Py_TPFLAGS_SEQUENCE | (flags), \
        .tp_traverse = structseq_traverse, .tp_richcompare = tuple_richcompare, .tp_iter = tuple_iter,                 \
        .tp_methods = CONST_SLOT(structseq_methods), .tp_members = CONST_SLOT(fields),                                 \
        .tp_base = CONST_TYPE(PyTuple_Type), .tp_new = new, .tp_free = PyObject_GC_Del,                                \
        .tp_version_tag = TYPE_TAG(tag),                                                                               \
    }
#define STRUCTSEQ_TYPE(name, fields, visible, tag) STRUCTSEQ_COMMON(name, fields, visible, tag, 0, structseq_new)
/* Python code makes none of these. */
#define STRUCTSEQ_TYPE_CLOSED(name, fields, visible, tag)                                                              \
    STRUCTSEQ_COMMON(name, fields, visible, tag, Py_TPFLAGS_DISALLOW_INSTANTIATION, NULL)

#endif
