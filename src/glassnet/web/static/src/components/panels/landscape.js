// The loss around the weights: random directions, the plane of the run's own path, or two chosen weights.
import { html } from "htm/preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { drawHeights, drawPath, heightAt, scaleOf } from "../../draw/landscape.js";
import { watchSurface } from "../../draw/surface.js";
import { count, percent, short } from "../../format.js";
import { useStore } from "../../store.js";
import { f32 } from "../../wire.js";
import { usePalette } from "../theme.js";
import { createAsk } from "./asking.js";

/** @typedef {import("../../types.js").View} View */

const SIZE = 25, COARSE = 13; // places along a side; a coarse map comes first, and is all there is while training runs
const STEP = 0.05, LISTED = 400;
const PLANES = [
  { name: "path", words: "Its own path" },
  { name: "random", words: "Random directions" },
  { name: "weights", words: "Two weights" },
];
/** @type {Record<string, string>} */
const LOSSES = { cross_entropy: "cross-entropy", binary_cross_entropy: "binary cross-entropy", mse: "mean squared error", half_squared: "half the squared error", huber: "Huber loss" };

/** Names of the first weights, for the list under the two fields. @param {number[]} sizes */
function namesOf(sizes) {
  const names = [];
  for (let l = 1; l < sizes.length && names.length < LISTED; l++) {
    for (let j = 1; j <= sizes[l]; j++) for (let k = 1; k <= sizes[l - 1]; k++) names.push(`W${l}[${j},${k}]`);
    for (let j = 1; j <= sizes[l]; j++) names.push(`b${l}[${j}]`);
  }
  return names.slice(0, LISTED);
}

export function Landscape() {
  const store = useStore(), state = store.state.value;
  const [plane, setPlane] = useState("path"), [both, setBoth] = useState(false), [seed, setSeed] = useState(0), [zoom, setZoom] = useState(1);
  const [pair, setPair] = useState(/** @type {[string, string]} */ (["W1[1,1]", "W1[1,2]"]));
  const [view, setView] = useState(/** @type {View|null} */ (null));
  const compare = both && state?.task === "classification";
  const asked = { plane, loss: compare ? "both" : "own", seed, zoom, ...(plane === "weights" ? { first: pair[0], second: pair[1] } : {}) };
  const [seen, setSeen] = useState(""), coarse = store.running.value || seen !== JSON.stringify(asked);
  const parameters = { ...asked, size: coarse ? COARSE : SIZE }, wanted = useRef({ parameters, asked });
  wanted.current = { parameters, asked };

  useEffect(() => {
    const asking = createAsk(store, () => wanted.current.parameters, { least: 700, share: 0.25 });
    return store.frames.need("landscape", asking.ask, (next) => {
      asking.received(next);
      setSeen(JSON.stringify(wanted.current.asked));
      setView(next);
    });
  }, [store]);
  useEffect(() => store.frames.refresh(), [JSON.stringify(parameters)]);

  const names = useMemo(() => namesOf(state?.sizes ?? []), [state?.sizes.join()]);
  const json = view?.json, answered = json && json.plane === plane && !json.problem ? json : null;
  const problem = json?.problem;
  const buffers = view?.buffers ?? [];
  return html`<div class="landscape">
    <div class="panel-line">
      <div class="segments" role="group" aria-label="Plane">
        ${PLANES.map(({ name, words }) => html`<button key=${name} type="button" aria-pressed=${plane === name} onClick=${() => (setPlane(name), setZoom(1))}>${words}</button>`)}
      </div>
      ${plane === "random" && html`<button type="button" onClick=${() => setSeed(seed + 1)}>Other directions</button>`}
      ${plane === "weights" && html`<div class="pair">
        ${["across", "up"].map((way, i) => html`<label key=${way}>${way} <input type="text" list="glassnet-weights" value=${pair[i]} size="9" spellcheck=${false}
          onChange=${(/** @type {any} */ e) => setPair(i ? [pair[0], e.target.value.trim()] : [e.target.value.trim(), pair[1]])} /></label>`)}
        <datalist id="glassnet-weights">${names.map((name) => html`<option key=${name} value=${name} />`)}</datalist>
      </div>`}
      <div class="zoom" role="group" aria-label="Window">
        <button type="button" aria-label="Closer" title="Closer" onClick=${() => setZoom(Math.max(0.03125, zoom / 2))}>+</button>
        <button type="button" aria-label="Farther" title="Farther" onClick=${() => setZoom(Math.min(32, zoom * 2))}>−</button>
      </div>
      ${state?.task === "classification" && html`<label class="check"><input type="checkbox" checked=${both} onChange=${(/** @type {any} */ e) => setBoth(e.target.checked)} /> cross-entropy beside squared error</label>`}
    </div>
    ${problem && html`<p class="about" role="status">${problem}</p>`}
    ${answered && html`<div class="maps">
      ${answered.losses.map((/** @type {any} */ loss, /** @type {number} */ i) => html`<${Map} key=${loss.name} json=${answered} loss=${loss} values=${f32(buffers[i])} path=${f32(buffers[answered.losses.length])} />`)}
      <p class="about landscape-about">${about(answered)} Star: the weights at step ${count(view?.step ?? 0)}${answered.steps.length > 1 ? `; ring: step ${count(answered.steps[0])}` : ""}. ${answered.examples < answered.of ? `Computed on ${count(answered.examples)} of ${count(answered.of)} training points.` : `Computed on all ${count(answered.of)} training points.`}</p>
    </div>`}
  </div>`;
}

/** @param {any} json */
function about(json) {
  if (json.shares) return `The first two principal components of the run's path; they hold ${percent(json.shares[0] + json.shares[1])} of its variation.`;
  if (json.plane === "random") return "Two random directions; a step of 1 is as long as each neuron's own weights.";
  return `All weights but ${json.axes[0]} and ${json.axes[1]} stay as they are.`;
}

/** @param {{json: any, loss: any, values: Float32Array, path: Float32Array}} properties */
function Map({ json, loss, values, path }) {
  const palette = usePalette(), canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null)), over = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const box = useRef(/** @type {HTMLElement|null} */ (null)), cross = useRef(/** @type {HTMLElement|null} */ (null)), reading = useRef(/** @type {HTMLElement|null} */ (null));
  const place = useRef({ u: 0.5, v: 0.5 }), paint = useRef(() => {});
  const heights = { values, size: json.size, low: loss.low ?? 0, high: loss.high ?? 1 }, [left, right, bottom, top] = json.extent;

  paint.current = () => {
    if (!palette || !watches.current) return;
    const [below, above] = watches.current;
    if (below.surface.width) drawHeights(below.surface, heights, palette);
    if (above.surface.width) {
      above.surface.context.clearRect(0, 0, above.surface.width, above.surface.height);
      drawPath(above.surface, path, json.here, json.extent, palette);
    }
  };
  const watches = useRef(/** @type {ReturnType<typeof watchSurface>[]|null} */ (null));
  useEffect(() => {
    if (!canvas.current || !over.current) return undefined;
    watches.current = [canvas.current, over.current].map((c) => watchSurface(c, () => paint.current()));
    return () => watches.current?.forEach((w) => w.end());
  }, []);
  useEffect(() => {
    paint.current();
    tell();
  }, [palette, values]);

  function tell() {
    const { u, v } = place.current, out = reading.current;
    if (cross.current) cross.current.style.transform = `translate(${(u * 100).toFixed(2)}cqw, ${((1 - v) * 100).toFixed(2)}cqw)`;
    if (!out || !box.current) return;
    const at = [left + u * (right - left), bottom + v * (top - bottom)].map((c) => short(c)).join(", ");
    const words = box.current.matches(":hover, :focus") ? `(${at}): ${short(heightAt(heights, u, v))}` : "";
    if (out.textContent !== words) out.textContent = words;
  }
  /** @param {PointerEvent} e */
  function locate(e) {
    const rect = /** @type {HTMLElement} */ (box.current).getBoundingClientRect();
    place.current = { u: Math.max(0, Math.min(1, (e.clientX - rect.left) / rect.width)), v: Math.max(0, Math.min(1, 1 - (e.clientY - rect.top) / rect.height)) };
    tell();
  }
  /** @param {KeyboardEvent} e */
  function key(e) {
    const way = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] })[e.key];
    if (!way) return;
    e.preventDefault();
    const keep = (/** @type {number} */ t) => Math.max(0, Math.min(1, t)), step = e.shiftKey ? STEP / 5 : STEP;
    place.current = { u: keep(place.current.u + way[0] * step), v: keep(place.current.v + way[1] * step) };
    tell();
  }
  const name = LOSSES[loss.name] ?? loss.name, log = scaleOf(heights).log;
  const words = `Map of the ${name}: ${short(loss.here)} at the weights, from ${short(loss.low)} to ${short(loss.high)} in this window${path.length > 2 ? ", with the path of the run" : ""}.`;
  return html`<figure class="map">
    <figcaption><b>${name}</b> <span class="quiet">${short(loss.here)} at the star</span></figcaption>
    <div class="map-with-axes">
      <span class="axis-up" title=${json.axes[1]}>${json.axes[1]}</span>
      <div ref=${box} class="map-box" role="application" tabindex="0" aria-label=${`${words} Arrow keys read the loss at a place`} onPointerMove=${locate} onPointerLeave=${tell} onKeyDown=${key} onFocus=${tell} onBlur=${tell}>
        <canvas ref=${canvas} role="img" aria-label=${words}></canvas>
        <canvas ref=${over} class="over" aria-hidden="true"></canvas>
        <div ref=${cross} class="cross" aria-hidden="true"></div>
      </div>
      <span class="axis-low">${short(left)}</span><span class="axis-across">${json.axes[0]}</span><span class="axis-high">${short(right)}</span>
    </div>
    <div class="key-of-map"><span>${short(loss.low)}</span><i aria-hidden="true"></i><span>${short(loss.high)}${log ? " (logarithmic)" : ""}</span></div>
    <output ref=${reading} class="map-reading" aria-live="polite"></output>
  </figure>`;
}
