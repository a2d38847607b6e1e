"""Commands that print tables: each can be quiet, and give its tables as JSON."""

import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlab.commands.option_types import FILE
from fairlab.commands.writes_file import WritesFile

if TYPE_CHECKING:
    import pandas as pd

STANDARD_OUTPUT = Path("-")
TABLES_FILE = "fairlab.tables_file"  # for commands that write or read what nobody typed
_PUT_ASIDE: ContextVar["dict[str, Any] | None"] = ContextVar("put aside", default=None)


class PrintsTable(WritesFile):
    """A command with ``--quiet`` and ``--json``."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.params.append(
            click.Option(["--quiet"], is_flag=True, help="Print nothing but mistakes.")
        )
        said = "Also write its tables as JSON; - prints that alone."
        self.params.append(
            click.Option(["--json", "tables_file"], type=FILE, metavar="FILE", help=said)
        )

    def invoke(self, ctx: click.Context) -> Any:
        """Run it, and write what it put aside, whatever its exit code."""
        from fairlab.commands.writable import refuse_named_twice, refuse_unwritable

        quiet, file = ctx.params.pop("quiet"), ctx.params.pop("tables_file", None)
        alone = file == STANDARD_OUTPUT
        if file and not alone:
            refuse_unwritable(file)
            refuse_named_twice(file, ctx.params)
            ctx.meta[TABLES_FILE] = file
        with _put_aside() as tables, _silent(quiet or alone):
            ended = super().invoke(ctx)
        if file:
            _write(as_json(tables), file)
        return ended


def put_aside(name: str, found: Any) -> None:
    """Hand over what is printed, for those who want it as JSON.

    Parameters
    ----------
    name : str
        Of it in the JSON.
    found : DataFrame, str, number or list
        Numbers as they are, not as they are printed.
    """
    put_each_aside({name: found})


def put_each_aside(found: Mapping[str, Any]) -> None:
    """Hand over several things, by their names in the JSON."""
    kept = _PUT_ASIDE.get()
    if kept is not None:
        kept.update(found)


def as_json(kept: dict[str, Any]) -> str:
    """Write what was put aside as JSON, a table as a list of rows; what is undefined is null.

    Examples
    --------
    >>> import pandas as pd
    >>> as_json({"gaps": pd.DataFrame({"metric": ["recall"], "estimate": [0.5]})})
    '{"gaps": [{"metric": "recall", "estimate": 0.5}]}'
    """
    written = {name: _rows(one) if hasattr(one, "to_json") else one for name, one in kept.items()}
    return json.dumps(written, ensure_ascii=False)


def _rows(table: "pd.DataFrame") -> Any:
    return json.loads(table.reset_index(drop=True).to_json(orient="records", double_precision=15))


@contextmanager
def _put_aside() -> Iterator[dict[str, Any]]:
    kept = _PUT_ASIDE.get()  # of a command that runs this one, such as demo
    kept = {} if kept is None else kept
    before = _PUT_ASIDE.set(kept)
    try:
        yield kept
    finally:
        _PUT_ASIDE.reset(before)


@contextmanager
def _silent(quiet: bool) -> Iterator[None]:
    if not quiet:
        yield
        return
    with redirect_stdout(io.StringIO()):
        yield


def _write(text: str, file: Path) -> None:
    from fairlab.system.atomic_write import atomic_write

    if file == STANDARD_OUTPUT:
        sys.stdout.write(f"{text}\n")
        return
    with atomic_write(file) as part:
        part.write_text(f"{text}\n", encoding="utf-8")
