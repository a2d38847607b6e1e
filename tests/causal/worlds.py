"""A small world of applicants in which the counterfactual of everybody is known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import poisson

from fairlab.causal.graph import Dag
from fairlab.causal.twins.other_values import mirrored

EDGES = [
    ("person", "income"),
    ("person", "score"),
    ("income", "score"),
    ("region_risk", "score"),
    ("person", "owner"),
    ("score", "owner"),
    ("owner", "contracts"),
    ("person", "contracts"),
    ("person", "late"),
    ("region_risk", "late"),
    ("person", "plan"),
    ("score", "usage"),
    ("person", "usage"),
]
FEATURES = ["income", "score", "owner", "contracts", "late", "plan", "usage", "region_risk"]
FEATURES += ["tenure", "weekend", "channel", "noise"]
PLANS = ("basic", "family", "plus")


@dataclass(frozen=True)
class World:
    """How strongly the attribute acts, who has it, and what is hidden.

    ``caused``: the attribute is an effect of region_risk, as a debt might be.
    """

    strength: float = 1.0
    share: float = 0.5
    continuous: bool = False
    hidden: float = 0.0
    caused: bool = False

    @property
    def dag(self) -> Dag:
        return Dag.from_edges(EDGES + [("region_risk", "person")] * self.caused)

    def people(self, n: int, seed: int) -> tuple[pd.DataFrame, Callable[[pd.Series], pd.DataFrame]]:
        """Draw people, and give the function that says what they had been as another person."""
        rng = np.random.default_rng([seed, 11])
        e = {name: rng.normal(size=n) for name in (*FEATURES, "hidden", "target")}
        u = {name: rng.random(n) for name in (*FEATURES, "person")}
        gumbel = rng.gumbel(size=(n, 3))
        if self.continuous:
            person = pd.Series(np.round(45 + 13 * e["noise"][::-1] + 0.0, 2))
        else:
            level = u["person"] < self.share
            if self.caused:
                level = (
                    np.log(self.share / (1 - self.share)) + e["region_risk"] + _logit(u["person"])
                    > 0
                )
            person = pd.Series(level.astype(int))

        def grown(attribute: pd.Series) -> pd.DataFrame:
            return self._grown(attribute.to_numpy(float), e, u, gumbel, attribute)

        return grown(person), grown

    def _grown(self, values, e, u, gumbel, person) -> pd.DataFrame:
        a = self.strength * ((values - 45) / 13 if self.continuous else values)
        h, hidden = self.hidden, e["hidden"]
        wealth = 0.6 * a + e["income"]
        score = 0.7 * a - 0.5 * wealth + 0.4 * e["region_risk"] + h * hidden + e["score"]
        owner = (-0.8 * a - 0.7 * score + _logit(u["owner"]) > 0).astype(int)
        contracts = poisson.ppf(u["contracts"], np.exp(0.6 + 0.4 * owner + 0.3 * a))
        late = -1.5 + 0.9 * a + 0.6 * e["region_risk"] + h * hidden + _logit(u["late"]) > 0
        plan = np.argmax(gumbel + np.outer(a, [0, 0.7, -0.7]), axis=1)
        usage = 0.5 * score + np.exp(0.25 * a) * e["usage"]
        risk = 0.6 * score - 0.5 * owner + 0.9 * late + 0.25 * contracts + 0.3 * usage
        risk = risk + 0.5 * (plan == 1) + 0.4 * e["region_risk"] - 0.4 * e["tenure"]
        fraud = risk + h * hidden + _logit(u["noise"]) > 3
        return pd.DataFrame(
            {
                "person": person.to_numpy(),
                "income": np.exp(10 + 0.5 * wealth),
                "score": score,
                "owner": owner,
                "contracts": contracts.astype(int),
                "late": late,
                "plan": pd.Categorical.from_codes(plan, PLANS),
                "usage": usage,
                "region_risk": e["region_risk"],
                "tenure": e["tenure"],
                "weekend": u["weekend"] < 0.3,
                "channel": (3 * u["channel"]).astype(int),
                "noise": e["channel"],
                "fraud": fraud.astype(int),
            }
        )

    def flipped(self, people: pd.DataFrame, train: pd.DataFrame) -> pd.Series:
        person = people["person"]
        return mirrored(person, train["person"]) if self.continuous else 1 - person


class Classifier:
    """Boosted trees that flag the highest scores; not told the attribute."""

    def __init__(self, train: pd.DataFrame, flagged: float) -> None:
        import xgboost

        settings = {"max_depth": 4, "eta": 0.1, "objective": "binary:logistic", "nthread": 1}
        data = xgboost.DMatrix(numbers_of_people(train), label=train["fraud"])
        self.booster = xgboost.train(settings, data, num_boost_round=60)
        self.cut = np.quantile(self._score(train), 1 - flagged)

    def _score(self, frame: pd.DataFrame) -> np.ndarray:
        return self.booster.inplace_predict(numbers_of_people(frame))

    def predict(self, frame: pd.DataFrame) -> np.ndarray:
        return self._score(frame) > self.cut


def numbers_of_people(frame: pd.DataFrame) -> np.ndarray:
    coded = frame[FEATURES].assign(plan=frame["plan"].cat.codes)
    return coded.to_numpy(float)


def _logit(u: np.ndarray) -> np.ndarray:
    return np.log(u / (1 - u))
