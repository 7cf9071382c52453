import { pointerTagKey } from '../../../agent/pointer-tag.ts';
import { defineStep } from '../../engine/step.ts';
import { isDeclined } from '../verifier/index.ts';
import { planRecord, planUndoRecord, type RecordActual } from './plan.ts';

/** The record itself is the ledger's, written before each change; this is the tag that points at it. */
export const recordStep = defineStep<RecordActual>({
  id: 'record',
  inspect: async (look, run) => ({
    instanceId: run.spec.instanceId,
    tag: (await look.instance())?.tags[pointerTagKey],
    isDeclined: isDeclined(run),
  }),
  plan: (actual, { spec }) => planRecord(actual, spec),
  planUndo: planUndoRecord,
});
