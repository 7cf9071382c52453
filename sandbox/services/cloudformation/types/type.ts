import { AwsError } from '../../../errors.ts';
import type { Region } from '../../../world.ts';

export type Properties = Readonly<Record<string, unknown>>;

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** What the handler of a resource has to work with. */
export interface ResourceContext extends Place {
  /** An AWS call with the rights of whoever deploys. Throws AwsError. */
  call(
    service: string,
    operation: string,
    input: object,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** `STACK-LogicalId-RANDOM`. */
  generatedName(limit: number): string;
  /** To be told as soon as something is there: what fails afterwards is then cleaned up. */
  made(physicalId: string): void;
  /** To look whether a name is taken, where the service itself would not mind. */
  readonly state: Region;
}

/** How one kind of resource is made, changed and deleted. */
export interface ResourceType {
  readonly properties: readonly string[];
  readonly required?: readonly string[];
  /** Those whose change makes a new resource. */
  readonly replacing: readonly string[];
  /** The one that gives it a name of its author's choice. */
  readonly nameProperty?: string;
  /** Gets the stack's tags. */
  readonly isTaggable?: boolean;
  /** What `Fn::GetAtt` knows, from the physical id. */
  readonly attributes?: Readonly<
    Record<string, (physicalId: string, place: Place, properties: Properties) => string>
  >;
  create(context: ResourceContext, properties: Properties): Promise<void>;
  update(
    context: ResourceContext,
    physicalId: string,
    change: { readonly before: Properties; readonly after: Properties },
  ): Promise<void>;
  delete(context: ResourceContext, physicalId: string, properties: Properties): Promise<void>;
}

/** Where the service would silently take over what is there, CloudFormation does not. */
export function refuseTaken(isTaken: boolean, type: string, name: string): void {
  if (isTaken)
    throw new AwsError(
      'AlreadyExists',
      `Resource of type '${type}' with identifier '${name}' already exists.`,
      409,
    );
}

export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return value === undefined ? undefined : String(value);
}

export function listOf(properties: Properties, name: string): readonly unknown[] {
  const value = properties[name];
  return Array.isArray(value) ? value : [];
}

export function partOf(properties: Properties, name: string): Properties | undefined {
  const value = properties[name];
  return typeof value === 'object' && value !== null ? (value as Properties) : undefined;
}

/** Only these members, and only those that are there. */
export function pick(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(
    names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]),
  );
}

export function tagsOf(properties: Properties): Tag[] {
  return listOf(properties, 'Tags') as Tag[];
}

export function tagMap(properties: Properties): Record<string, string> {
  return Object.fromEntries(tagsOf(properties).map(({ Key, Value }) => [Key, String(Value)]));
}

/** What has to be set and what has to go. */
export function tagChange(change: { readonly before: Properties; readonly after: Properties }): {
  readonly set: Tag[];
  readonly gone: string[];
} {
  const [before, after] = [tagMap(change.before), tagMap(change.after)];
  return {
    set: tagsOf(change.after).filter(({ Key, Value }) => before[Key] !== String(Value)),
    gone: Object.keys(before).filter((key) => !Object.hasOwn(after, key)),
  };
}

/** A policy may be written as an object or as its text. */
export function documentOf(properties: Properties, name: string): string {
  const value = properties[name];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
