// The loss over a plane of weights: a coloured map with lines of equal loss, and the run's path on it.

/** @typedef {import("../colours.js").Palette} Palette */

/**
 * @typedef {object} Heights
 * @property {Float32Array} values size², row by row from the lowest up; not finite where the loss is not
 * @property {number} size
 * @property {number} low least finite value
 * @property {number} high greatest finite value
 */

const LEVELS = 14;
const LOGARITHMIC = 30; // times that the greatest must exceed the least for the colours to follow the logarithm
const BASE = 128; // of the diverging colours the upper half: from the neutral middle to blue

/** From a loss to 0 … 1, by its logarithm where the values span that much. @param {Heights} heights */
export function scaleOf({ low, high }) {
  const log = low > 0 && high / low > LOGARITHMIC, from = log ? Math.log(low) : low, span = (log ? Math.log(high) : high) - from || 1;
  return {
    log,
    share: (/** @type {number} */ value) => ((log ? Math.log(value) : value) - from) / span,
    value: (/** @type {number} */ share) => (log ? Math.exp(from + share * span) : from + share * span),
  };
}

/** The value between the grid's places, in proportion; u to the right and v upward, 0 … 1. @param {Heights} heights @param {number} u @param {number} v */
export function heightAt({ values, size }, u, v) {
  const last = size - 1, x = Math.max(0, Math.min(last, u * last)), y = Math.max(0, Math.min(last, v * last));
  const i = Math.min(last - 1, Math.floor(x)), j = Math.min(last - 1, Math.floor(y)), s = x - i, t = y - j;
  const at = (/** @type {number} */ row, /** @type {number} */ column) => values[row * size + column];
  return (at(j, i) * (1 - s) + at(j, i + 1) * s) * (1 - t) + (at(j + 1, i) * (1 - s) + at(j + 1, i + 1) * s) * t;
}

/**
 * The map: deep blue is low.
 * @param {import("./surface.js").Surface} surface @param {Heights} heights @param {Palette} palette
 */
export function drawHeights({ canvas, context, width, height }, heights, palette) {
  const scale = scaleOf(heights), columns = Math.max(2, Math.round(width / 2)), rows = Math.max(2, Math.round(height / 2));
  const image = context.createImageData(columns, rows), pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = heightAt(heights, (column + 0.5) / columns, 1 - (row + 0.5) / rows);
      const share = Number.isFinite(value) ? scale.share(value) : 1;
      pixels[row * columns + column] = palette.diverging[BASE + Math.round((255 - BASE) * (1 - Math.max(0, Math.min(1, share))))];
    }
  const small = new OffscreenCanvas(columns, rows);
  /** @type {OffscreenCanvasRenderingContext2D} */ (small.getContext("2d")).putImageData(image, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, width, height);
  context.strokeStyle = palette.ink;
  context.lineWidth = 0.6;
  context.globalAlpha = 0.5;
  context.beginPath();
  for (let k = 1; k < LEVELS; k++) contour(context, heights, scale.value(k / LEVELS), width, height);
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * Add the line on which the loss has a value: each cell of the grid is crossed as its corners say (marching squares).
 * @param {CanvasRenderingContext2D} context @param {Heights} heights @param {number} level @param {number} width @param {number} height
 */
function contour(context, { values, size }, level, width, height) {
  const last = size - 1;
  const px = (/** @type {number} */ x) => (x / last) * width, py = (/** @type {number} */ y) => height - (y / last) * height;
  for (let j = 0; j < last; j++)
    for (let i = 0; i < last; i++) {
      const corners = [values[j * size + i], values[j * size + i + 1], values[(j + 1) * size + i + 1], values[(j + 1) * size + i]];
      if (!corners.every(Number.isFinite)) continue;
      /** @type {[number, number][]} */
      const crossings = [];
      for (let k = 0; k < 4; k++) {
        const a = corners[k], b = corners[(k + 1) % 4];
        if (a < level === b < level) continue;
        const t = (level - a) / (b - a);
        crossings.push(k === 0 ? [i + t, j] : k === 1 ? [i + 1, j + t] : k === 2 ? [i + 1 - t, j + 1] : [i, j + 1 - t]);
      }
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        context.moveTo(px(crossings[k][0]), py(crossings[k][1]));
        context.lineTo(px(crossings[k + 1][0]), py(crossings[k + 1][1]));
      }
    }
}

/**
 * The path of the run, its first moment as a ring; and the present as a star.
 * @param {import("./surface.js").Surface} surface @param {Float32Array} path x, y of each moment @param {number[]} here
 * @param {number[]} extent left, right, bottom, top @param {Palette} palette
 */
export function drawPath({ context, width, height }, path, here, [left, right, bottom, top], palette) {
  const px = (/** @type {number} */ x) => ((x - left) / (right - left)) * width, py = (/** @type {number} */ y) => height - ((y - bottom) / (top - bottom)) * height;
  const count = path.length / 2;
  if (count > 1) {
    context.beginPath();
    for (let i = 0; i < count; i++) context.lineTo(px(path[2 * i]), py(path[2 * i + 1]));
    context.lineJoin = "round";
    context.lineWidth = 3.6;
    context.strokeStyle = palette.card;
    context.stroke();
    context.lineWidth = 1.8;
    context.strokeStyle = palette.ink;
    context.stroke();
    context.fillStyle = palette.ink;
    for (let i = 1; i < count; i++) dot(context, px(path[2 * i]), py(path[2 * i + 1]), 2.2).fill();
    dot(context, px(path[0]), py(path[1]), 5);
    context.fillStyle = palette.card;
    context.fill();
    context.stroke();
  }
  star(context, px(here[0]), py(here[1]), 8);
  context.fillStyle = palette.low;
  context.fill();
  context.lineWidth = 1.4;
  context.strokeStyle = palette.card;
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} r */
function dot(context, x, y, r) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  return context;
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} r */
function star(context, x, y, r) {
  context.beginPath();
  for (let k = 0; k < 10; k++) {
    const long = k % 2 ? r * 0.45 : r, t = (Math.PI * k) / 5;
    context.lineTo(x + long * Math.sin(t), y - long * Math.cos(t));
  }
  context.closePath();
}
