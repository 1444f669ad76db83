"""Marks what is not the article: lines that point to other articles, share bars, credits, a title given twice.

In: a text and its title. Out: spans to pass over. The text itself is never changed, so that offsets stay exact.
"""

from __future__ import annotations

import re

_OF = r"(?:\s(?:stories|story|articles?|news|content|topics|coverage|links|posts|items))?"
#: The rest of a line that is written like a title: three capitals at least, no full stop.
_TITLE = r"(?=(?:[^.\n]*[A-Z]){3})[A-Z](?:[^.!?\n]|\.(?=\w)){5,120}"
#: Ways in which a line that is not the article begins; "^" stands for its start, with or without a bullet.
_FURNITURE = (
    # "READ: …", "ALSO READ …", "WATCH | …"
    r"(?:READ|WATCH|LISTEN|SEE|RELATED|MORE|EXPLAINER|OPINION|GALLERY|VIDEO|PHOTOS?|PODCAST)\s*[:：|»>]",
    r"(?:ALSO\sREAD|READ\sALSO|READ\sMORE|SEE\sALSO|Also\s[Rr]ead|Read\s(?:Also|More|Next))\b",
    # "Read more: …", "Related stories: …"
    r"[Rr]ead(?:\s(?:more|also|next|on|further|the\sfull\sstory))?\s*[:：|»]",
    rf"(?:[Ss]ee\s(?:also|more)|[Ww]atch(?:\s(?:also|more|now|live|the\svideo))?|[Ll]isten|[Rr]elated{_OF})\s*[:：|»]",
    r"(?:[Mm]ore\s(?:on\sthis|stories|from|news|to\sread)[\w\s]{0,30}|[Rr]ecommended(?:\sfor\syou)?)\s*[:：|»]",
    r"(?:[Dd]on['’]t\s[Mm]iss|[Kk]eep\s[Rr]eading|[Uu]p\s[Nn]ext|[Tt]ags?|[Kk]eywords|[Ff]iled\sunder)\s*[:：|»]",
    # the same as a heading of its own; "More: " only before what is written like a title
    r"More\s?>>\s*$",
    rf"More\s*[:：]\s*{_TITLE}\s*$",
    r"[Dd]on['’]t\s[Mm]iss(?:\s(?:it|this|out))?\s*$",
    rf"(?:Related|Recommended){_OF}\s*$",
    r"(?:You\s[Mm]ay\s[Aa]lso\s[Ll]ike|Most\s[Rr]ead|Trending(?:\s[Nn]ow)?|Editor['’]s\s[Pp]icks?)\s*:?\s*$",
    r"(?:Advertisement|ADVERTISEMENT|Story\scontinues\sbelow.*|Share\sthis(?:\s(?:article|story|post|page))?)\s*:?\s*$",
    # asking the reader for something
    r"(?:[Ss]ign\sup|[Ss]ubscribe|[Rr]egister)\s(?:for|to|now|here|today)\b"
    r".{0,160}(?:newsletter|e-?mail|inbox|alerts?|channel|updates|free|digest|podcast|premium|digital|edition)",
    r"Subscribe\sto\s(?:us|our|(?:[Tt]he\s)?[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,5})\b[^.,;]{0,40}[.!]?\s*$",
    r"[Cc]lick\s(?:here\s(?:to|for|if)\b|here\W*$|on\sthe\s(?:link|button|image)|the\slink)",
    r"[Ff]ollow\s(?:us|\w+)\son\s(?:\w+,?\s){0,6}?(?:Twitter|Facebook|Instagram|Telegram|WhatsApp|YouTube|X|LinkedIn)\b",
    r"[Dd]ownload\s(?:the|our)\s(?:free\s)?(?:\w+\s)?app\b",
    r"[Jj]oin\sour\s(?:\w+\s)?(?:WhatsApp|Telegram|newsletter|channel)\b",
    # rights and credits
    r"(?:©|\([Cc]\)\s?(?=\d{4}|Copyright)).{0,160}$",
    r"Copyright\s(?:©|\([Cc]\)|\d{4}|by\b).{0,160}$",
    r"All\s[Rr]ights\s[Rr]eserved\b.{0,80}$",
    r"\(?(?:Reporting|Additional\sreporting|Editing|Writing|Compiled)\sby\s(?=[A-Z])[^.]{3,160}\.?\)?\s*$",
    r"\(?This\s(?:article|story|report)\swas\s(?:written|compiled|reported|contributed)\sby\s[^.]{3,120}\.?\)?\s*$",
    r"[(\[]?(?:Photos?|Image|Picture|Video|File\sphoto|Photo\scredit|Image\scredit|Credit)\s*(?:by|[:：/])\s(?=[A-Z])"
    r"[^.]{2,90}[.)\]]*\s*$",
    r"\[PHOTO\].*\[/PHOTO\]\s*$",
)
_POINTER = re.compile(r"[\s>*•·▪–—-]*(?:" + "|".join(_FURNITURE) + ")")
_SHARE = re.compile(
    r"^[\s|·•]*(?:(?:Share|Tweet|Facebook|Twitter|Email|E-mail|WhatsApp|Telegram|LinkedIn|Pinterest|Reddit|Print|Pin|"
    r"Copy|link|Save|Like|Comments?|Messenger|Instagram|YouTube|X|on|via|this|article|by|\d+)\b[\s|·•,]*)+$",
    re.I,
)
_INLINE = re.compile(
    r"[(\[]\s*(?:(?:ALSO )?READ(?: ALSO| MORE)?|Also read|Read also|Read more|See also|Related|Watch)"
    r"\s*[:：][^)\]\n]{3,200}[)\]]"
)
_HEADING = re.compile(
    r"^\W*(?:Related(?:\s\w+)?|Recommended(?:\s\w+){0,2}|Read\s(?:More|Next|Also)|Also\sRead|More\s(?:stories|news)|"
    r"You\sMay\sAlso\sLike|Most\sRead|Trending(?:\sNow)?|Editor['’]s\sPicks?)\s*:?\s*$",
    re.I,
)
_LINK_LINES = 6


def skip_spans(text: str, title: str | None = None) -> tuple[tuple[int, int], ...]:
    """Spans [start, end) of `text` that are not the article, sorted and apart from one another."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    found: list[tuple[int, int]] = []
    listing = 0
    for start, end in lines:
        line = text[start:end]
        if _HEADING.match(line):
            listing = _LINK_LINES
            found.append((start, end))
        elif listing and _is_link(line):
            listing -= 1
            found.append((start, end))
        else:
            listing = 0
            if _POINTER.match(line) or (len(line) < 120 and _SHARE.match(line) and len(line.split()) > 1):
                found.append((start, end))
            else:
                found += [(start + match.start(), start + match.end()) for match in _INLINE.finditer(line)]
    found += _repeated_title(text, lines, title)
    return tuple(_merged(found))


def _is_link(line: str) -> bool:
    """Whether a line after "Related articles" is the title of one: short, without a full stop."""
    stripped = line.strip()
    return len(stripped) <= 140 and stripped[-1] not in '.!?:;”"' and len(stripped.split()) >= 3


def _repeated_title(text: str, lines: list[tuple[int, int]], title: str | None) -> list[tuple[int, int]]:
    """The lines at the very top that say the title again; of a first line that stands twice, the second.

    A text that is nothing but its title is kept: there would be nothing left to read.
    """
    plain = [_plain(text[start:end]) for start, end in lines[:3]]
    wanted = _plain(title or "")
    again = 0
    while wanted and again < len(plain) and plain[again] == wanted:
        again += 1
    if again:
        return lines[:again] if again < len(lines) else lines[1:again]
    if len(plain) > 1 and plain[0] and plain[0] == plain[1]:
        return [lines[1]]
    return []


def _plain(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.lower()))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
