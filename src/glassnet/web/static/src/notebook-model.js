// A view's own line over the messages of a notebook: what a page has as a WebSocket, in the form that the store expects.
import { decode, encode } from "./wire.js";

/**
 * What anywidget hands to `render`.
 * @typedef {import("./types.js").Model & {
 *   get: (name: string) => any,
 *   set: (name: string, value: any) => void,
 *   save_changes: () => void,
 * }} AnyModel
 */

const PATIENCE = 6000; // milliseconds without an answer to an action, after which the reader is told

/**
 * Several views, also in several windows, share anywidget's model and get each other's messages; each has a name, and
 * takes what bears it. A message is one frame of the wire protocol.
 * @implements {Pick<import("./types.js").Model, "send"|"on"|"off">}
 */
export class NotebookModel {
  /** Pictures on their way at most: a notebook's messages queue where nobody sees them. */
  wants = 1;
  #model;
  #name = crypto.getRandomValues(new Uint32Array(4)).join("-");
  /** @type {Set<(...args: any[]) => void>} */
  #listeners = new Set();
  #timer = 0;
  #silent = false;

  /** @param {AnyModel} model */
  constructor(model) {
    this.#model = model;
    model.on("msg:custom", this.#receive);
  }

  /** @param {{kind: string, data?: unknown}} content */
  send(content) {
    try {
      this.#model.send({ view: this.#name }, undefined, [encode(content.kind, content.data ?? {})]);
    } catch {
      this.#answers(false); // Jupyter knows that its kernel is gone
      return;
    }
    if (content.kind === "act") this.#timer ||= setTimeout(() => this.#answers(false), PATIENCE);
  }

  /** @param {string} _name @param {(...args: any[]) => void} callback */
  on(_name, callback) {
    this.#listeners.add(callback);
  }

  /** @param {string} _name @param {(...args: any[]) => void} callback */
  off(_name, callback) {
    this.#listeners.delete(callback);
  }

  /** This view is taken away. */
  close() {
    this.#model.off("msg:custom", this.#receive);
    this.send({ kind: "bye" });
    clearTimeout(this.#timer);
  }

  /** Whether Python answers, told as a page's line tells whether it is up. @param {boolean} up */
  #answers(up) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#silent !== up) return;
    this.#silent = !up;
    this.#emit({ kind: "connection", data: { up, silent: !up } }, []);
  }

  /** @param {any} content @param {DataView[]} buffers */
  #emit(content, buffers) {
    for (const callback of [...this.#listeners]) callback(content, buffers);
  }

  /** @param {any} content @param {DataView[]} sent */
  #receive = (content, sent) => {
    if (content?.view !== this.#name || !sent?.length) return;
    const [{ buffer, byteOffset, byteLength }] = sent;
    const { buffers, ...message } = decode(/** @type {ArrayBuffer} */ (buffer.slice(byteOffset, byteOffset + byteLength)));
    this.#answers(true);
    this.#emit(message, buffers);
  };
}
