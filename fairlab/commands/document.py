"""The command ``fairlab document``: documentation whose every figure comes from a run."""

from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from fairlab.commands.document_check import faults_of
from fairlab.commands.documented import PURPOSE, Documented, document_runs
from fairlab.commands.next_steps import store_option
from fairlab.commands.prints_table import put_each_aside
from fairlab.commands.program_name import program_name
from fairlab.commands.terminal import say
from fairlab.commands.writable import refuse_unwritable, store_file
from fairlab.compare.audit_sentences import audit_sentences
from fairlab.compare.typed_margins import margins_typed
from fairlab.data.messages import number_of
from fairlab.document.asked_words import ASKED
from fairlab.document.purpose import draft_purpose
from fairlab.document.written_files import FILES
from fairlab.errors import RequestError
from fairlab.system.own_output import may_overwrite

LISTED = 12


def document_session(
    strategy: str | None,
    model: str | None,
    about: Path | None,
    output: Path | None,
    draft: bool,
    check: bool,
    dataset: str | None,
    conditions: Sequence[str],
    against: str | None,
    margin: Sequence[str],
    store: str | None,
    budget: float | str | None = None,
) -> int:
    """Write a document, draft what a person has to say for it, or check one.

    Parameters
    ----------
    strategy, model : str, optional
        What is documented: a strategy by its runs, or a registered model.
    about : Path, optional
        What a person wrote.
    output : Path, optional
        The folder.
    draft, check : bool
    dataset, conditions, against, margin, store, budget : optional
        Which runs, and which differences do not matter, as in ``fairlab compare``.

    Returns
    -------
    int
        1 where a check finds a difference, else 0.

    Raises
    ------
    RequestError
        The options contradict each other, or name what there is not.
    """
    _refuse_contradictions(draft, check, strategy, model, dataset, margin)
    if draft:
        _draft(about or PURPOSE, store)
        return 0
    if check:
        return check_document(output, about, store)
    made = document_runs(
        strategy, model, about, output, may_overwrite(), dataset, conditions, against,
        margins_typed(margin), store, budget,
    )  # fmt: skip
    _say_made(made)
    return 0


def _refuse_contradictions(
    draft: bool,
    check: bool,
    strategy: str | None,
    model: str | None,
    dataset: str | None,
    margin: Sequence[str],
) -> None:
    if draft and check:
        raise RequestError("Either --draft or --check.")
    if model and (strategy or dataset):
        raise RequestError(
            "A model says itself what it was fitted by and on which data: leave out "
            f"{'--strategy' if strategy else '--dataset'}."
        )
    if (strategy or model or margin) and (draft or check):
        raise RequestError(
            f"{'--draft' if draft else '--check'} asks for no strategy, no model and no margin: "
            "leave them out."
        )


def _draft(path: Path, store: str | None) -> None:
    from fairlab.report.pages import save

    refuse_unwritable(path, inputs=[store_file(store)])
    if path.exists() and not may_overwrite():
        raise RequestError(
            f"{path} is there already, and would be lost.\n"
            "Draft another: --about FILE, or --overwrite."
        )
    save(path, draft_purpose())
    put_each_aside({"draft": str(path), "texts": len(ASKED)})
    say([
        f"Drafted:   {path}, {len(ASKED)} texts that only a person can write",
        f"Then:      {quote(program_name())} document --strategy NAME --about {quote(str(path))}",
    ])  # fmt: skip


def check_document(output: Path | None, about: Path | None, store: str | None) -> int:
    """Recompute a document, and say where it is not what its runs say.

    Parameters
    ----------
    output : Path, optional
        Its folder.
    about : Path, optional
        What a person wrote; that in the document if left out.
    store : str, optional
        Tracking URI.

    Returns
    -------
    int
        1 where a figure differs, lacks or was edited, else 0.
    """
    if output is None:
        raise RequestError(
            "Which document? Name its folder: fairlab document --check --output FOLDER"
        )
    found = faults_of(output, about, store)
    put_each_aside({
        "document": str(output), "figures": found.figures, "runs": found.runs,
        "differences": list(found.faults), "note": found.note,
    })  # fmt: skip
    more = len(found.faults) - LISTED
    say([*found.faults[:LISTED], *([f"and {more} more"] if more > 0 else []), found.note])
    if found.faults and found.figures:
        faults = number_of(len(found.faults), "difference")
        say([f"{faults} from what its runs say, of {found.figures:,} figures."])
    elif found.figures:
        said = number_of(found.runs, "run says", "runs say")
        say([f"All {found.figures:,} figures of {output} are what its {said}, and every line is."])
    return int(bool(found.faults))


def _say_made(made: Documented) -> None:
    store = store_option(made.store)
    check = f"{quote(program_name())} document --check --output {quote(str(made.folder))}{store}"
    where, answer = f" in {made.about}" if made.about else "", [*audit_sentences(made.evidence.own)]
    put_each_aside({
        "document": str(made.folder), "files": list(FILES), "strategy": made.evidence.strategy,
        "figures": len(made.written.figures), "to_be_written": made.to_be_written, "answer": answer,
    })  # fmt: skip
    say([
        f"{made.to_be_written} of {len(ASKED)} texts are to be written{where}.",
        *answer,
        f"The document:  {made.folder}: {', '.join(FILES)}",
        f"Check it:      {check}",
    ])  # fmt: skip
