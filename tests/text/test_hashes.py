from hypothesis import given
from hypothesis import strategies as st

from provenance.text.hashes import block_hash, text_hash
from provenance.text.normal import normal_form


def test_hashes_stay_as_they_are():
    assert text_hash("") == "99aa06d3014798d86001c324468d497f"
    assert block_hash("") == 0x2D06800538D394C2


@given(st.text(), st.text())
def test_hashes_are_equal_for_equal_texts_only(left, right):
    assert (text_hash(left) == text_hash(right)) == (left == right)


@given(st.text())
def test_hashes_have_their_form(text):
    assert len(text_hash(text)) == 32
    assert int(text_hash(text), 16) >= 0
    assert 0 <= block_hash(normal_form(text)) < 2**64
