/* SPDX-License-Identifier: MIT */
/* kernel/command/command.c -- finding a command by its name, and JSON for all of them. */
#include "kernel/command/command.h"

#include "kernel/console/source.h"
#include "kernel/object/Python.h"

const struct command commands[] = {
#define COMMAND(name, usage, help) {#name, usage, help, command_##name},
#include "kernel/command/commands.def"
#undef COMMAND
};
const size_t command_count = sizeof commands / sizeof commands[0];

static int same(const char *text, size_t n, const char *word)
{
    return strlen(word) == n && !memcmp(text, word, n);
}

/* The next word of text[*at..n); its length, 0 at the end. */
static size_t next_word(const char *text, size_t n, size_t *at)
{
    size_t start;

    while (*at < n && (text[*at] == ' ' || text[*at] == '\t'))
        ++*at;
    for (start = *at; *at < n && text[*at] != ' ' && text[*at] != '\t';)
        ++*at;
    return *at - start;
}

/* The words after the name. -1 if there are more than a command takes. */
static int parse(const char *text, size_t n, size_t at, struct command_line *line)
{
    size_t length;

    memset(line, 0, sizeof *line);
    while ((length = next_word(text, n, &at))) {
        const char *word = text + at - length;

        if (same(word, length, "-j"))
            line->json = 1;
        else if (line->n == COMMAND_WORDS)
            return -1;
        else {
            line->word[line->n] = word;
            line->length[line->n++] = length;
        }
    }
    return 0;
}

/* Most words that a usage names. */
static int words_of(const char *usage)
{
    int n = *usage != 0;

    for (; *usage; usage++)
        n += *usage == ' ';
    return n;
}

static void run(const char *text, size_t n)
{
    struct command_line line;
    size_t at = 0, length = next_word(text, n, &at);

    for (size_t i = 0; i < command_count; i++) {
        const struct command *c = &commands[i];

        if (!same(text + at - length, length, c->name))
            continue;
        if (parse(text, n, at, &line) < 0 || line.n > words_of(c->usage) || (line.n < words_of(c->usage) && c->usage[0] != '['))
            print(&print_out, "usage: %%%s %s%s[-j]\n", c->name, c->usage, *c->usage ? " " : "");
        else
            c->run(&line, &print_out);
        if (PyErr_Occurred())
            run_report();
        return;
    }
    print(&print_out, "no command %%%.*s; %%help lists them\n", (int)length, text + at - length);
}

static const char *name(size_t i)
{
    return i < command_count ? commands[i].name : NULL;
}

const struct console_commands command_console = {run, name};

static void put_string(struct json *j, const char *s)
{
    print(j->out, "\"");
    for (; *s; s++)
        if (*s == '"' || *s == '\\')
            print(j->out, "\\%c", *s);
        else if ((unsigned char)*s < ' ')
            print(j->out, "\\u%04x", (unsigned)*s);
        else
            print(j->out, "%c", *s);
    print(j->out, "\"");
}

static void begin(struct json *j, const char *key)
{
    if (j->comma)
        print(j->out, ", ");
    j->comma = 1;
    if (key) {
        put_string(j, key);
        print(j->out, ": ");
    }
}

void json_open(struct json *j, const char *key, char bracket)
{
    begin(j, key);
    print(j->out, "%c", bracket);
    j->comma = 0;
}

void json_close(struct json *j, char bracket)
{
    print(j->out, "%c", bracket == '{' ? '}' : ']');
    j->comma = 1;
}

void json_number(struct json *j, const char *key, size_t value)
{
    begin(j, key);
    print(j->out, "%zu", value);
}

void json_text(struct json *j, const char *key, const char *value)
{
    begin(j, key);
    put_string(j, value);
}

void json_address(struct json *j, const char *key, const void *value)
{
    begin(j, key);
    print(j->out, "\"%p\"", value);
}
