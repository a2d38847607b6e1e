"""What a person should know about a table that can be used all the same."""

from itertools import chain
from typing import TYPE_CHECKING

from fairlab.data.notes import feature_notes, group_notes, one_sided_notes, row_notes
from fairlab.data.words import Words

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

_ABOUT = (
    feature_notes.values,
    feature_notes.names,
    feature_notes.telling,
    one_sided_notes.one_sided,
    group_notes.levels,
    group_notes.harmless,
    group_notes.mirrors,
    group_notes.words,
    group_notes.numbers,
    group_notes.test_part,
    row_notes.positives,
    row_notes.twins,
    row_notes.people,
)


def notes(data: "Dataset") -> list[str]:
    """Say in sentences what looks odd about a table.

    Parameters
    ----------
    data : Dataset
        A table without faults.

    Returns
    -------
    list of str
        Empty when nothing does.

    Examples
    --------
    >>> import pandas as pd
    >>> from fairlab.data.dataset import Dataset
    >>> table = pd.DataFrame({"x": [i / 7 for i in range(36)], "site": 1, "y": [1, 0, 0, 0] * 9})
    >>> notes(Dataset("toy", table, target="y"))
    ['`site` has one value in all rows; it tells a model nothing.']
    """
    sentences = chain.from_iterable(about(data) for about in _ABOUT)
    return [*map(Words(data.words).both, sentences)]
