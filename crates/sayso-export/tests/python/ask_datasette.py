"""Datasette opens a store, read-only: every table and view answers, and words are found.

Prints the versions and how many tables and views there are.
"""

import asyncio
import sqlite3
import sys
from urllib.parse import quote

from datasette import __version__
from datasette.app import Datasette

path = sys.argv[1]


async def ask(client, address):
    answer = await client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code} {answer.text[:300]}"
    return answer.json()


async def main():
    client = Datasette([], immutables=[path]).client
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
    for name in names:
        await ask(client, f"/s/{quote(name)}.json?_size=3")
    sql = "SELECT d.id FROM words w JOIN documents d ON d.reading = w.rowid WHERE words MATCH 'harbour OR hafen OR порт'"
    found = await ask(client, f"/s.json?_shape=array&sql={quote(sql)}")
    assert found and found[0]["id"].startswith("d"), found
    print(f"Datasette {__version__}, SQLite {sqlite3.sqlite_version}: {len(names)} tables and views")


asyncio.run(main())
