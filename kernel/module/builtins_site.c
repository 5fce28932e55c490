/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/builtins_site.c -- what builtins has for whoever sits at a prompt: exit, quit, copyright, credits, license, breakpoint.
 *
 * Typed without parentheses each says what it is for. At a board's console SystemExit is a soft reset, as Ctrl-D is; a script that runs
 * as a process ends with that status.
 */
#include "kernel/module/builtins.h"
#include "kernel/object/type.h"
#include "kernel/version.h"

struct site_object {
    PyObject_HEAD
    const char *text;
    int exits;
};

static PyObject *site_repr(PyObject *self)
{
    return PyUnicode_FromString(((struct site_object *)self)->text);
}

static PyObject *site_call(PyObject *self, PyObject *args, PyObject *kwds)
{
    static const char *const names[] = {"code", NULL}, *const none[] = {NULL};
    const struct site_object *site = (struct site_object *)self;
    PyObject *code = Py_None, *text, *exc;
    int failed;

    if (!PyArg_ParseTupleAndKeywords(args, kwds, site->exits ? "|O" : "", (char **)(uintptr_t)(site->exits ? names : none), &code))
        return NULL;
    if (site->exits) {
        exc = PyObject_CallOneArg(PyExc_SystemExit, code);
        if (exc)
            PyErr_SetRaisedException(exc);
        return NULL;
    }
    text = PyUnicode_FromFormat("%s\n", site->text);
    failed = !text || interp_print_object(text, 0) < 0;
    Py_XDECREF(text);
    return failed ? NULL : Py_NewRef(Py_None);
}

const PyTypeObject Site_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "_sitebuiltins.Text",
    .tp_basicsize = sizeof(struct site_object),
    .tp_repr = site_repr,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_call = site_call,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_version_tag = TYPE_TAG(site),
};

#define SITE(name, says, leaves) \
    const struct site_object builtin_##name = {IMMORTAL_HEAD(&Site_Type) .text = says, .exits = leaves}

SITE(copyright, COPYRIGHT, 0);
SITE(credits, "Ouroboros stands on CPython, whose language and memory management it has.", 0);
SITE(exit, "Use exit() or Ctrl-D (i.e. EOF) to exit", 1);
SITE(license, "MIT licence; the text is in the file LICENSE.", 0);
SITE(quit, "Use quit() or Ctrl-D (i.e. EOF) to exit", 1);

PyObject *builtin_breakpoint(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    PyObject *hook = PySys_GetObject("breakpointhook"), *result;

    if (!hook) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_RuntimeError, "lost sys.breakpointhook");
        return NULL;
    }
    Py_INCREF(hook);
    result = PyObject_Vectorcall(hook, args, (size_t)n, kwnames);
    Py_DECREF(hook);
    return result;
}
