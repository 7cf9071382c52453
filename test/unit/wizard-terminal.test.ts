import { describe, expect, it } from 'vitest';
import { isInteractive, showsUnicode, terminalOn, wantsColor } from '../../wizard/ui/terminal.ts';

type Env = Readonly<Record<string, string>>;

describe('colours', () => {
  it.each<[Env, boolean, boolean | undefined, boolean]>([
    [{}, true, undefined, true],
    [{}, false, undefined, false],
    [{}, true, false, false],
    [{}, false, false, false],
    [{ NO_COLOR: '1' }, true, undefined, false],
    [{ NO_COLOR: '0' }, true, undefined, false],
    [{ NO_COLOR: '' }, true, undefined, true],
    [{ FORCE_COLOR: '1' }, false, undefined, true],
    [{ FORCE_COLOR: 'true' }, false, undefined, true],
    [{ FORCE_COLOR: '0' }, false, undefined, false],
    [{ FORCE_COLOR: '0' }, true, undefined, true],
    [{ FORCE_COLOR: '' }, false, undefined, false],
    [{ FORCE_COLOR: '1' }, true, false, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, undefined, false],
    [{ TERM: 'dumb' }, true, undefined, false],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, true, undefined, true],
    [{ TERM: 'xterm-256color' }, true, undefined, true],
    [{ TERM: 'xterm-256color' }, false, undefined, false],
  ])('with %j, terminal %s and flag %s: %s', (env, isTerminal, flag, color) => {
    expect(wantsColor(env, isTerminal, flag)).toBe(color);
  });
});

describe('questions can be asked', () => {
  const both = { stdin: true, stdout: true };

  it.each<[Env, typeof both, boolean, boolean]>([
    [{}, both, false, true],
    [{}, both, true, false],
    [{}, { stdin: false, stdout: true }, false, false],
    [{}, { stdin: true, stdout: false }, false, false],
    [{}, { stdin: false, stdout: false }, false, false],
    [{ CI: 'true' }, both, false, false],
    [{ CI: '1' }, both, false, false],
    [{ CI: 'false' }, both, false, false],
    [{ CI: '0' }, both, false, false],
    [{ CI: '' }, both, false, false],
    [{ TERM: 'dumb', NO_COLOR: '1' }, both, false, true],
  ])('with %j, %j and --no-input %s: %s', (env, ends, noInput, interactive) => {
    expect(isInteractive(env, ends, noInput)).toBe(interactive);
  });
});

describe('more than ASCII can be shown', () => {
  it.each<[Env, boolean]>([
    [{}, true],
    [{ LANG: 'ko_KR.UTF-8' }, true],
    [{ LANG: 'en_US.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'POSIX' }, false],
    [{ LANG: 'ko_KR.eucKR' }, false],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' }, true],
  ])('with %j: %s', (env, unicode) => {
    expect(showsUnicode(env)).toBe(unicode);
  });
});

describe('a terminal on the streams of a process', () => {
  const stream = (isTTY?: boolean, columns?: number) => {
    const written: string[] = [];
    const write = (text: string) => written.push(text);
    return { written, write, ...(isTTY ? { isTTY } : {}), ...(columns ? { columns } : {}) };
  };

  it('keeps data and progress apart', () => {
    const [stdout, stderr] = [stream(), stream()];
    const terminal = terminalOn({ stdout, stderr }, {}, undefined);
    terminal.out('data');
    terminal.err('progress');
    expect([stdout.written, stderr.written]).toEqual([['data'], ['progress']]);
  });

  it.each<[string, boolean, boolean, Env, object]>([
    ['two terminals', true, true, {}, { redraws: true, color: { out: true, err: true } }],
    ['stdout is a file', false, true, {}, { redraws: true, color: { out: false, err: true } }],
    ['stderr is a file', true, false, {}, { redraws: false, color: { out: true, err: false } }],
    [
      'a dumb terminal',
      true,
      true,
      { TERM: 'dumb' },
      { redraws: false, color: { out: false, err: false } },
    ],
    [
      'files with colours forced',
      false,
      false,
      { FORCE_COLOR: '1' },
      { redraws: false, color: { out: true, err: true } },
    ],
  ])('%s', (_, out, err, env, expected) => {
    const streams = { stdout: stream(out), stderr: stream(err) };
    expect(terminalOn(streams, env, undefined)).toMatchObject(expected);
  });

  it('has the width of each stream that is a terminal', () => {
    const streams = { stdout: stream(false, 40), stderr: stream(true, 120) };
    expect(terminalOn(streams, {}, undefined).columns).toEqual({ out: undefined, err: 120 });
  });
});
