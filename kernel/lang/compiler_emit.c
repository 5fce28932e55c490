/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/compiler_emit.c -- the assembler: bytes, labels, temps, constants, names, lines, handlers.
 *
 * Where nothing reaches the place (u->dead) nothing is emitted; a label that something jumps to brings it back to life.
 * A label also gathers which locals are assigned on every way to it.
 */
#include "kernel/lang/compiler.h"

void fail(struct compiler *c)
{
    c->failed = true;
}

void no_memory(struct compiler *c)
{
    if (!c->failed)
        PyErr_NoMemory();
    c->failed = true;
}

void error_at(struct compiler *c, const struct node *n, const char *text)
{
    if (!c->failed)
        syntax_error_late(c->p, n->start, n->end, "%s", text);
    c->failed = true;
}

static void too_large(struct compiler *c, const char *text)
{
    if (!c->failed)
        PyErr_SetString(PyExc_SyntaxError, text);
    c->failed = true;
}

bool deeper(struct compiler *c)
{
    if (c->failed || interp_stack_check(" during compilation") != 0) {
        c->failed = true;
        return false;
    }
    return true;
}

/* False, and nothing changed, when there is no memory. */
bool buffer_add(struct buffer *b, const void *data, size_t n)
{
    if (b->n + n > b->room) {
        size_t room = b->room ? b->room + b->room / 2 + n : n + 24;
        uint8_t *p = PyMem_Realloc(b->data, room);

        if (!p)
            return false;
        b->data = p;
        b->room = (uint32_t)room;
    }
    memcpy(b->data + b->n, data, n);
    b->n += (uint32_t)n;
    return true;
}

int here(struct compiler *c)
{
    return (int)c->u->bytes.n;
}

void place(struct compiler *c, const struct node *n)
{
    if (!c->failed)
        c->u->line = (int)parser_line(c->p, n->start);
}

void place_end(struct compiler *c, const struct node *n)
{
    if (!c->failed)
        c->u->line = (int)parser_line(c->p, n->end - 1);
}

/* The bytes since the last change of line belong to line_emitted; what comes now belongs to another. */
static void note_line(struct compiler *c)
{
    struct unit *u = c->u;
    int run = here(c) - u->line_start;
    int delta = u->line - u->line_emitted;

    while (run || delta) {
        int step = run > 255 ? 255 : run;
        int jump = run > 255 ? 0 : delta > 127 ? 127 : delta < -128 ? -128 : delta;
        uint8_t pair[2] = {(uint8_t)step, (uint8_t)jump};

        if (!buffer_add(&u->lines, pair, 2))
            no_memory(c);
        if (c->failed)
            return;
        run -= step;
        delta -= jump;
    }
    u->line_start = here(c);
    u->line_emitted = u->line;
}

/* The operand of a jump at offset `at`: patched now if the label is bound, else later. */
static int jump_operand(struct compiler *c, struct label *l, int at)
{
    l->state &= c->u->assigned;
    if (l->at >= 0) {
        int distance = l->at - (at + 2);

        if (distance < INT16_MIN)
            too_large(c, "code object is too large");
        return distance;
    }
    int previous = l->chain < 0 ? 0 : l->chain;

    l->chain = at;
    return previous; /* 0 ends the chain: no jump's operand is at offset 0 */
}

static size_t put_operand(struct compiler *c, uint8_t *at, char letter, int value)
{
    switch (letter) {
    case 'k':
    case 'n':
    case 'f':
    case 'c':
    case 'w':
        if (value < 0 || value > UINT16_MAX)
            too_large(c, "code object is too large");
        break;
    case 'j':
        break;
    case 'u':
        if (value < 0 || value > UINT8_MAX)
            too_large(c, "too many operands");
        at[0] = (uint8_t)value;
        return 1;
    default:
        if (value < INT8_MIN || value > INT8_MAX)
            too_large(c, "too many local variables");
        at[0] = (uint8_t)value;
        return 1;
    }
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)((unsigned)value >> 8);
    return 2;
}

static bool ends_flow(enum opcode op)
{
    return op == OP_JUMP || op == OP_JUMP_BACK || op == OP_RETURN || op == OP_RETURN_NONE || op == OP_RAISE ||
           op == OP_RAISE_AGAIN || op == OP_RERAISE;
}

void emit(struct compiler *c, enum opcode op, ...)
{
    struct unit *u = c->u;
    uint8_t instruction[16];
    size_t n = 1;
    va_list va;

    if (c->failed || u->dead)
        return;
    if (u->line != u->line_emitted)
        note_line(c);
    instruction[0] = (uint8_t)op;
    va_start(va, op);
    for (const char *letter = opcode_operands[op]; *letter && *letter != '*'; letter++) {
        int value = *letter == 'j' ? jump_operand(c, va_arg(va, struct label *), here(c) + (int)n) : va_arg(va, int);

        n += put_operand(c, instruction + n, *letter, value);
    }
    va_end(va);
    if (!c->failed && !buffer_add(&u->bytes, instruction, n))
        no_memory(c);
    if (u->bytes.n > UINT16_MAX)
        too_large(c, "code object is too large");
    u->dead = ends_flow(op);
}

/* The destinations that follow an UNPACK. */
void emit_destination(struct compiler *c, int d)
{
    uint8_t byte = (uint8_t)d;

    if (!c->failed && !c->u->dead && !buffer_add(&c->u->bytes, &byte, 1))
        no_memory(c);
}

static void patch_jumps(struct compiler *c, struct label *l)
{
    int at = l->chain;

    while (at > 0) {
        uint8_t *p = c->u->bytes.data + at;
        int previous = (int)read_u16(p);
        int distance = l->at - (at + 2);

        if (distance > INT16_MAX)
            too_large(c, "code object is too large");
        p[0] = (uint8_t)distance;
        p[1] = (uint8_t)((unsigned)distance >> 8);
        at = previous;
    }
    l->chain = -1;
}

static void patch_regions(struct compiler *c, struct label *l)
{
    struct code_handler *h = (struct code_handler *)(void *)c->u->handlers.data;
    int i = l->regions;

    while (i >= 0) {
        int previous = (int)h[i].target - 1;

        h[i].target = (uint16_t)l->at;
        i = previous;
    }
    l->regions = -1;
}

/* The label is here. It is reached from above unless that place is dead, and by whatever jumped to it. */
void bind(struct compiler *c, struct label *l)
{
    struct unit *u = c->u;
    bool jumped = l->chain >= 0 || l->regions >= 0;

    if (c->failed)
        return;
    l->at = here(c);
    if (jumped) {
        u->assigned = u->dead ? l->state : u->assigned & l->state;
        u->dead = false;
    }
    patch_jumps(c, l);
    patch_regions(c, l);
}

/* The top of a loop: jumps come from below, where at most the unsafe locals have been unbound again. */
void bind_top(struct compiler *c, struct label *l)
{
    c->u->assigned &= ~c->u->unsafe;
    l->at = here(c);
}

/* Instructions [start, here) fall to the handler, which the temps below depth survive. */
void protect(struct compiler *c, int start, struct label *handler, int depth)
{
    struct unit *u = c->u;
    struct code_handler h = {.start = (uint16_t)start, .end = (uint16_t)here(c), .depth = (uint8_t)depth};

    if (c->failed || start < 0 || start >= here(c))
        return;
    if (handler->at >= 0) {
        h.target = (uint16_t)handler->at;
    } else {
        h.target = (uint16_t)(handler->regions + 1);
        handler->regions = (int)(u->handlers.n / sizeof h);
    }
    if (!buffer_add(&u->handlers, &h, sizeof h))
        no_memory(c);
}

/* --- temps -------------------------------------------------------------------------------------------------------- */

int push_many(struct compiler *c, int n)
{
    struct unit *u = c->u;
    int first = FRAME_WORDS + u->depth;

    u->depth += n;
    if (u->depth > u->max_depth)
        u->max_depth = u->depth;
    if (FRAME_WORDS + u->depth > INT8_MAX) {
        too_large(c, "expression is nested too deeply");
        u->depth -= n;
        return FRAME_WORDS;
    }
    return first;
}

int push(struct compiler *c)
{
    return push_many(c, 1);
}

void pop(struct compiler *c, int operand)
{
    if (is_temp(operand) && !c->failed) {
        c->u->depth--;
        assert(operand == FRAME_WORDS + c->u->depth);
    }
}

void pop_many(struct compiler *c, int n)
{
    if (!c->failed)
        c->u->depth -= n;
}

/* --- constants, names, caches ------------------------------------------------------------------------------------- */

/* What makes two constants the same one: equal, and of equal types all the way down. New reference. */
static PyObject *const_key(PyObject *v)
{
    PyObject *key, *part;

    if (v == Py_None || v == Py_Ellipsis || PyLong_CheckExact(v) || PyUnicode_CheckExact(v) || PyCode_Check(v))
        return Py_NewRef(v);
    if (PyFloat_CheckExact(v)) {
        double d = PyFloat_AS_DOUBLE(v);

        if (d == 0.0 && __builtin_signbit(d))
            return PyTuple_Pack(3, Py_TYPE(v), v, Py_None);
        return PyTuple_Pack(2, Py_TYPE(v), v);
    }
    if (PyComplex_CheckExact(v)) { /* its bytes: zeros of either sign differ */
        part = PyBytes_FromStringAndSize((const char *)&((PyComplexObject *)v)->cval, sizeof(Py_complex));
        key = part ? PyTuple_Pack(2, Py_TYPE(v), part) : NULL;
        Py_XDECREF(part);
        return key;
    }
    if (PyTuple_CheckExact(v)) {
        PyObject *parts = PyTuple_New(Py_SIZE(v));

        for (Py_ssize_t i = 0; parts && i < Py_SIZE(v); i++) {
            part = const_key(PyTuple_GET_ITEM(v, i));
            if (!part)
                Py_CLEAR(parts);
            else
                PyTuple_SET_ITEM(parts, i, part);
        }
        if (!parts)
            return NULL;
        key = PyTuple_Pack(2, Py_TYPE(v), parts);
        Py_DECREF(parts);
        return key;
    }
    if (PySlice_Check(v)) {
        PySliceObject *slice = (PySliceObject *)v;

        part = PyTuple_Pack(3, slice->start, slice->stop, slice->step);
        key = part ? const_key(part) : NULL;
        if (key)
            Py_SETREF(key, PyTuple_Pack(2, Py_TYPE(v), key));
        Py_XDECREF(part);
        return key;
    }
    if (PyBytes_CheckExact(v) || PyBool_Check(v) || PyFrozenSet_CheckExact(v))
        return PyTuple_Pack(2, Py_TYPE(v), v);
    part = PyLong_FromVoidPtr(v); /* of no type that has equals: itself */
    if (!part)
        return NULL;
    key = PyTuple_Pack(2, v, part);
    Py_DECREF(part);
    return key;
}

static bool looks_like_name(PyObject *s)
{
    if (!PyUnicode_IS_ASCII(s))
        return false;
    const unsigned char *p = PyUnicode_1BYTE_DATA(s);

    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(s); i++)
        if (!(p[i] == '_' || (p[i] >= '0' && p[i] <= '9') || ((p[i] | 32) >= 'a' && (p[i] | 32) <= 'z')))
            return false;
    return true;
}

/* Strings that could be names are interned, also inside of tuples. New reference. */
static PyObject *intern_constant(PyObject *v)
{
    Py_INCREF(v);
    if (PyUnicode_CheckExact(v) && looks_like_name(v))
        PyUnicode_InternInPlace(&v);
    if (PyTuple_CheckExact(v))
        for (Py_ssize_t i = 0; i < Py_SIZE(v); i++) {
            PyObject *item = PyTuple_GET_ITEM(v, i);
            PyObject *now = intern_constant(item);

            PyTuple_SET_ITEM(v, i, now);
            Py_DECREF(item);
        }
    return v;
}

/* A buffer of owned pointers takes the object in. Its index, or -1 when there is no memory. */
static int add_object(struct buffer *b, PyObject *op)
{
    if (!buffer_add(b, &op, sizeof op))
        return -1;
    Py_INCREF(op);
    return (int)(b->n / sizeof op) - 1;
}

/* As add_object, unless the object is there. */
static int object_index(struct buffer *b, PyObject *op)
{
    PyObject *const *known = (PyObject *const *)(const void *)b->data;
    int n = (int)(b->n / sizeof op);

    for (int i = 0; i < n; i++)
        if (known[i] == op)
            return i;
    return add_object(b, op);
}

/* The one object that stands for this constant in the whole source: new reference, or NULL. */
static PyObject *shared_constant(struct compiler *c, PyObject *value)
{
    PyObject *key, *known;

    if (_Py_IsImmortal(value) || (PyUnicode_CheckExact(value) && looks_like_name(value)))
        return intern_constant(value);
    if (!c->shared && !(c->shared = PyDict_New()))
        return NULL;
    key = const_key(value);
    known = key ? Py_XNewRef(PyDict_GetItemWithError(c->shared, key)) : NULL;
    if (key && !known && !PyErr_Occurred()) {
        known = intern_constant(value);
        if (PyDict_SetItem(c->shared, key, known) < 0)
            Py_CLEAR(known);
    }
    Py_XDECREF(key);
    return known;
}

/* const_index by either of the above. */
static int enter_constant(struct compiler *c, PyObject *value, int (*enter)(struct buffer *, PyObject *))
{
    PyObject *shared = c->failed ? NULL : shared_constant(c, value);
    int i = shared ? enter(&c->u->values, shared) : -1;

    if (shared && i < 0)
        no_memory(c);
    Py_XDECREF(shared);
    if (i < 0)
        fail(c);
    return i < 0 ? 0 : i;
}

int const_index(struct compiler *c, PyObject *value)
{
    return enter_constant(c, value, object_index);
}

int const_append(struct compiler *c, PyObject *value)
{
    return enter_constant(c, value, add_object);
}

int name_index(struct compiler *c, PyObject *name)
{
    int i = c->failed ? -1 : object_index(&c->u->names, name);

    if (i < 0)
        no_memory(c);
    return i < 0 ? 0 : i;
}

/* Sites that look up the same name in the same place share a cache; `object` is 0 when the place is not known. */
int site_index(struct compiler *c, PyObject *name, int use, int object)
{
    struct buffer *b = &c->u->sites;
    struct site s = {(uint16_t)name_index(c, name), (uint8_t)use, (int8_t)object};
    const struct site *known = (const void *)b->data;
    int n = (int)(b->n / sizeof s);

    if (c->failed)
        return 0;
    if (object < 0 || use == 'g')
        for (int i = 0; i < n; i++)
            if (known[i].name == s.name && known[i].use == s.use && known[i].object == s.object)
                return i;
    if (!buffer_add(b, &s, sizeof s))
        no_memory(c);
    return n;
}
