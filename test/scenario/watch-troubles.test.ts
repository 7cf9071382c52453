import { CreateTopicCommand, DeleteTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { type AwsClients, createAwsClients } from '../../wizard/aws/clients.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { clockOf, type Ran, type Wizard, wizardOn } from '../support/wizard.ts';

// What becomes of a Region's verifier when something under it is not as it was: its topic is gone,
// its stack may not be looked at, or is in a state that not everything may be done in.

const webhook = ['--webhook', 'http://127.0.0.1:9/'];
let sandbox: Sandbox;
let aws: AwsClients;
let wizard: Wizard;
let [instanceId, otherId] = ['', ''];

async function start(): Promise<void> {
  const instances = [{ os: 'amazon-linux-2023' }, { os: 'amazon-linux-2023' }] as const;
  sandbox = await startSandbox({ delayScale: 0, instances });
  // Past their first minutes, in which nothing is expected of an instance.
  await sandbox.clock.advance(10 * 60_000);
  wizard = wizardOn(sandbox);
  aws = createAwsClients({}, clockOf(sandbox));
  [instanceId = '', otherId = ''] = sandbox.instances.map(({ id }) => id);
}

afterEach(async () => {
  aws.destroy();
  await sandbox.dispose();
});

function problemOf({ stderr }: Ran): string | undefined {
  return /\[([\w-]+)\]\s*$/.exec(stderr)?.[1];
}

const setUp = (id: string, ...flags: string[]) => ['setup', '--instance-id', id, '--yes', ...flags];
const deploy = (...flags: string[]) => ['verifier', 'deploy', '--yes', ...flags];

async function makeTopic(): Promise<string> {
  const { TopicArn = '' } = await aws.sns.send(new CreateTopicCommand({ Name: 'pager' }));
  return TopicArn;
}

/** Named, and not there. */
async function goneTopic(): Promise<string> {
  const TopicArn = await makeTopic();
  await aws.sns.send(new DeleteTopicCommand({ TopicArn }));
  return TopicArn;
}

function stack() {
  const found = [...sandbox.world.region(sandbox.region).cloudformation.stacks.values()].at(-1);
  if (!found) throw new Error('no stack');
  return found;
}

describe('a topic that is not there', () => {
  it('is refused before anything is changed, by setup, deploy and plan', async () => {
    await start();
    const topic = ['--topic', await goneTopic()];
    for (const argv of [setUp(instanceId, ...topic), deploy(...topic)]) {
      sandbox.world.requests.clear();
      const ran = await wizard.run(...argv);
      expect([ran.exitCode, problemOf(ran)]).toEqual([4, 'topic-not-found']);
      expect(changingCalls(sandbox)).toEqual([]);
    }
    // A Region that is told already keeps whom it tells.
    expect(await wizard.run(...deploy(...webhook))).toMatchObject({ exitCode: 0 });
    sandbox.world.requests.clear();
    expect(problemOf(await wizard.run(...deploy(...topic)))).toBe('topic-not-found');
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('is named where it vanished later, and one of the stack takes its place', async () => {
    await start();
    const TopicArn = await makeTopic();
    const Endpoint = 'arn:aws:sqs:ap-northeast-2:111122223333:pager';
    await aws.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
    const first = await wizard.run(...setUp(instanceId, '--topic', TopicArn));
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).not.toContain('Nobody is told');
    await aws.sns.send(new DeleteTopicCommand({ TopicArn }));
    const sentence = `There is no topic ${TopicArn}`;

    const status = await wizard.run('verifier', 'status', '--fail');
    expect(status).toMatchObject({ exitCode: 3 });
    expect(status.stdout).toContain(sentence);
    const next = await wizard.run(...setUp(otherId));
    expect([next.exitCode, problemOf(next)]).toEqual([4, 'topic-not-found']);
    expect(next.stderr).toContain(sentence);
    // One instance can be put right all the same.
    const repaired = await wizard.run('repair', '--instance-id', instanceId, '--yes');
    expect(repaired).toMatchObject({ exitCode: 0 });
    expect(repaired.stdout).toContain('Nobody is told');

    const own = await wizard.run(...deploy('--topic', 'off', ...webhook));
    expect(own).toMatchObject({ exitCode: 0 });
    expect(await wizard.run(...setUp(otherId))).toMatchObject({ exitCode: 0 });
  });
});

describe('a topic', () => {
  it('that nobody is subscribed to is said, in the plan and at the end', async () => {
    await start();
    const ran = await wizard.run(...deploy('--topic', await makeTopic()));
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(ran.stdout.match(/Nobody is told/g)).toHaveLength(2);
  });

  it('of the stack itself is not deleted by being named', async () => {
    await start();
    expect(await wizard.run(...deploy(...webhook))).toMatchObject({ exitCode: 0 });
    const status = await wizard.run('verifier', 'status', '--json');
    const { topicArn } = JSON.parse(status.stdout) as { topicArn: string };
    sandbox.world.requests.clear();
    expect(await wizard.run(...deploy('--topic', topicArn))).toMatchObject({ exitCode: 0 });
    expect(changingCalls(sandbox)).toEqual([]);
  });

  it('of another account that may not be looked at is used, and that is said', async () => {
    await start();
    sandbox.world.faults.add({
      service: 'sns',
      operation: 'ListSubscriptionsByTopic',
      effect: 'deny',
    });
    const TopicArn = 'arn:aws:sns:ap-northeast-2:999999999999:pager';
    const ran = await wizard.run(...setUp(instanceId, '--topic', TopicArn));
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(ran.stdout).toContain('may not be looked at');
    expect(ran.stdout).not.toContain('Nobody is told');
    const status = await wizard.run('verifier', 'status', '--fail');
    expect(status).toMatchObject({ exitCode: 0 });
    expect(status.stdout).toContain(TopicArn);
  });
});

describe('records that may not be looked for', () => {
  const blind = () =>
    sandbox.world.faults.add({
      service: 'cloudformation',
      operation: 'DescribeStacks',
      effect: 'deny',
    });

  it('are not made up for by a tag, nor by what a machine remembers', async () => {
    await start();
    expect(await wizard.run(...setUp(instanceId, ...webhook))).toMatchObject({ exitCode: 0 });
    const elsewhere = wizardOn(sandbox);
    // From now on what the first machine remembers is out of date.
    const changed = await elsewhere.run(...setUp(instanceId, '--no-swap'));
    expect(changed).toMatchObject({ exitCode: 0 });
    await sandbox.clock.advance(20 * 60_000);
    expect(await wizard.run('verify')).toMatchObject({ exitCode: 0 });
    blind();
    for (const machine of [wizard, wizardOn(sandbox)]) {
      for (const named of [[], ['--instance-id', instanceId]]) {
        const said = await machine.run('verify', ...named);
        expect(said.exitCode).toBe(3);
        expect(said.stdout).toBe('Could not look at: records\n');
        expect(said.stderr).toContain('records: ');
      }
      const { stdout } = await machine.run('verify', '--json');
      expect(JSON.parse(stdout)).toMatchObject({
        summary: { blind: ['records'] },
        verdicts: [],
        unrecorded: [],
        errors: [expect.stringMatching(/^records: .*cloudformation:DescribeStacks/)],
      });
    }
    const status = await wizard.run('status', '--json', '--instance-id', instanceId);
    expect(JSON.parse(status.stdout)).toMatchObject({
      instances: [{ healthy: false, drift: [{ id: 'records-unreadable' }] }],
    });
  });

  it('leave what was never registered to be judged', async () => {
    await start();
    expect(await wizard.run(...setUp(instanceId, '--no-alerts'))).toMatchObject({ exitCode: 0 });
    await sandbox.clock.advance(20 * 60_000);
    blind();
    const { stdout } = await wizard.run('verify', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ verdicts: [{ instanceId, state: 'UP' }] });
  });

  it('say why, and so does everything else that could not be looked at', async () => {
    await start();
    expect(await wizard.run(...setUp(instanceId, '--no-alerts'))).toMatchObject({ exitCode: 0 });
    sandbox.world.faults.add({
      service: 'monitoring',
      operation: 'GetMetricStatistics',
      effect: 'deny',
    });
    const said = await wizard.run('verify');
    expect(said.stderr).toMatch(/metrics: AccessDenied.*cloudwatch:GetMetricStatistics/);
  });
});

describe('a stack in a state of its own', () => {
  it('keeps the records of its instances, whatever that is', async () => {
    await start();
    expect(await wizard.run(...setUp(instanceId, ...webhook))).toMatchObject({ exitCode: 0 });
    for (const status of ['IMPORT_COMPLETE', 'DELETE_FAILED']) {
      stack().status = status;
      const ran = await wizard.run('verifier', 'remove', '--yes');
      expect([status, ran.exitCode, problemOf(ran)]).toEqual([status, 4, 'instances-registered']);
    }
    stack().status = 'IMPORT_COMPLETE';
    expect(await wizard.run('verifier', 'status')).toMatchObject({ exitCode: 0 });
    sandbox.world.faults.add({ service: 'dynamodb', operation: 'Query', effect: 'deny' });
    stack().status = 'DELETE_FAILED';
    expect((await wizard.run('verifier', 'remove', '--yes')).exitCode).toBe(4);
    expect(stack().status).toBe('DELETE_FAILED');
  });

  it('is waited for where somebody else is changing it', async () => {
    await start();
    expect(await wizard.run(...deploy(...webhook))).toMatchObject({ exitCode: 0 });
    stack().status = 'UPDATE_IN_PROGRESS';
    for (const argv of [deploy('--period', '60'), ['verifier', 'remove', '--yes']]) {
      const ran = await wizard.run(...argv);
      expect([ran.exitCode, problemOf(ran)]).toEqual([5, 'stack-busy']);
    }
    // What asks for no change of it goes on.
    expect(await wizard.run(...setUp(instanceId))).toMatchObject({ exitCode: 0 });
  });
});
