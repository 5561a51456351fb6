import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.text.normal import normal_form, token_forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  Two\u00a0 words\t\n", "two words"),
        ("ﬁnal № ５", "final no 5"),
        ("STRASSE straße", "strasse strasse"),
        ("co\u00adop\u200beration \ufefftag\U000e0041", "cooperation tag"),
        ("s\u0336t\u0336ruck", "struck"),
        ("Café", "café"),
        ("Brand™", "brand"),
        ("Вudget аnd pаypаl", "budget аnd paypal".replace("а", "a")),
        ("Владимир и Мария", "владимир и мария"),
        ("νery Ηigh", "very high"),
    ],
)
def test_normal_form(text, expected):
    assert normal_form(text) == expected


@given(st.text())
def test_composed_and_decomposed_text_have_one_normal_form(text):
    assert normal_form(unicodedata.normalize("NFC", text)) == normal_form(unicodedata.normalize("NFD", text))


@given(st.text(alphabet=st.characters(max_codepoint=0x3FF, exclude_categories=["Cs"])))
def test_the_normal_form_is_idempotent(text):
    assert normal_form(normal_form(text)) == normal_form(text)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Don't, don’t; donʼt", ["don", "t"] * 3),
        ("A well-known rise of 3.5 %", ["a", "well", "known", "rise", "of", "3", "5"]),
        ("Beyoncé Ørsted Łódź", ["beyonce", "orsted", "lodz"]),
        ("٢٠١٦ २०१६", ["2016", "2016"]),
        ("日本 iPhone7", ["日", "本", "iphone7"]),
        ("バス", [unicodedata.normalize("NFD", "バ"), "ス"]),
        ("서울 시", [unicodedata.normalize("NFD", syllable) for syllable in "서울시"]),
        ("ที่", ["ที่"]),
        ("हिन्दी", ["हिन्दी"]),
        ("أحمد احمد", ["احمد", "احمد"]),
        ("— … ™ \u200b", []),
    ],
)
def test_token_forms(text, forms):
    assert token_forms(text) == forms
