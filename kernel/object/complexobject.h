/* SPDX-License-Identifier: MIT */
/* kernel/object/complexobject.h -- complex ("Complex Number Objects" in the C API reference). */
#ifndef KERNEL_OBJECT_COMPLEXOBJECT_H
#define KERNEL_OBJECT_COMPLEXOBJECT_H

#include "heap/type.h"
#include "kernel/object/types.h"

typedef struct {
    double real;
    double imag;
} Py_complex;

typedef struct {
    PyObject_HEAD
    Py_complex cval;
} PyComplexObject;

#define PyComplex_Check(op) PyObject_TypeCheck(op, &PyComplex_Type)
#define PyComplex_CheckExact(op) Py_IS_TYPE(op, &PyComplex_Type)

PyObject *PyComplex_FromCComplex(Py_complex v);
PyObject *PyComplex_FromDoubles(double real, double imag);
double PyComplex_RealAsDouble(PyObject *op); /* -1.0 with an exception */
double PyComplex_ImagAsDouble(PyObject *op);
Py_complex PyComplex_AsCComplex(PyObject *op); /* real is -1.0 with an exception */

Py_complex _Py_c_sum(Py_complex a, Py_complex b);
Py_complex _Py_c_diff(Py_complex a, Py_complex b);
Py_complex _Py_c_neg(Py_complex a);
Py_complex _Py_c_prod(Py_complex a, Py_complex b);
/* With a zero divisor, or zero to a negative or complex power: errno is EDOM. */
Py_complex _Py_c_quot(Py_complex a, Py_complex b);
Py_complex _Py_c_pow(Py_complex a, Py_complex b);
/* a ** b, or NULL with ZeroDivisionError or OverflowError. */
PyObject *complex_power(Py_complex a, Py_complex b);

#endif
