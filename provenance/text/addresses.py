"""Addresses of pages: the host of the page itself where an archive or a proxy shows it, and accounts of platforms.

The registered domain of a host comes from the public suffix list that ``publicsuffixlist`` ships (no network).
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from publicsuffixlist import PublicSuffixList

HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*:)?/{0,2}(?:[^/@\s]*@)?([^/:?#\s]+\.[^/:?#\s.]{2,}\.?)(?::\d+)?(?:[/?#]\S*)?$", re.IGNORECASE
)
NUMERIC = re.compile(r"^[\d.]+$")
LONGEST_ADDRESS = 4000
"""Code points of the longest address that is looked at; what is longer is content, not an address."""

NESTED = 3
"""How many servers of other people's pages may stand inside each other: an archived page of a cache of a proxy."""

SERVERS = frozenset(
    (
        *("web.archive.org", "archive.org", "archive.today", "archive.ph", "archive.is", "archive.li"),
        *("archive.md", "archive.vn", "archive.fo", "webcache.googleusercontent.com", "translate.google.com"),
        *("translate.googleusercontent.com", "ampproject.org", "translate.goog", "timetravel.mementoweb.org"),
        *("webarchive.nationalarchives.gov.uk", "arquivo.pt", "webcitation.org", "ghostarchive.org"),
        *("wayback.archive-it.org", "archive-it.org", "perma.cc", "megalodon.jp", "freezepage.com", "vefsafn.is"),
        *("webarchive.loc.gov", "webarchive.org.uk", "cc.bingj.com", "bing-amp.com", "12ft.io", "r.jina.ai"),
        *("outline.com", "removepaywall.com", "txtify.it", "1ft.io", "smry.ai", "l.facebook.com"),
        *("lm.facebook.com", "l.instagram.com", "t.umblr.com", "href.li", "out.reddit.com"),
        *("safelinks.protection.outlook.com", "urldefense.com", "urldefense.proofpoint.com", "getpocket.com"),
        *("translate.yandex.com", "microsofttranslator.com"),
    )
)
"""Hosts that show pages of others, or send on to them: they publish none of them."""

PASSAGES = re.compile(r"^(?:[a-z]+\.)?(?:google\.[a-z.]{2,6}|bing\.com)/(?:amp/|url\?|imgres\?|search\?q=cache)")
"""Paths of search engines that show a page of another host."""

PROXY = re.compile(r"^(?P<page>.+?)\.(?:[a-z0-9-]*(?:ez|lib|web)?proxy[a-z0-9-]*|idm\.oclc)\.[a-z0-9-]+\.[a-z0-9.-]+$")
"""A library's proxy: the host of the page stands before its own, dots written as hyphens or left."""

EMBEDDED = re.compile(r"https?:/{1,2}(?:[^/@\s]*@)?([^/:?#&\s]+\.[^/:?#&\s.]{2,}[^\s]*)", re.IGNORECASE)
PARAMETER = re.compile(r"[?&](?:url|u|q|target|dest|link|imgrefurl|urlpermanent)=([^&\s]+)", re.IGNORECASE)
CACHED = re.compile(r"cache:(?:[\w-]{6,20}:)?([^/+&\s]+\.[^/:?#&+\s.]{2,}[^+&\s]*)", re.IGNORECASE)
IN_PATH = re.compile(
    r"/(?:amp|[a-z]|web|wayback|all|memento|archive|\d{4,14}(?:[a-z]{2}_)?\*?)/(?:s/)?((?:[\w-]+\.)+[a-z]{2,}(?:[/?]\S*)?)$",
    re.IGNORECASE,
)
CACHE_LABEL = re.compile(r"^([a-z0-9-]+)\.(?:cdn\.ampproject\.org|translate\.goog)$")

BLOGS = frozenset(
    (
        *("blogspot.com", "substack.com", "wordpress.com", "medium.com", "tumblr.com", "livejournal.com"),
        *("over-blog.com", "ghost.io", "wixsite.com", "weebly.com", "github.io", "gitlab.io", "netlify.app"),
        *("vercel.app", "pages.dev", "web.app", "typepad.com", "hatenablog.com", "hatenablog.jp", "blog.jp"),
        *("livedoor.blog", "altervista.org", "canalblog.com", "blogfa.com", "tistory.com", "pixnet.net"),
        *("webnode.com", "jimdofree.com", "jimdosite.com", "squarespace.com", "beehiiv.com", "buttondown.email"),
        *("blogs.com", "skyrock.com", "centerblog.net", "hautetfort.com", "wordpress.org", "myshopify.com"),
        *("webflow.io", "hubpages.com", "unblog.fr", "blogspirit.com", "fc2.com", "seesaa.net"),
        *("cocolog-nifty.com",),
    )
)
"""Registered domains under which every host is somebody else's."""

ACCOUNTS = {
    "t.me": r"(?:s/)?(\w{4,})",
    "telegram.me": r"(?:s/)?(\w{4,})",
    "medium.com": r"(@[\w.-]+|[a-z][\w-]+)/.",
    "youtube.com": r"(@[\w.-]+|(?:c|channel|user)/[\w.-]+)",
    "twitter.com": r"(\w{1,15})(?=$|/status|\?)",
    "x.com": r"(\w{1,15})(?=$|/status|\?)",
    "facebook.com": r"([a-z][\w.-]{4,})/(?:posts|videos|photos|$)",
    "instagram.com": r"([a-z][\w.]+)/?$",
    "tiktok.com": r"(@[\w.]+)",
    "substack.com": r"(@[\w.-]+)",
    "vk.com": r"(?!wall|club\d|feed)([a-z][\w.]{3,})",
    "dzen.ru": r"(?!a/|video|news|media/)([a-z][\w.-]{3,})",
    "note.com": r"(\w+)/n/",
    "ameblo.jp": r"([\w-]+)/",
    "blog.naver.com": r"(\w+)",
    "blog.sina.com.cn": r"(?!s/)(\w+)",
    "steemit.com": r"(?:[\w-]+/)?(@[\w.-]+)",
}
"""Where the first part of a path names whose the page is, by host."""

NO_ACCOUNTS = frozenset(
    (
        *("home", "search", "hashtag", "intent", "share", "explore", "watch", "story", "groups", "events", "pages"),
        *("reel", "reels", "stories", "i", "p", "tv", "tag", "topics", "about", "login", "policy", "jobs"),
        *("joinchat", "addstickers", "iv"),
    )
)


def host_of(address: str) -> str | None:
    """Return the host of an address or a bare domain in lower case; None where the words are neither."""
    if len(address) > LONGEST_ADDRESS:
        return None
    match = HOST.match(address.strip())
    if not match:
        return None
    host = match[1].lower().rstrip(".")
    return host.removeprefix("www.") or None


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    """Return the public suffix list without its private part: a blog host is an outlet's platform, not a registry."""
    return PublicSuffixList(only_icann=True)


@lru_cache(maxsize=1 << 16)
def registered_domain(host: str) -> str | None:
    """Return the registered domain of a host (``edition.cnn.com`` is ``cnn.com``); None where it has none.

    Source of the list: publicsuffix.org, as shipped by ``publicsuffixlist``.
    """
    domain: str | None = None if NUMERIC.match(host) else _suffixes().privatesuffix(host)
    return domain


def page_address(address: str) -> str | None:
    """Return the address of the page itself: what an archive, a cache, a translator or a proxy shows of another host.

    Returns:
        The address where its host serves its own pages; None where it serves those of others and does not say whose.
    """
    for _ in range(NESTED):
        host = host_of(address)
        if host is None:
            return None
        if not (_serves_others(host) or PASSAGES.match(_without_scheme(address)) or PROXY.match(host)):
            return address
        address = _embedded(address, host) or ""
    return None


def _serves_others(host: str) -> bool:
    """Return whether a host, or one above it, shows the pages of others."""
    labels = host.split(".")
    return any(".".join(labels[index:]) in SERVERS for index in range(len(labels) - 1))


def _without_scheme(address: str) -> str:
    """Return an address from its host on, in lower case without ``www``."""
    return address.strip().lower().split("://", 1)[-1].removeprefix("www.")


def _embedded(address: str, host: str) -> str | None:
    """Return the address of another host that stands inside an address."""
    rest = unquote(unquote(address.strip().split("://", 1)[-1].partition(host)[2] or ""))
    for pattern in (EMBEDDED, CACHED, PARAMETER, IN_PATH):
        match = pattern.search(rest)
        if match and host_of(match[1]):
            return match[1]
    label = CACHE_LABEL.match(host)
    if label:
        return _spelled_out(label[1])
    proxy = PROXY.match(host)
    return (proxy["page"] if "." in proxy["page"] else _spelled_out(proxy["page"])) if proxy else None


def _spelled_out(label: str) -> str:
    """Return the host that a cache writes as one label: dots as hyphens, hyphens as two of them."""
    return label.replace("--", "\0").replace("-", ".").replace("\0", "-")


def account_of(address: str) -> str | None:
    """Return whose page an address of a platform leads to (``t.me/name``, ``name.substack.com``); None elsewhere."""
    host = host_of(address)
    if host is None:
        return None
    domain = registered_domain(host)
    if domain in BLOGS and host != domain:
        labels = host.removesuffix(f".{domain}").split(".")
        return f"{labels[-1]}.{domain}"
    if domain and domain.startswith("blogspot.") and host != domain:
        return f"{host.removesuffix(f'.{domain}').split('.')[-1]}.blogspot.com"
    site = host if host in ACCOUNTS else domain
    pattern = ACCOUNTS.get(site or "")
    path = _without_scheme(address).partition("/")[2]
    match = re.match(pattern, path) if pattern else None
    return f"{site}/{match[1]}" if match and match[1].split("/")[0] not in NO_ACCOUNTS else None


def domain_words(domain: str) -> str:
    """Return the letters and digits before the public suffix of a registered domain: those that can spell a name."""
    label = domain.split("/")[-1].split(".")[0]
    if label.startswith("xn--"):
        try:
            label = label.encode().decode("idna")
        except UnicodeError:
            return ""
    return "".join(letter for letter in label if letter.isalnum())
