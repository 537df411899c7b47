// What the page knows: the server's state as signals, and the few choices that belong to the page alone.
import { computed, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { createActs } from "./acts.js";
import { createFrames } from "./frames.js";
import { f32 } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Hello} Hello */

const PROTOCOL = 1;
const NUMBERS_EVERY = 70; // milliseconds between two changes of the numbers on the page: faster is unreadable

/**
 * Where the page keeps a session and its link between two loads; a notebook has neither.
 * @typedef {object} Keep
 * @property {() => {session: string|null, link: string|null}} recall
 * @property {(session: string, link: string) => void} remember
 * @property {() => void} [reload] another version of the server answered
 * @property {(load: (link: string) => void) => () => void} [listen] a link was put into the address bar; returns what ends it
 */

/** @type {Keep} */
const FORGETFUL = { recall: () => ({ session: null, link: null }), remember() {} };

/**
 * @param {import("./types.js").Model} model
 * @param {Keep} [keep]
 */
export function createStore(model, keep = FORGETFUL) {
  const hello = signal(/** @type {Hello|null} */ (null));
  const thumbnails = signal(/** @type {Map<string, Float32Array>} */ (new Map()));
  const state = signal(/** @type {State|null} */ (null));
  const line = signal(/** @type {"up"|"lost"|"refused"} */ ("up"));
  const errors = signal(/** @type {{key: number, text: string, times: number}[]} */ ([]));
  const numbers = signal({
    step: 0,
    epoch: 0,
    status: /** @type {import("./types.js").Status|null} */ (null),
  });
  const counters = { framesDrawn: 0, framesReceived: 0, lastLatency: 0, drawTime: 0 };

  const acts = createActs((id, action) => model.send({ kind: "act", data: { id, action } }));
  const frames = createFrames(
    (seq, views) => model.send({ kind: "want", data: { seq, views } }),
    () => Boolean(state.peek()?.running),
    counters,
  );

  /** The page's own choices: not part of the document, not undone, not shared. */
  const view = {
    theme: signal(/** @type {"light"|"dark"} */ ("light")),
    tab: signal("python"),
    label: signal(0), // class of a point to be added
    target: signal(0), // value of a point to be added in regression
    show: signal({ train: true, validation: true, test: true, wrong: false }),
    sharp: signal(false),
    scale: signal(/** @type {{low: string, high: string}|null} */ (null)), // ends of the colour scale in words
    log: signal(false), // logarithmic loss axis
  };

  /** @type {(() => void)|undefined} */
  let endLinks;
  let errorKey = 0, numbersTimer = 0, numbersAt = 0;

  /** @param {string} text */
  function report(text) {
    const list = errors.value, last = list.at(-1);
    errors.value =
      last?.text === text
        ? [...list.slice(0, -1), { ...last, times: last.times + 1 }]
        : [...list, { key: ++errorKey, text, times: 1 }];
  }

  /** The numbers follow the newest view, at a pace that can be read. @param {import("./types.js").View} v */
  function publish(v) {
    clearTimeout(numbersTimer);
    const now = performance.now(), put = () => {
      numbersAt = performance.now();
      numbers.value = { step: v.step, epoch: v.epoch, status: v.json };
    };
    if (now - numbersAt > NUMBERS_EVERY) put();
    else numbersTimer = setTimeout(put, NUMBERS_EVERY);
  }

  function greet() {
    const { session, link } = keep.recall();
    model.send({ kind: "hello", data: { protocol: PROTOCOL, session: hello.peek()?.session ?? session, link } });
  }

  /** @param {Hello} data @param {DataView[]} buffers */
  function welcome(data, buffers) {
    const before = hello.peek();
    if (before && before.version !== data.version) keep.reload?.();
    thumbnails.value = new Map(data.presets.map((p, i) => [p.name, f32(buffers[i])]));
    hello.value = data;
    acts.forget();
    frames.start();
  }

  /** @param {State} data */
  function accept(data) {
    const before = state.peek();
    state.value = data;
    acts.acknowledge(data.ack);
    if (before?.classes.length !== data.classes.length) view.label.value = 0;
    const session = hello.peek()?.session;
    if (session) keep.remember(session, data.link);
    // Numbers come with the views; until the first one this is the newest there is.
    if (!numbers.peek().status) numbers.value = { ...numbers.peek(), step: data.step, epoch: data.epoch };
    frames.refresh();
    frames.wake();
  }

  /** @param {{kind: string, data: any}} content @param {DataView[]} buffers */
  function receive({ kind, data }, buffers) {
    if (kind === "view") frames.receive(data, buffers);
    else if (kind === "state") accept(data);
    else if (kind === "hello") welcome(data, buffers);
    else if (kind === "error") {
      report(data.message);
      if (data.id !== null && data.id !== undefined) acts.acknowledge(data.id);
    } else if (kind === "connection") {
      line.value = data.up ? "up" : data.refused ? "refused" : "lost";
      if (data.up) greet();
      else frames.stop();
    }
  }

  const onVisible = () => document.hidden || frames.wake();
  const endNumbers = frames.need("status", () => ({}), publish);

  return {
    hello, thumbnails, state, line, errors, numbers, counters, frames, view,
    act: acts.act,
    hold: acts.hold,
    report,
    running: computed(() => Boolean(state.value?.running)),

    /** @param {number} key */
    dismiss: (key) => {
      errors.value = errors.value.filter((e) => e.key !== key);
    },

    /** Set a field of the experiment. @param {string} path @param {any} value */
    set: (path, value) => acts.set(path, value),

    /** The value of a field as its control shows it: the draft, else the server's. @param {string} path @returns {any} */
    value: (path) => acts.draft(path)?.value ?? dig(state.value?.experiment, path),

    /** The field of the schema at a path. @param {string} path @returns {import("./types.js").Field|undefined} */
    field: (path) => hello.value?.schema.find((f) => f.path === path),

    open() {
      model.on("msg:custom", receive);
      document.addEventListener("visibilitychange", onVisible);
      endLinks = keep.listen?.((link) => acts.act({ do: "load", link }));
      greet(); // where the line is not up yet, `connection` greets again
    },

    close() {
      model.off("msg:custom", receive);
      endLinks?.();
      document.removeEventListener("visibilitychange", onVisible);
      clearTimeout(numbersTimer);
      endNumbers();
      frames.end();
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */

/** @param {any} value @param {string} path */
export function dig(value, path) {
  for (const name of path.split(".")) value = value?.[name];
  return value;
}

export const StoreContext = createContext(/** @type {Store} */ (/** @type {unknown} */ (null)));
export const useStore = () => useContext(StoreContext);
