/* SPDX-License-Identifier: MIT */
/*
 * boot/arch/armv7m/double.S -- double: sum, difference, and conversion from int and float; rounded to nearest, ties to even.
 *
 * libgcc's sum is wrong in the last place when one operand is a power of two and the other's exponent is 33 lower. This file
 * defines every name of the object that it comes in, so that object is not linked.
 *
 *     a = r1:r0, b = r3:r2, |a| >= |b| after the swap
 *
 *     | s | exponent, 11 bits | field, 52 bits |        value (2^52 + field) * 2^(exponent - 1075); the 2^52 is "hidden"
 *
 *     b's significand, shifted right by the difference of the exponents, is added to or taken from a while a stays packed:
 *     a carry out of the field, or a borrow, goes into the exponent, where it belongs. What is shifted out of b stays in r7:
 *
 *     r1                             r0                             r7
 *     | sign, exponent, field high | field low                    | 32 bits below; bit 0 also stands for all below it |
 *
 * Rules:
 *     D1  a carry left the field, so the sum is twice as large: the field moves right by one. The exponent is right already
 *     D2  a borrow left the field, so the hidden bit is gone: the field moves left until it is there again, at least by one
 *     D3  r7 decides on rounding; adding one to the packed number goes from the field to the exponent, and to infinity
 */
        .syntax unified
        .cpu    cortex-m3
        .thumb

        .macro  function name, also
        .balign 4
        .global \name, \also
        .type   \name, %function
        .type   \also, %function
        .thumb_func
\name:
        .thumb_func
\also:
        .endm

        .macro  align                   /* b's r3:r2 right by r5 <= 31; what falls out is r7 */
        rsb     r12, r5, #32
        lsl     r7, r2, r12
        lsr     r2, r2, r5
        lsl     r12, r3, r12
        orr     r2, r2, r12
        lsr     r3, r3, r5
        .endm

        .macro  align_far gone          /* the same by 32 <= r5 < 55; else b is too small to matter */
        subs    r5, r5, #32
        cmp     r5, #22
        bhi     \gone
        rsb     r12, r5, #32
        lsl     r6, r2, r12
        lsr     r7, r2, r5
        lsl     r12, r3, r12
        orr     r7, r7, r12
        cmp     r6, #0
        it      ne
        orrne   r7, r7, #1
        lsr     r2, r3, r5
        movs    r3, #0
        .endm

        .macro  round below             /* D3, by what lies below, to even */
        cmp     \below, #0x80000000
        it      eq
        lsrseq  r12, r0, #1             /* a tie: the carry is the lowest bit */
        adcs    r0, r0, #0
        adc     r1, r1, #0
        .endm

        .section .text.double.add, "ax", %progbits

        function __aeabi_drsub, __rsubdf3
        eor     r1, r1, #0x80000000
        b       __aeabi_dadd

        function __aeabi_dsub, __subdf3
        eor     r3, r3, #0x80000000

        function __aeabi_dadd, __adddf3
        push    {r4-r7, lr}
        lsl     r4, r1, #1
        lsl     r5, r3, #1
        subs    r6, r0, r2
        sbcs    r6, r4, r5
        bcc     swap
ordered:
        cmn     r4, #0x00200000         /* carries if the exponent is all ones */
        bcs     not_finite
        lsr     r4, r4, #21             /* a's exponent */
        lsrs    r5, r5, #21             /* b's */
        beq     small
        subs    r5, r4, r5
        beq     same
        teq     r1, r3
        ubfx    r3, r3, #0, #20
        orr     r3, r3, #0x00100000
        bmi     unlike

        /* the signs are alike */
        cmp     r5, #31
        bhi     like_far
like_near:
        align
like_add:
        adds    r0, r0, r2
        adc     r1, r1, r3
        ubfx    r6, r1, #20, #11
        cmp     r6, r4
        bne     like_carry
rounded:
        round   r7
done:
        pop     {r4-r7, pc}

like_carry:                             /* D1 */
        ubfx    r3, r1, #0, #20
        lsrs    r3, r3, #1
        bfi     r1, r3, #0, #20
        rrxs    r0, r0
        rrxs    r7, r7
        it      cs
        orrcs   r7, r7, #1
        lsl     r12, r1, #1
        cmn     r12, #0x00200000
        bcc     rounded
infinite:
        bfc     r1, #0, #20
        movs    r0, #0
        pop     {r4-r7, pc}

same:                                   /* exponents */
        teq     r1, r3
        ubfx    r12, r1, #0, #20
        ubfx    r3, r3, #0, #20
        bmi     unlike_same
        adds    r0, r0, r2              /* the hidden bits make the exponent grow by one; the fields' sum is halved */
        adc     r12, r12, r3
        lsrs    r12, r12, #1
        rrxs    r0, r0
        bfi     r1, r12, #0, #20
        add     r1, r1, #0x00100000
        bcc     same_exact
        lsrs    r12, r0, #1             /* a tie */
        adcs    r0, r0, #0
        adc     r1, r1, #0
same_exact:
        lsl     r12, r1, #1
        cmn     r12, #0x00200000
        bcs     infinite
        pop     {r4-r7, pc}

like_far:
        align_far done
        b       like_add

swap:
        mov     r6, r0
        mov     r0, r2
        mov     r2, r6
        mov     r6, r1
        mov     r1, r3
        mov     r3, r6
        mov     r6, r4
        mov     r4, r5
        mov     r5, r6
        b       ordered

unlike:
        cmp     r5, #31
        bhi     unlike_far
unlike_near:
        align
unlike_sub:
        rsbs    r7, r7, #0
        sbcs    r0, r0, r2
        sbc     r1, r1, r3
        ubfx    r6, r1, #20, #11
        cmp     r6, r4
        beq     rounded
        tst     r1, #0x00080000         /* D2 */
        beq     unlike_one_apart
        adds    r7, r7, r7
        adcs    r0, r0, r0
        adc     r12, r1, r1
        bfi     r1, r12, #0, #20
        round   r7
        pop     {r4-r7, pc}

unlike_far:
        align_far done
        b       unlike_sub

unlike_one_apart:                       /* more than one bit was lost, so r7 has only its top one: all is exact */
        adds    r7, r7, r7
        adcs    r0, r0, r0
        ubfx    r3, r1, #0, #20
        adc     r3, r3, r3
        sub     r4, r4, #1
        b       normalize
unlike_same:
        subs    r0, r0, r2
        sbc     r3, r12, r3
normalize:                              /* r3:r0 < 2^52 in units of exponent r4 >= 1, and the sign of r1 */
        orrs    r12, r0, r3
        beq     zero
        cbz     r3, low_word
        clz     r5, r3
        sub     r5, r5, #11
        b       limit
low_word:
        clz     r5, r0
        add     r5, r5, #21
limit:                                  /* left by r5, but not below exponent 1: there the hidden bit may be missing */
        sub     r4, r4, #1
        cmp     r5, r4
        it      hi
        movhi   r5, r4
        sub     r4, r4, r5
        and     r1, r1, #0x80000000
        add     r1, r1, r4, lsl #20
        subs    r6, r5, #32
        bcs     whole_word
        rsb     r6, r5, #32
        lsl     r3, r3, r5
        lsr     r6, r0, r6
        orr     r3, r3, r6
        lsl     r0, r0, r5
        add     r1, r1, r3
        pop     {r4-r7, pc}
whole_word:
        lsl     r3, r0, r6
        add     r1, r1, r3
        movs    r0, #0
        pop     {r4-r7, pc}
zero:
        movs    r1, #0
        pop     {r4-r7, pc}

small:                                  /* b is zero or has no hidden bit */
        orrs    r12, r2, r3, lsl #1
        bne     subnormal
        orrs    r12, r0, r1, lsl #1
        it      eq
        andeq   r1, r1, r3              /* -0 only of two */
        pop     {r4-r7, pc}
subnormal:
        teq     r1, r3
        ubfx    r3, r3, #0, #20
        sub     r5, r4, #1              /* its exponent counts as 1 */
        bmi     subnormal_unlike
        cbz     r4, both_subnormal
        cmp     r5, #31
        bhi     like_far
        b       like_near
both_subnormal:
        adds    r0, r0, r2
        adc     r1, r1, r3
        pop     {r4-r7, pc}
subnormal_unlike:
        cmp     r5, #31
        bgt     unlike_far
        cmp     r5, #0
        bgt     unlike_near
        subs    r0, r0, r2              /* a's exponent is 0 or 1: what is left is in the right place */
        sbc     r1, r1, r3
        orrs    r12, r0, r1, lsl #1
        beq     zero
        pop     {r4-r7, pc}

not_finite:
        lsls    r12, r4, #11
        orrs    r12, r12, r0
        bne     quiet
        cmp     r4, r5
        bne     done
        teq     r1, r3
        bpl     done
quiet:                                  /* a NaN, or infinity less infinity */
        orr     r1, r1, #0x00080000
        pop     {r4-r7, pc}

        .section .text.double.from, "ax", %progbits

        function __aeabi_i2d, __floatsidf
        ands    r1, r0, #0x80000000
        it      mi
        rsbmi   r0, r0, #0
        b       from_word

        function __aeabi_ui2d, __floatunsidf
        movs    r1, #0
from_word:                              /* r0, and the sign r1 */
        movw    r12, #1053
scaled:                                 /* r0 * 2^(r12 - 1053) */
        clz     r2, r0
        lsls    r3, r0, r2
        beq     from_zero
        sub     r12, r12, r2
        lsl     r0, r3, #21
        add     r1, r1, r3, lsr #11
        add     r1, r1, r12, lsl #20
from_zero:
        bx      lr

        function __aeabi_l2d, __floatdidf
        ands    r2, r1, #0x80000000
        bpl     from_long
        rsbs    r0, r0, #0
        sbc     r1, r1, r1, lsl #1
        b       from_long

        function __aeabi_ul2d, __floatundidf
        movs    r2, #0
from_long:                              /* r1:r0, and the sign r2 */
        cbnz    r1, two_words
        mov     r1, r2
        b       from_word
two_words:
        clz     r3, r1
        lsl     r1, r1, r3
        rsb     r12, r3, #32
        lsr     r12, r0, r12
        orr     r1, r1, r12
        lsl     r0, r0, r3
        lsl     r12, r0, #21
        lsr     r0, r0, #11
        orr     r0, r0, r1, lsl #21
        add     r2, r2, r1, lsr #11
        movw    r1, #1085
        sub     r1, r1, r3
        add     r1, r2, r1, lsl #20
        round   r12
        bx      lr

        function __aeabi_f2d, __extendsfdf2
        lsl     r2, r0, #1
        and     r1, r0, #0x80000000
        lsrs    r3, r2, #24
        beq     from_subnormal
        cmp     r3, #255
        orr     r1, r1, r2, lsr #4
        lsl     r0, r0, #29
        add     r1, r1, #0x38000000     /* 1023 - 127 */
        it      ne
        bxne    lr
        lsls    r2, r2, #8              /* infinity, or a NaN */
        it      ne
        orrne   r1, r1, #0x00080000
        add     r1, r1, #0x38000000
        bx      lr
from_subnormal:
        lsr     r0, r2, #1
        movw    r12, #904               /* 1053 - 149 */
        b       scaled
