// A small picture that is drawn once.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { watchSurface } from "../draw/surface.js";

const NOTHING = "data:,";

/**
 * The page shows an image and not the canvas that it was drawn on: browsers give each canvas, and what lies over it, a
 * layer of its own and put all layers together with every frame. A dozen of them cost more than the picture that moves.
 * @param {{draw: ((surface: import("../draw/surface.js").Surface) => void)|null, kind?: string}} properties
 * `draw` must be the same function as long as the picture is the same
 */
export function Still({ draw, kind = "" }) {
  const image = useRef(/** @type {HTMLImageElement|null} */ (null));
  useEffect(() => {
    const shown = image.current;
    if (!shown || !draw) return undefined;
    const canvas = document.createElement("canvas");
    return watchSurface(canvas, (surface) => {
      draw(surface);
      shown.src = canvas.toDataURL();
    }, shown).end;
  }, [draw]);
  return html`<img ref=${image} class=${kind} src=${NOTHING} alt="" draggable="false" />`;
}
