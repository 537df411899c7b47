// The network as a picture: edges by weight, neurons by what they see, biases as dots.
import { dot, offsets } from "./layout.js";

/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("../colours.js").Palette} Palette */
/** @typedef {import("./surface.js").Surface} Surface */
/** @typedef {{layer: number, unit: number}|null} Focus the neuron under the pointer: its edges stand out */

const LEVELS = 12; // thickness and opacity come in steps, so that edges can share a stroke

/** Thickness level of a weight, 0 = not worth drawing. @param {number} w */
function level(w) {
  const size = Math.abs(w);
  return size > 0.015 ? Math.min(LEVELS - 1, 1 + Math.floor(3.2 * Math.sqrt(size))) : 0;
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
 */
export function drawEdges({ context, width, height, ratio }, layout, sizes, weights, palette, focus) {
  context.clearRect(0, 0, width, height);
  const places = offsets(sizes);
  for (let l = 1; l < sizes.length; l++) {
    const a = layout.columns[l - 1], b = layout.columns[l], from = sizes[l - 1], to = sizes[l];
    const x0 = a.x + a.tile / 2, x1 = b.x - b.tile / 2, middle = (x0 + x1) / 2;
    const crowd = Math.max(0.28, Math.min(1, Math.sqrt(100 / (from * to))));
    for (let j = 0, at = places[l - 1].weights; j < to; j++) {
      /** @type {Map<number, Path2D>} */
      const shared = new Map();
      for (let i = 0; i < from; i++, at++) {
        const w = weights[at], k = level(w);
        if (!k) continue;
        const faded = focus && !((focus.layer === l && focus.unit === j) || (focus.layer === l - 1 && focus.unit === i));
        const style = k + (w > 0 ? LEVELS : 0) + (faded ? 2 * LEVELS : 0), thin = thickness(k, crowd) * ratio <= 1;
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
}

/** @param {CanvasRenderingContext2D} context @param {Path2D} path @param {number} style level, sign and fading in one number @param {number} crowd @param {Palette} palette */
function stroke(context, path, style, crowd, palette) {
  const k = style % LEVELS, kind = Math.floor(style / LEVELS);
  context.strokeStyle = kind % 2 ? palette.high : palette.low;
  context.globalAlpha = opacity(k, crowd) * (kind > 1 ? 0.18 : 1);
  context.lineWidth = thickness(k, crowd);
  context.stroke(path);
}

/**
 * @param {Surface} surface
 * @param {Layout} layout
 * @param {number[]} sizes
 * @param {import("./atlas.js").Atlas} atlas
 * @param {Float32Array|null} weights for the biases
 * @param {Palette} palette
 * @param {Focus} focus
 */
export function drawUnits({ context, width, height }, layout, sizes, atlas, weights, palette, focus) {
  context.clearRect(0, 0, width, height);
  context.imageSmoothingQuality = "low";
  for (const { x, tile, ys, offset } of layout.columns)
    for (let j = 0; j < ys.length; j++) atlas.draw(context, offset + j, x - tile / 2, ys[j] - tile / 2, tile);
  context.lineWidth = 1;
  context.strokeStyle = palette.edge;
  context.stroke(layout.frames);
  if (weights) drawBiases(context, layout, offsets(sizes), weights, palette);
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
      const { x, tile, ys } = columns[l], r = dot(tile), start = places[l - 1].biases;
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
