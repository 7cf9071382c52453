import {
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { hasTool } from '../support/has-tool.ts';
import { openInterview } from '../support/interview.ts';
import { type Env, envOn } from '../support/program.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { wizardOn } from '../support/wizard.ts';

let sandbox: Sandbox;
let env: Env;
let instanceId = '';

// Set up in this process, where waiting costs nothing; the program on the terminal finds its
// journal, and keeps real time: a minute takes a second.
beforeAll(async () => {
  const instances = [{ os: 'amazon-linux-2023', name: 'web-1' }] as const;
  sandbox = await startSandbox({ rate: 60, delayScale: 0, instances });
  instanceId = sandbox.instances[0]?.id ?? '';
  const wizard = wizardOn(sandbox);
  env = { ...envOn(sandbox), XDG_STATE_HOME: wizard.stateHome };
  const ran = await wizard.run(
    ...['setup', '--instance-id', instanceId, '--period', '60', '--no-alerts', '--yes'],
  );
  expect(ran).toMatchObject({ exitCode: 0 });
});

beforeEach(() => sandbox.world.requests.clear());

afterAll(() => sandbox.dispose());

describe.runIf(hasTool('tmux', '-V'))('on an instance that is set up, the program', () => {
  it('asks only which it is, and says that nothing has to be changed', async () => {
    await using interview = await openInterview(env, { size: { columns: 160, rows: 50 } });
    await interview.start('cloudwatch-wizard');
    await interview.accept('region');
    expect(await interview.at('instance-id')).toMatch(new RegExp(`${instanceId}.* set up `));
    await interview.terminal.press('Enter');
    const screen = await interview.ends(0);
    expect(screen).toContain('Nothing to change: everything is in sync.');
    expect(screen).toContain('nothing had to be changed, data arrives.');
    expect(screen).toContain(`cloudwatch-wizard repair --instance-id ${instanceId}`);
    expect(screen).not.toContain('?');
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('shows what drifted, and asks the one question whether to repair it', async () => {
    await detachRole();
    sandbox.world.requests.clear();
    await using interview = await openInterview(env);
    await interview.start('cloudwatch-wizard');
    await interview.accept('region', 'instance-id');
    const plan = await interview.at('confirm-repair');
    expect(plan).toContain(`Repair of ${instanceId}: only what drifted`);
    expect(plan).toContain(`+ Attach CustomMonitoringRole to ${instanceId}`);
    expect(plan).not.toContain('Create the role');
    await interview.terminal.press('n');
    await interview.ends(130);
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('repairs it at a yes', async () => {
    await using interview = await openInterview(env);
    await interview.start('cloudwatch-wizard');
    await interview.accept('region', 'instance-id');
    await interview.at('confirm-repair');
    await interview.terminal.press('y');
    expect(await interview.ends(0)).toContain('data arrives.');
    expect(changingCalls(sandbox)).toContain('ec2:AssociateIamInstanceProfile');
  });
});

async function detachRole(): Promise<void> {
  const { ec2 } = sandboxClients(sandbox);
  const { IamInstanceProfileAssociations = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [instanceId] }],
    }),
  );
  for (const { AssociationId } of IamInstanceProfileAssociations)
    await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
}
