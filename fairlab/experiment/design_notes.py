"""What a person should know about a design on their data, before anything is trained."""

from collections.abc import Iterator

import pandas as pd

from fairlab.data import Dataset
from fairlab.data.folds import fold_parts
from fairlab.data.messages import quoted, rows
from fairlab.data.notes.group_notes import FEWEST
from fairlab.data.parts import UNUSED, assign_parts
from fairlab.data.words import Words
from fairlab.experiment.design import HOLDOUT, Design

SHOWN = 3


def design_notes(data: Dataset, design: Design, seed: int) -> Iterator[str]:
    """Say what a design leaves aside, and which groups a fold lacks.

    Parameters
    ----------
    data : Dataset
    design : Design
    seed : int
        The first one.

    Yields
    ------
    str
        A sentence.

    Examples
    --------
    >>> columns = {"x": range(200), "y": [0, 1, 1, 0, 0] * 40, "sex": list("fffmm") * 40}
    >>> table = pd.DataFrame(columns)
    >>> table.loc[0, "sex"] = "x"  # one person alone is compared with nobody
    >>> table["home"] = ["owns", "rents", "free"] * 50 + ["owns", "rents"] * 25
    >>> people = Dataset("toy", table, target="y", sensitive=("sex", "home"), time="x")
    >>> list(design_notes(people, Design(), 0))
    ["`home`: in 2 of 5 blocks is nobody of 'free'; what is said of them rests on the others."]
    """
    yield from _left_out(data, design, seed)
    if design.kind == HOLDOUT:
        return
    both = Words(data.words).both
    if data.part is not None:
        yield (
            f"the column {both(quoted(data.part))} is not followed: folds decide about everybody. "
            "With --design holdout it says who is tested."
        )
    yield from map(both, _lacking(data, design, seed))


def _lacking(data: Dataset, design: Design, seed: int) -> Iterator[str]:
    """Say which groups some folds lack, but for those too few to be compared with any."""
    fold = data.fold_of(design.split_seed(seed), design.folds)
    called = "folds" if data.time is None else "blocks"
    groups = data.groups().of(data.frame)
    for attribute in groups:
        known = groups[attribute].value_counts()
        compared = known.index[(known >= FEWEST) | ((known > 0).sum() == 2)]
        tested = (groups[attribute][fold == number] for number in range(design.folds))
        counted = pd.DataFrame([people.value_counts()[compared] for people in tested])
        lacking = (counted == 0).sum()
        for level in lacking[lacking > 0].index[:SHOWN]:
            nowhere = lacking[level] == design.count
            yield (
                f"{quoted(attribute)}: in {lacking[level]} of {design.count} {called} is nobody of "
                f"{str(level)!r}; {'nothing' if nowhere else 'what'} is said of them"
                f"{'.' if nowhere else ' rests on the others.'}"
            )


def _left_out(data: Dataset, design: Design, seed: int) -> Iterator[str]:
    """Say how many rows no model learns from, since their people are tested on by it."""
    placed = data.time or (data.part if design.kind == HOLDOUT else None)
    if data.person is None or placed is None:
        return
    drawn = design.split_seed(seed)
    if design.kind == HOLDOUT:
        left = [int((assign_parts(data, drawn) == UNUSED).sum())]
    else:
        fold = data.fold_of(drawn, design.folds)
        left = [
            int(((fold_parts(data, drawn, fold, number) == UNUSED) & (fold < number)).sum())
            for number in range(design.folds)
        ]
    if most := max(left):
        how_many = f"{min(left):,} to {most:,} rows" if len(left) > 1 else rows(most)
        where = "of what a block learns from" if len(left) > 1 else "of the training"
        yield (
            f"{quoted(data.person)}: {how_many} are left out {where}, since they are of people "
            "whose other rows are decided about."
        )
