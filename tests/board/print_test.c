/* SPDX-License-Identifier: MIT */
/* tests/board/print_test.c -- kernel/print.h against what C's printf would say. The status is the number of differences. */
#include <stdint.h>
#include <string.h>

#include "boot/board.h"
#include "kernel/print.h"

static int passed, failed;
static const char *volatile nothing = NULL;

#define SAYS(expected, ...)                                                                                            \
    do {                                                                                                               \
        char got[100];                                                                                                 \
        int n = print_into(got, sizeof got, __VA_ARGS__);                                                              \
        check(expected, got, n);                                                                                       \
    } while (0)

static void check(const char *expected, const char *got, int n)
{
    if (!strcmp(got, expected) && n == (int)strlen(expected)) {
        passed++;
        return;
    }
    failed++;
    print(&print_out, "expected '%s', got '%s' (%d)\n", expected, got, n);
}

static void numbers(void)
{
    SAYS("0 -1 42", "%d %i %u", 0, -1, 42u);
    SAYS("-2147483648 4294967295", "%d %u", (int)INT32_MIN, (unsigned)UINT32_MAX);
    SAYS("-9223372036854775808 18446744073709551615", "%lld %llu", (long long)INT64_MIN,
         (unsigned long long)UINT64_MAX);
    SAYS("4294967296 1000000000000000000", "%lld %llu", 4294967296ll, 1000000000000000000ull);
    SAYS("-5 7 -5 7", "%ld %lu %zd %zu", -5l, 7ul, (ptrdiff_t)-5, (size_t)7);
    SAYS("-9 9", "%jd %td", (intmax_t)-9, (ptrdiff_t)9);
    SAYS("ff FF 0xff 0 123456789abcdef0", "%x %X %#x %#x %llx", 255, 255, 255, 0, 0x123456789abcdef0ull);
    SAYS("0x20000a48", "%p", (void *)(uintptr_t)0x20000a48);
    SAYS("+5 -5  5", "%+d %+d % d", 5, -5, 5);
}

static void fields(void)
{
    SAYS("[   42][42   ][00042]", "[%5d][%-5d][%05d]", 42, 42, 42);
    SAYS("[-0042][  -42][-42  ]", "[%05d][%5d][%-5d]", -42, -42, -42);
    SAYS("[00ff][0x00ff][  0xff]", "[%04x][%#06x][%#6x]", 255, 255, 255);
    SAYS("[  007][007  ][]", "[%5.3d][%-5.3d][%.0d]", 7, 7, 0);
    SAYS("[   7][7   ][123456]", "[%*d][%*d][%*d]", 4, 7, -4, 7, 2, 123456);
    SAYS("[                         x]", "[%26s]", "x");
}

static void texts(void)
{
    SAYS("a bc %", "%c %s %%", 'a', "bc");
    SAYS("[  abc][abc  ][ab][]", "[%5s][%-5s][%.2s][%.0s]", "abc", "abc", "abc", "abc");
    SAYS("[ab][abc]", "[%.*s][%.*s]", 2, "abc", 9, "abc");
    SAYS("(null)", "%s", nothing);
    SAYS("", "%s", "");
}

static void sinks(void)
{
    char text[4] = "zzz";
    struct sink_count counted = print_to_count();

    check("abc", text, print_into(text, sizeof text, "%s", "abcdef") == 6 ? 3 : 0);
    check("", text, print_into(text, 1, "abc") == 3 ? 0 : 1);
    check("", text, print_into(NULL, 0, "abc") == 3 ? 0 : 1);
    print(&counted.sink, "%d%s", 12345, "six");
    check("8", counted.len == 8 ? "8" : "not 8", 1);
}

int kernel_main(void)
{
    numbers();
    fields();
    texts();
    sinks();
    print(&print_out, "%d passed, %d failed\n", passed, failed);
    return failed;
}
