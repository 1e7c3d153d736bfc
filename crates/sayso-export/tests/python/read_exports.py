"""DuckDB and pandas read what was exported: FOLDER holds csv/, jsonl/, parquet/, gdelt/, lines/ and s.db.

Prints how many rows each table has, as JSON; anything that is not as it should be ends it.
"""

import json
import sqlite3
import sys
from pathlib import Path

import duckdb
import pandas

folder = Path(sys.argv[1])
tables = ["documents", "actors", "statements", "events"]


def same(what, values):
    assert len(set(map(str, values))) == 1, f"{what}: {values}"
    return values[0]


def duck(sql):
    return duckdb.sql(sql).fetchall()


def table(name):
    """One table in three formats, through two programs: the same rows, the same days."""
    parquet = f"read_parquet('{folder}/parquet/{name}/*/*.parquet', hive_partitioning = true)"
    csv = f"read_csv('{folder}/csv/{name}.csv', header = true)"
    lines = f"read_json('{folder}/jsonl/{name}.jsonl', format = 'newline_delimited')"
    counts = [duck(f"SELECT count(*) FROM {source}")[0][0] for source in (parquet, csv, lines)]
    frames = [
        pandas.read_parquet(folder / "parquet" / name),
        pandas.read_csv(folder / "csv" / f"{name}.csv"),
        pandas.read_json(folder / "jsonl" / f"{name}.jsonl", lines=True),
    ]
    columns = [c for c in frames[0].columns if c != "page_day"]
    assert list(frames[1].columns) == columns, f"{name}: {list(frames[1].columns)} {columns}"
    # Keys of an object have no order.
    assert sorted(frames[2].columns) == sorted(columns), f"{name}: {list(frames[2].columns)} {columns}"
    return same(name, counts + [len(frame) for frame in frames])


def events():
    """What is asked of events gives one answer."""
    by = "SELECT type, count(*) FROM {} GROUP BY 1 ORDER BY 1"
    parquet = f"read_parquet('{folder}/parquet/events/*/*.parquet', hive_partitioning = true)"
    answers = [duck(by.format(parquet)), duck(by.format(f"read_csv('{folder}/csv/events.csv', header = true)"))]
    frame = pandas.read_parquet(folder / "parquet" / "events")
    answers.append(sorted(frame.groupby("type").size().items()))
    answers.append(sqlite3.connect(folder / "s.db").execute(by.format("events")).fetchall())
    same("events by type", [json.dumps([[t, int(n)] for t, n in answer]) for answer in answers])
    kinds = dict(duck(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {parquet})"))
    assert (kinds["day"], kinds["reports"], kinds["page_day"]) == ("DATE", "BIGINT", "DATE"), kinds
    months = duck(f"SELECT date_trunc('month', day), count(*) FROM {parquet} GROUP BY 1")
    assert len(months) > 5, months


def texts():
    """Letters of every script come through."""
    parquet = f"read_parquet('{folder}/parquet/documents/*/*.parquet')"
    theirs = dict(duck(f"SELECT id, text FROM {parquet}"))
    ours = dict(sqlite3.connect(folder / "s.db").execute("SELECT id, text FROM documents"))
    assert theirs == ours


def gdelt():
    read = {"sep": "\t", "header": None, "dtype": str, "quoting": 3, "keep_default_na": False}
    rows = pandas.read_csv(folder / "gdelt" / "gdelt.export.CSV", **read)
    mentions = pandas.read_csv(folder / "gdelt" / "gdelt.mentions.CSV", **read)
    assert (rows.shape[1], mentions.shape[1]) == (61, 16), (rows.shape, mentions.shape)
    assert set(mentions[0]) == set(rows[0])
    return len(rows)


def lines():
    """Formats of one object a line."""
    return {p.name: len(pandas.read_json(p, lines=True)) for p in sorted((folder / "lines").glob("*.jsonl"))}


events()
texts()
print(json.dumps({"tables": {name: table(name) for name in tables}, "gdelt": gdelt(), "lines": lines()}))
