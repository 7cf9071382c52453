import type { Sandbox } from '../../sandbox/main.ts';

/** What people's keys changed, in order: calls that succeeded; what instances send is left out. */
export function changingCalls({ world }: Sandbox): string[] {
  return world.requests
    .all()
    .filter(({ caller, error }) => caller.includes(':user/') && error === undefined)
    .map(({ service, operation }) => `${service}:${operation}`)
    .filter((call) => !/:(Get|List|Describe|Filter)/.test(call));
}
