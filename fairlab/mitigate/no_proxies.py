"""No proxies: neither the sensitive columns nor those that tell them."""

from collections.abc import Iterable, Mapping
from numbers import Real

import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils._param_validation import Interval

from fairlab.data.messages import plain, quoted
from fairlab.data.proxies import proxies
from fairlab.errors import DataError
from fairlab.mitigate.cells import learn_groups
from fairlab.mitigate.sampling import SENSITIVE

SENSITIVE_ITSELF = "sensitive"
MOST_TOLD = 10


class NoProxies(TransformerMixin, BaseEstimator):
    """Drop the sensitive columns, and each that alone tells the group of a person.

    A column tells a group where the 95 % interval of its AUC, learned on one half of the rows and
    judged on the other, lies above ``max_auc`` (see ``fairlab.data.proxies``). Several columns
    that each tell little may tell much together: these stay. It assumes that what tells a group
    should not count, however much it tells about risk.

    Parameters
    ----------
    max_auc : float
        From .5, at which every column goes that is better than chance, to 1.
    sensitive : str, iterable of str, or mapping, optional
        The sensitive columns; a strategy fills in those of its dataset. Continuous ones are cut
        in two halves, or where a mapping says that their bands begin.

    Attributes
    ----------
    columns_ : list of str
        Those that are handed on.
    dropped_ : dict of str to str
        Why each of the others is not.

    Raises
    ------
    DataError
        When a sensitive attribute is not a column, or no column would be left.

    References
    ----------
    Pedreschi, Ruggieri and Turini (2008), Discrimination-aware data mining (indirect
    discrimination by columns that go with the attribute).

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "m"] * 100, "title": ["Mrs", "Mr"] * 100})
    >>> step = NoProxies(sensitive="sex").fit(people.assign(income=range(200)))
    >>> step.columns_, step.dropped_["title"]
    (['income'], 'tells sex, AUC 1.00')
    """

    attribute_when_deciding = False
    _parameter_constraints = {  # noqa: RUF012
        "max_auc": [Interval(Real, 0.5, 1, closed="both")],
        "sensitive": [*SENSITIVE],
    }

    def __init__(
        self, max_auc: float = 0.6, sensitive: str | Iterable[str] | Mapping | None = None
    ) -> None:
        self.max_auc = max_auc
        self.sensitive = sensitive

    def check(self, X: pd.DataFrame, y: object = None) -> None:
        """Refuse what ``fit`` would refuse, before anything is trained."""
        NoProxies(self.max_auc, self.sensitive).fit(X)

    def announce(self, X: pd.DataFrame, y: object = None) -> str:
        """Say which columns would be dropped beside the sensitive ones.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the sensitive columns in them.
        y : object
            Not looked at.

        Returns
        -------
        str
            One sentence.

        Examples
        --------
        >>> people = pd.DataFrame({"sex": ["f", "m"] * 100, "title": ["Mrs", "Mr"] * 100})
        >>> NoProxies(sensitive="sex").announce(people.assign(income=range(200)))
        'Beside the sensitive columns 1 of 2 is dropped: title (tells sex, AUC 1.00).'
        """
        why = NoProxies(self.max_auc, self.sensitive).fit(X).dropped_
        told = [f"{plain(name)} ({how})" for name, how in why.items() if how != SENSITIVE_ITSELF]
        others = X.shape[1] - (len(why) - len(told))
        is_are = "is" if len(told) == 1 else "are"
        listed = ", ".join(told[:MOST_TOLD]) + ", ..." * (len(told) > MOST_TOLD)
        columns = f"{len(told)} of {others} {is_are} dropped"
        return f"Beside the sensitive columns {columns}{f': {listed}' if told else ''}."

    def fit(self, X: pd.DataFrame, y: object = None) -> "NoProxies":
        """Learn which columns tell a group.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the sensitive columns in them.
        y : object
            Not looked at.

        Returns
        -------
        NoProxies
            Itself.
        """
        self._validate_params()
        groups = learn_groups(X, self.sensitive)
        told = proxies(X.drop(columns=[*groups.attributes]), groups.of(X))
        # Without a spread there is no interval: all pairs of rows are told alike.
        telling = told[told["low"].fillna(told["auc"]) > self.max_auc]
        self.dropped_ = dict.fromkeys(groups.attributes, SENSITIVE_ITSELF)
        for row in telling.itertuples():
            self.dropped_.setdefault(row.feature, f"tells {row.attribute}, AUC {row.auc:.2f}")
        self.columns_ = [column for column in X if column not in self.dropped_]
        if not self.columns_:
            raise DataError(
                f"NoProxies would drop all {X.shape[1]} columns, as each tells "
                f"{', '.join(map(quoted, groups.attributes))} with an AUC above "
                f"{self.max_auc:g}.\nTake a higher max_auc."
            )
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """Hand on the columns that are left.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with at least ``columns_``.

        Returns
        -------
        DataFrame of shape (n, number of columns_)
        """
        return X[self.columns_]
