// Python to be read: comments, texts, words and numbers marked, line by line.
import { html } from "htm/preact";

const TOKENS = /(#[^\n]*)|("""[^\n]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\b(import|from|as|for|in|not|and|or|is|def|class|lambda|return|with|if|elif|else|while|break|None|True|False)\b|\b(\d[\d_.]*(?:e[+-]?\d+)?)\b/g;
const KINDS = ["comment", "string", "word", "number"];

/** One line. @param {string} line */
function tokens(line) {
  const parts = [];
  let at = 0;
  for (const m of line.matchAll(TOKENS)) {
    parts.push(line.slice(at, m.index));
    const kind = KINDS[[1, 2, 3, 4].findIndex((g) => m[g] !== undefined)];
    parts.push(html`<span class=${`py-${kind}`}>${m[0]}</span>`);
    at = m.index + m[0].length;
  }
  return [...parts, line.slice(at)];
}

/**
 * A whole program; a text of several lines begins and ends with three quotes.
 * @param {string} code
 * @param {Set<number>} [changed] numbers of the lines that are to stand out
 */
export function highlighted(code, changed) {
  let inside = false;
  return code.split("\n").map((line, i) => {
    const turns = (line.match(/"""/g)?.length ?? 0) % 2 === 1, text = inside || turns;
    if (turns) inside = !inside;
    const marked = text ? html`<span class="py-string">${line}</span>` : tokens(line);
    return [changed?.has(i) ? html`<mark>${marked}</mark>` : marked, "\n"];
  });
}
