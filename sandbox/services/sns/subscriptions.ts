import { AwsError } from '../../errors.ts';
import { flag, type Input, text } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { confirmationMail } from './mail-text.ts';
import { invalid, mapOf, pageOf, required } from './parameters.ts';
import { listedSubscriptions, type Subscription, topicOrThrow } from './state.ts';

const pageSize = 100;
const endpoints: Readonly<Record<string, RegExp>> = {
  email: /^[^\s@]+@[^\s@]+$/,
  'email-json': /^[^\s@]+@[^\s@]+$/,
  http: /^http:\/\/\S+$/,
  https: /^https:\/\/\S+$/,
  sqs: /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w.-]+$/,
  lambda: /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w-]+)?$/,
};

export const subscriptionOperations: Readonly<Record<string, Operation>> = {
  Subscribe: (input, call) => {
    const { sns } = call.region;
    const topic = topicOrThrow(sns, required(input, 'TopicArn'));
    const { protocol, endpoint } = readEndpoint(input);
    const attributes = readAttributes(input);
    const known = listedSubscriptions(sns, call.now).find(
      (each) =>
        each.topicArn === topic.arn && each.protocol === protocol && each.endpoint === endpoint,
    );
    const subscription = known ?? subscribe(call, { topicArn: topic.arn, protocol, endpoint });
    for (const [name, value] of attributes) subscription.attributes.set(name, value);
    // Asking again for one that is pending sends the mail again.
    if (subscription.confirmation === 'pending') confirmationMail(call.world, subscription);
    const isShown = flag(input, 'ReturnSubscriptionArn') ?? false;
    return { SubscriptionArn: shownArn(subscription, isShown) };
  },

  ConfirmSubscription: (input, call) => {
    const topic = topicOrThrow(call.region.sns, required(input, 'TopicArn'));
    const token = required(input, 'Token');
    const found = [...call.region.sns.subscriptions.values()].find((each) => each.token === token);
    if (
      found?.topicArn !== topic.arn ||
      !listedSubscriptions(call.region.sns, call.now).includes(found)
    )
      throw invalid('Token');
    confirm(found, flag(input, 'AuthenticateOnUnsubscribe') ?? false);
    return { SubscriptionArn: found.arn };
  },

  Unsubscribe: (input, { region }) => {
    const arn = required(input, 'SubscriptionArn');
    if (arn.split(':').length < 7)
      throw invalid('SubscriptionArn Reason: An ARN must have at least 6 elements');
    const found = region.sns.subscriptions.get(arn);
    if (found?.confirmation === 'pending')
      throw invalid('This operation cannot be performed on a pending subscription');
    region.sns.subscriptions.delete(arn);
    return {};
  },

  GetSubscriptionAttributes: (input, call) => {
    const found = subscriptionOrThrow(input, call);
    return {
      Attributes: new Map([
        ['SubscriptionArn', found.arn],
        ['TopicArn', found.topicArn],
        ['Protocol', found.protocol],
        ['Endpoint', found.endpoint],
        ['Owner', call.world.accountId],
        ['PendingConfirmation', String(found.confirmation === 'pending')],
        ['ConfirmationWasAuthenticated', String(found.confirmation === 'confirmed-authenticated')],
        ['RawMessageDelivery', 'false'],
        ['SubscriptionPrincipal', call.caller.arn],
        ...found.attributes,
      ]),
    };
  },

  SetSubscriptionAttributes: (input, call) => {
    const found = subscriptionOrThrow(input, call);
    const attributes = { [required(input, 'AttributeName')]: text(input, 'AttributeValue') ?? '' };
    for (const [name, value] of readAttributes({ Attributes: attributes }))
      found.attributes.set(name, value);
    return {};
  },

  ListSubscriptions: (input, call) => listOf(() => true, input, call),

  ListSubscriptionsByTopic: (input, call) => {
    const topic = topicOrThrow(call.region.sns, required(input, 'TopicArn'));
    return listOf(({ topicArn }) => topicArn === topic.arn, input, call);
  },
};

export function confirm(subscription: Subscription, isAuthenticated: boolean): void {
  if (subscription.confirmation === 'pending')
    subscription.confirmation = isAuthenticated ? 'confirmed-authenticated' : 'confirmed';
}

function readEndpoint(input: Input): { protocol: string; endpoint: string } {
  const protocol = required(input, 'Protocol');
  const pattern = endpoints[protocol];
  if (!pattern)
    throw invalid(`Protocol Reason: the sandbox does not model the protocol ${protocol}`);
  const endpoint = text(input, 'Endpoint') ?? '';
  if (!pattern.test(endpoint)) throw invalid(`${protocol} endpoint`);
  return { protocol, endpoint };
}

function readAttributes(input: Input): Map<string, string> {
  const sent = mapOf(input, 'Attributes');
  const odd = [...sent.keys()].find((name) => name !== 'RawMessageDelivery');
  if (odd !== undefined) throw invalid(`AttributeName: the sandbox does not model ${odd}`);
  return new Map([...sent].map(([name, value]) => [name, String(value)]));
}

function subscribe(
  { world, region, now }: Call,
  place: Pick<Subscription, 'topicArn' | 'protocol' | 'endpoint'>,
): Subscription {
  const needsNoOne = place.protocol === 'sqs' || place.protocol === 'lambda';
  const subscription: Subscription = {
    ...place,
    arn: `${place.topicArn}:${world.ids.uuid()}`,
    attributes: new Map(),
    subscribedAt: now,
    token: world.ids.hex('2336412f37', 208),
    confirmation: needsNoOne ? 'confirmed-authenticated' : 'pending',
  };
  region.sns.subscriptions.set(subscription.arn, subscription);
  return subscription;
}

function shownArn({ confirmation, arn }: Subscription, evenPending: boolean): string {
  return confirmation === 'pending' && !evenPending ? 'pending confirmation' : arn;
}

function listOf(isMeant: (each: Subscription) => boolean, input: Input, call: Call): object {
  const all = listedSubscriptions(call.region.sns, call.now).filter(isMeant);
  const { page, NextToken } = pageOf(all, input, pageSize);
  return {
    Subscriptions: page.map(({ arn, topicArn, protocol, endpoint, confirmation }) => ({
      SubscriptionArn: confirmation === 'pending' ? 'PendingConfirmation' : arn,
      Owner: call.world.accountId,
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: topicArn,
    })),
    NextToken,
  };
}

function subscriptionOrThrow(input: Input, call: Call): Subscription {
  const arn = required(input, 'SubscriptionArn');
  const found = call.region.sns.subscriptions.get(arn);
  if (!found || !listedSubscriptions(call.region.sns, call.now).includes(found))
    throw new AwsError('NotFound', 'Subscription does not exist', 404);
  return found;
}
