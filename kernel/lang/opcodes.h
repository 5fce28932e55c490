/* SPDX-License-Identifier: MIT */
/* kernel/lang/opcodes.h -- numbers of the instructions in opcodes.def. */
#ifndef KERNEL_LANG_OPCODES_H
#define KERNEL_LANG_OPCODES_H

#include <stddef.h>
#include <stdint.h>

enum opcode {
#define OP(name, operands, way) OP_##name,
#include "kernel/lang/opcodes.def"
#undef OP
    OPCODE_COUNT
};
_Static_assert(OPCODE_COUNT <= 256, "an opcode is a byte");

/* Letters of each instruction's operands. */
extern const char *const opcode_operands[OPCODE_COUNT];

/* Length in bytes of the instruction. */
size_t opcode_length(const uint8_t *instruction);
/* Where in the instruction its first operand with that letter is; 0: it has none. */
size_t opcode_operand(const uint8_t *instruction, char letter);

static inline unsigned read_u16(const uint8_t *p)
{
    uint16_t v;

    __builtin_memcpy(&v, p, 2);
    return v;
}
static inline int read_s16(const uint8_t *p)
{
    int16_t v;

    __builtin_memcpy(&v, p, 2);
    return v;
}

#endif
