"""Pages, crawls and feeds: main text, what a page says about itself, evidence of another source."""

from __future__ import annotations

import gzip
import json
import sys
import zlib

import pytest

from provenance.text.dates import parse_times

from .test_read import documents_of, rejects_of, write

PARAGRAPHS = [
    "Port Amary closed its old harbour to ferries on Tuesday after a vote of the council, the mayor said.",
    "The decision follows three accidents this spring, in which two boats and a ferry were damaged at the quay.",
    "Ferry companies said that they had not been asked, and that they would take the matter to the regional court.",
    "Residents of the old town welcomed the vote; many of them had signed a petition against the noise of the engines.",
]
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Not this"},
        {
            "@type": ["NewsArticle"],
            "headline": "Old harbour closed",
            "datePublished": "2024-11-02T10:15:00+01:00",
            "dateModified": "2024-11-05T00:00:00Z",
            "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "North Wire"}],
            "publisher": {"@type": "Organization", "name": "Port Amary Post"},
            "sourceOrganization": {"name": "North Wire"},
            "copyrightHolder": {"name": "North Wire"},
            "isBasedOn": "https://northwire.example/story/1",
        },
    ],
}


def html(head="", paragraphs=PARAGRAPHS, charset='<meta charset="utf-8">'):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head>{charset}<title>Old harbour closed | Post</title>{head}</head>
    <body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Old harbour closed</h1>{body}</article>
    <footer>Terms of use</footer></body></html>"""


@pytest.fixture(autouse=True)
def _needs_libraries():
    pytest.importorskip("trafilatura", reason="the extra 'web' is not installed")


def linked(value=LINKED):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


PUBLISHER = {"@type": "Organization", "name": "Port Amary Post"}


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ('<meta name="articleAuthor" content="North Wire">', "North Wire"),
        ('<meta name="author" content="PORT AMARY POST"><meta name="dc.creator" content="Ann Lee">', "Ann Lee"),
        ("", None),
    ],
)
def test_a_publisher_that_is_its_own_author_hides_nobody(tmp_path, head, byline):
    article = {"@type": "NewsArticle", "headline": "Old harbour closed", "author": PUBLISHER, "publisher": PUBLISHER}
    write(tmp_path / "a.html", html(head + linked(article)))
    assert documents_of(tmp_path)["byline"].to_list() == [byline]


def test_the_main_text_of_a_page(tmp_path):
    write(tmp_path / "a.html", html())
    (record,) = documents_of(tmp_path).to_dicts()
    assert [line for line in record["text"].splitlines() if line in PARAGRAPHS] == PARAGRAPHS
    assert "Sport" not in record["text"]
    assert (record["title"], record["language"], record["document_id"]) == ("Old harbour closed", "en", "a.html")


def test_blocks_that_a_page_doubles_stay_doubled(tmp_path):
    write(tmp_path / "a.html", html(paragraphs=PARAGRAPHS * 2))
    assert documents_of(tmp_path)["text"][0].count(PARAGRAPHS[1]) == 2


def test_the_metadata_of_a_page(tmp_path):
    write(tmp_path / "a.html", html(linked() + '<meta property="og:url" content="https://post.example/harbour">'))
    (record,) = documents_of(tmp_path).to_dicts()
    assert record["site_name"] == "Port Amary Post"
    assert record["byline"] == "Ann Lee, North Wire"
    assert record["published_at"] == "2024-11-02T10:15:00+01:00"
    assert record["url"] == "https://post.example/harbour"
    metadata = json.loads(record["metadata"])
    assert metadata["isBasedOn"] == ["https://northwire.example/story/1"]
    assert metadata["sourceOrganization"] == {"name": "North Wire"}


@pytest.mark.parametrize(
    ("canonical", "kept"),
    [
        ("https://northwire.example/story/1", ["https://northwire.example/story/1"]),
        ("https://www.post.example/harbour", None),
        ("https://amp.post.example/harbour", None),
        ("/harbour", None),
    ],
)
def test_only_links_to_another_site_are_evidence(tmp_path, canonical, kept):
    head = f'<meta property="og:url" content="https://post.example/harbour"><link rel="canonical" href="{canonical}">'
    write(tmp_path / "a.html", html(head))
    (record,) = documents_of(tmp_path).to_dicts()
    assert json.loads(record["metadata"] or "{}").get("canonical") == kept


def test_meta_elements_are_read_where_no_json_ld_is(tmp_path):
    head = """<meta property="article:published_time" content="2024-11-02"><meta name="author" content="Ann Lee">
    <meta property="og:site_name" content="Post"><meta name="copyright" content="© North Wire">"""
    write(tmp_path / "a.html", html(head))
    (record,) = documents_of(tmp_path).to_dicts()
    assert (record["published_at"], record["byline"], record["site_name"]) == ("2024-11-02", "Ann Lee", "Post")
    assert json.loads(record["metadata"]) == {"copyright": ["© North Wire"]}


def test_no_date_is_taken_from_the_text_of_a_page(tmp_path):
    write(tmp_path / "a.html", html(paragraphs=["Updated October 31, 2024", *PARAGRAPHS]))
    assert documents_of(tmp_path)["published_at"].to_list() == [None]


@pytest.mark.parametrize("broken", ["{", '{"@graph": 7}', "[[[[[[[[", '{"@type": {"a": 1}, "author": 7}', "null"])
def test_broken_json_ld_costs_nothing_else(tmp_path, broken):
    write(tmp_path / "a.html", html(f'<script type="application/ld+json">{broken}</script>{linked()}'))
    assert documents_of(tmp_path)["site_name"].to_list() == ["Port Amary Post"]


@pytest.mark.parametrize(
    "declared", ['<meta charset="gb2312">', '<meta http-equiv="Content-Type" content="text/html; charset=GBK">', ""]
)
def test_the_encoding_that_a_page_declares(tmp_path, declared):
    text = "市议会星期二决定关闭旧港口,渡轮不能再停靠在老城的码头。市长在声明中说,今年春天发生了三次事故。"
    write(tmp_path / "a.html", html(paragraphs=[text, text + "居民欢迎这个决定。"], charset=declared).encode("gb18030"))
    assert text in documents_of(tmp_path)["text"][0]


def test_a_saved_page_without_ending_is_recognised_by_its_first_bytes(tmp_path):
    write(tmp_path / "post.example" / "harbour", html())
    write(
        tmp_path / "post.example" / "story.php?id=3",
        "<!-- saved from url=(0029)https://post.example/harbour -->\n" + html(),
    )
    records = documents_of(tmp_path)
    assert records["document_id"].to_list() == ["post.example/harbour", "post.example/story.php?id=3"]
    assert records["url"].to_list() == [None, "https://post.example/harbour"]


@pytest.mark.parametrize(
    "page", ["", "<html></html>", "<html><body><p></p></body></html>", "<div>" * 5000, "\0\1\2" * 500]
)
def test_pages_without_a_text_are_rejected(tmp_path, page):
    write(tmp_path / "a.html", page)
    assert documents_of(tmp_path).height == 0
    assert len(rejects_of(tmp_path)) == 1


def test_without_the_library_pages_are_rejected_with_the_way_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    write(tmp_path / "a.html", html())
    write(tmp_path / "b.txt", "x")
    assert documents_of(tmp_path)["document_id"].to_list() == ["b.txt"]
    assert "pip install 'news-provenance[web]'" in rejects_of(tmp_path)[0][1]


def warc(kind, url, content, **headers):
    fields = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2024-11-03T00:00:01Z", **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.1\r\n{head}Content-Length: {len(content)}\r\n\r\n".encode() + content + b"\r\n\r\n"


def response(body, status="200 OK", media="text/html; charset=utf-8", **headers):
    head = "".join(
        f"{name.replace('_', '-')}: {value}\r\n" for name, value in {"Content-Type": media, **headers}.items()
    )
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def record(url, body, **headers):
    return warc("response", url, body, Content_Type="application/http;msgtype=response", **headers)


PAGE = html().encode()
CHUNKED = (
    b"".join(b"%x\r\n%s\r\n" % (len(PAGE[n : n + 500]), PAGE[n : n + 500]) for n in range(0, len(PAGE), 500))
    + b"0\r\n\r\n"
)
CRAWL = [
    warc("warcinfo", "", b"software: made up\r\n"),
    warc("request", "https://post.example/1", b"GET /1 HTTP/1.1\r\n\r\n"),
    record("https://post.example/1", response(PAGE)),
    record("https://post.example/2", response(CHUNKED, Transfer_Encoding="chunked")),
    record("https://post.example/3", response(gzip.compress(PAGE), Content_Encoding="gzip")),
    record("https://post.example/4", response(zlib.compress(PAGE)[2:-4], Content_Encoding="deflate")),
    record("https://post.example/gone", response(PAGE, "404 Not Found")),
    record("https://post.example/logo.png", response(b"\x89PNG", media="image/png")),
    record("https://post.example/report.pdf", response(b"%PDF", media="application/pdf")),
    warc("revisit", "https://post.example/1", b""),
    warc("conversion", "https://post.example/5", PARAGRAPHS[0].encode(), Content_Type="text/plain"),
]
PAGE_URLS = [f"https://post.example/{n}" for n in (1, 2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("name", "pack"), [("n.warc", b"".join), ("n.warc.gz", lambda all_: b"".join(map(gzip.compress, all_)))]
)
def test_the_pages_of_a_crawl(tmp_path, name, pack):
    write(tmp_path / name, pack(CRAWL))
    records = documents_of(tmp_path)
    assert records["url"].to_list() == PAGE_URLS
    assert records["document_id"].to_list() == [f"{name}#{n}" for n in (3, 4, 5, 6, 11)]
    assert set(records["retrieved_at"]) == {"2024-11-03T00:00:01Z"}
    assert all(PARAGRAPHS[0] in text for text in records["text"])
    assert [origin.rpartition("#")[2] for origin, _ in rejects_of(tmp_path)] == ["9", "10"]


def test_a_cut_crawl_is_read_up_to_the_cut(tmp_path):
    whole = b"".join(map(gzip.compress, CRAWL))
    write(tmp_path / "n.warc.gz", whole[: -len(gzip.compress(CRAWL[-1])) + 60])
    write(tmp_path / "p.warc", b"".join(CRAWL[:4])[:-200])
    assert documents_of(tmp_path)["url"].to_list() == [*PAGE_URLS[:4], PAGE_URLS[0]]
    assert ["n.warc.gz#11" in origin or "p.warc#4" in origin for origin, _ in rejects_of(tmp_path)].count(True) == 2


def test_after_a_damaged_record_the_next_is_read(tmp_path):
    damaged = CRAWL[2].replace(b"Content-Length:", b"Content-Width:", 1)
    write(tmp_path / "n.warc", damaged + CRAWL[3])
    assert documents_of(tmp_path)["url"].to_list() == PAGE_URLS[1:2]
    assert len(rejects_of(tmp_path)) == 1


def test_a_bomb_in_a_response_is_stopped(tmp_path):
    bomb = gzip.compress(b"x" * (70 << 20))
    write(tmp_path / "n.warc", record("https://post.example/1", response(bomb, Content_Encoding="gzip")) + CRAWL[3])
    assert documents_of(tmp_path)["url"].to_list() == PAGE_URLS[1:2]
    assert "bomb" in rejects_of(tmp_path)[0][1]


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Post</title><language>en</language><item><title>Old harbour &amp;amp; ferries</title>
<link>https://post.example/1</link><pubDate>Sat, 02 Nov 2024 10:15:00 GMT</pubDate><dc:creator>Ann Lee</dc:creator>
<source url="https://northwire.example/rss">North Wire</source><description>Short.</description>
<content:encoded><![CDATA[<p>{PARAGRAPHS[0]}</p><script>x()</script><p>{PARAGRAPHS[1]}</p>]]></content:encoded></item>
<item><title>Nothing</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>Old harbour</title>
<link rel="alternate" href="https://post.example/1"/><link rel="via" href="https://northwire.example/1"/>
<published>2024-11-02T10:15:00Z</published><author><name>Ann Lee</name></author>
<source><title>North Wire</title></source><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1]}</p></div></content></entry></feed>"""


@pytest.mark.parametrize(("name", "feed"), [("n.rss", RSS), ("n.xml", RSS), ("n.atom", ATOM)])
def test_the_items_of_a_feed(tmp_path, name, feed):
    write(tmp_path / name, feed)
    (item,) = documents_of(tmp_path).to_dicts()
    assert item["text"] == f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}"
    assert (item["site_name"], item["byline"], item["url"]) == ("Post", "Ann Lee", "https://post.example/1")
    assert "North Wire" in item["metadata"]
    assert parse_times(documents_of(tmp_path)["published_at"])["published_at"].to_list()[0].hour == 10
    assert len(rejects_of(tmp_path)) == (0 if name == "n.atom" else 1)


@pytest.mark.parametrize(
    ("head", "body", "modified", "published"),
    [
        ('<meta property="article:modified_time" content="2024-07-12T09:15Z">', "", "2024-07-12T09:15Z", None),
        (
            (
                '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "H",'
                ' "dateModified": "2024-07-12T09:15:00Z"}</script>'
            ),
            "",
            "2024-07-12T09:15:00Z",
            None,
        ),
        ("", '<time class="updated" datetime="2024-07-12T09:15">12 July</time>', "2024-07-12T09:15", None),
        ("", '<footer><time class="updated" datetime="2024-07-12T09:15">12 July</time></footer>', None, None),
        (
            "",
            '<time class="entry-date published updated" datetime="2024-07-12T09:15">12 July</time>',
            None,
            "2024-07-12T09:15",
        ),
    ],
)
def test_the_last_change_of_a_page_is_kept_and_is_not_its_date(tmp_path, head, body, modified, published):
    write(tmp_path / "a.html", html(head).replace("<h1>", f"{body}<h1>"))
    (record,) = documents_of(tmp_path).to_dicts()
    assert (record["modified_at"], record["published_at"]) == (modified, published)


def test_what_an_atom_entry_calls_updated_is_no_publication(tmp_path):
    write(tmp_path / "n.atom", ATOM.replace("published>", "updated>"))
    (item,) = documents_of(tmp_path).to_dicts()
    assert (item["modified_at"], item["published_at"]) == ("2024-11-02T10:15:00Z", None)


HEADS = {
    "wordpress": (
        (
            '<span class="posted-on"><time class="entry-date published" datetime="2024-05-27T09:25:00+02:00">May</time>'
            '<time class="updated" datetime="2024-06-01T18:00:00+02:00">June 1</time></span>'
            '<span class="byline"> by <span class="author vcard"><a class="url fn n">Tom Byrne</a></span></span>'
        ),
        ("Tom Byrne", "2024-05-27T09:25:00+02:00", "2024-06-01T18:00:00+02:00"),
    ),
    "drupal": (
        (
            '<div class="node__meta">By <span class="field--name-uid">Elise Garnier</span></div>'
            '<span class="date">2024-05-27 09:25</span>'
        ),
        ("Elise Garnier", "2024-05-27 09:25", None),
    ),
    "portal": (
        (
            '<span data-date-time="2024-05-27 09:25:31">27 May</span>'
            '<span data-modify-date-time="2024-05-27 11:40:02">27 May</span><span class="article__author">Min Su</span>'
        ),
        ("Min Su", "2024-05-27 09:25:31", "2024-05-27 11:40:02"),
    ),
    "an account, a comment, a change and an event": (
        (
            '<span class="author vcard">admin</span><div class="comment-author vcard"><b class="fn">A Reader</b></div>'
            '<p><span>Updated</span> <span>2024-05-27</span></p><div class="event-date">2024-05-27</div>'
        ),
        (None, None, None),
    ),
}


@pytest.mark.parametrize("system", HEADS)
def test_author_and_times_that_publishing_systems_mark(tmp_path, system):
    marked, expected = HEADS[system]
    write(tmp_path / "a.html", html().replace("</h1>", f"</h1>{marked}"))
    row = documents_of(tmp_path).row(0, named=True)
    assert (row["byline"], row["published_at"], row["modified_at"]) == expected


def test_an_author_whose_names_are_apart(tmp_path):
    author = {"@type": "Person", "givenName": "Ann", "familyName": "Lee"}
    article = {"@type": "NewsArticle", "headline": "Old harbour closed", "author": [author]}
    write(tmp_path / "a.html", html(linked(article)))
    assert documents_of(tmp_path)["byline"].to_list() == ["Ann Lee"]


def test_an_item_keeps_its_id_when_new_ones_push_it_down(tmp_path):
    def item(number, guid):
        return f"<item><title>T</title>{guid}<description>{PARAGRAPHS[number]}</description></item>"

    old = item(0, "<guid>a-1</guid>") + item(1, "<link>https://wire.example/2</link>") + item(2, "")
    write(tmp_path / "f.rss", f"<rss><channel>{old}</channel></rss>")
    before = documents_of(tmp_path)["document_id"].to_list()
    assert before == ["f.rss#a-1", "f.rss#https://wire.example/2", "f.rss#3"]
    new = item(2, "<guid>a-3</guid>") + item(1, "<guid>a-3</guid>")  # an id that stands twice is none
    write(tmp_path / "f.rss", f"<rss><channel>{new}{old}</channel></rss>")
    assert documents_of(tmp_path)["document_id"].to_list() == ["f.rss#a-3", "f.rss#2", *before[:2], "f.rss#5"]
    write(tmp_path / "f.rss", ATOM.replace("<entry>", "<entry><id>tag:post.example,2024:1</id>"))
    assert documents_of(tmp_path)["document_id"].to_list() == ["f.rss#tag:post.example,2024:1"]
