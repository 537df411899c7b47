// The plane of the data: the learned surface, the points over it, and a cross-hair to add points with.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { createField, drawCurve } from "../draw/boundary.js";
import { drawPoints } from "../draw/points.js";
import { watchSurface } from "../draw/surface.js";
import { count, fixed, loss, score, short } from "../format.js";
import { useStore } from "../store.js";
import { f32, u8 } from "../wire.js";
import { useAlternative } from "./alternative.js";
import { usePalette } from "./theme.js";

const SIZE = 100; // side of the surface as the server makes it
const STEP = 0.05; // of the plane for one arrow key

/** @typedef {import("../types.js").View} View */

/** The surface at a place given as shares of the plane: the class or the value, and in words. @param {View} view @param {number} u @param {number} v @param {string[]} classes */
function read({ json, buffers }, u, v, classes) {
  const size = json.size, column = Math.max(0, Math.min(size - 1, Math.floor(u * size))), row = Math.max(0, Math.min(size - 1, Math.floor(v * size)));
  const at = row * size + column;
  if (json.mode === "curve") {
    const values = f32(buffers[0]), y = values[Math.max(0, Math.min(values.length - 1, Math.round(u * (values.length - 1))))];
    return { label: 0, words: `network ${fixed(y)}` };
  }
  if (json.mode === "classes") {
    const label = u8(buffers[0])[at], p = u8(buffers[1])[at] / 255;
    return { label, words: `class ${classes[label] ?? label} ${Math.round(100 * p)} %` };
  }
  const share = u8(buffers[0])[at] / 255;
  if (classes.length === 2) {
    const label = share > 0.5 ? 1 : 0;
    return { label, words: `class ${classes[label]} ${Math.round(100 * (label ? share : 1 - share))} %` };
  }
  return { label: 0, words: `network ${short(json.low + share * (json.high - json.low))}` };
}

export function Plane() {
  const store = useStore(), colours = usePalette(), state = store.state.value;
  const box = useRef(/** @type {HTMLElement|null} */ (null)), field = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const curve = useRef(/** @type {HTMLCanvasElement|null} */ (null)), points = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const cross = useRef(/** @type {HTMLElement|null} */ (null)), reading = useRef(/** @type {HTMLElement|null} */ (null));
  const redraw = useRef(/** @type {(() => void)|null} */ (null)), place = useRef({ u: 0.5, v: 0.5 });
  const show = store.view.show.value, sharp = store.view.sharp.value;

  useEffect(() => {
    if (!colours || !field.current || !curve.current || !points.current) return undefined;
    const palette = colours, surface = createField(field.current);
    let view = /** @type {View|null} */ (null), rows = /** @type {import("../draw/points.js").Points|null} */ (null), revision = -1;
    const pointWatch = watchSurface(points.current, () => paintPoints());
    const curveWatch = watchSurface(curve.current, () => paintSurface());

    function paintSurface() {
      const now = store.state.peek();
      if (!view || !now) return;
      const { mode, size, domain } = view.json, decided = store.view.sharp.peek();
      if (mode === "curve") {
        surface.blank(palette);
        if (curveWatch.surface.width) drawCurve(curveWatch.surface, view.buffers[0], domain, palette);
      } else if (mode === "classes") surface.classes(view.buffers[0], view.buffers[1], size, now.classes.length, palette, decided);
      else surface.diverging(view.buffers[0], size, palette, decided && now.task === "classification");
      if (mode !== "curve") curveWatch.surface.context.clearRect(0, 0, curveWatch.surface.width, curveWatch.surface.height);
      scale(view.json, now.classes);
    }

    function paintPoints() {
      const now = store.state.peek();
      if (!rows || !now || !pointWatch.surface.width) return;
      const { domain } = now, shown = store.view.show.peek(), seen = view;
      const wrong = shown.wrong && now.task === "classification" && seen
        ? (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ label) =>
            read(seen, (x - domain[0]) / (domain[1] - domain[0]), (domain[3] - y) / (domain[3] - domain[2]), now.classes).label !== label
        : null;
      drawPoints(pointWatch.surface, rows, {
        domain, classification: now.task === "classification", curve: now.dims === 1 && now.task === "regression",
        range: [view?.json.low ?? -1, view?.json.high ?? 1], palette, show: shown, wrong,
      });
    }

    /** The ends of the colour scale, in words. @param {any} json @param {string[]} classes */
    function scale(json, classes) {
      const next = json.mode !== "diverging" || classes.length ? null : { low: short(json.low, 2), high: short(json.high, 2) };
      const before = store.view.scale.peek();
      if (before?.low !== next?.low || before?.high !== next?.high) {
        store.view.scale.value = next;
        if (!classes.length) paintPoints();
      }
    }

    const crosses = store.frames.paced(paintPoints, { least: 150, share: 0.2 });
    const endField = store.frames.need("boundary", () => ({ size: SIZE }), (next) => {
      view = next;
      paintSurface();
      if (store.view.show.peek().wrong) crosses.ask();
      tell();
    });
    const endPoints = store.frames.need(
      "points",
      () => (store.state.peek()?.data_revision !== revision ? {} : null),
      (next) => {
        // State and views come in order, so these points are those of the newest state, or newer (then asked for again).
        revision = store.state.peek()?.data_revision ?? -1;
        rows = { rows: f32(next.buffers[0]), counts: next.json };
        paintPoints();
      },
    );

    /** What the surface says under the cross-hair. */
    function tell() {
      const now = store.state.peek(), out = reading.current;
      if (!out || !now || !view) return;
      const active = box.current?.matches(":hover, :focus") ?? false;
      if (!active) {
        if (out.textContent) out.textContent = "";
        return;
      }
      const { u, v } = place.current, [x, y] = at(now.domain, u, v);
      out.textContent = `x ${fixed(x)}  y ${fixed(y)}  ${read(view, u, v, now.classes).words}`;
    }
    redraw.current = () => {
      paintSurface();
      paintPoints();
      tell();
    };
    return () => {
      endField();
      endPoints();
      crosses.end();
      pointWatch.end();
      curveWatch.end();
    };
  }, [colours, store]);
  useEffect(() => redraw.current?.(), [show, sharp, state?.domain.join(), state?.task, state?.dims]);

  /** @param {number[]} domain @param {number} u @param {number} v @returns {[number, number]} */
  const at = (domain, u, v) => [domain[0] + u * (domain[1] - domain[0]), domain[3] - v * (domain[3] - domain[2])];

  function mark() {
    const { u, v } = place.current;
    if (cross.current) cross.current.style.transform = `translate(${(u * 100).toFixed(2)}cqw, ${(v * 100).toFixed(2)}cqw)`;
  }
  function add() {
    const now = store.state.peek();
    if (!now) return;
    // Finer than anyone can point would only make the link long.
    const [x, y] = at(now.domain, place.current.u, place.current.v).map((c) => Number(c.toFixed(2)));
    const label = now.task === "classification" ? store.view.label.peek() : now.dims === 1 ? y : store.view.target.peek();
    store.act({ do: "add_point", x, y, label });
  }
  /** @param {PointerEvent|MouseEvent} e */
  function locate(e) {
    const rect = /** @type {HTMLElement} */ (box.current).getBoundingClientRect();
    place.current = { u: Math.max(0, Math.min(1, (e.clientX - rect.left) / rect.width)), v: Math.max(0, Math.min(1, (e.clientY - rect.top) / rect.height)) };
    mark();
  }
  /** @param {KeyboardEvent} e */
  function key(e) {
    const way = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] })[e.key];
    if (e.key === "Enter") add();
    else if (way) {
      const step = e.shiftKey ? STEP / 5 : STEP, keep = (/** @type {number} */ t) => Math.max(0, Math.min(1, t));
      place.current = { u: keep(place.current.u + way[0] * step), v: keep(place.current.v + way[1] * step) };
      mark();
    } else return;
    e.preventDefault();
    redraw.current?.();
  }

  const alternative = useAlternative(() => {
    const s = store.state.peek(), status = store.numbers.peek().status;
    if (!s) return "The plane of the data";
    const kind = s.task === "classification" ? `the regions of ${s.classes.length} classes` : s.dims === 1 ? "the learned curve" : "the learned surface";
    return `The plane of the data with ${kind} and ${count(s.counts.train + s.counts.validation + s.counts.test)} points. Train loss ${loss(status?.train?.loss)}, ${s.task === "classification" ? "accuracy" : "R²"} ${score(status?.test ?? status?.validation ?? status?.train)}.`;
  });
  const what = state?.task === "classification" ? `a point of class ${state.classes[store.view.label.value] ?? ""}` : "a point";
  return html`<div class="plane-box">
    <div ref=${box} class="plane" role="application" tabindex="0" aria-label=${`Plane: arrow keys move the cross-hair, Enter adds ${what}`}
      onPointerMove=${locate} onClick=${(/** @type {MouseEvent} */ e) => (locate(e), add())} onKeyDown=${key} onFocus=${mark}>
      <div role="img" aria-label=${alternative}>
        <canvas ref=${field} class="field"></canvas>
        <canvas ref=${points} class="over"></canvas>
        <canvas ref=${curve} class="over"></canvas>
      </div>
      <div ref=${cross} class="cross" aria-hidden="true"></div>
    </div>
    <output ref=${reading} class="plane-reading" aria-live="off"></output>
  </div>`;
}
