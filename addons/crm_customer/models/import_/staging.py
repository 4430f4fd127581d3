"""Rows into the database by COPY: one statement for a batch, whatever its size."""

import csv
import io
import json

NULL = "\\N"


def copy_rows(cr, table, columns, rows):
    """Insert ``rows`` (iterable of tuples of ``columns``); dicts and lists become JSON."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    for row in rows:
        writer.writerow([_text(value) for value in row])
    buffer.seek(0)
    names = ", ".join(f'"{column}"' for column in columns)
    cr.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", buffer)


def reserve_ids(cr, table, count):
    """Return ``count`` new ids of ``table``, in order."""
    cr.execute(f"SELECT nextval('{table}_id_seq') FROM generate_series(1, %s)", (count,))
    return [row[0] for row in cr.fetchall()]


def _text(value):
    if value is None:
        return NULL
    if isinstance(value, str):
        # PostgreSQL has no NUL; a text that looks like NULL is escaped by nothing else
        return value.replace("\0", "") if value != NULL else "\\\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, (dict, list)):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return text.replace("\\u0000", "")
    return value
