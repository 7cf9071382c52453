import { fingerprint } from '../../agent/heartbeat.ts';
import { attachmentDrift, explainsSilence, roleDrift } from '../../agent/role-rules.ts';
import type { Run } from '../engine/run.ts';
import type { Datapoint, Series } from '../look/datapoints.ts';
import { newestOf, type Sender } from '../look/heartbeats.ts';
import type { Look } from '../look/look.ts';
import { sha256 } from './agent-files.ts';
import type { OnInstance } from './on-instance.ts';
import { isSilent, missedLogTicks, missedTicks, type SilenceFacts } from './silence.ts';

/** Gathers what the steps on the instance decide by. Reads only, and nothing inside. */
export async function inspectOnInstance(look: Look, run: Run): Promise<OnInstance> {
  const { record, lastDoneAt } = run.history();
  const sender = {
    nonce: record?.agent?.nonce ?? '',
    fingerprint: fingerprint(run.spec.instanceId),
  };
  const known = {
    now: run.aws.now(),
    // An instance that was off could not send.
    lastChange: Math.max(lastDoneAt ?? 0, (await look.instance())?.launchedAt ?? 0),
    periodSeconds: run.spec.period,
    // Before the first set-up nothing is expected, so nothing has to be read either.
    explained: !record?.agent || (await driftExplains(look)),
  };
  return {
    spec: run.spec,
    region: run.identity.region,
    record,
    probe: run.probe,
    node: await look.managedNode(),
    httpTokens: (await look.instance())?.httpTokens ?? 'required',
    imageWithoutSsmAgent: (await look.instance())?.withoutSsmAgent ?? false,
    role: run.spec.migrate ? await look.role() : undefined,
    programSha: sha256(run.agentFiles.program),
    nonce: run.nonce,
    metricsSilent: await metricsSilent(look, known),
    logsSilent: run.spec.logs.length > 0 && (await logsSilent(look, known, sender)),
  };
}

type Known = Omit<SilenceFacts, 'newest' | 'missedTicks'>;

async function metricsSilent(look: Look, known: Known): Promise<boolean> {
  if (known.explained) return false;
  const newest = oldestNewest((await look.datapoints()).custom);
  return isSilent({ ...known, newest, missedTicks: missedTicks(known.periodSeconds) });
}

async function logsSilent(look: Look, known: Known, sender: Sender): Promise<boolean> {
  if (known.explained) return false;
  const lines = await look.heartbeats();
  const newest = lines === 'could-not-look' ? 'unknown' : newestOf(lines, sender)?.at;
  return isSilent({ ...known, newest, missedTicks: missedLogTicks });
}

/** The newest point of the series that is furthest behind: one that stopped is enough. */
function oldestNewest(series: readonly Series[]): number | undefined | 'unknown' {
  const points = series.map(({ points }) => points);
  if (points.includes('unknown')) return 'unknown';
  const newest = (points as (readonly Datapoint[])[]).map(([first]) => first?.at);
  return newest.includes(undefined) ? undefined : Math.min(...(newest as number[]));
}

/** A role, profile or attachment that is not as it was explains why data stopped. */
async function driftExplains(look: Look): Promise<boolean> {
  const profile = await look.profile();
  if (explainsSilence(roleDrift(await look.role(), profile))) return true;
  const [association] = await look.associations();
  return attachmentDrift(association, profile) !== undefined;
}
