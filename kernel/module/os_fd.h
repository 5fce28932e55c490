/* SPDX-License-Identifier: MIT */
/* kernel/module/os_fd.h -- file descriptors: os_fd.c tells how. */
#ifndef KERNEL_MODULE_OS_FD_H
#define KERNEL_MODULE_OS_FD_H

#include "kernel/object/Python.h"

/* Functions of the module os. */
PyObject *os_open(PyObject *module, PyObject *args, PyObject *kwargs);
PyObject *os_close(PyObject *module, PyObject *fd);
PyObject *os_read(PyObject *module, PyObject *const *args, Py_ssize_t n);
PyObject *os_write(PyObject *module, PyObject *const *args, Py_ssize_t n);
PyObject *os_lseek(PyObject *module, PyObject *const *args, Py_ssize_t n);
PyObject *os_dup(PyObject *module, PyObject *fd);
PyObject *os_dup2(PyObject *module, PyObject *args, PyObject *kwargs);
PyObject *os_isatty(PyObject *module, PyObject *fd);

/* All are closed, and 0 to 2 are the console again: for the end of the interpreter, and after a fault. */
void os_fd_reset(void);

#endif
