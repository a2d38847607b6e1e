"""An evaluator of MLflow: ``mlflow.models.evaluate(..., evaluators=["fairlab"])``.

MLflow asks for two methods and no class of its own, so that MLflow is not imported here.
"""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from fairlab.errors import DataError, RequestError, nearest


class Evaluator:
    """Audits what a classifier decides by group, and logs it into the run of the evaluation.

    The configuration names ``groups``, columns of the data; further keys are those of
    ``fairlab.audit``: ``bands``, ``cross``, ``threshold`` and so on, and ``weight``, a column.
    """

    name = "fairlab"

    @classmethod
    def can_evaluate(cls, *, model_type: str, evaluator_config: Any, **_: Any) -> bool:
        """Tell whether there is a classifier, and groups to audit it by."""
        return model_type == "classifier" and bool((evaluator_config or {}).get("groups"))

    def evaluate(
        self, *, dataset: Any, run_id: str, evaluator_config: Any, model: Any = None, **_: Any
    ) -> Any:
        """Audit the model's answers, or the predictions of the data where there is no model.

        Parameters
        ----------
        dataset : EvaluationDataset
            MLflow's: features, labels, and perhaps predictions.
        run_id : str
            Of the run that everything is logged into.
        evaluator_config : mapping
            ``groups`` and how they are read.
        model : PyFuncModel, optional

        Returns
        -------
        object
            With ``metrics``, the figures by name, and ``artifacts``, of which there are none
            that MLflow could load by itself: the page and the tables lie in the run.

        Raises
        ------
        DataError, RequestError
            The data or the model's answers cannot be audited.
        """
        from fairlab.api.auditing import audit

        how = dict(evaluator_config)
        people = pd.DataFrame(dataset.features_data)
        if dataset.feature_names is not None:
            people.columns = list(dataset.feature_names)
        groups, weight = how.pop("groups"), how.pop("weight", None)
        names = [groups] if isinstance(groups, str) else list(groups)
        for name in [*names, *([weight] if weight else [])]:
            if name not in people:
                raise DataError(f"The data has no column {name!r}. {nearest(name, people)}")
        found = audit(
            y=None if dataset.labels_data is None else list(dataset.labels_data),
            groups={name: people[name].to_numpy() for name in names},
            weight=None if weight is None else people[weight].to_numpy(),
            title="evaluation",
            **_answers(model, dataset.predictions_data, people, how),
            **how,
        )
        return SimpleNamespace(metrics=found.log_figures(run_id)[1], artifacts={})


def _answers(
    model: Any, predictions: Any, people: pd.DataFrame, how: dict[str, Any]
) -> dict[str, Any]:
    """Ask the model; its scores decide only where a cut is asked for or it says nothing else."""
    from fairlab.commands.model_answers import read_answers
    from fairlab.commands.model_sources import LabelsAndScores, NamedModel

    if model is None and predictions is None:
        raise RequestError("There is neither a model nor a column of predictions to audit.")
    said = predictions if model is None else model.predict(people)
    classifier = None if model is None else _classifier(model)
    if classifier is not None:
        said = LabelsAndScores(said, classifier.predict_proba(people))
    labels = None if classifier is None else tuple(classifier.classes_)
    named = NamedModel("the model", lambda frame: said, labels=labels)
    answers = read_answers(named, said, len(people), how.get("positive"))
    cut = any(how.get(way) is not None for way in ("threshold", "budget", "costs"))
    decision = None if cut and answers.score is not None else answers.decision
    told = {"decision": decision, "score": answers.score}
    return {what: one.to_numpy() for what, one in told.items() if one is not None}


def _classifier(model: Any) -> Any:
    """Give what is inside a model of MLflow, where that tells probabilities of two labels."""
    try:
        inside = model.get_raw_model()
    except (AttributeError, NotImplementedError):
        return None
    two = hasattr(inside, "predict_proba") and len(getattr(inside, "classes_", ())) == 2
    return inside if two else None
