"""Flip rates against the truth, in small worlds where everybody's counterfactual is known.

    python -m bench.counterfactual --seeds 20 --rows 20000
    python -m bench.counterfactual --worlds strong rare --replicates 20 --modes fci

Prints for each world the true FR1 to FR5 and, per mode, how far the estimate is off in percent of
the truth, with a 95 % interval over the seeds; with --replicates also how often the interval of
the audit holds the truth. "none" comes with "fci"; "fci unaided" is told nothing beforehand.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import t

from fairlab.counterfactual import Settings, audit_individual, flip_rates, shap_importance
from fairlab.data import Dataset
from fairlab.data.groups import Groups
from tests.counterfactual.worlds import FEATURES, Classifier, World, numbers_of_people

EARLIER = ("region_risk", "tenure", "weekend", "channel", "noise")
LATER = ("income", "score", "owner", "contracts", "late", "plan", "usage")
TIERS = (EARLIER, ("person",), LATER)
STRONG, RARE = 0.25, 0.02
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
    return made


def one_seed(
    world: World, flagged: float, seed: int, arguments: argparse.Namespace
) -> pd.DataFrame:
    train, _ = world.people(arguments.rows, seed)
    test, grown = world.people(arguments.rows, seed + 100_000)
    model = Classifier(train, flagged)
    importance = shap_importance(model.booster, numbers_of_people(train), FEATURES)
    truth = model.predict(grown(world.flipped(test, train)))
    groups = Groups.learn(train, ("person",)).of(test)["person"]
    true = flip_rates(model.predict(test), truth, groups)
    tables = []
    for mode, how in settings(world, seed, arguments):
        audit = audit_individual(
            dataset(train), dataset(test), model, "person", how, importance=importance
        )
        rates = audit.rates[["group", "rate", "value", "low", "high"]]
        tables.append(rates.assign(mode=mode, truth=true["value"].to_numpy()))
        if mode == "fci":
            without = rates.assign(value=audit.rates["none"], low=np.nan, high=np.nan)
            tables.append(without.assign(mode="none", truth=true["value"].to_numpy()))
    found = pd.concat(tables)
    return found.assign(group=found["group"].str.replace(r"^([<>]=?) .*", r"\1", regex=True))


def settings(
    world: World, seed: int, arguments: argparse.Namespace
) -> Iterator[tuple[str, Settings]]:
    usual = Settings(
        exogenous=True, draws=3, replicates=arguments.replicates, second=None, seed=seed
    )
    for mode in arguments.modes:
        if mode == "fci unaided":
            yield mode, replace(usual, exogenous=False)
        elif mode == "given":
            yield mode, replace(usual, mode=mode, graph=world.dag)
        else:
            yield mode, replace(usual, mode=mode, tiers=TIERS if world.caused else ())


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
