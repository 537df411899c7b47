// What is wrong with the run, its evidence in numbers, why, and cures that one click applies.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { count, short } from "../../format.js";
import { useStore } from "../../store.js";

/** @typedef {{text: string, value: number|null, limit: number|null}} Evidence */
/** @typedef {{text: string, actions: any[]}} Cure */
/** @typedef {{name: string, title: string, kind: "sick"|"fine", evidence: Evidence[], why: string, cures: Cure[], rule: string, source: string}} Diagnosis */
/** @typedef {{step: number, epoch: number, healthy: boolean, diagnoses: Diagnosis[]}} Report */

const SHOWN = 3; // of more findings than these only the titles are open

export function Doctor() {
  const store = useStore(), [report, setReport] = useState(/** @type {Report|null} */ (null)), [done, setDone] = useState("");
  const asked = useRef({ now: false, key: "", made: "" });
  const running = store.running.value;

  useEffect(() => {
    const it = asked.current;
    const key = () => `${store.state.peek()?.revision} ${store.frames.latest("status")?.step ?? store.state.peek()?.step}`;
    // An examination trains a copy of the run for a few epochs: while training runs only when it is asked for.
    const ask = () => {
      if (store.running.peek() ? !it.now : it.made === key()) return null;
      it.key = key();
      return {};
    };
    return store.frames.need("diagnosis", ask, (view) => {
      it.now = false;
      it.made = it.key;
      setReport(view.json);
    });
  }, [store]);

  const examine = () => {
    asked.current.now = true;
    store.frames.refresh();
    store.frames.wake();
  };
  /** @param {Cure} cure */
  const apply = (cure) => {
    for (const action of cure.actions) store.act(action);
    const times = cure.actions.length === 1 ? "Undo" : `Undo, ${cure.actions.length} times,`;
    setDone(`Done: ${cure.text}. ${times} takes it back.`);
  };
  return html`<div class="doctor">
    <div class="panel-line">
      <p class="quiet">${report ? `As of step ${count(report.step)}, epoch ${count(report.epoch)}.` : running ? "Not examined yet." : "Examining …"}</p>
      ${running && html`<button type="button" class="text" onClick=${examine}>Examine now</button>`}
      <p class="doctor-done" role="status">${done}</p>
    </div>
    ${report?.diagnoses.map((d, i) => html`<${Finding} key=${d.name} found=${d} number=${i + 1} alone=${report.diagnoses.length === 1} apply=${apply} />`)}
  </div>`;
}

/** @param {{found: Diagnosis, number: number, alone: boolean, apply: (cure: Cure) => void}} properties */
function Finding({ found, number, alone, apply }) {
  const inside = html`<div class="finding-inside">
    <p>${found.why}</p>
    ${found.evidence.length > 0 && html`<table class="evidence">
      <caption class="hidden-text">Evidence: ${found.title}</caption>
      <thead><tr><th scope="col">Evidence</th><th scope="col" class="n">Found</th><th scope="col" class="n">Limit</th></tr></thead>
      <tbody>${found.evidence.map((e) => html`<tr key=${e.text}><th scope="row">${e.text}</th><td class="n">${e.value === null ? "not finite" : short(e.value, 3)}</td><td class="n">${e.limit === null ? "" : short(e.limit, 3)}</td></tr>`)}</tbody>
    </table>`}
    ${found.cures.length > 0 && html`<ul class="cures" aria-label=${`What helps: ${found.title}`}>
      ${found.cures.map((c) => html`<li key=${c.text}>${c.actions.length ? html`<button type="button" onClick=${() => apply(c)}>${c.text}</button>` : c.text}</li>`)}
    </ul>`}
    <details class="about"><summary>The rule and its source</summary><p>Found if ${found.rule}.</p><p>${found.source}.</p></details>
  </div>`;
  const title = alone ? found.title : `${number}. ${found.title}`;
  if (number <= SHOWN) return html`<section class=${`finding ${found.kind}`} aria-label=${found.title}><h3>${title}</h3>${inside}</section>`;
  return html`<details class=${`finding ${found.kind}`}><summary><h3>${title}</h3></summary>${inside}</details>`;
}
