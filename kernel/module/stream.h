/* SPDX-License-Identifier: MIT */
/* kernel/module/stream.h -- sys.stdin, sys.stdout, sys.stderr and their .buffer: const objects over the board's streams. */
#ifndef KERNEL_MODULE_STREAM_H
#define KERNEL_MODULE_STREAM_H

#include "boot/board.h"
#include "kernel/object/object.h"

struct stream {
    PyObject_HEAD
    enum board_stream number; /* also what fileno() says */
    const struct stream *buffer; /* the byte stream below a text stream; NULL for a byte stream */
};

/* By enum board_stream. */
extern const struct stream text_streams[3];

#endif
