import random
import unicodedata

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.text.normal import token_forms
from provenance.text.tokens import token_hash, tokenise

TRICKY = "abcXYZ059  '-.νΝѕаВнςσ\u0301\u0323\u3099\u200b\u00adéﬁ½ﷺ日か゛ไท\u0e33नि्क़한ᄒ\u0345ᾳİßµһօ™\n"

PLAIN = (
    "The council voted late on Tuesday to close the old harbour bridge, after engineers had found cracks in two of its "
    "eleven piers. Traffic will be sent over the northern crossing until 2031, said the mayor, who called it a matter "
    "of safety. Shop owners fear that fewer people will come."
)

SAME_LETTER = {
    "cyrillic": str.maketrans("aceopxyisjABCEHIKMOPSTXYJ", "асеорхуіѕјАВСЕНІКМОРЅТХУЈ"),
    "greek": str.maketrans("oOAEZHIKMNPTXBvu", "οΟΑΕΖΗΙΚΜΝΡΤΧΒνυ"),
    "full width": {code: code + 0xFEE0 for code in range(0x21, 0x7F)},
    "mathematical": {ord("a") + n: 0x1D41A + n for n in range(26)},
}


def words(text: str) -> list[int]:
    return tokenise(pl.Series([text])).hashes.tolist()


def spans(text: str) -> list[str]:
    tokens = tokenise(pl.Series([text]))
    return [text[start:stop] for start, stop in zip(tokens.starts, tokens.stops, strict=True)]


def obfuscate(word: str, way: str, rng: random.Random) -> str:
    if way in SAME_LETTER:
        # a Greek letter is read by its small form only where the word keeps a Latin letter
        changed = word.translate(SAME_LETTER[way])
        return changed if way != "greek" or any("a" <= c <= "z" for c in changed.lower()) else word
    mark = {
        "zero width": "\u200b\u200c\u200d\u2060\ufeff",
        "soft hyphen": "\u00ad",
        "overlay": "\u0334\u0335\u0336\u0338",
    }[way]
    return "".join(character + rng.choice(mark) for character in word)


@given(
    way=st.sampled_from(["zero width", "soft hyphen", "overlay", *SAME_LETTER]),
    seed=st.integers(0, 2**32),
    share=st.sampled_from([0.3, 1.0]),
)
def test_obfuscated_words_have_the_hashes_of_plain_ones(way, seed, share):
    rng = random.Random(seed)
    changed = " ".join(obfuscate(word, way, rng) if rng.random() < share else word for word in PLAIN.split(" "))
    assert words(changed) == words(PLAIN)


@settings(max_examples=300)
@given(
    st.one_of(st.text(), st.text(alphabet=TRICKY), st.text(alphabet=st.sampled_from("ab é’ ")), st.text(min_size=60))
)
def test_compiled_tokens_are_those_of_the_plain_reference(text):
    assert words(text) == [token_hash(form) for form in token_forms(text)]


@given(st.text(alphabet=TRICKY))
def test_composed_and_decomposed_text_have_equal_tokens(text):
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


def spaced(text: str, gap: str = "  ") -> str:
    return gap.join(" ".join(word) for word in text.split())


@pytest.mark.parametrize("gap", ["  ", "   ", "\n", " \u00a0"])
def test_words_set_letter_by_letter_are_words_where_wider_spaces_part_them(gap):
    text = spaced(PLAIN, gap)
    tokens = tokenise(pl.Series(["before", text, "after it"]))
    assert tokens.hashes[tokens.offsets[1] : tokens.offsets[2]].tolist() == words(PLAIN)
    assert np.diff(tokens.offsets).tolist() == [1, len(words(PLAIN)), 2]
    first, last = tokens.offsets[1], tokens.offsets[2] - 1
    assert text[tokens.starts[first] : tokens.stops[first]] == "T h e"
    assert text[tokens.starts[last] : tokens.stops[last]] == "c o m e"


@pytest.mark.parametrize(
    "text", ["a b c d e f g h i j", "1  2 3  4 5 6  7 8 9  1 2", "J. R. R. T o l k i e n", "x y  z"]
)
def test_single_letters_without_wider_spaces_digits_and_initials_stay(text):
    assert len(words(text)) == len(text.replace(".", "").split())


def test_spaces_between_syllables_of_hangul_do_not_matter():
    assert words("북쪽부두를 구주동안 폐쇄하기로의결했다") == words("북쪽 부두를 구 주 동안 폐쇄하기로 의결했다")
    assert words("북쪽 부두") != words("북쪽 부도")
    assert spans("ㅋㅋ 3월 AP통신") == ["ㅋ", "ㅋ", "3", "월", "AP", "통", "신"]


@given(st.lists(st.text(alphabet=TRICKY), max_size=8))
def test_a_text_has_the_same_tokens_alone_and_in_a_batch(texts):
    together = tokenise(pl.Series(texts, dtype=pl.String))
    for number, text in enumerate(texts):
        alone, part = tokenise(pl.Series([text])), slice(together.offsets[number], together.offsets[number + 1])
        assert together.hashes[part].tolist() == alone.hashes.tolist()
        assert together.starts[part].tolist() == alone.starts.tolist()
        assert together.stops[part].tolist() == alone.stops.tolist()


@given(st.text(alphabet=TRICKY, max_size=200))
def test_every_span_covers_its_token(text):
    tokens = tokenise(pl.Series([text]))
    for start, stop, value in zip(tokens.starts, tokens.stops, tokens.hashes.tolist(), strict=True):
        inside = words(text[start:stop])
        assert 0 <= start < stop <= len(text)
        # a letter read by its look beside Latin ones keeps them in its span; one code point may hold several tokens
        assert value in inside


def test_spans_are_code_points_of_the_original():
    assert spans("“Ünïted—Press”: café\u0301s no.5,") == ["Ünïted", "Press", "café\u0301s", "no", "5"]


def test_one_character_of_an_unspaced_script_is_a_token():
    tokens = tokenise(pl.Series(["東京 Tower ไทย 서울"]))
    assert tokens.characters.tolist() == [True, True, False, True, True, True, True, True]


def test_long_words_are_hashed_whole():
    for length in (7, 8, 9, 15, 16, 17, 63, 64, 65, 66, 127, 128, 129, 1000):
        word = ("abcdefghijklmnopqrstuvw" * 50)[:length]
        padded = "x " * 40 + word + " y" * 90
        assert words(padded)[40] == token_hash(word)


def test_null_and_empty_texts_have_no_tokens():
    tokens = tokenise(pl.Series(["", None, "a", None]))
    assert tokens.offsets.tolist() == [0, 0, 0, 1, 1]


def test_no_texts():
    assert tokenise(pl.Series([], dtype=pl.String)).offsets.tolist() == [0]


def test_a_slice_of_a_series_is_tokenised_without_the_rest():
    series = pl.Series(["one two", "three", "four five six"])
    assert tokenise(series[1:]).hashes.tolist() == words("three four five six")


def test_hostile_text_is_tokenised():
    assert len(words("\x00\x01\x7f" * 100)) == 0
    assert len(words("\u0301" * 10_000)) == 0
    assert len(words("a" + "\u094d\u093c" * 10_000)) == 1
    assert len(words("ﷺ" * 1000)) == 3 * 1000 + 1
    assert len(words("½" * 1000)) == 1001


def test_selected_tokens_are_those_of_the_mask():
    tokens = tokenise(pl.Series(["a b c", "d e", "f"]))
    selected = tokens.select(np.array([True, False, True, False, False, True]))
    assert selected.offsets.tolist() == [0, 2, 2, 3]
    assert selected.starts.tolist() == [0, 4, 0]


@pytest.mark.parametrize(
    ("text", "golden"),
    [
        ("provenance", 2059674841),
        ("2016", 3465917761),
        ("Straße", 394942407),
        ("Москва", 1863631688),
        ("東", 3700932205),
        ("서", 3724535883),
        ("हिन्दी", 2192122113),
    ],
)
def test_hashes_stay_as_they_are(text, golden):
    assert words(text) == [golden]


def test_different_words_have_different_hashes():
    many = [f"{letter}{number}" for letter in "abcdefghij" for number in range(20_000)]
    expected = len(many) ** 2 / 2 / 2**32
    assert len(many) - len(np.unique(tokenise(pl.Series(many)).hashes)) <= expected + 5 * expected**0.5
