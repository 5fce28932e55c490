/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/vm_trace.c -- copies of code that say which line they are at.
 *
 *     LOAD_CONST a, 1          line 4         TRACE 0
 *     RETURN a                 line 5   =>    LOAD_CONST a, 1
 *                                             TRACE 0
 *                                             TRACE 1
 *                                             RETURN a
 *
 * Code that is not traced pays nothing. A jump to an instruction with a TRACE in front goes to the TRACE. Functions in the function
 * are traced with it, but for generators and coroutines, whose frames move.
 */
#include "kernel/lang/vm.h"

void (*vm_line_hook)(PyCodeObject *code, const struct frame *frame, int line, int returns);

const uint8_t *op_trace(PyObject **f, const uint8_t *pc)
{
    if (vm_line_hook)
        vm_line_hook(CODE(f), FRAME(f), frame_line(FRAME(f)), pc[1]);
    return pc + 2;
}

#define TRACE_LENGTH 2

/* Where the copy is, while it is made. The arrays are plain memory. */
struct copy {
    const PyCodeObject *from;
    uint16_t *place;                 /* of each byte of the old code, and its end, in the new */
    uint8_t *bytes, *lines;          /* the new ones */
    struct code_handler *handlers;
    uint32_t nbytes, nlines;
};

static int returns(uint8_t op)
{
    return op == OP_RETURN || op == OP_RETURN_NONE;
}

/* Cells are made before the first line. */
static int prologue(uint8_t op)
{
    return op == OP_MAKE_CELL || op == OP_MAKE_FAR_CELL;
}

static void add_line(struct copy *c, unsigned length, int delta)
{
    for (; length > UINT8_MAX; length -= UINT8_MAX) {
        c->lines[c->nlines++] = UINT8_MAX;
        c->lines[c->nlines++] = 0;
    }
    c->lines[c->nlines++] = (uint8_t)length;
    c->lines[c->nlines++] = (uint8_t)delta;
}

/* Bytes and places. The new code's room is enough whatever is found. */
static void copy_bytes(struct copy *c)
{
    const PyCodeObject *code = c->from;
    int before = 0;

    for (unsigned at = 0, length; at < code->nbytes; at += length) {
        uint8_t op = code->co_bytes[at];
        int line = prologue(op) ? before : code_line(code, (int)at);
        unsigned n = (line != before) + (unsigned)returns(op);

        length = (unsigned)opcode_length(code->co_bytes + at);
        c->place[at] = (uint16_t)c->nbytes;
        for (unsigned i = 0; i < n; i++) {
            c->bytes[c->nbytes++] = OP_TRACE;
            c->bytes[c->nbytes++] = i + 1 == n && returns(op);
        }
        for (unsigned i = 0; i < length; i++) {
            if (i)
                c->place[at + i] = (uint16_t)c->nbytes;
            c->bytes[c->nbytes++] = code->co_bytes[at + i];
        }
        before = line;
    }
    c->place[code->nbytes] = (uint16_t)c->nbytes;
}

/* 0, or -1: a jump is too far now. */
static int mend_jumps(struct copy *c)
{
    const PyCodeObject *code = c->from;

    for (unsigned at = 0; at < code->nbytes; at += (unsigned)opcode_length(code->co_bytes + at)) {
        unsigned j = (unsigned)opcode_operand(code->co_bytes + at, 'j');
        int distance;
        int16_t stored;

        if (!j)
            continue;
        distance = c->place[(int)(at + j + 2) + read_s16(code->co_bytes + at + j)] - (c->place[at + j] + 2);
        stored = (int16_t)distance;
        if (stored != distance)
            return -1;
        memcpy(c->bytes + c->place[at + j], &stored, sizeof stored);
    }
    return 0;
}

static void copy_lines(struct copy *c)
{
    const PyCodeObject *code = c->from;
    unsigned at = 0;

    for (unsigned i = 0; i + 1 < code->nlines; i += 2) {
        unsigned end = Py_MIN(at + code_lines(code)[i], code->nbytes);

        add_line(c, (unsigned)(c->place[end] - c->place[at]), (int8_t)code_lines(code)[i + 1]);
        at = end;
    }
}

static void copy_handlers(struct copy *c)
{
    for (unsigned i = 0; i < c->from->nhandlers; i++) {
        struct code_handler h = code_handlers(c->from)[i];

        h.start = c->place[h.start];
        h.end = c->place[h.end];
        h.target = c->place[h.target];
        c->handlers[i] = h;
    }
}

/* The constants, with copies of the code among them: new reference. NULL with an exception. */
static PyObject *copy_consts(const PyCodeObject *code)
{
    PyObject *consts = _PyTuple_FromArray(_PyTuple_ITEMS(code->co_consts), Py_SIZE(code->co_consts));

    for (Py_ssize_t i = 0; consts && i < Py_SIZE(consts); i++) {
        PyObject *old = PyTuple_GET_ITEM(consts, i), *new;

        if (!PyCode_Check(old) || ((PyCodeObject *)old)->co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR))
            continue;
        new = (PyObject *)vm_traced_code((PyCodeObject *)old);
        if (!new) {
            Py_CLEAR(consts);
        } else {
            PyTuple_SET_ITEM(consts, i, new);
            Py_DECREF(old);
        }
    }
    return consts;
}

static PyCodeObject *finish(const struct copy *c, PyObject *consts)
{
    const PyCodeObject *code = c->from;
    struct code_parts parts = {
        .bytes = c->bytes, .lines = c->lines, .handlers = c->handlers, .sites = (const uint8_t *)code_sites(code),
        .nbytes = c->nbytes, .nlines = c->nlines, .nhandlers = code->nhandlers, .nsites = code->ncaches, .site_size = sizeof(uint16_t),
        .flags = code->co_flags, .first_line = code->co_firstlineno, .stacksize = code_stacksize(code),
        .argcount = code->co_argcount, .posonlyargcount = code->co_posonlyargcount, .kwonlyargcount = code->co_kwonlyargcount,
        .nlocals = code_nlocals(code), .ncells = code->ncells, .nfrees = code->nfrees,
        .filename = code->co_filename, .name = code->co_name, .prefix = code->co_prefix,
        .names = (PyObject *)code->co_names, .consts = consts,
        .localsplusnames = (PyObject *)code->co_localsplusnames,
    };

    return code_new(&parts);
}

PyCodeObject *vm_traced_code(PyCodeObject *code)
{
    struct copy c = {.from = code};
    size_t most = (size_t)code->nbytes * (1 + 2 * TRACE_LENGTH); /* of the new bytes: each instruction has one at the least */
    PyCodeObject *copy = NULL;
    PyObject *consts;

    c.place = PyMem_Malloc(((size_t)code->nbytes + 1) * sizeof *c.place);
    c.bytes = PyMem_Malloc(most + 1);
    c.lines = PyMem_Malloc(code->nlines + 2 * (most / UINT8_MAX + 1));
    c.handlers = PyMem_Malloc(code->nhandlers * sizeof *c.handlers + 1);
    if (!c.place || !c.bytes || !c.lines || !c.handlers) {
        PyErr_NoMemory();
    } else {
        copy_bytes(&c);
        copy_lines(&c);
        copy_handlers(&c);
        if (c.nbytes > UINT16_MAX || mend_jumps(&c) < 0) {
            PyErr_SetString(PyExc_ValueError, "function is too long to be traced");
        } else if ((consts = copy_consts(code)) != NULL) {
            copy = finish(&c, consts);
            Py_DECREF(consts);
        }
    }
    PyMem_Free(c.place);
    PyMem_Free(c.bytes);
    PyMem_Free(c.lines);
    PyMem_Free(c.handlers);
    return copy;
}
