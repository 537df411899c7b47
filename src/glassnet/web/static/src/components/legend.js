// Beside the plane: which marker is which, what is shown, and the class that a click adds.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { marker } from "../draw/points.js";
import { watchSurface } from "../draw/surface.js";
import { short } from "../format.js";
import { useStore } from "../store.js";
import { usePalette } from "./theme.js";

/** @param {{label: number}} properties */
function Marker({ label }) {
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null)), palette = usePalette();
  useEffect(() => {
    if (!canvas.current || !palette) return undefined;
    return watchSurface(canvas.current, ({ context, width, height }) => {
      context.clearRect(0, 0, width, height);
      context.beginPath();
      marker(context, label, width / 2, height / 2, 4.6);
      context.fillStyle = palette.classes[label % palette.classes.length];
      context.fill();
    }).end;
  }, [palette, label]);
  return html`<canvas ref=${canvas} class="marker" aria-hidden="true"></canvas>`;
}

function Adding() {
  const store = useStore(), state = store.state.value;
  if (!state) return null;
  if (state.task === "classification")
    return html`<fieldset class="adding" title="A click on the plane adds a point of this class">
      <legend>Click adds</legend>
      ${state.classes.map(
        (name, i) => html`<label class="class-choice" key=${i}>
          <input type="radio" name="glassnet-class" checked=${store.view.label.value === i} onChange=${() => (store.view.label.value = i)} />
          <span><${Marker} label=${i} />${name}</span>
        </label>`,
      )}
    </fieldset>`;
  if (state.dims === 1) return html`<p class="adding quiet">A click adds a point</p>`;
  return html`<label class="adding">Click adds a point of value
    <input type="number" step="any" class="number" value=${store.view.target.value} onChange=${(/** @type {any} */ e) => (store.view.target.value = Number(e.target.value) || 0)} />
  </label>`;
}

/** @param {{name: "train"|"validation"|"test"|"wrong", words: string, hint: string}} properties */
function Toggle({ name, words, hint }) {
  const store = useStore(), show = store.view.show;
  return html`<button type="button" class=${`toggle ${name}`} aria-pressed=${show.value[name]} title=${hint} onClick=${() => (show.value = { ...show.value, [name]: !show.value[name] })}>
    <i aria-hidden="true"></i>${words}
  </button>`;
}

/** The colours of the surface, with the values at their ends. */
function Scale() {
  const store = useStore(), scale = store.view.scale.value;
  if (!scale) return null;
  return html`<div class="scale" role="img" aria-label=${`Colours from ${scale.low} to ${scale.high}`}><span>${scale.low}</span><i></i><span>${scale.high}</span></div>`;
}

export function Legend() {
  const store = useStore(), counts = store.state.value?.counts, sharp = store.view.sharp, classes = store.state.value?.task === "classification";
  return html`<div class="legend">
    <${Adding} />
    <div class="toggles" role="group" aria-label="Shown on the plane">
      <${Toggle} name="train" words="train" hint=${`Points it learns from (${short(counts?.train)}), filled`} />
      ${counts?.validation ? html`<${Toggle} name="validation" words="validation" hint=${`Points for decisions (${counts.validation}), small rings`} />` : null}
      ${counts?.test ? html`<${Toggle} name="test" words="test" hint=${`Points it never learns from (${counts.test}), rings`} />` : null}
      ${classes && html`<${Toggle} name="wrong" words="wrong" hint="Cross out points in the wrong class, judged by the picture" />`}
      ${classes && html`<button type="button" class="toggle sharp" aria-pressed=${sharp.value} title="Show the decision instead of the probability" onClick=${() => (sharp.value = !sharp.value)}><i aria-hidden="true"></i>sharp</button>`}
    </div>
    <${Scale} />
  </div>`;
}
