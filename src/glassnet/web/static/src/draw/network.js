// The network as a picture: edges by weight, neurons by what they see, biases as dots.
import { short } from "../format.js";
import { dot, offsets } from "./layout.js";

/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("../colours.js").Palette} Palette */
/** @typedef {import("./surface.js").Surface} Surface */
/** @typedef {{layer: number, unit: number}|null} Focus the neuron under the pointer: its edges stand out */
/** @typedef {import("../components/panels/microscope-state.js").Lit|null} Lit what the Microscope computes: it stands out */

const FADES = [1, 0.18, 0.5, 0.1]; // opacity of what stands out, of what the pointer fades, of a lit layer, of all but it
const MOST_EDGES = 1200; // between two layers; of more only the heaviest are drawn, the others would be a grey carpet under them
const LEVELS = 12; // thickness and opacity come in steps, so that edges can share a stroke

/** Thickness level of a weight, 0 = not worth drawing. @param {number} w */
function level(w) {
  const size = Math.abs(w);
  return size > 0.015 ? Math.min(LEVELS - 1, 1 + Math.floor(3.2 * Math.sqrt(size))) : 0;
}

/** The size from which on weights are drawn, so that they are not too many. @param {Float32Array} weights @param {number} start @param {number} count */
function leastDrawn(weights, start, count) {
  if (count <= MOST_EDGES) return 0;
  let most = 0;
  for (let i = start; i < start + count; i++) most = Math.max(most, Math.abs(weights[i]));
  if (!(most > 0 && most < Infinity)) return 0;
  const bins = new Uint32Array(256);
  for (let i = start; i < start + count; i++) bins[Math.floor((255 * Math.abs(weights[i])) / most)]++;
  let bin = 255, drawn = bins[255];
  while (bin > 0 && drawn + bins[bin - 1] <= MOST_EDGES) drawn += bins[--bin];
  return (bin * most) / 255;
}

/** @param {number} k @param {number} crowd 1 for few edges, less for many: a thousand thick ones would be a carpet */
const thickness = (k, crowd) => Math.min(7, 0.5 + 0.085 * k * k) * crowd + 0.1;

/** @param {number} k @param {number} crowd */
const opacity = (k, crowd) => Math.min(0.95, 0.16 + 0.11 * k) * (0.4 + 0.6 * crowd);

/**
 * Without a graphics card a stroke costs what its outline costs: lines of a pixel or less are cheap and may share a
 * path; thicker ones are filled shapes, and a path of many that cross is slower than each alone (measured for 32 × 32
 * edges: one path for each level 8.8 ms, each edge alone 5.3 ms, thin ones shared by row and thick ones alone 4.2 ms).
 * @param {Surface} surface
 * @param {Layout} layout
 * @param {number[]} sizes
 * @param {Float32Array} weights packed: W1 (fan_out, fan_in) row by row, b1, W2, …
 * @param {Palette} palette
 * @param {Focus} focus
 * @param {Lit} [lit]
 */
export function drawEdges({ context, width, height, ratio }, layout, sizes, weights, palette, focus, lit = null) {
  context.clearRect(0, 0, width, height);
  const places = offsets(sizes);
  for (let l = 1; l < sizes.length; l++) {
    const a = layout.columns[l - 1], b = layout.columns[l], from = sizes[l - 1], to = sizes[l];
    const x0 = a.x + a.tile / 2, x1 = b.x - b.tile / 2, middle = (x0 + x1) / 2;
    const crowd = Math.max(0.28, Math.min(1, Math.sqrt(100 / (from * to)))), least = leastDrawn(weights, places[l - 1].weights, from * to);
    for (let j = 0, at = places[l - 1].weights; j < to; j++) {
      /** @type {Map<number, Path2D>} */
      const shared = new Map();
      for (let i = 0; i < from; i++, at++) {
        const w = weights[at], k = level(w);
        if (!k) continue;
        const faded = fade(focus, lit, l, j, i);
        if (Math.abs(w) < least && !((focus || lit) && faded === 0)) continue;
        const style = k + (w > 0 ? LEVELS : 0) + 2 * LEVELS * faded, thin = thickness(k, crowd) * ratio <= 1;
        const path = (thin && shared.get(style)) || new Path2D();
        path.moveTo(x0, a.ys[i]);
        path.bezierCurveTo(middle, a.ys[i], middle, b.ys[j], x1, b.ys[j]);
        if (thin) shared.set(style, path);
        else stroke(context, path, style, crowd, palette);
      }
      for (const [style, path] of shared) stroke(context, path, style, crowd, palette);
    }
  }
  context.globalAlpha = 1;
  if (lit?.weight && lit.weight.source >= 0) outline(context, layout, lit.weight, palette);
}

/** The weight whose chain is shown. @param {CanvasRenderingContext2D} context @param {Layout} layout @param {{layer: number, unit: number, source: number}} weight @param {Palette} palette */
function outline(context, { columns }, { layer, unit, source }, palette) {
  const a = columns[layer - 1], b = columns[layer];
  if (!b || a.ys[source] === undefined || b.ys[unit] === undefined) return;
  const x0 = a.x + a.tile / 2, x1 = b.x - b.tile / 2, middle = (x0 + x1) / 2;
  context.beginPath();
  context.moveTo(x0, a.ys[source]);
  context.bezierCurveTo(middle, a.ys[source], middle, b.ys[unit], x1, b.ys[unit]);
  context.strokeStyle = palette.ink;
  context.lineWidth = 2;
  context.setLineDash([2, 4]);
  context.stroke();
  context.setLineDash([]);
}

/** Which of `FADES` an edge has. @param {Focus} focus @param {Lit} lit @param {number} layer it leads into @param {number} to @param {number} from */
function fade(focus, lit, layer, to, from) {
  if (focus) return (focus.layer === layer && focus.unit === to) || (focus.layer === layer - 1 && focus.unit === from) ? 0 : 1;
  if (!lit || (lit.edges === null && lit.units === null)) return 0;
  if (lit.edges !== layer) return 3;
  return (lit.unit === null || lit.unit === to) && (lit.from === null || lit.from === from) ? 0 : 2;
}

/** @param {CanvasRenderingContext2D} context @param {Path2D} path @param {number} style level, sign and fading in one number @param {number} crowd @param {Palette} palette */
function stroke(context, path, style, crowd, palette) {
  const k = style % LEVELS, kind = Math.floor(style / LEVELS);
  context.strokeStyle = kind % 2 ? palette.high : palette.low;
  context.globalAlpha = opacity(k, crowd) * FADES[kind >> 1];
  context.lineWidth = thickness(k, crowd);
  context.stroke(path);
}

/**
 * @param {Surface} surface
 * @param {Layout} layout
 * @param {number[]} sizes
 * @param {import("./pictures.js").Pictures} pictures
 * @param {Float32Array|null} weights for the biases
 * @param {Palette} palette
 * @param {Focus} focus
 * @param {Lit} [lit]
 */
export function drawUnits(surface, layout, sizes, pictures, weights, palette, focus, lit = null) {
  const { context, width, height } = surface, places = offsets(sizes);
  context.clearRect(0, 0, width, height);
  context.imageSmoothingQuality = "low";
  layout.columns.forEach((column, l) => {
    const biases = weights && l ? weights.subarray(places[l - 1].biases, places[l - 1].biases + sizes[l]) : null;
    pictures.column(surface, column, biases, palette);
  });
  context.lineWidth = 1;
  context.strokeStyle = palette.edge;
  context.stroke(layout.frames);
  if (weights) drawBiases(context, layout, places, weights, palette);
  if (lit) drawLight(context, layout, lit, palette);
  if (focus) {
    const { x, tile, ys } = layout.columns[focus.layer];
    context.beginPath();
    context.roundRect(x - tile / 2 - 2, ys[focus.unit] - tile / 2 - 2, tile + 4, tile + 4, tile * 0.2 + 2);
    context.strokeStyle = palette.ink;
    context.lineWidth = 2;
    context.stroke();
  }
}

/** @param {CanvasRenderingContext2D} context @param {Layout} layout @param {ReturnType<typeof offsets>} places @param {Float32Array} weights @param {Palette} palette */
function drawBiases(context, { columns }, places, weights, palette) {
  for (const positive of [false, true]) {
    context.beginPath();
    for (let l = 1; l < columns.length; l++) {
      const { x, tile, ys, crowded } = columns[l], r = dot(tile), start = places[l - 1].biases;
      if (crowded) continue; // the mosaic has them
      for (let j = 0; j < ys.length; j++) {
        const b = weights[start + j];
        if (b > 0 !== positive) continue;
        // The dot grows with the bias: a tiny one is nearly nothing, one of 1 or more is full.
        const size = r * Math.min(1, 0.45 + 0.55 * Math.abs(b));
        context.moveTo(x - tile / 2 + size, ys[j] + tile / 2);
        context.arc(x - tile / 2, ys[j] + tile / 2, size, 0, 2 * Math.PI);
      }
    }
    context.fillStyle = positive ? palette.high : palette.low;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = palette.card;
    context.stroke();
  }
}

/** Rings round what is computed, numbers beside it, a veil over the rest. @param {CanvasRenderingContext2D} context @param {Layout} layout @param {NonNullable<Lit>} lit @param {Palette} palette */
function drawLight(context, { columns }, lit, palette) {
  if (lit.units === null && lit.edges === null) return;
  const bright = new Set([lit.units, lit.edges, lit.edges === null ? null : lit.edges - 1].filter((l) => l !== null));
  context.globalAlpha = 0.72;
  context.fillStyle = palette.card;
  columns.forEach(({ x, tile, ys }, l) => {
    if (!bright.has(l)) for (const y of ys) context.fillRect(x - tile / 2 - 3, y - tile / 2 - 3, tile + 6, tile + 6);
  });
  context.globalAlpha = 1;
  const column = lit.units === null ? null : columns[lit.units];
  if (!column) return;
  const { x, tile, ys } = column, chosen = lit.edges !== null && lit.edges !== lit.units ? lit.from : lit.unit;
  context.strokeStyle = palette.ink;
  context.setLineDash(lit.phase === "backward" ? [5, 3] : []); // what comes back is dashed, for eyes that see no motion
  ys.forEach((y, j) => {
    context.beginPath();
    context.roundRect(x - tile / 2 - 2, y - tile / 2 - 2, tile + 4, tile + 4, tile * 0.2 + 2);
    context.lineWidth = chosen === j ? 3 : 1.25;
    context.stroke();
  });
  context.setLineDash([]);
  if (lit.values && tile >= 8) drawValues(context, column, lit.units === columns.length - 1, lit.values, palette);
}

/** Numbers to the right of a column, of the last one to its left. @param {CanvasRenderingContext2D} context @param {import("./layout.js").Column} column @param {boolean} last @param {(number|null)[]} values @param {Palette} palette */
function drawValues(context, { x: centre, tile, ys }, last, values, palette) {
  const height = Math.min(18, tile), side = last ? -1 : 1;
  context.font = `600 ${height > 15 ? 12 : 10.5}px Inter, system-ui, sans-serif`;
  context.textBaseline = "middle";
  context.textAlign = "center";
  ys.forEach((y, j) => {
    const value = values[j];
    if (value === undefined) return;
    const text = short(value, 3), width = context.measureText(text).width + 10, x = centre + side * (tile / 2 + 6 + width / 2);
    context.beginPath();
    context.roundRect(x - width / 2, y - height / 2, width, height, 5);
    context.globalAlpha = 0.93;
    context.fillStyle = palette.card;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = (value ?? 0) < 0 ? palette.low : palette.high;
    context.lineWidth = 1.5;
    context.stroke();
    context.fillStyle = palette.ink;
    context.fillText(text, x, y + 0.5);
  });
}
