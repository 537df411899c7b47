"""What the playground promises, row by row, and the test in a browser that shows it; a row without one fails."""

import ast
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent

FEATURES: dict[str, tuple[str, ...]] = {
    "classification presets": (
        "run::test_every_kind_of_data_is_drawn_and_trains",
        "access::test_every_data_set_can_be_chosen",
    ),
    "regression presets": ("run::test_every_kind_of_data_is_drawn_and_trains",),
    "more than two classes": (
        "picture::test_the_colours_tell_probability_class_or_confidence",
        "tables::test_the_library_is_drawn_and_trains",
    ),
    "click, drag, draw, erase points": (
        "points::test_a_click_adds_one_point_of_the_chosen_class",
        "points::test_a_stroke_of_the_brush_is_one_step_back",
        "points::test_the_eraser_rubs_out_what_it_touches",
        "points::test_a_point_is_carried_to_another_place",
        "points::test_points_can_be_moved_without_a_mouse",
    ),
    "own data": (
        "tables::test_a_pasted_table_is_learned_and_can_be_taken_back",
        "tables::test_a_table_from_a_file_with_another_column_to_be_learned",
        "tables::test_columns_are_chosen_and_the_plane_turns",
        "taking::test_every_file_is_saved_under_its_name",
    ),
    "noise, size, split, balance": ("access::test_every_control_does_something",),
    "features": ("access::test_every_control_does_something",),
    "layers and width": ("access::test_every_control_does_something",),
    "activation for each layer, while it trains": ("doctor::test_an_activation_changed_on_the_way_is_marked",),
    "optimizers, schedule, clipping, loss, penalties, initialisation": ("access::test_a_setting_in_a_popover_is_set",),
    "formula and code of each setting": ("source::test_the_formula_and_the_code_of_a_setting_follow_the_choice",),
    "metrics": (
        "reading::test_the_confusion_matrix_counts_the_points_shown",
        "reading::test_errors_of_a_regression_are_listed",
    ),
    "curves": ("picture::test_gradient_norm_and_penalty_have_curves",),
    "neuron heat maps": ("run::test_play_learns_the_circle_on_screen",),
    "weights and biases": (
        "reading::test_a_weight_is_changed_in_its_cell_by_keyboard",
        "reading::test_a_bias_is_changed_with_the_mouse_and_escape_leaves_it",
        "teaching::test_a_weight_is_changed_where_it_is_in_the_diagram",
    ),
    "hidden space": ("landscape::test_the_plane_is_bent_by_the_slider_and_by_the_button",),
    "speed, step": (
        "run::test_the_keyboard_alone_can_do_it",
        "teaching::test_one_batch_sends_its_signal_through_the_diagram",
    ),
    "change settings while it trains": ("instant::test_every_kind_of_change_trains_again",),
    "same start again, new start, undo": ("run::test_reset_returns_to_the_same_first_loss",),
    "share by link": (
        "run::test_a_shared_link_gives_the_same_picture_in_a_fresh_browser",
        "taking::test_a_link_with_the_weights_opens_the_trained_network",
    ),
    "save and load": ("taking::test_every_file_is_saved_under_its_name",),
    "code": ("code::test_what_is_downloaded_runs_without_glassnet",),
    "arithmetic of a step": ("microscope::test_the_step_is_read_from_input_to_update_by_keyboard",),
    "gradients": (
        "doctor::test_the_flow_is_shown_for_each_layer_and_each_statistic",
        "autograd::test_the_three_gradients_are_shown_and_follow_the_run",
    ),
    "diagnosis": (
        "doctor::test_the_doctor_names_the_fault_and_a_click_cures_it",
        "run::test_divergence_is_told",
    ),
    "boundary line, 3-D": (
        "picture::test_the_border_is_drawn_over_the_surface",
        "picture::test_the_surface_in_3d_is_turned_by_drag_and_by_key",
    ),
    "picture and film": ("taking::test_a_film_of_the_boundary_forming",),
    "keyboard, screen reader, phone": (
        "run::test_the_keyboard_alone_can_do_it",
        "access::test_axe_finds_nothing",
    ),
    "hide controls by link": (
        "teaching::test_a_link_hides_parts_of_the_page",
        "teaching::test_a_handout_link_is_made_in_the_share_menu_by_keyboard",
    ),
    "in notebooks": ("notebooks::test_jupyterlab", "notebooks::test_marimo"),
    "course beside the playground": ("course::test_an_exercise_from_the_first_try_to_the_pass",),
    "instant": ("instant::test_a_dragged_slider_shows_what_the_library_trains",),
}
"""Each promise, and the tests in `test_browser_….py` that show it."""


@cache
def shown_by(name: str) -> frozenset[str]:
    """The tests in a file for browsers."""
    tree = ast.parse((HERE / f"test_browser_{name}.py").read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("feature", FEATURES)
def test_a_browser_shows_it(feature: str) -> None:
    assert FEATURES[feature]
    for shown in FEATURES[feature]:
        name, _, test = shown.partition("::")
        assert test in shown_by(name), f"{feature}: there is no {test} in test_browser_{name}.py"
