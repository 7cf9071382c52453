import type { Service } from '../../service.ts';

export const sts: Service = {
  signingName: 'sts',
  iamPrefix: 'sts',
  protocols: ['query'],
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: {
    GetCallerIdentity: (_input, { caller }) => ({
      Arn: caller.arn,
      UserId: caller.userId,
      Account: caller.accountId,
    }),
  },
};
