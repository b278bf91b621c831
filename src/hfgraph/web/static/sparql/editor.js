// An editor for SPARQL over the textarea of a form. It stands in a shadow root, where its styles are style sheets made
// by script and not inline ones, so the page needs no exception from its content security policy.
import * as cm from "../vendor/codemirror/codemirror.js";
import { completion } from "./completion.js";
import { run } from "./run.js";

const look = cm.EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--card)", fontSize: "0.92rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", maxHeight: "32rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".6rem 0" },
  ".cm-content, .cm-gutter": { minHeight: "12rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--tint)", color: "var(--soft)", border: "none" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "var(--part-tint)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--yes-tint)", outline: "1px solid var(--yes)" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--strong-line)", borderRadius: "6px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem", maxWidth: "min(32rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".3rem .6rem", minHeight: "24px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--brand)", color: "var(--on-brand)" },
  ".cm-completionDetail": { fontFamily: "var(--font)", fontStyle: "normal", marginLeft: "1rem", opacity: "1" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-tooltip.cm-completionInfo": { fontFamily: "var(--font)", padding: ".5rem .7rem", maxWidth: "18rem" },
});
const colours = cm.HighlightStyle.define([
  { tag: cm.tags.keyword, color: "var(--brand)", fontWeight: "600" },
  { tag: [cm.tags.variableName, cm.tags.special(cm.tags.variableName), cm.tags.standard(cm.tags.variableName)], color: "var(--part)" },
  { tag: [cm.tags.atom, cm.tags.propertyName, cm.tags.tagName], color: "var(--link)" },
  { tag: [cm.tags.string, cm.tags.meta], color: "var(--yes)" },
  { tag: cm.tags.number, color: "var(--no)" },
  { tag: cm.tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

// Left to itself, a browser wraps what is typed over coloured text in inline styles, which the policy refuses.
const overwrite = cm.EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

export async function editor(form) {
  const area = form.querySelector("textarea");
  const words = await fetch(form.dataset.words, { headers: { accept: "text/html" } }).then((answer) => (answer.ok ? answer.json() : { prefixes: {}, terms: [] }));
  const host = document.createElement("div");
  host.className = "code";
  area.before(host);
  const root = host.attachShadow({ mode: "open" });
  const submit = () => {
    form.requestSubmit();
    return true;
  };
  const view = new cm.EditorView({
    root,
    parent: root,
    doc: area.value,
    extensions: [
      cm.lineNumbers(),
      cm.history(),
      cm.drawSelection(),
      cm.bracketMatching(),
      cm.closeBrackets(),
      cm.EditorView.lineWrapping,
      cm.EditorView.contentAttributes.of({ "aria-label": `${form.dataset.label}. ${form.dataset.help}`, spellcheck: "false", autocapitalize: "off", tabindex: "0" }),
      cm.StreamLanguage.define(cm.sparql),
      cm.syntaxHighlighting(colours),
      cm.autocompletion({ override: [completion(words, form.dataset.language)], icons: false }),
      cm.keymap.of([
        { key: "Mod-Enter", run: submit },
        ...cm.closeBracketsKeymap,
        ...cm.completionKeymap,
        ...cm.historyKeymap,
        ...cm.defaultKeymap,
      ]),
      cm.EditorView.updateListener.of((update) => {
        if (update.docChanged) area.value = update.state.doc.toString();
      }),
      overwrite,
      look,
    ],
  });
  area.hidden = true;
  const label = form.querySelector(`label[for="${area.id}"]`);
  label?.addEventListener("click", () => view.focus());
  document.getElementById("sparql-keys").textContent = form.dataset.help;
  run(form, area, (line, column) => {
    const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
    view.dispatch({ selection: { anchor: Math.min(at.from + Math.max(column - 1, 0), at.to) }, scrollIntoView: true });
    view.focus();
  });
}
