"""The command ``fairlab score``: a file of new rows, scored, decided about, and looked at."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.commands.terminal import say
from fairlab.commands.writable import refuse_unwritable, store_file
from fairlab.data.messages import quoted, rows
from fairlab.data.table import read_frame
from fairlab.data.twin_columns import refuse_twins
from fairlab.errors import DataError, RequestError, nearest
from fairlab.experiment.final_card import A_RANK
from fairlab.experiment.final_model import FinalModel, read_final
from fairlab.experiment.oddities import Oddity, odd_texts
from fairlab.experiment.unfit_rows import DECIMAL_COMMAS
from fairlab.system.atomic_write import atomic_write
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TOLD = 10
MOST_REASONS = 3
WRITTEN = (".csv", ".parquet")
REASONS = ("reason_1", "reason_2", "reason_3")
OWN = ("row", "score", "flagged", *REASONS, "odd")
NO_REASONS = (
    "No reasons are written: the library of this model does not tell what features add to a score."
)


def score_session(
    *,
    file: Path,
    model: str,
    output: Path,
    keep: str | None,
    reasons: str,
    separator: str | None,
    decimal: str | None,
    na_values: str | None,
    store: str | None,
) -> None:
    """Score the rows of a file by a registered model.

    Parameters
    ----------
    file, model, output, keep, reasons, separator, decimal, na_values, store
        As typed.
    """
    from fairlab.record import open_store

    refuse_unwritable(output, inputs=[file, store_file(store)])
    if output.suffix not in WRITTEN:
        raise RequestError(f"{output.name} is neither CSV nor Parquet: name a .csv or .parquet.")
    found = read_final(open_store(store, create=False), model)
    missing = [*names_in(na_values), *found.na_values]
    frame = read_frame(file, decimal, separator, na_values=missing)
    refuse_twins(file.name, frame.columns)
    names = names_in(keep)
    try:
        table, oddities = scored_table(found, frame, names, every_reason=reasons == "all")
    except DataError as error:
        hint = " Say so: --decimal ," if DECIMAL_COMMAS in str(error) else ""
        raise DataError(f"{file.name}: {error}{hint}") from error
    with atomic_write(output) as part:
        _write(table, part)
    _tell(found, table, oddities, output)
    if output.suffix == ".csv" and (decimal or separator):
        say([f"{output} has decimal points, and commas between columns, whatever {file} has."])


def scored_table(
    model: FinalModel, frame: pd.DataFrame, keep: "Sequence[str]", every_reason: bool
) -> "tuple[pd.DataFrame, Sequence[Oddity]]":
    """Score rows, and put what is odd about each, and its own columns, beside its score.

    Parameters
    ----------
    model : FinalModel
    frame : DataFrame of shape (n, ...)
    keep : sequence of str
        Columns that stand beside the scores.
    every_reason : bool
        Whether reasons are given for all rows, not for flagged ones alone.

    Returns
    -------
    DataFrame of shape (n, ...)
        ``row``, what is kept, ``score``, ``flagged``, ``reason_1`` to ``reason_3`` and ``odd``.
    sequence of Oddity
    """
    kept = _kept(frame, keep)
    scored, oddities = model.scored(frame, every_reason=every_reason)
    table = kept.join(scored).assign(odd=odd_texts(oddities, len(frame)))
    table.insert(0, "row", range(len(frame)))
    return table, oddities


def _kept(frame: pd.DataFrame, names: "Sequence[str]") -> pd.DataFrame:
    for name in names:
        if name not in frame:
            raise RequestError(f"--keep: no column {name!r}. {nearest(name, frame.columns)}")
        if name in OWN:
            raise RequestError(f"--keep: {name!r} is what the score itself is written as.")
    return frame[list(dict.fromkeys(names))]


def _write(table: pd.DataFrame, path: Path) -> None:
    if path.suffix == ".csv":
        table.to_csv(path, index=False)
    else:
        table.to_parquet(path, index=False)


def _tell(
    model: FinalModel, scored: pd.DataFrame, oddities: "Sequence[Oddity]", output: Path
) -> None:
    touched = int((scored["odd"] != "").sum())
    flagged = int(scored["flagged"].sum())
    lines = [
        f"{output}: {len(scored):,} rows by {model.name}, version {model.version}; {flagged:,} "
        f"flagged ({flagged / len(scored):.3f})."
    ]
    if REASONS[0] not in scored:
        lines.append(NO_REASONS)
    elif flagged:
        counts = scored.loc[scored["flagged"], REASONS[0]].value_counts()
        told = [f"{quoted(name)} ({n:,})" for name, n in counts.items() if name]
        more = f" and {len(told) - MOST_REASONS} more" if len(told) > MOST_REASONS else ""
        shown = f"{', '.join(told[:MOST_REASONS])}{more}"
        lines.append(f"First reason of those who are flagged, most often: {shown}.")
    lines += [said for said in model.card.split("\n\n") if said.startswith(A_RANK)]
    say([*lines, *_odd_lines(oddities, touched), *_gap_lines(scored, oddities)])


def _gap_lines(scored: pd.DataFrame, oddities: "Sequence[Oddity]") -> list[str]:
    """Count who is flagged on a gap: what a model makes of it, training could not show."""
    gaps = [odd.rows for odd in oddities if odd.is_gap and odd.rows is not None]
    count = int((scored["flagged"].to_numpy() & np.any(gaps, axis=0)).sum()) if gaps else 0
    verb = "has" if count == 1 else "have"
    told = f"Of those who are flagged {count:,} {verb} a value missing that training never lacked."
    return [told] if count else []


def _odd_lines(oddities: "Sequence[Oddity]", touched: int) -> list[str]:
    if not oddities:
        return ["Nothing is odd: levels, ranges and shares are those of the training rows."]
    told = [f"Odd, in {rows(touched)} (column `odd`) or in shares:"]
    told += [f"  {odd.said}" for odd in oddities[:MOST_TOLD]]
    more = len(oddities) - MOST_TOLD
    return [*told, f"  and {more} more."] if more > 0 else told
