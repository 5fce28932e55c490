/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/compiler_match.c -- the match statement.
 *
 * Temps of one case, all released where it ends, matched or not:
 *
 *     | subject | a temp for each name the pattern binds | parts of the subject, as they are taken out of it ... |
 *
 * Names are bound when the whole pattern has matched. The alternatives of an or-pattern fill the same temps.
 */
#include "kernel/lang/compiler.h"

#define CAPTURES_MAX 64

struct matching {
    PyObject *name[CAPTURES_MAX]; /* borrowed */
    int n;
    int temp; /* of name[0] */
};

static void pattern(struct compiler *c, struct matching *m, struct node *p, int t, struct label *fail_label);

static int find_capture(const struct matching *m, const PyObject *name)
{
    for (int i = 0; i < m->n; i++)
        if (m->name[i] == name)
            return i;
    return -1;
}

static void collect(struct compiler *c, struct matching *m, struct node *p);

static void collect_name(struct compiler *c, struct matching *m, struct node *p, PyObject *name)
{
    if (!name || c->failed)
        return;
    if (find_capture(m, name) >= 0) {
        syntax_error_late(c->p, p->start, p->end, "multiple assignments to name %R in pattern", name);
        fail(c);
    } else if (m->n == CAPTURES_MAX) {
        error_at(c, p, "too many names in pattern");
    } else {
        m->name[m->n++] = name;
    }
}

static void collect_all(struct compiler *c, struct matching *m, struct seq *patterns)
{
    for (uint32_t i = 0; i < patterns->n; i++)
        collect(c, m, patterns->item[i]);
}

/* The last simple pattern inside: where an alternative is reported. */
static struct node *innermost_last(struct node *p)
{
    for (;;) {
        if (p->kind == N_MATCHAS && p->matchas.pattern)
            p = p->matchas.pattern;
        else if (p->kind == N_MATCHOR)
            p = p->matchor.patterns->item[p->matchor.patterns->n - 1];
        else
            return p;
    }
}

/* Every alternative has to bind what the first one binds. */
static void collect_or(struct compiler *c, struct matching *m, struct node *p)
{
    struct seq *patterns = p->matchor.patterns;
    int before = m->n;

    collect(c, m, patterns->item[0]);
    for (uint32_t i = 1; i < patterns->n && !c->failed; i++) {
        struct matching other = {.n = 0};
        bool same;

        collect(c, &other, patterns->item[i]);
        same = other.n == m->n - before;
        for (int k = 0; k < other.n && same; k++)
            same = find_capture(m, other.name[k]) >= before;
        if (!same)
            error_at(c, innermost_last(patterns->item[i]), "alternative patterns bind different names");
    }
}

/* The names that a pattern binds, in order. */
static void collect(struct compiler *c, struct matching *m, struct node *p)
{
    if (!deeper(c))
        return;
    switch (p->kind) {
    case N_MATCHSEQUENCE:
        collect_all(c, m, p->matchsequence.patterns);
        break;
    case N_MATCHMAPPING:
        collect_all(c, m, p->matchmapping.patterns);
        collect_name(c, m, p, p->matchmapping.rest);
        break;
    case N_MATCHCLASS:
        collect_all(c, m, p->matchclass.patterns);
        collect_all(c, m, p->matchclass.kwd_patterns);
        break;
    case N_MATCHSTAR:
        collect_name(c, m, p, p->matchstar.name);
        break;
    case N_MATCHAS:
        if (p->matchas.pattern)
            collect(c, m, p->matchas.pattern);
        collect_name(c, m, p, p->matchas.name);
        break;
    case N_MATCHOR:
        collect_or(c, m, p);
        break;
    default:
        break;
    }
}

static void capture(struct compiler *c, struct matching *m, PyObject *name, int t)
{
    if (name)
        emit(c, OP_COPY, m->temp + find_capture(m, name), t);
}

static int push_copy(struct compiler *c, int t)
{
    int copy = push(c);

    emit(c, OP_COPY, copy, t);
    return copy;
}

static void compare_value(struct compiler *c, struct node *p, int t, struct label *fail_label)
{
    int a = push_copy(c, t);
    int b = expr(c, p->matchvalue.value);

    pop(c, b);
    pop(c, a);
    emit(c, OP_JUMP_UNLESS_EQ, a, b, fail_label);
}

static bool is_wildcard(const struct node *p)
{
    if (p->kind == N_MATCHSTAR)
        return !p->matchstar.name;
    return p->kind == N_MATCHAS && !p->matchas.pattern && !p->matchas.name;
}

static void require_length(struct compiler *c, int t, uint32_t n, bool exactly, struct label *fail_label)
{
    int a = push(c), b;
    PyObject *number = c->failed ? NULL : PyLong_FromLong((long)n);

    emit(c, OP_MATCH_LEN, a, t);
    if (number) {
        b = push_const(c, number);
        pop(c, b);
        emit(c, exactly ? OP_JUMP_UNLESS_EQ : OP_JUMP_UNLESS_GE, a, b, fail_label);
    }
    pop(c, a);
    Py_XDECREF(number);
}

/* All n items of a copy of t, the first in the highest temp. The first temp. */
static int unpack_copy(struct compiler *c, int t, int before, int after, bool star)
{
    int n = before + after + star;
    int copy = push_copy(c, t), first;

    pop(c, copy);
    first = push_many(c, n);
    if (star) {
        emit(c, OP_UNPACK_EX, copy, first, before, after);
        return first;
    }
    emit(c, OP_UNPACK, copy, first, n);
    for (int i = 0; i < n; i++)
        emit_destination(c, first + n - 1 - i);
    return first;
}

/* [a, *_, z]: items by index, so that the middle is not gone through. */
static void by_index(struct compiler *c, struct matching *m, struct seq *patterns, int t, uint32_t star, struct label *fail_label)
{
    for (uint32_t i = 0; i < patterns->n; i++) {
        struct node *p = patterns->item[i];
        int item, index;

        if (i == star || is_wildcard(p))
            continue;
        item = push_copy(c, t);
        index = push(c);
        if (i < star) {
            emit(c, OP_GETITEM_I, item, item, (int)i);
        } else {
            emit(c, OP_MATCH_LEN, index, t);
            emit(c, OP_SUB_I, index, index, (int)(patterns->n - i));
            emit(c, OP_GETITEM, item, item, index);
        }
        pop(c, index);
        pattern(c, m, p, item, fail_label);
    }
}

static void sequence(struct compiler *c, struct matching *m, struct node *p, int t, struct label *fail_label)
{
    struct seq *patterns = p->matchsequence.patterns;
    uint32_t n = patterns->n, star = n;
    bool only_wildcards = true;
    int a = push(c), first;

    emit(c, OP_MATCH_SEQUENCE, a, t);
    pop(c, a);
    emit(c, OP_JUMP_FALSE, a, fail_label);
    for (uint32_t i = 0; i < n; i++) {
        if (patterns->item[i]->kind == N_MATCHSTAR) {
            if (star < n)
                error_at(c, p, "multiple starred names in sequence pattern");
            star = i;
        }
        only_wildcards = only_wildcards && is_wildcard(patterns->item[i]);
    }
    if (star == n)
        require_length(c, t, n, true, fail_label);
    else if (n > 1)
        require_length(c, t, n - 1, false, fail_label);
    if (only_wildcards)
        return;
    if (star < n && is_wildcard(patterns->item[star])) {
        by_index(c, m, patterns, t, star, fail_label);
        return;
    }
    first = unpack_copy(c, t, (int)star, star < n ? (int)(n - 1 - star) : 0, star < n);
    for (uint32_t i = 0; i < n; i++)
        pattern(c, m, patterns->item[i], first + (int)(n - 1 - i), fail_label);
}

/* f[t] is a tuple of values or None: the values, first one highest; fails if None. */
static int unpack_found(struct compiler *c, int t, uint32_t n, struct label *fail_label)
{
    int a = push_copy(c, t);

    pop(c, a);
    emit(c, OP_JUMP_NONE, a, fail_label);
    return unpack_copy(c, t, (int)n, 0, false);
}

static void mapping(struct compiler *c, struct matching *m, struct node *p, int t, struct label *fail_label)
{
    struct seq *keys = p->matchmapping.keys, *patterns = p->matchmapping.patterns;
    uint32_t n = keys->n;
    int a = push(c), names, found, first;

    emit(c, OP_MATCH_MAPPING, a, t);
    pop(c, a);
    emit(c, OP_JUMP_FALSE, a, fail_label);
    if (n)
        require_length(c, t, n, false, fail_label);
    else if (!p->matchmapping.rest)
        return;
    for (uint32_t i = 0; i < n; i++)
        expr_push(c, keys->item[i]);
    pop_many(c, (int)n);
    names = push(c);
    emit(c, OP_BUILD_TUPLE, names, names, (int)n);
    found = push(c);
    emit(c, OP_MATCH_KEYS, found, t, names);
    first = unpack_found(c, found, n, fail_label);
    for (uint32_t i = 0; i < n; i++)
        pattern(c, m, patterns->item[i], first + (int)(n - 1 - i), fail_label);
    if (p->matchmapping.rest) {
        int rest = push(c);

        emit(c, OP_DICT_WITHOUT, rest, t, names);
        capture(c, m, p->matchmapping.rest, rest);
    }
}

static void class_pattern(struct compiler *c, struct matching *m, struct node *p, int t, struct label *fail_label)
{
    struct seq *pos = p->matchclass.patterns, *kwd = p->matchclass.kwd_patterns;
    struct names *attrs = p->matchclass.attrs;
    PyObject *names = c->failed ? NULL : PyTuple_New(attrs->n);
    uint32_t n = pos->n + kwd->n;
    int found, first, a;

    if (!names) {
        fail(c);
        return;
    }
    for (uint32_t i = 0; i < attrs->n; i++) {
        for (uint32_t k = 0; k < i && !c->failed; k++)
            if (attrs->item[k] == attrs->item[i]) {
                syntax_error_late(c->p, p->start, p->end, "attribute name repeated in class pattern: %U", attrs->item[i]);
                fail(c);
            }
        PyTuple_SET_ITEM(names, i, Py_NewRef(attrs->item[i]));
    }
    a = expr(c, p->matchclass.cls);
    pop(c, a);
    found = push(c);
    emit(c, OP_MATCH_CLASS, found, t, a, (int)pos->n, const_index(c, names));
    Py_DECREF(names);
    first = unpack_found(c, found, n, fail_label);
    for (uint32_t i = 0; i < n; i++)
        pattern(c, m, i < pos->n ? pos->item[i] : kwd->item[i - pos->n], first + (int)(n - 1 - i), fail_label);
}

static void clear_from(struct compiler *c, int depth)
{
    for (int d = depth; d < c->u->depth; d++)
        emit(c, OP_CLEAR, FRAME_WORDS + d);
}

/* What an alternative had captured before it failed: the next one fills the same temps. */
static void clear_captures(struct compiler *c, const struct matching *m, struct node *alternative)
{
    struct matching of = {.n = 0};

    collect(c, &of, alternative);
    for (int i = 0; i < of.n; i++)
        emit(c, OP_CLEAR, m->temp + find_capture(m, of.name[i]));
}

static void or_pattern(struct compiler *c, struct matching *m, struct node *p, int t, struct label *fail_label)
{
    struct seq *patterns = p->matchor.patterns;
    struct label end = LABEL_NEW;
    int depth = c->u->depth;

    for (uint32_t i = 0; i < patterns->n && !c->failed; i++) {
        struct label next = LABEL_NEW;

        pattern(c, m, patterns->item[i], t, &next);
        clear_from(c, depth);
        emit(c, OP_JUMP, &end);
        bind(c, &next);
        clear_captures(c, m, patterns->item[i]);
        clear_from(c, depth);
        pop_many(c, c->u->depth - depth);
    }
    emit(c, OP_JUMP, fail_label);
    bind(c, &end);
}

static void pattern(struct compiler *c, struct matching *m, struct node *p, int t, struct label *fail_label)
{
    int a, b;

    if (!deeper(c))
        return;
    place(c, p);
    switch (p->kind) {
    case N_MATCHVALUE:
        compare_value(c, p, t, fail_label);
        break;
    case N_MATCHSINGLETON:
        a = push_copy(c, t);
        b = push_const(c, p->matchsingleton.value);
        pop(c, b);
        pop(c, a);
        emit(c, OP_JUMP_UNLESS_IS, a, b, fail_label);
        break;
    case N_MATCHSEQUENCE:
        sequence(c, m, p, t, fail_label);
        break;
    case N_MATCHMAPPING:
        mapping(c, m, p, t, fail_label);
        break;
    case N_MATCHCLASS:
        class_pattern(c, m, p, t, fail_label);
        break;
    case N_MATCHSTAR:
        capture(c, m, p->matchstar.name, t);
        break;
    case N_MATCHAS:
        if (p->matchas.pattern)
            pattern(c, m, p->matchas.pattern, t, fail_label);
        capture(c, m, p->matchas.name, t);
        break;
    default:
        or_pattern(c, m, p, t, fail_label);
    }
}

static void check_reachable(struct compiler *c, struct node *p, bool last);

static void check_all(struct compiler *c, struct seq *patterns)
{
    for (uint32_t i = 0; i < patterns->n; i++)
        check_reachable(c, patterns->item[i], true);
}

/* Nothing may follow what matches everything, neither a case nor an alternative. last: nothing follows p. */
static void check_reachable(struct compiler *c, struct node *p, bool last)
{
    struct seq *patterns;

    if (!deeper(c))
        return;
    switch (p->kind) {
    case N_MATCHAS:
        if (p->matchas.pattern) {
            check_reachable(c, p->matchas.pattern, last);
        } else if (!last) {
            if (p->matchas.name)
                syntax_error_late(c->p, p->start, p->end, "name capture %R makes remaining patterns unreachable", p->matchas.name);
            else
                syntax_error_late(c->p, p->start, p->end, "wildcard makes remaining patterns unreachable");
            fail(c);
        }
        break;
    case N_MATCHOR:
        patterns = p->matchor.patterns;
        for (uint32_t i = 0; i < patterns->n; i++)
            check_reachable(c, patterns->item[i], last && i + 1 == patterns->n);
        break;
    case N_MATCHSEQUENCE:
        check_all(c, p->matchsequence.patterns);
        break;
    case N_MATCHMAPPING:
        check_all(c, p->matchmapping.patterns);
        break;
    case N_MATCHCLASS:
        check_all(c, p->matchclass.patterns);
        check_all(c, p->matchclass.kwd_patterns);
        break;
    default:
        break;
    }
}

static void match_case(struct compiler *c, struct node *s, uint32_t i, int subject, struct label *end)
{
    struct node *one = s->match.cases->item[i];
    struct label failed = LABEL_NEW, unguarded = LABEL_NEW;
    struct matching m = {.n = 0};
    int depth = c->u->depth;

    check_reachable(c, one->matchcase.pattern, i + 1 == s->match.cases->n || one->matchcase.guard != NULL);
    collect(c, &m, one->matchcase.pattern);
    m.temp = m.n ? push_many(c, m.n) : 0;
    pattern(c, &m, one->matchcase.pattern, subject, &failed);
    for (int k = 0; k < m.n; k++) {
        int copy = push_copy(c, m.temp + k);

        store_named(c, m.name[k], copy);
    }
    clear_from(c, depth);
    int used = c->u->depth;

    pop_many(c, used - depth);
    if (one->matchcase.guard)
        jump_if(c, one->matchcase.guard, false, &unguarded);
    emit(c, OP_CLEAR, subject);
    body(c, one->matchcase.body);
    emit(c, OP_JUMP, end);
    bind(c, &failed);
    push_many(c, used - depth);
    clear_from(c, depth);
    pop_many(c, used - depth);
    bind(c, &unguarded);
}

void compile_match_statement(struct compiler *c, struct node *s)
{
    struct label end = LABEL_NEW;
    int subject = expr_push(c, s->match.subject);

    for (uint32_t i = 0; i < s->match.cases->n && !c->failed; i++)
        match_case(c, s, i, subject, &end);
    emit(c, OP_CLEAR, subject);
    bind(c, &end);
    pop(c, subject);
}
