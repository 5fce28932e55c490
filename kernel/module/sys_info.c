/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/sys_info.c -- what sys tells of the machine and the interpreter: struct sequences, and the heap's figures.
 */
#include <float.h>

#include "heap/arena.h"
#include "heap/mem.h"
#include "kernel/module/sysmodule.h"
#include "kernel/object/Python.h"
#include "kernel/object/hash.h"
#include "kernel/object/structseq.h"
#include "kernel/print.h"
#include "kernel/version.h"

/* --- version_info, implementation ------------------------------------------------------------------------------------ */

static const PyMemberDef version_fields[] = {
    STRUCTSEQ_FIELD(0, "major"),        STRUCTSEQ_FIELD(1, "minor"),  STRUCTSEQ_FIELD(2, "micro"),
    STRUCTSEQ_FIELD(3, "releaselevel"), STRUCTSEQ_FIELD(4, "serial"), STRUCTSEQ_END,
};
const PyTypeObject VersionInfo_Type = STRUCTSEQ_TYPE_CLOSED("sys.version_info", version_fields, 5, version_info);

static PyObject *version(int major, int minor, int micro)
{
    return structseq_build(&VersionInfo_Type, "(iiisi)", major, minor, micro, "final", 0);
}

PyObject *sys_make_version_info(void)
{
    return version(PY_MAJOR_VERSION, PY_MINOR_VERSION, PY_MICRO_VERSION);
}

PyObject *sys_make_implementation(void)
{
    PyObject *own = version(OUROBOROS_MAJOR, OUROBOROS_MINOR, OUROBOROS_MICRO), *fields, *made;

    if (!own)
        return NULL;
    fields = Py_BuildValue("{s:s,s:O,s:N,s:i,s:s}", "name", "ouroboros", "cache_tag", Py_None, "version", own, "hexversion",
                           OUROBOROS_MAJOR << 24 | OUROBOROS_MINOR << 16 | OUROBOROS_MICRO << 8 | 0xf0, "_machine", board.name);
    made = fields ? _PyNamespace_New(fields) : NULL;
    Py_XDECREF(fields);
    return made;
}

/* --- numbers --------------------------------------------------------------------------------------------------------- */

static const PyMemberDef float_fields[] = {
    STRUCTSEQ_FIELD(0, "max"),     STRUCTSEQ_FIELD(1, "max_exp"),    STRUCTSEQ_FIELD(2, "max_10_exp"),
    STRUCTSEQ_FIELD(3, "min"),     STRUCTSEQ_FIELD(4, "min_exp"),    STRUCTSEQ_FIELD(5, "min_10_exp"),
    STRUCTSEQ_FIELD(6, "dig"),     STRUCTSEQ_FIELD(7, "mant_dig"),   STRUCTSEQ_FIELD(8, "epsilon"),
    STRUCTSEQ_FIELD(9, "radix"),   STRUCTSEQ_FIELD(10, "rounds"),    STRUCTSEQ_END,
};
const PyTypeObject FloatInfo_Type = STRUCTSEQ_TYPE("sys.float_info", float_fields, 11, float_info);

PyObject *sys_make_float_info(void)
{
    return structseq_build(&FloatInfo_Type, "(diidiiiidii)", DBL_MAX, DBL_MAX_EXP, DBL_MAX_10_EXP, DBL_MIN, DBL_MIN_EXP,
                           DBL_MIN_10_EXP, DBL_DIG, DBL_MANT_DIG, DBL_EPSILON, FLT_RADIX, 1);
}

static const PyMemberDef int_fields[] = {
    STRUCTSEQ_FIELD(0, "bits_per_digit"),
    STRUCTSEQ_FIELD(1, "sizeof_digit"),
    STRUCTSEQ_FIELD(2, "default_max_str_digits"),
    STRUCTSEQ_FIELD(3, "str_digits_check_threshold"),
    STRUCTSEQ_END,
};
const PyTypeObject IntInfo_Type = STRUCTSEQ_TYPE("sys.int_info", int_fields, 4, int_info);

PyObject *sys_make_int_info(void)
{
    return structseq_build(&IntInfo_Type, "(iiii)", PyLong_SHIFT, (int)sizeof(digit), _PY_LONG_DEFAULT_MAX_STR_DIGITS,
                           _PY_LONG_MAX_STR_DIGITS_THRESHOLD);
}

static const PyMemberDef hash_fields[] = {
    STRUCTSEQ_FIELD(0, "width"),     STRUCTSEQ_FIELD(1, "modulus"),   STRUCTSEQ_FIELD(2, "inf"),
    STRUCTSEQ_FIELD(3, "nan"),       STRUCTSEQ_FIELD(4, "imag"),      STRUCTSEQ_FIELD(5, "algorithm"),
    STRUCTSEQ_FIELD(6, "hash_bits"), STRUCTSEQ_FIELD(7, "seed_bits"), STRUCTSEQ_FIELD(8, "cutoff"),
    STRUCTSEQ_END,
};
const PyTypeObject HashInfo_Type = STRUCTSEQ_TYPE("sys.hash_info", hash_fields, 9, hash_info);

PyObject *sys_make_hash_info(void)
{
    int bits = (int)sizeof(Py_hash_t) * 8;

    return structseq_build(&HashInfo_Type, "(iniiisiii)", bits, (Py_ssize_t)HASH_MODULUS, HASH_INF, 0, 1000003,
                           "multiplicative", bits, 0, 0);
}

static const PyMemberDef thread_fields[] = {
    STRUCTSEQ_FIELD(0, "name"), STRUCTSEQ_FIELD(1, "lock"), STRUCTSEQ_FIELD(2, "version"), STRUCTSEQ_END,
};
const PyTypeObject ThreadInfo_Type = STRUCTSEQ_TYPE("sys.thread_info", thread_fields, 3, thread_info);

PyObject *sys_make_thread_info(void)
{
    return structseq_build(&ThreadInfo_Type, "(sOO)", "pthread-stubs", Py_None, Py_None);
}

/* --- flags ----------------------------------------------------------------------------------------------------------- */

static const PyMemberDef flag_fields[] = {
    STRUCTSEQ_FIELD(0, "debug"),
    STRUCTSEQ_FIELD(1, "inspect"),
    STRUCTSEQ_FIELD(2, "interactive"),
    STRUCTSEQ_FIELD(3, "optimize"),
    STRUCTSEQ_FIELD(4, "dont_write_bytecode"),
    STRUCTSEQ_FIELD(5, "no_user_site"),
    STRUCTSEQ_FIELD(6, "no_site"),
    STRUCTSEQ_FIELD(7, "ignore_environment"),
    STRUCTSEQ_FIELD(8, "verbose"),
    STRUCTSEQ_FIELD(9, "bytes_warning"),
    STRUCTSEQ_FIELD(10, "quiet"),
    STRUCTSEQ_FIELD(11, "hash_randomization"),
    STRUCTSEQ_FIELD(12, "isolated"),
    STRUCTSEQ_FIELD(13, "dev_mode"),
    STRUCTSEQ_FIELD(14, "utf8_mode"),
    STRUCTSEQ_FIELD(15, "warn_default_encoding"),
    STRUCTSEQ_FIELD(16, "safe_path"),
    STRUCTSEQ_FIELD(17, "int_max_str_digits"),
    STRUCTSEQ_END,
};
const PyTypeObject Flags_Type = STRUCTSEQ_TYPE_CLOSED("sys.flags", flag_fields, 18, flags);

PyObject *sys_make_flags(void)
{
    return structseq_build(&Flags_Type, "(iiiiiiiiiiiiiOiiOi)", 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, Py_False, 1, 0, Py_False,
                           _PY_LONG_DEFAULT_MAX_STR_DIGITS);
}

/* --- the heap's figures ---------------------------------------------------------------------------------------------- */

/* 1,234,567 at the end of a line that begins with these words. */
static void figure(const char *words, size_t n)
{
    char digits[32], *at = digits + sizeof digits - 1;

    *at = 0;
    for (unsigned written = 0; n || !written; n /= 10, written++) {
        if (written && written % 3 == 0)
            *--at = ',';
        *--at = (char)('0' + n % 10);
    }
    print(&print_err, "%-33s= %20s\n", words, at);
}

static void product(size_t n, const char *what, size_t each, const char *behind)
{
    char words[48];

    print_into(words, sizeof words, "%zu %s * %zu bytes%s", n, what, each, behind);
    figure(words, n * each);
}

/* Bytes in live blocks of the classes, and in blocks that could be had without another pool; a line for each class. */
static void classes(size_t *live, size_t *spare)
{
    print(&print_err, "class   size   num pools   blocks in use  avail blocks\n"
                      "-----   ----   ---------   -------------  ------------\n");
    for (unsigned class = 1; class <= CLASSES; class ++) {
        const struct class_stats s = mem_class_stats(class, ~0u);

        print(&print_err, "%5u %6zu %11zu %15zu %13zu\n", class - 1, s.size, s.pools, s.live, s.free);
        *live += s.live * s.size;
        *spare += s.free * s.size;
    }
    print(&print_err, "\n");
}

PyObject *sys_debugmallocstats(PyObject *module, PyObject *unused)
{
    const struct mem_stats s = mem_stats();
    const struct arena_stats a = arena_stats();
    size_t live = 0, spare = 0, pools = a.pages - a.room;

    print(&print_err, "Small block threshold = %zu, in %u size classes.\n\n", SMALL_MAX, (unsigned)CLASSES);
    classes(&live, &spare);
    figure("# arenas allocated total", s.arenas_made);
    figure("# arenas reclaimed", s.arenas_made - s.arenas);
    figure("# arenas highwater mark", s.arenas_high);
    figure("# arenas allocated current", s.arenas);
    product(s.arenas, "arenas", a.size, "/arena");
    print(&print_err, "\n");
    figure("# bytes in allocated blocks", live);
    figure("# bytes in available blocks", spare);
    product(a.room, "unused pools", POOL_SIZE, "");
    figure("# bytes lost to pool headers", pools * POOL_FIRST_PLAIN);
    figure("# bytes lost to quantization", (pools << POOL_SHIFT) - pools * POOL_FIRST_PLAIN - live - spare);
    figure("# bytes lost to arena alignment", s.arenas * a.size - (a.pages << POOL_SHIFT));
    figure("Total", s.arenas * a.size);
    print(&print_err, "\n");
    figure("# bytes in raw blocks", s.live - live);
    figure("# bytes free for raw blocks", s.raw.free);
    Py_RETURN_NONE;
}
