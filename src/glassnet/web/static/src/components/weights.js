// All weights as numbers, a table for each layer: for the keyboard, for copying, for looking closely.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { offsets } from "../draw/layout.js";
import { fixed, pretty } from "../format.js";
import { useStore } from "../store.js";
import { f32 } from "../wire.js";

const EVERY = 400; // milliseconds: numbers that change faster cannot be read

export function Weights() {
  const store = useStore(), state = store.state.value, body = useRef(/** @type {HTMLElement|null} */ (null));
  const [chosen, setChosen] = useState(1), sizes = state?.sizes ?? [], layer = Math.min(chosen, sizes.length - 1);
  const shape = sizes.join();

  useEffect(() => {
    let weights = /** @type {Float32Array|null} */ (null);
    const pace = store.frames.paced(() => {
      if (!weights || !body.current || layer < 1) return;
      const { weights: at, biases } = offsets(sizes)[layer - 1], from = sizes[layer - 1];
      const cells = body.current.querySelectorAll("td");
      if (weights.length < biases + sizes[layer] || cells.length !== (from + 1) * sizes[layer]) return; // of another shape
      for (let i = 0; i < cells.length; i++) {
        const j = Math.floor(i / (from + 1)), k = i % (from + 1), w = k < from ? weights[at + j * from + k] : weights[biases + j];
        const text = fixed(w, 4), cell = cells[i];
        if (cell.textContent === text) continue;
        cell.textContent = text;
        cell.style.setProperty("--share", `${Math.round(42 * Math.min(1, Math.abs(w) / 2))}%`);
        cell.className = w < 0 ? "n low" : "n high";
      }
    }, { least: EVERY, share: 0.1 });
    const end = store.frames.need("weights", () => ({}), (view) => {
      weights = f32(view.buffers[0]);
      pace.ask();
    });
    pace.now();
    return () => {
      end();
      pace.end();
    };
  }, [store, shape, layer]);

  if (!state || layer < 1) return null;
  const last = sizes.length - 1;
  const name = (/** @type {number} */ l) => (l === last ? "output" : `layer ${l}`);
  const columns = Array.from({ length: sizes[layer - 1] }, (_, i) => (layer === 1 ? pretty(state.features[i] ?? `input ${i + 1}`) : `neuron ${i + 1}`));
  return html`<div class="weights">
    <div class="panel-line">
      <label>Weights into <select value=${layer} onChange=${(/** @type {any} */ e) => setChosen(Number(e.target.value))}>
        ${sizes.slice(1).map((_, i) => html`<option value=${i + 1} selected=${i + 1 === layer}>${name(i + 1)}</option>`)}
      </select></label>
      <p class="quiet">A row is a neuron, a column what it listens to.</p>
    </div>
    <div class="sheet" tabindex="0" role="region" aria-label=${`Weights into ${name(layer)}`}>
      <table>
        <thead><tr><th scope="col">neuron</th>${columns.map((c) => html`<th scope="col" key=${c}>${c}</th>`)}<th scope="col">bias</th></tr></thead>
        <tbody ref=${body} key=${`${shape}/${layer}`}>
          ${Array.from({ length: sizes[layer] }, (_, j) => html`<tr key=${j}><th scope="row">${layer === last && sizes[last] === state.classes.length ? state.classes[j] : j + 1}</th>${[...columns, ""].map((_c, k) => html`<td key=${k} class="n"></td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  </div>`;
}
