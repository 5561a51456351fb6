"""Additions day by day, beside a reader, are one batch: revisions, late originals and dates of a day included."""

import json
import random

import provenance
from provenance.warehouse.warehouse import Warehouse

VIEWS = (
    "documents", "blocks", "repeats", "credits", "matches", "passages", "clusters", "derivations", "attributed_spans",
    "chains", "undetermined", "revisions", "outlet_sources",
)  # fmt: skip
MOMENTS = {"run_id", "added_at", "origin", "document"}


def public_rows(db) -> dict:
    with Warehouse.open(db) as warehouse:
        frames = {name: warehouse.sql(f"FROM {name}") for name in VIEWS}
        frames["unseen_sources"] = warehouse.sql("FROM unseen_sources WHERE replaced_by IS NULL")
    return {name: sorted(map(repr, frame.drop(MOMENTS & set(frame.columns)).rows())) for name, frame in frames.items()}


def days(number: int, chance: random.Random) -> list[list[dict]]:
    """Return the documents of some days: stories, copies of them, revisions, and originals that arrive days later."""
    arrivals: list[list[dict]] = [[] for _ in range(number)]
    for day in range(number):
        lines = [
            f"On day {day} the council of town {day} decided item {line} of {chance.randrange(10**6)}."
            for line in range(12)
        ]
        text, when = "\n\n".join(lines), f"2024-{1 + day // 28:02}-{1 + day % 28:02}"
        story = {"id": f"story-{day}", "outlet": f"Paper {day % 5}", "published_at": f"{when}T08:00:00Z", "text": text}
        copy = {
            "id": f"copy-{day}",
            "outlet": f"Post {day % 7}",
            "published_at": when,
            "text": f"(Paper {day % 5}) {text}",
        }
        arrivals[min(day + (3 if day % 4 == 0 else 0), number - 1)].append(story)
        arrivals[day].append(copy)
        if day % 3 == 0:
            revision = {**story, "text": f"{text}\n\nThe mayor spoke at noon.", "published_at": f"{when}T12:00:00Z"}
            arrivals[min(day + 4, number - 1)].append({**revision, "id": f"story-{day}-later"})
        if day % 5 == 0:
            part = {"id": f"part-{day}", "outlet": "Gazette", "text": "\n\n".join(lines[:7])}
            arrivals[min(day + 1, number - 1)].append(part)
    return arrivals


def test_daily_additions_beside_a_reader_are_one_batch(tmp_path, tries):
    number = tries(6, 90)
    arrivals = days(number, random.Random(3))
    daily, batch = tmp_path / "daily.duckdb", tmp_path / "batch.duckdb"
    provenance.trace([dict(row) for row in arrivals[0]], daily)
    with Warehouse.open(daily) as reader:
        for day in range(1, number):
            provenance.trace([dict(row) for row in arrivals[day]], daily)
            assert reader.sql("SELECT count(*) FROM documents").item() == sum(map(len, arrivals[: day + 1]))
    rows = [row for day in arrivals for row in day]
    (tmp_path / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    provenance.trace(tmp_path / "all.jsonl", batch)
    one, other = public_rows(daily), public_rows(batch)
    assert {name: one[name] == other[name] for name in one} == dict.fromkeys(one, True)
    print(f"daily additions {number}, documents {len(rows)}")
