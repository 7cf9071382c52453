import { AwsError } from '../../errors.ts';
import { flag, type Input, number, structures, text, textOrThrow, texts } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { pageOf } from '../ec2/page.ts';
import {
  commandStatus,
  commandView,
  invocationView,
  listedInvocationView,
} from './command-view.ts';
import { cancel } from './deliver.ts';
import { stepOf } from './documents.ts';
import type { Command, Invocation } from './state.ts';

interface Listed {
  readonly command: Command;
  readonly invocation: Invocation;
}

/** For a moment after SendCommand nobody knows of its invocations: SSM is eventually consistent. */
export const getCommandInvocation: Operation = (input, call) => {
  const command = call.region.ssm.commands.get(commandId(input));
  const instanceId = textOrThrow(input, 'InstanceId', 'ValidationException');
  const invocation = command?.invocations.get(instanceId);
  if (!command || !invocation || !isVisible(command, call))
    throw new AwsError('InvocationDoesNotExist', '');
  const step = text(input, 'PluginName');
  if (step !== undefined && step !== stepOf(command.documentName))
    throw new AwsError('InvalidPluginName', `The plugin name ${step} is not valid`);
  return invocationView(command, invocation);
};

export const listCommandInvocations: Operation = (input, call) => {
  const details = flag(input, 'Details') === true;
  const instanceId = text(input, 'InstanceId');
  const found = selectedCommands(input, call)
    .filter((command) => isVisible(command, call))
    .flatMap((command): Listed[] =>
      [...command.invocations.values()].map((invocation) => ({ command, invocation })),
    )
    .filter(({ invocation }) => instanceId === undefined || invocation.instanceId === instanceId)
    .filter(filterBy(input, ({ command, invocation }) => [command, invocation.status]));
  const page = pageOf(found, pageRequest(input), 'InvalidNextToken');
  return {
    CommandInvocations: page.items.map(({ command, invocation }) =>
      listedInvocationView(command, invocation, details),
    ),
    NextToken: page.nextToken,
  };
};

export const listCommands: Operation = (input, call) => {
  const instanceId = text(input, 'InstanceId');
  const found = selectedCommands(input, call)
    .filter(({ invocations }) => instanceId === undefined || invocations.has(instanceId))
    .filter(
      filterBy(input, (command) => [command, commandStatus([...command.invocations.values()])]),
    );
  const page = pageOf(found, pageRequest(input), 'InvalidNextToken');
  return { Commands: page.items.map(commandView), NextToken: page.nextToken };
};

export const cancelCommand: Operation = (input, call) => {
  const command = call.region.ssm.commands.get(commandId(input));
  if (!command) throw new AwsError('InvalidCommandId', '');
  const ids = texts(input, 'InstanceIds');
  for (const [id, invocation] of command.invocations)
    if (ids.length === 0 || ids.includes(id)) cancel(call.world, invocation);
  return {};
};

function isVisible({ requestedAt }: Command, { world, now }: Call): boolean {
  return now >= requestedAt + world.delays.commandDeliveryMs / 2;
}

/** Newest first, as SSM lists them. */
function selectedCommands(input: Input, call: Call): Command[] {
  const id = text(input, 'CommandId') === undefined ? undefined : commandId(input);
  const all = [...call.region.ssm.commands.values()].reverse();
  return all.filter((command) => id === undefined || command.id === id);
}

function commandId(input: Input): string {
  const id = textOrThrow(input, 'CommandId', 'ValidationException');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new AwsError('InvalidCommandId', '');
  return id;
}

function pageRequest(input: Input) {
  return { maxResults: number(input, 'MaxResults') ?? 50, token: text(input, 'NextToken') };
}

/** The test of `Filters`; here each has one `value`, and several add up. */
function filterBy<Item>(
  input: Input,
  read: (item: Item) => [command: Command, status: string],
): (item: Item) => boolean {
  const tests = structures(input, 'Filters').map((filter) =>
    commandTest(text(filter, 'key') ?? '', text(filter, 'value') ?? ''),
  );
  return (item) => tests.every((test) => test(...read(item)));
}

function commandTest(key: string, value: string): (command: Command, status: string) => boolean {
  if (key === 'Status') return (_, status) => status === value;
  if (key === 'DocumentName') return (command) => command.documentName === value;
  if (key === 'InvokedAfter') return (command) => command.requestedAt > Date.parse(value);
  if (key === 'InvokedBefore') return (command) => command.requestedAt < Date.parse(value);
  throw new AwsError('InvalidFilterKey', `The filter key ${key} is not valid`);
}
