"""A table that knows which column is the target and which columns are sensitive."""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from fairlab.data.bands import bands_as_typed
from fairlab.data.checks import refuse_faults
from fairlab.data.checks.role_faults import refuse_unnamed_roles
from fairlab.data.checks.target_faults import has_plain_labels
from fairlab.data.fingerprint import fingerprint_of
from fairlab.data.folds import assign_folds, fold_parts
from fairlab.data.groups import Groups
from fairlab.data.identity import DataIdentity
from fairlab.data.messages import plain
from fairlab.data.parts import TEST, TRAIN, VALIDATION, VALIDATION_SHARE, assign_parts, drawn_share
from fairlab.data.split import Split
from fairlab.data.unlabelled_rows import typed_together

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Rows to learn from, with a role for each column; never changed after it is made.

    Sensitive columns stay inside ``frame``, so that no step can lose or shuffle them.

    Parameters
    ----------
    name : str
        Letters, digits, ``-`` and ``_``.
    frame : DataFrame
        All columns. Text becomes categories; rows are numbered from 0.
    target : str
        The column with the two labels.
    sensitive : tuple of str
        Columns that are audited.
    positive : object, optional
        The label of the bad event (fraud, default); may be left out where labels are 0 and 1.
    audit_only : tuple of str
        Those of ``sensitive`` that are never a feature.
    balance : tuple of str, optional
        Those of ``sensitive`` that mitigation balances; all of them when left out.
    ignore : tuple of str
        Columns without a role, such as ids.
    time : str, optional
        When a row happened: the latest rows are the test set. Never a feature.
    part : str, optional
        A column that says ``"train"``, ``"test"`` or ``"validation"``, for the holdout design.
        Never a feature.
    person : str, optional
        Whose row it is: the rows of one person stay in one fold. Never a feature.
    labels : mapping of str to mapping
        What a level is called in words, per sensitive column; for display only.
    words : mapping of str to str
        What a column is called where a person reads; frames, files and MLflow keep its name.
    bands : mapping of str to sequence of float
        Where the bands of a sensitive number begin, but for the lowest: ``{"age": (25, 35, 62)}``.
        Without, it is audited in two halves; ``read_table`` cuts it as lenders do.
    causes : mapping of str to sequence of str
        What is known of causes, for audits person by person: ``"exogenous"``, the columns that
        nothing in the table causes (the sensitive ones where left out); ``"before"``, those that
        come before an attribute; ``"allowed"``, those through which a difference is allowed; and
        ``"graph"``, a file with arrows.
    unlabelled : DataFrame, optional
        Rows of people who have no label, such as those who were turned away: the same columns but
        for the target. They are in no fold and in no audit; a sampler that takes them may learn
        from them.
    file : str
        The name of the file that the rows come from, to be told.
    na_values : sequence of str
        What stood for a missing value in that file, kept for rows that are scored later.

    Raises
    ------
    DataError
        The table cannot be used; the message lists everything that is wrong with it.

    Examples
    --------
    >>> table = pd.DataFrame({"age": range(20, 80), "job": ["a", "b"] * 30, "bad": [0, 0, 1] * 20})
    >>> people = Dataset("people", table, target="bad", sensitive=("age",))
    >>> people.features, people.rows, people.positives
    (['age', 'job'], 60, 20)
    """

    name: str
    frame: pd.DataFrame = field(repr=False)
    target: str
    sensitive: tuple[str, ...] = ()
    positive: Any = None
    audit_only: tuple[str, ...] = ()
    balance: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    time: str | None = None
    part: str | None = None
    person: str | None = None
    labels: Mapping[str, Mapping] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    bands: Mapping[str, Sequence[float]] = field(default_factory=dict)
    causes: Mapping[str, Any] = field(default_factory=dict)
    unlabelled: pd.DataFrame | None = field(default=None, repr=False)
    file: str = ""
    na_values: Sequence[str] = ()

    def __post_init__(self) -> None:
        given = self.frame
        refuse_unnamed_roles(self)
        self.__dict__.update(
            sensitive=_as_tuple(self.sensitive),
            audit_only=_as_tuple(self.audit_only),
            balance=None if self.balance is None else _as_tuple(self.balance),
            ignore=_as_tuple(self.ignore),
        )
        if isinstance(given, pd.DataFrame):
            frame, unlabelled = typed_together(given, self.unlabelled, self.target, self.time)
            self.__dict__.update(frame=frame, unlabelled=unlabelled)
            if self.positive is None and has_plain_labels(self):
                self.__dict__["positive"] = 1
        refuse_faults(self, given)

    @property
    def features(self) -> list[str]:
        """The columns that a model may see, in the order of the table."""
        beside = {self.time, self.part, self.person}
        kept_out = {self.target, *self.audit_only, *self.ignore, *beside}
        return [column for column in self.frame.columns if column not in kept_out]

    @property
    def X(self) -> pd.DataFrame:  # noqa: N802
        """The features, a row per row of ``frame``."""
        return self.frame[self.features]

    @property
    def with_sensitive(self) -> pd.DataFrame:
        """The features, and the sensitive columns that are none: what a sampler looks at."""
        extra = [column for column in self.sensitive if column not in self.features]
        return self.frame[[*self.features, *extra]]

    @property
    def y(self) -> pd.Series:
        """1 where the target is the positive label and 0 elsewhere, as int8."""
        return (self.frame[self.target] == self.positive).astype("int8")

    @property
    def bad_event(self) -> str:
        """The target and its positive label in words: ``fraud = 1``."""
        return f"{plain(self.target)} = {plain(str(self.positive))}"

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.frame)

    @property
    def positives(self) -> int:
        """The number of rows with the positive label."""
        return int(self.y.sum())

    @property
    def persons(self) -> np.ndarray:
        """Whose row each is, as numbers; where a column says so."""
        return np.asarray(pd.factorize(self.frame[self.person])[0])

    @property
    def test_part(self) -> str:
        """How the test set is made: ``"drawn"`` anew by each seed, ``"latest"`` or ``"given"``."""
        if self.part is not None:
            return "given"
        return "drawn" if self.time is None else "latest"

    @property
    def balanced(self) -> tuple[str, ...]:
        """The sensitive columns that mitigation balances."""
        return self.sensitive if self.balance is None else self.balance

    @property
    def balanced_groups(self) -> tuple[str, ...] | dict[str, tuple[float, ...]]:
        """These columns, and by column where its bands begin if any of them is in bands."""
        if not {*self.bands} & {*self.balanced}:
            return self.balanced
        return {name: tuple(self.bands.get(name, ())) for name in self.balanced}

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of every value, column type and role.

        Index, name, display words and ``balance`` are left out: a strategy that balances nothing
        gives the same results whatever ``balance`` says.
        """
        return fingerprint_of(self)

    @property
    def identity(self) -> DataIdentity:
        """What names these data in a run, without their rows."""
        return DataIdentity(
            self.name,
            self.fingerprint,
            self.sensitive,
            self.audit_only,
            self.balanced,
            self.test_part,
            {name: str(dtype) for name, dtype in self.X.dtypes.items()},
            self._people_key,
            "; ".join(bands_as_typed(self.bands)),
            self.bad_event,
            self.file,
        )

    @cached_property
    def _people_key(self) -> str:
        named = self.groups().of(self.frame.head(0))
        about = {a: [str(level) for level in groups.cat.categories] for a, groups in named.items()}
        worded = [dict(self.words)] if self.words else []
        return sha256(json.dumps([self.fingerprint, about, *worded]).encode()).hexdigest()[:16]

    def split(self, seed: int) -> Split:
        """Cut the rows into a training, a validation and a test set.

        A quarter of the rows is for the test, a fifth of the rest for validation, each with the
        same share of positives. A ``time`` column puts the latest rows into the test set, ties
        together; a ``part`` column is followed. Rows of a ``person`` are in one part: drawn so,
        or left out of what is learned from where the person is tested on.

        Parameters
        ----------
        seed : int
            The same seed gives the same parts.

        Returns
        -------
        Split

        Raises
        ------
        DataError
            A part would have fewer than five positives or negatives.

        Examples
        --------
        >>> table = pd.DataFrame({"x": range(200), "y": [0, 1, 1, 0, 0] * 40})
        >>> parts = Dataset("toy", table, target="y").split(seed=0)
        >>> parts.train.rows, parts.validation.rows, parts.test.rows
        (120, 30, 50)
        """
        return self._split_by(assign_parts(self, seed))

    def fold(self, seed: int, number: int, folds: int = 5) -> Split:
        """Cut the rows as one fold of several does, so that all folds together test every row.

        Parameters
        ----------
        seed : int
            The same seed gives the same folds.
        number : int
            Which fold, from 0.
        folds : int
            How many there are, at least 2.

        Returns
        -------
        Split
            A fifth of the rows that are not tested on is for validation.

        Raises
        ------
        DataError
            A part would have fewer than five positives or negatives, or there are fewer people
            than folds.

        Examples
        --------
        >>> table = pd.DataFrame({"x": range(200), "y": [0, 1, 1, 0, 0] * 40})
        >>> data = Dataset("toy", table, target="y")
        >>> tested = np.concatenate([data.fold(0, number).test_rows for number in range(5)])
        >>> sorted(tested.tolist()) == list(range(200))
        True
        """
        return self._split_by(fold_parts(self, seed, self.fold_of(seed, folds), number))

    def refuse_thin_folds(self, seed: int, folds: int) -> None:
        """Refuse folds of which a part is too small, without cutting the table.

        Parameters
        ----------
        seed, folds : int
            As for ``fold``.

        Raises
        ------
        DataError
            What ``fold`` refuses, in any of them.
        """
        for number in range(folds):
            fold_parts(self, seed, self.fold_of(seed, folds), number)

    def fold_of(self, seed: int, folds: int) -> np.ndarray:
        """Say which fold decides about each row.

        Parameters
        ----------
        seed, folds : int
            As for ``fold``.

        Returns
        -------
        ndarray of int8, shape (rows,)
            -1 where no fold decides.
        """
        return self.once(("folds", seed, folds), lambda: assign_folds(self, seed, folds))

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """Make what follows from the table alone once, whoever asks for it again.

        Parameters
        ----------
        name : hashable
            Of what is made, with all that it depends on beside the table.
        make : callable

        Returns
        -------
        object
            What ``make`` returned the first time.
        """
        known = self.__dict__.setdefault("_made", {})
        if name not in known:
            known[name] = make()
        made: Made = known[name]
        return made

    def _split_by(self, part: np.ndarray) -> Split:
        named = (TRAIN, VALIDATION, TEST)
        rows_of = {name: np.flatnonzero(part == name) for name in named}
        train, validation, test = (self.rows_where(part == name) for name in named)
        return Split(train, validation, test, rows_of)

    def groups(self) -> Groups:
        """Say how rows fall into sensitive groups.

        That is a property of the whole table, whatever part is asked: learned from a part, an
        attribute could be compared by level with one seed and in halves with another.

        Returns
        -------
        Groups
            To be asked with ``.of(frame)`` for the rows of any part.
        """
        return self._groups

    @cached_property
    def _groups(self) -> Groups:
        return Groups.learn(self.frame, self.sensitive, self.labels, self.bands)

    def fifth(self, seed: int) -> np.ndarray:
        """Draw a fifth of the rows, as every fold does for validation.

        Parameters
        ----------
        seed : int
            The same seed draws the same rows.

        Returns
        -------
        ndarray of bool, shape (rows,)
            With the same share of positives; the rows of a person are together.
        """
        held = np.zeros(self.rows, bool)
        held[drawn_share(self, np.arange(self.rows), VALIDATION_SHARE, seed)] = True
        return held

    def with_features(self, X: pd.DataFrame, unlabelled: pd.DataFrame | None = None) -> "Dataset":
        """Give the same rows with other features; sensitive columns that are none stay in sight.

        Parameters
        ----------
        X : DataFrame of shape (rows, k)
            All features, none of them named like a column with another role.
        unlabelled : DataFrame, optional
            Those of the rows without a label, where there are some.

        Returns
        -------
        Dataset
        """
        beside = [c for c in self.frame if c not in self.features or c in self.sensitive]
        kept = [column for column in beside if column not in X]
        frame = pd.concat([X.reset_index(drop=True), self.frame[kept]], axis=1)
        if unlabelled is not None and self.unlabelled is not None:
            known = self.unlabelled[[column for column in kept if column in self.unlabelled]]
            unlabelled = pd.concat([unlabelled, known], axis=1)
        unread = tuple(column for column in self.sensitive if column not in X)
        return self._part(frame, audit_only=unread, unlabelled=unlabelled)

    def rows_where(self, chosen: np.ndarray) -> "Dataset":
        """Give a part of the rows, numbered anew, with the groups of the whole table.

        Parameters
        ----------
        chosen : ndarray of bool, shape (rows,)

        Returns
        -------
        Dataset
        """
        return self._part(self.frame[chosen].reset_index(drop=True))

    def _part(self, frame: pd.DataFrame, **roles: Any) -> "Dataset":
        # The whole table has been checked; a part of it need not be checked again.
        part = object.__new__(Dataset)
        part.__dict__.update({f.name: getattr(self, f.name) for f in fields(self)})
        part.__dict__.update(frame=frame, _groups=self._groups, **roles)
        return part


def _as_tuple(names: str | Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
