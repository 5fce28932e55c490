# SPDX-License-Identifier: MIT
"""_ostree -- what os does with many directories at once: makedirs, removedirs, walk; names of files as bytes and back."""
from os import fspath, getcwd, listdir, mkdir, path, rmdir

__name__ = "os"


def fsencode(filename):
    filename = fspath(filename)
    return filename if isinstance(filename, bytes) else filename.encode()


def fsdecode(filename):
    filename = fspath(filename)
    return filename if isinstance(filename, str) else filename.decode()


def getcwdb():
    return getcwd().encode()


def makedirs(name, mode=0o777, exist_ok=False):
    parent, last = path.split(name)
    if not last:
        parent, last = path.split(parent)
    if parent and last and not path.exists(parent):
        makedirs(parent, exist_ok=True)
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    rmdir(name)
    while True:
        name = path.split(name.rstrip("/"))[0]
        if not name:
            return
        try:
            rmdir(name)
        except OSError:
            return


def walk(top, topdown=True, onerror=None, followlinks=False):
    try:
        names = listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    dirs, files = [], []
    for name in names:
        (dirs if path.isdir(path.join(top, name)) else files).append(name)
    if topdown:
        yield top, dirs, files
    for name in dirs:
        yield from walk(path.join(top, name), topdown, onerror)
    if not topdown:
        yield top, dirs, files
