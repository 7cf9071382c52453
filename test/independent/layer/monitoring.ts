import { type Answer, type Call, xml } from './call.ts';

/** moto answers MonitorInstances and its opposite with 500; what it shows stays as it was launched. */
export interface DetailedMonitoring {
  set(call: Call, on: boolean): Answer;
  /** moto's answer to DescribeInstances with the state put in, where it is not as moto has it. */
  showIn(answer: Answer): Answer | undefined;
}

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** For an account with one instance. */
export function detailedMonitoring(): DetailedMonitoring {
  let isOn = false;
  return {
    set: ({ operation, input }, on) => {
      isOn = on;
      const state = on ? 'pending' : 'disabling';
      const item = `<item><instanceId>${input['InstanceId.1']}</instanceId><monitoring><state>${state}</state></monitoring></item>`;
      return xml(
        `<${operation}Response xmlns="${namespace}"><instancesSet>${item}</instancesSet></${operation}Response>`,
      );
    },
    showIn: (answer) => {
      if (!isOn) return undefined;
      const body = String(answer.body).replace(
        /(<monitoring>\s*<state>)disabled/g,
        (_, start: string) => `${start}enabled`,
      );
      return { ...answer, body };
    },
  };
}
