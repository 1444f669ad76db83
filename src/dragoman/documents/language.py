"""Which language a text is in. In: a text. Out: an ISO 639-1 code, or None where there is nothing to tell by.

Function words decide where they can: they are quick to count, and names, of which headlines are made, are none.
The classifier (py3langid) is asked for the rest, and is doubted where a short text is mostly names.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in that is was for with his her their from has have had were which this are been will would "
    "its not but they said who after between under into by at as be it on about against during says than more "
    "when also over".split()
)
#: Function words of other languages in Latin letters, some of which English has too, in another sense. Left out are
#: those that English news has in names (un, il, an, so, son, la, de, al, el) or as words of weight (die, war).
_OTHERS = tuple(
    frozenset(words.split())
    for words in (
        "der das und den dem des im in ein eine einen einer von mit zu auf für ist nach wie sich also will",
        "le les des du et une est dans pour par sur avec qui que ses son aux au ont sont entre selon but deux",
        "los las del que en una por con para se su es fue como sus según entre desde más dos hace ha",
        "da dos das em na uma que por com para seu ao os as foi depois um pela pelo são",
        "di che del della per con una gli dei delle alla nel si da al ha sono è ieri le in",
        "het een van en of dat te met op voor zijn was had in is over will door aan naar ook zou bij",
        "och att det som på av för med till den är ett om har under en sin",
        "og det som på af av til for med den er et om har at var en sin ikke under over by",
        "w z na się że jest nie przez po oraz od za jego",
        "ve bir bu için ile de da olan her gibi daha sonra",
        "di ke yang dan dengan untuk pada dari dalam ini itu akan kepada oleh bulan hari",
    )
)
_ONLY_ENGLISH = _ENGLISH.difference(*_OTHERS)
_ONLY_OTHERS = tuple(function - _ENGLISH for function in _OTHERS)
#: Languages that newspapers and agencies write in; rarer ones would only be mistaken for English full of names.
_NEWS = (
    "en ar az be bg bn bs ca cs da de el es et fa fi fr he hi hr hu hy id it ja ka kk km ko ky lo lt lv mk mn ms my "
    "ne nl no pl ps pt ro ru si sk sl sq sr sv sw ta th tr uk ur uz vi zh"
).split()
_READ = 1000
#: Up to so many words a text is likely to be a headline.
_HEADLINE = 16


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_NEWS)
    return identifier


def language(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, by its first thousand characters."""
    words = [word.lower() for word in _WORD.findall(text[:_READ])]
    if not words:
        return None
    if sum(word[0] < "ɐ" for word in words) <= len(words) / 2:
        return str(_identifier().classify(text[:_READ])[0])
    english = sum(word in _ENGLISH for word in words)
    other = max(sum(word in function for word in words) for function in _OTHERS)
    if english > other and english >= 2 and english >= 0.15 * len(words):
        return "en"
    code, probability = _identifier().classify(text[:_READ])
    if code == "en" or len(words) > _HEADLINE:
        return str(code)
    # A headline: English, unless words that are only foreign speak for the classifier, or letters that are.
    own = sum(word in _ONLY_ENGLISH for word in words)
    foreign = max(sum(word in function for word in words) for function in _ONLY_OTHERS)
    sure = own == 0 and probability > 0.99 and (foreign > 0 or not text.isascii())
    return str(code) if sure or foreign > max(own, 1) else "en"
