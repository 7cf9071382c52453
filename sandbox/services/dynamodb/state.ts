import type { EpochMs } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import type { Store } from './store.ts';

/** What the sandbox keeps of a table beside its items. */
export interface Table {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: EpochMs;
  readonly tags: Map<string, string>;
  isProtected: boolean;
  /** Shown, and without effect: no item ever expires. */
  ttlAttribute: string | undefined;
}

export interface DynamoDbState {
  readonly tables: Map<string, Table>;
  /** `undefined` until a first call needs it. */
  store: Promise<Store> | undefined;
}

export function createDynamoDbState(): DynamoDbState {
  return { tables: new Map(), store: undefined };
}

/** @throws AwsError `ResourceNotFoundException` */
export function tableOrThrow({ tables }: DynamoDbState, name: string): Table {
  const table = tables.get(name);
  if (!table)
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: Table: ${name} not found`,
    );
  return table;
}
