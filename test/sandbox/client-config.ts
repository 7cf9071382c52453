import type { Sandbox } from '../../sandbox/main.ts';
import type { PolicyStatement } from '../../sandbox/principal.ts';
import { createUserKeys } from '../../sandbox/services/iam/user-keys.ts';

/** What any SDK client needs to call a sandbox. @param rights an administrator's unless given */
export function clientConfig(sandbox: Sandbox, rights?: readonly PolicyStatement[]) {
  return {
    endpoint: sandbox.url,
    region: sandbox.region,
    credentials: rights
      ? createUserKeys(sandbox.world, 'limited', [{ Statement: rights }])
      : sandbox.keys,
  };
}
