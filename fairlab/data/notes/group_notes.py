"""What looks odd in the groups that are audited."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.data.bands import usual_edges
from fairlab.data.checks.column_faults import MOST_LEVELS
from fairlab.data.groups import is_continuous
from fairlab.data.messages import counted, quoted, rows, shown
from fairlab.data.mirrored_columns import mirrored
from fairlab.data.parts import TEST_SHARE, known_test_rows
from fairlab.data.traits import looks_like_age
from fairlab.errors import nearest

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

FEWEST = 25  # people of a group that is compared with more than one other
_OFF = 0.05


def levels(data: "Dataset") -> Iterator[str]:
    """Say which groups are of unknown people, or of too few to measure."""
    audited = {column: _audited(data, column) for column in data.sensitive}
    yield from _missing(audited)
    for column, values in audited.items():
        if not is_continuous(values):
            counts = values.value_counts()
            small = counts[(counts > 0) & (counts < FEWEST)]
            if len(small):
                small.index = [data.labels.get(column, {}).get(one, one) for one in small.index]
                yield (
                    f"{quoted(column)} has groups of few rows: {counted(small)}; of more than "
                    f"two groups those of fewer than {FEWEST} people are compared with none."
                )


def _audited(data: "Dataset", column: str) -> pd.Series:
    values = data.frame[column]
    if column not in data.bands:
        return values
    return data.groups().of(data.frame)[column].where(values.notna())


def _missing(audited: Mapping[str, pd.Series]) -> Iterator[str]:
    """Say who is unknown, once of columns that are missing in the same rows."""
    alike: dict[bytes, list[str]] = {}
    for column, values in audited.items():
        if values.hasnans:
            alike.setdefault(values.isna().to_numpy().tobytes(), []).append(quoted(column))
    for mask, columns in alike.items():
        missing = rows(mask.count(1))
        if len(columns) == 1:
            yield f"{columns[0]} is missing in {missing}: a group of its own."
        else:
            named = f"{', '.join(columns[:-1])} and {columns[-1]}"
            yield f"{named} are missing in the same {missing}: a group of its own in each."


def harmless(data: "Dataset") -> Iterator[str]:
    """Say which groups have no bad event, so that no rate among bad events is known of them."""
    groups = data.groups().of(data.frame)
    for column in data.sensitive:
        found = data.y.groupby(groups[column], observed=True).agg(["size", "sum"])
        none = found.loc[(found["sum"] == 0) & (found["size"] >= FEWEST), "size"]
        if len(none):
            yield (
                f"{quoted(column)} has groups without a bad event: {counted(none)}; their recall "
                "is not known, and no strategy can hold it alike."
            )


def mirrors(data: "Dataset") -> Iterator[str]:
    """Say which sensitive columns another one tells."""
    yield from mirrored(data.frame, data.sensitive, data.features)


def words(data: "Dataset") -> Iterator[str]:
    """Say which levels have words and no row, as where a level is misspelt."""
    for column, named in data.labels.items():
        there = set(data.frame[column].dropna().unique())
        for level in named:
            if level not in there:
                hint = nearest(level, sorted(map(str, there)))
                yield f"labels names {shown(level)} of {quoted(column)}, which no row has. {hint}"


def numbers(data: "Dataset") -> Iterator[str]:
    """Say which whole numbers are cut that may be codes, where nobody said how."""
    for column in data.sensitive:
        values = data.frame[column]
        if looks_like_age(column) or not is_continuous(values) or values.dtype.kind not in "iu":
            continue
        distinct, edges = values.nunique(), data.bands.get(column, ())
        if distinct <= MOST_LEVELS and tuple(edges) in ((), usual_edges(values)):
            yield (
                f"{quoted(column)} holds {distinct} whole numbers and is audited in "
                f"{'quarters' if edges else 'two halves'}; where they are codes, begin each with "
                "a letter."
            )


def test_part(data: "Dataset") -> Iterator[str]:
    """Say what is odd about a test set that is the same for every seed."""
    test = known_test_rows(data)
    if test is None:
        return
    if data.time is not None and abs(test.mean() - TEST_SHARE) > _OFF:
        yield (
            f"the test set has {test.mean():.1%} of the rows, because many are of one moment in "
            f"{quoted(data.time)}."
        )
    for column in dict.fromkeys([*data.features, *data.sensitive]):
        if isinstance(data.frame[column].dtype, pd.CategoricalDtype):
            yield from _of_new_levels(
                column, data.frame.loc[test, column], data.frame.loc[~test, column]
            )


def _of_new_levels(column: str, tested: pd.Series, before: pd.Series) -> Iterator[str]:
    counts = tested.value_counts()
    new = counts[(counts > 0) & ~counts.index.isin(before.unique())]
    if len(new):
        yield (
            f"{quoted(column)} has values in the test set alone: {counted(new)}; "
            "a model that never saw them takes them as missing."
        )
