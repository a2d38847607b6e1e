"""A document of finished runs, from a notebook."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.api.arguments import conditions
from fairlab.api.of_stores import place
from fairlab.api.swept import Sweep

if TYPE_CHECKING:
    from fairlab.commands.documented import Documented
    from fairlab.data import Dataset


def document(
    store: "str | Path | Sweep | None" = None,
    dataset: "str | Dataset | None" = None,
    strategy: str | None = None,
    model: str | None = None,
    about: str | Path | None = None,
    output: str | Path | None = None,
    overwrite: bool = False,
    against: str | None = None,
    margins: "Mapping[str, float] | None" = None,
    where: str | Sequence[str] | Mapping[str, Any] = (),
    budget: float | str | None = None,
) -> "Documented":
    """Document a strategy or a registered model, every figure with the run that it comes from.

    Parameters
    ----------
    store, dataset, against, margins, where, budget
        As for ``compare``.
    strategy : str, optional
        The documented one; may be left out where the store has runs of one alone.
    model : str, optional
        Or the registered model: ``models:/NAME@ALIAS``.
    about : str or Path, optional
        What a person wrote, as ``fairlab document --draft`` drafts it; ``purpose.toml`` in the
        current folder if left out and there.
    output : str or Path, optional
        The folder; ``document-<dataset>`` if left out.
    overwrite : bool
        Whether files of other documents are replaced.

    Returns
    -------
    Documented
        ``folder``, ``figures`` as a frame, ``to_be_written``, and ``faults()``, which makes it anew
        and says in what the files differ.

    Raises
    ------
    RequestError, StoreError
        There are no such runs, or the folder holds files of others.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> import fairlab
    >>> from sklearn.ensemble import HistGradientBoostingClassifier
    >>> trees = fairlab.Strategy("trees", HistGradientBoostingClassifier(max_iter=10))
    >>> swept = fairlab.sweep(trees, "loans", seeds=1, store=f"{mkdtemp()}/runs.db")
    >>> made = fairlab.document(swept, output=f"{mkdtemp()}/document")
    >>> made.faults()
    []
    >>> made.figures.columns.tolist()
    ['name', 'section', 'value', 'text', 'runs']
    """
    from fairlab.commands.documented import document_runs
    from fairlab.compare.typed_margins import margins_of
    from fairlab.errors import RequestError

    if model and (strategy or dataset):
        raise RequestError("A model says itself what it was fitted by and on which data.")
    uri, name = place(store, dataset)
    return document_runs(
        strategy,
        model,
        Path(about) if about else None,
        Path(output) if output else None,
        overwrite,
        name,
        conditions(where),
        against,
        margins_of(margins or {}),
        uri,
        budget,
    )
