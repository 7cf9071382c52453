import { pointerTagKey } from '../../../agent/pointer-tag.ts';
import { defineStep } from '../../engine/step.ts';
import { planRecord, planUndoRecord, type RecordActual } from './plan.ts';

/** The record itself is the ledger's, written before each change; this is the tag that points at it. */
export const recordStep = defineStep<RecordActual>({
  id: 'record',
  inspect: async (look, { spec }) => ({
    instanceId: spec.instanceId,
    tag: (await look.instance())?.tags[pointerTagKey],
  }),
  plan: (actual, { spec }) => planRecord(actual, spec),
  planUndo: planUndoRecord,
});
