// Train, validation, test: two thumbs on one bar.
import { html } from "htm/preact";
import { useStore } from "../store.js";
import { dig } from "../store.js";

const LEAST = 0.05; // of the training set: nothing can be learned from nothing

/** @param {any} split @returns {[number, number]} shares of train and validation */
function shares(split) {
  return [split?.train ?? 0.6, split?.validation ?? 0];
}

const percent = (/** @type {number} */ x) => Math.round(100 * x);

export function SplitControl() {
  const store = useStore(), now = store.value("data.split");
  if (now === undefined || now === null || dig(now, "train") === undefined) return null;
  const field = store.field("data.split") ?? store.field("data.split.train");
  const [train, validation] = shares(now), upto = Math.min(1, train + validation);
  const hold = (/** @type {boolean} */ held) => store.hold("data.split", held);
  /** @param {number} a @param {number} b shares up to the first and the second thumb */
  const put = (a, b) => {
    const t = Math.max(LEAST, Math.min(a, b)), v = Math.max(0, b - t), whole = (/** @type {number} */ x) => Math.round(100 * x) / 100;
    store.set("data.split", { ...now, train: whole(t), validation: whole(v), test: whole(Math.max(0, 1 - whole(t) - whole(v))) });
  };
  const words = `${percent(train)} · ${percent(validation)} · ${percent(1 - upto)}`;
  return html`<div class="slider" data-part="data.split" role="group" aria-label="Split" title=${field?.explain ?? "Shares of the points for training, validation and test"}>
    <div class="slider-line"><span class="quiet">Train · valid. · test</span><output>${words}</output></div>
    <div class="double" style=${`--a:${100 * train}%;--b:${100 * upto}%`}>
      <input type="range" aria-label="Share for training" aria-valuetext=${`${percent(train)} %`} min="0" max="100" value=${percent(train)}
        onPointerDown=${() => hold(true)} onPointerUp=${() => hold(false)}
        onInput=${(/** @type {any} */ e) => put(Math.min(e.target.value / 100, 1), Math.max(upto, e.target.value / 100))} />
      <input type="range" aria-label="Share for training and validation" aria-valuetext=${`validation ${percent(validation)} %, test ${percent(1 - upto)} %`} min="0" max="100" value=${percent(upto)}
        onPointerDown=${() => hold(true)} onPointerUp=${() => hold(false)}
        onInput=${(/** @type {any} */ e) => put(Math.min(train, e.target.value / 100), e.target.value / 100)} />
    </div>
  </div>`;
}
