// The place of the course on the page. Its code is loaded when it is opened first, so that the playground starts as before.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { render as mount } from "htm/preact";
import { useStore, StoreContext } from "../store.js";
import { Theory } from "./panels/theory.js";

/**
 * What the page has for the course; a notebook has none.
 * @typedef {object} CourseHome
 * @property {string} script address of course.js
 * @property {string} editor address of editor.js
 * @property {string} style address of course.css
 * @property {string|null} place what the address of the page says: null is the playground
 * @property {(place: string|null) => void} remember puts a place into the address
 * @property {(change: (place: string|null) => void) => () => void} listen back and forward; returns what ends it
 * @property {(el: HTMLElement, spec: {component: string, link: string|null, settings: import("../live.js").LiveSettings}, theme: import("@preact/signals").Signal<"light"|"dark">) => (() => void)} live mounts a live component
 */

/** @param {string} href */
function withStyle(href) {
  if ([...document.styleSheets].some((sheet) => sheet.href === new URL(href, location.href).href)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

/** @param {{home: CourseHome, place: string}} properties */
export function CoursePlace({ home, place }) {
  const store = useStore(), host = useRef(/** @type {HTMLElement|null} */ (null)), [trouble, setTrouble] = useState(false);
  const shown = useRef(/** @type {{show: (place: string) => void, end: () => void}|null} */ (null)), wanted = useRef(place);
  wanted.current = place;

  useEffect(() => {
    const el = host.current, title = document.title;
    let over = false;
    /** @type {import("../course/context.js").Page} */
    const page = {
      go: (to) => (store.view.course.value = to),
      leave: () => (store.view.course.value = null),
      live: (box, spec) => home.live(box, spec, store.view.theme),
      theory(box) {
        mount(html`<${StoreContext.Provider} value=${store}><${Theory} inCourse /><//>`, box);
        return () => mount(/** @type {any} */ (null), box);
      },
      loadEditor: () => import(home.editor),
    };
    Promise.all([import(home.script), withStyle(home.style)]).then(
      ([course]) => {
        if (!over && el) shown.current = course.render({ el, place: wanted.current, page });
      },
      () => setTrouble(true),
    );
    return () => {
      over = true;
      shown.current?.end();
      shown.current = null;
      document.title = title;
    };
  }, [store, home]);
  useEffect(() => shown.current?.show(place), [place]);

  return html`<div class="course-place" ref=${host}></div>${trouble && html`<main><p class="message error" role="alert">The course cannot be loaded. Reload the page.</p></main>`}`;
}
