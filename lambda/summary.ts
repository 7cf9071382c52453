import type { InstanceState, RunSummary, Verdict } from './contract.ts';
import { commandFor, type Place } from './judge/command.ts';
import type { Judgement } from './judge/judge.ts';
import type { Seen } from './look/look.ts';

/** What a look found, in numbers. */
export function summarise(
  at: number,
  judgements: readonly Judgement[],
  recorded: ReadonlySet<string>,
  { uncovered, blind, logsAfter }: Pick<Seen, 'uncovered' | 'blind' | 'logsAfter'>,
): RunSummary {
  const counts: Record<InstanceState, number> = {
    NEW: 0,
    UP: 0,
    LATE: 0,
    DOWN: 0,
    OFF: 0,
    UNKNOWN: 0,
  };
  for (const { id, state } of judgements) if (recorded.has(id)) counts[state]++;
  return { at, counts, uncovered, blind, ...(logsAfter === undefined ? {} : { logsAfter }) };
}

export function verdictOf(judgement: Judgement, place: Place): Verdict {
  const { id, name, state, causes, evidence } = judgement;
  const [first] = causes;
  const command = commandFor(causes, id, place);
  return {
    instanceId: id,
    ...(name ? { name } : {}),
    state,
    ...(first ? { cause: first.cause } : {}),
    evidence: first?.evidence ?? evidence,
    ...(command ? { command } : {}),
  };
}
