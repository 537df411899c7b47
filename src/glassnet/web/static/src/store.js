// What the page knows: the server's state as signals, and the few choices that belong to the page alone.
import { computed, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { createActs } from "./acts.js";
import { createScope } from "./components/panels/microscope-state.js";
import { createFrames } from "./frames.js";
import { f32 } from "./wire.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Hello} Hello */

const PROTOCOL = 1;
const MOST_REACTIONS = 2000; // that are kept for measurements
const CONTROLS_EVERY = 250; // milliseconds between two changes of the controls while one of them is dragged
/** What of a state must be shown at once, whatever is dragged. @type {(keyof State)[]} */
const CHANGES_THE_PAGE = [
  "data_revision", "mode", "sizes", "task", "classes", "dims", "domain", "features", "inputs",
  "activations", "loss", "outcome", "counts",
];
const REMEMBER_EVERY = 250; // milliseconds; browsers warn of pages that change their address with every frame
const READ = 3000; // milliseconds for which a line that says what went wrong stays at least
const NUMBERS_EVERY = 70; // milliseconds between two changes of the numbers on the page: faster is unreadable

/**
 * Where the page keeps a session and its link between two loads; a notebook has neither.
 * @typedef {object} Keep
 * @property {() => {session: string|null, link: string|null}} recall
 * @property {(session: string, link: string) => void} remember
 * @property {string} [hide] parts of the page that are not to be seen
 * @property {() => void} [reload] another version of the server answered
 * @property {(load: (link: string) => void) => () => void} [listen] a link was put into the address bar; returns what ends it
 */

/** @typedef {import("./components/course-place.js").CourseHome} CourseHome */

/** @type {Keep} */
const FORGETFUL = { recall: () => ({ session: null, link: null }), remember() {} };

/**
 * @param {import("./types.js").Model} model
 * @param {Keep} [keep]
 * @param {CourseHome|null} [course] where the course is, if the page has it
 */
export function createStore(model, keep = FORGETFUL, course = null) {
  const hello = signal(/** @type {Hello|null} */ (null));
  const thumbnails = signal(/** @type {Map<string, Float32Array>} */ (new Map()));
  const state = signal(/** @type {State|null} */ (null));
  const line = signal(/** @type {"up"|"lost"|"refused"|"silent"} */ ("up"));
  const errors = signal(/** @type {{key: number, text: string, times: number, at: number}[]} */ ([]));
  const numbers = signal({
    step: 0,
    epoch: 0,
    status: /** @type {import("./types.js").Status|null} */ (null),
  });
  const counters = { framesDrawn: 0, framesReceived: 0, lastLatency: 0, drawTime: 0, reactions: /** @type {number[]} */ ([]) };

  let newest = /** @type {State|null} */ (null); // what the server said last; the page may show it a moment later
  const acts = createActs((id, action) => model.send({ kind: "act", data: { id, action } }));
  const frames = createFrames(
    (seq, views) => model.send({ kind: "want", data: { seq, views, seen: newest?.revision } }),
    () => Boolean(newest?.running),
    () => newest?.revision,
    counters,
    () => {
      const now = performance.now(), { reactions } = counters;
      reactions.push(...acts.shown().map((then) => now - then));
      reactions.splice(0, reactions.length - MOST_REACTIONS);
    },
    model.wants,
  );

  /** The page's own choices: not part of the document, not undone, not shared. */
  const view = {
    theme: signal(/** @type {"light"|"dark"} */ ("light")),
    tab: signal("python"),
    tool: signal(/** @type {import("./components/pointing.js").Tool} */ ("add")), // what a click on the plane does
    plane: signal(""), // how a plane is laid through more than two inputs
    label: signal(0), // class of a point to be added
    target: signal(0), // value of a point to be added in regression
    show: signal({ train: true, validation: true, test: true, wrong: false }),
    shading: signal(/** @type {"probability"|"class"|"confidence"} */ ("probability")), // what the surface's colours tell
    border: signal(false), // the line between classes
    relief: signal(false), // the surface in 3-D
    scale: signal(/** @type {{low: string, high: string}|null} */ (null)), // ends of the colour scale in words
    course: signal(course?.place ?? null), // the place of the course that is open; null is the playground
    hidden: signal(/** @type {ReadonlySet<string>} */ (new Set())), // parts that the address hides
    theory: signal("passes"), // part of the theory panel
    log: signal(false), // logarithmic loss axis
    scope: createScope(), // what the Microscope looks at; diagram and plane show it
  };

  /** @type {(() => void)|undefined} */
  let endLinks;
  /** @type {(() => void)|undefined} */
  let endPlaces;
  /** @type {(() => void)|undefined} */
  let endPlace;
  let errorKey = 0, refused = 0, numbersTimer = 0, numbersAt = 0, rememberTimer = 0, rememberedAt = -Infinity, stateTimer = 0;

  /** @param {string} text */
  function report(text) {
    const list = errors.value, last = list.at(-1);
    errors.value =
      last?.text === text
        ? [...list.slice(0, -1), { ...last, times: last.times + 1, at: performance.now() }]
        : [...list, { key: ++errorKey, text, times: 1, at: performance.now() }];
  }

  /** What went wrong with an act is over when a later one has succeeded, and has been read by then. @param {number} ack */
  function settleErrors(ack) {
    const now = performance.now();
    if (ack > refused && errors.peek().some((e) => now - e.at > READ)) errors.value = errors.peek().filter((e) => now - e.at <= READ);
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

  /** Put the newest link into the address bar, now or soon; never while a control is dragged, browsers take long for it. */
  function remember() {
    clearTimeout(rememberTimer);
    if (acts.holding()) return;
    const now = performance.now(), put = () => {
      const session = hello.peek()?.session, link = state.peek()?.link;
      rememberedAt = performance.now();
      if (session && link !== undefined) keep.remember(session, link);
    };
    if (now - rememberedAt > REMEMBER_EVERY) put();
    else rememberTimer = setTimeout(put, REMEMBER_EVERY);
  }

  /**
   * A new state. While a slider is dragged the controls that show it may lag behind: drawing them all again with every
   * picture would take longer than the picture. The slider itself shows its draft.
   * @param {State} data
   */
  function accept(data) {
    const before = state.peek();
    newest = data;
    if (!before || !acts.holding() || CHANGES_THE_PAGE.some((key) => JSON.stringify(before[key]) !== JSON.stringify(data[key]))) publishState();
    else stateTimer ||= setTimeout(publishState, CONTROLS_EVERY);
    acts.acknowledge(data.ack);
    settleErrors(data.ack);
    frames.refresh();
    frames.wake();
  }

  /** Let the page show the newest state. */
  function publishState() {
    clearTimeout(stateTimer);
    stateTimer = 0;
    const before = state.peek(), data = newest;
    if (!data || data === before) return;
    state.value = data;
    frames.refresh(); // some of what is asked for depends on what the page shows
    if (before?.classes.length !== data.classes.length) view.label.value = 0;
    // Another choice of columns numbers them anew: the plane of before would be another one, or none.
    if (before && String(before.inputs) !== String(data.inputs)) view.plane.value = "";
    remember();
    // Numbers come with the views; until the first one this is the newest there is.
    if (!numbers.peek().status) numbers.value = { ...numbers.peek(), step: data.step, epoch: data.epoch };
  }

  /** @param {{kind: string, data: any}} content @param {DataView[]} buffers */
  function receive({ kind, data }, buffers) {
    if (kind === "view") frames.receive(data, buffers);
    else if (kind === "state") accept(data);
    else if (kind === "hello") welcome(data, buffers);
    else if (kind === "error") {
      report(data.message);
      if (data.id === null || data.id === undefined) return;
      refused = data.id;
      acts.acknowledge(data.id);
    } else if (kind === "connection") {
      line.value = data.up ? "up" : data.refused ? "refused" : data.silent ? "silent" : "lost";
      if (data.up) greet();
      else frames.stop();
    }
  }

  const onVisible = () => document.hidden || frames.wake();
  const endNumbers = frames.need("status", () => ({}), publish);

  return {
    hello, thumbnails, state, line, errors, numbers, counters, frames, view, course,
    /** Parts of the page that are not to be seen, as the address names them. */
    hide: keep.hide ?? "",
    act: acts.act,

    /** A control is taken in hand or let go. @param {string} path @param {boolean} held */
    hold(path, held) {
      if (!held) publishState(); // what the control shows next must be the newest
      acts.hold(path, held);
      if (!held) remember();
    },
    report,
    running: computed(() => Boolean(state.value?.running)),
    /** Whether there is anything to show yet. */
    ready: computed(() => Boolean(state.value && hello.value)),

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
      endPlaces = course?.listen((place) => (view.course.value = place));
      endPlace = course ? view.course.subscribe(course.remember) : undefined;
      greet(); // where the line is not up yet, `connection` greets again
    },

    close() {
      model.off("msg:custom", receive);
      endLinks?.();
      endPlaces?.();
      endPlace?.();
      document.removeEventListener("visibilitychange", onVisible);
      clearTimeout(numbersTimer);
      clearTimeout(rememberTimer);
      clearTimeout(stateTimer);
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
