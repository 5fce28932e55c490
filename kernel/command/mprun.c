/* SPDX-License-Identifier: MIT */
/*
 * kernel/command/mprun.c -- `%mprun FILE`: run a file with `profile` of memory_profiler in its builtins, as
 * `python -m memory_profiler FILE` does. The one command that runs Python code.
 */
#include "kernel/command/command.h"
#include "kernel/object/Python.h"

void command_mprun(const struct command_line *line, struct sink *out)
{
    PyObject *module, *run, *result;

    if (line->json) {
        PyErr_SetString(PyExc_ValueError, "mprun has no JSON");
        return;
    }
    module = PyImport_ImportModule("memory_profiler");
    run = module ? PyObject_GetAttrString(module, "run") : NULL;
    result = run ? PyObject_CallFunction(run, "s#", line->word[0], (Py_ssize_t)line->length[0]) : NULL;
    Py_XDECREF(result);
    Py_XDECREF(run);
    Py_XDECREF(module);
}
