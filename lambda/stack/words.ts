/** Words of CloudFormation's language. */

export function ref(name: string): object {
  return { Ref: name };
}

export function att(resource: string, attribute: string): object {
  return { 'Fn::GetAtt': [resource, attribute] };
}

export function sub(text: string): object {
  return { 'Fn::Sub': text };
}

export function either(condition: string, yes: unknown, no: unknown): object {
  return { 'Fn::If': [condition, yes, no] };
}

/** ARN of the topic: the stack's own, or the one that was named. */
export const topic = either('MakesTopic', ref('Topic'), ref('ExistingTopicArn'));

/** An ARN of this account and Region, in whichever partition the stack is. */
export function here(service: string, resource: string): object {
  return sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
}

/** The same for IAM, which has no Regions. */
export function inIam(resource: string): object {
  return sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${resource}`);
}
