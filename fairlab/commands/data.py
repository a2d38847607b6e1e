"""The commands ``fairlab data ...``: look at tables before anything is run."""

from pathlib import Path
from shlex import quote
from typing import Any

import pandas as pd
from rich.text import Text

from fairlab import data
from fairlab.commands.prints_table import put_aside
from fairlab.commands.program_name import program_name
from fairlab.commands.terminal import add_named_row, headed_table, say_headed, terminal
from fairlab.commands.writable import refuse_unwritable
from fairlab.data.describe import describe
from fairlab.data.table_settings import stem
from fairlab.data.words import Words
from fairlab.errors import RequestError
from fairlab.replication.telecom_shape import check_telecom
from fairlab.system.atomic_write import atomic_write
from fairlab.system.own_output import may_overwrite


def list_session() -> None:
    """Print the data sets that are shipped."""
    headings = ("name", "target", "sensitive", "rows", "positive")
    sheet = headed_table("data sets that come with fairlab", *headings, texts=3)
    shown = [data.load(name) for name in data.names()]
    for found in shown:
        share = f"{found.positives:,} ({found.positives / found.rows:.1%})"
        target, *audited = map(Words(found.words).column, (found.target, *found.sensitive))
        sheet.add_row(found.name, target, "; ".join(audited), f"{found.rows:,}", share)
    put_aside("datasets", pd.DataFrame(map(_listed, shown)))
    console = terminal()
    console.print(sheet)
    say_headed(console, "Use one:", f"{quote(program_name())} sweep --dataset NAME --budget 0.05")
    say_headed(console, "Your own:", f"{quote(program_name())} data describe FILE --write")


def _listed(found: data.Dataset) -> dict[str, Any]:
    return {
        "name": found.name,
        "rows": found.rows,
        "positives": found.positives,
        "target": found.target,
        "sensitive": list(found.sensitive),
    }


def check_session(rows: int | None, seed: int) -> int:
    """Print the published shape of the study's data beside that of the simulation.

    Parameters
    ----------
    rows : int, optional
        The study's number if left out.
    seed : int
        Of the simulation.

    Returns
    -------
    int
        1 where a figure is further off than its tolerance, else 0.
    """
    found = check_telecom(**({} if rows is None else {"rows": rows}), seed=seed)
    put_aside("figures", found)
    sheet = headed_table(
        "published and simulated", "figure", "published", "simulated", "tolerance", ""
    )
    for row in found.itertuples():
        numbers = (_figure(value) for value in (row.published, row.simulated, row.tolerance))
        sheet.add_row(Text(row.figure), *numbers, "" if row.ok else "[bold red]off")
    console, off = terminal(), int((~found["ok"]).sum())
    console.print(f"{len(found)} figures: {len(found) - off} within tolerance, {off} off.\n")
    console.print(sheet)
    return int(off > 0)


def _figure(value: float) -> str:
    return "" if pd.isna(value) else f"{value:,.10g}" if value % 1 == 0 else f"{value:,.2f}"


def describe_session(
    file: Path, write: bool, separator: str | None = None, decimal: str | None = None
) -> None:
    """Print what a look at a table tells, and draft the settings that go with it.

    Parameters
    ----------
    file : Path
        A CSV or Parquet file.
    write : bool
        Whether to save the draft beside the table.
    separator, decimal : str, optional
        As typed; found where left out.

    Raises
    ------
    RequestError
        If a settings file is there already.
    """
    draft = file.with_name(stem(file) + ".toml")
    if write:
        refuse_unwritable(draft, inputs=[file])
    console = terminal()
    found = describe(file, decimal, separator)
    frame = found.frame()
    put_aside("columns", frame)
    sheet = headed_table(f"{file}: {found.rows:,} rows", *frame, texts=len(frame.columns))
    for row in frame.itertuples(index=False):
        add_named_row(sheet, *row)
    console.print(sheet)
    if not write:
        console.print(found.toml(), markup=False, highlight=False, soft_wrap=True)
        console.print(Text(f"This is a draft. Save it as {draft} with --write, then correct it."))
        return
    if draft.exists() and not may_overwrite():  # a person corrects it, so it is not fairlab's own
        raise RequestError(
            f"{draft} is there already; move it away to have a new draft, or add --overwrite."
        )
    with atomic_write(draft) as part:
        part.write_text(found.toml(), encoding="utf-8")
    sweep = f"{quote(program_name())} sweep --data {quote(str(draft))}"
    console.print(Text(f"Wrote {draft}. Correct it, then: {sweep}"), soft_wrap=True)
