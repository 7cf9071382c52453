import {
  GetCommandInvocationCommand,
  type GetCommandInvocationCommandOutput,
  InvalidInstanceId,
  InvocationDoesNotExist,
  type SendCommandCommandOutput,
} from '@aws-sdk/client-ssm';
import { sendChange } from '../aws/call.ts';
import type { AwsCall } from '../engine/action.ts';
import { retryWhile } from '../engine/evidence.ts';
import type { Run } from '../engine/run.ts';
import { problem, WizardError } from '../errors.ts';
import { findInstance, instanceProblem } from '../look/instance.ts';
import { plainText } from '../plain-text.ts';
import { deliverySeconds, executionSeconds } from './command-call.ts';
import { type InstallerOutput, parseInstallerOutput } from './probe-facts.ts';

/**
 * Sends a planned command, waits for its end, and reads what the installer said.
 * @throws WizardError `command-failed` with the output; `command-not-delivered`; or why not
 *   before: the instance is stopped or gone
 */
export async function runCommand(run: Run, call: AwsCall): Promise<InstallerOutput> {
  const commandId = await send(run, call);
  const ended = await waitForEnd(run, commandId).catch(async (error: unknown) => {
    if (!(error instanceof StillRunning)) throw error;
    const values = { instanceId: run.spec.instanceId, commandId };
    throw await unlessUnfit(run, problem('command-late', values, { cause: error }));
  });
  const output = parseInstallerOutput(ended.StandardOutputContent ?? '');
  if (ended.Status === 'Success' && !output.error) return output;
  throw await unlessUnfit(run, failure(ended, output, commandId));
}

async function send(run: Run, call: AwsCall): Promise<string> {
  try {
    const sent = (await sendChange(run.aws, call)) as SendCommandCommandOutput;
    return sent.Command?.CommandId ?? '';
  } catch (error) {
    if (!(error instanceof InvalidInstanceId)) throw error;
    const { instanceId } = run.spec;
    const values = { instanceId, status: error.name };
    throw await unlessUnfit(run, problem('command-not-delivered', values, { cause: error }));
  }
}

/** An instance that was stopped meanwhile accounts for whatever went wrong on it. */
async function unlessUnfit(run: Run, failed: WizardError): Promise<WizardError> {
  const { instanceId } = run.spec;
  const instance = await findInstance(run.aws, instanceId);
  const unfit = instanceProblem(instanceId, run.identity.region, instance);
  return unfit ? new WizardError(unfit, { cause: failed }) : failed;
}

class StillRunning extends Error {}

function waitForEnd(run: Run, commandId: string): Promise<GetCommandInvocationCommandOutput> {
  const InstanceId = run.spec.instanceId;
  return retryWhile(
    async () => {
      const command = new GetCommandInvocationCommand({ CommandId: commandId, InstanceId });
      const seen = await run.aws.ssm.send(command);
      if (['Pending', 'InProgress', 'Delayed', 'Cancelling'].includes(seen.Status ?? ''))
        throw new StillRunning();
      return seen;
    },
    // Right after SendCommand the invocation may not be there yet (AWS: eventual consistency).
    (error) => error instanceof StillRunning || error instanceof InvocationDoesNotExist,
    { timeoutMs: (executionSeconds + deliverySeconds + 60) * 1000, intervalMs: 2_000 },
    run.clock,
    run.signal,
  );
}

function failure(
  ended: GetCommandInvocationCommandOutput,
  output: InstallerOutput,
  commandId: string,
) {
  const values = {
    instanceId: ended.InstanceId ?? '',
    commandId,
    status: ended.StatusDetails ?? ended.Status ?? '',
    exitCode: ended.ResponseCode ?? -1,
  };
  if (ended.ResponseCode === -1 && !output.error) return problem('command-not-delivered', values);
  const text = [ended.StandardOutputContent, ended.StandardErrorContent].join('\n').trim();
  return problem('command-failed', {
    ...values,
    errorId: output.error?.id ?? (noSpace.test(text) ? 'no-space' : 'script-failed'),
    answer: output.error?.text ?? '',
    output: lastLines(text),
    // SSM keeps 24,000 characters of the output and says nothing of the rest.
    cut:
      (ended.StandardOutputContent?.length ?? 0) >= 24_000 || text.split('\n').length > outputLines,
  });
}

/** A disk can be too full for the script to get as far as its own words for it. */
const noSpace = /No space left on device/;

const outputLines = 20;

function lastLines(text: string): string[] {
  return text
    .split('\n')
    .slice(-outputLines)
    .map((line) => plainText(line, 300));
}
