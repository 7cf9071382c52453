import { AwsError } from '../../errors.ts';
import type { PolicyDocument, PolicyStatement } from '../../principal.ts';

/** A policy as its author wrote it, because IAM gives that text back, and what it says. */
export interface WrittenPolicy {
  readonly text: string;
  readonly document: PolicyDocument;
}

/** @throws AwsError `MalformedPolicyDocument` */
export function parseRightsPolicy(text: string): WrittenPolicy {
  return parse(text, (statement) => {
    if (statement.Principal !== undefined)
      throw malformed('Policy document should not specify a principal.');
    if (statement.Resource === undefined && statement.NotResource === undefined)
      throw malformed('Policy statement must contain resources.');
  });
}

/** Of a role: who may take it on. @throws AwsError `MalformedPolicyDocument` */
export function parseTrustPolicy(text: string): WrittenPolicy {
  return parse(text, (statement) => {
    if (statement.Resource !== undefined) throw malformed('Has prohibited field Resource');
    if (statement.Principal === undefined) throw malformed('Missing required field Principal');
  });
}

/** IAM's answers carry policy documents URL-encoded (RFC 3986). */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function parse(text: string, check: (statement: PolicyStatement) => void): WrittenPolicy {
  const document = parseJsonOrThrow(text);
  const written = document.Statement;
  const statements = (Array.isArray(written) ? written : [written]) as unknown[];
  for (const statement of statements) {
    if (!isStatement(statement)) throw malformed('Syntax errors in policy.');
    checkActions(statement);
    check(statement);
  }
  return { text, document: { ...document, Statement: statements as PolicyStatement[] } };
}

function parseJsonOrThrow(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  if (typeof value !== 'object' || value === null || !('Statement' in value))
    throw malformed('Syntax errors in policy.');
  return value as Record<string, unknown>;
}

function isStatement(value: unknown): value is PolicyStatement {
  if (typeof value !== 'object' || value === null || !('Effect' in value)) return false;
  return value.Effect === 'Allow' || value.Effect === 'Deny';
}

function checkActions(statement: PolicyStatement): void {
  const actions = [statement.Action ?? statement.NotAction ?? []].flat();
  if (actions.length === 0) throw malformed('Policy statement must contain actions.');
  if (actions.some((action) => action !== '*' && !/^[\w-]+:.+$/.test(action)))
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message);
}
