/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/mprun.c -- `%mprun FILE`: run a file with `profile` of memory_profiler in its builtins, as
 * `python -m memory_profiler FILE` does. The one command that runs Python code.
 */
#include "kernel/command/command.h"
#include "kernel/console/source.h"
#include "kernel/object/Python.h"

void command_mprun(const struct command_line *line, struct sink *out)
{
    PyObject *module, *result = NULL;

    module = PyImport_ImportModule("memory_profiler");
    if (module) {
        PyObject *run = PyObject_GetAttrString(module, "run");

        if (run)
            result = PyObject_CallFunction(run, "s#", line->word[0], (Py_ssize_t)line->length[0]);
        Py_XDECREF(run);
        Py_DECREF(module);
    }
    if (!result)
        run_report();
    Py_XDECREF(result);
}
