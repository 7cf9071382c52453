import type { RecordItem, RunSummary, Verdict } from '../../lambda/contract.ts';
import { verifyNow } from '../../lambda/verify-now.ts';
import { ledgerOf, recordItemOf } from '../engine/ledger.ts';
import { exitCodes } from '../errors.ts';
import { listInstances } from '../look/instance.ts';
import { isInService, type StackAnswer } from '../look/stack.ts';
import { plainText } from '../plain-text.ts';
import { formatVerdicts } from '../ui/format-verdicts.ts';
import { schemaVersion } from '../ui/json-reporter.ts';
import { paintFor, signsFor } from '../ui/paint.ts';
import { writeLine } from '../ui/write-line.ts';
import { isUnreadable, journalOf, recordsOf, type Session } from './session.ts';

/** The verifier's own checks, now and from here. Read-only. @returns 3 if anything is wrong */
export async function verify(session: Session): Promise<number> {
  const { terminal, messages, language, identity, flags } = session;
  const found = await look(session);
  if (flags.json) {
    const { accountId, region } = identity;
    const document = { schemaVersion, accountId, region, ...found };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    const style = { paint: paintFor(terminal, 'out'), signs: signsFor(terminal) };
    const said = { messages, language, timeZone: session.timeZone() };
    for (const line of formatVerdicts(found, identity.region, said, style))
      writeLine(terminal, 'out', line);
    for (const error of found.errors) writeLine(terminal, 'err', error);
  }
  return isWrong(found) ? exitCodes.unhealthy : exitCodes.ok;
}

/** What was found, and which of the instances that were asked for have no record. */
export interface Verified {
  readonly summary: RunSummary;
  readonly verdicts: readonly Verdict[];
  readonly unrecorded: readonly string[];
  /** Why something could not be looked at, in the words of AWS. */
  readonly errors: readonly string[];
}

/** Down, or not to be told: who asks whether all is well is not to hear yes by mistake. */
export function isWrong({ summary, verdicts, unrecorded }: Omit<Verified, 'errors'>): boolean {
  const isBad = verdicts.some(({ state }) => state === 'DOWN' || state === 'UNKNOWN');
  return isBad || unrecorded.length > 0 || summary.blind.length > 0;
}

/** Where the records may not be looked for, a tag without one says nothing. */
async function look(session: Session): Promise<Verified> {
  const { aws, identity, flags, stack } = session;
  const { accountId, region } = identity;
  const { instanceIds } = flags;
  const seen = await stack.read();
  const records = (await recordItems(session, seen)).filter(
    ({ sk }) => instanceIds.length === 0 || instanceIds.includes(sk),
  );
  const scope = { accountId, region, canary: isInService(seen) ? 'read' : 'none' } as const;
  const recorded = records.map(({ sk }) => sk);
  const isDenied = seen === 'denied';
  const only = instanceIds.length > 0 || isDenied ? recorded : undefined;
  const found = await verifyNow(aws, scope, records, aws.now(), only);
  const errors = found.errors.map((error) => plainText(error));
  if (!isDenied) {
    const unrecorded = instanceIds.filter((id) => !recorded.includes(id));
    return { ...found, errors, unrecorded };
  }
  const summary = { ...found.summary, blind: ['records', ...found.summary.blind] };
  const reason = 'records: AccessDenied: cloudformation:DescribeStacks';
  return { ...found, summary, errors: [reason, ...errors], unrecorded: [] };
}

/** Those of the table; of instances that are not registered those of this machine. */
async function recordItems(session: Session, stack: StackAnswer): Promise<readonly RecordItem[]> {
  const table = await recordsOf(session);
  const registered = (await table?.all()) ?? [];
  const instances = await listInstances(session.aws);
  const own = instances
    .filter(({ id }) => !registered.some(({ sk }) => sk === id))
    .map(({ id }) => journalOf(session, id))
    .filter((journal) => !isUnreadable(journal, stack))
    .map((journal) => ledgerOf(journal, table, undefined))
    .flatMap((ledger) => recordItemOf(ledger.history()) ?? []);
  return [...registered, ...own];
}
