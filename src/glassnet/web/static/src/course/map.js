// The route map: the lessons in the order in which they can be taken, with what each builds on and how far it is done.
import { html } from "htm/preact";
import { useContext } from "preact/hooks";
import { recordOf } from "./api.js";
import { CourseContext } from "./context.js";

/** @typedef {import("./api.js").Lesson} Lesson */

/** On which row a lesson stands: below all that it builds on. @param {Lesson} lesson @param {Map<string, Lesson>} all @returns {number} */
function row(lesson, all) {
  const before = lesson.needs.map((n) => all.get(n)).filter((l) => l !== undefined);
  return before.length ? 1 + Math.max(...before.map((l) => row(l, all))) : 0;
}

export function RouteMap() {
  const { contents, records, go, leave } = useContext(CourseContext), all = new Map(contents.lessons.map((l) => [l.number, l]));
  const done = (/** @type {Lesson} */ l) => l.exercises.filter((e) => recordOf(records, e.id).passed).length;
  const whole = (/** @type {Lesson} */ l) => done(l) === l.exercises.length;
  const next = contents.lessons.find((l) => !whole(l) && l.needs.every((n) => !all.has(n) || whole(/** @type {Lesson} */ (all.get(n)))));
  const rows = /** @type {Lesson[][]} */ ([]);
  for (const lesson of contents.lessons) (rows[row(lesson, all)] ??= []).push(lesson);
  const goals = Object.keys(records).filter((id) => id.startsWith("goals/") && records[id].passed).length;
  return html`<div class="map">
    <h2 tabindex="-1">Course</h2>
    <p class="lead">Read, try, and write it yourself. Everything is here: the code of a lesson has been run, its networks can be trained in the page, and your answers to its exercises are checked. Begin with ${next ? html`<a href=${`?course=${next.id}`} onClick=${(/** @type {MouseEvent} */ e) => { e.preventDefault(); go(next.id); }}>lesson ${next.number}</a>` : "any lesson"}${next && whole(contents.lessons[0]) ? ", the next one on your way" : ""}.</p>
    <ol class="rows" aria-label="Route map">
      ${rows.map((lessons, i) => html`<li key=${i}><ul>
        ${lessons.map((l) => html`<li key=${l.id} class=${`stop ${whole(l) ? "whole" : ""} ${l === next ? "next" : ""}`}>
          <a href=${`?course=${l.id}`} onClick=${(/** @type {MouseEvent} */ e) => { e.preventDefault(); go(l.id); }}><span class="number">${l.number}</span> ${l.title}</a>
          <p>${l.summary}</p>
          <p class="quiet">${l.minutes} minutes · ${done(l)} of ${l.exercises.length} exercises${whole(l) ? " ✓" : ""}${l === next ? " · next" : ""}</p>
          ${l.needs.length > 0 && html`<p class="quiet">builds on ${l.needs.map((n) => all.get(n)?.title ?? `lesson ${n} (not written yet, and not needed)`).join(", ")}</p>`}
          <progress max=${l.exercises.length} value=${done(l)} aria-label=${`${l.title}: exercises passed`}></progress>
        </li>`)}
      </ul></li>`)}
    </ol>
    <div class="beside">
      <section><h3>Theory, experiments, goals</h3><p>A step in four passes, experiments to try with one click, goals to reach on the playground${goals ? ` (${goals} reached)` : ""}, what to watch out for.</p><button type="button" onClick=${() => go("theory")}>Open</button></section>
      <section><h3>Glossary</h3><p>Every word of the course in a paragraph.</p><button type="button" onClick=${() => go("glossary")}>Open the glossary</button></section>
      <section><h3>Quick reference</h3><p>Shapes, slopes, losses, the five steps: one page.</p><button type="button" onClick=${() => go("reference")}>Open the reference</button></section>
      <section><h3>Playground</h3><p>Build any network, and watch it learn.</p><button type="button" onClick=${leave}>To the playground</button></section>
    </div>
    <p class="quiet">${contents.own ? "Your progress is shared with the terminal (glassnet learn) and with notebooks." : "This server is shared: your progress is kept by this browser."}</p>
  </div>`;
}
