/* SPDX-License-Identifier: MIT */
/* kernel/module/types.c -- types: names of the types that builtins has none for. The functions that make classes are in kernel/lib/_types.py. */
#include "kernel/object/Python.h"

static const struct {
    const char *name;
    const PyTypeObject *type; /* NULL: of _types */
} names[] = {
    {"AsyncGeneratorType", &PyAsyncGen_Type},
    {"BuiltinFunctionType", &PyCFunction_Type},
    {"BuiltinMethodType", &PyCFunction_Type},
    {"CellType", &PyCell_Type},
    {"ClassMethodDescriptorType", &PyClassMethodDescr_Type},
    {"CodeType", &PyCode_Type},
    {"CoroutineType", &PyCoro_Type},
    {"DynamicClassAttribute", NULL},
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
    {"coroutine", NULL},
    {"new_class", NULL},
    {"prepare_class", NULL},
    {"resolve_bases", NULL},
};

static PyObject *lookup(PyObject *module, PyObject *name)
{
    PyObject *from, *value;

    for (size_t i = 0; i < Py_ARRAY_LENGTH(names); i++) {
        if (PyUnicode_CompareWithASCIIString(name, names[i].name))
            continue;
        if (names[i].type)
            return CONST_SLOT(names[i].type);
        from = PyImport_ImportModule("_types");
        value = from ? PyObject_GetAttr(from, name) : NULL;
        Py_XDECREF(from);
        return value;
    }
    return NULL;
}

static int list_names(PyObject *module, PyObject *list)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(names); i++) {
        PyObject *name = PyUnicode_FromString(names[i].name);
        int error = name ? PyList_Append(list, name) : -1;

        Py_XDECREF(name);
        if (error)
            return -1;
    }
    return 0;
}

static const PyModuleDef_Slot slots[] = {
    {Py_mod_lookup, lookup},
    {Py_mod_names, list_names},
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
