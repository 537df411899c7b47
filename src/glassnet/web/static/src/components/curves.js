// Loss and score over the epochs, with axes, and the values under the pointer.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { loss, percent, short } from "../format.js";
import { useStore } from "../store.js";
import { f32 } from "../wire.js";
import { useAlternative } from "./alternative.js";
import { usePalette } from "./theme.js";

const POINTS = 400, EVERY = 90; // milliseconds between two drawings: the eye needs no more of a curve
const SPLITS = /** @type {const} */ (["train", "validation", "test"]);

/** What the lower chart can show beside the score. */
const OTHERS = /** @type {const} */ ({ gradient_norm: "gradient norm", penalty: "penalty" });

/** @typedef {{epoch: (number|null)[], columns: Map<string, (number|null)[]>, score: string}} Curves */

/** @param {import("../types.js").View} view @returns {Curves} */
function unpack({ json, buffers }) {
  // uPlot draws a gap at null; NaN would spoil its scales.
  const column = (/** @type {number} */ i) => Array.from(f32(buffers[i]), (v) => (Number.isFinite(v) ? v : null));
  return { epoch: column(0), columns: new Map(json.names.map((/** @type {string} */ name, /** @type {number} */ i) => [name, column(i + 1)])), score: json.score };
}

/** @param {HTMLElement} element @param {import("../colours.js").Palette} palette @param {"loss"|"score"} kind @param {(index: number|null) => void} onHover @param {boolean} log */
function makeChart(element, palette, kind, onHover, log) {
  const font = "11px Inter, system-ui, sans-serif", axis = { stroke: palette.mute, font, grid: { stroke: palette.line, width: 1 }, ticks: { show: false } };
  const strokes = { train: palette.ink, validation: palette.mute, test: palette.low };
  return new uPlot(
    {
      width: Math.max(120, element.clientWidth),
      height: element.clientHeight,
      padding: [6, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false }, sync: { key: "glassnet-curves" } },
      scales: {
        x: { time: false },
        y: kind === "loss" ? { distr: log ? 3 : 1, range: log ? undefined : (_, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * 1.05 : 1] } : { range: (_, low, high) => [Math.min(low ?? 0, 0.5, 1) < 0 ? -0.2 : Math.min(0.4, low ?? 0.4), Math.max(1.02, high ?? 1)] },
      },
      axes: [
        { ...axis, size: 20, gap: 2, space: 60, values: (_, ticks) => ticks.map((t) => short(t)) },
        { ...axis, size: 38, gap: 4, space: 26, values: (_, ticks) => ticks.map((t) => (t === null ? "" : kind === "score" ? short(t, 2) : short(t, 2))) },
      ],
      series: [{}, ...SPLITS.map((s) => ({ label: s, stroke: strokes[s], width: 1.8, dash: s === "validation" ? [4, 3] : undefined, points: { show: (/** @type {uPlot} */ u) => u.data[0].length === 1, size: 6 } }))],
      hooks: { setCursor: [(u) => onHover(u.cursor.idx ?? null)] },
    },
    [[], [], [], []],
    element,
  );
}

export function Curves() {
  const store = useStore(), palette = usePalette(), log = store.view.log, [lower, setLower] = useState("score");
  const lossBox = useRef(/** @type {HTMLElement|null} */ (null)), scoreBox = useRef(/** @type {HTMLElement|null} */ (null));
  const box = useRef(/** @type {HTMLElement|null} */ (null)), latest = useRef(/** @type {Curves|null} */ (null));

  useEffect(() => {
    if (!palette || !lossBox.current || !scoreBox.current) return undefined;
    let view = /** @type {import("../types.js").View|null} */ (null), hovered = /** @type {number|null} */ (null);
    const hover = (/** @type {number|null} */ i) => {
      if (hovered === i) return;
      hovered = i;
      say();
    };
    const charts = /** @type {const} */ ([
      ["loss", lossBox.current, makeChart(lossBox.current, palette, "loss", hover, log.value)],
      ["score", scoreBox.current, makeChart(scoreBox.current, palette, lower === "score" ? "score" : "loss", hover, false)],
    ]);

    /** The values at the pointer, else the newest. */
    function say() {
      const curves = latest.current, out = box.current;
      if (!curves || !out) return;
      const i = hovered ?? curves.epoch.length - 1;
      for (const cell of /** @type {NodeListOf<HTMLElement>} */ (out.querySelectorAll("[data-cell]"))) {
        const name = cell.dataset.cell ?? "", value = curves.columns.get(name)?.[i];
        const words = name.endsWith("loss") ? loss(value) : name in OTHERS ? short(value, 3) : curves.score === "r2" ? short(value) : percent(value);
        if (cell.textContent !== words) cell.textContent = words;
      }
    }

    const pace = store.frames.paced(() => {
      if (!view) return;
      const curves = unpack(view);
      latest.current = curves;
      for (const [kind, , chart] of charts) {
        const other = kind === "score" && lower !== "score", none = curves.epoch.map(() => null);
        const columns = other ? [curves.columns.get(lower) ?? none, none, none] : SPLITS.map((s) => curves.columns.get(`${s}_${kind}`) ?? none);
        // A logarithmic axis has no place for 0.
        const drawn = kind === "loss" && log.peek() ? columns.map((c) => c.map((v) => (v !== null && v > 0 ? v : null))) : columns;
        chart.setData(/** @type {uPlot.AlignedData} */ ([curves.epoch, ...drawn]));
      }
      say();
    }, { least: EVERY, share: 0.15 });
    const end = store.frames.need("curves", () => ({ points: POINTS }), (next) => {
      view = next;
      pace.ask();
    });
    const observer = new ResizeObserver(() => charts.forEach(([, element, chart]) => element.clientWidth && chart.setSize({ width: element.clientWidth, height: element.clientHeight })));
    observer.observe(lossBox.current);
    return () => {
      end();
      pace.end();
      observer.disconnect();
      charts.forEach(([, , chart]) => chart.destroy());
    };
  }, [palette, store, log.value, lower]);

  const alternative = (/** @type {"loss"|"score"} */ kind) => () => {
    const curves = latest.current, n = curves?.epoch.length ?? 0;
    if (!curves || !n) return `Curve of the ${kind}: nothing trained yet`;
    const said = SPLITS.flatMap((s) => {
      const c = curves.columns.get(`${s}_${kind}`), from = c?.find((v) => v !== null), to = c?.findLast((v) => v !== null);
      return from === undefined || to === undefined ? [] : [`${s} from ${short(from)} to ${short(to)}`];
    });
    return `Curve of the ${kind === "loss" ? "loss" : curves.score === "r2" ? "R²" : "accuracy"} over ${short(curves.epoch.at(-1))} epochs: ${said.join(", ")}`;
  };
  const lossWords = useAlternative(alternative("loss")), scoreWords = useAlternative(alternative("score"));
  const state = store.state.value, score = state?.task === "regression" ? "R²" : "accuracy";
  const shown = SPLITS.filter((s) => s === "train" || state?.counts[s]);
  const values = (/** @type {string} */ kind) => html`<dl class="values">
    ${shown.map((s) => html`<div key=${s}><dt class=${`key ${s}`}>${s === "validation" ? "valid." : s}</dt><dd data-cell=${`${s}_${kind}`}>–</dd></div>`)}
  </dl>`;
  return html`<div class="curves" data-part="curves" ref=${box}>
    <div class="chart-line">
      <b>loss</b>
      ${values("loss")}
      <button type="button" class="toggle" aria-pressed=${log.value} title="Logarithmic axis: small losses in detail" onClick=${() => (log.value = !log.value)}>log</button>
    </div>
    <div class="chart" ref=${lossBox} role="img" aria-label=${lossWords}></div>
    <div class="chart-line">
      <select class="of-chart" aria-label="What the lower chart shows" value=${lower} onChange=${(/** @type {any} */ e) => setLower(e.target.value)}>
        <option value="score" selected=${lower === "score"}>${score}</option>
        ${Object.entries(OTHERS).map(([name, words]) => html`<option value=${name} selected=${name === lower}>${words}</option>`)}
      </select>
      ${lower === "score" ? values("score") : html`<dl class="values"><div><dt class="key train">now</dt><dd data-cell=${lower}>–</dd></div></dl>`}
    </div>
    <div class="chart low" ref=${scoreBox} role="img" aria-label=${scoreWords}></div>
  </div>`;
}
