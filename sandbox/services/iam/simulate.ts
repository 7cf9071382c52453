import { decide } from '../../authorization/authorize.ts';
import { type Decision, evaluatePolicies } from '../../authorization/policy.ts';
import { AwsError } from '../../errors.ts';
import { type Input, structures, text, texts } from '../../input.ts';
import type { Operation, Required } from '../../service.ts';
import type { World } from '../../world.ts';
import { pageOf } from './pages.ts';
import { roleDocuments } from './state.ts';

type Judge = (required: Required) => Decision;

export const simulateOperations: Readonly<Record<string, Operation>> = {
  SimulatePrincipalPolicy: (input, { world }) => {
    const judge = judgeFor(world, text(input, 'PolicySourceArn') ?? '');
    const resources = texts(input, 'ResourceArns');
    const context = contextOf(input);
    const { entries, end } = pageOf(texts(input, 'ActionNames'), input);
    const results = entries.map((action) => {
      if (!/^[\w-]+:[\w*]+$/.test(action))
        throw new AwsError('InvalidInput', `Invalid Action name: ${action}`);
      return evaluate(action, resources.length > 0 ? resources : ['*'], context, judge);
    });
    return { EvaluationResults: results, ...end };
  },
};

/** One result per action; the top level tells the strictest decision over all resources. */
function evaluate(
  action: string,
  resources: readonly string[],
  context: Readonly<Record<string, string>>,
  judge: Judge,
): object {
  const single = resources.map((resource) => ({
    EvalResourceName: resource,
    EvalResourceDecision: judge({ action, resource, context }),
    MatchedStatements: [],
    MissingContextValues: [],
  }));
  const strictest = (['explicitDeny', 'implicitDeny'] as const).find((decision) =>
    single.some((result) => result.EvalResourceDecision === decision),
  );
  return {
    EvalActionName: action,
    EvalResourceName: resources[0],
    EvalDecision: strictest ?? 'allowed',
    MatchedStatements: [],
    MissingContextValues: [],
    ResourceSpecificResults: resources[0] === '*' ? undefined : single,
  };
}

/** By the policies of the role or user behind an ARN. */
function judgeFor(world: World, arn: string): Judge {
  const role = [...world.iam.roles.values()].find((each) => each.arn === arn);
  if (role) return (required) => evaluatePolicies(roleDocuments(world.iam, role.name), required);
  const user = [...world.credentials.values()].find(
    ({ principal }) => principal.kind === 'user' && principal.arn === arn,
  );
  if (user) return (required) => decide(world, user.principal, required);
  if (!/^arn:[\w-]+:iam::\d{12}:(role|user)\//.test(arn))
    throw new AwsError(
      'InvalidInput',
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    );
  throw new AwsError('NoSuchEntity', `The entity ${arn} cannot be found.`, 404);
}

function contextOf(input: Input): Record<string, string> {
  const entries = structures(input, 'ContextEntries').map((entry) => [
    text(entry, 'ContextKeyName') ?? '',
    texts(entry, 'ContextKeyValues')[0] ?? '',
  ]);
  return Object.fromEntries(entries);
}
