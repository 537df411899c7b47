// The course as a view of the page: route map, lessons, glossary, reference. It is loaded when it is opened first.
import { html, render as mount } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, ownRecords } from "./api.js";
import { CourseContext } from "./context.js";
import { LessonPage } from "./lesson.js";
import { RouteMap } from "./map.js";
import { keepReachable } from "./reachable.js";

/** @typedef {import("./context.js").Page} Page */

/** A page that lessons share. @param {{name: string, title: string}} properties */
function Shared({ name, title }) {
  const [text, setText] = useState("");
  useEffect(() => {
    get(`/pages/${name}`).then((page) => setText(page.html), (error) => setText(`<p>${error.message}</p>`));
  }, [name]);
  return html`<article class="shared" aria-label=${title}><div class="text" dangerouslySetInnerHTML=${{ __html: text }} /></article>`;
}

/** @param {{page: Page}} properties */
function TheoryPlace({ page }) {
  const host = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => (host.current ? page.theory(host.current) : undefined), [page]);
  return html`<article class="theory-place"><h2 tabindex="-1">Theory, experiments, goals</h2><div ref=${host}></div></article>`;
}

/** A word of the glossary, over the text. @param {{term: string, close: () => void}} properties */
function Term({ term, close }) {
  const box = useRef(/** @type {HTMLDialogElement|null} */ (null)), [entry, setEntry] = useState(/** @type {{term: string, html: string}|null} */ (null));
  useEffect(() => {
    get("/glossary").then((all) => setEntry(all[term] ?? { term, html: "<p>The glossary has no such word yet.</p>" }), (error) => setEntry({ term, html: `<p>${error.message}</p>` }));
  }, [term]);
  useEffect(() => {
    if (entry && !box.current?.open) box.current?.showModal();
  }, [entry]);
  return html`<dialog class="term-box" ref=${box} aria-labelledby="term-title" onClose=${close} onClick=${(/** @type {any} */ e) => e.target === box.current && box.current?.close()}>
    ${entry && html`<div><h3 id="term-title">${entry.term}</h3><div class="text" dangerouslySetInnerHTML=${{ __html: entry.html }} /><button type="button" onClick=${() => box.current?.close()}>Close</button></div>`}
  </dialog>`;
}

const SHARED = /** @type {{[name: string]: string}} */ ({ glossary: "Glossary", reference: "Quick reference" });

/** @param {{place: string, page: Page}} properties */
function Course({ place, page }) {
  const [contents, setContents] = useState(/** @type {import("./api.js").Contents|null} */ (null)), [trouble, setTrouble] = useState("");
  const [records, setRecords] = useState(/** @type {import("./api.js").Records} */ ({})), [term, setTerm] = useState("");
  const root = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    get("").then((found) => {
      setContents(found);
      setRecords(found.records ?? ownRecords());
    }, (error) => setTrouble(error.message));
  }, [place]); // what was passed in the terminal meanwhile shows with the next place
  useEffect(() => {
    scrollTo(0, 0);
    const lesson = contents?.lessons.find((l) => l.id === place);
    document.title = `${lesson ? `${lesson.number} ${lesson.title}` : SHARED[place] ?? "Course"} · Glassnet`;
    if (!lesson) /** @type {HTMLElement|null|undefined} */ (root.current?.querySelector("h2"))?.focus({ preventScroll: true });
  }, [place, contents === null]);
  useEffect(() => (root.current ? keepReachable(root.current) : undefined), [contents === null]);
  if (trouble) return html`<main class="course"><p class="trouble" role="alert">${trouble}</p></main>`;
  if (!contents) return html`<main class="course" aria-busy="true"><p class="quiet" role="status">Loading the course …</p></main>`;

  /** Links of the lessons' text lead to the glossary and to lessons. @param {MouseEvent} e */
  const follow = (e) => {
    const link = e.target instanceof Element ? e.target.closest("a[data-term], a[data-lesson]") : null;
    if (!(link instanceof HTMLElement)) return;
    e.preventDefault();
    if (link.dataset.term) setTerm(link.dataset.term);
    else {
      const there = contents.lessons.find((l) => l.number === link.dataset.lesson);
      if (there) page.go(there.id);
    }
  };
  const to = (/** @type {string} */ name) => (/** @type {MouseEvent} */ e) => {
    e.preventDefault();
    page.go(name);
  };
  const lesson = contents.lessons.find((l) => l.id === place || l.number === place || l.id.endsWith(`_${place}`));
  const link = (/** @type {string} */ name, /** @type {string} */ words) => html`<a href=${`?course=${name}`} aria-current=${place === name ? "page" : undefined} onClick=${to(name)}>${words}</a>`;
  return html`<${CourseContext.Provider} value=${{ ...page, contents, records, setRecords, look: setTerm }}>
    <main class="course" ref=${root} onClick=${follow}>
      <nav class="course-bar" aria-label="Course">
        ${link("", "Route map")}
        <label><span class="hidden-text">Lesson</span><select value=${lesson?.id ?? ""} onChange=${(/** @type {any} */ e) => page.go(e.target.value)}>
          <option value="" selected=${!lesson}>Choose a lesson …</option>
          ${contents.lessons.map((l) => html`<option key=${l.id} value=${l.id} selected=${l === lesson}>${l.number} ${l.title}</option>`)}
        </select></label>
        ${link("theory", "Theory")} ${link("glossary", "Glossary")} ${link("reference", "Reference")}
      </nav>
      ${lesson ? html`<${LessonPage} key=${lesson.id} id=${lesson.id} />`
        : SHARED[place] ? html`<${Shared} name=${place} title=${SHARED[place]} />`
        : place === "theory" ? html`<${TheoryPlace} page=${page} />`
        : html`${place && html`<p class="trouble" role="alert">There is no lesson called ${place}. These are the lessons:</p>`}<${RouteMap} />`}
      ${term && html`<${Term} term=${term} close=${() => setTerm("")} />`}
    </main>
  <//>`;
}

/**
 * @param {{el: HTMLElement, place: string, page: Page}} context
 * @returns {{show: (place: string) => void, end: () => void}}
 */
export function render({ el, place, page }) {
  const show = (/** @type {string} */ now) => mount(html`<${Course} place=${now} page=${page} />`, el);
  show(place);
  return { show, end: () => mount(/** @type {any} */ (null), el) };
}
