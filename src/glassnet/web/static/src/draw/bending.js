// The plane between two layers: every line and every point on its way from one picture to the next.
import { marker } from "./points.js";
import { valueColour } from "../colours.js";

/** @typedef {import("../colours.js").Palette} Palette */

/**
 * What a layer makes of the plane, brought into the unit square.
 * @typedef {object} Stage
 * @property {Float32Array} lines x, y of each place of each line
 * @property {Float32Array} points x, y of each
 */

/** Bring lines and points of a stage into the unit square, both ways by the same factor. @param {Float32Array} lines @param {Float32Array} points @returns {Stage} */
export function fitted(lines, points) {
  const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  for (const array of [lines, points])
    for (let i = 0; i < array.length; i++) {
      low[i % 2] = Math.min(low[i % 2], array[i]);
      high[i % 2] = Math.max(high[i % 2], array[i]);
    }
  const long = Math.max(high[0] - low[0], high[1] - low[1]) || 1, middle = [0, 1].map((k) => (low[k] + high[k]) / 2);
  const bring = (/** @type {Float32Array} */ array) => array.map((value, i) => 0.5 + (value - middle[i % 2]) / long);
  return { lines: bring(lines), points: bring(points) };
}

/**
 * @param {import("./surface.js").Surface} surface
 * @param {Stage} from @param {Stage} to @param {number} t 0 at `from`, 1 at `to`
 * @param {{places: number, upright: number, labels: Float32Array, classification: boolean, palette: Palette}} how
 */
export function drawBending({ context, width, height }, from, to, t, { places, upright, labels, classification, palette }) {
  const inner = 0.92, px = (/** @type {number} */ x) => width * (0.5 + inner * (x - 0.5)), py = (/** @type {number} */ y) => height * (0.5 - inner * (y - 0.5));
  const at = (/** @type {Float32Array} */ a, /** @type {Float32Array} */ b, /** @type {number} */ i) => a[i] + t * (b[i] - a[i]);
  context.clearRect(0, 0, width, height);
  const count = from.lines.length / 2 / places;
  for (let line = 0; line < count; line++) {
    context.beginPath();
    for (let k = 0; k < places; k++) {
      const i = 2 * (line * places + k);
      context.lineTo(px(at(from.lines, to.lines, i)), py(at(from.lines, to.lines, i + 1)));
    }
    context.lineWidth = 1;
    context.globalAlpha = 0.65;
    context.strokeStyle = line < upright ? palette.mute : palette.high;
    context.stroke();
  }
  context.globalAlpha = 1;
  let low = Infinity, high = -Infinity;
  for (const label of labels) {
    low = Math.min(low, label);
    high = Math.max(high, label);
  }
  const radius = Math.max(2.2, Math.min(3.4, width / 110));
  for (let n = 0; n < labels.length; n++) {
    context.beginPath();
    marker(context, classification ? labels[n] : 0, px(at(from.points, to.points, 2 * n)), py(at(from.points, to.points, 2 * n + 1)), radius);
    context.fillStyle = classification ? palette.classes[labels[n] % palette.classes.length] : valueColour(palette, (2 * (labels[n] - low)) / (high - low || 1) - 1);
    context.fill();
    context.lineWidth = 0.8;
    context.strokeStyle = palette.card;
    context.stroke();
  }
}
