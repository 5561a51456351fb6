"""Whose each record is: by what the input says, by its address, by what the page calls its site, by its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from provenance.text.addresses import account_of, domain_words, host_of, page_address, registered_domain
from provenance.text.credits.gazetteer import Gazetteer, key_of, slug
from provenance.text.missing import is_missing

CALL_SIGN = re.compile(r"[A-Z]{3,5}")
"""How the name of a station begins: its call sign, or the letters of its network."""

STATION_WORD = re.compile(r"action|channel|eyewitness|live|local|news|newschannel|tv|\d{1,2}")
"""Words of stations' names that their domains leave out."""

LONGEST_NAME = 200
"""Code points of the longest name that an outlet gets from a record; a longer one is cut."""


class RecordOutlet(NamedTuple):
    """Whose a record is: outlet, what tells it (``metadata``, ``url``, ``text``), its domain and its names."""

    outlet_id: str | None
    basis: str | None
    domain: str | None = None
    names: tuple[str, ...] = ()


NOBODY = RecordOutlet(None, None)


@dataclass(frozen=True)
class OutletResolver:
    """Resolves whose a record is by what is known of outlets."""

    gazetteer: Gazetteer

    def of_record(self, outlet: str | None, site_name: str | None, url: str | None) -> RecordOutlet:
        """Return whose a record is by its fields.

        What the input says stands; where several outlets have the name, the host decides between them. Else it is the
        host of the page, whatever the page calls its site; else what the page calls its site.
        """
        domain, by_host = self._of_address(url)
        name, site = _name(outlet), _name(site_name)
        if name:
            return self._by_name(name, domain, by_host)
        if domain:
            return RecordOutlet(by_host or slug(domain), "url", domain, (site,) if site else ())
        if site and (not host_of(site) or page_address(site)):
            outlet_id = self.gazetteer.resolve(site) or slug(site)
            return RecordOutlet(outlet_id, "metadata", None, (site,)) if outlet_id else NOBODY
        return NOBODY

    def by_text(self, name: str) -> RecordOutlet:
        """Return whose a record is by the name that its text gives as its own."""
        outlet_id = self.gazetteer.resolve(name) or slug(name)
        return RecordOutlet(outlet_id, "text", None, (name[:LONGEST_NAME],)) if outlet_id else NOBODY

    def is_unlisted(self, outlet_id: str) -> bool:
        """Return whether an outlet is known from documents alone."""
        return bool(self.gazetteer.kinds.get(outlet_id, "unknown") == "unknown")

    def _of_address(self, url: str | None) -> tuple[str | None, str | None]:
        """Return the domain or account of the page itself, and the outlet that is known by it."""
        address = page_address(url) if url and not is_missing(url) else None
        if not address:
            return None, None
        account, outlet_id = account_of(address), self.gazetteer.of_address(address)
        if account:
            return account, None if self.gazetteer.kinds.get(outlet_id or "") == "platform" else outlet_id
        return registered_domain(host_of(address) or ""), outlet_id

    def _by_name(self, name: str, domain: str | None, by_host: str | None) -> RecordOutlet:
        """Return whose a record is that names its outlet; ``domain`` and ``by_host`` tell whose its address is."""
        if host_of(name):
            address, resolved = self._of_address(name)
            outlet_id = resolved or (slug(address) if address else None)
            return RecordOutlet(outlet_id, "metadata", address) if outlet_id else NOBODY
        if by_host and by_host in self.gazetteer.candidates(name):
            return RecordOutlet(by_host, "metadata", domain, (name,))
        resolved = self.gazetteer.resolve(name)
        spelled = domain is not None and spells(domain, name)
        if resolved and not (spelled and self.gazetteer.has_domains(resolved)):
            return RecordOutlet(resolved, "metadata")
        if spelled and domain:
            return RecordOutlet(by_host or slug(domain), "metadata", domain, (name,))
        return RecordOutlet(slug(name) or None, "metadata", None, (name,)) if slug(name) else NOBODY


def _name(value: str | None) -> str | None:
    """Return a field's value as a name, white space around it left out; None where it says that there is none."""
    return None if value is None or is_missing(value) else value.strip()[:LONGEST_NAME].strip()


def spells(domain: str, name: str) -> bool:
    """Return whether a domain is a name written in one word (``lundenpost.example``, *The Lunden Post*).

    A station's leaves out some of the words that all stations have (``wxyz5.example``, *WXYZ News 5*).
    """
    words, key = key_of(domain_words(domain)), key_of(name)
    return bool(words) and (words in (key, f"the{key}") or _is_station(words, name))


def _is_station(words: str, name: str) -> bool:
    """Return whether the words of a domain are a station's call sign and some of the others of its name, in order."""
    call_sign, *others = name.split() or [""]
    rest = words.removeprefix(call_sign.lower())
    if not CALL_SIGN.fullmatch(call_sign) or rest == words:
        return False
    for word in map(key_of, others):
        if word and rest.startswith(word):
            rest = rest[len(word) :]
        elif not STATION_WORD.fullmatch(word):
            return False
    return not rest
