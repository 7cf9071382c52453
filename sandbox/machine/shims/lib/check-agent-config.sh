# shellcheck shell=sh
# check-agent-config FILE...: what the CloudWatch agent's translator refuses in a configuration.
# Keys of a file item: the agent's JSON schema, where that object is closed.
set -eu

allowed='file_path|log_group_name|log_stream_name|log_group_class|retention_in_days'
allowed="$allowed|timestamp_format|timezone|multi_line_start_pattern|encoding|trim_timestamp"
allowed="$allowed|auto_removal|blacklist|publish_multi_logs|backpressure_mode|filters(\[.*)?"
allowed="$allowed|service.name|deployment.environment"
items='^logs\.logs_collected\.files\.collect_list\[[0-9]*\]'

for file; do
  paths=$(awk -f "$ROOT/.pretend/lib/json-paths.awk" "$file") || exit 1
  if wrong=$(printf '%s\n' "$paths" | grep -E "$items" | cut -f1 | grep -vE "$items\.($allowed)\$"); then
    echo "Under path : /logs/logs_collected/files/collect_list | Error : Additional property not allowed: $wrong" >&2
    exit 1
  fi
  with_path=$(printf '%s\n' "$paths" | grep -cE "$items\.file_path" || true)
  all=$(printf '%s\n' "$paths" | grep -oE "$items" | sort -u | grep -c . || true)
  if [ "$with_path" -ne "$all" ]; then
    echo 'Under path : /logs/logs_collected/files/collect_list | Error : file_path is required' >&2
    exit 1
  fi
done
