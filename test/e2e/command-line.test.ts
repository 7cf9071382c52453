import { describe, expect, it } from 'vitest';
import { emptyEnv, runProgram } from '../support/program.ts';
import { widthOf } from '../support/width.ts';

const env = emptyEnv();
const verbs = ['setup', 'plan', 'repair', 'status', 'undo', 'sandbox'];
const instanceId = 'i-0123456789abcdef0';

describe('help', () => {
  it('is one screen of 80 columns and 24 lines, on stdout', async () => {
    for (const lang of ['en', 'ko']) {
      const { exitCode, stdout, stderr } = await runProgram(['--help', '--lang', lang], env);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      for (const verb of verbs) expect(stdout).toContain(`cloudwatch-wizard ${verb}`);
      expect(stdout.trimEnd().split('\n').length).toBeLessThan(24);
      expect(widestLine(stdout)).toBeLessThanOrEqual(80);
    }
  });

  it.each(verbs)(
    'of %s shows an example, in both languages and within 80 columns',
    async (verb) => {
      const [en, ko] = await Promise.all(
        ['en', 'ko'].map((lang) => runProgram([verb, '--help', '--lang', lang], env)),
      );
      for (const said of [en, ko]) {
        expect(said).toMatchObject({ exitCode: 0, stderr: '' });
        expect(said?.stdout).toMatch(new RegExp(`^  cloudwatch-wizard ${verb}`, 'm'));
        expect(widestLine(said?.stdout ?? '')).toBeLessThanOrEqual(80);
      }
      expect(ko?.stdout).toMatch(/\p{Script=Hangul}/u);
    },
  );

  it('speaks the language of the locale', async () => {
    const { stdout } = await runProgram(['--help'], { ...env, LANG: 'ko_KR.UTF-8' });
    expect(stdout).toMatch(/\p{Script=Hangul}/u);
  });
});

it('says its version', async () => {
  const ran = await runProgram(['--version'], env);
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('a wrong command line', () => {
  it.each([
    { argv: ['stup'], says: /Did you mean "setup"\?/ },
    { argv: ['setup', '--instnce-id', instanceId], says: /Did you mean --instance-id\?/ },
    { argv: ['status', '--yes'], says: /no flag --yes for status/ },
    { argv: ['setup', '--yes'], says: /--instance-id is missing/ },
    { argv: ['setup', '--instance-id'], says: /--instance-id needs a value/ },
    { argv: ['setup', '--instance-id', 'web-1'], says: /--instance-id cannot be "web-1"/ },
    { argv: ['setup', '--instance-id', instanceId, '--period', '30'], says: /Expected: 60, 300/ },
    { argv: ['status', '--region', 'Seoul'], says: /--region cannot be "Seoul"/ },
    { argv: ['setup', instanceId], says: /one word too many/ },
    { argv: ['setup', '--yes=false', '--instance-id', instanceId], says: /--yes cannot be/ },
  ])('$argv is refused with 2, on stderr only', async ({ argv, says }) => {
    const { exitCode, stdout, stderr } = await runProgram(argv, env);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });

  it('is one JSON object, ids and values, for those who asked for JSON', async () => {
    const ran = await runProgram(['setup', '--json', '--period', '30'], env);
    expect(ran).toMatchObject({ exitCode: 2, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      type: 'error',
      problems: [{ id: 'bad-value', values: { flag: '--period', value: '30' } }],
      exitCode: 2,
    });
  });
});

function widestLine(text: string): number {
  return Math.max(...text.split('\n').map(widthOf));
}
