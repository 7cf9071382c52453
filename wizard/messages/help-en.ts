import type { Verb } from '../flags/flags.ts';

const name = 'cloudwatch-wizard';

const aws = `
      --profile NAME            profile of ~/.aws; else the SDK's own order
      --region REGION           e.g. ap-northeast-2`;
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
const wishes = `${measuring}
      --[no-]detailed-monitoring  AWS's metrics every minute; off (costs money)
      --[no-]migrate            replace the cron lines of Perl scripts; no`;

const bodies: Readonly<Record<Verb, string>> = {
  setup: `${name} setup --instance-id ID [flags]

Sets an instance up: role, metrics agent, schedule, log agent; then waits until
data has arrived. On an instance that is set up already it changes only what
differs, and keeps what was wanted then unless a flag says otherwise. On a
terminal and without --instance-id it asks for what is not said.

  ${name} setup --instance-id i-0123456789abcdef0 --yes

Flags:${changing}${wishes}${aws}${everywhere}`,
  plan: `${name} plan --instance-id ID [flags]

Shows what setup would do: every AWS call, its price, and how it is undone.
Changes nothing, and runs nothing on the instance. The same as setup --dry-run.

  ${name} plan --instance-id i-0123456789abcdef0 --details

Flags:${changing}${wishes}${aws}${everywhere}`,
  repair: `${name} repair --instance-id ID [flags]

Puts back what drifted from the record of the last setup, a detached role first
of all. The record is on the machine that ran setup.

  ${name} repair --instance-id i-0123456789abcdef0 --yes

Flags:${changing}${aws}${everywhere}`,
  status: `${name} status [flags]

Every instance of the Region: set up or not, what drifted, how old its newest
data is. The record of a setup is on the machine that ran it: of an instance
that was set up elsewhere it says so, and for --fail that is not in order.

  ${name} status --fail

Flags:
      --instance-id ID          only these; repeatable
      --fail                    exit 3 if anything is not in order, for scripts
      --no-input                never ask (status never does)${aws}${everywhere}`,
  undo: `${name} undo --instance-id ID [flags]

Takes back what setup did on an instance, from the machine that ran setup.
Metrics, log groups and their events stay.

  ${name} undo --instance-id i-0123456789abcdef0

Flags:${changing}${aws}${everywhere}`,
  agent: `${name} agent script [flags]

Prints a script that installs the metrics agent and its schedule by itself, for
an instance without Systems Manager: to paste into a shell there, or as user
data. Needs no account; the instance needs a role that may put metrics.

  ${name} agent script --period 60

Flags:${measuring}
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
};

export function helpEn(verb: Verb | undefined, version: string): string {
  if (verb) return bodies[verb];
  return `${name} ${version}

Sets up CloudWatch memory, disk and log monitoring on an EC2 instance, proves
that data arrives, and repairs it on a re-run.

  ${name}                          on a terminal: asks, then sets up
  ${name} setup --instance-id ID   set up, or change what differs
  ${name} plan --instance-id ID    show what setup would do
  ${name} repair --instance-id ID  put back what drifted
  ${name} status                   every instance of the Region
  ${name} undo --instance-id ID    back to how it was
  ${name} agent script             the agent as a script to paste
  ${name} sandbox                  try it without an account
  ${name} COMMAND --help           flags and an example

It asks only on a terminal, never with --yes, --no-input, --json or CI set.

Exit codes:
  0 done   1 failed   130 interrupted or declined   143 terminated
  2 usage: something is wrong or missing, or nobody confirmed the plan
  3 status --fail: something is not in order, or was set up elsewhere
  4 credentials, permissions, or an instance that cannot be set up as it is
  5 not finished: the same command goes on   6 several instances: some done`;
}
