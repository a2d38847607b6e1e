"""A model audited on a table: it is asked about the people, and then they are decided about."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any

import pandas as pd

from fairlab.audit.sources import AuditSource
from fairlab.commands.ask_model import ask, columns_for
from fairlab.commands.audit_file import (
    AskedLimits,
    Outputs,
    audit_decisions,
    put_out,
    read_people,
    say_no_groups,
    say_readings,
    typed_again,
    typed_readings,
)
from fairlab.commands.audit_file_people import AskedPeople
from fairlab.commands.decision_options import asked_of
from fairlab.commands.model_answers import Answers
from fairlab.commands.model_decisions import (
    as_columns,
    bad_event_of,
    in_labels,
    is_zero_and_one,
    labels_of,
)
from fairlab.commands.model_sources import ModelRequest, NamedModel, find_model
from fairlab.commands.program_name import program_name
from fairlab.commands.settings_beside import about_table
from fairlab.commands.terminal import terminal
from fairlab.commands.usual_page import usual_name
from fairlab.commands.writable import table_files
from fairlab.data.addresses import is_database
from fairlab.data.chunks.found_files import is_several
from fairlab.data.columns import typed
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.faults import refuse_faults
from fairlab.data.decisions.guessing import guessed
from fairlab.data.decisions.names_in_use import called
from fairlab.data.decisions.reading import DecisionFile
from fairlab.data.messages import quoted, rows, shown
from fairlab.errors import RequestError
from fairlab.typed_names import names_in

STAND_IN = "what the model says"
MAY_HAVE_SEEN = (
    "Whether the model learned from these people is not known; about those from whom it did, it "
    "looks more accurate than it is, in some groups more than in others."
)
FEW = 0.1  # of the rows, which may be alike by chance


def audit_model_session(
    sources: Sequence[str],
    model: str,
    record: bool = False,
    data: Path | str | None = None,
    trust: bool = False,
    timeout: float | None = None,
    ignore: str | None = None,
    output: Path | None = None,
    csv_file: Path | None = None,
    store: str | None = None,
    **options: Any,
) -> int:
    """Ask a model about the people of a table, and audit what it decides.

    Parameters
    ----------
    sources : sequence of str
        The table, where it is not named by ``data``.
    model, data, trust, timeout, ignore
        As typed.
    record, output, csv_file, store, **options
        As in ``audit_file_session``.

    Returns
    -------
    int
        0; with limits 0 if all are kept, 1 if one is broken, 2 if one cannot be told.
    """
    table = _only_table(sources, data)
    beside = about_table(table, options)
    path, options = beside.path, beside.options
    outputs = Outputs(usual_name(path), output, csv_file, record, store)
    others = (options.get(name) for name in ("attributes_file", "policy", "graph"))
    outputs.refuse_unwritable(*table_files(table), model, *others)
    limits, people, console = AskedLimits.of(options), AskedPeople.of(options), terminal()
    said = _asked_of(options)
    file, told = read_people(path, options, guess=not limits)
    asked = _roles(file, said, bool(limits))
    named = find_model(ModelRequest(model, lambda: _store(store), trust, timeout))
    if people.how is not None:
        refuse_own_people(named)
        people.refuse_unaskable(typed(file.frame), asked, beside.causes)
    typed_model = named.name if is_database(model) else model  # an address may hold a secret
    command = f"{quote(program_name())} audit --model {quote(typed_model)} --data {quote(path)}"
    how = {**options, "trust": trust, "timeout": timeout, "ignore": ignore}
    say_readings(console, typed_readings(command, asked, file.frame, how), asked != said)
    if asked != said:
        say_no_groups(said, asked, file.frame, console)
    ignored = (*names_in(ignore), *(beside.hidden if named.columns is None else ()))
    file, meant, about = decided_by(named, file, asked, ignored, timeout)
    about = (*about, *beside.told, *told)
    first, of_few = seen_before(named, file, path) if meant.label else ("", ())
    about = (*about, *of_few)
    found = audit_decisions(file, meant, about, named.name, limits.policy, first)
    if people.how is not None:
        from fairlab.commands.model_inquiry import AskedModel, inquiry_of_model

        assert isinstance(found.source, AuditSource)
        spoken_of = people.spoken_of(beside.causes)
        asked_so = AskedModel(named, asked, ignored, timeout, beside.causes, spoken_of)
        inquiry = inquiry_of_model(asked_so, file, meant, found.source)
        found = people.answered(found, inquiry, console)
    return put_out(found, limits, outputs, console, typed_again(command, asked, how))


def decided_by(
    model: NamedModel,
    file: DecisionFile,
    asked: Asked,
    ignored: Sequence[str] = (),
    timeout: float | None = None,
) -> tuple[DecisionFile, Asked, tuple[str, ...]]:
    """Ask a model about the people of a table, and put its answers beside them.

    Parameters
    ----------
    model : NamedModel
    file : DecisionFile
        The table.
    asked : Asked
        Which column is what; nothing in it says yet what was decided.
    ignored : sequence of str
        Columns that the model is not given, beside the label.
    timeout : float, optional
        Seconds that the model may take.

    Returns
    -------
    DecisionFile
        With the model's answers as columns.
    Asked
        Which says what they are.
    tuple of str
        What was asked, in sentences.

    Raises
    ------
    DataError
        The table cannot be audited, or lacks what the model reads.
    RequestError
        The model cannot be asked, or its answers cannot be read.
    """
    _refuse_before_asking(file, asked)
    kept_back = [name for name in (asked.label, *ignored) if name]
    people = columns_for(model, file.frame, kept_back)
    bad = bad_event_of(model, file.frame, asked)
    labels = labels_of(file.frame, asked)
    answers = in_labels(ask(model, people, bad, timeout), asked, labels)
    beside, meant = as_columns(model, answers, asked, bad, labels)
    about = tuple(_told(model, people, answers, meant, bad))
    return replace(file, frame=file.frame.assign(**beside)), meant, about


def _told(
    model: NamedModel, people: pd.DataFrame, answers: Answers, meant: Asked, bad: object | None
) -> Iterator[str]:
    """Say where the model comes from, what it saw, and what is not known of it."""
    yield from model.about
    listed = ", ".join(map(quoted, people.columns[:8])) + ", ..." * (people.shape[1] > 8)
    yield f"It was given {people.shape[1]} columns: {listed}."
    by_label = isinstance(bad, str) or (bad is not None and meant.approve == "0")
    if meant.decision and by_label and not is_zero_and_one(answers.decision):
        yield f"It flags whom it calls {shown(bad)}."
    if meant.scores and model.labels is None and not answers.flags:
        of = shown(1 if bad is None else bad)
        turned = ", and those of 1 are turned round" if bad == 0 else ""
        yield f"Its scores name no label: they are read as those of {of}{turned}."
    if meant.label and not model.unseen and not model.learned_from:
        yield MAY_HAVE_SEEN


def seen_before(model: NamedModel, file: DecisionFile, path: str) -> tuple[str, tuple[str, ...]]:
    """Say how many of the people the model was fitted on, and where others are audited.

    Parameters
    ----------
    model : NamedModel
    file : DecisionFile
        The people.
    path : str
        Their table, as typed.

    Returns
    -------
    str
        Of many, what must be known first.
    tuple of str
        Of few or none, what is to be said of the model; nothing where it is not known.
    """
    learned = model.learned_from
    if learned is None:
        return "", ()
    seen = learned.seen(file.frame)
    if not seen:  # also where the model reads other columns than were recorded
        return "", (MAY_HAVE_SEEN,)
    if seen < FEW * len(file.frame):
        return "", (f"The features of {rows(seen)} are those of one that the model was fitted on.",)
    table = path if len(file.frame) == len(learned.content) else learned.table
    whom = "these very rows" if seen == len(file.frame) else f"{rows(seen)} of these, or their like"
    return (
        f"The model was fitted on {whom}: figures are of people whom it has seen, and look better "
        "than those of others will. Figures of people whom the models had not seen: "
        f"`{learned.audit} --data {quote(table)}`",
        (),
    )


def refuse_own_people(model: NamedModel) -> None:
    """Refuse a run by folds, each of whose models knows its own people and no twins."""
    if model.unseen:
        raise RequestError(
            f"{model.name} has a model for each fold, which are asked about their own people.\n"
            "Ask it without --model: fairlab audit RUN --individual"
        )


def _refuse_before_asking(file: DecisionFile, asked: Asked) -> None:
    """Say what is wrong with the table before the model is asked, which may take long."""
    stand_in = replace(
        asked, decision=STAND_IN, threshold=None, budget=None, costs=None, approve="0"
    )
    refuse_faults(file.name, stand_in, typed(file.frame.assign(**{STAND_IN: 0})))


def _roles(file: DecisionFile, said: Asked, limited: bool) -> Asked:
    """Guess the label and the groups, and none of the columns that another model made."""
    if limited:
        if not said.groups:
            raise RequestError(
                "Where a limit is set nothing is guessed: it must not depend on what a column "
                "happens to be called.\nName the groups, and the label if there is one: "
                "--groups sex,age --label C"
            )
        return said
    others = [*called("score", file.frame), *called("decision", file.frame)]
    left = file.frame.drop(columns=[name for name in others if name != said.label])
    found = guessed(file.name, replace(said, decision=STAND_IN), left)
    return replace(found, decision=None, scores=())  # a risk among the columns is another's


def _asked_of(options: dict[str, Any]) -> Asked:
    asked = asked_of(options)
    if asked.decision or asked.scores:
        option = "--decision" if asked.decision else "--score"
        raise RequestError(
            f"{option} names what was decided already; with --model the model decides.\n"
            "Leave out one of them."
        )
    return asked


def _only_table(sources: Sequence[str], data: Path | str | None) -> str:
    tables = [*sources, *([str(data)] if data is not None else [])]
    if len(tables) != 1 or is_several(tables[0]):
        raise RequestError(
            "A model is asked about the people of one table: name one file of CSV or Parquet.\n"
            "fairlab audit --model MODEL --data FILE"
        )
    return tables[0]


def _store(uri: str | None) -> Any:
    from fairlab.record import open_store

    return open_store(uri, create=False)
