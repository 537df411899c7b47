// A short film of the boundary forming: the plane's canvases, one over another, recorded while training starts again.

const SIDE = 480, SECONDS = 8, FRAMES = 30;

/** @param {HTMLCanvasElement} film @param {NodeListOf<HTMLCanvasElement>} layers @param {string} paper */
function paint(film, layers, paper) {
  const context = /** @type {CanvasRenderingContext2D} */ (film.getContext("2d"));
  context.fillStyle = paper;
  context.fillRect(0, 0, SIDE, SIDE);
  for (const layer of layers) if (!layer.hidden && layer.width && layer.height) context.drawImage(layer, 0, 0, SIDE, SIDE);
}

/**
 * Start the run again, play it, and record until it ends, is stopped, or some seconds are over.
 * @param {import("./store.js").Store} store
 * @param {Element} root the playground that is filmed
 * @param {(seconds: number) => void} tell how long it has been
 * @returns {{stop: () => void, film: Promise<Blob|null>}} the film, or null where the browser cannot record
 */
export function record(store, root, tell) {
  const layers = /** @type {NodeListOf<HTMLCanvasElement>} */ (root.querySelectorAll(".plane canvas"));
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const type = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"].find((t) => globalThis.MediaRecorder?.isTypeSupported(t));
  if (!type) return { stop() {}, film: Promise.resolve(null) };
  const paper = getComputedStyle(root).getPropertyValue("--card").trim() || "white";
  const recorder = new MediaRecorder(canvas.captureStream(FRAMES), { mimeType: type }), began = performance.now();
  /** @type {Blob[]} */
  const pieces = [];
  let next = 0;
  const film = new Promise((/** @type {(film: Blob) => void} */ resolve) => {
    recorder.addEventListener("dataavailable", ({ data }) => data.size && pieces.push(data));
    recorder.addEventListener("stop", () => resolve(new Blob(pieces, { type: "video/webm" })));
  });
  const stop = () => {
    cancelAnimationFrame(next);
    if (recorder.state !== "inactive") recorder.stop();
    if (store.state.peek()?.running) store.act({ do: "pause" });
  };
  const frame = () => {
    paint(canvas, layers, paper);
    const seconds = (performance.now() - began) / 1000;
    tell(Math.round(seconds));
    const over = seconds > 1 && !store.state.peek()?.running;
    if (over || seconds > SECONDS) stop();
    else next = requestAnimationFrame(frame);
  };
  store.act({ do: "restart" });
  store.act({ do: "play" });
  recorder.start();
  frame();
  return { stop, film };
}
