import type { RecordItem, RunSummary, Verdict } from './contract.ts';
import { judge } from './judge/judge.ts';
import type { LookClients } from './look/clients.ts';
import { look } from './look/look.ts';
import { summarise, verdictOf } from './summary.ts';

export interface VerifyPlace {
  readonly accountId: string;
  readonly region: string;
  /** `none` where no verifier runs whose datum could be read back. */
  readonly canary: 'read' | 'none';
}

export interface Verified {
  readonly summary: RunSummary;
  readonly verdicts: Verdict[];
  /** Why something could not be looked at, in the words of AWS; untrusted. */
  readonly errors: readonly string[];
}

/** Two runs and the time that a datum needs to be seen. */
const canaryMs = 12 * 60_000;

/**
 * What a run of the verifier would find now: the same look and the same judgement, from wherever
 * this is. Nothing is remembered, changed or sent.
 */
export async function verifyNow(
  clients: LookClients,
  place: VerifyPlace,
  records: readonly RecordItem[],
  nowMs: number,
  instanceIds?: readonly string[],
): Promise<Verified> {
  const seen = await look(clients, {
    at: nowMs,
    records: new Map(records.map((record) => [record.sk, record])),
    canarySince: place.canary === 'read' ? nowMs - canaryMs : undefined,
    ...(instanceIds ? { only: new Set(instanceIds) } : {}),
  });
  const judgements = seen.instances.map(judge);
  const recorded = new Set(records.map(({ sk }) => sk));
  return {
    summary: summarise(nowMs, judgements, recorded, seen),
    verdicts: judgements.map((one) => verdictOf(one, place)),
    errors: seen.errors,
  };
}
