"""Whatever can be specified survives being written and read: as JSON, as a file, as a link."""

import json
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.spec import Experiment, LayerSpec, SpecError, entries, from_link, get_at, plain, read_value, to_link
from tests.strategies import experiments, field_values

MANY = settings(max_examples=60)


@MANY
@given(experiments())
def test_json(experiment: Experiment) -> None:
    text = json.dumps(experiment.to_json(), allow_nan=False)
    assert Experiment.from_json(json.loads(text)) == experiment


@MANY
@given(experiments())
def test_file(experiment: Experiment) -> None:
    assert Experiment.loads(experiment.dumps()) == experiment


@MANY
@given(experiments())
def test_link(experiment: Experiment) -> None:
    link = to_link(experiment)
    assert from_link(link) == experiment
    assert from_link("#" + link) == experiment
    assert to_link(from_link(link)) == link


@MANY
@given(experiments())
def test_a_link_consists_of_characters_that_an_address_keeps(experiment: Experiment) -> None:
    link = to_link(experiment)
    assert link.isascii()
    assert not set(link) & set(" #\"<>\\^`{|}'") - {"'", "^"}
    # Some programs write ( ) ' ^ and others as %28, ...; what they make of the link means the same.
    assert from_link("&".join(quote(pair, safe="=(),%") for pair in link.split("&"))) == experiment
    assert unquote(link).count("&") >= link.count("&")


@MANY
@given(st.data())
def test_one_setting_by_its_path(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from([e for e in entries() if not e.path.startswith("data.split.")]))
    value = data.draw(field_values(entry.info))
    experiment = Experiment().with_setting(entry.path, value)
    assert get_at(experiment, entry.path) == value
    assert Experiment().with_setting(entry.path, plain(value)) == experiment
    assert from_link(to_link(experiment)) == experiment


def test_a_link_says_only_what_differs_from_the_defaults() -> None:
    assert to_link(Experiment()) == "v=1"
    assert from_link("v=1") == Experiment()
    experiment = Experiment().with_setting("training.optimizer", {"kind": "adam", "beta1": 0.5})
    assert to_link(experiment) == "v=1&training.optimizer=adam(beta1=0.5)"


@pytest.mark.parametrize("layers", [(), (LayerSpec(),), (LayerSpec(), LayerSpec(5)), (LayerSpec(4, dropout=0.5),)])
def test_layers_with_nothing_but_defaults_are_kept(layers: tuple[LayerSpec, ...]) -> None:
    experiment = Experiment().with_setting("network.layers", layers)
    assert from_link(to_link(experiment)).network.layers == layers


@pytest.mark.parametrize("word", ["none", "true", "inf", "infinity", "nan", "1e5", "-0", "", "a b", "a&b=c", "x(1)"])
def test_texts_that_look_like_something_else_stay_texts(word: str) -> None:
    source = {"kind": "csv", "path": word, "column": word}
    experiment = Experiment().with_setting("data.source", source)
    assert from_link(to_link(experiment)) == experiment


def test_the_numbers_of_given_weights_are_exact() -> None:
    weights = [[[0.1, 1 / 3], [1e-300, -5.0]], [[2**-1074, 1.7976931348623157e308]]]
    experiment = Experiment().with_setting("network.weights", weights)
    for copy in (from_link(to_link(experiment)), Experiment.loads(experiment.dumps())):
        assert plain(copy.network.weights) == weights


@given(st.text(max_size=40))
def test_any_other_text_is_refused_as_a_link_or_means_an_experiment(text: str) -> None:
    for link in (text, "v=1&" + text, "v=1&training.optimizer=" + text):
        try:
            experiment = from_link(link)
        except SpecError as error:
            assert "\n" not in str(error)
        else:
            assert from_link(to_link(experiment)) == experiment


@given(st.text(max_size=40))
def test_any_text_is_one_value_or_refused(text: str) -> None:
    try:
        json.dumps(read_value(text))
    except SpecError as error:
        assert "allowed" in str(error)


def test_links_are_bounded_in_length_and_depth() -> None:
    with pytest.raises(SpecError, match="at most 1000000 characters"):
        from_link("v=1&" + "x" * 1_000_000)
    with pytest.raises(SpecError, match="at most 20 deep"):
        from_link("v=1&network.weights=" + "(" * 50)
    with pytest.raises(SpecError, match="at most 1000000 characters"):
        read_value("x" * 1_000_001)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.03", 0.03),
        ("5", 5),
        ("none", None),
        ("true", True),
        ("(8, 8)", [8, 8]),
        ("adam ( beta1 = 0.8 )", {"kind": "adam", "beta1": 0.8}),
        ("sin%28x%29", "sin(x)"),
        ("'sin%28x%29", "sin(x)"),
    ],
)
def test_values_as_people_type_them(text: str, value: object) -> None:
    assert read_value(text) == value
