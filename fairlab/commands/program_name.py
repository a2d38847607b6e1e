"""How the program is called in lines that can be typed next."""

import sys
from pathlib import Path


def program_name() -> str:
    """Name the program so that the line can be typed, also from a checkout."""
    beside = Path(sys.prefix) / "bin" / "fairlab"
    if beside.is_relative_to(Path.cwd()):
        return str(beside.relative_to(Path.cwd()))
    return "fairlab"
