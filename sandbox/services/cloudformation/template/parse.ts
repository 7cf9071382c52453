import { AwsError } from '../../../errors.ts';

/** What a template says, its sections read and its values as they were written. */
export interface Template {
  readonly description: string | undefined;
  readonly metadata: unknown;
  readonly parameters: Readonly<Record<string, Section>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<Record<string, Section>>;
}

export type Section = Readonly<Record<string, unknown>>;

export interface TemplateResource {
  readonly type: string;
  readonly properties: Section;
  readonly condition: string | undefined;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
}

export const largestBodyBytes = 51_200;
const sections = [
  ...['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Conditions'],
  ...['Resources', 'Outputs'],
];
/** Sections of AWS's that the sandbox does not read. */
const unmodelled = ['Mappings', 'Transform', 'Rules', 'Hooks'];
const members = [
  ...['Type', 'Properties', 'Condition', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy'],
  'Metadata',
];

export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

export function formatError(message: string): AwsError {
  return invalid(`Template format error: ${message}`);
}

/** @throws AwsError `ValidationError` */
export function parseTemplate(body: string): Template {
  if (Buffer.byteLength(body) > largestBodyBytes)
    throw invalid(
      `1 validation error detected: Value '${body.slice(0, 40)}…' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${largestBodyBytes}`,
    );
  const document = readDocument(body);
  for (const name of Object.keys(document)) {
    if (unmodelled.includes(name)) throw formatError(`the sandbox does not model ${name}.`);
    if (!sections.includes(name))
      throw invalid(`Invalid template property or properties [${name}]`);
  }
  const version = document.AWSTemplateFormatVersion;
  if (version !== undefined && version !== '2010-09-09')
    throw formatError('unsupported value for AWSTemplateFormatVersion.');
  const resources = sectionOf(document, 'Resources');
  if (Object.keys(resources).length === 0)
    throw formatError('At least one Resources member must be defined.');
  return {
    description: document.Description === undefined ? undefined : String(document.Description),
    metadata: document.Metadata,
    parameters: sectionsIn(document, 'Parameters'),
    conditions: sectionOf(document, 'Conditions'),
    resources: Object.fromEntries(
      Object.entries(resources).map(([id, each]) => [id, readResource(id, each)]),
    ),
    outputs: sectionsIn(document, 'Outputs'),
  };
}

function readDocument(body: string): Section {
  if (!body.trimStart().startsWith('{'))
    throw formatError('the sandbox reads JSON templates only, not YAML.');
  try {
    return JSON.parse(body) as Section;
  } catch (error) {
    throw formatError(`JSON not well-formed. (${error instanceof Error ? error.message : ''})`);
  }
}

function sectionOf(document: Section, name: string): Section {
  const section = document[name] ?? {};
  if (!isSection(section)) throw formatError(`${name} must be an object.`);
  return section;
}

function sectionsIn(document: Section, name: string): Record<string, Section> {
  return Object.fromEntries(
    Object.entries(sectionOf(document, name)).map(([key, each]) => {
      if (!isSection(each)) throw formatError(`Every ${name} object must be an object: [${key}].`);
      return [key, each];
    }),
  );
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readResource(id: string, value: unknown): TemplateResource {
  if (!/^[A-Za-z0-9]+$/.test(id)) throw formatError(`Resource name ${id} is non alphanumeric.`);
  if (!isSection(value)) throw formatError(`[/Resources/${id}] resource definition is malformed`);
  const odd = Object.keys(value).find((name) => !members.includes(name));
  if (odd) throw invalid(`Invalid template resource property '${odd}'`);
  if (typeof value.Type !== 'string')
    throw formatError(`[/Resources/${id}] Every Resources object must contain a Type member.`);
  return {
    type: value.Type,
    properties: sectionOf(value, 'Properties'),
    condition: value.Condition === undefined ? undefined : String(value.Condition),
    dependsOn: [value.DependsOn ?? []].flat().map(String),
    deletionPolicy: readPolicy(id, value.DeletionPolicy, [
      'Delete',
      'Retain',
      'RetainExceptOnCreate',
    ]),
    updateReplacePolicy: readPolicy(id, value.UpdateReplacePolicy, ['Delete', 'Retain']),
  };
}

function readPolicy(id: string, value: unknown, known: readonly string[]): string {
  const policy = String(value ?? 'Delete');
  if (!known.includes(policy))
    throw formatError(`Unrecognized DeletionPolicy ${policy} for resource ${id}`);
  return policy;
}
