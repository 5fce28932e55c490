/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/types.h -- the built-in types, one line each in types.def.
 *
 *     TYPE(C name, tag name)   extern const PyTypeObject <C name>; TYPE_TAG(tag name) is its tp_version_tag
 *
 * The exceptions follow, out of exceptions.def; they are declared in pyerrors.h.
 */
#ifndef KERNEL_OBJECT_TYPES_H
#define KERNEL_OBJECT_TYPES_H

#include "heap/type.h"

enum type_tag {
    TYPE_TAG_NONE,
#define TYPE(cname, tag) TYPE_TAG_##tag,
#include "kernel/object/types.def"
#undef TYPE
#define EXC(name, base, kind) TYPE_TAG_##name,
#include "kernel/object/exceptions.def"
#undef EXC
    TYPE_TAG_FIRST_FREE = 1000 /* heap types take theirs from here on */
};
#define TYPE_TAG(tag) TYPE_TAG_##tag

#define TYPE(cname, tag) extern const PyTypeObject cname;
#include "kernel/object/types.def"
#undef TYPE

#endif
