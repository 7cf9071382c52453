import type { EpochMs } from '../../clock.ts';
import type { World } from '../../world.ts';
import { putDatum } from '../cloudwatch/state.ts';
import { type Ec2Instance, stateAt } from './state.ts';

const minuteMs = 60_000;
const basicPeriodMs = 5 * minuteMs;
const seededMs = 60 * minuteMs;

/** What EC2 measures of an instance: 5-minute data, or 1-minute data with detailed monitoring. */
const measured = [
  { name: 'CPUUtilization', unit: 'Percent', least: 1, spread: 12 },
  { name: 'NetworkIn', unit: 'Bytes', least: 20_000, spread: 180_000 },
  { name: 'NetworkOut', unit: 'Bytes', least: 15_000, spread: 120_000 },
  { name: 'NetworkPacketsIn', unit: 'Count', least: 100, spread: 500 },
  { name: 'NetworkPacketsOut', unit: 'Count', least: 90, spread: 400 },
  { name: 'DiskReadBytes', unit: 'Bytes', least: 0, spread: 0 },
  { name: 'DiskWriteBytes', unit: 'Bytes', least: 0, spread: 0 },
  { name: 'DiskReadOps', unit: 'Count', least: 0, spread: 0 },
  { name: 'DiskWriteOps', unit: 'Count', least: 0, spread: 0 },
] as const;

/** These come every minute in basic monitoring too. */
const statusChecks = [
  'StatusCheckFailed',
  'StatusCheckFailed_Instance',
  'StatusCheckFailed_System',
];

/** Every running instance sends AWS/EC2 metrics from now on. The answer ends it. */
export function startEc2Metrics(world: World): () => void {
  return world.clock.every(minuteMs, (at) => {
    for (const { ec2 } of world.regions())
      for (const instance of ec2.instances.values())
        if (stateAt(instance.state, at) === 'running') putMinute(world, instance, at);
  });
}

/** The hour before now, as far as the instance was running then. */
export function seedMetrics(world: World, instance: Ec2Instance): void {
  const now = world.clock.now();
  const from = Math.max(now - seededMs, instance.launchedAt + minuteMs);
  for (let at = Math.ceil(from / minuteMs) * minuteMs; at <= now; at += minuteMs)
    putMinute(world, instance, at);
}

/** Everything that falls due at the minute `at`, stamped with the start of what it covers. */
function putMinute(world: World, instance: Ec2Instance, at: EpochMs): void {
  const put = datumWriter(world, instance, at);
  for (const name of statusChecks) put(name, 'Count', 0, minuteMs);
  const detailed = stateAt(instance.monitoring, at) === 'enabled';
  const periodMs = detailed ? minuteMs : basicPeriodMs;
  if (at % periodMs !== 0) return;
  for (const { name, unit, least, spread } of measured)
    put(name, unit, least + spread * share(`${instance.id}/${name}/${at}`), periodMs);
}

function datumWriter(world: World, instance: Ec2Instance, at: EpochMs) {
  const { cloudwatch } = world.region(instance.region);
  const dimensions = [{ Name: 'InstanceId', Value: instance.id }];
  return (metricName: string, unit: string, value: number, periodMs: number) =>
    putDatum(cloudwatch, {
      namespace: 'AWS/EC2',
      metricName,
      dimensions,
      unit,
      value: unit === 'Percent' ? value : Math.round(value),
      at: at - periodMs,
      receivedAt: at,
    });
}

/** A number from 0 to 1 that is always the same for the same text (FNV-1a), cheap to make. */
function share(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 8) / 0x1000000;
}
