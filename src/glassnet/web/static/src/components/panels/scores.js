// The scores in detail: which classes are taken for which, or how far values are off.
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { percent, short } from "../../format.js";
import { useStore } from "../../store.js";

const EVERY = 250; // milliseconds between two tables: faster cannot be read
const PARTS = /** @type {const} */ (["train", "validation", "test"]);

/** @param {{found: any}} properties */
function Matrix({ found }) {
  const most = Math.max(1, ...found.matrix.flat());
  return html`<p class="quiet caption">A row is what the points are, a column what the network says.</p><div class="sheet" tabindex="0" role="region" aria-label="Confusion matrix">
    <table class="confusion">
      <thead><tr><th scope="col">truth</th>${found.classes.map((/** @type {string} */ c) => html`<th scope="col" key=${c}>${c}</th>`)}<th scope="col">recall</th><th scope="col">points</th></tr></thead>
      <tbody>${found.matrix.map((/** @type {number[]} */ row, /** @type {number} */ i) => html`<tr key=${i}><th scope="row">${found.classes[i]}</th>
        ${row.map((n, j) => html`<td key=${j} class=${`n ${i === j ? "high" : n ? "low" : ""}`} style=${`--share:${Math.round((60 * n) / most)}%`}>${n}</td>`)}
        <td class="n">${percent(found.recall[i])}</td><td class="n">${found.support[i]}</td></tr>`)}</tbody>
      <tfoot><tr><th scope="row">precision</th>${found.precision.map((/** @type {number|null} */ p, /** @type {number} */ i) => html`<td key=${i} class="n">${percent(p)}</td>`)}<td class="n"><b>${percent(found.accuracy)}</b></td><td class="n">${found.n}</td></tr></tfoot>
    </table>
  </div>`;
}

/** @param {{found: any}} properties */
function Errors({ found }) {
  return html`<dl class="tiles">
      <div class="tile" title="Share of the variation that the network explains; 1 is perfect"><dt>R²</dt><dd>${short(found.r2)}</dd></div>
      <div class="tile" title="Root of the mean squared error, in the unit of the values"><dt>RMSE</dt><dd>${short(found.rmse)}</dd></div>
      <div class="tile" title="Mean absolute error"><dt>mean error</dt><dd>${short(found.mae)}</dd></div>
    </dl>
    <div class="sheet" tabindex="0" role="region" aria-label="Greatest errors"><table>
      <caption class="quiet">The points that are farthest off.</caption>
      <thead><tr>${found.inputs.map((/** @type {string} */ name) => html`<th scope="col" key=${name}>${name}</th>`)}<th scope="col">truth</th><th scope="col">network</th></tr></thead>
      <tbody>${found.worst.map((/** @type {any} */ row, /** @type {number} */ i) => html`<tr key=${i}>${row.inputs.map((/** @type {number} */ x, /** @type {number} */ k) => html`<td key=${k} class="n">${short(x)}</td>`)}<td class="n">${short(row.truth)}</td><td class="n">${short(row.said)}</td></tr>`)}</tbody>
    </table></div>`;
}

export function Scores() {
  const store = useStore(), state = store.state.value, [part, setPart] = useState("test"), [found, setFound] = useState(/** @type {any} */ (null));
  useEffect(() => {
    let at = 0, shown = "";
    const ask = () => (store.state.peek()?.running && performance.now() - at < EVERY ? null : { part });
    return store.frames.need("scores", ask, (view) => {
      at = performance.now();
      const text = JSON.stringify(view.json);
      if (text === shown) return;
      shown = text;
      setFound(view.json);
    });
  }, [store, part]);
  if (!state) return null;
  return html`<div class="scores">
    <div class="panel-line"><div class="segments" role="group" aria-label="Points that are scored">
      ${PARTS.map((name) => html`<button key=${name} type="button" aria-pressed=${name === part} onClick=${() => (setPart(name), store.frames.refresh())}>${name}</button>`)}
    </div></div>
    ${found?.problem ? html`<p class="quiet">${found.problem}</p>` : found?.task === "classification" ? html`<${Matrix} found=${found} />` : found ? html`<${Errors} found=${found} />` : null}
  </div>`;
}
