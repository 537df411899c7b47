// The Microscope: the step that comes next, frozen, number by number from the input to the update.
import { html } from "htm/preact";
import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { short } from "../../format.js";
import { useStore } from "../../store.js";
import { Icon } from "../icons.js";
import { Chain } from "./microscope-chain.js";
import { QuantityView } from "./microscope-quantity.js";
import { createMicroscope } from "./microscope-state.js";

/** @typedef {import("./microscope-state.js").Microscope} Scope */
/** @typedef {import("./microscope-state.js").Phase} Phase */

/** @type {Record<Phase, string>} */
const PHASES = { forward: "Forward", loss: "Loss", backward: "Backward", update: "Update" };
const MANY = 8; // numbers of an example that are written out
const LOOK = 1500, READ = 32; // milliseconds for looking at a quantity, and for reading each letter about it

/** @param {{scope: Scope}} properties */
function Scrubber({ scope }) {
  const all = scope.quantities.value, at = scope.at.value, now = scope.current.value, [playing, setPlaying] = useState(false);
  const last = all.length - 1, done = at >= last;

  useEffect(() => {
    if (!playing || !now) return undefined;
    if (done) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => scope.go(at + 1), LOOK + READ * now.about.length);
    return () => clearTimeout(timer);
  }, [playing, at, done, now?.name]);

  const play = () => {
    if (!playing && done) scope.go(0);
    setPlaying(!playing);
  };
  const move = (/** @type {number} */ to) => {
    setPlaying(false);
    scope.go(to);
  };
  return html`<div class="scrubber">
    <div class="scrub-keys">
      <button type="button" class="small" aria-label="Quantity before" title="The quantity before (left arrow on the slider)" disabled=${at <= 0} onClick=${() => move(at - 1)}><${Icon} name="before" /></button>
      <button type="button" class="round" aria-label=${playing ? "Stop reading" : "Read through the step"} title=${playing ? "Stop here" : "Go through the step at reading speed"} onClick=${play}><${Icon} name=${playing ? "pause" : "play"} /></button>
      <button type="button" class="small" aria-label="Next quantity" title="The next quantity (right arrow on the slider)" disabled=${done} onClick=${() => move(at + 1)}><${Icon} name="after" /></button>
    </div>
    <div class="track">
      <div class="phases" role="group" aria-label="Parts of the step">
        ${Object.entries(PHASES).map(([phase, words]) => {
          const first = all.findIndex((q) => q.phase === phase), count = all.filter((q) => q.phase === phase).length;
          return html`<button key=${phase} type="button" class=${`phase ${phase}`} style=${`flex-grow:${count}`} aria-pressed=${now?.phase === phase} onClick=${() => move(first)}>${words}</button>`;
        })}
      </div>
      <input type="range" min="0" max=${last} step="1" value=${at} aria-label="Place in the step" aria-valuetext=${now ? `${now.name}, ${at + 1} of ${all.length}` : ""} onInput=${(/** @type {any} */ e) => move(Number(e.target.value))} />
    </div>
    <output class="scrub-place" data-testid="scrub-place">${all.length ? `${at + 1} / ${all.length}` : "…"}</output>
  </div>`;
}

/** The first of many numbers. @param {number[]} values */
const few = (values) => `${values.slice(0, MANY).map((v) => short(v, 3)).join(", ")}${values.length > MANY ? `, … ${values.length - MANY} more` : ""}`;

/** Which examples the step is made of. @param {{scope: Scope}} properties */
function Examples({ scope }) {
  const store = useStore(), { example } = store.view.scope, { part, index } = example.value, counts = store.state.value?.counts;
  const put = (/** @type {{part: string, index: number}} */ next) => {
    example.value = next;
    scope.go(scope.at.peek());
  };
  const most = (counts?.[/** @type {"train"} */ (part)] ?? 1) - 1;
  const step = scope.step.value;
  return html`<div class="examples" role="group" aria-label="Examples of the step">
    <label>Look at <select value=${index < 0 ? "batch" : part} onChange=${(/** @type {any} */ e) => put(e.target.value === "batch" ? { part: "train", index: -1 } : { part: e.target.value, index: Math.max(0, Math.min(index, (counts?.[/** @type {"train"} */ (e.target.value)] ?? 1) - 1)) })}>
      <option value="batch" selected=${index < 0}>the next mini-batch</option>
      ${["train", "validation", "test"].filter((p) => counts?.[/** @type {"train"} */ (p)]).map((p) => html`<option key=${p} value=${p} selected=${index >= 0 && p === part}>a ${p === "train" ? "training" : p} example</option>`)}
    </select></label>
    ${index >= 0 && html`<label class="which">number <input type="number" class="number" min="1" max=${most + 1} step="1" value=${index + 1} aria-label="Number of the example" onChange=${(/** @type {any} */ e) => put({ part, index: Math.max(0, Math.min(most, Math.round(Number(e.target.value)) - 1 || 0)) })} /></label>`}
    ${step?.has_long_form && html`<label class="check" title="Take the cross-entropy back through ŷ step by step, instead of ŷ − t in one"><input type="checkbox" checked=${scope.long.value} onChange=${(/** @type {any} */ e) => ((scope.long.value = e.target.checked), store.frames.refresh())} /> long form</label>`}
    ${step?.n === 1 && html`<p class="quiet given">x = (${few(step.x[0])}), t = ${step.t[0].length === 1 ? short(step.t[0][0]) : `(${step.t[0].map((/** @type {number} */ v) => short(v)).join(", ")})`}</p>`}
    ${step && !step.error && html`<p class="quiet">This step would bring the loss from <b>${short(step.loss, 4)}</b> to <b>${short(step.loss_after, 4)}</b>.</p>`}
  </div>`;
}

export function Microscope() {
  const store = useStore(), { scope } = store.view, running = store.running.value, sizes = store.state.value?.sizes ?? [];
  const microscope = useMemo(() => createMicroscope(store), [store]), panel = useRef(/** @type {HTMLElement|null} */ (null));
  const step = microscope.step.value, now = microscope.current.value, shape = sizes.join();

  useEffect(() => {
    const tool = store.view.tool.peek();
    scope.open.value = true;
    store.view.tool.value = "pick";
    store.frames.refresh();
    // Docked, it leaves room for the network: bring that into sight.
    if (panel.current && getComputedStyle(/** @type {Element} */ (panel.current.closest(".drawer"))).position === "fixed")
      panel.current.closest(".glassnet")?.querySelector(matchMedia("(max-width: 680px)").matches ? ".canvases" : ".network")?.scrollIntoView({ block: "start" });
    return () => {
      microscope.end();
      scope.open.value = false;
      scope.lit.value = null;
      scope.chain.value = null;
      if (store.view.tool.peek() === "pick") store.view.tool.value = tool;
    };
  }, [store]);
  useSignalEffect(() => {
    scope.lit.value = store.running.value || !microscope.step.value || microscope.step.value.error ? null : microscope.light();
  });
  useEffect(() => {
    const weight = scope.weight.peek();
    const fits = weight && weight.layer < sizes.length && weight.unit < sizes[weight.layer] && weight.source < sizes[weight.layer - 1];
    if (sizes.length > 1 && !fits) scope.chosen.value = { layer: 1, unit: 0, source: 0 };
    store.frames.refresh();
  }, [shape]);
  useEffect(() => store.frames.refresh(), [running, scope.example.value, scope.weight.value]);
  useEffect(() => {
    const { part, index } = scope.example.peek(), counts = store.state.peek()?.counts;
    if (counts && index >= (counts[/** @type {"train"} */ (part)] ?? 0)) scope.example.value = { part: "train", index: 0 };
  }, [store.state.value?.data_revision]);

  if (running)
    return html`<div ref=${panel} class="microscope resting"><p>Training is running, and the numbers change faster than they can be read.</p>
      <button type="button" class="text" onClick=${() => store.act({ do: "pause" })}><${Icon} name="pause" />Freeze it here</button></div>`;
  return html`<div ref=${panel} class="microscope">
    <div class="scope-bar"><${Scrubber} scope=${microscope} /><${Examples} scope=${microscope} /></div>
    ${step?.error && html`<p class="scope-error" role="status">${step.error}</p>`}
    ${step?.notes?.map((/** @type {string} */ note) => html`<p class="quiet" key=${note}>${note[0].toUpperCase()}${note.slice(1)}.</p>`)}
    ${now && !step?.error && html`<div class="scope-body"><${QuantityView} scope=${microscope} quantity=${now} /><${Chain} sizes=${sizes} /></div>`}
  </div>`;
}
