"""The command ``fairlab monitor``: new batches counted, and what is shown so far."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fairlab.commands.monitor_feeding import Fed, feed_batch, feed_labels, finish
from fairlab.commands.monitor_options import day_typed
from fairlab.commands.monitor_outputs import Watched, put_out
from fairlab.commands.terminal import say, terminal
from fairlab.commands.writable import refuse_unwritable, store_file
from fairlab.data.addresses import is_database
from fairlab.data.chunks.found_files import found_files
from fairlab.data.table import slug
from fairlab.errors import RequestError
from fairlab.monitor.state_file import check_whole


def monitor_session(
    sources: Sequence[str],
    name: str,
    labels: Sequence[str],
    no_record: bool = False,
    state: Path | None = None,
    output: Path | None = None,
    store: str | None = None,
    **options: Any,
) -> int:
    """Count new batches and labels, and say what is shown so far.

    Parameters
    ----------
    sources : sequence of str
        Files, folders and globs.
    name : str
        Of the monitor.
    labels : sequence of str
        Files with labels that came later.
    no_record : bool
        Whether nothing is written to MLflow.
    state, output : Path, optional
        Where it is kept what was counted, and where the page goes.
    store : str, optional
        MLflow's.
    **options
        As typed.

    Returns
    -------
    int
        0 if all differences are within what does not matter, 1 if there is an alarm, 2 if it is too
        early to tell, 3 if labels lack.
    """
    watched = watch(sources, name, labels, say, no_record, state, output, store, **options)
    return put_out(watched, terminal())


def watch(
    sources: Sequence[str],
    name: str,
    labels: Sequence[str],
    tell: Callable[[Sequence[str]], Any],
    no_record: bool = False,
    state: Path | None = None,
    output: Path | None = None,
    store: str | None = None,
    **options: Any,
) -> Watched:
    """Count new batches and labels.

    Parameters
    ----------
    sources, name, labels, no_record, state, output, store, **options
        As for ``monitor_session``.
    tell : callable
        Is told what came of each, in sentences.

    Raises
    ------
    RequestError, DataError
        Of the batch or the labels that cannot be counted; those before it are.
    """
    if slug(name) != name:
        raise RequestError(
            f"--name {name!r}: use small letters, digits and _, as in {slug(name)!r}."
        )
    fed = [*_fed(sources, options)]
    path, page = state or usual_state(name, store), output or Path(f"monitor-{name}.html")
    refuse_unwritable(
        page, inputs=[*sources, *labels, path, None if no_record else store_file(store)]
    )
    today = (day_typed("--today", options.get("today")) or date.today()).toordinal()
    check_whole(path)
    for one in fed:
        tell(feed_batch(path, one, options, today, len(fed) > 1))
    for file in labels:
        tell(feed_labels(path, file, options, today))
    tell(finish(path, options, today))
    return Watched(path, name, today, page, None if no_record else (store or ""))


def usual_state(name: str, store: str | None) -> Path:
    """Name the file in which a monitor keeps what it counted: beside the store."""
    from fairlab.record.place import database_file, private_folder, resolve

    uri = resolve(store)
    file = database_file(uri)
    folder = file.parent if file else private_folder(uri)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"monitor-{name}.db"


def _fed(sources: Sequence[str], options: dict[str, Any]) -> Iterator[Fed]:
    query, data = options.get("query"), options.get("data")
    if query is not None:
        if data is None or not is_database(str(data)) or sources:
            raise RequestError(
                "--query selects from a database.\nName it, and no files: --data "
                "postgresql://user@host/name"
            )
        yield Fed(str(data), query)
    elif data is not None:
        raise RequestError("--data names a database here; name files without it.")
    if sources:
        yield from (Fed(str(file)) for file in found_files(sources)[0])
