import { formatError, type Template, type TemplateResource } from './parse.ts';
import { attributeOf, functionCall, substitute } from './resolve.ts';

interface Reference {
  readonly name: string;
  /** `undefined` for a `Ref`. */
  readonly attribute: string | undefined;
}

const pseudo =
  /^AWS::(AccountId|NoValue|NotificationARNs|Partition|Region|StackId|StackName|URLSuffix)$/;

/** Everything a value points at, wherever in it. */
export function referencesIn(value: unknown): Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  const call = functionCall(value);
  if (!call) return Object.values(value).flatMap(referencesIn);
  if (call.name === 'Ref') return [{ name: String(call.argument), attribute: undefined }];
  if (call.name === 'Fn::GetAtt') {
    const [name, attribute] = attributeOf(call.argument);
    return [{ name, attribute }];
  }
  if (call.name === 'Fn::Sub') return referencesInSub(call.argument);
  return referencesIn(call.argument);
}

function referencesInSub(argument: unknown): Reference[] {
  const [text, given = {}] = [argument].flat() as [unknown, object?];
  const found: Reference[] = [];
  substitute(String(text), (name) => {
    if (Object.hasOwn(given, name)) return '';
    const [logicalId = '', ...rest] = name.split('.');
    const isAttribute = rest.length > 0 && !name.startsWith('AWS::');
    found.push(
      isAttribute ? { name: logicalId, attribute: rest.join('.') } : { name, attribute: undefined },
    );
    return '';
  });
  return [...found, ...referencesIn(given)];
}

/** Which other resources have to be there first. */
export function dependenciesOf(template: Template, resource: TemplateResource): string[] {
  const names = [
    ...resource.dependsOn,
    ...referencesIn(resource.properties).map(({ name }) => name),
  ];
  return [...new Set(names)].filter((name) => Object.hasOwn(template.resources, name));
}

/** @throws AwsError `ValidationError` for what points nowhere */
export function checkReferences(
  template: Template,
  attributesOf: (type: string) => readonly string[],
): void {
  const isKnown = (name: string) =>
    pseudo.test(name) ||
    Object.hasOwn(template.parameters, name) ||
    Object.hasOwn(template.resources, name);
  for (const [block, values] of [
    ['Resources', Object.values(template.resources).map(({ properties }) => properties)],
    ['Outputs', Object.values(template.outputs)],
  ] as const) {
    const references = values.flatMap(referencesIn);
    const unknown = references.filter(({ name }) => !isKnown(name)).map(({ name }) => name);
    if (unknown.length > 0)
      throw formatError(
        `Unresolved resource dependencies [${[...new Set(unknown)].join(', ')}] in the ${block} block of the template`,
      );
    for (const { name, attribute } of references) {
      const type = template.resources[name]?.type ?? '';
      if (attribute !== undefined && !attributesOf(type).includes(attribute))
        throw formatError(
          `resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`,
        );
    }
  }
  checkNames(template);
}

function checkNames(template: Template): void {
  for (const [id, { dependsOn, condition }] of Object.entries(template.resources)) {
    const unknown = dependsOn.filter((name) => !Object.hasOwn(template.resources, name));
    if (unknown.length > 0)
      throw formatError(
        `Unresolved resource dependencies [${unknown.join(', ')}] in the Resources block of the template`,
      );
    if (condition !== undefined && !Object.hasOwn(template.conditions, condition))
      throw formatError(`Unresolved condition dependency ${condition} in ${id}`);
  }
}

/** Logical ids, each behind what it needs. @throws AwsError `ValidationError` for a circle */
export function creationOrder(template: Template): string[] {
  const order: string[] = [];
  const open: string[] = [];
  const visit = (id: string) => {
    if (order.includes(id)) return;
    if (open.includes(id))
      throw formatError(
        `Circular dependency between resources: [${open.slice(open.indexOf(id)).join(', ')}]`,
      );
    open.push(id);
    const resource = template.resources[id];
    if (resource) for (const name of dependenciesOf(template, resource)) visit(name);
    open.pop();
    order.push(id);
  };
  for (const id of Object.keys(template.resources)) visit(id);
  return order;
}
