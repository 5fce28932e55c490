/* SPDX-License-Identifier: MIT */
/*
 * kernel/host/mklib.c -- writes gen/lib.c: the modules written in Python, as kernel/module/library.h declares them.
 *
 *     mklib kernel/lib/a.py kernel/lib/b/__init__.py kernel/lib/b/c.py > build/<board>/gen/lib.c
 *
 * A host program in plain C. The module's name is the path below kernel/lib.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOT "kernel/lib/"
#define PACKAGE "/__init__.py"

/* Ends with `what`, which is then cut off. */
static int cut(char *name, const char *what)
{
    size_t n = strlen(name), m = strlen(what);

    if (n <= m || strcmp(name + n - m, what))
        return 0;
    name[n - m] = 0;
    return 1;
}

/* The text as a string literal, a line of it to a line, and its length. */
static void print_text(FILE *from)
{
    size_t n = 0;
    int c, open = 0;

    for (; (c = getc(from)) != EOF; n++) {
        if (!open)
            printf("\n     \"");
        open = c != '\n';
        if (c == '\n')
            printf("\\n\"");
        else if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < ' ' || c > '~')
            printf("\\%03o", (unsigned)c);
        else
            putchar(c);
    }
    printf("%s,\n     %zu},\n", open ? "\"" : "\"\"", n);
}

static int print_module(const char *path)
{
    FILE *from = fopen(path, "rb");
    char name[256];
    int package;

    if (!from || strncmp(path, ROOT, strlen(ROOT)) || strlen(path) >= sizeof name) {
        fprintf(stderr, "mklib: cannot read %s\n", path);
        return -1;
    }
    strcpy(name, path + strlen(ROOT));
    package = cut(name, PACKAGE);
    cut(name, ".py");
    for (char *p = name; *p; p++)
        *p = *p == '/' ? '.' : *p;
    printf("    {\"%s\", %d,", name, package);
    print_text(from);
    fclose(from);
    return 0;
}

int main(int argc, char **argv)
{
    puts("/* Written by kernel/host/mklib.c out of kernel/lib: do not edit. */\n"
         "#include \"kernel/module/library.h\"\n\n"
         "const struct library_module library[] = {");
    for (int i = 1; i < argc; i++)
        if (print_module(argv[i]) < 0)
            return 1;
    puts("    {NULL, 0, NULL, 0},\n};");
    return 0;
}
