"""An address leads to the page itself, also through archives, caches and proxies."""

from __future__ import annotations

import pytest

from provenance.text.addresses import account_of, domain_words, host_of, page_address, registered_domain


@pytest.mark.parametrize(
    "address",
    [
        "https://www.lantern.co.uk/news/tide",
        "https://web.archive.org/web/20240102030405/https://www.lantern.co.uk/news/tide",
        "https://web.archive.org/web/2024*/lantern.co.uk/news",
        "http://archive.today/2024.01.02-030405/https://www.lantern.co.uk/news/tide",
        "https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjK:www.lantern.co.uk/news+&cd=1",
        "https://www.google.com/amp/s/www.lantern.co.uk/news/amp",
        "https://www.google.com/url?q=https%3A%2F%2Fwww.lantern.co.uk%2Fnews&sa=D",
        "https://www-lantern-co-uk.cdn.ampproject.org/c/s/www.lantern.co.uk/news",
        "https://www-lantern-co-uk.translate.goog/news?_x_tr_sl=en",
        "https://translate.google.com/translate?sl=en&u=https%3A%2F%2Fwww.lantern.co.uk%2Fnews",
        "http://www.lantern.co.uk.ezproxy.harbour.edu/news",
        "https://www-lantern-co-uk.ezproxy.harbour.edu/news",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.lantern.co.uk%2Fnews",
        "https://web.archive.org/web/2024/https://www.google.com/amp/s/www.lantern.co.uk/news",
    ],
)
def test_the_page_itself_is_found(address):
    assert registered_domain(host_of(page_address(address) or "") or "") == "lantern.co.uk"


@pytest.mark.parametrize("address", ["https://archive.ph/AbCd1", "https://archive.org/details/tide", "no address"])
def test_what_does_not_say_whose_it_is_has_no_page(address):
    assert page_address(address) is None


def test_a_parameter_of_a_page_is_no_other_page():
    address = "https://lantern.example/share?u=https://other.example"
    assert page_address(address) == address


@pytest.mark.parametrize(
    ("address", "account"),
    [
        ("https://pierwatch.substack.com/p/1", "pierwatch.substack.com"),
        ("http://pier.blogspot.co.uk/2020", "pier.blogspot.com"),
        ("https://t.me/s/pier_watch/12", "t.me/pier_watch"),
        ("https://medium.com/@pier/tide-1", "medium.com/@pier"),
        ("https://x.com/pier/status/1", "x.com/pier"),
        ("https://twitter.com/home", None),
        ("https://www.youtube.com/watch?v=1", None),
        ("https://lantern.example/@pier", None),
    ],
)
def test_accounts_of_platforms(address, account):
    assert account_of(address) == account


def test_words_of_a_domain():
    assert domain_words("lunden-post.example") == "lundenpost"
    assert domain_words("xn--80ak6aa92e.example") == "аррӏе"


def test_an_endless_address_is_none():
    assert host_of("https://lantern.example/" + "a" * 100_000) is None
