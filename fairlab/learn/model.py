"""Gradient-boosted trees whose hyperparameters are tuned on validation rows."""

import json
from collections.abc import Callable
from dataclasses import asdict
from numbers import Integral
from pathlib import Path
from typing import Any, Self

import joblib
import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted, validate_data

from fairlab.errors import RequestError
from fairlab.learn.boost import Boosting, Rows, check_device, check_metric
from fairlab.learn.encode import TableEncoder
from fairlab.learn.journal import Journal, identity
from fairlab.learn.parts import Part, hold_out, part, two_classes, unit_weights
from fairlab.learn.ranges import check_names
from fairlab.learn.search import Search
from fairlab.learn.spaces import Space, for_ratio, space_of
from fairlab.learn.tuners import tuner
from fairlab.seeds import seed_for


class TunedXGB(ClassifierMixin, BaseEstimator):
    """XGBoost for two classes; each trial of the search is judged on validation rows.

    The same seed gives the same model to the bit, with any number of threads, in any process,
    interrupted or not.

    Parameters
    ----------
    metric : {"auc", "aucpr"}
        What the search and the early stopping maximise, as xgboost computes it.
    space : str, mapping or tuple of Range
        What to choose from: a preset (``"table17"``, ``"table18"``, ``"table19"``) or
        ``{name: (low, high, step)}``.
    trials : int
        Size of the search. The first trial takes the study's final values.
    tuner : {"hyperopt", "optuna"}
        The engine.
    trees : int
        At most so many per trial.
    patience : int
        Trees without a better score after which a trial stops.
    params : dict, optional
        Hyperparameters that are fixed and not searched.
    encoding : {"native", "onehot"}
        How categories are given to xgboost.
    random_state : int
        0 or more.
    n_jobs : int
        Threads.
    device : str
        ``"cpu"``, ``"cuda"`` or ``"cuda:0"``.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        The labels; the second is the positive one.
    booster_ : xgboost.Booster
        The best trial's, cut at its best number of trees.
    encoder_ : TableEncoder
        Learned from the training rows.
    best_params_ : dict
        Hyperparameters of the best trial.
    best_score_ : float
        Its metric on the validation rows.
    trials_ : DataFrame
        A row per trial: trial, the hyperparameters, score, trees, seconds.

    References
    ----------
    van der Pol (2026), sections 4.2 and 5.2.3 and Tables 17 to 19.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> X = pd.DataFrame({"income": rng.random(200), "job": rng.choice(["cook", "clerk"], 200)})
    >>> model = TunedXGB(trials=2, trees=10).fit(X, X["income"] > 0.7)
    >>> model.predict(X[:3]), len(model.trials_)
    (array([False, False, False]), 2)
    """

    def __init__(
        self,
        metric: str = "auc",
        space: Any = "table18",
        trials: int = 20,
        tuner: str = "hyperopt",
        trees: int = 1000,
        patience: int = 50,
        params: dict[str, Any] | None = None,
        encoding: str = "native",
        random_state: int = 0,
        n_jobs: int | None = 1,
        device: str = "cpu",
    ) -> None:
        self.metric = metric
        self.space = space
        self.trials = trials
        self.tuner = tuner
        self.trees = trees
        self.patience = patience
        self.params = params
        self.encoding = encoding
        self.random_state = random_state
        self.n_jobs = n_jobs
        self.device = device

    def check(self, X: Any = None, y: Any = None) -> None:
        """Refuse settings that do not exist or cannot be met, before anything is trained.

        Parameters
        ----------
        X, y : optional
            Not looked at; every step is asked alike.

        Raises
        ------
        RequestError
        """
        self._checked_space()

    def fit(
        self,
        X: Any,
        y: Any,
        sample_weight: Any = None,
        validation: tuple[Any, Any] | None = None,
        journal: str | Path | None = None,
        on_trial: Callable[[dict[str, Any]], None] | None = None,
    ) -> Self:
        """Search, and keep the best trial's model.

        Parameters
        ----------
        X : DataFrame or array of shape (n, k)
            Features; an array holds numbers only. Missing values are allowed.
        y : array of shape (n,)
            Two labels.
        sample_weight : array of shape (n,), optional
            Weights of the training rows, brought to a mean of 1. Validation is not weighted.
        validation : tuple of X and y, optional
            Rows to judge trials on; without them a fifth of the rows is held out, stratified.
        journal : path, optional
            File of finished trials, from which an interrupted search goes on.
        on_trial : callable, optional
            Is told each trial as a dict: trial, params, score, trees, seconds.

        Returns
        -------
        TunedXGB

        Raises
        ------
        DataError
            When rows, labels or weights cannot be learned from.
        RequestError
            When a setting does not exist or cannot be met; before anything is trained.
        """
        space = self._checked_space()
        self.classes_ = two_classes(y)
        train = part(X, y, self.classes_, sample_weight)
        validate_data(self, X, skip_check_array=True)
        if validation is None:
            train, held = hold_out(train, seed_for(self.random_state, "validation"))
        else:
            held = part(*validation, self.classes_)
        self.encoder_ = TableEncoder(self.encoding).fit(train.table)
        space = for_ratio(space, train.negatives_per_positive)
        return self._search(space, self._rows(train), self._rows(held), journal, on_trial)

    def predict_proba(self, X: Any) -> np.ndarray:
        """Give the probability of each label.

        Parameters
        ----------
        X : DataFrame or array of shape (n, k)
            A table has the columns of ``fit``, in any order; an array only after an array.

        Returns
        -------
        ndarray of shape (n, 2)
            In the order of ``classes_``.
        """
        from xgboost import DMatrix

        check_is_fitted(self, "booster_")
        rows = DMatrix(
            self.encoder_.transform(X),
            feature_types=self.encoder_.feature_types_,
            enable_categorical=True,
            nthread=joblib.effective_n_jobs(self.n_jobs),
        )
        positive = self.booster_.predict(rows).astype(float)
        return np.column_stack([1 - positive, positive])

    def predict(self, X: Any) -> np.ndarray:
        """Give the label of each row: the positive one from a probability of one half.

        Parameters
        ----------
        X : DataFrame or array of shape (n, k)
            As for ``predict_proba``.

        Returns
        -------
        ndarray of shape (n,)
        """
        positive = self.predict_proba(X)[:, 1] >= 0.5
        return self.classes_[positive.astype(int)]

    def to_files(self, folder: str | Path) -> None:
        """Write the fitted model as ``model.ubj``, ``encoder.json`` and ``model.json``.

        Parameters
        ----------
        folder : path
            Is there.
        """
        check_is_fitted(self, "booster_")
        state = {
            "classes": self.classes_.tolist(),
            "dtype": self.classes_.dtype.str,
            "best_params": self.best_params_,
            "best_score": self.best_score_,
        }
        folder = Path(folder)
        self.booster_.save_model(folder / "model.ubj")
        (folder / "encoder.json").write_text(json.dumps(self.encoder_.to_dict()))
        (folder / "model.json").write_text(json.dumps(state))

    @classmethod
    def from_files(cls, folder: str | Path) -> Self:
        """Read a model that predicts the same bits; whoever calls this has checked the hashes.

        Parameters
        ----------
        folder : path
            Where ``to_files`` wrote.

        Returns
        -------
        TunedXGB
            With the default settings, which prediction does not look at.
        """
        from xgboost import Booster

        folder, model = Path(folder), cls()
        state = json.loads((folder / "model.json").read_text())
        model.classes_ = np.array(state["classes"], dtype=state["dtype"])
        model.best_params_, model.best_score_ = state["best_params"], state["best_score"]
        model.encoder_ = TableEncoder.from_dict(json.loads((folder / "encoder.json").read_text()))
        model.n_features_in_ = model.encoder_.n_features_in_
        model.booster_ = Booster({"nthread": 1}, model_file=folder / "model.ubj")
        return model

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.allow_nan = True
        return tags

    def _checked_space(self) -> Space:
        check_metric(self.metric)
        check_names(self.params or {})
        for name, least in (("trials", 1), ("trees", 1), ("patience", 1), ("random_state", 0)):
            value = getattr(self, name)
            if not isinstance(value, Integral) or value < least:
                raise RequestError(f"{name} must be a whole number from {least}, not {value!r}.")
        tuner(self.tuner)
        check_device(self.device)
        fixed = self.params or {}
        return tuple(row for row in space_of(self.space) if row.name not in fixed)

    def _rows(self, rows: Part) -> Rows:
        features = self.encoder_.transform(rows.table)
        return Rows(features, rows.labels, unit_weights(rows.weights))

    def _search(
        self,
        space: Space,
        train: Rows,
        held: Rows,
        journal: str | Path | None,
        on_trial: Callable[[dict[str, Any]], None] | None,
    ) -> Self:
        settings = self._settings()
        boosting = Boosting.on(
            train, held, self.encoder_.feature_types_, settings, self.trees, self.patience
        )
        file = Journal(Path(journal), self._identity(space, train, held)) if journal else None
        search = Search(space, self.tuner, self.trials, self.random_state)
        trials, self.booster_ = search.run(boosting, file, on_trial)
        best = max(trials, key=lambda trial: trial.score)
        self.best_params_, self.best_score_ = {**(self.params or {}), **best.params}, best.score
        rows = [asdict(trial) for trial in trials]
        self.trials_ = pd.DataFrame([{"trial": r.pop("trial")} | r.pop("params") | r for r in rows])
        return self

    def _settings(self) -> dict[str, Any]:
        return {
            **(self.params or {}),
            "eval_metric": self.metric,
            "seed": seed_for(self.random_state, "model"),
            "nthread": joblib.effective_n_jobs(self.n_jobs),
            "device": self.device,
        }

    def _identity(self, space: Space, train: Rows, held: Rows) -> str:
        # Neither the threads nor the number of trials change what a trial is.
        import xgboost

        settings = self.get_params(deep=False) | {"space": [asdict(row) for row in space]}
        del settings["n_jobs"], settings["trials"]
        types = self.encoder_.feature_types_
        return identity([settings, types, xgboost.__version__], [*train, *held])
