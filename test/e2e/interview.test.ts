import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { hasTool } from '../support/has-tool.ts';
import { type Asked, type Interview, openInterview } from '../support/interview.ts';
import { type Env, envOn } from '../support/program.ts';

const order: readonly Asked[] = [
  'region',
  'instance-id',
  'period',
  'swap',
  'disk-path',
  'detailed-monitoring',
  'migrate',
  'log',
  'log-start',
  'metrics-agent',
  'alerts',
  'confirm',
];

let sandbox: Sandbox;
let env: Env;
let [webId, koreanId] = ['', ''];

beforeAll(async () => {
  const instances = [
    { os: 'amazon-linux-2023', name: 'web-1' },
    { os: 'amazon-linux-2', name: '데이터 (db)' },
  ] as const;
  sandbox = await startSandbox({ instances });
  env = envOn(sandbox);
  [webId = '', koreanId = ''] = sandbox.instances.map(({ id }) => id);
});

beforeEach(() => sandbox.world.requests.clear());

afterAll(() => sandbox.dispose());

/** Answers with Enter whatever comes before a question. */
async function upTo(interview: Interview, question: Asked): Promise<string> {
  await interview.start('cloudwatch-wizard');
  await interview.accept(...order.slice(0, order.indexOf(question)));
  return interview.at(question);
}

describe.runIf(hasTool('tmux', '-V'))('an interview', () => {
  it('finds an instance by what is typed, a lone bracket and Hangul too', async () => {
    await using interview = await openInterview(env);
    const { terminal } = interview;
    expect(await upTo(interview, 'instance-id')).toMatch(new RegExp(`^> ${webId}`, 'm'));
    await terminal.press('(');
    expect(await terminal.until(/^\? Instance … \($/m)).toMatch(new RegExp(`^> ${koreanId}`, 'm'));
    await terminal.press('BSpace', '데', '이');
    const found = await terminal.until(/^\? Instance … 데이$/m);
    expect(found).toMatch(new RegExp(`^> ${koreanId}`, 'm'));
    expect(found).not.toContain(webId);
    await terminal.press('z', 'Enter');
    expect(await terminal.until(/^\? Instance … 데이z$/m)).toMatch(/^ {2}Nothing fits$/m);
    await terminal.press('BSpace', 'Enter');
    expect(await interview.at('period')).toContain(`✔ Instance · ${koreanId}  데이터 (db)`);
  });

  it('goes back from every question to the one before', async () => {
    await using interview = await openInterview(env);
    const { terminal } = interview;
    await upTo(interview, 'metrics-agent');
    await terminal.press('Up', 'Enter');
    await interview.at('log-start');
    await terminal.press('Up', 'Enter');
    await interview.at('log');
    await terminal.press('<', 'Enter');
    await interview.at('migrate');
    await terminal.press('Up', 'Enter');
    await interview.at('detailed-monitoring');
    await terminal.press('Up', 'Enter');
    await interview.at('disk-path');
    await terminal.press('BSpace', '<', 'Enter');
    for (const question of ['swap', 'period', 'instance-id'] as const) {
      await interview.at(question);
      await terminal.press('Up', 'Enter');
    }
    expect(await interview.at('region')).toContain('✔ Instance · < back');
    // And on again, with another answer than the first time.
    await interview.accept('region');
    await interview.find('instance-id', 'db');
    await interview.accept(...order.slice(2, -1));
    await interview.at('confirm');
    await terminal.press('n');
    expect(await interview.ends(130)).not.toContain(webId);
  });

  it('goes back to the Region where one holds no instance', async () => {
    await using interview = await openInterview(env);
    await interview.start('cloudwatch-wizard');
    await interview.at('region');
    await interview.terminal.press(...'eu-west-2');
    await interview.terminal.until(/^\? Region … eu-west-2$/m);
    await interview.terminal.press('Enter');
    await interview.terminal.until(/^No instances in eu-west-2\.$/m);
    await interview.at('region');
    await interview.terminal.press('C-c');
    await interview.ends(130);
  });

  it('refuses a wrong path in its place, and takes the right one', async () => {
    await using interview = await openInterview(env);
    const { terminal } = interview;
    await upTo(interview, 'disk-path');
    await terminal.press(...'/,data', 'Enter');
    await terminal.until(/data is no absolute path that can be measured/);
    await terminal.press('BSpace', 'BSpace', 'BSpace', 'BSpace', ...'/data', 'Enter');
    expect(await interview.at('detailed-monitoring')).toMatch(/✔ Which disks\?.* · \/,\/data$/m);
  });

  it('changes nothing at a no', async () => {
    await using interview = await openInterview(env);
    expect(await upTo(interview, 'confirm')).toMatch(
      /^In account 1111-2222-3333 \(sandbox\), ap-northeast-2:\n\? Apply \d+ actions\?/m,
    );
    await interview.terminal.press('n');
    expect(await interview.ends(130)).toMatch(/^Cancelled\.$/m);
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it.each(order)(
    'ends with 130 at Ctrl+C on %s, and leaves the terminal clean',
    async (question) => {
      await using interview = await openInterview(env);
      await upTo(interview, question);
      await interview.terminal.press('C-c');
      const screen = await interview.ends(130);
      expect(screen).toMatch(/^✖ .*\nCancelled\.$/m);
      expect(screen).not.toMatch(/^\? |^▸ |^> |ERR_/m);
      expect(changingCalls(sandbox)).toEqual([]);
    },
  );

  it.each([
    { verb: 'repair', wishes: [], exitCode: 1, says: /Nothing is recorded of/ },
    { verb: 'undo', wishes: [], exitCode: 0, says: /Nothing to undo on/ },
    { verb: 'plan', wishes: order.slice(2, -1), exitCode: 0, says: /The same without questions/ },
  ] as const)('asks for what $verb needs and no more', async ({ verb, wishes, exitCode, says }) => {
    await using interview = await openInterview(env);
    await interview.start(`cloudwatch-wizard ${verb}`);
    await interview.accept('region', 'instance-id', ...wishes);
    expect(await interview.ends(exitCode)).toMatch(says);
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('does not ask what a flag has answered', async () => {
    await using interview = await openInterview(env);
    await interview.start('cloudwatch-wizard setup --region ap-northeast-2 --period 60 --no-swap');
    expect(await interview.at('instance-id')).not.toContain('< back');
    await interview.accept('instance-id', ...order.slice(4, -1));
    await interview.at('confirm');
    await interview.terminal.press('n');
    await interview.ends(130);
  });
});
