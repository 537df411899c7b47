// An exercise: its editor, Check, Hint, Solution, and the verdict.
import { html } from "htm/preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { highlighted } from "../components/highlight.js";
import { answerOf, keepAnswer, note, post, recordOf } from "./api.js";
import { CourseContext } from "./context.js";

/** @typedef {{id: string, title: string, function: string, starter: string, hints: number, hash: string}} Task */
/** @typedef {import("./api.js").Verdict} Verdict */

const HEADS = { right: "✓ Right", wrong: "✗ Not yet", not_started: "· Not started", crashed: "✗ It stops with an error", timed_out: "✗ It takes too long" };
const KEYS = "Python editor. Tab indents; Escape, then Tab, leaves the editor. Control and Enter checks.";

/** @param {{text: string}} properties text with `code` and *stress* in it */
function Said({ text }) {
  const stressed = (/** @type {string} */ plain) => plain.split(/\*([^*]+)\*/).map((part, i) => (i % 2 ? html`<em>${part}</em>` : part));
  return html`<p>${text.split(/`([^`]+)`/).map((part, i) => (i % 2 ? html`<code>${part}</code>` : stressed(part)))}</p>`;
}

/** A verdict's message without its marks, for a place that shows plain text. @param {string} text */
const plainly = (text) => text.replace(/`([^`]+)`|\*([^*]+)\*/g, (_, code, stressed) => code ?? stressed);

/** @param {{verdict: Verdict}} properties */
function Judged({ verdict }) {
  const { evidence } = verdict, shown = /** @type {[string, string][]} */ ([]);
  if (evidence) {
    shown.push(["call", evidence.call], ["where", evidence.where], ["got", evidence.got], ["expected", evidence.expected]);
    if (evidence.difference !== null) shown.push(["differs by", `${Number(evidence.difference.toPrecision(4))} at most`]);
  }
  if (verdict.printed) shown.push(["printed", verdict.printed]);
  const rows = shown.filter(([, text]) => text);
  return html`<div class=${`verdict ${verdict.outcome}`}>
    <p><strong>${HEADS[verdict.outcome]}${verdict.line && verdict.outcome === "crashed" ? ` (line ${verdict.line})` : ""}</strong></p>
    <${Said} text=${verdict.message} />
    ${rows.length > 0 && html`<dl>${rows.map(([name, text]) => html`<div key=${name}><dt>${name}</dt><dd><code>${text}</code></dd></div>`)}</dl>`}
  </div>`;
}

/** @param {{task: Task}} properties */
export function Exercise({ task }) {
  const { contents, records, setRecords, loadEditor } = useContext(CourseContext), record = recordOf(records, task.id);
  const host = useRef(/** @type {HTMLElement|null} */ (null)), editor = useRef(/** @type {import("./editor.js").Editor|null} */ (null));
  const [verdict, setVerdict] = useState(/** @type {Verdict|null} */ (null)), [busy, setBusy] = useState(false), [trouble, setTrouble] = useState("");
  const [hints, setHints] = useState(/** @type {string[]} */ ([])), [solution, setSolution] = useState(""), [question, setQuestion] = useState("");
  const checking = useRef(() => {});
  const answer = () => editor.current?.text() ?? answerOf(task.id) ?? task.starter;

  useEffect(() => {
    const box = host.current;
    let over = false;
    loadEditor().then(
      ({ createEditor }) => {
        if (over || !box) return;
        editor.current = createEditor({
          host: box, text: answerOf(task.id) ?? task.starter, label: `Your answer: ${task.title}`, hint: KEYS,
          change: (/** @type {string} */ text) => keepAnswer(task.id, text), check: () => checking.current(),
        });
      },
      () => setTrouble("The editor cannot be loaded. Reload the page."),
    );
    return () => {
      over = true;
      editor.current?.end();
    };
  }, [task.id]);

  /** @param {() => Promise<void>} work */
  const doing = async (work) => {
    if (busy) return;
    setBusy(true);
    setTrouble("");
    try {
      await work();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const check = () => doing(async () => {
    editor.current?.mark(null);
    const got = await post("/check", { exercise: task.id, answer: answer() }), found = /** @type {Verdict} */ (got.verdict);
    setVerdict(found);
    if (found.line && found.outcome !== "right") editor.current?.mark({ line: found.line, kind: found.outcome, text: plainly(found.message) });
    const passed = found.outcome === "right";
    setRecords(got.records ?? (found.outcome === "not_started" ? records : note(task.id, (r) => ({
      attempts: r.attempts + 1, passed: r.passed ?? (passed ? new Date().toISOString() : null), content: passed ? task.hash : r.content,
    }))));
  });
  checking.current = contents.code_is_off ? () => {} : check;
  const hint = () => doing(async () => {
    const got = await post("/hint", { exercise: task.id, number: String(record.hints + 1) });
    setHints(got.hints);
    setRecords(got.records ?? note(task.id, () => ({ hints: got.number })));
  });
  const solve = (/** @type {boolean} */ confirmed) => doing(async () => {
    const sure = confirmed || (!contents.own && record.passed), got = await post("/solution", { exercise: task.id, ...(sure ? { confirm: "yes" } : {}) });
    if (got.confirm) {
      const left = Math.max(0, task.hints - record.hints), more = left ? ` There ${left === 1 ? "is one hint" : `are ${left} hints`} left.` : "";
      setQuestion(`You have not passed this exercise yet.${more} Show the solution all the same?`);
      return;
    }
    setQuestion("");
    setSolution(got.solution);
    setRecords(got.records ?? note(task.id, (r) => ({ solution_seen: r.solution_seen ?? (r.passed ? "after" : "before") })));
  });
  const restart = () => {
    editor.current?.put(task.starter);
    setVerdict(null);
    editor.current?.focus();
  };
  const changed = record.passed && record.content !== task.hash;
  const state = changed ? "changed since you passed" : record.passed ? "passed" : record.attempts ? "tried" : "";
  return html`<section class="exercise" id=${`exercise-${task.id.replace("/", "-")}`} aria-label=${`Exercise: ${task.title}`}>
    <div class="exercise-head"><h4><span class="quiet">Exercise</span> ${task.title}</h4>${state && html`<span class=${`state ${record.passed && !changed ? "passed" : ""}`}>${record.passed && !changed ? "✓ " : ""}${state}</span>`}</div>
    <div class="editor" ref=${host}></div>
    <div class="exercise-keys">
      <button type="button" class="main" disabled=${busy || Boolean(contents.code_is_off)} title="Run your answer and judge it (Ctrl+Enter)" onClick=${check}>${busy ? "Checking …" : "Check"}</button>
      <button type="button" disabled=${busy} onClick=${hint}>Hint${record.hints ? ` (${record.hints} of ${task.hints} seen)` : ""}</button>
      <button type="button" disabled=${busy} onClick=${() => solve(false)}>Solution</button>
      <button type="button" disabled=${busy} title="Put the starter back; Ctrl+Z in the editor takes it back" onClick=${restart}>Start over</button>
      <span class="quiet leave">Esc, then Tab, leaves the editor</span>
    </div>
    ${contents.code_is_off && html`<p class="code-off">${contents.code_is_off}</p>`}
    <div role="status" aria-live="polite">
      ${trouble && html`<p class="trouble">${trouble}</p>`}
      ${verdict && html`<${Judged} verdict=${verdict} />`}
    </div>
    ${question && html`<div class="asking" role="group" aria-label="Show the solution?"><p>${question}</p>
      <button type="button" onClick=${() => solve(true)}>Show the solution</button><button type="button" onClick=${() => setQuestion("")}>Not yet</button></div>`}
    ${hints.length > 0 && html`<div class="hints" aria-live="polite">${hints.map((text, i) => html`<div key=${i} class="hint"><strong>Hint ${i + 1} of ${task.hints}</strong><div dangerouslySetInnerHTML=${{ __html: text }} /></div>`)}</div>`}
    ${solution && html`<div class="solution"><strong>A right answer</strong><pre tabindex="0" role="region" aria-label="Solution"><code>${highlighted(solution)}</code></pre></div>`}
  </section>`;
}
