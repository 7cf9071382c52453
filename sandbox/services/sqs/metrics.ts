import type { World } from '../../world.ts';
import { putDatum } from '../cloudwatch/state.ts';
import { countMessages, dropExpired, type Queue } from './state.ts';

const minuteMs = 60_000;
const measuredMs = 6 * 3_600_000;

/** AWS/SQS of the minute that ends at `at`, for every queue that is in use. */
export function putSqsMetrics(world: World, at: number): void {
  for (const { sqs, cloudwatch } of world.regions())
    for (const queue of sqs.queues.values()) {
      dropExpired(queue, at);
      if (queue.messages.length === 0 && at > queue.activeAt + measuredMs) continue;
      for (const { metricName, unit, value } of valuesOf(queue, at))
        putDatum(cloudwatch, {
          namespace: 'AWS/SQS',
          metricName,
          dimensions: [{ Name: 'QueueName', Value: queue.name }],
          unit,
          value,
          at: at - minuteMs,
          receivedAt: at,
        });
    }
}

function valuesOf(queue: Queue, at: number) {
  const { visible, received, delayed } = countMessages(queue, at);
  const oldest = queue.messages[0]?.sentAt ?? at;
  return [
    { metricName: 'ApproximateNumberOfMessagesVisible', unit: 'Count', value: visible },
    { metricName: 'ApproximateNumberOfMessagesNotVisible', unit: 'Count', value: received },
    { metricName: 'ApproximateNumberOfMessagesDelayed', unit: 'Count', value: delayed },
    { metricName: 'ApproximateAgeOfOldestMessage', unit: 'Seconds', value: (at - oldest) / 1_000 },
  ];
}
