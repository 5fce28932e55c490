/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/hash.h -- the hash of bytes and of text, and what numbers that are equal have in common.
 *
 * Also compiled into the host program that writes the const strings (kernel/host/mknames.c): no other header of the kernel is
 * included. Text hashes the same on every run; a str and a bytes of the same ASCII have the same hash.
 */
#ifndef KERNEL_OBJECT_HASH_H
#define KERNEL_OBJECT_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* n bytes on a machine whose word is 32 bits: a word at a time; the length is mixed in first. */
static inline uint32_t hash_bytes_32(const void *bytes, size_t n)
{
    const unsigned char *p = (const unsigned char *)bytes;
    uint32_t h = (uint32_t)n * 0x9E3779B1u, w = 0;

    if (!n)
        return 0;
    for (; n >= 4; n -= 4, p += 4) {
        memcpy(&w, p, 4);
        h = (h ^ w) * 0x85EBCA6Bu;
        h ^= h >> 15;
    }
    for (w = 0; n; n--)
        w = w << 8 | p[n - 1];
    h = (h ^ w) * 0xC2B2AE35u;
    h ^= h >> 16;
    return h == 0xFFFFFFFFu ? 0xFFFFFFFEu : h;
}

/* The same for words of 64 bits. */
static inline uint64_t hash_bytes_64(const void *bytes, size_t n)
{
    const unsigned char *p = (const unsigned char *)bytes;
    uint64_t h = (uint64_t)n * 0x9E3779B97F4A7C15u, w = 0;

    if (!n)
        return 0;
    for (; n >= 8; n -= 8, p += 8) {
        memcpy(&w, p, 8);
        h = (h ^ w) * 0xFF51AFD7ED558CCDu;
        h ^= h >> 32;
    }
    for (w = 0; n; n--)
        w = w << 8 | p[n - 1];
    h = (h ^ w) * 0xC4CEB9FE1A85EC53u;
    h ^= h >> 33;
    return h == UINT64_MAX ? UINT64_MAX - 1 : h;
}

/* The hash of this machine. Never -1. */
static inline ptrdiff_t hash_bytes(const void *bytes, size_t n)
{
    return sizeof(size_t) == 8 ? (ptrdiff_t)hash_bytes_64(bytes, n) : (ptrdiff_t)hash_bytes_32(bytes, n);
}

/* Numbers hash to their value modulo the prime 2**HASH_BITS - 1 ("Hashing of numeric types" in the library reference). */
#define HASH_BITS (sizeof(size_t) == 8 ? 61 : 31)
#define HASH_MODULUS (((size_t)1 << HASH_BITS) - 1)
#define HASH_INF 314159

/* Slot in a table of const strings for a hash: see names.h. */
static inline uint32_t hash_name_slot(uint64_t h, uint32_t mask)
{
    return (uint32_t)h & mask;
}

#endif
