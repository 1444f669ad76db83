"""What stands beside a phrase: the office before a name, the apposition after it. In: a span and its scene.

"Norwegian Foreign Minister | Kari Dahl |, envoy of …": the cue that an office or an apposition holds, or None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.grounding.cues import SURE, Cue
from dragoman.grounding.phrases import POST, acts_for, residents, speaks_for
from dragoman.grounding.stops import parted, sentence_end
from dragoman.vocabulary import OTHER, rank_of

if TYPE_CHECKING:
    from dragoman.grounding.scenes import Scene

#: Words that may stand between a country and the one who acts for it ("Russian deputy foreign minister Ivanov").
ROLE = re.compile(
    r"\b(?:leader|official|officials|diplomats?|delegat\w+|envoys?|spokes\w+|general|troops|forces|army|government|"
    r"national|citizens?|nationals|politicians?|lawmakers?|expert|professor|dictator|tycoon|activists?|opposition|"
    r"counterparts?|judge|prosecutor|lawyer|police|party|king|queen|prince|emir|lord|sir|president-elect|candidate|star|"
    r"rebel|warlord|cleric|journalists?|negotiators?|side|academic|scientist|writer|singer|player|coach|strongman|chief|"
    r"resident|member|head|founder|owner|scholar|philosopher|historian|author|artist|mathematician|economist|analyst|"
    r"businessman|businesswoman|entrepreneur|executive|manager|engineer|doctor|reporter|personage|personality)\b",
    re.I,
)
#: A verb or a preposition between a country and a name: they are two.
APART = re.compile(
    r"\b(?:met|meets|meeting|with|told|said|says|by|to|from|received|receives|visited|that|who|whom|is|was|were|has|had|on|"
    r"in|at|have|been|be|will|would|could|accus\w+|urg\w+|invit\w+|call\w*|thank\w*|ask\w*|after|when|because|but|as|"
    r"hopes|sent|held|against|spoke|"
    r"speaks|highly|feats|praised|extolled|hailed|stressed|noted|added|arrived|left|made|gave|laid|paid|through|over|"
    r"during|between|under|into|about|including|like|while|where|which|its|their|his|her|"
    r"and (?:the|its|his|her|their|a|an))\b"
)
_LED = re.compile(r"\b(?:headed|led) by (?:the |its )?$")
_BEHIND = re.compile(r"[-‑](?:backed|linked|based|born|sponsored|allied|funded|supported|educated|run|made|bound)\b")
_ELSEWHERE = re.compile(
    r"\b(?:in|to|at|with|against|on|for|towards?|into|near|visiting|over|about|between|supporting)\s+(?:the\s+|its\s+)?$",
    re.I,
)
#: What a name may be honoured with: "ambassador to Peru H.E. Kari Dahl".
_HONORIFIC = re.compile(r"\b(?:H\.? ?E|H\.? ?H|H\.? ?R\.? ?H|Mr|Mrs|Ms|Dr|Prof|Comrade)\b\.?")
#: How far before a phrase its office may begin, and how far after it an apposition may reach, in characters.
BEFORE, AFTER = 90, 140


def before(start: int, scene: Scene) -> Cue | None:
    """The cue in the office or description right before a phrase."""
    text = scene.document.text
    found = [cue for cue in scene.between(max(0, start - BEFORE), start) if cue.kind in SURE]
    if not found:
        return None
    cue = found[-1]
    gap = text[cue.end : start]
    if parted(text, cue.end, start):
        return None
    if _LED.search(gap):
        # "A delegation of the Senate of France led by …": the whole phrase before "led by" counts.
        return cue
    phrase_start = _phrase_start(text, cue.start)
    phrase = text[phrase_start:start]
    elsewhere = (
        cue.kind in ("name", "capital")
        and _ELSEWHERE.search(text, max(0, cue.start - 20), cue.start)
        and not speaks_for(text, cue.start)
    )
    if elsewhere and _HONORIFIC.sub("", gap).strip() in ("", ",") and POST.search(phrase):
        # "Norway's ambassador to Peru, Kari Dahl": the post is in Peru.
        own = acts_for(phrase, scene_cues(scene, phrase_start, start))
        return own if own is not None and own.code != cue.code else None
    if "," in gap.rstrip().removesuffix(",") or APART.search(gap) or len(gap.split()) > 8:
        return None
    # "A spokesman for Chad, Ana Quispe": the office ends with the name of the country.
    office = not gap.strip(" '’s") or (gap.strip() == "," and speaks_for(text, cue.start))
    if _BEHIND.match(text, cue.end) or not (office or ROLE.search(gap) or rank_of(gap) < OTHER):
        return None
    if elsewhere and not residents(phrase, cue.start - phrase_start):
        return None
    return acts_for(phrase, scene_cues(scene, phrase_start, start))


def _phrase_start(text: str, at: int) -> int:
    """Where the noun phrase that leads to `at` begins: after the last mark or verb before it."""
    reach = max(0, at - 60)
    piece = text[reach:at]
    last = 0
    for match in re.finditer(r"[,.;:!?()\n\"“”]|\b(?:and|said|says|that|by|met|meets|told|with|from)\b", piece):
        last = match.end()
    return reach + last


def after(end: int, scene: Scene, *, of: bool = True, apposition: bool = True) -> Cue | None:
    """The cue that follows a phrase: "of Peru", "(Peru)" if `of`, ", office … of Peru" if `apposition`."""
    text = scene.document.text
    limit = sentence_end(text, end, AFTER)
    rest = text[end:limit]
    joint = re.match(r"\s+(?:of|from)\s+(?:the\s+)?|\s*\((?:the\s+)?", rest) if of else None
    if joint is not None:
        found = scene.between(end + joint.end(), limit)
        if found and found[0].start == end + joint.end() and found[0].kind in SURE:
            return found[0]
    opening = re.match(r",\s+|\s+[–—-]\s+|\s*\(", rest)
    if opening is None or not apposition:
        return None
    piece = rest[opening.end() : closing(rest, opening.end())]
    if not _describes(piece):
        return None
    begin = end + opening.end()
    return acts_for(piece, scene_cues(scene, begin, begin + len(piece)))


def _describes(piece: str) -> bool:
    """Whether a piece after a comma begins as an office or a description does, with no verb before it."""
    opening = " ".join(piece.split()[:6])
    if re.match(r"and\b|[a-z]+ed\b|who\b", opening):
        return False
    role = ROLE.search(opening)
    if role is not None and not APART.search(opening[: role.start()]):
        return True
    words = opening.split()
    first = next((at for at in range(1, len(words) + 1) if rank_of(" ".join(words[:at])) < OTHER), None)
    return first is not None and not APART.search(" ".join(words[: first - 1]))


def closing(rest: str, begin: int) -> int:
    """Where an apposition ends: at the next comma after which no more of it stands ("…, C.C., Workers' Party")."""
    at = begin
    while (comma := rest.find(",", at)) >= 0:
        if not re.match(
            r",\s+(?:and|C\.C\.|Workers'|the Workers'|[A-Z]\w+ (?:Party|Committee|Ministry|Department)\b)", rest[comma:]
        ):
            return comma
        at = comma + 1
    return len(rest)


def scene_cues(scene: Scene, start: int, end: int) -> list[Cue]:
    """Cues of a stretch of the text with positions in that stretch."""
    return [Cue(cue.start - start, cue.end - start, cue.senses) for cue in scene.between(start, end)]
