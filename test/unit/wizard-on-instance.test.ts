import { describe, expect, it } from 'vitest';
import { systemLog } from '../../agent/log-file.ts';
import { logsHash, specHash } from '../../agent/monitoring-spec.ts';
import { sha256 } from '../../wizard/on-instance/agent-files.ts';
import { shipperChoice, wantedLogConfig } from '../../wizard/on-instance/log-wish.ts';
import {
  needsAgent,
  needsCron,
  needsLogs,
  needsWork,
  type OnInstance,
  wantedCronEntry,
} from '../../wizard/on-instance/on-instance.ts';
import {
  converged,
  cronEntryWith,
  fresh,
  freshProbe,
  journaldConfig,
  oldNonce,
  probe,
  programSha,
  record,
  spec,
} from './sample-instance.ts';

const { agent: _agent, cron: _cron, logs: _logs, ...bareRecord } = record;
const newProgram = 'b'.repeat(64);
const everyMinute = { ...spec, period: 60 } as const;
/** As the wish was before `--proxy off`. */
const proxied = { ...spec, proxy: 'http://proxy.example:3128' };
const throughProxy = {
  ...record,
  agent: { sha256: programSha, disks: [], sentAt: 1, nonce: oldNonce, specHash: specHash(proxied) },
  logs: { sha256: '', shipper: 'amazon-cloudwatch-agent', wishHash: logsHash(proxied) },
} as const;

describe('what has to be done on the instance', () => {
  const nothing = { agent: false, cron: false, logs: false };
  // Without a look inside, one part in doubt puts all in doubt.
  const everything = { agent: true, cron: true, logs: true };

  it.each<[string, OnInstance, typeof nothing]>([
    ['set up, nobody has looked inside', converged, nothing],
    ['set up, and a look inside finds it so', { ...converged, probe }, nothing],
    ['never set up', fresh, { agent: true, cron: true, logs: true }],
    [
      'never set up, after a look inside',
      { ...fresh, probe: freshProbe },
      { agent: true, cron: true, logs: true },
    ],
    [
      'only the wish is recorded',
      { ...converged, record: bareRecord },
      { agent: true, cron: true, logs: true },
    ],
    ['this wizard has a newer program', { ...converged, programSha: newProgram }, everything],
    [
      'a newer program, after a look',
      { ...converged, probe, programSha: newProgram },
      { agent: true, cron: true, logs: false },
    ],
    ['another period is wished for', { ...converged, spec: everyMinute }, everything],
    [
      'another log is wished for',
      { ...converged, spec: { ...spec, logs: [{ ...systemLog, group: 'x' }] } },
      { agent: true, cron: true, logs: true },
    ],
    [
      'another disk is wished for, which has to be seen first',
      { ...converged, probe, spec: { ...spec, diskPaths: ['/', '/data'] } },
      { agent: true, cron: true, logs: false },
    ],
    [
      'no log is wished for',
      { ...fresh, spec: { ...spec, logs: [] } },
      { agent: true, cron: true, logs: false },
    ],
    ['metrics are silent', { ...converged, metricsSilent: true }, everything],
    ['logs are silent', { ...converged, logsSilent: true }, everything],
    [
      'silent, though all is in its place',
      { ...converged, probe, metricsSilent: true },
      { ...nothing, agent: true },
    ],
    [
      'silent, for the cron entry is gone',
      { ...converged, probe: { ...probe, cronEntrySha: undefined }, metricsSilent: true },
      { ...nothing, cron: true },
    ],
    [
      'the program was changed by hand',
      { ...converged, probe: { ...probe, agentSha: newProgram } },
      { agent: true, cron: true, logs: false },
    ],
    [
      'the program is gone',
      { ...converged, probe: { ...probe, agentSha: undefined } },
      { agent: true, cron: true, logs: false },
    ],
    [
      'the cron entry was changed by hand',
      { ...converged, probe: { ...probe, cronEntrySha: newProgram } },
      { ...nothing, cron: true },
    ],
    [
      'cron was stopped',
      { ...converged, probe: { ...probe, cronActive: false } },
      { ...nothing, cron: true },
    ],
    [
      'the log configuration was changed by hand',
      { ...converged, probe: { ...probe, logConfigSha: undefined } },
      { ...nothing, logs: true },
    ],
    [
      'the proxy is no longer wished for',
      { ...converged, probe, record: throughProxy },
      everything,
    ],
    [
      'only the log shipper still goes through a proxy',
      { ...converged, probe, record: { ...record, logs: throughProxy.logs } },
      { ...nothing, logs: true },
    ],
    [
      'the log shipper was stopped',
      { ...converged, probe: { ...probe, shippers: { awslogs: true, cloudWatchAgent: false } } },
      { ...nothing, logs: true },
    ],
    [
      'there is nothing to ship',
      { ...converged, probe: { ...probe, journald: false } },
      { ...nothing, logs: true },
    ],
  ])('%s', (_, seen, needs) => {
    expect({ agent: needsAgent(seen), cron: needsCron(seen), logs: needsLogs(seen) }).toEqual(
      needs,
    );
    expect(needsWork(seen)).toBe(Object.values(needs).includes(true));
  });
});

describe('the nonce of the cron entry', () => {
  it.each<[string, OnInstance, string]>([
    ['stays where the agent stays, so that a re-run changes nothing', converged, oldNonce],
    ['stays where a look finds the agent in place', { ...converged, probe }, oldNonce],
    ['is new where nothing was installed', fresh, fresh.nonce],
    ['is new with a newer program', { ...converged, programSha: newProgram }, fresh.nonce],
    [
      'is new where a look does not find the agent',
      { ...converged, probe: freshProbe },
      fresh.nonce,
    ],
  ])('%s', (_, seen, nonce) => {
    expect(wantedCronEntry(seen)).toBe(cronEntryWith(nonce));
  });

  it('is new when the wish changes', () => {
    const seen = { ...converged, spec: everyMinute };
    expect(wantedCronEntry(seen)).toBe(cronEntryWith(fresh.nonce, everyMinute));
  });
});

describe('the shipper, before anybody has looked inside', () => {
  const node = converged.node;
  const unseen = fresh.node;

  it.each<[string, Partial<OnInstance>, string, string]>([
    ['Amazon Linux 2023, by Systems Manager', { node }, 'amazon-cloudwatch-agent', 'journald'],
    [
      'Amazon Linux 2, by Systems Manager',
      { node: { ...node, platformVersion: '2' }, httpTokens: 'optional' },
      'awslogs',
      '/var/log/messages',
    ],
    [
      'Amazon Linux 2 with IMDSv2 only',
      { node: { ...node, platformVersion: '2' } },
      'amazon-cloudwatch-agent',
      '/var/log/messages',
    ],
    [
      'unseen, IMDSv2 only: as the image of Amazon Linux 2023',
      { node: unseen },
      'amazon-cloudwatch-agent',
      'journald',
    ],
    [
      'unseen, IMDSv1 allowed: as the image of Amazon Linux 2',
      { node: unseen, httpTokens: 'optional' },
      'awslogs',
      '/var/log/messages',
    ],
    [
      'Red Hat',
      { node: { ...node, platformName: 'Red Hat Enterprise Linux', platformVersion: '9.4' } },
      'amazon-cloudwatch-agent',
      '/var/log/messages',
    ],
  ])('%s: %s reads %s', (_, change, shipper, source) => {
    const choice = shipperChoice({ ...fresh, ...change });
    expect(choice.shipper).toBe(shipper);
    if (!choice.shipper) throw new Error('there is a choice');
    expect(choice.source.kind === 'file' ? choice.source.path : 'journald').toBe(source);
  });

  it('gives way to what a look inside finds', () => {
    const seen = { ...fresh, httpTokens: 'optional' as const };
    expect(shipperChoice(seen).shipper).toBe('awslogs');
    const ubuntu = {
      ...freshProbe,
      osId: 'ubuntu',
      osVersion: '24.04',
      syslogFile: '/var/log/syslog',
    };
    expect(shipperChoice({ ...seen, probe: ubuntu })).toMatchObject({
      shipper: 'amazon-cloudwatch-agent',
      source: { kind: 'file', path: '/var/log/syslog' },
    });
  });
});

describe('the configuration of the shipper', () => {
  it('is that of the CloudWatch agent where that ships', () => {
    const wanted = wantedLogConfig({ ...converged, probe });
    expect(wanted).toEqual({ shipper: 'amazon-cloudwatch-agent', config: journaldConfig });
    expect(sha256(wanted?.config ?? '')).toBe(record.logs?.sha256);
  });

  it('is that of awslogs where that ships', () => {
    const amazonLinux2 = { ...probe, osVersion: '2', syslogFile: '/var/log/messages' };
    const wanted = wantedLogConfig({ ...converged, httpTokens: 'optional', probe: amazonLinux2 });
    expect(wanted?.shipper).toBe('awslogs');
    expect(wanted?.config).toMatch(/^\[cloudwatch-wizard \/var\/log\/messages\]\n/);
  });

  it('is none where there is no system log', () => {
    const silentProbe = { ...probe, journald: false };
    expect(wantedLogConfig({ ...converged, probe: silentProbe })).toBeUndefined();
  });
});
