"""The benchmark of the diagnosis on one small portion: faults count by their outcome, and the counts add up."""

from dataclasses import replace

from benchmarks.diagnosing.collecting import Row, rows_of
from benchmarks.diagnosing.faults import FAULTS
from benchmarks.diagnosing.runs import HELD_OUT, TUNING, base, outcome
from benchmarks.diagnosing.scoring import confusion, judged, section, shares, total
from glassnet.explain import DIAGNOSES


def rows() -> list[Row]:
    return rows_of(("symmetric_start", "circle", 1))


def test_a_fault_is_known_by_what_it_does_to_the_outcome() -> None:
    found = rows()
    assert [row.kind for row in found] == ["0", "1", "2"]
    healthy = outcome(base("circle", 1).run())
    for severity, row in enumerate(found):
        faulty, _ = FAULTS["symmetric_start"](base("circle", 1), severity, 1)
        assert row.drop == healthy - outcome(faulty.run()) >= 0.05 and row.facts is not None


def test_there_is_a_fault_put_in_for_every_rule_and_no_data_set_is_on_both_sides() -> None:
    assert set(FAULTS) == {name for name, rule in DIAGNOSES.items() if rule.kind == "sick"}
    assert not set(TUNING) & set(HELD_OUT) and min(len(TUNING), len(HELD_OUT)) >= 6


def test_what_was_said_is_counted() -> None:
    found = rows()
    harmless = replace(found[0], facts=None)
    sick = [replace(row, fault="healthy", kind="plain") for row in found[:1]]
    other = [replace(row, fault="leak") for row in found[1:2]]
    everything = [*found, harmless, *sick, *other]
    said = judged(everything)
    counted = shares(everything, said)
    mine, leak = counted["symmetric_start"], counted["leak"]
    assert (mine.made, mine.counted, mine.first, mine.three) == (4, 3, 3, 3)
    assert (leak.made, leak.counted, leak.first) == (1, 1, 0)
    whole = total(everything, said)
    assert (whole.first, whole.first_mean, whole.sick) == (3 / 4, 1 / 2, 1.0)
    text = "\n".join(section("A title", everything))
    assert "| symmetric_start | 4 | 3 | 100.0 % | 100.0 % |" in text
    assert "Healthy runs called sick: 1 of 1 (100.0 %): symmetric_start on circle, plain (1)." in text
    row = next(line for line in confusion(said) if " leak |" in line)
    assert row.split(" | ")[1 + list(FAULTS).index("symmetric_start")].strip() == "1"
