/* SPDX-License-Identifier: MIT */
/*
 * kernel/host/freeze.c -- writes gen/lib.c: the modules of kernel/lib as const code objects, as kernel/module/library.h declares them.
 *
 *     freeze kernel/lib/a.py kernel/lib/b/__init__.py kernel/lib/b/c.py > build/<board>/gen/lib.c
 *
 * A host program: the kernel's own compiler, with a kernel_main that compiles files and prints what came out. The module's name is
 * the path below kernel/lib. The file it writes serves both word sizes: sizes are the C compiler's, hashes stand there twice.
 *
 * Rules:
 *     Z1  objects that are written alike are one object
 *     Z2  a str that names.def has is the one of names.def; all others are fields of `strs`, and found by interning if the
 *         compiler interned them
 *     Z3  all code objects have one tuple of names; instructions and sites are renumbered
 *     Z4  what cannot be const is refused: sets (write a tuple), text beyond ASCII
 */
#define _GNU_SOURCE
#include <stdio.h>

#include "boot/board.h"
#include "heap/gc.h"
#include "kernel/lang/code.h"
#include "kernel/lang/opcodes.h"
#include "kernel/lang/vm.h"
#include "kernel/module/library.h"
#include "kernel/object/Python.h"
#include "kernel/object/hash.h"

#define ROOT "kernel/lib/"
#define PACKAGE "/__init__.py"

/* This image has no library itself. */
const struct library_module library[] = {{NULL, 0, NULL}};
const struct const_strs library_strs = {NULL, (const uint16_t[]){0}, 0};

static FILE *objects;      /* definitions, each behind those it needs */
static PyObject *written;  /* dict: definition -> its number */
static PyObject *strs;     /* dict: str -> its number, in that order */
static PyObject *names;    /* dict: str -> its index in everybody's co_names */
static const char *path;   /* of the file that is compiled */

static _Noreturn void die(const char *why, PyObject *about)
{
    fprintf(stderr, "freeze: %s: %s", path ? path : "", why);
    if (about && (about = PyObject_Repr(about)))
        fprintf(stderr, ": %s", PyUnicode_AsUTF8(about));
    fputc('\n', stderr);
    if (PyErr_Occurred())
        PyErr_PrintEx(0);
    board.exit(1);
}

/* --- definitions -------------------------------------------------------------------------------------------------------------------- */

/* Text that grows: what is written to it is in `bytes` after close_text. */
struct text {
    FILE *to;
    char *bytes;
    size_t n;
};

static void open_text(struct text *t)
{
    t->to = open_memstream(&t->bytes, &t->n);
    if (!t->to)
        die("out of memory", NULL);
}

static void close_text(struct text *t)
{
    fclose(t->to);
}

/* The number under which key is in the dict; a new one if it was not, and *fresh. */
static long number_of(PyObject *dict, PyObject *key, bool *fresh)
{
    PyObject *number = PyDict_GetItemWithError(dict, key);

    *fresh = !number;
    if (!number && (!(number = PyLong_FromSsize_t(PyDict_GET_SIZE(dict))) || PyDict_SetItem(dict, key, number) < 0))
        die("out of memory", NULL);
    return PyLong_AsLong(number);
}

/* Defines `static const <type> k<number><array> = {<t>};`, if Z1 lets it, closes t, returns the number. */
static long define(const char *type, const char *array, struct text *t)
{
    char *definition;
    PyObject *key;
    bool fresh;
    long n;

    close_text(t);
    if (asprintf(&definition, "%s %s %s", type, array, t->bytes) < 0 || !(key = PyUnicode_FromString(definition)))
        die("out of memory", NULL);
    n = number_of(written, key, &fresh);
    if (fresh)
        fprintf(objects, "static const %s k%ld%s = {%s};\n", type, n, array, t->bytes);
    Py_DECREF(key);
    free(definition);
    free(t->bytes);
    return n;
}

/* --- constants ---------------------------------------------------------------------------------------------------------------------- */

static void put_literal(FILE *to, const char *bytes, size_t n)
{
    putc('"', to);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (c == '"' || c == '\\' || c < ' ' || c > '~' || c == '?')
            fprintf(to, "\\%03o", c);
        else
            putc(c, to);
    }
    putc('"', to);
}

static void put_hash(FILE *to, const void *bytes, size_t n)
{
    fprintf(to, "NAME_HASH(0x%08lxu, 0x%016llxu)", (unsigned long)hash_bytes_32(bytes, n), (unsigned long long)hash_bytes_64(bytes, n));
}

/* Z2. */
static void put_str(FILE *to, PyObject *str)
{
    PyObject *known = Py_NewRef(str);
    bool fresh;

    PyUnicode_InternInPlace(&known);
    if (_Py_IsImmortal(known) && PyUnicode_GET_LENGTH(known) > 1)
        fprintf(to, "_Py_ID(%s)", PyUnicode_AsUTF8(known));
    else if (PyUnicode_GET_LENGTH(known) == 0)
        fputs("_Py_STR_EMPTY", to);
    else if (_Py_IsImmortal(known))
        fprintf(to, "OBJECT(_Py_%s_chars[%u])", PyUnicode_IS_ASCII(known) ? "ascii" : "latin1", PyUnicode_READ_CHAR(known, 0) & 127);
    else if (!PyUnicode_IS_ASCII(known))
        die("text beyond ASCII", str);
    else
        fprintf(to, "OBJECT(strs.s%ld)", number_of(strs, known, &fresh));
    Py_DECREF(known);
}

static void put_long(FILE *to, PyLongObject *v)
{
    Py_ssize_t n = Py_ABS(Py_SIZE(v));
    char type[32];
    struct text t;

    if (_Py_IsImmortal((PyObject *)v)) {
        fprintf(to, "OBJECT(_PyLong_SmallInts[_PY_NSMALLNEGINTS + %ld])", PyLong_AsLong((PyObject *)v));
        return;
    }
    open_text(&t);
    fprintf(t.to, "VAR_HEAD(PyLong_Type, %ld), {", (long)Py_SIZE(v));
    for (Py_ssize_t i = 0; i < n; i++)
        fprintf(t.to, "%lu,", (unsigned long)v->ob_digit[i]);
    putc('}', t.to);
    snprintf(type, sizeof type, "VAR(digit, %ld)", (long)n);
    fprintf(to, "OBJECT(k%ld)", define(type, "", &t));
}

static void put_float(FILE *to, double v)
{
    struct text t;

    if (!__builtin_isfinite(v))
        die("a float that C has no number for", NULL);
    open_text(&t);
    fprintf(t.to, "HEAD(PyFloat_Type), %a", v);
    fprintf(to, "OBJECT(k%ld)", define("PyFloatObject", "", &t));
}

static void put_bytes(FILE *to, PyObject *v)
{
    size_t n = (size_t)PyBytes_GET_SIZE(v);
    char type[32];
    struct text t;

    open_text(&t);
    fprintf(t.to, "VAR_HEAD(PyBytes_Type, %zu), ", n);
    put_hash(t.to, PyBytes_AS_STRING(v), n);
    fputs(", ", t.to);
    put_literal(t.to, PyBytes_AS_STRING(v), n);
    snprintf(type, sizeof type, "BYTES(%zu)", n);
    fprintf(to, "OBJECT(k%ld)", define(type, "", &t));
}

static void put_object(FILE *to, PyObject *v);

static void put_tuple(FILE *to, PyObject *v)
{
    Py_ssize_t n = PyTuple_GET_SIZE(v);
    char type[40];
    struct text t;

    if (n == 0) {
        fputs("_PyTuple_EMPTY", to);
        return;
    }
    open_text(&t);
    fprintf(t.to, "VAR_HEAD(PyTuple_Type, %ld), {", (long)n);
    for (Py_ssize_t i = 0; i < n; i++) {
        put_object(t.to, PyTuple_GET_ITEM(v, i));
        putc(',', t.to);
    }
    putc('}', t.to);
    snprintf(type, sizeof type, "VAR(PyObject *, %ld)", (long)n);
    fprintf(to, "OBJECT(k%ld)", define(type, "", &t));
}

static void put_slice(FILE *to, PySliceObject *v)
{
    struct text t;

    open_text(&t);
    fputs("HEAD(PySlice_Type), ", t.to);
    put_object(t.to, v->start);
    putc(',', t.to);
    put_object(t.to, v->stop);
    putc(',', t.to);
    put_object(t.to, v->step);
    fprintf(to, "OBJECT(k%ld)", define("PySliceObject", "", &t));
}

static void put_code(FILE *to, const PyCodeObject *code);

/* An expression of type PyObject * for it. */
static void put_object(FILE *to, PyObject *v)
{
    if (v == Py_None || v == Py_Ellipsis)
        fputs(v == Py_None ? "Py_None" : "Py_Ellipsis", to);
    else if (PyBool_Check(v))
        fputs(v == Py_True ? "Py_True" : "Py_False", to);
    else if (PyUnicode_CheckExact(v))
        put_str(to, v);
    else if (PyLong_CheckExact(v))
        put_long(to, (PyLongObject *)v);
    else if (PyFloat_CheckExact(v))
        put_float(to, PyFloat_AS_DOUBLE(v));
    else if (PyBytes_CheckExact(v))
        put_bytes(to, v);
    else if (PyTuple_CheckExact(v))
        put_tuple(to, v);
    else if (PySlice_Check(v))
        put_slice(to, (PySliceObject *)v);
    else if (PyCode_Check(v))
        put_code(to, (PyCodeObject *)v);
    else
        die("a constant that cannot be const", v);
}

/* --- code --------------------------------------------------------------------------------------------------------------------------- */

/* Z3. */
static uint16_t name_number(const PyCodeObject *code, unsigned index)
{
    bool fresh;
    long n = number_of(names, PyTuple_GET_ITEM(code->co_names, index), &fresh);

    if (n > UINT16_MAX)
        die("too many names", NULL);
    return (uint16_t)n;
}

static void put_sites(FILE *to, const PyCodeObject *code)
{
    for (unsigned i = 0; i < code->ncaches; i++)
        fprintf(to, "%u,", name_number(code, code_sites(code)[i]));
}

static void put_bytecode(FILE *to, const PyCodeObject *code)
{
    for (size_t at = 0, length; at < code->nbytes; at += length) {
        const uint8_t *from = code->co_bytes + at;
        size_t n = opcode_operand(from, 'n');
        uint16_t number = n ? name_number(code, read_u16(from + n)) : 0;

        length = opcode_length(from);
        for (size_t i = 0; i < length; i++)
            fprintf(to, "%u,", n && i - n < sizeof number ? ((uint8_t *)&number)[i - n] : from[i]);
    }
}

/* The tables in one struct, as code.h wants them. Its field `bytes` are the instructions, and the lines. */
static long define_tables(const PyCodeObject *code)
{
    char type[160], *end = type + sprintf(type, "struct {");
    struct text t;

    open_text(&t);
    if (code->nhandlers) {
        end += sprintf(end, "struct code_handler handlers[%u]; ", code->nhandlers);
        putc('{', t.to);
        for (unsigned i = 0; i < code->nhandlers; i++) {
            const struct code_handler *h = code_handlers(code) + i;

            fprintf(t.to, "{%u,%u,%u,%u,0},", h->start, h->end, h->target, h->depth);
        }
        fputs("},", t.to);
    }
    if (code->ncaches) {
        end += sprintf(end, "uint16_t sites[%u]; ", code->ncaches);
        putc('{', t.to);
        put_sites(t.to, code);
        fputs("},", t.to);
    }
    sprintf(end, "uint8_t bytes[%u]; }", code->nbytes + code->nlines);
    putc('{', t.to);
    put_bytecode(t.to, code);
    for (unsigned i = 0; i < code->nlines; i++)
        fprintf(t.to, "%u,", code_lines(code)[i]);
    putc('}', t.to);
    return define(type, "", &t);
}

static void put_field(FILE *to, const char *field, const char *cast, PyObject *v)
{
    fprintf(to, " .%s = %s", field, cast);
    put_object(to, v);
    putc(',', to);
}

#define NUMBER(field) fprintf(t.to, " ." #field " = %ld,", (long)code->field)

static void put_code(FILE *to, const PyCodeObject *code)
{
    struct text t;

    open_text(&t);
    fputs("HEAD(PyCode_Type), .co_caches = CONST_SLOT(&code_no_caches),", t.to);
    fprintf(t.to, " .co_bytes = k%ld.bytes,", define_tables(code));
    NUMBER(call_key);
    NUMBER(nlocalsplus);
    NUMBER(frame_words);
    NUMBER(co_flags);
    NUMBER(co_argcount);
    NUMBER(co_posonlyargcount);
    NUMBER(co_kwonlyargcount);
    NUMBER(ncells);
    NUMBER(nfrees);
    NUMBER(ncaches);
    NUMBER(nbytes);
    NUMBER(nlines);
    NUMBER(nhandlers);
    NUMBER(co_firstlineno);
    put_field(t.to, "co_consts", "(PyTupleObject *)", (PyObject *)code->co_consts);
    fputs(" .co_names = (PyTupleObject *)OBJECT(names),", t.to);
    put_field(t.to, "co_localsplusnames", "(PyTupleObject *)", (PyObject *)code->co_localsplusnames);
    put_field(t.to, "co_filename", "", code->co_filename);
    put_field(t.to, "co_name", "", code->co_name);
    if (code->co_prefix)
        put_field(t.to, "co_prefix", "", code->co_prefix);
    fprintf(to, "OBJECT(k%ld)", define("PyCodeObject", "", &t));
}

/* --- the strings -------------------------------------------------------------------------------------------------------------------- */

/* Those that the compiler interned: identifiers, and what looks like one. */
static bool is_name(PyObject *str)
{
    const char *text = PyUnicode_AsUTF8(str);

    return text[strspn(text, "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")] == 0;
}

static void print_strs(void)
{
    PyObject *str, *number;
    Py_ssize_t at = 0;

    puts("static const struct {\n    void *none;");
    while (PyDict_Next(strs, &at, &str, &number))
        printf("    STR(%zd) s%ld;\n", PyUnicode_GET_LENGTH(str), PyLong_AsLong(number));
    puts("} strs = {\n    NULL,");
    for (at = 0; PyDict_Next(strs, &at, &str, &number);) {
        size_t n = (size_t)PyUnicode_GET_LENGTH(str);

        printf("    {STR_HEAD(%zu, ", n);
        put_hash(stdout, PyUnicode_DATA(str), n);
        printf(", SSTATE_%s), ", is_name(str) ? "INTERNED_IMMORTAL" : "NOT_INTERNED");
        put_literal(stdout, PyUnicode_DATA(str), n);
        puts("},");
    }
    puts("};\n");
}

static void put_names(FILE *to)
{
    PyObject *name, *number;

    if (!PyDict_GET_SIZE(names))
        return;
    fprintf(to, "static const VAR(PyObject *, %zd) names = {VAR_HEAD(PyTuple_Type, %zd), {\n", PyDict_GET_SIZE(names), PyDict_GET_SIZE(names));
    for (Py_ssize_t at = 0; PyDict_Next(names, &at, &name, &number);) {
        fputs("    ", to);
        put_str(to, name);
        fputs(",\n", to);
    }
    fputs("}};\n", to);
}

/* The table that interning looks names up in; load at most three quarters. */
static void print_slots(int bits, uint32_t mask)
{
    long *slots = calloc(mask + 1, sizeof *slots);
    PyObject *str, *number;
    Py_ssize_t at = 0;

    if (!slots)
        die("out of memory", NULL);
    while (PyDict_Next(strs, &at, &str, &number)) {
        const char *text = PyUnicode_DATA(str);
        size_t n = (size_t)PyUnicode_GET_LENGTH(str);
        uint32_t slot = hash_name_slot(bits == 64 ? hash_bytes_64(text, n) : hash_bytes_32(text, n), mask);

        if (!is_name(str))
            continue;
        while (slots[slot])
            slot = (slot + 1) & mask;
        slots[slot] = PyLong_AsLong(number) + 1;
    }
    printf("static const uint16_t slots[%lu] = {\n", (unsigned long)mask + 1);
    for (uint32_t slot = 0; slot <= mask; slot++)
        if (slots[slot])
            printf("    [%lu] = offsetof(__typeof__(strs), s%ld) / sizeof(void *),\n", (unsigned long)slot, slots[slot] - 1);
    puts("};");
    free(slots);
}

static void print_table(void)
{
    PyObject *str, *number;
    Py_ssize_t at = 0;
    uint32_t interned = 0, mask = 1;

    while (PyDict_Next(strs, &at, &str, &number))
        interned += is_name(str);
    while (mask + 1 < interned * 4 / 3 + 1)
        mask = mask * 2 + 1;
    puts("\n#if UINTPTR_MAX > 0xffffffffu");
    print_slots(64, mask);
    puts("#else");
    print_slots(32, mask);
    puts("#endif\n_Static_assert(sizeof strs / sizeof(void *) < 65535, \"offsets fit their slots\");");
    printf("const struct const_strs library_strs = {&strs, slots, %lu};\n", (unsigned long)mask);
}

/* --- modules ------------------------------------------------------------------------------------------------------------------------ */

/* Ends with `what`, which is then cut off. */
static bool cut(char *name, const char *what)
{
    size_t n = strlen(name), m = strlen(what);

    if (n <= m || strcmp(name + n - m, what))
        return false;
    name[n - m] = 0;
    return true;
}

static PyObject *compile_file(const char *name)
{
    FILE *from = fopen(path, "rb");
    PyObject *filename = PyUnicode_FromFormat("<frozen %s>", name), *code;
    struct text source;
    int c;

    if (!from || !filename)
        die("cannot be read", NULL);
    open_text(&source);
    while ((c = getc(from)) != EOF)
        putc(c, source.to);
    fclose(from);
    close_text(&source);
    code = compile_source(source.bytes, source.n, filename, Py_file_input, 0);
    if (!code)
        die("does not compile", NULL);
    free(source.bytes);
    Py_DECREF(filename);
    return code;
}

/* Its line of `library`. */
static void freeze(FILE *lines)
{
    char name[256];
    PyObject *code;
    bool package;

    if (strncmp(path, ROOT, strlen(ROOT)) || strlen(path) >= sizeof name)
        die("is not below " ROOT, NULL);
    strcpy(name, path + strlen(ROOT));
    package = cut(name, PACKAGE);
    cut(name, ".py");
    for (char *p = name; *p; p++)
        *p = *p == '/' ? '.' : *p;
    code = compile_file(name);
    fprintf(lines, "    {\"%s\", %d, ", name, package);
    put_object(lines, code);
    fputs("},\n", lines);
    Py_DECREF(code);
}

int kernel_main(void)
{
    const struct script *arguments = board.script();
    struct text definitions, lines, table;

    interp_set_stack(board.stack->start, board.stack->end);
    if (mem_init(board.heap->start, board.heap->end) < 0)
        return 1;
    gc_init();
    if (vm_start() < 0 || interp_start() < 0 || !(written = PyDict_New()) || !(strs = PyDict_New()) || !(names = PyDict_New()))
        die("out of memory", NULL);
    open_text(&definitions);
    open_text(&lines);
    objects = definitions.to;
    for (int i = 0; arguments && i < arguments->argc; i++) {
        path = arguments->argv[i];
        freeze(lines.to);
    }
    close_text(&definitions);
    close_text(&lines);
    open_text(&table);
    put_names(table.to);
    close_text(&table);
    puts("/* Written by kernel/host/freeze.c out of kernel/lib: do not edit. */\n"
         "#include \"kernel/module/library.h\"\n"
         "#include \"kernel/object/Python.h\"\n\n"
         "#if UINTPTR_MAX > 0xffffffffu\n"
         "#define NAME_HASH(h32, h64) ((Py_hash_t)(h64))\n"
         "#else\n"
         "#define NAME_HASH(h32, h64) ((Py_hash_t)(h32))\n"
         "#endif\n"
         "#define OBJECT(k) (PyObject *)(uintptr_t)&(k)\n"
         "#define HEAD(type) {OB_IMMORTAL, (PyTypeObject *)(uintptr_t)&(type)}\n"
         "#define VAR_HEAD(type, n) {HEAD(type), (n)}\n"
         "#define VAR(item, n) struct { PyVarObject head; item items[n]; }\n"
         "#define BYTES(n) struct { PyVarObject head; Py_hash_t hash; char text[(n) + 1]; }\n"
         "#define STR(n) struct { PyASCIIObject head; char text[(n) + 1]; }\n"
         "#define STR_HEAD(n, h, s) {HEAD(PyUnicode_Type), (n), (h), {(s), 1, 1, 1, 1}}\n");
    print_strs();
    fputs(table.bytes, stdout);
    fputs(definitions.bytes, stdout);
    printf("\nconst struct library_module library[] = {\n%s    {NULL, 0, NULL},\n};\n", lines.bytes);
    print_table();
    free(definitions.bytes);
    free(lines.bytes);
    free(table.bytes);
    return fflush(stdout) ? 1 : 0;
}
