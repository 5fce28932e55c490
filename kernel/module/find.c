/* SPDX-License-Identifier: MIT */
/* kernel/module/find.c -- what `import` finds: the modules of modules.def. */
#include "kernel/lang/import.h"
#include "kernel/module/sysmodule.h"
#include "kernel/object/Python.h"

#define MODULE(name) PyMODINIT_FUNC PyInit_##name(void);
#include "kernel/module/modules.def"
#undef MODULE

static const struct {
    const char *name;
    PyObject *(*init)(void);
} modules[] = {
#define MODULE(name) {#name, PyInit_##name},
#include "kernel/module/modules.def"
#undef MODULE
};

static PyObject *find(PyObject *name)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(modules); i++) {
        PyObject *module;

        if (PyUnicode_CompareWithASCIIString(name, modules[i].name))
            continue;
        module = modules[i].init();
        if (module && PyDict_SetItem(interp.modules, name, module) < 0)
            Py_CLEAR(module);
        return module;
    }
    return NULL;
}

void modules_start(void)
{
    import_find = find;
}
