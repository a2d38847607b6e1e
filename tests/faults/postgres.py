"""A PostgreSQL server of a test's own, from Debian's packages, that is gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

OWNER = "nobody" if os.geteuid() == 0 else None  # initdb refuses to be run by root
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def missing() -> str:
    """Say what is not installed, or nothing."""
    if not _program("initdb"):
        return "PostgreSQL is not installed: apt-get install postgresql"
    return "" if find_spec("psycopg") else "psycopg is not installed"


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server with an empty database and yield its URI."""
    folder = Path(tempfile.mkdtemp(prefix="fairlab-postgres-"))
    if OWNER:
        shutil.chown(folder, OWNER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run = {"check": True, "user": OWNER, "cwd": folder, "stdout": subprocess.DEVNULL}
    try:
        initdb = [_program("initdb"), "-D", folder / "data", "-U", "fairlab", "-A", "trust", "-N"]
        subprocess.run(initdb, **run)
        control = [_program("pg_ctl"), "-D", folder / "data", "-w"]
        subprocess.run([*control, "-o", options, "-l", folder / "log", "start"], **run)
        try:
            yield f"postgresql+psycopg://fairlab@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(folder)


def _program(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join([*map(str, DEBIAN), os.environ["PATH"]]))
