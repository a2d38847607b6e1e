"""Output on a terminal that has few characters: others are written with those that it has."""

import codecs
import sys

_WRITTEN = {
    "×": "x", "≤": "<=", "≥": ">=", "–": "-", "—": "-", "−": "-", "…": "...", "’": "'",  # noqa: RUF001
    "“": '"', "”": '"', "→": "->", "←": "<-", "↑": "^", "↓": "v", "·": "-", "•": "*", "±": "+/-",
    "─": "-", "━": "-", "│": "|", "✓": "ok", "✗": "no", "█": "#", "▌": "#", "░": ".",
}  # fmt: skip


def write_with_what_there_is() -> None:
    """Let standard output and errors replace what their encoding lacks, as latin-1 lacks a line.

    Examples
    --------
    >>> write_with_what_there_is()
    >>> "age ≥ 25 ─ 愛".encode("ascii", "fairlab")
    b'age >= 25 - ?'
    """
    codecs.register_error("fairlab", _replace)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and stream.errors == "strict":
            stream.reconfigure(errors="fairlab")


def _replace(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(_WRITTEN.get(one, "?") for one in lacking), error.end
