// A canvas that is as sharp as the screen. Its size is measured when it changes, never while drawing.

/**
 * @typedef {object} Surface
 * @property {HTMLCanvasElement} canvas
 * @property {CanvasRenderingContext2D} context scaled so that units are CSS pixels
 * @property {number} width CSS pixels
 * @property {number} height CSS pixels
 * @property {number} ratio device pixels in a CSS pixel
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {(surface: Surface) => void} changed called after each change of size, and at the start
 * @param {Element} [measured] whose size the canvas has, where it is not on the page itself
 * @returns {{surface: Surface, end: () => void}}
 */
export function watchSurface(canvas, changed, measured = canvas) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** @type {Surface} */
  const surface = { canvas, context, width: 0, height: 0, ratio: 1 };
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    if (!width || !height) return;
    const ratio = Math.min(3, devicePixelRatio || 1);
    Object.assign(surface, { width, height, ratio });
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    changed(surface);
  });
  observer.observe(measured);
  return { surface, end: () => observer.disconnect() };
}
