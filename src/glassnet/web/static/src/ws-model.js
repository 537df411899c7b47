// The part of anywidget's model that the playground uses, over one binary WebSocket that comes back when it breaks.
import { decode, encode } from "./wire.js";

const FIRST_PAUSE = 250, LONGEST_PAUSE = 5000; // milliseconds before a retry

/** Whether a server answers but does not let this page in: it was started anew, with another token. */
async function refused() {
  try {
    return (await fetch(location.pathname, { method: "HEAD", cache: "no-store" })).status === 403;
  } catch {
    return false; // nobody answers
  }
}

/**
 * Messages arrive as `msg:custom` with `{kind, data}` and the buffers. The state of the line itself arrives the same
 * way, as `{kind: "connection", data: {up, refused}}`, so that a model without it (a notebook's) needs no special case.
 * @implements {Pick<import("./types.js").Model, "send"|"on"|"off">}
 */
export class WsModel {
  /** @type {Map<string, Set<(...args: any[]) => void>>} */
  #listeners = new Map();
  /** @type {WebSocket|null} */
  #socket = null;
  #pause = FIRST_PAUSE;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer = undefined;
  #url;

  /** @param {string} url */
  constructor(url) {
    this.#url = url;
    addEventListener("online", this.#soon);
    document.addEventListener("visibilitychange", this.#soon);
    this.#connect();
  }

  /**
   * @param {{kind: string, data?: unknown}} content
   * @param {unknown} [_callbacks]
   * @param {ArrayBufferView[]} [buffers]
   */
  send(content, _callbacks, buffers = []) {
    if (this.#socket?.readyState === WebSocket.OPEN)
      this.#socket.send(encode(content.kind, content.data ?? {}, buffers));
  }

  /** @param {string} name @param {(...args: any[]) => void} callback */
  on(name, callback) {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set.add(callback));
    // Whoever listens after the line came up must still hear of it.
    if (name === "msg:custom" && this.#socket?.readyState === WebSocket.OPEN)
      queueMicrotask(() => callback({ kind: "connection", data: { up: true } }, []));
  }

  /** @param {string} name @param {(...args: any[]) => void} callback */
  off(name, callback) {
    this.#listeners.get(name)?.delete(callback);
  }

  /** Close for good. */
  close() {
    removeEventListener("online", this.#soon);
    document.removeEventListener("visibilitychange", this.#soon);
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** @param {any} content @param {DataView[]} buffers */
  #emit(content, buffers) {
    for (const callback of [...(this.#listeners.get("msg:custom") ?? [])]) callback(content, buffers);
  }

  #connect() {
    const socket = new WebSocket(this.#url);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    let opened = false;
    socket.addEventListener("open", () => {
      opened = true;
      this.#pause = FIRST_PAUSE;
      this.#emit({ kind: "connection", data: { up: true } }, []);
    });
    socket.addEventListener("message", ({ data }) => {
      const { buffers, ...content } = decode(data);
      this.#emit(content, buffers);
    });
    socket.addEventListener("close", async () => {
      if (this.#socket !== socket) return; // closed on purpose
      const shut = !opened && (await refused());
      if (this.#socket !== socket) return; // closed or connected anew meanwhile
      this.#emit({ kind: "connection", data: { up: false, refused: shut } }, []);
      this.#timer = setTimeout(() => this.#connect(), this.#pause * (0.75 + Math.random() / 2));
      this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 1.7);
    });
  }

  /** A waiting retry happens at once when the network or the reader comes back. */
  #soon = () => {
    if (document.hidden || this.#socket?.readyState !== WebSocket.CLOSED) return;
    clearTimeout(this.#timer);
    this.#connect();
  };
}
