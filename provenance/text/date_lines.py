"""Find the date that the head of a text gives as the date of the document."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from provenance.text.dates import DAY_FORMS, TIME, ZONE, find_day, parse_time, without_fillers

if TYPE_CHECKING:
    from datetime import datetime

HEAD_LENGTH = 600  # code points with the date of a document; dates further down belong to its story or to embeds
HEAD_LINES = 8  # lines of the head that are searched
LONGEST_DATE_LINE = 80  # code points; a longer line holds more than a date
SHORTEST_PROSE = 160  # code points; headlines and bylines are shorter
YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20|21|2[45])\d\d(?!\d{3})|[國国和成治正]\s?(?:\d{1,3}|元)\s?年")
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
INDENT = re.compile(r"[\s*#>|\-–—•·]*")
# Labels whose language writes the day first, and labels that leave it open.
DAY_FIRST_LABELS = (
    "publié|publiée|publié par|mis en ligne|paru|posté|date de publication|veröffentlicht|erschienen|erstellt|stand"
    "|publicado|publicada|fecha de publicación|fecha|publicação|publicado por|data de publicação|data|criado|postado"
    "|pubblicato|pubblicata|data di pubblicazione|gepubliceerd|geplaatst|opublikowano|data publikacji|dodano|publikacja"
    "|опубликовано|опубликована|опубликован|дата публикации|размещено|опубліковано|дата публікації|publikováno"
    "|vydáno|zveřejněno|uverejnené|publicat|publikováno|megjelent|publikálva|közzétéve|yayınlanma|yayın tarihi"
    "|yayınlanma tarihi|giriş|giriş tarihi|oluşturulma tarihi|publicerad|publicerat|publisert|offentliggjort|udgivet"
    "|julkaistu|diterbitkan|dipublikasikan|tanggal|đăng|ngày đăng|xuất bản|δημοσιεύθηκε|δημοσίευση|פורסם|תאריך"
    "|نشر|نشرت|نُشر|تاريخ النشر|منتشر شده|تاریخ انتشار|प्रकाशित|प्रकाशन तिथि|เผยแพร่|objavljeno|објављено|avaldatud"
)
OPEN_LABELS = (
    "date|date of publication|date published|publication date|published|posted|first published|originally published"
    "|pubdate|released|release date|发布时间|发布日期|发布于|发布"
    "|發布時間|發布|發佈於|发表时间|发表于|发表|發表|刊登|出版|时间|時間|日期"
    "|公開日時|公開日|公開|配信日時|配信|掲載日|掲載|投稿日|投稿日時|発行日|初出|登録"
    "|기사입력|입력|등록|작성|게시|승인|발행일|등록일"
)
_CONNECTIVE = r"(?: (?:on|at|le|el|em|am|il|op|dnia|den|dne|lúc|pada|ngày|في|στις|by admin))?"


def _label(words: str) -> re.Pattern[str]:
    """Return the pattern of a label, longest first, with the word or the mark that follows it."""
    listed = "|".join(sorted(map(re.escape, words.split("|")), key=len, reverse=True))
    return re.compile(rf"(?:{listed}){_CONNECTIVE}\s?[:：|]?\s?")


LABELS = ((_label(DAY_FIRST_LABELS), "dmy"), (_label(OPEN_LABELS), None))
# What makes a date another one than that of publication, in the words of many languages.
OTHER_DATE = re.compile(
    r"\b(?:updat|modif|edited|correct|deadline|due|expir|valid|until|last |since|event|comment|repl(?:y|ied)|born|died"
    r"|copyright|as of|related|weather|forecast|concert|tickets?|doors|meeting|webinar|conference|hearing"
    r"|retrieved"
    r"|accessed|crawled|archived|captured|scheduled|kick-?off|register|effective|filed|created by|see also|read more"
    r"|previous|next|embargo|aktualisiert|geändert|zuletzt|frist|gültig|termin|mis à jour|mise à jour|actualis|modifié"
    r"|jusqu|commentaire|actualizad|editad|comentari|hasta|plazo|atualizad|prazo|até|aggiornat|scadenza|ultim|entro"
    r"|bijgewerkt|gewijzigd|laatst|zaktualizowan|aktualizac|aktualizov|termin|изменен|обновлен|отредактирован|оновлен"
    r"|змінен|до |коммент|güncelle|son |uppdatera|oppdatert|opdatere|päivitetty|diperbarui|cập nhật|ενημερ|τελευταία"
    r"|frissít|módosít|actualit|azhurn|עודכן|تحديث|به‌روز|अपडेट|อัปเดต)"
    r"|©|\(c\)|更新|修改|修正|截止|截至|改訂|최종수정|수정|마감|天气|天氣|评论|評論|回复"
)
# Labels of a change, those of English apart: they leave open whether the day comes first.
ENGLISH_CHANGE = re.compile(r"(?:last |page |article |story )?(?:updated|edited|modified|last modified)\b")
TIME_ALONE = re.compile(r"[\d:.\s,h]*(?:[ap]\.?m\.?)?[\s,(]*[a-z]{0,4}[\s,)|]*")
"""Between the label of a change and its day: a time of day with its zone, or nothing."""

CHANGED = re.compile(
    r"(?:last |page |article |story )?(?:updat\w*|modif\w*|edited|aktualisiert|geändert|zuletzt \w+|mise? à jour"
    r"|modifié\w*|actualizad[oa]|actualización|atualizad[oa]|aggiornat[oa]|ultimo aggiornamento|bijgewerkt|gewijzigd"
    r"|zaktualizowan\w|aktualizac\w+|aktualizov\w+|обновлен\w*|изменен\w*|оновлен\w*|змінен\w*|güncellen?me"
    r"|güncellendi|son güncelleme|uppdaterad|oppdatert|opdateret|päivitetty|diperbarui|cập nhật|ενημερώθηκε"
    r"|τελευταία ενημέρωση|frissítve|módosítva|actualizat|更新(?:时间|時間|日時|日|于|於)?|修改(?:时间|時間)?|改訂"
    r"|최종수정|수정|עודכן|تحديث|به‌روزرسانی|अपडेट(?:ेड)?|อัปเดต)"
    r"(?: (?:on|at|le|el|em|am|il|op|dnia|den|lúc|pada|ngày|το|στις))?\s?[:：|]?\s*"
)

SEPARATOR = re.compile(r"^[\s,;]*[|•·/／–—\-][\s|•·–—\-]*")
CREDIT_AFTER = re.compile(
    r"[\s|•·,，(（\-–—]*(?:来源|來源|出处|出處|作者|编辑|編輯|责任编辑|記者|记者|by |par |por |von |di |source|quelle"
    r"|fuente|fonte|источник|источ|джерело|출처|기자|kaynak|źródło|bron|\d+[ -]?min)"
)
BYLINE_BEFORE = re.compile(r"(?:by|von|par|por|di|da|av|af|door|oleh|autor|автор|作者|文|记者|記者)[\s:：/]\S.{0,50}")
NAME_BEFORE = re.compile(r"(?:[A-Z\d][\w.&'’-]*|of|the|and|for|de|la|le|du|der|die|das|del|d')(?: (?:[A-Z\d][\w.&'’-]*"
                         r"|of|the|and|for|de|la|le|du|der|die|das|del)){0,5}")  # fmt: skip
RELEASE_DATELINE = re.compile(
    r"(?:[^\W\d_][\w.'’]*[ ,./-]{1,3}){1,8}\(?$"  # the place, in front of the date
)
RELEASE_WIRE = re.compile(
    r"\s?[,.]?\s?(?:[-–—]{1,2}\s?)?[/(]\s?(?:prnewswire|pr newswire|business wire|businesswire|globe ?newswire|ots"
    r"|newsfile"
    r"|accesswire|marketwired?|ein ?presswire|prweb|cnw|canada newswire|xinhua-asianet|asianet|acn newswire|actusnews"
    r"|eqs|dgap|cision|einpresswire|newswire)\b"
)
READING_TIME = re.compile(r"\d+[ -]?(?:min(?:ute)?s?)[ -]read|\d+ minutes? de lecture|阅读时间.{0,10}")
CJK_DATELINE = re.compile(
    r"(?P<before>[【\[(（]?[^\s。，、,据據称稱]{0,20}?)"
    r"(?P<date>(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日)"
    r"\s?(?:[^\s。，,据據]{0,6}?)(?:讯|訊|报道|報道|報導|消息|电|電)"
)


class InferredDate(NamedTuple):
    """The date that a text gives as its own, and its span [start, stop) in code points."""

    at: datetime
    precision: str
    start: int
    stop: int


def date_in_text(text: str) -> InferredDate | None:
    """Return the date that the head of a text gives as the date of the document; None where none certainly is.

    Accepted: a line that is nothing but a date (with weekday, time, reading time), a labelled date, one after a byline
    or before the name of a source, the dateline of a press release, and that of a Chinese text
    (``【某报2024年11月1日讯】``). Not accepted: a date in prose or below it, after ``Updated``, ``Deadline`` and the
    like, in the dateline of an agency (it is the agency's), the second date of a head (of an embedded text). Where a
    line further down is a later date, the first cannot be the document's, and none is returned.

    Args:
        text: the original text, of which the first 600 code points are searched.

    Returns:
        The date with its span in ``text``, or None.
    """
    if not YEAR.search(in_place(text[:HEAD_LENGTH])):
        return None
    head = [line for line in LINE.finditer(text, 0, HEAD_LENGTH) if line[0].strip()][:HEAD_LINES]
    prose = next((number for number, line in enumerate(head) if len(line[0]) > SHORTEST_PROSE), len(head))
    first = next(filter(None, map(_own_date, head[: prose + 1])), None)
    if first is None:
        return None
    below = (_date_line(line[0]) for line in LINE.finditer(text, first.stop) if len(line[0]) <= LONGEST_DATE_LINE)
    return None if any(date and date[0].date() > first.at.date() for date in below) else first


def in_place(text: str) -> str:
    """Return a string folded character by character, so that offsets stay: case, width, digits and white space."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def _fold_character(character: str) -> str:
    """Return one character for one."""
    if character.isspace():
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None and character.isdecimal():
        return str(digit)
    plain = unicodedata.normalize("NFKC", character).casefold()
    return plain if len(plain) == 1 else character


class _Folded(dict[int, str]):
    """What each code point becomes, computed when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold_character(chr(point))
        return folded


_FOLDED = _Folded()


def _own_date(line: re.Match[str]) -> InferredDate | None:
    """Return the date that a line of a text gives as the document's own."""
    text = line[0]
    if not YEAR.search(in_place(text[:LONGEST_DATE_LINE])):
        return None
    answer = _date_line(text) or _date_in_line(text) or _cjk_dateline(text) or _date_before_change(text)
    if answer is None:
        return None
    at, precision, start, stop = answer
    return InferredDate(at, precision, line.start() + start, line.start() + stop)


def _date_before_change(line: str) -> tuple[datetime, str, int, int] | None:
    """Return the labelled date before that of a change in the same line (``Published July 11. Updated July 12``)."""
    change = OTHER_DATE.search(in_place(line[: 2 * LONGEST_DATE_LINE]))
    before = line[: change.start()].rstrip(" \t.,;|·•–—-([/") if change else ""
    indent = INDENT.match(before)
    label, _ = _label_at(in_place(before), indent.end() if indent else 0)
    return _date_line(before) or _date_in_line(before) if label else None


def change_in_text(text: str) -> datetime | None:
    """Return when the head of a text says that it was changed last; None where it does not say so."""
    head = [line[0].strip() for line in LINE.finditer(text, 0, HEAD_LENGTH) if line[0].strip()][:HEAD_LINES]
    for line in head:
        folded = in_place(line[: 2 * LONGEST_DATE_LINE])
        change = CHANGED.search(folded) if YEAR.search(folded) and len(line) <= 2 * LONGEST_DATE_LINE else None
        if change and not folded[: change.start()].strip(" \t.,;|·•–—-([/*").isalpha():
            order = None if ENGLISH_CHANGE.match(change[0]) else "dmy"
            parsed = parse_time(folded[change.end() :].strip(" )].|"), order)
            day = None if parsed else find_day(folded, order, start=change.end())
            if parsed:
                return parsed.at
            if day and TIME_ALONE.fullmatch(folded, change.end(), day[1].start()):
                return day[0]
    return None


def _date_line(line: str) -> tuple[datetime, str, int, int] | None:
    """Return the date of a line that is nothing but a date, or begins with a labelled one."""
    text = in_place(line[: LONGEST_DATE_LINE + 1])
    if not YEAR.search(text):
        return None
    indent = INDENT.match(text)
    label, order = _label_at(text, indent.end() if indent else 0)
    start = label.end() if label else len(line) - len(line.lstrip())
    if OTHER_DATE.search(text):
        return None
    if len(line) <= LONGEST_DATE_LINE and (parsed := parse_time(READING_TIME.sub("", text[start:]), order)):
        span = next((match.span() for form in DAY_FORMS for match in form.finditer(text, start)), (start, len(text)))
        return *parsed, *span
    day = find_day(text, order, start=start) if label and label[0].startswith("date") else None
    if day and day[1].start() == start:
        return day[0], "day", *day[1].span()
    return None


def _label_at(text: str, start: int) -> tuple[re.Match[str] | None, str | None]:
    """Return the label of a date at an offset, and the order that its language writes dates in."""
    for pattern, order in LABELS:
        label = pattern.match(text, start)
        if label and (label.end() == len(text) or not text[label.end() - 1 : label.end() + 1].isalpha()):
            return label, order
    return None, None


def _date_in_line(line: str) -> tuple[datetime, str, int, int] | None:
    """Return the date that stands in a short line after a byline, a name or a label, or before a source or a wire."""
    text = in_place(line[: LONGEST_DATE_LINE + 1])
    indent = INDENT.match(text)
    start = indent.end() if indent else 0
    label, order = _label_at(text, start)
    day_match = find_day(text, order, start=label.end() if label else start)
    if not day_match:
        return None
    day, match = day_match
    before, after = text[start : match.start()], text[match.end() :]
    if OTHER_DATE.search(before):
        return None
    if RELEASE_WIRE.match(after) and RELEASE_DATELINE.fullmatch(before.strip() + " "):
        return day, "day", *match.span()
    if len(line) > LONGEST_DATE_LINE:
        return None
    if not _leads(line[start : match.start()], label, timed=bool(SEPARATOR.match(after) and TIME.search(after))):
        return None
    stamp, remainder = _time_after(after)
    if without_fillers(remainder) and not CREDIT_AFTER.match(remainder):
        return None
    parsed = parse_time(f"{day:%Y-%m-%d} {stamp}") if stamp else None
    return (*parsed, *match.span()) if parsed else (day, "day", *match.span())


def _leads(before: str, label: re.Match[str] | None, *, timed: bool) -> bool:
    """Return whether what stands before a date leaves it the date of the document."""
    prefix = before.strip(" ,|•·/–—-")
    if not prefix or (label and len(prefix) <= len(label[0].strip())):
        return True
    if BYLINE_BEFORE.fullmatch(in_place(prefix)):
        return True
    return timed and bool(NAME_BEFORE.fullmatch(prefix)) and before.rstrip() != prefix


def _time_after(after: str) -> tuple[str, str]:
    """Return the time of day with its zone that follows a date, and what is left."""
    time = TIME.search(after)
    if not time or without_fillers(after[: time.start()]):
        return "", after
    zone = ZONE.match(after, time.end()) or ZONE.match(after, min(len(after), time.end() + 1))
    stop = zone.end() if zone else time.end()
    return after[time.start() : stop], after[stop:]


def _cjk_dateline(line: str) -> tuple[datetime, str, int, int] | None:
    """Return the date of a Chinese outlet's own dateline at the beginning of a line."""
    indent = len(line) - len(line.lstrip())
    match = CJK_DATELINE.match(in_place(line.lstrip()[:LONGEST_DATE_LINE]))
    day = find_day(match["date"]) if match else None
    return (day[0], "day", indent + match.start("date"), indent + match.end("date")) if match and day else None
