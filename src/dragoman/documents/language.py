"""Which language a text is in. In: a text. Out: an ISO 639-1 code, or None where there is nothing to tell by."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_WORD = re.compile(r"[^\W\d_]+")
#: Words that nearly every English text has and that other languages do not share.
_ENGLISH = frozenset(
    "the of and to in that is was for with his her their from has have had were which this are been will would "
    "its not but they said who after between under into by at as be it on about against during says than more "
    "when also".split()
)
#: Of these, words that other languages have too, in another sense.
_SHARED = frozenset("in was is at as be on her over under also for to has it have".split())
#: Languages that newspapers and agencies write in; rarer ones would only be mistaken for English full of names.
_NEWS = (
    "en ar az be bg bn bs ca cs da de el es et fa fi fr he hi hr hu hy id it ja ka kk km ko ky lo lt lv mk mn ms my "
    "ne nl no pl ps pt ro ru si sk sl sq sr sv sw ta th tr uk ur uz vi zh"
).split()
_READ = 1000
#: Fewer words than this that are written in Latin letters are taken for English: names make up too much of them.
_FEW = 8
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
    latin = sum(word[0] < "ɐ" for word in words) > len(words) / 2
    english = sum(word in _ENGLISH for word in words)
    sure = sum(word in _ENGLISH and word not in _SHARED for word in words)
    if latin and sure >= 2 and english >= 0.1 * len(words):
        return "en"
    code, probability = _identifier().classify(text[:_READ])
    if code != "en" and latin and (len(words) < _FEW or sure or (len(words) < _HEADLINE and probability < 0.99)):
        return "en"
    return str(code)
