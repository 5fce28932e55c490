/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/abstract.h -- what can be done to any object: numbers, sequences, mappings, iteration, buffers ("Abstract Objects
 * Layer" of the reference). Calls are in kernel/lang/call.h.
 */
#ifndef KERNEL_OBJECT_ABSTRACT_H
#define KERNEL_OBJECT_ABSTRACT_H

#include "kernel/object/object.h"

/* --- objects ----------------------------------------------------------------------------------------------------------------- */

PyObject *PyObject_Type(PyObject *op);
Py_ssize_t PyObject_Size(PyObject *op);
#define PyObject_Length PyObject_Size
Py_ssize_t PyObject_LengthHint(PyObject *op, Py_ssize_t otherwise);
PyObject *PyObject_GetItem(PyObject *op, PyObject *key);
int PyObject_SetItem(PyObject *op, PyObject *key, PyObject *value);
int PyObject_DelItem(PyObject *op, PyObject *key);
int PyObject_DelItemString(PyObject *op, const char *key);
PyObject *PyObject_GetIter(PyObject *op);
PyObject *PyObject_Format(PyObject *op, PyObject *spec); /* spec NULL: empty */
int PyObject_IsInstance(PyObject *op, PyObject *cls);
int PyObject_IsSubclass(PyObject *derived, PyObject *cls);
int _PyObject_RealIsInstance(PyObject *op, PyObject *cls);    /* no __instancecheck__ */
int _PyObject_RealIsSubclass(PyObject *derived, PyObject *cls);

/* --- numbers ----------------------------------------------------------------------------------------------------------------- */

int PyNumber_Check(PyObject *op);
PyObject *PyNumber_Add(PyObject *a, PyObject *b);
PyObject *PyNumber_Subtract(PyObject *a, PyObject *b);
PyObject *PyNumber_Multiply(PyObject *a, PyObject *b);
PyObject *PyNumber_MatrixMultiply(PyObject *a, PyObject *b);
PyObject *PyNumber_FloorDivide(PyObject *a, PyObject *b);
PyObject *PyNumber_TrueDivide(PyObject *a, PyObject *b);
PyObject *PyNumber_Remainder(PyObject *a, PyObject *b);
PyObject *PyNumber_Divmod(PyObject *a, PyObject *b);
PyObject *PyNumber_Power(PyObject *a, PyObject *b, PyObject *modulus);
PyObject *PyNumber_Lshift(PyObject *a, PyObject *b);
PyObject *PyNumber_Rshift(PyObject *a, PyObject *b);
PyObject *PyNumber_And(PyObject *a, PyObject *b);
PyObject *PyNumber_Xor(PyObject *a, PyObject *b);
PyObject *PyNumber_Or(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceAdd(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceSubtract(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceMultiply(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceMatrixMultiply(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceFloorDivide(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceTrueDivide(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceRemainder(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlacePower(PyObject *a, PyObject *b, PyObject *modulus);
PyObject *PyNumber_InPlaceLshift(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceRshift(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceAnd(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceXor(PyObject *a, PyObject *b);
PyObject *PyNumber_InPlaceOr(PyObject *a, PyObject *b);
PyObject *PyNumber_Negative(PyObject *op);
PyObject *PyNumber_Positive(PyObject *op);
PyObject *PyNumber_Absolute(PyObject *op);
PyObject *PyNumber_Invert(PyObject *op);
#define PyIndex_Check(op) (Py_TYPE(op)->tp_as_number && Py_TYPE(op)->tp_as_number->nb_index)
PyObject *PyNumber_Index(PyObject *op);   /* may be an instance of a subclass of int, as op itself */
PyObject *_PyNumber_Index(PyObject *op);
PyObject *PyNumber_Long(PyObject *op);
PyObject *PyNumber_Float(PyObject *op);
PyObject *PyNumber_ToBase(PyObject *op, int base);
/* overflow NULL: clipped; else an exception of that type. -1: exception. */
Py_ssize_t PyNumber_AsSsize_t(PyObject *op, PyObject *overflow);

/* --- sequences ----------------------------------------------------------------------------------------------------------------- */

int PySequence_Check(PyObject *op);
Py_ssize_t PySequence_Size(PyObject *op);
#define PySequence_Length PySequence_Size
PyObject *PySequence_Concat(PyObject *a, PyObject *b);
PyObject *PySequence_Repeat(PyObject *op, Py_ssize_t n);
PyObject *PySequence_InPlaceConcat(PyObject *a, PyObject *b);
PyObject *PySequence_InPlaceRepeat(PyObject *op, Py_ssize_t n);
PyObject *PySequence_GetItem(PyObject *op, Py_ssize_t i);
PyObject *PySequence_GetSlice(PyObject *op, Py_ssize_t i, Py_ssize_t j);
int PySequence_SetItem(PyObject *op, Py_ssize_t i, PyObject *value);
int PySequence_DelItem(PyObject *op, Py_ssize_t i);
int PySequence_SetSlice(PyObject *op, Py_ssize_t i, Py_ssize_t j, PyObject *value);
int PySequence_DelSlice(PyObject *op, Py_ssize_t i, Py_ssize_t j);
PyObject *PySequence_Tuple(PyObject *op);
PyObject *PySequence_List(PyObject *op);
/* A list or tuple with op's items; TypeError with this message when op is not iterable. New reference. */
PyObject *PySequence_Fast(PyObject *op, const char *message);
#define PySequence_Fast_GET_SIZE(op) Py_SIZE(op)
#define PySequence_Fast_ITEMS(op)                                                                                        \
    (PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_LIST_SUBCLASS) ? ((PyListObject *)(op))->ob_item : ((PyTupleObject *)(op))->ob_item)
#define PySequence_Fast_GET_ITEM(op, i) (PySequence_Fast_ITEMS(op)[i])
#define PySequence_ITEM(op, i) (Py_TYPE(op)->tp_as_sequence->sq_item((op), (i)))
Py_ssize_t PySequence_Count(PyObject *op, PyObject *value);
Py_ssize_t PySequence_Index(PyObject *op, PyObject *value);
int PySequence_Contains(PyObject *op, PyObject *value);
int sequence_search(PyObject *op, PyObject *value); /* the same by iteration only */
#define PySequence_In PySequence_Contains

/* --- mappings ------------------------------------------------------------------------------------------------------------------ */

int PyMapping_Check(PyObject *op);
Py_ssize_t PyMapping_Size(PyObject *op);
#define PyMapping_Length PyMapping_Size
PyObject *PyMapping_GetItemString(PyObject *op, const char *key);
int PyMapping_SetItemString(PyObject *op, const char *key, PyObject *value);
int PyMapping_HasKey(PyObject *op, PyObject *key);
int PyMapping_HasKeyString(PyObject *op, const char *key);
#define PyMapping_DelItem(op, key) PyObject_DelItem(op, key)
#define PyMapping_DelItemString(op, key) PyObject_DelItemString(op, key)
PyObject *PyMapping_Keys(PyObject *op);
PyObject *PyMapping_Values(PyObject *op);
PyObject *PyMapping_Items(PyObject *op);

/* --- iteration ------------------------------------------------------------------------------------------------------------------ */

int PyIter_Check(PyObject *op);
/* tp_iternext of a class that has lost its __next__: TypeError. */
PyObject *_PyObject_NextNotImplemented(PyObject *op);
PyObject *PyIter_Next(PyObject *iter); /* NULL without an exception at the end */
#define PYGEN_RETURN 0
#define PYGEN_ERROR (-1)
#define PYGEN_NEXT 1
PySendResult PyIter_Send(PyObject *iter, PyObject *value, PyObject **result);
/* Calls f(item, arg) for each item until it returns nonzero. 0; -1 with an exception; else what f returned. */
int iter_each(PyObject *iterable, int (*f)(PyObject *item, void *arg), void *arg);

/* --- buffers -------------------------------------------------------------------------------------------------------------------- */

#define PyBUF_SIMPLE 0
#define PyBUF_WRITABLE 0x0001
#define PyBUF_WRITEABLE PyBUF_WRITABLE
#define PyBUF_FORMAT 0x0004
#define PyBUF_ND 0x0008
#define PyBUF_STRIDES (0x0010 | PyBUF_ND)
#define PyBUF_C_CONTIGUOUS (0x0020 | PyBUF_STRIDES)
#define PyBUF_F_CONTIGUOUS (0x0040 | PyBUF_STRIDES)
#define PyBUF_ANY_CONTIGUOUS (0x0080 | PyBUF_STRIDES)
#define PyBUF_INDIRECT (0x0100 | PyBUF_STRIDES)
#define PyBUF_CONTIG (PyBUF_ND | PyBUF_WRITABLE)
#define PyBUF_CONTIG_RO PyBUF_ND
#define PyBUF_STRIDED (PyBUF_STRIDES | PyBUF_WRITABLE)
#define PyBUF_STRIDED_RO PyBUF_STRIDES
#define PyBUF_RECORDS (PyBUF_STRIDES | PyBUF_WRITABLE | PyBUF_FORMAT)
#define PyBUF_RECORDS_RO (PyBUF_STRIDES | PyBUF_FORMAT)
#define PyBUF_FULL (PyBUF_INDIRECT | PyBUF_WRITABLE | PyBUF_FORMAT)
#define PyBUF_FULL_RO (PyBUF_INDIRECT | PyBUF_FORMAT)
#define PyBUF_READ 0x100
#define PyBUF_WRITE 0x200
#define PyBUF_MAX_NDIM 64

#define PyObject_CheckBuffer(op) (Py_TYPE(op)->tp_as_buffer && Py_TYPE(op)->tp_as_buffer->bf_getbuffer)
int PyObject_GetBuffer(PyObject *op, Py_buffer *view, int flags);
void PyBuffer_Release(Py_buffer *view);
/* For a bf_getbuffer: the buffer is len bytes at buf. 0, or -1 with BufferError. */
int PyBuffer_FillInfo(Py_buffer *view, PyObject *op, void *buf, Py_ssize_t len, int readonly, int flags);
Py_ssize_t PyBuffer_SizeFromFormat(const char *format); /* -1 with an exception */
int PyBuffer_IsContiguous(const Py_buffer *view, char order);
void *PyBuffer_GetPointer(const Py_buffer *view, const Py_ssize_t *indices);
void PyBuffer_FillContiguousStrides(int ndim, Py_ssize_t *shape, Py_ssize_t *strides, int itemsize, char order);
/* The items of src, one behind the other; and the other way. 0, or -1 with ValueError. */
int PyBuffer_ToContiguous(void *buf, const Py_buffer *src, Py_ssize_t len, char order);
int PyBuffer_FromContiguous(const Py_buffer *view, const void *buf, Py_ssize_t len, char order);
int PyObject_CopyData(PyObject *to, PyObject *from);

#endif
