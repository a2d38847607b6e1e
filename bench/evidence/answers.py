"""What is answered on one telecom table: four strategies, two seeds, no search, a margin of .10.

A finished store of that sweep is read where EVIDENCE_STORE names one; else the sweep is run. The 27
questions are recall, precision and the share selected (a ratio, margin .8) by nine attributes. What
was asked of the changes was worked out for other bands: shares as differences, a margin of .10 for
accuracy too, the variance of people alone, and a band without 0 that differs however small it is.
Those are counted "as they were asked".
"""

import os
from contextlib import ExitStack
from dataclasses import replace
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
import pandas as pd

from bench.evidence.figures import row
from bench.evidence.recorded import decided_by, swept
from fairlab.audit import margins, statement, statements
from fairlab.audit.basic_statistics import BasicStatistics, basic_statistics
from fairlab.audit.margins import Margins
from fairlab.audit.statements import audit_of, changes_against
from fairlab.commands.comparison import compared
from fairlab.commands.finished import finished_runs
from fairlab.stats.answers import ALIKE, BEYOND, DIFFERS, OPEN
from fairlab.stats.moments import Moments
from fairlab.stats.spread import Spread, spread_of

REPETITIONS = 1
ASKED = ["recall", "precision", "selection_rate"]
MARGINS = Margins(gap=0.10)
SWEEP = ["--seeds", "2", "--search", "none"]
SAID = {"differ": [DIFFERS, BEYOND], "alike": [ALIKE], "open": [OPEN]}


def counted(setting: str, family: str, found: pd.DataFrame) -> list[dict]:
    """Count the answers; what is left to exact tests and has none is counted apart."""
    made = [
        row(f"answers, {family}", setting, f"{name} of {len(found)}",
            [found["answer"].isin(said).sum()])
        for name, said in SAID.items()
    ]  # fmt: skip
    made.append(row(f"answers, {family}", setting, f"without an answer of {len(found)}",
                    [len(found) - sum(one["value"] for one in made)]))  # fmt: skip
    return made


def one_question(found: pd.DataFrame) -> pd.DataFrame:
    """Keep a statement per attribute: missing values beside two groups are no question."""
    of_groups = found[found["attribute"] != ""]
    first = ~of_groups.duplicated(["strategy", "attribute", "metric"])
    return of_groups[first & of_groups["metric"].isin(ASKED)]


def as_asked(statistics: BasicStatistics) -> list[dict]:
    """Count changes and accuracy as the targets did."""
    with ExitStack() as put:
        for module in (margins, statement):
            put.enter_context(patch.object(module, "compared_as_ratio", lambda metric: False))
        put.enter_context(patch.object(statements, "spread_of", of_people_alone))
        wide = Margins(gap=0.10, auc=0.10, accuracy=0.10)
        found = changes_against(statistics, "baseline", metrics=ASKED, margins=wide)
    of_all = pd.concat([found[found["attribute"] == ""], one_question(found)])
    without_0 = ((of_all["low"] > 0) | (of_all["high"] < 0)).sum()
    made = counted("as they were asked", "changes and accuracy", of_all)
    figure = f"bands without 0 of {len(of_all)}"
    return [*made, row("answers, changes and accuracy", "as they were asked", figure, [without_0],
                       "at least 20 of 99")]  # fmt: skip


def of_people_alone(moments: Moments, *_: object) -> Spread:
    """Give the variance of people in folds, whatever their models do."""
    folds = len(moments.models) // moments.seeds
    people = np.diag(moments.rows) / moments.n**2 * folds / (folds - 1)
    return replace(spread_of(moments), variance=people, df=np.full(len(people), np.inf))


def measured(store: str) -> list[dict]:
    """Ask a finished store."""
    ledger, runs = finished_runs("telecom", [], store)
    product = compared(ledger, runs, margins=MARGINS)
    assert product is not None, store
    made = []
    for family, found in {"baseline": product.gaps, "changes": product.changes}.items():
        made += counted("the product's families", family, one_question(found))
    accuracy = product.changes.query("attribute == ''")
    made += counted("the product's families", "changes of accuracy", accuracy)
    statistics = basic_statistics(decided_by(ledger, runs))
    only = {"metrics": ASKED, "margins": MARGINS}
    for family, found in {
        "baseline": audit_of(statistics, "baseline", **only),
        "changes": changes_against(statistics, "baseline", **only),
    }.items():
        made += counted("families of these alone", family, one_question(found))
    accuracy = found.query("attribute == ''")
    made += counted("families of these alone", "changes of accuracy", accuracy)
    return made + as_asked(statistics)


def rows(repetitions: int) -> pd.DataFrame:
    """Run the sweep unless there is one, and count."""
    if store := os.environ.get("EVIDENCE_STORE"):
        return pd.DataFrame(measured(store))
    with TemporaryDirectory() as folder:
        return pd.DataFrame(measured(swept(folder, *SWEEP)))
