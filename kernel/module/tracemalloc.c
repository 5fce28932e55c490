/* SPDX-License-Identifier: MIT */
/*
 * kernel/module/tracemalloc.c -- the module _tracemalloc: what the sites of heap/trace.h stand for, and snapshots of all traces.
 * kernel/lib/tracemalloc.py has the rest of the module tracemalloc.
 *
 *     place      file name and line                     records of `places`, numbered from 1
 *     site       frames there were, then the places of the innermost ones: up to `limit`     records of `sites`
 *
 * An allocation asks for the site of the running frame. While one frame is traced, a cache keyed by its instruction and its depth
 * answers; else it answers for the place of each frame, and the sites are looked up. The instructions of a code object that has died
 * may be somebody else's: then the cache forgets everything.
 *
 * Rules:
 *     S1  each place owns a reference to its file name
 *     S2  all tables lie in trace_memory: what happens here is not traced itself
 */
#include "kernel/module/tracemalloc.h"

#include "heap/gc.h"
#include "heap/trace.h"
#include "kernel/lang/opcodes.h"
#include "kernel/object/Python.h"
#include "kernel/object/type.h"

#define FRAMES_MAX 65535
#define CACHE_SIZE 128

/* --- records, each of them once -------------------------------------------------------------------------------------- */

/* Records of whole words; number k, from 1 on, is data[start[k - 1]] to data[start[k]]. */
struct records {
    uintptr_t *data;
    uint32_t *start;
    uint32_t *slot; /* by hash: numbers, 0 where it is free */
    uint32_t words, count, room_words, room_count;
    uint32_t mask;
};

static uint32_t hash_of(const uintptr_t *record, size_t n)
{
    uint32_t h = (uint32_t)n;

    for (size_t i = 0; i < n; i++) {
        h = (h ^ (uint32_t)record[i]) * 0x9E3779B1u;
        h ^= h >> 15;
    }
    return h;
}

/* The slot of the record, or the free one where it belongs. */
static uint32_t *find_slot(const struct records *r, const uintptr_t *record, size_t n)
{
    uint32_t i = hash_of(record, n) & r->mask;

    for (; r->slot[i]; i = (i + 1) & r->mask) {
        uint32_t k = r->slot[i];

        if (r->start[k] - r->start[k - 1] == n && !memcmp(r->data + r->start[k - 1], record, n * sizeof *record))
            break;
    }
    return &r->slot[i];
}

/* A larger block with the same beginning; the old one is released. 0, or -1 and nothing changed. */
static int enlarge(void *block, size_t have, size_t need)
{
    void *old = *(void **)block, *new = trace_memory(need);

    if (!new)
        return -1;
    if (have)
        memcpy(new, old, have);
    trace_release(old);
    *(void **)block = new;
    return 0;
}

static int grow_slots(struct records *r)
{
    uint32_t slots = r->mask ? (r->mask + 1) * 2 : 32, *new = trace_memory(slots * sizeof *new);

    if (!new)
        return -1;
    memset(new, 0, slots * sizeof *new);
    trace_release(r->slot);
    r->slot = new;
    r->mask = slots - 1;
    for (uint32_t k = 1; k <= r->count; k++)
        *find_slot(r, r->data + r->start[k - 1], r->start[k] - r->start[k - 1]) = k;
    return 0;
}

/* Room for one more record of n words. 0 or -1. */
static int make_room(struct records *r, size_t n)
{
    uint32_t words = r->words + (uint32_t)n;

    if (r->count + 1 >= r->room_count) {
        uint32_t room = r->room_count ? r->room_count * 2 : 32;

        if (r->count >= TRACE_SITE_MAX - 1 || enlarge(&r->start, r->room_count * sizeof *r->start, room * sizeof *r->start) < 0)
            return -1;
        r->start[0] = 0;
        r->room_count = room;
    }
    if (words > r->room_words) {
        if (enlarge(&r->data, r->words * sizeof *r->data, words * 2 * sizeof *r->data) < 0)
            return -1;
        r->room_words = words * 2;
    }
    return r->count >= (r->mask + 1) / 4 * 3 ? grow_slots(r) : 0;
}

/* The record's number, 0: no memory; *added: it is new. */
static uint32_t number_of(struct records *r, const uintptr_t *record, size_t n, int *added)
{
    uint32_t *slot = r->slot ? find_slot(r, record, n) : NULL;

    *added = 0;
    if (slot && *slot)
        return *slot;
    if (make_room(r, n) < 0)
        return 0;
    memcpy(r->data + r->words, record, n * sizeof *record);
    r->words += (uint32_t)n;
    r->start[++r->count] = r->words;
    *added = 1;
    return *find_slot(r, record, n) = r->count;
}

static void release_records(struct records *r)
{
    trace_release(r->data);
    trace_release(r->start);
    trace_release(r->slot);
    *r = (struct records){0};
}

/* --- where we are ---------------------------------------------------------------------------------------------------- */

struct cached {
    const uint8_t *pc;
    uint32_t frames; /* of a site: how many there were; 0 of a place */
    uint32_t number;
};

static struct {
    struct records places, sites;
    struct cached *cache;
    uintptr_t *record;       /* room for a site of `limit` places */
    PyObject *unknown;       /* the file name where no frame is: owned */
    unsigned limit;          /* frames of a site; 0: never started */
} where;

void tracemalloc_init(void)
{
    memset(&where, 0, sizeof where);
    trace = (struct trace){0};
    code_on_death = NULL;
}

static uint32_t place_number(PyObject *filename, int line)
{
    const uintptr_t record[] = {(uintptr_t)filename, (uintptr_t)(unsigned)line};
    int added;
    uint32_t place = number_of(&where.places, record, 2, &added);

    if (added)
        Py_INCREF(filename); /* S1 */
    return place;
}

/* The two entries that may know: the one that was made last comes first. */
static inline struct cached *cached_at(const uint8_t *pc, uint32_t frames)
{
    return &where.cache[((uintptr_t)pc ^ frames) % (CACHE_SIZE / 2) * 2];
}

static inline int is_cached(const struct cached *c, const uint8_t *pc, uint32_t frames)
{
    return c->pc == pc && c->frames == frames;
}

/* Into the cache; 0 is no number. */
static uint32_t cache(const uint8_t *pc, uint32_t frames, uint32_t number)
{
    struct cached *c = cached_at(pc, frames);

    if (pc && number) {
        c[1] = c[0];
        c[0] = (struct cached){pc, frames, number};
    }
    return number;
}

static uint32_t place_of(const struct frame *f)
{
    const struct cached *c = cached_at(f->pc, 0);

    if (f->pc && (is_cached(c, f->pc, 0) || is_cached(++c, f->pc, 0)))
        return c->number;
    return cache(f->pc, 0, place_number(frame_code(f)->co_filename, frame_line(f)));
}

/* One frame, which the cache does not know. */
static uint32_t single_site(const struct frame *f, uint32_t frames)
{
    uint32_t place = f ? place_number(frame_code(f)->co_filename, frame_line(f)) : place_number(where.unknown, 0);
    const uintptr_t record[] = {frames, place};
    int added;

    return place ? number_of(&where.sites, record, 2, &added) : 0;
}

static uint32_t many_sites(const struct frame *f, uint32_t frames)
{
    size_t n = 1;
    int added;

    where.record[0] = frames;
    for (; f && n <= where.limit; f = f->back)
        if (!(where.record[n++] = place_of(f)))
            return 0;
    return number_of(&where.sites, where.record, n, &added);
}

/* Behind the instructions that make its cells: what a function makes before its first line is its caller's. */
static int has_begun(const struct frame *f)
{
    const uint8_t *p = frame_code(f)->co_bytes;

    for (; f->pc != p && (*p == OP_MAKE_CELL || *p == OP_MAKE_FAR_CELL); p += opcode_length(p))
        ;
    return f->pc && *p != OP_MAKE_CELL && *p != OP_MAKE_FAR_CELL;
}

/* The same when the cache has no answer for the frame at once. */
static __attribute__((noinline)) uint32_t site_slowly(const struct frame *f)
{
    uint32_t frames;

    while (f && !has_begun(f))
        f = f->back;
    if (!f)
        return single_site(NULL, 1);
    frames = (uint32_t)(f->state / FRAME_DEPTH_ONE);
    if (where.limit > 1)
        return many_sites(f, frames);
    return cache(f->pc, frames, single_site(f, frames));
}

/* Asked by heap/trace.c at each allocation. A frame that has not begun is in no cache. */
static uint32_t single_frame(void)
{
    const struct frame *f = vm.frame;

    if (f) {
        uint32_t frames = (uint32_t)(f->state / FRAME_DEPTH_ONE);
        const struct cached *c = cached_at(f->pc, frames);

        if (is_cached(c, f->pc, frames) || is_cached(++c, f->pc, frames))
            return c->number;
    }
    return site_slowly(f);
}

static uint32_t many_frames(void)
{
    return site_slowly(vm.frame);
}

/* --- start and stop -------------------------------------------------------------------------------------------------- */

static void forget_cache(void)
{
    if (where.cache)
        memset(where.cache, 0, CACHE_SIZE * sizeof *where.cache);
}

static void forget_sites(void)
{
    struct records places = where.places;

    where.places = (struct records){0};
    release_records(&where.sites);
    forget_cache();
    for (uint32_t i = 0; i < places.words; i += 2)
        Py_DECREF((PyObject *)places.data[i]);
    release_records(&places);
}

int tracemalloc_start(int frames)
{
    if (trace.on)
        return 0;
    where.unknown = PyUnicode_FromString("<unknown>");
    if (!where.unknown)
        return -1;
    if (trace_start(frames == 1 ? single_frame : many_frames) == 0) {
        where.limit = (unsigned)frames;
        where.cache = trace_memory(CACHE_SIZE * sizeof *where.cache);
        where.record = frames > 1 ? trace_memory(((size_t)frames + 1) * sizeof *where.record) : NULL;
        forget_cache();
        code_on_death = forget_cache;
        if (where.cache && (where.record || frames == 1))
            return 0;
    }
    trace.on = 1;
    tracemalloc_stop();
    PyErr_NoMemory();
    return -1;
}

void tracemalloc_stop(void)
{
    if (!trace.on)
        return;
    mem_observe(NULL);
    code_on_death = NULL;
    forget_sites();
    trace_release(where.cache);
    trace_release(where.record);
    where.cache = NULL;
    where.record = NULL;
    trace_stop();
    Py_CLEAR(where.unknown);
}

int tracemalloc_place(uint32_t number, PyObject **filename)
{
    const uintptr_t *record = where.sites.data + where.sites.start[number - 1];
    const uintptr_t *place = where.places.data + where.places.start[record[1] - 1];

    *filename = (PyObject *)place[0];
    return (int)place[1];
}

/* ((filename, line), ...), the innermost first; *frames: how many there were. New reference. */
static PyObject *frames_of(uint32_t number, Py_ssize_t *frames)
{
    const uintptr_t *record = where.sites.data + where.sites.start[number - 1];
    size_t n = where.sites.start[number] - where.sites.start[number - 1];
    PyObject *tuple = PyTuple_New((Py_ssize_t)n - 1);

    *frames = (Py_ssize_t)record[0];
    for (size_t i = 1; tuple && i < n; i++) {
        const uintptr_t *place = where.places.data + where.places.start[record[i] - 1];
        PyObject *pair = Py_BuildValue("(Oi)", (PyObject *)place[0], (int)place[1]);

        if (!pair)
            Py_CLEAR(tuple);
        else
            PyTuple_SET_ITEM(tuple, (Py_ssize_t)i - 1, pair);
    }
    return tuple;
}

/* --- snapshots ------------------------------------------------------------------------------------------------------- */

struct traced {
    size_t size;
    uint32_t site; /* index in sites */
};

/* A sequence of (domain, size, frames, number of frames). */
typedef struct {
    PyObject_VAR_HEAD
    PyObject *sites; /* tuple of (frames, number of frames); NULL while it is made */
    struct traced traced[];
} traces_object;

static traces_object *new_traces(size_t n)
{
    traces_object *t = n < (PTRDIFF_MAX - sizeof *t) / sizeof t->traced[0]
                           ? (traces_object *)object_new(CONST_TYPE(_PyTraces_Type), sizeof *t + n * sizeof t->traced[0])
                           : NULL;

    if (!t)
        return (traces_object *)PyErr_NoMemory();
    Py_SET_SIZE(t, 0);
    t->sites = NULL;
    return t;
}

static void traces_dealloc(PyObject *self)
{
    Py_XDECREF(((traces_object *)self)->sites);
    object_del(self);
}

static Py_ssize_t traces_length(PyObject *self)
{
    return Py_SIZE(self);
}

static PyObject *traces_item(PyObject *self, Py_ssize_t i)
{
    traces_object *t = (traces_object *)self;
    PyObject *pair;

    if (i < 0 || i >= Py_SIZE(t)) {
        PyErr_SetString(PyExc_IndexError, "traces index out of range");
        return NULL;
    }
    pair = PyTuple_GET_ITEM(t->sites, (Py_ssize_t)t->traced[i].site);
    return Py_BuildValue("(inOO)", 0, (Py_ssize_t)t->traced[i].size, PyTuple_GET_ITEM(pair, 0), PyTuple_GET_ITEM(pair, 1));
}

/* [(frames, number of frames, size, count)], an item for each site. */
static PyObject *traces_sums(PyObject *self, PyObject *unused)
{
    traces_object *t = (traces_object *)self;
    Py_ssize_t n = PyTuple_GET_SIZE(t->sites);
    struct sum {
        size_t size, count;
    } *sum = PyMem_Calloc((size_t)n, sizeof *sum);
    PyObject *list = sum ? PyList_New(0) : PyErr_NoMemory();

    for (Py_ssize_t i = 0; list && i < Py_SIZE(t); i++) {
        sum[t->traced[i].site].size += t->traced[i].size;
        sum[t->traced[i].site].count++;
    }
    for (Py_ssize_t i = 0; list && i < n; i++) {
        PyObject *pair = PyTuple_GET_ITEM(t->sites, i), *item;

        if (!sum[i].count)
            continue;
        item = Py_BuildValue("(OOnn)", PyTuple_GET_ITEM(pair, 0), PyTuple_GET_ITEM(pair, 1), (Py_ssize_t)sum[i].size,
                             (Py_ssize_t)sum[i].count);
        if (!item || PyList_Append(list, item) < 0)
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    PyMem_Free(sum);
    return list;
}

/* The traces of those sites for which test((0, None, frames, number of frames)) is true. */
static PyObject *traces_filter(PyObject *self, PyObject *test)
{
    traces_object *t = (traces_object *)self, *kept = NULL;
    Py_ssize_t n = PyTuple_GET_SIZE(t->sites);
    char *wanted = PyMem_Malloc((size_t)n + 1);

    if (!wanted)
        return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *pair = PyTuple_GET_ITEM(t->sites, i);
        PyObject *result = PyObject_CallFunction(test, "((iOOO))", 0, Py_None, PyTuple_GET_ITEM(pair, 0), PyTuple_GET_ITEM(pair, 1));
        int truth = result ? PyObject_IsTrue(result) : -1;

        Py_XDECREF(result);
        if (truth < 0)
            goto done;
        wanted[i] = (char)truth;
    }
    n = 0;
    for (Py_ssize_t i = 0; i < Py_SIZE(t); i++)
        n += wanted[t->traced[i].site];
    if (!(kept = new_traces((size_t)n)))
        goto done;
    kept->sites = Py_NewRef(t->sites);
    for (Py_ssize_t i = 0; i < Py_SIZE(t); i++)
        if (wanted[t->traced[i].site])
            kept->traced[Py_SIZE(kept)++] = t->traced[i];
done:
    PyMem_Free(wanted);
    return (PyObject *)kept;
}

static const PyMethodDef traces_methods[] = {
    {"filter", traces_filter, METH_O, NULL},
    {"sums", traces_sums, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PySequenceMethods traces_as_sequence = {.sq_length = traces_length, .sq_item = traces_item};

const PyTypeObject _PyTraces_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "_tracemalloc.Traces",
    .tp_basicsize = sizeof(traces_object),
    .tp_itemsize = sizeof(struct traced),
    .tp_dealloc = traces_dealloc,
    .tp_as_sequence = CONST_SLOT(&traces_as_sequence),
    .tp_hash = PyObject_HashNotImplemented,
    .tp_getattro = PyObject_GenericGetAttr,
    .tp_setattro = PyObject_GenericSetAttr,
    .tp_flags = CONST_TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .tp_methods = CONST_SLOT(traces_methods),
    .tp_base = CONST_TYPE(PyBaseObject_Type),
    .tp_version_tag = TYPE_TAG(Traces),
};

struct filling {
    traces_object *t;
    Py_ssize_t room;
};

static void count_one(size_t size, uint32_t number, void *arg)
{
    ++*(size_t *)arg;
}

static void note(size_t size, uint32_t number, void *arg)
{
    struct filling *f = arg;

    if (Py_SIZE(f->t) < f->room)
        f->t->traced[Py_SIZE(f->t)++] = (struct traced){size, number - 1};
}

/* Sites become indices of t->sites. 0 or -1. */
static int number_sites(traces_object *t)
{
    uint32_t *index = PyMem_Calloc(where.sites.count + 1u, sizeof *index), n = 0;
    PyObject *sites;

    if (!index) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < Py_SIZE(t); i++)
        if (!index[t->traced[i].site])
            index[t->traced[i].site] = ++n;
    sites = PyTuple_New((Py_ssize_t)n);
    for (uint32_t k = 0; sites && k < where.sites.count; k++) {
        Py_ssize_t frames;
        PyObject *places, *pair;

        if (!index[k])
            continue;
        places = frames_of(k + 1, &frames);
        pair = places ? Py_BuildValue("(Nn)", places, frames) : NULL;
        if (!pair)
            Py_CLEAR(sites);
        else
            PyTuple_SET_ITEM(sites, (Py_ssize_t)index[k] - 1, pair);
    }
    for (Py_ssize_t i = 0; i < Py_SIZE(t); i++)
        t->traced[i].site = index[t->traced[i].site] - 1;
    PyMem_Free(index);
    t->sites = sites;
    return sites ? 0 : -1;
}

/* No finalizer runs, and nothing that is made here is traced. */
static PyObject *get_traces(PyObject *module, PyObject *unused)
{
    struct filling f;
    size_t n = 0;
    int enabled;

    if (!trace.on)
        return PyList_New(0);
    if (trace.dropped)
        PySys_FormatStderr("tracemalloc: %zu allocations were not traced, for want of memory\n", trace.dropped);
    enabled = PyGC_Disable();
    trace_pause();
    trace_walk(count_one, &n);
    f.room = (Py_ssize_t)n;
    f.t = new_traces(n);
    if (f.t) {
        trace_walk(note, &f);
        if (number_sites(f.t) < 0)
            Py_CLEAR(f.t);
    }
    trace_resume();
    if (enabled)
        PyGC_Enable();
    return (PyObject *)f.t;
}

/* --- the module ------------------------------------------------------------------------------------------------------ */

static PyObject *start(PyObject *module, PyObject *const *args, Py_ssize_t n)
{
    int frames = 1;

    if (!_PyArg_CheckPositional("start", n, 0, 1))
        return NULL;
    if (n) {
        frames = _PyLong_AsInt(args[0]);
        if (frames == -1 && PyErr_Occurred())
            return NULL;
    }
    if (frames < 1 || frames > FRAMES_MAX)
        return PyErr_Format(PyExc_ValueError, "the number of frames must be in range [1; %i]", FRAMES_MAX);
    return tracemalloc_start(frames) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *stop(PyObject *module, PyObject *unused)
{
    tracemalloc_stop();
    Py_RETURN_NONE;
}

static PyObject *is_tracing(PyObject *module, PyObject *unused)
{
    return PyBool_FromLong(trace.on);
}

static PyObject *clear_traces(PyObject *module, PyObject *unused)
{
    if (trace.on) {
        trace_clear();
        forget_sites();
    }
    Py_RETURN_NONE;
}

static PyObject *reset_peak(PyObject *module, PyObject *unused)
{
    trace_reset_peak();
    Py_RETURN_NONE;
}

static PyObject *get_traceback_limit(PyObject *module, PyObject *unused)
{
    return PyLong_FromLong(where.limit ? (long)where.limit : 1);
}

static PyObject *get_traced_memory(PyObject *module, PyObject *unused)
{
    return Py_BuildValue("(nn)", (Py_ssize_t)trace_current(), (Py_ssize_t)trace_peak());
}

static PyObject *get_tracemalloc_memory(PyObject *module, PyObject *unused)
{
    return PyLong_FromSize_t(trace.memory);
}

static PyObject *get_dropped_traces(PyObject *module, PyObject *unused)
{
    return PyLong_FromSize_t(trace.dropped);
}

static PyObject *get_object_traceback(PyObject *module, PyObject *op)
{
    Py_ssize_t frames;
    uint32_t number;
    size_t size;

    if (!trace_find(op, &size, &number))
        Py_RETURN_NONE;
    return frames_of(number, &frames);
}

static const PyMethodDef methods[] = {
    {"_get_object_traceback", get_object_traceback, METH_O, NULL},
    {"_get_traces", get_traces, METH_NOARGS, NULL},
    {"clear_traces", clear_traces, METH_NOARGS, NULL},
    {"get_dropped_traces", get_dropped_traces, METH_NOARGS, NULL},
    {"get_traceback_limit", get_traceback_limit, METH_NOARGS, NULL},
    {"get_traced_memory", get_traced_memory, METH_NOARGS, NULL},
    {"get_tracemalloc_memory", get_tracemalloc_memory, METH_NOARGS, NULL},
    {"is_tracing", is_tracing, METH_NOARGS, NULL},
    {"reset_peak", reset_peak, METH_NOARGS, NULL},
    {"start", _PyCFunction_CAST(start), METH_FASTCALL, NULL},
    {"stop", stop, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_tracemalloc",
    .m_methods = CONST_SLOT(methods),
};

PyMODINIT_FUNC PyInit__tracemalloc(void)
{
    return PyModuleDef_Init(CONST_SLOT(&definition));
}
