import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cronEntry } from '../../agent/cron-entry.ts';
import { fingerprint, type Heartbeat, parseHeartbeatLine } from '../../agent/heartbeat.ts';
import { agentOptions } from '../../agent/metric-catalogue.ts';
import { canonicalJson, type MonitoringSpec, specHash } from '../../agent/monitoring-spec.ts';
import { snapshotTree } from '../../sandbox/machine/tree.ts';
import { differences } from '../../sandbox/snapshot.ts';
import { readAgentFiles } from '../../wizard/on-instance/agent-files.ts';
import { parseInstallerOutput } from '../../wizard/on-instance/probe-facts.ts';
import { buildScript, type InstallerVerb } from '../../wizard/on-instance/script.ts';
import { type RecordingAws, startRecordingAws } from '../agent/recording-aws.ts';
import { hasRightSignature } from '../agent/signature.ts';
import { hasRealSystem } from './base-tree.ts';
import { type Guest, startGuest } from './guest.ts';

// The one place where tests wait for a real minute. They stand on one another.

const spec: MonitoringSpec = {
  schemaVersion: 1,
  instanceId: 'i-0123456789abcdef0',
  period: 60,
  swap: true,
  diskPaths: ['/'],
  detailedMonitoring: false,
  logs: [],
};
const heartbeat: Heartbeat = { shard: 0, specHash: specHash(spec), nonce: 'realcron' };
const { installer, program } = readAgentFiles();
const payloads = {
  probe: { installer },
  'install-agent': {
    installer,
    'mon-put-instance-data': program,
    'spec.json': `${canonicalJson(spec)}\n`,
    'test-flags': `${agentOptions(spec).join('\n')}\n`,
  },
  'install-cron': { installer, 'cron-entry': cronEntry(spec, heartbeat) },
  uninstall: { installer },
} satisfies Partial<Record<InstallerVerb, object>>;

/** What Debian's own packages leave behind after a purge: the group `crontab`, and what ends with a boot. */
const leftByPackages = [
  'files.etc/group',
  'files.etc/group-',
  'files.etc/gshadow',
  'files.etc/gshadow-',
  'files.run/adduser',
  'files.run/crond.pid',
  'files.run/crond.reboot',
];

describe.runIf(hasRealSystem())('a real system, with its own cron and syslog', () => {
  let aws: RecordingAws;
  let guest: Guest;
  let before: object;
  beforeAll(async () => {
    aws = await startRecordingAws();
    guest = await startGuest(aws.env);
    await inside('apt-get -q update && systemctl start rsyslog');
    before = await traces();
  });
  afterAll(async () => {
    await guest?.[Symbol.asyncDispose]();
    await aws?.[Symbol.asyncDispose]();
  });

  const inside = async (script: string) => {
    const ran = await guest.run(script);
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    return ran.stdout;
  };
  const install = async (verb: keyof typeof payloads) =>
    parseInstallerOutput(await inside(buildScript(verb, payloads[verb])));
  const read = (path: string) => readFileSync(join(guest.root, path), 'utf8');
  /** All but what apt, dpkg and syslog write for themselves. */
  const traces = async () => ({
    packages: await inside('dpkg --get-selections'),
    files: snapshotTree(guest.root, {
      exclude: ['proc', 'dev', 'var/log', 'var/cache', 'var/lib/apt', 'var/lib/dpkg'],
    }),
  });

  it('is read right by the probe', async () => {
    const { facts } = await install('probe');
    expect(Object.fromEntries(facts)).toMatchObject({
      package_manager: ['apt'],
      systemd: ['1'],
      cron_unit: ['none'],
      cron_active: ['0'],
      syslog_file: ['/var/log/syslog'],
      agent_sha: ['none'],
    });
    expect(facts.get('missing')).toBeUndefined();
  });

  it('takes the agent, whose first send is signed as AWS describes it', async () => {
    const { sentAt, facts } = await install('install-agent');
    expect(sentAt).toBeGreaterThan(Date.now() / 1000 - 60);
    expect(facts.get('disk')).toEqual(['guest /']);
    expect(aws.puts).toHaveLength(1);
    expect(aws.puts.every((put) => hasRightSignature(put, aws.behaviour.secretKey))).toBe(true);
  });

  it('gets cron from its own package manager, and the entry as cron wants it', async () => {
    const { changed } = await install('install-cron');
    expect(changed).toContain('package cron');
    expect(changed).toContain('unit cron started');
    const { mode, uid, gid } = lstatSync(join(guest.root, 'etc/cron.d/cloudwatch-wizard'));
    expect([mode & 0o7777, uid, gid]).toEqual([0o644, 0, 0]);
    expect((await install('install-cron')).changed).toEqual([]);
  });

  it('sends by the schedule within two minutes, and says so in the log', async () => {
    const sent = aws.puts.length;
    const log = () => read('var/log/syslog');
    await until(() => aws.puts.length > sent && log().includes(heartbeat.nonce), 120_000);
    const [put] = aws.puts.slice(sent);
    expect(put && hasRightSignature(put, aws.behaviour.secretKey)).toBe(true);
    expect(put?.namespace).toBe('System/Linux');
    expect(put?.data.map(({ MetricName }) => MetricName)).toEqual(
      expect.arrayContaining(['MemoryUtilization', 'DiskSpaceUtilization', 'WizardHeartbeat']),
    );
    const line = log()
      .split('\n')
      .map(parseHeartbeatLine)
      .find((found) => found !== undefined);
    expect(line).toMatchObject({
      ok: true,
      nonce: heartbeat.nonce,
      specHash: heartbeat.specHash,
      fingerprint: fingerprint(spec.instanceId),
    });
    expect(log()).toMatch(/ CRON\[\d+\]: \(root\) CMD \("\$ROOT"\/usr\/local\/libexec/);
    const { facts } = await install('probe');
    expect(facts.get('syslog_time')).toEqual(['iso']);
  });

  it('is as before after an uninstall', async () => {
    await install('uninstall');
    expect(
      differences(before, await traces())
        .map((text) => text.replace(/:.*/s, ''))
        .sort(),
    ).toEqual(leftByPackages);
    expect(await inside('cat /proc/[0-9]*/comm')).not.toContain('cron');
  });
});

async function until(seen: () => boolean, timeoutMs: number): Promise<void> {
  const giveUp = Date.now() + timeoutMs;
  while (!seen() && Date.now() < giveUp) await wait(250);
  expect(seen(), 'not seen in time').toBe(true);
}
