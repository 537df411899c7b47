// Which example a place on the plane means, and the ring round the one that is looked at.

/** @typedef {import("./points.js").Points} Points */
/** @typedef {{part: string, index: number}} Example `index` −1 is none */

const PARTS = /** @type {const} */ (["train", "validation", "test"]);

/** Where the examples of each part begin and end among the rows. @param {Points["counts"]} counts */
function spans({ train, validation, test }) {
  const ends = [train, train + validation, train + validation + test];
  return PARTS.map((part, i) => ({ part, first: i ? ends[i - 1] : 0, end: ends[i] }));
}

/** Where a row lies, as shares of the plane. @param {Float32Array} rows @param {number} row @param {number[]} domain @param {boolean} curve @returns {[number, number]} */
function place(rows, row, [xmin, xmax, ymin, ymax], curve) {
  const y = rows[3 * row + (curve ? 2 : 1)];
  return [(rows[3 * row] - xmin) / (xmax - xmin), (ymax - y) / (ymax - ymin)];
}

/**
 * The nearest of the examples that are shown.
 * @param {Points} points @param {number[]} domain @param {boolean} curve one input: the value is the height
 * @param {number} u @param {number} v @param {{train: boolean, validation: boolean, test: boolean}} show
 * @returns {Example|null}
 */
export function nearest({ rows, counts }, domain, curve, u, v, show) {
  let best = /** @type {Example|null} */ (null), least = Infinity;
  for (const { part, first, end } of spans(counts)) {
    if (!show[part]) continue;
    for (let row = first; row < end; row++) {
      const [x, y] = place(rows, row, domain, curve), far = Math.hypot(x - u, y - v);
      if (far < least) {
        least = far;
        best = { part, index: row - first };
      }
    }
  }
  return best;
}

/**
 * @param {import("./surface.js").Surface} surface @param {Points} points @param {number[]} domain @param {boolean} curve
 * @param {Example} example @param {import("../colours.js").Palette} palette
 */
export function ringRound({ context, width, height }, { rows, counts }, domain, curve, { part, index }, palette) {
  const span = spans(counts).find((s) => s.part === part);
  if (!span || index < 0 || span.first + index >= span.end) return;
  const [u, v] = place(rows, span.first + index, domain, curve);
  for (const [line, colour] of /** @type {[number, string][]} */ ([[6, palette.card], [2.5, palette.ink]])) {
    context.beginPath();
    context.arc(u * width, v * height, 10, 0, 2 * Math.PI);
    context.lineWidth = line;
    context.strokeStyle = colour;
    context.stroke();
  }
}
