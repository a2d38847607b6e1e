"""An audit of a table that may be larger than memory, from a notebook."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fairlab.api.audits import TableAudit


def audit_table(
    data: str | Path | Sequence[str | Path],
    *,
    groups: Sequence[str],
    label: str | None = None,
    positive: Any = None,
    decision: str | None = None,
    approve: Any = None,
    score: str | None = None,
    threshold: float | None = None,
    bands: Mapping[str, Sequence[float]] | None = None,
    cross: Sequence[Sequence[str]] = (),
    references: Mapping[str, str] | None = None,
    query: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    max_rows: int | None = None,
    watch: Callable[[int], None] | None = None,
    na_values: Sequence[str] = (),
) -> TableAudit:
    r"""Audit a table by group in pieces, so that it may be larger than memory.

    It is read twice: what there is in it, then how people go together. No row is kept.

    Parameters
    ----------
    data : str, Path, or sequence of them
        Files of Parquet or CSV, folders and globs, or the address of a database.
    groups : sequence of str
        The sensitive attributes.
    label, positive
        The column of what happened, and which value is the bad event; 1 of 0 and 1.
    decision, approve
        The column of what was decided, and which value approves.
    score, threshold
        The column of predicted risks, and from which one on people are flagged where no column
        says what was decided [0.5].
    bands : mapping of str to sequence of float, optional
        Where an attribute that is a number is cut.
    cross : sequence of sequence of str
        Attributes whose intersections are groups too.
    references : mapping of str to str, optional
        The group that each other one of an attribute is held against.
    query : str, optional
        What selects the columns in a database.
    separator, decimal : str, optional
        Of CSV, see ``fairlab.read_table``.
    max_rows : int, optional
        Parquet files that say they have more are not read.
    watch : callable, optional
        Is told how many rows each piece had.
    na_values : sequence of str
        What stands for a missing value in any column: ``["NULL", "-999"]``.

    Returns
    -------
    TableAudit

    Raises
    ------
    DataError
        With everything that is wrong with the table.
    RequestError
        A query is missing, or the database has no driver.

    References
    ----------
    docs/decisions/0015-larger-than-memory.md.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "loans.csv")
    ...     _ = file.write_text("sex,y,flag\n" + "f,1,1\nm,1,0\nm,1,1\n" * 100)
    ...     found = audit_table(file, groups=["sex"], label="y", decision="flag", approve=0)
    >>> found.statements[["metric", "estimate", "answer"]].iloc[0].to_dict()
    {'metric': 'recall', 'estimate': 0.5, 'answer': 'differs by more than the margin'}
    """
    from fairlab.audit.counted.counted_source import CountedSource
    from fairlab.commands.audit_counted import audit_chunks
    from fairlab.data.chunks.opening import opened
    from fairlab.data.decisions.asked import Asked

    asked = Asked(
        label=label,
        positive=None if positive is None else str(positive),
        decision=decision,
        approve=None if approve is None else str(approve),
        scores=() if score is None else (score,),
        threshold=threshold,
        groups=tuple(groups),
        bands={name: tuple(map(float, edges)) for name, edges in (bands or {}).items()},
        cross=tuple(map(tuple, cross)),
        references=references or {},
    )
    named = [data] if isinstance(data, str | Path) else list(data)
    with opened(named, query, separator, decimal, max_rows, na_values=na_values) as table:
        found = audit_chunks(table, asked, watch or (lambda rows: None))
    assert isinstance(found.source, CountedSource)
    return TableAudit(found.source, found.comparison, found.groups, found.origin)
