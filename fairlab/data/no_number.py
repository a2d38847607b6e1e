"""What to do about a cell that was to be a number, and is none."""


def advice_about(cell: str) -> str:
    """Say what a cell needs to become a number.

    Examples
    --------
    >>> advice_about("0,35"), advice_about("high")
    ('decimal commas? --decimal ,', 'numbers are needed.')
    >>> advice_about("17,3%")
    'write percentages as numbers: 0.173 for 17.3%.'
    """
    if cell.strip().endswith("%"):
        return "write percentages as numbers: 0.173 for 17.3%."
    return "decimal commas? --decimal ," if "," in cell else "numbers are needed."
