/* SPDX-License-Identifier: MIT */
/* kernel/module/sysmodule.h -- what main sets up around the module sys. */
#ifndef KERNEL_MODULE_SYSMODULE_H
#define KERNEL_MODULE_SYSMODULE_H

/* Connects the object system to the board's streams, the module list and the display hook. Allocates nothing. */
void sys_start(void);
/* Import finds the modules of modules.def. */
void modules_start(void);
/* sys.argv becomes these. 0, or -1 with an exception. */
int sys_set_argv(int argc, char **argv);

#endif
