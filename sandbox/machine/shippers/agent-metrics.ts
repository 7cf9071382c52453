import { AwsError } from '../../errors.ts';
import type { MachineFiles } from '../machine-files.ts';
import { hasNetwork } from '../troubles.ts';
import {
  cloudWatchAgentShipper,
  type Json,
  listAt,
  objectAt,
  readParts,
  textAt,
} from './cloudwatch-agent.ts';
import { ConfigurationError } from './log-source.ts';
import type { Shipper, ShipperSurroundings } from './shipper.ts';

/** One kind of thing that is measured: `mem`, `swap` or `disk`. */
interface Collected {
  readonly kind: 'mem' | 'swap' | 'disk';
  readonly namespace: string;
  /** Dimensions of every metric, by name. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly options: Json;
  readonly periodMs: number;
  dueAt: number;
}

interface Reading {
  readonly values: Readonly<Record<string, number>>;
  readonly dimensions: Readonly<Record<string, string>>;
}

const kinds = ['mem', 'swap', 'disk'] as const;

/**
 * The metrics side of `amazon-cloudwatch-agent`: memory, swap and disks, under the names that its
 * configuration gives them. What cannot be sent is lost, as nobody has asked for more of it yet.
 */
export function createMetricsSender(machine: ShipperSurroundings): Pick<Shipper, 'round'> {
  const { host, files, units, off } = machine;
  let startedAs: string | undefined;
  let collected: readonly Collected[] = [];
  return {
    round: async () => {
      const current = units.startedAs(cloudWatchAgentShipper.unit);
      if (current !== startedAs) {
        startedAs = current;
        collected = current === undefined ? [] : whatIsCollected(files, machine);
      }
      const now = host.clock.now();
      for (const one of collected.filter(({ dueAt }) => dueAt <= now)) {
        one.dueAt = (Math.floor(now / one.periodMs) + 1) * one.periodMs;
        if (!hasNetwork(files) || off.aborted) continue;
        await put(one, machine, now).catch((error: unknown) => {
          if (!(error instanceof AwsError)) throw error;
        });
      }
    },
  };
}

async function put(one: Collected, { host, files }: ShipperSurroundings, now: number) {
  const data = readings(one, files).flatMap((reading) => datums(one, reading, now));
  if (data.length === 0) return;
  const input = { Namespace: one.namespace, MetricData: data };
  await host.call(host.region, 'monitoring', 'PutMetricData', input);
}

/** A configuration that cannot be read is the log side's to complain of. */
function whatIsCollected(files: MachineFiles, { host }: ShipperSurroundings): Collected[] {
  try {
    return readParts(files).flatMap((part) => ofPart(part, host.instanceId, host.clock.now()));
  } catch (error) {
    if (error instanceof ConfigurationError) return [];
    throw error;
  }
}

function ofPart(part: Json, instanceId: string, now: number): Collected[] {
  const appended = Object.keys(objectAt(part, 'metrics', 'append_dimensions'));
  return kinds.flatMap((kind): Collected[] => {
    const options = objectAt(part, 'metrics', 'metrics_collected', kind);
    if (!Array.isArray(options.measurement)) return [];
    const periodMs = Number(options.metrics_collection_interval ?? 60) * 1000;
    return [
      {
        kind,
        namespace: textAt(part, 'metrics', 'namespace') ?? 'CWAgent',
        dimensions: appended.includes('InstanceId') ? { InstanceId: instanceId } : {},
        options,
        periodMs,
        dueAt: (Math.floor(now / periodMs) + 1) * periodMs,
      },
    ];
  });
}

function datums({ kind, options, dimensions }: Collected, read: Reading, now: number) {
  const all = Object.entries({ ...dimensions, ...read.dimensions });
  return listAt({ measurement: options.measurement }, 'measurement').flatMap((one) => {
    const name = (textAt(one, 'name') ?? '').replace(`${kind}_`, '');
    const value = read.values[name];
    if (value === undefined) return [];
    return [
      {
        MetricName: textAt(one, 'rename') ?? `${kind}_${name}`,
        Unit: textAt(one, 'unit') ?? 'None',
        Value: value,
        Timestamp: Math.floor(now / 1000),
        Dimensions: all.map(([Name, Value]) => ({ Name, Value })),
      },
    ];
  });
}

function readings({ kind, options }: Collected, files: MachineFiles): Reading[] {
  if (kind === 'disk') return disks(files, options);
  const kilobytes = (name: string) =>
    Number(new RegExp(`^${name}: *(\\d+)`, 'm').exec(files.read('proc/meminfo') ?? '')?.[1] ?? 0);
  if (kind === 'mem') {
    const free = kilobytes('MemFree') + kilobytes('Buffers') + kilobytes('Cached');
    const memory = shares(kilobytes('MemTotal'), kilobytes('MemTotal') - free);
    const available = kilobytes('MemAvailable') * 1024;
    return [{ values: { ...memory, available }, dimensions: {} }];
  }
  const total = kilobytes('SwapTotal');
  return [{ values: shares(total, total - kilobytes('SwapFree')), dimensions: {} }];
}

/** `.pretend/disks`: device, type, 1K blocks, used, available, mount point. */
function disks(files: MachineFiles, options: Json): Reading[] {
  const wanted = Array.isArray(options.resources) ? options.resources.map(String) : ['*'];
  return (files.read('.pretend/disks') ?? '').split('\n').flatMap((line): Reading[] => {
    const [device = '', fstype = '', total, used, , path] = line.trim().split(/\s+/);
    if (path === undefined || !(wanted.includes('*') || wanted.includes(path))) return [];
    const named = options.drop_device === true ? {} : { device: device.replace('/dev/', '') };
    const values = shares(Number(total), Number(used));
    return [{ values, dimensions: { path, fstype, ...named } }];
  });
}

/** In bytes, and per cent. */
function shares(total: number, used: number): Record<string, number> {
  const percent = total === 0 ? 0 : (used / total) * 100;
  const [all, taken] = [total * 1024, used * 1024];
  return { total: all, used: taken, free: all - taken, used_percent: percent };
}
