import { invalid } from './parse.ts';

/** Where the functions of a template find their values. */
export interface Scope {
  /** Of a parameter, a resource or a pseudo parameter; `undefined` when there is none. */
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): string;
  condition(name: string): boolean;
}

type Resolve = (argument: unknown, scope: Scope) => unknown;

/** What `AWS::NoValue` stands for: the member or entry is left out. */
const noValue = Symbol('AWS::NoValue');

/** A value with its functions worked out. @throws AwsError `ValidationError` */
export function resolveValue(value: unknown, scope: Scope): unknown {
  const resolved = resolve(value, scope);
  return resolved === noValue ? undefined : resolved;
}

function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((each) => resolve(each, scope)).filter((each) => each !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const call = functionCall(value);
  if (call) return callFunction(call.name, call.argument, scope);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, resolve(each, scope)] as const)
      .filter(([, each]) => each !== noValue),
  );
}

/** `{"Ref": …}` and `{"Fn::…": …}`; `Condition` is one only within conditions. */
export function functionCall(value: object): { name: string; argument: unknown } | undefined {
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) return undefined;
  const [name, argument] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : undefined;
}

const functions: Readonly<Record<string, Resolve>> = {
  Ref: (argument, scope) => {
    const name = String(argument);
    if (name === 'AWS::NoValue') return noValue;
    const value = scope.ref(name);
    if (value === undefined) throw invalid(`Template error: unresolved reference ${name}`);
    return value;
  },
  'Fn::GetAtt': (argument, scope) => scope.attribute(...attributeOf(argument)),
  'Fn::Sub': (argument, scope) => {
    const [text, given] = [argument].flat() as [unknown, object?];
    const values = new Map(
      Object.entries(given ?? {}).map(([key, value]) => [key, resolve(value, scope)]),
    );
    return substitute(String(text), (name) => {
      if (values.has(name)) return values.get(name);
      if (!name.includes('.') || name.startsWith('AWS::')) return functions.Ref?.(name, scope);
      return functions['Fn::GetAtt']?.(name, scope);
    });
  },
  'Fn::Join': (argument, scope) => {
    const [separator, list] = pair(argument, 'Fn::Join');
    return asList(resolve(list, scope)).map(String).join(String(separator));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = pair(argument, 'Fn::Split');
    return String(resolve(text, scope)).split(String(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, list] = pair(argument, 'Fn::Select');
    const entries = asList(resolve(list, scope));
    const value = entries[Number(resolve(index, scope))];
    if (value === undefined)
      throw invalid('Template error: Fn::Select cannot select nonexistent value at index');
    return value;
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(String(resolve(argument, scope))).toString('base64'),
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = Array.isArray(argument) ? argument : [];
    return resolve(scope.condition(String(name)) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [one, other] = pair(argument, 'Fn::Equals').map((each) => resolve(each, scope));
    return JSON.stringify(one) === JSON.stringify(other);
  },
  'Fn::Not': (argument, scope) => !isTrue([argument].flat()[0], scope),
  'Fn::And': (argument, scope) => asList(argument).every((each) => isTrue(each, scope)),
  'Fn::Or': (argument, scope) => asList(argument).some((each) => isTrue(each, scope)),
};

/** The text of a `Fn::Sub`, each `${Name}` replaced; `${!Name}` stays as `${Name}`. */
export function substitute(text: string, find: (name: string) => unknown): string {
  return text.replace(/\$\{(!?)([^{}]+)\}/g, (_whole, literal, name) =>
    literal ? `\${${name}}` : String(find(name.trim())),
  );
}

/** `["Id", "Attribute"]` or `"Id.Attribute"`. */
export function attributeOf(argument: unknown): [logicalId: string, name: string] {
  if (Array.isArray(argument)) return [String(argument[0]), String(argument[1])];
  const [logicalId = '', ...name] = String(argument).split('.');
  return [logicalId, name.join('.')];
}

/** A condition, or an expression inside one. */
export function isTrue(value: unknown, scope: Scope): boolean {
  if (typeof value === 'object' && value !== null && 'Condition' in value)
    return scope.condition(String(value.Condition));
  return resolve(value, scope) === true;
}

function callFunction(name: string, argument: unknown, scope: Scope): unknown {
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!run) throw invalid(`Template error: the sandbox does not model ${name}.`);
  return run(argument, scope);
}

function pair(argument: unknown, name: string): [unknown, unknown] {
  if (Array.isArray(argument) && argument.length === 2) return [argument[0], argument[1]];
  throw invalid(`Template error: every ${name} object requires two parameters.`);
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid('Template error: a list was expected.');
}
