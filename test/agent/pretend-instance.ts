import { chownSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Heartbeat, heartbeatOption } from '../../agent/heartbeat.ts';
import type { Machine, MachineOs, RunResult } from '../../sandbox/machine/machine.ts';
import { snapshotTree, type TreeSnapshot } from '../../sandbox/machine/tree.ts';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { launchInstance } from '../../sandbox/services/ec2/launch.ts';
import type { LaunchOptions } from '../../sandbox/services/ec2/state.ts';
import { createInstanceRole } from '../support/instance-role.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { agentScript, installerScript } from './agent-run.ts';

const heartbeat: Heartbeat = { shard: 0, specHash: '00aa11bb22cc', nonce: 'n0nce' };
const options = ['--mem-util', '--disk-path=/', '--disk-space-util', heartbeatOption(heartbeat)];

/** What can ship the system log of each. */
export function shipperOf(os: MachineOs): 'awslogs' | 'amazon-cloudwatch-agent' {
  return os === 'amazon-linux-1' || os === 'amazon-linux-2' ? 'awslogs' : 'amazon-cloudwatch-agent';
}

/** As the wizard would write it. */
const logConfigs = {
  awslogs: [
    '[/var/log/secure]',
    'datetime_format = %b %d %H:%M:%S',
    'file = /var/log/secure',
    'log_stream_name = {instance_id}',
    'log_group_name = /var/log/secure',
    '',
  ].join('\n'),
  'amazon-cloudwatch-agent': `${JSON.stringify({
    logs: {
      logs_collected: {
        journald: { collect_list: [{ log_group_name: 'g', log_stream_name: '{instance_id}' }] },
      },
    },
  })}\n`,
};

const listPackages = '{ if command -v rpm >/dev/null; then rpm -qa; else dpkg-query -W; fi; }';

/** A pretend instance in a sandbox, with the installer and its payload in a directory of it. */
export interface PretendInstance extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly machine: Machine;
  /** Puts a file into the payload. */
  payload(name: string, text: string): void;
  /** Runs the installer under a shell. */
  install(shell: string, verb: string, ...words: string[]): Promise<RunResult>;
  sh(script: string): Promise<RunResult>;
  /** All but logs and what is running, which change by themselves. */
  snapshot(): Promise<{ tree: TreeSnapshot; units: readonly string[]; packages: string }>;
}

export async function startInstance(
  os: MachineOs,
  profile?: 'Monitoring',
  more: Pick<LaunchOptions, 'cloudWatchAgentVersion'> = {},
): Promise<PretendInstance> {
  const sandbox = await startSandbox();
  const { iam } = sandboxClients(sandbox);
  await createInstanceRole(iam, { name: 'Monitoring', policies: ['CloudWatchFullAccess'] });
  await sandbox.clock.advance(60_000);
  const instance = await launchInstance(sandbox.world, {
    os,
    region: sandbox.region,
    ...(profile && { profile }),
    ...more,
  });
  const machine = sandbox.world.machines.get(instance.id);
  if (!machine) throw new Error(`no machine for ${instance.id}`);
  const directory = join(machine.root, 'tmp/payload');
  mkdirSync(directory);
  // The user that scripts run as, where the test is root.
  if (process.getuid?.() === 0) chownSync(directory, 65_534, 65_534);
  const payload = (name: string, text: string) => writeFileSync(join(directory, name), text);
  copyFileSync(installerScript, join(directory, 'installer'));
  copyFileSync(agentScript, join(directory, 'mon-put-instance-data'));
  payload('spec.json', '{"schemaVersion":1}\n');
  payload('test-flags', options.map((option) => `${option}\n`).join(''));
  payload(
    'cron-entry',
    `MAILTO=""\n*/5 * * * * root "$ROOT"/usr/local/libexec/cloudwatch-wizard/mon-put-instance-data ${options.join(' ')} --from-cron`,
  );
  payload('log-config', logConfigs[shipperOf(os)]);
  payload('log-region', `${sandbox.region}\n`);

  const sh = (script: string) => machine.run(script, { timeoutMs: 50_000 });
  return {
    sandbox,
    machine,
    payload,
    install: (shell, ...words) => {
      const script = `set -- ${words.join(' ')}; cd "$ROOT/tmp/payload" && . ./installer`;
      return machine.run(script, { timeoutMs: 50_000, shell: shell.split(' ') });
    },
    sh,
    snapshot: async () => ({
      tree: snapshotTree(machine.root, {
        exclude: ['.pretend', 'proc', 'run', 'var/log', 'tmp/payload'],
      }),
      units: [...machine.activeUnits()].sort(),
      // yum and dnf also remove what a package had needed; the pretend ones do not.
      packages: (await sh(`${listPackages} | grep -v ^aws-cli-plugin | sort`)).stdout,
    }),
    [Symbol.asyncDispose]: () => sandbox.dispose(),
  };
}

/** The lines a program reads: `cwz changed …`. */
export function protocol({ stdout }: RunResult, kind: string): string[] {
  const prefix = `cwz ${kind} `;
  return stdout
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length));
}
