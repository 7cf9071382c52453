import { problem } from '../errors.ts';
import type { PlannedStep } from '../ui/reporter.ts';
import { waitForEvidence } from './evidence.ts';
import { refuseIfBlocked } from './plan-all.ts';
import type { Run } from './run.ts';

/** IAM and EC2 show a change some seconds after they took it; two minutes is Terraform's patience. */
const settleMs = 2 * 60_000;

/** Waits until the same plan, made anew, is empty: AWS shows what was asked for. */
export async function waitUntilSettled(
  plan: () => Promise<PlannedStep[]>,
  run: Run,
): Promise<void> {
  const seen = await waitForEvidence(
    async () => {
      const planned = await plan();
      refuseIfBlocked(planned);
      const open = planned.filter(({ plan: { outcome } }) => outcome === 'change');
      return open.length === 0
        ? { outcome: 'verified', notes: [] }
        : { outcome: 'waiting', awaited: open.map(({ step }) => step), notes: [] };
    },
    {
      timeoutMs: settleMs,
      intervalMs: 5_000,
      onWait: (steps, leftMs) =>
        run.reporter.waiting({ id: 'waiting-to-settle', values: { steps } }, leftMs),
    },
    run.clock,
    run.signal,
  );
  if (seen.outcome === 'waiting') throw problem('not-settled', { steps: seen.awaited });
}
