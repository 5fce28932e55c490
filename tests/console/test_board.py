# SPDX-License-Identifier: MIT
"""What boot/board.h promises, tried with tests/board/promises_test.c in place of a kernel."""
import re

import pytest

from target import HOSTED, Target, image_of, qemu_command


@pytest.fixture
def t(start):
    target = start("promises_test")
    target.read_until(b"> ")
    return target


def ask(t, letters, end=b"> "):
    t.write(letters)
    return t.read_until(end).decode()


def test_the_kernel_starts_on_the_process_stack(start, board):
    text = start("promises_test").read_until(b"> ").decode()
    assert "started %s: on the process stack" % board in text


def test_there_is_a_heap_and_a_stack(t, board):
    heap, stack = map(int, re.search(r"heap (\d+) stack (\d+)", ask(t, "h")).groups())
    assert heap >= 8192 and stack >= 2048


@pytest.mark.parametrize("letter, words", [
    ("n", ["protected memory", "next to NULL", "recovered"]),
    ("b", ["data access", "ffff0000", "recovered"]),
    ("u", ["undefined instruction", "recovered"]),
    ("s", ["has overflowed", "recovered"]),
    ("w", ["protected memory", "recovered"]),
])
def test_a_fault_is_reported_and_recovered_from(t, board, letter, words):
    if board == "host" and letter == "b":
        words = ["recovered"]  # the address is not canonical, and Linux does not tell it
    for _ in range(3):
        text = ask(t, letter)
        assert all(w in text for w in words if not (board in HOSTED and w == "has overflowed")), text
        assert "no fault" not in text


def test_nothing_is_executed_from_the_heap(t):
    assert "recovered" in ask(t, "x")


def test_a_fault_while_reporting_one_ends_with_a_status(t):
    t.write("d")
    assert t.status() == 70


def test_exit_gives_the_status(t):
    t.write("q")
    assert t.status() == 42


def test_reset_starts_again(t):
    assert "started" in ask(t, "r")


def test_the_clock_never_goes_backwards(t):
    assert "clock monotonic" in ask(t, "t")


def test_sleep_takes_its_time(t):
    took = int(re.search(r"slept (\d+) us, in full", ask(t, "S")).group(1))
    assert 300000 <= took < 400000


def test_sleep_ends_with_the_interrupt_character(t):
    ask(t, "S", b"sleeping")
    t.write(b"\x03")
    assert "interrupted" in t.read_until(b"> ").decode()


def test_bytes_that_nobody_asked_for_do_not_end_a_sleep(t):
    took = int(re.search(r"slept (\d+) us, in full", ask(t, "St")).group(1))
    assert took >= 300000
    assert "clock" in t.read_until(b"> ").decode()


def test_the_interrupt_character_ends_a_tight_loop(t):
    ask(t, "l", b"looping\r\n")
    t.write(b"\x03")
    assert "interrupted" in t.read_until(b"> ").decode()


@pytest.mark.parametrize("count", [200, 1024, 1025, 9000])
def test_no_byte_is_lost_while_the_kernel_computes(t, count):
    data = bytes(32 + i * 7 % 90 for i in range(count))
    total = 0
    for b in data:
        total = (total * 31 + b) & 0xffffffff
    ask(t, "c%04d" % count, b"ready\r\n")
    t.write(data)
    assert "received %d sum %d\r\n" % (count, total) in t.read_until(b"> ").decode()


@pytest.mark.emulated
def test_a_clock_that_wraps_goes_on(start):
    t = start("promises_test", icount=True)
    t.read_until(b"> ")
    for _ in range(2):
        took = int(re.search(r"slept (\d+) us, in full", ask(t, "L")).group(1))
        assert 400000000 <= took <= 800000000  # with sleep=off, the emulator may count what it sleeps twice
        assert "monotonic" in ask(t, "t")


def test_formatted_output_is_as_in_c(start):
    t = start("print_test")
    text = t.read_until(b" failed").decode()
    assert text.endswith(" 0 failed") and t.status() == 0, text


def test_sums_of_doubles_are_rounded_as_by_hardware(board, start):
    def blocks(target):
        target.status()
        lines = target.read_rest().decode().splitlines()
        return [line for line in lines if line.startswith("block")]

    here, there = blocks(start("double_test")), blocks(Target.start("host", "double_test"))
    assert len(here) == 120 and here == there


@pytest.mark.emulated
def test_exit_without_a_host_to_exit_to_resets(board):
    command = qemu_command(board, image_of(board, "promises_test"))
    i = command.index("-semihosting-config")
    with Target.emulate(command[:i] + command[i + 2:]) as t:
        t.read_until(b"> ")
        assert "started" in ask(t, "q")
