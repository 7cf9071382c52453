import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { ownerTag } from '../../agent/pointer-tag.ts';
import { type StackOutputs, stackName } from '../../lambda/contract.ts';
import type { AwsClients } from '../aws/clients.ts';

/** Tag of the stack: hash of the webhook it posts to, whose address itself is a secret. */
export const webhookTagKey = 'cloudwatch-wizard:webhook';

/** The verifier's stack in this Region. */
export interface StackSeen {
  /** Its ARN: it can still be asked for once the stack is deleted. */
  readonly id: string;
  /** CloudFormation's, e.g. `CREATE_COMPLETE`. */
  readonly status: string;
  /** Carries our owner tag. */
  readonly ours: boolean;
  readonly parameters: Readonly<Record<string, string>>;
  /** Empty until it is complete. */
  readonly outputs: Readonly<Partial<Record<keyof StackOutputs, string>>>;
  /** `undefined`: it posts to none. */
  readonly webhookHash: string | undefined;
}

/** One whose outputs are there. */
export interface StackInService extends StackSeen {
  readonly outputs: StackOutputs;
}

/** `denied`: it may not be looked at with these credentials. */
export type StackAnswer = StackSeen | 'none' | 'denied';

/** The stack is of the Region, not of an instance: one command looks once, and again after a change. */
export interface StackView {
  read(): Promise<StackAnswer>;
  /** What was seen is no longer so. */
  forget(): void;
}

export function createStackView(aws: AwsClients): StackView {
  let asked: Promise<StackAnswer> | undefined;
  return {
    read: () => {
      asked ??= findStack(aws, stackName);
      return asked;
    },
    forget: () => {
      asked = undefined;
    },
  };
}

/** @param stack name, or the ARN of one that may be deleted by now */
export async function findStack(aws: AwsClients, stack: string): Promise<StackAnswer> {
  try {
    const { Stacks } = await aws.cloudformation.send(
      new DescribeStacksCommand({ StackName: stack }),
    );
    return Stacks?.[0] ? seen(Stacks[0]) : 'none';
  } catch (error) {
    const { name, message } = error as Error;
    // CloudFormation has no code of its own for it.
    if (name === 'ValidationError' && /does not exist/i.test(message)) return 'none';
    if (/^AccessDenied(Exception)?$/.test(name)) return 'denied';
    throw error;
  }
}

function seen(stack: Stack): StackSeen {
  const tags = new Map((stack.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  return {
    id: stack.StackId ?? '',
    status: stack.StackStatus ?? '',
    ours: tags.get(ownerTag.key) === ownerTag.value,
    parameters: Object.fromEntries(
      (stack.Parameters ?? []).map(({ ParameterKey, ParameterValue }) => [
        ParameterKey ?? '',
        ParameterValue ?? '',
      ]),
    ),
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    ),
    webhookHash: tags.get(webhookTagKey) || undefined,
  };
}

/** It stands and can be used, also while it is changed; what failed has been taken back. */
export function isInService(stack: StackAnswer): stack is StackInService {
  return (
    typeof stack === 'object' &&
    stack.ours &&
    /^CREATE_COMPLETE$|^(UPDATE|IMPORT)_/.test(stack.status) &&
    stack.outputs.TableName !== undefined &&
    stack.outputs.TopicArn !== undefined
  );
}
