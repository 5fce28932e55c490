/* SPDX-License-Identifier: MIT */
/* kernel/lang/opcodes.c -- operand letters of the instructions, expanded from opcodes.def. */
#include "kernel/lang/opcodes.h"

const char *const opcode_operands[OPCODE_COUNT] = {
#define OP(name, operands, way) operands,
#include "kernel/lang/opcodes.def"
#undef OP
};

static unsigned operand_size(char letter)
{
    return letter == 'k' || letter == 'n' || letter == 'f' || letter == 'c' || letter == 'w' || letter == 'j' ? 2 : 1;
}

size_t opcode_length(const uint8_t *instruction)
{
    const uint8_t *p = instruction + 1;

    for (const char *letter = opcode_operands[instruction[0]]; *letter; letter++)
        p += *letter == '*' ? p[-1] : operand_size(*letter);
    return (size_t)(p - instruction);
}

size_t opcode_operand(const uint8_t *instruction, char wanted)
{
    size_t at = 1;

    for (const char *letter = opcode_operands[instruction[0]]; *letter && *letter != '*'; letter++) {
        if (*letter == wanted)
            return at;
        at += operand_size(*letter);
    }
    return 0;
}
