/* SPDX-License-Identifier: MIT */
/* kernel/lang/code.c -- code objects. The picture and the rules are in code.h. */
#include "kernel/lang/code_impl.h"
#include "kernel/lang/opcodes.h"
#include "kernel/lang/vm.h"

struct vm_cache *const code_no_caches;

/* --- making ------------------------------------------------------------------------------------------------------------- */

/* All tables of the code in one block. */
static bool copy_tables(PyCodeObject *code, const struct code_parts *parts)
{
    size_t handlers = parts->nhandlers * sizeof(struct code_handler), sites = parts->nsites * sizeof(uint16_t);
    char *p = PyMem_Malloc(handlers + sites + parts->nbytes + parts->nlines);
    uint16_t *site;

    if (!p)
        return false;
    if (handlers)
        memcpy(p, parts->handlers, handlers);
    site = (uint16_t *)(void *)(p + handlers);
    for (uint32_t i = 0; i < parts->nsites; i++)
        memcpy(site + i, parts->sites + i * parts->site_size, sizeof *site);
    code->co_bytes = (uint8_t *)p + handlers + sites;
    memcpy(p + handlers + sites, parts->bytes, parts->nbytes);
    if (parts->nlines)
        memcpy(p + handlers + sites + parts->nbytes, parts->lines, parts->nlines);
    return true;
}

static bool is_simple(const struct code_parts *parts)
{
    return !(parts->flags & (CO_VARARGS | CO_VARKEYWORDS | CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) &&
           (parts->flags & CO_OPTIMIZED) && parts->kwonlyargcount == 0;
}

static void copy_numbers(PyCodeObject *code, const struct code_parts *parts)
{
    code->co_flags = parts->flags;
    code->co_argcount = (uint16_t)parts->argcount;
    code->co_posonlyargcount = (uint16_t)parts->posonlyargcount;
    code->co_kwonlyargcount = (uint16_t)parts->kwonlyargcount;
    code->ncells = (uint16_t)parts->ncells;
    code->nfrees = (uint16_t)parts->nfrees;
    code->ncaches = (uint16_t)parts->nsites;
    code->nbytes = (uint16_t)parts->nbytes;
    code->nlines = (uint16_t)parts->nlines;
    code->nhandlers = (uint16_t)parts->nhandlers;
    code->co_firstlineno = parts->first_line;
    code->nlocalsplus = (uint16_t)(parts->nlocals + parts->ncells);
    code->frame_words = (uint16_t)(code->nlocalsplus + FRAME_WORDS + parts->stacksize);
    code->call_key = is_simple(parts) ? (uint16_t)parts->argcount : CALL_KEY_NONE;
}

PyCodeObject *code_new(const struct code_parts *parts)
{
    PyCodeObject *code;

    if (parts->nlines > UINT16_MAX || parts->nhandlers > UINT16_MAX) {
        PyErr_SetString(PyExc_SyntaxError, "code object is too large");
        return NULL;
    }
    code = PyObject_New(PyCodeObject, &PyCode_Type);
    if (!code)
        return NULL;
    memset((char *)code + sizeof(PyObject), 0, sizeof(struct code_owner) - sizeof(PyObject));
    copy_numbers(code, parts);
    code->co_caches = &((struct code_owner *)code)->caches;
    code->co_consts = (PyTupleObject *)Py_NewRef(parts->consts);
    code->co_names = (PyTupleObject *)Py_NewRef(parts->names);
    code->co_localsplusnames = (PyTupleObject *)Py_NewRef(parts->localsplusnames);
    code->co_filename = Py_NewRef(parts->filename);
    code->co_name = Py_NewRef(parts->name);
    code->co_prefix = Py_XNewRef(parts->prefix);
    if (!copy_tables(code, parts)) {
        Py_DECREF(code);
        PyErr_NoMemory();
        return NULL;
    }
    return code;
}

void code_forget_caches(PyCodeObject *code)
{
    struct vm_cache *caches = *code->co_caches;

    *code->co_caches = NULL;
    PyMem_Free(caches);
}

void (*code_on_death)(void);

static size_t code_owned(PyObject *self)
{
    const PyCodeObject *code = (const PyCodeObject *)self;
    size_t tables = code->nhandlers * sizeof(struct code_handler) + code->ncaches * sizeof(uint16_t) + code->nbytes + code->nlines;

    return *code->co_caches ? tables + code->ncaches * sizeof(struct vm_cache) : tables;
}

static void code_dealloc(PyObject *self)
{
    PyCodeObject *code = (PyCodeObject *)self;

    if (code_on_death)
        code_on_death();
    if (((struct code_owner *)code)->weakreflist)
        PyObject_ClearWeakRefs(self);
    code_forget_caches(code);
    Py_XDECREF(code->co_consts);
    Py_XDECREF(code->co_names);
    Py_XDECREF(code->co_localsplusnames);
    Py_XDECREF(code->co_filename);
    Py_XDECREF(code->co_name);
    Py_XDECREF(code->co_prefix);
    if (code->co_bytes)
        PyMem_Free((void *)(uintptr_t)code_handlers(code));
    PyObject_Del(self);
}

/* --- lines --------------------------------------------------------------------------------------------------------------- */

int code_line(const PyCodeObject *code, int offset)
{
    int line = code->co_firstlineno, at = 0;

    for (unsigned i = 0; i + 1 < code->nlines; i += 2) {
        at += code_lines(code)[i];
        if (offset < at)
            break;
        line += (int8_t)code_lines(code)[i + 1];
    }
    return line;
}

int PyCode_Addr2Line(PyCodeObject *code, int offset)
{
    return offset < 0 ? code->co_firstlineno : code_line(code, offset);
}

/* --- attributes ----------------------------------------------------------------------------------------------------------- */

static PyObject *code_repr(PyObject *self)
{
    PyCodeObject *code = (PyCodeObject *)self;

    return PyUnicode_FromFormat("<code object %U at %p, file \"%U\", line %d>", code->co_name, self, code->co_filename,
                                code->co_firstlineno);
}

PyObject *PyCode_GetCode(PyCodeObject *code)
{
    return PyBytes_FromStringAndSize((const char *)code->co_bytes, code->nbytes);
}

PyObject *PyCode_GetVarnames(PyCodeObject *code)
{
    return PyTuple_GetSlice((PyObject *)code->co_localsplusnames, 0, code_nlocals(code));
}

PyObject *PyCode_GetFreevars(PyCodeObject *code)
{
    return PyTuple_GetSlice((PyObject *)code->co_localsplusnames, code->nlocalsplus, code->nlocalsplus + code->nfrees);
}

PyObject *PyCode_GetCellvars(PyCodeObject *code)
{
    int n = code_ncellargs(code), locals = code_nlocals(code);
    PyObject *all = PyTuple_New(n + code->ncells);

    for (int i = 0; all && i < n + code->ncells; i++)
        PyTuple_SET_ITEM(all, i, Py_NewRef(i < n ? code_cellargs(code)[i] : code->co_localsplusnames->ob_item[locals + i - n]));
    return all;
}

PyObject *code_qualname(const PyCodeObject *code)
{
    if (!code->co_prefix)
        return Py_NewRef(code->co_name);
    if (PyTuple_Check(code->co_prefix))
        return Py_NewRef(PyTuple_GET_ITEM(code->co_prefix, 0));
    return PyUnicode_FromFormat("%U.%U", code->co_prefix, code->co_name);
}

static PyObject *get_qualname(PyObject *self, void *closure)
{
    return code_qualname((PyCodeObject *)self);
}

/* The names that code uses of those that it shares with others. */
static PyObject *used_names(const PyCodeObject *code)
{
    PyObject *list = PyList_New(0), *tuple;

    for (const uint8_t *p = code->co_bytes; list && p < code_lines(code); p += opcode_length(p)) {
        size_t n = opcode_operand(p, 'n'), c = opcode_operand(p, 'c');
        PyObject *name = n   ? code->co_names->ob_item[read_u16(p + n)]
                         : c ? code->co_names->ob_item[code_sites(code)[read_u16(p + c)]]
                             : NULL;
        int known = name ? PySequence_Contains(list, name) : 1;

        if (known < 0 || (!known && PyList_Append(list, name) < 0))
            Py_CLEAR(list);
    }
    tuple = list ? PyList_AsTuple(list) : NULL;
    Py_XDECREF(list);
    return tuple;
}

static PyObject *get_names(PyObject *self, void *closure)
{
    const PyCodeObject *code = (PyCodeObject *)self;

    return code_shares_names(code) ? used_names(code) : Py_NewRef(code->co_names);
}

static PyObject *get_code(PyObject *self, void *closure)
{
    return PyCode_GetCode((PyCodeObject *)self);
}

static PyObject *get_varnames(PyObject *self, void *closure)
{
    return PyCode_GetVarnames((PyCodeObject *)self);
}

static PyObject *get_freevars(PyObject *self, void *closure)
{
    return PyCode_GetFreevars((PyCodeObject *)self);
}

static PyObject *get_cellvars(PyObject *self, void *closure)
{
    return PyCode_GetCellvars((PyCodeObject *)self);
}

/* 16-bit fields; closure is the offset. */
static PyObject *get_u16(PyObject *self, void *closure)
{
    uint16_t v;

    memcpy(&v, (char *)self + (uintptr_t)closure, sizeof v);
    return PyLong_FromLong(v);
}

static PyObject *get_nlocals(PyObject *self, void *closure)
{
    return PyLong_FromLong(code_nlocals((PyCodeObject *)self));
}

static PyObject *get_stacksize(PyObject *self, void *closure)
{
    return PyLong_FromLong(code_stacksize((PyCodeObject *)self));
}

static PyObject *get_flags(PyObject *self, void *closure)
{
    return PyLong_FromUnsignedLong(((PyCodeObject *)self)->co_flags);
}

/* (start, end, line) of each run of instructions. */
static PyObject *code_co_lines(PyObject *self, PyObject *unused)
{
    PyCodeObject *code = (PyCodeObject *)self;
    PyObject *list = PyList_New(0), *it;
    int start = 0, at = 0, line = code->co_firstlineno;

    for (unsigned i = 0; list && i <= code->nlines; i += 2) {
        int delta = i < code->nlines ? (int8_t)code_lines(code)[i + 1] : 1;

        at = i < code->nlines ? at + code_lines(code)[i] : code->nbytes;
        if (delta && at > start) {
            PyObject *row = Py_BuildValue("(iii)", start, at, line);

            if (!row || PyList_Append(list, row) < 0)
                Py_CLEAR(list);
            Py_XDECREF(row);
            start = at;
        }
        line += delta;
    }
    it = list ? PyObject_GetIter(list) : NULL;
    Py_XDECREF(list);
    return it;
}

/* (line, line, None, None) of each instruction: columns are not kept. */
static PyObject *code_co_positions(PyObject *self, PyObject *unused)
{
    PyCodeObject *code = (PyCodeObject *)self;
    PyObject *list = PyList_New(0), *it;

    for (int at = 0; list && at < code->nbytes; at += (int)opcode_length(code->co_bytes + at)) {
        int line = code_line(code, at);
        PyObject *row = Py_BuildValue("(iiOO)", line, line, Py_None, Py_None);

        if (!row || PyList_Append(list, row) < 0)
            Py_CLEAR(list);
        Py_XDECREF(row);
    }
    it = list ? PyObject_GetIter(list) : NULL;
    Py_XDECREF(list);
    return it;
}

static PyObject *get_lnotab(PyObject *self, void *closure)
{
    PyCodeObject *code = (PyCodeObject *)self;

    return PyBytes_FromStringAndSize((const char *)code_lines(code), code->nlines);
}

/* --- equality ------------------------------------------------------------------------------------------------------------- */

/* Constants are the same if also their types are, all the way down: 1, on the other hand, equals 1.0 and True. */
static int same_constant(PyObject *a, PyObject *b)
{
    int same;

    if (a == b || Py_TYPE(a) != Py_TYPE(b))
        return a == b;
    if (!PyTuple_CheckExact(a)) {
        same = PyObject_RichCompareBool(a, b, Py_EQ);
        if (same > 0 && (PyFloat_CheckExact(a) || PyComplex_CheckExact(a))) /* zeros have signs */
            same = !memcmp((char *)a + sizeof(PyObject), (char *)b + sizeof(PyObject), (size_t)Py_TYPE(a)->tp_basicsize - sizeof(PyObject));
        return same;
    }
    same = Py_SIZE(a) == Py_SIZE(b);
    for (Py_ssize_t i = 0; same > 0 && i < Py_SIZE(a); i++)
        same = same_constant(PyTuple_GET_ITEM(a, i), PyTuple_GET_ITEM(b, i));
    return same;
}

static bool same_numbers(const PyCodeObject *a, const PyCodeObject *b)
{
    return a->co_flags == b->co_flags && a->co_argcount == b->co_argcount && a->co_posonlyargcount == b->co_posonlyargcount &&
           a->co_kwonlyargcount == b->co_kwonlyargcount && a->nlocalsplus == b->nlocalsplus && a->ncells == b->ncells &&
           a->nfrees == b->nfrees && a->co_firstlineno == b->co_firstlineno && a->nbytes == b->nbytes && a->nlines == b->nlines &&
           a->ncaches == b->ncaches && a->nhandlers == b->nhandlers;
}

static int same_code(const PyCodeObject *a, const PyCodeObject *b)
{
    PyObject *const pairs[][2] = {
        {a->co_name, b->co_name},
        {(PyObject *)a->co_names, (PyObject *)b->co_names},
        {(PyObject *)a->co_localsplusnames, (PyObject *)b->co_localsplusnames},
        {(PyObject *)a->co_consts, (PyObject *)b->co_consts},
    };
    int same = same_numbers(a, b) && !memcmp(code_handlers(a), code_handlers(b),
                                             (size_t)((const char *)code_lines(a) + a->nlines - (const char *)code_handlers(a)));

    for (size_t i = 0; same > 0 && i < Py_ARRAY_LENGTH(pairs); i++)
        same = same_constant(pairs[i][0], pairs[i][1]);
    return same;
}

static PyObject *code_richcompare(PyObject *a, PyObject *b, int op)
{
    int same;

    if ((op != Py_EQ && op != Py_NE) || !PyCode_Check(a) || !PyCode_Check(b))
        Py_RETURN_NOTIMPLEMENTED;
    if (Py_EnterRecursiveCall(" in comparison"))
        return NULL;
    same = a == b ? 1 : same_code((PyCodeObject *)a, (PyCodeObject *)b);
    Py_LeaveRecursiveCall();
    return same < 0 ? NULL : PyBool_FromLong(same == (op == Py_EQ));
}

static Py_hash_t code_hash(PyObject *self)
{
    const PyCodeObject *code = (PyCodeObject *)self;
    Py_hash_t name = PyObject_Hash(code->co_name), hash = name ^ code->nbytes ^ code->co_firstlineno;

    return name == -1 ? -1 : hash == -1 ? -2 : hash;
}

/* --- the type --------------------------------------------------------------------------------------------------------------- */

static const PyMethodDef code_methods[] = {
    {"co_lines", code_co_lines, METH_NOARGS, NULL},
    {"co_positions", code_co_positions, METH_NOARGS, NULL},
    {"replace", FASTCALL(code_replace), METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

#define OFF(field) (void *)offsetof(PyCodeObject, field)
static const PyGetSetDef code_getset[] = {
    {"co_code", get_code, NULL, NULL, NULL},
    {"co_names", get_names, NULL, NULL, NULL},
    {"co_qualname", get_qualname, NULL, NULL, NULL},
    {"co_varnames", get_varnames, NULL, NULL, NULL},
    {"co_freevars", get_freevars, NULL, NULL, NULL},
    {"co_cellvars", get_cellvars, NULL, NULL, NULL},
    {"co_lnotab", get_lnotab, NULL, NULL, NULL},
    {"co_flags", get_flags, NULL, NULL, NULL},
    {"co_argcount", get_u16, NULL, NULL, OFF(co_argcount)},
    {"co_posonlyargcount", get_u16, NULL, NULL, OFF(co_posonlyargcount)},
    {"co_kwonlyargcount", get_u16, NULL, NULL, OFF(co_kwonlyargcount)},
    {"co_nlocals", get_nlocals, NULL, NULL, NULL},
    {"co_stacksize", get_stacksize, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PyMemberDef code_members[] = {
    {"co_consts", T_OBJECT, offsetof(PyCodeObject, co_consts), READONLY, NULL},
    {"co_filename", T_OBJECT, offsetof(PyCodeObject, co_filename), READONLY, NULL},
    {"co_name", T_OBJECT, offsetof(PyCodeObject, co_name), READONLY, NULL},
    {"co_firstlineno", T_INT, offsetof(PyCodeObject, co_firstlineno), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

const PyTypeObject PyCode_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "code",
    .tp_basicsize = sizeof(struct code_owner),
    .tp_dealloc = code_dealloc,
    .tp_owned = code_owned,
    .tp_repr = code_repr,
    .tp_richcompare = code_richcompare,
    .tp_hash = code_hash,
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_weaklistoffset = offsetof(struct code_owner, weakreflist),
    .tp_methods = CONST_SLOT(code_methods),
    .tp_members = CONST_SLOT(code_members),
    .tp_getset = CONST_SLOT(code_getset),
    .tp_free = PyObject_Del,
    .tp_version_tag = TYPE_TAG(code),
    TYPE_COMMON,
};
