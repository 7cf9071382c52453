import { AwsError } from '../../errors.ts';
import { type Input, structures, text, texts } from '../../input.ts';
import type { StackContent } from './state.ts';
import { checkDeclarations, type ParameterValues, readParameters } from './template/parameters.ts';
import { formatError, invalid, parseTemplate, type Template } from './template/parse.ts';
import { checkReferences, creationOrder } from './template/references.ts';
import { typeNamed } from './types/all-types.ts';

const unmodelled = [
  ...['TemplateURL', 'RoleARN', 'StackPolicyBody', 'StackPolicyURL', 'StackPolicyDuringUpdateBody'],
  ...['ResourceTypes', 'RollbackConfiguration', 'TimeoutInMinutes', 'RetainExceptOnCreate'],
  'NotificationARNs',
];

/** What AWS does and the sandbox does not is refused by name. */
export function refuseUnmodelled(input: Input): void {
  const odd = unmodelled.find((name) => {
    const value = input[name];
    return value !== undefined && !(Array.isArray(value) && value.length === 0) && value !== '';
  });
  if (odd) throw invalid(`The sandbox does not model ${odd}.`);
}

/** @throws AwsError `ValidationError` for whatever is wrong with a template before it is deployed */
export function readTemplate(body: string): Template {
  const template = parseTemplate(body);
  const types = Object.values(template.resources).map(({ type }) => type);
  const unknown = types.filter((type) => !typeNamed(type));
  if (unknown.length > 0)
    throw formatError(`Unrecognized resource types: [${[...new Set(unknown)].join(', ')}]`);
  checkDeclarations(template);
  checkReferences(template, (type) => Object.keys(typeNamed(type)?.attributes ?? {}));
  creationOrder(template);
  return template;
}

/** @param before what an update may take from the stack as it is */
export function readContent(input: Input, before: StackContent | undefined): StackContent {
  const body = text(input, 'TemplateBody');
  const isKept = String(input.UsePreviousTemplate) === 'true';
  if (body === undefined && !(isKept && before))
    throw invalid('Either Template URL or Template Body must be specified.');
  const template = body === undefined && before ? before.template : readTemplate(body ?? '');
  const sent = structures(input, 'Parameters').map((parameter) => ({
    key: text(parameter, 'ParameterKey') ?? '',
    value:
      String(parameter.UsePreviousValue) === 'true' ? undefined : text(parameter, 'ParameterValue'),
  }));
  const old: ParameterValues = before?.parameters ?? new Map();
  const tags = structures(input, 'Tags').map((tag) => ({
    Key: text(tag, 'Key') ?? '',
    Value: text(tag, 'Value') ?? '',
  }));
  return {
    body: body ?? before?.body ?? '',
    template,
    parameters: readParameters(template, sent, old),
    tags: input.Tags === undefined ? (before?.tags ?? []) : tags,
    capabilities: texts(input, 'Capabilities'),
  };
}

/** Which capability a template asks for; `undefined` when none. */
export function capabilityFor({ resources }: Template): string | undefined {
  const iam = Object.values(resources).filter(({ type }) => type.startsWith('AWS::IAM::'));
  if (iam.length === 0) return undefined;
  const isNamed = iam.some(({ properties }) => properties.RoleName !== undefined);
  return isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
}

/** @throws AwsError `InsufficientCapabilitiesException` */
export function checkCapabilities({ template, capabilities }: StackContent): void {
  const needed = capabilityFor(template);
  if (needed === undefined || capabilities.includes(needed)) return;
  if (needed === 'CAPABILITY_IAM' && capabilities.includes('CAPABILITY_NAMED_IAM')) return;
  throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
}
