import type { RunSummary } from '../../../lambda/contract.ts';
import type { Note } from '../../engine/action.ts';
import type { Evidence } from '../../engine/evidence.ts';

/** Times in epoch milliseconds. */
export interface AlertFacts {
  readonly now: number;
  /** Addresses that were named, and whether each has confirmed. */
  readonly emails: readonly { readonly email: string; readonly isConfirmed: boolean }[];
  /** A confirmed subscription, or a webhook. `undefined`: could not look. */
  readonly isAnybodyTold: boolean | undefined;
  /** What the verifier's last run found; `undefined` before its first. */
  readonly last: RunSummary | undefined;
  /** When this run registered the instance; `undefined`: an earlier one did. */
  readonly registeredAt: number | undefined;
  /** Between two runs of the verifier. */
  readonly runEverySeconds: number;
  /** What the verifier says is wrong with the instance. */
  readonly openCause: string | undefined;
}

/** Scheduler's minute, a run, and a retry. */
const slackMs = 4 * 60_000;

/** Told is who confirmed, by a verifier that runs by its schedule, sees, and has seen the instance. */
export function judgeAlerts(facts: AlertFacts): Evidence {
  const { emails, last, openCause, now } = facts;
  const awaited = [
    ...emails.filter(({ isConfirmed }) => !isConfirmed).map(({ email }) => `email ${email}`),
    ...(hasLooked(facts) ? (last?.blind ?? []).map((what) => `sight ${what}`) : ['verifier']),
  ];
  const notes: Note[] = [
    ...emails
      .filter(({ isConfirmed }) => isConfirmed)
      .map(({ email }): Note => ({ id: 'email-confirmed', values: { email } })),
    ...(last && hasLooked(facts) && last.blind.length === 0
      ? [{ id: 'verifier-looked', values: lookedValues(last, now) } as const]
      : []),
    ...(facts.isAnybodyTold === false && emails.length === 0
      ? [{ id: 'nobody-told', values: {} } as const]
      : []),
    ...(openCause === undefined
      ? []
      : [{ id: 'alert-still-open', values: { cause: openCause } } as const]),
  ];
  return awaited.length > 0
    ? { outcome: 'waiting', awaited, notes }
    : { outcome: 'verified', notes };
}

function hasLooked({ last, registeredAt, runEverySeconds, now }: AlertFacts): boolean {
  if (!last) return false;
  if (registeredAt !== undefined && last.at <= registeredAt) return false;
  return now - last.at <= runEverySeconds * 1000 + slackMs;
}

function lookedValues({ at, counts }: RunSummary, now: number): Note['values'] {
  const instances = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { ageSeconds: Math.max(0, Math.round((now - at) / 1000)), instances, down: counts.DOWN };
}
