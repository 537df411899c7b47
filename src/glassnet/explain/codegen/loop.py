"""The run in a script: the settings at its head, evaluation, and the loop over epochs and batches."""

from glassnet.explain.codegen.layout import Section, listed, numeral
from glassnet.explain.codegen.plan import Plan

NUMPY = "import numpy as np"

SCORES = {
    "value": "1 - np.mean((T[rows] - o) ** 2) / np.var(T[rows])",
    "several": "np.mean(o.argmax(axis=1) == label[rows])",
    "single": "np.mean((o[:, 0] > {middle}) == label[rows])",
}


def settings_section(plan: Plan) -> Section:
    """The numbers that a reader may want to change, at the head of the script."""
    training = plan.experiment.training
    lines = [
        f"SIZES = {listed(plan.settings.sizes)}  # inputs, hidden layers, outputs",
        f"LEARNING_RATE = {numeral(training.learning_rate)}",
        f"BATCH_SIZE = {training.batch_size}" if plan.batches else "",
        f"EPOCHS = {training.epochs}",
        f"L1 = {numeral(training.l1)}  # penalty L1 · Σ|w|" if training.l1 else "",
        f"L2 = {numeral(training.l2)}  # penalty L2 / 2 · Σw²" if training.l2 else "",
        f"CLIP_NORM = {numeral(training.clip_norm)}  # greatest norm of the gradient" if training.clip_norm else "",
        f"TARGET = {numeral(training.target)}  # {score_name(plan)} that is good enough"
        if training.target is not None
        else "",
        f"PATIENCE = {training.patience}  # epochs without a better validation loss" if training.patience else "",
    ]
    words = "The settings of the run. Change them and run the cells below again."
    return Section("Settings", words, "\n".join(line for line in lines if line))


def score_code(plan: Plan) -> str:
    """The expression of the score of outputs `o` on some rows."""
    if plan.encoding == "value":
        return SCORES["value"]
    if plan.settings.sizes[-1] > 1:
        return SCORES["several"]
    halfway = plan.encoding == "class" and plan.settings.loss.kind != "binary_cross_entropy"
    return SCORES["single"].format(middle="0.5" if halfway else "0")


def score_name(plan: Plan) -> str:
    """What the score is called."""
    return "accuracy" if plan.classes else "R²"


def evaluation_section(plan: Plan) -> Section:
    """Loss and score of all parts, kept and now and then printed."""
    code = report_code(plan, "o = forward(X[rows])[0]", "loss = loss_and_gradient(o, T[rows])[0]")
    return Section("Evaluation", EVALUATION_WORDS, code, (NUMPY,))


EVALUATION_WORDS = "The loss of each part is kept in `history`; some lines of it are printed."


def report_code(
    plan: Plan, *evaluating: str, score: str = "", before: tuple[str, ...] = (), decorator: str = ""
) -> str:
    """`history`, and the function that adds to it and prints.

    Args:
        plan: how often, and which score.
        evaluating: lines that lead from `rows` to the outputs `o` and to `loss`.
        score: the expression of the score, if it is not NumPy's.
        before: lines at the beginning of the function.
        decorator: a line above it.
    """
    training = plan.experiment.training
    every = training.evaluate_every * max(1, training.epochs // training.evaluate_every // 10)
    lines = [
        *([decorator] if decorator else []),
        "def report(epoch):",
        f'    """Loss and {score_name(plan)} of every part, kept and now and then printed."""',
        *(f"    {line}" for line in before),
        "    found = []",
        "    for name, rows in parts.items():",
        *(f"        {line}" for line in evaluating),
        f"        score = {score or score_code(plan)}",
        "        found.append((name, loss, score))",
        "    history.append((epoch, *(loss for _, loss, _ in found)))",
        *_printing(plan, every),
        *(["    return found"] if training.target is not None else []),
    ]
    return "history = []  # epoch, then the loss of each part\n\n" + "\n".join(lines)


def _printing(plan: Plan, every: int) -> list[str]:
    """The lines that print about ten of the evaluations."""
    width = len(str(plan.experiment.training.epochs))
    epoch = f"{{epoch:{width}}}" if width > 1 else "{epoch}"
    lines = [
        'shown = [f"{name} {loss:.6f} ({score:.3f})" for name, loss, score in found]',
        f'print(f"epoch {epoch}", *shown, sep="   ")',
    ]
    if every == 1:
        return [f"    {line}" for line in lines]
    return [f"    if epoch % {every} == 0 or epoch == EPOCHS:", *(f"        {line}" for line in lines)]


LOOP_WORDS = "Each printed line has, for each part, its loss and in parentheses its {score}."


def loop_section(plan: Plan) -> Section:
    """The loop: batches, gradients, updates, and when to stop."""
    training = plan.experiment.training
    trained = ", training=True" if plan.dropout else ""
    body = [
        f"o, tape = forward(X[rows]{trained})",
        "gradients = backward(tape, loss_and_gradient(o, T[rows])[1])",
        *_penalties(plan),
        *(["gradients = clipped(gradients)"] if training.clip_norm is not None else []),
        *(["t += 1"] if _counted(plan) and plan.batches else []),
        f"update({', '.join(_arguments(plan))})",
    ]
    start = "t = 0  # steps taken\n" if _counted(plan) and plan.batches else ""
    code = f"{start}{epochs_code(plan, body)}"
    return Section("Training", LOOP_WORDS.format(score=score_name(plan)), code)


def epochs_code(plan: Plan, body: list[str], begin: tuple[str, ...] = ()) -> str:
    """The first report, and the loop over epochs and batches round the lines of a step, with early stopping.

    Args:
        plan: batches, evaluation, patience, target.
        body: the lines of a step on `rows`.
        begin: lines at the start of each epoch.
    """
    training = plan.experiment.training
    reported = "found = report({})" if training.target is not None else "report({})"
    lines = [reported.format("0"), *_watch_start(plan), "for epoch in range(EPOCHS):"]
    inner = [*_reached(plan), *begin]
    if plan.batches:
        order = 'order = parts["train"]'
        if plan.shuffled:
            order += '[permutation(ORDER, epoch, len(parts["train"]))]'
        inner += [
            order,
            "for start in range(0, len(order), BATCH_SIZE):",
            "    rows = order[start : start + BATCH_SIZE]",
            *(f"    {line}" for line in body),
        ]
    else:
        inner += ['rows = parts["train"]', *body]
    end = [reported.format("epoch + 1"), *_watch(plan)]
    if training.evaluate_every == 1:
        inner += end
    else:
        inner += [f"if (epoch + 1) % {training.evaluate_every} == 0:", *(f"    {line}" for line in end)]
    return "\n".join([*lines, *(f"    {line}" for line in inner)])


def _watch_start(plan: Plan) -> list[str]:
    """What early stopping must know before the first epoch."""
    return ["best, best_epoch = history[-1][2], 0"] if plan.experiment.training.patience else []


def _reached(plan: Plan) -> list[str]:
    """The lines that stop at the target; `found` has the parts in order, the validation set steers if it is there."""
    if plan.experiment.training.target is None:
        return []
    part = int("validation" in plan.parts)
    return [
        f"if found[{part}][2] >= TARGET:",
        f'    print(f"reached the target at epoch {{epoch}}: {plan.parts[part]} {{found[{part}][2]:.3f}}")',
        "    break",
    ]


def _watch(plan: Plan) -> list[str]:
    """The lines of early stopping after an evaluation."""
    training = plan.experiment.training
    if training.patience is None:
        return []
    less = f" - {numeral(training.min_delta)}" if training.min_delta else ""
    return [
        f"if history[-1][2] < best{less}:  # the validation loss",
        "    best, best_epoch = history[-1][2], epoch + 1",
        "elif epoch + 1 - best_epoch >= PATIENCE:",
        '    print(f"stopped early: the best validation loss was {best:.6f} at epoch {best_epoch}")',
        "    break",
    ]


def moment(plan: Plan) -> str:
    """The epoch in fractions at which a step begins."""
    return "epoch + start / len(order)" if plan.batches else "epoch"


def _penalties(plan: Plan) -> list[str]:
    """The lines that add the gradient of the penalty to the weights' gradients."""
    training = plan.experiment.training
    terms = ["L1 * np.sign(W)"] * bool(training.l1) + ["L2 * W"] * bool(training.l2)
    if not terms:
        return []
    return [
        "for W, dW in zip(weights, gradients, strict=False):",
        f"    dW += {' + '.join(terms)}  # biases are exempt",
    ]


def _counted(plan: Plan) -> bool:
    return plan.experiment.training.optimizer.kind in ("adam", "adamw")


def _arguments(plan: Plan) -> list[str]:
    rate = [] if plan.steady else [f"learning_rate({moment(plan)})"]
    return ["gradients", *rate, *(["t" if plan.batches else "t=epoch + 1"] if _counted(plan) else [])]
