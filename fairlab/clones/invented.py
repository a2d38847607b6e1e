"""Names, places, titles and the like, invented by Mimesis in the form of any country."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from fairlab.clones.column_sources import Pool
from fairlab.errors import RequestError, nearest

POOL = 2000


@dataclass(frozen=True)
class Ids:
    """Identifiers of which no two are the same.

    Parameters
    ----------
    seed : int
        The same seed gives the same ones.
    """

    seed: int

    def at(self, place: np.ndarray) -> pd.Series:
        """Give an identifier per place, whatever the place is."""
        make = _maker("en", self.seed)
        return pd.Series([make("cryptographic.uuid") for _ in range(len(place))])


def invented(
    field: str, locale: str = "en", seed: int = 0, settings: Mapping[str, Any] | None = None
) -> Pool:
    """Let Mimesis invent values, of which a column is then drawn.

    Parameters
    ----------
    field : str
        A field of Mimesis, such as ``"first_name"``, ``"address.city"`` or ``"finance.price"``.
    locale : str
        Whose names and places: ``"en"``, ``"nl"``, ``"pt-br"``.
    seed : int
        The same seed gives the same values.
    settings : mapping of str to object, optional
        What the field takes, such as ``{"gender": "female"}``.

    Returns
    -------
    Pool
        Of 2000 values, each equally likely.

    Raises
    ------
    RequestError
        Mimesis has no such locale, field or setting.

    References
    ----------
    Mimesis, https://mimesis.name

    Examples
    --------
    >>> women = invented("first_name", "nl", seed=1, settings={"gender": "female"})
    >>> len(women.choices), "Jan" in set(women.choices)
    (2000, False)
    """
    from mimesis.exceptions import FieldError, NonEnumerableError

    make = _maker(locale, seed)
    try:
        arguments = {name: _argument(name, value) for name, value in (settings or {}).items()}
        values = [make(field, **arguments) for _ in range(POOL)]
    except FieldError:
        raise RequestError(f"Mimesis has no field {field!r}. {nearest(field, _fields())}") from None
    except (TypeError, ValueError, NonEnumerableError) as error:
        raise RequestError(
            f"Mimesis cannot make {field!r} of {dict(settings or {})}: {error}.\n"
            "What the field takes stands at https://mimesis.name."
        ) from error
    column = pd.Series(values)
    return Pool(column.astype("datetime64[s]") if isinstance(values[0], date) else column)


def _maker(locale: str, seed: int) -> Callable[..., Any]:
    from mimesis import Field, Locale

    known = [one.value for one in Locale]
    if locale not in known:
        raise RequestError(f"Mimesis has no locale {locale!r}. {nearest(locale, known)}")
    return Field(Locale(locale), seed=seed)


def _argument(name: str, value: Any) -> Any:
    """Turn a word into the constant that Mimesis wants in its place."""
    from mimesis import enums

    kind = getattr(enums, name.title().replace("_", ""), None)
    return kind(value) if kind else value


def _fields() -> list[str]:
    from mimesis import Generic

    generic = Generic()
    found = [(name, getattr(generic, name)) for name in dir(generic) if name[0] != "_"]
    return [
        shown
        for name, provider in found
        for method in dir(provider)
        if method[0] != "_" and callable(getattr(provider, method))
        for shown in (method, f"{name}.{method}")
    ]
