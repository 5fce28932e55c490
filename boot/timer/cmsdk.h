/* SPDX-License-Identifier: MIT */
/*
 * boot/timer/cmsdk.h -- two CMSDK APB timers as a clock that never wraps and an alarm.
 *
 * `counter` counts down 2^32 ticks (rounded to whole microseconds), and its interrupt counts the rounds: one in minutes, so
 * that what is measured is hardly ever disturbed. `alarm` runs only while somebody waits.
 */
#ifndef BOOT_TIMER_CMSDK_H
#define BOOT_TIMER_CMSDK_H

#include <stdint.h>

struct cmsdk_clock {
    uintptr_t counter, alarm; /* base addresses */
    uint32_t mhz;
    volatile uint32_t *rounds; /* the counter's interrupts so far */
};

void cmsdk_clock_init(const struct cmsdk_clock *c);
uint32_t cmsdk_clock_ticks(const struct cmsdk_clock *c);
uint64_t cmsdk_clock_us(const struct cmsdk_clock *c);
/* Raises the alarm's interrupt in so many microseconds, or sooner if that is very long; 0 calls it off. */
void cmsdk_clock_alarm(const struct cmsdk_clock *c, uint64_t us);

/* The handlers of the two interrupts. */
void cmsdk_clock_round(const struct cmsdk_clock *c);
void cmsdk_clock_rang(const struct cmsdk_clock *c);

#endif
