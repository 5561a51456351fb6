"""A small warehouse with texts that are hostile, right to left or undated, for the tests of reports and exports."""

import json

import pytest

import provenance

LEAD = (
    "PORT ELM, Oct. 4 (Reuters) - The harbour council of Port Elm voted nine to four on Friday to close the old grain "
    "terminal and to sell its eleven silos to a cooperative of fishing families from the northern quays."
)
BODY = [
    "The terminal has stood empty since the spring floods of last year, when the river rose by more than three metres.",
    "Members of the cooperative said they would turn four of the silos into cold stores and rent out the others.",
    "Ada Lindqvist, who chairs the council, called the sale the end of a long and costly quarrel over the waterfront.",
    "The buyers will pay six million crowns in three instalments, the last of them due at the end of next summer.",
    "Dockers had asked for a museum of the harbour in the largest silo, a plan that the council rejected in June.",
]
ARABIC = [
    "صوت مجلس الميناء يوم الجمعة على إغلاق صومعة الحبوب القديمة وبيعها إلى جمعية من عائلات الصيادين في الشمال.",
    "وقالت رئيسة المجلس إن البيع ينهي خلافا طويلا ومكلفا حول الواجهة البحرية للمدينة وقد استمر أكثر من عشر سنوات.",
    "وسيدفع المشترون ستة ملايين كرونة على ثلاث دفعات تستحق آخرها في نهاية الصيف المقبل بحسب ما جاء في العقد.",
]
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"

DOCUMENTS = [
    ("reuters-elm", "Reuters", "2024-10-04T08:00:00Z", "Port Elm sells its silos", [LEAD, *BODY], "https://www.reuters.com/elm"),
    ("gazette-elm", "Elm Gazette", "2024-10-04", f"Silos sold {HOSTILE}", [LEAD, *BODY[:4]], "javascript:alert(4)"),
    (
        "blog-elm",
        "Quay <b>Blog</b>",
        "2024-10-04T15:30:00Z",
        "Silos go to the fishers",
        ["The harbour council of Port Elm voted on Friday to close the old grain terminal.", *BODY, HOSTILE],
        "https://quay.example/silos?a=1&b=\"2\"",
    ),
    ("undated-elm", "Coast Herald", None, "\u202eFishers buy silos", [LEAD, *BODY[:3]], None),
    ("arab-one", "صحيفة الميناء", "2024-10-05T06:00:00Z", "بيع الصوامع", ARABIC, "https://mina.example/1"),
    ("arab-two", "أخبار الساحل", "2024-10-05T11:00:00Z", "الصيادون يشترون", ["نقلا عن صحيفة الميناء", *ARABIC], "https://sahil.example/2"),
]  # fmt: skip


@pytest.fixture(scope="session")
def story_db(tmp_path_factory):
    """The database of a small corpus with hostile texts."""
    folder = tmp_path_factory.mktemp("stories")
    rows = [
        {"id": name, "outlet": outlet, "published_at": at, "title": title, "text": "\n\n".join(parts), "url": url}
        for name, outlet, at, title, parts, url in DOCUMENTS
    ]
    source = folder / "documents.jsonl"
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    provenance.trace([source], folder / "stories.duckdb")
    return folder / "stories.duckdb"
