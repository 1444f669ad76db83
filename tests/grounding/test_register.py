"""The register of actors: found by name and day, corrected by the user's file, grown by reading."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from dragoman.documents.document import Document
from dragoman.errors import InputError
from dragoman.grounding import Grounder
from dragoman.grounding.register import Holding, Register, taught
from dragoman.grounding.registers import builtin, load
from dragoman.reading.report import Participant, Reading, Report, Span

DAHL = Holding(("Kari Dahl", "K. Dahl"), "NOR", "minister of Fisheries", date(2019, 1, 1), date(2021, 6, 30))
LATER = Holding(("Kari Dahl",), "NOR", "prime minister", date(2021, 7, 1))
QUISPE = Holding(("Ana Quispe",), "PER", "ambassador to Norway", date(2020, 1, 1))
HEAD = "names,country,office,first,last\n"


def test_a_person_is_found_under_every_spelling() -> None:
    register = Register((DAHL, QUISPE))
    for name in ("Kari Dahl", "KARI DAHL", "Dahl Kari", "K. Dahl", "Dahl", "Minister Kari Dahl"):
        found = register.find(name, date(2020, 5, 1), ["NOR"])
        assert found is not None
        assert found.id == "NOR/kari-dahl"


def test_a_namesake_is_not_found() -> None:
    assert Register((DAHL,)).find("Jan Dahl", date(2020, 5, 1)) is None


def test_a_surname_counts_only_in_the_time_of_the_office() -> None:
    assert Register((DAHL,)).find("Dahl", date(1999, 5, 1)) is None


def test_the_office_is_that_of_the_day() -> None:
    (person,) = Register((DAHL, LATER)).persons.values()
    assert person.at(date(2020, 1, 1)).office == "minister of Fisheries"
    assert person.at(date(2022, 1, 1)).office == "prime minister"


def test_of_two_of_one_name_the_one_counts_whose_country_is_spoken_of() -> None:
    other = Holding(("Kari Dahl",), "SWE", "minister of Justice", date(2019, 1, 1))
    found = Register((DAHL, other)).find("Kari Dahl", date(2020, 1, 1), ["SWE"])
    assert found is not None
    assert found.at(date(2020, 1, 1)).country == "SWE"


def test_the_package_knows_leaders_of_the_past_and_the_present() -> None:
    for name, day, country in (
        ("Kim Yong Nam", date(2010, 1, 1), "PRK"),
        ("Sergey Lavrov", date(2024, 1, 1), "RUS"),
        ("Paek Nam-sun", date(2004, 1, 1), "PRK"),
    ):
        found = builtin().find(name, day)
        assert found is not None
        assert found.at(day).country == country


def test_a_file_of_the_users_corrects_the_builtin_register(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("# mine\n" + HEAD + "Sergei Lavrov|Sergey Lavrov,Peru,clerk,2001-02,\n", encoding="utf-8")
    found = load(path).find("Sergey Lavrov", date(2020, 1, 1))
    assert found is not None
    assert [(held.country, held.office, held.first) for held in found.holdings] == [("PER", "clerk", date(2001, 2, 1))]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD + "Kari Dahl,Atlantis,king,,\n", 2, "Atlantis"),
        (HEAD + "Kari Dahl,NOR,minister,yesterday,\n", 2, "yesterday"),
        (HEAD + "\n# a remark\nKari Dahl,NOR,minister,2022,2021\n", 4, "after"),
        (HEAD + "Kari Dahl,NOR\n", 2, "cells"),
        (HEAD + ",NOR,minister,,\n", 2, "name"),
        ("name,land\nKari Dahl,NOR\n", 1, "names"),
        ("", None, "empty"),
    ],
)
def test_an_error_names_the_file_and_the_row(tmp_path: Path, text: str, line: int | None, said: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said) as caught:
        load(path)
    assert (caught.value.source, caught.value.line) == (str(path), line)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the register"):
        load(tmp_path / "nowhere.csv")


def test_a_register_goes_to_another_process_whole() -> None:
    register = Register((DAHL, QUISPE))
    assert pickle.loads(pickle.dumps(register)) == register


def offices(text: str) -> list[tuple[str, str, str]]:
    """What a text teaches: name, country, office."""
    reading = Grounder().ground(Document("d", text), Reading("d"))
    return [(office.name, office.country, office.text) for office in reading.offices]


@pytest.mark.parametrize(
    ("text", "taught_"),
    [
        (
            "Ri Chol Min, chairman of the Presidium of the Supreme People's Assembly, sent a message.",
            ("Ri Chol Min", "PRK", "chairman of the Presidium of the Supreme People's Assembly"),
        ),
        ("Norwegian Fisheries Minister Kari Dahl came.", ("Kari Dahl", "NOR", "Norwegian Fisheries Minister")),
        (
            "Peru's deputy foreign minister Ana Quispe spoke.",
            ("Ana Quispe", "PER", "Peru's deputy foreign minister"),
        ),
    ],
)
def test_a_text_teaches_who_holds_an_office(text: str, taught_: tuple[str, str, str]) -> None:
    assert offices(text) == [taught_]


@pytest.mark.parametrize(
    "text",
    [
        "Kari Dahl, former foreign minister of Norway, wrote a book.",
        "The Society for the Study of Arctic Law, chairman of Norway's council, met.",
        "Kari Dahl, who met the president of Peru, left.",
        "Norwegian people like Kari Dahl.",
        "A Norwegian paper said that President Ana Quispe left.",
        "Norwegians reject the words of Chief Ana Quispe.",
    ],
)
def test_what_is_not_said_outright_is_not_taught(text: str) -> None:
    assert offices(text) == []


def country_of(register: Register, text: str, name: str, day: date) -> str | None:
    start = text.index(name)
    person = Participant(name, start, start + len(name), name=name, kind="person")
    report = Report("CONSULT", "visit", "occurred", "in_person", False, Span(text[:1], 0, 1), a=(person,))
    document = Document("later", text, published=day)
    return Grounder(register).ground(document, Reading("later", (report,))).reports[0].a[0].country


def test_what_one_document_taught_another_of_that_time_is_grounded_by() -> None:
    learnt = Register((QUISPE,)).learnt([taught("Kari Dahl", "minister", "NOR", date(2021, 3, 1), "earlier")])
    text = "Kari Dahl left for Lima."
    assert country_of(learnt, text, "Kari Dahl", date(2021, 8, 1)) == "NOR"
    assert country_of(learnt, text, "Kari Dahl", date(2031, 8, 1)) != "NOR"


def test_a_document_without_a_day_teaches_no_other() -> None:
    learnt = Register().learnt([taught("Kari Dahl", "minister", "NOR", None, "earlier")])
    assert learnt.find("Kari Dahl", date(2021, 8, 1)) is None


def test_the_order_in_which_facts_were_learnt_does_not_count() -> None:
    facts = [
        taught("Kari Dahl", "minister", "NOR", date(2021, 3, 1), "a"),
        taught("Kari Dahl", "minister", "NOR", date(2021, 9, 1), "b"),
        taught("Ana Quispe", "envoy", "PER", date(2021, 4, 1), "c"),
    ]
    for name in ("Kari Dahl", "Ana Quispe"):
        one, other = (Register().learnt(rows).find(name, date(2021, 5, 1)) for rows in (facts, facts[::-1]))
        assert one is not None
        assert other is not None
        assert {(h.office, h.first, h.last) for h in one.holdings} == {
            (h.office, h.first, h.last) for h in other.holdings
        }


def rank(text: str, name: str, title: str | None, day: date) -> int | None:
    start = text.index(title or name)
    end = text.index(name) + len(name)
    person = Participant(text[start:end], start, end, name=name, title=title, kind="person")
    report = Report("CONSULT", "visit", "occurred", "in_person", False, Span(text[:1], 0, 1), a=(person,))
    document = Document("d", text, published=day)
    return Grounder(Register((DAHL, LATER))).ground(document, Reading("d", (report,))).reports[0].a[0].rank


def test_the_rank_is_that_of_the_office_at_that_time() -> None:
    assert rank("Kari Dahl of Norway came.", "Kari Dahl", None, date(2020, 5, 1)) == 2
    assert rank("Kari Dahl of Norway came.", "Kari Dahl", None, date(2022, 5, 1)) == 1


def test_a_title_that_says_less_than_the_register_does_not_lower_the_rank() -> None:
    assert rank("Director Kari Dahl of Norway came.", "Kari Dahl", "Director", date(2022, 5, 1)) == 1
    assert rank("Minister Kari Dahl of Norway came.", "Kari Dahl", "Minister", date(2022, 5, 1)) == 2
