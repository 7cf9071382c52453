import {
  DeleteTagsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DisassociateIamInstanceProfileCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteInstanceProfileCommand,
  DetachRolePolicyCommand,
  ListInstanceProfilesCommand,
  ListRolesCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snapshotTree } from '../../sandbox/machine/tree.ts';
import { type Ended, emptyEnv, runProgram } from '../support/program.ts';
import type { Backend } from './backend.ts';
import { openPager, type Pager } from './pager.ts';

const minuteMs = 60_000;
const role = 'CustomMonitoringRole';

/**
 * The whole way of the shipped program, from the first plan to the last trace, on any backend. The
 * tests stand on one another. Nothing in here knows which backend it is.
 */
export function describeWholeWay<B extends Backend>(
  start: () => Promise<B>,
  more: (backend: () => B) => void = () => {},
): void {
  describe('the whole way', () => {
    let backend: B;
    let before: object;
    let pager: Pager;
    beforeAll(async () => {
      backend = await start();
      before = await traces(backend);
      pager = await openPager(backend.env);
    });
    afterAll(() => backend?.[Symbol.asyncDispose]());

    const run = (verb: string, ...flags: string[]) =>
      runProgram([verb, '--instance-id', backend.instanceId, ...flags], backend.env);
    const succeeded = async (ending: Promise<Ended>) => {
      const ended = await ending;
      expect(ended, ended.stdout).toMatchObject({ exitCode: 0, stderr: '' });
      return ended;
    };
    const change = (verb: 'setup' | 'repair' | 'undo', ...flags: string[]) =>
      succeeded(run(verb, '--yes', '--json', ...flags));
    /** The same from a machine that remembers nothing: all it has is the stack's table. */
    const changeElsewhere = (verb: 'repair' | 'undo') => {
      const argv = [verb, '--instance-id', backend.instanceId, '--yes', '--json'];
      return succeeded(runProgram(argv, { ...backend.env, HOME: emptyEnv().HOME ?? '' }));
    };
    const drift = async () => {
      const { exitCode, stdout } = await run('status', '--fail', '--json');
      const { instances } = JSON.parse(stdout) as { instances: Status[] };
      const [status] = instances;
      return { exitCode, drift: status?.drift.map(({ kind }) => kind), missing: status?.missing };
    };
    /** The verifier's own look, from here. */
    const verify = async () => {
      const { exitCode, stdout } = await run('verify', '--json');
      const { verdicts, summary } = JSON.parse(stdout) as Verified;
      return {
        exitCode,
        blind: summary.blind,
        verdicts: verdicts.map(({ state, cause }) => ({ state, cause })),
      };
    };
    const inOrder = { exitCode: 0, drift: [], missing: [] };

    it('plans without a change', async () => {
      expect(await run('plan', '--topic', pager.topicArn)).toMatchObject({ exitCode: 0 });
      expect(await traces(backend)).toEqual(before);
    });

    it('refuses to tell by a topic that is not there', async () => {
      const ended = await run('setup', '--topic', `${pager.topicArn}-gone`, '--yes', '--json');
      expect(ended.exitCode).toBe(4);
      expect(events(ended.stdout).at(-1)).toMatchObject({ problems: [{ id: 'topic-not-found' }] });
      expect(await traces(backend)).toEqual(before);
    });

    it('sets up, and reads back what the schedule sent', async () => {
      const wish = ['--topic', pager.topicArn, '--detailed-monitoring', '--period', '60'];
      const ended = await change('setup', ...wish);
      expect(arrived(ended)).toEqual([
        'DiskSpaceAvailable',
        'DiskSpaceUsed',
        'DiskSpaceUtilization',
        'MemoryAvailable',
        'MemoryUsed',
        'MemoryUtilization',
        'SwapUsed',
        'SwapUtilization',
        'heartbeat-arrived',
      ]);
      expect(await drift()).toEqual(inOrder);
    });

    it('has nothing to do a second time', async () => {
      expect(changed(await change('setup'))).toBe(0);
    });

    it('is in order for the verifier, once ticks of after the set-up are due', async () => {
      // Past its first ten minutes, in which nothing is expected of an instance.
      await backend.passes(10 * minuteMs);
      const verdicts = [{ state: 'UP', cause: undefined }];
      // On a busy machine a tick, which is a second, can be late.
      const patience = { timeout: 60_000, interval: 1_000 };
      await expect.poll(verify, patience).toEqual({ exitCode: 0, blind: [], verdicts });
    });

    it('notices a policy, a role and a tag taken away, and gives back these', async () => {
      const { iam, ec2 } = backend.clients;
      const PolicyArn = 'arn:aws:iam::aws:policy/CloudWatchFullAccess';
      await iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn }));
      await backend.passes(3 * minuteMs);
      expect(await lastWordsOfAgent(backend)).toMatch(
        /HTTP 400\. Message: User: arn:aws:sts::\d{12}:assumed-role\/CustomMonitoringRole\/i-\w+ is not authorized to perform: cloudwatch:PutMetricData/,
      );
      const AssociationId = (await association(backend))?.AssociationId;
      await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
      const Tags = [{ Key: 'cloudwatch-wizard' }];
      await ec2.send(new DeleteTagsCommand({ Resources: [backend.instanceId], Tags }));
      expect(await drift()).toMatchObject({
        exitCode: 3,
        drift: ['attach-policy', 'attach-role', 'tag-instance'],
      });
      expect(await verify()).toMatchObject({
        exitCode: 3,
        verdicts: [{ state: 'DOWN', cause: 'role-detached' }],
      });
      expect(changed(await changeElsewhere('repair'))).toBe(3);
      expect(await drift()).toEqual(inOrder);
    });

    it('notices a profile that was made anew, and puts it in the place of the old one', async () => {
      const { iam } = backend.clients;
      const names = { RoleName: role, InstanceProfileName: role };
      await iam.send(new RemoveRoleFromInstanceProfileCommand(names));
      await iam.send(new DeleteInstanceProfileCommand(names));
      const ended = await change('repair');
      expect(changed(ended)).toBe(3);
      expect(await drift()).toEqual(inOrder);
    });

    it('notices that data stopped, looks inside, and mends the schedule', async () => {
      await inside(backend, 'rm "$ROOT/etc/cron.d/cloudwatch-wizard"');
      await backend.passes(6 * minuteMs);
      const seen = await drift();
      expect(seen.exitCode).toBe(3);
      expect(seen.missing).toContain('MemoryUtilization');
      expect(await verify()).toMatchObject({
        exitCode: 3,
        verdicts: [{ state: 'DOWN', cause: 'metrics-missing' }],
      });
      await change('repair');
      expect(await drift()).toEqual(inOrder);
    });

    it('told what was wrong, and that it is well again', async () => {
      const news = (await pager.news()).join('\n');
      expect(news).toMatch(/^\[(STILL )?DOWN\] .* role detached/m);
      expect(news).toMatch(/^\[OK\] /m);
      expect(news).toMatch(/^\[(STILL )?DOWN\] .* metrics missing/m);
    });

    it('leaves no trace after an undo, and the removal of the verifier', async () => {
      const remove = ['verifier', 'remove', '--yes', '--json'];
      expect(await runProgram(remove, backend.env)).toMatchObject({ exitCode: 4 });
      await changeElsewhere('undo');
      await succeeded(runProgram(remove, backend.env));
      expect(await traces(backend)).toEqual(before);
    });

    more(() => backend);
  });
}

interface Status {
  readonly drift: readonly { readonly kind: string }[];
  readonly missing: readonly string[];
}

interface Verified {
  readonly verdicts: readonly { readonly state: string; readonly cause?: string }[];
  readonly summary: { readonly blind: readonly string[] };
}

/** What a set-up changes and an undo has to give back: role, profile, instance, files. */
async function traces({ clients, instanceId, machine }: Backend): Promise<object> {
  const { Roles } = await clients.iam.send(new ListRolesCommand({}));
  const { InstanceProfiles } = await clients.iam.send(new ListInstanceProfilesCommand({}));
  const { Reservations } = await clients.ec2.send(
    new DescribeInstancesCommand({ InstanceIds: [instanceId] }),
  );
  const instance = Reservations?.[0]?.Instances?.[0];
  const exclude = ['.pretend', 'proc', 'var/log', 'var/spool/mail'];
  return {
    roles: Roles?.map(({ Arn }) => Arn),
    profiles: InstanceProfiles?.map(({ Arn }) => Arn),
    tags: instance?.Tags,
    monitoring: instance?.Monitoring?.State,
    attached: instance?.IamInstanceProfile?.Arn,
    units: machine.activeUnits().toSorted(),
    files: snapshotTree(machine.root, { exclude }),
  };
}

async function association({ clients, instanceId }: Backend) {
  const { IamInstanceProfileAssociations } = await clients.ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [instanceId] }],
    }),
  );
  return IamInstanceProfileAssociations?.find(({ State }) => State === 'associated');
}

async function inside({ machine }: Backend, script: string): Promise<string> {
  const ran = await machine.run(script, { timeoutMs: 10_000 });
  expect(ran).toMatchObject({ exitCode: 0 });
  return ran.stdout;
}

function lastWordsOfAgent(backend: Backend): Promise<string> {
  return inside(backend, 'journalctl -t CloudWatch-PutInstanceData -n 1 --no-pager -o cat');
}

function events(stdout: string): Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function changed({ stdout }: Ended): unknown {
  return events(stdout).at(-1)?.changed;
}

/** Names of what the evidence of a run says arrived, each once. */
function arrived({ stdout }: Ended): string[] {
  const event = events(stdout).find(({ type, step }) => type === 'evidence' && step === 'arrival');
  const notes = (event?.evidence ?? []) as { id: string; values: { metric?: string } }[];
  // On a busy machine, where two queued runs fall into one virtual minute, it also remarks on that.
  const found = notes.filter(({ id }) => id.endsWith('-arrived'));
  return [...new Set(found.map(({ id, values }) => values.metric ?? id))].sort();
}
