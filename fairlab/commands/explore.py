"""The command ``fairlab data explore``: a page about a table before any model sees it."""

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.audit.metric_names import metric_word
from fairlab.commands.next_steps import data_typed, store_option
from fairlab.commands.prints_table import put_each_aside
from fairlab.commands.program_name import program_name
from fairlab.commands.terminal import say, say_headed, terminal
from fairlab.commands.typed_data import load_dataset
from fairlab.commands.writable import refuse_unwritable, store_file, table_files
from fairlab.data.table import slug
from fairlab.errors import RequestError
from fairlab.explore import Exploration, explore
from fairlab.explore.bins import level_text
from fairlab.report.exploration_page import exploration_page
from fairlab.report.pages import Page, render, save
from fairlab.report.pages.drawing import standalone

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.record import AuditIdentity, RunResult


def explore_session(
    name: str | None,
    dataset: str | None,
    output: Path | None,
    store: str | None,
    no_record: bool,
    together: bool = False,
    **about_data: Any,
) -> None:
    """Write the page of a data set, record it, and say what stands out.

    Parameters
    ----------
    name, dataset : str, optional
        A data set that is shipped, named either way.
    output : Path, optional
        Where to write the page; ``explore-<name>.html`` if left out.
    store : str, optional
        Tracking URI.
    no_record : bool
        Whether MLflow is left alone.
    together : bool
        See ``explore``.
    **about_data
        The options that describe the user's own table, as typed.

    Raises
    ------
    RequestError
        Two data sets are named, or the page cannot be written.
    """
    from fairlab.record import Ledger, open_store

    if name and dataset:
        raise RequestError(f"Name one data set: either {name!r} or --dataset {dataset}.")
    read = [None if no_record else store_file(store), *table_files(about_data.get("data"))]
    refuse_unwritable(output, inputs=read)
    data = load_dataset(dataset=name or dataset, **about_data)
    path = output or Path(f"explore-{data.name}.html")
    refuse_unwritable(path)
    ledger = None if no_record else Ledger(open_store(store), f"{data.name}/audit")
    started = datetime.now(UTC)
    found = explore(data, together)
    page = exploration_page(found)
    html = render(page)
    save(path, html)
    console = terminal()
    say(page.answer)
    if ledger:
        ledger.write(*explored_run(data, found, page, html, started))
        say_headed(console, "Recorded:", ledger.shown)
    say_headed(console, "The page:", f"{path} ({len(html.encode()) / 1e3:,.0f} kB)")
    words = ["sweep", *data_typed({"dataset": name or dataset, **about_data}), "--budget", "0.05"]
    line = shlex.join([program_name(), *words]) + (store_option(ledger.store) if ledger else "")
    say_headed(console, "Then:", line)
    put_each_aside({
        "page": str(path), "dataset": data.name, "rows": found.rows,
        "positives": found.positives, "answer": page.answer, **explored_tables(found),
    })  # fmt: skip


def explored_run(
    data: "Dataset", found: Exploration, page: Page, html: str, started: datetime
) -> "tuple[AuditIdentity, RunResult]":
    """Describe an exploration for the ledger, as an audit: it is no run of a strategy.

    Parameters
    ----------
    data : Dataset
    found : Exploration
        Of the data.
    page : Page
        Of what was found.
    html : str
        The page as a file.
    started : datetime
    """
    from fairlab.record import AuditIdentity, RunResult
    from fairlab.versions import library_versions

    note = "\n\n".join(page.answer)
    about = AuditIdentity("explore", data.identity, {"split.test": data.test_part}, note)
    return about, RunResult(
        metrics=explored_metrics(found),
        started=started,
        ended=datetime.now(UTC),
        versions=library_versions(),
        parts={row.part: (row.rows, row.positives) for row in found.classes.itertuples()},
        tables=explored_tables(found),
        files={"page.html": html, **_figures(page)},
    )


def explored_metrics(found: Exploration) -> dict[str, float]:
    """Name the main figures of an exploration; the tables hold the rest.

    Returns
    -------
    dict of str to float
        Rows, positives and their share; per attribute the share of its smallest group, the
        distance between its highest and its lowest share of positives, and the AUC of its
        strongest proxy.

    Examples
    --------
    >>> from fairlab.data import loans
    >>> list(explored_metrics(explore(loans())))[:4]
    ['data/rows', 'data/positives', 'data/positive_rate', 'data.Gender/smallest_share']
    """
    metrics: dict[str, float] = {
        "data/rows": found.rows,
        "data/positives": found.positives,
        "data/positive_rate": found.rate,
    }
    for attribute, rows in found.groups.groupby("attribute", sort=False):
        word = f"data.{metric_word(attribute)}"
        metrics[f"{word}/smallest_share"] = rows["share"].min()
        metrics[f"{word}/rate_gap"] = rows["rate"].max() - rows["rate"].min()
    for attribute, auc in found.proxies.groupby("attribute", sort=False)["auc"].max().items():
        metrics[f"data.{metric_word(attribute)}/strongest_proxy_auc"] = auc
    return metrics


def explored_tables(found: Exploration) -> dict[str, pd.DataFrame]:
    """Lay out the tables of an exploration for MLflow.

    Returns
    -------
    dict of str to DataFrame
        ``classes``, ``groups``, ``missing``, ``proxies``, ``hidden_proxies`` where they were asked
        for, and ``levels``: rows and positives by
        month, weekday, hour and sensitive attribute.

    Examples
    --------
    >>> from fairlab.data import loans
    >>> explored_tables(explore(loans()))["levels"][["by", "level", "rows"]]
           by   level  rows
    0  Gender  Female   510
    1  Gender    Male   490
    """
    levels = [
        table.assign(by=by, level=table["level"].map(level_text))[["by", *table]]
        for by, table in {**found.calendar, **found.attributes}.items()
    ]
    tables = {
        "classes": found.classes,
        "groups": found.groups,
        "missing": found.missing.assign(same_rows=found.missing["same_rows"].map(", ".join)),
        "proxies": found.proxies,
    }
    if len(found.hidden_proxies):
        tables["hidden_proxies"] = found.hidden_proxies
    return tables | ({"levels": pd.concat(levels, ignore_index=True)} if levels else {})


def _figures(page: Page) -> dict[str, str]:
    shown = [
        (f"{panel.title or section.title} {picture.title}", picture.svg)
        for section in page.sections
        for panel in section.panels
        for picture in panel.pictures
    ]
    return {
        f"figures/{place:02d}-{slug(title)}.svg": standalone(svg)
        for place, (title, svg) in enumerate(shown, 1)
    }
