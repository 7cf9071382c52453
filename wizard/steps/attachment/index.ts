import { retryWhile } from '../../engine/evidence.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import { problem } from '../../errors.ts';
import { findAssociations } from '../../look/associations.ts';
import { type AttachmentActual, planAttachment, planUndoAttachment } from './plan.ts';

/** Terraform's patience with EC2's view of a new profile. */
const propagationMs = 2 * 60_000;

export const attachmentStep = defineStep<AttachmentActual>({
  id: 'attachment',
  inspect: async (look, { spec }) => ({
    instanceId: spec.instanceId,
    profile: await look.profile(),
    association: (await look.associations())[0],
  }),
  plan: planAttachment,
  planUndo: planUndoAttachment,
  apply: async (action, run) => {
    try {
      await whileNotVisible(() => run.callAll(action.calls), run);
    } catch (error) {
      if (isNotVisibleYet(error))
        throw problem('profile-not-visible', action.values, { cause: error });
      throw error;
    }
    return undefined;
  },
});

async function whileNotVisible(attempt: () => Promise<unknown>, run: Run): Promise<void> {
  const onWait = (_: readonly string[], leftMs: number) =>
    run.reporter.waiting({ id: 'waiting-for-iam', values: {} }, leftMs);
  const patience = { timeoutMs: propagationMs, intervalMs: 5_000, onWait };
  const soon = async (error: unknown) =>
    isNotVisibleYet(error) || (await isStillDetaching(error, run));
  await retryWhile(attempt, soon, patience, run.clock, run.signal);
}

/** EC2 has no code of its own for a profile it does not see yet: code and text together tell. */
function isNotVisibleYet(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'InvalidParameterValue' && /Invalid IAM Instance Profile/i.test(message);
}

/** An association that is on its way out is in the way for some seconds more. */
async function isStillDetaching(error: unknown, { aws, spec }: Run): Promise<boolean> {
  if ((error as Error).name !== 'IncorrectState') return false;
  return (await findAssociations(aws, spec.instanceId)).length === 0;
}
