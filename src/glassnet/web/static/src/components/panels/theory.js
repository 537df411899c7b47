// Beside the playground: a step in four passes, experiments to try, goals, predictions, what to watch out for, questions.
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { useStore } from "../../store.js";

const EVERY = 600; // milliseconds between two looks at the goals while training runs

/** @typedef {{name: string, title: string, html: string}} Section */
/** @typedef {{label: string, link: string, epochs: number}} Variant */
/** @typedef {{name: string, title: string, question: string, look: string, because: string, tab: string, variants: Variant[]}} Trial */
/** @typedef {{name: string, question: string, epochs: number, one: Variant, other: Variant}} Prediction */
/** @typedef {{passes: Section[], watch: Section[], questions: Section[], trials: Trial[], predictions: Prediction[]}} Content */
/** @typedef {{name: string, id: string, title: string, hint: string, link: string, here: boolean, met: boolean, reached: boolean, conditions: {words: string, now: string, met: boolean}[]}} Goal */
/** @typedef {(link: string, tab?: string) => void} SetUp */

const raw = (/** @type {string} */ text) => ({ dangerouslySetInnerHTML: { __html: text } });

/** @param {{sections: Section[], numbered?: boolean}} properties */
function Texts({ sections, numbered = false }) {
  return html`<div class=${`theory-texts ${numbered ? "passes" : ""}`}>${sections.map((s, i) => html`<section key=${s.name} class="theory-card"><h3>${numbered ? `${i + 1}. ` : ""}<span ...${raw(s.title)} /></h3><div class="text" ...${raw(s.html)} /></section>`)}</div>`;
}

/** @param {{sections: Section[]}} properties */
function Questions({ sections }) {
  return html`<div class="theory-questions">${sections.map((s) => html`<details key=${s.name}><summary ...${raw(s.title)} /><div class="text" ...${raw(s.html)} /></details>`)}</div>`;
}

/** @param {{trials: Trial[], setUp: SetUp}} properties */
function Trials({ trials, setUp }) {
  return html`<div class="theory-texts">${trials.map((t) => html`<section key=${t.name} class="theory-card">
    <h3>${t.title}</h3>
    <p ...${raw(t.question)} />
    <div class="theory-keys" role="group" aria-label=${`Set up: ${t.title}`}>${t.variants.map((v) => html`<button key=${v.label} type="button" title=${`Set it up; then press Play, to epoch ${v.epochs}`} onClick=${() => setUp(v.link, t.tab)}>${v.label}</button>`)}<span class="quiet">then Play, to epoch ${t.variants[0].epochs}</span></div>
    <details><summary>What to look for</summary><div class="text" ...${raw(t.look)} /></details>
    <details><summary>Why it is so</summary><div class="text" ...${raw(t.because)} /></details>
  </section>`)}</div>`;
}

/** @param {{setUp: SetUp}} properties */
function Goals({ setUp }) {
  const store = useStore(), [goals, setGoals] = useState(/** @type {Goal[]} */ ([]));
  useEffect(() => {
    let shown = "", asked = "", at = 0;
    const now = () => `${store.state.peek()?.revision} ${store.frames.latest("status")?.step ?? 0}`;
    const ask = () => {
      if (now() === shown || (store.running.peek() && performance.now() - at < EVERY)) return null;
      asked = now();
      return {};
    };
    return store.frames.need("goals", ask, (view) => {
      at = performance.now();
      shown = asked;
      setGoals(view.json.goals);
    });
  }, [store]);
  return html`<p class="quiet">Checked from the state of the playground, while it trains. What you reach once stays reached.</p>
    <div class="theory-texts">${goals.map((g) => html`<section key=${g.name} class=${`theory-card goal ${g.met ? "met" : ""}`}>
      <h3>${g.title}${g.reached || g.met ? html` <span class="reached">✓ reached</span>` : ""}</h3>
      <p ...${raw(g.hint)} />
      <ul>${g.conditions.map((c) => html`<li key=${c.words} class=${c.met ? "met" : ""}><span aria-hidden="true">${c.met ? "✓" : "·"}</span> ${c.words}${g.here ? html`: <b>${c.now}</b>` : ""}<span class="hidden-text">${c.met ? " (holds)" : " (does not hold)"}</span></li>`)}</ul>
      <div class="theory-keys"><button type="button" onClick=${() => setUp(g.link)}>Set it up</button>${g.here && html`<span class="quiet">the playground has this data now</span>`}</div>
    </section>`)}</div>`;
}

/** @typedef {{one: number, other: number, winner: string, because: string}} Outcome */

/** @param {{asked: Prediction, setUp: SetUp}} properties */
function Predict({ asked, setUp }) {
  const [guess, setGuess] = useState(""), [outcome, setOutcome] = useState(/** @type {Outcome|null} */ (null)), [trouble, setTrouble] = useState("");
  const names = /** @type {{[key: string]: string}} */ ({ one: asked.one.label, other: asked.other.label, even: "about the same" });
  const say = async (/** @type {string} */ said) => {
    setGuess(said);
    setTrouble("");
    try {
      const answer = await fetch("/course/predict", { method: "POST", body: JSON.stringify({ prediction: asked.name }) }), data = await answer.json();
      if (!answer.ok) throw new Error(data.error);
      setOutcome(data);
    } catch (error) {
      setGuess("");
      setTrouble(error instanceof Error && error.message ? error.message : "The server does not answer.");
    }
  };
  const percent = (/** @type {number} */ x) => `${(100 * x).toFixed(1)} %`;
  return html`<section class="theory-card">
    <h3 ...${raw(asked.question)} />
    <div class="theory-keys" role="group" aria-label="Your prediction">${["one", "other", "even"].map((key) => html`<button key=${key} type="button" aria-pressed=${guess === key} disabled=${Boolean(guess)} onClick=${() => say(key)}>${names[key]}</button>`)}</div>
    <div role="status">
      ${guess && !outcome && html`<p class="quiet">Both are being trained …</p>`}
      ${trouble && html`<p class="trouble">${trouble}</p>`}
      ${outcome && html`<p><strong>${guess === outcome.winner ? "✓ Well predicted." : "A surprise."}</strong> Test accuracy: ${asked.one.label} <b>${percent(outcome.one)}</b>, ${asked.other.label} <b>${percent(outcome.other)}</b>.</p><div class="text" ...${raw(outcome.because)} />`}
    </div>
    ${outcome && html`<div class="theory-keys"><span class="quiet">See for yourself:</span><button type="button" onClick=${() => setUp(asked.one.link)}>${asked.one.label}</button><button type="button" onClick=${() => setUp(asked.other.link)}>${asked.other.label}</button></div>`}
  </section>`;
}

const PARTS = { passes: "Four passes", trials: "Experiments", goals: "Goals", predictions: "Predict", watch: "Watch out", questions: "Questions" };

/** @param {{inCourse?: boolean}} properties */
export function Theory({ inCourse = false }) {
  const store = useStore(), [content, setContent] = useState(/** @type {Content|null} */ (null)), [done, setDone] = useState("");
  const part = store.view.theory.value;
  useEffect(() => {
    let known = false;
    return store.frames.need("theory", () => (known ? null : {}), (view) => {
      known = true;
      setContent(view.json);
    });
  }, [store]);
  /** @type {SetUp} */
  const setUp = (link, tab = "") => {
    store.act({ do: "load", link });
    if (tab) store.view.tab.value = tab;
    setDone("Set up: press Play.");
    store.view.course.value = null;
  };
  /** @param {MouseEvent} e */
  const follow = (e) => {
    const link = e.target instanceof Element ? e.target.closest("a[data-term], a[data-lesson]") : null;
    if (!(link instanceof HTMLElement) || inCourse) return;
    e.preventDefault();
    if (store.course) store.view.course.value = link.dataset.lesson ?? "glossary";
  };
  const choose = (/** @type {string} */ name) => {
    store.view.theory.value = name;
    store.frames.refresh();
  };
  if (!content) return html`<p class="quiet" role="status">Loading …</p>`;
  return html`<div class="theory" onClick=${follow}>
    <div class="panel-line">
      <div class="segments" role="group" aria-label="Theory">${Object.entries(PARTS).map(([name, words]) => html`<button key=${name} type="button" aria-pressed=${name === part} onClick=${() => choose(name)}>${words}</button>`)}</div>
      <p class="quiet" role="status">${done}</p>
    </div>
    ${part === "passes" && html`<${Texts} sections=${content.passes} numbered />`}
    ${part === "trials" && html`<${Trials} trials=${content.trials} setUp=${setUp} />`}
    ${part === "goals" && html`<${Goals} setUp=${setUp} />`}
    ${part === "predictions" && html`<p class="quiet">Say first which run will be better on the test set. Then both are trained.</p><div class="theory-texts">${content.predictions.map((p) => html`<${Predict} key=${p.name} asked=${p} setUp=${setUp} />`)}</div>`}
    ${part === "watch" && html`<${Texts} sections=${content.watch} />`}
    ${part === "questions" && html`<${Questions} sections=${content.questions} />`}
  </div>`;
}
