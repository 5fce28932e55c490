/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/Python.h -- the umbrella header: everything that kernel code and a C extension module include.
 *
 * Names and contracts are those of the Python 3.11 C API reference. Each header below states what is ours about them.
 */
#ifndef Py_PYTHON_H
#define Py_PYTHON_H

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "heap/layout.h"
#include "heap/mem.h"
#include "heap/object.h"
#include "heap/type.h"

#include "kernel/object/pymacro.h"

#include "kernel/object/object.h"
#include "kernel/object/types.h"

#include "kernel/object/pyerrors.h"

#include "kernel/object/boolobject.h"
#include "kernel/object/bytesobject.h"
#include "kernel/object/complexobject.h"
#include "kernel/object/floatobject.h"
#include "kernel/object/longobject.h"
#include "kernel/object/names.h"
#include "kernel/object/unicodeobject.h"

#include "kernel/object/dictobject.h"
#include "kernel/object/iterobject.h"
#include "kernel/object/listobject.h"
#include "kernel/object/memoryobject.h"
#include "kernel/object/rangeobject.h"
#include "kernel/object/setobject.h"
#include "kernel/object/sliceobject.h"
#include "kernel/object/tupleobject.h"

#include "kernel/object/abstract.h"
#include "kernel/object/descrobject.h"
#include "kernel/object/methodobject.h"
#include "kernel/object/modsupport.h"
#include "kernel/object/moduleobject.h"
#include "kernel/object/structmember.h"
#include "kernel/object/weakrefobject.h"

#include "kernel/lang/call.h"
#include "kernel/lang/cell.h"
#include "kernel/lang/frame.h"
#include "kernel/lang/function.h"
#include "kernel/lang/traceback.h"

#include "kernel/object/interp.h"

#endif
