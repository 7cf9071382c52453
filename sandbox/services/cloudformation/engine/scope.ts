import type { World } from '../../../world.ts';
import { declared, type Stack, type StackContent, type StackResource } from '../state.ts';
import { parameterRef } from '../template/parameters.ts';
import { invalid } from '../template/parse.ts';
import { isTrue, type Scope } from '../template/resolve.ts';
import { typeNamed } from '../types/all-types.ts';
import type { Place } from '../types/type.ts';

/** Where the functions of a stack's template find their values now. */
export function scopeOf(
  world: World,
  region: string,
  stack: Pick<Stack, 'name' | 'id'>,
  content: StackContent,
  resources: ReadonlyMap<string, StackResource>,
): Scope {
  const place: Place = { partition: world.partition, region, accountId: world.accountId };
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': world.accountId,
    'AWS::NotificationARNs': [],
    'AWS::Partition': world.partition,
    'AWS::Region': region,
    'AWS::StackId': stack.id,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': world.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
  const open: string[] = [];
  const scope: Scope = {
    ref: (name) => {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      const value = content.parameters.get(name);
      const declaration = declared(content.template, name);
      if (value !== undefined && declaration) return parameterRef(value, declaration);
      return resources.get(name)?.physicalId;
    },
    attribute: (logicalId, name) => {
      const resource = resources.get(logicalId);
      const attribute = typeNamed(resource?.type ?? '')?.attributes?.[name];
      if (resource?.physicalId === undefined || !attribute)
        throw invalid(`Template error: unresolved attribute ${logicalId}.${name}`);
      return attribute(resource.physicalId, place, resource.properties);
    },
    condition: (name) => {
      const { conditions } = content.template;
      if (!Object.hasOwn(conditions, name) || open.includes(name))
        throw invalid(`Template format error: Unresolved condition dependency ${name}`);
      open.push(name);
      const result = isTrue(conditions[name], scope);
      open.pop();
      return result;
    },
  };
  return scope;
}
