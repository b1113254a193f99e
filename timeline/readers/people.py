"""The people, roles, organisations and labels that a cell names."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.name_lists import quoted_names
from timeline.organisation_names import find_name, guess_kind_of_organisation, plain

_FAMILY = (
    r"(?:stief|groot|pleeg|schoon|bonus|adoptie)?(?:moeder|vader|ouders?)|mama|papa|kind(?:eren)?|zoon|dochter|broer(?:tje)?"
    r"|zus(?:je)?|opa|oma|tante|oom|neef|nicht|(?:ex-?)?partner|ex|jongere|jeugdige|(?:grand)?(?:mother|father|parents?)"
    r"|child(?:ren)?|son|daughter|brother|sister"
)
_WORKERS = (
    r"\w*arts|(?:kinder)?rechter|advocaat|mediator|(?:bijzonder )?curator|notaris|officier van justitie|(?:wijk)?agent"
    r"|tolk|leerkracht|leraar|lerares|docente?|juf|meester|mentor|ib['’]?er|intern begeleider|directeur"
    r"|ambulant begeleider"
    r"|(?:(?:school)?maatschappelijk|sociaal|pedagogisch) \w*werk(?:st)?er"
    r"|\w*(?:begeleid(?:st)?er|beschermer|voogd(?:es)?|werk(?:st)?er|hulpverle(?:ner|enster)|behandelaar|therapeute?|coach"
    r"|onderzoeker|consulente?|co[oö]rdinator|psychologe?|psychiater|pedagoge?|regisseur|ambtenaar|verpleegkundige)"
    r"|judge|lawyer|teacher|doctor|gp|therapist|case ?manager"
)
_OF_WHOM = (
    r"(?:\s+(?:van\s+)?(?:(?:de\s+)?(?:moeder|vader|ouders|kinderen|kind|mother|father)|[A-Z]|\d{1,2}|[A-Z][\w'-]+))?"
)
_FAMILY_MEMBER = re.compile(rf"(?:(?:de|het|beide|the)\s+)?(?i:{_FAMILY}){_OF_WHOM}")
_PERSON = re.compile(rf"(?:(?:de|het|een|beide|the)\s+)?(?i:{_FAMILY}|{_WORKERS}){_OF_WHOM}")
_AT = re.compile(r"(.{3,60}?)\s*\(([^()]{2,60})\)|(.{3,60}?)\s+(?:van|bij)\s+(.{2,60})")
_NO_ONE = re.compile(r"[-–—./?]*|n\.?v\.?t\.?|geen", re.IGNORECASE)


@lru_cache(maxsize=4096)
def people(text: str) -> tuple[str, ...]:
    """The people and roles in a cell: "moeder en vader, begeleider A en B" are four."""
    if (quoted := quoted_names(text)) is not None:
        return quoted
    found: list[str] = []
    for part in re.split(r"[,;\n]|\s/\s|\s[&+]\s", text):
        name = part.strip(" .")
        if not name or _NO_ONE.fullmatch(name):
            continue
        numbered = re.fullmatch(r"(.+?) (\d{1,2}|[A-Z]) en (\d{1,2}|[A-Z])", name)
        if numbered:
            names = [f"{numbered[1]} {numbered[2]}", f"{numbered[1]} {numbered[3]}"]
        else:
            both = re.fullmatch(r"([\w'-]+) en ([\w'-]+)", name)
            names = [both[1], both[2]] if both else [name]
        found += [each for each in names if each not in found]
    return tuple(found)


def organisations(text: str) -> tuple[str, ...]:
    """The organisations in a cell, separated by commas."""
    return _between_commas(text)


def tags(text: str) -> tuple[str, ...]:
    """The labels in a cell, separated by commas."""
    return _between_commas(text)


def _between_commas(text: str) -> tuple[str, ...]:
    if (quoted := quoted_names(text)) is not None:
        return quoted
    return tuple(name for part in text.split(",") if (name := part.strip()))


def is_family_member(name: str) -> bool:
    """Whether a name is somebody's place in the family: "moeder", "opa"."""
    return _FAMILY_MEMBER.fullmatch(name.strip()) is not None


@lru_cache(maxsize=4096)
def organisation_and_people(text: str, known: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The organisation that a cell names and the people in it: "moeder, Wijkteam" names one of each.

    Who somebody is in the family or at work ("huisarts") is no organisation, unless one of the case has that name or it
    stands for the court.
    """
    in_case = {plain(each) for each in known}
    names = () if plain(text) in in_case else people(text)
    found = [_organisation_of(name, known) for name in names]
    if len(names) > 1 and any(plain(organisation) in in_case for organisation in found):
        found = [organisation if plain(organisation) in in_case else "" for organisation in found]
    if all(organisation == name for organisation, name in zip(found, names, strict=True)):
        return text, ()
    first = next(filter(None, found), "")
    return first, tuple(name for name in names if name != first)


def _organisation_of(name: str, known: tuple[str, ...]) -> str:
    """The organisation that a name is, or behind a role says that somebody is of; empty for a person without one."""
    if at := _AT.fullmatch(name):
        role, organisation = (at[1], at[2]) if at[1] else (at[3], at[4])
        if _PERSON.fullmatch(role) and find_name(organisation, known) is not None:
            return organisation
    if not _PERSON.fullmatch(name) or plain(name) in map(plain, known):
        return name
    is_court = guess_kind_of_organisation(name) == "court" and find_name(name, known) is not None
    return name if is_court else ""
