/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/compiler_expr.c -- expressions.
 *
 * The order in which operands are evaluated, and the moment at which each temporary dies, are CPython's.
 */
#include "kernel/lang/compiler.h"

/* Displays longer than this are built piece by piece, so that no frame gets large. */
#define DISPLAY_MAX 30
/* Constants of a list that the code keeps one by one; more are kept as a tuple, which equal lists share. */
#define CONSTANTS_IN_A_ROW 8
/* Above this depth temps are stashed, if there are so many. */
#define STASH_FROM 56
#define STASH_MIN 16

void load_const(struct compiler *c, PyObject *value, int d)
{
    emit(c, OP_LOAD_CONST, d, const_index(c, value));
}

int push_const(struct compiler *c, PyObject *value)
{
    int t = push(c);

    load_const(c, value, t);
    return t;
}

/* An int that fits the `i` operand of an instruction. */
bool small_constant(const struct node *e, int *value)
{
    long v;
    int overflow;

    if (e->kind != N_CONSTANT || !PyLong_CheckExact(e->constant.value))
        return false;
    v = PyLong_AsLongAndOverflow(e->constant.value, &overflow);
    if (overflow || v < INT8_MIN || v > INT8_MAX)
        return false;
    *value = (int)v;
    return true;
}

int expr_push(struct compiler *c, struct node *e)
{
    int depth = c->u->depth;
    int t = FRAME_WORDS + depth;

    expr_to(c, e, t);
    assert(c->failed || c->u->depth == depth);
    return push(c);
}

int expr(struct compiler *c, struct node *e)
{
    if (e->kind == N_NAME) {
        int operand = name_in_place(c, e->name.symbol);

        if (operand)
            return operand;
    }
    return expr_push(c, e);
}

int expr_before(struct compiler *c, struct node *e, struct node *later)
{
    if (later && e->kind == N_NAME && e->name.symbol && node_rebinds(later, e->name.symbol))
        return expr_push(c, e);
    return expr(c, e);
}

/* Anything but a temp that was pushed dies here. */
void expr_drop(struct compiler *c, struct node *e)
{
    int a = expr(c, e);

    if (is_temp(a))
        emit(c, OP_CLEAR, a);
    pop(c, a);
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

/* a + b - c: from left to right through one temp, the last step to d. */
static void binop_to(struct compiler *c, struct node *e, int d)
{
    int links = e->n;
    int a = expr_before(c, e->chain.left, e->chain.rest[0].value);

    for (int i = 0; i < links; i++) {
        struct link *link = &e->chain.rest[i];
        int small;
        bool last = i == links - 1;

        if (small_constant(link->value, &small)) {
            const_index(c, link->value->constant.value);
            pop(c, a);
            place(c, e);
            emit(c, (enum opcode)(OP_ADD_I + (int)link->op), last ? d : FRAME_WORDS + c->u->depth, a, small);
        } else {
            int b = expr(c, link->value);

            pop(c, b);
            pop(c, a);
            place(c, e);
            emit(c, (enum opcode)(OP_ADD + (int)link->op), last ? d : FRAME_WORDS + c->u->depth, a, b);
        }
        if (!last)
            a = push(c);
    }
}

static void unaryop_to(struct compiler *c, struct node *e, int d)
{
    static const uint8_t opcodes[] = {OP_NEG, OP_POS, OP_INVERT, OP_NOT};
    int a = expr(c, e->unaryop.operand);

    pop(c, a);
    place(c, e);
    emit(c, (enum opcode)opcodes[e->op], d, a);
}

/* --- rows ----------------------------------------------------------------------------------------------------------- */

void row_add(struct compiler *c, struct row *r)
{
    int t = FRAME_WORDS + c->u->depth - 1;

    r->n++;
    if (r->list) {
        emit(c, OP_LIST_APPEND, t - 1, t);
        pop_many(c, 1);
    } else if (r->n == DISPLAY_MAX) {
        pop_many(c, r->n);
        t = push(c);
        emit(c, OP_BUILD_LIST, t, t, r->n);
        r->list = true;
    }
}

bool row_push(struct compiler *c, struct row *r)
{
    int t = FRAME_WORDS + c->u->depth - 1;

    if (r->list) {
        emit(c, OP_LIST_TO_TUPLE, t);
    } else if (r->n) {
        pop_many(c, r->n);
        t = push(c);
        emit(c, OP_BUILD_TUPLE, t, t, r->n);
    }
    return r->n != 0;
}

/* --- displays ------------------------------------------------------------------------------------------------------ */

static bool any_starred(const struct seq *elts)
{
    for (uint32_t i = 0; i < elts->n; i++)
        if (elts->item[i]->kind == N_STARRED)
            return true;
    return false;
}

static bool all_constant(const struct seq *elts, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (elts->item[i]->kind != N_CONSTANT)
            return false;
    return true;
}

/* A tuple of constants as one constant: new reference, or NULL after an error. */
static PyObject *constant_tuple(struct compiler *c, const struct seq *elts)
{
    PyObject *tuple = c->failed ? NULL : PyTuple_New(elts->n);

    for (uint32_t i = 0; tuple && i < elts->n; i++)
        PyTuple_SET_ITEM(tuple, i, Py_NewRef(elts->item[i]->constant.value));
    if (!tuple)
        fail(c);
    return tuple;
}

/* t is a list or set; adds one by one, or all of an iterable. */
static void display_add(struct compiler *c, int t, struct node *elt, bool set)
{
    bool starred = elt->kind == N_STARRED;
    int a = expr(c, starred ? elt->starred.value : elt);

    if (starred)
        emit(c, set ? OP_SET_UPDATE : OP_LIST_EXTEND, t, a);
    else
        emit(c, set ? OP_SET_ADD : OP_LIST_APPEND, t, a);
    pop(c, a);
}

/* Long, or with stars: starts from what comes before the first star, then grows. */
static void display_grow(struct compiler *c, struct node *e, struct seq *elts, int d)
{
    bool set = e->kind == N_SET;
    uint32_t first = 0;
    int t;

    while (first < elts->n && first < DISPLAY_MAX && elts->item[first]->kind != N_STARRED)
        first++;
    for (uint32_t i = 0; i < first; i++)
        expr_push(c, elts->item[i]);
    pop_many(c, (int)first);
    t = push(c);
    emit(c, set ? OP_BUILD_SET : OP_BUILD_LIST, t, t, (int)first);
    for (uint32_t i = first; i < elts->n; i++)
        display_add(c, t, elts->item[i], set);
    if (e->kind != N_LIST && !set)
        emit(c, OP_LIST_TO_TUPLE, t);
    pop(c, t);
    if (d != t)
        emit(c, OP_MOVE, d, t);
}

/* A few constants in a row fill the list: cheaper than a tuple of them. */
static void list_from_constants(struct compiler *c, struct seq *elts, int d)
{
    int first = 0;

    for (uint32_t i = 0; i < elts->n; i++) {
        int k = const_append(c, elts->item[i]->constant.value);

        first = i ? first : k;
    }
    emit(c, OP_BUILD_LIST_CONST, d, first, (int)elts->n);
}

/* Three or more constants: one constant tuple fills the list or set. */
static void display_from_constants(struct compiler *c, struct node *e, struct seq *elts, int d)
{
    bool set = e->kind == N_SET;
    PyObject *constant = constant_tuple(c, elts);
    int t = push(c), k;

    if (constant && set)
        Py_SETREF(constant, PyFrozenSet_New(constant));
    if (!constant) {
        fail(c);
        return;
    }
    emit(c, set ? OP_BUILD_SET : OP_BUILD_LIST, t, t, 0);
    k = push_const(c, constant);
    emit(c, set ? OP_SET_UPDATE : OP_LIST_EXTEND, t, k);
    pop(c, k);
    pop(c, t);
    if (d != t)
        emit(c, OP_MOVE, d, t);
    Py_DECREF(constant);
}

void display_to(struct compiler *c, struct node *e, struct seq *elts, int d)
{
    enum opcode op = e->kind == N_LIST ? OP_BUILD_LIST : e->kind == N_SET ? OP_BUILD_SET : OP_BUILD_TUPLE;
    int n = (int)elts->n;
    int first;

    if (e->kind == N_TUPLE && all_constant(elts, elts->n)) {
        PyObject *constant = constant_tuple(c, elts);

        if (constant)
            load_const(c, constant, d);
        Py_XDECREF(constant);
        return;
    }
    if (n >= 3 && n <= CONSTANTS_IN_A_ROW && e->kind == N_LIST && all_constant(elts, elts->n)) {
        list_from_constants(c, elts, d);
        return;
    }
    if (n >= 3 && e->kind != N_TUPLE && all_constant(elts, elts->n)) {
        display_from_constants(c, e, elts, d);
        return;
    }
    if (n > DISPLAY_MAX || any_starred(elts)) {
        display_grow(c, e, elts, d);
        return;
    }
    if (n == 2 && op == OP_BUILD_TUPLE) {
        int a = expr_before(c, elts->item[0], elts->item[1]), b = expr(c, elts->item[1]);

        pop(c, b);
        pop(c, a);
        emit(c, OP_BUILD_PAIR, d, a, b);
        return;
    }
    if (n == 1 && op == OP_BUILD_LIST) {
        int a = expr(c, elts->item[0]);

        pop(c, a);
        emit(c, OP_BUILD_LIST_1, d, a);
        return;
    }
    first = FRAME_WORDS + c->u->depth;
    for (int i = 0; i < n; i++)
        expr_push(c, elts->item[i]);
    pop_many(c, n);
    place(c, e);
    emit(c, op, d, n ? first : FRAME_WORDS, n);
}

/* {a: b, **c, ...}: runs of pairs, each merged into the first dict. */
static void dict_to(struct compiler *c, struct node *e, int d)
{
    struct seq *items = e->dict.items;
    uint32_t pairs = items->n / 2, run = 0;
    bool made = false;
    int t = push(c), at = t; /* where the dict is */

    for (uint32_t i = 0; i <= pairs; i++) {
        bool end = i == pairs, unpacking = !end && !items->item[2 * i];

        if (run && (end || unpacking || run == DISPLAY_MAX / 2)) {
            int base = made ? t + 1 : t;

            pop_many(c, made ? (int)run * 2 : (int)run * 2 - 1);
            if (!made && end)
                at = d;
            emit(c, OP_BUILD_MAP, made ? base : at, base, (int)run);
            if (made)
                emit(c, OP_DICT_UPDATE, t, base);
            made = true;
            run = 0;
        }
        if (end)
            break;
        if (unpacking) {
            if (!made)
                emit(c, OP_BUILD_MAP, t, t, 0);
            made = true;
            int a = expr(c, items->item[2 * i + 1]);

            emit(c, OP_DICT_UPDATE, t, a);
            pop(c, a);
            continue;
        }
        if (!made && run == 0)
            pop(c, t);
        expr_push(c, items->item[2 * i]);
        expr_push(c, items->item[2 * i + 1]);
        run++;
    }
    if (!made)
        emit(c, OP_BUILD_MAP, at = d, t, 0);
    pop(c, t);
    if (d != at)
        emit(c, OP_MOVE, d, at);
}

/* --- strings -------------------------------------------------------------------------------------------------------- */

static void formatted_to(struct compiler *c, struct node *e, int d)
{
    int a = expr_before(c, e->formatted.value, e->formatted.spec);

    if (e->formatted.spec) {
        int b = expr(c, e->formatted.spec);

        pop(c, b);
        pop(c, a);
        emit(c, OP_FORMAT_SPEC, d, a, b, e->op);
    } else {
        pop(c, a);
        emit(c, OP_FORMAT, d, a, e->op);
    }
}

static void joined_to(struct compiler *c, struct node *e, int d)
{
    struct seq *values = e->joinedstr.values;
    int first = FRAME_WORDS + c->u->depth;
    int n = 0;

    for (uint32_t i = 0; i < values->n; i++) {
        expr_push(c, values->item[i]);
        if (++n == DISPLAY_MAX && i + 1 < values->n) {
            pop_many(c, n);
            emit(c, OP_BUILD_STRING, first, first, n);
            push(c);
            n = 1;
        }
    }
    pop_many(c, n);
    emit(c, OP_BUILD_STRING, d, first, n);
}

/* --- attributes, items ------------------------------------------------------------------------------------------------ */

static void attribute_to(struct compiler *c, struct node *e, int d)
{
    int a = expr(c, e->attribute.value);
    int site = site_index(c, e->attribute.attr, 'a', is_temp(a) ? 0 : a);

    pop(c, a);
    place_end(c, e);
    emit(c, OP_LOAD_ATTR, d, a, site);
}

static void slice_part(struct compiler *c, struct node *e)
{
    if (e)
        expr_push(c, e);
    else
        push_const(c, Py_None);
}

/* A bound that is written as a number, or not at all: borrowed; NULL: it has to be evaluated. */
static PyObject *constant_bound(const struct node *e)
{
    if (!e)
        return Py_None;
    return e->kind == N_CONSTANT && (PyLong_CheckExact(e->constant.value) || e->constant.value == Py_None) ? e->constant.value : NULL;
}

/* [1:-1] is a constant. */
static bool constant_slice(struct compiler *c, struct node *e, int d)
{
    PyObject *start = constant_bound(e->slice.lower), *stop = constant_bound(e->slice.upper), *step = constant_bound(e->slice.step);
    PyObject *slice;

    if (!start || !stop || !step)
        return false;
    slice = c->failed ? NULL : PySlice_New(start, stop, step);
    if (slice)
        load_const(c, slice, d);
    else
        fail(c);
    Py_XDECREF(slice);
    return true;
}

static void slice_to(struct compiler *c, struct node *e, int d)
{
    if (constant_slice(c, e, d))
        return;
    int first = FRAME_WORDS + c->u->depth;
    int n = e->slice.step ? 3 : 2;

    slice_part(c, e->slice.lower);
    slice_part(c, e->slice.upper);
    if (n == 3)
        expr_push(c, e->slice.step);
    pop_many(c, n);
    emit(c, OP_BUILD_SLICE, d, first, n);
}

static void subscript_to(struct compiler *c, struct node *e, int d)
{
    int a, small;

    warn_of_subscript(c, e);
    a = expr_before(c, e->subscript.value, e->subscript.slice);
    if (small_constant(e->subscript.slice, &small)) {
        const_index(c, e->subscript.slice->constant.value);
        pop(c, a);
        place(c, e);
        emit(c, OP_GETITEM_I, d, a, small);
    } else {
        int b = expr(c, e->subscript.slice);

        pop(c, b);
        pop(c, a);
        place(c, e);
        emit(c, OP_GETITEM, d, a, b);
    }
}

/* (x := value): the variable, and the value as the expression's. */
static void named_to(struct compiler *c, struct node *e, int d)
{
    struct node *target = e->namedexpr.target;
    int t = expr_push(c, e->namedexpr.value);
    int copy = push(c);

    emit(c, OP_COPY, copy, t);
    name_store(c, target->name.symbol, target->name.id, copy);
    pop(c, t);
    if (d != t)
        emit(c, OP_MOVE, d, t);
}

static void await_to(struct compiler *c, struct node *e, int d)
{
    int t;

    if (!scope_is_function(c->u->scope)) {
        error_at(c, e, "'await' outside function");
        return;
    }
    if (!c->u->scope->coroutine) {
        error_at(c, e, "'await' outside async function");
        return;
    }
    t = expr_push(c, e->await.value);
    await_temp(c, t, 0, d);
}

static void dispatch_to(struct compiler *c, struct node *e, int d)
{
    switch (e->kind) {
    case N_CONSTANT:
        load_const(c, e->constant.value, d);
        break;
    case N_NAME:
        name_load(c, e->name.symbol, e->name.id, d);
        break;
    case N_BINOP:
        binop_to(c, e, d);
        break;
    case N_UNARYOP:
        unaryop_to(c, e, d);
        break;
    case N_COMPARE:
        compare_to(c, e, d);
        break;
    case N_BOOLOP:
        boolop_to(c, e, d);
        break;
    case N_IFEXP:
        ifexp_to(c, e, d);
        break;
    case N_CALL:
        call_to(c, e, d);
        break;
    case N_ATTRIBUTE:
        attribute_to(c, e, d);
        break;
    case N_SUBSCRIPT:
        subscript_to(c, e, d);
        break;
    case N_TUPLE:
        display_to(c, e, e->tuple.elts, d);
        break;
    case N_LIST:
        display_to(c, e, e->list.elts, d);
        break;
    case N_SET:
        display_to(c, e, e->set.elts, d);
        break;
    case N_DICT:
        dict_to(c, e, d);
        break;
    case N_LAMBDA:
        lambda_to(c, e, d);
        break;
    case N_LISTCOMP:
    case N_SETCOMP:
    case N_DICTCOMP:
    case N_GENERATOREXP:
        comprehension_to(c, e, d);
        break;
    case N_NAMEDEXPR:
        named_to(c, e, d);
        break;
    case N_JOINEDSTR:
        joined_to(c, e, d);
        break;
    case N_FORMATTEDVALUE:
        formatted_to(c, e, d);
        break;
    case N_SLICE:
        slice_to(c, e, d);
        break;
    case N_AWAIT:
        await_to(c, e, d);
        break;
    case N_YIELD:
    case N_YIELDFROM:
        yield_to(c, e, d);
        break;
    default:
        error_at(c, e, "can't use starred expression here");
        break;
    }
}

/* An operand's byte reaches so many temps only: deep inside an expression those of what is around lie in a stash. */
static bool needs_stash(const struct compiler *c, const struct node *e, int d)
{
    const struct unit *u = c->u;

    return u->depth > STASH_FROM && u->depth - u->base >= STASH_MIN && e->kind != N_CONSTANT && e->kind != N_NAME &&
           (!is_temp(d) || d == FRAME_WORDS + u->depth);
}

static void stashed_to(struct compiler *c, struct node *e, int d)
{
    struct unit *u = c->u;
    int n = u->depth - u->base, t = FRAME_WORDS + u->base;

    emit(c, OP_STASH, t, n);
    pop_many(c, n - 1);
    dispatch_to(c, e, is_temp(d) ? t + 1 : d);
    push_many(c, n - 1);
    place(c, e);
    emit(c, OP_UNSTASH, t, n);
}

void expr_to(struct compiler *c, struct node *e, int d)
{
    if (!deeper(c))
        return;
    place(c, e);
    if (needs_stash(c, e, d))
        stashed_to(c, e, d);
    else
        dispatch_to(c, e, d);
}
