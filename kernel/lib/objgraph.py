# SPDX-License-Identifier: MIT
"""objgraph -- what objects there are, which are new, and who refers to whom.

Counting and searching go through the objects that the collector tracks. Graphs are text in the DOT language, for a program on the
host's side to draw.
"""

import gc
import sys
from collections import defaultdict

_Function = type(lambda: None)
_Module = type(sys)
_Builtin = type(len)

class _Some:
    def method(self):
        pass
_Method = type(_Some().method)
del _Some


# ---- counting ----

def _name(op, short):
    cls = type(op)
    if short or not getattr(cls, "__module__", None):
        return cls.__name__
    return f"{cls.__module__}.{cls.__name__}"

def _objects(objects):
    return gc.get_objects() if objects is None else objects

def count(typename, objects=None):
    """Number of objects of a class, named with or without its module."""
    n = 0
    short = "." not in typename
    for op in _objects(objects):
        n += _name(op, short) == typename
    return n

def by_type(typename, objects=None):
    """The objects of a class, named with or without its module."""
    short = "." not in typename
    return [op for op in _objects(objects) if _name(op, short) == typename]

def typestats(objects=None, shortnames=True, filter=None):
    """{name of a class: number of its objects}."""
    stats = {}
    for op in _objects(objects):
        if filter and not filter(op):
            continue
        name = _name(op, shortnames)
        stats[name] = stats.get(name, 0) + 1
    return stats

def _most(rows, column, limit):
    rows = sorted(rows, key=lambda row: row[column], reverse=True)
    return rows[:limit] if limit else rows

def most_common_types(limit=10, objects=None, shortnames=True, filter=None):
    """[(name of a class, number of its objects)], the largest number first."""
    return _most(typestats(objects, shortnames, filter).items(), 1, limit)

def show_most_common_types(limit=10, objects=None, shortnames=True, file=None, filter=None):
    """Print what most_common_types says."""
    stats = most_common_types(limit, objects, shortnames, filter)
    width = max([len(name) for name, n in stats], default=0)
    for name, n in stats:
        print(f"{name:{width}} {n}", file=file)

_peaks = {}

def growth(limit=10, peak_stats=_peaks, shortnames=True, filter=None):
    """[(name, number, increase)] of the classes that have more objects than ever before, by increase; peak_stats remembers."""
    gc.collect()
    rows = []
    for name, n in typestats(shortnames=shortnames, filter=filter).items():
        before = peak_stats.get(name, 0)
        if n > before:
            rows.append((name, n, n - before))
            peak_stats[name] = n
    return _most(rows, 2, limit)

def show_growth(limit=10, peak_stats=None, shortnames=True, file=None, filter=None):
    """Print what growth says."""
    rows = growth(limit, _peaks if peak_stats is None else peak_stats, shortnames, filter)
    width = max([len(name) for name, n, more in rows], default=0)
    for name, n, more in rows:
        print(f"{name:{width}}{n:9} {more:+9}", file=file)

def get_new_ids(skip_update=False, limit=10, sortby="deltas", shortnames=None, file=None, _state={}):
    """{name of a class: set of the ids of its objects that are new since the last call}, which is printed as a table, too."""
    if skip_update:
        return _state.get("new", defaultdict(set))
    column = {"old": 1, "current": 2, "new": 3, "deltas": 4}[sortby]
    shortnames = _state.setdefault("shortnames", True) if shortnames is None else shortnames
    _state["shortnames"] = shortnames
    gc.collect()
    old = _state.get("current", {})
    _state.pop("new", None)
    current = defaultdict(set)
    for op in gc.get_objects():
        current[_name(op, shortnames)].add(id(op))
    new = defaultdict(set)
    rows = []
    for name in {**old, **current}:
        before, now = old.get(name, ()), current.get(name, set())
        new[name] = now.difference(before)
        rows.append((name, len(before), len(now), len(new[name]), len(now) - len(before)))
    _state["current"], _state["new"] = current, new
    if limit != 0:
        rows = _most(rows, column, limit)
        width = max([len(row[0]) for row in rows], default=0)
        line = "=" * (width + 52)
        print(line, f"{'Type':{width}}{'Old_ids':>13}{'Current_ids':>13}{'New_ids':>13}{'Count_Deltas':>13}", line, sep="\n", file=file)
        for name, before, now, fresh, more in rows:
            print(f"{name:{width}}{before:13}{now:13}{fresh:+13}{more:+13}", file=file)
        print(line, file=file)
    return new

def get_leaking_objects(objects=None):
    """Objects that no object of them all refers to."""
    objects = _objects(objects)
    ids = {id(op) for op in objects}
    for op in objects:
        ids.difference_update([id(other) for other in gc.get_referents(op)])
    return [op for op in objects if id(op) in ids]

def at(addr):
    """The tracked object with this id, or None."""
    for op in gc.get_objects():
        if id(op) == addr:
            return op
    return None

def at_addrs(address_set):
    """The tracked objects with these ids."""
    return [op for op in gc.get_objects() if id(op) in address_set]


# ---- chains ----

def is_proper_module(obj):
    """Whether it is a module that can be imported: what it holds is held for good."""
    return isinstance(obj, _Module) and obj is sys.modules.get(getattr(obj, "__name__", None))

def _find_chain(obj, predicate, edges, max_depth, extra_ignore):
    """The objects from obj to one that satisfies predicate, by the fewest edges; [obj] if there is none."""
    queue = [obj]
    depth = {id(obj): 0}
    parent = {id(obj): None}
    ignore = {id(extra_ignore), id(queue), id(depth), id(parent), *extra_ignore}
    ignore.add(id(ignore))
    for target in queue:
        if predicate(target):
            chain = [target]
            while parent[id(target)] is not None:
                target = parent[id(target)]
                chain.append(target)
            return chain[::-1]
        below = depth[id(target)] + 1
        if below > max_depth:
            continue
        neighbours = edges(target)
        for op in neighbours:
            if id(op) not in ignore and id(op) not in depth and op is not neighbours:
                depth[id(op)] = below
                parent[id(op)] = target
                queue.append(op)
        op = neighbours = None # they would be found as referrers
    return [obj]

def find_ref_chain(obj, predicate, max_depth=20, extra_ignore=()):
    """The shortest chain of references from obj to an object that satisfies predicate."""
    return _find_chain(obj, predicate, gc.get_referents, max_depth, extra_ignore)

def find_backref_chain(obj, predicate, max_depth=20, extra_ignore=()):
    """The shortest chain of references to obj from an object that satisfies predicate."""
    return _find_chain(obj, predicate, gc.get_referrers, max_depth, extra_ignore)[::-1]


# ---- graphs ----

def show_backrefs(objs, max_depth=3, extra_ignore=(), filter=None, too_many=10, highlight=None, filename=None, extra_info=None,
                  refcounts=False, shortnames=True, output=None, extra_node_attrs=None):
    """The graph of what refers to objs: DOT text to the stream output or the file filename, else to standard output."""
    _show(objs, gc.get_referrers, True, max_depth, extra_ignore, filter, too_many, highlight, filename, extra_info, refcounts,
          shortnames, output, extra_node_attrs)

def show_refs(objs, max_depth=3, extra_ignore=(), filter=None, too_many=10, highlight=None, filename=None, extra_info=None,
              refcounts=False, shortnames=True, output=None, extra_node_attrs=None):
    """The graph of what objs refer to: DOT text to the stream output or the file filename, else to standard output."""
    _show(objs, gc.get_referents, False, max_depth, extra_ignore, filter, too_many, highlight, filename, extra_info, refcounts,
          shortnames, output, extra_node_attrs)

def show_chain(*chains, backrefs=True, **kw):
    """The graph of chains that find_ref_chain and find_backref_chain gave."""
    chains = [chain for chain in chains if chain]
    ids = {id(op) for chain in chains for op in chain}
    show = show_backrefs if backrefs else show_refs
    show([chain[-1 if backrefs else 0] for chain in chains], max_depth=max([len(chain) for chain in chains]) - 1,
         filter=lambda op: id(op) in ids, **kw)

def _show(objs, edges, back, max_depth, extra_ignore, filter, too_many, highlight, filename, extra_info, refcounts, shortnames, output,
          extra_node_attrs):
    if filename and output:
        raise ValueError("Cannot specify both output and filename.")
    if not isinstance(objs, (list, tuple)):
        objs = [objs]
    if not filename:
        _write(output or sys.stdout, objs, edges, back, max_depth, extra_ignore, filter, too_many, highlight, extra_info, refcounts,
               shortnames, extra_node_attrs)
        return
    if not filename.endswith(".dot"):
        filename += ".dot" # there is no program here to make pictures
    with open(filename, "w") as output:
        n = _write(output, objs, edges, back, max_depth, extra_ignore, filter, too_many, highlight, extra_info, refcounts, shortnames,
                   extra_node_attrs)
    print(f"Graph written to {filename} ({n} nodes)")

def _write(out, objs, edges, back, max_depth, extra_ignore, filter, too_many, highlight, extra_info, refcounts, shortnames,
           extra_node_attrs):
    """Number of nodes."""
    def write(*parts):
        out.write(f"  {''.join(parts)};\n")

    def write_node(op, value):
        attributes = ""
        if extra_node_attrs:
            attributes = ", " + ", ".join([f'{key}="{_quote(text)}"' for key, text in sorted(extra_node_attrs(op).items())])
        write(node, f'[label="{_label(op, extra_info, refcounts and 5 + (depth[id(op)] == 0), shortnames)}"{attributes}]')
        hue, saturation = (0.3, 1) if is_proper_module(op) else (0, 0)
        if highlight and highlight(op):
            hue, saturation, value = 0.6, 0.6, 0.5 + value * 0.5
        write(node, f'[fillcolor="{hue:g},{saturation:g},{value:g}"]')
        if value < 0.5:
            write(node, "[fontcolor=white]")
        if hasattr(op, "__del__"):
            write(node, "->", node, "_has_a_del[color=red,style=dotted,len=0.25,weight=10]")
            write(node, '_has_a_del[label="__del__",shape=doublecircle,height=0.25,color=red,fillcolor="0,.5,1",fontsize=6]')

    def value_at(depth):
        return 1 - 0.7 * depth / max_depth if max_depth else 1

    queue = list(objs)
    depth = {id(op): 0 for op in objs}
    ignore = {id(objs), id(extra_ignore), id(queue), id(depth), *extra_ignore}
    ignore.add(id(ignore))
    out.write("digraph ObjectGraph {\n")
    write("node[shape=box, style=filled, fillcolor=white]")
    for op in objs:
        write(obj_node_id(op), "[fontcolor=red]")
    for target in queue:
        node = obj_node_id(target)
        below = depth[id(target)] + 1
        write_node(target, value_at(below - 1))
        if below > max_depth:
            continue
        shown = skipped = 0
        neighbours = edges(target)
        for op in neighbours:
            if id(op) in ignore or op is neighbours or (filter and not filter(op)):
                continue
            if shown == too_many:
                skipped += 1
                continue
            shown += 1
            source, sink = (op, target) if back else (target, op)
            write(obj_node_id(source), " -> ", obj_node_id(sink), _edge_label(source, sink, shortnames))
            if id(op) not in depth:
                depth[id(op)] = below
                queue.append(op)
        op = neighbours = source = sink = None # they would be found as referrers, and counted
        if skipped:
            edge = ("too_many_", node, "->", node) if back else (node, "->too_many_", node)
            write(*edge, "[color=red,style=dotted,len=0.25,weight=10]")
            write("too_many_", node, f'[label="{skipped} more {"back" * back}references",shape=box,height=0.25,color=red,',
                  f'fillcolor="0,1,{value_at(below):g}",fontsize=6]')
            write("too_many_", node, "[fontcolor=white]")
    out.write("}\n")
    return len(depth)

def obj_node_id(obj):
    """The name of an object's node."""
    return f"o{id(obj)}"

def _quote(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\0", "\\\\0")

def _label(op, extra_info, ours, shortnames):
    """ours: 0, or how many references to the object are those of _write and its callees."""
    text = _name(op, shortnames)
    if ours:
        text += f" [{sys.getrefcount(op) - ours}]"
    text += "\n" + safe_repr(op)
    if extra_info:
        text += "\n" + str(extra_info(op))
    return _quote(text)

def _short_repr(op):
    if isinstance(op, (type, _Module, _Builtin)):
        return op.__name__
    if isinstance(op, _Method):
        return op.__func__.__name__ + " (bound)"
    if isinstance(op, _Function) and op.__name__ == "<lambda>":
        return f"lambda: {op.__code__.co_filename.rpartition('/')[2]}:{op.__code__.co_firstlineno}"
    if type(op).__name__ == "frame":
        return f"{op.f_code.co_filename}:{op.f_lineno}"
    if isinstance(op, (tuple, list, dict, set)):
        return f"{len(op)} items"
    return repr(op)[:40]

def safe_repr(obj):
    """A few words about an object, whatever it is."""
    try:
        return _short_repr(obj)
    except Exception:
        return "(unrepresentable)"

def _is_name(op):
    return isinstance(op, str) and op.isidentifier() and op.isascii()

def _edge_label(source, target, shortnames):
    """What in source refers to target: an attribute's name, or a key."""
    if isinstance(target, dict) and target is getattr(source, "__dict__", None):
        return ' [label="__dict__",weight=10]'
    if isinstance(source, (_Method, _Function)):
        for name in dir(source):
            if target is getattr(source, name, None):
                return f' [label="{name}",weight=10]'
    if isinstance(source, dict):
        for key, value in source.items():
            if value is target:
                if _is_name(key):
                    return f' [label="{key}",weight=2]'
                return f' [label="{_quote(_name(key, shortnames))}\\n{_quote(safe_repr(key))}"]'
    return ""
