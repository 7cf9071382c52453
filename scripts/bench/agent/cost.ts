import { run } from '../../../test/agent/agent-run.ts';
import { median } from '../measured.ts';

/** What one run took, all its processes together. */
export interface Cost {
  /** User and system. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Of the largest process. */
  readonly rssMb: number;
}

export interface Subject {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Node does not tell what a child's children took; the kernel tells whoever waits for them. */
const measure = `
import os, resource, sys, time
def cpu(used): return (used.ru_utime + used.ru_stime) * 1000
# What a version manager's python took before it became this one
before = cpu(resource.getrusage(resource.RUSAGE_CHILDREN))
start = time.monotonic()
status = os.spawnvp(os.P_WAIT, sys.argv[1], sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
wall = time.monotonic() - start
print("cost", cpu(used) - before, wall * 1000, used.ru_maxrss / 1024)
sys.exit(status)
`;

/** @throws with what the program said, when it failed */
export async function costOf({ name, argv, env }: Subject): Promise<Cost> {
  const { code, stdout, stderr } = await run(['python3', '-I', '-S', '-c', measure, ...argv], {
    ...env,
  });
  const [, cpu, wall, rss] = /^cost (\S+) (\S+) (\S+)$/m.exec(stdout) ?? [];
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${stdout}${stderr}`);
  return { cpuMs: Number(cpu), wallMs: Number(wall), rssMb: Number(rss) };
}

/** The medians of each, from rounds in which all of them take turns; the first round does not count. */
export async function medianCosts(subjects: readonly Subject[], rounds: number): Promise<Cost[]> {
  const seen: Cost[][] = subjects.map(() => []);
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, subject] of subjects.entries()) {
      const cost = await costOf(subject);
      if (round > 0) seen[index]?.push(cost);
    }
  return seen.map((costs) => ({
    cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
    wallMs: median(costs.map(({ wallMs }) => wallMs)),
    rssMb: Math.max(...costs.map(({ rssMb }) => rssMb)),
  }));
}
