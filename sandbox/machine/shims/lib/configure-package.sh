# shellcheck shell=sh
# configure-package.sh ACTION NAME REINSTALL: what the document AWS-ConfigureAWSPackage does on a
# machine. The only package modelled is AmazonCloudWatchAgent.
set -eu
. "$ROOT/.pretend/lib/time.sh"
. "$ROOT/.pretend/lib/syslog.sh"
. "$ROOT/.pretend/lib/units.sh"
. "$ROOT/.pretend/lib/packages.sh"

action=$1 title=$2 reinstall=$3
name=amazon-cloudwatch-agent

refuse() {
  echo "$1" >&2
  exit 1
}

[ "$title" = AmazonCloudWatchAgent ] ||
  refuse "failed to retrieve package info: no package with name $title and version latest was found"
[ -e "$REPOSITORY/$name.info" ] || refuse "failed to find platform: no manifest found for this platform"
if [ "$action" = Install ] && is_repository_away; then
  refuse 'failed to download installation package reliably: RequestError: send request failed'
fi

read_package "$name"
label="$title ${version%%-*}"
if [ "$action" = Install ] && is_installed "$name" && ! "$reinstall"; then
  echo "$label is already installed"
  exit 0
fi
if [ "$action" = Uninstall ] && ! is_installed "$name"; then
  echo "$label is not installed"
  exit 0
fi
say_done() {
  echo "Initiating $label $1"
  echo 'Plugin aws:runShellScript ResultStatus Success'
  echo "$1 output: Running sh $1.sh"
}
if is_installed "$name"; then
  # What the agent itself has written stays, as with rpm and dpkg.
  remove_package "$name"
  say_done uninstall
fi
if [ "$action" = Install ]; then
  install_package "$name"
  say_done install
fi
echo "Successfully $(printf %s "$action" | tr '[:upper:]' '[:lower:]')ed $label"
