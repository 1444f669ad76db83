"""What can be said: every form is defined and maps to PLOVER and CAMEO; codes and ranks are looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.vocabulary import CHANNELS, FORMS, STATUSES, TYPES, cameo, code_of, countries, plover, rank_of

PLOVER = set(
    "AGREE CONSULT SUPPORT COOPERATE AID REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT "
    "CONCEDE RETREAT".split()
)


def test_the_types_are_plovers_sixteen() -> None:
    assert set(TYPES) == PLOVER
    assert {form.type for form in FORMS.values()} == PLOVER


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.name)
def test_every_form_is_defined_and_has_a_usual_channel(form) -> None:
    assert form.definition.endswith(".")
    assert form.a
    assert form.b
    assert form.channel in CHANNELS


@given(st.sampled_from(sorted(FORMS)), st.sampled_from(STATUSES))
def test_every_form_and_status_has_a_crosswalk_or_is_no_event(form: str, status: str) -> None:
    code, type_and_mode = cameo(form, status), plover(form, status)
    if status in ("cancelled", "denied"):
        assert code is None
        assert type_and_mode is None
    else:
        assert code is not None
        assert -10 <= code.goldstein <= 10
        assert type_and_mode is not None
        assert type_and_mode[0] in PLOVER


@pytest.mark.parametrize(
    ("form", "status", "code", "goldstein", "type_"),
    [
        ("visit", "occurred", "042", 1.9, "CONSULT"),
        ("visit", "planned", "036", 4.0, "AGREE"),
        ("signing", "occurred", "057", 8.0, "AGREE"),
        ("attack", "occurred", "190", -10.0, "ASSAULT"),
        ("attack", "planned", "138", -7.0, "THREATEN"),
        ("joint_exercise", "proposed", "0312", 5.2, "AGREE"),
        ("criticism", "planned", "111", -2.0, "ACCUSE"),
    ],
)
def test_crosswalk(form: str, status: str, code: str, goldstein: float, type_: str) -> None:
    found, plovers = cameo(form, status), plover(form, status)
    assert found
    assert (found.code, found.goldstein) == (code, goldstein)
    assert plovers
    assert plovers[0] == type_


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("PRK", "PRK"),
        ("kp", "PRK"),
        ("North Korea", "PRK"),
        ("Soviet Union", "RUS"),
        ("Kosovo", "XKX"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("asean", "ASEAN"),
        ("United Nations", "UNO"),
        ("Atlantis", None),
    ],
)
def test_codes_are_found_by_code_or_name(name: str, code: str | None) -> None:
    assert code_of(name) == code


def test_every_country_has_a_label_and_a_name() -> None:
    assert len(countries()) > 240
    for country in countries().values():
        assert country.label
        assert country.names


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("President", 1),
        ("Prime Minister", 1),
        ("president of the Presidium of the Supreme People's Assembly", 1),
        ("general secretary of the Workers' Party of Korea", 1),
        ("Foreign Minister", 2),
        ("Deputy Prime Minister", 2),
        ("U.S. Secretary of State", 2),
        ("Vice Foreign Minister", 3),
        ("vice-minister of Foreign Affairs", 3),
        ("Russian ambassador to the DPRK", 3),
        ("first secretary of the embassy", 4),
        ("charge d'affaires ad interim", 4),
        ("president of the Friendship Association", 4),
        ("spokesman for the Foreign Ministry", 5),
        ("geologist", 5),
    ],
)
def test_offices_have_ranks(title: str, rank: int) -> None:
    assert rank_of(title) == rank


@given(st.text(max_size=80))
def test_any_title_has_a_rank(title: str) -> None:
    assert 1 <= rank_of(title) <= 5


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("Vice President of the Republic of Peru", 2),
        ("Senate President", 2),
        ("adviser to the President", 4),
        ("president of the World Peace Forum", 4),
        ("deputy secretary of state", 3),
        ("wife of the Norwegian ambassador", 5),
        ("consul general in Lima", 4),
        ("general secretary of the Central Committee of the People's Socialist Party of Peru", 2),
        ("vice-chairman of the Lima branch of the Friendship Association", 4),
    ],
)
def test_an_office_within_another_is_not_the_other(title: str, rank: int) -> None:
    assert rank_of(title) == rank
