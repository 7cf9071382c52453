import type { Values } from '../errors.ts';
import type { Catalogue } from './catalogue.ts';
import { logsEn } from './logs-en.ts';
import { age, list } from './values.ts';

const actions = (count: Values[string] | undefined) =>
  count === 1 ? '1 action' : `${count} actions`;

const count = (values: Values[string] | undefined) => (Array.isArray(values) ? values.length : 0);

const again = 'Run the same command again; it continues where this one stopped.';

const goOn = 'Then run the same command: it continues from there.';

// What was wanted is kept: without the flag the next run would fail in the same way.
const otherDisks =
  'Run setup again with --disk-path for each path that is wanted, on a local disk and existing; such as --disk-path /';

const newerAgent =
  'Bring amazon-cloudwatch-agent 1.300070.0 or newer onto the instance (Amazon Linux 2023: sudo dnf --releasever=latest install amazon-cloudwatch-agent), or install rsyslog';

/** By the ids of `agent/installer`. */
const commandCures: Readonly<Record<string, string>> = {
  'send-failed': `Mend what it says: a refusal is the role's rights, no answer is the way from the subnet to CloudWatch (NAT, VPC endpoint, security group). ${goOn}`,
  'no-space': `Make room on the disk of the instance. ${goOn}`,
  'cron-unavailable': `Neither cron nor a systemd timer can be had: install cron on the instance, or let it reach its package repository. ${goOn}`,
  'package-unavailable': `Let the instance reach its package repository, or install the package. ${goOn}`,
  'log-shipper-inactive': `Look at the log of the log agent on the instance. ${goOn}`,
  'journald-needs-newer-agent': `${newerAgent}. ${goOn}`,
  'syslog-silent': `Have syslog write again, on the instance: sudo systemctl enable --now rsyslog (and install it where it is missing). ${goOn}`,
  'payload-damaged': `The command arrived damaged. ${goOn}`,
  'endpoint-unreachable': `Let the subnet reach it (NAT, VPC endpoint, security group), or run setup with --proxy http://HOST:PORT. ${goOn}`,
  'disk-not-found': otherDisks,
  'disk-not-local': otherDisks,
  busy: `Another run is changing this instance: wait until it has ended. ${goOn}`,
};

export const en = {
  steps: {
    verifier: 'Verifier',
    registration: 'Registration',
    role: 'Role',
    attachment: 'Role on the instance',
    'detailed-monitoring': 'Detailed monitoring',
    'aws-metrics': "AWS's own metrics",
    'managed-node': 'Systems Manager',
    'metrics-agent': 'Metrics agent',
    'cron-entry': 'Schedule',
    'log-group': 'Log groups',
    'log-agent': 'Log agent',
    record: 'Record',
    arrival: 'Arrival',
    alerts: 'Alerts',
  },
  actions: {
    'delete-failed-stack': ({ stackName, status }) =>
      `Delete the stack ${stackName}, whose creation failed (${status})`,
    'create-stack': ({ stackName, region }) =>
      `Create the stack ${stackName}: it watches ${region} and tells when data stops (Lambda, schedule, table, topic, alarms)`,
    'update-stack': ({ stackName, version }) => `Update the stack ${stackName} to ${version}`,
    'subscribe-email': ({ email }) =>
      `Subscribe ${email} to its alerts; SNS mails a link to confirm`,
    'register-instance': ({ instanceId }) =>
      `Register ${instanceId} with the verifier, and keep its record in the stack's table`,
    'remove-stack': ({ stackName, region }) => `Delete the stack ${stackName} of ${region}`,
    'deregister-instance': ({ instanceId }) => `Take ${instanceId} out of the verifier's table`,
    ...logsEn.actions,
    'create-role': ({ roleName }) => `Create the role ${roleName}, for EC2 to hand to instances`,
    'restore-trust': ({ roleName }) => `Let EC2 assume the role ${roleName} again`,
    'attach-policy': ({ roleName, policy }) => `Attach ${policy} to ${roleName}`,
    'create-instance-profile': ({ roleName }) => `Create the instance profile ${roleName}`,
    'add-role-to-instance-profile': ({ roleName }) =>
      `Put the role into the instance profile ${roleName}`,
    'attach-role': ({ roleName, instanceId }) => `Attach ${roleName} to ${instanceId}`,
    'reattach-role': ({ roleName, instanceId }) =>
      `Attach ${roleName} to ${instanceId} anew: its profile was deleted and made again`,
    'enable-detailed-monitoring': ({ instanceId }) =>
      `Enable detailed monitoring (1 minute) of ${instanceId}`,
    'wait-for-managed-node': ({ instanceId, minutes }) =>
      `Wait until Systems Manager sees ${instanceId}: seconds after a boot with the role, else up to ${minutes} minutes`,
    'look-inside': ({ instanceId }) => `Look inside ${instanceId} (OS, cron, logs; read-only)`,
    'install-agent': ({ metrics, disks }) =>
      `Install the metrics agent (${metrics} metrics; disks: ${list(disks)}) and send once`,
    'install-cron': ({ minutes }) =>
      `Send every ${minutes} min from cron (/etc/cron.d/cloudwatch-wizard; cron itself where it is missing)`,
    'allow-describe-tags': ({ roleName }) =>
      `Let ${roleName} read tags (ec2:DescribeTags), for old cron lines with --auto-scaling`,
    'forbid-describe-tags': ({ roleName }) =>
      `Take the right to read tags (ec2:DescribeTags) from ${roleName}`,
    'migrate-cron': ({ files, options }) =>
      `Comment out cron lines of mon-put-instance-data.pl${count(files) > 0 ? ` in ${list(files)}` : ', if there are any'}, and do what they did${count(options) > 0 ? ` (${list(options)})` : ''}; undo puts them back`,
    'tag-instance': ({ instanceId, key }) =>
      `Tag ${instanceId} with ${key}, pointing at its record`,
    'delete-role': ({ roleName }) => `Delete the role ${roleName}`,
    'detach-policy': ({ roleName, policy }) => `Detach ${policy} from ${roleName}`,
    'delete-instance-profile': ({ roleName }) => `Delete the instance profile ${roleName}`,
    'remove-role-from-instance-profile': ({ roleName }) =>
      `Take the role out of the instance profile ${roleName}`,
    'detach-role': ({ roleName, instanceId }) => `Detach ${roleName} from ${instanceId}`,
    'disable-detailed-monitoring': ({ instanceId }) =>
      `Disable detailed monitoring of ${instanceId}`,
    uninstall: ({ instanceId }) =>
      `Uninstall metrics agent, cron entry and log agent from ${instanceId}`,
    'untag-instance': ({ instanceId, key }) => `Remove the tag ${key} from ${instanceId}`,
  },
  notes: {
    'alerts-declined': () => 'nobody is told when its data stops (--no-alerts)',
    'verifier-missing': ({ region }) =>
      `nobody is told when its data stops: ${region} has no verifier (cloudwatch-wizard verifier deploy)`,
    'verifier-unseen': ({ region }) =>
      `whether anybody is told is not known: CloudFormation in ${region} may not be read`,
    'verifier-newer': ({ version, own }) =>
      `the verifier is of version ${version}, newer than this program (${own}); it is used as it is`,
    'verifier-older': ({ version, own }) =>
      `the verifier is of version ${version}, older than this program (${own}): cloudwatch-wizard verifier deploy brings it up`,
    'topic-goes': ({ topic }) =>
      `alerts leave ${topic}; if it is the stack's own it is deleted, with everybody subscribed to it`,
    'topic-unseen': ({ topic }) =>
      `whether ${topic} reaches anybody is not known: it may not be looked at from this account`,
    'webhook-alone': () =>
      'the alarms about the verifier itself go to its topic, which nobody reads: add --email',
    'nobody-told': () =>
      'Nobody is told: the topic has no confirmed subscription. cloudwatch-wizard verifier deploy --email ADDRESS',
    'one-personal-mailbox': ({ email }) =>
      `${email} looks like one person's mailbox: while that person is away nobody is told. Name a list, or --email twice`,
    'verifier-looked': ({ ageSeconds, instances, down }) =>
      `The verifier looked ${age(ageSeconds, 'en')} ago: ${instances} registered, ${down} down`,
    'email-confirmed': ({ email }) => `${email} is subscribed and confirmed`,
    'alert-still-open': ({ cause }) =>
      `An alert is still open (${cause}); its all-clear follows after two good looks`,
    ...logsEn.notes,
    'role-not-ours': ({ roleName }) =>
      `${roleName} was made by somebody else: it is used as it is and never deleted`,
    'role-in-use': ({ roleName, instances }) => `${roleName} stays: ${list(instances)} use it`,
    'role-in-other-profile': ({ roleName, profiles }) =>
      `${roleName} stays: somebody put it into the instance profile ${list(profiles)} too`,
    'role-perhaps-in-use': ({ roleName, regions }) =>
      `${roleName} stays: ${list(regions)} could not be read and may hold instances that use it`,
    'role-has-other-policies': ({ roleName, policies }) =>
      `${roleName} stays: somebody gave it ${list(policies)}`,
    'policy-retired': ({ policy }) =>
      `${policy} can no longer be attached; CloudWatchFullAccessV2 takes its place`,
    'monitoring-already-on': ({ instanceId }) =>
      `Detailed monitoring of ${instanceId} was on before; it stays on`,
    'metric-unknown': ({ metric }) => `${metric}: CloudWatch did not answer in full`,
    'metric-without-data': ({ metric }) => `${metric}: no data point in the last three hours yet`,
    'metric-newest': ({ metric, value, ageSeconds }) =>
      `${metric} ${value}, ${age(ageSeconds, 'en')} old`,
    'metric-arrived': ({ metric, mountPath, value, ageSeconds }) =>
      `${metric}${mountPath ? ` ${mountPath}` : ''} ${value}, ${age(ageSeconds, 'en')} old`,
    'heartbeat-arrived': ({ group, ageSeconds }) =>
      `Heartbeat line in ${group}, ${age(ageSeconds, 'en')} old`,
    'no-ssm-agent-in-image': ({ instanceId }) =>
      `The image of ${instanceId} comes without an SSM agent: without one installed by you, Systems Manager never sees it`,
    'second-sender': ({ sender }) =>
      `A second sender of the same metrics is on the instance, and is left alone: ${sender}. setup --migrate replaces lines of mon-put-instance-data.pl`,
    'groups-need-right': ({ roleName }) =>
      `${roleName} is not ours: without ec2:DescribeTags, given by you, the metrics of the Auto Scaling group stay away`,
    'sent-twice': ({ samples }) =>
      `Somebody else sends the same metrics: ${samples} samples in one minute. An old cron line of mon-put-instance-data.pl? setup --migrate replaces it`,
    'waiting-for-stack': ({ stackName, status }) =>
      `CloudFormation works on ${stackName} (${status})`,
    'waiting-for-email': ({ emails }) =>
      `Waiting for ${list(emails)} to confirm: the link is in a mail from AWS`,
    'waiting-for-iam': () =>
      'EC2 does not see the new instance profile yet (seconds, at most two minutes)',
    'waiting-for-ssm': () =>
      'Ctrl+C is safe, a reboot is quicker. Systems Manager does not see the instance yet: an SSM agent that started without a role looks again after 25 to 30 minutes',
    'waiting-to-settle': ({ steps }) => `AWS does not show everything yet: ${list(steps)}`,
    'waiting-for-data': ({ awaited }) => `Waiting for the next scheduled run: ${list(awaited)}`,
  },
  problems: {
    ...logsEn.problems,
    'unknown-verb': {
      what: ({ verb, meant }) =>
        `There is no command "${verb}".${meant ? ` Did you mean "${meant}"?` : ''}`,
      next: ({ verbs }) => `Commands: ${list(verbs)}. See cloudwatch-wizard --help.`,
    },
    'unknown-flag': {
      what: ({ flag, meant, verb }) =>
        `There is no flag ${flag}${verb ? ` for ${verb}` : ''}.${meant ? ` Did you mean ${meant}?` : ''}`,
      next: ({ verb }) => `See cloudwatch-wizard ${verb ? `${verb} ` : ''}--help.`,
    },
    'missing-flag': {
      what: ({ flag }) => `${flag} is missing.`,
      next: ({ flag, example }) => `Add it, for example: ${flag} ${example}`,
    },
    'missing-value': {
      what: ({ flag }) => `${flag} needs a value.`,
      next: () => 'See cloudwatch-wizard --help.',
    },
    'bad-value': {
      what: ({ flag, value }) => `${flag} cannot be "${value}".`,
      next: ({ expected }) => `Expected: ${expected}`,
    },
    'unexpected-argument': {
      what: ({ argument }) => `"${argument}" is one word too many.`,
      next: () =>
        'Values go behind their flags: cloudwatch-wizard setup --instance-id i-0123456789abcdef0',
    },
    'needs-confirmation': {
      what: () => 'The plan was not confirmed, and there is no terminal to ask on.',
      next: () => 'Add --yes to confirm it, or --dry-run to see it only.',
    },
    'no-region': {
      what: () => 'No Region is set.',
      next: () => 'Add --region, for example --region ap-northeast-2, or set AWS_REGION.',
    },
    'unreadable-file': {
      what: ({ path, reason }) => `${path} cannot be used: ${reason}`,
      next: () => 'Check the path and what the file holds.',
    },
    'sandbox-not-started': {
      what: ({ reason }) => `The sandbox could not start: ${reason}`,
      next: () => 'Choose another --port, or another directory by TMPDIR.',
    },
    'no-credentials': {
      what: ({ answer, profile }) =>
        `No AWS credentials were found${profile ? ` for the profile ${profile}` : ''}. ${answer}`,
      next: ({ profile }) =>
        profile
          ? `Check its name (aws configure list-profiles), or sign in: aws sso login --profile ${profile}`
          : 'Sign in (aws configure, or aws sso login) and add --profile where it is not the default; or try everything without an account: cloudwatch-wizard sandbox.',
    },
    'credentials-refused': {
      what: ({ action, error, answer }) =>
        `AWS refused the credentials at ${action}: ${error}: ${answer}`,
      next: ({ region, error }) =>
        region && error === 'InvalidClientTokenId'
          ? `Check the Region: AWS answers so where ${region} is not enabled for the account. Else check the keys or the profile; a secret that was rotated has to be replaced here too.`
          : 'Check the keys or the profile; a secret that was rotated has to be replaced here too.',
    },
    'credentials-expired': {
      what: ({ action, answer }) => `The credentials have expired (${action}): ${answer}`,
      next: ({ profile }) =>
        `Sign in again (aws sso login${profile ? ` --profile ${profile}` : ''}, or new keys) and run the same command.`,
    },
    'access-denied': {
      what: ({ action, answer }) => `${action} is not allowed: ${answer}`,
      next: ({ action }) =>
        `Have an administrator allow ${action} to the principal above, then run the same command.`,
    },
    'clock-wrong': {
      what: ({ action, answer }) =>
        `AWS refused ${action} because this machine's clock is wrong: ${answer}`,
      next: () => 'Set the clock (it may be 5 minutes off at most) and run the same command.',
    },
    'endpoint-unreachable': {
      what: ({ action, answer }) => `${action} got no answer: ${answer}`,
      next: ({ region }) =>
        `Check the network, the proxy (NODE_EXTRA_CA_CERTS for one with its own certificate), the Region${region ? ` (${region})` : ''}, and AWS_ENDPOINT_URL if it is set.`,
    },
    'alerts-undecided': {
      what: ({ region }) => `Who is to be told when data stops? ${region} has no verifier yet.`,
      next: () =>
        'Add one of --email ADDRESS, --webhook URL, --topic ARN; or --no-alerts for nobody.',
    },
    'other-account': {
      what: ({ accountId, expected }) =>
        `These credentials are of account ${accountId}; the command is meant for ${expected}.`,
      next: () => 'Use the profile of that account: --profile NAME. Nothing was changed.',
    },
    'topic-elsewhere': {
      what: ({ topic, region }) => `${topic} is not a topic of ${region}.`,
      next: () => 'Name a topic of the same Region and partition; of another account it may be.',
    },
    'topic-not-found': {
      what: ({ topic }) => `There is no topic ${topic}: nobody can be told by it.`,
      next: () =>
        "Make it again under that name, or name another: cloudwatch-wizard verifier deploy --topic ARN. If it was not the stack's own, --topic off --email ADDRESS goes back to that.",
    },
    'records-unreadable': {
      what: ({ instanceId }) =>
        `${instanceId} is registered with a verifier, and its record cannot be read: CloudFormation may not be looked at.`,
      next: () =>
        'Have an administrator allow cloudformation:DescribeStacks, then run the same command. Nothing was changed.',
    },
    'stack-not-ours': {
      what: ({ stackName, region }) =>
        `${region} has a stack ${stackName} that this program did not make.`,
      next: () => 'It is not touched. Delete or rename it, or go on with --no-alerts.',
    },
    'stack-broken': {
      what: ({ stackName, status }) => `The stack ${stackName} is in the state ${status}.`,
      next: ({ region }) =>
        `Look at its events in CloudFormation, ${region}, and continue or delete it there; then run the same command.`,
    },
    'stack-newer': {
      what: ({ version, own }) =>
        `The verifier is of version ${version}; this program (${own}) is older and would put it back.`,
      next: () => 'Update this program, then run the same command.',
    },
    'stack-failed': {
      what: ({ stackName, resource, reason, isCreation }) =>
        `CloudFormation could not ${isCreation ? 'create' : 'change'} ${stackName}: ${resource}: ${reason}${isCreation ? ' (what it had begun is deleted)' : ''}`,
      next: () => 'Mend what it says, then run the same command; or go on with --no-alerts.',
    },
    'stack-busy': {
      what: ({ stackName, status }) => `CloudFormation is at work on ${stackName} (${status}).`,
      next: () => 'Run the same command in a minute or two.',
    },
    'stack-late': {
      what: ({ stackName, status }) =>
        `CloudFormation is still at work on ${stackName} (${status}).`,
      next: () => again,
    },
    'no-verifier': {
      what: ({ region }) => `${region} has no verifier.`,
      next: () => 'Deploy one: cloudwatch-wizard verifier deploy --email ADDRESS',
    },
    'instances-registered': {
      what: ({ instances }) =>
        `${list(instances)} still registered with the verifier, which keeps the record of each.`,
      next: () => 'Undo them first: cloudwatch-wizard undo --instance-id ID for each.',
    },
    'record-changed': {
      what: ({ instanceId }) =>
        `Somebody else has changed the record of ${instanceId} since it was read.`,
      next: () =>
        'Another run may be at work, perhaps on another machine. Run the same command when it has ended.',
    },
    'record-newer': {
      what: ({ instanceId }) => `The record of ${instanceId} was written by a newer version.`,
      next: () => 'Update this program, then run the same command. Nothing was changed.',
    },
    'email-unconfirmed': {
      what: ({ emails }) =>
        `Not confirmed yet, so nothing is sent there: ${list(emails)}. All else is done.`,
      next: () =>
        'Open the mail from AWS Notifications (perhaps in the spam folder). Paste its link: cloudwatch-wizard verifier deploy --email ADDRESS --confirm-link LINK',
    },
    'verifier-silent': {
      what: ({ region }) => `The verifier of ${region} has not looked since.`,
      next: () => 'Look at it in some minutes: cloudwatch-wizard verifier status',
    },
    'verifier-blind': {
      what: ({ region, blind }) => `The verifier of ${region} could not look at: ${list(blind)}.`,
      next: () =>
        'If it lasts, its log group /aws/lambda/cloudwatch-wizard-verifier says why; an alarm tells it too.',
    },
    'link-wrong': {
      what: () => 'SNS refused the link: it is not of this topic, cut short, or older than 3 days.',
      next: () => 'Copy the whole link "Confirm subscription" of the newest mail.',
    },
    'test-alert-failed': {
      what: ({ answer }) => `The verifier could not send: ${answer}`,
      next: () => 'Its log group /aws/lambda/cloudwatch-wizard-verifier tells more.',
    },
    'no-instances': {
      what: ({ region }) => `There are no instances in ${region}.`,
      next: () => 'Choose another Region with --region, or start an instance.',
    },
    'no-such-instance': {
      what: ({ instanceId, region }) => `There is no instance ${instanceId} in ${region}.`,
      next: () =>
        'Check the id, the account above, and --region. cloudwatch-wizard status lists what there is.',
    },
    'instance-stopped': {
      what: ({ instanceId, state }) => `${instanceId} is ${state}: nothing can be done on it now.`,
      next: ({ instanceId, region }) =>
        `Start it, then run the same command: aws ec2 start-instances --instance-ids ${instanceId} --region ${region}`,
    },
    'instance-not-running-yet': {
      what: ({ instanceId }) => `${instanceId} is still starting.`,
      next: () => 'Run the same command in a minute.',
    },
    'instance-terminated': {
      what: ({ instanceId }) => `${instanceId} is terminated.`,
      next: () => 'Choose another instance: cloudwatch-wizard status lists them.',
    },
    'instance-windows': {
      what: ({ instanceId }) =>
        `${instanceId} runs Windows. Metrics agent and log agent are for Linux.`,
      next: () => 'On Windows use the CloudWatch agent.',
    },
    'metadata-off': {
      what: ({ instanceId }) =>
        `The metadata service of ${instanceId} is switched off: its role's credentials cannot reach it.`,
      next: ({ instanceId, region }) =>
        `Switch it on: aws ec2 modify-instance-metadata-options --instance-id ${instanceId} --http-endpoint enabled --http-tokens required --region ${region}`,
    },
    'role-trust-wrong': {
      what: ({ roleName }) => `There is a role ${roleName}, but EC2 may not assume it.`,
      next: ({ roleName }) =>
        `Let its trust policy allow sts:AssumeRole to ec2.amazonaws.com, or rename it; ${roleName} is the name of the guide.`,
    },
    'role-lacks-cloudwatch': {
      what: ({ roleName }) => `${roleName} was made by somebody else and has no CloudWatch rights.`,
      next: ({ roleName, partition }) =>
        `Attach them: aws iam attach-role-policy --role-name ${roleName} --policy-arn arn:${partition}:iam::aws:policy/CloudWatchFullAccess`,
    },
    'role-lacks-ssm': {
      what: ({ roleName }) =>
        `${roleName} was made by somebody else and lacks the right by which Systems Manager reaches the instance.`,
      next: ({ roleName, partition }) =>
        `Attach it: aws iam attach-role-policy --role-name ${roleName} --policy-arn arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    },
    'profile-holds-other-role': {
      what: ({ roleName }) => `The instance profile ${roleName} holds another role.`,
      next: ({ roleName }) => `Put the role ${roleName} into it, or delete the profile.`,
    },
    'profile-empty-not-ours': {
      what: ({ roleName }) =>
        `The instance profile ${roleName} was made by somebody else and holds no role.`,
      next: ({ roleName }) =>
        `Put the role ${roleName} into it, or delete it: aws iam delete-instance-profile --instance-profile-name ${roleName}`,
    },
    'instance-has-other-role': {
      what: ({ instanceId, profileArn }) =>
        `${instanceId} already has a role (${profileArn}). An instance has only one: attaching another would take its application's permissions away.`,
      next: ({ roleName }) =>
        `Choose an instance without a role, or detach this one yourself first. Extending a role that is there comes in a later version; ${roleName} was not attached.`,
    },
    'commands-missing': {
      what: ({ instanceId, commands }) =>
        `${instanceId} lacks commands that the metrics agent needs: ${list(commands)}.`,
      next: () => 'Install them on the instance, then run the same command.',
    },
    'no-system-log': {
      what: ({ instanceId }) => `${instanceId} has neither a syslog file nor a journal to ship.`,
      next: () => 'Install rsyslog on it, then run the same command.',
    },
    'journald-needs-newer-agent': {
      what: ({ version }) =>
        version
          ? `The CloudWatch agent on the instance (${version}) cannot read the journal.`
          : 'The CloudWatch agent on the instance does not say its version; only newer ones read the journal.',
      next: () => `${newerAgent}, then run the same command.`,
    },
    'another-run': {
      what: ({ pid }) => `Another run (process ${pid}) is at work on this instance.`,
      next: ({ path }) => `Wait until it has ended. If it is not there any more, delete ${path}.`,
    },
    'changed-under-us': {
      what: ({ step, action }) =>
        `Something changed between plan and apply: ${step} now wants ${action}, which was not confirmed.`,
      next: () => 'Run the same command again to see the new plan.',
    },
    'differs-from-assumed': {
      what: ({ step, action }) =>
        `The instance is not as the plan assumed: ${step} now wants ${action}.`,
      next: () => 'Run it on a terminal and without --yes: it shows what was found, and asks.',
    },
    'managed-node-late': {
      what: ({ instanceId }) => `Systems Manager still does not see ${instanceId}.`,
      next: () =>
        `Reboot the instance to shorten the wait, or leave it. ${again} If it stays so: is there an SSM agent (images of Debian and RHEL come without one), and a route to Systems Manager?`,
    },
    'managed-node-lost': {
      what: ({ instanceId }) =>
        `Systems Manager does not reach ${instanceId}, so nothing can be uninstalled on it.`,
      next: () =>
        'Bring it back (is the role attached, is the SSM agent running?) and run the same command.',
    },
    'not-settled': {
      what: ({ steps }) => `AWS does not show yet what was changed: ${list(steps)}.`,
      next: () => again,
    },
    'arrival-late': {
      what: ({ instanceId, missing }) => `Not arrived from ${instanceId}: ${list(missing)}.`,
      next: ({ instanceId, where }) =>
        `Everything is installed; look again in some minutes: cloudwatch-wizard status --instance-id ${instanceId}${where}`,
    },
    'profile-not-visible': {
      what: ({ roleName }) =>
        `EC2 did not see the instance profile ${roleName} within two minutes.`,
      next: () => again,
    },
    'command-late': {
      what: ({ instanceId, commandId }) =>
        `The command ${commandId} on ${instanceId} has not come to an end in time; it may still be running.`,
      next: () =>
        'Look at it in Systems Manager, Run Command. When it has ended, run the same command again.',
    },
    'role-left': {
      what: ({ roleName, regions }) =>
        `The instance is as before, but ${roleName} stays: ${list(regions)} could not be read and may hold instances that use it.`,
      next: () => 'Run undo again with credentials that may read instances there.',
    },
    'command-failed': {
      what: ({ instanceId, errorId, exitCode, answer }) =>
        `The script on ${instanceId} failed (${errorId}, exit code ${exitCode}).${answer ? ` ${answer}` : ''}`,
      next: ({ errorId }) => commandCures[String(errorId)] ?? `Mend what it says. ${goOn}`,
    },
    'command-not-delivered': {
      what: ({ instanceId, status }) => `Run Command did not reach ${instanceId}: ${status}.`,
      next: () => 'Is the instance running and its SSM agent online? Then run the same command.',
    },
    throttled: {
      what: ({ action, answer }) => `AWS throttled ${action} again and again: ${answer}`,
      next: () => again,
    },
    'quota-reached': {
      what: ({ action, answer }) => `A quota of the account is used up at ${action}: ${answer}`,
      next: () =>
        'Remove what is no longer needed, or have the quota raised (Service Quotas), then run the same command.',
    },
    'aws-error': {
      what: ({ action, error, answer }) => `${action} failed: ${error}: ${answer}`,
      next: () => again,
    },
    'no-record': {
      what: ({ instanceId, path }) =>
        `Nothing is recorded of ${instanceId}: neither with a verifier nor on this machine (${path}).`,
      next: ({ instanceId, where }) =>
        `Use the machine that set it up, or set it up from here: cloudwatch-wizard setup --instance-id ${instanceId}${where}`,
    },
    'journal-unreadable': {
      what: ({ path, reason }) => `The journal ${path} cannot be read: ${reason}`,
      next: () => 'Nothing was changed. Mend the file or move it away.',
    },
    'journal-unwritable': {
      what: ({ path, reason }) => `The journal ${path} cannot be written: ${reason}`,
      next: () =>
        'Nothing is changed without it. Make room or set XDG_STATE_HOME to a folder that can be written.',
    },
  },
  questions: {
    ...logsEn.questions,
    alerts: {
      ask: () => 'Who is to be told when data stops?',
      why: ({ usdText }) =>
        `A Lambda looks every few minutes, once per Region: about ${usdText} a month.`,
    },
    region: {
      ask: () => 'Region',
      why: () => 'Metrics and logs stay in the Region of the instance. Type to search.',
    },
    'instance-id': {
      ask: () => 'Instance',
      why: () => 'The one to be monitored; run it again for each further one. Type to search.',
    },
    period: {
      ask: () => 'How often should memory and disk be measured?',
      why: () => 'Every 5 minutes is enough for most; every minute shows short peaks.',
    },
    swap: {
      ask: () => 'Measure swap too?',
      why: () => 'Two metrics more; without swap on the instance they stay at zero.',
    },
    'disk-path': {
      ask: () => 'Which disks? Paths, separated by commas',
      why: ({ volumes }) =>
        `Any path on each disk; 3 metrics each. < goes back. Attached: ${list(volumes) || '-'}`,
    },
    'detailed-monitoring': {
      ask: () => "AWS's own metrics every minute (detailed monitoring)?",
      why: ({ usdText }) =>
        `CPU, network and disk every minute instead of every five: about ${usdText} a month.`,
    },
    migrate: {
      ask: () => 'Replace old cron lines of mon-put-instance-data.pl, if there are any?',
      why: () => 'They stay, commented out; undo puts them back. Two senders are paid twice.',
    },
  },
  ui: {
    ...logsEn.ui,
    account: ({ account, alias, principal, region, source }) =>
      `Account ${account}${alias ? ` (${alias})` : ''} · ${principal} · ${region} · ${source}`,
    'source-flag-profile': ({ profile }) => `profile ${profile} (--profile)`,
    'source-environment-profile': ({ profile }) => `profile ${profile} (AWS_PROFILE)`,
    'source-environment-keys': () => 'keys from the environment',
    'source-default-chain': () => "credentials from the SDK's default chain",
    overridden: ({ name }) => `${name} is also set and not used`,
    'plan-setup': ({ instanceId }) => `Plan for ${instanceId}`,
    'plan-repair': ({ instanceId }) => `Repair of ${instanceId}: only what drifted`,
    'plan-undo': ({ instanceId }) => `Undo on ${instanceId}: back to how it was`,
    'plan-empty': () => 'Nothing to change: everything is in sync.',
    'price-month': ({ usdText }) => `${usdText} a month`,
    'price-total': ({ usdText }) => `Adds about ${usdText} a month`,
    'price-caveat': () =>
      'us-east-1 list prices; the first 10 custom and detailed metrics of an account are free; logs $0.50 a GB',
    assumed: () => 'assumed until the look inside',
    'undo-by': ({ undo }) => `undo: ${undo}`,
    'power-note': () =>
      'With CloudWatchFullAccess a broken-into host can delete its own alarms, logs and alert topic; with the SSM right whoever may send commands is root on it.',
    'confirm-where': ({ account, alias, region }) =>
      `In account ${account}${alias ? ` (${alias})` : ''}, ${region}:`,
    'confirm-repair': ({ count }) => `Repair? (${actions(count)})`,
    back: () => '< back',
    yes: () => 'yes',
    no: () => 'no',
    'no-match': () => 'Nothing fits',
    'more-rows': ({ count }) => `(${count} more: arrow keys, or type to narrow)`,
    'every-minutes': ({ minutes }) => (minutes === 1 ? 'every minute' : `every ${minutes} minutes`),
    'every-seconds': ({ seconds }) =>
      seconds === 1
        ? 'memory every second, sent every minute (high resolution)'
        : `memory every ${seconds} seconds, sent every minute (high resolution)`,
    'region-choice': ({ name, instances }) =>
      `${name}  ${instances} ${instances === 1 ? 'instance' : 'instances'}`,
    'ssm-online': () => 'SSM online',
    'ssm-not-online': () => 'no SSM',
    'wrong-path': ({ path }) =>
      path ? `${path} is no absolute path that can be measured` : 'At least one path, such as /',
    'as-command': () => 'The same without questions:',
    'no-credentials-help': () =>
      'No AWS credentials found. Sign in: aws configure (keys) or aws configure sso.\nA profile that is not the default: add --profile NAME.\nOr try everything now on a pretend account, on this machine, for nothing.',
    'try-sandbox': () => 'Try it on a pretend account?',
    'try-out-over': () =>
      'The pretend account ends here. One that stays: cloudwatch-wizard sandbox. Your own: sign in, then cloudwatch-wizard.',
    'plan-deploy': ({ region }) => `The verifier of ${region}`,
    'plan-remove': ({ region }) => `Removal of the verifier of ${region}`,
    'finished-deploy': ({ region, count }) =>
      count === 0
        ? `The verifier of ${region} is as it was: nothing had to be changed.`
        : `The verifier of ${region} is deployed: ${count} changed.`,
    'finished-remove': ({ region }) =>
      `The verifier of ${region} is removed: nobody is told any more.`,
    'alerts-email': () => 'by e-mail',
    'alerts-webhook': () => 'by a webhook (Slack, Teams or any other)',
    'alerts-topic': () => 'by an SNS topic that is there already',
    'alerts-none': () => 'nobody',
    'enter-email': () => 'E-mail address (a list is better than one person)',
    'enter-webhook': () => 'URL of the webhook',
    'enter-topic': () => 'ARN of the topic',
    'wrong-email': () => 'No e-mail address',
    'wrong-webhook': () => 'No https:// URL',
    'wrong-topic': () => 'No ARN of an SNS topic',
    'paste-link': ({ email }) => `Link of the mail to ${email}`,
    'mailbox-at': ({ url }) => `The mail of this pretend account is at ${url}`,
    'paste-link-why': () =>
      'AWS Notifications has mailed a link to confirm. Enter alone: it is opened there.',
    'paste-link-wrong': () => 'That is no link to confirm a subscription',
    'test-alert-sent': ({ id, sent }) =>
      `Published: ${list(sent)}\nWhether it arrived only its readers know: ask them for ${id}.`,
    'verifier-line': ({ version, status, minutes }) =>
      `Verifier ${version} · ${status} · looks every ${minutes} min`,
    'verifier-last': ({ ageSeconds, instances, down, uncovered }) =>
      `Last look ${age(ageSeconds, 'en')} ago: ${instances} registered, ${down} down, ${uncovered} running without monitoring`,
    'verifier-never': () => 'It has not looked yet.',
    'verifier-blind': ({ blind }) => `It could not look at: ${list(blind)}`,
    'verifier-told': ({ protocol, endpoint, isConfirmed }) =>
      `Tells ${protocol} ${endpoint}${isConfirmed ? '' : ': not confirmed yet'}`,
    'verifier-webhook': () => 'Tells a webhook',
    'verifier-nobody': () => 'Tells nobody: its topic has no confirmed subscription.',
    'verifier-alarm': ({ name }) => `Alarm: ${name}`,
    'verdict-UP': () => 'data arrives',
    'verdict-NEW': () => 'new: not seen to be well yet',
    'verdict-LATE': () => 'late',
    'verdict-DOWN': () => 'down',
    'verdict-OFF': () => 'off',
    'verdict-UNKNOWN': () => 'could not look, or a change has not ended',
    'verify-none': ({ region }) => `No instance of ${region} is registered or recorded here.`,
    'verify-unrecorded': ({ instanceId, region }) =>
      `${instanceId} · nothing is recorded of it in ${region}: it is not monitored by this program`,
    'verify-blind': ({ blind }) => `Could not look at: ${list(blind)}`,
    'confirm-remove': () => 'Remove the verifier?',
    confirm: ({ count }) => `Apply ${actions(count)}?`,
    changed: () => 'changed',
    unchanged: () => 'unchanged',
    done: () => 'done',
    left: ({ time }) => `at most ${time} more`,
    'nothing-to-undo': ({ instanceId }) => `Nothing to undo on ${instanceId}.`,
    'finished-setup': ({ instanceId, count }) =>
      `${instanceId} is monitored: ${count} changed, data arrives.`,
    'finished-unchanged': ({ instanceId }) =>
      `${instanceId} is monitored: nothing had to be changed, data arrives.`,
    'finished-undo': ({ instanceId, count }) =>
      `${instanceId} is as it was before: ${count} taken back. Metrics, log groups, the journal and the Region's verifier stay.`,
    'next-status': () => 'Look again at any time:',
    cancelled: () => 'Cancelled.',
    'interrupted-done': ({ count }) =>
      `${actions(count)} ${count === 1 ? 'was' : 'were'} done before that. Nothing is lost: run the same command to go on, or undo to go back.`,
    defect: () => 'This is a defect of cloudwatch-wizard. Please report it with the lines above.',
    'output-of-instance': () => 'What the script said:',
    'output-cut': () => '(only its last lines are shown)',
    'status-none': ({ region }) => `No instances in ${region}.`,
    'status-set-up': () => 'set up',
    'status-not-set-up': () => 'not set up',
    'status-setting-up': () => 'set-up not finished',
    'status-undoing': () => 'undo not finished',
    'status-elsewhere': () => 'set up from another machine',
    'status-drift': ({ what }) => `drift: to repair: ${what}`,
    'status-missing': ({ missing }) => `not arriving: ${list(missing)}`,
    'status-no-role': () => 'no role',
    ago: ({ ageSeconds }) => `${age(ageSeconds, 'en')} ago`,
    'sandbox-ready': () =>
      'A pretend AWS account is running on this machine. With these lines (stdout) another terminal uses it:',
    'sandbox-stop': () => 'Ctrl+C ends it; nothing of it is kept.',
    partial: ({ done, failed }) => `Done: ${list(done)}. Not done: ${list(failed)}.`,
  },
} satisfies Catalogue;
