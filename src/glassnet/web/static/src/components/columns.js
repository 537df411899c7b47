// Data with more than two columns: which of them the network sees, and how a plane is laid through them.
import { html } from "htm/preact";
import { useStore } from "../store.js";

const PATH = "data.columns";

export function ColumnsCard() {
  const store = useStore(), state = store.state.value, columns = state?.columns ?? [], used = state?.inputs ?? [], plane = store.view.plane;
  if (!state) return null;
  const choose = (/** @type {string[]} */ names) => store.set(PATH, names.length === columns.length ? [] : names);
  const toggle = (/** @type {string} */ name) => choose(columns.filter((c) => (c === name ? !used.includes(c) : used.includes(c))));
  const look = (/** @type {string} */ value) => {
    plane.value = value;
    store.frames.refresh();
  };
  const [, across = "0", up = "1"] = plane.value.split(":"), slice = plane.value.startsWith("slice");
  const pick = (/** @type {string} */ words, /** @type {string} */ at, /** @type {string} */ other, /** @type {(i: string) => string} */ made) => html`<label>${words}
    <select value=${at} onChange=${(/** @type {any} */ e) => look(made(e.target.value))}>
      ${used.map((name, i) => String(i) !== other && html`<option value=${i} selected=${String(i) === at}>${name}</option>`)}
    </select></label>`;
  return html`<section class="card columns" data-part="features" aria-labelledby="glassnet-columns">
    <h2 id="glassnet-columns" title="The columns of the table that the network is given">Columns <span>${used.length} of ${columns.length}</span></h2>
    <div class="chips" role="group" aria-labelledby="glassnet-columns">
      ${columns.map((name) => {
        const on = used.includes(name), last = on && used.length === 1;
        return html`<button key=${name} type="button" class="chip" aria-pressed=${on} aria-disabled=${last} title=${last ? "The network needs one input at least" : `${name} as an input of the network`} onClick=${() => last || toggle(name)}>${name.replaceAll("_", " ")}</button>`;
      })}
    </div>
    ${columns.length > 2 && html`<div class="own-line">
      <button type="button" class="text" onClick=${() => choose(columns)} disabled=${used.length === columns.length}>All</button>
      <button type="button" class="text" title="Two columns lie on the plane as they are" onClick=${() => choose(columns.slice(0, 2))} disabled=${used.length === 2}>Two</button>
    </div>`}
    ${state.dims > 2 && html`<fieldset class="plane-choice">
      <legend>Plane through ${state.dims} inputs</legend>
      <label class="check"><input type="radio" name="glassnet-plane" checked=${!slice} onChange=${() => look("")} /><span>principal components, on which the points are spread most</span></label>
      <label class="check"><input type="radio" name="glassnet-plane" checked=${slice} onChange=${() => look("slice:0:1")} /><span>slice along two columns, the others at their mean</span></label>
      ${slice && pick("across", across, up, (i) => `slice:${i}:${up}`)}
      ${slice && pick("up", up, across, (i) => `slice:${across}:${i}`)}
    </fieldset>`}
  </section>`;
}
