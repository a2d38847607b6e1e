"""What a model of boosted trees does once it is fitted: predict, and be kept in files."""

import json
from pathlib import Path
from typing import Any, Self

import joblib
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted

from fairlab.learn.encode import TableEncoder


class BoostedTrees(ClassifierMixin, BaseEstimator):
    """A classifier of two labels that has ``classes_``, ``encoder_`` and ``booster_``.

    Its own ``n_jobs`` says with how many threads it predicts.
    """

    n_jobs: int | None

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

    def unseen(self, X: Any) -> dict[str | int, int]:
        """Count the values per column that are categories unknown from the training rows."""
        return self.encoder_.unseen(X)

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
