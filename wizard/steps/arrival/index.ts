import { fingerprint } from '../../../agent/heartbeat.ts';
import { planOf } from '../../engine/action.ts';
import { defineStep } from '../../engine/step.ts';
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
});
