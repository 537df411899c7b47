// The canvases of the network diagram: edges below, neurons above, and what the pointer finds there.
import { effect } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { hit, layOut, offsets } from "../draw/layout.js";
import { drawEdges, drawUnits } from "../draw/network.js";
import { createPictures } from "../draw/pictures.js";
import { watchSurface } from "../draw/surface.js";
import { fixed, pretty, short } from "../format.js";
import { useStore } from "../store.js";
import { f32 } from "../wire.js";
import { useAlternative } from "./alternative.js";
import { numberBox } from "./number-box.js";
import { usePalette } from "./theme.js";
import { letSignalTravel } from "./travel.js";

const EDGES = 0.12; // of the time, at most, is spent on drawing edges
const NAME = 11; // pixels that a name needs between two neurons
const PICTURE = 32, SMALL_PICTURE = 16; // side of a neuron's picture as the server makes it; small where it is drawn small

/** @typedef {NonNullable<ReturnType<typeof hit>>} Found */

/** A name below each neuron of a column, if the neurons stand far enough apart. @param {import("../draw/layout.js").Column} column @param {string[]} words */
function label({ x, tile, ys }, words) {
  if (ys.length > 1 && ys[1] - ys[0] - tile < NAME) return [];
  return ys.map((y, j) => {
    const span = Object.assign(document.createElement("span"), { textContent: words[j] ?? "" });
    span.style.left = `${x}px`;
    span.style.top = `${y + tile / 2}px`;
    return span;
  });
}

/** @param {{columnsAt: (xs: number[]) => void}} properties */
export function Diagram({ columnsAt }) {
  const store = useStore(), colours = usePalette(), state = store.state.value, { scope } = store.view;
  const edges = useRef(/** @type {HTMLCanvasElement|null} */ (null)), units = useRef(/** @type {HTMLCanvasElement|null} */ (null));
  const card = useRef(/** @type {HTMLElement|null} */ (null)), paint = useRef(/** @type {{shape: () => void}|null} */ (null));
  const names = useRef(/** @type {HTMLElement|null} */ (null));
  const shown = state ? JSON.stringify([state.sizes, state.features, state.classes]) : ""; // what the layout follows

  useEffect(() => {
    if (!colours || !edges.current || !units.current || !card.current) return undefined;
    const palette = colours, pictures = createPictures(), box = card.current, picture = /** @type {HTMLCanvasElement} */ (box.querySelector("canvas"));
    let layout = layOut([1], 1, 1, 1), shape = /** @type {number[]} */ ([]), weights = /** @type {Float32Array|null} */ (null);
    let maps = /** @type {import("../types.js").View|null} */ (null);
    let focus = /** @type {import("../draw/network.js").Focus} */ (null), found = /** @type {Found|null} */ (null);
    const at = { x: 0, y: 0 };
    const edgeWatch = watchSurface(edges.current, () => reshape());
    const unitWatch = watchSurface(units.current, () => reshape());

    /** Hundreds of neurons are drawn too small for large pictures, which would be most of a frame's bytes. */
    const pictureSize = () => {
      const { ratio } = unitWatch.surface, widest = Math.max(...layout.columns.slice(1, -1).map((c) => c.tile), 0);
      return layout.columns.length > 2 && widest * ratio <= SMALL_PICTURE && found?.kind !== "unit" ? SMALL_PICTURE : PICTURE;
    };

    /** Weights and pictures of another shape than the layout's must wait for each other. */
    const fits = () => weights && shape.length > 1 && offsets(shape).at(-1)?.biases === weights.length - (shape.at(-1) ?? 0);
    const edgePace = store.frames.paced(() => fits() && drawEdges(edgeWatch.surface, layout, shape, /** @type {Float32Array} */ (weights), palette, focus, scope.lit.peek()), { share: EDGES });

    function takePictures() {
      if (maps) pictures.take(maps.buffers[0], maps.json.size, layout.columns, found?.kind === "unit" ? layout.columns[found.layer].offset + found.unit : null, palette);
    }

    function paintUnits() {
      if (maps) drawUnits(unitWatch.surface, layout, shape, pictures, fits() ? weights : null, palette, focus, scope.lit.peek());
    }

    /** Below each input the feature, below each output the class, where there is room. */
    function nameEnds() {
      const s = store.state.peek(), last = layout.columns.length - 1;
      const classes = s?.classes.map((name) => (name.length < 3 ? `class ${name}` : name)) ?? [];
      const outputs = classes.length === shape[last] ? classes : classes.slice(1, 2); // one output for two classes: the second's
      const named = [...label(layout.columns[0], s?.features.map(pretty) ?? []), ...label(layout.columns[last], outputs)];
      names.current?.replaceChildren(...named);
    }

    function reshape() {
      const { width, height, ratio } = unitWatch.surface;
      const sizes = store.state.peek()?.sizes ?? [];
      if (!width || sizes.length < 2) return; // not on screen yet
      shape = sizes;
      found = focus = null;
      card.current?.setAttribute("hidden", "");
      layout = layOut(shape, width, height, ratio);
      takePictures();
      columnsAt(layout.columns.map((c) => Math.round(c.x)));
      nameEnds();
      if (edgeWatch.surface.width) edgePace.now();
      paintUnits();
      store.frames.refresh(); // for neurons of another size
    }

    // While training runs, weights that would not be drawn yet need not be sent: of a large network they are most of it.
    const endWeights = store.frames.need("weights", () => (edgePace.due() || !store.frames.running() ? {} : null), (view) => {
      weights = f32(view.buffers[0]);
      edgePace.ask();
      if (found && found.kind !== "unit") tell();
    });
    const endMaps = store.frames.need("neurons", () => ({ size: pictureSize(), plane: store.view.plane.peek() }), (view) => {
      maps = view;
      takePictures();
      paintUnits();
      if (found?.kind === "unit") tell();
    });

    /** The card beside the pointer: a weight, a bias, or a neuron's picture in large. */
    function tell() {
      const names = store.state.peek()?.features ?? [];
      box.hidden = !found || !fits();
      if (!found || !weights || box.hidden) return;
      const { layer, unit } = found, last = shape.length - 1;
      const who = (/** @type {number} */ l, /** @type {number} */ j) =>
        l === 0 ? `input ${pretty(names[j] ?? String(j + 1))}` : l === last ? (shape[l] === 1 ? "output" : `output ${j + 1}`) : `layer ${l}, neuron ${j + 1}`;
      const places = layer ? offsets(shape)[layer - 1] : null;
      /** @type {[string, string][]} */
      const lines = [];
      if (found.kind === "edge" && places) {
        lines.push(["from", who(layer - 1, found.from)], ["to", who(layer, unit)]);
        lines.push(["weight", fixed(weights[places.weights + unit * shape[layer - 1] + found.from], 4)]);
        if (!scope.open.peek()) lines.push(["", "Click to change it"]);
        lines.push(...gradients(layer, unit, found.from));
      } else {
        lines.push(["", who(layer, unit)]);
        if (places) lines.push(["bias", fixed(weights[places.biases + unit], 4)]);
        if (found.kind === "bias" && !scope.open.peek()) lines.push(["", "Click to change it"]);
        if (found.kind === "bias") lines.push(...gradients(layer, unit, -1));
        const scale = maps?.json.layers?.[layer]?.[unit];
        if (found.kind === "unit" && scale !== undefined) lines.push(["colours", `−${short(scale)} to ${short(scale)}`]);
      }
      /** @type {HTMLElement} */ (box.querySelector("dl")).replaceChildren(
        ...lines.flatMap(([name, value]) => {
          const dt = document.createElement("dt"), dd = document.createElement("dd");
          dt.textContent = name;
          dd.textContent = value;
          return name ? [dt, dd] : [Object.assign(dd, { className: "whole" })];
        }),
      );
      picture.hidden = found.kind !== "unit";
      if (!picture.hidden) {
        const context = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
        context.clearRect(0, 0, picture.width, picture.height);
        pictures.draw(context, layout.columns[layer].offset + unit, 0, 0, picture.width);
      }
      const right = at.x + 18 + box.offsetWidth < layout.width;
      box.style.transform = `translate(${right ? at.x + 16 : Math.max(0, at.x - box.offsetWidth - 12)}px, ${Math.max(0, Math.min(layout.height - box.offsetHeight, at.y + 12))}px)`;
    }

    /** What the Microscope says of the weight under the pointer. @param {number} layer @param {number} unit @param {number} source @returns {[string, string][]} */
    function gradients(layer, unit, source) {
      const chain = scope.open.peek() ? scope.chain.peek() : null;
      if (!chain || chain.layer !== layer || chain.unit !== unit || (chain.source ?? -1) !== source) return [];
      return [["gradient", short(chain.total, 4)], ["difference", `${short(chain.numeric, 4)} ${chain.agrees ? "✓" : "✗"}`]];
    }

    /** With the Microscope open, the weight that is pointed at is the one that it looks at. */
    function look() {
      if (!scope.open.peek()) return;
      const weight = found && found.kind !== "unit" ? { layer: found.layer, unit: found.unit, source: found.kind === "edge" ? found.from : -1 } : null;
      if (JSON.stringify(weight) !== JSON.stringify(scope.pointed.peek())) scope.pointed.value = weight;
    }
    const choose = () => {
      if (!scope.open.peek()) edit();
      else if (scope.pointed.peek()) scope.chosen.value = scope.pointed.peek();
    };

    /** The weight or bias under the pointer is changed where it is. */
    function edit() {
      if (!found || found.kind === "unit" || !weights || !fits()) return;
      const { layer, unit } = found, source = found.kind === "edge" ? found.from + 1 : "bias", places = offsets(shape)[layer - 1];
      const value = fixed(weights[found.kind === "edge" ? places.weights + unit * shape[layer - 1] + found.from : places.biases + unit], 4);
      const entry = numberBox({
        label: found.kind === "edge" ? `Weight ${source} of neuron ${unit + 1} in layer ${layer}` : `Bias of neuron ${unit + 1} in layer ${layer}`,
        value,
        commit: (to) => store.act({ do: "set_weight", layer, unit: unit + 1, source, value: to }),
        closed: () => entry.remove(),
      });
      entry.classList.add("in-diagram");
      entry.style.left = `${Math.max(0, Math.min(layout.width - 96, at.x - 48))}px`;
      entry.style.top = `${Math.max(0, at.y - 34)}px`;
      box.parentElement?.append(entry);
      entry.select();
    }

    /** @param {Found|null} next */
    function point(next) {
      const wanted = next && next.kind !== "edge" ? next : null, changed = focus?.layer !== wanted?.layer || focus?.unit !== wanted?.unit;
      found = next;
      focus = wanted && { layer: wanted.layer, unit: wanted.unit };
      if (changed) {
        takePictures();
        edgePace.ask();
        paintUnits();
      }
      look();
      tell();
    }

    let moving = 0;
    const move = (/** @type {PointerEvent} */ e) => {
      at.x = e.offsetX;
      at.y = e.offsetY;
      moving ||= requestAnimationFrame(() => {
        moving = 0;
        point(hit(layout, at.x, at.y));
      });
    };
    const leave = () => {
      cancelAnimationFrame(moving);
      moving = 0;
      point(null);
    };
    const surface = units.current;
    surface.addEventListener("pointermove", move);
    surface.addEventListener("pointerdown", move);
    surface.addEventListener("pointerleave", leave);
    surface.addEventListener("click", choose);
    const endTravel = letSignalTravel(store);
    paint.current = { shape: reshape };
    const endLight = effect(() => {
      const lit = scope.lit.value;
      if (lit || !scope.open.value) {
        edgePace.ask();
        paintUnits();
      }
      // What lights up must be in sight where the diagram scrolls sideways.
      const column = layout.columns[lit?.units ?? lit?.edges ?? -1], scroller = surface.closest(".scroller");
      if (column && scroller) scroller.scrollTo({ left: column.x - scroller.clientWidth / 2 });
      if (scope.chain.value) tell();
    });
    return () => {
      endWeights();
      endMaps();
      endLight();
      endTravel();
      edgePace.end();
      edgeWatch.end();
      unitWatch.end();
      cancelAnimationFrame(moving);
      surface.removeEventListener("pointermove", move);
      surface.removeEventListener("pointerdown", move);
      surface.removeEventListener("pointerleave", leave);
      surface.removeEventListener("click", choose);
      paint.current = null;
    };
  }, [colours, store]);

  useEffect(() => paint.current?.shape(), [shown]);

  const alternative = useAlternative(() => {
    const s = store.state.peek();
    if (!s) return "Network diagram";
    const hidden = s.sizes.slice(1, -1).map((n, i) => `${n} ${(s.activations[i] ?? "").replaceAll("_", " ")} neurons`);
    return `Network diagram: ${s.sizes[0]} inputs (${s.features.map(pretty).join(", ")}), ${hidden.length ? `hidden layers of ${hidden.join(" and ")}` : "no hidden layer"}, ${s.sizes.at(-1)} ${s.sizes.at(-1) === 1 ? "output" : "outputs"}. All weights stand in the tab Weights below, and can be changed there.`;
  });
  return html`<div class="canvases" role="img" aria-label=${alternative}>
    <div ref=${names} class="names"></div>
    <canvas ref=${edges} class="edges"></canvas>
    <canvas ref=${units} class="units"></canvas>
    <div ref=${card} class="reading" hidden><canvas width="112" height="112"></canvas><dl></dl></div>
  </div>`;
}
