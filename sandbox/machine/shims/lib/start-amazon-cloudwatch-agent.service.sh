# shellcheck shell=sh
# Whether the CloudWatch agent comes up: it has been configured, and what it was given is valid.
set -eu
home=$ROOT/opt/aws/amazon-cloudwatch-agent/etc
[ -e "$home/amazon-cloudwatch-agent.toml" ]
set -- "$home"/amazon-cloudwatch-agent.d/*
[ -e "$1" ]
sh "$ROOT/.pretend/lib/check-agent-config.sh" "$@"
