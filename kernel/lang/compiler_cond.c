/* SPDX-License-Identifier: MIT */
/* kernel/lang/compiler_cond.c -- comparisons, and, or, not, if-else: as values and as jumps. */
#include "kernel/lang/compiler.h"

/* `a op b`, jumping to l when the outcome is `sense`. Pops both. */
static void link_jump(struct compiler *c, unsigned op, int a, int b, bool sense, struct label *l)
{
    static const uint8_t opposite[] = {[CMP_IN] = CMP_NOT_IN, [CMP_NOT_IN] = CMP_IN, [CMP_IS] = CMP_IS_NOT, [CMP_IS_NOT] = CMP_IS};

    pop(c, b);
    pop(c, a);
    if (!sense)
        emit(c, (enum opcode)(OP_JUMP_UNLESS_LT + (int)op), a, b, l);
    else if (op >= CMP_IN)
        emit(c, (enum opcode)(OP_JUMP_UNLESS_LT + (int)opposite[op]), a, b, l);
    else
        emit(c, (enum opcode)(OP_JUMP_WHEN_LT + (int)op), a, b, l);
}

static bool is_none(const struct node *e)
{
    return e->kind == N_CONSTANT && e->constant.value == Py_None;
}

/* The last, or only, link of a comparison whose left side is in a. */
static void last_link_jump(struct compiler *c, struct node *e, int a, struct link *link, bool sense, struct label *l)
{
    int small;

    if (link->op >= CMP_IS && is_none(link->value)) {
        bool when_none = (link->op == CMP_IS) == sense;

        const_index(c, Py_None);
        pop(c, a);
        place(c, e);
        emit(c, when_none ? OP_JUMP_NONE : OP_JUMP_NOT_NONE, a, l);
    } else if (link->op < CMP_IN && small_constant(link->value, &small)) {
        const_index(c, link->value->constant.value);
        pop(c, a);
        place(c, e);
        emit(c, (enum opcode)((sense ? OP_JUMP_WHEN_LT_I : OP_JUMP_UNLESS_LT_I) + (int)link->op), a, small, l);
    } else {
        int b = expr(c, link->value);

        place(c, e);
        link_jump(c, link->op, a, b, sense, l);
    }
}

/* The right side of a link that the next link needs as its left side. */
struct middle {
    int keep; /* stays for the next link */
    int use;  /* what this link consumes  */
};

static struct middle middle(struct compiler *c, const struct node *e, int i)
{
    const struct link *link = &e->chain.rest[i], *next = link + 1;
    struct middle m;

    m.keep = m.use = expr_before(c, link->value, next->value);
    if (is_temp(m.keep)) {
        m.use = push(c);
        emit(c, OP_COPY, m.use, m.keep);
    }
    return m;
}

/* A long chain keeps its left side in one place: where the one before was. */
static int keep_low(struct compiler *c, int i, int a, int keep)
{
    if (i == 0 || !is_temp(a) || !is_temp(keep))
        return keep;
    pop(c, keep);
    emit(c, OP_MOVE, a, keep);
    return a;
}

/* The end of the temps that a chain has used. */
static int highest(const struct compiler *c, int top)
{
    int now = FRAME_WORDS + c->u->depth;

    return now > top ? now : top;
}

/* Releases what the middle links kept, wherever the chain was left. */
static void clear_kept(struct compiler *c, int from, int to)
{
    for (int t = from; t < to; t++)
        emit(c, OP_CLEAR, t);
}

static void chain_jump(struct compiler *c, struct node *e, bool sense, struct label *l)
{
    int base = c->u->depth;
    struct label failed = LABEL_NEW, over = LABEL_NEW;
    int a = expr_before(c, e->chain.left, e->chain.rest[0].value);
    int top = FRAME_WORDS + base;

    for (int i = 0; i + 1 < e->n; i++) {
        struct middle m = middle(c, e, i);

        place(c, e);
        if (is_temp(m.use))
            pop(c, m.use);
        emit(c, (enum opcode)(OP_JUMP_UNLESS_LT + (int)e->chain.rest[i].op), a, m.use, &failed);
        top = highest(c, top);
        a = keep_low(c, i, a, m.keep);
    }

    last_link_jump(c, e, a, &e->chain.rest[e->n - 1], sense, l);
    if (!sense)
        emit(c, OP_JUMP, &over);
    bind(c, &failed);
    clear_kept(c, FRAME_WORDS + base, top);
    if (!sense)
        emit(c, OP_JUMP, l);
    bind(c, &over);
    c->u->depth = c->failed ? c->u->depth : base;
}

static void compare_jump(struct compiler *c, struct node *e, bool sense, struct label *l)
{
    warn_of_identity(c, e);
    if (e->n > 1)
        chain_jump(c, e, sense, l);
    else
        last_link_jump(c, e, expr_before(c, e->chain.left, e->chain.rest[0].value), &e->chain.rest[0], sense, l);
}

static void boolop_jump(struct compiler *c, struct node *e, bool sense, struct label *l)
{
    struct seq *values = e->boolop.values;
    bool stop = e->op == BOOL_OR; /* the outcome of one value that decides the whole */
    struct label end = LABEL_NEW;

    for (uint32_t i = 0; i + 1 < values->n; i++)
        jump_if(c, values->item[i], stop, stop == sense ? l : &end);
    jump_if(c, values->item[values->n - 1], sense, l);
    bind(c, &end);
}

static void ifexp_jump(struct compiler *c, struct node *e, bool sense, struct label *l)
{
    struct label orelse = LABEL_NEW, end = LABEL_NEW;

    jump_if(c, e->ifexp.test, false, &orelse);
    jump_if(c, e->ifexp.body, sense, l);
    emit(c, OP_JUMP, &end);
    bind(c, &orelse);
    jump_if(c, e->ifexp.orelse, sense, l);
    bind(c, &end);
}

static void value_jump(struct compiler *c, struct node *e, bool sense, struct label *l)
{
    int a;

    if (e->kind == N_CONSTANT) {
        int truth = PyObject_IsTrue(e->constant.value);

        if (truth < 0)
            fail(c);
        if (truth == sense)
            emit(c, OP_JUMP, l);
        return;
    }
    a = expr(c, e);
    pop(c, a);
    place(c, e);
    emit(c, sense ? OP_JUMP_TRUE : OP_JUMP_FALSE, a, l);
}

void jump_if(struct compiler *c, struct node *e, bool sense, struct label *l)
{
    if (!deeper(c))
        return;
    place(c, e);
    if (e->kind == N_UNARYOP && e->op == UN_NOT) {
        jump_if(c, e->unaryop.operand, !sense, l);
    } else if (e->kind == N_BOOLOP) {
        boolop_jump(c, e, sense, l);
    } else if (e->kind == N_IFEXP) {
        ifexp_jump(c, e, sense, l);
    } else if (e->kind == N_COMPARE) {
        compare_jump(c, e, sense, l);
    } else {
        value_jump(c, e, sense, l);
    }
}

/* --- as values ------------------------------------------------------------------------------------------------------ */

static void compare_chain_to(struct compiler *c, struct node *e, int d)
{
    int base = c->u->depth;
    int result = push(c);
    struct label end = LABEL_NEW;
    int a = expr_before(c, e->chain.left, e->chain.rest[0].value);
    int top = result + 1;

    for (int i = 0; i + 1 < e->n; i++) {
        struct middle m = middle(c, e, i);

        if (is_temp(m.use))
            pop(c, m.use);
        place(c, e);
        emit(c, (enum opcode)(OP_LT + (int)e->chain.rest[i].op), result, a, m.use);
        emit(c, OP_JUMP_FALSE_KEEP, result, &end);
        top = highest(c, top);
        a = keep_low(c, i, a, m.keep);
    }
    int b = expr(c, e->chain.rest[e->n - 1].value);

    place(c, e);
    emit(c, (enum opcode)(OP_LT + (int)e->chain.rest[e->n - 1].op), result, a, b);
    bind(c, &end);
    clear_kept(c, result + 1, top);
    c->u->depth = c->failed ? c->u->depth : base;
    if (d != result)
        emit(c, OP_MOVE, d, result);
}

void compare_to(struct compiler *c, struct node *e, int d)
{
    int a, b;

    warn_of_identity(c, e);
    if (e->n > 1) {
        compare_chain_to(c, e, d);
        return;
    }
    a = expr_before(c, e->chain.left, e->chain.rest[0].value);
    b = expr(c, e->chain.rest[0].value);
    pop(c, b);
    pop(c, a);
    place(c, e);
    emit(c, (enum opcode)(OP_LT + (int)e->chain.rest[0].op), d, a, b);
}

void boolop_to(struct compiler *c, struct node *e, int d)
{
    struct seq *values = e->boolop.values;
    enum opcode op = e->op == BOOL_OR ? OP_JUMP_TRUE_KEEP : OP_JUMP_FALSE_KEEP;
    struct label end = LABEL_NEW;
    int t = FRAME_WORDS + c->u->depth;

    for (uint32_t i = 0; i < values->n; i++) {
        expr_push(c, values->item[i]);
        if (i + 1 < values->n) {
            place(c, e);
            emit(c, op, t, &end);
        }
        pop(c, t);
    }
    bind(c, &end);
    if (d != t)
        emit(c, OP_MOVE, d, t);
}

void ifexp_to(struct compiler *c, struct node *e, int d)
{
    struct label orelse = LABEL_NEW, end = LABEL_NEW;

    jump_if(c, e->ifexp.test, false, &orelse);
    expr_to(c, e->ifexp.body, d);
    emit(c, OP_JUMP, &end);
    bind(c, &orelse);
    expr_to(c, e->ifexp.orelse, d);
    bind(c, &end);
}
