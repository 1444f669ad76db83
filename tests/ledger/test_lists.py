"""Lists kept by hand: how they are read, kept, and set beside what was read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import told

from dragoman.errors import InputError, LedgerError
from dragoman.exchange.comparing import Comparison, compare
from dragoman.exchange.lists import read_list
from dragoman.ledger import EventQuery, Ledger
from dragoman.ledger.lists import Entry

Keep = Callable[..., Ledger]


def read(tmp_path: Path, text: str) -> tuple[list[Entry], list[str]]:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    errors: list[str] = []
    return read_list(path, lambda error: errors.append(str(error))), errors


def entry(row: int, day: int, form: str | None = "meeting", countries: tuple[str, ...] = ("NOR", "PER")) -> Entry:
    return Entry(row, date(2021, 8, day), date(2021, 8, day), countries, form)


ROWS = {
    "a day": ("2021-08-24,NOR;PER,meeting,tea", (date(2021, 8, 24), date(2021, 8, 24), ("NOR", "PER"), "meeting")),
    "a month": ("2021-02,NOR;PER,,", (date(2021, 2, 1), date(2021, 2, 28), ("NOR", "PER"), None)),
    "a year": ("2021,NOR;PER,,", (date(2021, 1, 1), date(2021, 12, 31), ("NOR", "PER"), None)),
    "a range": ("2021-08-24/2021-08-26,NOR;PER,,", (date(2021, 8, 24), date(2021, 8, 26), ("NOR", "PER"), None)),
    "names": ('2021-08-24,"Norway, North Korea",,', (date(2021, 8, 24), date(2021, 8, 24), ("NOR", "PRK"), None)),
    "codes with spaces": ("2021-08-24,nor per,,", (date(2021, 8, 24), date(2021, 8, 24), ("NOR", "PER"), None)),
    "one country": ("2021-08-24,North Korea,,", (date(2021, 8, 24), date(2021, 8, 24), ("PRK",), None)),
    "a form in words": (
        "2021-08-24,NOR,Cultural event,",
        (date(2021, 8, 24), date(2021, 8, 24), ("NOR",), "cultural_event"),
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows(tmp_path: Path, case: str) -> None:
    row, (first, last, countries, form) = ROWS[case]
    (found,), errors = read(tmp_path, f"Date,Countries,Form,Note\n{row}\n")
    assert errors == []
    assert (found.row, found.first, found.last, found.countries, found.form) == (2, first, last, countries, form)


def test_sides_may_have_columns_of_their_own_and_others_are_passed_over(tmp_path: Path) -> None:
    (found,), _ = read(tmp_path, "\ufeffa;b;colour;first;until;note\nNorway;Peru;red;2021-08-24;2021-08-26;x, y\n\n")
    assert found == Entry(2, date(2021, 8, 24), date(2021, 8, 26), ("NOR", "PER"), None, "x, y")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("24.8.21,NOR,,", "no ISO day"),
        ("2021-02-30,NOR,,", "no ISO day"),
        ("2021-08-24,Atlantis,,", "'Atlantis' is no country"),
        ("2021-08-24,,,", "no country"),
        ("2021-08-24,NOR,dance,", "'dance' is no form"),
        ("2021-08-26/2021-08-24,NOR,,", "before it begins"),
    ],
)
def test_a_wrong_row_is_told_and_the_rest_goes_on(tmp_path: Path, row: str, said: str) -> None:
    found, errors = read(tmp_path, f"date,countries,form,note\n{row}\n2021-08-25,NOR,,\n")
    assert [each.row for each in found] == [3]
    assert len(errors) == 1
    assert f"{tmp_path}/mine.csv:2: " in errors[0]
    assert said in errors[0]


@pytest.mark.parametrize("text", ["", "when,colour\n", "countries,form\n"])
def test_a_file_without_its_headings_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="must name the columns"):
        read(tmp_path, text)


def test_a_list_is_kept_by_its_name_and_replaced(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="holds no list"):
        ledger.list_entries()
    ledger.keep_list("mine", [entry(2, 24), entry(3, 25)])
    ledger.keep_list("mine", [entry(2, 26)])
    assert ledger.list_entries() == [entry(2, 26)]
    ledger.keep_list("yours", [entry(2, 24)])
    assert ledger.list_entries("yours") == [entry(2, 24)]
    with pytest.raises(LedgerError, match="mine, yours"):
        ledger.list_entries()
    with pytest.raises(LedgerError, match="no list 'theirs'"):
        ledger.list_entries("theirs")


def set_beside(ledger: Ledger, *entries: Entry, query: EventQuery | None = None, days: int = 3) -> Comparison:
    return compare(ledger, entries, query or EventQuery(), days)


def rows(found: Comparison) -> tuple[list[int], list[int], int]:
    return (
        [each.entry.row for each in found.matched],
        [each.row for each in found.only_in_list],
        len(found.only_in_ledger),
    )


def test_what_both_have_is_matched_with_its_differences(keep: Keep) -> None:
    ledger = keep(told("a"))
    found = set_beside(ledger, entry(2, 24))
    assert (rows(found), found.matched[0].differences) == (([2], [], 0), ())
    found = set_beside(ledger, entry(2, 26))
    assert found.matched[0].differences == ("date: 2021-08-26 in the list, 2021-08-24 in the ledger",)
    found = set_beside(ledger, entry(2, 24, "negotiation"))
    assert found.matched[0].differences == ("form: negotiation in the list, meeting in the ledger",)


def test_what_only_one_has_is_told(keep: Keep) -> None:
    ledger = keep(told("a"), told("p", form="praise", day=date(2021, 8, 25)), told("x", b=("Luz Rojas", "CHL")))
    found = set_beside(ledger, entry(2, 24), entry(3, 24, "gift"), entry(4, 28, None))
    assert rows(found) == ([2, 4], [3], 0)
    assert found.matched[1].event.form == "praise"
    found = set_beside(ledger, entry(2, 24), entry(3, 26, "attack"))
    assert rows(found) == ([2], [3], 1)
    (left,) = found.only_in_ledger
    assert (left.event.form, left.near) == ("praise", ())


def test_an_event_beside_a_matched_entry_is_told_to_be_near(keep: Keep) -> None:
    ledger = keep(told("a"), told("v", form="visit"))
    (left,) = set_beside(ledger, entry(2, 24)).only_in_ledger
    assert (left.event.form, left.near) == ("visit", (2,))


def test_days_may_differ_by_so_many_and_no_more(keep: Keep) -> None:
    ledger = keep(told("a"))
    assert rows(set_beside(ledger, entry(2, 27), days=3))[0] == [2]
    assert rows(set_beside(ledger, entry(2, 27), days=2))[0] == []


def test_the_nearest_are_matched_first(keep: Keep) -> None:
    ledger = keep(told("a"), told("b", day=date(2021, 8, 26), published=date(2021, 8, 26)))
    found = set_beside(ledger, entry(2, 26), entry(3, 25))
    assert [(each.entry.row, each.event.first) for each in found.matched] == [
        (2, date(2021, 8, 26)),
        (3, date(2021, 8, 24)),
    ]


def test_filters_narrow_what_is_compared(keep: Keep) -> None:
    ledger = keep(told("a"), told("v", form="visit"))
    found = set_beside(ledger, entry(2, 24, None), query=EventQuery(form=("visit",)))
    assert ([each.event.form for each in found.matched], found.only_in_ledger) == (["visit"], ())


def test_an_empty_list_has_nothing_to_compare(ledger: Ledger) -> None:
    assert rows(set_beside(ledger)) == ([], [], 0)
