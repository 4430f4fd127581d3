"""Rows into the database by COPY: one statement for a batch, whatever its size."""

import csv
import io
import json

NULL = "\\N"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def copy_rows(cr, table, columns, rows):
    """Insert ``rows`` (iterable of tuples of ``columns``); dicts and lists become JSON."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(
        # most are empty or numbers, and a call for each cell is what costs
        [NULL if cell is None else cell if cell.__class__ is int else _text(cell) for cell in row]
        for row in rows
    )
    buffer.seek(0)
    names = ", ".join(f'"{column}"' for column in columns)
    cr.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", buffer)


def reserve_ids(cr, table, count):
    """Return ``count`` new ids of ``table``, in order."""
    cr.execute(f"SELECT nextval('{table}_id_seq') FROM generate_series(1, %s)", (count,))
    return [row[0] for row in cr.fetchall()]


def _text(value):
    if isinstance(value, str):
        if "\0" in value:
            value = value.replace("\0", "")  # PostgreSQL has no NUL
        # a text that looks like NULL is escaped by nothing else
        return value if value != NULL else "\\\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, (dict, list)):
        text = _encode(value)
        return _encode(_without_nul(value)) if "\\u0000" in text else text
    return value


def _without_nul(value):
    """Return ``value`` (as JSON has it) without NUL in any text."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    return value
