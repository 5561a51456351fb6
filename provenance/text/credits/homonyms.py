"""Outlets of one name: which of them a text means, by the country of its own outlet, its language and its year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

LANGUAGES = {
    "ar": "AE BH DJ DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TN YE",
    "bn": "BD IN",
    "cs": "CZ",
    "da": "DK",
    "de": "AT CH DE LI LU NA",
    "el": "CY GR",
    "en": "AU BB BS BW BZ CA FJ GB GH GM GY IE IN JM KE LK LR MT MW NA NG NZ PG PH PK RW SB SG SL SS TT UG US VU ZA ZM"
    " ZW",
    "es": "AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE",
    "fa": "AF IR TJ",
    "fi": "FI",
    "fr": "BE BF BI BJ CA CD CG CH CI CM DZ FR GA GN HT LU MA MC MG ML MU NE RE SN TD TG TN",
    "he": "IL",
    "hi": "IN",
    "hr": "BA HR",
    "hu": "HU",
    "id": "ID",
    "it": "CH IT SM VA",
    "ja": "JP",
    "ko": "KP KR",
    "ms": "BN MY SG",
    "nb": "NO",
    "nl": "BE NL SR",
    "nn": "NO",
    "no": "NO",
    "pl": "PL",
    "pt": "AO BR CV GW MZ PT ST TL",
    "ro": "MD RO",
    "ru": "BY KG KZ RU",
    "sk": "SK",
    "sl": "SI",
    "sr": "BA ME RS",
    "sv": "FI SE",
    "sw": "KE TZ UG",
    "th": "TH",
    "tr": "CY TR",
    "uk": "UA",
    "ur": "IN PK",
    "vi": "VN",
    "zh": "CN HK MO MY SG TW",
    "zh-Hans": "CN MY SG",
    "zh-Hant": "HK MO TW",
}
"""The countries whose outlets write in a language, by ISO 639-1 (Chinese by its script too) and ISO 3166."""

COUNTRIES = {language: frozenset(countries.split()) for language, countries in LANGUAGES.items()}


class Context(NamedTuple):
    """What a document says of itself that tells outlets of one name apart: outlet, country, language and year."""

    outlet_id: str | None = None
    country: str | None = None
    language: str | None = None
    year: int | None = None


def countries_of(language: str | None) -> frozenset[str]:
    """Return the countries whose outlets write in a language; none for a language that the list lacks."""
    tag = language or ""
    return COUNTRIES.get(tag) or COUNTRIES.get(tag.partition("-")[0], frozenset())


def outlet_meant(
    outlet_ids: Iterable[str], usual: str | None, countries: Mapping[str, str | None], context: Context
) -> str | None:
    """Return which of several outlets of one name a document means; None where nothing tells.

    The only one of the country of the document's outlet; else the only one of a country of its language; else the one
    that is usually meant, unless others of that language have the name and it is not one of them.

    Args:
        outlet_ids: the outlets.
        usual: the one among them that the name means where nothing else is known.
        countries: the country of each outlet.
        context: what is known of the document.
    """
    candidates = list(outlet_ids)
    near = [outlet for outlet in candidates if context.country and countries.get(outlet) == context.country]
    if len(near) == 1:
        return near[0]
    spoken_in = countries_of(context.language)
    of_language = [outlet for outlet in candidates if countries.get(outlet) in spoken_in]
    if len(of_language) == 1:
        return of_language[0]
    return usual if usual in (of_language or candidates) else None
