#!/usr/bin/env node
import {
  age,
  usd
} from "./chunk-RYM65VAH.mjs";
import {
  formatProblem,
  jsonReporter,
  paintFor,
  schemaVersion,
  signsFor,
  sparkline
} from "./chunk-6WF5ZBED.mjs";
import {
  CancelledError,
  WizardError,
  exitCodes,
  problem
} from "./chunk-OHCQFU2G.mjs";

// wizard/main.ts
import { readFileSync } from "node:fs";
import process from "node:process";

// wizard/flags/closest.ts
function closest(word, names) {
  const ranked = names.map((name) => ({ name, distance: distance(word, name) })).sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, Math.floor(word.length / 3)) ? best.name : void 0;
}
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++)
      next.push(
        Math.min(
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
          (row[j] ?? 0) + (letter === b[j] ? 0 : 1)
        )
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

// wizard/flags/flags.ts
var verbs = ["setup", "plan", "repair", "status", "undo", "sandbox"];
var noFlags = {
  instanceIds: [],
  period: void 0,
  detailedMonitoring: void 0,
  swap: void 0,
  diskPaths: void 0,
  timeoutSeconds: void 0,
  profile: void 0,
  region: void 0,
  json: false,
  yes: false,
  noInput: false,
  dryRun: false,
  details: false,
  fail: false,
  color: void 0,
  lang: void 0,
  port: 0,
  rate: 1,
  faults: void 0
};

// agent/disk-path.ts
function isDiskPath(path) {
  return path.startsWith("/") && path.length <= 255 && !/[\u0000-\u001f\u007f%\\]/.test(path);
}

// wizard/flags/refused.ts
var Refused = class extends Error {
  problem;
  constructor(problem2) {
    super(problem2.id);
    this.problem = problem2;
  }
};

// wizard/flags/readers.ts
var readers = {
  "instance-id": (value, { instanceIds }) => ({
    instanceIds: [
      .../* @__PURE__ */ new Set([
        ...instanceIds,
        checked("instance-id", value, isInstanceId, "i-0123456789abcdef0")
      ])
    ]
  }),
  period: (value) => {
    const period = checked("period", value, (text) => text === "60" || text === "300", "60, 300");
    return { period: period === "60" ? 60 : 300 };
  },
  "detailed-monitoring": (value) => ({ detailedMonitoring: value === "true" }),
  swap: (value) => ({ swap: value === "true" }),
  "disk-path": (value, { diskPaths }) => ({
    diskPaths: [
      .../* @__PURE__ */ new Set([...diskPaths ?? [], checked("disk-path", value, isDiskPath, "/, /data")])
    ]
  }),
  timeout: (value) => ({ timeoutSeconds: wholeNumber("timeout", value, 1, 86400) }),
  profile: (value) => ({ profile: value }),
  region: (value) => ({ region: checked("region", value, isRegion, "ap-northeast-2") }),
  json: () => ({ json: true }),
  output: (value) => {
    const output = checked(
      "output",
      value,
      (text) => ["json", "text"].includes(text),
      "text, json"
    );
    return { json: output === "json" };
  },
  yes: () => ({ yes: true }),
  "no-input": () => ({ noInput: true }),
  "dry-run": () => ({ dryRun: true }),
  details: () => ({ details: true }),
  fail: () => ({ fail: true }),
  "no-color": () => ({ color: false }),
  lang: (value) => {
    const lang = checked("lang", value, (text) => text === "en" || text === "ko", "en, ko");
    return { lang: lang === "ko" ? "ko" : "en" };
  },
  port: (value) => ({ port: wholeNumber("port", value, 0, 65535) }),
  rate: (value) => ({ rate: wholeNumber("rate", value, 1, 3600) }),
  faults: (value) => ({ faults: value })
};
function isInstanceId(value) {
  return /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(value);
}
function isRegion(value) {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(value);
}
function checked(flag, value, good, expected) {
  if (good(value)) return value;
  throw new Refused({ id: "bad-value", values: { flag: `--${flag}`, value, expected } });
}
function wholeNumber(flag, value, least, most) {
  const good = /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
  checked(flag, value, () => good, `${least}\u2013${most}`);
  return Number(value);
}

// wizard/flags/parse.ts
var everywhere = ["json", "output", "lang", "no-color", "help"];
var onAws = [...everywhere, "profile", "region", "no-input"];
var changing = [...onAws, "instance-id", "yes", "timeout", "details"];
var settingUp = [...changing, "dry-run", "period", "detailed-monitoring", "swap", "disk-path"];
var flagsOf = {
  setup: settingUp,
  plan: settingUp,
  repair: [...changing, "dry-run"],
  undo: [...changing, "dry-run"],
  status: [...onAws, "instance-id", "fail"],
  sandbox: [...everywhere, "port", "rate", "faults", "region"]
};
var switches = [
  "json",
  "yes",
  "no-input",
  "dry-run",
  "details",
  "fail",
  "help",
  "version",
  "no-color"
];
var negatable = ["detailed-monitoring", "swap"];
function parseFlags(argv) {
  let flags = noFlags;
  try {
    const { verb, words } = split(argv);
    for (const word of words) flags = withFlag(flags, word);
    if (words.some(({ name }) => name === "version")) return { kind: "version" };
    if (words.some(({ name }) => name === "help")) return { kind: "help", verb, lang: flags.lang };
    if (!verb) return { kind: "help", verb, lang: flags.lang };
    for (const { name } of words) if (!flagsOf[verb].includes(name)) throw foreign(verb, name);
    return { kind: "run", verb, flags: { ...flags, dryRun: flags.dryRun || verb === "plan" } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: "invalid", problem: error.problem, flags: withOutput(flags, argv) };
  }
}
function withOutput(flags, argv) {
  const says = (name, value) => argv.some(
    (arg, i) => arg === `--${name}=${value}` || arg === `--${name}` && argv[i + 1] === value
  );
  const lang = ["en", "ko"].find((one) => says("lang", one));
  return {
    ...flags,
    json: argv.includes("--json") || says("output", "json"),
    ...lang ? { lang } : {},
    ...argv.includes("--no-color") ? { color: false } : {}
  };
}
function split(argv) {
  const words = [];
  let verb;
  const rest = argv.map(expanded);
  for (let arg = rest.shift(); arg !== void 0; arg = rest.shift()) {
    if (arg.startsWith("--")) {
      words.push(positive(readWord(arg, rest)));
    } else {
      if (verb) throw new Refused({ id: "unexpected-argument", values: { argument: arg } });
      verb = verbOrThrow(arg);
    }
  }
  return { verb, words };
}
function readWord(arg, rest) {
  const at = arg.indexOf("=");
  const name = at === -1 ? arg.slice(2) : arg.slice(2, at);
  checkKnown(name);
  if (at === -1) return { name, value: takesValue(name) ? rest.shift() : void 0 };
  const value = arg.slice(at + 1);
  if (!takesValue(name)) throw standsAlone(name, value);
  return { name, value };
}
function standsAlone(name, value) {
  const plain = name.replace(/^no-/, "");
  const expected = negatable.includes(plain) ? `--${plain}, --no-${plain}` : `--${name}`;
  return new Refused({ id: "bad-value", values: { flag: `--${name}`, value, expected } });
}
var short = {
  "-y": "--yes",
  "-h": "--help",
  "-n": "--dry-run"
};
function expanded(arg) {
  const long = short[arg];
  if (!long && /^-[^-]/.test(arg))
    throw new Refused({ id: "unknown-flag", values: { flag: arg, meant: "" } });
  return long ?? arg;
}
function takesValue(name) {
  const plain = name.replace(/^no-/, "");
  return !switches.includes(name) && !negatable.includes(plain);
}
function positive(word) {
  const plain = word.name.replace(/^no-/, "");
  if (!negatable.includes(plain)) return word;
  return { name: plain, value: word.name === plain ? "true" : "false" };
}
function verbOrThrow(word) {
  if (word.startsWith("-"))
    throw new Refused({ id: "unknown-flag", values: { flag: word, meant: "" } });
  const verb = verbs.find((one) => one === word);
  if (verb) return verb;
  const meant = closest(word, verbs);
  throw new Refused({ id: "unknown-verb", values: { verb: word, meant: meant ?? "", verbs } });
}
function allNames() {
  const names = [...new Set(Object.values(flagsOf).flat()), "version"];
  return [...names, ...negatable.map((name) => `no-${name}`)];
}
function checkKnown(name) {
  if (allNames().includes(name)) return;
  const meant = closest(name, allNames());
  throw new Refused({
    id: "unknown-flag",
    values: { flag: `--${name}`, meant: meant ? `--${meant}` : "" }
  });
}
function foreign(verb, name) {
  return new Refused({ id: "unknown-flag", values: { flag: `--${name}`, meant: "", verb } });
}
function withFlag(flags, { name, value }) {
  if (takesValue(name) && (value === void 0 || value === ""))
    throw new Refused({ id: "missing-value", values: { flag: `--${name}` } });
  return { ...flags, ...readers[name]?.(value ?? "", flags) ?? {} };
}

// wizard/messages/languages.ts
async function loadCatalogue(language) {
  return language === "ko" ? (await import("./ko-XGVOLL27.mjs")).ko : (await import("./en-2M563TMX.mjs")).en;
}
function languageFrom(env, flag) {
  if (flag) return flag;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return /^ko(?![a-z])/i.test(locale) ? "ko" : "en";
}

// wizard/ui/format-plan.ts
function formatPlan(steps, messages, style) {
  const lines = steps.flatMap((planned) => stepLines(planned, messages, style));
  const actions = steps.flatMap(({ plan }) => plan.outcome === "change" ? plan.actions : []);
  if (actions.length === 0) return [...lines, messages.ui["plan-empty"]({})];
  const powerful = actions.some(({ kind }) => kind === "attach-policy");
  return [
    ...lines,
    ...totalPrice(actions, messages),
    ...powerful ? [style.paint.warn(`${style.signs.note} ${messages.ui["power-note"]({})}`)] : []
  ];
}
function stepLines({ step, plan }, messages, style) {
  const { paint, signs } = style;
  const title = messages.steps[step];
  if (plan.outcome === "blocked") {
    const text = messages.problems[plan.problem.id];
    return [`${signs.note} ${title}: ${text.what(plan.problem.values)}`];
  }
  const notes = (plan.notes ?? []).map(
    ({ id, values }) => `  ${signs.note} ${messages.notes[id](values)}`
  );
  if (plan.outcome === "in-sync") {
    const quiet = notes.length === 0 ? [] : [paint.bold(title)];
    return [...quiet, ...notes];
  }
  const actions = plan.actions.flatMap((action) => actionLines(action, messages, style));
  return [paint.bold(title), ...actions, ...notes];
}
function actionLines(action, messages, style) {
  const { paint, signs, details } = style;
  const sentence = messages.actions[action.kind](action.values);
  const { undo, price } = action;
  const remarks = [
    ...price ? [messages.ui["price-month"]({ usdText: usd(price.monthlyUsd) })] : [],
    ...action.assumed ? [messages.ui.assumed({})] : [],
    ...undo.kind === "none" ? [] : [messages.ui["undo-by"]({ undo: messages.actions[undo.kind](undo.values) })]
  ];
  return [
    `  ${signs.plus} ${sentence}`,
    ...remarks.map((remark) => paint.dim(`      ${remark}`)),
    ...details ? action.calls.flatMap(callLines).map((line) => paint.dim(`      ${line}`)) : []
  ];
}
function callLines({ service, operation, input }) {
  const body = JSON.stringify(input, shortened, 2).split("\n");
  return [`${service}:${operation}`, ...body.map((line) => `  ${line}`)];
}
function shortened(_key, value) {
  if (typeof value !== "string" || value.length <= 400) return value;
  return `${value.slice(0, 200)}\u2026 (${value.length} characters)`;
}
function totalPrice(actions, messages) {
  const total = actions.reduce((sum, { price }) => sum + (price?.monthlyUsd ?? 0), 0);
  if (total === 0) return [];
  return [messages.ui["price-total"]({ usdText: usd(total) }), messages.ui["price-caveat"]({})];
}

// wizard/ui/terminal-reporter.ts
function terminalReporter(options) {
  const { terminal, messages, language, details } = options;
  const signs = signsFor(terminal);
  const out = paintFor(terminal, "out");
  const err = paintFor(terminal, "err");
  const live = liveLine(terminal);
  const print = (text) => {
    live.clear();
    terminal.out(`${text}
`);
  };
  const progress = (text) => {
    live.clear();
    terminal.err(`${text}
`);
  };
  return {
    identity: (identity) => {
      for (const line of identityLines(identity, messages)) progress(line);
    },
    plan: (verb, instanceId, steps) => {
      print(out.bold(messages.ui[`plan-${verb}`]({ instanceId })));
      for (const line of formatPlan(steps, messages, { paint: out, signs, details })) print(line);
    },
    actionStarted: (_step, action) => {
      live.show(`  \u2026 ${messages.actions[action.kind](action.values)}`);
    },
    actionDone: (_step, action, result) => {
      const sign = result === "unchanged" ? err.dim(signs.same) : err.good(signs.done);
      progress(
        `${sign} ${messages.actions[action.kind](action.values)}: ${messages.ui[result]({})}`
      );
    },
    note: ({ id, values }) => progress(err.warn(`${signs.note} ${messages.notes[id](values)}`)),
    waiting: ({ id, values }, leftMs) => {
      const left = messages.ui.left({ time: age(leftMs / 1e3, language) });
      live.wait(messages.notes[id](values), left);
    },
    evidence: (step, notes) => {
      if (notes.length > 0) print(out.bold(messages.steps[step]));
      for (const note of notes) print(`  ${noteLine(note)}`);
    },
    finished: (verb, instanceId, changed) => {
      print(out.good(`${signs.done} ${lastWord(messages, verb, instanceId, changed)}`));
      if (verb !== "undo") print(messages.ui["next-status"]({ instanceId }));
    }
  };
  function noteLine({ id, values }) {
    const points = Array.isArray(values.points) ? values.points.map(Number) : [];
    const bars = points.length > 1 ? `  ${sparkline(points, signs.bars)}` : "";
    return `${messages.notes[id](readable(values))}${bars}`;
  }
}
function readable(values) {
  const { value } = values;
  if (typeof value !== "number") return values;
  const text = Math.abs(value) >= 1e3 ? Math.round(value) : Number(value.toPrecision(4));
  return { ...values, value: text };
}
function lastWord(messages, verb, instanceId, count) {
  const { ui } = messages;
  if (verb === "undo")
    return count === 0 ? ui["nothing-to-undo"]({ instanceId }) : ui["finished-undo"]({ instanceId, count });
  return count === 0 ? ui["finished-unchanged"]({ instanceId }) : ui["finished-setup"]({ instanceId, count });
}
function identityLines(identity, messages) {
  const { accountId, alias, principal, region, source } = identity;
  const from = messages.ui[`source-${source.from}`]({ profile: source.profile ?? "" });
  const account = accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, "$1-$2-$3");
  return [
    messages.ui.account({ account, alias: alias ?? "", principal, region, source: from }),
    ...source.overridden ? [messages.ui.overridden({ name: source.overridden })] : []
  ];
}
function liveLine(terminal) {
  let shown = false;
  let lastReason = "";
  const draw = (text) => {
    terminal.err(`\r\x1B[K${cutToWidth(text, terminal.columns - 1)}`);
    shown = true;
  };
  return {
    show: (text) => {
      if (terminal.redraws) draw(text);
    },
    wait: (reason, left) => {
      if (terminal.redraws) draw(`  \u2026 ${left} \xB7 ${reason}`);
      else if (reason !== lastReason) terminal.err(`  ... ${reason} (${left})
`);
      lastReason = reason;
    },
    clear: () => {
      if (shown) terminal.err("\r\x1B[K");
      shown = false;
    }
  };
}
function cutToWidth(text, columns) {
  let width = 0;
  let kept = "";
  for (const letter of text) {
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(
      letter
    ) ? 2 : 1;
    if (width > columns) return kept;
    kept += letter;
  }
  return kept;
}

// wizard/cli.ts
async function runCli(argv, outside2) {
  const command = parseFlags(argv);
  const flags = "flags" in command ? command.flags : void 0;
  const language = languageFrom(
    outside2.env,
    flags?.lang ?? ("lang" in command ? command.lang : void 0)
  );
  const messages = await loadCatalogue(language);
  const terminal = outside2.terminal(flags?.color);
  try {
    return await run(command, { outside: outside2, messages, language, terminal });
  } catch (error) {
    return report(error, messages, terminal, flags?.json ?? false);
  }
}
async function run(command, said) {
  const { outside: outside2, messages, terminal } = said;
  switch (command.kind) {
    case "version":
      terminal.out(`${outside2.version}
`);
      return exitCodes.ok;
    case "help":
      terminal.out(`${messages.help(command.verb, outside2.version)}
`);
      return exitCodes.ok;
    case "invalid":
      throw new WizardError(command.problem);
    case "run":
      return runVerb(command.verb, command.flags, said);
  }
}
async function runVerb(verb, flags, said) {
  const { outside: outside2, messages, terminal } = said;
  if (verb === "sandbox") {
    await outside2.runSandbox(flags, messages, terminal);
    return exitCodes.ok;
  }
  if (verb !== "status" && flags.instanceIds.length === 0)
    throw problem("missing-flag", { flag: "--instance-id", example: "i-0123456789abcdef0" });
  const { openSession } = await import("./session-HEEBM56H.mjs");
  const prompts = flags.yes || flags.dryRun ? void 0 : await outside2.prompts(flags.noInput || flags.json);
  const reporter = flags.json ? jsonReporter(terminal, flags.dryRun) : terminalReporter({ terminal, messages, language: said.language, details: flags.details });
  const session = await openSession(
    { ...outside2, terminal, prompts },
    { flags, messages, language: said.language, reporter }
  );
  const { runOnAws } = await import("./run-on-aws-6DCR2TUL.mjs");
  try {
    return await runOnAws(verb, session);
  } finally {
    session.aws.destroy();
  }
}
async function report(thrown, messages, terminal, json) {
  const { explainError } = await import("./explain-error-WGQ4X6G7.mjs");
  const error = explainError(thrown);
  if (terminal.redraws) terminal.err("\r\x1B[K");
  if (!(error instanceof CancelledError || error instanceof WizardError)) {
    const text = error instanceof Error ? error.stack ?? error.message : String(error);
    terminal.err(`${text}
${messages.ui.defect({})}
`);
    return exitCodes.failed;
  }
  if (json) terminal.out(`${JSON.stringify(lastEvent(error))}
`);
  else tell(error, messages, terminal);
  return error.exitCode;
}
function lastEvent(error) {
  const { exitCode } = error;
  return error instanceof CancelledError ? { type: "cancelled", schemaVersion, changes: error.changes, exitCode } : { type: "error", schemaVersion, problems: error.problems, exitCode };
}
function tell(error, messages, terminal) {
  if (error instanceof CancelledError) terminal.err(`${cancelledText(error, messages)}
`);
  else for (const one of error.problems) printProblem(one, messages, terminal);
}
function cancelledText({ changes: count }, { ui }) {
  return count === 0 ? ui.cancelled({}) : `${ui.cancelled({})} ${ui["interrupted-done"]({ count })}`;
}
function printProblem(one, messages, terminal) {
  const [first = "", ...rest] = formatProblem(one, messages, signsFor(terminal));
  terminal.err(`${[paintFor(terminal, "err").bad(first), ...rest].join("\n")}
`);
}

// wizard/clock.ts
import { setTimeout as wait } from "node:timers/promises";
var systemClock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await wait(ms, void 0, signal ? { signal } : {});
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  }
};

// wizard/ui/terminal.ts
function wantsColor(env, isTerminal, flag) {
  if (flag === false || env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== "0") return true;
  return isTerminal && env.TERM !== "dumb";
}
function isInteractive(env, { stdin, stdout }, noInput) {
  return stdin && stdout && !noInput && env.CI === void 0;
}
function terminalOn({ stdout, stderr }, env, colorFlag) {
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    redraws: stderr.isTTY === true && env.TERM !== "dumb",
    columns: stderr.columns ?? 80,
    color: {
      out: wantsColor(env, stdout.isTTY === true, colorFlag),
      err: wantsColor(env, stderr.isTTY === true, colorFlag)
    },
    unicode: showsUnicode(env)
  };
}
function showsUnicode(env) {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "UTF-8";
  return /utf-?8/i.test(locale);
}

// wizard/main.ts
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
var controller = new AbortController();
function stopOn(signal, exitCode) {
  process.on(signal, () => {
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort(new CancelledError({ exitCode }));
  });
}
var outside = {
  version: version(),
  env: process.env,
  clock: systemClock,
  signal: controller.signal,
  processes: { self: process.pid, isAlive },
  terminal: (color) => terminalOn(process, process.env, color),
  prompts: async (noInput) => {
    const ends = { stdin: process.stdin.isTTY === true, stdout: process.stdout.isTTY === true };
    if (!isInteractive(process.env, ends, noInput)) return void 0;
    return (await import("./prompts-VYYNOZLC.mjs")).terminalPrompts;
  },
  runSandbox: async ({ port, rate, faults, region, json }, messages, { out, err }) => {
    const { startSandbox } = await import("./main-6GT4HGPP.mjs");
    const { parseFaults } = await import("./faults-W2Y5BCOS.mjs");
    const sandbox = await startSandbox({
      port,
      rate,
      ...region ? { region } : {},
      faults: faults ? readFaults(faults, parseFaults) : [],
      instances: [
        { os: "amazon-linux-2023", name: "web-1" },
        { os: "amazon-linux-2", name: "legacy-1" }
      ]
    });
    const { describeSandbox, sandboxAsJson } = await import("./format-sandbox-YQUYFFLJ.mjs");
    if (json) out(`${JSON.stringify(sandboxAsJson(sandbox))}
`);
    else {
      err(`${messages.ui["sandbox-ready"]({})}

`);
      out(`${describeSandbox(sandbox).join("\n")}
`);
      err(`
${messages.ui["sandbox-stop"]({})}
`);
    }
    await new Promise((stopped) => controller.signal.addEventListener("abort", stopped));
    await sandbox.dispose();
  }
};
function readFaults(path, parse) {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw problem("unreadable-file", { path, reason: error.message }, { cause: error });
  }
}
function version() {
  const file = new URL("../package.json", import.meta.url);
  return String(JSON.parse(readFileSync(file, "utf8")).version);
}
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
stopOn("SIGINT", exitCodes.interrupted);
stopOn("SIGTERM", exitCodes.terminated);
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(exitCodes.ok);
  throw error;
});
process.exitCode = await runCli(process.argv.slice(2), outside);
