// The quantity that is looked at: its formula, one entry with its numbers, all its values, its line of code.
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { pretty, short } from "../../format.js";
import { useStore } from "../../store.js";
import { Formula } from "./microscope-chain.js";

/** @typedef {import("./microscope-state.js").Microscope} Microscope */
/** @typedef {import("./microscope-state.js").Quantity} Quantity */

/** What rows and columns of a quantity are called. @param {Quantity} q @param {string[]} features @param {string[]} classes @param {number} last */
function names(q, features, classes, last) {
  const unit = (/** @type {number} */ layer, /** @type {number} */ j) =>
    layer === 0 ? pretty(features[j] ?? `input ${j + 1}`) : layer === last && classes.length > j && q.shape.at(-1) === classes.length ? `class ${classes[j]}` : `neuron ${j + 1}`;
  const layer = q.layer ?? last;
  if (q.light.entry === "edge") return { row: (/** @type {number} */ i) => unit(layer, i), column: (/** @type {number} */ k) => unit(layer - 1, k) };
  if (q.shape.length === 3) {
    const k = q.shape[2];
    return { row: (/** @type {number} */ i) => `example ${i + 1}`, column: (/** @type {number} */ j) => `${Math.floor(j / k) + 1} by ${(j % k) + 1}` };
  }
  return { row: (/** @type {number} */ i) => (q.rows > 1 ? `example ${i + 1}` : ""), column: (/** @type {number} */ j) => (q.shape.length ? unit(q.light.units ?? layer, j) : "") };
}

/** All values; one of them is chosen. @param {{scope: Microscope, quantity: Quantity}} properties */
function Values({ scope, quantity }) {
  const store = useStore(), state = store.state.value, table = useRef(/** @type {HTMLElement|null} */ (null));
  const rows = quantity.values.length, columns = quantity.values[0]?.length ?? 0;
  const row = Math.min(scope.row.value, rows - 1), column = Math.min(scope.column.value, columns - 1);
  const called = names(quantity, state?.features ?? [], state?.classes ?? [], (state?.sizes.length ?? 1) - 1);
  const most = Math.max(1e-300, ...quantity.values.flat().map((v) => Math.abs(v ?? 0)));
  const choose = (/** @type {number} */ i, /** @type {number} */ j) => scope.go(scope.at.peek(), i, j);
  const key = (/** @type {KeyboardEvent} */ e) => {
    const way = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -columns], End: [0, columns] })[e.key];
    if (!way) return;
    e.preventDefault();
    const i = Math.max(0, Math.min(rows - 1, row + way[0])), j = Math.max(0, Math.min(columns - 1, column + way[1]));
    choose(i, j);
    /** @type {HTMLElement|null|undefined} */ (table.current?.querySelector(`[data-at="${i},${j}"]`))?.focus();
  };
  const left = quantity.rows * quantity.columns - rows * columns, heads = Boolean(called.column(0)), sides = quantity.values.some((_, i) => called.row(i));
  return html`<div class="scope-values">
    <table role="grid" aria-label=${`Values of ${quantity.name}`} ref=${table} onKeyDown=${key}>
      ${heads && html`<thead><tr role="row">${sides && html`<td></td>`}${quantity.values[0].map((_, j) => html`<th scope="col" role="columnheader" key=${j}>${called.column(j)}</th>`)}</tr></thead>`}
      <tbody>
        ${quantity.values.map((line, i) => html`<tr role="row" key=${i}>
          ${sides && html`<th scope="row" role="rowheader">${called.row(i)}</th>`}
          ${line.map((v, j) => {
            const now = i === row && j === column;
            return html`<td key=${j} role="gridcell" data-at=${`${i},${j}`} tabindex=${now ? 0 : -1} aria-selected=${now} class=${(v ?? 0) < 0 ? "low" : "high"}
              style=${`--share:${Math.round((38 * Math.abs(v ?? 0)) / most)}%`} onClick=${() => choose(i, j)}>${short(v, 4)}</td>`;
          })}
        </tr>`)}
      </tbody>
    </table>
    ${left > 0 && html`<p class="quiet">and ${left.toLocaleString("en-GB")} more</p>`}
  </div>`;
}

/** @param {{scope: Microscope, quantity: Quantity}} properties */
export function QuantityView({ scope, quantity }) {
  const entry = scope.entry.value, fits = entry && !entry.error && entry.quantity === quantity.name;
  const shape = quantity.shape.length ? quantity.shape.join(" × ") : "one number";
  return html`<section class="quantity" aria-label="The quantity">
    <div class="quantity-head">
      <h3><${Formula} markup=${quantity.symbol} /><span class="hidden-text">${quantity.name}</span></h3>
      <p class="about" aria-live="polite" data-testid="about">${quantity.about[0].toUpperCase()}${quantity.about.slice(1)}.</p>
      <p class="shape" title="Shape: examples × neurons, or neurons × what they listen to">${shape}</p>
    </div>
    <div class="written" tabindex="0" role="region" aria-label=${`How ${quantity.name} is computed`}>
      <${Formula} markup=${quantity.formula} kind="symbols" />
      ${fits && html`<div class="numbers" data-testid="numbers" data-text=${`${entry.text} = ${entry.value}`}>${entry.mathml.map((/** @type {string} */ piece, /** @type {number} */ i) => html`<${Formula} key=${i} markup=${piece} />${" "}`)}</div>`}
    </div>
    <${Values} scope=${scope} quantity=${quantity} />
    <p class="code-line" title="The line of the reference that computes it"><span class="quiet">${quantity.code.file}:${quantity.code.line}</span> <code>${quantity.code.text}</code></p>
  </section>`;
}
