/* SPDX-License-Identifier: MIT */
/* kernel/lang/vm_name.c -- variables that are not locals at hand: cells, free variables, globals, names of a namespace. */
#include "heap/trace.h"
#include "kernel/lang/vm.h"

static PyObject *local_name(PyObject **f, int operand)
{
    return PyTuple_GET_ITEM(CODE(f)->co_localsplusnames, CODE(f)->nlocalsplus + operand);
}

static PyObject *free_name(PyObject **f, unsigned i)
{
    return PyTuple_GET_ITEM(CODE(f)->co_localsplusnames, CODE(f)->nlocalsplus + i);
}

static PyObject *free_cell(PyObject **f, unsigned i)
{
    return FRAME(f)->func->func_cells[i];
}

static const uint8_t *unbound_local(PyObject *name)
{
    PyErr_Format(PyExc_UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value", name);
    return NULL;
}

/* NameError, with the name for whoever suggests another. */
static const uint8_t *name_error(const char *format, PyObject *name)
{
    PyObject *exc;

    PyErr_Format(PyExc_NameError, format, name);
    exc = PyErr_GetRaisedException();
    if (exc && Py_IS_TYPE(exc, PyExc_NameError))
        Py_XSETREF(((PyNameErrorObject *)exc)->name, Py_NewRef(name));
    PyErr_SetRaisedException(exc);
    return NULL;
}

static const uint8_t *unbound_free(PyObject *name)
{
    return name_error("cannot access free variable '%U' where it is not associated with a value in enclosing scope", name);
}

static const uint8_t *undefined(PyObject *name)
{
    return name_error("name '%U' is not defined", name);
}

/* --- locals --------------------------------------------------------------------------------------------------------------- */

const uint8_t *op_check(PyObject **f, const uint8_t *pc)
{
    return unbound_local(local_name(f, ARG(1)));
}

const uint8_t *op_delete_local(PyObject **f, const uint8_t *pc)
{
    int operand = ARG(1);
    PyObject *v = f[operand];

    if (!v)
        return unbound_local(local_name(f, operand));
    f[operand] = NULL;
    Py_DECREF(v);
    return pc + 2;
}

static PyObject **far_local(PyObject **f, unsigned index)
{
    return f - CODE(f)->nlocalsplus + index;
}

const uint8_t *op_load_far(PyObject **f, const uint8_t *pc)
{
    unsigned index = read_u16(pc + 2);
    PyObject *v = *far_local(f, index);

    if (!v)
        return unbound_local(PyTuple_GET_ITEM(CODE(f)->co_localsplusnames, index));
    vm_store(f, ARG(1), Py_NewRef(v));
    return pc + 4;
}

const uint8_t *op_store_far(PyObject **f, const uint8_t *pc)
{
    PyObject **local = far_local(f, read_u16(pc + 1)), *old = *local;

    *local = vm_take(f, ARG(3));
    Py_XDECREF(old);
    return pc + 4;
}

const uint8_t *op_delete_far(PyObject **f, const uint8_t *pc)
{
    unsigned index = read_u16(pc + 1);
    PyObject **local = far_local(f, index), *old = *local;

    if (!old)
        return unbound_local(PyTuple_GET_ITEM(CODE(f)->co_localsplusnames, index));
    *local = NULL;
    Py_DECREF(old);
    return pc + 3;
}

/* --- cells ------------------------------------------------------------------------------------------------------------------ */

const uint8_t *op_make_cell(PyObject **f, const uint8_t *pc)
{
    int operand = ARG(1);
    PyObject *value = f[operand], *cell = PyCell_New(value);

    if (!cell)
        return NULL;
    f[operand] = cell;
    Py_XDECREF(value);
    return pc + 2;
}

const uint8_t *op_load_cell(PyObject **f, const uint8_t *pc)
{
    return unbound_local(local_name(f, ARG(2)));
}

const uint8_t *op_store_cell(PyObject **f, const uint8_t *pc)
{
    return op_inline(f, pc);
}

const uint8_t *op_delete_cell(PyObject **f, const uint8_t *pc)
{
    PyObject *cell = f[ARG(1)], *old = PyCell_GET(cell);

    if (!old)
        return unbound_local(local_name(f, ARG(1)));
    PyCell_SET(cell, NULL);
    Py_DECREF(old);
    return pc + 2;
}

const uint8_t *op_load_free(PyObject **f, const uint8_t *pc)
{
    return unbound_free(free_name(f, read_u16(pc + 2)));
}

const uint8_t *op_store_free(PyObject **f, const uint8_t *pc)
{
    return op_inline(f, pc);
}

const uint8_t *op_delete_free(PyObject **f, const uint8_t *pc)
{
    unsigned i = read_u16(pc + 1);
    PyObject *cell = free_cell(f, i), *old = PyCell_GET(cell);

    if (!old)
        return unbound_free(free_name(f, i));
    PyCell_SET(cell, NULL);
    Py_DECREF(old);
    return pc + 3;
}

const uint8_t *op_load_free_cell(PyObject **f, const uint8_t *pc)
{
    vm_store(f, ARG(1), Py_NewRef(free_cell(f, read_u16(pc + 2))));
    return pc + 4;
}

/* Cells that an operand byte does not reach. */

static PyObject *far_name(PyObject **f, unsigned index)
{
    return PyTuple_GET_ITEM(CODE(f)->co_localsplusnames, index);
}

const uint8_t *op_make_far_cell(PyObject **f, const uint8_t *pc)
{
    PyObject **local = far_local(f, read_u16(pc + 1)), *value = *local, *cell = PyCell_New(value);

    if (!cell)
        return NULL;
    *local = cell;
    Py_XDECREF(value);
    return pc + 3;
}

const uint8_t *op_load_far_cell(PyObject **f, const uint8_t *pc)
{
    unsigned index = read_u16(pc + 2);
    PyObject *v = PyCell_GET(*far_local(f, index));

    if (!v)
        return unbound_local(far_name(f, index));
    vm_store(f, ARG(1), Py_NewRef(v));
    return pc + 4;
}

const uint8_t *op_store_far_cell(PyObject **f, const uint8_t *pc)
{
    PyObject *cell = *far_local(f, read_u16(pc + 1)), *old = PyCell_GET(cell);

    PyCell_SET(cell, vm_take(f, ARG(3)));
    Py_XDECREF(old);
    return pc + 4;
}

const uint8_t *op_delete_far_cell(PyObject **f, const uint8_t *pc)
{
    unsigned index = read_u16(pc + 1);
    PyObject *cell = *far_local(f, index), *old = PyCell_GET(cell);

    if (!old)
        return unbound_local(far_name(f, index));
    PyCell_SET(cell, NULL);
    Py_DECREF(old);
    return pc + 3;
}

/* --- namespaces ------------------------------------------------------------------------------------------------------------- */

/* Name in the mapping `locals`: 1 and a new reference, 0, -1. */
static int namespace_get(PyObject *namespace, PyObject *name, PyObject **v)
{
    if (PyDict_CheckExact(namespace)) {
        *v = Py_XNewRef(dict_get_str(namespace, name));
        return *v != NULL;
    }
    *v = PyObject_GetItem(namespace, name);
    if (*v)
        return 1;
    if (!PyErr_ExceptionMatches(PyExc_KeyError))
        return -1;
    PyErr_Clear();
    return 0;
}

const uint8_t *op_load_class_free(PyObject **f, const uint8_t *pc)
{
    PyObject *name = vm_name(f, read_u16(pc + 4)), *v;
    int found = namespace_get(FRAME(f)->locals, name, &v);

    if (found < 0)
        return NULL;
    if (!found) {
        v = PyCell_GET(free_cell(f, read_u16(pc + 2)));
        if (!v)
            return unbound_free(name);
        Py_INCREF(v);
    }
    vm_store(f, ARG(1), v);
    return pc + 6;
}

PyObject *vm_site_name(PyObject **f, unsigned c)
{
    return vm_name(f, code_sites(CODE(f))[c]);
}

/* Misses of cold code are counted; caches are made when there were more misses than sites. Const code never has any. */
struct vm_cache *vm_cache_of(PyObject **f, unsigned c)
{
    PyCodeObject *code = CODE(f);
    struct vm_cache *caches = *code->co_caches;

    if (!caches) {
        size_t size = code->ncaches * sizeof *caches;

        if (_Py_IsImmortal((PyObject *)code))
            return NULL;
        if (((struct code_owner *)code)->misses <= code->ncaches) {
            ((struct code_owner *)code)->misses++;
            return NULL;
        }
        trace_pause();
        caches = PyMem_Malloc(size);
        trace_resume();
        if (!caches)
            return NULL;
        memset(caches, 0xff, size);
        *code->co_caches = caches;
    }
    return caches + c;
}

/* Remembers where in the dict the name was found. */
static void note_entry(struct vm_cache *cache, PyObject *dict, PyObject *name, uint32_t *version)
{
    const PyDictKeysObject *keys = ((PyDictObject *)dict)->ma_keys;
    Py_ssize_t i = dict_has_table((PyDictObject *)dict) ? dict_keys_index(keys, name) : -1;
    size_t word;

    if (i < 0)
        return;
    word = (size_t)((PyObject *const *)dict_entry_value_slot(keys, i) - (PyObject *const *)(const void *)keys);
    if (word > UINT16_MAX)
        return;
    cache->index = (uint16_t)word;
    *version = dict_keys_version((PyDictObject *)dict);
}

static void note_global(struct vm_cache *cache, PyObject *globals, PyObject *name)
{
    uint32_t version = 0;

    cache->version = UINT32_MAX;
    note_entry(cache, globals, name, &version);
    if (version) {
        cache->kind = CACHE_GLOBAL;
        cache->version = version;
    }
}

/* Not among the globals, and found in the interpreter's builtins. */
static void note_builtin(struct vm_cache *cache, PyObject *globals, PyObject *name)
{
    uint32_t version = dict_keys_version((PyDictObject *)globals), builtins = 0;

    cache->version = UINT32_MAX;
    if (!version)
        return;
    note_entry(cache, interp.builtins, name, &builtins);
    if (builtins) {
        cache->kind = CACHE_BUILTIN;
        cache->version = version;
        cache->builtins = builtins;
    }
}

/* Global or builtin: new reference, or NULL with an exception. */
static PyObject *load_global(PyObject **f, unsigned site)
{
    PyObject *name = vm_site_name(f, site), *globals = FRAME(f)->func->func_globals;
    PyObject *v = dict_get_str(globals, name), *builtins;
    struct vm_cache *cache = vm_cache_of(f, site);

    if (v) {
        if (cache && PyDict_CheckExact(globals))
            note_global(cache, globals, name);
        return Py_NewRef(v);
    }
    builtins = function_builtins(FRAME(f)->func);
    v = dict_get_str(builtins, name);
    if (!v && builtins == interp.builtins)
        v = builtins_lookup(name);
    if (!v) {
        if (!PyErr_Occurred())
            undefined(name);
        return NULL;
    }
    if (cache && builtins == interp.builtins && PyDict_CheckExact(globals))
        note_builtin(cache, globals, name);
    return Py_NewRef(v);
}

const uint8_t *op_load_global(PyObject **f, const uint8_t *pc)
{
    PyObject *v = load_global(f, read_u16(pc + 2));

    if (!v)
        return NULL;
    vm_store(f, ARG(1), v);
    return pc + 4;
}

const uint8_t *op_load_name(PyObject **f, const uint8_t *pc)
{
    unsigned site = read_u16(pc + 2);
    PyObject *namespace = FRAME(f)->locals, *v;
    int found = 0;

    if (namespace && (namespace != FRAME(f)->func->func_globals || !PyDict_CheckExact(namespace))) {
        found = namespace_get(namespace, vm_site_name(f, site), &v);
        if (found < 0)
            return NULL;
    }
    if (!found && !(v = load_global(f, site)))
        return NULL;
    vm_store(f, ARG(1), v);
    return pc + 4;
}

static int set_name(PyObject *namespace, PyObject *name, PyObject *v)
{
    return PyDict_CheckExact(namespace) ? dict_set_str(namespace, name, v) : PyObject_SetItem(namespace, name, v);
}

static const uint8_t *store_name(PyObject **f, const uint8_t *pc, PyObject *namespace)
{
    int r = ARG(3);
    PyObject *v = f[r];

    if (!namespace) {
        PyErr_Format(PyExc_SystemError, "no locals found when storing %R", vm_name(f, read_u16(pc + 1)));
        return NULL;
    }
    if (set_name(namespace, vm_name(f, read_u16(pc + 1)), v) < 0)
        return NULL;
    vm_release(f, r, v);
    return pc + 4;
}

const uint8_t *op_store_name(PyObject **f, const uint8_t *pc)
{
    return store_name(f, pc, FRAME(f)->locals);
}

const uint8_t *op_store_global(PyObject **f, const uint8_t *pc)
{
    return store_name(f, pc, FRAME(f)->func->func_globals);
}

static const uint8_t *delete_name(PyObject **f, const uint8_t *pc, PyObject *namespace)
{
    PyObject *name = vm_name(f, read_u16(pc + 1));

    if (PyObject_DelItem(namespace, name) == 0)
        return pc + 3;
    if (!PyErr_ExceptionMatches(PyExc_KeyError))
        return NULL;
    PyErr_Clear();
    return undefined(name);
}

const uint8_t *op_delete_name(PyObject **f, const uint8_t *pc)
{
    return delete_name(f, pc, FRAME(f)->locals);
}

const uint8_t *op_delete_global(PyObject **f, const uint8_t *pc)
{
    return delete_name(f, pc, FRAME(f)->func->func_globals);
}

const uint8_t *op_setup_annotations(PyObject **f, const uint8_t *pc)
{
    PyObject *namespace = FRAME(f)->locals, *v, *dict;
    int found = namespace_get(namespace, _Py_ID(__annotations__), &v);

    if (found < 0)
        return NULL;
    if (found) {
        Py_DECREF(v);
        return pc + 1;
    }
    dict = PyDict_New();
    if (!dict || set_name(namespace, _Py_ID(__annotations__), dict) < 0) {
        Py_XDECREF(dict);
        return NULL;
    }
    Py_DECREF(dict);
    return pc + 1;
}

int (*vm_display_hook)(PyObject *value) = interp_display;

const uint8_t *op_print_expr(PyObject **f, const uint8_t *pc)
{
    int r = ARG(1);
    PyObject *v = f[r];

    if (vm_display_hook(v) < 0)
        return NULL;
    vm_release(f, r, v);
    return pc + 2;
}
