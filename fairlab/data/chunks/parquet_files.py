"""Parquet files as one table, of which the wanted columns are read in pieces."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as arrow_dataset
import pyarrow.parquet as pq

from fairlab.data.chunks import CHUNK
from fairlab.data.messages import quoted
from fairlab.data.twin_columns import refuse_twins
from fairlab.errors import DataError

TEXT = pa.dictionary(pa.int32(), pa.string())


class ParquetFiles:
    """Parquet files of the same columns, one after the other.

    Parameters
    ----------
    files : sequence of Path
        At least one.
    name : str
        What the table is called.

    Raises
    ------
    DataError
        A file is no Parquet, or lacks a column of the first.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.parquet")
    ...     pd.DataFrame({"sex": ["f", "m"], "flag": [0, 1]}).to_parquet(file)
    ...     table = ParquetFiles([file], "a")
    ...     table.rows, [len(piece) for piece in table.read(["sex"])]
    (2, [2])
    """

    def __init__(self, files: Sequence[Path], name: str) -> None:
        self.name, self._files, self.rows = name, list(files), 0
        schemas = []
        for file in self._files:
            with _words(file.name), pq.ParquetFile(file) as opened:
                schemas.append(pa.schema(map(_as_read, opened.schema_arrow)))
                self.rows += opened.metadata.num_rows
        self.columns = tuple(schemas[0].names)
        for file, schema in zip(self._files, schemas, strict=True):
            refuse_twins(file.name, schema.names)
            if lacking := [column for column in self.columns if column not in schema.names]:
                raise DataError(
                    f"{file.name} has no column {quoted(lacking[0])}, which "
                    f"{self._files[0].name} has.\nName the files that belong together."
                )
        try:
            self._schema = pa.unify_schemas(schemas, promote_options="permissive")
        except pa.ArrowException as error:
            raise DataError(
                f"The files of {name} do not belong together: {str(error).splitlines()[0]}.\n"
                "Give the column one type in all of them."
            ) from error

    def read(self, columns: Sequence[str], numbers: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
        """Give the rows piece by piece."""
        kinds = {name: self._schema.field(name).type for name in columns}
        wanted = pa.schema(kinds | dict.fromkeys(numbers, pa.float64()))
        text = [name for name, kind in kinds.items() if kind == TEXT]
        with _words(self.name):
            table = arrow_dataset.dataset(
                self._files,
                schema=wanted,
                format=arrow_dataset.ParquetFileFormat(dictionary_columns=text),
            )
            # What is read ahead is what memory holds: two pieces for each core are enough.
            yield from table.to_batches(batch_size=CHUNK, batch_readahead=4, fragment_readahead=1)

    def typed(self, cells: Sequence) -> pd.Series:
        """Give distinct cells as a column."""
        return pd.Series(cells)


def _as_read(field: pa.Field) -> pa.Field:
    """Take text as codes of its levels, whatever its type in the file."""
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    return pa.field(field.name, TEXT if text else kind)


@contextmanager
def _words(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        first = str(error).splitlines()[0]
        raise DataError(
            f"{name} cannot be read as Parquet; is it complete?\n{first[:200]}"
        ) from error
