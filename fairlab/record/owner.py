"""Who is writing a run: told so exactly that a dead process can be told from a living one."""

import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Owner:
    """A process, on a boot of a host, in a container or not.

    Parameters
    ----------
    host, boot_id : str
        The machine and its current boot.
    pid, start : int
        The process and when it began, in ticks since the boot: numbers of processes are reused.
    namespace : str
        Of process numbers: each container counts its own.
    """

    host: str
    boot_id: str
    pid: int
    start: int
    namespace: str = ""

    @classmethod
    def here(cls) -> "Owner":
        """Describe this process."""
        pid = os.getpid()
        return cls(socket.gethostname(), _boot_id(), pid, _start(pid) or 0, _namespace())

    @classmethod
    def from_text(cls, text: str) -> "Owner | None":
        """Read what a tag holds; None where there is none, or somebody has edited it.

        Examples
        --------
        >>> Owner.from_text(json.dumps(Owner.here().as_dict())) == Owner.here()
        True
        >>> Owner.from_text('{"host": "box"}'), Owner.from_text("")
        (None, None)
        """
        try:
            found = cls(**json.loads(text))
        except (TypeError, ValueError, RecursionError):
            return None
        is_whole = all(isinstance(getattr(found, n), k) for n, k in cls.__annotations__.items())
        return found if is_whole else None

    def as_dict(self) -> dict[str, str | int]:
        """Give what the tag holds."""
        return asdict(self)

    def is_near(self) -> bool:
        """Say whether the process, if it lives, can be seen from here by its number.

        Names of hosts are not asked: two machines, or a machine and its container, may share one.
        """
        return (self.boot_id, self.namespace) == (_boot_id(), _namespace())

    def death(self) -> str:
        """Say why the process cannot be alive any more, or nothing if it may be.

        Returns
        -------
        str
            Empty too for a process of another host, of which nothing is known here.

        Examples
        --------
        >>> Owner.here().death()
        ''
        """
        if self.is_near():
            started = _start(self.pid)
            if started is None:
                return f"process {self.pid} is gone"
            return "" if started == self.start else f"process {self.pid} is another one now"
        same_host = self.host == socket.gethostname()
        return "the machine was restarted" if same_host and self.boot_id != _boot_id() else ""


def _boot_id() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def _namespace() -> str:
    return os.readlink("/proc/self/ns/pid")


def _start(pid: int) -> int | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The second field, the command's name, may itself hold spaces and brackets.
    state, *rest = text.rpartition(")")[2].split()
    return None if state in "ZX" else int(rest[18])
