import type { AwsCall } from '../engine/action.ts';
import type { Changes } from './call.ts';

type ChangeCall = {
  [S in keyof Changes]: {
    [O in keyof Changes[S]]: {
      readonly service: S;
      readonly operation: O;
      readonly input: Changes[S][O] extends new (input: infer Input) => unknown ? Input : never;
    };
  }[keyof Changes[S]];
}[keyof Changes];

/** A call for an action, checked against the SDK's own input type. Loads no SDK: plans stay pure. */
export function change(call: ChangeCall): AwsCall {
  return call as unknown as AwsCall;
}
