"""Find the strategies: each experiment script holds one, and nothing else registers it."""

import importlib.util
import os
import sys
from collections.abc import Iterable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from traceback import extract_tb
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

from fairlab.errors import FairlabError, RequestError, nearest

if TYPE_CHECKING:
    from fairlab.experiment.strategy import Strategy

BESIDE_THE_PACKAGE = Path(__file__).parents[2] / "experiments"
INSIDE_THE_PACKAGE = Path(__file__).parents[1] / "experiments"
USUALLY_SWEPT = ("auprc", "baseline", "fair_smote", "reweighing")


def scripts_folder(folder: Path | None = None) -> Path:
    """Say where the experiment scripts are: where asked, else in the checkout or the package.

    Parameters
    ----------
    folder : Path, optional
        A folder of scripts that each hold a ``strategy``.

    Raises
    ------
    RequestError
        If there is no such folder, or it may not be read.
    """
    if folder is None:
        return BESIDE_THE_PACKAGE if BESIDE_THE_PACKAGE.is_dir() else INSIDE_THE_PACKAGE
    if not folder.is_dir():
        raise RequestError(f"There is no folder {str(folder)!r} with experiment scripts.")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise RequestError(f"The folder {str(folder)!r} cannot be read: ask its owner.")
    return folder


def script_names(folder: Path | None = None) -> list[str]:
    """List the scripts of a folder without running them.

    Examples
    --------
    >>> {"baseline", "group_thresholds"} <= set(script_names())
    True
    """
    found = scripts_folder(folder).glob("*.py")
    return sorted(path.stem for path in found if not path.stem.startswith("_"))


def is_every_script(asked: str | None, folder: Path | None = None) -> bool:
    """Tell whether a sweep runs whatever a folder holds, and names no script itself."""
    return asked == "all" or (asked is None and folder is not None)


def swept_names(asked: str | None, folder: Path | None = None) -> list[str]:
    """Name what a sweep runs: a few of those that come with fairlab, all of another folder.

    Parameters
    ----------
    asked : str, optional
        Names with commas between them, or ``"all"``.
    folder : Path, optional

    Examples
    --------
    >>> swept_names(None), swept_names("baseline, unheard")
    (['auprc', 'baseline', 'fair_smote', 'reweighing'], ['baseline', 'unheard'])
    """
    if is_every_script(asked, folder):
        return script_names(folder)
    return list(USUALLY_SWEPT) if asked is None else [one.strip() for one in asked.split(",")]


def find_strategies(names: Iterable[str], folder: Path | None = None) -> list["Strategy"]:
    """Load strategies by name, and those that they need before them.

    Parameters
    ----------
    names : iterable of str
        Script names; ``fair-smote`` is ``fair_smote``.
    folder : Path, optional

    Returns
    -------
    list of Strategy
        Each once; what is needed comes before what needs it.

    Raises
    ------
    RequestError
        If there is no such script, it cannot be run, or it holds no strategy.

    Examples
    --------
    >>> [strategy.name for strategy in find_strategies(["fair-smote"])]
    ['baseline', 'fair_smote']
    """
    found: dict[str, Strategy] = {}
    known = script_names(folder)
    for name in names:
        _collect(as_written(name, known), scripts_folder(folder), found)
    return list(found.values())


def strategies_that_run(
    names: Iterable[str], folder: Path | None = None
) -> tuple[list["Strategy"], list[str]]:
    """Load strategies as :func:`find_strategies` does, but for those of broken scripts.

    Returns
    -------
    found : list of Strategy
    broken : list of str
        Why each other one is left out.

    Raises
    ------
    RequestError
        None can be loaded: why not the first.

    Examples
    --------
    >>> found, broken = strategies_that_run(["baseline", "basline"])
    >>> broken
    ["basline is left out: There is no strategy 'basline'. Did you mean 'baseline'?"]
    """
    found: dict[str, Strategy] = {}
    broken = {}
    for name in names:
        try:
            _collect(name, scripts_folder(folder), found)
        except RequestError as error:
            broken[name] = error
    if not found:
        raise next(iter(broken.values()))
    told = [f"{name} is left out: {' '.join(str(e).split())}" for name, e in broken.items()]
    return list(found.values()), told


def as_written(name: str, known: Iterable[str]) -> str:
    """Take a name as it is where there is one, else with ``_`` for each ``-``.

    Parameters
    ----------
    name : str
        As typed.
    known : iterable of str
        The names that there are.

    Examples
    --------
    >>> as_written("fair-smote", ["fair_smote"]), as_written("a-b", ["a-b", "a_b"])
    ('fair_smote', 'a-b')
    """
    return name if name in known else name.replace("-", "_")


def _collect(name: str, folder: Path, found: dict[str, "Strategy"]) -> None:
    if name in found:
        return
    strategy = _load(name, folder)
    for needed in strategy.needs:
        _collect(needed, folder, found)
    found[name] = strategy


def _load(name: str, folder: Path) -> "Strategy":
    from fairlab.experiment.strategy import Strategy

    known = script_names(folder)
    if name not in known:
        raise RequestError(f"There is no strategy {name!r}. {nearest(name, known)}")
    strategy = getattr(_import(folder / f"{name}.py"), "strategy", None)
    if not isinstance(strategy, Strategy):
        raise RequestError(f"{folder / name}.py holds no `strategy = Strategy(...)`.")
    if strategy.name != name:
        raise RequestError(
            f"{folder / name}.py holds the strategy {strategy.name!r}; name both alike."
        )
    return strategy


class _TextLoader(SourceFileLoader):
    """Runs the text: of two edits within a second what Python keeps compiled would be the first."""

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def _import(path: Path) -> ModuleType:
    """Import a script; workers get what it defines by value, since they cannot import it."""
    from cloudpickle import register_pickle_by_value

    name = f"fairlab_experiment_{path.stem}"
    spec = importlib.util.spec_from_file_location(
        name, path, loader=_TextLoader(name, str(path.absolute()))
    )
    if spec is None or spec.loader is None:
        raise RequestError(f"{path} cannot be read as a script.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except FairlabError:
        raise
    except (Exception, SystemExit) as error:
        told = f"{path}{_line_of(error, str(spec.origin))} cannot be run:\n{_what_failed(error)}"
        raise RequestError(told, f"{told}\nSee it whole: --traceback") from error
    register_pickle_by_value(module)
    return module


def _line_of(error: BaseException, path: str) -> str:
    """Name the line of a script that failed; where it called another file, the line that did."""
    lines = [at.lineno for at in extract_tb(error.__traceback__) if at.filename == path]
    if isinstance(error, SyntaxError) and error.filename == path:
        lines = [error.lineno]
    return f", line {lines[-1]}," if lines else ""


def _what_failed(error: BaseException) -> str:
    said = error.msg if isinstance(error, SyntaxError) else str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {said}"
