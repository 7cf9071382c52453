import {
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { hasTool } from '../support/has-tool.ts';
import { openInterview } from '../support/interview.ts';
import { type Env, envOn } from '../support/program.ts';
import { sandboxClients } from '../support/sandbox.ts';

/** The program keeps real time, so AWS's own delays are left out and a minute takes a second. */
const pace = { rate: 60, delayScale: 0 };
const setUpMs = 60_000;

let sandbox: Sandbox;
let env: Env;
let [webId, koreanId] = ['', ''];

beforeAll(async () => {
  const instances = [
    { os: 'amazon-linux-2023', name: 'web-1' },
    { os: 'amazon-linux-2', name: '데이터 (db)' },
  ] as const;
  sandbox = await startSandbox({ ...pace, instances });
  env = envOn(sandbox);
  [webId = '', koreanId = ''] = sandbox.instances.map(({ id }) => id);
});

afterAll(() => sandbox.dispose());

// Each test goes on where the one before has left the account.
describe.runIf(hasTool('tmux', '-V'))('the program alone, on a terminal', () => {
  let command = '';

  it('asks what to do, shows it, does it, and says it as one command', async () => {
    await using interview = await openInterview(env);
    const { terminal } = interview;
    await interview.start('cloudwatch-wizard');
    await interview.accept('region');
    await interview.at('instance-id');
    // A bracket alone is no regular expression.
    await terminal.press('(');
    expect(await terminal.until(/^\? Instance … \($/m)).not.toContain(webId);
    await terminal.press('BSpace', '데');
    expect(await terminal.until(/^\? Instance … 데$/m)).toMatch(new RegExp(`^> ${koreanId}`, 'm'));
    await terminal.press('BSpace', 'w', 'e', 'b');
    expect(await terminal.until(/^\? Instance … web$/m)).not.toContain(koreanId);
    await terminal.press('Enter');
    await interview.at('period');
    await terminal.press('Down', 'Enter');
    await interview.accept('swap');
    await interview.at('disk-path');
    await terminal.press('BSpace', 'd', 'a', 't', 'a', 'Enter');
    await terminal.until(/data is no absolute path that can be measured/);
    await terminal.press('BSpace', 'BSpace', 'BSpace', 'BSpace', '/', 'Enter');
    await interview.accept('detailed-monitoring');
    expect(await interview.at('confirm')).toMatch(
      /^In account 1111-2222-3333 \(sandbox\), ap-northeast-2:$/m,
    );
    await terminal.press('y');
    const screen = await interview.ends(0, setUpMs);
    expect(screen).toMatch(/is monitored: \d+ changed, data arrives\./);
    expect(screen).not.toContain('…');
    command = /^The same without questions:\n([\s\S]*)^ended/m.exec(screen)?.[1] ?? '';
    expect(command.replaceAll(/\s*\\?\n\s*/g, ' ').trim()).toBe(
      `cloudwatch-wizard setup --instance-id ${webId} --region ap-northeast-2 --period 60 --swap --disk-path / --no-detailed-monitoring`,
    );
  });

  it('is answered by that command, as it stands on the screen', async () => {
    await using interview = await openInterview(env);
    await interview.start(command.trim());
    expect(await interview.ends(0, setUpMs)).toContain('nothing had to be changed');
  });

  it('asks of an instance that is set up only which it is', async () => {
    await using interview = await openInterview(env);
    await interview.start('cloudwatch-wizard');
    await interview.accept('region');
    expect(await interview.at('instance-id')).toMatch(new RegExp(`${webId}.* set up$`, 'm'));
    await interview.terminal.press('w', 'e', 'b');
    await interview.terminal.until(/^\? Instance … web$/m);
    await interview.terminal.press('Enter');
    const screen = await interview.ends(0, setUpMs);
    expect(screen).toContain('Nothing to change: everything is in sync.');
    expect(screen).not.toContain('?');
  });

  it('shows what drifted, and asks the one question whether to repair it', async () => {
    await detachRole(webId);
    await using interview = await openInterview(env);
    await interview.start('cloudwatch-wizard');
    await interview.accept('region');
    await interview.at('instance-id');
    await interview.terminal.press('w', 'e', 'b');
    await interview.terminal.until(/^\? Instance … web$/m);
    await interview.terminal.press('Enter');
    const plan = await interview.at('confirm-repair');
    expect(plan).toContain(`Repair of ${webId}: only what drifted`);
    expect(plan).toContain(`+ Attach CustomMonitoringRole to ${webId}`);
    expect(plan).not.toContain('Create the role');
    await interview.terminal.press('y');
    expect(await interview.ends(0, setUpMs)).toContain('cloudwatch-wizard repair --instance-id');
  });

  it('does all of that in Korean', async () => {
    await using interview = await openInterview(env, { lang: 'ko' });
    await interview.start('cloudwatch-wizard --lang ko');
    await interview.accept('region');
    await interview.at('instance-id');
    await interview.terminal.press('데', '이', '터');
    await interview.terminal.until(/^\? 인스턴스 … 데이터$/m);
    await interview.accept('instance-id');
    await interview.at('period');
    await interview.terminal.press('Down', 'Enter');
    await interview.accept('swap', 'disk-path', 'detailed-monitoring');
    await interview.at('confirm');
    await interview.terminal.press('y');
    const screen = await interview.ends(0, setUpMs);
    expect(screen).toMatch(/모니터링 중: \d+개 변경/);
    expect(screen).toMatch(/^질문 없이 같은 작업:\n {2}cloudwatch-wizard setup --instance-id/m);
  });
});

async function detachRole(instanceId: string): Promise<void> {
  const { ec2 } = sandboxClients(sandbox);
  const { IamInstanceProfileAssociations = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [instanceId] }],
    }),
  );
  for (const { AssociationId } of IamInstanceProfileAssociations)
    await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
}
