import { chmodSync, chownSync, lchownSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCronFiles } from '../../sandbox/machine/cron/cron-files.ts';
import { debianCron } from '../../sandbox/machine/cron/cron-flavour.ts';
import { createMachineFiles } from '../../sandbox/machine/machine-files.ts';

/** Where each entry leaves its name when it fires. */
const fired = 'var/tmp/fired';

interface Odd {
  /** How the file differs from a good one. */
  readonly text?: string;
  readonly mode?: number;
  readonly owner?: number;
}

const line = (name: string) => `* * * * * root echo ${name} >>/${fired}\n`;

/** By file name. One file a rule of cron's, so that each shows by itself. */
const odd: Readonly<Record<string, Odd>> = {
  good: {},
  'With-Capitals_and-signs': {},
  'dotted.name': {},
  'tilde~': {},
  unfinished: { text: line('unfinished').trimEnd() },
  'group-may-write': { mode: 0o664 },
  'others-may-write': { mode: 0o646 },
  'for-root-only': { mode: 0o600 },
  executable: { mode: 0o755 },
  'of-somebody': { owner: 65_534 },
  'without-a-user': { text: `* * * * * echo without-a-user >>/${fired}\n` },
  'one-wrong-line': { text: `${line('one-wrong-line')}61 * * * * root true\n` },
  'one-unknown-user': { text: `${line('one-unknown-user')}* * * * * nobody-here true\n` },
  assignments: {
    text: `MAILTO=""\nNAME = "assign"\n* * * * * root echo "$NAME"ments >>/${fired}\n`,
  },
  percent: { text: `* * * * * root date +\\%Y >/dev/null && echo percent >>/${fired}\n` },
  input: { text: `* * * * * root cat >>/${fired}%input%\n` },
  step: { text: `*/1 0-23 1-31 * * root echo step >>/${fired}\n` },
  comment: { text: `# why\n\n\t${line('comment')}` },
};

/** Puts them into a system, with one that is a link. */
export function writeOddEntries(root: string): void {
  for (const [name, { text = line(name), mode = 0o644, owner = 0 }] of Object.entries(odd)) {
    const path = join(root, 'etc/cron.d', name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    chownSync(path, owner, owner);
  }
  writeFileSync(join(root, 'root/linked-entry'), line('linked'));
  symlinkSync('/root/linked-entry', join(root, 'etc/cron.d/linked'));
  lchownSync(join(root, 'etc/cron.d/linked'), 0, 0);
}

/** Where a system notes what fired, one name a line. */
export const firedFile = fired;

/** What the sandbox's cron would run of the same files. */
export function believedToFire(root: string): string[] {
  return cronFilesOf(root)
    .entries()
    .flatMap(({ text, command, stdin }) =>
      text.includes(fired) ? [nameIn(stdin?.trim() ?? command)] : [],
    )
    .sort();
}

/** What it would say of the others in its log. */
export function believedProblems(root: string): string[] {
  const cron = cronFilesOf(root);
  cron.entries();
  return [...cron.takeProblems()].sort();
}

function cronFilesOf(root: string) {
  return createCronFiles(createMachineFiles(root, undefined), debianCron);
}

function nameIn(command: string): string {
  if (command.includes('"$NAME"')) return 'assignments';
  return command.replace(/^.*echo /, '').replace(/ .*$/, '');
}
