"""What a database says its tables are, in words that the two engines share."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlite_utils import Database

Ask = Callable[[str], Iterable[tuple[Any, ...]]]

OWN = frozenset({"_sqlite_migrations", "sqlite_sequence", "steps_taken"})
"""Tables in which an engine keeps account for itself."""

_TYPES = {"INTEGER": "number", "TEXT": "text", "BLOB": "bytes"}
_TYPES |= {"bigint": "number", 'text COLLATE "C"': "text", "bytea": "bytes"}


@dataclass(slots=True)
class Table:
    """A table, told in neither engine's words."""

    columns: dict[str, tuple[str, bool, str | None]] = field(default_factory=dict)
    """Of each its type, whether it is always filled, and what it is filled with by itself."""
    key: tuple[str, ...] = ()
    counts_ids: bool = False
    """Whether a row without an id is given one."""
    uniques: set[tuple[str, ...]] = field(default_factory=set)
    checks: set[str] = field(default_factory=set)
    indexes: dict[str, tuple[bool, tuple[str, ...], str]] = field(default_factory=dict)
    """By name: whether its rows are unique, its columns, and of which rows it is."""
    triggers: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Catalogue:
    tables: dict[str, Table]
    views: dict[str, str]


def of_sqlite(db: Database) -> Catalogue:
    """Tell what stands in an SQLite database."""
    tables: dict[str, Table] = {}
    for name, made in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall():
        if name in OWN:
            continue
        table = tables[name] = Table()
        assert made.replace(", WITHOUT ROWID", "").endswith("STRICT"), name
        rows = db.execute(f"PRAGMA table_info({name})").fetchall()
        table.key = tuple(row[1] for row in sorted(rows, key=lambda row: int(row[5])) if row[5])
        for _, column, kind, filled, default, in_key in rows:
            table.columns[column] = (_TYPES[kind], bool(filled or in_key), default)
        table.checks = {_plain(check) for check in re.findall(r"CHECK \((.+?(?:\(.+\))?)\)", made)}
        table.counts_ids = bool(re.search(r"\bid INTEGER PRIMARY KEY\b(?! CHECK)", made))
        for _, index, unique, origin, _ in db.execute(f"PRAGMA index_list({name})").fetchall():
            columns = tuple(row[2] for row in db.execute(f"PRAGMA index_info({index})").fetchall())
            if origin == "u":
                table.uniques.add(columns)
            elif origin == "c":
                table.indexes[index] = (bool(unique), columns, _rows_of(_made(db, index)))
    for name, table_name in db.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"):
        tables[table_name].triggers.add(name)
    views = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
    return Catalogue(tables, {name: _plain(made.partition(" AS ")[2]) for name, made in views})


def of_postgres(ask: Ask) -> Catalogue:
    """Tell what stands in the current schema of a PostgreSQL database."""
    tables: dict[str, Table] = defaultdict(Table)
    for name, column, kind, filled, default, identity in ask(_COLUMNS):
        if name in OWN:
            continue
        tables[name].columns[column] = (_TYPES[kind], filled, default and _plain(default))
        tables[name].counts_ids |= bool(identity)
    for name, kind, columns, told in ask(_CONSTRAINTS):
        table = tables[name]
        if kind == "p":
            table.key = tuple(columns)
        elif kind == "u":
            table.uniques.add(tuple(columns))
        elif kind == "c":
            table.checks.add(_plain(told.removeprefix("CHECK ")))
        else:
            raise AssertionError(told)
    for name, index, unique, columns, told in ask(_INDEXES):
        tables[name].indexes[index] = (unique, tuple(columns), _rows_of(told))
    for name, trigger, _ in ask(_TRIGGERS):
        tables[name].triggers.add(trigger)
    return Catalogue(
        {name: tables[name] for name in tables if name not in OWN},
        {name: _plain(told) for name, told in ask(_VIEWS)},
    )


def in_full(connection: "psycopg.Connection[tuple[Any, ...]]") -> str:
    """Write down the current schema of a PostgreSQL database, a fact a line."""
    facts: list[str] = []
    for what, query in (
        ("column", _COLUMNS),
        ("constraint", _CONSTRAINTS),
        ("index", _INDEXES),
        ("trigger", _TRIGGERS),
        ("function", _FUNCTIONS),
        ("view", _VIEWS),
        ("sequence", _SEQUENCES),
    ):
        for row in connection.execute(query):
            if what == "view":
                # Older servers name the table of each column.
                row = (row[0], _plain(row[1]))
            facts.append(" ".join(" | ".join([what, *map(str, row)]).split()))
    return "\n".join(sorted(facts)) + "\n"


def _made(db: Database, index: str) -> str:
    ((made,),) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchall()
    return str(made)


def _rows_of(made: str) -> str:
    """Give the rows that a partial index is of."""
    return _plain(made.partition(" WHERE ")[2])


def _plain(expression: str) -> str:
    """Write an expression alike for both: PostgreSQL names types, and puts in brackets what needs none."""
    expression = re.sub(r"= ANY \(ARRAY\[(.*)\]\)", r"IN (\1)", expression.replace("::text", ""))
    words = re.sub(r'[()";]| COLLATE "C"', " ", expression)
    return " ".join(re.sub(r"\b(admins|admin_ids)\.", "", words).split())


_COLUMNS = """
    SELECT c.relname, a.attname,
        format_type(a.atttypid, a.atttypmod)
            || coalesce(' COLLATE "' || nullif(l.collname, 'default') || '"', ''),
        a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text = current_schema()
    ORDER BY c.relname, a.attnum
"""
_CONSTRAINTS = """
    SELECT c.relname, o.contype, ARRAY(
        SELECT a.attname::text FROM unnest(o.conkey) WITH ORDINALITY k(number, at)
        JOIN pg_attribute a ON (a.attrelid, a.attnum) = (c.oid, k.number) ORDER BY k.at
    ), pg_get_constraintdef(o.oid)
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
    WHERE c.relnamespace::regnamespace::text = current_schema() AND o.contype IN ('c', 'f', 'p', 'u')
"""
_INDEXES = """
    SELECT c.relname, x.relname, i.indisunique, ARRAY(
        SELECT pg_get_indexdef(x.oid, n, true) FROM generate_series(1, i.indnkeyatts) n ORDER BY n
    ), replace(pg_get_indexdef(x.oid), current_schema() || '.', '')
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
    WHERE c.relnamespace::regnamespace::text = current_schema()
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = x.oid)
"""
_TRIGGERS = """
    SELECT c.relname, t.tgname, replace(pg_get_triggerdef(t.oid), current_schema() || '.', '')
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace::regnamespace::text = current_schema()
"""
_FUNCTIONS = """
    SELECT proname, prosrc FROM pg_proc WHERE pronamespace::regnamespace::text = current_schema()
"""
_VIEWS = """
    SELECT relname, pg_get_viewdef(oid) FROM pg_class
    WHERE relkind = 'v' AND relnamespace::regnamespace::text = current_schema()
"""
_SEQUENCES = """
    SELECT sequencename, data_type, start_value, increment_by, cycle FROM pg_sequences
    WHERE schemaname = current_schema()
"""
