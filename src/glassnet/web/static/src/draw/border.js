// The line between two classes, or the level half-way between the ends of a scale.
import { u8 } from "../wire.js";

/** @typedef {import("./surface.js").Surface} Surface */

/**
 * The level line of a picture by marching squares: each square of four neighbouring pixels is crossed where its edges
 * change sign, and the crossing is put where the value would be the level if it changed evenly in between.
 * @param {Surface} surface @param {Uint8Array} bytes @param {number} size @param {number} level
 */
function levelLine({ context, width, height }, bytes, size, level) {
  const x = (/** @type {number} */ column) => ((column + 0.5) / size) * width, y = (/** @type {number} */ row) => ((row + 0.5) / size) * height;
  for (let row = 0; row + 1 < size; row++)
    for (let column = 0; column + 1 < size; column++) {
      const i = row * size + column;
      const a = bytes[i] - level, b = bytes[i + 1] - level, c = bytes[i + size + 1] - level, d = bytes[i + size] - level;
      /** @type {[number, number][]} */
      const crossings = [];
      if (a * b < 0) crossings.push([x(column + a / (a - b)), y(row)]);
      if (b * c < 0) crossings.push([x(column + 1), y(row + b / (b - c))]);
      if (c * d < 0) crossings.push([x(column + d / (d - c)), y(row + 1)]);
      if (d * a < 0) crossings.push([x(column), y(row + a / (a - d))]);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        context.moveTo(...crossings[k]);
        context.lineTo(...crossings[k + 1]);
      }
    }
}

/** The edges between pixels of different winners. @param {Surface} surface @param {Uint8Array} winner @param {number} size */
function edges({ context, width, height }, winner, size) {
  const w = width / size, h = height / size;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const i = row * size + column;
      if (column + 1 < size && winner[i] !== winner[i + 1]) {
        context.moveTo((column + 1) * w, row * h);
        context.lineTo((column + 1) * w, (row + 1) * h);
      }
      if (row + 1 < size && winner[i] !== winner[i + size]) {
        context.moveTo(column * w, (row + 1) * h);
        context.lineTo((column + 1) * w, (row + 1) * h);
      }
    }
}

/**
 * Draw the border over the surface.
 * @param {Surface} surface @param {import("../types.js").View} view @param {import("../colours.js").Palette} palette
 */
export function drawBorder(surface, { json, buffers }, palette) {
  const { context } = surface;
  context.beginPath();
  if (json.mode === "classes") edges(surface, u8(buffers[0]), json.size);
  else levelLine(surface, u8(buffers[0]), json.size, 127.5);
  context.lineCap = "round";
  context.lineWidth = 4.5; // a rim, so that the line is seen over every colour
  context.strokeStyle = palette.card;
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = palette.ink;
  context.stroke();
}
