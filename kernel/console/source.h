/* SPDX-License-Identifier: MIT */
/* kernel/console/source.h -- source text that arrives byte by byte, and running it. */
#ifndef KERNEL_CONSOLE_SOURCE_H
#define KERNEL_CONSOLE_SOURCE_H

#include <stddef.h>

/* Text in raw memory. full: some of it was lost to a lack of memory, so it must not be run. */
struct source {
    char *text;
    size_t len, capacity;
    int full;
};

void source_add(struct source *s, const char *bytes, size_t n);
/* Empty again, memory given back. */
void source_clear(struct source *s);

/* What became of a piece of source. The exception of RUN_ERROR has not been printed yet: run_report does that. */
enum run_result { RUN_DONE, RUN_ERROR, RUN_EXIT };

/*
 * Compiles and runs source in __main__; start is Py_file_input or Py_single_input. Ctrl-C interrupts it.
 * RUN_EXIT: it raised SystemExit; the status is in *status (text for the user has been printed).
 */
enum run_result run_source(const struct source *s, const char *filename, int start, int *status);
/* The text that runs under this name, innermost first; NULL: none. It is there until run_source returns. */
const struct source *source_running(const char *filename);
/* Prints the pending exception with its traceback on stderr and clears it; sys.last_type and the like are set. */
void run_report(void);

#endif
