// The plane bent by each layer, with a slider from the inputs to the output.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { drawBending, fitted } from "../../draw/bending.js";
import { watchSurface } from "../../draw/surface.js";
import { percent } from "../../format.js";
import { useStore } from "../../store.js";
import { f32 } from "../../wire.js";
import { usePalette } from "../theme.js";
import { createAsk } from "./asking.js";

const SECONDS = 1.4; // from one layer to the next

export function Bending() {
  const store = useStore(), palette = usePalette(), state = store.state.value;
  const canvas = useRef(/** @type {HTMLCanvasElement|null} */ (null)), draw = useRef(() => {});
  const [json, setJson] = useState(/** @type {any} */ (null)), [at, setAt] = useState(0), [playing, setPlaying] = useState(false);
  const now = useRef({ at: 0, stages: /** @type {import("../../draw/bending.js").Stage[]} */ ([]), labels: /** @type {Float32Array} */ (new Float32Array()), json: /** @type {any} */ (null) });
  const last = (json?.stages?.length ?? 1) - 1, shown = Math.min(at, last);
  now.current.at = shown;

  useEffect(() => {
    if (!palette || !canvas.current) return undefined;
    const it = now.current, watch = watchSurface(canvas.current, () => draw.current());
    draw.current = () => {
      if (!watch.surface.width || !it.stages.length) return;
      const from = Math.max(0, Math.min(it.stages.length - 2, Math.floor(it.at))), t = Math.max(0, Math.min(1, it.at - from)), eased = t * t * (3 - 2 * t);
      drawBending(watch.surface, it.stages[from], it.stages[from + 1], eased, { places: it.json.places, upright: it.json.upright, labels: it.labels, classification: store.state.peek()?.task === "classification", palette });
    };
    draw.current();
    return watch.end;
  }, [palette]);
  useEffect(() => {
    const asking = createAsk(store, () => ({}), { least: 60, share: 0.2 });
    return store.frames.need("bending", asking.ask, (next) => {
      asking.received(next);
      const it = now.current;
      it.json = next.json;
      it.stages = (next.json.stages ?? []).map((/** @type {any} */ _, /** @type {number} */ i) => fitted(f32(next.buffers[2 * i]), f32(next.buffers[2 * i + 1])));
      if (it.stages.length) it.labels = f32(next.buffers[2 * it.stages.length]);
      setJson(next.json);
      draw.current();
    });
  }, [store]);
  useEffect(() => draw.current(), [shown]);
  useEffect(() => {
    if (!playing) return undefined;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      setAt((was) => (was >= last ? 0 : Math.floor(was) + 1)); // no movement: the next picture
      setPlaying(false);
      return undefined;
    }
    let frame = 0, before = 0;
    const step = (/** @type {number} */ time) => {
      const passed = before ? (time - before) / 1000 : 0, next = now.current.at + passed / SECONDS;
      before = time;
      setAt(Math.min(last, next));
      if (next >= last) setPlaying(false);
      else frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [playing, last]);

  const stages = json?.stages ?? [], nearest = stages[Math.round(shown)];
  const play = () => {
    if (!playing && shown >= last) setAt(0);
    setPlaying(!playing);
  };
  return html`<figure class="bending">
    <figcaption><b>The plane bent by each layer</b> <span class="quiet" data-testid="stage">${json ? seen(nearest) : "computing …"}</span></figcaption>
    <div class="square"><canvas ref=${canvas} role="img" aria-label=${`A grid of the plane with ${state?.counts.train ?? 0} training points, as ${nearest?.name ?? "the network"} sees it. ${seen(nearest)}`}></canvas></div>
    ${json?.problem
      ? html`<p class="about" role="status">${json.problem}</p>`
      : html`<div class="stage-line">
          <button type="button" onClick=${play}>${playing ? "Stop" : "Bend"}</button>
          <input type="range" min="0" max=${last} step="0.01" value=${shown} aria-label="From the inputs to the output" aria-valuetext=${nearest?.name ?? ""} style=${`--fill:${(100 * shown) / (last || 1)}%`}
            onInput=${(/** @type {any} */ e) => (setPlaying(false), setAt(Number(e.target.value)))} onKeyDown=${(/** @type {KeyboardEvent} */ e) => jump(e, shown, last, setAt)} />
        </div>
        <div class="stage-names" aria-hidden="true">${stages.map((/** @type {any} */ s) => html`<span key=${s.name}>${stages.length > 5 ? brief(s.name) : s.name}</span>`)}</div>`}
  </figure>`;
}

/** Where many names stand side by side: in, 1, 2, …, out. @param {string} name */
const brief = (name) => name.replace("inputs", "in").replace("output", "out").replace("layer ", "");

/** Arrow keys go a tenth of the way to the next layer, Page keys to the layer. @param {KeyboardEvent} e @param {number} now @param {number} last @param {(at: number) => void} go */
function jump(e, now, last, go) {
  const next = { ArrowRight: now + 0.1, ArrowUp: now + 0.1, ArrowLeft: now - 0.1, ArrowDown: now - 0.1, PageUp: Math.floor(now + 1.001), PageDown: Math.ceil(now - 1.001) }[e.key];
  if (next === undefined) return;
  e.preventDefault();
  go(Math.max(0, Math.min(last, Math.round(100 * next) / 100)));
}

/** @param {any} stage */
function seen(stage) {
  if (!stage) return "";
  const what = stage.name === "inputs" ? (stage.width === 1 ? "input" : "inputs") : stage.width === 1 ? "neuron" : "neurons";
  const width = stage.name === "inputs" ? `${stage.width} ${what}` : `${stage.name}: ${stage.width} ${what}`;
  return stage.seen === "as it is" ? `${width}, as it is` : `${width}, seen by the first two principal components (${percent(stage.share)} of the variation)`;
}
