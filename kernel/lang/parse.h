/* SPDX-License-Identifier: MIT */
/*
 * kernel/lang/parse.h -- shared by the files of the parser, and seen by nobody else.
 *
 *     parser.c            the statement loop, tokens, marks, lists
 *     parser_error.c      SyntaxError: ranges, texts, what is said of an assignment to something odd
 *     parser_simple.c     simple statements          parser_compound.c   compound statements
 *     parser_pattern.c    match statements           parser_params.c     parameters
 *     parser_expr.c       operators, targets         parser_atom.c       atoms, trailers, displays, comprehensions
 *     parser_call.c       call arguments
 *     parser_string.c     literals                   parser_fstring.c    f-strings
 *
 * The parser reads a statement once, plainly. Where the text does not fit, the function returns NULL and everything
 * above it does too. Only then is the statement read again, with p->diagnose set, and functions named diagnose_* look
 * for a mistake that has a message of its own; if none finds one, the error is "invalid syntax" at the furthest token
 * that the first reading looked at. So no check for a mistake can refuse a correct program.
 *
 * Rules:
 *     G1  a function returns NULL either with an exception set, or without one: the text does not fit
 *     G2  a function that returns NULL may have taken tokens and left items on the list
 *     G3  every recursion through expressions and statements passes parser_enter()
 *     G4  a second look reads at most p->fuel tokens
 */
#ifndef KERNEL_LANG_PARSE_H
#define KERNEL_LANG_PARSE_H

#include "kernel/lang/parser.h"

/* Rare code keeps out of the frames of the functions that recurse. */
#define APART __attribute__((noinline))

/* --- tokens --------------------------------------------------------------------------------------------------- */

void parser_fetch(struct parser *p);

/* The lexer's next token, with what the lexer cannot check itself. */
void parser_lex(struct parser *p, struct token *t);

static inline enum token_kind peek(struct parser *p)
{
    if (!p->have_token)
        parser_fetch(p);
    return (enum token_kind)p->token.kind;
}

/* The token that peek() showed is used up. */
static inline void take(struct parser *p)
{
    peek(p);
    if (p->token.kind != T_NEWLINE && p->token.kind != T_INDENT && p->token.kind != T_DEDENT)
        p->last_end = p->token.end;
    p->last_depth = p->token.depth;
    p->have_token = false;
}

static inline bool accept(struct parser *p, enum token_kind kind)
{
    if (peek(p) != kind)
        return false;
    take(p);
    return true;
}

/* The start of the next token. */
static inline uint32_t here(struct parser *p)
{
    peek(p);
    return p->token.start;
}

/* The kind of the token behind the next one. */
enum token_kind peek_second(struct parser *p);

/* Is the next token this word (a keyword only where the grammar says so)? */
bool at_word(struct parser *p, const char *word);

/* A place to go back to, within the same statement and at the same or a deeper bracket level. */
struct spot {
    struct lexer_mark lexer; /* before a token that has been peeked at */
    struct ast_mark arena;
    uint32_t last_end, list_n;
    uint8_t last_depth;
};

struct spot parser_spot(const struct parser *p);
void parser_back(struct parser *p, const struct spot *spot);
void parser_undo(struct parser *p, const struct spot *spot); /* and give up all nodes made since */

/* Begins a recursion: false with RecursionError set when the stack is used up. */
bool parser_enter(struct parser *p);

/* --- lists under construction --------------------------------------------------------------------------------- */

bool list_push(struct parser *p, union word w);
bool list_push_node(struct parser *p, struct node *n); /* false for NULL, so that calls can be nested */
struct seq *list_take(struct parser *p, uint32_t from);
struct seq *list_one(struct parser *p, struct node *n);

/* --- nodes ---------------------------------------------------------------------------------------------------- */

/* A node from start to the end of the last token taken. */
struct node *make(struct parser *p, enum node_kind kind, uint32_t start);

/* The identifier of the T_NAME that is next, which is taken; NULL with an exception set, or if there is none. */
PyObject *identifier(struct parser *p);
struct node *name_node(struct parser *p, enum context context);
struct node *constant_node(struct parser *p, uint32_t start, PyObject *value);

/* --- expressions (parser_expr.c, parser_atom.c, parser_call.c) ----------------------------------------------- */

enum level {
    LEVEL_OR = 1,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARE,
    LEVEL_BITOR,
    LEVEL_XOR,
    LEVEL_BITAND,
    LEVEL_SHIFT,
    LEVEL_SUM,
    LEVEL_TERM
};

bool starts_expression(enum token_kind k);
bool breaks_off(struct parser *p, const struct spot *spot);
struct node *expression(struct parser *p);
struct node *operators(struct parser *p, enum level least); /* LEVEL_OR: a disjunction; LEVEL_BITOR: no comparison */
struct node *named_expression(struct parser *p);
struct node *star_named_expression(struct parser *p);
struct node *star_expressions(struct parser *p);
struct node *expressions(struct parser *p);
struct node *yield_or_star_expressions(struct parser *p);
struct node *yield_expression(struct parser *p);

struct node *primary(struct parser *p);
struct node *group_rest(struct parser *p, uint32_t start); /* behind the opening parenthesis */
struct seq *comprehension_clauses(struct parser *p);
bool at_comprehension(struct parser *p);
struct node *comprehension_node(struct parser *p, enum node_kind kind, uint32_t start, struct node *elt,
                                struct node *value);

/* Behind an opening parenthesis: arguments and the closing one, into call->call or the lists of a class. */
bool call_arguments(struct parser *p, struct seq **args, struct seq **keywords, uint32_t open);

/* --- targets -------------------------------------------------------------------------------------------------- */

enum target_use { TARGET_ASSIGN, TARGET_DELETE, TARGET_FOR };

/* Turn an expression into a target (its contexts set); false if it, or a part, cannot be one: nothing is raised. */
bool make_target(struct node *n, enum context context);

/* The first part of an expression that cannot be such a target, or NULL. */
struct node *bad_target(struct node *n, enum target_use use);

/* `targets in`: of for statements and comprehensions. */
struct node *for_targets(struct parser *p);
struct node *star_target(struct parser *p);

/* --- statements ----------------------------------------------------------------------------------------------- */

struct node *simple_statement(struct parser *p);

/* NULL with *fits false and nothing taken if no compound statement is next. */
struct node *compound_statement(struct parser *p, bool *fits);

/* Behind a header's colon: the statements of an indented block, or of the same line. `what` and the offset of what
 * opened it are for "expected an indented block after %s on line %d". */
struct seq *block(struct parser *p, const char *what, uint32_t opener);

/* One line onto the list: a compound statement, or simple ones with semicolons. */
bool statement_line(struct parser *p);

/* At `match`: the statement; or NULL with an exception set; or NULL with nothing taken and *is_match false. */
struct node *match_statement(struct parser *p, bool *is_match);

enum params_of { PARAMS_DEF, PARAMS_LAMBDA };
struct node *parameters(struct parser *p, enum params_of of);

/* The colon at the end of a header; what is raised while diagnosing if a line end stands there instead. */
bool header_colon(struct parser *p);
/* A token that the grammar insists on: raises "expected '...'" if it is not there. */
bool forced(struct parser *p, enum token_kind kind);

/* --- literals ------------------------------------------------------------------------------------------------- */

struct node *number(struct parser *p);
struct node *strings(struct parser *p);

/* What a literal is made of, collected over its concatenated parts. */
struct text {
    char *data; /* UTF-8, lone surrogates included; or bytes */
    size_t len, cap;
};

bool text_put(struct text *t, const char *s, size_t n);
bool text_put_code_point(struct text *t, uint32_t cp);
void text_free(struct text *t);

/* Source text, its escapes replaced unless raw. False with an exception set. */
bool text_decode(struct parser *p, struct text *t, uint32_t from, uint32_t to, bool raw, bool bytes);

/* What was collected as a node, and start anew. */
struct node *text_node(struct parser *p, struct text *t, uint32_t start);

/*
 * The text of an f-string from *at on: literal parts into t, and, as soon as a field follows, constants and fields onto
 * the list. At nesting 0 up to `to`, in a format spec (nesting > 0) up to its closing brace; *at is where it ended.
 * start: of the nodes. False with an exception set.
 */
bool fstring_body(struct parser *p, struct text *t, uint32_t *at, uint32_t to, bool raw, unsigned nesting,
                  uint32_t start);

/* The items on the list and the text not yet flushed, as one N_JOINEDSTR. */
struct node *fstring_node(struct parser *p, struct text *t, uint32_t from_list, uint32_t start);

/* --- errors --------------------------------------------------------------------------------------------------- */

void *raise_range(struct parser *p, PyObject *type, uint32_t start, uint32_t end, const char *format, ...);
void *raise_lexer_error(struct parser *p, const struct lex_error *e);
/* At the furthest token that was read, as RAISE without a place does. */
void *raise_at_furthest(struct parser *p, PyObject *type, const char *format, ...);
void *raise_generic(struct parser *p, const struct token *t);
/* True: goes on. False, with an exception set: one of its own; or without one: it is to be an error. */
bool parser_warn(struct parser *p, PyObject *category, uint32_t at, PyObject *message);
void parser_error_final(struct parser *p);
void *raise_bad_target(struct parser *p, struct node *n, enum target_use use);

/* What CPython calls this kind of expression: "function call", "literal" ... */
const char *expression_name(const struct node *n);

#endif
