import { describe, expect, it } from 'vitest';
import {
  agentOptions,
  countMetrics,
  type Disk,
  metricsOf,
  namespace,
} from '../../agent/metric-catalogue.ts';
import type { MonitoringSpec } from '../../agent/monitoring-spec.ts';
import { instanceId, rootDisk, spec } from './sample-instance.ts';

const dataDisk: Disk = { path: '/data', filesystem: '/dev/xvdb', mountPath: '/data' };
const namesOf = (wish: MonitoringSpec, disks: readonly Disk[]) =>
  metricsOf(wish, disks).map(({ name }) => name);

const memory = ['MemoryUtilization', 'MemoryUsed', 'MemoryAvailable'];
const swap = ['SwapUtilization', 'SwapUsed'];
const disk = ['DiskSpaceUtilization', 'DiskSpaceUsed', 'DiskSpaceAvailable'];

describe('the series of a wish', () => {
  it('are in the namespace of the retired Perl scripts', () => {
    expect(namespace).toBe('System/Linux');
  });

  it.each<[string, MonitoringSpec, readonly Disk[], string[]]>([
    ['everything by default', spec, [rootDisk], [...memory, ...swap, ...disk]],
    ['no swap', { ...spec, swap: false }, [rootDisk], [...memory, ...disk]],
    ['disks are not known yet', spec, [], [...memory, ...swap]],
    ['two disks', spec, [rootDisk, dataDisk], [...memory, ...swap, ...disk, ...disk]],
    [
      'two paths on one file system',
      spec,
      [rootDisk, { ...rootDisk, path: '/home' }],
      [...memory, ...swap, ...disk],
    ],
    [
      'one file system mounted twice',
      spec,
      [rootDisk, { ...rootDisk, path: '/mnt', mountPath: '/mnt' }],
      [...memory, ...swap, ...disk, ...disk],
    ],
  ])('%s', (_, wish, disks, names) => {
    expect(namesOf(wish, disks)).toEqual(names);
  });

  it('have the instance as the only dimension of memory and swap', () => {
    const [first] = metricsOf(spec, []);
    expect(first?.dimensions).toEqual([{ name: 'InstanceId', value: instanceId }]);
  });

  it('have the dimensions of disks sorted by name, as the Perl scripts sent them', () => {
    expect(metricsOf(spec, [dataDisk]).at(-1)?.dimensions).toEqual([
      { name: 'Filesystem', value: '/dev/xvdb' },
      { name: 'InstanceId', value: instanceId },
      { name: 'MountPath', value: '/data' },
    ]);
  });
});

describe('the number of metrics to pay for', () => {
  it.each<[string, Partial<MonitoringSpec>, number]>([
    ['by default', {}, 8],
    ['without swap', { swap: false }, 6],
    ['with a second disk', { diskPaths: ['/', '/data'] }, 11],
  ])('%s is %s', (_, change, count) => {
    expect(countMetrics({ ...spec, ...change })).toBe(count);
  });

  it('is that of the series once each path is a file system of its own', () => {
    const wish = { ...spec, diskPaths: ['/', '/data'] };
    expect(countMetrics(wish)).toBe(metricsOf(wish, [rootDisk, dataDisk]).length);
  });
});

describe('the options of the agent', () => {
  const diskOptions = ['--disk-space-util', '--disk-space-used', '--disk-space-avail'];
  const memoryOptions = ['--mem-util', '--mem-used', '--mem-avail'];
  const swapOptions = ['--swap-util', '--swap-used'];

  it.each<[string, Partial<MonitoringSpec>, string[]]>([
    ['by default', {}, [...memoryOptions, ...swapOptions, '--disk-path=/', ...diskOptions]],
    ['without swap', { swap: false }, [...memoryOptions, '--disk-path=/', ...diskOptions]],
    [
      'with a path that holds a blank',
      { swap: false, diskPaths: ['/', '/my data'] },
      [...memoryOptions, '--disk-path=/', '--disk-path=/my data', ...diskOptions],
    ],
  ])('%s', (_, change, options) => {
    expect(agentOptions({ ...spec, ...change })).toEqual(options);
  });
});
