/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/frame.c -- the stack of frames, and frames as objects.
 *
 * The stack is a list of chunks of plain memory, newest first; the newest holds the topmost frame that is not a
 * generator's. The first frame of each chunk has FRAME_CHUNK: when it ends, its chunk goes.
 */
#include "kernel/lang/vm.h"

/* Words of the first chunk, and of those that follow unless a frame needs more. */
#ifndef CFG_FRAME_CHUNK
#define CFG_FRAME_CHUNK (sizeof(void *) == 8 ? 2048 : 480)
#endif

/* --- the stack --------------------------------------------------------------------------------------------------------- */

static struct frame_chunk *chunk_new(size_t words)
{
    size_t n = words > CFG_FRAME_CHUNK ? words : CFG_FRAME_CHUNK;
    struct frame_chunk *c = PyMem_RawCalloc(1, sizeof *c + n * sizeof(PyObject *));

    if (c)
        c->limit = c->words + n;
    return c;
}

PyObject **frame_stack_room(size_t words, unsigned *kind)
{
    PyObject **top = vm.frame ? frame_top(vm.frame) : vm.chunk->words;
    struct frame_chunk *c;

    *kind = 0;
    if (top + words <= vm.limit)
        return top;
    c = chunk_new(words);
    if (!c) {
        PyErr_NoMemory();
        return NULL;
    }
    c->prev = vm.chunk;
    vm.chunk = c;
    vm.limit = c->limit;
    *kind = FRAME_CHUNK;
    return c->words;
}

void frame_stack_drop(void)
{
    struct frame_chunk *c = vm.chunk;

    vm.chunk = c->prev;
    vm.limit = vm.chunk->limit;
    PyMem_RawFree(c);
}

void Py_SetRecursionLimit(int limit)
{
    vm.recursion_limit = interp.c_depth_max = (unsigned)limit;
    vm.max_state = (uintptr_t)limit * FRAME_DEPTH_ONE + FRAME_KIND_MASK;
    if (limit > (int)(INT32_MAX / FRAME_DEPTH_ONE))
        vm.max_state = UINTPTR_MAX / 2;
}

int Py_GetRecursionLimit(void)
{
    return (int)vm.recursion_limit;
}

int vm_start(void)
{
    memset(&vm, 0, sizeof vm);
    vm.chunk = chunk_new(0);
    if (!vm.chunk)
        return -1;
    vm.limit = vm.chunk->limit;
    vm.exc_info = &vm.exc_base;
    Py_SetRecursionLimit(1000);
    return 0;
}

void vm_stop(void)
{
    Py_CLEAR(vm.exc_base.exc_value);
    vm_forget();
    while (vm.chunk) {
        struct frame_chunk *c = vm.chunk;

        vm.chunk = c->prev;
        PyMem_RawFree(c);
    }
    memset(&vm, 0, sizeof vm);
}

void vm_abandon(void)
{
    while (vm.chunk->prev)
        frame_stack_drop();
    memset(vm.chunk->words, 0, (size_t)((char *)vm.limit - (char *)vm.chunk->words));
    vm.frame = NULL;
    vm.exc_info = &vm.exc_base;
    interp.c_depth = 0;
}

/* --- interrupts ---------------------------------------------------------------------------------------------------------- */

/* No frame fits any more, so that the next call looks too. */
void vm_request_break(void)
{
    vm.breaker = 1;
    vm.max_state = 0;
}

int vm_handle_break(void)
{
    vm.breaker = 0;
    Py_SetRecursionLimit((int)vm.recursion_limit);
    return vm.on_break ? vm.on_break() : PyErr_CheckSignals();
}

int vm_depth_error(void)
{
    uintptr_t state = vm.frame ? vm.frame->state : 0;

    if (vm.breaker && vm_handle_break() < 0)
        return -1;
    if (state + FRAME_DEPTH_ONE <= vm.max_state)
        return 0;
    PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded");
    return -1;
}

/* --- where a frame is -------------------------------------------------------------------------------------------------- */

int frame_offset(const struct frame *f)
{
    return f->pc ? (int)(f->pc - frame_code(f)->co_bytes) : -1;
}

int frame_line(const struct frame *f)
{
    return code_line(frame_code(f), frame_offset(f));
}

void vm_release_temps(struct frame *f, int depth)
{
    for (int i = code_stacksize(frame_code(f)); i-- > depth;)
        Py_CLEAR(f->temps[i]);
}

PyFunctionObject *frame_clear(struct frame *f)
{
    PyObject **p = frame_locals(f), **end = BASE(f);
    PyFunctionObject *func = f->func;

    for (; p < end; p++)
        Py_CLEAR(*p);
    vm_release_temps(f, 0);
    Py_CLEAR(f->locals);
    if (f->object)
        frame_detach(f);
    f->back = NULL;
    f->func = NULL;
    f->pc = NULL;
    f->state = 0;
    return func;
}

/* --- frame objects -------------------------------------------------------------------------------------------------------- */

PyFrameObject *frame_object(struct frame *f)
{
    PyFrameObject *o;

    if (f->object)
        return (PyFrameObject *)Py_NewRef(f->object);
    o = (PyFrameObject *)gc_new(&PyFrame_Type, sizeof *o);
    if (!o) {
        PyErr_NoMemory();
        return NULL;
    }
    o->f_frame = f;
    o->f_func = (PyFunctionObject *)Py_NewRef(f->func);
    o->f_back = NULL;
    o->f_locals = NULL;
    o->f_saved = NULL;
    f->object = o;
    f->state |= FRAME_OBJECT;
    if (f->state & FRAME_GENERATOR) /* it may lie in a cycle that nothing runs in */
        gc_track(o);
    return o;
}

/* The caller's frame as an object: new reference, or NULL without an exception. */
static PyFrameObject *back_object(struct frame *f)
{
    PyObject *pending;
    PyFrameObject *back;

    if (!f->back)
        return NULL;
    pending = PyErr_GetRaisedException();
    back = frame_object(f->back);
    PyErr_SetRaisedException(pending);
    return back;
}

void frame_detach(struct frame *f)
{
    PyFrameObject *o = f->object;
    int n = frame_code(f)->nlocalsplus;
    PyObject **locals = frame_locals(f);

    if (!o)
        return;
    if (!gc_is_tracked(o))
        gc_track(o);
    f->object = NULL;
    f->state &= ~(uintptr_t)FRAME_OBJECT;
    o->f_frame = NULL;
    o->f_lasti = frame_offset(f);
    o->f_lineno = frame_line(f);
    if (f->locals && !(f->state & FRAME_INIT) && !o->f_locals)
        o->f_locals = Py_NewRef(f->locals);
    o->f_saved = n ? PyMem_Malloc((size_t)n * sizeof(PyObject *)) : NULL;
    for (int i = 0; o->f_saved && i < n; i++)
        o->f_saved[i] = Py_XNewRef(locals[i]);
    o->f_back = back_object(f);
}

/* --- variables as a dict ----------------------------------------------------------------------------------------------------- */

static int put_variable(PyObject *dict, PyObject *name, PyObject *v)
{
    if (v)
        return PyDict_SetItem(dict, name, v);
    if (PyDict_Contains(dict, name) > 0)
        return PyDict_DelItem(dict, name);
    return 0;
}

/* A cell's value where the variable is a cell and the cell has been made. */
static PyObject *variable_value(PyObject *v, bool cell)
{
    return v && cell && PyCell_Check(v) ? PyCell_GET(v) : v;
}

static bool is_cell_argument(const PyCodeObject *code, PyObject *name)
{
    for (int i = 0; i < code_ncellargs(code); i++)
        if (code_cellargs(code)[i] == name)
            return true;
    return false;
}

/* Variables of the function whose localsplus these are, into the dict. 0 or -1. */
static int variables_to_dict(const PyFunctionObject *func, PyObject *const *locals, PyObject *dict)
{
    const PyCodeObject *code = (PyCodeObject *)func->func_code;

    for (int i = 0; locals && i < code->nlocalsplus; i++) {
        PyObject *name = code->co_localsplusnames->ob_item[i];
        bool cell = i >= code_nlocals(code) || is_cell_argument(code, name);

        if (put_variable(dict, name, variable_value(locals[i], cell)) < 0)
            return -1;
    }
    for (int i = 0; i < code->nfrees; i++)
        if (put_variable(dict, code->co_localsplusnames->ob_item[code->nlocalsplus + i],
                         PyCell_GET(func->func_cells[i])) < 0)
            return -1;
    return 0;
}

static PyObject *object_locals(PyFrameObject *o)
{
    const PyCodeObject *code = (PyCodeObject *)o->f_func->func_code;
    struct frame *f = o->f_frame;

    if (f && f->state & FRAME_LOCALS)
        return Py_NewRef(f->locals);
    if (!f && o->f_locals && !(code->co_flags & CO_OPTIMIZED))
        return Py_NewRef(o->f_locals);
    if (!o->f_locals)
        o->f_locals = PyDict_New();
    if (!o->f_locals || variables_to_dict(o->f_func, f ? frame_locals(f) : o->f_saved, o->f_locals) < 0)
        return NULL;
    return Py_NewRef(o->f_locals);
}

PyObject *frame_locals_dict(struct frame *f)
{
    PyObject *dict;

    if (f->state & FRAME_LOCALS)
        return Py_NewRef(f->locals);
    if (f->object)
        return object_locals(f->object);
    /* nobody has the frame as an object: a dict of its own will do, or what PyEval_GetLocals gave out */
    dict = f->locals && !(f->state & FRAME_INIT) ? Py_NewRef(f->locals) : PyDict_New();
    if (dict && variables_to_dict(f->func, frame_locals(f), dict) < 0)
        Py_CLEAR(dict);
    return dict;
}

/* --- C API -------------------------------------------------------------------------------------------------------------------- */

PyFrameObject *PyEval_GetFrame(void)
{
    PyFrameObject *o = vm.frame ? frame_object(vm.frame) : NULL;

    if (o && Py_REFCNT(o) == 1)
        vm.frame->state |= FRAME_KEPT;
    else
        Py_XDECREF(o); /* borrowed: somebody else holds it */
    return o;
}

PyCodeObject *PyFrame_GetCode(PyFrameObject *o)
{
    return (PyCodeObject *)Py_NewRef(o->f_func->func_code);
}

PyFrameObject *PyFrame_GetBack(PyFrameObject *o)
{
    if (!o->f_frame)
        return (PyFrameObject *)Py_XNewRef(o->f_back);
    return o->f_frame->back ? frame_object(o->f_frame->back) : NULL;
}

int PyFrame_GetLineNumber(PyFrameObject *o)
{
    return o->f_frame ? frame_line(o->f_frame) : o->f_lineno;
}

PyObject *PyFrame_GetLocals(PyFrameObject *o)
{
    return object_locals(o);
}

PyObject *PyFrame_GetGlobals(PyFrameObject *o)
{
    return Py_NewRef(o->f_func->func_globals);
}

PyObject *PyFrame_GetBuiltins(PyFrameObject *o)
{
    return Py_NewRef(function_builtins(o->f_func));
}

/* --- attributes --------------------------------------------------------------------------------------------------------------- */

#define FRAME_OBJ(self) ((PyFrameObject *)(self))

static PyObject *get_back(PyObject *self, void *closure)
{
    PyObject *back = (PyObject *)PyFrame_GetBack(FRAME_OBJ(self));

    return back ? back : PyErr_Occurred() ? NULL : Py_None;
}

static PyObject *get_code(PyObject *self, void *closure)
{
    return (PyObject *)PyFrame_GetCode(FRAME_OBJ(self));
}

static PyObject *get_lineno(PyObject *self, void *closure)
{
    return PyLong_FromLong(PyFrame_GetLineNumber(FRAME_OBJ(self)));
}

static PyObject *get_lasti(PyObject *self, void *closure)
{
    PyFrameObject *o = FRAME_OBJ(self);

    return PyLong_FromLong(o->f_frame ? frame_offset(o->f_frame) : o->f_lasti);
}

static PyObject *get_locals(PyObject *self, void *closure)
{
    return object_locals(FRAME_OBJ(self));
}

static PyObject *get_globals(PyObject *self, void *closure)
{
    return PyFrame_GetGlobals(FRAME_OBJ(self));
}

static PyObject *get_builtins(PyObject *self, void *closure)
{
    return PyFrame_GetBuiltins(FRAME_OBJ(self));
}

static const PyGetSetDef frame_getset[] = {
    {"f_back", get_back, NULL, NULL, NULL},         {"f_code", get_code, NULL, NULL, NULL},
    {"f_lineno", get_lineno, NULL, NULL, NULL},     {"f_lasti", get_lasti, NULL, NULL, NULL},
    {"f_locals", get_locals, NULL, NULL, NULL},     {"f_globals", get_globals, NULL, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL},
};

static void drop_saved(PyFrameObject *o)
{
    PyObject **saved = o->f_saved;

    o->f_saved = NULL;
    for (int i = 0; saved && i < ((PyCodeObject *)o->f_func->func_code)->nlocalsplus; i++)
        Py_XDECREF(saved[i]);
    PyMem_Free(saved);
}

/* frame.clear(): what an ended or suspended frame holds is released. */
static PyObject *frame_method_clear(PyObject *self, PyObject *unused)
{
    PyFrameObject *o = FRAME_OBJ(self);

    if (o->f_frame && (!(o->f_frame->state & FRAME_GENERATOR) || frame_generator(o->f_frame)->gi_state == GEN_RUNNING)) {
        PyErr_SetString(PyExc_RuntimeError, "cannot clear an executing frame");
        return NULL;
    }
    if (o->f_frame) {
        PyObject *gen = Py_NewRef(frame_generator(o->f_frame));

        generator_abandon((PyGenObject *)gen);
        Py_DECREF(gen);
    }
    drop_saved(o);
    Py_CLEAR(o->f_locals);
    Py_RETURN_NONE;
}

static const PyMethodDef frame_methods[] = {
    {"clear", frame_method_clear, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyObject *frame_repr(PyObject *self)
{
    PyCodeObject *code = (PyCodeObject *)FRAME_OBJ(self)->f_func->func_code;

    return PyUnicode_FromFormat("<frame at %p, file %R, line %d, code %S>", self, code->co_filename,
                                PyFrame_GetLineNumber(FRAME_OBJ(self)), code->co_name);
}

static void frame_dealloc(PyObject *self)
{
    PyFrameObject *o = FRAME_OBJ(self);

    gc_untrack(self);
    if (o->f_frame) {
        o->f_frame->object = NULL;
        if (!o->f_frame->locals)
            o->f_frame->state &= ~(uintptr_t)FRAME_OBJECT;
    }
    drop_saved(o);
    Py_XDECREF(o->f_back);
    Py_XDECREF(o->f_locals);
    Py_DECREF(o->f_func);
    gc_del(self);
}

static int frame_traverse(PyObject *self, visitproc visit, void *arg)
{
    PyFrameObject *o = FRAME_OBJ(self);

    Py_VISIT(o->f_func);
    Py_VISIT(o->f_back);
    Py_VISIT(o->f_locals);
    for (int i = 0; o->f_saved && i < ((PyCodeObject *)o->f_func->func_code)->nlocalsplus; i++)
        Py_VISIT(o->f_saved[i]);
    return 0;
}

static int frame_tp_clear(PyObject *self)
{
    drop_saved(FRAME_OBJ(self));
    Py_CLEAR(FRAME_OBJ(self)->f_locals);
    Py_CLEAR(FRAME_OBJ(self)->f_back);
    return 0;
}

const PyTypeObject PyFrame_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "frame",
    .tp_basicsize = sizeof(PyFrameObject),
    .tp_dealloc = frame_dealloc,
    .tp_repr = frame_repr,
    IDENTITY_HASH,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_traverse = frame_traverse,
    .tp_clear = frame_tp_clear,
    .tp_methods = CONST_SLOT(frame_methods),
    .tp_getset = CONST_SLOT(frame_getset),
    .tp_free = PyObject_GC_Del,
    .tp_version_tag = TYPE_TAG(frame),
    TYPE_COMMON,
};
