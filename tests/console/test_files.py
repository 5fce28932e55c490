# SPDX-License-Identifier: MIT
"""Files over the raw REPL: the statements that mpremote and Thonny send, and what of the answers they read."""
import ast
import re

import pytest

BANNER = b"raw REPL; CTRL-B to exit\r\n"


class Remote:
    """mpremote's end of the line."""

    def __init__(self, target):
        self.t = target
        target.write(b"\r\x03")
        target.read_rest()
        target.write(b"\r\x01")
        target.read_until(BANNER + b">")
        self.reset()

    def reset(self):
        self.t.write(b"\x04")
        self.t.read_until(b"soft reboot\r\n")
        self.t.read_until(BANNER)
        self.t.read_until(b">")

    def execute(self, source, timeout=20):
        """Output and error text of source, sent by raw-paste."""
        source = source.encode()
        self.t.write(b"\x05A\x01")
        start = self.t.read_until(b"R\x01\x80\x00\x01")
        assert start.endswith(b"R\x01\x80\x00\x01")
        window = 256
        while source:
            if not window:
                assert self.t.read_until(b"\x01") == b"\x01"
                window += 128
            self.t.write(source[:window])
            source, window = source[window:], window - len(source[:window])
        self.t.write(b"\x04")
        assert self.t.read_until(b"\x04").strip(b"\x01") == b"\x04"
        out = self.t.read_until(b"\x04", timeout)[:-1]
        err = self.t.read_until(b"\x04>")[:-2]
        return out.replace(b"\r\n", b"\n").decode(), err.replace(b"\r\n", b"\n").decode()

    def run(self, source):
        out, err = self.execute(source)
        assert err == ""
        return out

    def value(self, expression):
        return ast.literal_eval(self.run("print(repr(%s))" % expression))

    def error(self, source):
        """errno, as mpremote finds it: OSError and a name, or a number alone on the last line."""
        err = self.execute(source)[1]
        assert "OSError" in err
        found = re.findall(r"\b(E[A-Z]+)\b", err)
        assert len(found) == 1, err
        return found[0]

    def ls(self, path):
        return ast.literal_eval("[%s]" % self.run("import os\nfor f in os.ilistdir('%s'):\n print(repr(f), end=',')" % path))

    def put(self, path, data):
        self.run("f=open('%s','wb')\nw=f.write" % path)
        for i in range(0, len(data), 256):
            assert self.run("w(%r)" % data[i:i + 256]) == ""
        self.run("f.close()")

    def get(self, path):
        self.run("f=open('%s','rb')\nr=f.read" % path)
        data = b""
        while True:
            part = self.value("r(256)")
            if not part:
                break
            data += part
        self.run("f.close()")
        return data


@pytest.fixture
def remote(start):
    t = start()
    t.read_until(b">>> ")
    return Remote(t)


DATA = bytes(range(256)) * 3 + b"\x04\x01\x03 the end"


def test_a_file_is_copied_there_and_back(remote):
    remote.put("data.bin", DATA)
    assert remote.get("data.bin") == DATA
    stat = remote.value("tuple(__import__('os').stat('data.bin'))")
    assert len(stat) == 10 and stat[0] & 0x8000 and stat[6] == len(DATA)
    assert remote.ls("") == [("data.bin", 0x8000, remote.ls("/")[0][2], len(DATA))]


def test_files_outlive_a_soft_reset(remote):
    remote.put("kept.py", b"def f():\n    return 'kept'\n")
    for _ in range(3):
        remote.reset()
        assert remote.run("import kept; print(kept.f())") == "kept\n"
    assert remote.error("import os\nos.mkdir('kept.py')") == "EEXIST"
    remote.run("import os\nos.remove('kept.py')")
    remote.reset()
    assert remote.ls("/") == []


def test_text_is_shown_a_piece_at_a_time(remote):
    text = "".join("line %d\n" % i for i in range(100))
    remote.put("/text.txt", text.encode())
    assert remote.run("with open('/text.txt') as f:\n while 1:\n  b=f.read(256)\n  if not b:break\n  print(b,end='')") == text


def test_directories_are_made_listed_and_removed(remote):
    remote.run("import os\nos.mkdir('/lib')")
    remote.put("/lib/a.py", b"x = 1\n")
    assert [e[:2] for e in remote.ls("/")] == [("lib", 0x4000)]
    assert [(e[0], e[1], e[3]) for e in remote.ls("/lib")] == [("a.py", 0x8000, 6)]
    assert remote.run("import os;print(os.getcwd())") == "/\n"
    assert remote.run("import a; print(a.x)") == "1\n"
    assert remote.error("import os\nos.rmdir('/lib')") == "ENOTEMPTY"
    assert remote.error("import os\nos.remove('/lib')") == "EISDIR"
    remote.run("f=open('/lib/b','a')\nf.close()")
    remote.run("import os\nos.remove('/lib/b')\nos.remove('/lib/a.py')\nos.rmdir('/lib')")
    assert remote.ls("/") == []


def test_errors_have_names_that_clients_know(remote):
    assert remote.error("import os\nprint(repr(tuple(os.stat('none'))))") == "ENOENT"
    assert remote.error("f=open('none','rb')\nr=f.read") == "ENOENT"
    assert remote.error("import os\nos.mkdir('a/b')") == "ENOENT"
    out, err = remote.execute("try:\n open('none')\nexcept OSError as e:\n print(e, e.args[0])")
    assert (out, err) == ("[Errno 2] No such file or directory: 'none' 2\n", "")


def test_the_file_system_tells_its_space(remote):
    before = remote.value("tuple(__import__('os').statvfs('/'))")
    assert len(before) == 10 and before[0] == before[1] and 0 < before[3] <= before[2]
    remote.put("/a", bytes(8000))
    after = remote.value("tuple(__import__('os').statvfs('/'))")
    assert before[3] - after[3] >= 7


def test_thonny_writes_files_by_its_helper(remote):
    remote.run("""\
class __thonny_helper:
    import builtins
    try:
        import uos as os
    except builtins.ImportError:
        import os
    @builtins.classmethod
    def listdir(cls, x):
        return cls.os.listdir(x)
""")
    remote.run("__fp = open('/th.txt', 'wb')")
    assert remote.run("print(__fp.write(b'hello'))\n__fp.flush()\nif hasattr(__thonny_helper.os, 'sync'):\n __thonny_helper.os.sync()") == "5\n"
    remote.run("__fp.close()\ndel __fp")
    assert remote.value("__thonny_helper.listdir('/')") == ["th.txt"]


def test_a_full_heap_loses_no_file(remote):
    remote.put("/small", DATA)
    text = remote.run("""\
f = open('/big', 'wb')
n = 0
try:
    while True:
        n += f.write(bytes(50000))
except OSError as e:
    print(e.errno)
print(f.tell() == n, n > 100000)
f.close()
import os
print(os.stat('/big')[6] == n)
os.remove('/big')
""")
    assert text == "28\nTrue True\nTrue\n"
    assert remote.get("/small") == DATA
