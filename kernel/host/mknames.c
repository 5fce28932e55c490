/* SPDX-License-Identifier: MIT */
/*
 * kernel/host/mknames.c -- writes gen/names.c: the const strs and bytes that kernel/object/names.h declares.
 *
 *     mknames > build/<board>/gen/names.c
 *
 * A host program in plain C. The file it writes serves both word sizes: NAME_HASH picks a hash, and there is a table of slots
 * for each.
 */
#include <stdio.h>
#include <stdlib.h>

#include "kernel/object/hash.h"

static const char *const names[] = {
#define NAME(name) #name,
#include "kernel/object/names.def"
#undef NAME
};
#define NAMES (sizeof names / sizeof names[0])

static uint64_t hash_of(const char *name, int bits)
{
    size_t n = strlen(name);

    return bits == 64 ? hash_bytes_64(name, n) : hash_bytes_32(name, n);
}

static void print_hash(const void *bytes, size_t n)
{
    printf("NAME_HASH(0x%08lxu, 0x%016llxu)", (unsigned long)hash_bytes_32(bytes, n),
           (unsigned long long)hash_bytes_64(bytes, n));
}

static void print_head(void)
{
    puts("/* Written by kernel/host/mknames.c out of kernel/object/names.def: do not edit. */\n"
         "#include \"kernel/object/Python.h\"\n\n"
         "#if UINTPTR_MAX > 0xffffffffu\n"
         "#define NAME_HASH(h32, h64) ((Py_hash_t)(h64))\n"
         "#else\n"
         "#define NAME_HASH(h32, h64) ((Py_hash_t)(h32))\n"
         "#endif\n"
         "#define ASCII_HEAD(n, h) {IMMORTAL_HEAD(&PyUnicode_Type) .length = (n), .hash = (h), "
         ".state = {SSTATE_INTERNED_IMMORTAL, 1, 1, 1, 1}}\n"
         "#define LATIN1_HEAD(i, h) {._base = {IMMORTAL_HEAD(&PyUnicode_Type) .length = 1, .hash = (h), "
         ".state = {SSTATE_INTERNED_IMMORTAL, 1, 1, 0, 1}}, .utf8_length = 2, .utf8 = (char *)(uintptr_t)latin1_utf8[i]}\n");
}

static void print_names(void)
{
    puts("const struct const_names _Py_names = {\n    .empty = {ASCII_HEAD(0, 0), \"\"},");
    for (size_t i = 0; i < NAMES; i++) {
        printf("    ._%s = {ASCII_HEAD(%zu, ", names[i], strlen(names[i]));
        print_hash(names[i], strlen(names[i]));
        printf("), \"%s\"},\n", names[i]);
    }
    puts("};\n");
}

static void print_chars(const char *type, const char *array, const char *head, unsigned first, unsigned count, const char *join)
{
    printf("const struct %s %s[%u] = {\n", type, array, count);
    for (unsigned c = first; c < first + count; c++) {
        unsigned char byte = (unsigned char)c;

        printf("    {%s%u%s", head, first ? c - first : 1, join);
        print_hash(&byte, 1);
        printf("%s {(char)%u}},\n", strcmp(type, "bytes_char") ? ")," : ",", c);
    }
    puts("};\n");
}

static void print_latin1_utf8(void)
{
    puts("static const char latin1_utf8[128][3] = {");
    for (unsigned c = 128; c < 256; c++)
        printf("    \"\\%o\\%o\",\n", 0xc0 | c >> 6, 0x80 | (c & 0x3f));
    puts("};\n");
}

/* The slots of every name; load at most three quarters. */
static void print_slots(int bits, uint32_t mask)
{
    const char **slots = calloc(mask + 1, sizeof *slots);

    if (!slots)
        exit(1);
    for (size_t i = 0; i < NAMES; i++) {
        uint32_t slot = hash_name_slot(hash_of(names[i], bits), mask);

        while (slots[slot])
            slot = (slot + 1) & mask;
        slots[slot] = names[i];
    }
    printf("const uint16_t _Py_name_slots[%lu] = {\n", (unsigned long)mask + 1);
    for (uint32_t slot = 0; slot <= mask; slot++)
        if (slots[slot])
            printf("    [%lu] = offsetof(struct const_names, _%s) / sizeof(void *),\n", (unsigned long)slot, slots[slot]);
    puts("};");
    free(slots);
}

int main(void)
{
    uint32_t mask = 1;

    while (mask + 1 < NAMES * 4 / 3)
        mask = mask * 2 + 1;
    print_head();
    print_names();
    print_chars("str_ascii_char", "_Py_ascii_chars", "ASCII_HEAD(", 0, 128, ", ");
    print_latin1_utf8();
    print_chars("str_latin1_char", "_Py_latin1_chars", "LATIN1_HEAD(", 128, 128, ", ");
    print_chars("bytes_char", "_Py_bytes_chars", "IMMORTAL_VAR_HEAD(&PyBytes_Type, ", 0, 256, ") .ob_shash = ");
    puts("const struct bytes_char _Py_bytes_empty = {IMMORTAL_VAR_HEAD(&PyBytes_Type, 0) .ob_shash = 0};\n");
    printf("const uint32_t _Py_name_mask = %lu;\n#if UINTPTR_MAX > 0xffffffffu\n", (unsigned long)mask);
    print_slots(64, mask);
    puts("#else");
    print_slots(32, mask);
    puts("#endif\n_Static_assert(sizeof(struct const_names) / sizeof(void *) < 65536, \"offsets fit their slots\");");
    return 0;
}
