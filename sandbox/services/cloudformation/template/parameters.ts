import { invalid, type Section, type Template } from './parse.ts';

/** Parameters by name, as texts; lists are split where they are used. */
export type ParameterValues = ReadonlyMap<string, string>;

export interface SentParameter {
  readonly key: string;
  /** `undefined` keeps what was there before. */
  readonly value: string | undefined;
}

const types = ['String', 'Number', 'CommaDelimitedList', 'List<Number>'];

/** @throws AwsError `ValidationError` in AWS's words */
export function readParameters(
  template: Template,
  sent: readonly SentParameter[],
  before: ParameterValues,
): ParameterValues {
  const unknown = sent
    .map(({ key }) => key)
    .filter((key) => !Object.hasOwn(template.parameters, key));
  if (unknown.length > 0)
    throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const values = new Map<string, string>();
  const missing: string[] = [];
  for (const [name, declared] of Object.entries(template.parameters)) {
    const given = sent.find(({ key }) => key === name);
    const kept = given && given.value === undefined ? before.get(name) : undefined;
    const value = given?.value ?? kept ?? textOf(declared.Default);
    if (value === undefined) missing.push(name);
    else values.set(name, check(name, value, declared));
  }
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

/** What `Ref` makes of a parameter. */
export function parameterRef(value: string, declared: Section): unknown {
  const type = String(declared.Type);
  return type === 'String' || type === 'Number'
    ? value
    : value.split(',').map((each) => each.trim());
}

/** @throws AwsError `ValidationError` */
export function checkDeclarations({ parameters }: Template): void {
  for (const [name, { Type }] of Object.entries(parameters))
    if (!types.includes(String(Type)))
      throw invalid(
        `Template format error: Unrecognized parameter type: ${Type} (of ${name}; the sandbox knows ${types.join(', ')})`,
      );
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

function check(name: string, value: string, declared: Section): string {
  const { AllowedValues, AllowedPattern, ConstraintDescription } = declared;
  if (Array.isArray(AllowedValues) && !AllowedValues.map(String).includes(value))
    throw invalid(`Parameter '${name}' must be one of AllowedValues`);
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value))
    throw invalid(
      `Parameter ${name} failed to satisfy constraint: ${ConstraintDescription ?? `parameter value ${shown(value, declared)} for parameter name ${name} does not match pattern ${AllowedPattern}`}`,
    );
  checkSize(name, value, declared);
  return value;
}

function checkSize(name: string, value: string, declared: Section): void {
  const { MinLength, MaxLength, MinValue, MaxValue } = declared;
  if (MinLength !== undefined && value.length < Number(MinLength))
    throw invalid(`Parameter '${name}' must contain at least ${MinLength} characters`);
  if (MaxLength !== undefined && value.length > Number(MaxLength))
    throw invalid(`Parameter '${name}' must contain at most ${MaxLength} characters`);
  if (declared.Type !== 'Number') return;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isNaN(number)) throw invalid(`Parameter '${name}' must be a number.`);
  if (MinValue !== undefined && number < Number(MinValue))
    throw invalid(`Parameter '${name}' must be a number not less than ${MinValue}`);
  if (MaxValue !== undefined && number > Number(MaxValue))
    throw invalid(`Parameter '${name}' must be a number not greater than ${MaxValue}`);
}

/** As answers show it. */
export function shown(value: string, declared: Section | undefined): string {
  return String(declared?.NoEcho) === 'true' ? '****' : value;
}
