import type { EpochMs } from '../../clock.ts';
import type { ParameterValues } from './template/parameters.ts';
import { invalid, type Section, type Template } from './template/parse.ts';
import type { Properties, Tag } from './types/type.ts';

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  physicalId: string | undefined;
  /** As they were resolved when it was made or last changed. */
  properties: Properties;
  status: string;
  reason: string | undefined;
  updatedAt: EpochMs;
  deletionPolicy: string;
}

export interface StackEvent {
  readonly id: string;
  readonly at: EpochMs;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly properties: Properties | undefined;
  readonly token: string | undefined;
}

/** What a stack is made of, all of it replaced by an update. */
export interface StackContent {
  readonly body: string;
  readonly template: Template;
  readonly parameters: ParameterValues;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
}

export interface Output {
  readonly key: string;
  readonly value: string;
  readonly description: string | undefined;
}

export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly createdAt: EpochMs;
  content: StackContent;
  updatedAt: EpochMs | undefined;
  deletedAt: EpochMs | undefined;
  status: string;
  reason: string | undefined;
  isProtected: boolean;
  readonly onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  outputs: readonly Output[];
  /** By logical id, in the order in which they were made. */
  readonly resources: Map<string, StackResource>;
  /** Oldest first. */
  readonly events: StackEvent[];
  /** Counts operations: one that is not the last any more stops where it is. */
  operation: number;
}

export interface CloudFormationState {
  /** By id, deleted ones too. */
  readonly stacks: Map<string, Stack>;
}

export function createCloudFormationState(): CloudFormationState {
  return { stacks: new Map() };
}

/** By name among those that are not deleted, by id among all. */
export function findStack({ stacks }: CloudFormationState, nameOrId: string): Stack | undefined {
  if (nameOrId.startsWith('arn:')) return stacks.get(nameOrId);
  return [...stacks.values()].find(
    ({ name, status }) => name === nameOrId && status !== 'DELETE_COMPLETE',
  );
}

/** @throws AwsError `ValidationError` */
export function stackOrThrow(state: CloudFormationState, nameOrId: string): Stack {
  const stack = findStack(state, nameOrId);
  if (!stack) throw invalid(`Stack with id ${nameOrId} does not exist`);
  return stack;
}

/** Whether something is being done to the stack. */
export function isBusy({ status }: Stack): boolean {
  return status.endsWith('_IN_PROGRESS');
}

/** The declaration of a parameter. */
export function declared(template: Template, name: string): Section | undefined {
  return Object.hasOwn(template.parameters, name) ? template.parameters[name] : undefined;
}
