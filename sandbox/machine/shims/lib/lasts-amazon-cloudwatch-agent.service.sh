# shellcheck shell=sh
# Whether the CloudWatch agent goes on once it opens its inputs: the journal is one since 1.300070.
# As in shippers/cloudwatch-agent.ts, one that does not say its version is old.
set -eu
home=$ROOT/opt/aws/amazon-cloudwatch-agent
grep -qs '"journald"[[:space:]]*:' "$home"/etc/amazon-cloudwatch-agent.d/* || exit 0
awk -F '[.-]' 'NR == 1 { new = $1 > 1 || $1 == 1 && $2 >= 300070 } END { exit !new }' \
  "$home/bin/CWAGENT_VERSION"
