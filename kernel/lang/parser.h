/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parser.h -- source text to one top-level statement's tree after another.
 *
 *     struct parser p;
 *     if (parser_init(&p, src, len, filename, PARSE_EXEC, 0) == 0)
 *         while ((stmt = parser_statement(&p)) != NULL && fold_statement(&p, stmt) == 0 &&
 *                (top = symtable_build(&p, stmt)) != NULL)
 *             generate(stmt, top);
 *     ok = !PyErr_Occurred();
 *     parser_free(&p);
 *
 * Rules:
 *     P1  a tree is valid until the next parser_statement() or parser_free(): both empty the arena
 *     P2  src and filename outlive the parser; positions are offsets into src, behind its byte order mark if it has one
 *     P3  the C stack in use is bounded by Py_EnterRecursiveCall(); nesting of brackets by 200, of blocks by 100
 *     P4  an error leaves the parser in a state in which only parser_free() may be called
 */
#ifndef KERNEL_LANG_PARSER_H
#define KERNEL_LANG_PARSER_H

#include "kernel/lang/ast.h"
#include "kernel/lang/lexer.h"

enum parse_mode {
    PARSE_EXEC,   /* a module: every statement                                     */
    PARSE_SINGLE, /* what a console executes: one line, or one compound statement  */
    PARSE_EVAL,   /* one expression; comes as an N_EXPR                            */
};

enum {
    PARSE_FILE = 1,               /* src is a file's text: late errors quote the line        */
    PARSE_FUTURE_ANNOTATIONS = 2, /* as if the source began with that import                 */
    PARSE_QUIET = 4,              /* no warnings                                              */
};

struct parser {
    struct lexer lexer;
    struct token token;     /* the next one, if have_token              */
    uint32_t last_end;      /* end of the last token taken that is text */
    uint8_t last_depth;     /* brackets open behind the last one taken  */
    struct token furthest;  /* the furthest token looked at             */
    struct lex_error error; /* when that is T_ERROR                     */
    struct arena arena;
    PyObject *filename;           /* borrowed                                 */
    PyObject *globals;            /* NULL, or list: names declared global so far */
    uint8_t mode;                 /* enum parse_mode                          */
    uint8_t flags;                /* PARSE_*                                  */
    bool second_look;             /* at a statement found wrong               */
    bool diagnose;                /* in it: say what is wrong where it is met */
    bool future_annotations;      /* `from __future__ import annotations` in force: valid after symtable_build() */
    bool future_possible;         /* only a docstring and such imports so far */
    bool docstring_possible;      /* no statement so far                      */
    bool line_done;               /* the statement's line is complete         */
    bool done;                    /* nothing follows                          */
    bool have_token;              /* token is fetched and not yet taken       */
    struct lexer_mark before;     /* where the lexer stood before it          */
    uint32_t first_line;          /* line number of offset 0: 1, may be set before the first statement */
    uint32_t cursor, cursor_line; /* parser_line(): where it counted last  */
    uint32_t field_end;           /* the f-string field being parsed ends here; its start is lexer.virtual_bracket */
    union word *list;             /* items of lists not yet complete          */
    uint32_t list_n, list_cap;
    uint32_t warned_escape, warned_number; /* what lies before these offsets has been warned about */
    uint32_t string_start, string_end;     /* the literal that is being decoded                    */
    uint32_t fuel;             /* tokens that a second look may still read */
    uint32_t known, known_end; /* what a second look has read without diagnosing */
};

/* 0, or -1 with MemoryError, SyntaxError (not UTF-8, NUL bytes) or OverflowError set and nothing to free. */
int parser_init(struct parser *p, const char *src, size_t len, PyObject *filename, enum parse_mode mode, int flags);
void parser_free(struct parser *p);

/* The next top-level statement (of `a; b` first a, then b); NULL at the end, or with an exception set. */
struct node *parser_statement(struct parser *p);

/*
 * Would CPython's console ask for another line after these? 1: yes, 0: no (a complete statement, or an error that no
 * further line can mend). Leaves no exception set. Parses: allocates, and frees.
 */
int parser_incomplete(const char *src, size_t len);

/* The 1-based line of a position. Cheap when positions come roughly in order. */
uint32_t parser_line(struct parser *p, uint32_t offset);

/*
 * Set SyntaxError(message, (filename, line, column, text, end line, end column)) for a range of the source. NULL, so
 * that callers can return it; if an exception is set already, that one stands. The first form is for errors of grammar
 * and always quotes the line; the second, for errors that CPython finds after parsing (symbols, code generation),
 * quotes it only with PARSE_FILE.
 */
void *syntax_error(struct parser *p, uint32_t start, uint32_t end, const char *format, ...);
void *syntax_error_late(struct parser *p, uint32_t start, uint32_t end, const char *format, ...);

/* SyntaxWarning, or as syntax_error_late() if the filters say so: false with an exception set. */
bool syntax_warning(struct parser *p, uint32_t start, uint32_t end, const char *format, ...);

#endif
