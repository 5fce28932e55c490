/* SPDX-License-Identifier: MIT */
/*
 * boot/timer/cmsdk.c -- CMSDK timers: 32 bits, counting down, reloaded at 0 with an interrupt.
 *
 *     00 CTRL    04 VALUE    08 RELOAD    0c INTSTATUS, INTCLEAR
 */
#include "boot/timer/cmsdk.h"

#include <stdbool.h>

struct registers {
    volatile uint32_t ctrl, value, reload, interrupt;
};

#define CTRL_ENABLE (1u << 0)
#define CTRL_INTERRUPT (1u << 3)

static struct registers *at(uintptr_t base)
{
    return (struct registers *)base;
}

/* Microseconds in a round. */
static uint32_t round_us(const struct cmsdk_clock *c)
{
    return UINT32_MAX / c->mhz;
}

static void run(struct registers *r, uint32_t ticks)
{
    r->ctrl = 0;
    r->reload = ticks - 1;
    r->value = ticks - 1;
    r->ctrl = CTRL_ENABLE | CTRL_INTERRUPT;
}

void cmsdk_clock_init(const struct cmsdk_clock *c)
{
    run(at(c->counter), round_us(c) * c->mhz);
}

/* Rounds and ticks into the round, of one moment: also if the round ends meanwhile, and also with its interrupt masked. */
static uint32_t now(const struct cmsdk_clock *c, uint32_t *ticks)
{
    const struct registers *r = at(c->counter);
    uint32_t rounds, value, pending;

    do {
        rounds = *c->rounds;
        value = r->value;
        pending = r->interrupt & 1;
    } while (r->value > value || *c->rounds != rounds);
    *ticks = round_us(c) * c->mhz - 1 - value;
    return rounds + pending;
}

uint32_t cmsdk_clock_ticks(const struct cmsdk_clock *c)
{
    uint32_t ticks, rounds = now(c, &ticks);

    return rounds * (round_us(c) * c->mhz) + ticks;
}

uint64_t cmsdk_clock_us(const struct cmsdk_clock *c)
{
    uint32_t ticks, rounds = now(c, &ticks);

    return (uint64_t)rounds * round_us(c) + ticks / c->mhz;
}

void cmsdk_clock_alarm(const struct cmsdk_clock *c, uint64_t us)
{
    if (us == 0)
        cmsdk_clock_rang(c);
    else
        run(at(c->alarm), (us < round_us(c) ? (uint32_t)us : round_us(c)) * c->mhz);
}

void cmsdk_clock_round(const struct cmsdk_clock *c)
{
    at(c->counter)->interrupt = 1;
    *c->rounds = *c->rounds + 1;
}

void cmsdk_clock_rang(const struct cmsdk_clock *c)
{
    at(c->alarm)->ctrl = 0;
    at(c->alarm)->interrupt = 1;
}
