/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/fold.c -- constant expressions become constants.
 *
 *     -1   1 + 2 + x -> 3 + x   "a" * 3   (1, 2)   (1, 2)[0]   __debug__   not a in b -> a not in b
 *     x in [1, 2] -> x in (1, 2)   x in {1, 2} -> x in frozenset({1, 2})   for x in [a, b] -> for x in (a, b)
 *
 * What raises an exception, or would make a large object, stays as it is written: the limits are those of CPython 3.11,
 * which programs can see in the identity and the size of constants.
 */
#include "kernel/lang/fold.h"

#include "kernel/lang/parse.h"

enum { INT_BITS_MAX = 128, ITEMS_MAX = 256, TEXT_MAX = 4096, ALL_ITEMS_MAX = 1024 };

static int fold(struct parser *p, struct node **slot);

static int fold_if(struct parser *p, struct node **slot)
{
    return *slot == NULL ? 0 : fold(p, slot);
}

static int fold_all(struct parser *p, struct seq *s)
{
    int r = 0;

    for (uint32_t i = 0; i < s->n && r == 0; i++)
        r = fold_if(p, &s->item[i]);
    return r;
}

static bool is_constant(const struct node *n)
{
    return n->kind == N_CONSTANT;
}

/* Put a new constant in the place of an expression. A failure to compute it leaves the expression. */
static int replace(struct parser *p, struct node **slot, PyObject *value, uint32_t start, uint32_t end)
{
    struct node *n;

    if (value == NULL) {
        if (PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_KeyboardInterrupt))
            return -1;
        PyErr_Clear();
        return 0;
    }
    value = ast_own(&p->arena, value);
    n = value == NULL ? NULL : node_new(&p->arena, N_CONSTANT, 0, start, end);
    if (n == NULL)
        return -1;
    n->constant.value = value;
    *slot = n;
    return 0;
}

/* --- limits --------------------------------------------------------------------------------------------------- */

/* The items in a constant, counted down from `limit` through tuples and frozensets; negative when there are more. */
static Py_ssize_t count_items(PyObject *x, Py_ssize_t limit)
{
    if (!PyTuple_Check(x))
        return limit;
    limit -= PyTuple_GET_SIZE(x);
    for (Py_ssize_t i = 0; limit >= 0 && i < PyTuple_GET_SIZE(x); i++)
        limit = count_items(PyTuple_GET_ITEM(x, i), limit);
    return limit;
}

static bool small_repeat(PyObject *count, PyObject *sequence)
{
    Py_ssize_t size, max = TEXT_MAX;
    long n;

    if (PyTuple_Check(sequence)) {
        size = PyTuple_GET_SIZE(sequence);
        max = ITEMS_MAX;
    } else if (PyUnicode_Check(sequence)) {
        size = PyUnicode_GET_LENGTH(sequence);
    } else if (PyBytes_Check(sequence)) {
        size = PyBytes_GET_SIZE(sequence);
    } else {
        return true;
    }
    if (size == 0)
        return true;
    n = PyLong_AsLong(count);
    if (n == -1 && PyErr_Occurred())
        return false;
    if (n < 0 || n > max / size)
        return false;
    return n == 0 || count_items(sequence, ALL_ITEMS_MAX / n) >= 0;
}

static bool is_zero(PyObject *x)
{
    return PyLong_Check(x) && Py_SIZE(x) == 0;
}

static bool small_product(PyObject *a, PyObject *b)
{
    if (PyLong_Check(a) && PyLong_Check(b))
        return is_zero(a) || is_zero(b) || _PyLong_NumBits(a) + _PyLong_NumBits(b) <= INT_BITS_MAX;
    if (PyLong_Check(a))
        return small_repeat(a, b);
    return !PyLong_Check(b) || small_repeat(b, a);
}

/* The value of a non-negative int, or SIZE_MAX when it is negative or too large. */
static size_t as_count(PyObject *x)
{
    size_t n = PyLong_AsSize_t(x);

    if (n == SIZE_MAX)
        PyErr_Clear();
    return n;
}

static bool small_power(PyObject *a, PyObject *b)
{
    if (!PyLong_Check(a) || !PyLong_Check(b) || is_zero(a) || Py_SIZE(b) <= 0)
        return true;
    return _PyLong_NumBits(a) <= INT_BITS_MAX / as_count(b);
}

static bool small_shift(PyObject *a, PyObject *b)
{
    size_t n;

    if (!PyLong_Check(a) || !PyLong_Check(b) || is_zero(a) || is_zero(b))
        return true;
    n = as_count(b);
    return n <= INT_BITS_MAX && _PyLong_NumBits(a) <= INT_BITS_MAX - n;
}

/* --- operators ------------------------------------------------------------------------------------------------ */

static PyObject *unary(enum unary op, PyObject *x)
{
    switch (op) {
    case UN_NEG:
        return PyNumber_Negative(x);
    case UN_POS:
        return PyNumber_Positive(x);
    case UN_INVERT:
        return PyNumber_Invert(x);
    default: {
        int truth = PyObject_IsTrue(x);

        return truth < 0 ? NULL : PyBool_FromLong(!truth);
    }
    }
}

/* New reference, or NULL with an exception set, or without one where the result may be too large. */
static PyObject *binary(enum binary op, PyObject *a, PyObject *b)
{
    switch (op) {
    case BIN_ADD:
        return PyNumber_Add(a, b);
    case BIN_SUB:
        return PyNumber_Subtract(a, b);
    case BIN_MULT:
        return small_product(a, b) ? PyNumber_Multiply(a, b) : NULL;
    case BIN_DIV:
        return PyNumber_TrueDivide(a, b);
    case BIN_FLOORDIV:
        return PyNumber_FloorDivide(a, b);
    case BIN_MOD: /* formatting may make anything */
        return PyUnicode_Check(a) || PyBytes_Check(a) ? NULL : PyNumber_Remainder(a, b);
    case BIN_POW:
        return small_power(a, b) ? PyNumber_Power(a, b, Py_None) : NULL;
    case BIN_LSHIFT:
        return small_shift(a, b) ? PyNumber_Lshift(a, b) : NULL;
    case BIN_RSHIFT:
        return PyNumber_Rshift(a, b);
    case BIN_AND:
        return PyNumber_And(a, b);
    case BIN_OR:
        return PyNumber_Or(a, b);
    case BIN_XOR:
        return PyNumber_Xor(a, b);
    default:
        return NULL;
    }
}

static int fold_unary(struct parser *p, struct node **slot)
{
    struct node *n = *slot, *operand = n->unaryop.operand;

    if (is_constant(operand))
        return replace(p, slot, unary((enum unary)n->op, operand->constant.value), n->start, n->end);
    if (n->op != UN_NOT || operand->kind != N_COMPARE || operand->n != 1 || operand->chain.rest[0].op < CMP_IN)
        return 0;
    operand->chain.rest[0].op ^= CMP_IN ^ CMP_NOT_IN; /* in <-> not in, is <-> is not */
    *slot = operand;
    return 0;
}

_Static_assert((CMP_IN ^ CMP_NOT_IN) == 1 && (CMP_IS ^ CMP_IS_NOT) == 1,
               "each differs from its negation in the last bit");

/* The constants at the front of a chain, from left to right. */
static int fold_binary(struct parser *p, struct node **slot)
{
    struct node *n = *slot;

    while (n->n > 0 && is_constant(n->chain.left) && is_constant(n->chain.rest[0].value)) {
        struct node *left = n->chain.left;
        PyObject *value =
            binary((enum binary)n->chain.rest[0].op, left->constant.value, n->chain.rest[0].value->constant.value);

        if (replace(p, &n->chain.left, value, n->start, n->chain.rest[0].end) < 0)
            return -1;
        if (n->chain.left == left)
            return 0;
        n->n--;
        memmove(&n->chain.rest[0], &n->chain.rest[1], n->n * sizeof(n->chain.rest[0]));
    }
    if (n->n == 0)
        *slot = n->chain.left;
    return 0;
}

/* --- displays ------------------------------------------------------------------------------------------------- */

static bool all_constant(const struct seq *elts)
{
    for (uint32_t i = 0; i < elts->n; i++)
        if (!is_constant(elts->item[i]))
            return false;
    return true;
}

static bool any_starred(const struct seq *elts)
{
    for (uint32_t i = 0; i < elts->n; i++)
        if (elts->item[i]->kind == N_STARRED)
            return true;
    return false;
}

static PyObject *constant_tuple(const struct seq *elts)
{
    PyObject *t = PyTuple_New(elts->n);

    for (uint32_t i = 0; t != NULL && i < elts->n; i++)
        PyTuple_SET_ITEM(t, i, Py_NewRef(elts->item[i]->constant.value));
    return t;
}

static int fold_tuple(struct parser *p, struct node **slot)
{
    struct node *n = *slot;

    if (n->op != CTX_LOAD || !all_constant(n->tuple.elts))
        return 0;
    return replace(p, slot, constant_tuple(n->tuple.elts), n->start, n->end);
}

/* What is only iterated over, or searched: a list may be a tuple, a set of constants a frozenset. */
static int fold_iterable(struct parser *p, struct node **slot)
{
    struct node *n = *slot;
    PyObject *items, *set;

    if (n->kind == N_LIST && !any_starred(n->list.elts)) {
        n->kind = N_TUPLE;
        return fold_tuple(p, slot);
    }
    if (n->kind != N_SET || !all_constant(n->set.elts))
        return 0;
    items = constant_tuple(n->set.elts);
    set = items == NULL ? NULL : PyFrozenSet_New(items);
    Py_XDECREF(items);
    return replace(p, slot, set, n->start, n->end);
}

static int fold_compare(struct parser *p, struct node *n)
{
    unsigned op = n->chain.rest[n->n - 1].op;
    struct node *last = n->chain.rest[n->n - 1].value;

    if (op != CMP_IN && op != CMP_NOT_IN)
        return 0;
    if (fold_iterable(p, &last) < 0)
        return -1;
    n->chain.rest[n->n - 1].value = last;
    return 0;
}

static int fold_subscript(struct parser *p, struct node **slot)
{
    struct node *n = *slot;

    if (n->op != CTX_LOAD || !is_constant(n->subscript.value) || !is_constant(n->subscript.slice))
        return 0;
    return replace(p, slot, PyObject_GetItem(n->subscript.value->constant.value, n->subscript.slice->constant.value),
                   n->start, n->end);
}

static int fold_name(struct parser *p, struct node **slot)
{
    struct node *n = *slot;

    if (n->op != CTX_LOAD || PyUnicode_CompareWithASCIIString(n->name.id, "__debug__") != 0)
        return 0;
    return replace(p, slot, Py_NewRef(Py_True), n->start, n->end);
}

/* --- the walk ------------------------------------------------------------------------------------------------- */

static bool is_text(const struct node *n)
{
    return n->kind == N_EXPR && is_constant(n->expr.value) && PyUnicode_Check(n->expr.value->constant.value);
}

/* A body that begins with a computed str must not begin with a docstring afterwards. */
static int fold_first(struct parser *p, struct node *first)
{
    bool docstring = is_text(first);
    struct node *joined;

    if (fold(p, &first) < 0)
        return -1;
    if (docstring || !is_text(first))
        return 0;
    joined = node_new(&p->arena, N_JOINEDSTR, 0, first->start, first->end);
    if (joined == NULL)
        return -1;
    joined->joinedstr.values = seq_new(&p->arena, &first->expr.value, 1);
    first->expr.value = joined;
    return joined->joinedstr.values == NULL ? -1 : 0;
}

static int fold_body(struct parser *p, struct seq *body)
{
    if (body->n > 0 && fold_first(p, body->item[0]) < 0)
        return -1;
    for (uint32_t i = 1; i < body->n; i++)
        if (fold(p, &body->item[i]) < 0)
            return -1;
    return 0;
}

static int fold_links(struct parser *p, struct node *n)
{
    for (unsigned i = 0; i < n->n; i++) {
        struct node *value = n->chain.rest[i].value;

        if (fold(p, &value) < 0)
            return -1;
        n->chain.rest[i].value = value;
    }
    return 0;
}

/* Annotations that are kept as text stay as they are written. */
static bool is_kept(const struct parser *p, const struct node *n, unsigned word)
{
    return p->future_annotations && ((n->kind == N_ARG && word == 1) || (n->kind == N_ANNASSIGN && word == 1) ||
                                     (n->kind == N_FUNCTIONDEF && word == 4));
}

static int fold_children(struct parser *p, struct node *n)
{
    const char *layout = node_layouts[n->kind];
    bool has_docstring = n->kind == N_FUNCTIONDEF || n->kind == N_CLASSDEF;
    unsigned body = n->kind == N_FUNCTIONDEF ? 2 : 3;
    int r = 0;

    for (unsigned k = 0; layout[k] != '\0' && r == 0; k++)
        if (is_kept(p, n, k))
            continue;
        else if (layout[k] == 'e')
            r = fold_if(p, &n->word[k].node);
        else if (layout[k] == 's')
            r = has_docstring && k == body ? fold_body(p, n->word[k].seq) : fold_all(p, n->word[k].seq);
        else if (layout[k] == 'r')
            r = fold_links(p, n);
    return r;
}

/* Children are folded; now the node itself. */
static int fold_node(struct parser *p, struct node **slot)
{
    struct node *n = *slot;

    switch (n->kind) {
    case N_UNARYOP:
        return fold_unary(p, slot);
    case N_BINOP:
        return fold_binary(p, slot);
    case N_COMPARE:
        return fold_compare(p, n);
    case N_TUPLE:
        return fold_tuple(p, slot);
    case N_SUBSCRIPT:
        return fold_subscript(p, slot);
    case N_NAME:
        return fold_name(p, slot);
    case N_FOR:
        return n->op ? 0
                     : fold_iterable(p, &n->for_.iter); /* no list is an asynchronous iterable: its type is reported */
    case N_COMPREHENSION:
        return fold_iterable(p, &n->comprehension.iter);
    default:
        return 0;
    }
}

static int fold_branches(struct parser *p, struct node *n)
{
    for (;;) {
        struct seq *orelse = n->if_.orelse;

        if (fold(p, &n->if_.test) < 0 || fold_all(p, n->if_.body) < 0)
            return -1;
        if (orelse->n != 1 || orelse->item[0]->kind != N_IF)
            return fold_all(p, orelse);
        n = orelse->item[0];
    }
}

static int fold(struct parser *p, struct node **slot)
{
    struct node *n = *slot;
    int r;

    if (n->kind == N_CONSTANT)
        return 0;
    if (n->kind == N_IF) /* a long elif chain in constant stack */
        return fold_branches(p, n);
    if (!parser_enter(p))
        return -1;
    r = fold_children(p, n);
    return r < 0 ? -1 : fold_node(p, slot);
}

int fold_statement(struct parser *p, struct node *stmt)
{
    return p->mode == PARSE_EXEC && p->docstring_possible ? fold_first(p, stmt) : fold(p, &stmt);
}
