import type { Random } from './random.ts';

/** What a machine shows, and what may be sent for it: nothing else, and nothing of it twice. */
export interface MachineInput {
  readonly options: readonly string[];
  readonly meminfo: string;
  readonly df: string;
  /** Value by metric and disk; what is not in it must not be sent. */
  readonly expected: ReadonlyMap<string, number>;
}

export function keyOf(metric: string, filesystem = '', mountPath = ''): string {
  return JSON.stringify([metric, filesystem, mountPath]);
}

/** What stands in place of a number: `value` where it is one. */
interface Figure {
  readonly text: string;
  readonly value: number | undefined;
}

const nonsense = [
  'NaN',
  'nan',
  'inf',
  '-1',
  '1e9',
  '0x10',
  '12abc',
  '1.5',
  '',
  '?',
  '$(reboot)',
  '½',
];

function figure(random: Random, limit: number): Figure {
  if (random.chance(0.06)) return { text: random.pick(nonsense), value: undefined };
  // Too large to be told apart from its neighbours.
  if (random.chance(0.02))
    return { text: `9${'0'.repeat(15 + random.below(30))}`, value: undefined };
  const value = random.chance(0.05)
    ? random.pick([0, 1, 999_999_999_999_999])
    : random.below(limit);
  // Octal, to some.
  if (random.chance(0.03)) return { text: `00${value}`, value: undefined };
  return { text: `${value}`, value };
}

export function machineInput(random: Random): MachineInput {
  const expected = new Map<string, number>();
  const memory = memoryInput(random, expected);
  const disks = diskInput(random, expected);
  return { ...memory, ...disks, options: [...memory.options, ...disks.options], expected };
}

const kibibyte = 1024;
const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

const fields = [
  'MemTotal',
  'MemFree',
  'MemAvailable',
  'Buffers',
  'Cached',
  'SwapTotal',
  'SwapFree',
];
const otherLines = [
  'SwapCached:  8 kB',
  'Node 0, zone DMA',
  '',
  '\u00e9\u0001 \\',
  'Cached 5 kB',
  ': 3 kB',
];
type ValueOf = (field: string) => number | undefined;

function memoryInput(random: Random, expected: Map<string, number>) {
  const figures = new Map<string, Figure>();
  const lines = fields.flatMap((field) => memoryLines(random, field, figures));
  if (random.chance(0.1)) lines.reverse();
  // Half a line at the end
  lines.push(random.chance(0.03) ? 'HugePages_To' : '');
  const value: ValueOf = (field) => figures.get(field)?.value;
  const available = random.pick(['cache', 'free', 'kernel'] as const);
  expectMemory(expected, value('MemTotal'), unusedMemory(available, value));
  expectSwap(expected, value('SwapTotal'), value('SwapFree'));
  const options = ['--mem-util', '--mem-used', '--mem-avail', '--swap-util', '--swap-used'];
  const source = {
    cache: [],
    free: ['--mem-used-incl-cache-buff'],
    kernel: ['--available=kernel'],
  };
  return { meminfo: lines.join('\n'), options: [...options, ...source[available]] };
}

function memoryLines(random: Random, field: string, figures: Map<string, Figure>): string[] {
  if (random.chance(0.05)) return [];
  const made = figure(random, field.endsWith('Total') ? 4e9 : 5e8);
  const unit = random.chance(0.03) ? random.pick(['', 'MB', 'kB x', 'kb']) : 'kB';
  figures.set(field, unit === 'kB' ? made : { ...made, value: undefined });
  const line = `${field}:${' '.repeat(1 + random.below(8))}${made.text} ${unit}`;
  return random.chance(0.2) ? [line, random.pick(otherLines)] : [line];
}

function expectMemory(
  expected: Map<string, number>,
  total: number | undefined,
  unused: number | undefined,
): void {
  if (total === undefined || unused === undefined || unused > total) return;
  expected.set(keyOf('MemoryUtilization'), total ? (100 * (total - unused)) / total : 0);
  expected.set(keyOf('MemoryUsed'), ((total - unused) * kibibyte) / mebibyte);
  expected.set(keyOf('MemoryAvailable'), (unused * kibibyte) / mebibyte);
}

function expectSwap(
  expected: Map<string, number>,
  total: number | undefined,
  free: number | undefined,
): void {
  if (total === undefined || free === undefined || free > total) return;
  expected.set(keyOf('SwapUtilization'), total ? (100 * (total - free)) / total : 0);
  expected.set(keyOf('SwapUsed'), ((total - free) * kibibyte) / mebibyte);
}

function unusedMemory(available: 'cache' | 'free' | 'kernel', value: ValueOf): number | undefined {
  if (available === 'kernel') return value('MemAvailable');
  if (available === 'free') return value('MemFree');
  const parts = ['MemFree', 'Buffers', 'Cached'].map(value);
  return parts.includes(undefined) ? undefined : (parts as number[]).reduce((a, b) => a + b, 0);
}

const devices = [
  '/dev/nvme0n1p1',
  'tmpfs',
  '/dev/mapper/vg-lv',
  'my share',
  'a "b" \\c',
  '데이터',
  'x%y',
  '\u{1f4be}',
  'overlay',
  '$(touch pwned)',
];
const mounts = [
  '/',
  '/data',
  '/mnt/my  disk',
  '/mnt/"q"',
  '/mnt/\\',
  '/데이터',
  '/a 5% /b',
  '/caf\u00e9',
  `/${'d'.repeat(200)}`,
  '/;reboot',
  '/*',
  "/it's",
  '/bell\u0007',
];

function diskInput(random: Random, expected: Map<string, number>) {
  const count = random.below(4);
  const names = new Map<string, readonly [string, string]>();
  for (let row = 0; row < count; row += 1) {
    const pair = [random.pick(devices), random.pick(mounts)] as const;
    names.set(pair.join(' '), pair);
  }
  const rows = [...names.values()].map(([device, mount]) =>
    diskRow(random, expected, device, mount),
  );
  const heading = 'Filesystem     1024-blocks    Used Available Capacity Mounted on';
  const paths = Array<string>(count).fill('--disk-path=/');
  const metrics = ['--disk-space-util', '--disk-space-used', '--disk-space-avail'];
  return {
    df: [heading, ...rows, ''].join('\n'),
    options: count === 0 ? [] : [...paths, ...metrics],
  };
}

type Damage = 'capacity' | 'field-missing' | 'reads-twice' | undefined;

function diskRow(
  random: Random,
  expected: Map<string, number>,
  device: string,
  mount: string,
): string {
  const figures = [figure(random, 8e9), figure(random, 4e9), figure(random, 8e9)];
  const damage: Damage = random.chance(0.15)
    ? random.pick(['capacity', 'field-missing', 'reads-twice'] as const)
    : undefined;
  const capacity = random.chance(0.05) ? '-' : `${random.below(101)}%`;
  const words = [device, ...figures.map(({ text }) => text), capacity, mount];
  if (damage === 'capacity') words[4] = 'much';
  if (damage === 'field-missing') words.splice(1 + random.below(4), 1);
  // A name that reads like figures of its own cannot be told from them.
  if (damage === 'reads-twice') words[0] = `${device} 1 2 3 4% /x`;
  if (!damage) expectDisk(expected, device, mount, figures);
  return words.reduce((line, word) => `${line}${' '.repeat(1 + random.below(5))}${word}`);
}

function expectDisk(
  expected: Map<string, number>,
  device: string,
  mount: string,
  figures: readonly Figure[],
): void {
  const [total, used, free] = figures.map(({ value }) => value);
  if (total === undefined || used === undefined || free === undefined || used > total) return;
  const set = (metric: string, value: number) =>
    expected.set(keyOf(metric, asSent(device), asSent(mount)), value);
  set('DiskSpaceUtilization', total ? (100 * used) / total : 0);
  set('DiskSpaceUsed', (used * kibibyte) / gibibyte);
  set('DiskSpaceAvailable', (free * kibibyte) / gibibyte);
}

/** CloudWatch takes ASCII: other bytes are written by their number. */
function asSent(name: string): string {
  return [...Buffer.from(name)]
    .map((byte) =>
      byte >= 0x20 && byte <= 0x7e
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
}
