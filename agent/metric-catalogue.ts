import type { MonitoringSpec } from './monitoring-spec.ts';
import { allDiskPaths, otherOptions, seriesPerMetric } from './old-options.ts';

/** The namespace of the retired Perl scripts: dashboards and alarms depend on it. */
export const namespace = 'System/Linux';

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** One series that the metrics agent sends. */
export interface Metric {
  readonly name: string;
  /** Sorted by name, as the retired scripts did. */
  readonly dimensions: readonly Dimension[];
}

/** A file system as `df` names it; known only once somebody has looked inside the instance. */
export interface Disk {
  /** The path that was asked for. */
  readonly path: string;
  readonly filesystem: string;
  readonly mountPath: string;
}

const memory = ['MemoryUtilization', 'MemoryUsed', 'MemoryAvailable'];
const swap = ['SwapUtilization', 'SwapUsed'];
const diskSpace = ['DiskSpaceUtilization', 'DiskSpaceUsed', 'DiskSpaceAvailable'];

/** Every series that this wish makes on an instance with these disks, heartbeat left out. */
export function metricsOf(spec: MonitoringSpec, disks: readonly Disk[]): Metric[] {
  const byAgent = spec.metricsAgent === 'cloudwatch-agent';
  const instance = { name: 'InstanceId', value: spec.instanceId };
  const plain = [...memory, ...(spec.swap ? swap : [])].map((name) => ({
    name,
    dimensions: [instance],
  }));
  // Its disks have other dimensions (path, fstype), which nobody knows before it sends.
  const mounts = new Map(
    (byAgent ? [] : disks).map((disk) => [`${disk.filesystem} ${disk.mountPath}`, disk]),
  );
  const perDisk = [...mounts.values()].flatMap((disk) =>
    diskSpace.map((name) => ({
      name,
      dimensions: [
        { name: 'Filesystem', value: inAscii(disk.filesystem) },
        instance,
        { name: 'MountPath', value: inAscii(disk.mountPath) },
      ],
    })),
  );
  return [...plain, ...perDisk];
}

/** CloudWatch takes nothing else in a dimension; the agent writes other bytes by their number too. */
function inAscii(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  return bytes
    .map((byte) =>
      byte >= 0x20 && byte <= 0x7e
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
}

/** How many custom metrics the wish costs, before the disks are known: one file system a path. */
export function countMetrics(spec: MonitoringSpec, adopted: readonly string[] = []): number {
  const disks = diskSpace.length * allDiskPaths(spec, adopted).length;
  const metrics = memory.length + (spec.swap ? swap.length : 0) + disks;
  return metrics * seriesPerMetric(adopted);
}

/** Options of the scheduled run: none where the CloudWatch agent measures. */
export function cronOptions(spec: MonitoringSpec, adopted: readonly string[] = []): string[] {
  return spec.metricsAgent === 'cloudwatch-agent' ? [] : agentOptions(spec, adopted);
}

/** Options that make the metrics agent collect just this. One argument each, unquoted. */
export function agentOptions(spec: MonitoringSpec, adopted: readonly string[] = []): string[] {
  return [
    '--mem-util',
    '--mem-used',
    '--mem-avail',
    ...(spec.swap ? ['--swap-util', '--swap-used'] : []),
    ...allDiskPaths(spec, adopted).map((path) => `--disk-path=${path}`),
    '--disk-space-util',
    '--disk-space-used',
    '--disk-space-avail',
    ...otherOptions(adopted),
  ];
}
