import type { Verb } from '../flags/flags.ts';

const name = 'cloudwatch-wizard';

const aws = `
      --profile NAME            profile of ~/.aws; else the SDK's own order
      --region REGION           e.g. ap-northeast-2
      --expect-account ID       refuse to work in any other account`;
const everywhere = `
      --output text|json        --json is the same as --output json
      --lang en|ko              else by LC_ALL, LC_MESSAGES, LANG
      --no-color                also NO_COLOR and TERM=dumb
  -h, --help`;
const changing = `
      --instance-id ID          e.g. i-0123456789abcdef0; repeatable; else asked
  -y, --yes                     confirm the plan that is shown; ask nothing
  -n, --dry-run                 show the plan, change nothing
      --details                 also show each AWS call with its input
      --no-input                never ask
      --timeout SECONDS         patience with AWS and with data, e.g. 600`;
const measuring = `
      --period 60|300           seconds between two sends; 300
      --high-resolution SECONDS|off  memory that often, sent each minute; off
      --[no-]swap               swap metrics; on
      --disk-path PATH          e.g. /data; repeat for each wanted; /
      --proxy URL|off           http://HOST:PORT for all the instance sends; off`;
const migrate = `
      --[no-]migrate            replace the cron lines of Perl scripts; no`;
const wishes = `${measuring}
      --[no-]detailed-monitoring  AWS's metrics every minute; off (costs money)${migrate}
      --log FILE[,group=,stream=,time-format=,time-zone=,multi-line=,encoding=]
                                also ship FILE; repeat for each; the system log
                                always, as --log /var/log/messages for its group
      --[no-]allow-missing      also files that do not exist yet; off
      --log-start beginning|end  where new files are begun; end: awslogs only
      --log-shipper auto|awslogs|cloudwatch-agent  auto: the one that fits
      --retention GROUP=DAYS    repeatable; new groups: 30, others: their own
      --lower-retention GROUP   to lower one, its name again: events are lost
      --log-kms-key ARN         encrypts log groups that are created
      --metrics-agent script|cloudwatch-agent  who measures; script`;

const told = `
      --email ADDRESS           told by mail; repeatable
      --webhook URL|off         Slack, Teams, or any that takes JSON
      --topic ARN|off           an SNS topic that is there already`;
const verifierFlags = `
  -y, --yes                     confirm the plan that is shown; ask nothing
  -n, --dry-run                 show the plan, change nothing
      --details                 also show each AWS call with its input
      --no-input                never ask
      --timeout SECONDS         patience with AWS, and with a confirmation`;

const bodies: Readonly<Record<Verb, string>> = {
  setup: `${name} setup --instance-id ID [flags]

Sets an instance up: role, metrics agent, schedule, log agent; then waits until
data has arrived. In a Region without a verifier that comes first: say whom it
is to tell. On an instance that is set up already it changes only what
differs, and keeps what was wanted then unless a flag says otherwise. On a
terminal and without --instance-id it asks for what is not said.

  ${name} setup --instance-id i-0123456789abcdef0 --no-alerts

Flags:${changing}${told}
      --no-alerts               nobody is told${wishes}${aws}${everywhere}`,
  plan: `${name} plan --instance-id ID [flags]

Shows what setup would do: every AWS call, its price, and how it is undone.
Changes nothing, and runs nothing on the instance. The same as setup --dry-run.

  ${name} plan --instance-id i-0123456789abcdef0 --no-alerts --details

Flags:${changing}${told}
      --no-alerts               nobody is told${wishes}${aws}${everywhere}`,
  repair: `${name} repair --instance-id ID [flags]

Puts back what drifted from the record of the last setup, a detached role first
of all. The record is in the verifier's table, so any machine will do; without a
verifier it is on the machine that ran setup.

  ${name} repair --instance-id i-0123456789abcdef0 --yes

Flags:${changing}${aws}${everywhere}`,
  status: `${name} status [flags]

Every instance of the Region: set up or not, what drifted, how old its newest
data is. Without a verifier the record of a setup is on the machine that ran it:
of an instance that was set up elsewhere it says so, and --fail counts that.

  ${name} status --fail

Flags:
      --instance-id ID          only these; repeatable
      --fail                    exit 3 if anything is not in order, for scripts
      --no-input                never ask (status never does)${aws}${everywhere}`,
  verify: `${name} verify [flags]

The verifier's own checks, now and from here: does the data of every registered
instance arrive, and is its role in order? Exit code 3 if anything is wrong, or
could not be looked at.

  ${name} verify --json

Flags:
      --instance-id ID          only these; repeatable
      --no-input                never ask (verify never does)${aws}${everywhere}`,
  undo: `${name} undo --instance-id ID [flags]

Takes back what setup did on an instance. Metrics, log groups and their events
stay, and so does the Region's verifier.

  ${name} undo --instance-id i-0123456789abcdef0

Flags:${changing}${aws}${everywhere}`,
  'agent script': `${name} agent script [flags]

Prints a script that installs the metrics agent and its schedule by itself, for
an instance without Systems Manager: to paste into a shell there, or as user
data. Needs no account; the instance needs a role that may put metrics.

  ${name} agent script --period 60

Flags:${measuring}${migrate}
      --lang en|ko              else by LC_ALL, LC_MESSAGES, LANG
  -h, --help`,
  sandbox: `${name} sandbox [flags]

A pretend AWS account on this machine, with pretend instances in which scripts
really run, one of each kind of system. It prints the variables that make every
AWS tool use it, stays until Ctrl+C and keeps nothing. The AWS CLI follows its
clock at --rate 1 only.

  ${name} sandbox --rate 60

Flags:
      --port PORT               else a free one
      --rate N                  how many times as fast as life it runs; 1
      --faults FILE             faults, a JSON list: sandbox/BEHAVIOUR.md
      --region REGION           ap-northeast-2${everywhere}`,
  'verifier deploy': `${name} verifier deploy [flags]

Makes the Region's verifier: a CloudFormation stack with a Lambda that looks
every few minutes and tells when data stops, why, and what helps. One that is
there is brought up to this version, or tells more people.

  ${name} verifier deploy --email ops@example.com

Flags:${told}
      --confirm-link URL        the link of the mail that asks to confirm
      --period 60|300           60: look every minute${verifierFlags}${aws}${everywhere}`,
  'verifier status': `${name} verifier status [flags]

When it last looked, what it found, whom it tells, and which of its own alarms
are on.

  ${name} verifier status --fail

Flags:
      --fail                    exit 3 if anything is not in order, for scripts
      --no-input                never ask (it never does)${aws}${everywhere}`,
  'verifier test-alert': `${name} verifier test-alert [flags]

Sends one message to everybody who would be told. Whether it arrived only they
can say: ask them.

  ${name} verifier test-alert

Flags:
      --no-input                never ask (it never does)${aws}${everywhere}`,
  'verifier template': `${name} verifier template

Prints the CloudFormation template as it is deployed, code and all. Calls
nobody.

  ${name} verifier template >template.json

Flags:${everywhere}`,
  'verifier remove': `${name} verifier remove [flags]

Deletes the stack of the Region. Refused while instances are registered: their
records are in its table.

  ${name} verifier remove --yes

Flags:${verifierFlags}${aws}${everywhere}`,
};

export function helpEn(verb: Verb | undefined, version: string): string {
  if (verb) return bodies[verb];
  return `${name} ${version}: CloudWatch memory, disk and log monitoring on EC2.
Sets it up, proves that data arrives, tells when it stops, and repairs it.

  ${name}                          on a terminal: asks, then sets up
  ${name} setup --instance-id ID   set up, or change what differs
  ${name} plan --instance-id ID    show what setup would do
  ${name} repair --instance-id ID  put back what drifted
  ${name} undo --instance-id ID    back to how it was
  ${name} status                   every instance of the Region
  ${name} verify                   does data arrive? Else exit 3
  ${name} verifier deploy|status|test-alert|template|remove  alerts
  ${name} agent script             the agent as a script to paste
  ${name} sandbox                  try it without an account
  ${name} COMMAND --help           flags and an example

It asks only on a terminal, never with --yes, --no-input, --json or CI.

Exit codes:
  0 done   1 failed   130 interrupted or declined   143 terminated
  2 usage: something is wrong or missing, or nobody confirmed the plan
  3 status --fail, verify: something is not in order
  4 credentials, permissions, or an instance that cannot be set up as it is
  5 not finished: the same command goes on   6 several instances: some done`;
}
