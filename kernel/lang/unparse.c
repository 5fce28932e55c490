/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/unparse.c -- an expression's text, with no more parentheses than it needs.
 *
 * put(t, n, level) writes n where the grammar takes what binds at least as tightly as level; anything looser gets
 * parentheses.
 */
#include "kernel/lang/unparse.h"

#include "kernel/lang/parse.h"

enum {
    BIND_NAMED,
    BIND_TUPLE,
    BIND_TEST,
    BIND_OR,
    BIND_AND,
    BIND_NOT,
    BIND_COMPARE,
    BIND_EXPR,
    BIND_BITOR = BIND_EXPR,
    BIND_XOR,
    BIND_BITAND,
    BIND_SHIFT,
    BIND_SUM,
    BIND_TERM,
    BIND_FACTOR,
    BIND_POWER,
    BIND_AWAIT,
    BIND_ATOM
};

static bool put(struct text *t, struct node *n, int level);

static bool put_text(struct text *t, const char *s)
{
    return text_put(t, s, strlen(s));
}

static bool put_str(struct text *t, PyObject *s)
{
    Py_ssize_t n;
    const char *text = PyUnicode_AsUTF8AndSize(s, &n);

    return text != NULL && text_put(t, text, (size_t)n);
}

static bool put_repr(struct text *t, PyObject *x)
{
    PyObject *repr = PyObject_Repr(x);
    bool ok = repr != NULL && put_str(t, repr);

    Py_XDECREF(repr);
    return ok;
}

/* --- lists ---------------------------------------------------------------------------------------------------- */

static bool put_list(struct text *t, const struct seq *s, int level)
{
    for (uint32_t i = 0; i < s->n; i++)
        if ((i > 0 && !put_text(t, ", ")) || !put(t, s->item[i], level))
            return false;
    return true;
}

static bool put_tuple(struct text *t, struct node *n, int level)
{
    const struct seq *elts = n->tuple.elts;
    bool parens = level > BIND_TUPLE || elts->n == 0;

    return (!parens || put_text(t, "(")) && put_list(t, elts, BIND_TEST) && (elts->n != 1 || put_text(t, ",")) &&
           (!parens || put_text(t, ")"));
}

static bool put_dict(struct text *t, struct node *n)
{
    const struct seq *items = n->dict.items;

    if (!put_text(t, "{"))
        return false;
    for (uint32_t i = 0; i < items->n; i += 2) {
        if (i > 0 && !put_text(t, ", "))
            return false;
        if (items->item[i] == NULL
                ? !put_text(t, "**") || !put(t, items->item[i + 1], BIND_EXPR)
                : !put(t, items->item[i], BIND_TEST) || !put_text(t, ": ") || !put(t, items->item[i + 1], BIND_TEST))
            return false;
    }
    return put_text(t, "}");
}

static bool put_clauses(struct text *t, const struct seq *clauses)
{
    for (uint32_t i = 0; i < clauses->n; i++) {
        struct node *n = clauses->item[i];

        if (!put_text(t, n->op ? " async for " : " for ") || !put(t, n->comprehension.target, BIND_TUPLE) ||
            !put_text(t, " in ") || !put(t, n->comprehension.iter, BIND_TEST + 1))
            return false;
        for (uint32_t k = 0; k < n->comprehension.ifs->n; k++)
            if (!put_text(t, " if ") || !put(t, n->comprehension.ifs->item[k], BIND_TEST + 1))
                return false;
    }
    return true;
}

static bool put_comprehension(struct text *t, struct node *n, const char *open, const char *close)
{
    return put_text(t, open) && put(t, n->comp.elt, BIND_TEST) &&
           (n->comp.value == NULL || (put_text(t, ": ") && put(t, n->comp.value, BIND_TEST))) &&
           put_clauses(t, n->comp.generators) && put_text(t, close);
}

/* --- operators ------------------------------------------------------------------------------------------------ */

static bool put_boolean(struct text *t, struct node *n, int level)
{
    int bind = n->op == BOOL_AND ? BIND_AND : BIND_OR;
    const struct seq *values = n->boolop.values;

    if (level > bind && !put_text(t, "("))
        return false;
    for (uint32_t i = 0; i < values->n; i++)
        if ((i > 0 && !put_text(t, n->op == BOOL_AND ? " and " : " or ")) || !put(t, values->item[i], bind + 1))
            return false;
    return level <= bind || put_text(t, ")");
}

static const struct {
    const char *text;
    int bind;
} binaries[] = {
    [BIN_ADD] = {" + ", BIND_SUM},       [BIN_SUB] = {" - ", BIND_SUM},    [BIN_MULT] = {" * ", BIND_TERM},
    [BIN_MATMULT] = {" @ ", BIND_TERM},  [BIN_DIV] = {" / ", BIND_TERM},   [BIN_FLOORDIV] = {" // ", BIND_TERM},
    [BIN_MOD] = {" % ", BIND_TERM},      [BIN_POW] = {" ** ", BIND_POWER}, [BIN_LSHIFT] = {" << ", BIND_SHIFT},
    [BIN_RSHIFT] = {" >> ", BIND_SHIFT}, [BIN_AND] = {" & ", BIND_BITAND}, [BIN_OR] = {" | ", BIND_BITOR},
    [BIN_XOR] = {" ^ ", BIND_XOR},
};

/* All links of a chain bind alike. */
static bool put_binary(struct text *t, struct node *n, int level)
{
    int bind = binaries[n->chain.rest[0].op].bind, power = bind == BIND_POWER;

    if ((level > bind && !put_text(t, "(")) || !put(t, n->chain.left, bind + power))
        return false;
    for (unsigned i = 0; i < n->n; i++)
        if (!put_text(t, binaries[n->chain.rest[i].op].text) || !put(t, n->chain.rest[i].value, bind + !power))
            return false;
    return level <= bind || put_text(t, ")");
}

static bool put_comparison(struct text *t, struct node *n, int level)
{
    static const char *const texts[] = {
        [CMP_LT] = " < ",  [CMP_LE] = " <= ", [CMP_EQ] = " == ",         [CMP_NE] = " != ", [CMP_GT] = " > ",
        [CMP_GE] = " >= ", [CMP_IN] = " in ", [CMP_NOT_IN] = " not in ", [CMP_IS] = " is ", [CMP_IS_NOT] = " is not ",
    };

    if ((level > BIND_COMPARE && !put_text(t, "(")) || !put(t, n->chain.left, BIND_COMPARE + 1))
        return false;
    for (unsigned i = 0; i < n->n; i++)
        if (!put_text(t, texts[n->chain.rest[i].op]) || !put(t, n->chain.rest[i].value, BIND_COMPARE + 1))
            return false;
    return level <= BIND_COMPARE || put_text(t, ")");
}

/* prefix operand, in parentheses where level asks for more than bind. */
static bool put_prefix(struct text *t, const char *prefix, struct node *operand, int bind, int operand_level, int level)
{
    return (level <= bind || put_text(t, "(")) && put_text(t, prefix) && put(t, operand, operand_level) &&
           (level <= bind || put_text(t, ")"));
}

static bool put_unary(struct text *t, struct node *n, int level)
{
    static const char *const texts[] = {[UN_NEG] = "-", [UN_POS] = "+", [UN_INVERT] = "~", [UN_NOT] = "not "};
    int bind = n->op == UN_NOT ? BIND_NOT : BIND_FACTOR;

    return put_prefix(t, texts[n->op], n->unaryop.operand, bind, bind, level);
}

static bool put_conditional(struct text *t, struct node *n, int level)
{
    return (level <= BIND_TEST || put_text(t, "(")) && put(t, n->ifexp.body, BIND_TEST + 1) && put_text(t, " if ") &&
           put(t, n->ifexp.test, BIND_TEST + 1) && put_text(t, " else ") && put(t, n->ifexp.orelse, BIND_TEST) &&
           (level <= BIND_TEST || put_text(t, ")"));
}

static bool put_named(struct text *t, struct node *n, int level)
{
    return (level <= BIND_NAMED || put_text(t, "(")) && put(t, n->namedexpr.target, BIND_ATOM) && put_text(t, " := ") &&
           put(t, n->namedexpr.value, BIND_ATOM) && (level <= BIND_NAMED || put_text(t, ")"));
}

/* --- calls and lambdas ---------------------------------------------------------------------------------------- */

static bool put_call(struct text *t, struct node *n)
{
    const struct seq *args = n->call.args, *keywords = n->call.keywords;

    if (!put(t, n->call.func, BIND_ATOM))
        return false;
    if (args->n == 1 && keywords->n == 0 && args->item[0]->kind == N_GENERATOREXP)
        return put(t, args->item[0], BIND_TEST); /* its own parentheses do */
    if (!put_text(t, "(") || !put_list(t, args, BIND_TEST))
        return false;
    for (uint32_t i = 0; i < keywords->n; i++) {
        struct node *k = keywords->item[i];

        if (args->n + i > 0 && !put_text(t, ", "))
            return false;
        if (k->keyword.name == NULL ? !put_text(t, "**") : !put_str(t, k->keyword.name) || !put_text(t, "="))
            return false;
        if (!put(t, k->keyword.value, BIND_TEST))
            return false;
    }
    return put_text(t, ")");
}

static bool put_param(struct text *t, struct node *arg, const char *prefix, bool *first)
{
    bool ok = (*first || put_text(t, ", ")) && put_text(t, prefix) && (arg == NULL || put_str(t, arg->arg.name));

    *first = false;
    return ok && (arg == NULL || arg->arg.value == NULL || (put_text(t, "=") && put(t, arg->arg.value, BIND_TEST)));
}

static bool put_params(struct text *t, struct node *args)
{
    const struct seq *pos = args->arguments.pos, *kwonly = args->arguments.kwonly;
    bool first = true;

    for (uint32_t i = 0; i < pos->n; i++)
        if (!put_param(t, pos->item[i], "", &first) || (i + 1 == args->n && !put_text(t, ", /")))
            return false;
    if ((args->arguments.vararg != NULL || kwonly->n > 0) && !put_param(t, args->arguments.vararg, "*", &first))
        return false;
    for (uint32_t i = 0; i < kwonly->n; i++)
        if (!put_param(t, kwonly->item[i], "", &first))
            return false;
    return args->arguments.kwarg == NULL || put_param(t, args->arguments.kwarg, "**", &first);
}

static bool put_lambda(struct text *t, struct node *n, int level)
{
    struct node *args = n->lambda.args;
    const char *word = args->arguments.pos->n > 0 ? "lambda " : "lambda"; /* so CPython, even before a star */

    return (level <= BIND_TEST || put_text(t, "(")) && put_text(t, word) && put_params(t, args) && put_text(t, ": ") &&
           put(t, n->lambda.body, BIND_TEST) && (level <= BIND_TEST || put_text(t, ")"));
}

/* --- atoms and trailers --------------------------------------------------------------------------------------- */

static bool put_constant(struct text *t, struct node *n)
{
    PyObject *value = n->constant.value;

    if (value == Py_Ellipsis)
        return put_text(t, "...");
    if (n->op && !put_text(t, "u"))
        return false;
    if (PyFloat_Check(value) && PyFloat_AS_DOUBLE(value) > 1.7976931348623157e308)
        return put_text(t, "1e309");
    return put_repr(t, value);
}

static bool put_attribute(struct text *t, struct node *n)
{
    struct node *value = n->attribute.value;
    bool integer =
        value->kind == N_CONSTANT && PyLong_Check(value->constant.value) && !PyBool_Check(value->constant.value);

    return put(t, value, BIND_ATOM) && put_text(t, integer ? " ." : ".") && put_str(t, n->attribute.attr);
}

static bool put_slice(struct text *t, struct node *n)
{
    return (n->slice.lower == NULL || put(t, n->slice.lower, BIND_TEST)) && put_text(t, ":") &&
           (n->slice.upper == NULL || put(t, n->slice.upper, BIND_TEST)) &&
           (n->slice.step == NULL || (put_text(t, ":") && put(t, n->slice.step, BIND_TEST)));
}

static bool put_yield(struct text *t, struct node *n)
{
    const char *word = n->kind == N_YIELDFROM ? "(yield from " : n->yield.value != NULL ? "(yield " : "(yield";

    return put_text(t, word) && (n->yield.value == NULL || put(t, n->yield.value, BIND_TEST)) && put_text(t, ")");
}

/* --- f-strings ------------------------------------------------------------------------------------------------ */

/* A literal part: braces are doubled. */
static bool put_literal(struct text *t, PyObject *s, bool spec)
{
    Py_ssize_t n;
    const char *text = PyUnicode_AsUTF8AndSize(s, &n);
    bool ok = text != NULL;

    for (Py_ssize_t i = 0; ok && i < n; i++)
        ok = text_put(t, text + i, 1) && (spec || (text[i] != '{' && text[i] != '}') || text_put(t, text + i, 1));
    return ok;
}

static bool put_format_body(struct text *t, struct node *joined, bool spec);

static bool put_field(struct text *t, struct node *n)
{
    size_t at = t->len + 1;

    if (!put_text(t, "{") || !put(t, n->formatted.value, BIND_TEST + 1))
        return false;
    if (t->data[at] == '{') { /* `{{` would be a literal brace */
        if (!text_put(t, " ", 1))
            return false;
        memmove(t->data + at + 1, t->data + at, t->len - at - 1);
        t->data[at] = ' ';
    }
    if (n->op != 0 && (!put_text(t, "!") || !text_put(t, (const char *)&n->op, 1)))
        return false;
    if (n->formatted.spec != NULL && (!put_text(t, ":") || !put_format_body(t, n->formatted.spec, true)))
        return false;
    return put_text(t, "}");
}

static bool put_format_body(struct text *t, struct node *joined, bool spec)
{
    const struct seq *values = joined->joinedstr.values;

    for (uint32_t i = 0; i < values->n; i++) {
        struct node *n = values->item[i];

        if (n->kind == N_CONSTANT ? !put_literal(t, n->constant.value, spec) : !put_field(t, n))
            return false;
    }
    return true;
}

static bool put_format(struct text *t, struct node *n)
{
    struct text body = {.data = NULL};
    PyObject *s = put_format_body(&body, n, false) ? PyUnicode_DecodeUTF8(body.data, (Py_ssize_t)body.len, NULL) : NULL;
    bool ok = s != NULL && put_text(t, "f") && put_repr(t, s);

    text_free(&body);
    Py_XDECREF(s);
    return ok;
}

/* --- any expression ------------------------------------------------------------------------------------------- */

static bool put_node(struct text *t, struct node *n, int level)
{
    switch (n->kind) {
    case N_BOOLOP:
        return put_boolean(t, n, level);
    case N_NAMEDEXPR:
        return put_named(t, n, level);
    case N_BINOP:
        return put_binary(t, n, level);
    case N_UNARYOP:
        return put_unary(t, n, level);
    case N_LAMBDA:
        return put_lambda(t, n, level);
    case N_IFEXP:
        return put_conditional(t, n, level);
    case N_DICT:
        return put_dict(t, n);
    case N_SET:
        return put_text(t, "{") && put_list(t, n->set.elts, BIND_TEST) && put_text(t, "}");
    case N_LISTCOMP:
        return put_comprehension(t, n, "[", "]");
    case N_SETCOMP:
    case N_DICTCOMP:
        return put_comprehension(t, n, "{", "}");
    case N_GENERATOREXP:
        return put_comprehension(t, n, "(", ")");
    case N_AWAIT:
        return put_prefix(t, "await ", n->await.value, BIND_AWAIT, BIND_ATOM, level);
    case N_YIELD:
    case N_YIELDFROM:
        return put_yield(t, n);
    case N_COMPARE:
        return put_comparison(t, n, level);
    case N_CALL:
        return put_call(t, n);
    case N_JOINEDSTR:
        return put_format(t, n);
    case N_CONSTANT:
        return put_constant(t, n);
    case N_ATTRIBUTE:
        return put_attribute(t, n);
    case N_SUBSCRIPT:
        return put(t, n->subscript.value, BIND_ATOM) && put_text(t, "[") && put(t, n->subscript.slice, BIND_TUPLE) &&
               put_text(t, "]");
    case N_STARRED:
        return put_text(t, "*") && put(t, n->starred.value, BIND_EXPR);
    case N_NAME:
        return put_str(t, n->name.id);
    case N_LIST:
        return put_text(t, "[") && put_list(t, n->list.elts, BIND_TEST) && put_text(t, "]");
    case N_TUPLE:
        return put_tuple(t, n, level);
    case N_SLICE:
        return put_slice(t, n);
    default:
        PyErr_SetString(PyExc_SystemError, "unknown expression kind");
        return false;
    }
}

static bool put(struct text *t, struct node *n, int level)
{
    return interp_stack_check(" during compilation") == 0 && put_node(t, n, level);
}

PyObject *unparse_expression(struct node *expr)
{
    struct text t = {.data = NULL};
    PyObject *s = put(&t, expr, BIND_TEST) ? PyUnicode_DecodeUTF8(t.data, (Py_ssize_t)t.len, NULL) : NULL;

    text_free(&t);
    return s;
}
