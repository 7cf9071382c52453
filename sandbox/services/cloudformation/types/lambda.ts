import { AwsError } from '../../../errors.ts';
import { zipOne } from '../../aws-lambda/zip.ts';
import {
  type Properties,
  partOf,
  pick,
  type ResourceContext,
  type ResourceType,
  tagChange,
  tagMap,
  textOf,
} from './type.ts';

const settings = [
  ...['Runtime', 'Handler', 'Role', 'Timeout', 'MemorySize', 'Description', 'Environment'],
  ...['DeadLetterConfig', 'LoggingConfig', 'Architectures'],
];

export const lambdaFunction: ResourceType = {
  properties: ['FunctionName', 'Code', 'Tags', 'ReservedConcurrentExecutions', ...settings],
  required: ['Code', 'Role'],
  replacing: ['FunctionName'],
  nameProperty: 'FunctionName',
  isTaggable: true,
  attributes: {
    Arn: (name, { partition, region, accountId }) =>
      `arn:${partition}:lambda:${region}:${accountId}:function:${name}`,
  },

  create: async (context, properties) => {
    const FunctionName = textOf(properties, 'FunctionName') ?? context.generatedName(64);
    await context.call('lambda', 'CreateFunction', {
      FunctionName,
      ...pick(properties, settings),
      Code: { ZipFile: inlineCode(properties) },
      Tags: tagMap(properties),
    });
    context.made(FunctionName);
    await reserve(context, FunctionName, {}, properties);
  },

  update: async (context, FunctionName, change) => {
    const { before, after } = change;
    const [old, wanted] = [pick(before, settings), pick(after, settings)];
    if (JSON.stringify(old) !== JSON.stringify(wanted)) {
      // What is no longer written goes back to its default.
      const defaults = {
        Description: '',
        Environment: {},
        Timeout: 3,
        MemorySize: 128,
        DeadLetterConfig: {},
      };
      const input = { FunctionName, ...defaults, ...wanted };
      await context.call('lambda', 'UpdateFunctionConfiguration', input);
    }
    if (JSON.stringify(before.Code) !== JSON.stringify(after.Code))
      await context.call('lambda', 'UpdateFunctionCode', {
        FunctionName,
        ZipFile: inlineCode(after),
      });
    await reserve(context, FunctionName, before, after);
    const { set, gone } = tagChange(change);
    const Resource = FunctionName;
    const Tags = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
    if (set.length > 0) await context.call('lambda', 'TagResource', { Resource, Tags });
    if (gone.length > 0) await context.call('lambda', 'UntagResource', { Resource, TagKeys: gone });
  },

  delete: async (context, FunctionName) => {
    await context.call('lambda', 'DeleteFunction', { FunctionName });
  },
};

/** CloudFormation packs inline code into an archive with one `index.js`. */
function inlineCode(properties: Properties): string {
  const code = partOf(properties, 'Code');
  const source = code && textOf(code, 'ZipFile');
  if (source === undefined)
    throw new AwsError('InvalidRequest', 'The sandbox takes code as an inline ZipFile only.');
  if (!textOf(properties, 'Handler')?.startsWith('index.'))
    throw new AwsError('InvalidRequest', 'With inline code the Handler begins with "index.".');
  return zipOne('index.js', Buffer.from(source)).toString('base64');
}

async function reserve(
  context: ResourceContext,
  FunctionName: string,
  before: Properties,
  after: Properties,
): Promise<void> {
  const { ReservedConcurrentExecutions } = after;
  if (before.ReservedConcurrentExecutions === ReservedConcurrentExecutions) return;
  if (ReservedConcurrentExecutions === undefined)
    await context.call('lambda', 'DeleteFunctionConcurrency', { FunctionName });
  else {
    const input = { FunctionName, ReservedConcurrentExecutions };
    await context.call('lambda', 'PutFunctionConcurrency', input);
  }
}

const eventSettings = ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'];

export const eventInvokeConfig: ResourceType = {
  properties: ['FunctionName', 'Qualifier', ...eventSettings],
  required: ['FunctionName', 'Qualifier'],
  replacing: ['FunctionName', 'Qualifier'],
  create: async (context, properties) => {
    if (textOf(properties, 'Qualifier') !== '$LATEST')
      throw new AwsError('InvalidRequest', 'The sandbox models the Qualifier $LATEST only.');
    const input = pick(properties, ['FunctionName', ...eventSettings]);
    await context.call('lambda', 'PutFunctionEventInvokeConfig', input);
    context.made(context.generatedName(128));
  },
  update: async (context, _id, { after }) => {
    const input = pick(after, ['FunctionName', ...eventSettings]);
    await context.call('lambda', 'PutFunctionEventInvokeConfig', input);
  },
  delete: async (context, _id, properties) => {
    const input = pick(properties, ['FunctionName']);
    await context.call('lambda', 'DeleteFunctionEventInvokeConfig', input);
  },
};

export const permission: ResourceType = {
  properties: ['FunctionName', 'Action', 'Principal', 'SourceArn', 'SourceAccount'],
  required: ['FunctionName', 'Action', 'Principal'],
  replacing: ['FunctionName', 'Action', 'Principal', 'SourceArn', 'SourceAccount'],
  create: async (context, properties) => {
    const StatementId = context.generatedName(100);
    await context.call('lambda', 'AddPermission', { ...properties, StatementId });
    context.made(StatementId);
  },
  update: () => Promise.resolve(),
  delete: async (context, StatementId, properties) => {
    const input = { ...pick(properties, ['FunctionName']), StatementId };
    await context.call('lambda', 'RemovePermission', input);
  },
};
