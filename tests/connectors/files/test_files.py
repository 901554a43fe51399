"""Files exported elsewhere: columns, dates, bad rows, and reading that goes on where it stopped."""

import csv
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from liant.connectors import registry
from liant.connectors.contract import Account, Misconfigured
from liant.connectors.files import mapping, reading

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)


def read_all(path, **settings):
    """Everything the connector brings in, page after page, with what it could not read."""
    connector, account = registry.get("files"), Account(settings={"path": str(path), **settings})
    items, faults, cursor = [], [], None
    while True:
        page = connector.fetch(account, cursor, NOW)
        cursor = json.loads(json.dumps(page.cursor))
        items += page.items
        faults += page.unreadable
        if not page.has_more:
            return items, faults, cursor


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def test_a_row_becomes_an_item(tmp_path):
    row = {
        "id": "a1", "text": "Merci à Paul !", "title": "Un mot", "author": "Inès", "handle": "@Ines.example",
        "author_kind": "bluesky", "followers": 12, "url": "https://a.example/1", "lang": "fr", "thread": "t", "parent": "p",
        "addressed": True, "ours": False, "private": True, "tags": ["x"], "recipients": ["b@c.example"], "kind": "reply",
        "at": "2026-03-01T10:00:00+02:00",
    }  # fmt: skip
    [item], faults, _ = read_all(write(tmp_path / "a.jsonl", json.dumps(row) + "\n"))
    assert faults == []
    assert (item.key, item.text, item.title, item.kind) == ("a1", "Merci à Paul !", "Un mot", "reply")
    assert (item.author.key, item.author.handle, item.author.kind) == ("ines.example", "@Ines.example", "bluesky")
    assert item.author.followers == 12
    assert item.published_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert (item.thread_key, item.parent_key, item.is_addressed, item.is_private) == ("t", "p", True, True)
    assert (item.tags, item.recipients, item.raw) == (("x",), ("b@c.example",), row)


def test_what_is_not_known_is_none(tmp_path):
    [item], _, _ = read_all(write(tmp_path / "a.csv", "text,followers,author\nBonjour,,\n"))
    assert (item.author, item.published_at, item.language, item.url) == (None, None, None, None)
    [item], _, _ = read_all(write(tmp_path / "b.csv", "text,followers,author\nBonjour,,Ana\n"))
    assert item.author.followers is None
    assert item.key.startswith("sha256:")


def test_relative_days_count_back_from_now(tmp_path):
    lines = ['{"id":"1","text":"a","day":7,"time":"13:10"}', '{"id":"2","text":"b","day":0,"time":"23:00"}']
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    (first, late), _, _ = read_all(path, timezone="Europe/Paris")
    assert first.published_at.astimezone(ZoneInfo("Europe/Paris")) == datetime(
        2026, 3, 24, 13, 10, tzinfo=ZoneInfo("Europe/Paris")
    )
    assert late.published_at == NOW


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01 10:00", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("2026-03-01T10:00:00Z", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("31/03/2026 09:30", datetime(2026, 3, 31, 9, 30, tzinfo=UTC)),
        ("31/03/2026", datetime(2026, 3, 31, tzinfo=UTC)),
        (1772359200, datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("1772359200000", datetime(2026, 3, 1, 10, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_people_write_them(tmp_path, written, meant):
    [item], faults, _ = read_all(write(tmp_path / "a.jsonl", json.dumps({"text": "x", "date": written})))
    assert (faults, item.published_at) == ([], meant)


def test_french_and_english_columns_are_guessed():
    assert mapping.guess_mapping(["Identifiant", "Texte", "Auteur", "Date de publication", "Abonnés"]) == {
        "id": "Identifiant",
        "text": "Texte",
        "author": "Auteur",
        "at": "Date de publication",
        "followers": "Abonnés",
    }
    assert mapping.guess_mapping(["tweet_id", "full_text", "created_at"]) == {
        "id": "tweet_id",
        "text": "full_text",
        "at": "created_at",
    }


def test_a_mapping_is_written_as_lines(tmp_path):
    path = write(tmp_path / "a.csv", "Corps du mail;N°\nBonjour;4\n")
    [item], _, _ = read_all(path, mapping="text = Corps du mail\nid = N°")
    assert (item.text, item.key) == ("Bonjour", "4")
    with pytest.raises(Misconfigured, match="no field “texte”") as caught:
        read_all(path, mapping="texte = Corps du mail")
    assert caught.value.field == "mapping"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path, encoding, delimiter):
    rows = [["id", "texte"], ["1", "« Réclamation », n°1"], ["2", "sur deux\nlignes"]]
    path = tmp_path / "a.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    items, faults, _ = read_all(path)
    assert ([i.text for i in items], faults) == (["« Réclamation », n°1", "sur deux\nlignes"], [])


def test_bad_rows_are_named_and_the_others_read(tmp_path):
    path = write(tmp_path / "a.csv", "id,text,day\n1,one,3\n2,two\n3,three,soon\n4,,1\n5,five,2\n")
    items, faults, _ = read_all(path)
    assert [i.key for i in items] == ["1", "5"]
    assert faults == [
        "a.csv, line 3: 2 columns instead of 3.",
        "a.csv, line 4, column “day”: “soon” is not a whole number.",
        "a.csv, line 5, column “text”: there is no text.",
    ]
    path = write(
        tmp_path / "a.jsonl",
        '{"id":1,"text":"a"}\n{"id":2,\n[]\n{"id":3,"text":"b","ours":"perhaps"}\n{"id":4,"text":"c"}',
    )
    items, faults, _ = read_all(path)
    assert [i.key for i in items] == ["1", "4"]
    assert [fault.partition(":")[0] for fault in faults] == [
        "a.jsonl, line 2",
        "a.jsonl, line 3",
        "a.jsonl, line 4, column “ours”",
    ]


def test_a_quote_never_closed_is_told(tmp_path):
    items, faults, _ = read_all(write(tmp_path / "a.csv", 'id,text\n1,one\n2,"two\n3,three\n4,four\n'))
    assert [i.key for i in items] == ["1"]
    assert "lines 3 to 5" in faults[0]


def test_many_bad_rows_are_counted(tmp_path):
    _, faults, _ = read_all(write(tmp_path / "a.jsonl", "nonsense\n" * 300))
    assert len(faults) == reading.FAULTS_PER_PAGE + 1
    assert "200 more rows" in faults[-1]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_reading_goes_on_where_it_stopped(tmp_path, kind, monkeypatch):
    monkeypatch.setattr(reading, "ROWS_PER_PAGE", 7)
    path = tmp_path / f"a.{kind}"
    rows = [{"id": str(n), "text": f"texte\n{n}" if kind != "jsonl" else f"texte {n}"} for n in range(50)]
    if kind == "jsonl":
        path.write_text("\n".join(json.dumps(row) for row in rows))
    elif kind == "csv":
        with path.open("w", newline="") as stream:
            writer = csv.DictWriter(stream, ["id", "text"])
            writer.writeheader()
            writer.writerows(rows)
    else:
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=9)
    items, faults, cursor = read_all(path)
    assert ([i.key for i in items], faults) == ([str(n) for n in range(50)], [])
    again = registry.get("files").fetch(Account(settings={"path": str(path)}), cursor, NOW)
    assert (list(again.items), again.has_more) == ([], False)


def test_a_file_that_grew_is_read_again_with_the_same_keys(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"text":"a"}\n')
    first, _, cursor = read_all(path)
    path.write_text('{"text":"a"}\n{"text":"b"}\n')
    page = registry.get("files").fetch(Account(settings={"path": str(path)}), cursor, NOW)
    assert [i.text for i in page.items] == ["a", "b"]
    assert page.items[0].key == first[0].key


def test_parquet_keeps_its_types(tmp_path):
    table = pa.table(
        {
            "id": [1, 2],
            "text": ["a", "b"],
            "at": [datetime(2026, 1, 1, tzinfo=UTC), None],
            "followers": [None, 3.0],
            "author": ["x", "y"],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    (one, two), faults, _ = read_all(tmp_path / "a.parquet")
    assert faults == []
    assert (one.published_at, one.author.followers) == (datetime(2026, 1, 1, tzinfo=UTC), None)
    assert (two.published_at, two.author.followers) == (None, 3)
    json.dumps(one.raw)


def test_the_preview_shows_what_would_come(tmp_path):
    path = write(tmp_path / "a.csv", "identifiant,message\n" + "".join(f"{n},m{n}\n" for n in range(40)))
    shown = reading.preview(path)
    assert {name for name, _ in shown.fields} == set(mapping.FIELDS)
    assert registry.get("files").preview(Account(settings={"path": str(path)})).mapping == shown.mapping
    assert (shown.columns, len(shown.items), shown.mapping) == (
        ["identifiant", "message"],
        20,
        {"id": "identifiant", "text": "message"},
    )


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"path": "/nowhere.csv"}, "path"),
        ({"path": "/etc/hostname"}, "path"),
        ({}, "path"),
        ({"path": "x.csv", "timezone": "Mars/Olympus"}, "timezone"),
    ],
)
def test_wrong_settings_are_named(settings, field):
    with pytest.raises(Misconfigured) as caught:
        registry.get("files").check(Account(settings=settings))
    assert caught.value.field == field


def test_a_broken_parquet_is_told(tmp_path):
    with pytest.raises(Misconfigured, match="Parquet"):
        read_all(write(tmp_path / "a.parquet", "PAR1 not really"))
