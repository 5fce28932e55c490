/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser_string.c -- numbers and strings: source text to constants.
 *
 * Adjacent strings are one. A single one without escapes goes to a str directly; anything else is collected in a
 * struct text first: UTF-8, where a lone surrogate from an escape takes three bytes like any other code point of its size.
 */
#include "kernel/lang/parse.h"

/* --- numbers -------------------------------------------------------------------------------------------------- */

static PyObject *integer(struct parser *p, const char *digits, const struct token *t)
{
    int base = digits[0] != '0'          ? 10
               : (digits[1] | 32) == 'x' ? 16
               : (digits[1] | 32) == 'o' ? 8
               : (digits[1] | 32) == 'b' ? 2
                                         : 10;
    PyObject *x = PyLong_FromString(digits + (base == 10 ? 0 : 2), NULL, base), *type, *value, *traceback;

    if (x != NULL || !PyErr_ExceptionMatches(PyExc_ValueError))
        return x;
    PyErr_Fetch(&type, &value, &traceback);
    syntax_error(p, t->start, t->end,
                 "%S - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.", value);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
    return NULL;
}

/* With a point, an exponent or a j at the end. */
static PyObject *real(const char *digits)
{
    char *end;
    double d = PyOS_string_to_double(digits, &end, NULL);

    if (d == -1.0 && PyErr_Occurred())
        return NULL;
    return *end ? PyComplex_FromDoubles(0.0, d) : PyFloat_FromDouble(d);
}

/* digits: the token without underscores, NUL-terminated. */
static PyObject *number_value(struct parser *p, const char *digits, const struct token *t)
{
    bool based = digits[0] == '0' && (digits[1] | 32) >= 'b' && (digits[1] | 32) != 'e' && (digits[1] | 32) != 'j';

    if (!based && strpbrk(digits, ".eEjJ") != NULL)
        return real(digits);
    return integer(p, digits, t);
}

struct node *number(struct parser *p)
{
    struct token t = p->token;
    uint32_t len = t.end - t.start, n = 0;
    char few[40], *digits = len < sizeof(few) ? few : PyMem_Malloc(len + 1);
    PyObject *value;

    if (digits == NULL)
        return (void *)PyErr_NoMemory();
    for (uint32_t i = t.start; i < t.end; i++)
        if (p->lexer.src[i] != '_')
            digits[n++] = p->lexer.src[i];
    digits[n] = '\0';
    take(p);
    value = number_value(p, digits, &t);
    if (digits != few)
        PyMem_Free(digits);
    return constant_node(p, t.start, ast_own(&p->arena, value));
}

/* --- text ----------------------------------------------------------------------------------------------------- */

bool text_put(struct text *t, const char *s, size_t n)
{
    if (t->cap - t->len < n) {
        size_t cap = t->len + n + t->len / 2 + 16;
        char *data = PyMem_Realloc(t->data, cap);

        if (data == NULL) {
            PyErr_NoMemory();
            return false;
        }
        t->data = data;
        t->cap = cap;
    }
    if (n > 0)
        memcpy(t->data + t->len, s, n);
    t->len += n;
    return true;
}

void text_free(struct text *t)
{
    PyMem_Free(t->data);
    *t = (struct text){.data = NULL};
}

bool text_put_code_point(struct text *t, uint32_t cp)
{
    char u[4];

    if (cp < 0x80) {
        u[0] = (char)cp;
        return text_put(t, u, 1);
    }
    if (cp < 0x800) {
        u[0] = (char)(0xc0 | cp >> 6);
        u[1] = (char)(0x80 | (cp & 63));
        return text_put(t, u, 2);
    }
    if (cp < 0x10000) {
        u[0] = (char)(0xe0 | cp >> 12);
        u[1] = (char)(0x80 | (cp >> 6 & 63));
        u[2] = (char)(0x80 | (cp & 63));
        return text_put(t, u, 3);
    }
    u[0] = (char)(0xf0 | cp >> 18);
    u[1] = (char)(0x80 | (cp >> 12 & 63));
    u[2] = (char)(0x80 | (cp >> 6 & 63));
    u[3] = (char)(0x80 | (cp & 63));
    return text_put(t, u, 4);
}

struct node *text_node(struct parser *p, struct text *t, uint32_t start)
{
    PyObject *value = PyUnicode_DecodeUTF8(t->data, (Py_ssize_t)t->len, "surrogatepass");

    t->len = 0;
    return constant_node(p, start, ast_own(&p->arena, value));
}

/* --- escapes -------------------------------------------------------------------------------------------------- */

struct escape {
    struct parser *p;
    struct text *out;
    uint32_t from, at, to; /* the literal's text; at: behind the backslash */
    uint32_t odd;          /* the first backslash that means itself, or a number too large; 0: none */
    bool bytes;
};

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static bool bad_escape(struct escape *e, uint32_t backslash, const char *reason)
{
    raise_at_furthest(e->p, PyExc_SyntaxError,
                      "(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s",
                      (int)(backslash - e->from), (int)(e->at - e->from) - 1, reason);
    return false;
}

static bool hex_escape(struct escape *e, uint32_t backslash, unsigned digits)
{
    const char *src = e->p->lexer.src;
    uint32_t value = 0;
    unsigned n = 0;

    for (; n < digits && e->at < e->to && hex_value(src[e->at]) >= 0; n++)
        value = value << 4 | (uint32_t)hex_value(src[e->at++]);
    if (n < digits && e->bytes) {
        raise_at_furthest(e->p, PyExc_SyntaxError, "(value error) invalid \\x escape at position %d",
                          (int)(backslash - e->from));
        return false;
    }
    if (n < digits)
        return bad_escape(e, backslash,
                          digits == 2   ? "truncated \\xXX escape"
                          : digits == 4 ? "truncated \\uXXXX escape"
                                        : "truncated \\UXXXXXXXX escape");
    if (value > 0x10ffff)
        return bad_escape(e, backslash, "illegal Unicode character");
    if (e->bytes)
        return text_put(e->out, &(char){(char)value}, 1);
    return text_put_code_point(e->out, value);
}

static void note_odd(struct escape *e, uint32_t backslash)
{
    if (e->odd == 0)
        e->odd = backslash;
}

static bool octal_escape(struct escape *e, uint32_t backslash)
{
    const char *src = e->p->lexer.src;
    uint32_t value = 0;

    for (unsigned n = 0; n < 3 && e->at < e->to && src[e->at] >= '0' && src[e->at] <= '7'; n++)
        value = value << 3 | (uint32_t)(src[e->at++] - '0');
    if (value > 0377)
        note_odd(e, backslash);
    if (e->bytes)
        return text_put(e->out, &(char){(char)value}, 1);
    return text_put_code_point(e->out, value);
}

/* Character names are not in the kernel: each is unknown. */
static bool named_escape(struct escape *e, uint32_t backslash)
{
    const char *src = e->p->lexer.src;
    uint32_t close = e->at;

    if (e->at < e->to && src[e->at] == '{') {
        while (close < e->to && src[close] != '}')
            close++;
        if (close < e->to && close > e->at + 1) {
            e->at = close + 1;
            return bad_escape(e, backslash, "unknown Unicode character name");
        }
        e->at = close;
    }
    return bad_escape(e, backslash, "malformed \\N character escape");
}

/* At the character behind a backslash. */
static bool escape(struct escape *e)
{
    static const char plain[] = "\\'\"abfnrtv", meaning[] = "\\'\"\a\b\f\n\r\t\v";
    const char *src = e->p->lexer.src, *known;
    uint32_t backslash = e->at - 1;
    char c = src[e->at++];

    if (c == '\n')
        return true;
    if (c == '\r') {
        e->at += e->at < e->to && src[e->at] == '\n';
        return true;
    }
    known = c != '\0' ? strchr(plain, c) : NULL;
    if (known != NULL)
        return text_put(e->out, &meaning[known - plain], 1);
    if (c >= '0' && c <= '7') {
        e->at--;
        return octal_escape(e, backslash);
    }
    if (c == 'x')
        return hex_escape(e, backslash, 2);
    if (c == 'u' && !e->bytes)
        return hex_escape(e, backslash, 4);
    if (c == 'U' && !e->bytes)
        return hex_escape(e, backslash, 8);
    if (c == 'N' && !e->bytes)
        return named_escape(e, backslash);
    e->at--;
    if (!(c & 0x80))
        note_odd(e, backslash);
    return text_put(e->out, "\\", 1);
}

/* Of the escapes that mean nothing, the first is warned about, once. */
static bool warn_of_escape(struct escape *e)
{
    struct parser *p = e->p;
    const char *sequence = p->lexer.src + e->odd;
    bool octal = sequence[1] >= '4' && sequence[1] <= '7', fine;
    PyObject *message;

    if (e->odd < p->warned_escape || PyErr_Occurred())
        return true;
    p->warned_escape = e->to;
    message = octal ? PyUnicode_FromFormat("invalid octal escape sequence '%.4s'", sequence)
                    : PyUnicode_FromFormat("invalid escape sequence '%.2s'", sequence);
    fine = parser_warn(p, PyExc_DeprecationWarning, p->string_start, message);
    if (!fine && !PyErr_Occurred())
        raise_range(p, PyExc_SyntaxError, p->string_start, p->string_end, "%U", message);
    Py_XDECREF(message);
    return fine;
}

bool text_decode(struct parser *p, struct text *t, uint32_t from, uint32_t to, bool raw, bool bytes)
{
    const char *src = p->lexer.src;
    struct escape e = {.p = p, .out = t, .from = from, .at = from, .to = to, .bytes = bytes};

    while (e.at < to) {
        uint32_t run = e.at;

        while (run < to && src[run] != '\r' && (raw || src[run] != '\\')) {
            if (bytes && (src[run] & 0x80)) {
                raise_at_furthest(p, PyExc_SyntaxError, "bytes can only contain ASCII literal characters");
                return false;
            }
            run++;
        }
        if (!text_put(t, src + e.at, run - e.at))
            return false;
        e.at = run;
        if (run == to)
            break;
        e.at++;
        if (src[run] == '\r') {
            e.at += e.at < to && src[e.at] == '\n';
            if (!text_put(t, "\n", 1))
                return false;
        } else if (!escape(&e)) {
            return false;
        }
    }
    return e.odd == 0 || warn_of_escape(&e);
}

/* --- strings -------------------------------------------------------------------------------------------------- */

/* One string token, taken apart. */
struct part {
    bool raw, bytes, format, unicode;
    uint32_t start, end; /* the token          */
    uint32_t from, to;   /* between the quotes */
};

static struct part take_part(struct parser *p)
{
    struct part part = {.start = here(p), .end = p->token.end, .from = here(p)};
    const char *src = p->lexer.src;
    uint32_t quotes = 1;

    for (; src[part.from] != '"' && src[part.from] != '\''; part.from++)
        switch (src[part.from] | 32) {
        case 'r':
            part.raw = true;
            break;
        case 'b':
            part.bytes = true;
            break;
        case 'f':
            part.format = true;
            break;
        default:
            part.unicode = src[part.from] == 'u';
        }
    if (p->token.end - part.from >= 6 && src[part.from + 1] == src[part.from] && src[part.from + 2] == src[part.from])
        quotes = 3;
    part.from += quotes;
    part.to = p->token.end - quotes;
    take(p);
    return part;
}

static bool is_verbatim(const struct parser *p, const struct part *part)
{
    const char *src = p->lexer.src + part->from;
    uint32_t n = part->to - part->from;

    return !part->format && !part->bytes && memchr(src, '\r', n) == NULL && (part->raw || memchr(src, '\\', n) == NULL);
}

/* Read to the token behind the strings and back: that is where what is wrong inside them is reported. */
static void look_behind(struct parser *p)
{
    struct spot spot = parser_spot(p);

    while (accept(p, T_STRLIT))
        ;
    if (!PyErr_Occurred())
        parser_back(p, &spot);
}

/* The parts after the first; all of them into the text, or the text and the list. */
static bool all_parts(struct parser *p, struct text *t, struct part part, bool *format, uint32_t start)
{
    bool bytes = part.bytes;

    for (;;) {
        bool more = peek(p) == T_STRLIT;
        uint32_t at = part.from;

        if (p->token.kind == T_ERROR)
            return false;

        if (part.bytes != bytes) {
            while (peek(p) == T_STRLIT)
                take(p);
            raise_at_furthest(p, PyExc_SyntaxError, "cannot mix bytes and nonbytes literals");
            return false;
        }
        *format |= part.format;
        p->string_start = part.start;
        p->string_end = part.end;
        if (part.format ? !fstring_body(p, t, &at, part.to, part.raw, 0, start)
                        : !text_decode(p, t, part.from, part.to, part.raw, bytes))
            return false;
        if (!more)
            return true;
        part = take_part(p);
    }
}

/* Every node of an f-string has the range of all its parts. */
static void set_end(struct node *joined, uint32_t end)
{
    joined->end = end;
    for (uint32_t i = 0; i < joined->joinedstr.values->n; i++) {
        struct node *n = joined->joinedstr.values->item[i];

        n->end = end;
        if (n->kind == N_FORMATTEDVALUE && n->formatted.spec != NULL)
            set_end(n->formatted.spec, end);
    }
}

struct node *strings(struct parser *p)
{
    uint32_t start = here(p), from_list = p->list_n, outer_start = p->string_start, outer_end = p->string_end;
    struct part first = take_part(p);
    struct text t = {.data = NULL};
    struct node *n = NULL;
    bool format = false;

    if (peek(p) == T_STRLIT)
        look_behind(p);
    if (peek(p) != T_STRLIT && is_verbatim(p, &first)) {
        const char *s = p->lexer.src + first.from;

        n = constant_node(p, start, ast_own(&p->arena, PyUnicode_DecodeUTF8(s, first.to - first.from, NULL)));
    } else if (all_parts(p, &t, first, &format, start)) {
        if (format)
            n = fstring_node(p, &t, from_list, start);
        else if (first.bytes)
            n = constant_node(p, start, ast_own(&p->arena, PyBytes_FromStringAndSize(t.data, (Py_ssize_t)t.len)));
        else
            n = text_node(p, &t, start);
    }
    text_free(&t);
    p->string_start = outer_start;
    p->string_end = outer_end;
    if (n != NULL && n->kind == N_CONSTANT)
        n->op = first.unicode;
    else if (n != NULL)
        set_end(n, n->end);
    return n;
}
