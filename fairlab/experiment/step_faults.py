"""Steps of a strategy that cannot work, refused before anything is trained."""

from numbers import Real
from typing import TYPE_CHECKING, Any

from sklearn.utils._param_validation import InvalidParameterError

from fairlab.errors import RequestError, nearest
from fairlab.experiment.fit_arguments import fit_arguments, unweighed_parts

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.experiment.strategy import Strategy

# What each step is called with; a step without it could only fail once it is its turn.
_ABILITIES = {
    "model": "fit",
    "sampler": "fit_resample",
    "weights": "weights",
    "rule": "decide",
    "transformer": "transform",
}
_OPTIONAL = ("sampler", "weights", "transformer")
_INSTEAD = {
    "model": "Take a scikit-learn classifier, such as LogisticRegression().",
    "sampler": "Take a sampler, such as UniformSampling(), or leave it out.",
    "weights": "Take what weighs rows, such as Reweigh(), or leave it out.",
    "rule": "Take a rule, such as CutAt(0.3), or leave it out.",
    "transformer": "Take a transformer, such as Unawareness(), or leave it out.",
}


def refuse_unable(strategy: "Strategy") -> None:
    """Refuse a step that lacks what it will be called with."""
    for step, ability in _ABILITIES.items():
        _refuse_unable(strategy.name, step, getattr(strategy, step), ability)


def _refuse_unable(name: str, step: str, given: Any, ability: str) -> None:
    if given is None and step in _OPTIONAL:
        return
    if isinstance(given, type):
        raise RequestError(
            f"The {step} of {name} is the class {given.__name__}; give one made of it: "
            f"{given.__name__}()."
        )
    if not hasattr(given, ability):
        shown = repr(given) if isinstance(given, str | Real | None) else type(given).__name__
        raise RequestError(
            f"The {step} of {name} cannot be {shown}, which has no `{ability}`.\n{_INSTEAD[step]}"
        )


def refuse_settings(name: str, step: Any) -> None:
    """Refuse settings that a step would refuse when it is fitted."""
    # scikit-learn looks at settings when a step is fitted, for a rule that is after the training.
    if not hasattr(step, "_parameter_constraints"):
        return
    try:
        step._validate_params()
    except InvalidParameterError as error:
        raise RequestError(f"{name}: {error}") from error


def refuse_columns(strategy: "Strategy", train: "Dataset") -> None:
    """Refuse a rule that decides by a column which the table lacks, or by the target."""
    for column in strategy.rule_columns(train.balanced):
        if column not in train.frame:
            raise RequestError(
                f"The rule of {strategy.name} decides by {column!r}, which the table lacks. "
                f"{nearest(column, train.frame.columns)}"
            )
        if column == train.target:
            raise RequestError(
                f"The rule of {strategy.name} decides by {column!r}, which is the target: nobody "
                "knows it\nwhen a decision is made. Take it out of the rule's `columns`."
            )


def refuse_unweighed(strategy: "Strategy") -> None:
    """Refuse to weigh rows for a model that takes no weights."""
    if strategy.weights is None or "sample_weight" in fit_arguments(strategy.model):
        return
    parts = unweighed_parts(strategy.model)
    takes = "takes no `sample_weight`"
    if parts:
        takes = f"hands no `sample_weight` to the {type(parts[0]).__name__} inside"
    raise RequestError(
        f"{strategy.name} weighs rows, but {type(strategy.model).__name__}.fit {takes}.\n"
        "Use a model that does, with a pipeline around it and not inside, or resample\n"
        "instead (UniformSampling)."
    )
