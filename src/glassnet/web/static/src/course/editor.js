// The editor of the exercises: CodeMirror with Python, in a shadow root of its own, where its styles need no exception
// from the page's content policy. Tab indents; Escape, then Tab, leaves.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, WidgetType, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** @typedef {{line: number, kind: string, text: string}} Mark a verdict at its line, counted from 1 */

const MONO = 'ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

const COLOURS = HighlightStyle.define([
  { tag: [tags.comment, tags.lineComment], color: "var(--mute)" },
  { tag: [tags.string, tags.docString], color: "var(--ok)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--warn)" },
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.definitionKeyword], fontWeight: "650" },
  { tag: tags.function(tags.definition(tags.variableName)), color: "var(--link)" },
]);

const LOOK = EditorView.theme({
  "&": { background: "var(--soft)", color: "var(--ink)", fontSize: "13px", borderRadius: "10px" },
  "&.cm-focused": { outline: "2px solid var(--high)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: MONO, lineHeight: "1.55", maxHeight: "1200px" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { background: "transparent", color: "var(--mute)", border: "0", paddingLeft: "4px" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "color-mix(in srgb, var(--ink) 5%, transparent)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: "color-mix(in srgb, var(--high) 28%, transparent)" },
  ".cm-matchingBracket": { outline: "1px solid var(--edge)", background: "transparent" },
  ".cm-marked": { background: "var(--warn-soft)", boxShadow: "inset 3px 0 var(--warn)" },
  // Padding, no margin: CodeMirror measures a block without its margins, and the line numbers below it would slip.
  ".cm-verdict": { padding: "6px 22px 8px", whiteSpace: "pre-wrap", font: "13px/1.45 Inter, system-ui, sans-serif", color: "var(--warn)", background: "var(--warn-soft)" },
  ...Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`.cm-in-${i}`, { paddingLeft: `calc(6px + ${4 * (i + 1)}ch)`, textIndent: `-${4 * (i + 1)}ch` }])),
});

/** A line that is too long goes on further in than it began, so that the steps of Python stay to be seen. */
const hanging = ViewPlugin.fromClass(
  class {
    /** @param {EditorView} view */
    constructor(view) {
      this.decorations = indented(view);
    }

    /** @param {import("@codemirror/view").ViewUpdate} update */
    update(update) {
      if (update.docChanged || update.viewportChanged) this.decorations = indented(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** @param {EditorView} view */
function indented(view) {
  const lines = [];
  for (const { from, to } of view.visibleRanges)
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at), depth = Math.min(6, Math.floor(/** @type {RegExpExecArray} */ (/^ */.exec(line.text))[0].length / 4));
      lines.push(Decoration.line({ class: `cm-in-${depth}` }).range(line.from));
      at = line.to + 1;
    }
  return Decoration.set(lines, true);
}

/** Typing over a selection: left to itself the browser would write style attributes, which the content policy forbids. */
const overwriting = EditorView.domEventHandlers({
  beforeinput(e, view) {
    if (e.inputType !== "insertText" || !e.data || e.isComposing || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(e.data), { userEvent: "input.type", scrollIntoView: true });
    e.preventDefault();
    return true;
  },
});

class VerdictWidget extends WidgetType {
  /** @param {string} text */
  constructor(text) {
    super();
    this.text = text;
  }

  toDOM() {
    const box = document.createElement("div");
    box.className = "cm-verdict";
    box.textContent = this.text;
    return box;
  }

  /** @param {VerdictWidget} other */
  eq(other) {
    return other.text === this.text;
  }
}

const setMark = /** @type {import("@codemirror/state").StateEffectType<Mark|null>} */ (StateEffect.define());

const marks = StateField.define({
  create: () => Decoration.none,
  update(before, change) {
    let now = before.map(change.changes);
    for (const effect of change.effects)
      if (effect.is(setMark)) {
        const mark = effect.value, { doc } = change.state;
        if (!mark || mark.line > doc.lines) now = Decoration.none;
        else {
          const { from, to } = doc.line(mark.line);
          now = Decoration.set([
            Decoration.line({ class: "cm-marked" }).range(from),
            Decoration.widget({ widget: new VerdictWidget(mark.text), block: true, side: 1 }).range(to),
          ]);
        }
      }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * @param {{host: HTMLElement, text: string, label: string, hint: string, change: (text: string) => void, check: () => void}} properties
 */
export function createEditor({ host, text, label, hint, change, check }) {
  const root = host.attachShadow({ mode: "open" });
  const checking = keymap.of([{ key: "Mod-Enter", run: () => (check(), true) }]);
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        checking, lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), drawSelection(), history(), indentOnInput(),
        EditorView.lineWrapping, bracketMatching(), indentUnit.of("    "), EditorState.tabSize.of(4), python(), syntaxHighlighting(COLOURS), LOOK, marks, hanging, overwriting,
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label, "aria-description": hint, autocapitalize: "off", spellcheck: "false" }),
        EditorView.updateListener.of((update) => update.docChanged && change(update.state.doc.toString())),
      ],
    }),
  });
  // Keys that are typed here belong to nobody else on the page.
  host.addEventListener("keydown", (e) => e.stopPropagation());
  return {
    text: () => view.state.doc.toString(),

    /** @param {string} now */
    put(now) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: now }, effects: setMark.of(null) });
    },

    /** Show a verdict at its line, or none. @param {Mark|null} mark */
    mark(mark) {
      view.dispatch({ effects: [setMark.of(mark), ...(mark && mark.line <= view.state.doc.lines ? [EditorView.scrollIntoView(view.state.doc.line(mark.line).from)] : [])] });
    },

    focus: () => view.focus(),
    end: () => view.destroy(),
  };
}

/** @typedef {ReturnType<typeof createEditor>} Editor */
