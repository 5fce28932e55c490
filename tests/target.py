# SPDX-License-Identifier: MIT
"""A running kernel and its console: a process, an emulated board, or a real one.

    with Target.start("mps2-an385") as t:
        t.enter_raw()
        out, err = t.run("print(1 + 1)")

Bytes go in and come out as they are; read_until remembers what it has not given out yet.
"""
import os
import pty
import re
import select
import shlex
import subprocess
import time
import tty

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOSTED = ("host", "host32")
ICOUNT = ["-icount", "shift=0,sleep=off"]
RAW_BANNER = b"raw REPL; CTRL-B to exit\r\n>"


class Timeout(Exception):
    pass


def qemu_command(board, image=None):
    """The emulator's command line, as `make -s qemu-command` has it, with another image if one is given."""
    out = subprocess.run(["make", "-s", "qemu-command", "BOARD=" + board], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    command = shlex.split(out.stdout.decode())
    if image:
        command[command.index("-kernel") + 1] = image
    return command


def image_of(board, name="ouroboros"):
    return os.path.join("build", board, name + ("" if board in HOSTED else ".elf"))


class Target:
    """Use one of the four makers below."""

    def __init__(self, reader, writer, process=None):
        self.reader, self.writer, self.process = reader, writer, process
        self.seen = b""  # read, and not given out yet
        self.ended = False

    # ---- makers ----

    @classmethod
    def start(cls, board, name="ouroboros", args=(), icount=False, terminal=True):
        """The named image on its board. On the host the console is a terminal, or else two pipes."""
        if board not in HOSTED:
            return cls.emulate(qemu_command(board, image_of(board, name)) + (ICOUNT if icount else []) + list(args))
        command = [os.path.join(ROOT, image_of(board, name))] + list(args)
        if not os.path.exists(command[0]):
            raise FileNotFoundError(f"{image_of(board, name)} is not there: make BOARD={board} all board-tests")
        return cls.on_terminal(command) if terminal else cls.on_pipes(command)

    @classmethod
    def emulate(cls, command):
        serial = ["-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console"]
        return cls.on_pipes(command + serial)

    @classmethod
    def on_pipes(cls, command):
        p = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return cls(p.stdout.fileno(), p.stdin.fileno(), p)

    @classmethod
    def on_terminal(cls, command):
        ours, theirs = pty.openpty()
        p = subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
                             preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)))  # its controlling terminal
        os.close(theirs)
        return cls(ours, ours, p)

    @classmethod
    def serial(cls, port):
        """A board on a serial line, at whatever speed the line is set to."""
        line = os.open(port, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(line)
        return cls(line, line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.process:
            if self.process.poll() is None:
                self.process.kill()
            self.process.wait()
            for stream in (self.process.stdin, self.process.stdout):
                if stream:
                    stream.close()
        if not self.process or self.process.stdin is None:
            os.close(self.reader)
        self.process = None

    # ---- bytes ----

    def write(self, data):
        data = data.encode() if isinstance(data, str) else data
        while data:
            data = data[os.write(self.writer, data):]

    def poll(self, timeout):
        """Reads what comes within the time. False if nothing did."""
        if self.ended or not select.select([self.reader], [], [], max(timeout, 0))[0]:
            return False
        try:
            got = os.read(self.reader, 65536)
        except OSError:  # the other end of a terminal is closed
            got = b""
        self.seen += got
        self.ended = not got
        return bool(got)

    def read_until(self, end, timeout=20):
        """Everything up to and including `end`, bytes or a compiled pattern."""
        pattern = end if hasattr(end, "search") else re.compile(re.escape(end.encode() if isinstance(end, str) else end))
        limit = time.monotonic() + timeout
        while True:
            found = pattern.search(self.seen)
            if found:
                got, self.seen = self.seen[:found.end()], self.seen[found.end():]
                return got
            if not self.poll(limit - time.monotonic()) and (self.ended or time.monotonic() >= limit):
                raise Timeout("waited for %r, have %r" % (pattern.pattern, self.seen[-500:]))

    def read_rest(self, quiet=0.2):
        """Everything until nothing comes for a while."""
        while self.poll(quiet):
            pass
        got, self.seen = self.seen, b""
        return got

    def status(self, timeout=20):
        """Waits for the end; what the process or the emulator returned."""
        limit = time.monotonic() + timeout
        while not self.ended and time.monotonic() < limit:
            self.poll(limit - time.monotonic())
        return self.process.wait(max(limit - time.monotonic(), 1))

    # ---- the raw REPL ----

    def enter_raw(self, timeout=30):
        limit = time.monotonic() + timeout
        while True:
            self.write(b"\r\x03\x03\r\x01")
            try:
                self.read_until(RAW_BANNER, 3)
                return
            except Timeout:
                if self.ended or time.monotonic() > limit:
                    raise

    def run(self, source, timeout=60):
        """Executes the source; what it wrote to stdout and stderr, with newlines for CR LF."""
        self.write(source)
        self.write(b"\x04")
        self.read_until(b"OK")
        out = self.read_until(b"\x04", timeout)[:-1]
        err = self.read_until(b"\x04", timeout)[:-1]
        self.read_until(b">")
        return tuple(text.replace(b"\r\n", b"\n").decode(errors="replace") for text in (out, err))

    def soft_reset(self):
        """The text between the old kernel and the new one's raw banner."""
        self.write(b"\x04")
        return self.read_until(RAW_BANNER).decode(errors="replace")
