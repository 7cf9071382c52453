// wizard/ui/format-problem.ts
function formatProblem({ id, values }, messages, signs) {
  const text = messages.problems[id];
  return [
    `${signs.bad} ${text.what(values)}`,
    ...output(values.output, values.cut === true, messages),
    `  ${signs.next} ${text.next(values)} [${id}]`
  ];
}
function output(lines, cut, messages) {
  if (!Array.isArray(lines) || lines.length === 0) return [];
  const said = lines.map((line) => `    | ${line}`);
  const title = messages.ui["output-of-instance"]({});
  return [`    ${title}${cut ? ` ${messages.ui["output-cut"]({})}` : ""}`, ...said];
}

// wizard/ui/json-reporter.ts
var schemaVersion = 1;
function jsonReporter(terminal, dryRun) {
  let who;
  const line = (event) => terminal.out(`${JSON.stringify(event)}
`);
  const emit = (event) => {
    if (!dryRun) line(event);
  };
  return {
    identity: (identity) => {
      who = identity;
      emit({ type: "identity", schemaVersion, identity });
    },
    plan: (verb, instanceId, steps) => {
      const plan = { type: "plan", schemaVersion, verb, instanceId, steps };
      line(dryRun ? { ...plan, identity: who } : plan);
    },
    actionStarted: (step, { kind, values }) => emit({ type: "action-started", step, kind, values }),
    actionDone: (step, { kind, values }, result) => emit({ type: "action-done", step, kind, values, result }),
    note: ({ id, values }) => emit({ type: "note", id, values }),
    waiting: ({ id, values }, leftMs) => emit({ type: "waiting", id, values, secondsLeft: Math.round(leftMs / 1e3) }),
    evidence: (step, evidence) => emit({ type: "evidence", step, evidence }),
    finished: (verb, instanceId, changed) => emit({ type: "finished", verb, instanceId, changed })
  };
}

// wizard/ui/paint.ts
import { styleText } from "node:util";
function paintFor(terminal, stream) {
  const on = terminal.color[stream];
  const style = (format) => (text) => on ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: style("bold"),
    dim: style("dim"),
    good: style("green"),
    warn: style("yellow"),
    bad: style("red")
  };
}
function signsFor({ unicode }) {
  return unicode ? { done: "\u2714", same: "\xB7", bad: "\u2716", note: "!", plus: "+", next: "\u2192", bars: "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588" } : { done: "ok", same: "-", bad: "x", note: "!", plus: "+", next: "->", bars: "_.-=+*#@" };
}
function sparkline(values, bars) {
  const shown = values.slice(-30);
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const step = (high - low) / (bars.length - 1) || 1;
  return shown.map((value) => bars[Math.round((value - low) / step)] ?? "").join("");
}

export {
  formatProblem,
  schemaVersion,
  jsonReporter,
  paintFor,
  signsFor,
  sparkline
};
