/* SPDX-License-Identifier: MIT */
/* kernel/module/ctypes.c -- _ctypes: bytes of the heap and of the image, for kernel/lib/ctypes.py. An address elsewhere is refused. */
#include "boot/board.h"
#include "kernel/object/Python.h"

static int within(const struct span *s, uintptr_t address, size_t n)
{
    return s && address >= (uintptr_t)s->start && address <= (uintptr_t)s->end && n <= (uintptr_t)s->end - address;
}

/* peek(address, n): a copy of what lies there. */
static PyObject *peek(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    void *address;
    Py_ssize_t n;

    if (!_PyArg_CheckPositional("peek", nargs, 2, 2))
        return NULL;
    address = PyLong_AsVoidPtr(args[0]);
    if (!address && PyErr_Occurred())
        return NULL;
    n = PyNumber_AsSsize_t(args[1], PyExc_OverflowError);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    if (n < 0 || (!within(board.heap, (uintptr_t)address, (size_t)n) && !within(board.image, (uintptr_t)address, (size_t)n)))
        return PyErr_Format(PyExc_ValueError, "no memory of %zd bytes at %p", n, address);
    return PyBytes_FromStringAndSize(address, n);
}

static const PyMethodDef methods[] = {
    {"peek", _PyCFunction_CAST(peek), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_ctypes",
    .m_methods = CONST_SLOT(methods),
};

PyMODINIT_FUNC PyInit__ctypes(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
