"""Tuned boosted trees that are pulled by a penalty while they are trained."""

from pathlib import Path
from typing import Any, Self

from fairlab.errors import RequestError
from fairlab.learn.boost import Boosting
from fairlab.learn.encoded_rows import Rows
from fairlab.learn.extended_xgb import ExtendedXGB
from fairlab.learn.numbered_groups import NumberedGroups
from fairlab.learn.penalised_boost import PenalisedBoosting, PenalisedGrowth, Penalty
from fairlab.learn.trials import Tell


class PenalisedXGB(ExtendedXGB):
    """What those have in common that follow log loss and a penalty.

    A start of the scores (``base_score``) that nothing sets is the share of the bad event.
    """

    _growth: type[PenalisedGrowth] = PenalisedGrowth

    def _penalty(self, train: Rows, held: Rows | None) -> Penalty:
        raise NotImplementedError

    def _boosting(self, train: Rows, held: Rows | None) -> Boosting:
        plain = super()._boosting(train, held)
        settings = {"base_score": float(train.labels.mean()), **plain.settings}
        return PenalisedBoosting(
            **{**vars(plain), "settings": settings},
            train_rows=train,
            held_rows=held,
            penalty=lambda: self._penalty(train, held),
            growth=self._growth,
        )


class GroupPenalisedXGB(PenalisedXGB):
    """One whose penalty looks at groups of people, which nobody has to name when it predicts."""

    groups_: NumberedGroups | None

    def fit(
        self,
        X: Any,
        y: Any,
        sample_weight: Any = None,
        validation: tuple[Any, Any] | None = None,
        journal: str | Path | None = None,
        on_trial: Tell | None = None,
        sensitive_features: Any = None,
        validation_sensitive_features: Any = None,
    ) -> Self:
        """Search, and keep the best trial's model.

        Parameters
        ----------
        X, y, sample_weight, validation, journal, on_trial
            As for ``TunedXGB``.
        sensitive_features : DataFrame or array of shape (n, attributes), optional
            The groups of the training rows; without them there is no penalty.
        validation_sensitive_features : DataFrame or array of shape (m, attributes), optional
            Those of the rows in ``validation``.

        Returns
        -------
        estimator
            Itself.

        Raises
        ------
        DataError
            When rows, labels, weights or groups cannot be learned from.
        RequestError
            When a setting does not exist or cannot be met, or groups are missing.
        """
        self._checked_space()
        given, held = self._labelled(X, y, sample_weight, validation)
        self.groups_ = None
        if sensitive_features is not None:
            self.groups_ = NumberedGroups.learn(sensitive_features)
            numbers = self.groups_.of(sensitive_features, len(given.labels))
            given = given._replace(groups=numbers)
            if held is not None:
                if validation_sensitive_features is None:
                    raise RequestError(
                        "The rows to be validated on come without their groups.\n"
                        "Give them too: fit(..., validation_sensitive_features=...)."
                    )
                numbers = self.groups_.of(validation_sensitive_features, len(held.labels))
                held = held._replace(groups=numbers)
        return self._fit_rows(given, held, journal, on_trial)
