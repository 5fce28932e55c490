# SPDX-License-Identifier: MIT
"""Fixtures of the console's tests: `board` is each board to test in turn, `start` starts an image on it.

A test marked `emulated` runs on emulated boards only.
"""
import os
import sys

import pytest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from target import HOSTED, Target  # noqa: E402


def pytest_addoption(parser):
    parser.addoption("--boards", default="host,host32,mps2-an385", help="boards to test, separated by commas")


def pytest_configure(config):
    config.addinivalue_line("markers", "emulated: what only an emulated board does")


def pytest_generate_tests(metafunc):
    if "board" in metafunc.fixturenames:
        boards = metafunc.config.getoption("--boards").split(",")
        if metafunc.definition.get_closest_marker("emulated"):
            boards = [b for b in boards if b not in HOSTED]
        metafunc.parametrize("board", boards)


@pytest.fixture
def start(board):
    """A function that starts an image of the board; what it started ends with the test."""
    running = []

    def go(*args, **options):
        running.append(Target.start(board, *args, **options))
        return running[-1]

    yield go
    for t in running:
        t.close()
