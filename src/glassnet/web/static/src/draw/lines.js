// The lines on which first-layer neurons are zero: where they lie on the plane, and which weights move them there.

/** @typedef {import("../colours.js").Palette} Palette */

/**
 * How the network sees the plane: its inputs are A p + c.
 * @typedef {object} PlaneMap
 * @property {number[][]} A one row a feature: across, up
 * @property {number[]} c
 * @property {number[][]} back two rows: how the weights change when the slope across, or up, does
 */

/** A neuron's incoming weights and bias. @typedef {{weights: number[], bias: number}} Neuron */

/** The neuron's sum over the plane is gx x + gy y + h. @param {Neuron} neuron @param {PlaneMap} map */
export function slopesOf({ weights, bias }, { A, c }) {
  let gx = 0, gy = 0, h = bias;
  weights.forEach((w, f) => {
    gx += w * A[f][0];
    gy += w * A[f][1];
    h += w * c[f];
  });
  return { gx, gy, h };
}

/**
 * The line within the window, as two ends in pixels; null where there is none.
 * @param {Neuron} neuron @param {PlaneMap} map @param {number[]} domain @param {number} width @param {number} height
 * @returns {[number, number, number, number]|null}
 */
export function lineOf(neuron, map, [x0, x1, y0, y1], width, height) {
  const { gx, gy, h } = slopesOf(neuron, map);
  // In pixels the sum is a px + b py + d.
  const a = (gx * (x1 - x0)) / width, b = (-gy * (y1 - y0)) / height, d = h + gx * x0 + gy * y1;
  const ends = /** @type {[number, number][]} */ ([]);
  const keep = (/** @type {number} */ x, /** @type {number} */ y) => {
    if (x < -0.01 || x > width + 0.01 || y < -0.01 || y > height + 0.01) return;
    if (ends.every(([u, v]) => Math.hypot(u - x, v - y) > 0.5)) ends.push([x, y]);
  };
  if (b) for (const x of [0, width]) keep(x, -(a * x + d) / b);
  if (a) for (const y of [0, height]) keep(-(b * y + d) / a, y);
  return ends.length < 2 ? null : [...ends[0], ...ends[1]];
}

/** The neuron after its line was moved by so much on the plane: only the bias changes. @param {Neuron} neuron @param {PlaneMap} map @param {number} dx @param {number} dy @returns {Neuron} */
export function moved(neuron, map, dx, dy) {
  const { gx, gy } = slopesOf(neuron, map);
  return { weights: neuron.weights, bias: neuron.bias - gx * dx - gy * dy };
}

/**
 * The neuron after its line was turned round a point of the plane, as it looks on a picture of this window: the weights
 * change as little as they can, the bias so that the line still goes through the point.
 * @param {Neuron} neuron @param {PlaneMap} map @param {number[]} pivot @param {number} angle anticlockwise
 * @param {number} aspect width of the window on the plane as a multiple of its height @returns {Neuron}
 */
export function turned(neuron, map, [px, py], angle, aspect) {
  const { gx, gy, h } = slopesOf(neuron, map), cos = Math.cos(angle), sin = Math.sin(angle);
  const ax = gx * aspect, ux = ax * cos - gy * sin, uy = ax * sin + gy * cos; // turned where both sides are as long
  const weights = neuron.weights.map((w, f) => w + (ux / aspect - gx) * map.back[0][f] + (uy - gy) * map.back[1][f]);
  const before = gx * px + gy * py + h, after = slopesOf({ weights, bias: neuron.bias }, map);
  return { weights, bias: neuron.bias + before - (after.gx * px + after.gy * py + after.h) };
}

/** Whether the line can be turned: not where there is one input only. @param {PlaneMap} map */
export const canTurn = ({ back }) => back.every((row) => row.some((factor) => factor !== 0));

/** How far a point is from a line's visible part, in pixels. @param {number[]|null} line @param {number} x @param {number} y */
export function distance(line, x, y) {
  if (!line) return Infinity;
  const [ax, ay, bx, by] = line, ux = bx - ax, uy = by - ay, t = Math.max(0, Math.min(1, ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy || 1)));
  return Math.hypot(x - ax - t * ux, y - ay - t * uy);
}

/** Where the chosen line is taken: in its middle to move it, towards its ends to turn it. @param {number[]} line */
export function handles([ax, ay, bx, by]) {
  const at = (/** @type {number} */ t) => [ax + t * (bx - ax), ay + t * (by - ay)];
  return { middle: at(0.5), first: at(0.18), second: at(0.82) };
}

/** Colours of the kinks by layer, from the page's own. @param {Palette} palette @param {number} layer from 1 */
const colourOf = (palette, layer) => (layer === 1 ? palette.ink : palette.classes[2 + ((layer - 2) % 6)]);

/**
 * The exact pieces: a line for each kink, thinner in later layers, and the border between two classes.
 * @param {import("./surface.js").Surface} surface @param {Float32Array} kinks x₀, y₀, x₁, y₁, layer, neuron of each
 * @param {Float32Array} border x₀, y₀, x₁, y₁ of each @param {number[]} domain @param {Palette} palette
 */
export function drawPieces({ context, width, height }, kinks, border, [x0, x1, y0, y1], palette) {
  const px = (/** @type {number} */ x) => ((x - x0) / (x1 - x0)) * width, py = (/** @type {number} */ y) => ((y1 - y) / (y1 - y0)) * height;
  const stroke = (/** @type {Float32Array} */ segments, /** @type {number} */ stride, /** @type {number} */ layer) => {
    context.beginPath();
    for (let i = 0; i < segments.length; i += stride) {
      if (layer && segments[i + 4] !== layer) continue;
      context.moveTo(px(segments[i]), py(segments[i + 1]));
      context.lineTo(px(segments[i + 2]), py(segments[i + 3]));
    }
    context.stroke();
  };
  let layers = 0;
  for (let i = 4; i < kinks.length; i += 6) layers = Math.max(layers, kinks[i]);
  for (let layer = layers; layer >= 1; layer--) {
    context.lineWidth = Math.max(0.7, 1.5 - 0.4 * (layer - 1));
    context.strokeStyle = colourOf(palette, layer);
    stroke(kinks, 6, layer);
  }
  for (const [thickness, colour] of /** @type {[number, string][]} */ ([[4.6, palette.card], [2.4, palette.ink]])) {
    context.lineWidth = thickness;
    context.strokeStyle = colour;
    stroke(border, 4, 0);
  }
}

/**
 * One neuron's line; the chosen one with its handles and, on its positive side, a short arrow.
 * @param {import("./surface.js").Surface} surface @param {number[]} line @param {{gx: number, gy: number}} slopes
 * @param {boolean} chosen @param {boolean} solid whether nothing else draws this line @param {boolean} turns whether it can
 *   be turned @param {Palette} palette
 */
export function drawLine({ context }, line, { gx, gy }, chosen, solid, turns, palette) {
  const [ax, ay, bx, by] = line;
  const draw = () => {
    context.beginPath();
    context.moveTo(ax, ay);
    context.lineTo(bx, by);
    context.stroke();
  };
  if (!chosen) {
    if (!solid) return;
    context.lineWidth = 1.5;
    context.strokeStyle = palette.ink;
    draw();
    return;
  }
  context.lineWidth = 7;
  context.strokeStyle = palette.card;
  draw();
  context.lineWidth = 3;
  context.strokeStyle = palette.high;
  draw();
  const { middle, first, second } = handles(line), size = Math.hypot(gx, gy) || 1;
  const [x, y] = middle, ux = gx / size, uy = -gy / size;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 24 * ux, y + 24 * uy);
  context.moveTo(x + 24 * ux - 7 * (ux - 0.6 * uy), y + 24 * uy - 7 * (uy + 0.6 * ux));
  context.lineTo(x + 24 * ux, y + 24 * uy);
  context.lineTo(x + 24 * ux - 7 * (ux + 0.6 * uy), y + 24 * uy - 7 * (uy - 0.6 * ux));
  context.stroke();
  for (const [hx, hy, round] of turns ? [[x, y, 0], [...first, 1], [...second, 1]] : [[x, y, 0]]) {
    context.beginPath();
    if (round) context.arc(hx, hy, 6, 0, 2 * Math.PI);
    else context.rect(hx - 6, hy - 6, 12, 12);
    context.fillStyle = palette.card;
    context.fill();
    context.lineWidth = 2.4;
    context.strokeStyle = palette.high;
    context.stroke();
  }
}
