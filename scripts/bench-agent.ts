import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cost, costOf, medianCosts, type Subject } from './bench/agent/cost.ts';
import { type StandIn, startStandIn } from './bench/agent/stand-in.ts';
import {
  agentUnder,
  awsCli,
  counted,
  executedPrograms,
  prototypeUnder,
} from './bench/agent/subjects.ts';
import { formatTable, type Measured } from './bench/measured.ts';

// What a run of the metrics agent costs the instance, beside what does the same, in one run on this
// machine: three memory metrics, role credentials, HTTPS on the loopback address.
//   --lenient-times   a machine that others use too judges counts and memory, not times
//   --quick           without the minute of high resolution
// BENCH_PROTOTYPE is the path of the prototype that the targets were measured with.

const rounds = 15;
const limits = { dash: 25, bash: 40 } as const;
const rssLimitMb = 13;
const programLimit = 10;
const minuteLimitMs = 150;

const lenient = process.argv.includes('--lenient-times');
const quick = process.argv.includes('--quick');
const directory = mkdtempSync(join(tmpdir(), 'bench-agent-'));
const rows = await measureAll().finally(() => rmSync(directory, { recursive: true }));
process.stdout.write(`${formatTable(rows)}\n`);
if (rows.some(({ isKept, kind }) => !isKept && (kind === 'count' || !lenient)))
  process.exitCode = 1;

async function measureAll(): Promise<Measured[]> {
  await using standIn = await startStandIn(directory);
  const shells = ['dash', 'bash'] as const;
  const agents = shells.map((shell) => agentUnder(shell, directory, standIn));
  const others = rivals(standIn);
  const costs = await medianCosts([...agents, ...others], rounds);
  const against = others
    .map(({ name }, index) => ({ name, cost: costs[agents.length + index] }))
    .flatMap(({ name, cost }) => (cost ? [{ name, cost }] : []));
  return [
    ...shells.map((shell, index) => cpuRow(shell, costs[index], against)),
    ...shells.map((shell, index) => rssRow(shell, costs[index])),
    await programsRow(standIn),
    ...(quick ? [] : await minuteRows(standIn)),
    ...against.map(({ name, cost }) => rivalRow(name, cost)),
  ];
}

/** Says loudly what it cannot compare with. */
function rivals(standIn: StandIn): Subject[] {
  const prototype = process.env.BENCH_PROTOTYPE;
  if (!prototype)
    console.warn('NOT COMPARED with the prototype: BENCH_PROTOTYPE does not say where it is.');
  const cli = awsCli(standIn, 'eu-west-1');
  if (!cli) console.warn('NOT COMPARED with the AWS CLI: aws is not in PATH.');
  const all = ['dash', 'bash'].map((shell) => prototypeUnder(shell, directory, standIn, prototype));
  return [...all, cli].flatMap((one) => one ?? []);
}

function cpuRow(
  shell: keyof typeof limits,
  cost: Cost | undefined,
  against: readonly { name: string; cost: Cost }[],
): Measured {
  const cpuMs = cost?.cpuMs ?? Number.NaN;
  const ratios = against
    .filter(({ name }) => !name.startsWith('prototype') || name.endsWith(shell))
    .map(({ name, cost: other }) => `${(cpuMs / other.cpuMs).toFixed(2)} x ${name}`);
  return {
    name: `CPU of a run, ${shell}`,
    measured: `${cpuMs.toFixed(1)} ms (${(cost?.wallMs ?? 0).toFixed(0)} ms wall)`,
    against: ratios.join(', ') || '-',
    limit: `${limits[shell]} ms`,
    isKept: cpuMs <= limits[shell],
    kind: 'time',
  };
}

function rssRow(shell: string, cost: Cost | undefined): Measured {
  const rssMb = cost?.rssMb ?? Number.NaN;
  return {
    name: `largest process, ${shell}`,
    measured: `${rssMb.toFixed(1)} MB`,
    against: '-',
    limit: `${rssLimitMb} MB`,
    isKept: rssMb <= rssLimitMb,
    kind: 'count',
  };
}

async function programsRow(standIn: StandIn): Promise<Measured> {
  const subject = agentUnder('dash', directory, standIn);
  await costOf(counted(subject, directory));
  const programs = executedPrograms(directory);
  return {
    name: 'executed programs, the shell included',
    measured: `${programs}`,
    against: '-',
    limit: `${programLimit}`,
    isKept: programs <= programLimit,
    kind: 'count',
  };
}

/** A whole minute of samples every second, in real time; both shells at once. */
async function minuteRows(standIn: StandIn): Promise<Measured[]> {
  const before = standIn.answered();
  const rows = await Promise.all(
    (['dash', 'bash'] as const).map(async (shell): Promise<Measured> => {
      const subject = agentUnder(shell, directory, standIn, ['--high-resolution=1']);
      const { cpuMs } = await costOf(subject);
      return {
        name: `CPU of a minute of 60 samples, ${shell}`,
        measured: `${cpuMs.toFixed(0)} ms`,
        against: '-',
        limit: `${minuteLimitMs} ms`,
        isKept: cpuMs <= minuteLimitMs,
        kind: 'time',
      };
    }),
  );
  if (standIn.answered() !== before + rows.length)
    throw new Error('A minute of samples is to be one request.');
  return rows;
}

function rivalRow(name: string, cost: Cost): Measured {
  return {
    name,
    measured: `${cost.cpuMs.toFixed(1)} ms, ${cost.rssMb.toFixed(1)} MB`,
    against: '-',
    limit: '-',
    isKept: true,
    kind: 'time',
  };
}
