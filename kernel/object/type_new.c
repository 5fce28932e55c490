/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/type_new.c -- type(name, bases, dict): how a class comes to be.
 *
 *     choose metaclass and base -> __slots__ -> the type object -> layout -> namespace -> MRO -> slots -> __set_name__, __init_subclass__
 *
 * An instance's fields: those of the base, the members that __slots__ names in sorted order, __dict__, __weakref__.
 */
#include "heap/weakref.h"
#include "kernel/lang/call.h"
#include "kernel/lang/cell.h"
#include "kernel/lang/function.h"
#include "kernel/object/Python.h"
#include "kernel/object/instance.h"
#include "kernel/object/type.h"

/* What a class statement asks for, as it is worked out. */
struct plan {
    PyTypeObject *metatype;
    PyObject *name, *bases, *dict; /* dict: a copy, owned; bases: owned */
    PyTypeObject *base;
    PyObject *slots; /* owned tuple of mangled names, sorted; NULL: no __slots__ */
    int may_add_dict, may_add_weakref;
    int add_dict, add_weakref;
};

/* --- __slots__ ------------------------------------------------------------------------------------------------------------------ */

/* The name as the compiler mangles private names in the class body. New reference. */
static PyObject *mangle(PyObject *class_name, PyObject *name)
{
    const char *text = PyUnicode_AsUTF8(name), *cls = PyUnicode_AsUTF8(class_name);
    size_t n;

    if (!text || !cls)
        return NULL;
    n = strlen(text);
    while (*cls == '_')
        cls++;
    if (n < 2 || strncmp(text, "__", 2) != 0 || (text[n - 1] == '_' && text[n - 2] == '_') || strchr(text, '.') || !*cls) {
        Py_INCREF(name);
        PyUnicode_InternInPlace(&name);
        return name;
    }
    PyObject *mangled = PyUnicode_FromFormat("_%s%s", cls, text);
    if (mangled)
        PyUnicode_InternInPlace(&mangled);
    return mangled;
}

/* __dict__ or __weakref__ among the slots. 0, or -1 with TypeError when there is one already. */
static int add_special_slot(struct plan *p, PyObject *name)
{
    int is_dict = PyUnicode_CompareWithASCIIString(name, "__dict__") == 0;
    int allowed = is_dict ? p->may_add_dict && !p->add_dict : p->may_add_weakref && !p->add_weakref;

    if (!allowed) {
        PyErr_SetString(PyExc_TypeError,
                        is_dict ? "__dict__ slot disallowed: we already got one"
                                : "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
        return -1;
    }
    if (is_dict)
        p->add_dict = 1;
    else
        p->add_weakref = 1;
    return 0;
}

/* One item of __slots__ into the list of members. 0 or -1. */
static int plan_slot(struct plan *p, PyObject *name, PyObject *members)
{
    PyObject *mangled;
    int result;

    if (!PyUnicode_Check(name)) {
        PyErr_Format(PyExc_TypeError, "__slots__ items must be strings, not '%.200s'", Py_TYPE(name)->tp_name);
        return -1;
    }
    if (!PyUnicode_IsIdentifier(name)) {
        PyErr_SetString(PyExc_TypeError, "__slots__ must be identifiers");
        return -1;
    }
    if (PyUnicode_CompareWithASCIIString(name, "__dict__") == 0 || PyUnicode_CompareWithASCIIString(name, "__weakref__") == 0)
        return add_special_slot(p, name);
    mangled = mangle(p->name, name);
    if (!mangled)
        return -1;
    result = PyList_Append(members, mangled);
    if (result == 0 && mangled != _Py_ID(__qualname__) && mangled != _Py_ID(__classcell__)) {
        int found = PyDict_Contains(p->dict, mangled);

        if (found > 0)
            PyErr_Format(PyExc_ValueError, "%R in __slots__ conflicts with class variable", name);
        result = found ? -1 : 0;
    }
    Py_DECREF(mangled);
    return result;
}

static int plan_slots(struct plan *p, PyObject *value)
{
    PyObject *items = PyUnicode_Check(value) ? PyTuple_Pack(1, value) : PySequence_Tuple(value);
    PyObject *members = items ? PyList_New(0) : NULL;
    int result = members ? 0 : -1;

    if (result == 0 && PyTuple_GET_SIZE(items) && p->base->tp_itemsize) {
        PyErr_Format(PyExc_TypeError, "nonempty __slots__ not supported for subtype of '%s'", p->base->tp_name);
        result = -1;
    }
    for (Py_ssize_t i = 0; result == 0 && i < PyTuple_GET_SIZE(items); i++)
        result = plan_slot(p, PyTuple_GET_ITEM(items, i), members);
    if (result == 0)
        result = PyList_Sort(members);
    if (result == 0) {
        p->slots = PyList_AsTuple(members);
        result = p->slots ? 0 : -1;
    }
    Py_XDECREF(members);
    Py_XDECREF(items);
    return result;
}

/* Whether instances get __dict__ and __weakref__. 0 or -1. */
static int plan_layout(struct plan *p)
{
    PyObject *value = dict_get_str(p->dict, _Py_ID(__slots__));

    p->may_add_dict = p->base->tp_dictoffset == 0;
    p->may_add_weakref = p->base->tp_weaklistoffset == 0 && p->base->tp_itemsize == 0;
    if (!value) {
        p->add_dict = p->may_add_dict;
        p->add_weakref = p->may_add_weakref;
        return 0;
    }
    if (plan_slots(p, value) < 0)
        return -1;
    /* What another base's instances have, these have too. */
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(p->bases); i++) {
        const PyTypeObject *other = (PyTypeObject *)PyTuple_GET_ITEM(p->bases, i);

        if (other == p->base)
            continue;
        p->add_dict |= p->may_add_dict && other->tp_dictoffset;
        p->add_weakref |= p->may_add_weakref && other->tp_weaklistoffset;
    }
    return 0;
}

/* --- fields -------------------------------------------------------------------------------------------------------------------------- */

/* What the built-in base of the object's class says of its __dict__, or NULL. */
static const PyGetSetDef *builtin_dict(PyObject *self)
{
    const PyTypeObject *base = Py_TYPE(self);
    const PyGetSetDef *own;

    while (type_is_heap(base))
        base = base->tp_base;
    for (; base; base = base->tp_base)
        for (own = base->tp_getset; own && own->name; own++)
            if (strcmp(own->name, "__dict__") == 0)
                return own;
    return NULL;
}

static PyObject *subtype_get_dict(PyObject *self, void *closure)
{
    const PyGetSetDef *own = builtin_dict(self);

    return own ? own->get(self, own->closure) : PyObject_GenericGetDict(self, closure);
}

static int subtype_set_dict(PyObject *self, PyObject *value, void *closure)
{
    const PyGetSetDef *own = builtin_dict(self);

    if (own && own->set)
        return own->set(self, value, own->closure);
    if (own) {
        PyErr_Format(PyExc_TypeError, "this __dict__ descriptor does not support '%.200s' objects", Py_TYPE(self)->tp_name);
        return -1;
    }
    if (value)
        return PyObject_GenericSetDict(self, value, closure);
    instance_clear(self, Py_TYPE(self));
    return 0;
}

static PyObject *subtype_get_weakref(PyObject *self, void *closure)
{
    PyWeakReference *first = weakref_from(self, *weakref_list_of(self));

    return first ? Py_NewRef(first) : Py_None;
}

const PyGetSetDef subtype_dict_getset = {"__dict__", subtype_get_dict, subtype_set_dict, NULL, NULL};
const PyGetSetDef subtype_weakref_getset = {"__weakref__", subtype_get_weakref, NULL, NULL, NULL};

/* Offsets of the members, the dictionary and the weak references; flags that follow from them. */
static void lay_out(PyTypeObject *type, const struct plan *p)
{
    const PyTypeObject *base = p->base;
    Py_ssize_t offset = base->tp_basicsize;
    PyMemberDef *member = PyHeapType_GET_MEMBERS(type);

    for (Py_ssize_t i = 0; i < Py_SIZE(type); i++, member++) {
        *member = (PyMemberDef){PyUnicode_AsUTF8(PyTuple_GET_ITEM(p->slots, i)), T_OBJECT_EX, offset, 0, NULL};
        offset += (Py_ssize_t)sizeof(PyObject *);
    }
    type->tp_dictoffset = base->tp_dictoffset;
    type->tp_weaklistoffset = base->tp_weaklistoffset;
    if (p->add_dict) {
        heap_type(type)->ht_adds |= HT_ADDS_DICT;
        type->tp_dictoffset = base->tp_itemsize ? -(Py_ssize_t)sizeof(PyObject *) : offset;
        if (!base->tp_itemsize)
            type->tp_flags |= Py_TPFLAGS_MANAGED_DICT;
        offset += (Py_ssize_t)sizeof(PyObject *);
    }
    if (p->add_weakref) {
        heap_type(type)->ht_adds |= HT_ADDS_WEAKREF;
        type->tp_weaklistoffset = offset;
        offset += (Py_ssize_t)sizeof(PyObject *);
    }
    type->tp_basicsize = offset;
    type->tp_itemsize = base->tp_itemsize;
    type->tp_flags |= Py_TPFLAGS_HAVE_GC; /* an instance refers to its class at least */
}

#define PATTERN_FLAGS (Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_MAPPING) /* from the first base that has one */
#define INHERITED_FLAGS                                                                                                \
    (Py_TPFLAGS_MANAGED_DICT | Py_TPFLAGS_MATCH_SELF | Py_TPFLAGS_LONG_SUBCLASS | Py_TPFLAGS_LIST_SUBCLASS |    \
     Py_TPFLAGS_TUPLE_SUBCLASS | Py_TPFLAGS_BYTES_SUBCLASS | Py_TPFLAGS_UNICODE_SUBCLASS | Py_TPFLAGS_DICT_SUBCLASS |           \
     Py_TPFLAGS_BASE_EXC_SUBCLASS | Py_TPFLAGS_TYPE_SUBCLASS)

/* Plain instances: nothing but header, attributes and weak references. */
static int is_plain(const PyTypeObject *type)
{
    return type->tp_basicsize == (Py_ssize_t)(sizeof(PyObject) + 2 * sizeof(PyObject *)) && !type->tp_itemsize &&
           type->tp_dictoffset == (Py_ssize_t)sizeof(PyObject) &&
           type->tp_weaklistoffset == (Py_ssize_t)(sizeof(PyObject) + sizeof(PyObject *)) &&
           PyType_HasFeature(type, Py_TPFLAGS_MANAGED_DICT) && solid_base(type) == &PyBaseObject_Type;
}

/* Nothing but a header and the members that __slots__ of the class, and perhaps of its bases, have made. */
static int has_slots_only(const PyTypeObject *type)
{
    const PyTypeObject *base = type->tp_base;

    return (base == &PyBaseObject_Type || base->tp_kind == KIND_SLOTS) && type->tp_basicsize > (Py_ssize_t)sizeof(PyObject) &&
           !type->tp_dictoffset && !type->tp_weaklistoffset;
}

/* The type object with its names and layout. Namespace, MRO and slots are still to come. */
static PyTypeObject *make_type(struct plan *p)
{
    PyTypeObject *type = (PyTypeObject *)p->metatype->tp_alloc(p->metatype, p->slots ? PyTuple_GET_SIZE(p->slots) : 0);
    PyHeapTypeObject *heap = heap_type(type);

    if (!type)
        return NULL;
    type_register(heap);
    type->tp_name = PyUnicode_AsUTF8(p->name);
    heap->ht_name = Py_NewRef(p->name);
    heap->ht_qualname = Py_NewRef(p->name);
    heap->ht_slots = Py_XNewRef(p->slots);
    type->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_READY |
                     Py_TPFLAGS_VALID_VERSION_TAG | (p->base->tp_flags & INHERITED_FLAGS);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(p->bases) && !(type->tp_flags & PATTERN_FLAGS); i++)
        type->tp_flags |= ((PyTypeObject *)PyTuple_GET_ITEM(p->bases, i))->tp_flags & PATTERN_FLAGS;
    type->tp_base = (PyTypeObject *)Py_NewRef(p->base);
    type->tp_bases = Py_NewRef(p->bases);
    type->tp_dict = Py_NewRef(p->dict);
    lay_out(type, p);
    type->tp_vectorcall_offset = p->base->tp_vectorcall_offset;
    type->tp_dealloc = subtype_dealloc;
    type->tp_alloc = PyType_GenericAlloc;
    type->tp_free = PyType_IS_GC(type) ? PyObject_GC_Del : PyObject_Del;
    type->tp_is_gc = p->base->tp_is_gc;
    if (PyType_IS_GC(type)) {
        type->tp_traverse = subtype_traverse;
        type->tp_clear = subtype_clear;
    }
    type->tp_kind = is_plain(type) ? KIND_INSTANCE : has_slots_only(type) ? KIND_SLOTS : KIND_OTHER;
    return type;
}

/* --- namespace ------------------------------------------------------------------------------------------------------------------------ */

static int set_module_name(PyTypeObject *type)
{
    PyObject *globals, *name;

    if (dict_get_str(type->tp_dict, _Py_ID(__module__)))
        return 0;
    globals = PyEval_GetGlobals();
    name = globals ? PyDict_GetItemWithError(globals, _Py_ID(__name__)) : NULL;
    if (!name)
        return PyErr_Occurred() ? -1 : 0;
    return dict_set_str(type->tp_dict, _Py_ID(__module__), name);
}

static int set_qualified_name(PyTypeObject *type)
{
    PyObject *name = dict_get_str(type->tp_dict, _Py_ID(__qualname__));

    if (!name)
        return 0;
    if (!PyUnicode_Check(name)) {
        PyErr_Format(PyExc_TypeError, "type __qualname__ must be a str, not %s", Py_TYPE(name)->tp_name);
        return -1;
    }
    Py_SETREF(heap_type(type)->ht_qualname, Py_NewRef(name));
    return PyDict_DelItem(type->tp_dict, _Py_ID(__qualname__));
}

/* A function becomes a staticmethod or classmethod. 0 or -1. */
static int wrap_function(PyTypeObject *type, PyObject *name, PyObject *(*wrap)(PyObject *))
{
    PyObject *function = dict_get_str(type->tp_dict, name), *wrapper;

    if (!function || !PyFunction_Check(function))
        return 0;
    wrapper = wrap(function);
    if (!wrapper)
        return -1;
    int result = dict_set_str(type->tp_dict, name, wrapper);
    Py_DECREF(wrapper);
    return result;
}

static int add_members(PyTypeObject *type)
{
    PyMemberDef *member = PyHeapType_GET_MEMBERS(type);

    for (Py_ssize_t i = 0; i < Py_SIZE(type); i++, member++) {
        PyObject *descr = PyDescr_NewMember(type, member);

        if (!descr)
            return -1;
        int result = dict_set_str(type->tp_dict, PyDescr_NAME(descr), descr);
        Py_DECREF(descr);
        if (result < 0)
            return -1;
    }
    return 0;
}

/* The cell that methods find as __class__ gets the class. */
static int fill_class_cell(PyTypeObject *type)
{
    PyObject *cell = dict_get_str(type->tp_dict, _Py_ID(__classcell__));

    if (!cell)
        return 0;
    if (!PyCell_Check(cell)) {
        PyErr_Format(PyExc_TypeError, "__classcell__ must be a nonlocal cell, not %R", Py_TYPE(cell));
        return -1;
    }
    PyCell_Set(cell, (PyObject *)type);
    return PyDict_DelItem(type->tp_dict, _Py_ID(__classcell__));
}

/* A class that says what is equal, but not what the hash is, has none. */
static int set_hash(PyTypeObject *type)
{
    if (!dict_get_str(type->tp_dict, _Py_ID(__eq__)) || dict_get_str(type->tp_dict, _Py_ID(__hash__)))
        return 0;
    return dict_set_str(type->tp_dict, _Py_ID(__hash__), Py_None);
}

static int fill_namespace(PyTypeObject *type)
{
    if (set_module_name(type) < 0 || set_qualified_name(type) < 0 ||
        wrap_function(type, _Py_ID(__new__), PyStaticMethod_New) < 0 ||
        wrap_function(type, _Py_ID(__init_subclass__), PyClassMethod_New) < 0 ||
        wrap_function(type, _Py_ID(__class_getitem__), PyClassMethod_New) < 0)
        return -1;
    return fill_class_cell(type) < 0 || add_members(type) < 0 ? -1 : set_hash(type);
}

static void mark_parents(PyObject *bases)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); i++)
        if (type_is_heap((PyTypeObject *)PyTuple_GET_ITEM(bases, i)))
            heap_type(PyTuple_GET_ITEM(bases, i))->ht_parent = 1;
}

/* --- those who want to know ---------------------------------------------------------------------------------------------------------- */

static int call_set_name(PyTypeObject *type, PyObject *name, PyObject *value)
{
    PyObject *method = _PyObject_LookupSpecial(value, _Py_ID(__set_name__)), *result;

    if (!method)
        return PyErr_Occurred() ? -1 : 0;
    result = PyObject_CallFunctionObjArgs(method, (PyObject *)type, name, NULL);
    Py_DECREF(method);
    if (!result) {
        _PyErr_FormatFromCause(PyExc_RuntimeError, "Error calling __set_name__ on '%.100s' instance %R in '%.100s'",
                               Py_TYPE(value)->tp_name, name, type->tp_name);
        return -1;
    }
    Py_DECREF(result);
    return 0;
}

/* Attributes that have __set_name__ are told; the namespace may change meanwhile. */
static int tell_attributes(PyTypeObject *type)
{
    PyObject *names, *name, *value;
    Py_ssize_t pos = 0;
    int result = 0;

    names = PyDict_Copy(type->tp_dict);
    if (!names)
        return -1;
    while (result == 0 && PyDict_Next(names, &pos, &name, &value))
        result = call_set_name(type, name, value);
    Py_DECREF(names);
    return result;
}

static int tell_parent(PyTypeObject *type, PyObject *kwds)
{
    PyObject *method = super_lookup(type, (PyObject *)type, _Py_ID(__init_subclass__), NULL), *result;

    if (!method)
        return -1;
    result = PyObject_Call(method, _PyTuple_EMPTY, kwds);
    Py_DECREF(method);
    if (!result)
        return -1;
    Py_DECREF(result);
    return 0;
}

/* --- type.__new__ ----------------------------------------------------------------------------------------------------------------------- */

/* Everything about the class but what it tells others. The plan is complete. */
static PyTypeObject *build(struct plan *p)
{
    PyTypeObject *type = make_type(p);

    if (!type)
        return NULL;
    if (!type->tp_name || fill_namespace(type) < 0 || mro_set(type) < 0 || type_inherit_slots(type) < 0) {
        Py_DECREF(type);
        return NULL;
    }
    type_choose_vectorcall(type);
    mark_parents(type->tp_bases);
    return type;
}

static int check_name(PyObject *name)
{
    Py_ssize_t n;
    const char *text = PyUnicode_AsUTF8AndSize(name, &n);

    if (!text)
        return -1;
    if (strlen(text) == (size_t)n)
        return 0;
    PyErr_SetString(PyExc_ValueError, "type name must not contain null characters");
    return -1;
}

/* Metaclass and base. 1: another metaclass's __new__ is to do it; 0; -1. */
static int plan_bases(struct plan *p)
{
    PyTypeObject *winner;

    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(p->bases); i++) {
        PyObject *base = PyTuple_GET_ITEM(p->bases, i), *entries;

        if (PyType_Check(base))
            continue;
        if (_PyObject_LookupAttr(base, _Py_ID(__mro_entries__), &entries) < 0)
            return -1;
        if (entries) {
            Py_DECREF(entries);
            PyErr_SetString(PyExc_TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
            return -1;
        }
    }
    winner = _PyType_CalculateMetaclass(p->metatype, p->bases);
    if (!winner)
        return -1;
    if (winner != p->metatype && winner->tp_new != type_new) {
        p->metatype = winner;
        return 1;
    }
    p->metatype = winner;
    if (!PyTuple_GET_SIZE(p->bases)) {
        PyObject *object = PyTuple_Pack(1, &PyBaseObject_Type);

        if (!object)
            return -1;
        Py_SETREF(p->bases, object);
    }
    p->base = best_base(p->bases);
    return p->base ? 0 : -1;
}

static int parse(PyObject *args, PyObject **name, PyObject **bases, PyObject **dict)
{
    static const char *const expected[] = {"str", "tuple", "dict"};

    if (PyTuple_GET_SIZE(args) != 3) {
        PyErr_Format(PyExc_TypeError, "type.__new__() takes exactly 3 arguments (%zd given)", PyTuple_GET_SIZE(args));
        return -1;
    }
    *name = PyTuple_GET_ITEM(args, 0);
    *bases = PyTuple_GET_ITEM(args, 1);
    *dict = PyTuple_GET_ITEM(args, 2);
    int wrong = !PyUnicode_Check(*name) ? 0 : !PyTuple_Check(*bases) ? 1 : !PyDict_Check(*dict) ? 2 : -1;
    if (wrong < 0)
        return 0;
    PyErr_Format(PyExc_TypeError, "type.__new__() argument %d must be %s, not %s", wrong + 1, expected[wrong],
                 Py_TYPE(PyTuple_GET_ITEM(args, wrong))->tp_name);
    return -1;
}

PyObject *type_new(PyTypeObject *metatype, PyObject *args, PyObject *kwds)
{
    struct plan p = {.metatype = metatype};
    PyObject *dict, *bases;
    PyTypeObject *type = NULL;

    if (parse(args, &p.name, &bases, &dict) < 0)
        return NULL;
    p.bases = Py_NewRef(bases);
    switch (plan_bases(&p)) {
    case 1:
        Py_DECREF(p.bases);
        return p.metatype->tp_new(p.metatype, args, kwds);
    case 0:
        p.dict = PyDict_Copy(dict);
        if (p.dict && check_name(p.name) == 0 && plan_layout(&p) == 0)
            type = build(&p);
        break;
    default:
        break;
    }
    Py_XDECREF(p.dict);
    Py_XDECREF(p.slots);
    Py_DECREF(p.bases);
    if (type && (tell_attributes(type) < 0 || tell_parent(type, kwds) < 0))
        Py_CLEAR(type);
    return (PyObject *)type;
}

int type_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    Py_ssize_t n = PyTuple_GET_SIZE(args);

    if (kwds && n == 1 && PyDict_GET_SIZE(kwds)) {
        PyErr_SetString(PyExc_TypeError, "type.__init__() takes no keyword arguments");
        return -1;
    }
    if (n != 1 && n != 3) {
        PyErr_SetString(PyExc_TypeError, "type.__init__() takes 1 or 3 arguments");
        return -1;
    }
    return 0;
}
