import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentOptions } from '../../agent/metric-catalogue.ts';
import { canonicalJson } from '../../agent/monitoring-spec.ts';
import { readAgentFiles, sha256 } from '../../wizard/on-instance/agent-files.ts';
import { commandCall } from '../../wizard/on-instance/command-call.ts';
import { buildScript } from '../../wizard/on-instance/script.ts';
import { cronEntryWith, instanceId, journaldConfig, spec } from './sample-instance.ts';

const shells = ['dash', 'bash', 'busybox'].filter(
  (shell) => spawnSync(shell, ['-c', ':']).error === undefined,
);
const commandOf = (shell: string) => (shell === 'busybox' ? ['busybox', 'sh'] : [shell]);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'script-'));
  mkdirSync(join(root, 'tmp'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function run(script: string, shell = 'sh') {
  const [command = '', ...args] = commandOf(shell);
  const env = { ROOT: root, PATH: process.env.PATH };
  const { status, stdout, stderr } = spawnSync(command, args, {
    input: script,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Stands in for `agent/installer`: says what it was given. */
const installer = `echo "verb $*"
for file in *; do echo "$file $(sha256sum <"$file" | cut -c1-64)"; done
exit "$(cat code)"
`;
const binary = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7919) % 256));

describe.each(['sh', ...shells])('under %s', (shell) => {
  it('unpacks its files byte for byte and runs the installer among them', () => {
    const files = { code: '0', data: binary, installer };
    const { status, stdout, stderr } = run(buildScript('install-logs awslogs', files), shell);
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual([
      'verb install-logs awslogs',
      ...Object.entries(files).map(([name, content]) => `${name} ${sha256(content)}`),
    ]);
    expect(status).toBe(0);
  });

  it.each([0, 1, 7])('ends as the installer ended, with %s, and leaves nothing behind', (code) => {
    const script = buildScript('probe', { code: String(code), installer });
    expect(run(script, shell).status).toBe(code);
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
  });

  it('refuses a payload that was damaged, and runs nothing', () => {
    const script = buildScript('probe', { code: '0', installer });
    const [, packed = ''] = /unpack installer \S+ '([^']+)'/.exec(script) ?? [];
    const at = Math.floor(packed.length / 2);
    const letter = packed[at] === 'A' ? 'B' : 'A';
    const damages = [
      packed.slice(0, at) + letter + packed.slice(at + 1),
      packed.slice(0, at - (at % 4)),
      '',
    ];
    for (const damaged of damages) {
      const { status, stdout } = run(script.replace(packed, damaged), shell);
      expect(stdout).toBe('cwz error payload-damaged installer\n');
      expect(status).toBe(1);
    }
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
  });

  it('refuses a whole file that is not the one that was meant', () => {
    const script = buildScript('probe', { code: '0', installer });
    const { status, stdout } = run(script.replace(sha256(installer), sha256('other')), shell);
    expect(stdout).toBe('cwz error payload-damaged installer\n');
    expect(status).toBe(1);
  });
});

describe('the scripts that are really sent', () => {
  const { program, installer: real } = readAgentFiles();
  const scripts = {
    probe: buildScript('probe', { installer: real }),
    agent: buildScript('install-agent', {
      installer: real,
      'mon-put-instance-data': program,
      'spec.json': `${canonicalJson(spec)}\n`,
      'test-flags': `${agentOptions(spec).join('\n')}\n`,
    }),
    cron: buildScript('install-cron', {
      installer: real,
      'cron-entry': cronEntryWith('0'.repeat(16)),
    }),
    logs: buildScript('install-logs amazon-cloudwatch-agent', {
      installer: real,
      'log-config': journaldConfig,
      'log-region': 'ap-northeast-2\n',
    }),
    uninstall: buildScript('uninstall', { installer: real }),
  };

  it.each(Object.entries(scripts))(
    '%s: stays below the 64 KB of a document of Systems Manager',
    (_, script) => {
      const call = commandCall(instanceId, 'cloudwatch-wizard', script);
      expect(JSON.stringify(call.input).length).toBeLessThan(64 * 1024);
    },
  );

  it('is the same text every time, so that a plan can be compared with a later one', () => {
    expect(buildScript('uninstall', { installer: readFileSync('agent/installer') })).toBe(
      scripts.uninstall,
    );
  });

  it('sends both time-outs, without which a dead instance is waited for for two hours', () => {
    expect(commandCall(instanceId, 'look', scripts.probe).input).toEqual({
      DocumentName: 'AWS-RunShellScript',
      InstanceIds: [instanceId],
      TimeoutSeconds: 60,
      Comment: 'look',
      Parameters: { commands: [scripts.probe], executionTimeout: ['600'] },
    });
  });
});
