// Manual, autograd and measured gradients side by side; the server is asked only while this is open.
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { short } from "../../format.js";
import { useStore } from "../../store.js";
import { createAsk } from "./asking.js";

const ENTRIES = 240, FEWEST = 8, MOST = 40; // measured in all, and of each array: enough to see that they agree

/** A number with the digits that tell three gradients apart. @param {number|null} x */
const digits = (x) => (x === null ? "–" : x.toPrecision(9).replace("-", "−"));

/** How far two are apart. @param {number|null} x */
const apart = (x) => (x === null ? "–" : x === 0 ? "0" : x.toExponential(1).replaceAll("-", "−"));

/** How many entries of each array are measured. @param {number} layers inputs counted */
const share = (layers) => Math.max(FEWEST, Math.min(MOST, Math.floor(ENTRIES / (2 * (layers - 1)))));

export function Autograd() {
  const [open, setOpen] = useState(false);
  return html`<details class="autograd" open=${open} onToggle=${(/** @type {any} */ e) => setOpen(e.target.open)}>
    <summary>Manual against autograd: the same gradients three ways</summary>
    ${open && html`<${Compared} />`}
  </details>`;
}

function Compared() {
  const store = useStore(), [found, setFound] = useState(/** @type {any} */ (null));
  useEffect(() => {
    const asking = createAsk(store, () => ({ entries: share(store.state.peek()?.sizes.length ?? 2) }), { least: 500, share: 0.2 });
    const end = store.frames.need("autograd", asking.ask, (view) => {
      asking.received(view);
      setFound(view.json);
    });
    store.frames.refresh();
    return end;
  }, [store]);
  if (!found) return html`<p class="quiet">Loading PyTorch …</p>`;
  if (found.problem) return html`<p class="quiet">${found.problem}</p>`;
  return html`<p class="about">${found.agree ? "All three agree" : "They differ"}: of ${found.examples}, loss ${short(found.loss)}. Manual is the backpropagation written out in NumPy, autograd is PyTorch's, measured are central differences.</p>
    <div class="sheet" tabindex="0" role="region" aria-label="Greatest differences of the gradients of each array"><table>
      <caption class="quiet">Greatest difference in each array</caption>
      <thead><tr><th scope="col">array</th><th scope="col">shape</th><th scope="col">manual − autograd</th><th scope="col">manual − measured</th><th scope="col">verdict</th></tr></thead>
      <tbody>${found.rows.map((/** @type {any} */ row) => html`<tr key=${row.parameter}><th scope="row">${row.parameter}</th><td>${row.shape.join(" × ")}</td><td class="n">${apart(row.autograd)}</td><td class="n">${apart(row.measured)}</td><td>${row.agree ? "agree" : "differ"}</td></tr>`)}</tbody>
    </table></div>
    <div class="sheet" tabindex="0" role="region" aria-label="The greatest gradients"><table>
      <caption class="quiet">The greatest gradients</caption>
      <thead><tr><th scope="col">entry</th><th scope="col">manual</th><th scope="col">autograd</th><th scope="col">measured</th></tr></thead>
      <tbody>${found.entries.map((/** @type {any} */ e) => html`<tr key=${e.entry}><th scope="row">${e.entry}</th><td class="n">${digits(e.manual)}</td><td class="n">${digits(e.autograd)}</td><td class="n">${digits(e.measured)}</td></tr>`)}</tbody>
    </table></div>`;
}
