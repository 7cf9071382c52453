import type { RecordItem, RunSummary, Verdict } from '../../lambda/contract.ts';
import { verifyNow } from '../../lambda/verify-now.ts';
import { recordItemOf } from '../engine/ledger.ts';
import { exitCodes } from '../errors.ts';
import { listInstances } from '../look/instance.ts';
import { isInService } from '../look/stack.ts';
import { formatVerdicts } from '../ui/format-verdicts.ts';
import { schemaVersion } from '../ui/json-reporter.ts';
import { paintFor, signsFor } from '../ui/paint.ts';
import { writeLine } from '../ui/write-line.ts';
import { journalOf, recordsOf, type Session } from './session.ts';

/** The verifier's own checks, now and from here. Read-only. @returns 3 if anything is wrong */
export async function verify(session: Session): Promise<number> {
  const { terminal, messages, language, identity, flags } = session;
  const { summary, verdicts } = await look(session);
  if (flags.json) {
    const { accountId, region } = identity;
    const document = { schemaVersion, accountId, region, summary, verdicts };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    const style = { paint: paintFor(terminal, 'out'), signs: signsFor(terminal) };
    const said = { messages, language, timeZone: session.timeZone() };
    for (const line of formatVerdicts({ summary, verdicts }, identity.region, said, style))
      writeLine(terminal, 'out', line);
  }
  return isWrong(summary, verdicts, flags.instanceIds) ? exitCodes.unhealthy : exitCodes.ok;
}

/** Down, or not to be told: who asks whether all is well is not to hear yes by mistake. */
export function isWrong(
  { blind }: Pick<RunSummary, 'blind'>,
  verdicts: readonly Verdict[],
  asked: readonly string[],
): boolean {
  const isUnknown = asked.some((id) => !verdicts.some(({ instanceId }) => instanceId === id));
  const isBad = verdicts.some(({ state }) => state === 'DOWN' || state === 'UNKNOWN');
  return isUnknown || isBad || blind.length > 0;
}

async function look(
  session: Session,
): Promise<{ summary: RunSummary; verdicts: readonly Verdict[] }> {
  const { aws, identity, flags, stack } = session;
  const { accountId, region } = identity;
  const { instanceIds } = flags;
  const records = (await recordItems(session)).filter(
    ({ sk }) => instanceIds.length === 0 || instanceIds.includes(sk),
  );
  const canary = isInService(await stack.read()) ? 'read' : 'none';
  const scope = { accountId, region, canary } as const;
  const only = instanceIds.length > 0 ? instanceIds : undefined;
  return verifyNow(aws, scope, records, aws.now(), only);
}

/** Those of the table; of instances that are not registered those of this machine. */
async function recordItems(session: Session): Promise<readonly RecordItem[]> {
  const registered = (await (await recordsOf(session))?.all()) ?? [];
  const instances = await listInstances(session.aws);
  const own = instances
    .filter(({ id }) => !registered.some(({ sk }) => sk === id))
    .flatMap(({ id }) => recordItemOf(journalOf(session, id).history()) ?? []);
  return [...registered, ...own];
}
