/* SPDX-License-Identifier: MIT */
/* kernel/module/array.c -- the module array: the type of that name. */
#include "kernel/object/array_impl.h"

static const struct module_object objects[] = {
    {_Py_ID(ArrayType), (PyObject *)(uintptr_t)&PyArray_Type},
    {_Py_ID(_array_reconstructor), CONST_SLOT(&array_reconstructor)},
    {_Py_ID(array), (PyObject *)(uintptr_t)&PyArray_Type},
    {_Py_ID(typecodes), _Py_ID(bBuhHiIlLqQfd)},
    {NULL, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_objects, CONST_SLOT(objects)},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "array",
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_array(void)
{
    return PyModule_Create(CONST_SLOT(&definition));
}
