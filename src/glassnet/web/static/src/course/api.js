// Questions to the server, and what a learner has done: in the server's progress file, or kept here if it is not theirs.

/**
 * @typedef {object} Record
 * @property {number} attempts
 * @property {string|null} passed
 * @property {string|null} content
 * @property {number} hints
 * @property {"before"|"after"|null} solution_seen
 */
/** @typedef {{[id: string]: Record}} Records */
/** @typedef {{id: string, title: string, hash: string}} Listed */
/** @typedef {{id: string, number: string, title: string, summary: string, minutes: number, needs: string[], exercises: Listed[]}} Lesson */
/** @typedef {{lessons: Lesson[], code_is_off: string, own: boolean, records: Records|null}} Contents */
/** @typedef {{call: string, got: string, expected: string, where: string, difference: number|null}} Evidence */
/** @typedef {{outcome: "right"|"wrong"|"not_started"|"crashed"|"timed_out", message: string, mistake: string|null, line: number|null, evidence: Evidence|null, printed: string}} Verdict */

const RECORDS = "glassnet-records", ANSWER = "glassnet-answer:";
/** @type {Record} */
const NOTHING = { attempts: 0, passed: null, content: null, hints: 0, solution_seen: null };

/** @param {string} path @param {RequestInit} [how] @returns {Promise<any>} */
async function ask(path, how) {
  let answer;
  try {
    answer = await fetch(path, how);
  } catch {
    throw new Error("The server does not answer. Is glassnet play still running?");
  }
  const text = await answer.text();
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error(text.trim() || `The server answered ${answer.status}.`);
  }
  if (!answer.ok) throw new Error(data.error ?? `The server answered ${answer.status}.`);
  return data;
}

/** @param {string} path */
export const get = (path) => ask(`/course${path}`);

/** @param {string} path @param {{[name: string]: string}} data */
export const post = (path, data) => ask(`/course${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) });

/** @param {string} key @returns {string|null} */
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} text */
function keep(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Without storage it lives as long as the page.
  }
}

/** The answer that was typed last. @param {string} id */
export const answerOf = (id) => kept(ANSWER + id);

/** @param {string} id @param {string} text */
export const keepAnswer = (id, text) => keep(ANSWER + id, text);

/** The records that the browser keeps. @returns {Records} */
export function ownRecords() {
  try {
    return JSON.parse(kept(RECORDS) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/**
 * Note something where the server keeps no progress, by the rules that the server has for its own.
 * @param {string} id
 * @param {(record: Record) => Partial<Record>} change
 * @returns {Records}
 */
export function note(id, change) {
  const all = ownRecords(), before = { ...NOTHING, ...all[id] }, after = { ...all, [id]: { ...before, ...change(before) } };
  keep(RECORDS, JSON.stringify(after));
  return after;
}

/** @param {Records} records @param {string} id @returns {Record} */
export const recordOf = (records, id) => records[id] ?? NOTHING;
