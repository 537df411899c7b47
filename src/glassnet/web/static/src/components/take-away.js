// Everything that can be taken away: links, files, figures, a film.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { record } from "../film.js";
import { useStore } from "../store.js";
import { u8 } from "../wire.js";
import { TABS } from "./drawer.js";
import { Handout } from "./handout.js";
import { Icon } from "./icons.js";
import { Popover } from "./popover.js";

const ASIDE = 2500; // milliseconds that a word of success stays

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}

/** The Python that does the same, asked for once. @param {import("../store.js").Store} store @returns {Promise<string>} */
function script(store) {
  return new Promise((resolve) => {
    let done = false;
    const end = store.frames.need("script", () => (done ? null : {}), (view) => {
      if (done) return;
      done = true;
      queueMicrotask(() => end());
      resolve(view.json.text);
    });
    store.frames.refresh();
  });
}

/** Ask the server for one file, once. @param {import("../store.js").Store} store @param {string} what @returns {Promise<Blob & {called: string}>} */
function fetched(store, what) {
  return new Promise((resolve) => {
    let done = false;
    const end = store.frames.need("file", () => (done ? null : { what }), (view) => {
      if (done || view.json.what !== what) return;
      done = true;
      queueMicrotask(() => end());
      resolve(Object.assign(new Blob([new Uint8Array(u8(view.buffers[0]))], { type: view.json.type }), { called: view.json.name }));
    });
    store.frames.refresh();
  });
}

/** @param {string} text */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied";
  } catch {
    return "The clipboard is closed here";
  }
}

const NOTEBOOK = "for gn.from_link, and for glassnet play --link";

/** What is copied as a link: a notebook's own address leads to no playground. @param {import("../store.js").Store} store @param {string} link */
const address = (store, link) => (store.course ? `${location.origin}${location.pathname}#${link}` : link);

function Menu() {
  const store = useStore(), state = store.state.value, [said, say] = useState({ key: "", text: "" }), filming = useRef(/** @type {(() => void)|null} */ (null));
  useEffect(() => () => filming.current?.(), []);
  const tell = (/** @type {string} */ key, /** @type {string} */ text) => {
    say({ key, text });
    setTimeout(() => say((now) => (now.key === key ? { key: "", text: "" } : now)), ASIDE);
  };
  const file = (/** @type {string} */ what) => async () => {
    say({ key: what, text: "…" });
    const blob = await fetched(store, what);
    save(blob, blob.called);
    tell(what, "Saved");
  };
  const film = async (/** @type {Event} */ e) => {
    if (filming.current) return filming.current();
    const made = record(store, /** @type {Element} */ (/** @type {Element} */ (e.target).closest(".glassnet")), (seconds) => say({ key: "film", text: `stop (${seconds} s)` }));
    filming.current = made.stop;
    const blob = await made.film;
    filming.current = null;
    if (blob) {
      save(blob, "boundary.webm");
      tell("film", "Saved");
    } else tell("film", "This browser cannot record films");
  };
  const row = (/** @type {string} */ key, /** @type {string} */ words, /** @type {string} */ about, /** @type {(e: Event) => void} */ act) => html`<li>
    <button type="button" class="taking" onClick=${act}><b>${words}</b><span>${about}</span><i aria-live="polite">${said.key === key ? said.text : ""}</i></button>
  </li>`;
  const figure = state?.task === "regression" && state.dims === 1 ? "function" : "boundary", plane = (state?.dims ?? 0) <= 2;
  return html`<h3>Take it away</h3>
    <ul class="takings">
      ${row("address", "Link", store.course ? "reproduces this experiment from its start" : NOTEBOOK, async () => tell("address", await copied(address(store, state?.link ?? ""))))}
      ${row("link", "Link with the weights", "starts with the network as it is now", async () => tell("link", await copied(address(store, await (await fetched(store, "link")).text()))))}
      ${!store.course && row("script", "Python", "the lines that do the same, to the last bit", async () => tell("script", await copied(await script(store))))}
      ${row("experiment", "Experiment file", "for gn.load_experiment and the command line", file("experiment"))}
      ${row("trained", "Experiment file with the weights", "the same, starting with the network as it is now", file("trained"))}
      ${plane && row(`${figure}.png`, "Picture (PNG)", "what it has learned", file(`${figure}.png`))}
      ${plane && row(`${figure}.svg`, "Drawing (SVG)", "the same, sharp at every size", file(`${figure}.svg`))}
      ${row("curves.svg", "Curves (SVG)", "loss and score over the epochs", file("curves.svg"))}
      ${state?.task === "classification" && row("confusion.svg", "Confusion matrix (SVG)", "which classes are taken for which", file("confusion.svg"))}
      ${row("film", "Film (WebM)", "starts again and records the boundary forming, up to eight seconds", film)}
      ${row("history", "History (CSV)", "every evaluation as a row", file("history"))}
      ${row("points", "Points (CSV)", "all points with their part", file("points"))}
    </ul>
    ${store.course && html`<${Handout} tabs=${TABS} copy=${copied} />`}`;
}

export function TakeAway() {
  return html`<${Popover} label="Take away" part="share" title="Link, files, pictures, a film" kind="text" face=${html`<${Icon} name="link" /><span class="share-words">Share</span>`}>${() => html`<${Menu} />`}<//>`;
}
