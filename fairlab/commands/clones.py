"""The command ``fairlab clones``: invented people who differ in one attribute, and a model."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from fairlab.clones import AskedModel, CloneTest, Schema, clone_test, range_figure, read_schema
from fairlab.clones.answer_meaning import labels_of
from fairlab.clones.approval_ranges import (
    most_telling_column,
    numeric_columns,
    refuse_unknown_number,
)
from fairlab.clones.article import published_schema, published_tree
from fairlab.clones.ask_clones import probe
from fairlab.clones.from_data import following_of, refuse_unknown, schema_of, with_proxies
from fairlab.clones.level_choice import chosen_levels
from fairlab.clones.never_together import never_together
from fairlab.clones.result_tables import tables_of
from fairlab.commands.clone_record import clone_run, clones_with_decisions
from fairlab.commands.clone_tables import show_article, show_findings
from fairlab.commands.load_model import load_model
from fairlab.commands.model_sources.fairlab_run import is_run, run_id_of
from fairlab.commands.recorded_run import data_of, find_run
from fairlab.commands.terminal import terminal
from fairlab.commands.typed_data import load_dataset
from fairlab.commands.writable import (
    refuse_no_figure,
    refuse_unwritable,
    store_file,
    table_files,
)
from fairlab.data.messages import plain
from fairlab.data.notes.row_notes import positives
from fairlab.data.table import slug
from fairlab.errors import RequestError
from fairlab.system.atomic_write import atomic_write
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.record import Store

EXAMPLE = "clones-example"  # not to stand beside what is called loans
APART = "Each column was drawn by itself: what goes together in the data does not in the profiles."


class CloneQuestion(NamedTuple):
    """Who is asked about what."""

    model: AskedModel
    schema: Schema
    dataset: "Dataset | None" = None


def clones_session(
    *,
    model: str | None,
    strategy: str | None,
    budget: float | str | None,
    trust: bool,
    timeout: float | None,
    approves: str | None,
    schema: Path | None,
    attributes: Iterable[str],
    follow: str | None,
    profiles: int,
    seed: int | None,
    along: str | None,
    figure: Path | None,
    csv: Path | None,
    store: str | None,
    no_record: bool,
    **about_data: Any,
) -> None:
    """Ask a model about clones; the published audit when nothing is named.

    Parameters
    ----------
    model, strategy, budget, trust, timeout, approves
    schema, attributes, follow, profiles, seed, along
        What is asked, as typed; None where not given.
    figure, csv, store, no_record
        Where the answer goes.
    **about_data
        Those that name a data set.
    """
    from fairlab.record import Ledger, open_store

    read = [model, schema, store_file(store), *table_files(about_data.get("data"))]
    refuse_unwritable(figure, csv, inputs=read)
    refuse_no_figure(figure)
    started = datetime.now(UTC)
    open_it = partial(open_store, store, create=False)
    given = {name: value for name, value in about_data.items() if value is not None}
    model, budget = _model_typed(model, strategy, seed, budget, given, open_it)
    seed = seed or 0
    load = partial(load_model, approves=approves, open_it=open_it, trust=trust, timeout=timeout)
    asked, form, dataset = _question(model, load, schema, seed, given, open_it)
    asked_levels = levels_typed(attributes, form.columns)
    levels = chosen_levels(form, asked_levels)
    following = _followed(form, dataset, levels, follow, along)
    if figure:
        _refuse_nothing_to_draw(form, [*levels, *following])
    if dataset is not None:
        form = with_proxies(form, dataset, levels, following)
    probe(asked, form, levels, seed, following)
    name = f"{slug(form.name) if model else EXAMPLE}/audit"
    ledger, console = None if no_record else Ledger(open_store(store), name), terminal()
    with console.status(f"Asking about {profiles:,} profiles ..."):
        test = clone_test(asked, form, levels, profiles, seed, following)
        along = along or most_telling_column(test)
        tables = tables_of(test, along, dataset)
    beside = _beside(dataset, test, tables)
    for said in positives(dataset) if dataset is not None else ():
        console.print(f"Note: {said}", highlight=False, markup=False)
    if not model:
        console.print("No --model is named, so the published example is audited: invented loans.\n")
        show_article(console)
    typed = {**given, "budget": budget, "model": model, "trust": trust, "approves": approves}
    typed |= {"attributes": attributes, "follow": follow, "profiles": profiles}
    sentence = show_findings(test, tables, along, console, dataset, typed)
    middles = (*_middles(form, levels, asked_levels), *_outside(form, levels))
    for said in filter(None, (asked.meaning if model else "", *middles, beside)):
        console.print(said, highlight=False, markup=False)
    _write(test, tables, along, figure, csv)
    if ledger:
        run_id = ledger.write(*clone_run(test, tables, seed, started, sentence, along))
        where = f"{ledger.shown}, run {run_id}"
        console.print(f"\nRecorded: {where}", highlight=False, markup=False, soft_wrap=True)


def _followed(
    form: Schema,
    dataset: "Dataset | None",
    levels: Mapping[str, list[Any]],
    follow: str | None,
    along: str | None,
) -> list[str]:
    """Name the columns that move with the attributes, of data also those that must."""
    following = list(names_in(follow))
    refuse_unknown(form, following, levels)
    if along:
        refuse_unknown_number(form, [*levels, *following], along)
    return following if dataset is None else following_of(form, dataset, levels, following)


def _refuse_nothing_to_draw(form: Schema, differing: Iterable[str]) -> None:
    if not numeric_columns(form, differing):
        raise RequestError(
            "There is no number to draw approvals along: one that all clones of a profile share.\n"
            "Leave out --figure."
        )


def _middles(
    form: Schema, levels: Mapping[str, list[Any]], typed: Mapping[str, list[str]]
) -> Iterator[str]:
    for name, chosen in levels.items():
        if chosen == form.typical.get(name) and not typed.get(name):
            listed = ", ".join(map(str, chosen))
            yield f"{plain(name)} stands at the middle of each of its bands: {listed}."


def _outside(form: Schema, levels: Mapping[str, list[Any]]) -> Iterator[str]:
    """Say which numbers nobody has among those that profiles are drawn from."""
    limits = {name: form.limits(name) for name in levels}
    for name, (low, high) in ((name, ends) for name, ends in limits.items() if ends):
        if beyond := [f"{one:g}" for one in levels[name] if not low <= one <= high]:
            yield f"{plain(name)} runs from {low:g} to {high:g}; beyond it: {', '.join(beyond)}."


def _write(
    test: CloneTest,
    tables: dict[str, pd.DataFrame],
    along: str | None,
    figure: Path | None,
    csv: Path | None,
) -> None:
    """Write the files that were asked for."""
    if figure and along:
        with atomic_write(figure) as part:
            range_figure(tables["ranges"], part, along, test.schema.name)
    if csv:
        with atomic_write(csv) as part:
            clones_with_decisions(test).to_csv(part, index=False)


def _beside(dataset: "Dataset | None", test: CloneTest, tables: dict[str, pd.DataFrame]) -> str:
    """Hold the clones against the data, if there are some: what the data would not know."""
    if dataset is None:
        return ""
    count, pairs = never_together(dataset.frame, test.clones.frame)
    tables["never_together"] = pairs
    if not count:
        return APART
    row = pairs.iloc[0]
    two, cloned = {row["column"], row["other"]}, {*test.clones.combinations}
    pair = f"{row['column']} {row['value']} with {row['other']} {row['other_value']}"
    moved = " and ".join(map(plain, sorted(two - cloned)))
    why = f"--follow {moved} moves it along" if two & cloned else "so drawn, not made by cloning"
    return (
        f"{APART} In {count:,} of {len(test.clones.frame):,} clones two values stand together that "
        f"do so in no row of the data, most often {plain(pair)}: {why}."
    )


def levels_typed(attributes: Iterable[str], columns: Container[str] = ()) -> dict[str, list[str]]:
    """Read the attributes that are to be cloned, as typed.

    Parameters
    ----------
    attributes : iterable of str
        ``"gender"``, or ``"age=25,60"`` with the levels to compare.
    columns : container of str
        Those that there are, one of which may be called ``"a=b"``.

    Returns
    -------
    dict of str to list of str
        An empty list where no levels are named.

    Examples
    --------
    >>> levels_typed(["gender", "age=25, 60"])
    {'gender': [], 'age': ['25', '60']}
    >>> levels_typed(["a=b"], ["a=b"])
    {'a=b': []}
    """
    split = [(text, "", "") if text in columns else text.partition("=") for text in attributes]
    return {name.strip(): list(names_in(levels)) for name, _, levels in split}


def _question(
    model: str | None,
    load: Callable[[str], AskedModel],
    schema: Path | None,
    seed: int,
    given: Mapping[str, Any],
    open_it: Callable[[], "Store"],
) -> CloneQuestion:
    if model is None:
        if schema or given:
            raise RequestError(
                "Which model is to be asked about these profiles?\n"
                "Name it: --strategy NAME of your runs, or --model with a run's id, an MLflow URI, "
                "a file,\nor module:function"
            )
        return CloneQuestion(published_tree(), published_schema(seed))
    if schema and given:
        raise RequestError("Profiles come from --schema or from a data set, not from both.")
    asked = load(model)
    if schema:
        return CloneQuestion(asked, read_schema(schema, seed))
    dataset = load_dataset(**given) if given else _data_of_run(model, open_it)
    return CloneQuestion(replace(asked, labels=labels_of(dataset)), schema_of(dataset), dataset)


def _model_typed(
    model: str | None,
    strategy: str | None,
    seed: int | None,
    budget: float | str | None,
    given: dict[str, Any],
    open_it: Callable[[], "Store"],
) -> tuple[str | None, str]:
    """Name the model and the budget that it keeps: of a strategy, its newest run."""
    if strategy is None and budget is None:
        return model, "none"
    if model:
        raise RequestError("Name either a model, or --strategy with --seed and --budget; not both.")
    found = find_run(open_it(), None, strategy, seed, given.get("dataset"), budget)
    if [*given] == ["dataset"]:  # which has as many rows as the run's
        given.clear()
    return found.run_id, found.params.get("budget", "none")


def _data_of_run(model: str, open_it: Callable[[], "Store"]) -> "Dataset":
    from fairlab.record.foreign import run_tags

    run = run_id_of(model)
    if not is_run(model) or "fairlab.dataset" not in run_tags(open_it(), run):
        raise RequestError(
            "What does a profile hold? Name a schema (--schema FILE.toml), a data set\n"
            "(--dataset NAME) or your own table (--data FILE)."
        )
    return data_of(find_run(open_it(), run, None, None, None), {})
