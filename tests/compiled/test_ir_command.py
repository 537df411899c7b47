"""`glassnet ir`: a network as code, with its formulas."""

import pytest

from tests.cli.support import Terminal


@pytest.fixture
def glassnet(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


def test_each_layer_stands_below_its_formula(glassnet: Terminal) -> None:
    ended = glassnet("ir", "--hidden", "8,5,4", "--loss", "cross_entropy")
    assert ended.status == 0 and ended.err == ""
    assert "2-8-5-4-2 (tanh, tanh, tanh, identity), cross_entropy" in ended.out.splitlines()[0]
    for layer in (1, 2, 3):
        assert f"; layer {layer}: z[row][unit] = b[unit] + Σ_input x[row][input] · W[unit][input]" in ended.out
        assert f"; layer {layer}: dL/dW[unit][input] = Σ_row x[row][input] · δ[row][unit]" in ended.out
    assert "define float @batch(" in ended.out and "@update_adam" not in ended.out


def test_rates_and_penalties_change_no_line_and_the_batch_size_does(glassnet: Terminal) -> None:
    usual = glassnet("ir", "--hidden", "4").out
    assert glassnet("ir", "--hidden", "4", "--lr", "0.5", "--l2", "0.1", "--optimizer", "adam").out == usual
    assert glassnet("ir", "--hidden", "4", "--batch-size", "3").out != usual


def test_what_all_networks_share_and_machine_code_can_be_seen_too(glassnet: Terminal) -> None:
    shared = glassnet("ir", "--hidden", "3", "--library").out
    for about in ("Philox4x32-10", "adam: Update m ← β₁ m", "The training loop", "Take segments of the round's batch"):
        assert about in shared
    code = glassnet("ir", "--hidden", "3", "--asm").out
    assert "batch:" in code and "; layer" not in code


def test_wrong_use_is_one_line_and_status_2(glassnet: Terminal) -> None:
    ended = glassnet("ir", "--hidden", "x")
    assert ended.status == 2 and ended.out == "" and ended.err.count("\n") == 1
