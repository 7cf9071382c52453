import { fingerprint } from '../../../agent/heartbeat.ts';
import { planOf } from '../../engine/action.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import { CancelledError, type Problem } from '../../errors.ts';
import { lookAt } from '../../look/look-at.ts';
import { commandCall } from '../../on-instance/command-call.ts';
import { inspectOnInstance } from '../../on-instance/inspect.ts';
import { logCauses } from '../../on-instance/log-causes.ts';
import { probeFacts } from '../../on-instance/probe-facts.ts';
import { runCommand } from '../../on-instance/run-command.ts';
import { probeScript } from '../../on-instance/script.ts';
import { freshForMs, missedLogTicks, missedTicks } from '../../on-instance/silence.ts';
import { judgeArrival } from './judge.ts';

export const arrivalStep = defineStep<undefined>({
  id: 'arrival',
  inspect: async () => undefined,
  plan: () => planOf([]),
  verify: async (look, run) => {
    const { spec } = run;
    const agent = run.history().record?.agent;
    const [log] = spec.logs;
    return judgeArrival({
      now: run.aws.now(),
      since: run.changedAt,
      freshForMs: freshForMs({ periodSeconds: spec.period, missedTicks: missedTicks(spec.period) }),
      logsFreshForMs: freshForMs({ periodSeconds: spec.period, missedTicks: missedLogTicks }),
      datapoints: await look.datapoints(),
      log: log && { group: log.group, heartbeats: await look.heartbeats() },
      sentAt: agent && agent.sentAt * 1000,
      sender: { nonce: agent?.nonce ?? '', fingerprint: fingerprint(spec.instanceId) },
    });
  },
  explain: async (awaited, run) => {
    // Whoever did not wait for a scheduled run has no silence to be explained.
    const { timeoutMs = Number.POSITIVE_INFINITY, spec } = run;
    const isSilence = awaited.includes('log-heartbeat') && timeoutMs >= spec.period * 1000;
    return isSilence ? explainSilence(run) : [];
  },
});

/** A second look inside, read-only. What cannot be looked at explains nothing. */
async function explainSilence(run: Run): Promise<readonly Problem[]> {
  const { instanceId, logs } = run.spec;
  try {
    const script = probeScript(run.agentFiles.installer, logs);
    const comment = 'cloudwatch-wizard: look why no log arrives (read-only)';
    run.probe = probeFacts(await runCommand(run, commandCall(instanceId, comment, script)));
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return [];
  }
  return logCauses(await inspectOnInstance(lookAt(run), run), run.identity, run.aws.now());
}
