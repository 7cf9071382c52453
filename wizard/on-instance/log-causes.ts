import type { Identity } from '../aws/identity.ts';
import type { Problem } from '../errors.ts';
import { whereFlags } from '../next-command.ts';
import { refusalOf, shipperChoice } from './log-wish.ts';
import type { OnInstance } from './on-instance.ts';
import type { ProbeFacts } from './probe-facts.ts';

/** CloudWatch refuses signatures that are further off than this (AWS: five minutes). */
const clockToleranceSeconds = 300;

/**
 * Why log lines do not arrive, as far as a look inside shows it: the first thing on the way from
 * `logger` to AWS that is broken, and the clock, which breaks others. Empty where nothing is seen.
 */
export function logCauses(
  seen: OnInstance,
  identity: Pick<Identity, 'region' | 'source'>,
  nowMs: number,
): readonly Problem[] {
  const { spec, probe } = seen;
  const choice = shipperChoice(seen);
  if (!probe || spec.logs.length === 0) return [];
  if (!choice.shipper) return [refusalOf(seen, choice.reason)];
  const { instanceId } = spec;
  const source = choice.source.kind === 'file' ? choice.source.path : 'journald';
  const { region } = identity;
  const { unit } = choice;
  const clock = clockProblem(probe, nowMs, instanceId);
  const id = firstCause(probe, { region, source, shipper: choice.shipper });
  if (!id) return clock ? [clock] : [];
  const values = {
    ...{ instanceId, unit, source, region, where: whereFlags(identity) },
    wrongRegion: probe.health.awslogsRegion ?? '',
    command: commandFor(id, probe, unit),
  };
  return [...(clock ? [clock] : []), { id, values }];
}

/** What to type on the instance, as its services and packages are handled there. */
function commandFor(id: Problem['id'], probe: ProbeFacts, unit: string): string {
  if (id === 'log-service-down') return startCommand(probe, unit);
  if (id === 'log-syslog-down') {
    const install = probe.health.rsyslog === 'absent' ? installCommands[probe.packageManager] : '';
    return `${install ? `sudo ${install} rsyslog && ` : ''}${startCommand(probe, 'rsyslog')}`;
  }
  return probe.systemd ? `sudo systemctl restart ${unit}` : `sudo service ${unit} restart`;
}

function startCommand({ systemd }: ProbeFacts, unit: string): string {
  return systemd
    ? `sudo systemctl enable --now ${unit}`
    : `sudo service ${unit} start && sudo chkconfig ${unit} on`;
}

const installCommands: Readonly<Record<string, string>> = {
  yum: 'yum -y install',
  dnf: 'dnf -y install',
  apt: 'apt-get -y install',
  zypper: 'zypper --non-interactive install',
};

function clockProblem(
  { health: { clock }, systemd }: ProbeFacts,
  nowMs: number,
  instanceId: string,
): Problem | undefined {
  if (clock === undefined) return undefined;
  const seconds = Math.round(clock - nowMs / 1000);
  if (Math.abs(seconds) <= clockToleranceSeconds) return undefined;
  // Amazon Linux 1 has ntpd instead.
  const command = systemd
    ? 'sudo chronyc makestep'
    : 'sudo service ntpd stop; sudo ntpd -gq && sudo service ntpd start';
  return { id: 'log-clock-wrong', values: { instanceId, seconds, command } };
}

interface Way {
  readonly region: string;
  readonly source: string;
  readonly shipper: 'awslogs' | 'amazon-cloudwatch-agent';
}

/** In the order of a line's way. */
function firstCause(
  probe: ProbeFacts,
  { region, source, shipper }: Way,
): Problem['id'] | undefined {
  const { health, shippers } = probe;
  const isAwslogs = shipper === 'awslogs';
  if (source !== 'journald' && health.rsyslog !== 'active') return 'log-syslog-down';
  if (!(isAwslogs ? shippers.awslogs : shippers.cloudWatchAgent)) return 'log-service-down';
  if (isAwslogs && health.awslogsRegion !== undefined && health.awslogsRegion !== region)
    return 'log-region-wrong';
  if (health.shipperError) return errorCauses[health.shipperError];
  if (health.rotated) return 'log-rotated';
  return health.behind ? 'log-state-stuck' : undefined;
}

const errorCauses = {
  denied: 'log-denied',
  'no-credentials': 'log-no-credentials',
  'no-network': 'log-no-network',
} as const;
