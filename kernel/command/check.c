/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/check.c -- `%check`: is the heap whole?
 *
 *     heap whole: 402 objects, 812 references, every rule holds
 *     heap: rule P3 broken at 0x20000a48
 */
#include "kernel/command/command.h"
#include "kernel/object/Python.h"
#include "kernel/object/interp.h"

void command_check(const struct command_line *line, struct sink *out)
{
    struct heap_check c = objects_check();
    struct json j = {out, 0};

    if (line->json) {
        json_open(&j, NULL, '{');
        json_text(&j, "broken", c.rule ? c.rule : "");
        if (c.rule)
            json_address(&j, "place", c.place);
        json_number(&j, "objects", c.objects);
        json_number(&j, "references", c.references);
        json_close(&j, '{');
        print(out, "\n");
    } else if (c.rule)
        print(out, "heap: rule %s broken at %p: is %zd, should be %zd\n", c.rule, c.place, c.is, c.should);
    else
        print(out, "heap whole: %zu objects, %zu references, every rule holds\n", c.objects, c.references);
}
