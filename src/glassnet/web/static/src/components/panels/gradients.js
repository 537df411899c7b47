// What flows through each layer: over the epochs as lines, and at this moment across the layers. Never a mean of layers.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { blend, layerName, ofLayer, profile } from "../../draw/profile.js";
import { count, percent, short } from "../../format.js";
import { useStore } from "../../store.js";
import { f32 } from "../../wire.js";
import { usePalette } from "../theme.js";
import { createAsk } from "./asking.js";
import { Autograd } from "./autograd.js";

/** @typedef {import("../../types.js").View} View */
/** @typedef {import("../../colours.js").Palette} Palette */

const LINE = 11; // pixels from one number at the lines' ends to the next
const POINTS = 120, SHARES = ["saturated", "dead"];

/** A colour for each layer, from orange, the first, over the ink to blue, the output. @param {Palette} p @param {number} n */
const layerColours = (p, n) =>
  Array.from({ length: n }, (_, i) => {
    const t = n > 1 ? i / (n - 1) : 0;
    return t < 0.5 ? blend(p.low, p.ink, 2 * t) : blend(p.ink, p.high, 2 * t - 1);
  });

/** Of a logarithmic axis only the powers of ten have lines. @param {uPlot} _ @param {number[]} ticks */
const powers = (_, ticks) => ticks.map((t) => (Math.abs(Math.log10(t) - Math.round(Math.log10(t))) < 1e-9 ? t : null));

/** A number of a statistic in words. @param {string} name @param {number|null|undefined} x */
const words = (name, x) => (x === null || x === undefined || Number.isNaN(x) ? "–" : SHARES.includes(name) ? percent(x) : short(x));

/** @param {string} text */
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The moments of one statistic: epochs, then a column for each layer. @param {View} view @param {string} name @returns {(number|null)[][]} */
function columns(view, name) {
  const { json, buffers } = view, layers = json.layers.length, names = Object.keys(json.statistics);
  const values = f32(buffers[1 + names.indexOf(name)]), log = json.statistics[name].log;
  const epochs = Array.from(f32(buffers[0]));
  const known = (/** @type {number} */ v) => Number.isFinite(v) && (!log || v > 0);
  return [epochs, ...json.layers.map((/** @type {any} */ _, /** @type {number} */ l) => epochs.map((_e, m) => (known(values[m * layers + l]) ? values[m * layers + l] : null)))];
}

export function Gradients() {
  const store = useStore(), [view, setView] = useState(/** @type {View|null} */ (null)), [name, setName] = useState("gradient");
  useEffect(() => {
    const asking = createAsk(store, () => ({ points: POINTS }), { least: 250, share: 0.25 });
    return store.frames.need("flow", asking.ask, (next) => {
      asking.received(next);
      setView(next);
    });
  }, [store]);
  if (!view) return html`<p class="quiet">Measuring …</p>`;
  const { json } = view, statistic = json.statistics[name];
  return html`<div class="gradients">
    <div class="panel-line">
      <div class="segments" role="group" aria-label="What is shown">
        ${Object.entries(json.statistics).map(([key, row]) => html`<button key=${key} type="button" aria-pressed=${key === name} onClick=${() => setName(key)}>${/** @type {any} */ (row).label}</button>`)}
      </div>
    </div>
    <p class="about">${sentence(statistic.explain)}. Measured on ${count(json.examples)} training points, without dropout.</p>
    <div class="flows">
      <${OverEpochs} view=${view} name=${name} />
      <${AcrossLayers} json=${json} name=${name} />
    </div>
    ${json.changes.length > 0 && html`<p class="about flow-changes">Changed on the way: ${json.changes.slice(-6).map((/** @type {any} */ c) => `${c.text} (epoch ${short(c.epoch)})`).join("; ")}.</p>`}
    <${Numbers} json=${json} chosen=${name} />
    <${Autograd} />
  </div>`;
}

/** @param {{view: View, name: string}} properties */
function OverEpochs({ view, name }) {
  const palette = usePalette(), box = useRef(/** @type {HTMLElement|null} */ (null)), reading = useRef(/** @type {HTMLElement|null} */ (null));
  const chart = useRef(/** @type {uPlot|null} */ (null)), latest = useRef(view);
  latest.current = view;
  const { json } = view, layers = json.layers.length, log = json.statistics[name].log;
  const shape = json.layers.map((/** @type {any} */ l) => l.name).join();

  useEffect(() => {
    const element = box.current;
    if (!element || !palette) return undefined;
    const made = makeChart(element, palette, { name, log, layers, latest, say });
    chart.current = made;
    made.setData(/** @type {uPlot.AlignedData} */ (columns(latest.current, name)));
    const observer = new ResizeObserver(() => element.clientWidth && made.setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [palette, name, shape]);
  useEffect(() => chart.current?.setData(/** @type {uPlot.AlignedData} */ (columns(view, name))), [view]);

  /** The values under the pointer. @param {number|null} index */
  function say(index) {
    const out = reading.current;
    if (!out) return;
    const data = index === null ? null : columns(latest.current, name);
    out.textContent = data && index !== null ? `epoch ${short(data[0][index])}: ${data.slice(1).map((c, l) => `${layerName(json.layers[l].name)} ${words(name, c[index])}`).join(", ")}` : "";
  }
  const said = columns(view, name);
  const told = said.slice(1).map((c, l) => {
    const known = c.filter((v) => v !== null);
    return known.length ? `${json.layers[l].name} from ${words(name, known[0])} to ${words(name, known.at(-1))}` : `${json.layers[l].name} has none`;
  });
  const none = json.layers.filter((/** @type {any} */ l) => l[name] === 0).map((/** @type {any} */ l) => l.name);
  return html`<figure class="flow-figure">
    <figcaption><b>Over the epochs</b> <span class="quiet">a line for each layer${log ? `, logarithmic${none.length ? `; at 0, which has no place here: ${none.join(", ")}` : ""}` : ""}</span></figcaption>
    <div class="flow-chart" ref=${box} role="img" aria-label=${`${json.statistics[name].label} over ${short(said[0].at(-1))} epochs: ${told.join(", ")}`}></div>
    <p class="flow-reading" ref=${reading}></p>
  </figure>`;
}

/** @param {HTMLElement} element @param {Palette} palette @param {{name: string, log: boolean, layers: number, latest: {current: View}, say: (index: number|null) => void}} about */
function makeChart(element, palette, { name, log, layers, latest, say }) {
  const font = "11px Inter, system-ui, sans-serif", axis = { stroke: palette.mute, font, grid: { stroke: palette.line, width: 1 }, ticks: { show: false } };
  const strokes = layerColours(palette, layers), share = SHARES.includes(name);
  /** Dashed verticals where a setting was changed, the layers' numbers at the lines' ends, the usual level. @param {uPlot} u */
  function over(u) {
    const { ctx } = u, { left, top, width, height } = u.bbox, ratio = devicePixelRatio;
    const { changes, statistics } = latest.current.json, usual = statistics[name].usual;
    ctx.save();
    ctx.strokeStyle = palette.mute;
    ctx.fillStyle = palette.mute;
    ctx.lineWidth = ratio;
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    ctx.beginPath();
    for (const { epoch } of changes) {
      const x = Math.round(u.valToPos(epoch, "x", true));
      if (x < left || x > left + width) continue;
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + height);
    }
    if (usual !== null) {
      const y = u.valToPos(usual, "y", true);
      if (y > top && y < top + height) {
        ctx.moveTo(left, y);
        ctx.lineTo(left + width, y);
        ctx.fillText(`usual, ${short(usual)}`, left + 4 * ratio, y - 4 * ratio);
      }
    }
    ctx.stroke();
    ctx.font = `600 ${11 * ratio}px Inter, system-ui, sans-serif`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    const ends = strokes.flatMap((colour, l) => {
      const column = u.data[l + 1], at = column.findLastIndex((v) => v !== null && v !== undefined), v = column[at];
      if (v === null || v === undefined) return [];
      return [{ colour, text: l === layers - 1 ? "out" : String(l + 1), x: u.valToPos(u.data[0][at], "x", true), y: u.valToPos(v, "y", true) }];
    });
    ends.sort((a, b) => a.y - b.y); // numbers that would cover each other move down, as far as the chart goes
    let free = -Infinity, last = top + height;
    for (const end of ends) {
      end.y = Math.max(end.y, free);
      free = end.y + LINE * ratio;
    }
    for (const end of ends.toReversed()) { // and up again from the lower edge
      end.y = Math.min(end.y, last);
      last = end.y - LINE * ratio;
      ctx.fillStyle = end.colour;
      ctx.fillText(end.text, end.x + 5 * ratio, end.y);
    }
    ctx.restore();
  }
  return new uPlot(
    {
      width: Math.max(120, element.clientWidth),
      height: element.clientHeight,
      padding: [8, 26, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
      scales: { x: { time: false }, y: log ? { distr: 3 } : share ? { range: [-0.02, 1.02] } : {} },
      axes: [
        { ...axis, size: 20, gap: 2, space: 60, values: (_, ticks) => ticks.map((t) => short(t)) },
        { ...axis, grid: log ? { ...axis.grid, filter: powers } : axis.grid, size: 46, gap: 4, space: 24, values: (_, ticks) => ticks.map((t) => (t === null ? "" : share ? percent(t).replace(".0 %", " %") : short(t, 2))) },
      ],
      series: [{}, ...strokes.map((stroke) => ({ stroke, width: 1.8, spanGaps: false, points: { show: (/** @type {uPlot} */ u) => u.data[0].length < 3, size: 5 } }))],
      hooks: { draw: [over], setCursor: [(u) => say(u.cursor.idx ?? null)] },
    },
    [[], ...strokes.map(() => [])],
    element,
  );
}

/** @param {{json: any, name: string}} properties */
function AcrossLayers({ json, name }) {
  const { bars, levels, height } = profile(json, name), statistic = json.statistics[name];
  const said = json.layers.map((/** @type {any} */ l) => `${l.name} ${words(name, l[name])}`).join(", ");
  const theory = levels.length ? `; theory: ${levels.map((l) => `${l.label} ${l.values.map((v) => short(v)).join(", ")}`).join("; ")}` : "";
  return html`<figure class="flow-figure">
    <figcaption><b>Across the layers, now</b> <span class="quiet">${levels.length ? "dashed: theory, untrained" : statistic.log ? "logarithmic" : ""}</span></figcaption>
    <svg class="flow-bars" viewBox=${`0 0 100 ${height}`} preserveAspectRatio="none" role="img" aria-label=${`${statistic.label} of each layer: ${said}${theory}`}>
      ${bars.map((b) => html`<rect key=${b.name} class="bar" x=${b.x} y=${b.y} width=${b.width} height=${b.height} />`)}
      ${levels.map((l) => html`<polyline key=${l.name} class=${`level ${l.name}`} points=${l.points} vector-effect="non-scaling-stroke" />`)}
    </svg>
    <ol class="flow-layers" style=${`--layers: ${json.layers.length}`} aria-hidden="true">
      ${json.layers.map((/** @type {any} */ l) => html`<li key=${l.name}><b>${layerName(l.name)}</b><span>${words(name, l[name])}</span></li>`)}
    </ol>
    ${levels.length > 0 && html`<p class="flow-key">${levels.map((l) => html`<span key=${l.name} class=${`key-line ${l.name}`} title=${l.source}>${l.label}</span>`)}<span class="quiet">made for these layers: ${ofLayer(json.suited)}</span></p>
      <p class="about">${levels.map((l) => `${l.label}: ${l.source}`).join(". ")}.</p>`}
  </figure>`;
}

/** All numbers of this moment. @param {{json: any, chosen: string}} properties */
function Numbers({ json, chosen }) {
  const names = Object.keys(json.statistics);
  return html`<div class="sheet" tabindex="0" role="region" aria-label="All numbers of each layer, now">
    <table>
      <thead><tr><th scope="col">layer</th><th scope="col">activation</th>${names.map((n) => html`<th scope="col" key=${n} class=${n === chosen ? "chosen" : ""} title=${json.statistics[n].explain}>${json.statistics[n].label}</th>`)}</tr></thead>
      <tbody>${json.layers.map((/** @type {any} */ l) => html`<tr key=${l.name}><th scope="row">${l.name}</th><td>${l.activation.replaceAll("_", " ")}</td>${names.map((n) => html`<td key=${n} class=${n === chosen ? "n chosen" : "n"}>${words(n, l[n])}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}
