import type { Service } from '../../service.ts';
import { instanceProfileOperations } from './instance-profiles.ts';
import { pageOf } from './pages.ts';
import { policyOperations } from './policies.ts';
import { requiredForIam } from './required.ts';
import { rolePolicyOperations } from './role-policies.ts';
import { roleOperations } from './roles.ts';
import { simulateOperations } from './simulate.ts';

export const iam: Service = {
  signingName: 'iam',
  iamPrefix: 'iam',
  protocols: ['query'],
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  required: requiredForIam,
  operations: {
    ...roleOperations,
    ...rolePolicyOperations,
    ...instanceProfileOperations,
    ...policyOperations,
    ...simulateOperations,
    ListAccountAliases: (input, { world }) => {
      const { entries, end } = pageOf(world.accountAlias ? [world.accountAlias] : [], input);
      return { AccountAliases: entries, ...end };
    },
  },
};
