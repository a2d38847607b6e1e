"""How the model was built: its settings, how they were found, by how much work."""

import pandas as pd

from fairlab.compare.select import NOT_SETTINGS, PARAM
from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import from_runs, traced, words_panel
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.report.pages.numbers import count

ORDER, TITLE = 30, "How it was built"
ANSWERS = (
    *(f"Annex IV 2({letter})" for letter in "abcfh"), "Art. 13(3)(b)(ii)", "Art. 13(3)(c)",
)  # fmt: skip
WORDS = (
    "development.choices", "development.third_parties", "development.architecture",
    "development.machine", "development.planned_changes", "development.security",
)  # fmt: skip
HOUR, MINUTE = 3600, 60
WORK = "time/total_s"


def write(evidence: Evidence) -> Section:
    """Say how the strategy was set, searched and trained."""
    panels = [words_panel(evidence, *WORDS), _work(evidence), _settings(evidence)]
    if panel := _hyperparameters(evidence):
        panels.append(panel)
    return Section(TITLE, panels=panels)


def _work(evidence: Evidence) -> Panel:
    own, every, source = evidence.own_runs, evidence.runs.table, evidence.source
    seeds = ", ".join(map(str, sorted(own["seed"])))
    rows = [
        ("Strategy", traced("built/strategy", evidence.strategy, evidence.strategy, source)),
        ("Seeds", traced("built/seeds", seeds, seeds, source)),
    ]
    if WORK in own and own[WORK].notna().any():
        seconds = own[WORK].sum()
        rows.append(("Time of its runs", traced("built/seconds", seconds, _time(seconds), source)))
        seconds = every[WORK].sum()
        everyone = tuple(name for name in evidence.sources if name.startswith("runs of "))
        all_time = traced("built/all_seconds", seconds, _time(seconds), everyone)
        rows.append(("Time of all runs", all_time))
    text = from_runs("Time is that of the clock, added up over runs.", source)
    return Panel("Work", text, sheet=Sheet(("What", "Figure"), rows, texts=2))


def _time(seconds: float) -> str:
    for size, name in ((HOUR, "hours"), (MINUTE, "minutes")):
        if seconds >= size:
            return f"{seconds / size:.3g} {name}"
    return f"{seconds:.3g} seconds"


def _settings(evidence: Evidence) -> Panel:
    own = evidence.own_runs
    names = [name for name in own if name.startswith(PARAM) and not name.startswith(NOT_SETTINGS)]
    rows = []
    for name in names:
        found = ", ".join(dict.fromkeys(own[name].dropna().astype(str)))
        if found:
            short = name.removeprefix(PARAM)
            rows.append((short, traced(f"setting/{short}", found, found, evidence.source)))
    text = from_runs("As the runs recorded them.", evidence.source)
    return Panel("Settings", text, sheet=Sheet(("Setting", "Value"), rows, texts=2))


def _hyperparameters(evidence: Evidence) -> Panel | None:
    """Show what the searches ended with, fold by fold and seed by seed as a range."""
    table = evidence.runs.joined("hyperparameters")
    if table.empty:
        return None
    rows = []
    for name, values in table.groupby("name", sort=False)["value"]:
        found = _range(values)
        rows.append((str(name), traced(f"hyperparameter/{name}", found, found, evidence.source)))
    folds = count(len(table.drop_duplicates(["seed", "fold"]))) if "fold" in table else "1"
    text = from_runs(f"What {folds} trainings ended with.", evidence.source)
    return Panel("Hyperparameters", text, sheet=Sheet(("Name", "Value"), rows, texts=2))


def _range(values: pd.Series) -> str:
    numbers = pd.to_numeric(values, errors="coerce")
    if numbers.isna().any():
        return ", ".join(dict.fromkeys(values.astype(str)))
    low, high = numbers.min(), numbers.max()
    return f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
