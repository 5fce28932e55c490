/* SPDX-License-Identifier: MIT */
/* kernel/module/sysmodule.h -- what main sets up around the module sys. */
#ifndef KERNEL_MODULE_SYSMODULE_H
#define KERNEL_MODULE_SYSMODULE_H

#include "kernel/object/object.h"

/* Connects the object system to the board's streams, the module list and the display hook. Allocates nothing. */
void sys_start(void);
/* Import finds the modules of modules.def. */
void modules_start(void);
/* What sys.c has of sys_info.c: new references, or NULL with an exception. */
PyObject *sys_make_version_info(void);
PyObject *sys_make_implementation(void);
PyObject *sys_make_float_info(void);
PyObject *sys_make_int_info(void);
PyObject *sys_make_hash_info(void);
PyObject *sys_make_flags(void);
PyObject *sys_make_thread_info(void);
PyObject *sys_debugmallocstats(PyObject *module, PyObject *unused);

/* sys.argv becomes these. 0, or -1 with an exception. */
int sys_set_argv(int argc, char **argv);

#endif
