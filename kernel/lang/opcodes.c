/* SPDX-License-Identifier: MIT */
/* kernel/lang/opcodes.c -- names and operand letters of the instructions, expanded from opcodes.def. */
#include "kernel/lang/opcodes.h"

const char *const opcode_operands[OPCODE_COUNT] = {
#define OP(name, operands, way) operands,
#include "kernel/lang/opcodes.def"
#undef OP
};

const char *const opcode_names[OPCODE_COUNT] = {
#define OP(name, operands, way) #name,
#include "kernel/lang/opcodes.def"
#undef OP
};

size_t opcode_length(const uint8_t *instruction)
{
    const uint8_t *p = instruction + 1;

    for (const char *letter = opcode_operands[instruction[0]]; *letter; letter++)
        switch (*letter) {
        case 'k':
        case 'n':
        case 'f':
        case 'c':
        case 'w':
        case 'j':
            p += 2;
            break;
        case '*':
            p += p[-1];
            break;
        default:
            p++;
        }
    return (size_t)(p - instruction);
}
