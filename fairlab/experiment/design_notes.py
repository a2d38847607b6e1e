"""What a person should know about a design on their data, before anything is trained."""

from collections.abc import Iterator

import pandas as pd

from fairlab.data import Dataset
from fairlab.data.messages import quoted
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
    >>> table.loc[0, "sex"] = "x"
    >>> people = Dataset("toy", table, target="y", sensitive=("sex",))
    >>> list(design_notes(people, Design(), 0))
    ["`sex`: in 4 of 5 folds is nobody of 'x'; what is said of them rests on the others."]
    """
    if design.kind == HOLDOUT:
        return
    both = Words(data.words).both
    if data.part is not None:
        yield (
            f"the column {both(quoted(data.part))} is not followed: folds decide about everybody. "
            "With --design holdout it says who is tested."
        )
    fold = data.fold_of(design.split_seed(seed), design.folds)
    groups = data.groups().of(data.frame)
    for attribute in groups:
        tested = (groups[attribute][fold == number] for number in range(design.folds))
        counted = pd.DataFrame([people.value_counts() for people in tested])
        lacking = (counted == 0).sum()
        for level in lacking[lacking > 0].index[:SHOWN]:
            yield both(
                f"{quoted(attribute)}: in {lacking[level]} of {design.count} folds is nobody of "
                f"{str(level)!r}; what is said of them rests on the others."
            )
