import { expect, it } from 'vitest';
import { systemLog } from '../../agent/log-file.ts';
import { heartbeatLog } from '../../lambda/look/logs.ts';
import { instanceId, spec } from './sample-instance.ts';
import { recordItem } from './sample-watch.ts';

const shipped = (stream: string) => ({
  ...recordItem,
  spec: {
    ...spec,
    logs: [
      { ...systemLog, stream },
      { ...systemLog, file: '/var/log/app' },
    ],
  },
});

it.each([
  { stream: '{instance_id}', reads: instanceId },
  { stream: '{instance_id}-messages', reads: `${instanceId}-messages` },
  { stream: 'web-{instance_id}', reads: undefined },
  { stream: '{hostname}', reads: undefined },
  { stream: 'messages', reads: undefined },
])('of a system log in stream $stream, $reads is read', ({ stream, reads }) => {
  expect(heartbeatLog(shipped(stream))?.stream).toBe(reads);
});

it('reads none where none is shipped, or not yet', () => {
  const { logs: _, ...notYet } = recordItem;
  expect(heartbeatLog(notYet)).toBeUndefined();
  expect(heartbeatLog({ ...recordItem, spec: { ...spec, logs: [] } })).toBeUndefined();
});
