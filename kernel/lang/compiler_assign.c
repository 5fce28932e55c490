/* SPDX-License-Identifier: MIT */
/* kernel/lang/compiler_assign.c -- assignment and del: targets, unpacking, augmented and annotated forms. */
#include "kernel/lang/compiler.h"

/* More targets than this are stored one by one from a list. */
#define UNPACK_MAX 32

/* A local that evaluating the target can rebind is copied first. */
static int hold(struct compiler *c, int a, struct node *target)
{
    int t;

    if (is_temp(a) || !node_has_walrus(target))
        return a;
    t = push(c);
    emit(c, OP_MOVE, t, a);
    return t;
}

static void assign_attribute(struct compiler *c, struct node *target, int a)
{
    int value = hold(c, a, target);
    int object = expr(c, target->attribute.value);

    pop(c, object);
    pop(c, value);
    place_end(c, target);
    emit(c, OP_STORE_ATTR, object, site_index(c, target->attribute.attr, 's', is_temp(object) ? 0 : object), value);
}

static void assign_item(struct compiler *c, struct node *target, int a)
{
    int value = hold(c, a, target);
    int container = expr_before(c, target->subscript.value, target->subscript.slice);
    int index = expr(c, target->subscript.slice);

    pop(c, index);
    pop(c, container);
    pop(c, value);
    place(c, target);
    emit(c, OP_SETITEM, container, index, value);
}

static int star_position(const struct seq *elts)
{
    for (uint32_t i = 0; i < elts->n; i++)
        if (elts->item[i]->kind == N_STARRED)
            return (int)i;
    return -1;
}

/* How many targets, from the first on, are locals that UNPACK can store to itself. */
static int direct_prefix(struct compiler *c, const struct seq *elts)
{
    uint32_t n = 0;

    while (n < elts->n && elts->item[n]->kind == N_NAME && name_destination(c, elts->item[n]->name.symbol))
        n++;
    return (int)n;
}

/* More targets than temps: through a list. */
static void unpack_many(struct compiler *c, struct seq *elts, int star, int a)
{
    int n = (int)elts->n;
    int t;

    pop(c, a);
    t = push(c);
    emit(c, OP_UNPACK_MANY, t, a, star < 0 ? n : star, star < 0 ? 0 : n - star);
    for (int i = 0; i < n; i++) {
        PyObject *index = PyLong_FromLong(i);
        int item = push(c), at = index ? push_const(c, index) : push(c);

        if (!index)
            fail(c);
        Py_XDECREF(index);
        emit(c, OP_COPY, item, t);
        pop(c, at);
        emit(c, OP_GETITEM, item, item, at);
        assign(c, i == star ? elts->item[i]->starred.value : elts->item[i], item);
    }
    emit(c, OP_CLEAR, t);
    pop(c, t);
}

/* Item i of n goes to temp t + n-1-i, so that the first one is on top: it is stored first. */
static void unpack_plain(struct compiler *c, struct seq *elts, int a)
{
    int n = (int)elts->n, direct = direct_prefix(c, elts);
    int t;

    if (n > UNPACK_MAX) {
        unpack_many(c, elts, -1, a);
        return;
    }
    pop(c, a);
    t = push_many(c, n);
    emit(c, OP_UNPACK, a, t, n);
    for (int i = 0; i < n; i++)
        emit_destination(c, i < direct ? name_destination(c, elts->item[i]->name.symbol) : t + n - 1 - i);
    for (int i = 0; i < direct; i++)
        note_assigned(c, elts->item[i]->name.symbol);
    pop_many(c, direct);
    for (int i = direct; i < n; i++)
        assign(c, elts->item[i], t + n - 1 - i);
}

static void unpack_starred(struct compiler *c, struct node *target, struct seq *elts, int star, int a)
{
    int n = (int)elts->n;
    int t;

    for (int i = star + 1; i < n; i++)
        if (elts->item[i]->kind == N_STARRED) {
            error_at(c, target, "multiple starred expressions in assignment");
            return;
        }
    if (n > UNPACK_MAX) {
        unpack_many(c, elts, star, a);
        return;
    }
    pop(c, a);
    t = push_many(c, n);
    emit(c, OP_UNPACK_EX, a, t, star, n - 1 - star);
    for (int i = 0; i < n; i++)
        assign(c, i == star ? elts->item[i]->starred.value : elts->item[i], t + n - 1 - i);
}

void assign(struct compiler *c, struct node *target, int a)
{
    struct seq *elts;
    int star;

    if (!deeper(c))
        return;
    switch (target->kind) {
    case N_NAME:
        place(c, target);
        name_store(c, target->name.symbol, target->name.id, a);
        break;
    case N_ATTRIBUTE:
        assign_attribute(c, target, a);
        break;
    case N_SUBSCRIPT:
        assign_item(c, target, a);
        break;
    case N_STARRED:
        error_at(c, target, "starred assignment target must be in a list or tuple");
        break;
    default:
        elts = target->kind == N_TUPLE ? target->tuple.elts : target->list.elts;
        star = star_position(elts);
        place(c, target);
        if (star < 0)
            unpack_plain(c, elts, a);
        else
            unpack_starred(c, target, elts, star, a);
    }
}

/* a, b = x, y: no tuple is made. The values are all there before the first is stored. */
static bool assign_pairwise(struct compiler *c, struct node *target, struct node *value)
{
    struct seq *to, *from;
    int n, t;

    if (target->kind != N_TUPLE || value->kind != N_TUPLE)
        return false;
    to = target->tuple.elts;
    from = value->tuple.elts;
    if (to->n != from->n || to->n == 0 || to->n > 16 || star_position(to) >= 0 || star_position(from) >= 0)
        return false;
    n = (int)to->n;
    t = push_many(c, n);
    for (int i = 0; i < n; i++)
        expr_to(c, from->item[i], t + n - 1 - i);
    for (int i = 0; i < n; i++)
        assign(c, to->item[i], t + n - 1 - i);
    return true;
}

static bool names_only(const struct seq *targets)
{
    for (uint32_t i = 0; i < targets->n; i++)
        if (targets->item[i]->kind != N_NAME)
            return false;
    return true;
}

void assign_statement(struct compiler *c, struct node *s)
{
    struct seq *targets = s->assign.targets;
    struct node *value = s->assign.value;
    struct node *last = targets->item[targets->n - 1];
    int a;

    if (targets->n == 1) {
        int d = last->kind == N_NAME ? name_destination(c, last->name.symbol) : 0;

        if (d) {
            expr_to(c, value, d);
            note_assigned(c, last->name.symbol);
        } else if (!assign_pairwise(c, last, value)) {
            assign(c, last, expr(c, value));
        }
        return;
    }
    a = names_only(targets) ? expr(c, value) : expr_push(c, value);
    for (uint32_t i = 0; i + 1 < targets->n; i++) {
        int copy = a;

        if (is_temp(a)) {
            copy = push(c);
            emit(c, OP_COPY, copy, a);
        }
        assign(c, targets->item[i], copy);
    }
    assign(c, last, a);
}

/* --- augmented ------------------------------------------------------------------------------------------------------ */

/* d = a op= value. Pops a. */
static void inplace(struct compiler *c, struct node *s, int a, int d)
{
    struct node *value = s->augassign.value;
    int small;

    if (small_constant(value, &small)) {
        const_index(c, value->constant.value);
        pop(c, a);
        place(c, s);
        emit(c, (enum opcode)(OP_INPLACE_ADD_I + s->op), d, a, small);
    } else {
        int b = expr(c, value);

        pop(c, b);
        pop(c, a);
        place(c, s);
        emit(c, (enum opcode)(OP_INPLACE_ADD + s->op), d, a, b);
    }
}

/* The same operand once more: a local as it is, a temp copied. */
static int again(struct compiler *c, int a)
{
    int t;

    if (!is_temp(a))
        return a;
    t = push(c);
    emit(c, OP_COPY, t, a);
    return t;
}

static void augassign_attribute(struct compiler *c, struct node *s)
{
    struct node *target = s->augassign.target;
    struct node *later = node_has_walrus(s->augassign.value) ? s->augassign.value : NULL;
    int object = expr_before(c, target->attribute.value, later);
    int known = is_temp(object) ? 0 : object;
    int copy = again(c, object);
    int site = site_index(c, target->attribute.attr, 'a', known);
    int value;

    pop(c, copy);
    value = push(c);
    emit(c, OP_LOAD_ATTR, value, copy, site);
    inplace(c, s, value, value);
    value = push(c);
    pop(c, value);
    pop(c, object);
    place(c, target);
    emit(c, OP_STORE_ATTR, object, site_index(c, target->attribute.attr, 's', known), value);
}

static void augassign_item(struct compiler *c, struct node *s)
{
    struct node *target = s->augassign.target;
    struct node *later = node_has_walrus(s->augassign.value) ? s->augassign.value : NULL;
    int container = later ? expr_push(c, target->subscript.value) : expr_before(c, target->subscript.value, target->subscript.slice);
    int index = expr_before(c, target->subscript.slice, later);
    int container2 = again(c, container);
    int index2 = again(c, index);
    int value;

    pop(c, index2 == index ? 0 - 1 : index2);
    pop(c, container2 == container ? 0 - 1 : container2);
    value = push(c);
    emit(c, OP_GETITEM, value, container2, index2);
    inplace(c, s, value, value);
    value = push(c);
    pop(c, value);
    pop(c, index);
    pop(c, container);
    place(c, target);
    emit(c, OP_SETITEM, container, index, value);
}

void augassign_statement(struct compiler *c, struct node *s)
{
    struct node *target = s->augassign.target;
    int a, d;

    switch (target->kind) {
    case N_NAME:
        a = expr_before(c, target, s->augassign.value);
        d = name_destination(c, target->name.symbol);
        if (d) {
            inplace(c, s, a, d);
            note_assigned(c, target->name.symbol);
            return;
        }
        inplace(c, s, a, a);
        a = push(c);
        name_store(c, target->name.symbol, target->name.id, a);
        return;
    case N_ATTRIBUTE:
        augassign_attribute(c, s);
        return;
    default:
        augassign_item(c, s);
    }
}

/* --- annotated ------------------------------------------------------------------------------------------------------ */

static bool annotations_are_evaluated(const struct compiler *c)
{
    return c->u->is_module || c->u->is_class;
}

static void store_annotation(struct compiler *c, struct node *s)
{
    struct node *target = s->annassign.target;
    PyObject *name = target->name.symbol ? target->name.symbol->name : target->name.id;
    int t, dict, key;

    annotation_push(c, s->annassign.annotation);
    t = FRAME_WORDS + c->u->depth - 1;
    dict = push(c);
    emit(c, OP_LOAD_NAME, dict, site_index(c, _Py_ID(__annotations__), 'g', 0));
    key = push_const(c, name);
    pop(c, key);
    pop(c, dict);
    pop(c, t);
    emit(c, OP_SETITEM, dict, key, t);
}

void annassign_statement(struct compiler *c, struct node *s)
{
    struct node *target = s->annassign.target;

    if (s->annassign.value)
        assign(c, target, expr(c, s->annassign.value));
    if (target->kind == N_NAME) {
        if (s->op && annotations_are_evaluated(c))
            store_annotation(c, s);
    } else if (!s->annassign.value) {
        expr_drop(c, target->kind == N_ATTRIBUTE ? target->attribute.value : target->subscript.value);
        if (target->kind == N_SUBSCRIPT)
            expr_drop(c, target->subscript.slice);
    }
    if (!s->op && annotations_are_evaluated(c) && !c->p->future_annotations)
        expr_drop(c, s->annassign.annotation);
}

/* --- del ------------------------------------------------------------------------------------------------------------- */

void delete_target(struct compiler *c, struct node *target)
{
    struct seq *elts;
    int a, b;

    if (!deeper(c))
        return;
    place(c, target);
    switch (target->kind) {
    case N_NAME:
        name_delete(c, target->name.symbol, target->name.id);
        break;
    case N_ATTRIBUTE:
        a = expr(c, target->attribute.value);
        pop(c, a);
        place_end(c, target);
        emit(c, OP_DELETE_ATTR, a, name_index(c, target->attribute.attr));
        break;
    case N_SUBSCRIPT:
        a = expr_before(c, target->subscript.value, target->subscript.slice);
        b = expr(c, target->subscript.slice);
        pop(c, b);
        pop(c, a);
        emit(c, OP_DELITEM, a, b);
        break;
    default:
        elts = target->kind == N_TUPLE ? target->tuple.elts : target->list.elts;
        for (uint32_t i = 0; i < elts->n; i++)
            delete_target(c, elts->item[i]);
    }
}
