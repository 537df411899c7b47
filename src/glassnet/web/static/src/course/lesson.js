// A lesson: its blocks, one after another.
import { html } from "htm/preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { highlighted } from "../components/highlight.js";
import { get } from "./api.js";
import { CourseContext } from "./context.js";
import { Exercise } from "./exercise.js";

/** @typedef {{kind: string, [more: string]: any}} Block */
/** @typedef {{id: string, number: string, title: string, summary: string, minutes: number, needs: string[], exercises: string[], blocks: Block[], tasks: {[id: string]: import("./exercise.js").Task}}} Text */

/** What a box without a title is called. @type {{[kind: string]: string}} */
const TITLES = { objectives: "What you will be able to do", note: "Note", warning: "What goes wrong", question: "Think first", details: "More", checkpoint: "Before moving on, you can", further: "Further reading" };

/** @param {{block: Block}} properties */
function Live({ block }) {
  const { live } = useContext(CourseContext), host = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    const box = host.current;
    if (!box) return undefined;
    let end = () => {};
    // A session begins when the reader comes to it.
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      watch.disconnect();
      end = live(box, { component: block.component, link: block.arguments?.link ?? null, settings: block.arguments?.settings ?? {} });
    }, { rootMargin: "200px" });
    watch.observe(box);
    return () => {
      watch.disconnect();
      end();
    };
  }, [block]);
  return html`<div class="live-place" role="group" aria-label=${`Live: ${block.component}`} ref=${host}></div>`;
}

/** @param {{block: Block, lesson: Text}} properties */
function Cell({ block, lesson }) {
  const code = html`<pre tabindex="0" role="region" aria-label=${`Code: ${block.name}`}><code>${highlighted(block.code)}</code></pre>`;
  return html`<div class="cell">
    ${block.folded || block.kind === "live" ? html`<details><summary>${block.kind === "live" ? "The same in Python" : block.figure ? "The code of this figure" : "The code behind these numbers"}</summary>${code}</details>` : code}
    ${block.output && html`<pre class="output" tabindex="0" role="region" aria-label=${`Output of ${block.name}`}>${block.output}</pre>`}
    ${block.figure && html`<img src=${`/course/lessons/${lesson.id}/${block.figure}`} alt=${block.alt} loading="lazy" />`}
  </div>`;
}

/** @param {{block: Block, lesson: Text}} properties */
function Piece({ block, lesson }) {
  switch (block.kind) {
    case "html":
      return html`<div class="text" dangerouslySetInnerHTML=${{ __html: block.html }} />`;
    case "heading":
      return html`<${block.level === 2 ? "h3" : "h4"} id=${`part-${block.anchor}`} tabindex="-1" dangerouslySetInnerHTML=${{ __html: block.html }} />`;
    case "exercise":
      return html`<${Exercise} task=${lesson.tasks[block.id]} />`;
    case "live":
      return html`<${Live} block=${block} /><${Cell} block=${block} lesson=${lesson} />`;
    case "box": {
      const inner = html`<${Pieces} blocks=${block.blocks} lesson=${lesson} />`, title = block.title || TITLES[block.box] || block.box;
      if (block.box === "details") return html`<details class="box details"><summary dangerouslySetInnerHTML=${{ __html: title }} />${inner}</details>`;
      return html`<div class=${`box ${block.box}`} role="note" aria-label=${TITLES[block.box] ?? block.box}><p class="box-title" dangerouslySetInnerHTML=${{ __html: title }} />${inner}</div>`;
    }
    default:
      return html`<${Cell} block=${block} lesson=${lesson} />`;
  }
}

/** @param {{blocks: Block[], lesson: Text}} properties @returns {any} */
function Pieces({ blocks, lesson }) {
  return blocks.map((block, i) => html`<${Piece} key=${i} block=${block} lesson=${lesson} />`);
}

/** @param {{id: string}} properties */
export function LessonPage({ id }) {
  const { contents, go } = useContext(CourseContext), [lesson, setLesson] = useState(/** @type {Text|null} */ (null)), [trouble, setTrouble] = useState("");
  const title = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    let over = false;
    setLesson(null);
    setTrouble("");
    get(`/lessons/${id}`).then((text) => over || setLesson(text), (error) => over || setTrouble(error.message));
    return () => {
      over = true;
    };
  }, [id]);
  useEffect(() => {
    if (lesson) title.current?.focus({ preventScroll: true });
  }, [lesson]);
  if (trouble) return html`<p class="trouble" role="alert">${trouble}</p>`;
  if (!lesson) return html`<p class="quiet" role="status">Loading the lesson …</p>`;
  const names = contents.lessons.map((l) => l.id), at = names.indexOf(lesson.id), parts = lesson.blocks.filter((b) => b.kind === "heading" && b.level === 2);
  const jump = (/** @type {string} */ anchor) => (/** @type {MouseEvent} */ e) => {
    e.preventDefault();
    const target = document.getElementById(`part-${anchor}`);
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  };
  const neighbour = (/** @type {number} */ i, /** @type {string} */ word) => {
    const there = contents.lessons[i];
    return there && html`<a href=${`?course=${there.id}`} onClick=${(/** @type {MouseEvent} */ e) => { e.preventDefault(); go(there.id); }}>${word}: ${there.number} ${there.title}</a>`;
  };
  return html`<div class="lesson-page">
    <nav class="parts" aria-label="In this lesson"><ol>${parts.map((b) => html`<li key=${b.anchor}><a href=${`#part-${b.anchor}`} onClick=${jump(b.anchor)} dangerouslySetInnerHTML=${{ __html: b.html }} /></li>`)}</ol></nav>
    <article aria-labelledby="lesson-title">
      <h2 id="lesson-title" tabindex="-1" ref=${title}><span class="quiet">Lesson ${lesson.number}</span> ${lesson.title}</h2>
      <p class="lead">${lesson.summary}</p>
      <p class="quiet">${lesson.minutes} minutes · ${lesson.exercises.length} exercises${lesson.needs.length ? ` · builds on ${lesson.needs.map((n) => contents.lessons.find((l) => l.number === n)?.title ?? `lesson ${n} (not written yet: what it takes from there is said here)`).join(", ")}` : ""}</p>
      <${Pieces} blocks=${lesson.blocks} lesson=${lesson} />
      <nav class="neighbours" aria-label="Other lessons">${neighbour(at - 1, "Before")}${neighbour(at + 1, "Next")}</nav>
    </article>
  </div>`;
}
