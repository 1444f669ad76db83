"""Briefs: every sentence cites events, every event its sentences; what is said, and that hostile text stays text."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from handmade import (
    CHINESE,
    CHOE,
    IM,
    KIM,
    LAVROV,
    MOSCOW,
    OFFICIALS,
    PUTIN,
    PYONGYANG,
    RUSSIANS,
    SHOW,
    Told,
    Who,
    body,
    ids,
    ledger_of,
    shows,
    silent,
    told,
)

from dragoman.briefs import Brief, BriefError, Picture, Section, Statement, compose, html, markdown
from dragoman.ledger import Ledger

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) **b** `c`"


def closed_border() -> list[Told]:
    """Meetings through 2019, letters alone through 2020, the shows of 2021."""
    stories = [
        told(f"m{n}", date(2019, 1, 10) + timedelta(days=20 * n), "meeting", [LAVROV], [CHOE], place=MOSCOW)
        for n in range(17)
    ]
    stories += [
        told(f"l{n}", date(2019, 2, 1) + timedelta(days=45 * n), "message", [KIM], [PUTIN], verb="wrote to")
        for n in range(22)
    ]
    stories += [silent(f"s{n}", date(2019, 1, 1) + timedelta(days=6 * n)) for n in range(170)]
    closing = Who("foreign tourists", None, named=False)
    pyongyang = Who("North Korea", "PRK", named=False)
    stories.append(told("border", date(2020, 1, 22), "sanction", [pyongyang], [closing], verb="closed its border to"))
    return stories + [story for story in shows() if story[0].id in ("june", "august")]


def shown(ledger: Ledger, *arguments: object) -> str:
    return " ".join(statement.text for statement in compose(ledger, *arguments).statements)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def border(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger_of(tmp_path_factory.mktemp("border"), *closed_border())


@pytest.mark.parametrize("with_", [(), ("RUS",), ("CHN",), ("RUS", "CHN")])
def test_every_sentence_cites_events_and_every_event_is_listed_with_its_sentences(
    border: Ledger, with_: tuple[str, ...]
) -> None:
    brief = compose(border, "PRK", with_)
    assert brief.statements
    listed = {detail.event.id for detail in brief.references}
    for statement in brief.statements:
        assert statement.events, statement.text
        assert set(statement.events) <= listed
        assert re.fullmatch(r"[A-Z].*\.”?", statement.text), statement.text
    cited = {event for statement in brief.statements for event in statement.events}
    assert cited == listed
    assert all(report.sentences for detail in brief.references for report in detail.reports)


def test_in_markdown_each_sentence_ends_with_numbers_that_are_listed_below(border: Ledger) -> None:
    text = markdown(compose(border, "PRK"))
    told_part, listed = text.split("## Events cited")
    numbers = set(re.findall(r"^\*\*\\\[(\d+)\\\]\*\*", listed, flags=re.MULTILINE))
    paragraphs = [line for line in told_part.splitlines() if line and not re.match(r"#|\|", line)]
    assert paragraphs
    for line in paragraphs:
        assert re.search(r"\\\[[\d–, ]+(; \d+ of [\d,]+)?\\\]$", line), line
    for reference in re.findall(r"\\\[([\d–, ]+)", told_part):
        for end in re.findall(r"\d+", reference):
            assert end in numbers


def test_a_freeze_and_what_ended_it_are_told_with_their_evidence(border: Ledger) -> None:
    brief = compose(border, "PRK")
    (changed,) = [section for section in brief.sections if section.heading == "What changed"]
    said = [statement for paragraph in changed.paragraphs for statement in paragraph]
    text = " ".join(statement.text for statement in said)
    assert re.search(r"Contacts in person of North Korea with all other countries fell (nearly )?silent", text)
    assert "photo exhibition" in text
    events = ids(border)
    cited = {event for statement in said for event in statement.events}
    assert {events["june"], events["august"], events["border"]} <= cited
    assert "closed its border to foreign tourists" in text
    assert re.search(r"certain|likely|weak signal", text)


def test_the_nearest_precedent_of_the_last_show_is_the_show_before(border: Ledger) -> None:
    for with_ in ((), ("RUS",)):
        (section,) = [each for each in compose(border, "PRK", with_).sections if each.heading == "Precedents"]
        first = section.paragraphs[0][0]
        assert "photo exhibition on 24 August 2021 is of 21 June 2021, when the Chinese embassy" in first.text
        assert set(first.events) == {ids(border)["august"], ids(border)["june"]}


def test_what_happened_introduces_a_person_once(tmp_path: Path) -> None:
    ledger = ledger_of(
        tmp_path,
        told("a", date(2019, 11, 20), "meeting", [LAVROV], [CHOE], place=MOSCOW),
        told("b", date(2020, 2, 20), "negotiation", [LAVROV], [CHOE], place=MOSCOW),
    )
    (section,) = [each for each in compose(ledger, "PRK").sections if each.heading == "What happened"]
    text = " ".join(statement.text for paragraph in section.paragraphs for statement in paragraph)
    assert "On 20 November 2019, Sergey Lavrov (Russia, Foreign Minister) met Choe Son Hui" in text
    assert "On 20 February 2020, Sergey Lavrov held talks with Choe Son Hui in Moscow." in text


def test_a_visit_home_is_a_return_and_a_show_names_its_noun(tmp_path: Path) -> None:
    ledger = ledger_of(
        tmp_path,
        told("home", date(2021, 2, 25), "visit", [PUTIN], [CHOE], verb="came back with", place=MOSCOW),
        told("show", date(2021, 8, 24), "cultural_event", [RUSSIANS], [IM], verb=SHOW, place=PYONGYANG),
    )
    text = shown(ledger, "PRK")
    assert "returned to Moscow" in text
    assert "The Russian embassy in Pyongyang held a photo exhibition" in text.replace("the Russian", "The Russian")


def test_only_events_of_the_period_and_of_the_pair_are_told(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, *shows())
    brief = compose(ledger, "PRK", ("RUS",), date(2021, 1, 1), date(2021, 12, 31))
    (happened,) = [each for each in brief.sections if each.heading == "What happened"]
    cited = {event for paragraph in happened.paragraphs for statement in paragraph for event in statement.events}
    assert cited == {ids(ledger)["greeting-2"], ids(ledger)["august"]}


def test_sources_that_differ_over_the_day_are_told_with_their_names(tmp_path: Path) -> None:
    day = date(2021, 3, 4)
    meeting = {"form": "meeting", "a": [LAVROV], "b": [CHOE], "place": MOSCOW, "published": date(2021, 3, 8)}
    ledger = ledger_of(
        tmp_path,
        told("a", day, outlet="Agency", **meeting),  # type: ignore[arg-type]
        told("b", day + timedelta(days=1), outlet="Courier", **meeting),  # type: ignore[arg-type]
    )
    text = shown(ledger, "PRK")
    if len(list(ledger.events())) == 1:
        assert "on 4 March 2021 (Agency) or on 5 March 2021 (Courier)" in text
    else:
        assert "two events" in text


def test_one_outlet_that_tells_of_several_days_or_of_plans_does_not_dispute_itself(tmp_path: Path) -> None:
    day = date(2021, 3, 4)
    visit = {"form": "visit", "a": [LAVROV], "b": [CHOE], "place": PYONGYANG}
    ledger = ledger_of(
        tmp_path,
        told("a", day, status="planned", published=day - timedelta(days=2), **visit),  # type: ignore[arg-type]
        told("b", day, published=day, **visit),  # type: ignore[arg-type]
        told("c", day + timedelta(days=1), published=day + timedelta(days=2), **visit),  # type: ignore[arg-type]
    )
    assert "differ over" not in shown(ledger, "PRK")


def test_hosts_do_not_travel(tmp_path: Path) -> None:
    day = date(2021, 3, 4)
    ledger = ledger_of(tmp_path, told("a", day, "visit", [LAVROV, KIM], [CHOE], verb="visited", place=PYONGYANG))
    assert "Sergey Lavrov (Russia, Foreign Minister) travelled to Pyongyang" in shown(ledger, "PRK")


def test_a_journey_told_again_weeks_later_is_told_once(tmp_path: Path) -> None:
    day = date(2021, 3, 4)
    again = (
        told(f"v{n}", day + timedelta(days=n), "visit", [LAVROV], [CHOE], verb="visited", place=PYONGYANG)
        for n in (0, 12, 30)
    )
    brief = compose(ledger_of(tmp_path, *again), "PRK", ("RUS",))
    (happened,) = [each for each in brief.sections if each.heading == "What happened"]
    texts = " ".join(statement.text for paragraph in happened.paragraphs for statement in paragraph)
    assert texts.count("travelled to Pyongyang") == 1


def test_whose_anniversary_is_kept_is_not_told_to_have_come(tmp_path: Path) -> None:
    late = Who("Kim Jong Il", "PRK", 1, "late leader")
    ledger = ledger_of(
        tmp_path, told("a", date(2021, 8, 24), "cultural_event", [RUSSIANS], [OFFICIALS, late], verb=SHOW)
    )
    text = shown(ledger, "PRK")
    assert "Russian embassy" in text and "Kim Jong Il" not in text


def test_a_visit_whose_anniversary_is_kept_is_not_told_as_news(tmp_path: Path) -> None:
    day = date(2021, 6, 21)
    guests = [body("pictures on the anniversary of the guests'", "RUS")]
    ledger = ledger_of(
        tmp_path,
        told("a", day, "visit", guests, [CHOE], verb="visit to", place=PYONGYANG),
        told("b", day, "cultural_event", [RUSSIANS], [OFFICIALS], verb=SHOW, place=PYONGYANG),
    )
    text = shown(ledger, "PRK", ("RUS",))
    assert "held a photo exhibition" in text
    assert "the guests' travelled" not in text


def test_what_comes_back_each_year_is_expected_with_its_chance(tmp_path: Path) -> None:
    days = (date(2015, 1, 1) + timedelta(days=10 * n) for n in range(155))
    greetings = [
        told(f"g{y}", date(y, 6, 12), "message", [KIM], [PUTIN], verb="wrote to", occasion="for the day of Russia")
        for y in (2015, 2016, 2017, 2018)
    ]
    ledger = ledger_of(tmp_path, *(silent(f"s{day}", day) for day in days), *greetings)
    (section,) = [e for e in compose(ledger, "PRK").sections if e.heading == "What to expect"]
    (statement,) = section.paragraphs[0]
    assert "A message of North Korea to Russia" in statement.text
    assert "very likely around 12 June 2019" in statement.text
    assert "in four of the four years read" in statement.text
    assert len(statement.events) == 4


def test_what_is_planned_is_announced_not_told_as_done(tmp_path: Path) -> None:
    coming = told(
        "plan",
        date(2021, 9, 20),
        "visit",
        [LAVROV],
        [CHOE],
        status="planned",
        published=date(2021, 8, 30),
        place=PYONGYANG,
    )
    ledger = ledger_of(tmp_path, *shows(), coming)
    brief = compose(ledger, "PRK", until=date(2021, 8, 31))
    (section,) = [e for e in brief.sections if e.heading == "What to expect"]
    assert "is announced on 20 September 2021, as reported on 30 August 2021" in section.paragraphs[0][0].text
    others = [e for e in brief.statements if ids(ledger)["plan"] in e.events]
    assert len(others) == 1


def test_a_long_list_of_events_says_how_many_are_cited(border: Ledger) -> None:
    brief = compose(border, "PRK", ("RUS",))
    first = brief.statements[0]
    assert first.of is not None and first.of > len(first.events) == 12
    assert f"12 of {first.of}" in markdown(brief)


def test_nothing_to_cite_is_no_brief(border: Ledger) -> None:
    with pytest.raises(BriefError, match="no event of North Korea and Japan"):
        compose(border, "PRK", ("JPN",))


def test_a_brief_that_cites_nothing_does_not_pass_its_check(border: Ledger) -> None:
    brief = compose(border, "PRK")
    empty = Section("x", ((Statement("It rained.", ()),),))
    unknown = Section("x", ((Statement("It rained.", ("0000000000",)),),))
    for section in (empty, unknown):
        parts = {name: getattr(brief, name) for name in Brief.__dataclass_fields__} | {"sections": (section,)}
        with pytest.raises(BriefError):
            Brief(**parts).check()


class Page(HTMLParser):
    """What a page holds, as a browser sees it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append(name)
            if name == "id":
                self.ids.add(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")


@pytest.fixture
def hostile(tmp_path: Path) -> Brief:
    evil = Who(f"Evil {HOSTILE}", "RUS", 2, f"minister {HOSTILE}")
    story = told(
        "<img src=x onerror=alert(1)>",
        date(2021, 8, 24),
        "meeting",
        [evil],
        [CHOE],
        place=(f"Hall {HOSTILE}", "PRK"),
        occasion=f"anniversary {HOSTILE}",
        outlet=f"Outlet {HOSTILE}",
        title=f"Title {HOSTILE}",
        url="javascript:alert(1)",
    )
    return compose(ledger_of(tmp_path, story), "PRK")


def test_hostile_text_is_shown_and_never_run_in_a_page(hostile: Brief) -> None:
    text = html(hostile)
    page = Page(text)
    assert not {"script", "img", "iframe"} & set(page.tags)
    assert not [name for name in page.attributes if name.startswith("on")]
    assert all(link.startswith("#e") for link in page.links)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_hostile_text_makes_no_markup_in_markdown(hostile: Brief) -> None:
    text = markdown(hostile)
    assert "<" not in text
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "&lt;script&gt;" in text
    assert not re.search(r"(?<!\\)`c", text)


def test_a_page_is_whole_in_itself_and_its_numbers_lead_to_the_events(border: Ledger) -> None:
    text = html(compose(border, "PRK"), [Picture("<svg><rect/></svg>", "A picture <b>")])
    page = Page(text)
    assert {link.removeprefix("#") for link in page.links} <= page.ids
    assert "<svg><rect/></svg>" in text
    assert "A picture &lt;b&gt;" in text
    assert not re.search(r"https?://|url\(|@import", text)


def test_only_web_addresses_are_linked(tmp_path: Path) -> None:
    story = told("a", date(2021, 8, 24), "meeting", [LAVROV], [CHOE], url="https://example.org/a?b=1")
    page = Page(html(compose(ledger_of(tmp_path, story), "PRK")))
    assert "https://example.org/a?b=1" in page.links


def test_a_brief_does_not_hang_on_the_order_of_reading(tmp_path: Path) -> None:
    stories = closed_border()
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one = markdown(compose(ledger_of(tmp_path / "one", *stories), "PRK"))
    other = markdown(compose(ledger_of(tmp_path / "other", *reversed(stories)), "PRK"))
    assert one == other


def test_the_chinese_show_is_no_russian_dealing(border: Ledger) -> None:
    (happened,) = [e for e in compose(border, "PRK", ("RUS",)).sections if e.heading == "What happened"]
    cited = {event for paragraph in happened.paragraphs for statement in paragraph for event in statement.events}
    assert ids(border)["june"] not in cited
    assert CHINESE.text not in " ".join(s.text for p in happened.paragraphs for s in p)
    assert OFFICIALS.country == "PRK"
