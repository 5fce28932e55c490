/* SPDX-License-Identifier: MIT */
/* kernel/module/stream.h -- sys.stdin, sys.stdout, sys.stderr and their .buffer: const objects over the board's streams. */
#ifndef KERNEL_MODULE_STREAM_H
#define KERNEL_MODULE_STREAM_H

#include "boot/board.h"
#include "kernel/module/io.h"

struct console_stream {
    struct stream base;
    enum board_stream number;            /* also what fileno() says */
    const struct console_stream *buffer; /* the byte stream below a text stream; NULL for a byte stream */
};

/* By enum board_stream. */
extern const struct console_stream text_streams[3];

#endif
