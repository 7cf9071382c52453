import type { Identity } from '../aws/identity.ts';
import type { Note } from '../engine/action.ts';
import type { Catalogue } from '../messages/catalogue.ts';
import type { Language } from '../messages/languages.ts';
import { accountNumber, age } from '../messages/values.ts';
import { whereFlags } from '../next-command.ts';
import { formatPlan } from './format-plan.ts';
import { paintFor, signsFor, sparkline } from './paint.ts';
import type { PlanVerb, Reporter, Subject } from './reporter.ts';
import type { Terminal } from './terminal.ts';
import { cutToWidth } from './width.ts';
import { writeCommand, writeLine } from './write-line.ts';

export interface TerminalReporterOptions {
  readonly terminal: Terminal;
  readonly messages: Catalogue;
  readonly language: Language;
  readonly details: boolean;
}

/** For people: the plan and what arrived on stdout, progress on stderr. */
export function terminalReporter(options: TerminalReporterOptions): Reporter {
  const { terminal, messages, language, details } = options;
  const signs = signsFor(terminal);
  const out = paintFor(terminal, 'out');
  const err = paintFor(terminal, 'err');
  const live = liveLine(terminal);
  let where = '';
  const print = (text: string) => {
    live.clear();
    writeLine(terminal, 'out', text);
  };
  const progress = (text: string) => {
    live.clear();
    writeLine(terminal, 'err', text);
  };
  return {
    identity: (identity) => {
      where = whereFlags(identity);
      for (const line of identityLines(identity, messages)) progress(line);
    },
    plan: (verb, subject, steps) => {
      print(out.bold(messages.ui[`plan-${verb}`]({ ...subject })));
      for (const line of formatPlan(steps, messages, { paint: out, signs, details })) print(line);
    },
    actionStarted: (_step, action) => {
      live.show(`  … ${messages.actions[action.kind](action.values)}`);
    },
    actionDone: (_step, action, result) => {
      const sign = result === 'unchanged' ? err.dim(signs.same) : err.good(signs.done);
      progress(
        `${sign} ${messages.actions[action.kind](action.values)}: ${messages.ui[result]({})}`,
      );
    },
    note: ({ id, values }) => progress(err.warn(`${signs.note} ${messages.notes[id](values)}`)),
    waiting: ({ id, values }, leftMs) => {
      const left = messages.ui.left({ time: age(leftMs / 1000, language) });
      live.wait(messages.notes[id](values), left);
    },
    evidence: (step, notes) => {
      if (notes.length > 0) print(out.bold(messages.steps[step]));
      for (const note of notes) print(`  ${noteLine(note)}`);
    },
    finished: (verb, subject, changed) => {
      print(out.good(`${signs.done} ${lastWord(messages, verb, subject, changed)}`));
      if (verb === 'undo' || !('instanceId' in subject)) return;
      print(messages.ui['next-status']({}));
      const status = [
        'cloudwatch-wizard status',
        `--instance-id ${subject.instanceId}`,
        where.trim(),
      ];
      writeCommand(terminal, 'out', status);
    },
  };

  function noteLine({ id, values }: Note): string {
    const points = Array.isArray(values.points) ? values.points.map(Number) : [];
    const bars = points.length > 1 ? `  ${sparkline(points, signs.bars)}` : '';
    return `${messages.notes[id](readable(values))}${bars}`;
  }
}

/** Numbers as a person reads them: at most four digits that matter. */
function readable(values: Note['values']): Note['values'] {
  const { value } = values;
  if (typeof value !== 'number') return values;
  const text = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
  return { ...values, value: text };
}

function lastWord({ ui }: Catalogue, verb: PlanVerb, subject: Subject, count: number): string {
  if (verb === 'deploy' || verb === 'remove') return ui[`finished-${verb}`]({ ...subject, count });
  if (verb === 'undo')
    return count === 0
      ? ui['nothing-to-undo']({ ...subject })
      : ui['finished-undo']({ ...subject, count });
  return count === 0
    ? ui['finished-unchanged']({ ...subject })
    : ui['finished-setup']({ ...subject, count });
}

export function identityLines(identity: Identity, messages: Catalogue): string[] {
  const { accountId, alias, principal, region, source } = identity;
  const from = messages.ui[`source-${source.from}`]({ profile: source.profile ?? '' });
  return [
    messages.ui.account({
      account: accountNumber(accountId),
      alias: alias ?? '',
      principal,
      region,
      source: from,
    }),
    ...(source.overridden ? [messages.ui.overridden({ name: source.overridden })] : []),
  ];
}

/**
 * The one line that is drawn again in place. Without a terminal each reason to wait is said once,
 * so that a log file holds no countdown.
 */
function liveLine(terminal: Terminal) {
  let shown = false;
  let lastReason = '';
  const draw = (text: string) => {
    // Room for the `^C` that a terminal echoes: on a full line it would wrap.
    terminal.err(`\r\u001b[K${cutToWidth(text, (terminal.columns.err ?? 80) - 4)}`);
    shown = true;
  };
  return {
    show: (text: string) => {
      if (terminal.redraws) draw(text);
    },
    wait: (reason: string, left: string) => {
      if (terminal.redraws) draw(`  … ${left} · ${reason}`);
      else if (reason !== lastReason) terminal.err(`  ... ${reason} (${left})\n`);
      lastReason = reason;
    },
    clear: () => {
      if (shown) terminal.err('\r\u001b[K');
      shown = false;
    },
  };
}
