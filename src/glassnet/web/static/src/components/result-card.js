// What the network has learned: the plane, the numbers, the curves, the time.
import { computed } from "@preact/signals";
import { html } from "htm/preact";
import { useMemo } from "preact/hooks";
import { count, loss, score, short } from "../format.js";
import { useStore } from "../store.js";
import { Curves } from "./curves.js";
import { Legend, Shading } from "./legend.js";
import { Plane } from "./plane.js";

/** @typedef {import("../types.js").Status} Status */

/** @param {{name: string, id: string, read: (s: Status|null) => string, title: string}} properties */
function Tile({ name, id, read, title }) {
  const store = useStore(), text = useMemo(() => computed(() => read(store.numbers.value.status)), [store, read]);
  return html`<div class="tile" title=${title}><dt>${name}</dt><dd data-testid=${id}>${text}</dd></div>`;
}

const trainLoss = (/** @type {Status|null} */ s) => loss(s?.train?.loss);
const testLoss = (/** @type {Status|null} */ s) => loss((s?.test ?? s?.validation)?.loss);
const heldOut = (/** @type {Status|null} */ s) => score(s?.test ?? s?.validation ?? s?.train);

function Tiles() {
  const store = useStore(), state = store.state.value, words = state?.task === "regression" ? "R²" : "accuracy";
  const split = state?.counts.test ? "test" : state?.counts.validation ? "validation" : "train";
  return html`<dl class="tiles" data-part="numbers">
    <${Tile} name=${`${split} ${words}`} id="score" read=${heldOut} title=${words === "R²" ? "Share of the variation that the network explains; 1 is perfect" : "Share of points put into their right class"} />
    <${Tile} name="train loss" id="train-loss" read=${trainLoss} title="What training makes small, on the points it learns from" />
    <${Tile} name=${`${split === "train" ? "test" : split} loss`} id="test-loss" read=${testLoss} title="The same on points it has not learned from" />
  </dl>`;
}

/** Epochs done, rounded down: the next one is not there before it has begun. @param {number} epochs */
const reached = (epochs) => (epochs < 100 ? (Math.floor(10 * epochs + 1e-6) / 10).toFixed(1) : count(Math.floor(epochs)));

function TimeStrip() {
  const store = useStore();
  const text = (/** @type {(n: typeof store.numbers.value) => string} */ read) => useMemo(() => computed(() => read(store.numbers.value)), [store]);
  const step = text((n) => count(n.step)), epoch = text((n) => reached(n.status?.epochs ?? n.epoch));
  const pace = text((n) => (store.running.value && n.status?.steps_per_second ? count(n.status.steps_per_second) : "–"));
  const rate = text((n) => short(n.status?.learning_rate)), gradient = text((n) => short(n.status?.gradient_norm, 2));
  return html`<dl class="time" data-part="time">
    <div><dt>step</dt><dd data-testid="step">${step}</dd></div>
    <div><dt>epoch</dt><dd>${epoch}</dd></div>
    <div><dt>steps/s</dt><dd>${pace}</dd></div>
    <div title="Learning rate of the last step"><dt>rate</dt><dd>${rate}</dd></div>
    <div title="Length of the gradient at the last step"><dt>gradient</dt><dd>${gradient}</dd></div>
  </dl>`;
}

export function ResultCard() {
  return html`<section class="card result" aria-labelledby="glassnet-result">
    <div class="result-line"><h2 id="glassnet-result">What it has learned</h2><${Shading} /></div>
    <${Plane} />
    <${Legend} />
    <${Tiles} />
    <${Curves} />
    <${TimeStrip} />
  </section>`;
}
