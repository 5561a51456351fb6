"""Detect the legacy encoding of bytes by the letters that they would spell in each.

A profile holds the commonest non-ASCII characters of a language. Bytes are decoded in every encoding in which they are
valid. In the best decoding most characters are common ones of one language, and follow each other as letters do: no
capital right after a small letter, no Greek inside a Latin word. A decoding in an encoding of two-byte characters comes
before all others where it holds enough common characters, because chance does not produce them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

DETECTOR_SAMPLE = 1 << 16  # bytes that are decoded; a language shows in far fewer
MIN_CHARACTERS = 4  # beyond ASCII, in a text of a script other than Latin
MIN_WEIGHT = 0.5  # of a credible decoding
MIN_UTF16_WEIGHT = 0.6  # the same for UTF-16, whose wrong decodings are rare ideographs


class LetterProfile(NamedTuple):
    """The non-ASCII letters of a language, or of a few similar ones, and its legacy encodings, likeliest first."""

    name: str
    script: str
    encodings: tuple[str, ...]
    common: frozenset[str]
    expected: float  # share of the non-ASCII characters of a text that are common ones, at least


SYMBOLS = "’‘“”„‚«»–—…•·©®™°€£§№\u00a0¿¡ªº½"
WIDE = "，。、：；？！“”‘’（）《》「」『』【】…—·　〈〉～％０１２３４５６７８９"
HANS = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于"
    "起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种"
    "声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军"
    "产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光"
    "王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每"
    "青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办"
)
HANT = (
    "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於"
    "起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種"
    "聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍"
    "產入先山五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光"
    "王果親界及今京務制解各任至清物台象記邊共風戰幹接它許八特覺望直服毛林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每"
    "青管夫連遠資隊跟帶花快條院變聯言權往展該領傳近留紅治決周保達辦"
)
KANA = "".join(map(chr, range(0x3041, 0x3094))) + "".join(map(chr, range(0x30A1, 0x30F7))) + "ーっッ々"
HANGUL = (
    "이다는의에을가한지고하기로서대사를정은시자도스과들인있해전리부일나원어수주장그보국상만것으여제아라안었했와공조경동구세연관유비계"
    "미무성신년중선오생민위회방게치화통소면마까적후오진내개시할실요기드니러된분당되며양말때려행금없발업러트북산월명간개"
)
SCRIPTS_IN_WORDS = re.compile(r"(?<=[A-Za-z])[^\W\x00-\x7f]|[^\W\x00-\x7f](?=[A-Za-z])")
SIGNS_IN_WORDS = re.compile(r"(?<=[A-Za-z])[^\w\x00-\x7f’‘·—–…\xa0](?=[A-Za-z])|(?<=[a-z])[¹²³]")
PROFILES = (
    LetterProfile("western", "latin", ("cp1252",), frozenset("éèàêçâîôûùëïœÉÀÈÊÇ" + SYMBOLS), 0.7),
    LetterProfile("german", "latin", ("cp1252",), frozenset("äöüßÄÖÜé" + SYMBOLS), 0.7),
    LetterProfile("spanish", "latin", ("cp1252",), frozenset("áéíóúñüÁÉÍÓÚÑ" + SYMBOLS), 0.7),
    LetterProfile("portuguese", "latin", ("cp1252",), frozenset("ãõáéíóúâêôçàÃÕÁÉÍÓÚÇ" + SYMBOLS), 0.7),
    LetterProfile("italian", "latin", ("cp1252",), frozenset("àèéìòùÈÀ" + SYMBOLS), 0.7),
    LetterProfile("nordic", "latin", ("cp1252",), frozenset("æøåöäéÆØÅÖÄðþáíóúýÞ" + SYMBOLS), 0.7),
    LetterProfile("simplified", "wide", ("gb18030",), frozenset(HANS + WIDE), 0.25),
    LetterProfile("traditional", "wide", ("big5hkscs", "cp950"), frozenset(HANT + WIDE), 0.25),
    LetterProfile("japanese", "wide", ("cp932", "euc_jp"), frozenset(KANA + WIDE), 0.3),
    LetterProfile("korean", "wide", ("cp949",), frozenset(HANGUL + WIDE), 0.3),
    LetterProfile("hebrew", "other", ("cp1255",), frozenset("אבגדהוזחטיכךלמםנןסעפףצץקרשת" + SYMBOLS), 0.8),
    LetterProfile(
        "russian", "other", ("cp1251", "koi8_r", "cp866"), frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё" + SYMBOLS), 0.8
    ),
    LetterProfile(
        "ukrainian", "other", ("cp1251", "koi8_u"), frozenset("оаинвтеірслкудмпязьбгчхйїжшюцщєґф’" + SYMBOLS), 0.8
    ),
    LetterProfile("polish", "latin", ("cp1250", "iso8859_2"), frozenset("ąćęłńóśźżŁŚŻ" + SYMBOLS), 0.7),
    LetterProfile("czech", "latin", ("cp1250", "iso8859_2"), frozenset("áčďéěíňóřšťúůýžäľĺôŕČŠŽŘ" + SYMBOLS), 0.7),
    LetterProfile("hungarian", "latin", ("cp1250", "iso8859_2"), frozenset("áéíóöőúüűÁÉÖŐ" + SYMBOLS), 0.7),
    LetterProfile("croatian", "latin", ("cp1250", "iso8859_2"), frozenset("čćđšžČĆĐŠŽ" + SYMBOLS), 0.7),
    LetterProfile("romanian", "latin", ("cp1250", "iso8859_2"), frozenset("ăâîşţŞŢÎ" + SYMBOLS), 0.7),
    LetterProfile("turkish", "latin", ("cp1254",), frozenset("çğıöşüİŞÇÖÜâ" + SYMBOLS), 0.7),
    LetterProfile("greek", "other", ("cp1253",), frozenset("αοιετνσηρπκμλυςδγωθάίόήέύώφχβζξψϊ" + SYMBOLS), 0.8),
    LetterProfile("arabic", "other", ("cp1256",), frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءئؤ،؛؟" + SYMBOLS), 0.8),
    LetterProfile("thai", "other", ("cp874",), frozenset("านรกอเงมยลวดทสตะปบคหแจพชขใไโ่้ีิุูัื์ำ็ถธณผญศษ" + SYMBOLS), 0.8),
    LetterProfile("baltic", "latin", ("cp1257",), frozenset("āčēģīķļņšūžąęėįųõäöü" + SYMBOLS), 0.7),
)


def detect_legacy(data: bytes) -> str | None:
    """Return the legacy encoding that bytes are likely in; None where no decoding is credible.

    Args:
        data: bytes that are no UTF-8; every line with bytes beyond ASCII counts, the first 64 KiB of them.
    """
    sample = _non_ascii_lines(data)
    weights = [
        (_weight(text, profile), profile.script == "wide", encoding)
        for profile in PROFILES
        for encoding in profile.encodings
        if (text := _decoded(sample, encoding))
    ]
    for wide in (True, False):
        best = max((row for row in weights if row[1] == wide), key=lambda row: row[0], default=None)
        if best and best[0] > MIN_WEIGHT:
            return best[2]
    return None


def detect_utf16(data: bytes) -> str | None:
    """Return the byte order of UTF-16 that bytes without a mark are in; None where neither decoding is credible."""
    sample = data[: DETECTOR_SAMPLE & ~1]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) & ~1].decode(encoding, "replace")
        if any(_weight(text, profile) > MIN_UTF16_WEIGHT for profile in PROFILES if profile.script != "latin"):
            return encoding
    return None


def _non_ascii_lines(data: bytes) -> bytes:
    """Return the lines of bytes that hold more than ASCII, up to ``DETECTOR_SAMPLE`` bytes of them."""
    lines, size = [], 0
    for line in data.splitlines(keepends=True):
        if size < DETECTOR_SAMPLE and not line.isascii():
            lines.append(line[: DETECTOR_SAMPLE - size])
            size += len(line)
    return b"".join(lines)


@lru_cache(maxsize=64)
def _decoded(sample: bytes, encoding: str) -> str | None:
    """Return a sample decoded; None where it is not valid in the encoding (its cut end left out)."""
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError as error:
        cut = len(sample) == DETECTOR_SAMPLE and error.start > len(sample) - 4
        return sample[: error.start].decode(encoding) if cut else None


def _weight(text: str, profile: LetterProfile) -> float:
    """Return how credible a decoding is: share of common characters over the expected share, less impossible ones."""
    letters = [character for character in text if character > "\x7f"]
    if len(letters) < (1 if profile.script == "latin" else MIN_CHARACTERS):
        return 0.0
    share = sum(character in profile.common for character in letters) / len(letters)
    wrong = sum(character < "\xa0" or "\ue000" <= character <= "\uf8ff" for character in letters)
    wrong += _mixed_case(text) + len((SIGNS_IN_WORDS if profile.script == "latin" else SCRIPTS_IN_WORDS).findall(text))
    return min(share / profile.expected, 1.0) * (0.5 + share / 2) - wrong / len(letters)


def _mixed_case(text: str) -> int:
    """Return how many non-ASCII letters are capitals right after a small letter."""
    return sum(after > "\x7f" and after.isupper() and before.islower() for before, after in pairwise(text))
