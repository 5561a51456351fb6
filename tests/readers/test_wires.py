"""The formats of news agencies: NITF, NewsML-G2, NewsML 1, IPTC 7901, and the JSON of ninjs and the AP."""

from __future__ import annotations

import json
import re
import time

import pytest

from .test_read import documents_of, rejects_of, write

STORY = "The ferry Halcyon sank on Tuesday night in the outer harbour of Port Amary, the coast guard said."
MORE = "All forty people on board were saved by a trawler & two pilot boats."
WHOLE = f"{STORY}\n\n{MORE}"
ESCAPED = MORE.replace("&", "&amp;")
PARAGRAPHS = f"<p>{STORY}</p>\n<p>{ESCAPED}</p>"

NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="en"><head><title>Slug</title><docdata>
<doc-id regsrc="PWA" id-string="A1"/><du-key key="ferry-1" version="3"/>
<date.issue norm="20240503T091200Z"/><doc.copyright holder="Port Wire" year="2024"/></docdata></head>
<body><body.head><hedline><hl1>Ferry <em>sinks</em></hl1></hedline>
<byline>By Ines Roda<byttl>Port Wire Writer</byttl></byline>
<dateline><location>PORT AMARY</location> (PWA) —</dateline></body.head>
<body.content><media><media-caption>A ferry. Photo: Nobody</media-caption></media>
<block>{PARAGRAPHS}</block></body.content></body></nitf>"""

G2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="tag:wire.example,2024:f1" version="4" xml:lang="en">
<rightsInfo><copyrightHolder literal="Port Wire"/></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Port Wire"/>
<versionCreated>2024-05-03T09:12:00+02:00</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><by>Ines Roda</by><headline>Ferry sinks</headline><language tag="en-GB"/>
<dateline>PORT AMARY</dateline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>x</title></head><body>{PARAGRAPHS}</body></html></inlineXML></contentSet></newsItem>
<newsItem guid="tag:wire.example,2024:f2" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
<contentSet><remoteContent href="a.jpg"/></contentSet></newsItem>
<newsItem guid="tag:wire.example,2024:f3" version="2"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta>
<contentSet><inlineData contenttype="text/plain">Withdrawn story of the wire.</inlineData></contentSet></newsItem>
<packageItem guid="tag:wire.example,2024:p1"/></itemSet></newsMessage>"""

NEWSML1 = f"""<?xml version="1.0"?><NewsML><NewsItem><Identification><NewsIdentifier>
<ProviderId>wire.example</ProviderId><DateId>20240503</DateId><NewsItemId>ferry</NewsItemId>
<RevisionId PreviousRevision="1" Update="N">2</RevisionId>
<PublicIdentifier>urn:newsml:wire.example:20240503:ferry:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20240503T070000Z</FirstCreated><ThisRevisionCreated>20240503T091200Z</ThisRevisionCreated>
<Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Ferry sinks</HeadLine><ByLine>Ines Roda</ByLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="Port Wire"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<ContentItem><MediaType FormalName="Text"/><DataContent>{PARAGRAPHS}</DataContent></ContentItem>
</NewsComponent></NewsItem></NewsML>"""

COLUMNS = ("document_id", "outlet", "title", "byline", "language", "published_at", "text")


def test_nitf_gives_its_key_headline_byline_date_and_printed_text(tmp_path):
    (row,) = documents_of(write(tmp_path / "a.xml", NITF)).select(COLUMNS).rows()
    text = f"PORT AMARY (PWA) — {WHOLE}"
    byline = "Ines Roda, Port Wire Writer"
    assert row == ("ferry-1", "Port Wire", "Ferry sinks", byline, "en", "20240503T091200Z", text)


def test_newsml_g2_gives_its_stories_and_says_why_other_items_are_left_out(tmp_path):
    path = write(tmp_path / "a.xml", G2)
    (row,) = documents_of(path).select(COLUMNS).rows()
    text = f"PORT AMARY - {WHOLE}"
    day = "2024-05-03T09:12:00+02:00"
    assert row == ("tag:wire.example,2024:f1", "Port Wire", "Ferry sinks", "Ines Roda", "en-GB", day, text)
    assert [reason for _, reason in rejects_of(path)] == [
        "the item has no text", "its agency has withdrawn it (status canceled)", "a <packageItem> holds no story",
    ]  # fmt: skip


def test_newsml_1_names_an_item_without_its_revision(tmp_path):
    (row,) = documents_of(write(tmp_path / "a.newsml", NEWSML1)).select(COLUMNS).rows()
    day = "20240503T091200Z"
    assert row == ("wire.example:20240503:ferry", "Port Wire", "Ferry sinks", "Ines Roda", "en", day, WHOLE)


def test_nitf_inside_newsml_is_read_as_nitf(tmp_path):
    inner = NITF[NITF.index("<nitf") :].replace("<nitf ", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" ')
    head, _, rest = G2.partition("<html ")
    path = write(tmp_path / "a.xml", head + inner + rest.partition("</html>")[2])
    assert documents_of(path)["text"].to_list() == [f"PORT AMARY (PWA) — {WHOLE}"]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_iptc_7901_messages_are_documents(tmp_path, end):
    messages = [f"\x01PWA{number:04} 4 i 34{end}Ferry/{end}\x02{STORY}{end}{end}{MORE}{end}\x03" for number in (1, 2)]
    path = write(tmp_path / "a.iptc", f"{end}031212 GMT MAI 24\x04{end}".join([*messages, ""]))
    rows = documents_of(path).select("document_id", "outlet", "published_at", "text").rows()
    assert rows == [(f"PWA{number:04}-24MAI03", "PWA", "03 Mai 2024 12:12 +00:00", WHOLE) for number in (1, 2)]


def test_ninjs_and_the_media_api_of_ap_are_read_as_json(tmp_path):
    ninjs = {
        "uri": "tag:wire.example,2024:n1",
        "headlines": [{"role": "main", "value": "Ferry sinks"}],
        "language": "en",
    }
    ninjs |= {"versionCreated": "2024-05-03T09:12:00Z", "bodies": [{"contentType": "text/html", "value": PARAGRAPHS}]}
    item = {"altids": {"itemid": "abc"}, "headline": "Ferry sinks", "versioncreated": "2024-05-03T09:12:00Z"}
    item |= {"bylines": [{"by": "Ines Roda"}], "body_nitf": f"<block>{PARAGRAPHS}</block>", "type": "text"}
    answer = {"api_version": "1.0", "data": {"current_item_count": 1, "items": [{"meta": {}, "item": item}]}}
    for name, value in (("ninjs.json", ninjs), ("ap.json", answer)):
        columns = ("document_id", "title", "published_at", "text")
        (row,) = documents_of(write(tmp_path / name, json.dumps(value))).select(columns).rows()
        identifier = {"ninjs.json": "tag:wire.example,2024:n1", "ap.json": "abc"}[name]
        assert row == (identifier, "Ferry sinks", "2024-05-03T09:12:00Z", WHOLE.replace("\n\n", "\n")), name


def test_newsml_g2_says_what_the_standards_own_library_reads(tmp_path):
    library = pytest.importorskip("NewsMLG2", reason="newsmlg2 is not installed")
    item = re.search("<newsItem guid.*?</newsItem>", G2, re.DOTALL)[0]
    item = item.replace("<newsItem ", '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" ', 1)
    news = library.NewsMLG2Document(item.encode()).get_item()
    meta = news.contentmeta
    stated = (news.guid, str(meta.headline), str(meta.by), str(news.itemmeta.versioncreated))
    columns = ("document_id", "title", "byline", "published_at")
    assert documents_of(write(tmp_path / "item.xml", item)).select(columns).rows() == [stated]


def test_a_feed_that_breaks_off_gives_its_whole_items_and_says_so(tmp_path):
    item = "<item><title>Ferry</title><link>https://wire.example/{0}</link><description>{1}</description></item>"
    items = "".join(item.format(number, f"{STORY} {number} &nbsp;") for number in (1, 2))
    path = write(tmp_path / "cut.rss", f"<rss><channel><title>Port Wire</title>{items}<item><title>Half")
    assert documents_of(path)["url"].to_list() == ["https://wire.example/1", "https://wire.example/2"]
    ((_, reason),) = rejects_of(path)
    assert "breaks off" in reason


BOMB = '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><nitf>&b;</nitf>'


def test_entities_are_refused_and_nothing_is_fetched(tmp_path):
    assert "entities of its own" in rejects_of(write(tmp_path / "a.nitf", BOMB))[0][1]
    outside = NITF.replace('SYSTEM "nitf-3-4.dtd"', 'SYSTEM "file:///etc/passwd"')
    assert documents_of(write(tmp_path / "b.xml", outside)).height == 1


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.nitf", "<nitf><body>", "not XML"),
        ("a.nitf", "<nitf/>", "the story has no text"),
        ("a.newsml", "<other/>", "no NewsML"),
        ("a.iptc", "no message", "no IPTC 7901"),
        ("a.nitf", "<nitf>" * 100_000, "not XML"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, content, reason):
    assert reason in rejects_of(write(tmp_path / name, content))[0][1]


def test_deep_and_large_wires_take_no_long_time(tmp_path):
    deep = "<p>" * 20_000 + STORY + "</p>" * 20_000
    path = write(tmp_path / "a.nitf", f"<nitf><body><body.content>{deep}</body.content></body></nitf>")
    message = write(tmp_path / "b.iptc", "\x01PWA1 " * 100_000)
    before = time.process_time()
    assert documents_of(path)["text"].to_list() == [STORY]
    assert rejects_of(message)
    assert time.process_time() - before < 5
