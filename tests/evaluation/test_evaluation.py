"""Figures, errors and reliability on coded documents that are known to the last detail."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.errors import InputError
from dragoman.evaluation import by_form, fields, figures, load, matched, reliability
from dragoman.evaluation.calibration import held
from dragoman.evaluation.errors import errors, tally

SHARED = Path(__file__).resolve().parents[3] / "shared/gold"
TEXT = "Norway's foreign minister met her Peruvian counterpart in Oslo. Peru later condemned a Chilean blockade."


def span(text: str, start: int | None = None) -> dict[str, Any]:
    start = TEXT.index(text) if start is None else start
    return {"text": text, "start": start, "end": start + len(text)}


def member(text: str, country: str | None, confidence: float | None = None) -> dict[str, Any]:
    one = span(text) | {"name": None, "title": None, "country": country, "kind": "country"}
    return one if confidence is None else one | {"confidence": confidence}


def event(trigger: str, kind: str, form: str, a: dict[str, Any], b: dict[str, Any], **more: Any) -> dict[str, Any]:
    plain = {"status": "occurred", "channel": "in_person", "background": False, "place": None, "date": None}
    return {"type": kind, "form": form, "trigger": span(trigger), "also": [], "a": [a], "b": [b], **plain, **more}


MEETING = event("met", "CONSULT", "meeting", member("Norway", "NOR"), member("Peruvian", "PER"))
BLAME = event("condemned", "ACCUSE", "criticism", member("Peru", "PER"), member("Chilean", "CHL"), channel="media")
GOLD = {"id": "1", "source": "made", "text": TEXT, "events": [MEETING, BLAME], "quotes": []}


def coded(*events: dict[str, Any]) -> dict[str, Any]:
    return {"id": "1", "events": list(events), "quotes": []}


def test_what_is_coded_as_it_is_annotated_is_all_right() -> None:
    found = figures([matched(GOLD, coded(MEETING, BLAME))], rounds=0)
    assert {name: found[name].f1 for name in ("trigger", "event", "form", "full", "dyad", "country")} == dict.fromkeys(
        ("trigger", "event", "form", "full", "dyad", "country"), 1.0
    )


def test_a_wrong_country_loses_the_event_but_not_the_trigger() -> None:
    wrong = BLAME | {"b": [member("Chilean", "ARG")]}
    found = figures([matched(GOLD, coded(MEETING, wrong))], rounds=0)
    assert (found["trigger"].right, found["event"].right) == (2, 1)
    assert found["event"].precision == found["event"].recall == 0.5


def test_the_sides_of_a_meeting_may_be_swapped_but_not_those_of_a_criticism() -> None:
    def swapped(one: dict[str, Any]) -> dict[str, Any]:
        return one | {"a": one["b"], "b": one["a"]}

    found = figures([matched(GOLD, coded(swapped(MEETING), swapped(BLAME)))], rounds=0)
    assert found["event"].right == 1


def test_errors_name_what_was_missed_made_up_and_wrong() -> None:
    made_up = event("blockade", "SANCTION", "sanction", member("Chilean", "CHL"), member("Peru", "PER"))
    later = MEETING | {"status": "planned", "a": [member("Norway", "SWE")]}
    found = list(errors({"1": GOLD}, {"1": matched(GOLD, coded(later, made_up))}))
    assert [(error.kind, error.form, error.fields) for error in found] == [
        ("wrong", "meeting", ("a", "status")),
        ("missed", "criticism", ()),
        ("spurious", "sanction", ()),
    ]
    assert found[0].sentence.startswith("Norway's foreign minister [[met]] her")
    assert "SWE ≠ NOR" in found[0].told
    assert tally(found)["wrong: a, status"] == 1


def test_fields_are_compared_where_events_pair() -> None:
    late = MEETING | {"date": {"text": "May", "span": [0, 1], "start": "2024-05-01", "end": "2024-05-31"}}
    counts = fields([matched(GOLD, coded(late))], "trigger")
    assert counts["date"] == (0, 1)
    assert counts["status"] == (1, 1)


def test_forms_are_counted_each_by_itself() -> None:
    found = by_form([matched(GOLD, coded(MEETING))])
    assert (found["meeting"].right, found["criticism"].right, found["criticism"].gold) == (1, 0, 1)


def test_confidence_that_is_right_as_often_as_it_says_has_no_error() -> None:
    documents = []
    for number in range(10):
        sure = MEETING | {"confidence": 0.8, "a": [member("Norway", "NOR", 0.8)]}
        documents.append(matched(GOLD if number < 8 else GOLD | {"events": [BLAME]}, coded(sure)))
    found = reliability(documents, bins=1)
    assert found["event"].error == pytest.approx(0.0)
    assert found["participant"].error == pytest.approx(0.2)
    assert found["participant"].number == 8


def test_few_statements_show_an_error_by_chance_alone_and_sure_ones_none() -> None:
    few, many = (held([(0.5, number % 2 == 0) for number in range(size)]) for size in (20, 2000))
    assert few.by_chance > 0.2 > 0.1 > many.by_chance > 0.0
    assert held([(1.0, True)] * 20).by_chance == pytest.approx(0.0)


def test_a_faulty_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n" + json.dumps(GOLD | {"id": "2", "events": [MEETING | {"form": "chat"}]}))
    with pytest.raises(InputError, match=r"gold\.jsonl:2: there is no form chat"):
        load(path)


def test_the_command_compares_two_files_and_lists_errors(tmp_path: Path) -> None:
    gold, other, plot = tmp_path / "gold.jsonl", tmp_path / "coded.jsonl", tmp_path / "plot.svg"
    gold.write_text(json.dumps(GOLD))
    other.write_text(json.dumps(coded(MEETING | {"confidence": 0.9})))
    shown = CliRunner().invoke(main, ["evaluate", str(gold), str(other), "--errors", "5", "--by", "source"])
    assert shown.exit_code == 0
    assert "[[condemned]]" in shown.output
    assert "source made: 1 documents" in shown.output
    asked = CliRunner().invoke(main, ["evaluate", str(gold), str(other), "--json", "--plot", str(plot)])
    values = json.loads(asked.output)
    assert values["figures"]["event"]["recall"] == 0.5
    assert values["reliability"]["event"]["number"] == 1
    assert plot.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="no annotated documents here")
def test_figures_agree_with_the_gold_standards_own_scorer() -> None:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = load(SHARED / "train.jsonl")
    rng = random.Random(7)
    changed = {name: _changed(record, rng) for name, record in gold.items()}
    theirs = scorer.score(gold, changed, rounds=40)
    matches = [matched(record, changed[name]) for name, record in gold.items()]
    ours = figures(matches, rounds=0)
    for name, figure in ours.items():
        told = theirs[name]
        assert (name, figure.right, figure.coded, figure.gold) == (
            name, told["matched"], told["predicted"], told["gold"],
        )  # fmt: skip
    for name, (right, of) in fields(matches).items():
        if f"acc_{name}" in theirs:
            assert (right / of, of) == (pytest.approx(theirs[f"acc_{name}"]["accuracy"]), theirs[f"acc_{name}"]["of"])


def _changed(record: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """A record with some of its events lost, doubled or told otherwise."""
    out = {"id": record["id"], "events": [], "quotes": []}
    for one in record["events"]:
        for _ in range(rng.choice((0, 1, 1, 1, 2))):
            other = copy.deepcopy(one)
            if rng.random() < 0.3:
                other["a"], other["b"] = other["b"] or other["a"], other["a"]
            if rng.random() < 0.2 and other["a"]:
                other["a"][0]["country"] = rng.choice(("USA", "PRK", None))
            if rng.random() < 0.2:
                other["status"], other["date"], other["place"] = "planned", None, None
            if rng.random() < 0.1 and other["trigger"]["start"] is not None:
                other["trigger"]["start"] += 40
                other["trigger"]["end"] += 40
            out["events"].append(other)
    for quote in record["quotes"]:
        if rng.random() < 0.8:
            out["quotes"].append(quote | ({"speaker": "Nobody"} if rng.random() < 0.2 else {}))
    return out
