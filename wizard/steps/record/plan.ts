import { type MonitoringSpec, specHash } from '../../../agent/monitoring-spec.ts';
import { formatPointer, isSamePointer, pointerTagKey } from '../../../agent/pointer-tag.ts';
import { change } from '../../aws/change.ts';
import { type Plan, planOf } from '../../engine/action.ts';
import { didBegin, type History } from '../../engine/history.ts';

export interface RecordActual {
  readonly instanceId: string;
  /** Value of the pointer tag; `undefined` when the instance has none. */
  readonly tag: string | undefined;
  /** Nobody is to be told when its data stops. */
  readonly isDeclined?: boolean;
}

/** The tag says where the record is. It is compared and put right, never obeyed. */
export function planRecord(actual: RecordActual, spec: MonitoringSpec): Plan {
  const { instanceId, tag, isDeclined = false } = actual;
  const pointer = { instanceId, specHash: specHash(spec), shard: 0, isDeclined };
  if (isSamePointer(tag, pointer)) return planOf([]);
  const value = formatPointer(pointer, tag);
  const input = { Resources: [instanceId], Tags: [{ Key: pointerTagKey, Value: value }] };
  return planOf([
    {
      kind: 'tag-instance',
      values: { instanceId, key: pointerTagKey, value },
      calls: [change({ service: 'ec2', operation: 'CreateTags', input })],
      undo: { kind: 'untag-instance', values: { instanceId, key: pointerTagKey } },
    },
  ]);
}

export function planUndoRecord({ instanceId, tag }: RecordActual, history: History): Plan {
  if (tag === undefined || !didBegin(history, 'tag-instance')) return planOf([]);
  const input = { Resources: [instanceId], Tags: [{ Key: pointerTagKey }] };
  return planOf([
    {
      kind: 'untag-instance',
      values: { instanceId, key: pointerTagKey },
      calls: [change({ service: 'ec2', operation: 'DeleteTags', input })],
      undo: { kind: 'none', values: {} },
    },
  ]);
}
