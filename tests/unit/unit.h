/* SPDX-License-Identifier: MIT */
/*
 * tests/unit/unit.h -- what a unit test of heap/ needs: checks, a panic that can be caught, a list of cases.
 *
 *     static void an_empty_pool_goes_back(void) { CHECK(...); }
 *     int main(void) { RUN(an_empty_pool_goes_back); ... return unit_end(); }
 *
 * A program includes it once: it defines what heap/port.h asks of an embedder.
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heap/port.h"

static int unit_passed, unit_failed, unit_bad;
static const char *unit_rule; /* of the last panic */
static jmp_buf *unit_catch;

_Noreturn void heap_panic(const char *rule, const char *file, int line)
{
    unit_rule = rule;
    if (unit_catch)
        longjmp(*unit_catch, 1);
    printf("heap: rule %s broken at %s:%d\n", rule, file, line);
    abort();
}

/* Told of damage, instead of a panic; may be NULL. */
static void (*unit_on_damage)(const struct debug_report *report);

void heap_damage(const struct debug_report *report)
{
    if (!unit_on_damage)
        heap_panic("damage", __FILE__, __LINE__);
    unit_on_damage(report);
}

static int unit_check(int ok, const char *text, const char *file, int line)
{
    if (!ok) {
        printf("    %s:%d: %s\n", file, line, text);
        unit_bad = 1;
    }
    return ok;
}

#define CHECK(cond) unit_check(!!(cond), #cond, __FILE__, __LINE__)
#define CHECK_INT(is, should) unit_check_int((long long)(is), (long long)(should), #is, __FILE__, __LINE__)
/* The statement must panic, and name this rule. */
#define CHECK_BREAKS(rule, statement)                                                                                  \
    do {                                                                                                               \
        jmp_buf here;                                                                                                  \
        unit_rule = NULL;                                                                                              \
        unit_catch = &here;                                                                                            \
        if (!setjmp(here)) {                                                                                           \
            statement;                                                                                                 \
        }                                                                                                              \
        unit_catch = NULL;                                                                                             \
        unit_check(unit_rule && !strcmp(unit_rule, rule), "breaks " rule ": " #statement, __FILE__, __LINE__);         \
    } while (0)
#define CHECK_RULE(is, should) unit_check_rule((is), (should), #is, __FILE__, __LINE__)

static inline int unit_check_int(long long is, long long should, const char *text, const char *file, int line)
{
    if (is != should)
        printf("    %s is %lld, not %lld\n", text, is, should);
    return unit_check(is == should, text, file, line);
}

static inline int unit_check_rule(const char *is, const char *should, const char *text, const char *file, int line)
{
    int same = is && should ? !strcmp(is, should) : is == should;

    if (!same)
        printf("    %s is %s, not %s\n", text, is ? is : "whole", should ? should : "whole");
    return unit_check(same, text, file, line);
}

static inline void unit_run(void (*test)(void), const char *name)
{
    unit_bad = 0;
    test();
    if (unit_bad) {
        unit_failed++;
        printf("FAILED %s\n", name);
    } else {
        unit_passed++;
    }
    fflush(stdout);
}
#define RUN(test) unit_run(test, #test)

static inline int unit_end(void)
{
    printf("%d passed, %d failed\n", unit_passed, unit_failed);
    return unit_failed != 0;
}

#endif
