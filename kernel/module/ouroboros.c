/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/ouroboros.c -- the inspection commands for programs; the heap's failure schedule and debug layer.
 *
 *     from ouroboros import heap, objects
 *     heap()                  prints what %heap prints
 *     objects("list")         words as behind %objects
 *     heap(json=True)         the line of JSON, as a str
 *     fail_after(k)           the k-th allocation from now fails, the others do not; 0: none does
 *     debug(True)             from the next soft reset on blocks have guard bytes, and are filled when they are freed;
 *     debug()                 whether they have now
 *
 * The text of a command is counted first and written second, so that it is the heap before the str was made that it shows.
 */
#include "kernel/module/ouroboros.h"

#include "kernel/command/command.h"
#include "kernel/object/Python.h"

/* The words of a call as a command line. 0, or -1 with an exception. */
static int command_line(const struct command *c, PyObject *const *args, Py_ssize_t n, PyObject *kwnames, struct command_line *line)
{
    *line = (struct command_line){0};
    if (!_PyArg_CheckPositional(c->name, n, 0, *c->usage ? COMMAND_WORDS : 0))
        return -1;
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_ssize_t length;

        if (!PyUnicode_Check(args[i])) {
            _PyArg_BadArgument(c->name, "argument", "str", args[i]);
            return -1;
        }
        line->word[i] = PyUnicode_AsUTF8AndSize(args[i], &length);
        if (!line->word[i])
            return -1;
        line->length[i] = (size_t)length;
    }
    line->n = (int)n;
    for (Py_ssize_t i = 0; kwnames && i < PyTuple_GET_SIZE(kwnames); i++) {
        if (PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(kwnames, i), "json")) {
            PyErr_Format(PyExc_TypeError, "'%S' is an invalid keyword argument for %s()", PyTuple_GET_ITEM(kwnames, i), c->name);
            return -1;
        }
        line->json = PyObject_IsTrue(args[n + i]);
        if (line->json < 0)
            return -1;
    }
    if (*c->usage && c->usage[0] != '[' && !n) {
        PyErr_Format(PyExc_TypeError, "%s expected 1 argument, got 0", c->name);
        return -1;
    }
    return 0;
}

/* What the command prints with -j, as a new str without its newline. */
static PyObject *json_text_of(const struct command *c, const struct command_line *line)
{
    struct sink_count count = print_to_count();
    struct sink_memory memory;
    PyObject *text;
    char *room;

    c->run(line, &count.sink);
    if (PyErr_Occurred())
        return NULL;
    room = PyMem_Malloc(count.len + 1);
    if (!room)
        return PyErr_NoMemory();
    memory = print_to_memory(room, count.len + 1);
    c->run(line, &memory.sink);
    text = PyUnicode_FromStringAndSize(room, (Py_ssize_t)Py_MIN(memory.len, count.len) - 1);
    PyMem_Free(room);
    return text;
}

static PyObject *run(const struct command *c, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    struct command_line line;

    if (command_line(c, args, n, kwnames, &line) < 0)
        return NULL;
    if (line.json)
        return json_text_of(c, &line);
    c->run(&line, &print_out);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* Positions in commands[], by name. */
enum {
#define COMMAND(name, usage, help) COMMAND_##name,
#include "kernel/command/commands.def"
#undef COMMAND
};

#define COMMAND(name, usage, help)                                                                                     \
    static PyObject *run_##name(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)              \
    {                                                                                                                  \
        return run(&commands[COMMAND_##name], args, n, kwnames);                                                       \
    }
#include "kernel/command/commands.def"
#undef COMMAND

static PyObject *fail_after(PyObject *module, PyObject *k)
{
    Py_ssize_t n = PyNumber_AsSsize_t(k, PyExc_OverflowError);

    if (n == -1 && PyErr_Occurred())
        return NULL;
    mem_fail_after(n > 0 ? (size_t)n : 0);
    Py_RETURN_NONE;
}

int ouroboros_debug;

static PyObject *debug(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    int on = n ? PyObject_IsTrue(args[0]) : mem_debugging();

    if (on < 0 || !_PyArg_CheckPositional("debug", n, 0, 1))
        return NULL;
    if (!n)
        return PyBool_FromLong(on);
    ouroboros_debug = on;
    Py_RETURN_NONE;
}

static const PyMethodDef methods[] = {
    {"debug", _PyCFunction_CAST(debug), METH_FASTCALL, NULL},
    {"fail_after", fail_after, METH_O, NULL},
#define COMMAND(name, usage, help) {#name, _PyCFunction_CAST(run_##name), METH_FASTCALL | METH_KEYWORDS, help},
#include "kernel/command/commands.def"
#undef COMMAND
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "ouroboros",
    .m_methods = CONST_SLOT(methods),
};

PyMODINIT_FUNC PyInit_ouroboros(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
