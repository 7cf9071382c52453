import { createHash } from 'node:crypto';
import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { invalid, readSettings, settingsView } from './settings.ts';
import {
  coolDown,
  functionArn,
  functionName,
  functionOrThrow,
  type LambdaFunction,
} from './state.ts';
import { unzip } from './zip.ts';

export const functionOperations: Readonly<Record<string, Operation>> = {
  CreateFunction: (input, call) => {
    const name = functionName(input);
    if (!/^[\w-]{1,64}$/.test(name))
      throw invalid(`Value '${name}' at 'functionName' failed to satisfy constraint`);
    if (call.region.lambda.functions.has(name))
      throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409);
    const created: LambdaFunction = {
      name,
      arn: functionArn(name, call),
      region: call.region.name,
      settings: readSettings(input, call, name, undefined),
      code: readCode((input.Code ?? {}) as Input),
      modifiedAt: call.now,
      revisionId: call.world.ids.uuid(),
      tags: readTags(input),
      permissions: new Map(),
      events: undefined,
      reservedConcurrency: undefined,
      running: 0,
      warm: [],
    };
    call.region.lambda.functions.set(name, created);
    return configuration(created);
  },

  GetFunction: (input, call) => {
    const found = functionOrThrow(input, call);
    return {
      Configuration: configuration(found),
      // No link: code is deployed here, not read back.
      Code: { RepositoryType: 'S3' },
      Tags: Object.fromEntries(found.tags),
      ...(found.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: found.reservedConcurrency } }),
    };
  },

  GetFunctionConfiguration: (input, call) => configuration(functionOrThrow(input, call)),

  ListFunctions: (_input, { region }) => ({
    Functions: [...region.lambda.functions.values()].map(configuration),
  }),

  UpdateFunctionCode: (input, call) => {
    const found = functionOrThrow(input, call);
    found.code = readCode(input);
    return changed(found, call);
  },

  UpdateFunctionConfiguration: (input, call) => {
    const found = functionOrThrow(input, call);
    found.settings = readSettings(input, call, found.name, found.settings);
    return changed(found, call);
  },

  DeleteFunction: (input, call) => {
    const found = functionOrThrow(input, call);
    call.region.lambda.functions.delete(found.name);
    coolDown(found);
    return {};
  },

  PutFunctionConcurrency: (input, call) => {
    const found = functionOrThrow(input, call);
    found.reservedConcurrency = Number(text(input, 'ReservedConcurrentExecutions') ?? 0);
    return { ReservedConcurrentExecutions: found.reservedConcurrency };
  },

  GetFunctionConcurrency: (input, call) => ({
    ReservedConcurrentExecutions: functionOrThrow(input, call).reservedConcurrency,
  }),

  DeleteFunctionConcurrency: (input, call) => {
    functionOrThrow(input, call).reservedConcurrency = undefined;
    return {};
  },

  TagResource: (input, call) => {
    const { tags } = functionOrThrow({ FunctionName: text(input, 'Resource') }, call);
    for (const [key, value] of readTags(input)) tags.set(key, value);
    return {};
  },

  UntagResource: (input, call) => {
    const { tags } = functionOrThrow({ FunctionName: text(input, 'Resource') }, call);
    for (const key of [input.TagKeys ?? []].flat()) tags.delete(String(key));
    return {};
  },

  ListTags: (input, call) => ({
    Tags: Object.fromEntries(functionOrThrow({ FunctionName: text(input, 'Resource') }, call).tags),
  }),
};

function readCode(input: Input): LambdaFunction['code'] {
  const zip = text(input, 'ZipFile');
  if (zip === undefined) throw invalid('The sandbox takes code as a ZipFile only.');
  const archive = Buffer.from(zip, 'base64');
  return {
    files: unzip(archive),
    sha256: createHash('sha256').update(archive).digest('base64'),
    size: archive.length,
  };
}

function changed(found: LambdaFunction, { now, world }: Call): object {
  found.modifiedAt = now;
  found.revisionId = world.ids.uuid();
  coolDown(found);
  return configuration(found);
}

function configuration(found: LambdaFunction): object {
  return {
    FunctionName: found.name,
    FunctionArn: found.arn,
    ...settingsView(found.settings),
    CodeSize: found.code.size,
    CodeSha256: found.code.sha256,
    LastModified: new Date(found.modifiedAt).toISOString().replace('Z', '+0000'),
    Version: '$LATEST',
    RevisionId: found.revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
  };
}

function readTags(input: Input): Map<string, string> {
  const tags = Object.entries((input.Tags ?? {}) as object);
  return new Map(tags.map(([key, value]) => [key, String(value)]));
}
