// The plane of the data: the learned surface, the points over it, and a cross-hair to add points with.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { drawBorder } from "../draw/border.js";
import { createField, drawCurve } from "../draw/boundary.js";
import { nearest, ringRound } from "../draw/picking.js";
import { drawPoints } from "../draw/points.js";
import { drawRelief } from "../draw/relief.js";
import { watchSurface } from "../draw/surface.js";
import { count, fixed, loss, score, short } from "../format.js";
import { useStore } from "../store.js";
import { f32, u8 } from "../wire.js";
import { useAlternative } from "./alternative.js";
import { createPointing } from "./pointing.js";
import { usePalette } from "./theme.js";

const SIZE = 100; // side of the surface as the server makes it
/** Its side while training runs, where each pixel takes long: from how many parameters on. @type {[number, number][]} */
const COARSER = [[20_000, 50], [10_000, 64]];
const STEP = 0.05; // of the plane for one arrow key

/** What Enter does with each tool. @type {Record<string, string>} */
const ENTER = { add: "adds", draw: "adds", erase: "erases what is there", move: "picks a point up and puts it down", pick: "chooses the nearest example for the Microscope" };

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

/** The window that is drawn: that of the plane laid through the data where it has more than two inputs. @param {View|null} view @param {import("../types.js").State} state */
const domainOf = (view, state) => (state.dims > 2 ? (view?.json.domain ?? state.domain) : state.domain);

export function Plane() {
  const store = useStore(), colours = usePalette(), state = store.state.value;
  const box = useRef(/** @type {HTMLElement|null} */ (null)), field = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const curve = useRef(/** @type {HTMLCanvasElement|null} */ (null)), points = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const cross = useRef(/** @type {HTMLElement|null} */ (null)), reading = useRef(/** @type {HTMLElement|null} */ (null));
  const redraw = useRef(/** @type {(() => void)|null} */ (null)), say = useRef(() => {}), place = useRef({ u: 0.5, v: 0.5 });
  const ghost = useRef(/** @type {HTMLElement|null} */ (null)), pointing = useRef(/** @type {import("./pointing.js").Pointing|null} */ (null));
  const choose = useRef(() => {}), { open, example } = store.view.scope;
  const tool = store.view.tool.value;
  const show = store.view.show.value, { shading, border, relief } = store.view, turn = useRef(0.6);

  useEffect(() => {
    if (!colours || !field.current || !curve.current || !points.current) return undefined;
    const palette = colours, surface = createField(field.current), lines = curve.current;
    let view = /** @type {View|null} */ (null), rows = /** @type {import("../draw/points.js").Points|null} */ (null), revision = -1, laid = "";
    const pointWatch = watchSurface(points.current, () => paintPoints());
    const curveWatch = watchSurface(lines, () => paintSurface());

    const side = () => {
      const now = store.state.peek();
      return (now?.running && COARSER.find(([parameters]) => now.parameters > parameters)?.[1]) || SIZE;
    };

    function paintSurface() {
      const now = store.state.peek();
      if (!view || !now) return;
      const { mode, size, domain } = view.json, shade = shading.peek(), decided = shade === "class";
      // An empty canvas would be laid over the surface with every frame, pixel by pixel.
      lines.hidden = mode !== "curve" && !relief.peek() && !border.peek();
      if (mode === "curve") {
        surface.blank(palette);
        if (curveWatch.surface.width) drawCurve(curveWatch.surface, view.buffers[0], domain, palette);
      } else if (relief.peek()) {
        surface.blank(palette);
        if (curveWatch.surface.width) drawRelief(curveWatch.surface, view, palette, turn.current);
      } else if (shade === "confidence" && now.task === "classification") surface.confidence(view.buffers[view.buffers.length - 1], size, now.classes.length, palette);
      else if (mode === "classes") surface.classes(view.buffers[0], view.buffers[1], size, now.classes.length, palette, decided);
      else surface.diverging(view.buffers[0], size, palette, decided && now.task === "classification");
      if (mode !== "curve" && !relief.peek() && border.peek()) {
        curveWatch.surface.context.clearRect(0, 0, curveWatch.surface.width, curveWatch.surface.height);
        if (curveWatch.surface.width) drawBorder(curveWatch.surface, view, palette);
      }
      scale(view.json, now.classes);
    }

    function paintPoints() {
      const now = store.state.peek();
      if (!rows || !now || !pointWatch.surface.width) return;
      const domain = domainOf(view, now), shown = store.view.show.peek(), seen = view;
      const wrong = shown.wrong && now.task === "classification" && seen
        ? (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ label) =>
            read(seen, (x - domain[0]) / (domain[1] - domain[0]), (domain[3] - y) / (domain[3] - domain[2]), now.classes).label !== label
        : null;
      drawPoints(pointWatch.surface, rows, {
        domain, classification: now.task === "classification", curve: now.dims === 1 && now.task === "regression",
        range: [view?.json.low ?? -1, view?.json.high ?? 1], palette, show: shown, wrong,
      });
      if (open.peek()) ringRound(pointWatch.surface, rows, domain, now.dims === 1 && now.task === "regression", example.peek(), palette);
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
    const endField = store.frames.need("boundary", () => ({ size: side(), plane: store.view.plane.peek() }), (next) => {
      view = next;
      paintSurface();
      if (store.view.show.peek().wrong) crosses.ask();
      tell();
    });
    const endPoints = store.frames.need(
      "points",
      () => (store.state.peek()?.data_revision !== revision || store.view.plane.peek() !== laid ? { plane: store.view.plane.peek() } : null),
      (next) => {
        // State and views come in order, so these points are those of the newest state, or newer (then asked for again).
        revision = store.state.peek()?.data_revision ?? -1;
        laid = /** @type {{plane?: string}} */ (next.asked ?? {}).plane ?? "";
        rows = { rows: f32(next.buffers[0]), counts: next.json, names: f32(next.buffers[1]) };
        paintPoints();
        pointing.current?.renewed();
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
      const { u, v } = place.current, [x, y] = at(domainOf(view, now), u, v), [across, up] = view.json.axes ?? ["x", "y"];
      out.textContent = `${across} ${fixed(x)}  ${up ?? "y"} ${fixed(y)}  ${read(view, u, v, now.classes).words}`;
    }
    pointing.current = createPointing(
      store,
      () => {
        const now = store.state.peek();
        return rows?.names && now ? { rows: rows.rows, names: rows.names, domain: domainOf(view, now) } : null;
      },
      (carried) => {
        if (!ghost.current) return;
        ghost.current.hidden = !carried;
        if (carried) ghost.current.style.transform = `translate(${(carried.u * 100).toFixed(2)}cqw, ${(carried.v * 100).toFixed(2)}cqw)`;
      },
    );
    choose.current = () => {
      const now = store.state.peek(), { u, v } = place.current;
      const found = rows && now && nearest(rows, domainOf(view, now), now.dims === 1 && now.task === "regression", u, v, store.view.show.peek());
      if (found) example.value = found;
    };
    say.current = tell;
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
  useEffect(() => redraw.current?.(), [show, shading.value, border.value, relief.value, open.value, example.value, state?.domain.join(), state?.task, state?.dims]);

  /** @param {number[]} domain @param {number} u @param {number} v @returns {[number, number]} */
  const at = (domain, u, v) => [domain[0] + u * (domain[1] - domain[0]), domain[3] - v * (domain[3] - domain[2])];

  function mark() {
    const { u, v } = place.current;
    if (cross.current) cross.current.style.transform = `translate(${(u * 100).toFixed(2)}cqw, ${(v * 100).toFixed(2)}cqw)`;
    say.current();
  }
  /** @param {PointerEvent|MouseEvent} e */
  function locate(e) {
    const rect = /** @type {HTMLElement} */ (box.current).getBoundingClientRect();
    place.current = { u: Math.max(0, Math.min(1, (e.clientX - rect.left) / rect.width)), v: Math.max(0, Math.min(1, (e.clientY - rect.top) / rect.height)) };
    mark();
  }
  /** @param {PointerEvent} e */
  function press(e) {
    if (e.button !== 0) return;
    locate(e);
    if (tool === "pick") {
      choose.current();
      return;
    }
    box.current?.setPointerCapture(e.pointerId);
    if (relief.peek()) return;
    pointing.current?.press(place.current.u, place.current.v);
  }
  /** @param {PointerEvent} e */
  function drag(e) {
    locate(e);
    if (relief.peek()) {
      if (!(e.buttons & 1)) return;
      turn.current += e.movementX / 90;
      redraw.current?.();
      return;
    }
    pointing.current?.drag(place.current.u, place.current.v);
  }
  /** @param {PointerEvent} e */
  function release(e) {
    locate(e);
    pointing.current?.release(place.current.u, place.current.v);
  }
  /** @param {KeyboardEvent} e */
  function key(e) {
    const way = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] })[e.key];
    if (e.key === "Enter" && tool === "pick") choose.current();
    else if (e.key === "Enter" && !e.repeat) pointing.current?.enter(place.current.u, place.current.v);
    else if (e.key === "Escape" && pointing.current?.carrying()) pointing.current.cancel();
    else if (way) {
      if (relief.peek()) turn.current += 0.15 * way[0];
      const step = e.shiftKey ? STEP / 5 : STEP, keep = (/** @type {number} */ t) => Math.max(0, Math.min(1, t));
      place.current = { u: keep(place.current.u + way[0] * step), v: keep(place.current.v + way[1] * step) };
      mark();
      if (pointing.current?.carrying()) pointing.current.drag(place.current.u, place.current.v);
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
    <div ref=${box} class="plane" role="application" tabindex="0" data-tool=${tool} aria-label=${`Plane: arrow keys move the cross-hair, Enter ${ENTER[tool]}${tool === "add" || tool === "draw" ? ` ${what}` : ""}`}
      onPointerDown=${press} onPointerMove=${drag} onPointerUp=${release} onPointerCancel=${() => pointing.current?.cancel()} onPointerLeave=${() => say.current()} onKeyDown=${key} onFocus=${mark} onBlur=${() => say.current()}>
      <div role="img" aria-label=${alternative}>
        <canvas ref=${field} class="field"></canvas>
        <canvas ref=${points} class="over" hidden=${relief.value && state?.dims !== 1}></canvas>
        <canvas ref=${curve} class="over" hidden></canvas>
      </div>
      <div ref=${cross} class="cross" aria-hidden="true"></div>
      <div ref=${ghost} class="ghost" aria-hidden="true" hidden></div>
    </div>
    <output ref=${reading} class="plane-reading" aria-live="off"></output>
  </div>`;
}
