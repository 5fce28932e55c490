/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/command.h -- inspection commands: lines of the console that start with %.
 *
 * A command is a file and a line in commands.def. It prints from copies, allocates nothing, runs no Python code, and
 * leaves no exception. With -j it prints one line of JSON instead. All but mprun, which runs a program: it may leave an
 * exception, and has no JSON.
 */
#ifndef KERNEL_COMMAND_COMMAND_H
#define KERNEL_COMMAND_COMMAND_H

#include <stddef.h>

#include "kernel/console/console.h"
#include "kernel/print.h"

#define COMMAND_WORDS 4

/* What the user typed after the name. */
struct command_line {
    int json;                     /* -j was among the words */
    int n;                        /* the other words */
    const char *word[COMMAND_WORDS];
    size_t length[COMMAND_WORDS]; /* words are not terminated */
};

struct command {
    const char *name;
    const char *usage; /* words it takes, "" if none */
    const char *help;
    void (*run)(const struct command_line *line, struct sink *out);
};

extern const struct command commands[];
extern const size_t command_count;

/* The commands as the console wants them. Running says so when there is none of that name, and reports an exception. */
extern const struct console_commands command_console;

#define COMMAND(name, usage, help) void command_##name(const struct command_line *line, struct sink *out);
#include "kernel/command/commands.def"
#undef COMMAND

/* --- JSON, one line: json_open, members, json_close ------------------------------------------------------------------ */

struct json {
    struct sink *out;
    int comma; /* a member has been written at this level */
};

/* `bracket` is one of "{[". key is NULL inside an array and at the top. */
void json_open(struct json *j, const char *key, char bracket);
void json_close(struct json *j, char bracket);
void json_number(struct json *j, const char *key, size_t value);
void json_text(struct json *j, const char *key, const char *value);
void json_address(struct json *j, const char *key, const void *value);

#endif
