/* SPDX-License-Identifier: MIT */
/*
 * tests/bench/collect.c -- what collections cost on mps2-an385, in instructions.
 *
 * Runs under QEMU with -icount shift=8: an instruction is 6.4 ticks of the board's timer. table_b.py builds this, runs it and sets
 * the figures beside those of others. The containers are synthetic ones with the layouts of list, tuple and instance; nothing
 * but the heap is linked.
 */
#include "heap/gc.h"

#include "tests/unit/objects.h"

#define REGISTER(a) (*(volatile uint32_t *)(a))
#define TIMER_CONTROL REGISTER(0x40000000)
#define TIMER_VALUE REGISTER(0x40000004)
#define TIMER_RELOAD REGISTER(0x40000008)
#define REGION ((char *)0x21000000)
#define LARGE_REGION ((size_t)12 << 20)
#define STACK_TOP 0x20100000

extern uint8_t __data[], __data_end[], __data_load[], __bss[], __bss_end[];

/* --- the host -------------------------------------------------------------------------------------------------------- */

static int call_host(int number, const void *argument)
{
    register int r0 __asm("r0") = number;
    register const void *r1 __asm("r1") = argument;

    __asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

static void say_number(uint32_t value)
{
    char digits[12], *d = digits + sizeof digits - 1;

    *d = 0;
    do
        *--d = (char)('0' + value % 10);
    while (value /= 10);
    call_host(4, " ");
    call_host(4, d);
}

_Noreturn static void leave(uint32_t status)
{
    uint32_t argument[2] = {0x20026, status};

    for (;;)
        call_host(0x20, argument);
}

_Noreturn void heap_panic(const char *rule, const char *file, int line)
{
    call_host(4, rule);
    call_host(4, file);
    say_number((uint32_t)line);
    leave(4);
}

void heap_damage(const struct debug_report *report)
{
    heap_panic("damage", __FILE__, __LINE__);
}

static uint32_t clock_of_board(void)
{
    return ~TIMER_VALUE;
}

/* name, number of objects, ticks */
static void say(const char *name, uint32_t n, uint32_t ticks)
{
    call_host(4, name);
    say_number(n);
    say_number(ticks);
    call_host(4, "\n");
}

/* --- graphs ---------------------------------------------------------------------------------------------------------- */

static PyTypeObject *class;

/* A heap that n containers and what belongs to them fit into, with room to spare. */
static void fresh(size_t n)
{
    size_t size = n > 5000 ? LARGE_REGION : ((size_t)128 << 10) + n * 400;

    if (mem_init(REGION, REGION + size) < 0)
        leave(2);
    gc_init();
    gc_hooks.clock = clock_of_board;
    object_set_stack_limit(STACK_TOP - 0x8000);
    PyGC_Disable();
    class = new_class();
    gc_collect(2);
}

static PyObject *tuple_chain(int n)
{
    PyObject *o = new_list();

    while (n--)
        o = new_tuple(o, new_leaf());
    return o;
}

static PyObject *list_chain(int n)
{
    PyObject *o = NULL;

    while (n--) {
        PyObject *l = new_list();

        if (o)
            list_append(l, o);
        o = l;
    }
    return o;
}

static PyObject *instance_chain(int n)
{
    PyObject *o = new_leaf();

    while (n--)
        o = new_instance(class, o);
    return o;
}

static PyObject *one_list(void)
{
    PyObject *l = new_list();

    list_append(l, new_leaf());
    return l;
}

static PyObject *one_instance(void)
{
    return new_instance(class, new_leaf());
}

static PyObject *list_dict(void)
{
    PyObject *d = new_dict(DICT_KEYS_GENERAL);

    dict_add(d, new_leaf(), one_list());
    return d;
}

static PyObject *flat(PyObject *(*one)(void), int n)
{
    PyObject *all = new_list();

    while (n--)
        list_append(all, one());
    return all;
}

static PyObject *flat_lists(int n)
{
    return flat(one_list, n);
}
static PyObject *flat_instances(int n)
{
    return flat(one_instance, n);
}
static PyObject *flat_dicts(int n)
{
    return flat(list_dict, n);
}

/* Every pool has a hole now and then. */
static PyObject *holed_lists(int n)
{
    PyObject *all = flat_lists(n + n / 8);
    PyListObject *l = (PyListObject *)all;
    Py_ssize_t kept = 0;

    for (Py_ssize_t i = 0; i < Py_SIZE(l); i++)
        if (i % 9 == 8)
            Py_DECREF(l->ob_item[i]);
        else
            l->ob_item[kept++] = l->ob_item[i];
    Py_SET_SIZE(l, kept);
    return all;
}

static PyObject *list_cycles(int n)
{
    while (n--) {
        PyObject *a = new_list(), *b = new_list();

        list_append(b, Py_NewRef(a));
        list_append(a, b);
        Py_DECREF(a);
    }
    return new_leaf();
}

static PyObject *instance_cycles(int n)
{
    while (n--) {
        PyObject *a = new_instance(class, new_leaf()), *b = new_instance(class, Py_NewRef(a));
        PyObject **value = instance_word_values(((struct instance *)a)->word)->values;

        Py_SETREF(*value, b);
        Py_DECREF(a);
    }
    return new_leaf();
}

/* --- measuring ------------------------------------------------------------------------------------------------------- */

static void full(const char *name, PyObject *(*make)(int n), int n)
{
    PyObject *all;
    uint32_t before;

    fresh((size_t)n);
    all = make(n);
    before = clock_of_board();
    gc_collect(2);
    say(name, (uint32_t)n, clock_of_board() - before);
    Py_DECREF(all);
}

static void young(const char *name, PyObject *(*one)(void), int n)
{
    PyObject *all;
    uint32_t before;

    fresh((size_t)n);
    all = new_list();
    gc_collect(2);
    for (int i = 0; i < n; i++)
        list_append(all, one());
    before = clock_of_board();
    gc_collect(0);
    say(name, (uint32_t)n, clock_of_board() - before);
    Py_DECREF(all);
}

static void grow(const char *name, int on)
{
    uint32_t before;

    fresh(100000);
    if (on)
        PyGC_Enable();
    before = clock_of_board();
    flat_lists(100000);
    say(name, 100000, clock_of_board() - before);
}

/* Weak references to an object, made and dropped; and one that is asked for its object. */
static void weak(const char *name, int n)
{
    PyObject *op;
    PyWeakReference *keep;
    uint32_t before;

    fresh(100);
    op = one_instance();
    keep = new_weak(op, NULL);
    before = clock_of_board();
    for (int i = 0; i < n; i++) {
        PyWeakReference *wr = new_weak(op, NULL);

        Py_DECREF(wr);
    }
    say(name, (uint32_t)n, clock_of_board() - before);
    Py_DECREF(keep);
    Py_DECREF(op);
}

static void create_and_drop(const char *name, PyObject *(*one)(void), int n)
{
    uint32_t before;
    PyObject *keep;

    fresh(100);
    keep = one();
    before = clock_of_board();
    for (int i = 0; i < n; i++) {
        PyObject *op = one();

        Py_DECREF(op);
    }
    say(name, (uint32_t)n, clock_of_board() - before);
    Py_DECREF(keep);
}

static void teardown(const char *name, PyObject *(*make)(int n), int n)
{
    PyObject *all;
    uint32_t before;

    fresh((size_t)n);
    all = make(n);
    before = clock_of_board();
    Py_DECREF(all);
    say(name, (uint32_t)n, clock_of_board() - before);
}

void run(void)
{
    static const int sizes[] = {100, 1000, 5000};

    memcpy(__data, __data_load, (size_t)(__data_end - __data));
    memset(__bss, 0, (size_t)(__bss_end - __bss));
    TIMER_RELOAD = 0xffffffff;
    TIMER_VALUE = 0xffffffff;
    TIMER_CONTROL = 1;
    for (unsigned i = 0; i < 3; i++) {
        full("tuple_chain", tuple_chain, sizes[i]);
        full("list_chain", list_chain, sizes[i]);
        full("instance_chain", instance_chain, sizes[i]);
        full("flat_lists", flat_lists, sizes[i]);
        full("holed_lists", holed_lists, sizes[i]);
        full("flat_instances", flat_instances, sizes[i]);
        full("flat_dicts", flat_dicts, sizes[i]);
        full("list_cycles", list_cycles, sizes[i]);
        full("instance_cycles", instance_cycles, sizes[i]);
    }
    young("young_lists", one_list, 0);
    young("young_lists", one_list, 100);
    young("young_lists", one_list, 700);
    young("young_instances", one_instance, 700);
    young("young_dicts", list_dict, 700);
    grow("grow_off", 0);
    grow("grow_on", 1);
    create_and_drop("empty_list", new_list, 1000);
    create_and_drop("list", one_list, 1000);
    create_and_drop("leaf", new_leaf, 1000);
    weak("weakref", 1000);
    teardown("drop_list_chain", list_chain, 5000);
    teardown("drop_flat_lists", flat_lists, 5000);
    leave(0);
}

__attribute__((naked)) void reset(void)
{
    __asm volatile("ldr r0, =%0\n mov sp, r0\n b run" ::"i"(STACK_TOP));
}

static void fault(void)
{
    call_host(4, "fault\n");
    leave(9);
}

__attribute__((section(".vectors"), used)) static void *const vectors[16]
    = {(void *)STACK_TOP, (void *)reset, (void *)fault, (void *)fault, (void *)fault, (void *)fault, (void *)fault};
