"""The day in the address of a page."""

import pytest

from provenance.text.date_addresses import date_in_address

DAYS = {
    "https://pier.example/2024/05/27/closed": "2024-05-27 day",
    "https://pier.example/news/2024/may/27/closed": "2024-05-27 day",
    "https://pier.example/news/2024-05-27/closed": "2024-05-27 day",
    "https://pier.example/n1/2024/0527/c1001-40.html": "2024-05-27 day",
    "https://pier.example/202405/27/closed": "2024-05-27 day",
    "https://pier.example/202405/t20240527_123.html": "2024-05-27 day",
    "https://pier.example/2024/05/closed": "2024-05-01 month",
    "https://archive.example/web/20240611123456/https://pier.example/2024/05/27/closed": "2024-05-27 day",
}


@pytest.mark.parametrize(("url", "answer"), DAYS.items())
def test_the_day_of_an_address(url, answer):
    date = date_in_address(url)
    assert f"{date.at:%Y-%m-%d} {date.precision}" == answer


@pytest.mark.parametrize(
    "url",
    [
        "https://pier.example/article/12345678",
        "https://pier.example/2024/13/27/closed",
        "https://pier.example/closed?date=2024/05/27/",
        "https://pier.example/events-of-2024",
        "https://pier.example/1812/06/24/the-war",
        "https://archive.example/web/20240611123456/https://pier.example/closed",
        "",
    ],
)
def test_other_addresses_name_no_day(url):
    assert date_in_address(url) is None
