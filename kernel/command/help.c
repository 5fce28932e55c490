/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/help.c -- `%help`: every command in a line.
 *
 *     %arenas            each arena: its pools, used and free
 *     %objects [TYPE]    live objects by type, or each object of one type
 */
#include "kernel/command/command.h"

void command_help(const struct command_line *line, struct sink *out)
{
    struct json j = {out, 0};

    if (line->json)
        json_open(&j, NULL, '{');
    for (size_t i = 0; i < command_count; i++) {
        const struct command *c = &commands[i];
        char usage[32];

        if (line->json) {
            json_text(&j, c->name, c->help);
            continue;
        }
        print_into(usage, sizeof usage, "%%%s %s", c->name, c->usage);
        print(out, "%-18s %s\n", usage, c->help);
    }
    if (line->json)
        json_close(&j, '{');
    print(out, line->json ? "\n" : "Each but %%mprun takes -j for one line of JSON.\n");
}
