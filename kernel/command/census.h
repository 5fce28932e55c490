/* SPDX-License-Identifier: MIT */
/* kernel/command/census.h -- objects counted by type, for the commands that show them so. */
#ifndef KERNEL_COMMAND_CENSUS_H
#define KERNEL_COMMAND_CENSUS_H

#include "heap/mem.h"
#include "heap/type.h"
#include "kernel/command/command.h"

#define CENSUS_TYPES 96

struct census_row {
    const PyTypeObject *type; /* NULL: all types beyond CENSUS_TYPES together */
    size_t count, bytes;
};

/* All zero to begin with. */
struct census {
    struct census_row row[CENSUS_TYPES + 1];
    size_t n;
    struct census_row total;
};

void census_add(struct census *c, const PyTypeObject *type, size_t bytes);
/* The table, most bytes first; and the same as an array of JSON. Once for each census. */
void census_show(struct census *c, struct sink *out);
void census_show_json(struct census *c, struct json *j, const char *key);

#endif
