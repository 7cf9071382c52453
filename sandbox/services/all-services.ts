import type { Service } from '../service.ts';
import { lambda } from './aws-lambda/operations.ts';
import { cloudformation } from './cloudformation/operations.ts';
import { cloudwatch } from './cloudwatch/operations.ts';
import { dynamodb } from './dynamodb/operations.ts';
import { ec2 } from './ec2/operations.ts';
import { iam } from './iam/operations.ts';
import { logs } from './logs/operations.ts';
import { scheduler } from './scheduler/operations.ts';
import { sns } from './sns/operations.ts';
import { sqs } from './sqs/operations.ts';
import { ssm } from './ssm/operations.ts';
import { sts } from './sts/operations.ts';

export const allServices: readonly Service[] = [
  sts,
  iam,
  ec2,
  ssm,
  cloudwatch,
  logs,
  sns,
  dynamodb,
  sqs,
  lambda,
  scheduler,
  cloudformation,
];
