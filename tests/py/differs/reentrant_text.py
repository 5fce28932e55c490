# A text stream refuses to be used by its buffer while that is read; CPython 3.11 crashes.
import io


class Buffer(io.RawIOBase):
    def __init__(self):
        self.what = None

    def readable(self):
        return True

    writable = readable

    def read(self, n=-1):
        if self.what:
            self.what()
        return b"abc\r"

    read1 = read


for action in (lambda t: t.read(300), lambda t: t.readline(), lambda t: next(t)):
    for what in (lambda t: t.detach(), lambda t: t.__init__(io.BytesIO(b"q" * 500)), lambda t: t.read(1), lambda t: t.close()):
        buffer = Buffer()
        t = io.TextIOWrapper(buffer, encoding="latin-1")
        buffer.what = lambda: what(t)
        try:
            print(action(t))
        except RuntimeError as e:
            print(e)
        buffer.what = None
        print(repr(t.readline()), t.closed)
