"""Tuned boosted trees that are pulled by a penalty while they are trained."""

from collections.abc import Mapping
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Any, Self

from sklearn.utils._param_validation import InvalidParameterError

from fairlab.errors import RequestError
from fairlab.learn.boost import Boosting
from fairlab.learn.encoded_rows import Rows
from fairlab.learn.model import TunedXGB
from fairlab.learn.numbered_groups import NumberedGroups
from fairlab.learn.penalised_boost import PenalisedBoosting, Penalty
from fairlab.learn.spaces import Space
from fairlab.learn.trials import Tell


class PenalisedXGB(TunedXGB):
    """What those have in common that follow log loss and a penalty.

    Parameters
    ----------
    **settings
        Those of ``TunedXGB``; a start of the scores (``base_score``) that nothing sets is the
        share of the bad event.
    """

    _parameter_constraints: Mapping[str, list]

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)

    def __init_subclass__(cls, **rest: Any) -> None:
        # scikit-learn reads the settings of an estimator from this signature.
        super().__init_subclass__(**rest)
        own = signature(cls.__init__).parameters
        found = {**own, **signature(TunedXGB.__init__).parameters, **own}
        named = [one for one in found.values() if one.kind != Parameter.VAR_KEYWORD]
        vars(cls.__init__)["__signature__"] = Signature(named)

    def _penalty(self, train: Rows, held: Rows | None) -> Penalty:
        raise NotImplementedError

    def _checked_space(self) -> Space:
        try:
            self._validate_params()
        except InvalidParameterError as error:
            raise RequestError(str(error)) from error
        return super()._checked_space()

    def _boosting(self, train: Rows, held: Rows | None) -> Boosting:
        plain = super()._boosting(train, held)
        settings = {"base_score": float(train.labels.mean()), **plain.settings}
        return PenalisedBoosting(
            **{**vars(plain), "settings": settings},
            train_rows=train,
            held_rows=held,
            penalty=lambda: self._penalty(train, held),
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
