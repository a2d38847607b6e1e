"""The command that fits a recorded strategy on all rows, with the settings of its run."""

import shlex
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fairlab.commands.next_steps import store_option
from fairlab.commands.program_name import program_name
from fairlab.commands.recorded_run import Recorded, comes_with_fairlab, is_namesake, shipped_data
from fairlab.compare.select import PARAM
from fairlab.data.bands import bands_as_typed
from fairlab.errors import RequestError
from fairlab.experiment.design import FOLDS
from fairlab.experiment.scripts import find_strategies
from fairlab.experiment.unaudited import TYPED, design_typed, typed_setting

if TYPE_CHECKING:
    from fairlab.record import Ledger


def refit_line(ledger: "Ledger", run: Mapping[str, Any]) -> str:
    """Write the command that fits a strategy as one of its runs was made.

    Parameters
    ----------
    ledger : Ledger
        Where the run is.
    run : mapping of str to object
        A row of ``Ledger.table``.

    Returns
    -------
    str
        With capitals in place of what the record does not know: a folder of scripts, and the table
        of runs that were made in Python.
    """
    params = {
        name.removeprefix(PARAM): value
        for name, value in run.items()
        if name.startswith(PARAM) and isinstance(value, str)
    }
    if params["design"] != FOLDS:
        return ""
    words = [*_settings(run["strategy"], params), *design_typed(params)]
    if int(run["seed"]):
        words += ["--seed", str(run["seed"])]
    data = run.get("typed", "").splitlines() or _data(ledger, params)
    line = shlex.join([program_name(), "fit", run["strategy"], *data, *words])
    return f"{line}{store_option(ledger.store)}"


def _settings(name: str, params: Mapping[str, str]) -> Iterator[str]:
    """Type the settings in which a run differs from the script of its strategy."""
    usual = {"rule__on": "validation", "rule__threshold": "0.5"}
    own = params.get("budget", params.get("rule__share", ""))
    try:
        script = find_strategies([name])[-1]
    except RequestError:
        yield from ("--experiments", "FOLDER")  # it is no script of fairlab's
        budget = ""
    else:
        usual |= {setting: str(value) for setting, value in script.params().items()}
        budget = script.budget
    if own != budget:
        yield from typed_setting("budget", own)
    for setting in TYPED:
        value = params.get(setting)
        if value is not None and value != usual.get(setting):
            yield from typed_setting(setting, value)


def _data(ledger: "Ledger", params: Mapping[str, str]) -> list[str]:
    name = ledger.dataset_name
    found = Recorded("", {"fairlab.dataset": name}, params, 0)
    if not comes_with_fairlab(name) or is_namesake(found):
        return ["--data", "FILE", *_own(params)]
    given = shipped_data(found)
    words = ["--dataset", name]
    if "rows" in given:
        words += ["--rows", str(given["rows"])]
    for band in bands_as_typed(given.get("bands", {})):
        words += ["--bands", band]
    return words


def _own(params: Mapping[str, str]) -> Iterator[str]:
    """Type what a run records of a table of one's own; its target is known to its person alone."""
    for name, option in (("sensitive", "--sensitive"), ("audit_only", "--audit-only")):
        if params.get(f"data.{name}"):
            yield from (option, params[f"data.{name}"])
    for band in filter(None, params.get("data.bands", "").split("; ")):
        yield from ("--bands", band)
