// The whole playground: the frame into which all cards fit, the theme, the keys.
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { readPalette } from "../colours.js";
import { hide, readHidden } from "../parts.js";
import { StoreContext } from "../store.js";
import { CoursePlace } from "./course-place.js";
import { DataCard } from "./data-card.js";
import { Drawer, TABS } from "./drawer.js";
import { FeaturesCard } from "./features.js";
import { Header } from "./header.js";
import { Messages } from "./messages.js";
import { NetworkCard } from "./network-card.js";
import { ResultCard } from "./result-card.js";
import { PaletteContext, firstTheme, keepTheme } from "./theme.js";
import { Tips } from "./tips.js";

/** Whether a key press belongs to the control that has the focus. @param {KeyboardEvent} e */
export function taken(e) {
  const at = e.target instanceof Element ? e.target : null;
  if (at?.closest("input[type=text], input[type=number], textarea, [contenteditable]")) return true;
  return e.key === " " && Boolean(at?.closest("button, select, input, a, summary, [popover]"));
}

/** @param {{store: import("../store.js").Store}} properties */
export function App({ store }) {
  const [theme, setTheme] = useState(firstTheme), [palette, setPalette] = useState(/** @type {import("../colours.js").Palette|null} */ (null));
  const root = useRef(/** @type {HTMLElement|null} */ (null)), ready = store.ready.value, place = store.view.course.value;

  useLayoutEffect(() => {
    if (root.current) setPalette(readPalette(root.current, theme));
    store.view.theme.value = theme;
  }, [theme]);

  useLayoutEffect(() => {
    if (!store.hide || !ready) return undefined;
    const { hidden, unknown } = readHidden(store.hide, store.hello.peek()?.schema ?? [], TABS.map((t) => t.name));
    if (unknown.length) store.report(`The address hides ${unknown.join(", ")}, which is no part of the page`);
    store.view.hidden.value = hidden;
    return hide(hidden);
  }, [store, ready]);

  useEffect(() => {
    const key = (/** @type {KeyboardEvent} */ e) => {
      if (store.view.course.peek() !== null || taken(e) || e.altKey || !root.current?.contains(/** @type {Node} */ (e.target === document.body ? root.current : e.target))) return;
      const command = e.ctrlKey || e.metaKey, state = store.state.peek();
      if (e.key === " " && !command && !e.repeat) store.act({ do: state?.running ? "pause" : "play" });
      else if (command && e.key.toLowerCase() === "z") store.act({ do: e.shiftKey ? "redo" : "undo" });
      else if (command && e.key.toLowerCase() === "y") store.act({ do: "redo" });
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, [store]);

  const toggleTheme = () => {
    const next = theme === "dark" ? "light" : "dark";
    keepTheme(next);
    setTheme(next);
  };
  const bare = ["data", "features"].every((name) => store.view.hidden.value.has(name)); // nothing stands on the left
  return html`<${StoreContext.Provider} value=${store}><${PaletteContext.Provider} value=${palette}>
    <div class="glassnet" ref=${root} data-theme=${theme} aria-busy=${!ready}>
      <${Header} toggleTheme=${toggleTheme} />
      ${store.course && place !== null ? html`<${CoursePlace} home=${store.course} place=${place} />` : html`<main>
        <${Messages} doctor />
        <div class=${`bench ${bare ? "bare" : ""}`}>
          ${!bare && html`<div class="left"><${DataCard} /><${FeaturesCard} /></div>`}
          <${NetworkCard} />
          <${ResultCard} />
        </div>
        <${Drawer} peeks />
        <${Tips} />
      </main>`}
    </div>
  <//><//>`;
}
