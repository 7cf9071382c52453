import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalDirectory, openJournal } from '../../wizard/engine/journal.ts';
import { WizardError } from '../../wizard/errors.ts';
import { instanceId, line } from './sample-instance.ts';

const target = { accountId: '123456789012', region: 'ap-northeast-2', instanceId };
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

/** As a run that starts now sees it: nothing of an earlier run is in memory. */
function journal(isAlive: (pid: number) => boolean = () => false, self = 100) {
  return openJournal(join(home, 'state'), target, { self, startedAt: 7, isAlive });
}

const kindsIn = ({ history }: ReturnType<typeof journal>) =>
  history().actions.map(({ action }) => action.kind);

function problemIn(attempt: () => unknown) {
  try {
    attempt();
  } catch (error) {
    if (error instanceof WizardError) return error.problems[0];
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the folder of the journals', () => {
  it.each([
    [{ XDG_STATE_HOME: '/state', HOME: '/home/a' }, '/state/cloudwatch-wizard'],
    [{ HOME: '/home/a' }, '/home/a/.local/state/cloudwatch-wizard'],
    [{ XDG_STATE_HOME: '', HOME: '/home/a' }, '/home/a/.local/state/cloudwatch-wizard'],
    [{}, '.local/state/cloudwatch-wizard'],
  ])('with %j is %s', (env, directory) => {
    expect(journalDirectory(env)).toBe(directory);
  });
});

describe('a journal', () => {
  it('is empty at first, and reading it makes no file', () => {
    expect(journal().history()).toEqual({
      record: undefined,
      actions: [],
      wasUndone: false,
      lastDoneAt: undefined,
    });
    expect(existsSync(join(home, 'state'))).toBe(false);
  });

  it('is one file for an account, Region and instance', () => {
    expect(journal().path).toBe(
      join(home, 'state', `123456789012-ap-northeast-2-${instanceId}.jsonl`),
    );
  });

  it('can be read by its owner only', () => {
    const { append, path } = journal();
    append(line('create-role'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  it('holds a line of JSON for each action, in order, for this run and the next', () => {
    const first = journal();
    first.append(line('create-role'));
    first.append(line('attach-policy'));
    expect(kindsIn(first)).toEqual(['create-role', 'attach-policy']);
    expect(kindsIn(journal())).toEqual(['create-role', 'attach-policy']);
    const text = readFileSync(first.path, 'utf8');
    expect(text).toBe(
      `${JSON.stringify(line('create-role'))}\n${JSON.stringify(line('attach-policy'))}\n`,
    );
  });

  it('does without a last line that a crash tore off', () => {
    const { append, path } = journal();
    append(line('create-role'));
    appendFileSync(path, '{"t":1,"step":"ro');
    expect(kindsIn(journal())).toEqual(['create-role']);
  });

  it('goes on after a torn line as if it had not been begun', () => {
    const before = journal();
    before.append(line('create-role'));
    appendFileSync(before.path, '{"t":1,"action":{"kind":"attach-p\u{1F642}');
    const after = journal();
    after.append(line('attach-policy'));
    after.append(line('attach-role'));
    expect(kindsIn(after)).toEqual(['create-role', 'attach-policy', 'attach-role']);
    expect(kindsIn(journal())).toEqual(['create-role', 'attach-policy', 'attach-role']);
  });

  it('goes on when the very first line was torn off', () => {
    mkdirSync(join(home, 'state'));
    writeFileSync(journal().path, '{"t":');
    journal().append(line('create-role'));
    expect(kindsIn(journal())).toEqual(['create-role']);
  });

  it.each([
    ['text', 'nonsense\n', 'line 2 is not a line of a journal'],
    ['an empty line', '\n', 'line 2 is not a line of a journal'],
    ['JSON of another kind', 'null\n', 'line 2 is not a line of a journal'],
  ])('that somebody edited is refused, with the line: %s', (_, text, reason) => {
    const { append, path } = journal();
    append(line('create-role'));
    appendFileSync(path, `${text}${JSON.stringify(line('x'))}\n`);
    expect(problemIn(() => journal().history())).toEqual({
      id: 'journal-unreadable',
      values: { path, reason },
    });
  });

  it('that cannot be read is refused', () => {
    mkdirSync(journal().path, { recursive: true });
    const { id, values } = problemIn(() => journal().history());
    expect(id).toBe('journal-unreadable');
    expect(values.reason).toContain('EISDIR');
  });

  it('that cannot be written is refused, and its line does not count', () => {
    const unwritable = journal();
    unwritable.history();
    writeFileSync(join(home, 'state'), 'a file where the folder should be');
    expect(problemIn(() => unwritable.append(line('x'))).id).toBe('journal-unwritable');
    expect(unwritable.history().actions).toEqual([]);
    expect(problemIn(() => unwritable.lock()).id).toBe('journal-unwritable');
  });
});

describe('a lock', () => {
  it('keeps a second run out while the first one lives, and names it', () => {
    const { lock, path } = journal(undefined, 4711);
    lock();
    expect(problemIn(() => journal((pid) => pid === 4711).lock())).toEqual({
      id: 'another-run',
      values: { pid: 4711, path: `${path}.lock` },
    });
  });

  it('can be read by its owner only', () => {
    const { lock, path } = journal();
    lock();
    expect(statSync(`${path}.lock`).mode & 0o777).toBe(0o600);
  });

  it('is let go of', () => {
    const { lock, path } = journal();
    lock()();
    expect(existsSync(`${path}.lock`)).toBe(false);
    expect(journal(() => true).lock()).toBeTypeOf('function');
  });

  it('of a run that was killed is taken over', () => {
    const { pid } = spawnSync('true');
    const isAlive = (one: number) => one !== pid;
    journal(isAlive, pid).lock();
    const { lock, path } = journal(isAlive, 200);
    lock();
    expect(readFileSync(`${path}.lock`, 'utf8')).toBe('200 7');
  });

  it('of another instance is in nobody`s way', () => {
    journal(() => true).lock();
    const other = { ...target, instanceId: 'i-0fedcba9876543210' };
    const processes = { self: 1, startedAt: 7, isAlive: () => true };
    expect(openJournal(join(home, 'state'), other, processes).lock()).toBeTypeOf('function');
  });
});
