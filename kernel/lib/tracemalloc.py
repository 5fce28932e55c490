# SPDX-License-Identifier: MIT
"""tracemalloc: what was allocated where, and is still there.

The traces themselves are kept by the heap (module _tracemalloc); here is what looks at them. A snapshot keeps its traces packed;
sums by place are taken over places, of which there are few, not over traces.
"""
import linecache
from _tracemalloc import *
from _tracemalloc import _get_object_traceback, _get_traces


def _size(size, sign):
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if unit != "B" and abs(size) < 100:
            return ("%+.1f %s" if sign else "%.1f %s") % (size, unit)
        if unit == "TiB" or abs(size) < 10 * 1024:
            return ("%+.0f %s" if sign else "%.0f %s") % (size, unit)
        size /= 1024


class _Ordered:
    """Compared by _key(self), with its own kind only."""
    __slots__ = ()

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, type(self)) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, type(self)) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, type(self)) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, type(self)) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, type(self)) else NotImplemented


class _Items:
    """A sequence of what _item makes of each of self._elements()."""
    __slots__ = ()

    def __len__(self):
        return len(self._elements())

    def __iter__(self):
        for e in self._elements():
            yield self._item(e)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return tuple([self[k] for k in range(*i.indices(len(self)))])
        return self._item(self._elements()[i])

    def __reversed__(self):
        for i in range(len(self) - 1, -1, -1):
            yield self[i]


class Frame(_Ordered):
    __slots__ = ("_frame",)

    def __init__(self, frame):
        self._frame = frame

    def _key(self):
        return self._frame

    @property
    def filename(self):
        return self._frame[0]

    @property
    def lineno(self):
        return self._frame[1]

    def __str__(self):
        return "%s:%s" % self._frame

    def __repr__(self):
        return "<Frame filename=%r lineno=%r>" % self._frame


class Traceback(_Items, _Ordered):
    """Frames, the oldest first."""
    __slots__ = ("_frames", "_total_nframe")
    _item = Frame

    def __init__(self, frames, total_nframe=None):
        self._frames = tuple(reversed(frames))
        self._total_nframe = total_nframe

    def _key(self):
        return self._frames

    _elements = _key

    @property
    def total_nframe(self):
        return self._total_nframe

    def __contains__(self, frame):
        return frame._frame in self._frames

    def __str__(self):
        return str(self[0])

    def __repr__(self):
        total = "" if self._total_nframe is None else " total_nframe=%s" % self._total_nframe
        return "<Traceback %s%s>" % (tuple(self), total)

    def format(self, limit=None, most_recent_first=False):
        frames = self[:] if limit is None else self[-limit:] if limit > 0 else self[:limit]
        lines = []
        for frame in reversed(frames) if most_recent_first else frames:
            lines.append('  File "%s", line %s' % frame._frame)
            text = linecache.getline(*frame._frame).strip()
            if text:
                lines.append("    " + text)
        return lines


def get_object_traceback(obj):
    frames = _get_object_traceback(obj)
    return None if frames is None else Traceback(frames)


class Trace:
    __slots__ = ("_trace",)

    def __init__(self, trace):
        self._trace = trace

    @property
    def domain(self):
        return self._trace[0]

    @property
    def size(self):
        return self._trace[1]

    @property
    def traceback(self):
        return Traceback(*self._trace[2:])

    def __eq__(self, other):
        return self._trace == other._trace if isinstance(other, Trace) else NotImplemented

    def __hash__(self):
        return hash(self._trace)

    def __str__(self):
        return "%s: %s" % (self.traceback, _size(self.size, False))

    def __repr__(self):
        return "<Trace domain=%s size=%s, traceback=%r>" % (self.domain, _size(self.size, False), self.traceback)


class _Traces(_Items):
    __slots__ = ("_traces",)
    _item = Trace

    def __init__(self, traces):
        self._traces = traces

    def _elements(self):
        return self._traces

    def __contains__(self, trace):
        return any(trace._trace == e for e in self._traces)

    def __eq__(self, other):
        if not isinstance(other, _Traces):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self._traces, other._traces))

    __hash__ = None

    def __repr__(self):
        return "<Traces len=%s>" % len(self)


class Statistic:
    __slots__ = ("traceback", "size", "count")

    def __init__(self, traceback, size, count):
        self.traceback = traceback
        self.size = size
        self.count = count

    def _key(self):
        return self.size, self.count, self.traceback

    def __hash__(self):
        return hash((self.traceback, self.size, self.count))

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, Statistic) else NotImplemented

    def __str__(self):
        average = ", average=" + _size(self.size / self.count, False) if self.count else ""
        return "%s: size=%s, count=%i%s" % (self.traceback, _size(self.size, False), self.count, average)

    def __repr__(self):
        return "<Statistic traceback=%r size=%i count=%i>" % (self.traceback, self.size, self.count)


class StatisticDiff:
    __slots__ = ("traceback", "size", "size_diff", "count", "count_diff")

    def __init__(self, traceback, size, size_diff, count, count_diff):
        self.traceback = traceback
        self.size = size
        self.size_diff = size_diff
        self.count = count
        self.count_diff = count_diff

    def _key(self):
        return abs(self.size_diff), self.size, abs(self.count_diff), self.count, self.traceback

    def _all(self):
        return self.traceback, self.size, self.size_diff, self.count, self.count_diff

    def __hash__(self):
        return hash(self._all())

    def __eq__(self, other):
        return self._all() == other._all() if isinstance(other, StatisticDiff) else NotImplemented

    def __str__(self):
        average = ", average=" + _size(self.size / self.count, False) if self.count else ""
        return "%s: size=%s (%s), count=%i (%+i)%s" % (self.traceback, _size(self.size, False), _size(self.size_diff, True),
                                                       self.count, self.count_diff, average)

    def __repr__(self):
        return "<StatisticDiff traceback=%r size=%i (%+i) count=%i (%+i)>" % self._all()


def _matches(name, pattern):
    """Shell patterns: *, ?, [a-z], [!a-z]."""
    i = 0
    for k, c in enumerate(pattern):
        end = pattern.find("]", k + 2 if pattern[k + 1:k + 2] != "!" else k + 3) if c == "[" else -1
        if c == "*":
            return any(_matches(name[n:], pattern[k + 1:]) for n in range(i, len(name) + 1))
        if i == len(name):
            return False
        if end > 0:
            inside, negated = pattern[k + 1:end], pattern[k + 1] == "!"
            if negated == _is_in(name[i], inside[negated:]):
                return False
            return _matches(name[i + 1:], pattern[end + 1:])
        if c != "?" and c != name[i]:
            return False
        i += 1
    return i == len(name)


def _is_in(c, inside):
    while len(inside) > 2 and inside[1] == "-":
        if inside[0] <= c <= inside[2]:
            return True
        inside = inside[3:]
    return bool(inside) and (c == inside[0] or _is_in(c, inside[1:]))


class BaseFilter:
    def __init__(self, inclusive):
        self.inclusive = inclusive


class Filter(BaseFilter):
    def __init__(self, inclusive, filename_pattern, lineno=None, all_frames=False, domain=None):
        super().__init__(inclusive)
        self._filename_pattern = self._source(filename_pattern)
        self.lineno = lineno
        self.all_frames = all_frames
        self.domain = domain

    @staticmethod
    def _source(filename):
        return filename[:-1] if filename.endswith(".pyc") else filename

    @property
    def filename_pattern(self):
        return self._filename_pattern

    def _is_meant(self, frame):
        filename, lineno = frame
        return (self.lineno is None or lineno == self.lineno) and _matches(self._source(filename), self._filename_pattern)

    def _match_frame(self, filename, lineno):
        return self._is_meant((filename, lineno)) == bool(self.inclusive)

    def _match_traceback(self, frames):
        if self.all_frames:
            return any(map(self._is_meant, frames)) == bool(self.inclusive)
        return self._match_frame(*frames[0])

    def _match(self, trace):
        domain, size, frames, total = trace
        if self.domain is not None and self.domain != domain:
            return not self.inclusive
        if not frames:
            return not self.inclusive
        return self._match_traceback(frames)


class DomainFilter(BaseFilter):
    def __init__(self, inclusive, domain):
        super().__init__(inclusive)
        self._domain = domain

    @property
    def domain(self):
        return self._domain

    def _match(self, trace):
        return (trace[0] == self._domain) == bool(self.inclusive)


class Snapshot:
    def __init__(self, traces, traceback_limit):
        self.traces = _Traces(traces)
        self.traceback_limit = traceback_limit

    def dump(self, filename):
        """Attributes, then a line for each traceback, and one for each trace with the number of its traceback."""
        numbers = {}
        with open(filename, "w") as f:
            f.write("%r\n" % {name: value for name, value in vars(self).items() if name != "traces"})
            for domain, size, frames, total in self.traces._traces:
                place = frames, total
                if place not in numbers:
                    numbers[place] = len(numbers)
                    f.write("@%r\n" % (place,))
                f.write("%d %d %d\n" % (domain, size, numbers[place]))

    @staticmethod
    def load(filename):
        tracebacks, traces, names = [], [], {"__builtins__": {}}
        with open(filename) as f:
            attributes = eval(f.readline(), names)
            for line in f:
                if line[0] == "@":
                    tracebacks.append(eval(line[1:], names))
                else:
                    domain, size, n = map(int, line.split())
                    traces.append((domain, size) + tracebacks[n])
        snapshot = Snapshot(tuple(traces), None)
        vars(snapshot).update(attributes)
        return snapshot

    def filter_traces(self, filters):
        if not hasattr(filters, "__iter__"):
            raise TypeError("filters must be a list of filters, not %s" % type(filters).__name__)
        filters = list(filters)
        elements = self.traces._traces
        if not filters:
            return Snapshot(elements if hasattr(elements, "sums") else elements.copy(), self.traceback_limit)
        inclusive = [f for f in filters if f.inclusive]
        exclusive = [f for f in filters if not f.inclusive]

        def wanted(trace):
            if inclusive and not any(f._match(trace) for f in inclusive):
                return False
            return all(f._match(trace) for f in exclusive)

        if hasattr(elements, "filter"):
            return Snapshot(elements.filter(wanted), self.traceback_limit)
        return Snapshot([e for e in elements if wanted(e)], self.traceback_limit)

    def _sums(self):
        """(frames, number of frames, size, count) of what is to be summed up."""
        elements = self.traces._traces
        if hasattr(elements, "sums"):
            return elements.sums()
        return [(frames, total, size, 1) for domain, size, frames, total in elements]

    def _group_by(self, key_type, cumulative):
        if key_type not in ("traceback", "filename", "lineno"):
            raise ValueError("unknown key_type: %r" % (key_type,))
        if cumulative and key_type == "traceback":
            raise ValueError("cumulative mode cannot by used with key type %r" % key_type)
        stats = {}
        for frames, total, size, count in self._sums():
            if key_type == "traceback":
                keys = ((frames,),)
            else:
                keys = [(((f[0], 0 if key_type == "filename" else f[1]),),) for f in (frames if cumulative else frames[:1])]
            for key in keys:
                s = stats.get(key)
                if s is None:
                    stats[key] = Statistic(Traceback(*key), size, count)
                else:
                    s.size += size
                    s.count += count
        return {s.traceback: s for s in stats.values()}

    def statistics(self, key_type, cumulative=False):
        return sorted(self._group_by(key_type, cumulative).values(), key=Statistic._key, reverse=True)

    def compare_to(self, old_snapshot, key_type, cumulative=False):
        new = self._group_by(key_type, cumulative)
        old = old_snapshot._group_by(key_type, cumulative)
        nothing = Statistic(None, 0, 0)
        diffs = []
        for traceback, s in new.items():
            before = old.pop(traceback, nothing)
            diffs.append(StatisticDiff(traceback, s.size, s.size - before.size, s.count, s.count - before.count))
        diffs += [StatisticDiff(traceback, 0, -s.size, 0, -s.count) for traceback, s in old.items()]
        diffs.sort(key=StatisticDiff._key, reverse=True)
        return diffs


def take_snapshot():
    if not is_tracing():
        raise RuntimeError("the tracemalloc module must be tracing memory allocations to take a snapshot")
    return Snapshot(_get_traces(), get_traceback_limit())
