// The learned surface as a relief: height is the probability or the value, drawn from the back to the front.
import { u8 } from "../wire.js";

const CELLS = 40; // along each side; more cannot be told apart at this size
const TILT = 0.5, HEIGHT = 0.42; // how flat the ground is seen, and how high the highest place stands

/**
 * @param {import("./surface.js").Surface} surface
 * @param {import("../types.js").View} view
 * @param {import("../colours.js").Palette} palette
 * @param {number} turn radians about the upright axis
 */
export function drawRelief({ context, width, height }, { json, buffers }, palette, turn) {
  const size = json.size, several = json.mode === "classes";
  const heights = u8(buffers[several ? 1 : 0]), winner = several ? u8(buffers[0]) : null;
  const cos = Math.cos(turn), sin = Math.sin(turn), unit = width * 0.62;
  const place = (/** @type {number} */ i) => Math.min(size - 1, Math.round((i / CELLS) * (size - 1)));
  /** Corners of the cells on the screen: across, up, and how far to the front. @type {[number, number, number][]} */
  const corners = [];
  for (let r = 0; r <= CELLS; r++)
    for (let c = 0; c <= CELLS; c++) {
      const x = c / CELLS - 0.5, y = r / CELLS - 0.5, z = heights[place(r) * size + place(c)] / 255 - 0.5;
      const across = x * cos - y * sin, front = x * sin + y * cos;
      corners.push([width / 2 + across * unit, height * 0.56 + front * unit * TILT - z * unit * HEIGHT, front]);
    }
  const cells = [];
  for (let r = 0; r < CELLS; r++)
    for (let c = 0; c < CELLS; c++) {
      const i = r * (CELLS + 1) + c, four = [corners[i], corners[i + 1], corners[i + CELLS + 2], corners[i + CELLS + 1]];
      cells.push({ four, front: (four[0][2] + four[2][2]) / 2, at: place(r + 0.5) * size + place(c + 0.5) });
    }
  cells.sort((a, b) => a.front - b.front);
  context.clearRect(0, 0, width, height);
  context.fillStyle = palette.card;
  context.fillRect(0, 0, width, height);
  context.lineWidth = 0.5;
  context.strokeStyle = palette.edge;
  for (const { four, at } of cells) {
    const pixel = winner ? palette.ramps[winner[at] % palette.ramps.length][heights[at]] : palette.diverging[heights[at]];
    context.fillStyle = `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;
    context.beginPath();
    for (const [x, y] of four) context.lineTo(x, y);
    context.closePath();
    context.fill();
    context.stroke();
  }
}
