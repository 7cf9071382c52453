import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { openStore, type Store } from './store.ts';

/** dynalite is loaded by the first call that needs it, once per Region. */
export function storeOf({ region }: Call): Promise<Store> {
  region.dynamodb.store ??= openStore();
  return region.dynamodb.store;
}

export function tableArn(name: string, { world, region }: Call): string {
  return `arn:${world.partition}:dynamodb:${region.name}:${world.accountId}:table/${name}`;
}

/** A table's name, out of its ARN where that is what was given. */
export function nameOf(nameOrArn: string): string {
  return /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}

export function tableNameOf(input: Input): string {
  return nameOf(text(input, 'TableName') ?? '');
}

/** What AWS does and dynalite would ignore is refused by name. */
export function refuseUnmodelled(input: Input, ...members: readonly string[]): void {
  const sent = members.find((name) => input[name] !== undefined);
  if (sent)
    throw new AwsError('ValidationException', `The sandbox does not model the parameter ${sent}.`);
}
