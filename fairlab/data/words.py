"""What columns and groups are called where a person reads; frames, files and MLflow keep names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fairlab.data.messages import plain, quoted
from fairlab.errors import RequestError

if TYPE_CHECKING:
    import pandas as pd

CROSS, AND = " * ", ", "  # between the attributes of an intersection, and between its levels
COLUMNS, GROUPS = ("attribute", "feature", "column"), ("group", "rest", "against", "to")
LONGEST = 60  # letters; what is longer would be cut wherever it is shown


@dataclass(frozen=True)
class Words:
    """What columns and groups are called in words.

    Parameters
    ----------
    columns : mapping of str to str
        By the name of the column.
    groups : mapping of str to mapping of str to str
        By the attribute, then by the group's name in frames.

    Examples
    --------
    >>> words = Words({"pc4": "Postcode area"}, {"sex": {"1": "male"}})
    >>> words.column("pc4"), words.column("sex * pc4"), words.group("sex", "1")
    ('Postcode area', 'sex * Postcode area', 'male')
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.columns or self.groups)

    def column(self, name: str) -> str:
        """Call a column or an intersection of columns; by its name where there are no words."""
        if name in self.columns or CROSS not in name:
            return self.columns.get(name, name)
        return CROSS.join(self.columns.get(one, one) for one in name.split(CROSS))

    def told(self, name: str) -> str:
        """Call a column in a sentence: by its words, or by its name in backticks."""
        return self.columns.get(name) or quoted(name)

    def both(self, sentence: str) -> str:
        """Put the words of columns before their names, for who must find them in the file.

        Examples
        --------
        >>> Words({"pc4": "Postcode area"}).both("`pc4` is missing in 76 rows; `x` is not.")
        'Postcode area (`pc4`) is missing in 76 rows; `x` is not.'
        """

        def called(name: re.Match[str]) -> str:
            words = self.columns.get(name[1])
            return f"{words} ({name[0]})" if words else name[0]

        return re.sub(r"`([^`]+)`", called, sentence)

    def group(self, attribute: str, name: str) -> str:
        """Call a group of an attribute or of an intersection."""
        own = self.groups.get(attribute, {})
        if name in own or CROSS not in attribute:
            return own.get(name, name)
        of_each = [self.groups.get(one, {}) for one in attribute.split(CROSS)]
        parts = name.split(AND)
        if len(parts) != len(of_each):  # a level holds the comma itself
            return name
        return AND.join(of.get(part, part) for of, part in zip(of_each, parts, strict=True))

    def of(self, table: "pd.DataFrame") -> "pd.DataFrame":
        """Put words in the place of names.

        Parameters
        ----------
        table : DataFrame
            Statements, rates or features: names in ``attribute``, ``feature`` and ``column``,
            groups in ``group``, ``rest``, ``against`` and ``to``.

        Returns
        -------
        DataFrame
            A copy to be shown; the table itself where nothing has words.

        Examples
        --------
        >>> import pandas as pd
        >>> rates = pd.DataFrame({"attribute": ["sex"], "group": ["1"], "value": [0.5]})
        >>> Words({"sex": "Sex"}, {"sex": {"1": "male"}}).of(rates).iloc[0, :2].tolist()
        ['Sex', 'male']
        """
        import pandas as pd  # which help needs not

        if not self:
            return table
        worded: dict[str, list] = {
            name: [self.column(one) if isinstance(one, str) else one for one in table[name]]
            for name in COLUMNS
            if name in table
        }
        if "attribute" in table:
            for name in (one for one in GROUPS if one in table):
                pairs = zip(table["attribute"], table[name], strict=True)
                worded[name] = [
                    self.group(of, one) if isinstance(one, str) else one for of, one in pairs
                ]
        return table.assign(**{
            name: pd.Series(cells, table.index, dtype=object) for name, cells in worded.items()
        })  # fmt: skip


NO_WORDS = Words()


def crossed_name(typed: str) -> str:
    """Name an attribute as frames do, also an intersection that is typed without blanks.

    Examples
    --------
    >>> crossed_name("sex*race"), crossed_name("sex")
    ('sex * race', 'sex')
    """
    return CROSS.join(part.strip() for part in typed.split(CROSS.strip()))


def read_words(typed: Iterable[str]) -> Words:
    """Read words as they are typed, of columns (``age=Age``) and of groups (``sex:1=male``).

    Raises
    ------
    RequestError
        Something is written otherwise, or has words twice.

    Examples
    --------
    >>> read_words(["age=Age in years", "sex:1=male"]).groups
    {'sex': {'1': 'male'}}
    """
    named: dict[str, str] = {}
    groups: dict[str, dict[str, str]] = {}
    for text in typed:
        name, _, words = (part.strip() for part in text.partition("="))
        if not (name and words):
            raise RequestError(
                f"--words {text!r}: write COLUMN=WORDS or COLUMN:GROUP=WORDS, as in "
                '--words age="Age in years".'
            )
        column, colon, group = name.partition(":")
        place, key = (groups.setdefault(column, {}), group) if colon else (named, name)
        if key in place:
            raise RequestError(
                f"--words says twice what {quoted(name)} is called: {place[key]!r} and {words!r}."
            )
        place[key] = words
    return Words(named, groups)


def faults_of(words: Words, columns: Iterable[str]) -> Iterator[str]:
    """Find what nobody could read: empty or long words, and two things called alike.

    Parameters
    ----------
    words : Words
    columns : iterable of str
        The names of all columns.

    Examples
    --------
    >>> list(faults_of(Words({"a": "Age"}), ["a", "Age"]))
    ['`a` and `Age` would both be called Age; choose other words.']
    """
    called = {str(name): str(name) for name in columns} | dict(words.columns)
    for of in (words.columns, *words.groups.values()):
        for name, said in of.items():
            if not isinstance(said, str) or not said.strip():
                yield f"{quoted(name)} must be called by a text, not {said!r}."
            elif plain(said) != said:
                yield f"{quoted(name)} must be called by at most {LONGEST} letters on one line."
    for one, other in _alike(called):
        both = f"{quoted(one)} and {quoted(other)}"
        yield f"{both} would both be called {called[one]}; choose other words."
    for attribute, of in words.groups.items():
        yield from alike_groups(attribute, of)


def alike_groups(attribute: str, called: Mapping[str, str]) -> Iterator[str]:
    """Find groups of an attribute that nobody could tell apart.

    Parameters
    ----------
    attribute : str
    called : mapping of str to str
        By the group's name in frames.

    Examples
    --------
    >>> list(alike_groups("sex", {"m": "m", "f": "m"}))
    ['`m` and `f` of `sex` would both be called m; choose other words.']
    """
    for one, other in _alike(called):
        both = f"{quoted(one)} and {quoted(other)} of {quoted(attribute)}"
        yield f"{both} would both be called {called[one]}; choose other words."


def _alike(called: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for name, words in called.items():
        if first.setdefault(words, name) != name:
            yield first[words], name
