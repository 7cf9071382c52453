import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item of the table as DynamoDB carries it. */
export type Attributes = Record<string, AttributeValue>;

/**
 * JSON as DynamoDB's own types, so that items can be read in the console and conditions can name
 * their members. Members that are `undefined` are left out.
 * (util-dynamodb does the same, but nothing promises that the Lambda runtime has it.)
 */
export function toAttributes(item: object): Attributes {
  return Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, toAttribute(value)]),
  );
}

/** The way back. Unknown members stay: a newer version may have written them. */
export function fromAttributes(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, fromAttribute(value)]),
  );
}

export function toAttribute(value: unknown): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      if (value === null) return { NULL: true };
      return Array.isArray(value) ? { L: value.map(toAttribute) } : { M: toAttributes(value) };
    default:
      throw new TypeError(`${typeof value} cannot be kept in an item`);
  }
}

function fromAttribute(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(fromAttribute);
  if (value.M !== undefined) return fromAttributes(value.M);
  return null;
}
