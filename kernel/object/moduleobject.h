/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/moduleobject.h -- modules ("Module Objects" of the reference).
 *
 * The namespace of a module that is written in C stays in its const PyModuleDef: an attribute enters the module's dict when it is first
 * asked for. Slots of ours beside CPython's say what there is besides m_methods:
 *
 *     Py_mod_objects     struct module_object[], ends with a NULL name: interned names and const objects
 *     Py_mod_consts      struct module_name[], ends with a NULL name: const objects
 *     Py_mod_numbers     the same: ints (MODULE_NUMBER)
 *     Py_mod_texts       the same: strs
 *     Py_mod_elsewhere   the same: names of the modules, written in Python, that have what is meant
 *     Py_mod_lookup      module_lookupfunc, for the rest: a new reference, or NULL, with or without an exception
 *     Py_mod_names       module_namesfunc: appends to a list the names that Py_mod_lookup knows, by module_list_name
 */
#ifndef KERNEL_OBJECT_MODULEOBJECT_H
#define KERNEL_OBJECT_MODULEOBJECT_H

#include "kernel/object/methodobject.h"
#include "kernel/object/object.h"
#include "kernel/object/types.h"

typedef struct PyModuleDef_Base {
    PyObject_HEAD
    PyObject *(*m_init)(void);
    Py_ssize_t m_index;
    PyObject *m_copy;
} PyModuleDef_Base;

/* A definition is const: immortal, and of no type of its own. */
#define PyModuleDef_HEAD_INIT {{OB_IMMORTAL, (PyTypeObject *)&PyModule_Type}, NULL, 0, NULL}

typedef struct PyModuleDef_Slot {
    int slot;
    void *value;
} PyModuleDef_Slot;

#define Py_mod_create 1
#define Py_mod_exec 2
#define Py_mod_objects 64
#define Py_mod_lookup 65
#define Py_mod_names 66
#define Py_mod_consts 67
#define Py_mod_numbers 68
#define Py_mod_texts 69
#define Py_mod_elsewhere 70

struct module_object {
    PyObject *name; /* _Py_ID(...) */
    PyObject *value;
};
struct module_name {
    const char *name;
    const void *value; /* of what, its slot says */
};
#define MODULE_NUMBER(name, n) {name, (const void *)(intptr_t)(n)}
typedef PyObject *(*module_lookupfunc)(PyObject *module, PyObject *name);
typedef int (*module_namesfunc)(PyObject *module, PyObject *list);

typedef struct PyModuleDef {
    PyModuleDef_Base m_base;
    const char *m_name;
    const char *m_doc;
    Py_ssize_t m_size;
    PyMethodDef *m_methods;
    PyModuleDef_Slot *m_slots;
    traverseproc m_traverse;
    inquiry m_clear;
    freefunc m_free;
} PyModuleDef;

typedef struct {
    PyObject_HEAD
    PyObject *md_dict;
    uintptr_t md_source; /* module_def(), and 1 once everything that it knows has entered md_dict: then that alone counts */
    void *md_state;
    PyObject *md_weaklist;
} PyModuleObject;

/* NULL: a module written in Python. */
static inline const PyModuleDef *module_def(const PyObject *module)
{
    return (const PyModuleDef *)(((const PyModuleObject *)(const void *)module)->md_source & ~(uintptr_t)1);
}

#define PyModule_Check(op) PyObject_TypeCheck(op, &PyModule_Type)
#define PyModule_CheckExact(op) Py_IS_TYPE(op, &PyModule_Type)
PyObject *PyModule_NewObject(PyObject *name);
PyObject *PyModule_New(const char *name);
PyObject *PyModule_GetDict(PyObject *module);       /* borrowed */
PyObject *PyModule_GetNameObject(PyObject *module); /* new */
const char *PyModule_GetName(PyObject *module);
PyObject *PyModule_GetFilenameObject(PyObject *module);
PyModuleDef *PyModule_GetDef(PyObject *module);
void *PyModule_GetState(PyObject *module);

/* PYTHON_API_VERSION of CPython 3.11. */
#define PYTHON_API_VERSION 1013
PyObject *PyModule_Create2(PyModuleDef *def, int api_version);
#define PyModule_Create(def) PyModule_Create2((PyModuleDef *)(uintptr_t)(def), PYTHON_API_VERSION)
PyObject *PyModuleDef_Init(PyModuleDef *def);
int PyModule_SetDocString(PyObject *module, const char *doc);
int PyModule_AddFunctions(PyObject *module, PyMethodDef *functions);
int PyModule_AddObject(PyObject *module, const char *name, PyObject *value);    /* steals when 0 */
int PyModule_AddObjectRef(PyObject *module, const char *name, PyObject *value); /* does not steal */
int PyModule_AddIntConstant(PyObject *module, const char *name, long value);
int PyModule_AddStringConstant(PyObject *module, const char *name, const char *value);
int PyModule_AddType(PyObject *module, PyTypeObject *type);
#define PyModule_AddIntMacro(module, macro) PyModule_AddIntConstant(module, #macro, macro)

static inline int module_is_whole(const PyObject *module)
{
    return ((const PyModuleObject *)(const void *)module)->md_source & 1;
}
/* What the definition knows under this name; it is in md_dict afterwards. Borrowed, or NULL with or without an exception. */
PyObject *module_lookup(PyObject *module, PyObject *name);
/* Every attribute of the definition enters md_dict (for dir, vars, import *). 0 or -1. */
int module_materialize(PyObject *module);

/* The names of a slot; NULL if it has no struct module_name. */
const struct module_name *module_names_of(const PyModuleDef_Slot *slot);
/* Appends a name to what a Py_mod_names function makes. 0 or -1. */
int module_list_name(PyObject *list, const char *name);

/* SimpleNamespace. kwds may be NULL. */
PyObject *_PyNamespace_New(PyObject *kwds);

#endif
