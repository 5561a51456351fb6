"""Parse language tags of inputs into BCP 47 (RFC 5646)."""

from __future__ import annotations

import re

# ISO 639-2 and 639-3 codes that have a two-letter form in ISO 639-1 (both the bibliographic and the terminological).
CODES = """
afr:af amh:am ara:ar arb:ar aze:az bel:be ben:bn bos:bs bul:bg cat:ca ces:cs cze:cs cmn:zh zho:zh chi:zh cym:cy
wel:cy dan:da deu:de ger:de ell:el gre:el eng:en est:et eus:eu baq:eu fas:fa per:fa fin:fi fra:fr fre:fr gle:ga
glg:gl guj:gu hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy arm:hy ind:id isl:is ice:is ita:it jpn:ja kan:kn kat:ka
geo:ka kaz:kk khm:km kir:ky kor:ko lao:lo lat:la lav:lv lit:lt mal:ml mar:mr mkd:mk mac:mk mlt:mt mon:mn msa:ms
may:ms mya:my bur:my nep:ne nld:nl dut:nl nob:nb nno:nn nor:no ori:or pan:pa pol:pl por:pt pus:ps ron:ro rum:ro
rus:ru sin:si slk:sk slo:sk slv:sl som:so spa:es sqi:sq alb:sq srp:sr swa:sw swe:sv tam:ta tel:te tgk:tg tgl:tl
tha:th tur:tr ukr:uk urd:ur uzb:uz vie:vi yor:yo zul:zu
"""
TWO_LETTERS = dict(pair.split(":") for pair in CODES.split())
TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|\d{3}))?(?:[-_.@].*)?"
)
CHINESE_SCRIPTS = {"CN": "Hans", "SG": "Hans", "MY": "Hans", "TW": "Hant", "HK": "Hant", "MO": "Hant"}


def language_tag(value: str | None) -> str | None:
    """Return the BCP 47 tag for the language tag of an input; None where it is none.

    Three-letter codes become two-letter ones where they exist (``eng`` → ``en``), case and separators are normalised
    (``fra_ca`` → ``fr-CA``), and a Chinese region becomes its script (``zh-CN`` → ``zh-Hans``).
    """
    match = TAG.fullmatch((value or "").strip().lower())
    if not match:
        return None
    language = TWO_LETTERS.get(match["language"], match["language"])
    script, region = (match["script"] or "").title(), (match["region"] or "").upper()
    if language == "zh" and region in CHINESE_SCRIPTS and not script:
        script, region = CHINESE_SCRIPTS[region], ""
    return "-".join(part for part in (language, script, region) if part)
