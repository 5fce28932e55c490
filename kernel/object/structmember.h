/* SPDX-License-Identifier: MIT */
/* kernel/object/structmember.h -- C fields as attributes; names and numbers are CPython's. */
#ifndef KERNEL_OBJECT_STRUCTMEMBER_H
#define KERNEL_OBJECT_STRUCTMEMBER_H

#include <stddef.h>

#include "kernel/object/object.h"

typedef struct PyMemberDef {
    const char *name;
    int type;
    Py_ssize_t offset;
    int flags;
    const char *doc;
} PyMemberDef;

#define T_SHORT 0
#define T_INT 1
#define T_LONG 2
#define T_FLOAT 3
#define T_DOUBLE 4
#define T_STRING 5
#define T_OBJECT 6 /* NULL reads as None */
#define T_CHAR 7
#define T_BYTE 8
#define T_UBYTE 9
#define T_USHORT 10
#define T_UINT 11
#define T_ULONG 12
#define T_STRING_INPLACE 13
#define T_BOOL 14
#define T_OBJECT_EX 16 /* NULL raises AttributeError */
#define T_LONGLONG 17
#define T_ULONGLONG 18
#define T_PYSSIZET 19
#define T_NONE 20

#define READONLY 1
#define READ_RESTRICTED 2
#define PY_WRITE_RESTRICTED 4
#define RESTRICTED (READ_RESTRICTED | PY_WRITE_RESTRICTED)

PyObject *PyMember_GetOne(const char *self, PyMemberDef *member);
int PyMember_SetOne(char *self, PyMemberDef *member, PyObject *value);

#endif
