/* SPDX-License-Identifier: MIT */
/* kernel/lang/lexnumber.h -- the extent of a number, and what malformed ones are called. */
#ifndef KERNEL_LANG_LEXNUMBER_H
#define KERNEL_LANG_LEXNUMBER_H

#include "kernel/lang/lexer.h"

/* Pass over the number at the position. False: lexer->error is set. */
bool lex_number(struct lexer *lx);

/* For the files of the lexer: describe an error over a range, or at the character before the position. */
void lexer_error(struct lexer *lx, uint32_t start, uint32_t end, const char *format, int a, int b, int c);
void lexer_error_here(struct lexer *lx, const char *format, int a, int b, int c);

#endif
