import { AwsError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { roleByArn, serviceRole } from '../iam/role-session.ts';
import type { LogLine } from './environment.ts';
import type { LambdaFunction } from './state.ts';

export interface FunctionLog {
  add(line: LogLine): void;
  /** A line of the service's own, of now. */
  line(text: string): void;
  lines(): readonly string[];
  /** To the function's log group, with the rights of its role; without them it is lost, as on AWS. */
  write(): Promise<void>;
}

export function openLog(world: World, of: LambdaFunction, logStreamName: string): FunctionLog {
  const collected: LogLine[] = [];
  return {
    add: ({ at, line }) => collected.push({ at, line }),
    line: (line) => collected.push({ at: world.clock.now(), line }),
    lines: () => collected.map(({ line }) => line),
    write: () => write(world, of, logStreamName, collected),
  };
}

async function write(
  world: World,
  of: LambdaFunction,
  logStreamName: string,
  lines: readonly LogLine[],
): Promise<void> {
  const role = roleByArn(world, of.settings.roleArn);
  if (!role) return;
  const caller = serviceRole(world, role, of.name);
  const logGroupName = of.settings.logGroup;
  const call = (operation: string, input: object) =>
    world.call({
      caller,
      region: of.region,
      service: 'logs',
      operation,
      input: { logGroupName, ...input },
    });
  const group = world.region(of.region).logs.groups.get(logGroupName);
  const logEvents = lines
    .filter(({ line }) => line !== '')
    .map(({ at, line }) => ({ timestamp: at, message: line }))
    .sort((one, other) => one.timestamp - other.timestamp);
  try {
    if (!group) await call('CreateLogGroup', {});
    if (!group?.streams.has(logStreamName)) await call('CreateLogStream', { logStreamName });
    await call('PutLogEvents', { logStreamName, logEvents });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
