import { WizardError } from '../errors.ts';
import type { Look } from '../look/look.ts';
import { lookAt } from '../look/look-at.ts';
import { freshForMs, missedTicks } from '../on-instance/silence.ts';
import { waitForEvidence } from './evidence.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';

/**
 * Looks until every step that can prove itself has.
 * @param shared a look since which nothing was changed
 */
export async function verifyAll(
  steps: readonly Step[],
  run: Run,
  shared: Look = lookAt(run),
): Promise<void> {
  for (const step of steps) {
    let look: Look | undefined = shared;
    const seen = await waitForEvidence(
      async () => {
        // The first look is everybody's; a second look at the same thing has to be a new one.
        const evidence = await step.verifyNow(look ?? lookAt(run), run);
        look = undefined;
        return evidence ?? { outcome: 'verified', notes: [] };
      },
      {
        timeoutMs: run.timeoutMs ?? patienceMs(run),
        intervalMs: 15_000,
        onWait: (awaited, leftMs) =>
          run.reporter.waiting({ id: 'waiting-for-data', values: { awaited } }, leftMs),
      },
      run.clock,
      run.signal,
    );
    run.reporter.evidence(step.id, seen.notes);
    if (seen.outcome === 'waiting') {
      const causes = await step.explainNow(seen.awaited, run);
      throw new WizardError([step.late(seen.awaited, run), ...causes]);
    }
  }
}

/** The next scheduled run, cron's jitter, and up to two minutes of CloudWatch (its guide). */
function patienceMs({ spec }: Run): number {
  return (
    freshForMs({ periodSeconds: spec.period, missedTicks: missedTicks(spec.period) }) + 120_000
  );
}
