// The plane with the exact pieces of the network, and the line of each first-layer neuron to be taken in hand.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { createField, drawCurve } from "../../draw/boundary.js";
import { canTurn, distance, drawLine, drawPieces, handles, lineOf, moved, slopesOf, turned } from "../../draw/lines.js";
import { drawPoints } from "../../draw/points.js";
import { watchSurface } from "../../draw/surface.js";
import { count, pretty, weight } from "../../format.js";
import { useStore } from "../../store.js";
import { f32 } from "../../wire.js";
import { usePalette } from "../theme.js";
import { createAsk } from "./asking.js";

/** @typedef {import("../../types.js").View} View */
/** @typedef {import("../../draw/lines.js").Neuron} Neuron */

const REACH = 10; // pixels round a line or a handle within which a pointer takes it
const STEP = 0.02, TURN = Math.PI / 36; // of the window, and five degrees, for one arrow key

export function Lines() {
  const store = useStore(), palette = usePalette(), state = store.state.value, sizes = state?.sizes ?? [1, 1];
  const [chosen, setChosen] = useState(0), [mapView, setMapView] = useState(/** @type {any} */ (null)), [told, setTold] = useState(/** @type {any} */ (null));
  const field = useRef(/** @type {HTMLCanvasElement|null} */ (null)), over = useRef(/** @type {HTMLCanvasElement|null} */ (null)), box = useRef(/** @type {HTMLElement|null} */ (null));
  const reading = useRef(/** @type {HTMLElement|null} */ (null));
  /** What the canvases show, and the drag under way. */
  const now = useRef({
    weights: /** @type {Float32Array|null} */ (null), pieces: /** @type {View|null} */ (null), map: /** @type {any} */ (null), rows: /** @type {any} */ (null),
    draft: /** @type {Neuron|null} */ (null), grip: /** @type {"move"|"turn"|null} */ (null), from: [0, 0], start: /** @type {Neuron|null} */ (null), pivot: [0, 0],
    flying: 0, waiting: /** @type {Neuron|null} */ (null), hold: 0, chosen: 0, width: 1, height: 1,
  });
  const units = sizes.length > 1 ? sizes[1] : 0, unit = Math.min(chosen, units - 1), draw = useRef(() => {});
  now.current.chosen = unit;

  /** @param {number} j @returns {Neuron|null} */
  function neuron(j) {
    const { weights, draft, chosen: mine } = now.current, shape = store.state.peek()?.sizes ?? [];
    if (draft && j === mine) return draft;
    if (!weights || shape.length < 2 || weights.length < (shape[0] + 1) * shape[1]) return null;
    return { weights: Array.from(weights.subarray(j * shape[0], (j + 1) * shape[0])), bias: weights[shape[0] * shape[1] + j] };
  }
  const line = (/** @type {number} */ j) => {
    const it = neuron(j), domain = store.state.peek()?.domain;
    return it && domain && now.current.map ? lineOf(it, now.current.map, domain, now.current.width, now.current.height) : null;
  };

  useEffect(() => {
    if (!palette || !field.current || !over.current) return undefined;
    const colours = palette, surface = createField(field.current), it = now.current;
    let boundary = /** @type {View|null} */ (null);
    const watch = watchSurface(over.current, ({ width, height }) => {
      Object.assign(it, { width, height });
      draw.current();
    });
    draw.current = () => {
      const s = store.state.peek(), top = watch.surface;
      if (!s || !top.width) return;
      top.context.clearRect(0, 0, top.width, top.height);
      if (it.rows) drawPoints(top, it.rows, { domain: s.domain, classification: s.task === "classification", curve: s.dims === 1 && s.task === "regression", range: [boundary?.json.low ?? -1, boundary?.json.high ?? 1], palette: colours, show: { train: true, validation: false, test: false }, wrong: null });
      if (boundary?.json.mode === "curve") drawCurveOver(top, boundary, colours);
      const pieces = it.pieces && !it.pieces.json.problem ? it.pieces : null;
      if (pieces) drawPieces(top, f32(pieces.buffers[0]), f32(pieces.buffers[1]), s.domain, colours);
      const mine = it.chosen, lines = Math.min(s.sizes[1] ?? 0, 64);
      for (let j = 0; j < lines; j++) if (j !== mine) paintOne(j, false, !pieces);
      paintOne(mine, true, true);
      say();
    };
    /** @param {number} j @param {boolean} first @param {boolean} solid */
    function paintOne(j, first, solid) {
      const at = s1() ? line(j) : null, who = neuron(j);
      if (at && who) drawLine(watch.surface, at, slopesOf(who, it.map), first, solid, canTurn(it.map), colours);
    }
    const s1 = () => (store.state.peek()?.sizes.length ?? 0) > 2; // a network without hidden layer has outputs only
    const pace = store.frames.paced(() => draw.current(), { least: 40, share: 0.15 });
    const ends = [
      store.frames.need("boundary", () => ({ size: 100 }), (next) => {
        boundary = next;
        const { mode, size } = next.json;
        if (mode === "curve") surface.blank(colours);
        else if (mode === "classes") surface.classes(next.buffers[0], next.buffers[1], size, store.state.peek()?.classes.length ?? 3, colours, false);
        else surface.diverging(next.buffers[0], size, colours, false);
      }),
      store.frames.need("points", () => (it.rows ? null : {}), (next) => {
        it.rows = { rows: f32(next.buffers[0]), counts: next.json };
        draw.current();
      }),
      store.frames.need("weights", () => ({}), (next) => {
        it.weights = f32(next.buffers[0]);
        if (!it.grip && !it.flying) it.draft = null;
        pace.ask();
      }),
    ];
    draw.current();
    return () => {
      ends.forEach((end) => end());
      pace.end();
      watch.end();
    };
  }, [palette, store]);

  useEffect(() => {
    const asking = createAsk(store, () => ({}), { least: 120, share: 0.2 });
    const key = () => `${store.state.peek()?.data_revision} ${store.state.peek()?.features.join()}`;
    let known = "";
    const ends = [
      store.frames.need("pieces", asking.ask, (next) => {
        asking.received(next);
        now.current.pieces = next;
        setTold(next.json);
        draw.current();
      }),
      store.frames.need("lines", () => (known === key() ? null : {}), (next) => {
        known = key();
        now.current.map = next.json.problem ? null : next.json;
        setMapView(next.json);
        draw.current();
      }),
    ];
    return () => ends.forEach((end) => end());
  }, [store]);
  useEffect(() => draw.current(), [unit, units]);
  useEffect(() => {
    now.current.rows = null; // other points may be there
    store.frames.refresh();
  }, [state?.data_revision]);

  // One act at a time is on its way: the newest place of the line waits for its answer.
  useEffect(() => {
    const it = now.current;
    if (!it.flying || !state || state.ack < it.flying) return;
    it.flying = 0;
    const next = it.waiting;
    it.waiting = null;
    if (next) send(next);
  }, [state]);
  /** @param {Neuron} next */
  function send(next) {
    const it = now.current;
    it.draft = next;
    if (it.flying) it.waiting = next;
    else it.flying = store.act({ do: "set_neuron", layer: 1, unit: it.chosen + 1, weights: next.weights, bias: next.bias, ...(it.hold && { hold: it.hold }) });
    draw.current();
  }

  function say() {
    const it = neuron(now.current.chosen), names = store.state.peek()?.features ?? [], out = reading.current;
    if (!out) return;
    const words = it ? `${it.weights.map((w, f) => `${weight(w, 2)} ${pretty(names[f] ?? "")}`).join(" + ")} + ${weight(it.bias, 2)} = 0`.replaceAll("+ −", "− ") : "";
    if (out.textContent !== words) out.textContent = words;
  }

  /** @param {PointerEvent} e @returns {[number, number]} */
  function place(e) {
    const rect = /** @type {HTMLElement} */ (box.current).getBoundingClientRect();
    return [((e.clientX - rect.left) / rect.width) * now.current.width, ((e.clientY - rect.top) / rect.height) * now.current.height];
  }
  /** Pixels as a place on the plane. @param {number[]} at */
  function onPlane([x, y]) {
    const [x0, x1, y0, y1] = store.state.peek()?.domain ?? [0, 1, 0, 1];
    return [x0 + (x / now.current.width) * (x1 - x0), y1 - (y / now.current.height) * (y1 - y0)];
  }
  /** @param {PointerEvent} e */
  function down(e) {
    const it = now.current, [x, y] = place(e), own = line(unit), near = (/** @type {number[]} */ [hx, hy]) => Math.hypot(hx - x, hy - y) <= REACH + 2;
    let taken = unit, grip = /** @type {"move"|"turn"} */ ("move");
    if (own && canTurn(it.map) && (near(handles(own).first) || near(handles(own).second))) grip = "turn";
    else if (!own || distance(own, x, y) > REACH) {
      const all = Array.from({ length: units }, (_, j) => distance(line(j), x, y)), best = all.indexOf(Math.min(...all));
      if (!(all[best] <= REACH)) return;
      taken = best;
    }
    it.draft = null;
    it.chosen = taken;
    setChosen(taken);
    const at = line(taken);
    it.start = neuron(taken);
    if (!at || !it.start) return;
    Object.assign(it, { grip, from: [x, y], pivot: handles(at).middle, hold: Date.now() }); // all of a drag is undone at once
    /** @type {HTMLElement} */ (e.currentTarget).setPointerCapture(e.pointerId);
    draw.current();
  }
  /** @param {PointerEvent} e */
  function move(e) {
    const it = now.current;
    if (!it.grip || !it.start || !it.map) return;
    const at = place(e), [px, py] = onPlane(at), [fx, fy] = onPlane(it.from);
    if (it.grip === "move") send(moved(it.start, it.map, px - fx, py - fy));
    else {
      const angle = (/** @type {number[]} */ [x, y]) => Math.atan2(it.pivot[1] - y, x - it.pivot[0]);
      send(turned(it.start, it.map, onPlane(it.pivot), angle(at) - angle(it.from), aspect()));
    }
  }
  const aspect = () => {
    const [x0, x1, y0, y1] = store.state.peek()?.domain ?? [0, 1, 0, 1];
    return ((x1 - x0) / (y1 - y0)) * (now.current.height / now.current.width);
  };
  function up() {
    now.current.grip = null;
    store.frames.refresh();
  }
  /** @param {KeyboardEvent} e */
  function key(e) {
    const it = now.current, who = neuron(unit), at = line(unit), domain = store.state.peek()?.domain;
    if (e.key === "PageUp" || e.key === "PageDown") {
      it.draft = null;
      setChosen((unit + (e.key === "PageDown" ? 1 : units - 1)) % units);
      e.preventDefault();
      return;
    }
    const way = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] })[e.key];
    if (!way || !who || !it.map || !domain) return;
    e.preventDefault();
    it.hold = 0;
    if (e.shiftKey && at && canTurn(it.map)) send(turned(who, it.map, onPlane(handles(at).middle), TURN * (way[0] ? -way[0] : way[1]), aspect()));
    else if (!e.shiftKey) send(moved(who, it.map, way[0] * STEP * (domain[1] - domain[0]), way[1] * STEP * (domain[3] - domain[2])));
  }

  const hidden = sizes.length > 2, problem = mapView?.problem, words = `Line of neuron ${unit + 1} of ${units}: arrow keys move it, Shift and arrow keys turn it, Page Up and Page Down choose another`;
  return html`<figure class="lines">
    <figcaption><b>Lines and pieces</b> <span class="quiet" data-testid="pieces">${told ? counted(told) : "computing …"}</span></figcaption>
    <div ref=${box} class="square" role="application" tabindex="0" aria-label=${hidden && !problem ? words : "The plane of the data"}
      onPointerDown=${hidden ? down : undefined} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${up} onKeyDown=${hidden ? key : undefined}>
      <canvas ref=${field} role="img" aria-label=${`What the network predicts over the plane, with its lines. ${counted(told)}`}></canvas>
      <canvas ref=${over} class="over" aria-hidden="true"></canvas>
    </div>
    ${hidden && !problem
      ? html`<div class="panel-line chosen-line">
          <label>Line of neuron <select value=${unit} onChange=${(/** @type {any} */ e) => ((now.current.draft = null), setChosen(Number(e.target.value)))}>${Array.from({ length: units }, (_, j) => html`<option key=${j} value=${j} selected=${j === unit}>${j + 1}</option>`)}</select></label>
          <output ref=${reading} class="quiet" data-testid="line" aria-live="polite"></output>
        </div>
        <p class="about">Drag the square handle to move the line${mapView && canTurn(mapView) ? ", a round one to turn it" : ""}: weights and bias follow. The arrow shows the side on which the neuron is positive.</p>`
      : html`<p class="about">${problem ?? "A network without hidden layer has no lines to move."}</p>`}
    ${told?.problem && html`<p class="about" role="status">No exact pieces. ${told.problem}</p>`}
  </figure>`;
}

/** The learned curve over an empty plane, without wiping what is drawn there. @param {import("../../draw/surface.js").Surface} surface @param {View} view @param {import("../../colours.js").Palette} palette */
function drawCurveOver(surface, view, palette) {
  const copy = new OffscreenCanvas(surface.canvas.width, surface.canvas.height), context = /** @type {any} */ (copy.getContext("2d"));
  context.setTransform(surface.ratio, 0, 0, surface.ratio, 0, 0);
  drawCurve({ ...surface, context }, view.buffers[0], view.json.domain, palette);
  surface.context.drawImage(copy, 0, 0, surface.width, surface.height);
}

/** @param {any} told */
function counted(told) {
  if (!told || told.problem) return "";
  const layers = told.counts.length > 1 ? told.counts.map((/** @type {number} */ n, /** @type {number} */ i) => `${count(n)} after layer ${i + 1}`).slice(0, -1).join(", ") : "";
  return `${count(told.pieces)} pieces${told.limit ? ` of at most ${count(told.limit)}` : layers ? ` (${layers})` : ""}`;
}
