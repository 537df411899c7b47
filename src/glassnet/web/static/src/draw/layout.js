// Where the neurons of the diagram stand. Computed when the shape of the network or of the page changes.
import { ROUND } from "./atlas.js";

/**
 * @typedef {object} Column
 * @property {number} x centre
 * @property {number} tile side of a neuron's picture
 * @property {number[]} ys centres
 * @property {number} offset number of units in the columns before
 * @property {boolean} crowded many and small: drawn as a mosaic
 */

/** @typedef {{columns: Column[], width: number, height: number, frames: Path2D}} Layout `frames`: the outlines of the neurons that are not crowded */

const LARGEST = 48, OUTPUT = 84, SIDE = 46;
const MANY = 16, SMALL = 12; // units of a column, device pixels of a tile: beyond them it is crowded

/**
 * @param {number[]} sizes units of every layer, inputs first
 * @param {number} width
 * @param {number} height
 * @param {number} ratio device pixels in a CSS pixel
 * @returns {Layout}
 */
export function layOut(sizes, width, height, ratio) {
  const last = sizes.length - 1, left = SIDE, right = width - Math.max(SIDE, Math.min(76, width / 9));
  const gap = last ? (right - left) / last : 0;
  let offset = 0;
  const columns = sizes.map((units, l) => {
    const most = l === last ? (units === 1 ? OUTPUT : Math.min(OUTPUT, 150 / units + 12)) : LARGEST;
    const pitch = Math.min(most + 12, (height - 16) / units);
    const tile = Math.max(3, Math.min(most, pitch > 14 ? pitch - Math.min(12, pitch * 0.22) : pitch - 1, gap ? gap * 0.62 : most));
    const x = left + gap * l, middle = height / 2;
    const ys = Array.from({ length: units }, (_, j) => middle + (j - (units - 1) / 2) * pitch);
    const column = { x, tile, ys, offset, crowded: units > MANY && tile * ratio <= SMALL };
    offset += units;
    return column;
  });
  const frames = new Path2D();
  for (const { x, tile, ys, crowded } of columns)
    if (!crowded) for (const y of ys) frames.roundRect(x - tile / 2, y - tile / 2, tile, tile, tile * ROUND);
  return { columns, width, height, frames };
}

/** How far a smooth edge has gone from its start to its end height, at share `t` of its parameter. @param {number} t */
const rise = (t) => t * t * (3 - 2 * t);

/**
 * What lies under a point of the diagram: a neuron, a bias dot, an edge, or nothing.
 * All edges between two columns share their x(t), so one solution serves them all.
 * @param {Layout} layout @param {number} x @param {number} y
 * @returns {{kind: "unit"|"bias", layer: number, unit: number}|{kind: "edge", layer: number, unit: number, from: number}|null}
 */
export function hit({ columns }, x, y) {
  for (let l = 0; l < columns.length; l++) {
    const { x: cx, tile, ys } = columns[l], half = tile / 2;
    for (let j = 0; j < ys.length; j++) {
      if (l && Math.hypot(x - (cx - half), y - (ys[j] + half)) < Math.max(5, dot(tile) + 2)) return { kind: "bias", layer: l, unit: j };
      if (Math.abs(x - cx) <= half && Math.abs(y - ys[j]) <= half) return { kind: "unit", layer: l, unit: j };
    }
  }
  for (let l = 1; l < columns.length; l++) {
    const a = columns[l - 1], b = columns[l], x0 = a.x + a.tile / 2, x1 = b.x - b.tile / 2;
    if (x <= x0 || x >= x1) continue;
    // x(t) = x0 + (x1 - x0) · (1.5 t (1 - t)² · … ) is monotone: halve the interval until it fits.
    let low = 0, high = 1;
    const share = (x - x0) / (x1 - x0);
    for (let i = 0; i < 20; i++) {
      const t = (low + high) / 2, u = 1 - t;
      if (1.5 * u * u * t + 1.5 * u * t * t + t * t * t < share) low = t;
      else high = t;
    }
    const s = rise(low);
    /** @type {{kind: "edge", layer: number, unit: number, from: number}|null} */
    let best = null;
    let nearest = 7;
    for (let j = 0; j < b.ys.length; j++)
      for (let i = 0; i < a.ys.length; i++) {
        const distance = Math.abs(a.ys[i] + (b.ys[j] - a.ys[i]) * s - y);
        if (distance < nearest) {
          nearest = distance;
          best = { kind: "edge", layer: l, unit: j, from: i };
        }
      }
    return best;
  }
  return null;
}

/** Radius of a bias dot beside a tile. @param {number} tile */
export const dot = (tile) => Math.max(1.5, Math.min(4.5, tile / 9));

/** Where the weights and biases of each layer start in the packed vector: W1, b1, W2, b2, … @param {number[]} sizes */
export function offsets(sizes) {
  let at = 0;
  return sizes.slice(1).map((units, l) => {
    const weights = at, biases = at + units * sizes[l];
    at = biases + units;
    return { weights, biases };
  });
}
