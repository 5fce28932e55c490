/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/compiler.c -- source text to a code object.
 *
 * One top-level statement at a time is parsed, analysed and compiled into the module's unit, and its tree is dropped: the
 * memory that compiling needs follows the largest statement, not the file.
 */
#include "kernel/lang/compiler.h"

#include "kernel/lang/fold.h"

/* --- units -------------------------------------------------------------------------------------------------------------- */

PyObject *unit_path(struct unit *u)
{
    const char *locals = u->scope->kind == SCOPE_FUNCTION || u->scope->kind == SCOPE_LAMBDA ? ".<locals>" : "";

    if (!u->path && !u->prefix)
        u->path = *locals ? PyUnicode_FromFormat("%U%s", u->name, locals) : Py_NewRef(u->name);
    else if (!u->path)
        u->path = PyUnicode_FromFormat("%U.%U%s", u->prefix, u->name, locals);
    return u->path;
}

/* What stands before the name of u in its qualified name. 0 or -1. */
static int find_prefix(struct unit *u)
{
    struct symbol *s;

    if (!u->outer || u->outer->is_module)
        return 0;
    s = scope_find(u->outer->scope, u->name);
    if (s && s->scope == GLOBAL_EXPLICIT)
        return 0;
    u->prefix = Py_XNewRef(unit_path(u->outer));
    return u->prefix ? 0 : -1;
}

static uint32_t scope_flags(const struct compiler *c, const struct scope *s)
{
    uint32_t flags = 0;

    if (s->nested && scope_is_function(s))
        flags |= CO_NESTED;
    if (s->generator && s->coroutine)
        flags |= CO_ASYNC_GENERATOR;
    else if (s->generator)
        flags |= CO_GENERATOR;
    else if (s->coroutine)
        flags |= CO_COROUTINE;
    if (s->varargs)
        flags |= CO_VARARGS;
    if (s->varkeywords)
        flags |= CO_VARKEYWORDS;
    if (c->p->future_annotations)
        flags |= CO_FUTURE_ANNOTATIONS;
    return flags;
}

static void drop_objects(struct buffer *b)
{
    PyObject **items = (PyObject **)(void *)b->data;

    for (uint32_t i = 0; i < b->n / sizeof *items; i++)
        Py_DECREF(items[i]);
    PyMem_Free(items);
}

static void unit_free(struct compiler *c)
{
    struct unit *u = c->u;

    c->u = u->outer;
    PyMem_Free(u->bytes.data);
    PyMem_Free(u->lines.data);
    PyMem_Free(u->handlers.data);
    PyMem_Free(u->sites.data);
    drop_objects(&u->names);
    drop_objects(&u->values);
    Py_XDECREF(u->name);
    Py_XDECREF(u->prefix);
    Py_XDECREF(u->path);
}

bool unit_enter(struct compiler *c, struct unit *u, struct scope *s, PyObject *name, int line)
{
    *u = (struct unit){.outer = c->u, .scope = s, .first_line = line, .line = line, .line_emitted = line};
    u->is_module = s->kind == SCOPE_MODULE;
    u->is_class = s->kind == SCOPE_CLASS;
    u->interactive = c->u && c->u->interactive;
    u->flags = scope_flags(c, s);
    u->nlocals = scope_is_function(s) ? s->nlocals : 0;
    for (int i = 0; i < s->ncells; i++)
        u->ncells += !(s->cells[i]->flags & SYM_PARAM);
    u->nlocalsplus = u->nlocals + u->ncells;
    u->name = Py_NewRef(name);
    c->u = u;
    if (find_prefix(u) == 0)
        return true;
    fail(c);
    unit_free(c);
    return false;
}

/* Names of locals, cells that are no parameters, free variables, cells that are parameters: new reference. */
static PyObject *localsplus_names(const struct unit *u)
{
    const struct scope *s = u->scope;
    PyObject *names = PyTuple_New(u->nlocals + s->ncells + s->nfrees);
    Py_ssize_t n = 0;

    if (!names)
        return NULL;
    for (int i = 0; i < u->nlocals; i++)
        PyTuple_SET_ITEM(names, n++, Py_NewRef(s->locals[i]->name));
    for (int i = 0; i < s->ncells; i++)
        if (!(s->cells[i]->flags & SYM_PARAM))
            PyTuple_SET_ITEM(names, n++, Py_NewRef(s->cells[i]->name));
    for (int i = 0; i < s->nfrees; i++)
        PyTuple_SET_ITEM(names, n++, Py_NewRef(s->frees[i]->name));
    for (int i = 0; i < s->ncells; i++)
        if (s->cells[i]->flags & SYM_PARAM)
            PyTuple_SET_ITEM(names, n++, Py_NewRef(s->cells[i]->name));
    return names;
}

static PyObject *tuple_of(const struct buffer *b)
{
    PyObject *const *items = (PyObject *const *)(const void *)b->data;
    Py_ssize_t n = (Py_ssize_t)(b->n / sizeof *items);
    PyObject *tuple = PyTuple_New(n);

    for (Py_ssize_t i = 0; tuple && i < n; i++)
        PyTuple_SET_ITEM(tuple, i, Py_NewRef(items[i]));
    return tuple;
}

/* The compiler leaves the allocator as it found it but for what the code keeps: the next object of a size gets the block
 * that the last one gave back, as if nothing had been compiled in between. So the parts are made when nothing else is left,
 * in the order opposite to code_dealloc's. */
static PyCodeObject *make_code(struct compiler *c)
{
    struct unit *u = c->u;
    const struct scope *s = u->scope;
    struct code_parts parts = {
        .bytes = u->bytes.data, .nbytes = u->bytes.n,
        .lines = u->lines.data, .nlines = u->lines.n,
        .handlers = (const void *)u->handlers.data, .nhandlers = u->handlers.n / (uint32_t)sizeof(struct code_handler),
        .sites = u->sites.data, .site_size = sizeof(struct site), .nsites = u->sites.n / (uint32_t)sizeof(struct site),
        .flags = u->flags, .first_line = u->first_line, .stacksize = u->max_depth,
        .nlocals = u->nlocals, .ncells = u->ncells, .nfrees = s->nfrees,
        .filename = c->filename, .name = u->name, .prefix = u->prefix,
    };
    PyCodeObject *code = NULL;

    if (scope_is_function(s)) {
        parts.argcount = s->npos;
        parts.posonlyargcount = s->nposonly;
        parts.kwonlyargcount = s->nkwonly;
    }
    if (!u->outer)
        Py_CLEAR(c->shared);
    parts.localsplusnames = localsplus_names(u);
    parts.names = tuple_of(&u->names);
    parts.consts = tuple_of(&u->values);
    if (parts.names && parts.consts && parts.localsplusnames)
        code = code_new(&parts);
    Py_XDECREF(parts.names);
    Py_XDECREF(parts.consts);
    Py_XDECREF(parts.localsplusnames);
    return code;
}

PyCodeObject *unit_leave(struct compiler *c)
{
    PyCodeObject *code = c->failed ? NULL : make_code(c);

    unit_free(c);
    if (!code)
        fail(c);
    return code;
}

/* --- modules --------------------------------------------------------------------------------------------------------------- */

static enum parse_mode mode_of(int start)
{
    return start == Py_eval_input ? PARSE_EVAL : start == Py_single_input ? PARSE_SINGLE : PARSE_EXEC;
}

static void module_statement(struct compiler *c, struct node *s, int start, bool first)
{
    place(c, s);
    if (start == Py_eval_input) {
        int a = expr(c, s->expr.value);

        emit(c, OP_RETURN, a);
        pop(c, a);
        return;
    }
    if (has_annotations(s))
        emit(c, OP_SETUP_ANNOTATIONS);
    if (first && start == Py_file_input && s->kind == N_EXPR && s->expr.value->kind == N_CONSTANT &&
        PyUnicode_CheckExact(s->expr.value->constant.value)) {
        int t = push_const(c, s->expr.value->constant.value);

        emit(c, OP_STORE_NAME, name_index(c, _Py_ID(__doc__)), t);
        pop(c, t);
        return;
    }
    statement(c, s);
}

static void module_body(struct compiler *c, int start)
{
    struct node *s;
    bool first = true;

    while (!c->failed && (s = parser_statement(c->p)) != NULL) {
        struct scope *scope = fold_statement(c->p, s) == 0 ? symtable_build(c->p, s) : NULL;

        if (!scope) {
            fail(c);
            return;
        }
        c->u->scope = scope;
        if (c->p->future_annotations)
            c->u->flags |= CO_FUTURE_ANNOTATIONS;
        module_statement(c, s, start, first);
        first = false;
    }
    if (!c->failed && PyErr_Occurred())
        fail(c);
}

/* A name that any function declares global is one on module level too, also above that: it matters where exec has locals of its own. */
static void bind_globals(struct compiler *c)
{
    const struct unit *u = c->u;
    PyObject *const *names = (PyObject *const *)(const void *)u->names.data;
    const struct site *sites = (const void *)u->sites.data;

    for (size_t at = 0; !c->failed && c->p->globals && at < u->bytes.n; at += opcode_length(u->bytes.data + at)) {
        uint8_t *op = u->bytes.data + at;

        if (*op == OP_STORE_NAME && parser_is_global(c->p, names[read_u16(op + 1)]))
            *op = OP_STORE_GLOBAL;
        else if (*op == OP_DELETE_NAME && parser_is_global(c->p, names[read_u16(op + 1)]))
            *op = OP_DELETE_GLOBAL;
        else if (*op == OP_LOAD_NAME && parser_is_global(c->p, names[sites[read_u16(op + 2)].name]))
            *op = OP_LOAD_GLOBAL;
    }
}

static PyObject *compile_module(struct compiler *c, int start)
{
    struct scope none = {.kind = SCOPE_MODULE};
    PyObject *name = PyUnicode_InternFromString("<module>");
    struct unit u;
    bool entered;

    entered = name && unit_enter(c, &u, &none, name, 1);
    Py_XDECREF(name);
    if (!entered)
        return NULL;
    u.interactive = start == Py_single_input;
    module_body(c, start);
    u.scope = &none;
    if (start != Py_eval_input) {
        const_index(c, Py_None);
        emit(c, OP_RETURN_NONE);
    }
    bind_globals(c);
    return (PyObject *)unit_leave(c);
}

PyObject *compile_source(const char *source, size_t n, PyObject *filename, int start, int flags)
{
    struct parser p;
    struct compiler c = {.p = &p, .filename = filename};
    int parse_flags = (flags & COMPILE_FROM_FILE ? PARSE_FILE : 0) | (flags & CO_FUTURE_ANNOTATIONS ? PARSE_FUTURE_ANNOTATIONS : 0);
    PyObject *code;

    if (parser_init(&p, source, n, filename, mode_of(start), parse_flags) < 0)
        return NULL;
    code = compile_module(&c, start);
    Py_XDECREF(c.shared);
    parser_free(&p);
    assert(code || PyErr_Occurred());
    return code;
}

PyObject *Py_CompileString(const char *source, const char *filename, int start)
{
    PyObject *name = PyUnicode_FromString(filename);
    PyObject *code = name ? compile_source(source, strlen(source), name, start, 0) : NULL;

    Py_XDECREF(name);
    return code;
}
