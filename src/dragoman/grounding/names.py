"""Names of persons, compared. In: names as texts write them. Out: how likely two of them are one person's.

    alike("Im Chon Il", "IM Chon-il")  # 1.0
    alike("Erdoğan", "Recep Tayyip Erdogan")  # 0.6: a surname alone

Nothing but the names is looked at: whether two reports speak of one man also depends on his office, his country and
the time, which the caller knows. A plain function for merging and for review.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: At or above this, two names may be taken for one person's where nothing speaks against it.
ONE_PERSON = 0.8
#: What `alike` gives, from the surest to the least.
SAME, TURNED, SHORTER, SPELT, INITIALS, SURNAME = 1.0, 0.97, 0.9, 0.87, 0.83, 0.6

#: Letters that carry no mark to take off, and are written otherwise in plain English.
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_APOSTROPHES = re.compile(r"['’‘`ʼʻʿʾ]")
_SPLIT = re.compile(r"[^\w]+|_+")
#: Forms of address and offices that stand before names, and what may follow them; articles inside Arabic names.
_TITLES = frozenset(
    "acting admiral ambassador archbishop assistant ayatollah baroness bishop brig brigadier captain "
    "cardinal chair chairman chairperson chairwoman chancellor chief col colonel commander commissioner "
    "comrade congressman congresswoman crown dame dear defence defense deputy director dr emir eng engineer "
    "envoy eu excellency finance first foreign former gen general governor great he head her highness him "
    "his hon honorable honourable imam interior judge justice king lady leader lieutenant lord lt madam "
    "madame maj majesty major marshal mayor minister miss mp mr mrs ms mullah pope premier president prime "
    "prince princess prof professor puppet queen rep representative respected rev reverend royal sayyid "
    "secretary senator seyed seyyed sgt shaikh shaykh sheikh sheikha sir speaker special spokesman "
    "spokesperson spokeswoman state sultan the traitor uk un under undersecretary us vice".split()
)
_AFTER = frozenset("jr sr mp phd".split())
_ARTICLES = frozenset("al el ul ad as ash at an ar az bin ibn ben bint".split())
_VOWELS = re.compile(r"[aeiouyhw]+")
_DOUBLE = re.compile(r"(.)\1+")
_SOUNDS = (("sch", "sh"), ("tsch", "ch"), ("zh", "j"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("ck", "k"),
           ("x", "ks"), ("q", "k"), ("g", "k"), ("c", "k"), ("ts", "s"), ("tz", "s"), ("z", "s"))  # fmt: skip


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name without case, marks, hyphens, titles and articles: ("im", "chon", "il").

    Titles are taken off only while another word is left: "President" alone stays what it is.
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name.replace("ß", "ss")))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower().translate(_LETTERS)
    found = [word for word in _SPLIT.split(plain) if word]
    found = found[2:] if found[:2] == ["h", "e"] and len(found) > 2 else found
    while len(found) > 1 and found[0] in _TITLES:
        found = found[1:]
    while len(found) > 1 and found[-1] in _AFTER:
        found = found[:-1]
    kept = [
        word for at, word in enumerate(found) if word not in _ARTICLES or len(found) < 2 or at == 0 == len(found) - 1
    ]
    return tuple(kept or found)


def bare(name: str) -> str:
    """The name as it is written, without the titles before it."""
    parts = name.split()
    while len(parts) > 1 and parts[0].strip(".,").lower() in _TITLES:
        parts = parts[1:]
    return " ".join(parts)


def key(name: str) -> str:
    """One text for all spellings that differ in case, marks, hyphens, spaces and titles only: "imchonil"."""
    return "".join(words(name))


def slug(name: str) -> str:
    """The name as part of an actor's id: "im-chon-il"."""
    return "-".join(words(name))


def alike(one: str, other: str) -> float:
    """How likely it is, from 0 to 1, that two names are one person's, as far as names can tell. Symmetric.

    1 the same but for case, marks, hyphens, titles; 0.97 family name first and last; 0.9 one leaves out given
    names; 0.87 spelt otherwise in Latin letters ("Sergei", "Sergey"); 0.83 initials; 0.6 a surname alone;
    0 not.
    """
    mine, theirs = sorted((words(one), words(other)), key=lambda found: (len(found), found))
    if not mine or not theirs:
        return 0.0
    if "".join(mine) == "".join(theirs):
        return SAME
    if len(mine) == 1:
        return SURNAME if len(mine[0]) > 1 and _surname_of(mine[0], theirs) else 0.0
    if len(mine) == len(theirs) and theirs in (mine[1:] + mine[:1], mine[-1:] + mine[:-1]):
        return TURNED
    return _aligned(mine, theirs)


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one person's: alike in more than a surname."""
    return alike(one, other) >= ONE_PERSON


def _surname_of(word: str, name: tuple[str, ...]) -> bool:
    """Whether one word is the family name of a fuller name, which stands first or last."""
    return any(word == end or _spelt_alike(word, end) for end in {name[0], name[-1]}) or word == "".join(name[-2:])


def _aligned(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Every word of the shorter name finds its own in the longer, in the same order; the family names in full."""
    if all(len(word) <= 1 for word in mine):
        return 0.0
    for family in (-1, 0):
        if len(mine[family]) > 1 and (mine[family] == theirs[family] or _spelt_alike(mine[family], theirs[family])):
            break
    else:
        return 0.0
    worst, at = SHORTER, 0
    for word in mine:
        while at < len(theirs):
            fits = _fit(word, theirs[at])
            at += 1
            if fits:
                worst = min(worst, fits)
                break
        else:
            return 0.0
    # Names of Korean, Chinese or Vietnamese syllables do not leave out one of them: "Kim Yong" is not "Kim Yong Nam".
    short = all(len(word) <= 6 for word in theirs) and len(theirs) == 3
    if len(mine) < len(theirs) and short and worst == SHORTER and mine == theirs[: len(mine)]:
        return 0.0
    return worst


def _fit(word: str, other: str) -> float:
    if word == other:
        return SHORTER
    if min(len(word), len(other)) == 1:
        return INITIALS if word[0] == other[0] else 0.0
    return SPELT if _spelt_alike(word, other) or _with_article(word, other) or _with_article(other, word) else 0.0


def _with_article(word: str, other: str) -> bool:
    """Whether one is the other with its article: "ElBaradei" for "Baradei"."""
    return len(word) >= 4 and other in (f"el{word}", f"al{word}")


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """What remains of a word where spellings of other scripts differ: its consonants, each class by one letter."""
    for written, meant in _SOUNDS:
        word = word.replace(written, meant)
    return _DOUBLE.sub(r"\1", word[0] + _VOWELS.sub("", word[1:]))


def _spelt_alike(word: str, other: str) -> bool:
    """Whether two words are one word in two transcriptions: long enough, and of the same consonants.

    "Ivanov" and "Ivanova" are husband and wife.
    """
    if min(len(word), len(other)) < 4 or abs(len(word) - len(other)) > 3:
        return False
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    if longer == shorter + "a":
        return False
    heard = sound(word)
    return len(heard) >= 2 and heard == sound(other)
