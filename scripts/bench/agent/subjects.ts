import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { agentScript } from '../../../test/agent/agent-run.ts';
import type { Subject } from './cost.ts';
import type { StandIn } from './stand-in.ts';

const path = '/usr/sbin:/usr/bin:/sbin:/bin';
const metrics = ['--mem-util', '--mem-used', '--mem-avail'];

/** The agent in a directory that plays the machine, with the figures of this one. */
export function agentUnder(
  shell: string,
  directory: string,
  { url, imds, authority }: StandIn,
  options: readonly string[] = [],
): Subject {
  const root = join(directory, `root-${shell}${options.length}`);
  for (const each of ['run', 'tmp', 'dev/shm', 'proc/sys/kernel/random', 'etc/ssl/certs'])
    mkdirSync(join(root, each), { recursive: true });
  for (const file of ['proc/meminfo', 'proc/sys/kernel/random/boot_id'])
    writeFileSync(join(root, file), readFileSync(`/${file}`));
  execFileSync('ln', ['-sf', '/proc/uptime', join(root, 'proc/uptime')]);
  copyFileSync(authority, join(root, 'etc/ssl/certs/Amazon_Root_CA_1.pem'));
  return {
    name: `agent, ${shell}`,
    argv: [shell, agentScript, ...metrics, ...options],
    env: { ...imds.env, PATH: path, ROOT: root, AWS_ENDPOINT_URL_CLOUDWATCH: url },
  };
}

/** The measured prototype; `undefined` where its path is not told. */
export function prototypeUnder(
  shell: string,
  directory: string,
  { url, imds, authority }: StandIn,
  prototype: string | undefined,
): Subject | undefined {
  if (!prototype) return undefined;
  const home = join(directory, `prototype-${shell}`);
  mkdirSync(home, { recursive: true });
  const settings = {
    DISKS: '',
    ENDPOINT: url,
    IMDS: imds.env.AWS_EC2_METADATA_SERVICE_ENDPOINT ?? '',
    RUN: join(home, 'run'),
    SPOOL: join(home, 'spool'),
    CACERT: authority,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`);
  writeFileSync(join(home, 'conf'), lines.join(''));
  return {
    name: `prototype, ${shell}`,
    argv: [shell, prototype],
    env: { PATH: path, CWMON_CONF: join(home, 'conf') },
  };
}

/** The same three metrics by the AWS CLI; `undefined` where there is none. */
export function awsCli({ url, imds, authority }: StandIn, region: string): Subject | undefined {
  const program = findAws();
  if (!program) return undefined;
  const data = ['MemoryUtilization', 'MemoryUsed', 'MemoryAvailable'].map(
    (name) =>
      `MetricName=${name},Unit=Percent,Value=39.97,Dimensions=[{Name=InstanceId,Value=i-1}]`,
  );
  const words = [
    'cloudwatch',
    'put-metric-data',
    '--namespace',
    'System/Linux',
    '--region',
    region,
  ];
  return {
    name: 'aws cloudwatch put-metric-data',
    argv: [program, ...words, '--endpoint-url', url, '--metric-data', ...data],
    env: {
      PATH: process.env.PATH ?? path,
      HOME: '/nonexistent',
      AWS_CA_BUNDLE: authority,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.env.AWS_EC2_METADATA_SERVICE_ENDPOINT ?? '',
    },
  };
}

/** Not the shim of a version manager, which is a program of its own. */
function findAws(): string | undefined {
  const answer = (argv: string[]) => {
    try {
      return execFileSync(argv[0] ?? '', argv.slice(1), { encoding: 'utf8' }).trim();
    } catch {
      return undefined;
    }
  };
  const found = answer(['sh', '-c', 'command -v aws']);
  if (!found) return undefined;
  return found.includes('/shims/') ? answer(['pyenv', 'which', 'aws']) : realpathSync(found);
}

/** The same subject, with every command on its way written down. */
export function counted({ name, argv, env }: Subject, directory: string): Subject {
  const bin = join(directory, 'counting');
  mkdirSync(bin, { recursive: true });
  const log = join(directory, 'executed');
  writeFileSync(log, '');
  const commands =
    'awk cat chmod curl cut date df du find flock gzip head logger mkdir mktemp mv od rm sed sha256sum sleep sort tail timeout tr wc';
  for (const command of commands.split(' ')) {
    const text = `#!/bin/sh\necho ${command} >>'${log}'\nPATH=${path} exec ${command} "$@"\n`;
    writeFileSync(join(bin, command), text);
    chmodSync(join(bin, command), 0o755);
  }
  return { name, argv, env: { ...env, PATH: `${bin}:${path}` } };
}

/** The shell itself, and what was written down since. */
export function executedPrograms(directory: string): number {
  const lines = readFileSync(join(directory, 'executed'), 'utf8').split('\n');
  return 1 + lines.filter(Boolean).length;
}
