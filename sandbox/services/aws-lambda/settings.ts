import { AwsError } from '../../errors.ts';
import { type Input, number, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { passedRole } from '../iam/role-session.ts';
import type { FunctionSettings } from './state.ts';

const modelled = [
  ...['FunctionName', 'Description', 'Runtime', 'Handler', 'Role', 'Timeout', 'MemorySize'],
  ...['Environment', 'DeadLetterConfig', 'LoggingConfig', 'Architectures', 'Code', 'Tags'],
  ...['PackageType', 'RevisionId', 'Publish'],
];
const runtimes = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x', 'nodejs26.x'];
const largestEnvironmentBytes = 4_096;
const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_DEFAULT_REGION|AWS_REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_\w+|AWS_ACCESS_KEY|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR|TZ)$/;

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

/** What AWS does and the sandbox does not is refused by name, never ignored. */
function refuseUnmodelled(input: Input): void {
  const odd = Object.keys(input).find(
    (name) => !modelled.includes(name) && input[name] !== undefined,
  );
  if (odd) throw invalid(`The sandbox does not model ${odd}.`);
  if (text(input, 'PackageType') === 'Image') throw invalid('The sandbox runs no images.');
  if (text(input, 'Publish') === 'true') throw invalid('The sandbox does not model versions.');
}

/** @param old what holds for members that are not sent; `undefined` for a new function. */
export function readSettings(
  input: Input,
  call: Call,
  name: string,
  old: FunctionSettings | undefined,
): FunctionSettings {
  refuseUnmodelled(input);
  const logging = (input.LoggingConfig ?? {}) as Input;
  return {
    description: text(input, 'Description') ?? old?.description ?? '',
    runtime: readRuntime(input, old),
    handler: readHandler(input, old),
    roleArn: readRole(input, call, old),
    timeoutSeconds: readBetween(input, 'Timeout', 1, 900) ?? old?.timeoutSeconds ?? 3,
    memoryMb: readBetween(input, 'MemorySize', 128, 10_240) ?? old?.memoryMb ?? 128,
    variables: readVariables(input) ?? old?.variables ?? {},
    deadLetterArn: readDeadLetter(input, old),
    logGroup: text(logging, 'LogGroup') ?? old?.logGroup ?? `/aws/lambda/${name}`,
    logFormat: readLogFormat(logging) ?? old?.logFormat ?? 'Text',
    architecture: [input.Architectures ?? old?.architecture ?? 'x86_64'].flat().join(),
  };
}

/** As answers show it. */
export function settingsView(settings: FunctionSettings): object {
  const { variables, deadLetterArn } = settings;
  return {
    Runtime: settings.runtime,
    Role: settings.roleArn,
    Handler: settings.handler,
    Description: settings.description,
    Timeout: settings.timeoutSeconds,
    MemorySize: settings.memoryMb,
    ...(Object.keys(variables).length > 0 ? { Environment: { Variables: variables } } : {}),
    ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { TargetArn: deadLetterArn } }),
    LoggingConfig: { LogFormat: settings.logFormat, LogGroup: settings.logGroup },
    Architectures: [settings.architecture],
  };
}

function readRuntime(input: Input, old: FunctionSettings | undefined): string {
  const runtime = text(input, 'Runtime') ?? old?.runtime ?? '';
  if (!runtimes.includes(runtime))
    throw invalid(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${runtimes.join(', ')}] or be a valid ARN`,
    );
  return runtime;
}

function readHandler(input: Input, old: FunctionSettings | undefined): string {
  const handler = text(input, 'Handler') ?? old?.handler ?? '';
  if (!/^[\w./-]+\.\w+$/.test(handler))
    throw invalid(`Value '${handler}' at 'handler' failed to satisfy constraint: FILE.FUNCTION`);
  return handler;
}

function readRole(input: Input, call: Call, old: FunctionSettings | undefined): string {
  const arn = text(input, 'Role') ?? old?.roleArn ?? '';
  if (arn === old?.roleArn) return arn;
  passedRole(call, arn, 'lambda.amazonaws.com', () =>
    invalid('The role defined for the function cannot be assumed by Lambda.'),
  );
  return arn;
}

function readBetween(input: Input, name: string, least: number, most: number): number | undefined {
  const value = number(input, name);
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || value < least || value > most)
    throw invalid(
      `1 validation error detected: Value '${value}' at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must have value between ${least} and ${most}`,
    );
  return value;
}

function readVariables(input: Input): Record<string, string> | undefined {
  if (input.Environment === undefined) return undefined;
  const sent = ((input.Environment as Input).Variables ?? {}) as Readonly<Record<string, unknown>>;
  const taken = Object.keys(sent).filter((name) => reserved.test(name));
  if (taken.length > 0)
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(', ')}`,
    );
  if (Buffer.byteLength(JSON.stringify(sent)) > largestEnvironmentBytes)
    throw invalid(
      'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.',
    );
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)]));
}

function readDeadLetter(input: Input, old: FunctionSettings | undefined): string | undefined {
  if (input.DeadLetterConfig === undefined) return old?.deadLetterArn;
  return text(input.DeadLetterConfig as Input, 'TargetArn') || undefined;
}

function readLogFormat(logging: Input): 'Text' | 'JSON' | undefined {
  const format = text(logging, 'LogFormat');
  if (format === undefined || format === 'Text' || format === 'JSON') return format;
  throw invalid(`Value '${format}' at 'loggingConfig.logFormat' failed to satisfy constraint`);
}
