// The flow of pictures: the page asks for what its open panels show, draws the newest answer, then asks again.

import { createPace } from "./draw/pace.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {() => (object|null)} Ask the parameters of a view, or null where it is not wanted now */

const WAIT_LIMIT = 2; // wants outstanding at most, unless the line says less
const REMEMBERED = 16; // wants whose questions are kept
const EVERY = 1000 / 50; // a frame that took longer than this while training runs was missed

/**
 * @param {(seq: number, views: Record<string, object>) => void} want
 * @param {() => boolean} running
 * @param {() => number|undefined} revision of the newest state; views that come now show it, or a later one
 * @param {{framesDrawn: number, framesReceived: number, lastLatency: number, drawTime: number}} counters
 * @param {() => void} [painted] called after each frame, when its picture is with the screen
 * @param {number} [most] wants outstanding at most
 */
export function createFrames(want, running, revision, counters, painted = () => {}, most = WAIT_LIMIT) {
  /** @type {Map<string, Set<Ask>>} */
  const asks = new Map();
  /** @type {Map<string, Set<(view: View) => void>>} */
  const painters = new Map();
  /** @type {Map<string, View>} */
  const latest = new Map(), fresh = new Map();
  const pace = createPace();
  /** @type {Map<number, number>} */
  const sent = new Map(); // seq -> time it was sent
  /** What the last wants asked for, answered or not. @type {Map<number, Record<string, object>>} */
  const questions = new Map();
  let seq = 0, depth = 1, arrivals = 0, pending = 0, drawn = 0, open = false;
  /** What was asked for last, to notice that the panels want something else. */
  let asked = "";

  function wishes() {
    /** @type {Record<string, object>} */
    const views = {};
    for (const [name, set] of asks)
      for (const ask of set) {
        const parameters = ask();
        if (parameters) views[name] = parameters;
      }
    return views;
  }

  /** @param {number} limit */
  function fill(limit) {
    if (!open || document.hidden) return;
    while (sent.size < limit) {
      const views = wishes();
      asked = JSON.stringify(views);
      sent.set(++seq, performance.now());
      questions.set(seq, views);
      questions.delete(seq - REMEMBERED);
      want(seq, views);
    }
  }

  /** Ask anew if the panels want something else than what is asked for; the server drops the oldest of three wants. */
  function renew() {
    if (JSON.stringify(wishes()) === asked) return;
    for (const [oldest] of sent) if (sent.size >= most) sent.delete(oldest);
    fill(most);
  }

  function frame() {
    pending = 0;
    const now = performance.now();
    // One want in flight is enough while answers come within a frame; two hide a slower server. Two answers in one
    // frame mean that the server draws pictures nobody sees; none for a while means that it waits for us.
    if (arrivals > 1) depth = 1;
    else if (arrivals === 1 && now - drawn > EVERY) depth = most;
    const news = arrivals > 0;
    arrivals = 0;
    const on = running();
    if (on) fill(depth); // before drawing, so that the server works while we do
    if (news) {
      const ready = [...fresh];
      fresh.clear();
      pace.frame(() => {
        for (const [name, view] of ready) for (const paint of painters.get(name) ?? []) paint(view);
      }, painted);
      drawn = now;
      counters.framesDrawn++;
      counters.drawTime += (performance.now() - now - counters.drawTime) / 20;
    }
    if (!on) {
      fill(1);
      renew();
    }
  }

  function schedule() {
    pending ||= requestAnimationFrame(frame);
  }

  return {
    paced: pace.paced,
    running,
    revision,

    /**
     * Subscribe: while `ask` gives parameters, the view is asked for, and each new one is drawn by `paint`.
     * @param {string} name
     * @param {Ask} ask
     * @param {(view: View) => void} paint
     * @returns {() => void} ends it
     */
    need(name, ask, paint) {
      const a = asks.get(name) ?? new Set(), p = painters.get(name) ?? new Set();
      asks.set(name, a.add(ask));
      painters.set(name, p.add(paint));
      const known = latest.get(name);
      if (known) paint(known);
      this.refresh();
      return () => {
        a.delete(ask);
        p.delete(paint);
      };
    },

    /** The panels may want something else now; say so if they do. */
    refresh() {
      queueMicrotask(renew);
    },

    /** The newest answer to a view, if any. @param {string} name */
    latest: (name) => latest.get(name),

    /** @param {{seq: number, step: number, epoch: number, views: Record<string, any>}} data @param {DataView[]} buffers */
    receive({ seq: answered, step, epoch, views }, buffers) {
      const since = sent.get(answered);
      if (since !== undefined) counters.lastLatency = performance.now() - since;
      sent.delete(answered);
      counters.framesReceived++;
      for (const [name, json] of Object.entries(views)) {
        const [first, count] = json.buffers ?? [0, 0];
        const asked = questions.get(answered)?.[name];
        const view = { json, buffers: buffers.slice(first, first + count), step, epoch, asked, revision: revision() };
        latest.set(name, view);
        fresh.set(name, view);
      }
      arrivals++;
      schedule();
    },

    /** Start asking (after hello), or start over after the line broke. */
    start() {
      open = true;
      sent.clear();
      fill(1);
    },

    /** Stop for good. */
    end() {
      this.stop();
      pace.end();
    },

    stop() {
      open = false;
      sent.clear();
      cancelAnimationFrame(pending);
      pending = 0;
    },

    /** Draw all that is on screen again (theme, size). */
    repaint() {
      for (const [name, view] of latest) fresh.set(name, view);
      for (const [name, view] of fresh) for (const paint of painters.get(name) ?? []) paint(view);
      fresh.clear();
    },

    /** Training state or visibility changed. */
    wake() {
      fill(1);
    },
  };
}

/** @typedef {ReturnType<typeof createFrames>} Frames */
