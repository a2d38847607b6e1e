"""Make the embedded Parquet files from the published ones.

Usage: ``python -m fairlab.data.embedded.build FOLDER``, where FOLDER holds ``adult.data``,
``adult.test`` and ``taiwan_credit_default.csv.gz``.
"""

import gzip
import io
import sys
from hashlib import sha256
from pathlib import Path

import pandas as pd

from fairlab.errors import DataError

SHA256 = {
    "adult.data": "5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d",
    "adult.test": "a2a9044bc167a35b2361efbabec64e89d69ce82d9790d2980119aac5fd7e9c05",
    # Of the text inside, since compressing it again changes the file.
    "taiwan_credit_default.csv.gz": (
        "af6aa9d50511471c11fedd691155d36b5f2c81baa778b274118976ad5e750d59"
    ),
}
ADULT_COLUMNS = (
    "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation",
    "relationship", "race", "sex", "capital-gain", "capital-loss", "hours-per-week",
    "native-country", "income",
)  # fmt: skip


def build(sources: Path, folder: Path) -> None:
    """Write ``taiwan.parquet`` and ``adult.parquet``.

    Parameters
    ----------
    sources : Path
        The folder of the published files.
    folder : Path
        Where to write.

    Raises
    ------
    DataError
        A source is not the published file.
    """
    for name, frame in (("taiwan", _taiwan(sources)), ("adult", _adult(sources))):
        file = folder / f"{name}.parquet"
        _narrow(frame).to_parquet(file, compression="zstd", compression_level=22, index=False)


def _taiwan(sources: Path) -> pd.DataFrame:
    text = _verified(sources / "taiwan_credit_default.csv.gz")
    return pd.read_csv(io.BytesIO(text)).drop(columns="ID")


def _adult(sources: Path) -> pd.DataFrame:
    parts = [
        _adult_part(sources / "adult.data", skip=0).assign(part="train"),
        _adult_part(sources / "adult.test", skip=1).assign(part="test"),
    ]
    whole = pd.concat(parts, ignore_index=True)
    whole["income"] = whole["income"].str.removesuffix(".")
    return whole.astype(dict.fromkeys(whole.select_dtypes("str"), "category"))


def _adult_part(file: Path, skip: int) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(_verified(file)),
        names=list(ADULT_COLUMNS),
        skiprows=skip,
        skipinitialspace=True,
        keep_default_na=False,
        na_values="?",
    )


def _verified(file: Path) -> bytes:
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    if sha256(content).hexdigest() != SHA256[file.name]:
        raise DataError(f"{file} is not the published file: its sha256 differs.")
    return content


def _narrow(frame: pd.DataFrame) -> pd.DataFrame:
    whole = frame.select_dtypes("integer")
    return frame.assign(**{str(c): pd.to_numeric(whole[c], downcast="integer") for c in whole})


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build(Path(sys.argv[1]), Path(__file__).parent)
