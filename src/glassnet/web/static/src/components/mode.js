// Watch or Instant: train step by step, or see at once what becomes of the network with every change.
import { computed } from "@preact/signals";
import { html } from "htm/preact";
import { useMemo } from "preact/hooks";
import { count } from "../format.js";
import { useStore } from "../store.js";
import { usual } from "./field.js";
import { Range } from "./range.js";

const EPOCHS = "training.epochs";
/** @type {Record<string, string>} */
const NAMES = { watch: "Watch", instant: "Instant" };

export function ModeSwitch() {
  const store = useStore(), modes = store.hello.value?.modes ?? [], now = store.state.value?.mode ?? "watch";
  return html`<div class="modes" data-part="mode" role="group" aria-label="Mode of training">
    ${modes.map(
      ({ name, explain }) =>
        html`<button key=${name} type="button" aria-pressed=${name === now} title=${explain} onClick=${() => store.act({ do: "mode", value: name })}>${NAMES[name]}</button>`,
    )}
  </div>`;
}

/** How far Instant trains: the experiment's own number of epochs. */
export function EpochsControl() {
  const store = useStore(), field = store.field(EPOCHS), value = store.value(EPOCHS);
  if (!field || value === undefined) return null;
  const slide = /** @type {import("../types.js").Field} */ ({ ...usual(field), scale: "log", explain: "Each change trains from scratch to this epoch" });
  const change = (/** @type {any} */ v) => store.set(EPOCHS, v), hold = (/** @type {boolean} */ h) => store.hold(EPOCHS, h);
  return html`<div class="instant">
    <span class="quiet">trains from scratch to epoch</span>
    <${Range} field=${slide} value=${value} change=${change} hold=${hold} label="Epochs, slider" text=${count(value)} />
    <input class="number" type="number" aria-label="Epochs" min="0" max=${field.high} step="1" value=${value} onChange=${(/** @type {any} */ e) => e.target.value !== "" && change(Math.round(Number(e.target.value)))} />
  </div>`;
}

/** The epoch of the picture, and how far it is to the one that was asked for. */
export function Epoch() {
  const store = useStore();
  const text = useMemo(() => computed(() => count(Math.floor(store.numbers.value.epoch))), [store]);
  const share = useMemo(() => computed(() => way(store.state.value, store.numbers.value.step)), [store]);
  return html`<div class="epoch">
    <span>epoch</span><b data-testid="epoch">${text}</b>
    ${share.value !== null && html`<progress max="1" value=${share.value} aria-label="On the way to the epoch"></progress>`}
  </div>`;
}

/** The share of the way to the goal that is done, from 0 to 1; null where there is no goal. @param {import("../types.js").State|null} state @param {number} step */
function way(state, step) {
  if (!state?.running || state.goal === null) return null;
  const { goal, mode, steps_per_epoch: whole } = state, from = mode === "instant" ? 0 : (goal - 1) * whole;
  return Math.max(0, Math.min(1, (step - from) / Math.max(1, goal * whole - from)));
}
