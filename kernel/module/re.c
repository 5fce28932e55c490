/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/re.c -- _re: runs a program of kernel/lib/re/_compiler.py over a text, going back where it fails.
 *
 *     a*(b|c)   RUN 0 endless greedy 2, CHAR a, SAVE 2, SPLIT +6, CHAR b, JUMP +4, CHAR c, SAVE 3, MATCH
 *
 * What to go back to lies on a stack of its own, in plain memory:
 *     BRANCH   go on at pc with at
 *     SLOT     slot pc had the value `at`
 *     MORE     a RUN at pc took n characters from `at` on; try with one less (greedy) or one more (lazy)
 *     AGAIN    a lazy REP at pc may go round once more
 *     FENCE    a LOOK begins here; one that says NOT has then succeeded
 *
 * Rules:
 *     R1  words of a program are not trusted: an operation lies wholly in it, a slot exists, a position is in the text
 *     R2  a slot is changed after its old value is on the stack
 *     R3  no recursion; Ctrl-C is seen every STEPS steps
 */
#include "kernel/object/Python.h"

enum op {
    OP_MATCH, OP_CHAR, OP_CHAR_I, OP_ANY, OP_ALL, OP_SET, OP_SAVE, OP_SPLIT, OP_SPLIT_LAZY, OP_JUMP, OP_AT, OP_REF, OP_RUN, OP_REP_INIT,
    OP_REP, OP_LOOK, OP_LOOK_END, OP_IF,
};
enum place { AT_START, AT_LINE_START, AT_END, AT_LINE_END, AT_REAL_END, AT_WORD, AT_NOT_WORD };
enum category { DIGIT, SPACE, WORD };
enum { SET_NOT = 1, IGNORE_CASE = 2, ASCII_ONLY = 4 };
enum { LOOK_BEHIND = 1, LOOK_NOT = 2, LOOK_ATOMIC = 4 };
enum { MODE_MATCH, MODE_SEARCH, MODE_FULLMATCH };
#define CATEGORY 0x80000000u
#define CATEGORY_NOT 0x100u
#define CATEGORY_ASCII (ASCII_ONLY << 12)
#define ENDLESS 0xffffffffu

#define STEPS 4096

enum kind { BRANCH, SLOT, MORE, AGAIN, FENCE };
struct back {
    uint32_t kind : 3, pc : 29;
    Py_ssize_t at, n;
};

struct matcher {
    const uint32_t *code;
    uint32_t length;
    /* the text */
    const void *data;
    int kind;
    Py_ssize_t end;
    /* where things are; the last slot is the number of the group closed last */
    Py_ssize_t *slots;
    uint32_t nslots;
    struct back *stack;
    size_t used, room;
    /* of this run */
    int whole;        /* the match must reach the end */
    Py_ssize_t start; /* of the match */
    int nonempty;     /* it must take a character */
};

static int bad_program(void)
{
    PyErr_SetString(PyExc_ValueError, "not a program of a regular expression");
    return -1;
}

/* --- characters ------------------------------------------------------------------------------------------------------------------- */

static Py_UCS4 char_at(const struct matcher *m, Py_ssize_t at)
{
    return PyUnicode_READ(m->kind, m->data, at);
}

static int in_category(unsigned category, int ascii, Py_UCS4 c)
{
    if (c < 128 || ascii) {
        if (c > 127)
            return 0;
        return category == DIGIT   ? Py_ISDIGIT(c)
               : category == SPACE ? Py_ISSPACE(c)
                                   : Py_ISALNUM(c) || c == '_';
    }
    return category == DIGIT   ? Py_UNICODE_ISDECIMAL(c)
           : category == SPACE ? Py_UNICODE_ISSPACE(c)
                               : Py_UNICODE_ISALNUM(c);
}

static Py_UCS4 lower(Py_UCS4 c, int ascii)
{
    return c < 128 ? (Py_UCS4)Py_TOLOWER((int)c) : ascii ? c : Py_UNICODE_TOLOWER(c);
}

/* pairs of a first and a last character, or a category. */
static int in_pairs(const uint32_t *pairs, uint32_t n, Py_UCS4 c)
{
    for (uint32_t i = 0; i < n; i++, pairs += 2) {
        if (pairs[0] & CATEGORY) {
            if (in_category(pairs[0] & 0xff, (pairs[0] & CATEGORY_ASCII) != 0, c) == !(pairs[0] & CATEGORY_NOT))
                return 1;
        } else if (c >= pairs[0] && c <= pairs[1]) {
            return 1;
        }
    }
    return 0;
}

static int in_set(const uint32_t *code, Py_UCS4 c)
{
    int ascii = (code[2] & ASCII_ONLY) != 0;
    int found = in_pairs(code + 3, code[1], c);

    if (!found && code[2] & IGNORE_CASE) {
        Py_UCS4 other = c < 128 ? (Py_UCS4)Py_TOUPPER((int)c) : ascii ? c : Py_UNICODE_TOUPPER(c);

        found = in_pairs(code + 3, code[1], lower(c, ascii)) || in_pairs(code + 3, code[1], other);
    }
    return found != (int)(code[2] & SET_NOT);
}

/* Words of an operation that takes one character; 0: it is not one, or leaves the program (R1). */
static uint32_t single_length(const struct matcher *m, uint32_t pc)
{
    uint32_t left = m->length - pc, n;

    if (pc >= m->length)
        return 0;
    switch (m->code[pc]) {
    case OP_ANY:
    case OP_ALL:
        return 1;
    case OP_CHAR:
    case OP_CHAR_I:
        return left >= 2 ? 2 : 0;
    case OP_SET:
        n = left >= 3 ? m->code[pc + 1] : left;
        return n <= left / 2 && 3 + 2 * n <= left ? 3 + 2 * n : 0;
    default:
        return 0;
    }
}

static int single_matches(const struct matcher *m, const uint32_t *code, Py_UCS4 c)
{
    switch (code[0]) {
    case OP_ANY:
        return c != '\n';
    case OP_CHAR:
        return c == code[1];
    case OP_CHAR_I:
        return lower(c, 0) == code[1];
    case OP_SET:
        return in_set(code, c);
    default:
        return 1;
    }
}

static int is_word(const struct matcher *m, Py_ssize_t at, int ascii)
{
    return at >= 0 && at < m->end && in_category(WORD, ascii, char_at(m, at));
}

static int at_place(const struct matcher *m, uint32_t place, int ascii, Py_ssize_t at)
{
    switch (place) {
    case AT_START:
        return at == 0;
    case AT_LINE_START:
        return at == 0 || char_at(m, at - 1) == '\n';
    case AT_END:
        return at == m->end || (at == m->end - 1 && char_at(m, at) == '\n');
    case AT_LINE_END:
        return at == m->end || char_at(m, at) == '\n';
    case AT_REAL_END:
        return at == m->end;
    default: /* an empty text has no boundary, and no place that is none */
        return m->end > 0 && (is_word(m, at - 1, ascii) != is_word(m, at, ascii)) == (place == AT_WORD);
    }
}

/* The end of the text of a group, found again at `at`; -1: it is not there, or the group took no part. */
static Py_ssize_t matches_again(const struct matcher *m, uint32_t group, int ignore_case, Py_ssize_t at)
{
    Py_ssize_t from = m->slots[2 * group], to = m->slots[2 * group + 1];

    if (from < 0 || to < from || to > m->end || to - from > m->end - at)
        return -1;
    for (; from < to; from++, at++) {
        Py_UCS4 a = char_at(m, from), b = char_at(m, at);

        if (a != b && !(ignore_case && lower(a, 0) == lower(b, 0)))
            return -1;
    }
    return at;
}

/* --- the stack -------------------------------------------------------------------------------------------------------------------- */

static int push(struct matcher *m, enum kind kind, uint32_t pc, Py_ssize_t at, Py_ssize_t n)
{
    if (m->used == m->room) {
        size_t room = m->room ? m->room * 2 : 32;
        struct back *stack = PyMem_Realloc(m->stack, room * sizeof *stack);

        if (!stack) {
            PyErr_NoMemory();
            return -1;
        }
        m->stack = stack;
        m->room = room;
    }
    m->stack[m->used++] = (struct back){kind, pc & 0x1fffffff, at, n};
    return 0;
}

/* R2. */
static int set_slot(struct matcher *m, uint32_t slot, Py_ssize_t value)
{
    if (push(m, SLOT, slot, m->slots[slot], 0) < 0)
        return -1;
    m->slots[slot] = value;
    return 0;
}

/* A LOOK has found what it looked for: nothing in it is tried again, but what it captured can still be taken back. */
static void close_fence(struct matcher *m, size_t fence)
{
    size_t to = fence;

    for (size_t i = fence; i < m->used; i++)
        if (m->stack[i].kind == SLOT)
            m->stack[to++] = m->stack[i];
    m->used = to;
}

static void undo_to(struct matcher *m, size_t fence)
{
    while (m->used > fence) {
        const struct back *b = &m->stack[--m->used];

        if (b->kind == SLOT)
            m->slots[b->pc] = b->at;
    }
}

/* --- the machine ------------------------------------------------------------------------------------------------------------------ */

/* How far a RUN gets from `at`, at most `most` characters. */
static Py_ssize_t run_length(const struct matcher *m, const uint32_t *item, Py_ssize_t at, uint32_t most)
{
    Py_ssize_t n = 0, left = m->end - at;

    if ((size_t)left > most)
        left = (Py_ssize_t)most;
    while (n < left && single_matches(m, item, char_at(m, at + n)))
        n++;
    return n;
}

/* One round more of the REP at pc, whose slots are its count and where the last round began. */
static int go_round(struct matcher *m, uint32_t slot, Py_ssize_t at)
{
    return set_slot(m, slot, m->slots[slot] + 1) < 0 || set_slot(m, slot + 1, at) < 0 ? -1 : 0;
}

/* Words of each operation but SET. */
static const uint8_t op_words[] = {1, 2, 2, 1, 1, 3, 2, 2, 2, 2, 3, 3, 5, 2, 6, 5, 3, 3};

/* 1: a match starts at m->start and ends at slots[1]; 0: none; -1: an exception. */
static int run(struct matcher *m)
{
    uint32_t pc = 0;
    Py_ssize_t at = m->start;
    unsigned steps = 0;

    m->used = 0;
    for (;;) {
        const uint32_t *code = m->code + pc;
        uint32_t op, words;

        if (++steps % STEPS == 0 && PyErr_CheckSignals() < 0)
            return -1;
        if (pc >= m->length || (op = code[0]) >= sizeof op_words || (words = op_words[op]) > m->length - pc)
            return bad_program();
        switch (op) {
        case OP_MATCH:
            if ((m->whole && at != m->end) || (m->nonempty && at == m->start))
                goto fail;
            m->slots[0] = m->start;
            m->slots[1] = at;
            return 1;
        case OP_SET:
            words = single_length(m, pc);
            if (!words)
                return bad_program();
            /* fall through */
        case OP_CHAR:
        case OP_CHAR_I:
        case OP_ANY:
        case OP_ALL:
            if (at >= m->end || !single_matches(m, code, char_at(m, at)))
                goto fail;
            at++;
            break;
        case OP_SAVE:
            if (code[1] + 1 >= m->nslots)
                return bad_program();
            if (set_slot(m, code[1], at) < 0 || (code[1] & 1 && set_slot(m, m->nslots - 1, code[1] / 2) < 0))
                return -1;
            break;
        case OP_SPLIT:
            if (push(m, BRANCH, pc + code[1], at, 0) < 0)
                return -1;
            break;
        case OP_SPLIT_LAZY:
            if (push(m, BRANCH, pc + 2, at, 0) < 0)
                return -1;
            words = code[1];
            break;
        case OP_JUMP:
            words = code[1];
            break;
        case OP_AT:
            if (!at_place(m, code[1], (code[2] & ASCII_ONLY) != 0, at))
                goto fail;
            break;
        case OP_REF:
            if (code[1] >= m->nslots / 2)
                return bad_program();
            at = matches_again(m, code[1], (code[2] & IGNORE_CASE) != 0, at);
            if (at < 0)
                goto fail;
            break;
        case OP_RUN: {
            uint32_t least = code[1], most = code[2], lazy = code[3];
            Py_ssize_t n;

            if (!single_length(m, pc + 5) || single_length(m, pc + 5) != code[4])
                return bad_program();
            n = run_length(m, code + 5, at, lazy ? least : most);
            if ((size_t)n < least)
                goto fail;
            if ((lazy ? (size_t)n < most : (size_t)n > least) && push(m, MORE, pc, at, n) < 0)
                return -1;
            at += n;
            words = 5 + code[4];
            break;
        }
        case OP_REP_INIT:
            if (code[1] + 2 >= m->nslots)
                return bad_program();
            if (set_slot(m, code[1], 0) < 0 || set_slot(m, code[1] + 1, -1) < 0)
                return -1;
            break;
        case OP_REP: {
            uint32_t slot = code[1], least = code[2], most = code[3], lazy = code[4], out = code[5];
            Py_ssize_t n;

            if (slot + 2 >= m->nslots)
                return bad_program();
            n = m->slots[slot];
            if ((size_t)n < least) {
                if (go_round(m, slot, at) < 0)
                    return -1;
            } else if ((most != ENDLESS && (size_t)n >= most) || m->slots[slot + 1] == at) { /* a round that took nothing is the last */
                words = out;
            } else if (lazy) {
                if (push(m, AGAIN, pc, at, 0) < 0)
                    return -1;
                words = out;
            } else if (push(m, BRANCH, pc + out, at, 0) < 0 || go_round(m, slot, at) < 0) {
                return -1;
            }
            break;
        }
        case OP_LOOK: {
            uint32_t kind = code[1], slot = code[2], width = code[3];

            if (slot + 2 >= m->nslots)
                return bad_program();
            if (set_slot(m, slot, (Py_ssize_t)m->used) < 0 || set_slot(m, slot + 1, at) < 0 ||
                push(m, FENCE, pc, at, 0) < 0)
                return -1;
            m->slots[slot] = (Py_ssize_t)m->used - 1;
            if (kind & LOOK_BEHIND) {
                if (width > (size_t)at)
                    goto fail;
                at -= (Py_ssize_t)width;
            }
            break;
        }
        case OP_LOOK_END: {
            uint32_t kind = code[1], slot = code[2];
            size_t fence;

            if (slot + 2 >= m->nslots || (size_t)m->slots[slot] >= m->used || m->stack[m->slots[slot]].kind != FENCE)
                return bad_program();
            fence = (size_t)m->slots[slot];
            if (kind & LOOK_NOT) {
                undo_to(m, fence);
                goto fail;
            }
            if (!(kind & LOOK_ATOMIC))
                at = m->slots[slot + 1];
            close_fence(m, fence);
            break;
        }
        case OP_IF:
            if (code[1] >= m->nslots / 2)
                return bad_program();
            if (m->slots[2 * code[1] + 1] < 0)
                words = code[2];
            break;
        }
        pc += words;
        continue;

    fail:
        for (;;) {
            struct back *b;

            if (++steps % STEPS == 0 && PyErr_CheckSignals() < 0)
                return -1;
            if (m->used == 0)
                return 0;
            b = &m->stack[--m->used];
            if (b->kind == SLOT) {
                m->slots[b->pc] = b->at;
                continue;
            }
            pc = b->pc;
            at = b->at;
            code = m->code + pc;
            if (b->kind == BRANCH)
                break;
            if (b->kind == FENCE) {
                if (!(code[1] & LOOK_NOT))
                    continue;
                pc += code[4];
                break;
            }
            if (b->kind == AGAIN) {
                if (go_round(m, code[1], at) < 0)
                    return -1;
                pc += 6;
                break;
            }
            /* MORE */
            if (code[3]) {
                if (at + b->n >= m->end || !single_matches(m, code + 5, char_at(m, at + b->n)))
                    continue;
                at += ++b->n;
                if ((size_t)b->n < code[2])
                    m->used++;
            } else {
                at += --b->n;
                if ((size_t)b->n > code[1])
                    m->used++;
            }
            pc += 5 + code[4];
            break;
        }
    }
}

/* From m->start on, the first place with a match. As run. */
static int search(struct matcher *m)
{
    Py_ssize_t from = m->start;
    int found = 0;

    for (; from <= m->end && !found; from++, m->nonempty = 0) {
        if (from && m->length > 2 && m->code[0] == OP_AT && m->code[1] == AT_START)
            break;
        if (m->length > 1 && m->code[0] == OP_CHAR)
            while (from < m->end && char_at(m, from) != m->code[1])
                from++, m->nonempty = 0;
        for (uint32_t i = 0; i + 1 < m->nslots; i++)
            m->slots[i] = -1;
        m->slots[m->nslots - 1] = 0;
        m->start = from;
        found = run(m);
    }
    return found;
}

/* Captures, and the group closed last: a new tuple. */
static PyObject *result(const struct matcher *m, Py_ssize_t ncaptures)
{
    PyObject *tuple = PyTuple_New(ncaptures + 1);

    for (Py_ssize_t i = 0; tuple && i <= ncaptures; i++) {
        Py_ssize_t at = i == ncaptures ? m->slots[m->nslots - 1] : m->slots[i];
        PyObject *n;

        if (i < ncaptures && m->slots[i | 1] < 0)
            at = -1;
        n = PyLong_FromSsize_t(at);
        if (!n)
            Py_CLEAR(tuple);
        else
            PyTuple_SET_ITEM(tuple, i, n);
    }
    return tuple;
}

/* run(program, text, pos, endpos, mode, ncaptures, nslots, nonempty): a tuple, or None. 0 <= pos <= endpos <= len(text). */
static PyObject *re_run(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    struct matcher m = {0};
    Py_buffer program = {0}, text = {0};
    Py_ssize_t numbers[5], size; /* pos, endpos, mode, ncaptures, nslots */
    PyObject *answer = NULL;
    int found;

    if (!_PyArg_CheckPositional("run", nargs, 8, 8))
        return NULL;
    for (int i = 0; i < 5; i++) {
        numbers[i] = PyLong_AsSsize_t(args[2 + i]);
        if (numbers[i] == -1 && PyErr_Occurred())
            return NULL;
    }
    if (PyObject_GetBuffer(args[0], &program, PyBUF_SIMPLE) < 0)
        return NULL;
    if (PyUnicode_Check(args[1])) {
        m.kind = PyUnicode_KIND(args[1]);
        m.data = PyUnicode_DATA(args[1]);
        size = PyUnicode_GET_LENGTH(args[1]);
    } else {
        if (PyObject_GetBuffer(args[1], &text, PyBUF_SIMPLE) < 0)
            goto out;
        m.kind = PyUnicode_1BYTE_KIND;
        m.data = text.buf;
        size = text.len;
    }
    m.code = program.buf;
    m.length = (uint32_t)((size_t)program.len / sizeof *m.code);
    m.start = numbers[0];
    m.end = numbers[1];
    m.whole = numbers[2] == MODE_FULLMATCH;
    m.nonempty = Py_IsTrue(args[7]);
    m.nslots = (uint32_t)numbers[4] + 1;
    if ((uintptr_t)m.code % sizeof *m.code || numbers[0] < 0 || numbers[0] > numbers[1] || numbers[1] > size || numbers[3] < 2 ||
        numbers[3] % 2 || numbers[3] > numbers[4] || numbers[4] > 0xffff || m.length > 0x1fffffff) {
        bad_program();
        goto out;
    }
    m.slots = PyMem_Malloc(m.nslots * sizeof *m.slots);
    if (!m.slots) {
        PyErr_NoMemory();
        goto out;
    }
    if (numbers[2] == MODE_SEARCH) {
        found = search(&m);
    } else {
        for (uint32_t i = 0; i + 1 < m.nslots; i++)
            m.slots[i] = -1;
        m.slots[m.nslots - 1] = 0;
        found = run(&m);
    }
    if (found >= 0)
        answer = found ? result(&m, numbers[3]) : Py_NewRef(Py_None);
out:
    PyMem_Free(m.stack);
    PyMem_Free(m.slots);
    if (text.obj)
        PyBuffer_Release(&text);
    PyBuffer_Release(&program);
    return answer;
}

static const PyMethodDef methods[] = {
    {"run", _PyCFunction_CAST(re_run), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_re",
    .m_methods = CONST_SLOT(methods),
};

PyMODINIT_FUNC PyInit__re(void)
{
    return PyModule_Create(CONST_SLOT(&definition));
}
