/* SPDX-License-Identifier: MIT */
/* kernel/lang/cell.c -- a variable shared between functions. */
#include "kernel/lang/lang.h"

PyObject *PyCell_New(PyObject *value)
{
    PyCellObject *cell = (PyCellObject *)gc_new(&PyCell_Type, sizeof *cell);

    if (!cell)
        return PyErr_NoMemory();
    cell->ob_ref = Py_XNewRef(value);
    gc_track(cell);
    return (PyObject *)cell;
}

PyObject *PyCell_Get(PyObject *cell)
{
    if (!PyCell_Check(cell)) {
        PyErr_BadInternalCall();
        return NULL;
    }
    return Py_XNewRef(PyCell_GET(cell));
}

int PyCell_Set(PyObject *cell, PyObject *value)
{
    if (!PyCell_Check(cell)) {
        PyErr_BadInternalCall();
        return -1;
    }
    Py_XSETREF(((PyCellObject *)cell)->ob_ref, Py_XNewRef(value));
    return 0;
}

static void cell_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(PyCell_GET(self));
    gc_del(self);
}

static int cell_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(PyCell_GET(self));
    return 0;
}

static int cell_clear(PyObject *self)
{
    Py_CLEAR(((PyCellObject *)self)->ob_ref);
    return 0;
}

static PyObject *cell_repr(PyObject *self)
{
    PyObject *value = PyCell_GET(self);

    if (!value)
        return PyUnicode_FromFormat("<cell at %p: empty>", self);
    return PyUnicode_FromFormat("<cell at %p: %.80s object at %p>", self, Py_TYPE(value)->tp_name, value);
}

/* Unbound cells come before all others. */
static PyObject *cell_richcompare(PyObject *a, PyObject *b, int op)
{
    PyObject *x, *y;

    if (!PyCell_Check(a) || !PyCell_Check(b))
        Py_RETURN_NOTIMPLEMENTED;
    x = PyCell_GET(a);
    y = PyCell_GET(b);
    if (x && y)
        return PyObject_RichCompare(x, y, op);
    Py_RETURN_RICHCOMPARE(y == NULL, x == NULL, op);
}

static PyObject *cell_get_contents(PyObject *self, void *closure)
{
    PyObject *value = PyCell_GET(self);

    if (!value)
        PyErr_SetString(PyExc_ValueError, "Cell is empty");
    return Py_XNewRef(value);
}

static int cell_set_contents(PyObject *self, PyObject *value, void *closure)
{
    return PyCell_Set(self, value);
}

static PyObject *cell_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    if (!_PyArg_NoKeywords("cell", kwds) || !_PyArg_CheckPositional("cell", Py_SIZE(args), 0, 1))
        return NULL;
    return PyCell_New(Py_SIZE(args) ? PyTuple_GET_ITEM(args, 0) : NULL);
}

static const PyGetSetDef cell_getset[] = {
    {"cell_contents", cell_get_contents, cell_set_contents, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyCell_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "cell",
    .tp_basicsize = sizeof(PyCellObject),
    .tp_dealloc = cell_dealloc,
    .tp_repr = cell_repr,
    .tp_hash = PyObject_HashNotImplemented,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = cell_traverse,
    .tp_clear = cell_clear,
    .tp_richcompare = cell_richcompare,
    .tp_getset = CONST_SLOT(cell_getset),
    .tp_new = cell_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(cell),
    .tp_kind = KIND_CELL,
    TYPE_COMMON,
};
