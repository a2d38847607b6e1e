"""Flip rates against the truth, in small worlds where everybody's counterfactual is known.

    python -m bench.counterfactual --seeds 20 --rows 20000
    python -m bench.counterfactual --worlds strong rare --replicates 10 --modes fci
    python -m bench.counterfactual --worlds "telecom document" "telecom age" --seeds 5

The worlds that are called telecom are the simulator's, with its 87 features and hidden causes; the
graph that is given there is the true one with the hidden variables bridged.

Prints for each world the true FR1 to FR5 and, per mode, how far the estimate is off in percent of
the truth, with a 95 % interval over the seeds; with --replicates also how often the interval of
the audit holds the truth. "none" comes with "fci"; "fci unaided" is told nothing beforehand.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
import xgboost
from scipy.stats import t

from fairlab.causal import (
    Dag,
    TwinSettings,
    audit_individual,
    flip_rates,
)
from fairlab.causal.twins.uncertainty import by_rate
from fairlab.data import Dataset, telecom
from fairlab.data.groups import Groups
from fairlab.experiment.fitted import Fitted
from fairlab.experiment.inquiry import importance_of
from fairlab.learn import TunedXGB
from fairlab.mitigate import CutAt
from fairlab.simulator.structure import Graph
from tests.causal.worlds import FEATURES, Classifier, World, numbers_of_people

OTHER = 100_000
EARLIER = ("region_risk", "tenure", "weekend", "channel", "noise")
LATER = ("income", "score", "owner", "contracts", "late", "plan", "usage")
TIERS = (EARLIER, ("person",), LATER)
STRONG, RARE = 0.25, 0.02


class Telecom(NamedTuple):
    """The simulator, and an attribute of its applicants."""

    attribute: str


class Case(NamedTuple):
    """People to learn from, people to ask about, their true twins, and who decides."""

    train: Dataset
    test: Dataset
    twins: pd.DataFrame
    decide: Callable[[pd.DataFrame], np.ndarray]
    attribute: str
    importance: pd.Series | None
    dag: Dag
    tiers: tuple[tuple[str, ...], ...] = ()


WORLDS = {
    "strong": (World(), STRONG),
    "strong 90/10": (World(share=0.9), STRONG),
    "strong hidden": (World(hidden=0.8), STRONG),
    "strong hidden 90/10": (World(hidden=0.8, share=0.9), STRONG),
    "rare": (World(strength=0.3), RARE),
    "rare 90/10": (World(strength=0.3, share=0.9), RARE),
    "rare hidden": (World(strength=0.3, hidden=0.8), RARE),
    "faint": (World(strength=0.1), 0.05),
    "continuous": (World(strength=0.4, continuous=True), STRONG),
    "continuous hidden": (World(strength=0.4, continuous=True, hidden=0.8), STRONG),
    "continuous rare": (World(strength=0.15, continuous=True), RARE),
    "caused": (World(caused=True), STRONG),
    "telecom document": (Telecom("calculated_countrycode_nld"), 0.05),
    "telecom age": (Telecom("calculated_age"), 0.05),
}
MODES = ("fci", "fci unaided", "given", "study")


def main() -> None:
    arguments = parser().parse_args()
    for name in arguments.worlds:
        world, flagged = WORLDS[name]
        found = pd.concat(
            [
                one_seed(world, flagged, seed, arguments).assign(seed=seed)
                for seed in range(arguments.seeds)
            ]
        )
        print(f"\n## {name}: {world}, {flagged:.0%} flagged, {arguments.rows} rows each")
        print(bias_table(found).to_string(), flush=True)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--worlds", nargs="+", default=list(WORLDS), choices=list(WORLDS))
    made.add_argument("--modes", nargs="+", default=list(MODES), choices=MODES)
    made.add_argument("--seeds", type=int, default=20)
    made.add_argument("--rows", type=int, default=20_000)
    made.add_argument("--replicates", type=int, default=0)
    made.add_argument("--calibrate", type=int, default=0)
    return made


def one_seed(
    world: World | Telecom, flagged: float, seed: int, arguments: argparse.Namespace
) -> pd.DataFrame:
    case = (telecom_case if isinstance(world, Telecom) else small_case)(
        world, flagged, arguments.rows, seed
    )
    groups = Groups.learn(case.train.frame, (case.attribute,), case.train.labels)
    group = groups.of(case.test.frame)[case.attribute].astype(str)
    true = by_rate(flip_rates(case.decide(case.test.frame), case.decide(case.twins), group))
    tables = []
    for mode, how in settings(case, seed, arguments):
        audit = audit_individual(
            case.train, case.test, case.decide, case.attribute, how, case.importance
        )
        rates = audit.rates[["group", "rate", "value", "low", "high"]]
        order = pd.MultiIndex.from_frame(rates[["group", "rate"]])
        rates = rates.assign(truth=true.reindex(order).array)
        tables.append(rates.assign(mode=mode))
        if mode == "fci":
            without = rates.assign(value=audit.rates["none"], low=np.nan, high=np.nan)
            tables.append(without.assign(mode="none"))
    found = pd.concat(tables)
    return found.assign(group=found["group"].str.replace(r"^([<>]=?) .*", r"\1", regex=True))


def mean_contributions(booster: xgboost.Booster, matrix: np.ndarray) -> pd.Series:
    found = booster.predict(xgboost.DMatrix(matrix), pred_contribs=True)[:, :-1]
    return pd.Series(np.abs(found).mean(axis=0), FEATURES)


def small_case(world: World, flagged: float, rows: int, seed: int) -> Case:
    train, _ = world.people(rows, seed)
    test, grown = world.people(rows, seed + OTHER)
    model = Classifier(train, flagged)
    importance = mean_contributions(model.booster, numbers_of_people(train))
    twins = grown(world.flipped(test, train))
    tiers = TIERS if world.caused else ()
    return Case(
        dataset(train), dataset(test), twins, model.predict, "person", importance, world.dag, tiers
    )


def telecom_case(world: Telecom, flagged: float, rows: int, seed: int) -> Case:
    train, test = telecom(rows=rows, seed=seed), telecom(rows=rows, seed=seed + OTHER)
    trees = TunedXGB(trials=1, trees=60, params={"max_depth": 4, "learning_rate": 0.15})
    model = trees.fit(train.X, train.y)
    score = model.predict_proba(train.X)[:, 1]
    rule = CutAt(float(np.quantile(score, 1 - flagged))).fit(train.y, score)
    fitted = Fitted(model, tuple(train.features), rule=rule)
    return Case(
        train=train,
        test=test,
        twins=telecom.counterfactual(test, world.attribute),
        decide=lambda people: fitted.predict(people)[1],
        attribute=world.attribute,
        importance=importance_of(fitted, train, seed),
        dag=seen(telecom.graph(), train),
    )


def seen(graph: Graph, data: Dataset) -> Dag:
    """Bridge what no table shows: its causes cause its effects."""
    shown = {*data.features, *data.sensitive, data.target}
    causes: dict[str, set[str]] = {}
    for node, parents in graph.parents.items():
        causes[node] = {c for p in parents for c in ({p} if p in shown else causes[p])}
    return Dag.from_edges(
        [(cause, node) for node in graph.parents if node in shown for cause in sorted(causes[node])]
    )


def settings(
    case: Case, seed: int, arguments: argparse.Namespace
) -> Iterator[tuple[str, TwinSettings]]:
    usual = TwinSettings(
        exogenous=True,
        draws=3,
        replicates=arguments.replicates,
        calibrations=arguments.calibrate,
        second=None,
        seed=seed,
    )
    for mode in arguments.modes:
        if mode == "fci unaided":
            yield mode, replace(usual, exogenous=False)
        elif mode == "given":
            yield mode, replace(usual, mode=mode, graph=case.dag)
        else:
            yield mode, replace(usual, mode=mode, tiers=case.tiers)


def dataset(people: pd.DataFrame) -> Dataset:
    kept = people[["person", *FEATURES, "fraud"]]
    return Dataset("people", kept, "fraud", ("person",), audit_only=("person",))


def bias_table(found: pd.DataFrame) -> pd.DataFrame:
    key = ["group", "rate"]
    truth = found.groupby(key)["truth"].mean()
    table = {"truth": truth.map("{:.5f}".format)}
    for mode, rows in found.groupby("mode", sort=False):
        off = (rows["value"] - rows["truth"]).groupby([rows["group"], rows["rate"]])
        reach = off.sem() * off.count().map(lambda n: t.ppf(0.975, n - 1))
        table[f"{mode} %"] = [
            f"{100 * b / w:+.1f} ± {100 * r / w:.1f}" if w else "-"
            for b, r, w in zip(off.mean(), reach, truth, strict=True)
        ]
        if rows["low"].notna().any():
            inside = rows["truth"].between(rows["low"], rows["high"])
            held = inside.where(rows["truth"].notna()).groupby([rows["group"], rows["rate"]])
            table[f"{mode} holds"] = held.mean().map("{:.2f}".format)
    return pd.DataFrame(table)


if __name__ == "__main__":
    main()
