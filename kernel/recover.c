/* SPDX-License-Identifier: MIT */
/*
 * kernel/recover.c -- what the heap and the fault screen ask of the kernel: words about an address, and a way back.
 *
 *     fault           screen, then fault_recover: to main, which keeps the heap if it checks, and starts afresh if not
 *     broken rule     one line, then to main, which starts afresh
 *     damaged block   one line (debug layer); the block is never used again
 *
 * Everything here may run on a broken heap: a pointer is followed only after the heap has said what it points to.
 */
#include "kernel/recover.h"

#include "boot/board.h"
#include "heap/debug.h"
#include "heap/mem.h"
#include "heap/port.h"
#include "kernel/fault.h"
#include "kernel/lang/frame.h"
#include "kernel/object/Python.h"
#include "kernel/print.h"

#define TRACEBACK_FRAMES 20

jmp_buf recover_point;
int recover_armed;

static _Noreturn void go(int why)
{
    if (recover_armed)
        longjmp(recover_point, why);
    board.exit(FAULT_STATUS);
}

void fault_recover(void)
{
    go(RECOVER_FAULT);
}

void heap_panic(const char *rule, const char *file, int line)
{
    print(&print_err, "\nheap: rule %s broken at %s:%d\n", rule, file, line);
    fault_traceback(&print_err);
    go(RECOVER_PANIC);
}

void heap_damage(const struct debug_report *report)
{
    static const char *const words[] = {
        [DEBUG_UNDERRUN] = "written before its start",    [DEBUG_OVERRUN] = "written behind its end",
        [DEBUG_DOUBLE_FREE] = "freed twice",              [DEBUG_WRITE_AFTER_FREE] = "written after it was freed",
        [DEBUG_WRONG_DOMAIN] = "freed by another domain", [DEBUG_NO_BLOCK] = "no block begins here",
    };

    print(&print_err, "heap: block %p of %zu bytes, domain %c: %s; byte at %p is %02x; made at %p, seen at %p\n", report->block,
          report->size, report->owner ? report->owner : '?', words[report->what], report->at, report->found,
          (void *)report->made, (void *)report->now);
}

static int in_heap(const void *p, size_t n)
{
    return (uintptr_t)p % sizeof(void *) == 0 && (const char *)p >= board.heap->start && (const char *)p + n <= board.heap->end;
}

/* The name of what may be a type: one of flash's, or an object of the heap that says it is a type. NULL if it is neither. */
static const char *type_name(const PyTypeObject *type)
{
    static const PyTypeObject *const known[] = {
#define TYPE(cname, tag) &cname,
#include "kernel/object/types.def"
#undef TYPE
    };

    for (size_t i = 0; i < Py_ARRAY_LENGTH(known); i++)
        if (type == known[i])
            return type->tp_name;
    return in_heap(type, sizeof *type) && type->ob_base.ob_base.ob_type == &PyType_Type ? "instance of a user class" : NULL;
}

const char *fault_describe(uintptr_t address, struct sink *out)
{
    struct mem_place place = mem_find((const void *)address);
    const char *type;

    switch (place.where) {
    case MEM_OUTSIDE:
        return NULL;
    case MEM_RAW_FREE:
        return "free heap";
    case MEM_ARENA_UNUSED:
        return "an arena, in no pool";
    case MEM_POOL_HEADER:
        print(out, "pool %p\n", (const void *)place.pool);
        return "a pool's header";
    case MEM_POOL_FREE:
        print(out, "pool %p\n", (const void *)place.pool);
        return "a free block";
    default:
        print(out, "block %p, %zu bytes", place.block, place.size);
        type = place.kind != MEM_PLAIN && in_heap(place.block, sizeof(PyObject)) ? type_name(Py_TYPE(place.block)) : NULL;
        if (type)
            print(out, ", %s, %zd references", type, Py_REFCNT(place.block));
        print(out, "\n");
        return place.kind == MEM_PLAIN ? "plain memory" : "an object";
    }
}

static const char *name_text(PyObject *name)
{
    return in_heap(name, sizeof(PyASCIIObject)) && PyUnicode_CheckExact(name) && PyUnicode_IS_ASCII(name) ? (const char *)PyUnicode_DATA(name)
                                                                                                          : "?";
}

void fault_traceback(struct sink *out)
{
    struct frame *f = vm.frame;

    if (f)
        print(out, "Python, innermost first:\n");
    for (int n = 0; n < TRACEBACK_FRAMES && in_heap(f, sizeof *f); n++, f = f->back) {
        const PyCodeObject *code;

        if (!in_heap(f->func, sizeof *f->func) || !in_heap(frame_code(f), sizeof *code))
            return;
        code = frame_code(f);
        print(out, "  line %d, in ", frame_line(f));
        if (code->co_prefix)
            print(out, "%s.", name_text(code->co_prefix));
        print(out, "%s\n", name_text(code->co_name));
    }
}
