/* SPDX-License-Identifier: MIT */
/* kernel/module/types.c -- types: names of the types that builtins has none for. The functions that make classes are in kernel/lib/_types.py. */
#include "kernel/object/Python.h"

static const struct module_name types[] = {
    {"AsyncGeneratorType", &PyAsyncGen_Type},
    {"BuiltinFunctionType", &PyCFunction_Type},
    {"BuiltinMethodType", &PyCFunction_Type},
    {"CellType", &PyCell_Type},
    {"ClassMethodDescriptorType", &PyClassMethodDescr_Type},
    {"CodeType", &PyCode_Type},
    {"CoroutineType", &PyCoro_Type},
    {"EllipsisType", &PyEllipsis_Type},
    {"FrameType", &PyFrame_Type},
    {"FunctionType", &PyFunction_Type},
    {"GeneratorType", &PyGen_Type},
    {"GenericAlias", &Py_GenericAliasType},
    {"GetSetDescriptorType", &PyGetSetDescr_Type},
    {"LambdaType", &PyFunction_Type},
    {"MappingProxyType", &PyDictProxy_Type},
    {"MemberDescriptorType", &PyMemberDescr_Type},
    {"MethodDescriptorType", &PyMethodDescr_Type},
    {"MethodType", &PyMethod_Type},
    {"MethodWrapperType", &_PyMethodWrapper_Type},
    {"ModuleType", &PyModule_Type},
    {"NoneType", &_PyNone_Type},
    {"NotImplementedType", &_PyNotImplemented_Type},
    {"SimpleNamespace", &_PyNamespace_Type},
    {"TracebackType", &PyTraceBack_Type},
    {"UnionType", &_PyUnion_Type},
    {"WrapperDescriptorType", &PyWrapperDescr_Type},
    {NULL, NULL},
};

static const struct module_name elsewhere[] = {
    {"DynamicClassAttribute", "_types"},
    {"coroutine", "_types"},
    {"new_class", "_types"},
    {"prepare_class", "_types"},
    {"resolve_bases", "_types"},
    {NULL, NULL},
};

static const PyModuleDef_Slot slots[] = {
    {Py_mod_consts, CONST_SLOT(types)},
    {Py_mod_elsewhere, CONST_SLOT(elsewhere)},
    {0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "types",
    .m_slots = CONST_SLOT(slots),
};

PyMODINIT_FUNC PyInit_types(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
