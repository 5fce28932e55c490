/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/weakref.c -- weakref.ref: making weak references, asking them for their object.
 *
 * A list (heap/weakref.h) starts with what is shared, one of each at the most:
 *
 *     plain ref without a callback, plain proxy without a callback, all others
 *
 * References compare and hash as their objects do while those live; a hash that was asked for in time is kept.
 */
#include "kernel/lang/call.h"
#include "kernel/object/container.h"
#include "kernel/object/type.h"

#define WR(op) ((PyWeakReference *)(op))

/* --- what the heap asks for -------------------------------------------------------------------------------------------------- */

static int is_weakref(PyObject *op)
{
    return PyWeakref_Check(op);
}

static void call_callback(PyWeakReference *wr, PyObject *callback)
{
    PyObject *result = PyObject_CallOneArg(callback, (PyObject *)wr);

    if (!result)
        PyErr_WriteUnraisable(callback);
    Py_XDECREF(result);
}

void weakref_start(void)
{
    weakref_call = call_callback;
    weakref_is_one = is_weakref;
}

/* --- making one --------------------------------------------------------------------------------------------------------------- */

static inline int is_shared(const PyWeakReference *wr, const PyTypeObject *type)
{
    return wr && !wr->wr_callback && Py_TYPE(wr) == type;
}

/* The shared reference of this type, or NULL; *after: whom a new one of it follows, NULL: none. */
static PyWeakReference *find_shared(PyObject *ob, const PyTypeObject *type, int shareable, PyWeakReference **after)
{
    PyWeakReference *wr = weakref_from(ob, *weakref_list_of(ob));

    *after = NULL;
    if (is_shared(wr, &_PyWeakref_RefType)) {
        if (shareable && type == &_PyWeakref_RefType)
            return wr;
        *after = wr;
        wr = weakref_from(ob, wr->wr_next);
    }
    if (shareable && type == &_PyWeakref_RefType)
        return NULL;
    if (is_shared(wr, &_PyWeakref_ProxyType) || is_shared(wr, &_PyWeakref_CallableProxyType)) {
        if (shareable)
            return wr;
        *after = wr;
    }
    return NULL;
}

/* A reference to nothing yet, not tracked; no collection runs for the types in flash. */
static inline PyWeakReference *new_empty(const PyTypeObject *type, PyObject *callback)
{
    PyWeakReference *wr;

    if (type_is_heap(type)) {
        wr = PyObject_GC_New(PyWeakReference, type);
        if (wr)
            memset(wr + 1, 0, (size_t)type->tp_basicsize - sizeof *wr);
    } else {
        wr = container_new_quietly(type, sizeof *wr);
    }
    if (!wr)
        return NULL;
    wr->wr_object = NULL;
    wr->wr_callback = Py_XNewRef(callback);
    wr->hash = -1;
    wr->vectorcall = weakref_vectorcall;
    return wr;
}

static PyObject *make(const PyTypeObject *type, PyObject *ob, PyObject *callback)
{
    PyWeakReference *wr, *after;
    int shareable;

    if (!PyType_SUPPORTS_WEAKREFS(Py_TYPE(ob)))
        return PyErr_Format(PyExc_TypeError, "cannot create weak reference to '%s' object", Py_TYPE(ob)->tp_name);
    if (PyFunction_Check(ob) && !function_need_extra((PyFunctionObject *)ob))
        return NULL;
    if (callback == Py_None)
        callback = NULL;
    shareable = !callback && !type_is_heap(type);
    if (shareable && *weakref_list_of(ob) && (wr = find_shared(ob, type, 1, &after)))
        return Py_NewRef(wr);
    wr = new_empty(type, callback);
    if (!wr)
        return NULL;
    /* Whom it follows is known only now: for want of memory, references that nothing reaches may have died. */
    after = NULL;
    if (*weakref_list_of(ob))
        find_shared(ob, type, shareable, &after);
    weakref_insert(wr, ob, after);
    return container_done(wr);
}

PyObject *PyWeakref_NewRef(PyObject *ob, PyObject *callback)
{
    return make(&_PyWeakref_RefType, ob, callback);
}

PyObject *PyWeakref_NewProxy(PyObject *ob, PyObject *callback)
{
    return make(PyCallable_Check(ob) ? &_PyWeakref_CallableProxyType : &_PyWeakref_ProxyType, ob, callback);
}

PyObject *PyWeakref_GetObject(PyObject *ref)
{
    if (!ref || !PyWeakref_Check(ref)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    return PyWeakref_GET_OBJECT(ref);
}

static PyObject *ref_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    PyObject *ob, *callback = NULL;

    if (!PyArg_UnpackTuple(args, "__new__", 1, 2, &ob, &callback))
        return NULL;
    return make(type, ob, callback);
}

static int ref_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *ob, *callback;

    return _PyArg_NoKeywords("ref", kwds) && PyArg_UnpackTuple(args, "__init__", 1, 2, &ob, &callback) ? 0 : -1;
}

/* make(ref, ob, NULL) for a mortal object that has the word for the list. */
static PyObject *make_plain(PyObject *ob)
{
    PyWeakReference **list = weakref_list(ob), *wr = *list;

    if (is_shared(wr, &_PyWeakref_RefType) && object_alive(&wr->ob_base)) {
        wr->ob_base.ob_refcnt++;
        return (PyObject *)wr;
    }
    wr = new_empty(&_PyWeakref_RefType, NULL);
    if (!wr)
        return NULL;
    wr->wr_object = ob;
    wr->wr_prev = NULL;
    wr->wr_next = *list;
    if (wr->wr_next)
        wr->wr_next->wr_prev = wr;
    *list = wr;
    return container_done(wr);
}

static PyObject *ref_type_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);

    if (n == 1 && !kwnames && Py_TYPE(args[0])->tp_weaklistoffset > 0 && !_Py_IsImmortal(args[0]))
        return make_plain(args[0]);
    if (kwnames || (size_t)n - 1 > 1)
        if (!_PyArg_CheckPositional("__new__", n, 1, 2) || !_PyArg_NoKwnames("ref", kwnames))
            return NULL;
    return make(&_PyWeakref_RefType, args[0], n > 1 ? args[1] : NULL);
}

/* --- its end ------------------------------------------------------------------------------------------------------------------ */

void weakref_dealloc(PyObject *self)
{
    PyWeakReference *wr = WR(self);
    PyObject *ob = wr->wr_object;

    gc_untrack(self);
    if (ob && !wr->wr_prev && !wr->wr_next && !_Py_IsImmortal(ob))
        *weakref_list(ob) = NULL;
    else
        weakref_clear(wr);
    if (wr->wr_callback)
        Py_DECREF(wr->wr_callback);
    container_free(self, &_PyWeakref_RefType);
}

int weakref_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(WR(self)->wr_callback);
    return 0;
}

int weakref_tp_clear(PyObject *self)
{
    weakref_clear(WR(self));
    Py_CLEAR(WR(self)->wr_callback);
    return 0;
}

/* --- use ---------------------------------------------------------------------------------------------------------------------- */

PyObject *weakref_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    PyObject *ob = weakref_get(WR(self));

    if (PyVectorcall_NARGS(nargsf) || kwnames)
        if (!_PyArg_NoKwnames("weakref", kwnames) ||
            !_PyArg_CheckPositional("weakref", PyVectorcall_NARGS(nargsf), 0, 0))
            return NULL;
    return ob ? Py_NewRef(ob) : Py_None;
}

static PyObject *ref_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    if (!_PyArg_NoKeywords("weakref", kwds))
        return NULL;
    return weakref_vectorcall(self, NULL, (size_t)PyTuple_GET_SIZE(args), NULL);
}

static PyObject *ref_repr(PyObject *self)
{
    PyObject *ob = weakref_get(WR(self)), *name, *result;

    if (!ob)
        return PyUnicode_FromFormat("<weakref at %p; dead>", self);
    Py_INCREF(ob);
    /* What the class says, not an attribute of the object itself. */
    name = _PyObject_LookupSpecial(ob, _Py_ID(__name__));
    if (!name && PyErr_Occurred()) {
        Py_DECREF(ob);
        return NULL;
    }
    if (name && PyUnicode_Check(name))
        result = PyUnicode_FromFormat("<weakref at %p; to '%s' at %p (%U)>", self, Py_TYPE(ob)->tp_name, ob, name);
    else
        result = PyUnicode_FromFormat("<weakref at %p; to '%s' at %p>", self, Py_TYPE(ob)->tp_name, ob);
    Py_XDECREF(name);
    Py_DECREF(ob);
    return result;
}

static Py_hash_t ref_hash(PyObject *self)
{
    PyObject *ob = weakref_get(WR(self));

    if (WR(self)->hash != -1)
        return WR(self)->hash;
    if (!ob) {
        PyErr_SetString(PyExc_TypeError, "weak object has gone away");
        return -1;
    }
    Py_INCREF(ob);
    WR(self)->hash = PyObject_Hash(ob);
    Py_DECREF(ob);
    return WR(self)->hash;
}

static PyObject *ref_richcompare(PyObject *self, PyObject *other, int op)
{
    PyObject *a, *b, *result;

    if ((op != Py_EQ && op != Py_NE) || !PyWeakref_CheckRef(self) || !PyWeakref_CheckRef(other))
        Py_RETURN_NOTIMPLEMENTED;
    a = weakref_get(WR(self));
    b = weakref_get(WR(other));
    if (!a || !b)
        return PyBool_FromLong((self == other) == (op == Py_EQ));
    Py_INCREF(a);
    Py_INCREF(b);
    result = PyObject_RichCompare(a, b, op);
    Py_DECREF(a);
    Py_DECREF(b);
    return result;
}

static const PyMemberDef members[] = {
    {"__callback__", T_OBJECT, offsetof(PyWeakReference, wr_callback), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyMethodDef methods[] = {
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

const PyTypeObject _PyWeakref_RefType = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "weakref.ReferenceType",
    .tp_basicsize = sizeof(PyWeakReference),
    .tp_dealloc = weakref_dealloc,
    .tp_vectorcall_offset = offsetof(PyWeakReference, vectorcall),
    .tp_repr = ref_repr,
    .tp_hash = ref_hash,
    .tp_call = ref_call,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_BASETYPE,
    .tp_traverse = weakref_traverse,
    .tp_clear = weakref_tp_clear,
    .tp_richcompare = ref_richcompare,
    .tp_methods = CONST_SLOT(methods),
    .tp_members = CONST_SLOT(members),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_init = ref_init,
    .tp_alloc = PyType_GenericAlloc,
    .tp_new = ref_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(ReferenceType),
    .tp_vectorcall = ref_type_vectorcall,
};
