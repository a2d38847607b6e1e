"""What the processes do that are killed; each leads a process group of its own."""

import atexit
import ctypes
import os
import resource
import shutil
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

SAID = "said.txt"
LIBC = ctypes.CDLL(None)
CAPABILITIES = 0x20080522  # the version of the kernel's words for them
NEW_USER, NEW_MOUNTS = 0x10000000, 0x00020000
NOT_ALLOWED = 77
PAGE = resource.getpagesize()  # what a file on a disk in memory is made of


def lead(say: Connection, folder: str, target: Callable, *arguments: object) -> None:
    """Do something in a folder, once told that it has begun; what it says goes to a file."""
    os.setsid()
    os.chdir(folder)
    # One thread each: threads of several runs on the same cores only wait for one another.
    os.environ |= {"LOKY_MAX_CPU_COUNT": "1", "no_proxy": "*"}
    with open(SAID, "ab") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    say.send("begun")
    try:
        target(*arguments)
    finally:
        # What an interpreter does at its end, which a process of multiprocessing never reaches.
        threading._shutdown()
        atexit._run_exitfuncs()


def fairlab(*words: str) -> None:
    """Be the command line."""
    from fairlab.cli import main

    sys.argv = ["fairlab", *words]
    main()


def make_store() -> None:
    from fairlab.record import open_store

    open_store(f"sqlite:///{Path.cwd()}/mlflow.db").experiment("toy")


def save_pages(path: str, size: int) -> None:
    """Write one page after the other over the same file, each of one letter."""
    from fairlab.report.pages import save

    for number in range(100_000):
        save(Path(path), chr(97 + number % 26) * size)


def fetch_table(port: int) -> None:
    from fairlab.data.fetch import fetch
    from tests.data.fetch.publisher import Publisher

    fetch(Publisher(port=port).entry(), Path.cwd())


def fairlab_without_rights(*words: str) -> None:
    """Be the command line of somebody whom permissions bind; the superuser is bound by none."""
    about, none = (ctypes.c_uint32 * 2)(CAPABILITIES, 0), (ctypes.c_uint32 * 6)()
    assert LIBC.capset(about, none) == 0
    fairlab(*words)


def fairlab_with_small_files(largest: int, *words: str) -> None:
    """Be the command line where no file may grow beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    fairlab(*words)


def fairlab_on_small_disk(free: int, *words: str) -> None:
    """Be the command line on a disk with so many free bytes, which holds what the folder holds.

    The disk is in memory and ends with the process, so its store is copied out at the end.
    """
    folder, outside = Path.cwd(), Path.cwd().parent / "outside"
    shutil.copytree(folder, outside)
    pages = sum(-(-file.stat().st_size // PAGE) for file in outside.rglob("*"))
    _mount_disk(folder, pages * PAGE + free)
    os.chdir(folder)
    shutil.copytree(outside, folder, dirs_exist_ok=True)
    try:
        fairlab(*words)
    finally:
        for file in folder.glob("mlflow.db*"):
            shutil.copy(file, outside)


def _mount_disk(folder: Path, size: int) -> None:
    user, group = os.getuid(), os.getgid()
    if LIBC.unshare(NEW_USER | NEW_MOUNTS):
        sys.exit(NOT_ALLOWED)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    if LIBC.mount(b"none", bytes(folder), b"tmpfs", 0, b"size=%d" % size):
        sys.exit(NOT_ALLOWED)
