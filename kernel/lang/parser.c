/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser.c -- the statement loop, tokens, marks and lists of the parser (parse.h has the map).
 *
 *     parser_statement:  first reading --fits--> tree
 *                            |
 *                            +--does not--> second reading, diagnosing --> SyntaxError
 */
#include "kernel/lang/lexnumber.h"
#include "kernel/lang/parse.h"

enum { SOURCE_MAX = 1 << 27, FUEL = 20000, LIST_FIRST = 16 };

/* --- source and life ------------------------------------------------------------------------------------------ */

/* The offset of the first byte that is not UTF-8, or len. */
static uint32_t utf8_check(const char *src, uint32_t len)
{
    uint32_t i = 0;
    int32_t cp;

    while (i < len) {
        uint32_t n = 1;

        if (src[i] & 0x80) {
            n = utf8_next(src + i, len - i, &cp);
            if (cp < 0)
                break;
        }
        i += n;
    }
    return i;
}

static const char *utf8_reason(const char *s, uint32_t left)
{
    uint8_t b = (uint8_t)s[0];

    if (b < 0xc2 || b > 0xf4)
        return "invalid start byte";
    if (left < (b < 0xe0 ? 2u : b < 0xf0 ? 3u : 4u))
        return "unexpected end of data";
    return "invalid continuation byte";
}

static int check_source(struct parser *p, const char *src, uint32_t len)
{
    uint32_t bad = utf8_check(src, len);

    if (bad < len) {
        static const char digits[] = "0123456789abcdef";
        uint8_t byte = (uint8_t)src[bad];

        if (p->flags & PARSE_FILE)
            raise_range(p, PyExc_SyntaxError, bad, AT_ZERO,
                        "Non-UTF-8 code starting with '\\x%c%c' in file %U on line %d, but no encoding declared; "
                        "see https://peps.python.org/pep-0263/ for details",
                        digits[byte >> 4], digits[byte & 15], p->filename, (int)parser_line(p, bad));
        else
            raise_range(p, PyExc_SyntaxError, bad, AT_NONE,
                        "(unicode error) 'utf-8' codec can't decode byte 0x%c%c in position %d: %s", digits[byte >> 4],
                        digits[byte & 15], (int)bad, utf8_reason(src + bad, len - bad));
        return -1;
    }
    if (len > 0 && memchr(src, 0, len) != NULL) {
        uint32_t nul = (uint32_t)((const char *)memchr(src, 0, len) - src);

        raise_range(p, PyExc_SyntaxError, nul, AT_NONE, "source code cannot contain null bytes");
        return -1;
    }
    return 0;
}

int parser_init(struct parser *p, const char *src, size_t len, PyObject *filename, enum parse_mode mode, int flags)
{
    *p = (struct parser){
        .filename = filename, .mode = (uint8_t)mode, .flags = (uint8_t)flags, .first_line = 1, .line_done = true};
    p->future_possible = p->docstring_possible = true;
    p->future_annotations = (flags & PARSE_FUTURE_ANNOTATIONS) != 0;
    if (len >= SOURCE_MAX) {
        PyErr_SetString(PyExc_OverflowError, "source code is too large");
        return -1;
    }
    if (len >= 3 && memcmp(src, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark */
        src += 3;
        len -= 3;
    }
    lexer_init(&p->lexer, src, (uint32_t)len);
    ast_init(&p->arena);
    return check_source(p, src, (uint32_t)len);
}

void parser_free(struct parser *p)
{
    ast_free(&p->arena);
    lexer_free(&p->lexer);
    Py_CLEAR(p->globals);
    PyMem_Free(p->list);
    p->list = NULL;
    p->list_n = p->list_cap = 0;
}

uint32_t parser_line(struct parser *p, uint32_t offset)
{
    if (p->cursor_line == 0 || offset < p->cursor / 2) {
        p->cursor = 0;
        p->cursor_line = p->first_line;
    }
    if (offset >= p->cursor)
        p->cursor_line = count_lines(p->lexer.src, p->cursor, offset, p->cursor_line);
    else
        p->cursor_line -= count_lines(p->lexer.src, offset, p->cursor, 0);
    p->cursor = offset;
    return p->cursor_line;
}

/* --- tokens --------------------------------------------------------------------------------------------------- */

/* Where a word holds a character that no identifier may hold, describe that as the lexer's error. */
static void check_identifier(struct parser *p, struct token *t)
{
    struct lexer *lx = &p->lexer;
    uint32_t end = t->start, n;
    int32_t cp = 0;
    int good = 1;

    while (end < t->end && good == 1) {
        PyObject *part;

        n = utf8_next(lx->src + end, t->end - end, &cp);
        end += n;
        if (n == 1)
            continue;
        part = PyUnicode_FromStringAndSize(lx->src + t->start, end - t->start);
        good = part == NULL ? -1 : PyUnicode_IsIdentifier(part);
        Py_XDECREF(part);
    }
    if (good == 1)
        return;
    t->kind = T_ERROR;
    lx->error = (struct lex_error){.type = LEX_CHARACTER, .format = "", .arg = {cp}, .start = end - n, .end = end - n};
    if (good < 0)
        lx->error.type = LEX_NO_MEMORY;
    else if (!Py_UNICODE_ISPRINTABLE((Py_UCS4)cp))
        lx->error.type = LEX_NON_PRINTABLE;
}

static bool is_ascii(const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (s[i] & 0x80)
            return false;
    return true;
}

void parser_lex(struct parser *p, struct token *t)
{
    lexer_next(&p->lexer, t);
    if (t->kind == T_NAME && !is_ascii(p->lexer.src + t->start, t->end - t->start))
        check_identifier(p, t);
}

/* The end inside brackets. */
static void never_closed(struct parser *p, struct token *t)
{
    struct lexer *lx = &p->lexer;
    uint32_t open = lx->bracket[lx->depth - 1];
    int c = open == lx->virtual_bracket ? '(' : lx->src[open];

    t->kind = T_ERROR;
    lx->error = (struct lex_error){
        .type = LEX_SYNTAX, .format = "'%c' was never closed", .arg = {c}, .start = open, .end = AT_ZERO};
}

/* `1if x`: warned about once. */
static void odd_number(struct parser *p, struct token *t)
{
    struct lexer *lx = &p->lexer;
    PyObject *message;

    if (t->start < p->warned_number || PyErr_Occurred())
        return;
    p->warned_number = t->end;
    message = PyUnicode_FromString(lx->odd_number);
    if (!parser_warn(p, PyExc_SyntaxWarning, t->start, message)) {
        t->kind = T_ERROR;
        lexer_error_here(lx, lx->odd_number, 0, 0, 0);
        if (PyErr_Occurred())
            lx->error.type = LEX_NO_MEMORY;
    }
    Py_XDECREF(message);
}

void parser_fetch(struct parser *p)
{
    struct token *t = &p->token;

    p->have_token = true;
    if (p->second_look && p->fuel == 0) { /* G4 */
        t->kind = T_UNKNOWN;
        return;
    }
    p->fuel--;
    p->before = lexer_mark(&p->lexer);
    parser_lex(p, t);
    if (p->lexer.odd_number != NULL && t->kind == T_NUMBER)
        odd_number(p, t);
    if (t->depth > 0 && (t->kind == T_END || (t->kind == T_ERROR && p->lexer.error.end == AT_NONE)))
        never_closed(p, t);
    if (t->start >= p->furthest.start) {
        p->furthest = *t;
        p->error = p->lexer.error;
    }
    if (p->second_look && !p->diagnose && t->end > p->known_end)
        p->known_end = t->end;
    if (t->kind == T_ERROR && p->second_look)
        raise_lexer_error(p, &p->lexer.error);
}

enum token_kind peek_second(struct parser *p)
{
    struct lexer_mark mark;
    struct token t;

    peek(p);
    if (p->token.kind == T_ERROR || p->token.kind == T_END)
        return (enum token_kind)p->token.kind;
    mark = lexer_mark(&p->lexer);
    lexer_next(&p->lexer, &t);
    lexer_reset(&p->lexer, mark);
    if (t.kind != T_ERROR && t.start >= p->furthest.start)
        p->furthest = t;
    return (enum token_kind)t.kind;
}

bool at_word(struct parser *p, const char *word)
{
    size_t n = strlen(word);

    return peek(p) == T_NAME && p->token.end - p->token.start == n &&
           memcmp(p->lexer.src + p->token.start, word, n) == 0;
}

struct spot parser_spot(const struct parser *p)
{
    return (struct spot){p->have_token ? p->before : lexer_mark(&p->lexer), ast_mark(&p->arena), p->last_end, p->list_n,
                         p->last_depth};
}

void parser_back(struct parser *p, const struct spot *spot)
{
    lexer_reset(&p->lexer, spot->lexer);
    p->last_end = spot->last_end;
    p->list_n = spot->list_n;
    p->last_depth = spot->last_depth;
    p->have_token = false;
}

void parser_undo(struct parser *p, const struct spot *spot)
{
    parser_back(p, spot);
    ast_release(&p->arena, spot->arena);
}

bool parser_enter(struct parser *p)
{
    return interp_stack_check(" during compilation") == 0;
}

/* --- lists and nodes ------------------------------------------------------------------------------------------ */

bool list_push(struct parser *p, union word w)
{
    if (p->list_n == p->list_cap) {
        uint32_t cap = p->list_cap == 0 ? LIST_FIRST : p->list_cap * 2;
        union word *list = PyMem_Realloc(p->list, cap * sizeof(*list));

        if (list == NULL) {
            PyErr_NoMemory();
            return false;
        }
        p->list = list;
        p->list_cap = cap;
    }
    p->list[p->list_n++] = w;
    return true;
}

bool list_push_node(struct parser *p, struct node *n)
{
    return n != NULL && list_push(p, (union word){.node = n});
}

struct seq *list_take(struct parser *p, uint32_t from)
{
    uint32_t n = p->list_n - from;
    struct seq *s;

    p->list_n = from;
    if (n == 0)
        return seq_empty();
    s = ast_alloc(&p->arena, sizeof(*s) + n * sizeof(s->item[0]));
    if (s == NULL)
        return NULL;
    s->n = n;
    for (uint32_t i = 0; i < n; i++)
        s->item[i] = p->list[from + i].node;
    return s;
}

struct seq *list_one(struct parser *p, struct node *n)
{
    return n == NULL ? NULL : seq_new(&p->arena, &n, 1);
}

struct node *make(struct parser *p, enum node_kind kind, uint32_t start)
{
    return node_new(&p->arena, kind, 0, start, p->last_end);
}

PyObject *identifier(struct parser *p)
{
    PyObject *name;

    if (peek(p) != T_NAME)
        return NULL;
    name = PyUnicode_FromStringAndSize(p->lexer.src + p->token.start, p->token.end - p->token.start);
    if (name == NULL)
        return NULL;
    PyUnicode_InternInPlace(&name);
    take(p);
    return ast_own(&p->arena, name);
}

struct node *name_node(struct parser *p, enum context context)
{
    uint32_t start = here(p);
    PyObject *id = identifier(p);
    struct node *n = id == NULL ? NULL : make(p, N_NAME, start);

    if (n == NULL)
        return NULL;
    n->op = (uint8_t)context;
    n->name.id = id;
    return n;
}

struct node *constant_node(struct parser *p, uint32_t start, PyObject *value)
{
    struct node *n = value == NULL ? NULL : make(p, N_CONSTANT, start);

    if (n == NULL)
        return NULL;
    n->constant.value = value;
    return n;
}

/* --- statements ----------------------------------------------------------------------------------------------- */

/* `a` of `a; b`, or a line, or a compound statement with its lines. */
static struct node *one_statement(struct parser *p)
{
    struct node *n;
    bool fits = false;

    if (p->line_done) {
        n = compound_statement(p, &fits);
        if (n != NULL && p->mode == PARSE_SINGLE)
            accept(p, T_NEWLINE);
        if (fits)
            return n;
    }
    n = simple_statement(p);
    if (n == NULL)
        return NULL;
    p->line_done = true;
    if (accept(p, T_SEMI) && peek(p) != T_NEWLINE)
        p->line_done = false;
    else if (!accept(p, T_NEWLINE))
        return NULL;
    return n;
}

static struct node *whole_expression(struct parser *p)
{
    uint32_t start = here(p);
    struct node *value = expressions(p), *n;

    if (value == NULL)
        return NULL;
    n = make(p, N_EXPR, start);
    if (n == NULL)
        return NULL;
    n->expr.value = value;
    while (accept(p, T_NEWLINE))
        ;
    p->done = true;
    return peek(p) == T_END && p->token.depth == 0 ? n : NULL;
}

static struct node *read_statement(struct parser *p)
{
    if (p->mode == PARSE_EVAL)
        return whole_expression(p);
    return one_statement(p);
}

/* The same statement again, for the sake of a better message. */
static void *diagnose(struct parser *p, const struct spot *start, bool line_done)
{
    struct token worst = p->furthest;

    if (worst.kind == T_ERROR)
        return raise_lexer_error(p, &p->error);
    parser_undo(p, start);
    p->second_look = p->diagnose = true;
    p->known = p->known_end = 0;
    p->fuel = FUEL;
    p->line_done = line_done;
    read_statement(p);
    if (!PyErr_Occurred())
        return raise_generic(p, &worst);
    parser_error_final(p);
    return NULL;
}

static bool nothing_follows(struct parser *p)
{
    if (p->mode == PARSE_SINGLE || p->mode == PARSE_EVAL)
        while (p->line_done && peek(p) == T_NEWLINE)
            take(p);
    return peek(p) == T_END && p->token.depth == 0;
}

struct node *parser_statement(struct parser *p)
{
    struct spot start;
    struct node *n;
    bool line_done = p->line_done;

    if (p->done)
        return NULL;
    ast_free(&p->arena); /* P1 */
    p->list_n = 0;
    if (nothing_follows(p) && p->mode != PARSE_EVAL && (p->mode == PARSE_EXEC || p->lexer.end > 0)) {
        p->done = true;
        return NULL;
    }
    if (p->mode == PARSE_SINGLE && line_done && p->last_end > 0)
        return raise_range(p, PyExc_SyntaxError, p->last_end, p->last_end,
                           "multiple statements found while compiling a single statement");
    start = parser_spot(p);
    n = read_statement(p);
    if (n != NULL)
        return n;
    if (PyErr_Occurred())
        parser_error_final(p);
    else
        diagnose(p, &start, line_done);
    return NULL;
}

int parser_incomplete(const char *src, size_t len)
{
    struct parser p;
    struct node *n = NULL;
    int more = 0;

    if (parser_init(&p, src, len, Py_None, PARSE_SINGLE, PARSE_QUIET) == 0) {
        p.lexer.interactive = true;
        while (peek(&p) == T_NEWLINE)
            take(&p);
        if (peek(&p) != T_END) {
            do
                n = one_statement(&p);
            while (n != NULL && !p.line_done);
            more = p.lexer.hit_end && !PyErr_Occurred();
        }
    }
    PyErr_Clear();
    parser_free(&p);
    return more;
}
