/* SPDX-License-Identifier: MIT */
/* kernel/module/gcmodule.h -- what main sets up around the module gc. */
#ifndef KERNEL_MODULE_GCMODULE_H
#define KERNEL_MODULE_GCMODULE_H

/* Connects the collector to the object system. Allocates nothing. */
void gcmodule_start(void);
/* Releases gc.garbage and gc.callbacks; what is frozen can be collected again. */
void gcmodule_stop(void);

#endif
