/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/memoryview.c -- memoryview: a window on the bytes of another object. Making, releasing, exporting.
 *
 *     exporter <- managed buffer <- memoryview: buf, shape, strides, format
 *                                <- its slices, casts, and views of it
 *
 * All views that come from one another share the managed buffer, and with it one export of the exporter: it ends with the last
 * of them that is released. No item is ever copied to make a view.
 *
 * Rules:
 *     V1  mbuf->exports is the number of views with this mbuf
 *     V2  a view has an mbuf until it is released, and is not released while its exports are not 0
 */
#include "heap/weakref.h"
#include "kernel/object/memoryview_impl.h"

int view_is_open(PyMemoryViewObject *m)
{
    if (LIKELY(m->mbuf))
        return 1;
    PyErr_SetString(PyExc_ValueError, "operation forbidden on released memoryview object");
    return 0;
}

const char *view_format(const Py_buffer *view)
{
    const char *format = view->format ? view->format : "B";

    return *format == '@' ? format + 1 : format;
}

int view_has_items(PyMemoryViewObject *m)
{
    const char *format = view_format(&m->view);

    if (LIKELY(m->item.kind != ITEM_NONE))
        return 1;
    PyErr_Format(PyExc_NotImplementedError,
                 *format && !format[1] ? "memoryview: format %s not supported" : "memoryview: unsupported format %s",
                 *format && !format[1] ? format : m->view.format);
    return 0;
}

Py_ssize_t view_count(const Py_buffer *view)
{
    Py_ssize_t n = view->itemsize;

    for (int d = 0; d < view->ndim; d++)
        n *= view->shape[d];
    return n;
}

int view_contiguous(const Py_buffer *view, char order)
{
    if (view->ndim == 1 && !view->suboffsets)
        return view->shape[0] == 1 || view->strides[0] == view->itemsize;
    return PyBuffer_IsContiguous(view, order);
}

/* --- the managed buffer --------------------------------------------------------------------------------------------------------- */

static _PyManagedBufferObject *managed_new(void)
{
    _PyManagedBufferObject *mbuf = PyObject_GC_New(_PyManagedBufferObject, &_PyManagedBuffer_Type);

    if (mbuf) {
        mbuf->exports = 0;
        mbuf->master.obj = NULL;
    }
    return mbuf;
}

/* Of an exporter. NULL with an exception. */
static _PyManagedBufferObject *managed_from(PyObject *exporter)
{
    _PyManagedBufferObject *mbuf = managed_new();

    if (mbuf && PyObject_GetBuffer(exporter, &mbuf->master, PyBUF_FULL_RO) < 0) {
        mbuf->master.obj = NULL;
        Py_CLEAR(mbuf);
    }
    if (mbuf)
        PyObject_GC_Track(mbuf);
    return mbuf;
}

static void managed_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    PyBuffer_Release(&((_PyManagedBufferObject *)self)->master);
    PyObject_GC_Del(self);
}

static int managed_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((_PyManagedBufferObject *)self)->master.obj);
    return 0;
}

const PyTypeObject _PyManagedBuffer_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "managedbuffer",
    .tp_basicsize = sizeof(_PyManagedBufferObject),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    TYPE_COMMON,
    .tp_dealloc = managed_dealloc,
    .tp_free = PyObject_GC_Del,
    .tp_traverse = managed_traverse,
    .tp_hash = (hashfunc)_Py_HashPointer,
    .tp_version_tag = TYPE_TAG(managedbuffer),
};

/* One view less; the last gives the exporter its buffer back. */
static void drop_view(_PyManagedBufferObject *mbuf)
{
    if (--mbuf->exports == 0)
        PyBuffer_Release(&mbuf->master);
    Py_DECREF(mbuf);
}

/* --- making --------------------------------------------------------------------------------------------------------------------- */

PyMemoryViewObject *view_room(_PyManagedBufferObject *mbuf, const Py_buffer *window, int ndim)
{
    PyMemoryViewObject *m;
    Py_buffer *v;

    if (ndim > PyBUF_MAX_NDIM) {
        PyErr_SetString(PyExc_ValueError, "memoryview: number of dimensions must not exceed 64");
        return NULL;
    }
    Py_INCREF(mbuf); /* first: making room may run finalizers, which may release the view that this one comes from */
    mbuf->exports++;
    m = PyObject_GC_NewVar(PyMemoryViewObject, &PyMemoryView_Type, 3 * ndim);
    if (!m) {
        drop_view(mbuf);
        return NULL;
    }
    m->mbuf = mbuf;
    m->hash = -1;
    m->exports = 0;
    m->weakreflist = NULL;
    v = &m->view;
    *v = *window;
    v->ndim = ndim;
    v->internal = NULL;
    v->shape = v->strides = v->suboffsets = NULL;
    if (!v->format)
        v->format = "B";
    if (ndim) {
        v->shape = m->ob_array;
        v->strides = m->ob_array + ndim;
    }
    m->item = item_native(*view_format(v));
    if (view_format(v)[1] || m->item.kind >= ITEM_PAD || m->item.size != v->itemsize || m->item.code == 'e')
        m->item.kind = ITEM_NONE;
    PyObject_GC_Track(m);
    return m;
}

/* A view with all of a window that an exporter, or another view, described. */
static PyMemoryViewObject *view_of(_PyManagedBufferObject *mbuf, const Py_buffer *window)
{
    PyMemoryViewObject *m = view_room(mbuf, window, window->ndim);
    int ndim = window->ndim;
    Py_buffer *v;

    if (!m || !ndim)
        return m;
    v = &m->view;
    if (window->shape)
        memcpy(v->shape, window->shape, (size_t)ndim * sizeof *v->shape);
    else
        v->shape[0] = v->len / v->itemsize;
    if (window->strides)
        memcpy(v->strides, window->strides, (size_t)ndim * sizeof *v->strides);
    else
        PyBuffer_FillContiguousStrides(ndim, v->shape, v->strides, (int)v->itemsize, 'C');
    if (window->suboffsets) {
        v->suboffsets = m->ob_array + 2 * ndim;
        memcpy(v->suboffsets, window->suboffsets, (size_t)ndim * sizeof *v->suboffsets);
    }
    return m;
}

PyMemoryViewObject *view_again(PyMemoryViewObject *m)
{
    return view_of(m->mbuf, &m->view);
}

PyObject *PyMemoryView_FromObject(PyObject *exporter)
{
    _PyManagedBufferObject *mbuf;
    PyMemoryViewObject *m;

    if (PyMemoryView_Check(exporter))
        return view_is_open(VIEW(exporter)) ? (PyObject *)view_again(VIEW(exporter)) : NULL;
    if (!PyObject_CheckBuffer(exporter))
        return PyErr_Format(PyExc_TypeError, "memoryview: a bytes-like object is required, not '%.200s'", Py_TYPE(exporter)->tp_name);
    mbuf = managed_from(exporter);
    if (!mbuf)
        return NULL;
    m = view_of(mbuf, &mbuf->master);
    Py_DECREF(mbuf);
    return (PyObject *)m;
}

PyObject *PyMemoryView_FromBuffer(const Py_buffer *buffer)
{
    _PyManagedBufferObject *mbuf;
    PyMemoryViewObject *m;

    if (!buffer->buf) {
        PyErr_SetString(PyExc_ValueError, "PyMemoryView_FromBuffer(): info->buf must not be NULL");
        return NULL;
    }
    mbuf = managed_new();
    if (!mbuf)
        return NULL;
    mbuf->master = *buffer;
    mbuf->master.obj = NULL;
    PyObject_GC_Track(mbuf);
    m = view_of(mbuf, &mbuf->master);
    Py_DECREF(mbuf);
    return (PyObject *)m;
}

PyObject *PyMemoryView_FromMemory(char *memory, Py_ssize_t n, int flags)
{
    Py_buffer buffer;

    PyBuffer_FillInfo(&buffer, NULL, memory, n, flags == PyBUF_READ, PyBUF_RECORDS_RO);
    return PyMemoryView_FromBuffer(&buffer);
}

PyObject *PyMemoryView_GetContiguous(PyObject *op, int buffertype, char order)
{
    PyMemoryViewObject *m = VIEW(PyMemoryView_FromObject(op)), *z = NULL;
    PyObject *bytes = NULL, *whole = NULL;

    if (!m)
        return NULL;
    if (buffertype == PyBUF_WRITE && m->view.readonly)
        PyErr_SetString(PyExc_BufferError, "underlying buffer is not writable");
    else if (view_contiguous(&m->view, order))
        return (PyObject *)m;
    else if (buffertype == PyBUF_WRITE)
        PyErr_SetString(PyExc_BufferError, "writable contiguous buffer requested for a non-contiguous object.");
    else
        bytes = PyBytes_FromStringAndSize(NULL, m->view.len);
    if (bytes && PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes), &m->view, m->view.len, order) == 0)
        whole = PyMemoryView_FromObject(bytes);
    if (whole && view_has_items(m)) {
        Py_buffer window = m->view;

        window.buf = PyBytes_AS_STRING(bytes);
        window.obj = bytes;
        window.readonly = 1;
        window.strides = window.suboffsets = NULL;
        window.format = view_native_format(view_format(&m->view)); /* op's own string may not live as long */
        z = view_of(VIEW(whole)->mbuf, &window);
        if (z && z->view.ndim)
            PyBuffer_FillContiguousStrides(z->view.ndim, z->view.shape, z->view.strides, (int)z->view.itemsize, order);
    }
    Py_XDECREF(whole);
    Py_XDECREF(bytes);
    Py_DECREF(m);
    return (PyObject *)z;
}

static PyObject *view_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    static const char *const keywords[] = {"object", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "memoryview"};
    PyObject *buf[1], *const *items;

    items = PyArg_UnpackKeywords_const(((PyTupleObject *)args)->ob_item, PyTuple_GET_SIZE(args), kwds, NULL, &parser, 1, 1, 0, buf);
    return items ? PyMemoryView_FromObject(items[0]) : NULL;
}

/* --- releasing ------------------------------------------------------------------------------------------------------------------- */

/* The view lets go of the managed buffer, which gives the exporter its buffer back when no view is left. */
static void let_go(PyMemoryViewObject *m)
{
    _PyManagedBufferObject *mbuf = m->mbuf;

    if (!mbuf)
        return;
    m->mbuf = NULL;
    drop_view(mbuf);
}

int view_release_now(PyMemoryViewObject *m)
{
    if (m->exports) {
        PyErr_Format(PyExc_BufferError, "memoryview has %zd exported buffer%s", m->exports, m->exports == 1 ? "" : "s");
        return -1;
    }
    let_go(m);
    return 0;
}

static void view_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    if (VIEW(self)->weakreflist)
        PyObject_ClearWeakRefs(self);
    let_go(VIEW(self));
    PyObject_GC_Del(self);
}

static int view_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(VIEW(self)->mbuf);
    return 0;
}

static int view_clear(PyObject *self)
{
    if (!VIEW(self)->exports)
        let_go(VIEW(self));
    return 0;
}

/* --- exporting ------------------------------------------------------------------------------------------------------------------- */

static int refuse(const char *text)
{
    PyErr_SetString(PyExc_BufferError, text);
    return -1;
}

static int view_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    PyMemoryViewObject *m = VIEW(self);
    const Py_buffer *v = &m->view;

    view->obj = NULL;
    if (!view_is_open(m))
        return -1;
    if ((flags & PyBUF_WRITABLE) && v->readonly)
        return refuse("memoryview: underlying buffer is not writable");
    if ((flags & PyBUF_C_CONTIGUOUS) == PyBUF_C_CONTIGUOUS && !view_contiguous(v, 'C'))
        return refuse("memoryview: underlying buffer is not C-contiguous");
    if ((flags & PyBUF_F_CONTIGUOUS) == PyBUF_F_CONTIGUOUS && !view_contiguous(v, 'F'))
        return refuse("memoryview: underlying buffer is not Fortran contiguous");
    if ((flags & PyBUF_ANY_CONTIGUOUS) == PyBUF_ANY_CONTIGUOUS && !view_contiguous(v, 'A'))
        return refuse("memoryview: underlying buffer is not contiguous");
    if ((flags & PyBUF_INDIRECT) != PyBUF_INDIRECT && v->suboffsets)
        return refuse("memoryview: underlying buffer requires suboffsets");
    if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES && !view_contiguous(v, 'C'))
        return refuse("memoryview: underlying buffer is not C-contiguous");
    if (!(flags & PyBUF_ND) && (flags & PyBUF_FORMAT))
        return refuse("memoryview: cannot cast to unsigned bytes if the format flag is present");
    *view = *v;
    view->obj = Py_NewRef(self);
    if (!(flags & PyBUF_FORMAT))
        view->format = NULL;
    if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES)
        view->strides = NULL;
    if (!(flags & PyBUF_ND)) {
        view->shape = NULL;
        view->ndim = 1;
    }
    m->exports++;
    return 0;
}

static void view_releasebuffer(PyObject *self, Py_buffer *view)
{
    VIEW(self)->exports--;
}

/* --- the type -------------------------------------------------------------------------------------------------------------------- */

static PyObject *view_repr(PyObject *self)
{
    return PyUnicode_FromFormat(VIEW(self)->mbuf ? "<memory at %p>" : "<released memory at %p>", (void *)self);
}

static Py_ssize_t view_length(PyObject *self)
{
    if (!view_is_open(VIEW(self)))
        return -1;
    return VIEW(self)->view.ndim ? VIEW(self)->view.shape[0] : 1;
}

static PyObject *view_iter(PyObject *self)
{
    if (!view_is_open(VIEW(self)) || !view_is_row(VIEW(self)) || !view_has_items(VIEW(self)))
        return NULL;
    return scalar_iter(&_PyMemoryIter_Type, self);
}

/* Once at its end, the iterator lets go of the view. */
static PyObject *iter_next(PyObject *self)
{
    struct scalar_iter *it = (struct scalar_iter *)self;
    PyObject *view = it->it_seq;

    if (!view)
        return NULL;
    if (!view_is_open(VIEW(view)))
        return NULL;
    if (it->it_index < VIEW(view)->view.shape[0])
        return view_item(view, it->it_index++);
    it->it_seq = NULL;
    Py_DECREF(view);
    return NULL;
}

const PyTypeObject _PyMemoryIter_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "memory_iterator",
    SCALAR_ITER_SLOTS,
    .tp_iternext = iter_next,
    .tp_version_tag = TYPE_TAG(memory_iterator),
};

static const PySequenceMethods view_sequence = {.sq_length = view_length, .sq_item = view_item};
static const PyMappingMethods view_mapping = {
    .mp_length = view_length,
    .mp_subscript = view_subscript,
    .mp_ass_subscript = view_ass_subscript,
};
static const PyBufferProcs view_buffer = {.bf_getbuffer = view_getbuffer, .bf_releasebuffer = view_releasebuffer};

const PyTypeObject PyMemoryView_Type = {
    IMMORTAL_VAR_HEAD(&PyType_Type, 0)
    .tp_name = "memoryview",
    .tp_basicsize = offsetof(PyMemoryViewObject, ob_array),
    .tp_itemsize = sizeof(Py_ssize_t),
    .tp_flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE,
    TYPE_COMMON,
    .tp_dealloc = view_dealloc,
    .tp_free = PyObject_GC_Del,
    .tp_traverse = view_traverse,
    .tp_clear = view_clear,
    .tp_repr = view_repr,
    .tp_as_sequence = CONST_SLOT(&view_sequence),
    .tp_as_mapping = CONST_SLOT(&view_mapping),
    .tp_as_buffer = CONST_SLOT(&view_buffer),
    .tp_hash = view_hash,
    .tp_richcompare = view_richcompare,
    .tp_weaklistoffset = offsetof(PyMemoryViewObject, weakreflist),
    .tp_iter = view_iter,
    .tp_methods = CONST_SLOT(view_methods),
    .tp_getset = CONST_SLOT(view_getset),
    .tp_new = view_new,
    .tp_version_tag = TYPE_TAG(memoryview),
};
