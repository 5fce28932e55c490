/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/lexer.h -- UTF-8 source text to tokens.
 *
 * A token is a kind and a range of the source; nothing is copied. What is wrong is described in lexer->error and raised
 * by the parser.
 */
#ifndef KERNEL_LANG_LEXER_H
#define KERNEL_LANG_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Punctuation and keywords: enumerator, text. A keyword's enumerator follows T_KEYWORD. */
#define PUNCTUATION(X)                                                                                                 \
    X(T_LPAR, "(")                                                                                                     \
    X(T_RPAR, ")")                                                                                                     \
    X(T_LSQB, "[") X(T_RSQB, "]") X(T_LBRACE, "{") X(T_RBRACE, "}") X(T_COMMA, ",") X(T_COLON, ":") X(T_SEMI, ";")     \
        X(T_DOT, ".") X(T_ELLIPSIS, "...") X(T_ARROW, "->") X(T_COLONEQUAL, ":=") X(T_EQUAL, "=") X(T_AT, "@")         \
            X(T_TILDE, "~") X(T_PLUS, "+") X(T_MINUS, "-") X(T_STAR, "*") X(T_SLASH, "/") X(T_DOUBLESLASH, "//")       \
                X(T_PERCENT, "%") X(T_DOUBLESTAR, "**") X(T_LEFTSHIFT, "<<") X(T_RIGHTSHIFT, ">>") X(T_AMPER, "&")     \
                    X(T_VBAR, "|") X(T_CIRCUMFLEX, "^") X(T_LESS, "<") X(T_LESSEQUAL, "<=") X(T_EQEQUAL, "==")         \
                        X(T_NOTEQUAL, "!=") X(T_GREATER, ">") X(T_GREATEREQUAL, ">=") X(T_PLUSEQUAL, "+=")             \
                            X(T_MINEQUAL, "-=") X(T_STAREQUAL, "*=") X(T_ATEQUAL, "@=") X(T_SLASHEQUAL, "/=")          \
                                X(T_DOUBLESLASHEQUAL, "//=") X(T_PERCENTEQUAL, "%=") X(T_DOUBLESTAREQUAL, "**=")       \
                                    X(T_LEFTSHIFTEQUAL, "<<=") X(T_RIGHTSHIFTEQUAL, ">>=") X(T_AMPEREQUAL, "&=")       \
                                        X(T_VBAREQUAL, "|=") X(T_CIRCUMFLEXEQUAL, "^=")

#define KEYWORDS(X)                                                                                                    \
    X(K_FALSE, "False")                                                                                                \
    X(K_NONE, "None")                                                                                                  \
    X(K_TRUE, "True") X(K_AND, "and") X(K_AS, "as") X(K_ASSERT, "assert") X(K_ASYNC, "async") X(K_AWAIT, "await")      \
        X(K_BREAK, "break") X(K_CLASS, "class") X(K_CONTINUE, "continue") X(K_DEF, "def") X(K_DEL, "del")              \
            X(K_ELIF, "elif") X(K_ELSE, "else") X(K_EXCEPT, "except") X(K_FINALLY, "finally") X(K_FOR, "for")          \
                X(K_FROM, "from") X(K_GLOBAL, "global") X(K_IF, "if") X(K_IMPORT, "import") X(K_IN, "in")              \
                    X(K_IS, "is") X(K_LAMBDA, "lambda") X(K_NONLOCAL, "nonlocal") X(K_NOT, "not") X(K_OR, "or")        \
                        X(K_PASS, "pass") X(K_RAISE, "raise") X(K_RETURN, "return") X(K_TRY, "try")                    \
                            X(K_WHILE, "while") X(K_WITH, "with") X(K_YIELD, "yield")

enum token_kind {
    T_END,   /* of the source; a depth above zero means that a bracket is open */
    T_ERROR, /* lexer->error says what                                         */
    T_NEWLINE,
    T_INDENT,
    T_DEDENT,
    T_NAME,
    T_NUMBER,
    T_STRLIT,  /* with its prefix and quotes                                     */
    T_UNKNOWN, /* a character that starts no token: $ ? !                        */
#define X(kind, text) kind,
    PUNCTUATION(X) T_KEYWORD,
    KEYWORDS(X)
#undef X
        TOKEN_KIND_COUNT
};

struct token {
    uint8_t kind;
    uint8_t depth; /* brackets open behind it */
    uint32_t start, end;
};

enum lex_error_type {
    LEX_SYNTAX,
    LEX_INDENT,        /* IndentationError                                           */
    LEX_TAB,           /* TabError                                                   */
    LEX_CHARACTER,     /* arg[0] is a character that no token holds                  */
    LEX_NON_PRINTABLE, /* the same, and it cannot be shown                           */
    LEX_NO_MEMORY,     /* perhaps an exception is set already                        */
};

/* Columns that stand for "not known" as an end of an error's range. */
#define AT_NONE UINT32_MAX
#define AT_ZERO (UINT32_MAX - 1)
#define AT_SOURCE_END (UINT32_MAX - 2) /* both columns are zero                  */
#define AT_BEFORE (UINT32_MAX - 3)     /* the column before; its end is not known */

struct lex_error {
    uint8_t type;       /* enum lex_error_type                                       */
    const char *format; /* of PyUnicode_FromFormat, for the arguments (int) arg[0..]; NULL: no error */
    int arg[3];
    uint32_t start, end;
};

struct indent {
    uint32_t column; /* tabs go to the next multiple of 8        */
    uint32_t strict; /* tabs count one: must agree in its order  */
};

struct lexer {
    const char *src;
    uint32_t pos, end;
    uint32_t *bracket;     /* offsets of the open brackets                           */
    struct indent *indent; /* open blocks; the outermost (column 0) is not stored    */
    uint8_t depth, bracket_cap;
    uint8_t indents, indent_cap;
    int8_t pending; /* DEDENTs (negative) or an INDENT (positive) to hand out */
    bool at_line_start;
    bool line_has_tokens;     /* a NEWLINE is due before the end                        */
    bool interactive;         /* an empty line ends a block, even inside it             */
    bool hit_end;             /* the end of the source was looked at                    */
    uint32_t virtual_bracket; /* an f-string's field: offset of its opening brace, which */
                              /* counts as `(`, and the field's end as `)`; or AT_NONE  */
    struct lex_error error;   /* when T_ERROR was returned                              */
    const char *odd_number;   /* what to warn of: a keyword directly behind the last number, or NULL */
};

/* Where the lexer stands: to go back to, as long as no bracket or block open then has been closed since. */
struct lexer_mark {
    uint32_t pos;
    uint8_t depth, indents;
    int8_t pending;
    bool at_line_start, line_has_tokens;
};

void lexer_init(struct lexer *lx, const char *src, uint32_t len);
void lexer_free(struct lexer *lx);
void lexer_next(struct lexer *lx, struct token *t);
struct lexer_mark lexer_mark(const struct lexer *lx);
void lexer_reset(struct lexer *lx, struct lexer_mark mark);

/* Note an open bracket. False: too many, or no memory; lexer->error says which. */
bool lexer_open_bracket(struct lexer *lx, uint32_t offset);

/* The text of a kind that has a fixed one, else NULL. */
const char *token_text(enum token_kind kind);

/* The bytes of one code point; *cp is -1 when they are not UTF-8. */
uint32_t utf8_next(const char *s, uint32_t len, int32_t *cp);

/* The 1-based line of an offset, counted from `from`, which is on line `line`. */
uint32_t count_lines(const char *src, uint32_t from, uint32_t to, uint32_t line);

#endif
