"""What a notebook does with fairlab: sweep, audit, compare, report, gate, clones.

Each function takes plain values and gives frames, or a small object that holds frames.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.audit.sources import AuditSource
    from fairlab.clones import CloneTest
    from fairlab.data import Dataset
    from fairlab.experiment.design import Design
    from fairlab.experiment.strategy import Strategy
    from fairlab.report.pages import Page


@dataclass(frozen=True, eq=False)
class Sweep:
    """What a sweep left in its store.

    Parameters
    ----------
    runs : DataFrame
        One row per finished run: ``strategy``, ``seed``, ``run_id``, parameters as
        ``params.<name>``, and metrics such as ``test/auprc`` and ``fair.sex/recall_parity``.
    failures : DataFrame
        One row per run that failed: ``strategy``, ``seed``, ``step``, ``cause``, ``trace``.
    dataset : str
        The name of the data.
    store : str
        Where the runs are.
    """

    runs: pd.DataFrame = field(repr=False)
    failures: pd.DataFrame
    dataset: str
    store: str


@dataclass(frozen=True, eq=False)
class Audit:
    """An audit by group.

    Parameters
    ----------
    source : AuditSource
        What was audited.
    groups : DataFrame
        Rates by group and measures by attribute, see ``fairlab.audit.audit_groups``.
    """

    source: "AuditSource"
    groups: pd.DataFrame = field(repr=False)

    @property
    def answer(self) -> list[str]:
        """What was found, in sentences."""
        return list(self.page.answer)

    @property
    def page(self) -> "Page":
        """The audit as a page."""
        from fairlab.report.audit_page import audit_page

        return audit_page(self.source, self.groups, ())

    def to_html(self, path: str | Path) -> Path:
        """Write the page: one file that needs no network."""
        from fairlab.report.pages import render, save

        save(Path(path), render(self.page))
        return Path(path)

    def _repr_html_(self) -> str:
        from html import escape

        sentences = "".join(f"<p>{escape(text)}</p>" for text in self.answer)
        measures = self.groups[self.groups["kind"] == "attribute"].dropna(axis=1, how="all")
        return sentences + measures.to_html(index=False, float_format="{:.3f}".format)


def sweep(
    strategies: "str | Strategy | Iterable[str | Strategy]",
    dataset: "str | Dataset",
    seeds: int | Sequence[int] = 10,
    store: str | Path | None = None,
    design: "Design | None" = None,
    jobs: int = 1,
) -> Sweep:
    """Run strategies over seeds; only what the store does not hold yet.

    Parameters
    ----------
    strategies : str, Strategy, or several of them
        Names of the scripts that come with fairlab, or your own; what one needs is run before it.
    dataset : str or Dataset
        A name such as ``"telecom"``, or data of your own.
    seeds : int or sequence of int
        10 is 0 to 9.
    store : str or Path, optional
        A file, or an MLflow tracking URI; ``mlflow.db`` in the current folder if left out.
    design : Design, optional
        Which rows a run learns from, and on which it is judged.
    jobs : int
        Runs side by side.

    Returns
    -------
    Sweep

    Raises
    ------
    RequestError, DataError, StoreError
        Before anything is trained, where something cannot work.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from sklearn.ensemble import HistGradientBoostingClassifier
    >>> from fairlab import Strategy, sweep
    >>> trees = Strategy("baseline", HistGradientBoostingClassifier(max_iter=10))
    >>> found = sweep(trees, "loans", seeds=2, store=f"{mkdtemp()}/mlflow.db")
    >>> found.runs[["strategy", "seed"]].values.tolist(), len(found.failures)
    ([['baseline', 0], ['baseline', 1]], 0)
    """
    from fairlab.engines import open_engine
    from fairlab.experiment.sweep import plan, run_missing
    from fairlab.record import Ledger, open_store

    data = _data(dataset)
    if not data.sensitive:
        raise RequestError("Nothing would be audited: the data name no sensitive columns.")
    specs = plan(_strategies(strategies), data, _seeds(seeds), design)
    _check(specs, data)
    ledger = Ledger(open_store(_uri(store)), data.name)
    ledger.prepare()
    with open_engine(jobs=jobs) as engine:
        failed = run_missing(specs, data, ledger, engine)
    columns = ["strategy", "seed", "step", "cause", "trace"]
    return Sweep(
        ledger.table({spec.key for spec in specs}),
        pd.DataFrame([vars(one) for one in failed], columns=columns),
        data.name,
        ledger.store.uri,
    )


def audit(
    source: "AuditSource | str | None" = None,
    *,
    y: Any = None,
    decision: Any = None,
    groups: Any = None,
    score: Any = None,
    title: str = "decisions",
    store: str | Path | None = None,
) -> Audit:
    """Audit decisions by group: of a recorded run, or as arrays.

    Parameters
    ----------
    source : AuditSource or str, optional
        What to audit, or the id of a recorded run.
    y, decision : array of 0 and 1, shape (rows,), optional
        What happened, and who was flagged, where no source is given.
    groups : DataFrame, shape (rows, attributes), optional
        A column per sensitive attribute.
    score : array of float, shape (rows,), optional
        The predicted probability of the bad event.
    title : str
        What the page's heading names.
    store : str or Path, optional
        Where the run is recorded.

    Returns
    -------
    Audit

    Raises
    ------
    RequestError
        Neither a source is given, nor labels, decisions and groups.
    DataError
        The columns do not fit each other.

    Examples
    --------
    >>> import fairlab
    >>> sex = pd.DataFrame({"sex": ["f"] * 10 + ["m"] * 10})
    >>> flagged = [1] * 8 + [0] * 2 + [1] * 2 + [0] * 8
    >>> found = fairlab.audit(y=[1] * 20, decision=flagged, groups=sex)
    >>> rows = found.groups.set_index("measure")
    >>> rows.loc["recall_parity", ["value", "p"]].astype(float).round(3).tolist()
    [0.75, 0.023]
    """
    from fairlab.audit.group import audit_groups

    if isinstance(source, str):
        source = _recorded(source, store)
    if source is None:
        source = _arrays(y, decision, groups, score, title)
    return Audit(source, audit_groups(source.y, source.decision, source.groups))


def clones(
    model: Callable[[pd.DataFrame], Any],
    data: "str | Dataset",
    attributes: str | Sequence[str] | Mapping[str, Sequence[Any]],
    approves: str = "1",
    profiles: int = 2000,
    seed: int = 0,
    follow: Sequence[str] = (),
) -> "CloneTest":
    """Ask a model about invented people who are equal in all but some attributes.

    Parameters
    ----------
    model : callable
        Takes a frame of people and gives an answer for each.
    data : str or Dataset
        From whose columns profiles are drawn; no profile is a person of it.
    attributes : str, sequence of str, or mapping of str to sequence
        What clones differ in; with a mapping, at which levels.
    approves : str
        The answer that approves: ``"1"``, ``"yes"``, ``">=0.5"``.
    profiles : int
        How many.
    seed : int
        Of the draw.
    follow : sequence of str
        Columns that go with the attributes; the rest is equal.

    Returns
    -------
    CloneTest
        ``pairs``, ``approved`` and ``any_flip`` as frames.

    Examples
    --------
    >>> import fairlab
    >>> test = fairlab.clones(lambda people: people["Income"] > 5000, "loans", "Gender", "True",
    ...                       profiles=100)
    >>> test.pairs["flips"].tolist()
    [0]
    """
    from fairlab.clones import AskedModel, chosen_levels, clone_test
    from fairlab.clones.from_data import schema_of, with_proxies

    named = {attributes: ()} if isinstance(attributes, str) else attributes
    asked = {name: [*map(str, named[name])] if isinstance(named, Mapping) else [] for name in named}
    dataset = _data(data)
    form = schema_of(dataset)
    levels = chosen_levels(form, asked)
    form = with_proxies(form, dataset, levels, follow)
    name = getattr(model, "__name__", type(model).__name__)
    return clone_test(
        AskedModel(name, model, approves=approves), form, levels, profiles, seed, follow
    )


def compare(
    store: "str | Path | Sweep | None" = None,
    dataset: str | None = None,
    where: Sequence[str] = (),
    every: bool = False,
) -> pd.DataFrame:
    """Compare the strategies of a store with its baseline.

    Parameters
    ----------
    store : str, Path or Sweep, optional
        A file or an MLflow tracking URI, or what ``sweep`` gave.
    dataset : str, optional
        Whose runs; may be left out where the store has runs of one data set only.
    where : sequence of str
        ``name=value``, of parameters.
    every : bool
        Whether metrics that are not compared by default are there too.

    Returns
    -------
    DataFrame
        One row per metric and strategy: ``mean``, ``sd`` over seeds, ``difference`` from the
        baseline with its 95 % interval ``low`` to ``high``, p-values and ``verdict``.
    """
    from fairlab.commands.finished import finished_runs
    from fairlab.compare.paired_seeds import compare as compare_runs
    from fairlab.compare.select import compared_metrics, overlap_of

    uri, dataset = _place(store, dataset)
    _, runs = finished_runs(dataset, where, uri)
    return compare_runs(compared_metrics(runs, every), overlap=overlap_of(runs))


def report(
    store: "str | Path | Sweep | None" = None,
    dataset: str | None = None,
    output: str | Path | None = None,
    where: Sequence[str] = (),
) -> Path:
    """Write a sweep as one page that needs no network.

    Parameters
    ----------
    store, dataset, where
        As for ``compare``.
    output : str or Path, optional
        The page; ``report-<dataset>.html`` if left out.

    Returns
    -------
    Path
    """
    from fairlab.commands.finished import finished_runs
    from fairlab.commands.report import write_report

    uri, dataset = _place(store, dataset)
    ledger, runs = finished_runs(dataset, where, uri)
    path = Path(output or f"report-{ledger.dataset_name}.html")
    write_report(ledger, runs, path)
    return path


def gate(
    store: "str | Path | Sweep | None" = None,
    dataset: str | None = None,
    most: Mapping[str, float] | None = None,
    least: Mapping[str, float] | None = None,
    where: Sequence[str] = (),
) -> pd.DataFrame:
    """Hold the strategies of a store against limits.

    Parameters
    ----------
    store, dataset, where
        As for ``compare``.
    most, least : mapping of str to float
        What each metric may be at most, and must be at least.

    Returns
    -------
    DataFrame
        One row per strategy and limit: ``strategy``, ``metric``, ``verdict`` (kept, broken, or
        cannot be told) and ``sentence``.
    """
    from fairlab.commands.finished import finished_runs
    from fairlab.commands.gate import judged

    uri, dataset = _place(store, dataset)
    ledger, runs = finished_runs(dataset, where, uri)
    typed = [[f"{name}={value!r}" for name, value in (limits or {}).items()]
             for limits in (most, least)]  # fmt: skip
    return judged(ledger, runs, *typed)


def _place(store: "str | Path | Sweep | None", dataset: str | None) -> tuple[str | None, Any]:
    if isinstance(store, Sweep):
        return store.store, dataset or store.dataset
    return _uri(store), dataset


def _uri(store: str | Path | None) -> str | None:
    if store is None or "://" in str(store):
        return None if store is None else str(store)
    return f"sqlite:///{Path(fspath(store)).absolute()}"


def _data(dataset: "str | Dataset") -> "Dataset":
    from fairlab.data import load

    return load(dataset) if isinstance(dataset, str) else dataset


def _seeds(seeds: int | Sequence[int]) -> list[int]:
    return list(range(seeds)) if isinstance(seeds, int) else list(seeds)


def _strategies(given: Any) -> list["Strategy"]:
    """Put what is needed before what needs it; scripts are found by name."""
    from fairlab.experiment.scripts import find_strategies
    from fairlab.experiment.strategy import Strategy

    named = [given] if isinstance(given, str | Strategy) else list(given)
    own = {one.name: one for one in named if isinstance(one, Strategy)}
    found: dict[str, Strategy] = {}

    def collect(name: str) -> None:
        if name not in found:
            strategy = own.get(name) or find_strategies([name])[-1]
            for needed in strategy.needs:
                collect(needed)
            found[strategy.name] = strategy

    for one in named:
        collect(one.name if isinstance(one, Strategy) else one)
    return list(found.values())


def _check(specs: Sequence[Any], data: "Dataset") -> None:
    train = data.split(specs[0].design.split_seed(specs[0].seed)).train
    for strategy in {spec.strategy.name: spec.strategy for spec in specs}.values():
        strategy.check(train)


def _arrays(y: Any, decision: Any, groups: Any, score: Any, title: str) -> "AuditSource":
    from fairlab.audit.sources import AuditSource

    if y is None or decision is None or groups is None:
        raise RequestError("Give y, decision and groups, or a source or a run's id to audit.")
    frame = pd.DataFrame(groups)
    index = frame.index
    as_series = partial(pd.Series, index=index)
    return AuditSource(
        title=title,
        about="Decisions that were given as arrays.",
        y=y if isinstance(y, pd.Series) else as_series(list(y)),
        decision=decision if isinstance(decision, pd.Series) else as_series(list(decision)),
        groups=frame.astype("category"),
        score=score if score is None or isinstance(score, pd.Series) else as_series(list(score)),
        row_ids=index,
    )


def _recorded(run: str, store: str | Path | None) -> "AuditSource":
    from fairlab.commands.recorded_run import data_of, find_run, model_of, source_of
    from fairlab.record import open_store

    opened = open_store(_uri(store), create=False)
    found = find_run(opened, run, None, None, None)
    parts = found.split(data_of(found, {}))
    return source_of(found, model_of(opened, found), parts)
