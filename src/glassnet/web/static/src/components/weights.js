// All weights as numbers, a table for each layer: for the keyboard, for copying, for changing one by hand.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { offsets } from "../draw/layout.js";
import { pretty, weight } from "../format.js";
import { useStore } from "../store.js";
import { f32 } from "../wire.js";
import { numberBox } from "./number-box.js";

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
        const text = weight(w), cell = cells[i];
        if (cell.textContent === text || cell.querySelector("input")) continue;
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

  /** A number is changed in its cell: Enter or a double click opens it, Enter keeps it, Escape leaves it. @param {HTMLTableCellElement} cell */
  function edit(cell) {
    if (cell.querySelector("input")) return;
    const before = cell.textContent ?? "", row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    const unit = row.rowIndex, column = cell.cellIndex, source = column > sizes[layer - 1] ? "bias" : column;
    const box = numberBox({
      label: cell.dataset.name ?? "weight",
      value: before,
      commit: (value) => store.act({ do: "set_weight", layer, unit, source, value }),
      closed() {
        cell.textContent = before;
        cell.focus();
      },
    });
    cell.replaceChildren(box);
    box.select();
  }
  const cellOf = (/** @type {Event} */ e) => /** @type {HTMLTableCellElement|null} */ (/** @type {Element} */ (e.target).closest("td"));
  const key = (/** @type {KeyboardEvent} */ e) => {
    const cell = cellOf(e), row = /** @type {HTMLTableRowElement|undefined} */ (cell?.parentElement);
    if (!cell || !row) return;
    const rows = /** @type {HTMLTableRowElement[]} */ ([...(body.current?.children ?? [])]), r = rows.indexOf(row), c = cell.cellIndex;
    const to = { ArrowRight: row.cells[c + 1], ArrowLeft: c > 1 ? row.cells[c - 1] : undefined, ArrowDown: rows[r + 1]?.cells[c], ArrowUp: rows[r - 1]?.cells[c] }[e.key];
    if (e.key === "Enter") edit(cell);
    else if (to) to.focus();
    else return;
    e.preventDefault();
  };

  if (!state || layer < 1) return null;
  const last = sizes.length - 1;
  const name = (/** @type {number} */ l) => (l === last ? "output" : `layer ${l}`);
  const columns = Array.from({ length: sizes[layer - 1] }, (_, i) => (layer === 1 ? pretty(state.features[i] ?? `input ${i + 1}`) : `neuron ${i + 1}`));
  return html`<div class="weights">
    <div class="panel-line">
      <label>Weights into <select value=${layer} onChange=${(/** @type {any} */ e) => setChosen(Number(e.target.value))}>
        ${sizes.slice(1).map((_, i) => html`<option value=${i + 1} selected=${i + 1 === layer}>${name(i + 1)}</option>`)}
      </select></label>
      <p class="quiet">A row is a neuron, a column what it listens to. Enter or a double click changes a number.</p>
    </div>
    <div class="sheet" tabindex="0" role="region" aria-label=${`Weights into ${name(layer)}`}>
      <table>
        <thead><tr><th scope="col">neuron</th>${columns.map((c) => html`<th scope="col" key=${c}>${c}</th>`)}<th scope="col">bias</th></tr></thead>
        <tbody ref=${body} key=${`${shape}/${layer}`} onKeyDown=${key} onDblClick=${(/** @type {Event} */ e) => { const cell = cellOf(e); if (cell) edit(cell); }}>
          ${Array.from({ length: sizes[layer] }, (_, j) => html`<tr key=${j}><th scope="row">${layer === last && sizes[last] === state.classes.length ? state.classes[j] : j + 1}</th>${[...columns, ""].map((_c, k) => html`<td key=${k} class="n" tabindex=${j === 0 && k === 0 ? 0 : -1} data-name=${k < columns.length ? `weight of neuron ${j + 1} from ${columns[k]}` : `bias of neuron ${j + 1}`}></td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  </div>`;
}
