"""The command ``fairlab data fetch``: public tables, listed or brought to this machine."""

from shlex import quote

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from fairlab.commands.prints_table import put_aside
from fairlab.commands.program_name import program_name
from fairlab.commands.terminal import headed_table, terminal
from fairlab.data.fetch import Entry, cached_file, fetch, named, names

LISTED = ("name", "rows", "positives", "bytes", "licence", "restricted")


def fetch_session(name: str | None, accept_license: bool) -> None:
    """List the public tables, or fetch one of them.

    Parameters
    ----------
    name : str, optional
        The table; all are listed when left out.
    accept_license : bool
        Whether what its licence restricts is accepted.
    """
    console = terminal()
    if name is None:
        _show_tables(console)
        return
    entry = named(name)
    with _progress_bar(console) as bar:
        task = bar.add_task(name, total=None)
        file = fetch(
            entry,
            accept_license=accept_license,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    _show_fetched(entry, str(file), console)


def _show_tables(console: Console) -> None:
    headings = ("name", "sensitive", "licence", "here", "rows", "positive", "size")
    shown = headed_table("Public tables that can be fetched", *headings, texts=4)
    entries = [named(name) for name in names()]
    rows = [{name: getattr(entry, name) for name in LISTED} for entry in entries]
    put_aside("tables", pd.DataFrame(rows))
    for entry in entries:
        shown.add_row(
            entry.name,
            ", ".join(entry.roles["sensitive"]),
            entry.licence + (" *" if entry.restricted else ""),
            "yes" if cached_file(entry).is_file() else "no",
            f"{entry.rows:,}",
            f"{entry.positives / entry.rows:.1%}",
            _size(entry.bytes),
        )
    console.print(shown)
    console.print("* restricts what you may do; needs --accept-license", highlight=False)
    console.print(
        f"Fetch one:  [bold]{quote(program_name())} data fetch NAME[/bold]", highlight=False
    )


def _show_fetched(entry: Entry, file: str, console: Console) -> None:
    lines = {"Table": entry.title, "Here": file, "Licence": f"{entry.licence}, {entry.page}"}
    if entry.note:
        lines["Note"] = entry.note
    for heading, text in lines.items():
        console.print(f"{heading + ':':<9}{escape(text)}", highlight=False, soft_wrap=True)
    console.print(
        f"Next:    [bold]{quote(program_name())} sweep --dataset {entry.name}[/bold]",
        highlight=False,
        soft_wrap=True,
    )


def _progress_bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(),
        console=console, transient=True,
    )  # fmt: skip


def _size(size: int | None) -> str:
    if size is None:
        return "unknown"
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
