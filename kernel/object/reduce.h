/* SPDX-License-Identifier: MIT */
/* kernel/object/reduce.h -- how an object says what it is made of: `object`'s part, and the functions of copyreg it names. */
#ifndef KERNEL_OBJECT_REDUCE_H
#define KERNEL_OBJECT_REDUCE_H

#include "heap/type.h"
#include "kernel/object/methodobject.h"
#include "kernel/object/pymacro.h"

/* Methods of object. */
PyObject *object_getstate(PyObject *self, PyObject *unused);
PyObject *object_reduce(PyObject *self, PyObject *unused);
PyObject *object_reduce_ex(PyObject *self, PyObject *protocol);

/* __reduce__ of what is found by its name: in its module, in the object it is bound to, or in the class that defines it. */
PyObject *reduce_by_name(PyObject *self, PyObject *unused);

/* In a const type of iterators: how they are made again. The language of recipes is told in reduce_iter.c. */
#define ITER_RECIPE(recipe) .tp_cache = CONST_SLOT(recipe)
/* The recipe of a type, or of the const type it derives from; NULL without one. */
const char *reduce_recipe(const PyTypeObject *type);
/* What __reduce__ gives by the recipe. New reference or NULL. */
PyObject *reduce_by_recipe(PyObject *self, const char *recipe);
/* __setstate__ by the recipe, and as a table of methods for types that have no other. */
PyObject *reduce_set_state(PyObject *self, PyObject *state);
extern const PyMethodDef reduce_state_methods[];
/* __setstate__ of an iterator laid out as seqiterobject: the index, held within the sequence. */
PyObject *reduce_set_index(PyObject *self, PyObject *index);

/* copyreg.__newobj__, copyreg.__newobj_ex__ and copyreg._reconstructor. */
extern const PyCFunctionObject reduce_newobj, reduce_newobj_ex, reduce_reconstructor;

#endif
