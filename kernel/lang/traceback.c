/* SPDX-License-Identifier: MIT */
/* kernel/lang/traceback.c -- traceback objects: the way of an exception through the frames. */
#include "kernel/lang/traceback.h"

#include "kernel/lang/lang.h"

/* --- making ------------------------------------------------------------------------------------------------------------- */

static PyTracebackObject *new_traceback(PyTracebackObject *next, PyFrameObject *frame, int lasti, int lineno)
{
    PyTracebackObject *tb = (PyTracebackObject *)gc_new(&PyTraceBack_Type, sizeof *tb);

    if (!tb)
        return NULL;
    tb->tb_next = (PyTracebackObject *)Py_XNewRef(next);
    tb->tb_frame = (PyFrameObject *)Py_NewRef(frame);
    tb->tb_lasti = lasti;
    tb->tb_lineno = lineno;
    gc_track(tb);
    return tb;
}

static int add_entry(PyFrameObject *frame, int lasti, int lineno)
{
    PyObject *exc = PyErr_GetRaisedException();
    PyBaseExceptionObject *e = (PyBaseExceptionObject *)exc;
    PyTracebackObject *tb;

    if (!exc)
        return 0;
    tb = new_traceback((PyTracebackObject *)e->traceback, frame, lasti, lineno);
    if (tb)
        Py_XSETREF(e->traceback, (PyObject *)tb);
    PyErr_SetRaisedException(exc);
    return tb ? 0 : -1;
}

/* Without memory the entry is missing, and that is all. */
int traceback_here(struct frame *f)
{
    PyObject *exc = PyErr_GetRaisedException();
    PyFrameObject *frame = frame_object(f);
    int error = -1;

    PyErr_SetRaisedException(exc);
    if (frame)
        error = add_entry(frame, frame_offset(f), frame_line(f));
    Py_XDECREF(frame);
    return error;
}

int PyTraceBack_Here(PyFrameObject *frame)
{
    return add_entry(frame, -1, PyFrame_GetLineNumber(frame));
}

/* --- the type ------------------------------------------------------------------------------------------------------------- */

#define TB(op) ((PyTracebackObject *)(op))

static PyObject *tb_get_next(PyObject *self, void *closure)
{
    return Py_NewRef(TB(self)->tb_next ? (PyObject *)TB(self)->tb_next : Py_None);
}

static int tb_set_next(PyObject *self, PyObject *value, void *closure)
{
    if (!value) {
        PyErr_SetString(PyExc_TypeError, "can't delete tb_next attribute");
        return -1;
    }
    if (value == Py_None) {
        value = NULL;
    } else if (!PyTraceBack_Check(value)) {
        PyErr_Format(PyExc_TypeError, "expected traceback object, got '%s'", Py_TYPE(value)->tp_name);
        return -1;
    }
    for (PyTracebackObject *tb = TB(value); tb; tb = tb->tb_next)
        if (tb == TB(self)) {
            PyErr_SetString(PyExc_ValueError, "traceback loop detected");
            return -1;
        }
    Py_XSETREF(TB(self)->tb_next, TB(Py_XNewRef(value)));
    return 0;
}

static PyObject *tb_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    static const char *const keywords[] = {"tb_next", "tb_frame", "tb_lasti", "tb_lineno", NULL};
    PyObject *next, *frame, *tb;
    int lasti, lineno;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, "OO!ii:TracebackType", (char **)(uintptr_t)keywords, &next, &PyFrame_Type, &frame,
                                     &lasti, &lineno))
        return NULL;
    if (next != Py_None && !PyTraceBack_Check(next)) {
        PyErr_Format(PyExc_TypeError, "expected traceback object or None, got '%s'", Py_TYPE(next)->tp_name);
        return NULL;
    }
    tb = (PyObject *)new_traceback(next == Py_None ? NULL : TB(next), (PyFrameObject *)frame, lasti, lineno);
    return tb ? tb : PyErr_NoMemory();
}

static void tb_dealloc(PyObject *self)
{
    gc_untrack(self);
    Py_XDECREF(TB(self)->tb_next);
    Py_XDECREF(TB(self)->tb_frame);
    gc_del(self);
}

static int tb_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(TB(self)->tb_next);
    Py_VISIT(TB(self)->tb_frame);
    return 0;
}

static int tb_clear(PyObject *self)
{
    Py_CLEAR(TB(self)->tb_next);
    Py_CLEAR(TB(self)->tb_frame);
    return 0;
}

static PyObject *tb_dir(PyObject *self, PyObject *unused)
{
    return Py_BuildValue("[ssss]", "tb_frame", "tb_next", "tb_lasti", "tb_lineno");
}

static const PyMethodDef tb_methods[] = {
    {"__dir__", tb_dir, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyMemberDef tb_members[] = {
    {"tb_frame", T_OBJECT, offsetof(PyTracebackObject, tb_frame), READONLY, NULL},
    {"tb_lasti", T_INT, offsetof(PyTracebackObject, tb_lasti), READONLY, NULL},
    {"tb_lineno", T_INT, offsetof(PyTracebackObject, tb_lineno), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static const PyGetSetDef tb_getset[] = {
    {"tb_next", tb_get_next, tb_set_next, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const PyTypeObject PyTraceBack_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "traceback",
    .tp_basicsize = sizeof(PyTracebackObject),
    .tp_dealloc = tb_dealloc,
    IDENTITY_HASH,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = tb_traverse,
    .tp_clear = tb_clear,
    .tp_methods = CONST_SLOT(tb_methods),
    .tp_members = CONST_SLOT(tb_members),
    .tp_getset = CONST_SLOT(tb_getset),
    .tp_new = tb_new,
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(traceback),
    TYPE_COMMON,
};
