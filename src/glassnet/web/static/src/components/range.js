// A slider for a number with bounds, which follows the pointer as soon as the browser knows where it is.
import { html } from "htm/preact";
import { useRef } from "preact/hooks";

/** @typedef {import("../types.js").Field} Field */

const THUMB = 16; // pixels, as the style sheet has it
const SPACING = 6; // milliseconds at least between two moves that are taken: some mice tell a thousand in a second

/**
 * Slider positions 0 … 1000 and values. A logarithmic scale that begins at 0 keeps its first stop for 0.
 * @param {Field} field
 */
function scaleOf(field) {
  const low = /** @type {number} */ (field.low), high = /** @type {number} */ (field.high), whole = field.type === "integer";
  const tidy = (/** @type {number} */ x) => {
    if (whole) return Math.round(x);
    return Number(x.toPrecision(field.scale === "log" ? 2 : 3));
  };
  if (field.scale !== "log")
    return {
      value: (/** @type {number} */ p) => tidy(low + ((high - low) * p) / 1000),
      place: (/** @type {number} */ x) => ((x - low) / (high - low)) * 1000,
    };
  const first = low > 0 ? low : whole ? 1 : high * 1e-6, span = Math.log(high / first);
  return {
    value: (/** @type {number} */ p) => (p <= 0 ? low : Math.min(high, tidy(first * Math.exp((span * p) / 1000)))),
    place: (/** @type {number} */ x) => (x <= first ? 0 : (Math.log(x / first) / span) * 1000),
  };
}

/**
 * The slider alone; a whole-number scale of few values steps by one.
 *
 * A browser moves the thumb once for each frame of the screen, however early it knew of the move. Browsers that tell of
 * it at once (`pointerrawupdate`) are asked for it, so that what the slider sets is on its way up to a frame earlier.
 * @param {import("./field.js").Bound & {label: string, text: string}} properties
 */
export function Range({ field, value, change, hold, label, text }) {
  const few = field.type === "integer" && field.scale !== "log";
  const scale = scaleOf(field);
  const low = few ? /** @type {number} */ (field.low) : 0, high = few ? /** @type {number} */ (field.high) : 1000;
  const place = few ? value : Math.max(0, Math.min(1000, scale.place(value)));
  const fill = `--fill:${Math.max(0, Math.min(100, (100 * (place - low)) / (high - low || 1)))}%`;
  const given = useRef(value), held = useRef(false), followed = useRef(0);
  given.current = value;

  /** The user takes the thumb in hand or lets it go. @param {boolean} now */
  const grip = (now) => {
    held.current = now;
    hold?.(now);
  };

  /** @param {number} at a place on the scale */
  const give = (at) => {
    const next = few ? Math.round(at) : scale.value(at);
    if (next === given.current) return; // the browser tells of the same move again with the next frame
    given.current = next;
    change(next);
  };

  /** @param {PointerEvent & {target: HTMLInputElement}} e */
  const follow = (e) => {
    if (!held.current || !(e.buttons & 1) || e.timeStamp - followed.current < SPACING || e.target.matches(":dir(rtl)")) return;
    followed.current = e.timeStamp;
    give(low + (high - low) * share(e.target, e.clientX));
  };

  return html`<input
    type="range"
    aria-label=${label}
    aria-valuetext=${text}
    min=${low}
    max=${high}
    step=${few ? 1 : "any"}
    value=${place}
    style=${fill}
    title=${field.explain}
    onPointerDown=${() => grip(true)}
    onPointerRawUpdate=${follow}
    onPointerUp=${() => grip(false)}
    onPointerCancel=${() => grip(false)}
    onKeyDown=${(/** @type {KeyboardEvent} */ e) => nudge(e, field, value, few, scale, change)}
    onInput=${(/** @type {any} */ e) => give(Number(e.target.value))}
  />`;
}

/** How far along a slider a place of the screen is, from 0 to 1. @param {HTMLInputElement} slider @param {number} x */
function share(slider, x) {
  const { left, width } = slider.getBoundingClientRect();
  return Math.max(0, Math.min(1, (x - left - THUMB / 2) / (width - THUMB)));
}

/** With `step=any` the arrow keys must be given their step: a fortieth of the way. @param {KeyboardEvent} e @param {Field} field @param {number} value @param {boolean} few @param {ReturnType<typeof scaleOf>} scale @param {(value: any) => void} change */
function nudge(e, field, value, few, scale, change) {
  const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[e.key];
  if (!way || few) return;
  e.preventDefault();
  const next = scale.value(Math.max(0, Math.min(1000, scale.place(value) + 25 * way)));
  const least = field.type === "integer" ? value + Math.sign(way) : next; // a whole number must move by one at least
  change(next === value ? Math.max(field.low ?? -Infinity, Math.min(field.high ?? Infinity, least)) : next);
}
