/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/module.c -- modules. One that is written in C keeps its namespace in flash: an attribute enters md_dict when it is first
 * asked for (moduleobject.h).
 */
#include "heap/gc.h"
#include "heap/trace.h"
#include "heap/weakref.h"
#include "kernel/lang/call.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

#define MODULE(op) ((PyModuleObject *)(op))

/* --- making --------------------------------------------------------------------------------------------------------------------- */

static PyModuleObject *module_alloc(PyObject *dict)
{
    PyModuleObject *m = dict ? PyObject_GC_New(PyModuleObject, &PyModule_Type) : NULL;

    if (!m)
        return NULL;
    m->md_dict = Py_NewRef(dict);
    m->md_source = 0;
    m->md_state = NULL;
    m->md_weaklist = NULL;
    PyObject_GC_Track(m);
    return m;
}

/* What every module written in Python has. 0 or -1. */
static int init_dict(PyObject *dict, PyObject *name, PyObject *doc)
{
    return dict_set_str(dict, _Py_ID(__name__), name) < 0 || dict_set_str(dict, _Py_ID(__doc__), doc) < 0 ||
                   dict_set_str(dict, _Py_ID(__package__), Py_None) < 0 ||
                   dict_set_str(dict, _Py_ID(__loader__), Py_None) < 0 || dict_set_str(dict, _Py_ID(__spec__), Py_None) < 0
               ? -1
               : 0;
}

PyObject *PyModule_NewObject(PyObject *name)
{
    PyObject *dict = PyDict_New();
    PyModuleObject *m = NULL;

    if (dict && init_dict(dict, name, Py_None) == 0)
        m = module_alloc(dict);
    Py_XDECREF(dict);
    return (PyObject *)m;
}

PyObject *PyModule_New(const char *name)
{
    PyObject *str = PyUnicode_InternFromString(name), *m;

    if (!str)
        return NULL;
    m = PyModule_NewObject(str);
    Py_DECREF(str);
    return m;
}

/* The value of a slot of the definition, or NULL. */
static void *def_slot(const PyModuleDef *def, int slot)
{
    for (const PyModuleDef_Slot *s = def->m_slots; s && s->slot; s++)
        if (s->slot == slot)
            return s->value;
    return NULL;
}

/* Calls the Py_mod_exec slots in order. 0 or -1. */
static int run_slots(PyObject *module, const PyModuleDef *def)
{
    for (const PyModuleDef_Slot *s = def->m_slots; s && s->slot; s++)
        if (s->slot == Py_mod_exec && ((int (*)(PyObject *))s->value)(module) < 0)
            return -1;
    return 0;
}

/* A module of this definition whose namespace is dict. */
static PyObject *module_from_def(const PyModuleDef *def, PyObject *dict)
{
    PyObject *name = PyUnicode_InternFromString(def->m_name);
    PyModuleObject *m = NULL;

    if (name && dict_set_str(dict, _Py_ID(__name__), name) == 0)
        m = module_alloc(dict);
    Py_XDECREF(name);
    if (!m)
        return NULL;
    m->md_source = (uintptr_t)def;
    if (def->m_size > 0 && !(m->md_state = PyMem_Calloc(1, (size_t)def->m_size))) {
        PyErr_NoMemory();
        Py_CLEAR(m);
    } else if (run_slots((PyObject *)m, def) < 0) {
        Py_CLEAR(m);
    }
    return (PyObject *)m;
}

PyObject *PyModule_Create2(PyModuleDef *def, int api_version)
{
    PyObject *dict = PyDict_New(), *m;

    if (!dict)
        return NULL;
    m = module_from_def(def, dict);
    Py_DECREF(dict);
    return m;
}

PyObject *PyModuleDef_Init(PyModuleDef *def)
{
    return PyModule_Create2(def, PYTHON_API_VERSION);
}

/* --- what the definition knows ---------------------------------------------------------------------------------------------------- */

/* Attributes that every module has. New reference or NULL. */
static PyObject *common_attribute(const PyModuleDef *def, PyObject *name)
{
    if (name == _Py_ID(__doc__))
        return def->m_doc ? PyUnicode_FromString(def->m_doc) : Py_None;
    if (name == _Py_ID(__package__))
        return _Py_STR_EMPTY;
    if (name == _Py_ID(__loader__) || name == _Py_ID(__spec__))
        return Py_None;
    return NULL;
}

const struct module_name *module_names_of(const PyModuleDef_Slot *slot)
{
    return slot->slot >= Py_mod_consts && slot->slot <= Py_mod_elsewhere ? slot->value : NULL;
}

int module_list_name(PyObject *list, const char *name)
{
    PyObject *str = PyUnicode_FromString(name);
    int result = str ? PyList_Append(list, str) : -1;

    Py_XDECREF(str);
    return result;
}

/* New reference, or NULL with an exception. */
static PyObject *of_module(const char *module, PyObject *name)
{
    PyObject *from = PyImport_ImportModule(module), *value = from ? PyObject_GetAttr(from, name) : NULL;

    Py_XDECREF(from);
    return value;
}

/* What a slot has under a name: new reference; NULL with or without an exception. */
static PyObject *named_value(const PyModuleDef_Slot *slot, PyObject *name)
{
    const struct module_name *n = module_names_of(slot);

    while (n && n->name && PyUnicode_CompareWithASCIIString(name, n->name))
        n++;
    if (!n || !n->name)
        return NULL;
    switch (slot->slot) {
    case Py_mod_consts:
        return CONST_SLOT(n->value);
    case Py_mod_numbers:
        return PyLong_FromLong((long)(intptr_t)n->value);
    case Py_mod_texts:
        return PyUnicode_FromString(n->value);
    default:
        return of_module(n->value, name);
    }
}

/* New reference; NULL with or without an exception. */
static PyObject *make_attribute(PyObject *module, const PyModuleDef *def, PyObject *name)
{
    const struct module_object *objects = def_slot(def, Py_mod_objects);
    module_lookupfunc look_up = (module_lookupfunc)def_slot(def, Py_mod_lookup);
    const char *text;
    PyObject *value = NULL;

    if (!PyUnicode_IS_ASCII(name))
        return NULL;
    text = PyUnicode_AsUTF8(name);
    for (PyMethodDef *m = def->m_methods; m && m->ml_name; m++)
        if (strcmp(m->ml_name, text) == 0)
            return PyCFunction_NewEx(m, module, NULL);
    for (; objects && objects->name; objects++)
        if (objects->name == name)
            return Py_NewRef(objects->value);
    for (const PyModuleDef_Slot *s = def->m_slots; s && s->slot && !value && !PyErr_Occurred(); s++)
        value = named_value(s, name);
    if (look_up && !value && !PyErr_Occurred())
        value = look_up(module, name);
    return value || PyErr_Occurred() ? value : common_attribute(def, name);
}

PyObject *module_lookup(PyObject *module, PyObject *name)
{
    const PyModuleDef *def = module_def(module);
    PyObject *value = NULL;
    int count = gc_count(0);

    if (!def || module_is_whole(module) || !PyUnicode_CheckExact(name))
        return NULL;
    Py_INCREF(name);
    PyUnicode_InternInPlace(&name);
    trace_pause();
    value = make_attribute(module, def, name);
    gc_uncount(count);
    if (value && dict_set_str(MODULE(module)->md_dict, name, value) < 0)
        Py_CLEAR(value);
    trace_resume();
    Py_XDECREF(value); /* the dictionary has it */
    Py_DECREF(name);
    return value;
}

/* Looks one name up, unless it is there. 0 or -1. */
static int enter(PyObject *module, PyObject *name)
{
    if (dict_get_str(MODULE(module)->md_dict, name))
        return 0;
    return !module_lookup(module, name) && PyErr_Occurred() ? -1 : 0;
}

static int enter_text(PyObject *module, const char *text)
{
    PyObject *name = PyUnicode_InternFromString(text);
    int result = name ? enter(module, name) : -1;

    Py_XDECREF(name);
    return result;
}

int module_materialize(PyObject *module)
{
    static const char *const common[] = {"__doc__", "__package__", "__loader__", "__spec__"};
    const PyModuleDef *def = module_def(module);
    const struct module_object *objects = def ? def_slot(def, Py_mod_objects) : NULL;
    module_namesfunc names = def ? (module_namesfunc)def_slot(def, Py_mod_names) : NULL;
    PyObject *list;
    int result = 0;

    if (!def || module_is_whole(module))
        return 0;
    for (size_t i = 0; result == 0 && i < Py_ARRAY_LENGTH(common); i++)
        result = enter_text(module, common[i]);
    for (PyMethodDef *m = def->m_methods; result == 0 && m && m->ml_name; m++)
        result = enter_text(module, m->ml_name);
    for (; result == 0 && objects && objects->name; objects++)
        result = enter(module, objects->name);
    for (const PyModuleDef_Slot *s = def->m_slots; s && s->slot; s++)
        for (const struct module_name *n = module_names_of(s); result == 0 && n && n->name; n++)
            result = enter_text(module, n->name);
    if (result < 0)
        return -1;
    list = PyList_New(0);
    result = list && names ? names(module, list) : list ? 0 : -1;
    for (Py_ssize_t i = 0; result == 0 && i < PyList_GET_SIZE(list); i++)
        result = enter(module, PyList_GET_ITEM(list, i));
    Py_XDECREF(list);
    if (result == 0)
        MODULE(module)->md_source |= 1;
    return result;
}

/* --- C API ------------------------------------------------------------------------------------------------------------------------- */

PyObject *PyModule_GetDict(PyObject *module)
{
    return MODULE(module)->md_dict;
}

PyObject *PyModule_GetNameObject(PyObject *module)
{
    PyObject *name = PyModule_Check(module) ? dict_get_str(MODULE(module)->md_dict, _Py_ID(__name__)) : NULL;

    if (!name || !PyUnicode_Check(name)) {
        PyErr_SetString(PyExc_SystemError, "nameless module");
        return NULL;
    }
    return Py_NewRef(name);
}

const char *PyModule_GetName(PyObject *module)
{
    PyObject *name = PyModule_GetNameObject(module);

    if (!name)
        return NULL;
    Py_DECREF(name); /* the module has it */
    return PyUnicode_AsUTF8(name);
}

PyObject *PyModule_GetFilenameObject(PyObject *module)
{
    PyObject *file = dict_get_str(MODULE(module)->md_dict, _Py_ID(__file__));

    if (!file || !PyUnicode_Check(file)) {
        PyErr_SetString(PyExc_SystemError, "module filename missing");
        return NULL;
    }
    return Py_NewRef(file);
}

PyModuleDef *PyModule_GetDef(PyObject *module)
{
    return (PyModuleDef *)(uintptr_t)module_def(module);
}

void *PyModule_GetState(PyObject *module)
{
    return MODULE(module)->md_state;
}

int PyModule_AddObjectRef(PyObject *module, const char *name, PyObject *value)
{
    if (!value) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_SystemError, "PyModule_AddObjectRef() needs an object");
        return -1;
    }
    return PyDict_SetItemString(MODULE(module)->md_dict, name, value);
}

int PyModule_AddObject(PyObject *module, const char *name, PyObject *value)
{
    int result = PyModule_AddObjectRef(module, name, value);

    if (result == 0)
        Py_DECREF(value);
    return result;
}

/* Adds a new reference, or fails when it is NULL. */
static int add_new(PyObject *module, const char *name, PyObject *value)
{
    int result = PyModule_AddObjectRef(module, name, value);

    Py_XDECREF(value);
    return result;
}

int PyModule_AddIntConstant(PyObject *module, const char *name, long value)
{
    return add_new(module, name, PyLong_FromLong(value));
}

int PyModule_AddStringConstant(PyObject *module, const char *name, const char *value)
{
    return add_new(module, name, PyUnicode_FromString(value));
}

int PyModule_AddType(PyObject *module, PyTypeObject *type)
{
    return PyType_Ready(type) < 0 ? -1 : PyModule_AddObjectRef(module, _PyType_Name(type), (PyObject *)type);
}

int PyModule_AddFunctions(PyObject *module, PyMethodDef *functions)
{
    for (PyMethodDef *m = functions; m->ml_name; m++)
        if (add_new(module, m->ml_name, PyCFunction_NewEx(m, module, NULL)) < 0)
            return -1;
    return 0;
}

int PyModule_SetDocString(PyObject *module, const char *doc)
{
    return add_new(module, "__doc__", PyUnicode_FromString(doc));
}

/* --- the type ------------------------------------------------------------------------------------------------------------------------ */

static PyObject *module_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *m = PyType_GenericAlloc(type, 0);

    if (m && !(MODULE(m)->md_dict = PyDict_New()))
        Py_CLEAR(m);
    return m;
}

static int module_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"name", "doc", NULL};
    PyObject *name, *doc = Py_None;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "U|O:module", (char **)(uintptr_t)names, &name, &doc))
        return -1;
    return init_dict(MODULE(self)->md_dict, name, doc);
}

static void module_dealloc(PyObject *self)
{
    PyModuleObject *m = MODULE(self);

    PyObject_GC_UnTrack(self);
    if (m->md_weaklist)
        PyObject_ClearWeakRefs(self);
    if (module_def(self) && module_def(self)->m_free)
        module_def(self)->m_free(m);
    Py_XDECREF(m->md_dict);
    PyMem_Free(m->md_state);
    Py_TYPE(self)->tp_free(self);
}

static int module_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyModuleObject *m = MODULE(self);

    if (module_def(self) && module_def(self)->m_traverse) {
        int answer = module_def(self)->m_traverse(self, visit, arg);

        if (answer)
            return answer;
    }
    Py_VISIT(m->md_dict);
    return 0;
}

static int module_clear(PyObject *self)
{
    PyModuleObject *m = MODULE(self);

    if (module_def(self) && module_def(self)->m_clear)
        module_def(self)->m_clear(self);
    Py_CLEAR(m->md_dict);
    return 0;
}

static PyObject *module_repr(PyObject *self)
{
    PyObject *dict = MODULE(self)->md_dict;
    PyObject *name = dict ? dict_get_str(dict, _Py_ID(__name__)) : NULL;
    PyObject *file = dict ? dict_get_str(dict, _Py_ID(__file__)) : NULL;

    if (!name)
        return PyUnicode_FromString("<module '?'>");
    if (module_def(self))
        return PyUnicode_FromFormat("<module %R (built-in)>", name);
    return file ? PyUnicode_FromFormat("<module %R from %R>", name, file) : PyUnicode_FromFormat("<module %R>", name);
}

/* What a module written in C calls like a method of its type, which must not hide it; NULL with or without an exception. */
static PyObject *special_attribute(PyObject *self, PyObject *name)
{
    const PyModuleDef *def = module_def(self);

    if (!def || !MODULE(self)->md_dict || !PyUnicode_CheckExact(name) || PyUnicode_GET_LENGTH(name) < 5 ||
        PyUnicode_READ_CHAR(name, 0) != '_' || PyUnicode_READ_CHAR(name, 1) != '_')
        return NULL;
    return Py_XNewRef(dict_get_str(MODULE(self)->md_dict, name) ? NULL : module_lookup(self, name));
}

static PyObject *module_getattro(PyObject *self, PyObject *name)
{
    PyObject *value = special_attribute(self, name), *getattr, *module;

    if (!value && !PyErr_Occurred())
        value = _PyObject_GenericGetAttrWithDict(self, name, NULL, 1);
    if (value || PyErr_Occurred() || !MODULE(self)->md_dict)
        return value;
    value = module_lookup(self, name);
    if (value || PyErr_Occurred())
        return Py_XNewRef(value);
    getattr = dict_get_str(MODULE(self)->md_dict, _Py_ID(__getattr__));
    if (getattr)
        return PyObject_CallOneArg(getattr, name);
    module = dict_get_str(MODULE(self)->md_dict, _Py_ID(__name__));
    if (module && PyUnicode_Check(module))
        return PyErr_Format(PyExc_AttributeError, "module '%U' has no attribute '%U'", module, name);
    return PyErr_Format(PyExc_AttributeError, "module has no attribute '%U'", name);
}

/* What is deleted is gone: nothing is to be looked up any more. */
static int module_setattro(PyObject *self, PyObject *name, PyObject *value)
{
    if (!value && module_materialize(self) < 0)
        return -1;
    return PyObject_GenericSetAttr(self, name, value);
}

static PyObject *module_dir(PyObject *self, PyObject *unused)
{
    PyObject *dict = PyObject_GetAttr(self, _Py_ID(__dict__)), *dir, *names;

    if (!dict)
        return NULL;
    if (!PyDict_Check(dict)) {
        Py_DECREF(dict);
        PyErr_SetString(PyExc_TypeError, "<module>.__dict__ is not a dictionary");
        return NULL;
    }
    dir = dict_get_str(dict, _Py_ID(__dir__));
    names = dir ? PyObject_CallNoArgs(dir) : PyDict_Keys(dict);
    Py_DECREF(dict);
    return names;
}

static PyObject *get_dict(PyObject *self, void *closure)
{
    return module_materialize(self) < 0 ? NULL : Py_XNewRef(MODULE(self)->md_dict);
}

static int set_dict(PyObject *self, PyObject *value, void *closure)
{
    PyErr_SetString(PyExc_AttributeError, "readonly attribute");
    return -1;
}

static const PyMethodDef methods[] = {
    {"__dir__", module_dir, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyGetSetDef getset[] = {
    {"__dict__", get_dict, set_dict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyModule_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "module",
    .tp_basicsize = sizeof(PyModuleObject),
    .tp_dealloc = module_dealloc,
    .tp_repr = module_repr,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_getattro = module_getattro,
    .tp_setattro = module_setattro,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_traverse = module_traverse,
    .tp_clear = module_clear,
    .tp_weaklistoffset = offsetof(PyModuleObject, md_weaklist),
    .tp_methods = CONST_SLOT(methods),
    .tp_getset = CONST_SLOT(getset),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_dictoffset = offsetof(PyModuleObject, md_dict),
    .tp_init = module_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = module_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(module),
};
