"""From 71 on: what the exports of a credit team hold besides."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from tests.faults.bad_inputs import (
    ACCEPTED,
    NOTED,
    OPTIONS,
    ROWS,
    BadInput,
    in_file,
    people,
    with_cells,
)

AMOUNTS = [1000 + 1237 * i % 9000 for i in range(ROWS)]
TIMED = OPTIONS + " --time at"


def amounts(pattern: str, thousands: str = ",", decimal: str = ".") -> pd.DataFrame:
    """A table whose incomes are written after a pattern, in which _ is the decimal sign."""
    written = (pattern.format(amount).replace(",", thousands) for amount in AMOUNTS)
    return people(income=[text.replace("_", decimal) for text in written])


def lines(*first: str, last: str = "", sep: str = ",") -> str:
    """A file with lines before its header or after its last row."""
    return "\n".join(first) + "\n" * bool(first) + people().to_csv(index=False, sep=sep) + last


def parquet(column: pa.Array | pa.ChunkedArray):
    def write(path: Path) -> None:
        table = pa.Table.from_pandas(people(), preserve_index=False)
        pq.write_table(table.append_column("x", column), path)

    return write


def split_without_a_group() -> pd.DataFrame:
    frame = people(split=np.where(np.arange(ROWS) % 4, "train", "test"))
    frame.loc[frame["split"] == "test", "gender"] = None
    return frame


def with_late_level() -> pd.DataFrame:
    frame = people(at=pd.date_range("2025-01-01", periods=ROWS))
    frame.loc[frame.index[-20:], "home"] = "boat"
    return frame


def known_afterwards() -> np.ndarray:
    rng = np.random.default_rng(3)
    return np.where(people()["fraud"] == 1, rng.normal(2.6, 1, ROWS), rng.normal(0, 1, ROWS))


def in_parquet(number: int, name: str, column: pa.Array, *words: str, **kind: str) -> BadInput:
    return in_file(number, name, parquet(column), *words, file="people.parquet", **kind)


ODD_LEVELS = ["a,b", "c;d", "\U0001f426", "\u202erevo", "<script>alert(1)</script>", '"quoted"']

EXPORTS: list[BadInput] = [
    in_file(71, "thousands with commas", amounts("{:,}_25"),
            "`income` writes numbers with a comma ('1,000.25', row 1)", '"." (--decimal .)'),
    in_file(71, "thousands with commas that were named", amounts("{:,}_25"), told=ACCEPTED,
            options=OPTIONS + " --decimal ."),
    in_file(71, "commas that may part either", amounts("{:,}"), "('1,000', row 1)",
            '"," where it parts decimals, "." where thousands (--decimal)'),
    in_file(72, "thousands with points and blanks around", amounts(" {:,}_56 ", ".", ","),
            "`income` writes numbers with a comma (' 1.000,56 ', row 1)", '"," (--decimal ,)'),
    in_file(72, "thousands with points and decimal commas that were named",
            amounts("{:,}_56", ".", ","), told=ACCEPTED, options=OPTIONS + " --decimal ,"),
    in_file(73, "thousands with apostrophes", amounts("{:,}_50", "'", "."),
            "`income` writes numbers with other signs ('1'000.50', row 1)", "write them as 1234.5"),
    in_file(73, "thousands with hard blanks", amounts("{:,}", "\u202f"),
            "`income` writes numbers with other signs ('1\\u202f000', row 1)"),
    in_file(74, "currency signs", amounts("\u20ac {:,}"), "other signs ('\u20ac 1,000', row 1)",
            "without currency"),
    in_file(75, "percent signs", people(income=[f"{i / 8}%" for i in range(ROWS)]),
            told=ACCEPTED),
    in_file(76, "minus signs behind, as of SAP", people(income=[f"{a}-" for a in AMOUNTS]),
            "other signs ('1000-', row 1)"),
    in_file(76, "numbers as formulas of a spreadsheet", amounts('="{}"'),
            "other signs ('=\"1000\"', row 1)"),
    in_file(77, "errors of a spreadsheet among numbers", with_cells("income", "#N/A", 5, 9),
            "`income` holds numbers, but not in 2 rows (first: row 5): '#N/A' (2)"),
    in_file(77, "masked numbers", with_cells("income", "***", 5), "'***' (1)", "empty"),
    in_file(77, "errors of a spreadsheet among levels", with_cells("home", "#REF!", 5, 9),
            "`home` holds '#REF!' (2), a level like others", told=NOTED),
    in_file(78, "words for nothing among levels",
            people(home=np.resize(["rent", "own", "NULL", "rent", "own", "-"], ROWS)),
            "`home` holds 'NULL' (67), '-' (66), a level like others", told=NOTED),
    in_file(79, "days written the other way round",
            people(born=[f"{1 + i % 28:02}/{1 + i % 12:02}/2024" for i in range(ROWS)]),
            "`born` holds dates ('01/01/2024')"),
    in_file(79, "days with the month in letters",
            people(born=[f"{1 + i % 28}-Jan-2024" for i in range(ROWS)]),
            "`born` holds dates ('1-Jan-2024')"),
    in_file(79, "days written the other way round as time",
            people(at=[f"{1 + i % 12:02}/{1 + i % 11:02}/2024" for i in range(ROWS)]),
            "`at` cannot be read as points in time ('01/01/2024')", "2026-01-31", options=TIMED),
    in_file(80, "a row of totals", lines(last="Totaal,4000000,,,80\n"),
            "row 401, the last, says 'Totaal' in `age`: a sum of the others", "take it out"),
    in_file(80, "a row of totals in a column of text",
            pd.concat([people(), people().tail(1).assign(home="Total")], ignore_index=True),
            "row 401, the last, says 'Total' in `home`", "take it out"),
    in_file(81, "a title above the header", lines("Applications of June"),
            "the first line has one cell ('Applications of June'), later ones 5", "Is it a title?"),
    in_file(81, "the separator named in the first line", lines("sep=;", sep=";"), told=ACCEPTED),
    in_file(82, "units below the header", lines().replace("\n", "\nyears,EUR,,,\n", 1),
            "the table has 3 faults",
            "`age` holds numbers, but not in 1 row (first: row 1): 'years'"),
    in_file(83, "two files put together", lines(last=people().to_csv(index=False)),
            "row 401 repeats the header", "Take that line out"),
    in_file(84, "written in UTF-16", people().to_csv(index=False).encode("utf-16"), "UTF-16",
            "UTF-8"),
    in_file(84, "UTF-16 without a mark", people().to_csv(index=False).encode("utf-16-le"),
            "no text"),
    in_file(84, "zero bytes in the middle", lines(last="30,1,m\0,own,0\n"), "zero bytes"),
    in_file(85, "line ends inside quotes", people(home=np.resize(["a\nb", "c\r\nd"], ROWS)),
            told=ACCEPTED),
    in_file(85, "a quote that is left open", lines(last='30,1,"m,own,0\n'), "without the 5 cells",
            "Quote cells"),
    in_file(86, "an empty column at the end", people(**{"": np.nan}),
            "column 6 has no name and no values", "leave it out"),
    in_file(86, "a saved index", people(**{"Unnamed: 0": range(ROWS)}),
            "`Unnamed: 0` looks like an id, with 400 values; ignore it?", told=NOTED),
    in_file(86, "an empty column that pandas named", people(**{"Unnamed: 12": np.nan}),
            "`Unnamed: 12` is missing in all rows", told=NOTED),
    in_file(87, "-999 for missing", people(income=[-999 if i % 9 == 0 else i for i in range(ROWS)]),
            "`income` is -999 in 45 rows, far from the other values", told=NOTED),
    in_file(87, "9999 for missing",
            people(age=[9999 if i % 9 == 0 else i % 60 for i in range(ROWS)]),
            "`age` is 9999 in 45 rows", "leave those cells empty", told=NOTED),
    in_file(87, "-1 for missing",
            people(months=[-1 if i % 9 == 0 else i % 60 for i in range(ROWS)]),
            "`months` is -1 in 45 rows", told=NOTED),
    in_file(88, "ids with .0", people(customer=[70_000.0 + 3 * i for i in range(ROWS)]),
            "`customer` looks like an id, with 400 values", told=NOTED),
    in_file(89, "customers with several rows", people(customer_id=[i // 3 for i in range(ROWS)]),
            "`customer_id` has 134 values in 400 rows: who has several", told=NOTED,
            options=OPTIONS + " --ignore customer_id"),
    in_file(90, "a column of weights", people(sample_weight=np.linspace(0.5, 2, ROWS)),
            "`sample_weight` is called as weights of rows are; here it is a feature", told=NOTED),
    in_file(91, "the probability of another model",
            people(pd_12m=np.random.default_rng(1).random(ROWS)),
            "`pd_12m` is called as a model's answer is", told=NOTED),
    in_file(92, "what is known afterwards", people(reminders=known_afterwards()),
            "`reminders` alone nearly tells the target (AUC 0.9", told=NOTED),
    in_file(93, "no group in the test set", split_without_a_group(),
            "sensitive `gender` is missing in all 100 rows of the test set",
            options=OPTIONS + " --part split"),
    in_file(94, "a level of the last weeks alone", with_late_level(),
            "`home` has values in the test set alone: 'boat' (20)", told=NOTED, options=TIMED),
    in_file(95, "levels with signs of all kinds", people(gender=np.resize(ODD_LEVELS, ROWS)),
            told=ACCEPTED),
    in_file(95, "levels that differ in what is not seen",
            people(gender=np.resize(["m", "m\u200b", "v"], ROWS)),
            "`gender` writes one level as", "'m\\u200b' (133)", "make them one"),
    in_file(95, "a feature with levels that differ in case",
            people(home=np.resize(["rent", "Rent", "own"], ROWS)),
            "`home` writes one level as 'Rent' (133), 'rent' (134); make them one?", told=NOTED),
    in_file(96, "a group attribute of many levels", people(gender=[f"g{i}" for i in range(ROWS)]),
            "`gender` has 400 levels (such as 'g0')", "at most 50: join them"),
    in_file(96, "a feature of many levels", people(street=[f"s{i % 150}" for i in range(ROWS)]),
            "`street` is text with 150 levels (such as 's0'); join some, or leave it out: "
            "--max-levels 50?", told=NOTED),
    in_file(97, "a cell of 100,000 characters", with_cells("home", "x" * 100_000, 9),
            told=ACCEPTED),
    in_parquet(98, "lists in cells", pa.array([[1, 2]] * ROWS), "`x` holds ndarray ("),
    in_parquet(98, "records in cells", pa.array([{"a": 1}] * ROWS), "`x` holds dict ("),
    in_parquet(98, "bytes in cells", pa.array([b"a"] * ROWS), "`x` holds bytes ("),
    in_parquet(98, "times of day", pa.array(range(ROWS), pa.time64("us")), "`x` holds dates ("),
    in_parquet(99, "decimals of 38 digits",
               pa.array(range(ROWS), pa.int64()).cast(pa.decimal128(38, 0)),
               "`x` looks like an id", told=NOTED),
    in_parquet(99, "numbers as text", pa.array([f"{i}.5" for i in range(ROWS)]),
               "`x` looks like an id", told=NOTED),
    in_parquet(99, "numbers as text that repeat", pa.array([f"{i % 99}.5" for i in range(ROWS)]),
               "`x` is text of numbers alone, so that they have no order; convert it?",
               told=NOTED),
    in_parquet(99, "levels that no row has",
               pa.DictionaryArray.from_arrays(np.resize([0, 2], ROWS), ["a", "unused", "c"]),
               told=ACCEPTED),
    in_file(100, "9999-12-31 for not yet",
            people(at=["9999-12-31" if i % 50 == 0 else f"2025-01-{1 + i % 28:02}"
                       for i in range(ROWS)]),
            "`at` is beyond the years 1901 to 2199 in 8 rows", "9999-12-31", options=TIMED),
    in_file(100, "most rows of one moment",
            people(at=["2025-02-01" if i % 2 else "2025-01-01" for i in range(ROWS)]),
            "the test set has 50.0% of the rows, because many are of one moment in `at`",
            told=NOTED, options=TIMED + " --design holdout"),
    in_file(100, "too few moments for folds",
            people(at=["2025-02-01" if i % 2 else "2025-01-01" for i in range(ROWS)]),
            "too few points in time for 5 blocks", "--folds 2", "--design holdout", options=TIMED),
    in_file(100, "times of several zones",
            people(at=np.resize(["2025-01-01T00:00+01:00", "2025-07-01T00:00+02:00"], ROWS)),
            "`at` cannot be read as points in time", options=TIMED),
    in_file(101, "parts called otherwise", people(split=np.resize(["Train", "Test"], ROWS)),
            "`split` is not train, validation or test in 400 rows", "'Train'",
            options=OPTIONS + " --part split"),
    in_file(102, "a target of Y and N", people(fraud=np.resize(["Y", "N", "N"], ROWS)),
            "'N' (266), 'Y' (134)", "--positive Y"),
    in_file(102, "a target of TRUE and false", people(fraud=np.resize(["TRUE", "false"], ROWS)),
            told=ACCEPTED),
    in_file(103, "ages that are none", with_cells("age", -3, 5).assign(
            age=lambda frame: frame["age"].astype(int)),
            "`age` goes from -3 to 79; are all of them ages?", told=NOTED),
    in_file(104, "names that differ by blanks alone", lines().replace("income", " age ", 1),
            "2 columns are called `age`"),
    in_file(105, "a comma too many in a row", lines(last="30,1,m,own,0,\n"),
            "1 row without the 5 cells of the header", "Row 401 has 6"),
]  # fmt: skip
