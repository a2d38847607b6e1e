"""Simulated months of telecom decisions with a bias that begins in one of them: when is the alarm?

    python -m bench.monitored_months [--rows N] [--months N] [--begins MONTH] [--bias SD] FOLDER

A model of four scores, learned before the first month, flags as many people with a Dutch document
as without. From one month on the credit scores of people without one are recorded too low. The
files of all months are written into FOLDER and fed to `fairlab monitor` as months go by: decisions
when a month has ended, labels within 60 days.
"""

import argparse
import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

from fairlab.commands.monitor import monitor_session
from fairlab.data.sets.telecom import telecom
from fairlab.monitor.cohorts import last_day
from fairlab.monitor.e_statements import Evaluated, evaluate
from fairlab.monitor.monitor_words import about, answered, told_in_order
from fairlab.monitor.state_file import reading
from fairlab.monitor.watched_state import State

SHARE = 0.07  # that is flagged, with a Dutch document and without
SCORES = [
    "focumcheck_creditscore", "focumcheck_addressscore", "email_risk_score", "ip_risk_score"
]  # fmt: skip
DOCUMENT = "calculated_countrycode_nld"
FIRST_YEAR = 2024
ASKED = {
    "batch": None, "query": None, "data": None, "correct": False, "restart": None,
    "decision": "flagged", "approve": "0", "time": "decided_on", "row_id": "id",
    "groups": "document,gender", "label": "fraud", "maturity": "60d", "scores": "score",
    "measures": "selection_rate,fpr", "delta": ("0.03",), "separator": ",",
}  # fmt: skip


@dataclass(frozen=True)
class Deployed:
    """A model, and from which score on each group is flagged."""

    model: HistGradientBoostingClassifier
    cuts: tuple[float, float]

    @classmethod
    def before(cls, rows: int) -> "Deployed":
        """Learn from people who came before the first month."""
        past = telecom(rows=rows, seed=10_000)
        model = HistGradientBoostingClassifier(max_iter=60, max_depth=3, random_state=0)
        model.fit(past.frame[SCORES], past.frame["fraud"])
        of = past.frame[DOCUMENT].to_numpy()
        score = model.predict_proba(past.frame[SCORES])[:, 1]
        cuts = [float(np.quantile(score[of == group], 1 - SHARE)) for group in (0, 1)]
        return cls(model, (cuts[0], cuts[1]))

    def month(self, at: int, rows: int, bias: float) -> pd.DataFrame:
        """Decide about a month of people."""
        people = telecom(rows=rows, seed=at, measurement_bias=bias).frame
        score = self.model.predict_proba(people[SCORES])[:, 1]
        of = people[DOCUMENT].to_numpy(int)
        first, size = first_of(at), last_day(first_of(at), "month").day
        return pd.DataFrame(
            {
                "id": [f"{at}-{one}" for one in range(rows)],
                "decided_on": [first + timedelta(days=one * size // rows) for one in range(rows)],
                "document": np.where(of == 1, "Dutch", "other"),
                "gender": people["gender"].replace("O", None),
                "score": score.round(5),
                "flagged": (score >= np.array(self.cuts)[of]).astype(int),
                "fraud": people["fraud"],
            }
        )


def first_of(month: int) -> date:
    """Give the first day of a month, counted from 1."""
    return date(FIRST_YEAR + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def watch(
    folder: Path,
    months: int,
    begins: int,
    rows: int,
    bias: float,
    told: Callable = lambda *_: None,
    learned: int | None = None,
) -> dict[str, int]:
    """Feed month after month, as months go by.

    Returns
    -------
    dict of str to int
        The month in which each alarm was first given.
    """
    deployed, alarms = Deployed.before(learned or 6 * rows), {}
    for at in range(1, months + 1):
        found = deployed.month(at, rows, bias if at >= begins else 0.0)
        file = folder / f"decisions-{first_of(at):%Y-%m}.csv"
        found.drop(columns="fraud").to_csv(file, index=False)
        found[["id", "fraud"]].to_csv(folder / f"labels-{first_of(at):%Y-%m}.csv", index=False)
        late = folder / f"labels-{first_of(at - 2):%Y-%m}.csv" if at > 2 else None
        today = last_day(first_of(at), "month")
        with contextlib.redirect_stdout(io.StringIO()):
            code = monitor_session(
                [str(file)], "telecom", [str(late)] if late else [], no_record=True,
                state=folder / "monitor-telecom.db", output=folder / "monitor-telecom.html",
                today=str(today), **ASKED,
            )  # fmt: skip
        found_so_far = said(folder)
        for one in found_so_far.statements:
            if one.alarmed is not None:
                alarms.setdefault(about(one), at)
        told(at, code, found_so_far)
    return alarms


def said(folder: Path) -> Evaluated:
    """Say what the monitor knows."""
    with reading(folder / "monitor-telecom.db") as db:
        state = State(db)
        assert state.settings
        assert state.current
        return evaluate(state, state.settings, state.current.number)


def main() -> None:
    """Print the first answers of every month, then the alarms."""
    parser = argparse.ArgumentParser(prog="python -m bench.monitored_months", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--begins", type=int, default=20)
    parser.add_argument("--bias", type=float, default=0.5)
    asked = parser.parse_args()

    def told(at: int, code: int, found: Evaluated) -> None:
        first = told_in_order(found, 1)[0]
        print(
            f"{at} exit {code}: {about(first)}: {answered(first, found)}",
            flush=True,
        )

    alarms = watch(asked.folder, asked.months, asked.begins, asked.rows, asked.bias, told)
    for what, at in alarms.items():
        print(f"{what}: alarm in month {at}, {at - asked.begins + 1} months after it began")


if __name__ == "__main__":
    main()
