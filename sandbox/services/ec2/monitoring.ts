import type { Operation } from '../../service.ts';
import { namedInstances, requireState } from './find-instances.ts';
import { stateAt } from './state.ts';

/** A change to detailed monitoring; asking for what is there changes nothing. */
function monitoringOperation(
  passing: 'pending' | 'disabling',
  end: 'enabled' | 'disabled',
): Operation {
  return (input, call) => {
    const instances = namedInstances(input, call);
    for (const instance of instances)
      requireState(instance, call.now, ['pending', 'running', 'stopping', 'stopped'], 'monitored');
    return {
      instancesSet: instances.map((instance) => {
        const before = instance.monitoring;
        const changing = before.settled !== end;
        if (changing)
          instance.monitoring = {
            passing,
            settled: end,
            settledAt: call.now + call.world.delays.monitoringMs,
          };
        // The answer names the change under way even where it is over at once.
        const state = changing ? passing : stateAt(before, call.now);
        return { instanceId: instance.id, monitoring: { state } };
      }),
    };
  };
}

export const monitorInstances = monitoringOperation('pending', 'enabled');
export const unmonitorInstances = monitoringOperation('disabling', 'disabled');
