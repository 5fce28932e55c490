/* SPDX-License-Identifier: MIT */
/* kernel/object/reduce.h -- how an object says what it is made of: `object`'s part, and the functions of copyreg it names. */
#ifndef KERNEL_OBJECT_REDUCE_H
#define KERNEL_OBJECT_REDUCE_H

#include "kernel/object/methodobject.h"

/* Methods of object. */
PyObject *object_getstate(PyObject *self, PyObject *unused);
PyObject *object_reduce(PyObject *self, PyObject *unused);
PyObject *object_reduce_ex(PyObject *self, PyObject *protocol);

/* copyreg.__newobj__ and copyreg.__newobj_ex__. */
extern const PyCFunctionObject reduce_newobj, reduce_newobj_ex;

#endif
