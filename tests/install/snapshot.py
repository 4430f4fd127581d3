"""All that a database and its filestore hold, comparable: schema, records, files."""

import hashlib
import json

from psycopg2 import sql

from tests import database

SCHEMA = {
    "columns": """
        SELECT table_name || '.' || column_name,
               concat_ws(' ', data_type, is_nullable, column_default)
          FROM information_schema.columns WHERE table_schema = 'public'""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "triggers": """
        SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
          FROM pg_trigger WHERE NOT tgisinternal""",
    # ir_sequence_NNN are made with their record, which is compared itself
    "sequences": "SELECT sequencename, '' FROM pg_sequences WHERE schemaname = 'public'",
    "functions": """
        SELECT oid::regprocedure::text, md5(prosrc) FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace""",
    "views": "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'",
    "types": """
        SELECT typname, typtype::text FROM pg_type
         WHERE typnamespace = 'public'::regnamespace""",
    "extensions": "SELECT extname, extversion FROM pg_extension",
    "comments": """
        SELECT objoid::regclass || '.' || objsubid, description FROM pg_description
         WHERE classoid = 'pg_class'::regclass AND objoid >= 16384""",
}
# what every restart writes, whatever is installed
RESTLESS = ("bus_bus", "ir_cron_trigger", "ir_logging", "orm_signaling_")
STAMPS = ["write_date", "write_uid", "create_date", "create_uid"]
# the state of the module is what changes; and what the host writes next to it
IGNORED_COLUMNS = {
    "ir_module_module": ["state", "latest_version", "demo", "url"],
    # when it last ran is not ours to keep still
    "ir_cron": ["lastcall", "nextcall", "failure_count", "first_failure_date"],
    # the host keeps what a view said before its last change
    "ir_ui_view": ["arch_prev"],
}
# larger tables are compared by one checksum: their rows are not kept in memory
ROWS_KEPT = 20_000


def take(name):
    """Return the snapshot of database ``name``: ``{subject: {key: value}}``."""
    found = {
        subject: {key: value for key, value in database.query(name, statement)}
        for subject, statement in SCHEMA.items()
    }
    for table in _tables(name):
        found[f"rows of {table}"] = _rows(name, table)
    found["filestore"] = _files(name)
    return found


def compare(before, after):
    """Return a sentence for each difference between two snapshots."""
    found = []
    for subject in sorted(before.keys() | after.keys()):
        old, new = before.get(subject, {}), after.get(subject, {})
        for key in sorted(old.keys() | new.keys(), key=str):
            if old.get(key) != new.get(key):
                found.append(f"{subject}: {key}: {_change(old.get(key), new.get(key))}")
    return found


def differences(before, after, path=""):
    """Return a sentence for each leaf that differs between two nested dictionaries."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return [] if before == after else [f"{path}: {_change(before, after)}"]
    return [
        sentence
        for key in sorted(before.keys() | after.keys())
        for sentence in differences(before.get(key), after.get(key), f"{path}/{key}")
    ]


def _change(old, new):
    if isinstance(old, dict) and isinstance(new, dict):
        keys = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
        old, new = ({key: row.get(key) for key in keys} for row in (old, new))
    if isinstance(old, str) and isinstance(new, str):
        start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
        old, new = old[max(0, start - 40) :], new[max(0, start - 40) :]
    return f"{_cut(old)} -> {_cut(new)}"


def _cut(value):
    return "none" if value is None else str(value)[:300]


def _tables(name):
    rows = database.query(
        name, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    )
    return [table for (table,) in rows if not table.startswith(RESTLESS)]


def _rows(name, table):
    """Return ``{id: row}``, or ``{"checksum": md5}`` of a large table."""
    identifier = sql.Identifier(table)
    count = database.query(name, sql.SQL("SELECT count(*) FROM {}").format(identifier))[0][0]
    row = sql.SQL("to_jsonb(t) - {}::text[]").format(
        sql.Literal(STAMPS + IGNORED_COLUMNS.get(table, []))
    )
    if count > ROWS_KEPT:
        order = sql.SQL("t.id" if _has_id(name, table) else "t.*::text")
        statement = sql.SQL(
            "SELECT count(*) || ' ' || md5(string_agg(md5(({})::text), '' ORDER BY {})) FROM {} t"
        ).format(row, order, identifier)
        return {"checksum": database.query(name, statement)[0][0]}
    statement = sql.SQL("SELECT {} FROM {} t").format(row, identifier)
    rows = [_plain(values) for (values,) in database.query(name, statement)]
    return {values.get("id", json.dumps(values, sort_keys=True)): values for values in rows}


def _plain(values):
    """Drop what is empty: a column that is not there yet is empty as well."""
    return {key: value for key, value in values.items() if value is not None}


def _has_id(name, table):
    statement = """SELECT 1 FROM information_schema.columns
                    WHERE table_schema = 'public' AND table_name = %s AND column_name = 'id'"""
    return bool(database.query(name, statement, [table]))


def _files(name):
    """Return ``{path: md5}`` of the filestore; emptied bins and the check list left out."""
    root = database.filestore(name)
    return {
        str(path.relative_to(root)): hashlib.md5(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "checklist" not in path.parts
    }
