/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/reduce_iter.c -- iterators: how each says what it is made of and where it stands (__reduce__), and is put there
 * again (__setstate__).
 *
 * An iterator is a few words behind the object's header. The tp_cache of its const type holds the recipe:
 *
 *     recipe    maker part... ['|' state]           "ib|A":  (iter, (the object in word 1,), the number in word 0)
 *     maker     i s l: iter, of () or '' or [] when the first object is missing    r: reversed, then iter of []
 *               t: the object's own type
 *     part      a b c ...  the object in word 0, 1, 2 ...; () in place of a missing one: the iterator came to its end
 *               A B C ...  the number in that word
 *               -A         None when it is negative; left out as the last one
 *               @a         each item of the tuple, () in place of None
 *     state     a or A     as above
 *               ?A         a truth value; none when it is false
 *               (aB...)    a tuple, which ends before the first object that there is not; !a: an iterator, [a: a list
 *
 *     "*ad": (iter, (list of what is still to come,)); the iterator owns objects in words 0 and 3, and nothing else.
 */
#include "kernel/object/container.h"
#include "kernel/object/type.h"

union word {
    PyObject *ref;
    Py_ssize_t number;
};

static union word *word_at(PyObject *self, char letter)
{
    return (union word *)(self + 1) + (letter >= 'a' ? letter - 'a' : letter - 'A');
}

const char *reduce_recipe(const PyTypeObject *type)
{
    while (type && type_is_heap(type))
        type = type->tp_base;
    return type ? (const char *)type->tp_cache : NULL;
}

/* --- __reduce__ ------------------------------------------------------------------------------------------------------------------ */

/* Takes over the item; NULL is an exception. 0 or -1. */
static int put(PyObject *list, PyObject *item)
{
    int result = item ? PyList_Append(list, item) : -1;

    Py_XDECREF(item);
    return result;
}

static PyObject *content(PyObject *self, char letter)
{
    union word *w = word_at(self, letter);

    if (letter < 'a')
        return PyLong_FromSsize_t(w->number);
    return Py_NewRef(w->ref ? w->ref : _PyTuple_EMPTY);
}

/* Appends the part at p to list. 0 or -1. */
static int put_part(PyObject *self, const char *p, PyObject *list)
{
    PyObject *tuple;

    if (*p == '-' && word_at(self, p[1])->number < 0)
        return p[2] ? put(list, Py_None) : 0;
    if (*p != '@')
        return put(list, content(self, *p == '-' ? p[1] : *p));
    tuple = word_at(self, p[1])->ref;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple); i++) {
        PyObject *item = PyTuple_GET_ITEM(tuple, i);

        if (put(list, Py_NewRef(item == Py_None ? _PyTuple_EMPTY : item)) < 0)
            return -1;
    }
    return 0;
}

/* New tuple or NULL. */
static PyObject *arguments(PyObject *self, const char *p)
{
    PyObject *list = PyList_New(0), *tuple = NULL;
    int failed = !list;

    for (; !failed && *p && *p != '|'; p += 1 + !Py_ISALPHA(*p))
        failed = put_part(self, p, list);
    if (!failed)
        tuple = PyList_AsTuple(list);
    Py_XDECREF(list);
    return tuple;
}

static PyObject *state_tuple(PyObject *self, const char *p)
{
    PyObject *list = PyList_New(0), *tuple = NULL;
    int failed = !list;

    for (; !failed && *p; p++) {
        if (!Py_ISALPHA(*p))
            continue;
        if (*p >= 'a' && !word_at(self, *p)->ref)
            break;
        failed = put(list, content(self, *p));
    }
    if (!failed)
        tuple = PyList_GET_SIZE(list) ? PyList_AsTuple(list) : Py_None;
    Py_XDECREF(list);
    return tuple;
}

/* What __setstate__ will be given; None: it is not to be called. */
static PyObject *state_at(PyObject *self, const char *p)
{
    if (!p || (*p == '?' && !word_at(self, p[1])->number))
        return Py_None;
    return *p == '(' ? state_tuple(self, p) : content(self, *p == '?' ? p[1] : *p);
}

/* (iter, ([...],)): a copy of the iterator goes through what is left. */
static PyObject *reduce_by_list(PyObject *self, const char *owned)
{
    size_t size = (size_t)Py_TYPE(self)->tp_basicsize;
    PyObject *copy = container_new(Py_TYPE(self), size), *list;

    if (!copy)
        return NULL;
    memcpy(copy + 1, self + 1, size - sizeof *self);
    for (; *owned; owned++)
        Py_XINCREF(word_at(copy, *owned)->ref);
    gc_track(copy);
    list = PySequence_List(copy);
    Py_DECREF(copy);
    return list ? Py_BuildValue("O(N)", builtins_lookup(_Py_ID(iter)), list) : NULL;
}

PyObject *reduce_by_recipe(PyObject *self, const char *recipe)
{
    const char *bar = strchr(recipe, '|');
    PyObject *maker = (PyObject *)Py_TYPE(self), *args, *state, *result = NULL;

    if (*recipe == '*')
        return reduce_by_list(self, recipe + 1);
    if (*recipe != 't') {
        maker = builtins_lookup(*recipe == 'r' ? _Py_ID(reversed) : _Py_ID(iter)); /* may run code, which moves the iterator */
        if (!word_at(self, recipe[1])->ref)
            return Py_BuildValue(*recipe == 's' ? "O(s)" : *recipe == 'i' ? "O(())" : "O([])", builtins_lookup(_Py_ID(iter)), "");
    }
    args = maker ? arguments(self, recipe + 1) : NULL;
    state = args ? state_at(self, bar ? bar + 1 : NULL) : NULL;
    if (state == Py_None)
        result = PyTuple_Pack(2, maker, args);
    else if (state)
        result = PyTuple_Pack(3, maker, args, state);
    Py_XDECREF(state);
    Py_XDECREF(args);
    return result;
}

/* --- __setstate__ ---------------------------------------------------------------------------------------------------------------- */

PyObject *reduce_set_index(PyObject *self, PyObject *state)
{
    seqiterobject *it = (seqiterobject *)self; /* as all that have this method */
    Py_ssize_t i, first = strchr("rt", *reduce_recipe(Py_TYPE(self))) ? -1 : 0, end = PY_SSIZE_T_MAX;

    if (arg_ssize(state, &i) < 0)
        return NULL;
    if (!it->it_seq)
        Py_RETURN_NONE;
    if (!PySeqIter_Check(self)) { /* that one need not have a length */
        end = PyObject_Size(it->it_seq);
        if (end < 0 || !it->it_seq)
            return end < 0 ? NULL : Py_None;
    }
    it->it_index = i < first ? first : Py_MIN(i, end + first);
    Py_RETURN_NONE;
}

/* 0, or -1 with TypeError. */
static int set_word(PyObject *self, const char *p, PyObject *value)
{
    if (*p == '?') {
        int truth = PyObject_IsTrue(value);

        if (truth >= 0)
            word_at(self, p[1])->number = truth;
        return truth < 0 ? -1 : 0;
    }
    if (*p < 'a' && Py_ISALPHA(*p))
        return arg_ssize(value, &word_at(self, *p)->number);
    if (*p == '!' ? !PyIter_Check(value) : *p == '[' && !PyList_Check(value)) {
        PyErr_Format(PyExc_TypeError, "'%.200s' object is not %s", Py_TYPE(value)->tp_name, *p == '!' ? "an iterator" : "a list");
        return -1;
    }
    Py_XSETREF(word_at(self, p[!Py_ISALPHA(*p)])->ref, Py_NewRef(value));
    return 0;
}

PyObject *reduce_set_state(PyObject *self, PyObject *state)
{
    const char *p = strchr(reduce_recipe(Py_TYPE(self)), '|') + 1;
    Py_ssize_t i = 0;

    if (*p != '(')
        return set_word(self, p, state) < 0 ? NULL : Py_None;
    if (!PyTuple_Check(state)) {
        PyErr_SetString(PyExc_TypeError, "state is not a tuple");
        return NULL;
    }
    for (p++; *p; p += 1 + !Py_ISALPHA(*p), i++) {
        if (i < PyTuple_GET_SIZE(state)) {
            if (set_word(self, p, PyTuple_GET_ITEM(state, i)) < 0)
                return NULL;
        } else if (i == 0 || (Py_ISALPHA(*p) && *p < 'a')) {
            PyErr_SetString(PyExc_TypeError, "state has too few items");
            return NULL;
        }
    }
    Py_RETURN_NONE;
}

const PyMethodDef reduce_state_methods[] = {
    {"__setstate__", reduce_set_state, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
