// One weight's own chain: its factors multiplied out, and whether the finite difference agrees.
import { html } from "htm/preact";
import { short } from "../../format.js";
import { useStore } from "../../store.js";

/** @typedef {import("./microscope-state.js").Weight} Weight */

/** A formula made in Python. @param {{markup: string, kind?: string}} properties */
export function Formula({ markup, kind = "" }) {
  return html`<span class=${`maths ${kind}`} dangerouslySetInnerHTML=${{ __html: markup }}></span>`;
}

/** Choosing a weight without the pointer: into which neuron, and where from. @param {{weight: Weight, sizes: number[]}} properties */
function Choice({ weight, sizes }) {
  const store = useStore(), last = sizes.length - 1;
  const put = (/** @type {Partial<Weight>} */ more) => {
    const next = { ...weight, ...more };
    next.unit = Math.min(next.unit, sizes[next.layer] - 1);
    next.source = Math.min(next.source, sizes[next.layer - 1] - 1);
    store.view.scope.chosen.value = next;
  };
  const options = (/** @type {number} */ n, /** @type {(i: number) => string} */ words, /** @type {number} */ now, from = 0) =>
    Array.from({ length: n - from }, (_, i) => html`<option key=${i + from} value=${i + from} selected=${i + from === now}>${words(i + from)}</option>`);
  const number = (/** @type {any} */ e) => Number(e.target.value);
  return html`<div class="weight-choice" role="group" aria-label="Weight">
    <select aria-label="Layer" value=${weight.layer} onChange=${(/** @type {any} */ e) => put({ layer: number(e) })}>
      ${options(last + 1, (l) => (l === last ? "output" : `layer ${l}`), weight.layer, 1)}
    </select>
    <select aria-label="To neuron" value=${weight.unit} onChange=${(/** @type {any} */ e) => put({ unit: number(e) })}>
      ${options(sizes[weight.layer], (j) => `neuron ${j + 1}`, weight.unit)}
    </select>
    <select aria-label="From" value=${weight.source} onChange=${(/** @type {any} */ e) => put({ source: number(e) })}>
      ${options(sizes[weight.layer - 1], (k) => (k < 0 ? "bias" : weight.layer === 1 ? `from input ${k + 1}` : `from neuron ${k + 1}`), weight.source, -1)}
    </select>
  </div>`;
}

/** @param {{path: any, many: boolean, examples: boolean, number: number}} properties */
function Path({ path, many, examples, number }) {
  return html`<div class="path">
    ${many && html`<p class="quiet">${examples ? `Example ${path.example + 1}` : `Path ${number + 1}`}</p>`}
    <ol class="factors">
      ${path.factors.map((/** @type {any} */ factor, /** @type {number} */ i) => html`<li key=${i} title=${factor.about} class=${factor.value < 0 ? "low" : "high"}>
        <${Formula} markup=${factor.mathml} /><b>${short(factor.value, 4)}</b>
      </li>`)}
    </ol>
    <div class="product" tabindex="0" role="region" aria-label="The product"><${Formula} markup=${path.mathml} /></div>
  </div>`;
}

/** @param {{chain: any}} properties */
function Verdict({ chain }) {
  const words = chain.kink ? "on a kink: the two need not agree" : chain.agrees ? "they agree" : "they differ";
  return html`<dl class="verdict" data-agrees=${chain.agrees}>
    <div><dt>backpropagation</dt><dd data-testid="analytic">${short(chain.total, 6)}</dd></div>
    <div><dt>finite difference</dt><dd data-testid="numeric">${short(chain.numeric, 6)}</dd></div>
    <div class="mark"><dt class="hidden-text">verdict</dt><dd><span aria-hidden="true">${chain.agrees ? "✓" : "✗"}</span> ${words}${chain.kink ? "" : ` (relative error ${short(chain.relative_error, 1)})`}</dd></div>
  </dl>`;
}

/** @param {{sizes: number[]}} properties */
export function Chain({ sizes }) {
  const store = useStore(), { scope } = store.view, weight = scope.weight.value, chain = scope.chain.value;
  if (!weight || weight.layer >= sizes.length) return null;
  const known = chain && !chain.error && chain.layer === weight.layer && chain.unit === weight.unit && (chain.source ?? -1) === weight.source;
  const examples = new Set((chain?.paths ?? []).map((/** @type {any} */ p) => p.example)).size > 1;
  return html`<section class="chain" aria-label="The chain of one weight">
    <div class="chain-head"><h3>One weight’s own chain</h3><${Choice} weight=${weight} sizes=${sizes} /></div>
    ${chain?.error && html`<p class="quiet">${chain.error}</p>`}
    ${known && html`<div class=${`paths${chain.merged ? " merged" : ""}`}>
      ${chain.paths.map((/** @type {any} */ path, /** @type {number} */ i) => html`<${Path} key=${i} path=${path} number=${i} many=${chain.paths.length > 1} examples=${examples} />`)}
      ${chain.left_out > 0 && html`<p class="quiet">and ${chain.left_out} more examples, all added up</p>`}
      ${chain.total !== chain.analytic && html`<p class="quiet">The penalty adds ${short(chain.total - chain.analytic, 4)}.</p>`}
    </div>
    <${Verdict} chain=${chain} />`}
    <p class="quiet hint">Point at an edge or a bias dot in the diagram, or choose it here.</p>
  </section>`;
}
