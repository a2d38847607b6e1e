"""What a clone test found, in sentences."""

import pandas as pd

from fairlab.clones.approval_ranges import flipped_between
from fairlab.clones.ask_clones import CloneTest
from fairlab.clones.column_report import DIFFERS, EQUAL, FOLLOWS
from fairlab.data.messages import number_of, plain

MOST_NAMED = 3


def verdict(test: CloneTest, along: str | None = None) -> str:
    """Say how clones are treated, and how sure that is.

    Parameters
    ----------
    test : CloneTest
    along : str, optional
        A number of which it is said where the flips lie.

    Examples
    --------
    >>> from fairlab.clones import AskedModel, clone_test
    >>> from fairlab.clones.declared import schema_from
    >>> form = schema_from({"columns": {"sex": ["f", "m"], "income": {"from": 0, "to": 999}}})
    >>> blind = AskedModel("blind", lambda people: people["income"] > 100)
    >>> print(verdict(clone_test(blind, form, {"sex": ["f", "m"]}, 300)))
    No flip in 300 profiles: at most 1.22 % of such profiles flip (95 % interval).
    """
    sentences = [_how_many(test), _who(test.pairs), _where(test, along)]
    sentences += [_one_answer(test.approved), _not_read(test)]
    return " ".join(filter(None, sentences))


def proxies_in_words(columns: pd.DataFrame) -> str:
    """Say which columns would betray the attribute, and what was done with them.

    Parameters
    ----------
    columns : DataFrame
        What ``column_report`` returns.

    Examples
    --------
    >>> told = {"column": ["sex", "title"], "clones": ["differs", "kept equal"], "betrays": True}
    >>> proxies_in_words(pd.DataFrame(told))
    'Clones differ in sex. Kept equal, although it goes with that: title.'
    """
    telling = columns[columns["betrays"]]
    named = {kind: _list(telling, kind) for kind in (DIFFERS, EQUAL)}
    following = _list(columns, FOLLOWS)
    said = f"Clones differ in {named[DIFFERS]}"
    said += f", and in what follows: {following}." if following else "."
    if named[EQUAL]:
        return f"{said} Kept equal, although it goes with that: {named[EQUAL]}."
    return said + " Everything else is equal."


def kept_proxies(test: CloneTest) -> str:
    """List what goes with the attribute, stayed equal, and may be read by the model.

    Returns
    -------
    str
        Nothing where there is no such column.
    """
    kept = test.columns["betrays"] & test.columns["read"].ne(False)
    return _list(test.schema.words.of(test.columns[kept]), EQUAL)


def percent(share: float) -> str:
    """Write a share with the digits that tell it from 0 and 1.

    Examples
    --------
    >>> percent(0.5556), percent(0.0122), percent(0.00004)
    ('55.6 %', '1.22 %', '0.004 %')
    >>> percent(1.0), percent(0.9999999), percent(1e-9)
    ('100 %', '> 99.99 %', '< 0.001 %')
    """
    if share in (0, 1):
        return f"{share:.0%}".replace("%", " %")
    if share > 0.9999:
        return "> 99.99 %"
    if share < 1e-5:
        return "< 0.001 %"
    digits = 1 if 0.1 <= share <= 0.99 else 2 if share >= 0.0005 else 3
    return f"{100 * share:.{digits}f} %"


def rounded(number: float) -> float:
    """Leave a whole number as it is, and three digits of another.

    Examples
    --------
    >>> rounded(58194.0), rounded(0.123456), rounded(-12345.6)
    (58194.0, 0.123, -12300.0)
    """
    return number if float(number).is_integer() else float(f"{number:.3g}")


def p_in_words(p: float) -> str:
    """Write a p-value.

    Examples
    --------
    >>> p_in_words(1e-9), p_in_words(0.0312), p_in_words(float("nan"))
    ('p < 0.0001', 'p = 0.0312', 'p n/a')
    """
    if pd.isna(p):
        return "p n/a"
    return "p < 0.0001" if p < 1e-4 else f"p = {p:.3g}"


def _how_many(test: CloneTest) -> str:
    found = test.any_flip
    recoded = [
        plain(test.schema.words.column(name))
        for name, column in test.schema.columns.items()
        if column.recodes and name not in test.clones.follow
    ]
    if not found["flips"] and recoded:
        verb = "says" if len(recoded) == 1 else "say"
        return (
            f"Whether such people are treated alike is not told: {', '.join(recoded)} {verb} the "
            "attribute in other words and stayed equal, so that the clones are nobody."
        )
    if not found["flips"]:
        profiles = number_of(int(found["profiles"]), "profile")
        most = f"at most {percent(found['high'])} of such profiles flip"
        if kept := kept_proxies(test):
            return (
                f"No flip in {profiles} by the direct effect alone, with "
                f"{kept} kept equal: {most} by it (95 % interval)."
            )
        return f"No flip in {profiles}: {most} (95 % interval)."
    return (
        f"{found['flips']:,} of {found['profiles']:,} profiles flip: {percent(found['rate'])} "
        f"(95 % interval {percent(found['low'])} to {percent(found['high'])})."
    )


def _who(pairs: pd.DataFrame) -> str:
    told = pairs[pairs["favoured"] != ""]
    if told.empty:
        return "" if pairs["p"].isna().all() else "Whom it favours cannot be told from chance."
    found = [_favour(row) for row in told.head(MOST_NAMED).to_dict("records")]
    more = len(told) - len(found)
    return "; ".join(found) + (f"; and {more} more" if more else "") + "."


def _favour(row: dict) -> str:
    other = row["second"] if row["favoured"] == row["first"] else row["first"]
    ahead = max(row["only_first"], row["only_second"])
    return (
        f"{row['favoured']} is favoured over {other}: approved alone in {ahead:,} of "
        f"{row['flips']:,} flips (McNemar, {p_in_words(row['p_holm'])})"
    )


def _where(test: CloneTest, along: str | None) -> str:
    between = flipped_between(test, along) if along else None
    if along is None or between is None:
        return ""
    called = plain(test.schema.words.column(along))
    low, high = map(rounded, between)
    return f"Flips were seen from {called} {low:,.12g} to {high:,.12g}."


def _one_answer(approved: pd.DataFrame) -> str:
    share = approved.to_numpy().mean()
    if share not in (0, 1):
        return ""
    return f"Every clone is {'approved' if share else 'denied'}, so that none could flip."


def _not_read(test: CloneTest) -> str:
    called = test.schema.words.column
    attributes = [
        called(name) for name in test.clones.combinations if test.model.reads(name) is False
    ]
    if len(attributes) < len(test.clones.combinations.columns):
        return ""
    following = (
        "so only what follows it can tell" if test.clones.follow else "and nothing follows it"
    )
    return f"The model does not read {', '.join(map(plain, attributes))}, {following}."


def _list(columns: pd.DataFrame, kind: str) -> str:
    return ", ".join(map(plain, columns.loc[columns["clones"] == kind, "column"]))
