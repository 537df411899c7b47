// A report: a recorded run to scrub through. Everything stands in the file itself; nothing is asked of any server.
import uPlot from "uplot";
import { readPalette, valueColour } from "./colours.js";
import { createField, drawCurve } from "./draw/boundary.js";
import { layOut } from "./draw/layout.js";
import { drawEdges, drawUnits } from "./draw/network.js";
import { createPictures } from "./draw/pictures.js";
import { drawPoints, marker } from "./draw/points.js";
import { watchSurface } from "./draw/surface.js";
import { fixed, loss as lossWords, percent, short } from "./format.js";
import { f32 } from "./wire.js";

const SPLITS = /** @type {const} */ (["train", "validation", "test"]);
const EVERY = 110; // milliseconds between two moments while it plays
const PLAY = '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M6.5 3.9v12.2a.7.7 0 0 0 1.07.6l9.5-6.1a.7.7 0 0 0 0-1.2l-9.5-6.1a.7.7 0 0 0-1.07.6z" fill="currentColor"/></svg>';
const PAUSE = '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5.6 4h3v12h-3zM11.4 4h3v12h-3z" fill="currentColor"/></svg>';

/** @typedef {[number, number]} Place first byte and length of an array */
/** @typedef {{step: number, epoch: number, status: any, boundary: Place[], neurons: Place[]|null, weights: Place[]|null}} Moment */

/** @param {string} id @returns {any} */
const at = (id) => document.getElementById(id);
const root = /** @type {HTMLElement} */ (document.querySelector(".glassnet"));
const run = JSON.parse(at("run").textContent);
const moments = /** @type {Moment[]} */ (run.moments);

/** The numbers of the recording. @returns {Promise<ArrayBuffer>} */
async function unpacked() {
  const packed = Uint8Array.from(atob(at("frames").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

/** @param {ArrayBuffer} bytes */
function show(bytes) {
  const view = (/** @type {Place} */ [start, length]) => new DataView(bytes, start, length);
  const dark = matchMedia("(prefers-color-scheme: dark)"), field = createField(at("field")), pictures = createPictures();
  let palette = readPalette(root, "light"), now = 0, playing = 0, printing = false;
  let layout = layOut([1, 1], 1, 1, 1), charts = /** @type {uPlot[]} */ ([]);

  for (const element of document.querySelectorAll("[hidden]")) if (element.id !== "too-large") element.removeAttribute("hidden");
  const edges = watchSurface(at("edges"), arrange), units = watchSurface(at("units"), arrange);
  const points = watchSurface(at("points"), () => paintPoints()), curve = watchSurface(at("curve"), () => paintSurface());
  const slider = /** @type {HTMLInputElement} */ (at("moment")), button = /** @type {HTMLElement} */ (at("play"));
  const drawn = moments[0].neurons !== null;
  at("diagram").hidden = !drawn;
  at("too-large").hidden = drawn;
  at("score-title").textContent = run.curves.score === "r2" ? "R²" : "accuracy";
  slider.max = String(moments.length - 1);

  function arrange() {
    const { width, height, ratio } = units.surface;
    if (width) layout = layOut(run.sizes, width, height, ratio);
    paintNetwork();
  }

  function paintNetwork() {
    const { neurons, weights } = moments[now];
    if (!neurons || !weights || !units.surface.width || !edges.surface.width) return;
    const numbers = f32(view(weights[0]));
    pictures.take(view(neurons[0]), run.picture, layout.columns, null, palette);
    drawEdges(edges.surface, layout, run.sizes, numbers, palette, null, null);
    drawUnits(units.surface, layout, run.sizes, pictures, numbers, palette, null, null);
  }

  function paintSurface() {
    const { mode, size, domain } = run.boundary, [first, second] = moments[now].boundary.map(view);
    if (mode === "curve") {
      field.blank(palette);
      if (curve.surface.width) drawCurve(curve.surface, first, domain, palette);
    } else if (mode === "classes") field.classes(first, second, size, run.classes.length, palette, false);
    else field.diverging(first, size, palette, false);
  }

  function paintPoints() {
    if (!points.surface.width) return;
    const { domain, low, high } = run.boundary, rows = f32(view(run.points.arrays[0]));
    drawPoints(points.surface, { rows, counts: run.points }, {
      domain, classification: run.task === "classification", curve: run.line && run.task === "regression",
      range: [low, high], palette, show: { train: true, validation: false, test: true }, wrong: null,
    });
  }

  /** The legend below the plane: a marker and a name for each class, or the ends of the colour scale. */
  function writeLegend() {
    const { low, high } = run.boundary, plain = run.line && run.task === "regression";
    /** @type {[number, string, string][]} marker, colour, words */
    const entries = run.classes.map((/** @type {string} */ name, /** @type {number} */ k) => [k, palette.classes[k % palette.classes.length], `class ${name}`]);
    if (!entries.length && plain) entries.push([0, palette.high, "points"], [-1, palette.low, "the network"]);
    else if (!entries.length) entries.push([0, valueColour(palette, -1), short(low)], [0, valueColour(palette, 1), short(high)]);
    at("legend").replaceChildren(...entries.map(([shape, colour, words]) => item(words, (context) => {
      context.beginPath();
      if (shape < 0) context.rect(0, 6.5, 16, 3);
      else marker(context, shape, 8, 8, 5);
      context.fillStyle = colour;
      context.fill();
    })), ...(run.points.test ? [item("filled: training, ringed: test", null)] : []));
    const [across, up] = run.boundary.axes;
    at("axes").textContent = `${across} across, ${plain ? "the value" : up} up`;
  }

  /** @param {string} words @param {((context: CanvasRenderingContext2D) => void)|null} draw */
  function item(words, draw) {
    const li = document.createElement("li"), canvas = document.createElement("canvas");
    if (draw) {
      canvas.width = canvas.height = 32;
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.scale(2, 2);
      draw(context);
      li.append(canvas);
    }
    li.append(words);
    return li;
  }

  // -- curves ---------------------------------------------------------------------------------------------------------

  const columns = run.curves.arrays.map((/** @type {Place} */ place) => Array.from(f32(view(place)), (v) => (Number.isFinite(v) ? v : null)));
  const column = (/** @type {string} */ name) => columns[1 + run.curves.names.indexOf(name)];
  const splits = SPLITS.filter((split) => column(`${split}_loss`).some((/** @type {number|null} */ v) => v !== null));

  function drawCharts() {
    for (const chart of charts) chart.destroy();
    const strokes = { train: palette.ink, validation: palette.mute, test: palette.low };
    charts = ["loss", "score"].map((kind) => {
      const box = at(kind), font = "11px system-ui, sans-serif";
      const axis = { stroke: palette.mute, font, grid: { stroke: palette.line, width: 1 }, ticks: { show: false } };
      return new uPlot({
        width: Math.max(120, box.clientWidth), height: box.clientHeight, padding: [6, 12, 0, 0],
        legend: { show: false }, cursor: { show: false }, scales: { x: { time: false } },
        axes: [{ ...axis, size: 20, gap: 2, space: 60 }, { ...axis, size: 42, gap: 4, space: 26, values: (_, ticks) => ticks.map((t) => short(t, 2)) }],
        series: [{}, ...splits.map((s) => ({ stroke: strokes[s], width: 1.8, dash: s === "validation" ? [4, 3] : undefined, points: { show: columns[0].length === 1 } }))],
        hooks: { draw: [(u) => mark(u)] },
      }, [columns[0], ...splits.map((s) => column(`${s}_${kind}`))], box);
    });
    at("series").replaceChildren(...splits.map((split) => item(split, (context) => {
      context.strokeStyle = strokes[split];
      context.lineWidth = 2;
      context.setLineDash(split === "validation" ? [4, 3] : []);
      context.beginPath();
      context.moveTo(0, 8);
      context.lineTo(16, 8);
      context.stroke();
    })));
    const words = (/** @type {string} */ kind) => splits.map((s) => `${s} from ${short(column(`${s}_${kind}`)[0])} to ${short(column(`${s}_${kind}`).findLast((/** @type {any} */ v) => v !== null))}`).join(", ");
    at("loss").setAttribute("aria-label", `Curve of the loss over ${run.epochs} epochs: ${words("loss")}`);
    at("score").setAttribute("aria-label", `Curve of the ${at("score-title").textContent} over ${run.epochs} epochs: ${words("score")}`);
  }

  /** The line at the moment shown. @param {uPlot} u */
  function mark(u) {
    const x = Math.round(u.valToPos(moments[now].epoch, "x", true));
    u.ctx.fillStyle = palette.high;
    u.ctx.fillRect(x - 1, u.bbox.top, 2, u.bbox.height);
  }

  // -- time -----------------------------------------------------------------------------------------------------------

  const scored = (/** @type {any} */ s) => (run.curves.score === "r2" ? short(s?.r2) : percent(s?.accuracy));

  function write() {
    const { step, epoch, status } = moments[now], parts = splits.filter((s) => status[s]);
    const cells = [["epoch", fixed(epoch, epoch % 1 ? 1 : 0)], ["step", String(step)], ...parts.map((s) => [`${s} loss`, lossWords(status[s].loss)]), ...parts.slice(-1).map((s) => [`${s} ${at("score-title").textContent}`, scored(status[s])])];
    at("now").replaceChildren(...cells.map(([name, value]) => {
      const div = document.createElement("div"), dt = document.createElement("dt"), dd = document.createElement("dd");
      dt.textContent = name;
      dd.textContent = value;
      div.append(dt, dd);
      return div;
    }));
    const said = cells.map(([name, value]) => `${name} ${value}`).join(", ");
    slider.value = String(now);
    slider.setAttribute("aria-valuetext", said);
    at("plane").setAttribute("aria-label", `${run.task === "classification" ? `The regions of ${run.classes.length} classes` : "The learned function"} at ${said}`);
    at("diagram").setAttribute("aria-label", `The network with ${run.sizes.join(", ")} units at epoch ${cells[0][1]}: edges by weight, neurons by what they see`);
  }

  /** @param {number} moment */
  function go(moment) {
    now = Math.max(0, Math.min(moments.length - 1, moment));
    write();
    paintSurface();
    paintNetwork();
    for (const chart of charts) chart.redraw(false);
  }

  function tick() {
    if (now >= moments.length - 1) return play(false);
    go(now + 1);
    playing = setTimeout(tick, EVERY);
  }

  /** @param {boolean} on */
  function play(on) {
    clearTimeout(playing);
    playing = 0;
    button.innerHTML = on ? PAUSE : PLAY;
    button.setAttribute("aria-label", on ? "Pause" : "Play");
    if (!on) return;
    if (now >= moments.length - 1) go(0);
    playing = setTimeout(tick, EVERY);
  }

  function colour() {
    const theme = dark.matches && !printing ? "dark" : "light";
    root.dataset.theme = theme;
    palette = readPalette(root, theme);
    drawCharts();
    writeLegend();
    paintPoints();
    go(now);
  }

  slider.addEventListener("input", () => (play(false), go(Number(slider.value))));
  button.addEventListener("click", () => play(!playing));
  dark.addEventListener("change", colour);
  for (const [event, on] of /** @type {const} */ ([["beforeprint", true], ["afterprint", false]]))
    addEventListener(event, () => ((printing = on), colour()));
  new ResizeObserver(() => charts.forEach((chart, i) => {
    const box = at(["loss", "score"][i]);
    chart.setSize({ width: box.clientWidth, height: box.clientHeight });
  })).observe(at("loss"));
  now = moments.length - 1; // the finished run first: a report on paper shows it, and Play begins at the start
  play(false);
  colour();
}

unpacked().then(show);
