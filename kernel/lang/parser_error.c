/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_error.c -- from a range of the source to a SyntaxError.
 *
 * SyntaxError's arguments are (message, (filename, line, column, text, end line, end column)), lines and columns from 1,
 * columns in characters. An error inside an f-string's field quotes the field alone, in parentheses.
 */
#include "kernel/lang/parse.h"

/* --- where ---------------------------------------------------------------------------------------------------- */

static bool is_newline(char c)
{
    return c == '\n' || c == '\r';
}

static bool in_field(const struct parser *p)
{
    return p->lexer.virtual_bracket != AT_NONE;
}

/* Where the text that an error at this offset quotes begins: its line, or the field's brace if that is on the line. */
static uint32_t quote_start(const struct parser *p, uint32_t offset)
{
    uint32_t first = in_field(p) ? p->lexer.virtual_bracket : 0;

    while (offset > first && !is_newline(p->lexer.src[offset - 1]))
        offset--;
    return offset;
}

static int column(const struct parser *p, uint32_t offset)
{
    int n = 1;

    for (uint32_t i = quote_start(p, offset); i < offset; i++)
        n += (p->lexer.src[i] & 0xc0) != 0x80;
    return n;
}

/* CPython hands out the line as it holds it: with the line end while it is the line being read. */
static bool with_line_end(struct parser *p, uint32_t line_end)
{
    return p->furthest.kind != T_ERROR && p->furthest.start <= line_end;
}

/* New reference: the line of an error, or the line of the f-string's field. */
static PyObject *quoted_line(struct parser *p, uint32_t offset)
{
    const char *src = p->lexer.src;
    uint32_t limit = in_field(p) ? p->field_end : p->lexer.end;
    uint32_t start = quote_start(p, offset), end = offset < start ? start : offset;
    PyObject *text;
    char *copy;

    while (end < limit && !is_newline(src[end]))
        end++;
    if (end > limit)
        end = limit;
    if (end < start)
        end = start;
    copy = PyMem_Malloc(end - start + 3);
    if (copy == NULL)
        return PyErr_NoMemory();
    memcpy(copy, src + start, end - start);
    if (in_field(p)) {
        if (start == p->lexer.virtual_bracket)
            copy[0] = '(';
        if (end == limit)
            copy[end++ - start] = ')';
        copy[end++ - start] = '\n';
    } else if (with_line_end(p, end)) {
        copy[end++ - start] = '\n';
    }
    text = PyUnicode_DecodeUTF8(copy, end - start, "replace");
    PyMem_Free(copy);
    return text;
}

/* --- raising -------------------------------------------------------------------------------------------------- */

static void *raise_message(struct parser *p, PyObject *type, uint32_t start, uint32_t end, bool quote,
                           PyObject *message)
{
    int line = (int)parser_line(p, start), end_line = line, first = column(p, start), last;
    PyObject *text, *value;

    if (message == NULL)
        return NULL;
    text = quote ? quoted_line(p, start) : Py_NewRef(Py_None);
    if (end == AT_NONE || end == AT_ZERO) {
        last = end == AT_NONE ? -1 : 0;
    } else if (end == AT_SOURCE_END) {
        first = last = 0;
        if (p->lexer.end == 0)
            line = end_line = 0;
    } else if (end == AT_BEFORE) {
        first--;
        last = -1;
    } else {
        end_line = (int)parser_line(p, end);
        last = column(p, end);
        if (quote && text != NULL && end_line > line && last > PyUnicode_GET_LENGTH(text) + 1)
            last = (int)PyUnicode_GET_LENGTH(text) + 1; /* a column of the line that is quoted */
    }
    value = text == NULL ? NULL : Py_BuildValue("(O(OiiOii))", message, p->filename, line, first, text, end_line, last);
    if (value != NULL)
        PyErr_SetObject(type, value);
    Py_XDECREF(value);
    Py_XDECREF(text);
    Py_DECREF(message);
    return NULL;
}

/* The first error stands: what follows from it does not replace it. */
static void *raise_format(struct parser *p, PyObject *type, uint32_t start, uint32_t end, bool quote,
                          const char *format, va_list args)
{
    PyObject *message = PyErr_Occurred() ? NULL : PyUnicode_FromFormatV(format, args);

    if (message != NULL && in_field(p) && p->lexer.error.format == NULL) {
        PyObject *longer = PyUnicode_FromFormat("f-string: %U", message);

        Py_DECREF(message);
        message = longer;
    }
    return raise_message(p, type, start, end, quote, message);
}

void *raise_range(struct parser *p, PyObject *type, uint32_t start, uint32_t end, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    raise_format(p, type, start, end, true, format, args);
    va_end(args);
    return NULL;
}

void *syntax_error(struct parser *p, uint32_t start, uint32_t end, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    raise_format(p, PyExc_SyntaxError, start, end, true, format, args);
    va_end(args);
    return NULL;
}

void *syntax_error_late(struct parser *p, uint32_t start, uint32_t end, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    raise_format(p, PyExc_SyntaxError, start, end, (p->flags & PARSE_FILE) != 0, format, args);
    va_end(args);
    return NULL;
}

bool parser_warn(struct parser *p, PyObject *category, uint32_t at, PyObject *message)
{
    if (message != NULL && (p->flags & PARSE_QUIET))
        return true;
    if (message != NULL &&
        PyErr_WarnExplicitObject(category, message, p->filename, (int)parser_line(p, at), NULL, NULL) == 0)
        return true;
    if (PyErr_ExceptionMatches(category))
        PyErr_Clear();
    return false;
}

bool syntax_warning(struct parser *p, uint32_t start, uint32_t end, const char *format, ...)
{
    PyObject *message;
    va_list args;
    bool fine;

    va_start(args, format);
    message = PyUnicode_FromFormatV(format, args);
    va_end(args);
    fine = parser_warn(p, PyExc_SyntaxWarning, start, message);
    if (!fine && !PyErr_Occurred())
        syntax_error_late(p, start, end, "%U", message);
    Py_XDECREF(message);
    return fine;
}

/* The last character of the source; its last line end may have to be imagined. */
static uint32_t last_character(const struct parser *p)
{
    uint32_t end = p->lexer.end;

    return end > 0 && is_newline(p->lexer.src[end - 1]) ? end - 1 : end;
}

void *raise_at_furthest(struct parser *p, PyObject *type, const char *format, ...)
{
    const struct token *t = &p->furthest;
    uint32_t start = t->start, end = t->end;
    va_list args;

    if (t->kind == T_END || (t->kind == T_DEDENT && t->start == p->lexer.end)) {
        start = last_character(p);
        end = AT_NONE;
    } else if (t->kind == T_INDENT || t->kind == T_DEDENT) {
        end = AT_BEFORE;
    }
    va_start(args, format);
    raise_format(p, type, start, end, true, format, args);
    va_end(args);
    return NULL;
}

static void *raise_unclosed(struct parser *p)
{
    uint32_t open = p->lexer.bracket[p->lexer.depth - 1];
    int c = open == p->lexer.virtual_bracket ? '(' : p->lexer.src[open];

    return raise_range(p, PyExc_SyntaxError, open, AT_ZERO, "'%c' was never closed", c);
}

static void *raise_character(struct parser *p, const struct lex_error *e)
{
    char hex[9] = "";
    unsigned digits = 0, value = (unsigned)e->arg[0];

    for (int shift = 20; shift >= 0; shift -= 4)
        if (digits > 0 || shift < 16 || value >> shift != 0)
            hex[digits++] = "0123456789ABCDEF"[value >> shift & 15];
    if (e->type == LEX_CHARACTER)
        return raise_range(p, PyExc_SyntaxError, e->start, e->end, "invalid character '%c' (U+%s)", e->arg[0], hex);
    return raise_range(p, PyExc_SyntaxError, e->start, e->end, "invalid non-printable character U+%s", hex);
}

void *raise_lexer_error(struct parser *p, const struct lex_error *e)
{
    switch (e->type) {
    case LEX_NO_MEMORY:
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    case LEX_CHARACTER:
    case LEX_NON_PRINTABLE:
        return raise_character(p, e);
    case LEX_TAB:
        return raise_range(p, PyExc_TabError, e->start, e->end, e->format, 0);
    case LEX_INDENT:
        return raise_range(p, PyExc_IndentationError, e->start, e->end, e->format, 0);
    default:
        return raise_range(p, PyExc_SyntaxError, e->start, e->end, e->format, e->arg[0], e->arg[1], e->arg[2]);
    }
}

/* About the characters of a token, rather than how lines hang together? */
static bool concerns_token(const struct lex_error *e)
{
    return e->type == LEX_CHARACTER || e->type == LEX_NON_PRINTABLE ||
           (e->type == LEX_SYNTAX && e->end != AT_NONE && e->end != AT_ZERO);
}

/* A mistake in the rest of the source that the lexer can see explains more than one that the parser sees. */
static void prefer_lexer_error(struct parser *p, uint32_t error_at)
{
    uint32_t line = parser_line(p, error_at);
    struct token t;

    p->furthest.kind = T_ERROR; /* what is quoted from here on comes without its line end */
    do
        parser_lex(p, &t);
    while (t.kind != T_END && t.kind != T_ERROR);
    if (t.kind == T_ERROR && concerns_token(&p->lexer.error)) {
        PyErr_Clear();
        raise_lexer_error(p, &p->lexer.error);
    } else if (!in_field(p) && p->lexer.depth > 0 && line > parser_line(p, p->lexer.bracket[p->lexer.depth - 1])) {
        PyErr_Clear();
        raise_unclosed(p);
    }
}

/* With an error set: replace it if the rest of the source has a more telling one. seen: how far was read. */
static void final_error(struct parser *p, uint32_t seen)
{
    if (p->mode != PARSE_SINGLE && p->lexer.error.format == NULL && PyErr_ExceptionMatches(PyExc_SyntaxError))
        prefer_lexer_error(p, seen);
}

void *raise_generic(struct parser *p, const struct token *t)
{
    uint32_t seen = p->furthest.start;

    if (t->kind == T_ERROR)
        return raise_lexer_error(p, &p->error);
    p->furthest = *t;
    if (t->kind == T_INDENT || t->kind == T_DEDENT)
        return raise_at_furthest(p, PyExc_IndentationError,
                                 t->kind == T_INDENT ? "unexpected indent" : "unexpected unindent");
    if (t->kind == T_END)
        return raise_range(p, PyExc_SyntaxError, last_character(p), AT_SOURCE_END, "invalid syntax");
    raise_range(p, PyExc_SyntaxError, t->start, t->end, "invalid syntax");
    final_error(p, seen);
    return NULL;
}

void parser_error_final(struct parser *p)
{
    final_error(p, p->furthest.start);
}

/* --- targets -------------------------------------------------------------------------------------------------- */

static const char *constant_name(const PyObject *value)
{
    if (value == Py_None)
        return "None";
    if (value == Py_True)
        return "True";
    if (value == Py_False)
        return "False";
    return value == Py_Ellipsis ? "ellipsis" : "literal";
}

const char *expression_name(const struct node *n)
{
    static const char *const names[NODE_KIND_COUNT] = {
        [N_BOOLOP] = "expression",
        [N_NAMEDEXPR] = "named expression",
        [N_BINOP] = "expression",
        [N_UNARYOP] = "expression",
        [N_LAMBDA] = "lambda",
        [N_IFEXP] = "conditional expression",
        [N_DICT] = "dict literal",
        [N_SET] = "set display",
        [N_LISTCOMP] = "list comprehension",
        [N_SETCOMP] = "set comprehension",
        [N_DICTCOMP] = "dict comprehension",
        [N_GENERATOREXP] = "generator expression",
        [N_AWAIT] = "await expression",
        [N_YIELD] = "yield expression",
        [N_YIELDFROM] = "yield expression",
        [N_COMPARE] = "comparison",
        [N_CALL] = "function call",
        [N_FORMATTEDVALUE] = "f-string expression",
        [N_JOINEDSTR] = "f-string expression",
        [N_ATTRIBUTE] = "attribute",
        [N_SUBSCRIPT] = "subscript",
        [N_STARRED] = "starred",
        [N_NAME] = "name",
        [N_LIST] = "list",
        [N_TUPLE] = "tuple",
    };

    if (n->kind == N_CONSTANT)
        return constant_name(n->constant.value);
    return names[n->kind] != NULL ? names[n->kind] : "expression";
}

struct node *bad_target(struct node *n, enum target_use use)
{
    switch (n->kind) {
    case N_NAME:
    case N_SUBSCRIPT:
    case N_ATTRIBUTE:
        return NULL;
    case N_LIST:
    case N_TUPLE:
        for (uint32_t i = 0; i < n->tuple.elts->n; i++) {
            struct node *bad = bad_target(n->tuple.elts->item[i], use);

            if (bad != NULL)
                return bad;
        }
        return NULL;
    case N_STARRED:
        return use == TARGET_DELETE ? n : bad_target(n->starred.value, use);
    case N_COMPARE:
        if (use == TARGET_FOR) /* `a in b` of `for a in b` */
            return n->chain.rest[0].op == CMP_IN ? bad_target(n->chain.left, use) : NULL;
        return n;
    default:
        return n;
    }
}

void *raise_bad_target(struct parser *p, struct node *n, enum target_use use)
{
    struct node *bad = bad_target(n, use);

    if (bad == NULL)
        return NULL;
    return syntax_error(p, bad->start, bad->end, use == TARGET_DELETE ? "cannot delete %s" : "cannot assign to %s",
                        expression_name(bad));
}
