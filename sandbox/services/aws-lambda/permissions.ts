import { AwsError } from '../../errors.ts';
import { type Input, text } from '../../input.ts';
import type { PolicyDocument, PolicyStatement } from '../../principal.ts';
import type { Operation } from '../../service.ts';
import { invalid } from './settings.ts';
import { functionOrThrow, type LambdaFunction } from './state.ts';

export const permissionOperations: Readonly<Record<string, Operation>> = {
  AddPermission: (input, call) => {
    const found = functionOrThrow(input, call);
    const statement = readStatement(input, found);
    const id = statement.Sid ?? '';
    if (found.permissions.has(id))
      throw new AwsError(
        'ResourceConflictException',
        `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        409,
      );
    found.permissions.set(id, statement);
    return { Statement: JSON.stringify(statement) };
  },

  RemovePermission: (input, call) => {
    const found = functionOrThrow(input, call);
    const id = text(input, 'StatementId') ?? '';
    if (!found.permissions.delete(id))
      throw noPolicy(`Statement ${id} is not found in resource policy.`);
    return {};
  },

  GetPolicy: (input, call) => {
    const found = functionOrThrow(input, call);
    if (found.permissions.size === 0) throw noPolicy('The resource you requested does not exist.');
    return { Policy: JSON.stringify(permissionPolicy(found)), RevisionId: found.revisionId };
  },
};

export function permissionPolicy({ permissions }: LambdaFunction): PolicyDocument {
  return { Version: '2012-10-17', Statement: [...permissions.values()] };
}

function readStatement(input: Input, { arn }: LambdaFunction): PolicyStatement {
  const principal = text(input, 'Principal') ?? '';
  const action = text(input, 'Action') ?? '';
  if (!/^(lambda:|\*)/.test(action)) throw invalid(`The action ${action} is not one of Lambda's.`);
  const source = text(input, 'SourceArn');
  const account = text(input, 'SourceAccount');
  return {
    Sid: text(input, 'StatementId') ?? '',
    Effect: 'Allow',
    Principal: principal.endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: action,
    Resource: arn,
    Condition: {
      ...(source === undefined ? {} : { ArnLike: { 'AWS:SourceArn': source } }),
      ...(account === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': account } }),
    },
  };
}

function noPolicy(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, 404);
}
