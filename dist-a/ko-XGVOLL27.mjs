import {
  age,
  list
} from "./chunk-RYM65VAH.mjs";

// wizard/messages/help-ko.ts
var name = "cloudwatch-wizard";
var aws = `
      --profile NAME            ~/.aws\uC758 \uD504\uB85C\uD30C\uC77C. \uC5C6\uC73C\uBA74 SDK\uC758 \uC21C\uC11C\uB300\uB85C
      --region REGION           \uC608: --region ap-northeast-2`;
var everywhere = `
      --output text|json        --json\uC740 --output json\uACFC \uAC19\uC74C
      --lang en|ko              \uC5C6\uC73C\uBA74 LC_ALL, LC_MESSAGES, LANG
      --no-color                NO_COLOR, TERM=dumb\uB3C4 \uAC19\uC74C
  -h, --help`;
var changing = `
      --instance-id ID          \uC5EC\uB7EC \uBC88 \uAC00\uB2A5. \uC608: --instance-id i-0123456789abcdef0
  -y, --yes                     \uD45C\uC2DC\uB41C \uACC4\uD68D\uC744 \uD655\uC778
  -n, --dry-run                 \uACC4\uD68D\uB9CC \uD45C\uC2DC\uD558\uACE0 \uC544\uBB34\uAC83\uB3C4 \uBC14\uAFB8\uC9C0 \uC54A\uC74C
      --details                 AWS \uD638\uCD9C\uACFC \uC785\uB825\uB3C4 \uD45C\uC2DC
      --no-input                \uBB3B\uC9C0 \uC54A\uC74C
      --timeout SECONDS         Systems Manager\uC640 \uB370\uC774\uD130\uB97C \uAE30\uB2E4\uB9B4 \uC2DC\uAC04. \uC608: --timeout 600`;
var wishes = `
      --period 60|300           \uC804\uC1A1 \uC8FC\uAE30(\uCD08). \uAE30\uBCF8 300
      --[no-]detailed-monitoring  AWS \uBA54\uD2B8\uB9AD\uC744 1\uBD84\uB9C8\uB2E4. \uAE30\uBCF8 \uAEBC\uC9D0(\uC720\uB8CC)
      --[no-]swap               \uC2A4\uC651 \uBA54\uD2B8\uB9AD. \uAE30\uBCF8 \uCF1C\uC9D0
      --disk-path PATH          \uC5EC\uB7EC \uBC88 \uAC00\uB2A5. \uC608: --disk-path / --disk-path /data. \uAE30\uBCF8 /`;
var bodies = {
  setup: `${name} setup --instance-id ID [\uD50C\uB798\uADF8]

\uC778\uC2A4\uD134\uC2A4\uB97C \uC124\uC815\uD569\uB2C8\uB2E4: \uC5ED\uD560, \uBA54\uD2B8\uB9AD \uC5D0\uC774\uC804\uD2B8, \uC608\uC57D \uC2E4\uD589, \uB85C\uADF8 \uC5D0\uC774\uC804\uD2B8. \uADF8\uB9AC\uACE0 \uB370\uC774\uD130\uAC00 \uB3C4\uCC29\uD560
\uB54C\uAE4C\uC9C0 \uAE30\uB2E4\uB9BD\uB2C8\uB2E4. \uC774\uBBF8 \uC124\uC815\uB41C \uC778\uC2A4\uD134\uC2A4\uC5D0\uC11C\uB294 \uB2E4\uB978 \uAC83\uB9CC \uBC14\uAFC9\uB2C8\uB2E4.

  ${name} setup --instance-id i-0123456789abcdef0 --yes

\uD50C\uB798\uADF8:${changing}${wishes}${aws}${everywhere}`,
  plan: `${name} plan --instance-id ID [\uD50C\uB798\uADF8]

setup\uC774 \uD560 \uC77C\uC744 \uBCF4\uC5EC \uC90D\uB2C8\uB2E4: AWS \uD638\uCD9C, \uAC00\uACA9, \uB418\uB3CC\uB9AC\uB294 \uBC29\uBC95. \uC544\uBB34\uAC83\uB3C4 \uBC14\uAFB8\uC9C0 \uC54A\uACE0 \uC778\uC2A4\uD134\uC2A4\uC5D0\uC11C
\uC544\uBB34\uAC83\uB3C4 \uC2E4\uD589\uD558\uC9C0 \uC54A\uC2B5\uB2C8\uB2E4. setup --dry-run\uACFC \uAC19\uC2B5\uB2C8\uB2E4.

  ${name} plan --instance-id i-0123456789abcdef0 --details

\uD50C\uB798\uADF8:${changing}${wishes}${aws}${everywhere}`,
  repair: `${name} repair --instance-id ID [\uD50C\uB798\uADF8]

\uB9C8\uC9C0\uB9C9 \uC124\uC815\uC758 \uAE30\uB85D\uC5D0\uC11C \uB2EC\uB77C\uC9C4 \uAC83\uC744 \uB418\uB3CC\uB824 \uB193\uC2B5\uB2C8\uB2E4. \uBD84\uB9AC\uB41C \uC5ED\uD560\uC774 \uCCAB\uC9F8\uC785\uB2C8\uB2E4.

  ${name} repair --instance-id i-0123456789abcdef0 --yes

\uD50C\uB798\uADF8:${changing}${aws}${everywhere}`,
  status: `${name} status [\uD50C\uB798\uADF8]

\uB9AC\uC804\uC758 \uBAA8\uB4E0 \uC778\uC2A4\uD134\uC2A4: \uC124\uC815 \uC5EC\uBD80, \uB2EC\uB77C\uC9C4 \uAC83, \uCD5C\uC2E0 \uB370\uC774\uD130\uC758 \uB098\uC774.

  ${name} status --fail

\uD50C\uB798\uADF8:
      --instance-id ID          \uC774\uAC83\uB9CC. \uC5EC\uB7EC \uBC88 \uAC00\uB2A5
      --fail                    \uC815\uC0C1\uC774 \uC544\uB2CC \uAC83\uC774 \uC788\uC73C\uBA74 \uC885\uB8CC \uCF54\uB4DC 3
      --no-input                \uBB3B\uC9C0 \uC54A\uC74C(status\uB294 \uC6D0\uB798 \uBB3B\uC9C0 \uC54A\uC74C)${aws}${everywhere}`,
  undo: `${name} undo --instance-id ID [\uD50C\uB798\uADF8]

setup\uC774 \uC778\uC2A4\uD134\uC2A4\uC5D0 \uD55C \uC77C\uC744 \uB418\uB3CC\uB9BD\uB2C8\uB2E4. \uBA54\uD2B8\uB9AD, \uB85C\uADF8 \uADF8\uB8F9\uACFC \uC774\uBCA4\uD2B8\uB294 \uB0A8\uC2B5\uB2C8\uB2E4.

  ${name} undo --instance-id i-0123456789abcdef0

\uD50C\uB798\uADF8:${changing}${aws}${everywhere}`,
  sandbox: `${name} sandbox [\uD50C\uB798\uADF8]

\uC774 \uCEF4\uD4E8\uD130\uC758 \uAC00\uC0C1 AWS \uACC4\uC815\uC785\uB2C8\uB2E4. \uAC00\uC0C1 \uC778\uC2A4\uD134\uC2A4\uC5D0\uC11C \uC2A4\uD06C\uB9BD\uD2B8\uAC00 \uC2E4\uC81C\uB85C \uC2E4\uD589\uB429\uB2C8\uB2E4. \uBAA8\uB4E0 AWS \uB3C4\uAD6C\uAC00
\uC774\uAC83\uC744 \uC4F0\uAC8C \uD558\uB294 \uBCC0\uC218\uB97C \uCD9C\uB825\uD569\uB2C8\uB2E4.

  ${name} sandbox --rate 60

\uD50C\uB798\uADF8:
      --port PORT               \uC5C6\uC73C\uBA74 \uBE48 \uD3EC\uD2B8
      --rate N                  \uC2DC\uACC4\uAC00 \uBA87 \uBC30 \uBE60\uB978\uC9C0. \uAE30\uBCF8 1
      --faults FILE             \uC8FC\uC785\uD560 \uC624\uB958(JSON \uBAA9\uB85D): sandbox/BEHAVIOUR.md
      --region REGION           ap-northeast-2${everywhere}`
};
function helpKo(verb, version) {
  if (verb) return bodies[verb];
  return `${name} ${version}

EC2 \uC778\uC2A4\uD134\uC2A4\uC5D0 CloudWatch \uBA54\uBAA8\uB9AC, \uB514\uC2A4\uD06C, \uB85C\uADF8 \uBAA8\uB2C8\uD130\uB9C1\uC744 \uC124\uC815\uD558\uACE0, \uB370\uC774\uD130\uAC00 \uB3C4\uCC29\uD568\uC744 \uC99D\uBA85\uD558\uBA70,
\uB2E4\uC2DC \uC2E4\uD589\uD558\uBA74 \uBCF5\uAD6C\uD569\uB2C8\uB2E4.

  ${name} setup --instance-id ID    \uC124\uC815\uD558\uAC70\uB098 \uB2E4\uB978 \uAC83\uB9CC \uBCC0\uACBD
  ${name} plan --instance-id ID     setup\uC774 \uD560 \uC77C \uD45C\uC2DC. \uBCC0\uACBD \uC5C6\uC74C
  ${name} repair --instance-id ID   \uB2EC\uB77C\uC9C4 \uAC83 \uBCF5\uAD6C
  ${name} status                    \uB9AC\uC804\uC758 \uBAA8\uB4E0 \uC778\uC2A4\uD134\uC2A4
  ${name} undo --instance-id ID     \uC124\uC815 \uC804\uC73C\uB85C
  ${name} sandbox                   \uACC4\uC815 \uC5C6\uC774 \uC2DC\uD5D8

  ${name} COMMAND --help            \uD50C\uB798\uADF8\uC640 \uC608
  ${name} --version

\uC885\uB8CC \uCF54\uB4DC: 0 \uC815\uC0C1, 1 \uC2E4\uD328, 2 \uC0AC\uC6A9\uBC95, 3 \uC815\uC0C1 \uC544\uB2D8(status --fail), 4 \uC790\uACA9 \uC99D\uBA85\xB7\uAD8C\uD55C\xB7\uC0AC\uC804 \uD655\uC778,
5 \uB098\uC911\uC5D0 \uC774\uC5B4\uC11C \uB05D\uB0BC \uC218 \uC788\uC74C, 6 \uC77C\uBD80 \uC778\uC2A4\uD134\uC2A4\uB9CC \uC644\uB8CC, 130 \uC911\uB2E8, 143 \uC885\uB8CC\uB428.`;
}

// wizard/messages/ko.ts
var again = "\uAC19\uC740 \uBA85\uB839\uC744 \uB2E4\uC2DC \uC2E4\uD589\uD558\uBA74 \uBA48\uCD98 \uACF3\uBD80\uD130 \uC774\uC5B4\uC9D1\uB2C8\uB2E4.";
var ko = {
  steps: {
    role: "IAM \uC5ED\uD560",
    attachment: "\uC5ED\uD560 \uC5F0\uACB0",
    "detailed-monitoring": "\uC0C1\uC138 \uBAA8\uB2C8\uD130\uB9C1",
    "aws-metrics": "AWS \uAE30\uBCF8 \uBA54\uD2B8\uB9AD",
    "managed-node": "Systems Manager",
    "metrics-agent": "\uBA54\uD2B8\uB9AD \uC5D0\uC774\uC804\uD2B8",
    "cron-entry": "\uC608\uC57D \uC2E4\uD589",
    "log-agent": "\uB85C\uADF8 \uC5D0\uC774\uC804\uD2B8",
    record: "\uAE30\uB85D",
    arrival: "\uB3C4\uCC29 \uD655\uC778"
  },
  actions: {
    "create-role": ({ roleName }) => `EC2\uAC00 \uC778\uC2A4\uD134\uC2A4\uC5D0 \uB118\uACA8\uC904 \uC5ED\uD560 ${roleName} \uC0DD\uC131`,
    "attach-policy": ({ roleName, policy }) => `${roleName}\uC5D0 ${policy} \uC5F0\uACB0`,
    "create-instance-profile": ({ roleName }) => `\uC778\uC2A4\uD134\uC2A4 \uD504\uB85C\uD30C\uC77C ${roleName} \uC0DD\uC131`,
    "add-role-to-instance-profile": ({ roleName }) => `\uC778\uC2A4\uD134\uC2A4 \uD504\uB85C\uD30C\uC77C ${roleName}\uC5D0 \uC5ED\uD560 \uCD94\uAC00`,
    "attach-role": ({ roleName, instanceId }) => `${instanceId}\uC5D0 ${roleName} \uC5F0\uACB0`,
    "reattach-role": ({ roleName, instanceId }) => `${instanceId}\uC5D0 ${roleName} \uB2E4\uC2DC \uC5F0\uACB0 (\uD504\uB85C\uD30C\uC77C\uC774 \uC0AD\uC81C\uB418\uC5C8\uB2E4\uAC00 \uB2E4\uC2DC \uB9CC\uB4E4\uC5B4\uC9D0)`,
    "enable-detailed-monitoring": ({ instanceId }) => `${instanceId}\uC758 \uC0C1\uC138 \uBAA8\uB2C8\uD130\uB9C1(1\uBD84) \uD65C\uC131\uD654`,
    "wait-for-managed-node": ({ instanceId, minutes }) => `Systems Manager\uAC00 ${instanceId}\uB97C \uBCFC \uB54C\uAE4C\uC9C0 \uB300\uAE30 (\uC5ED\uD560\uC744 \uAC00\uC9C0\uACE0 \uBD80\uD305\uD588\uC73C\uBA74 \uBA87 \uCD08, \uC544\uB2C8\uBA74 \uCD5C\uB300 ${minutes}\uBD84)`,
    "look-inside": ({ instanceId }) => `${instanceId} \uB0B4\uBD80 \uD655\uC778 (OS, cron, \uB85C\uADF8; \uC77D\uAE30\uB9CC \uD568)`,
    "install-agent": ({ metrics }) => `\uBA54\uD2B8\uB9AD \uC5D0\uC774\uC804\uD2B8(\uBA54\uD2B8\uB9AD ${metrics}\uAC1C) \uC124\uCE58 \uD6C4 \uD55C \uBC88 \uC804\uC1A1`,
    "install-cron": ({ minutes }) => `cron\uC73C\uB85C ${minutes}\uBD84\uB9C8\uB2E4 \uC804\uC1A1 (/etc/cron.d/cloudwatch-wizard; cron\uC774 \uC5C6\uC73C\uBA74 \uC124\uCE58)`,
    "install-awslogs": ({ group, stream, source }) => `awslogs\uB85C ${source}\uB97C ${group}, \uC2A4\uD2B8\uB9BC ${stream}(\uC73C)\uB85C \uC804\uC1A1`,
    "install-cloudwatch-agent": ({ group, stream, source }) => `CloudWatch \uC5D0\uC774\uC804\uD2B8\uB85C ${source}\uB97C ${group}, \uC2A4\uD2B8\uB9BC ${stream}(\uC73C)\uB85C \uC804\uC1A1`,
    "tag-instance": ({ instanceId, key }) => `${instanceId}\uC5D0 \uAE30\uB85D\uC744 \uAC00\uB9AC\uD0A4\uB294 \uD0DC\uADF8 ${key} \uCD94\uAC00`,
    "delete-role": ({ roleName }) => `\uC5ED\uD560 ${roleName} \uC0AD\uC81C`,
    "detach-policy": ({ roleName, policy }) => `${roleName}\uC5D0\uC11C ${policy} \uBD84\uB9AC`,
    "delete-instance-profile": ({ roleName }) => `\uC778\uC2A4\uD134\uC2A4 \uD504\uB85C\uD30C\uC77C ${roleName} \uC0AD\uC81C`,
    "remove-role-from-instance-profile": ({ roleName }) => `\uC778\uC2A4\uD134\uC2A4 \uD504\uB85C\uD30C\uC77C ${roleName}\uC5D0\uC11C \uC5ED\uD560 \uC81C\uAC70`,
    "detach-role": ({ roleName, instanceId }) => `${instanceId}\uC5D0\uC11C ${roleName} \uBD84\uB9AC`,
    "disable-detailed-monitoring": ({ instanceId }) => `${instanceId}\uC758 \uC0C1\uC138 \uBAA8\uB2C8\uD130\uB9C1 \uBE44\uD65C\uC131\uD654`,
    uninstall: ({ instanceId }) => `${instanceId}\uC5D0\uC11C \uBA54\uD2B8\uB9AD \uC5D0\uC774\uC804\uD2B8, cron \uD56D\uBAA9, \uB85C\uADF8 \uC5D0\uC774\uC804\uD2B8 \uC81C\uAC70`,
    "untag-instance": ({ instanceId, key }) => `${instanceId}\uC5D0\uC11C \uD0DC\uADF8 ${key} \uC81C\uAC70`
  },
  notes: {
    "role-not-ours": ({ roleName }) => `${roleName}\uC740(\uB294) \uB2E4\uB978 \uC0AC\uB78C\uC774 \uB9CC\uB4E0 \uC5ED\uD560\uC785\uB2C8\uB2E4. \uADF8\uB300\uB85C \uC0AC\uC6A9\uD558\uBA70 \uC0AD\uC81C\uD558\uC9C0 \uC54A\uC2B5\uB2C8\uB2E4`,
    "role-in-use": ({ roleName, instances }) => `${list(instances)}\uC5D0\uC11C \uC0AC\uC6A9 \uC911\uC774\uBBC0\uB85C ${roleName}\uC744(\uB97C) \uB0A8\uACA8 \uB461\uB2C8\uB2E4`,
    "role-perhaps-in-use": ({ roleName, regions }) => `${list(regions)} \uB9AC\uC804\uC744 \uC77D\uC744 \uC218 \uC5C6\uC5B4 \uC0AC\uC6A9 \uC911\uC77C \uC218 \uC788\uC73C\uBBC0\uB85C ${roleName}\uC744(\uB97C) \uB0A8\uACA8 \uB461\uB2C8\uB2E4`,
    "role-has-other-policies": ({ roleName, policies }) => `\uB204\uAD70\uAC00 ${list(policies)}\uC744(\uB97C) \uCD94\uAC00\uD588\uC73C\uBBC0\uB85C ${roleName}\uC744(\uB97C) \uB0A8\uACA8 \uB461\uB2C8\uB2E4`,
    "policy-retired": ({ policy }) => `${policy}\uC740(\uB294) \uB354 \uC774\uC0C1 \uC5F0\uACB0\uD560 \uC218 \uC5C6\uC5B4 CloudWatchFullAccessV2\uB85C \uB300\uC2E0\uD569\uB2C8\uB2E4`,
    "monitoring-already-on": ({ instanceId }) => `${instanceId}\uC758 \uC0C1\uC138 \uBAA8\uB2C8\uD130\uB9C1\uC740 \uC774\uBBF8 \uCF1C\uC838 \uC788\uC5B4 \uADF8\uB300\uB85C \uB461\uB2C8\uB2E4`,
    "metric-unknown": ({ metric }) => `${metric}: CloudWatch\uAC00 \uC804\uBD80 \uB2F5\uD558\uC9C0 \uC54A\uC558\uC2B5\uB2C8\uB2E4`,
    "metric-without-data": ({ metric }) => `${metric}: \uCD5C\uADFC 3\uC2DC\uAC04 \uB3D9\uC548 \uB370\uC774\uD130 \uD3EC\uC778\uD2B8\uAC00 \uC544\uC9C1 \uC5C6\uC2B5\uB2C8\uB2E4`,
    "metric-newest": ({ metric, value, ageSeconds }) => `${metric} ${value}, ${age(ageSeconds, "ko")} \uC804`,
    "metric-arrived": ({ metric, mountPath, value, ageSeconds }) => `${metric}${mountPath ? ` ${mountPath}` : ""} ${value}, ${age(ageSeconds, "ko")} \uC804`,
    "heartbeat-arrived": ({ group, ageSeconds }) => `${group}\uC758 \uD558\uD2B8\uBE44\uD2B8 \uC904, ${age(ageSeconds, "ko")} \uC804`,
    "second-sender": ({ sender }) => `\uAC19\uC740 \uBA54\uD2B8\uB9AD\uC744 \uBCF4\uB0B4\uB294 \uB2E4\uB978 \uD56D\uBAA9\uC774 \uC778\uC2A4\uD134\uC2A4\uC5D0 \uC788\uC73C\uBA70 \uAC74\uB4DC\uB9AC\uC9C0 \uC54A\uC2B5\uB2C8\uB2E4: ${sender}`,
    "sent-twice": ({ samples }) => `\uB2E4\uB978 \uBB34\uC5B8\uAC00\uAC00 \uAC19\uC740 \uBA54\uD2B8\uB9AD\uC744 \uBCF4\uB0B4\uACE0 \uC788\uC2B5\uB2C8\uB2E4(1\uBD84\uC5D0 ${samples}\uAC1C). mon-put-instance-data.pl\uC758 \uC624\uB798\uB41C cron \uD56D\uBAA9\uC778\uAC00\uC694?`,
    "waiting-for-iam": () => "EC2\uAC00 \uC0C8 \uC778\uC2A4\uD134\uC2A4 \uD504\uB85C\uD30C\uC77C\uC744 \uC544\uC9C1 \uBCF4\uC9C0 \uBABB\uD569\uB2C8\uB2E4 (\uBA87 \uCD08, \uCD5C\uB300 2\uBD84)",
    "waiting-for-ssm": () => "Systems Manager\uAC00 \uC778\uC2A4\uD134\uC2A4\uB97C \uC544\uC9C1 \uBCF4\uC9C0 \uBABB\uD569\uB2C8\uB2E4. \uC5ED\uD560 \uC5C6\uC774 \uC2DC\uC791\uD55C SSM \uC5D0\uC774\uC804\uD2B8\uB294 25~30\uBD84 \uB4A4\uC5D0 \uB2E4\uC2DC \uD655\uC778\uD558\uBA70, \uC7AC\uBD80\uD305\uD558\uBA74 \uBE68\uB77C\uC9D1\uB2C8\uB2E4. Ctrl+C\uB97C \uB20C\uB7EC\uB3C4 \uC548\uC804\uD569\uB2C8\uB2E4. \uB098\uC911\uC5D0 \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694",
    "waiting-to-settle": ({ steps }) => `AWS\uAC00 \uC544\uC9C1 \uBAA8\uB450 \uBCF4\uC5EC \uC8FC\uC9C0 \uC54A\uC2B5\uB2C8\uB2E4: ${list(steps)}`,
    "waiting-for-data": ({ awaited }) => `\uB2E4\uC74C \uC608\uC57D \uC2E4\uD589\uC744 \uAE30\uB2E4\uB9AC\uB294 \uC911: ${list(awaited)}`
  },
  problems: {
    "unknown-verb": {
      what: ({ verb, meant }) => `"${verb}" \uBA85\uB839\uC740 \uC5C6\uC2B5\uB2C8\uB2E4.${meant ? ` "${meant}"\uC744(\uB97C) \uB73B\uD558\uC168\uB098\uC694?` : ""}`,
      next: ({ verbs }) => `\uBA85\uB839: ${list(verbs)}. cloudwatch-wizard --help\uB97C \uBCF4\uC138\uC694.`
    },
    "unknown-flag": {
      what: ({ flag, meant, verb }) => `${verb ? `${verb}\uC5D0\uB294 ` : ""}${flag} \uD50C\uB798\uADF8\uAC00 \uC5C6\uC2B5\uB2C8\uB2E4.${meant ? ` ${meant}\uC744(\uB97C) \uB73B\uD558\uC168\uB098\uC694?` : ""}`,
      next: ({ verb }) => `cloudwatch-wizard ${verb ? `${verb} ` : ""}--help\uB97C \uBCF4\uC138\uC694.`
    },
    "missing-flag": {
      what: ({ flag }) => `${flag}\uC774(\uAC00) \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: ({ flag, example }) => `\uCD94\uAC00\uD558\uC138\uC694. \uC608: ${flag} ${example}`
    },
    "missing-value": {
      what: ({ flag }) => `${flag}\uC5D0 \uAC12\uC774 \uD544\uC694\uD569\uB2C8\uB2E4.`,
      next: () => "cloudwatch-wizard --help\uB97C \uBCF4\uC138\uC694."
    },
    "bad-value": {
      what: ({ flag, value }) => `${flag}\uC5D0 "${value}"\uC744(\uB97C) \uC4F8 \uC218 \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: ({ expected }) => `\uAC00\uB2A5\uD55C \uAC12: ${expected}`
    },
    "unexpected-argument": {
      what: ({ argument }) => `"${argument}"\uC740(\uB294) \uD544\uC694 \uC5C6\uB294 \uB2E8\uC5B4\uC785\uB2C8\uB2E4.`,
      next: () => "\uAC12\uC740 \uD50C\uB798\uADF8 \uB4A4\uC5D0 \uC501\uB2C8\uB2E4: cloudwatch-wizard setup --instance-id i-0123456789abcdef0"
    },
    "needs-confirmation": {
      what: () => "\uACC4\uD68D\uC774 \uD655\uC778\uB418\uC9C0 \uC54A\uC558\uACE0, \uBB3C\uC5B4\uBCFC \uD130\uBBF8\uB110\uC774 \uC5C6\uC2B5\uB2C8\uB2E4.",
      next: () => "\uD655\uC778\uD558\uB824\uBA74 --yes\uB97C, \uBCF4\uAE30\uB9CC \uD558\uB824\uBA74 --dry-run\uC744 \uCD94\uAC00\uD558\uC138\uC694."
    },
    "no-region": {
      what: () => "\uB9AC\uC804\uC774 \uC124\uC815\uB418\uC9C0 \uC54A\uC558\uC2B5\uB2C8\uB2E4.",
      next: () => "--region ap-northeast-2\uCC98\uB7FC --region\uC744 \uCD94\uAC00\uD558\uAC70\uB098 AWS_REGION\uC744 \uC124\uC815\uD558\uC138\uC694."
    },
    "unreadable-file": {
      what: ({ path, reason }) => `${path}\uC744(\uB97C) \uC0AC\uC6A9\uD560 \uC218 \uC5C6\uC2B5\uB2C8\uB2E4: ${reason}`,
      next: () => "\uACBD\uB85C\uC640 \uD30C\uC77C \uB0B4\uC6A9\uC744 \uD655\uC778\uD558\uC138\uC694."
    },
    "no-credentials": {
      what: ({ answer }) => `AWS \uC790\uACA9 \uC99D\uBA85\uC744 \uCC3E\uC9C0 \uBABB\uD588\uC2B5\uB2C8\uB2E4. ${answer}`,
      next: () => "aws configure \uB610\uB294 aws sso login\uC73C\uB85C \uB85C\uADF8\uC778\uD558\uACE0, \uAE30\uBCF8 \uD504\uB85C\uD30C\uC77C\uC774 \uC544\uB2C8\uBA74 --profile\uC744 \uCD94\uAC00\uD558\uC138\uC694. \uACC4\uC815 \uC5C6\uC774 \uBAA8\uB450 \uC2DC\uD5D8\uD558\uB824\uBA74: cloudwatch-wizard sandbox"
    },
    "credentials-refused": {
      what: ({ action, error, answer }) => `AWS\uAC00 ${action}\uC5D0\uC11C \uC790\uACA9 \uC99D\uBA85\uC744 \uAC70\uBD80\uD588\uC2B5\uB2C8\uB2E4: ${error}: ${answer}`,
      next: () => "\uD0A4 \uB610\uB294 \uD504\uB85C\uD30C\uC77C\uC744 \uD655\uC778\uD558\uC138\uC694. \uAD50\uCCB4\uB41C \uBE44\uBC00 \uD0A4\uB294 \uC5EC\uAE30\uC5D0\uC11C\uB3C4 \uBC14\uAFD4\uC57C \uD569\uB2C8\uB2E4."
    },
    "credentials-expired": {
      what: ({ action, answer }) => `\uC790\uACA9 \uC99D\uBA85\uC774 \uB9CC\uB8CC\uB418\uC5C8\uC2B5\uB2C8\uB2E4(${action}): ${answer}`,
      next: () => "\uB2E4\uC2DC \uB85C\uADF8\uC778\uD55C \uB4A4(aws sso login \uB610\uB294 \uC0C8 \uD0A4) \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694."
    },
    "access-denied": {
      what: ({ action, answer }) => `${action} \uAD8C\uD55C\uC774 \uC5C6\uC2B5\uB2C8\uB2E4: ${answer}`,
      next: ({ action }) => `\uAD00\uB9AC\uC790\uC5D0\uAC8C \uC704 \uC8FC\uCCB4\uC758 ${action} \uD5C8\uC6A9\uC744 \uC694\uCCAD\uD55C \uB4A4 \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694.`
    },
    "clock-wrong": {
      what: ({ action, answer }) => `\uC774 \uCEF4\uD4E8\uD130\uC758 \uC2DC\uACC4\uAC00 \uB9DE\uC9C0 \uC54A\uC544 AWS\uAC00 ${action}\uC744(\uB97C) \uAC70\uBD80\uD588\uC2B5\uB2C8\uB2E4: ${answer}`,
      next: () => "\uC2DC\uACC4\uB97C \uB9DE\uCD98 \uB4A4(\uC624\uCC28\uB294 5\uBD84 \uC774\uB0B4) \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694."
    },
    "endpoint-unreachable": {
      what: ({ action, answer }) => `${action}\uC5D0 \uC751\uB2F5\uC774 \uC5C6\uC2B5\uB2C8\uB2E4: ${answer}`,
      next: () => "\uB124\uD2B8\uC6CC\uD06C, \uD504\uB85D\uC2DC, \uB9AC\uC804, \uADF8\uB9AC\uACE0 \uC124\uC815\uB418\uC5B4 \uC788\uB2E4\uBA74 AWS_ENDPOINT_URL\uC744 \uD655\uC778\uD558\uC138\uC694."
    },
    "no-such-instance": {
      what: ({ instanceId, region }) => `${region}\uC5D0 \uC778\uC2A4\uD134\uC2A4 ${instanceId}\uC774(\uAC00) \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: () => "ID, \uC704\uC758 \uACC4\uC815, --region\uC744 \uD655\uC778\uD558\uC138\uC694. cloudwatch-wizard status\uB85C \uBAA9\uB85D\uC744 \uBCFC \uC218 \uC788\uC2B5\uB2C8\uB2E4."
    },
    "instance-stopped": {
      what: ({ instanceId, state }) => `${instanceId}\uC758 \uC0C1\uD0DC\uAC00 ${state}\uC774\uBBC0\uB85C \uC9C0\uAE08\uC740 \uC544\uBB34\uAC83\uB3C4 \uD560 \uC218 \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: ({ instanceId }) => `\uC2DC\uC791\uD55C \uB4A4 \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694: aws ec2 start-instances --instance-ids ${instanceId}`
    },
    "instance-not-running-yet": {
      what: ({ instanceId }) => `${instanceId}\uC774(\uAC00) \uC544\uC9C1 \uC2DC\uC791\uD558\uB294 \uC911\uC785\uB2C8\uB2E4.`,
      next: () => "1\uBD84 \uB4A4 \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694."
    },
    "instance-terminated": {
      what: ({ instanceId }) => `${instanceId}\uC740(\uB294) \uC885\uB8CC\uB418\uC5C8\uC2B5\uB2C8\uB2E4.`,
      next: () => "\uB2E4\uB978 \uC778\uC2A4\uD134\uC2A4\uB97C \uACE0\uB974\uC138\uC694: cloudwatch-wizard status"
    },
    "instance-windows": {
      what: ({ instanceId }) => `${instanceId}\uC740(\uB294) Windows\uC785\uB2C8\uB2E4. \uBA54\uD2B8\uB9AD \uC5D0\uC774\uC804\uD2B8\uC640 \uB85C\uADF8 \uC5D0\uC774\uC804\uD2B8\uB294 Linux\uC6A9\uC785\uB2C8\uB2E4.`,
      next: () => "Windows\uC5D0\uC11C\uB294 CloudWatch \uC5D0\uC774\uC804\uD2B8\uB97C \uC0AC\uC6A9\uD558\uC138\uC694."
    },
    "role-trust-wrong": {
      what: ({ roleName }) => `\uC5ED\uD560 ${roleName}\uC774(\uAC00) \uC788\uC9C0\uB9CC EC2\uAC00 \uB9E1\uC744 \uC218 \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: () => "\uC2E0\uB8B0 \uC815\uCC45\uC5D0\uC11C ec2.amazonaws.com\uC5D0 sts:AssumeRole\uC744 \uD5C8\uC6A9\uD558\uAC70\uB098 \uC5ED\uD560 \uC774\uB984\uC744 \uBC14\uAFB8\uC138\uC694."
    },
    "role-lacks-cloudwatch": {
      what: ({ roleName }) => `${roleName}\uC740(\uB294) \uB2E4\uB978 \uC0AC\uB78C\uC774 \uB9CC\uB4E0 \uC5ED\uD560\uC774\uBA70 CloudWatch \uAD8C\uD55C\uC774 \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: ({ roleName, partition }) => `\uC5F0\uACB0\uD558\uC138\uC694: aws iam attach-role-policy --role-name ${roleName} --policy-arn arn:${partition}:iam::aws:policy/CloudWatchFullAccess`
    },
    "role-lacks-ssm": {
      what: ({ roleName }) => `${roleName}\uC740(\uB294) \uB2E4\uB978 \uC0AC\uB78C\uC774 \uB9CC\uB4E0 \uC5ED\uD560\uC774\uBA70 Systems Manager\uAC00 \uC778\uC2A4\uD134\uC2A4\uC5D0 \uC811\uADFC\uD560 \uAD8C\uD55C\uC774 \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: ({ roleName, partition }) => `\uC5F0\uACB0\uD558\uC138\uC694: aws iam attach-role-policy --role-name ${roleName} --policy-arn arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`
    },
    "profile-holds-other-role": {
      what: ({ roleName }) => `\uC778\uC2A4\uD134\uC2A4 \uD504\uB85C\uD30C\uC77C ${roleName}\uC5D0 \uB2E4\uB978 \uC5ED\uD560\uC774 \uB4E4\uC5B4 \uC788\uC2B5\uB2C8\uB2E4.`,
      next: ({ roleName }) => `\uC5ED\uD560 ${roleName}\uC744(\uB97C) \uB123\uAC70\uB098 \uD504\uB85C\uD30C\uC77C\uC744 \uC0AD\uC81C\uD558\uC138\uC694.`
    },
    "profile-empty-not-ours": {
      what: ({ roleName }) => `\uC778\uC2A4\uD134\uC2A4 \uD504\uB85C\uD30C\uC77C ${roleName}\uC740(\uB294) \uB2E4\uB978 \uC0AC\uB78C\uC774 \uB9CC\uB4E4\uC5C8\uACE0 \uC5ED\uD560\uC774 \uBE44\uC5B4 \uC788\uC2B5\uB2C8\uB2E4.`,
      next: ({ roleName }) => `\uC5ED\uD560\uC744 \uB123\uC73C\uC138\uC694: aws iam add-role-to-instance-profile --instance-profile-name ${roleName} --role-name ${roleName}`
    },
    "instance-has-other-role": {
      what: ({ instanceId, profileArn }) => `${instanceId}\uC5D0 \uC774\uBBF8 \uC5ED\uD560\uC774 \uC788\uC2B5\uB2C8\uB2E4(${profileArn}). \uC778\uC2A4\uD134\uC2A4\uC758 \uC5ED\uD560\uC740 \uD558\uB098\uBFD0\uC774\uBBC0\uB85C \uB2E4\uB978 \uC5ED\uD560\uC744 \uC5F0\uACB0\uD558\uBA74 \uC560\uD50C\uB9AC\uCF00\uC774\uC158\uC758 \uAD8C\uD55C\uC774 \uC0AC\uB77C\uC9D1\uB2C8\uB2E4.`,
      next: ({ roleName }) => `\uC5ED\uD560\uC774 \uC5C6\uB294 \uC778\uC2A4\uD134\uC2A4\uB97C \uACE0\uB974\uAC70\uB098 \uC774 \uC5ED\uD560\uC744 \uBA3C\uC800 \uC9C1\uC811 \uBD84\uB9AC\uD558\uC138\uC694. \uAE30\uC874 \uC5ED\uD560\uC744 \uD655\uC7A5\uD558\uB294 \uAE30\uB2A5\uC740 \uC774\uD6C4 \uBC84\uC804\uC5D0 \uB4E4\uC5B4\uAC11\uB2C8\uB2E4. ${roleName}\uC740(\uB294) \uC5F0\uACB0\uD558\uC9C0 \uC54A\uC558\uC2B5\uB2C8\uB2E4.`
    },
    "no-system-log": {
      what: ({ instanceId }) => `${instanceId}\uC5D0\uB294 \uBCF4\uB0BC syslog \uD30C\uC77C\uB3C4 \uC800\uB110\uB3C4 \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: () => "rsyslog\uB97C \uC124\uCE58\uD55C \uB4A4 \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694."
    },
    "journald-needs-newer-agent": {
      what: ({ version }) => `\uC778\uC2A4\uD134\uC2A4\uC758 CloudWatch \uC5D0\uC774\uC804\uD2B8(${version})\uB294 \uC800\uB110\uC744 \uC77D\uC744 \uC218 \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: () => "amazon-cloudwatch-agent\uB97C 1.300070.0 \uC774\uC0C1\uC73C\uB85C \uC62C\uB9AC\uAC70\uB098 rsyslog\uB97C \uC124\uCE58\uD55C \uB4A4 \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694."
    },
    "another-run": {
      what: ({ pid }) => `\uB2E4\uB978 \uC2E4\uD589(\uD504\uB85C\uC138\uC2A4 ${pid})\uC774 \uC774 \uC778\uC2A4\uD134\uC2A4\uC5D0\uC11C \uC791\uC5C5 \uC911\uC785\uB2C8\uB2E4.`,
      next: ({ path }) => `\uB05D\uB0A0 \uB54C\uAE4C\uC9C0 \uAE30\uB2E4\uB9AC\uC138\uC694. \uC774\uBBF8 \uC5C6\uB294 \uD504\uB85C\uC138\uC2A4\uB77C\uBA74 ${path}\uC744(\uB97C) \uC0AD\uC81C\uD558\uC138\uC694.`
    },
    "changed-under-us": {
      what: ({ step, action }) => `\uACC4\uD68D\uACFC \uC801\uC6A9 \uC0AC\uC774\uC5D0 \uBB34\uC5B8\uAC00 \uBC14\uB00C\uC5C8\uC2B5\uB2C8\uB2E4. ${step}\uC5D0 \uD655\uC778\uBC1B\uC9C0 \uC54A\uC740 ${action}\uC774(\uAC00) \uD544\uC694\uD569\uB2C8\uB2E4.`,
      next: () => "\uAC19\uC740 \uBA85\uB839\uC744 \uB2E4\uC2DC \uC2E4\uD589\uD574 \uC0C8 \uACC4\uD68D\uC744 \uD655\uC778\uD558\uC138\uC694."
    },
    "differs-from-assumed": {
      what: ({ step, action }) => `\uC778\uC2A4\uD134\uC2A4\uAC00 \uACC4\uD68D\uC758 \uAC00\uC815\uACFC \uB2E4\uB985\uB2C8\uB2E4. ${step}\uC5D0 ${action}\uC774(\uAC00) \uD544\uC694\uD569\uB2C8\uB2E4.`,
      next: () => "\uAC19\uC740 \uBA85\uB839\uC744 \uB2E4\uC2DC \uC2E4\uD589\uD558\uBA74 \uD655\uC778\uB41C \uB0B4\uC6A9\uC73C\uB85C \uACC4\uD68D\uD569\uB2C8\uB2E4."
    },
    "managed-node-late": {
      what: ({ instanceId }) => `Systems Manager\uAC00 \uC544\uC9C1 ${instanceId}\uC744(\uB97C) \uBCF4\uC9C0 \uBABB\uD569\uB2C8\uB2E4.`,
      next: () => `\uC7AC\uBD80\uD305\uD574\uC11C \uAE30\uB2E4\uB9BC\uC744 \uC904\uC774\uAC70\uB098 \uADF8\uB300\uB85C \uB450\uC138\uC694. ${again} \uACC4\uC18D \uADF8\uB807\uB2E4\uBA74 SSM \uC5D0\uC774\uC804\uD2B8\uAC00 \uC124\uCE58\uB418\uC5B4 \uC788\uB294\uC9C0, Systems Manager\uB85C \uAC00\uB294 \uACBD\uB85C\uAC00 \uC788\uB294\uC9C0 \uD655\uC778\uD558\uC138\uC694.`
    },
    "managed-node-lost": {
      what: ({ instanceId }) => `Systems Manager\uAC00 ${instanceId}\uC5D0 \uB2FF\uC9C0 \uC54A\uC544 \uC81C\uAC70\uD560 \uC218 \uC5C6\uC2B5\uB2C8\uB2E4.`,
      next: () => "\uC5ED\uD560 \uC5F0\uACB0\uACFC SSM \uC5D0\uC774\uC804\uD2B8\uB97C \uD655\uC778\uD574 \uB2E4\uC2DC \uC5F0\uACB0\uD55C \uB4A4 \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694."
    },
    "not-settled": {
      what: ({ steps }) => `\uBC14\uAFBC \uB0B4\uC6A9\uC744 AWS\uAC00 \uC544\uC9C1 \uBCF4\uC5EC \uC8FC\uC9C0 \uC54A\uC2B5\uB2C8\uB2E4: ${list(steps)}.`,
      next: () => again
    },
    "arrival-late": {
      what: ({ instanceId, missing }) => `${instanceId}\uC5D0\uC11C \uB3C4\uCC29\uD558\uC9C0 \uC54A\uC74C: ${list(missing)}.`,
      next: ({ instanceId }) => `\uC124\uCE58\uB294 \uBAA8\uB450 \uB05D\uB0AC\uC2B5\uB2C8\uB2E4. \uBA87 \uBD84 \uB4A4 \uD655\uC778\uD558\uC138\uC694: cloudwatch-wizard status --instance-id ${instanceId}`
    },
    "profile-not-visible": {
      what: ({ roleName }) => `EC2\uAC00 2\uBD84 \uC548\uC5D0 \uC778\uC2A4\uD134\uC2A4 \uD504\uB85C\uD30C\uC77C ${roleName}\uC744(\uB97C) \uBCF4\uC9C0 \uBABB\uD588\uC2B5\uB2C8\uB2E4.`,
      next: () => again
    },
    "command-failed": {
      what: ({ instanceId, errorId, exitCode, answer }) => `${instanceId}\uC758 \uC2A4\uD06C\uB9BD\uD2B8\uAC00 \uC2E4\uD328\uD588\uC2B5\uB2C8\uB2E4(${errorId}, \uC885\uB8CC \uCF54\uB4DC ${exitCode}). ${answer}`,
      next: () => "\uB0B4\uC6A9\uB300\uB85C \uACE0\uCE5C \uB4A4 \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uBA74 \uADF8\uACF3\uBD80\uD130 \uC774\uC5B4\uC9D1\uB2C8\uB2E4."
    },
    "command-not-delivered": {
      what: ({ instanceId, status }) => `Run Command\uAC00 ${instanceId}\uC5D0 \uC804\uB2EC\uB418\uC9C0 \uC54A\uC558\uC2B5\uB2C8\uB2E4: ${status}.`,
      next: () => "\uC778\uC2A4\uD134\uC2A4\uAC00 \uC2E4\uD589 \uC911\uC774\uACE0 SSM \uC5D0\uC774\uC804\uD2B8\uAC00 \uC628\uB77C\uC778\uC778\uC9C0 \uD655\uC778\uD55C \uB4A4 \uAC19\uC740 \uBA85\uB839\uC744 \uC2E4\uD589\uD558\uC138\uC694."
    },
    throttled: {
      what: ({ action, answer }) => `AWS\uAC00 ${action}\uC744(\uB97C) \uACC4\uC18D \uC81C\uD55C\uD588\uC2B5\uB2C8\uB2E4: ${answer}`,
      next: () => again
    },
    "aws-error": {
      what: ({ action, error, answer }) => `${action} \uC2E4\uD328: ${error}: ${answer}`,
      next: () => again
    },
    "no-record": {
      what: ({ instanceId, path }) => `\uC774 \uCEF4\uD4E8\uD130\uC5D0 ${instanceId}\uC758 \uAE30\uB85D\uC774 \uC5C6\uC2B5\uB2C8\uB2E4(${path}).`,
      next: ({ instanceId }) => `\uC124\uC815\uD55C \uCEF4\uD4E8\uD130\uC5D0\uC11C \uC2E4\uD589\uD558\uAC70\uB098 \uC5EC\uAE30\uC5D0\uC11C \uC124\uC815\uD558\uC138\uC694: cloudwatch-wizard setup --instance-id ${instanceId}`
    },
    "journal-unreadable": {
      what: ({ path, reason }) => `\uC800\uB110 ${path}\uC744(\uB97C) \uC77D\uC744 \uC218 \uC5C6\uC2B5\uB2C8\uB2E4: ${reason}`,
      next: () => "\uC544\uBB34\uAC83\uB3C4 \uBC14\uAFB8\uC9C0 \uC54A\uC558\uC2B5\uB2C8\uB2E4. \uD30C\uC77C\uC744 \uACE0\uCE58\uAC70\uB098 \uC62E\uAE30\uC138\uC694."
    },
    "journal-unwritable": {
      what: ({ path, reason }) => `\uC800\uB110 ${path}\uC5D0 \uC4F8 \uC218 \uC5C6\uC2B5\uB2C8\uB2E4: ${reason}`,
      next: () => "\uC800\uB110 \uC5C6\uC774\uB294 \uC544\uBB34\uAC83\uB3C4 \uBC14\uAFB8\uC9C0 \uC54A\uC2B5\uB2C8\uB2E4. \uACF5\uAC04\uC744 \uD655\uBCF4\uD558\uAC70\uB098 XDG_STATE_HOME\uC744 \uC4F8 \uC218 \uC788\uB294 \uD3F4\uB354\uB85C \uC124\uC815\uD558\uC138\uC694."
    }
  },
  ui: {
    account: ({ account, alias, principal, region, source }) => `\uACC4\uC815 ${account}${alias ? ` (${alias})` : ""} \xB7 ${principal} \xB7 ${region} \xB7 ${source}`,
    "source-flag-profile": ({ profile }) => `\uD504\uB85C\uD30C\uC77C ${profile} (--profile)`,
    "source-environment-profile": ({ profile }) => `\uD504\uB85C\uD30C\uC77C ${profile} (AWS_PROFILE)`,
    "source-environment-keys": () => "\uD658\uACBD \uBCC0\uC218\uC758 \uD0A4",
    "source-default-chain": () => "SDK \uAE30\uBCF8 \uC790\uACA9 \uC99D\uBA85",
    overridden: ({ name: name2 }) => `${name2}\uB3C4 \uC124\uC815\uB418\uC5B4 \uC788\uC9C0\uB9CC \uC0AC\uC6A9\uD558\uC9C0 \uC54A\uC2B5\uB2C8\uB2E4`,
    "plan-setup": ({ instanceId }) => `${instanceId} \uACC4\uD68D`,
    "plan-repair": ({ instanceId }) => `${instanceId} \uBCF5\uAD6C: \uB2EC\uB77C\uC9C4 \uAC83\uB9CC`,
    "plan-undo": ({ instanceId }) => `${instanceId} \uB418\uB3CC\uB9AC\uAE30: \uC124\uC815 \uC804\uC73C\uB85C`,
    "plan-empty": () => "\uBC14\uAFC0 \uAC83\uC774 \uC5C6\uC2B5\uB2C8\uB2E4. \uBAA8\uB450 \uC77C\uCE58\uD569\uB2C8\uB2E4.",
    "in-sync": () => "\uC77C\uCE58",
    "price-month": ({ usdText }) => `\uC6D4 ${usdText}`,
    "price-total": ({ usdText }) => `\uC6D4 \uC57D ${usdText} \uCD94\uAC00`,
    "price-caveat": () => "us-east-1 \uC815\uAC00 \uAE30\uC900. \uACC4\uC815\uB9C8\uB2E4 \uC0AC\uC6A9\uC790 \uC9C0\uC815\xB7\uC0C1\uC138 \uBA54\uD2B8\uB9AD 10\uAC1C\uAE4C\uC9C0 \uBB34\uB8CC. \uB85C\uADF8\uB294 GB\uB2F9 $0.50",
    assumed: () => "\uB0B4\uBD80\uB97C \uD655\uC778\uD558\uAE30 \uC804\uAE4C\uC9C0\uB294 \uAC00\uC815",
    "undo-by": ({ undo }) => `\uB418\uB3CC\uB9AC\uAE30: ${undo}`,
    "power-note": () => "CloudWatchFullAccess\uAC00 \uC788\uC73C\uBA74 \uCE68\uC785\uB2F9\uD55C \uD638\uC2A4\uD2B8\uAC00 \uC790\uC2E0\uC758 \uACBD\uBCF4, \uB85C\uADF8, \uC54C\uB9BC \uC8FC\uC81C\uB97C \uC9C0\uC6B8 \uC218 \uC788\uACE0, SSM \uAD8C\uD55C\uC774 \uC788\uC73C\uBA74 \uBA85\uB839\uC744 \uBCF4\uB0BC \uC218 \uC788\uB294 \uC0AC\uB78C\uC774 \uADF8 \uD638\uC2A4\uD2B8\uC758 root\uAC00 \uB429\uB2C8\uB2E4.",
    confirm: ({ count }) => `${count}\uAC1C \uC791\uC5C5\uC744 \uC801\uC6A9\uD560\uAE4C\uC694?`,
    changed: () => "\uBCC0\uACBD\uB428",
    unchanged: () => "\uADF8\uB300\uB85C",
    done: () => "\uC644\uB8CC",
    left: ({ time }) => `\uCD5C\uB300 ${time} \uB0A8\uC74C`,
    "nothing-to-undo": ({ instanceId }) => `${instanceId}\uC5D0 \uB418\uB3CC\uB9B4 \uAC83\uC774 \uC5C6\uC2B5\uB2C8\uB2E4.`,
    "finished-setup": ({ instanceId, count }) => `${instanceId} \uBAA8\uB2C8\uD130\uB9C1 \uC911: ${count}\uAC1C \uBCC0\uACBD, \uB370\uC774\uD130 \uB3C4\uCC29\uD568.`,
    "finished-unchanged": ({ instanceId }) => `${instanceId} \uBAA8\uB2C8\uD130\uB9C1 \uC911: \uBC14\uAFC0 \uAC83\uC774 \uC5C6\uACE0 \uB370\uC774\uD130\uAC00 \uB3C4\uCC29\uD569\uB2C8\uB2E4.`,
    "finished-undo": ({ instanceId, count }) => `${instanceId}\uC774(\uAC00) \uC124\uC815 \uC804 \uC0C1\uD0DC\uC785\uB2C8\uB2E4: ${count}\uAC1C \uB418\uB3CC\uB9BC. \uBA54\uD2B8\uB9AD, \uB85C\uADF8 \uADF8\uB8F9, \uC800\uB110\uC740 \uB0A8\uC2B5\uB2C8\uB2E4.`,
    "next-status": ({ instanceId }) => `\uC5B8\uC81C\uB4E0 \uB2E4\uC2DC \uD655\uC778: cloudwatch-wizard status --instance-id ${instanceId}`,
    cancelled: () => "\uCDE8\uC18C\uD588\uC2B5\uB2C8\uB2E4.",
    "interrupted-done": ({ count }) => `\uADF8 \uC804\uC5D0 ${count}\uAC1C \uC791\uC5C5\uC774 \uB05D\uB0AC\uC2B5\uB2C8\uB2E4. \uC783\uC740 \uAC83\uC740 \uC5C6\uC2B5\uB2C8\uB2E4. \uAC19\uC740 \uBA85\uB839\uC73C\uB85C \uC774\uC5B4 \uAC00\uAC70\uB098 undo\uB85C \uB418\uB3CC\uB9AC\uC138\uC694.`,
    defect: () => "cloudwatch-wizard\uC758 \uACB0\uD568\uC785\uB2C8\uB2E4. \uC704 \uB0B4\uC6A9\uACFC \uD568\uAED8 \uC54C\uB824 \uC8FC\uC138\uC694.",
    "output-of-instance": () => "\uC2A4\uD06C\uB9BD\uD2B8\uC758 \uCD9C\uB825:",
    "output-cut": () => "(\uB9C8\uC9C0\uB9C9 \uC904\uB4E4\uB9CC \uD45C\uC2DC)",
    "status-none": ({ region }) => `${region}\uC5D0 \uC778\uC2A4\uD134\uC2A4\uAC00 \uC5C6\uC2B5\uB2C8\uB2E4.`,
    "status-set-up": () => "\uC124\uC815\uB428",
    "status-not-set-up": () => "\uC124\uC815 \uC548 \uB428",
    "status-elsewhere": () => "\uB2E4\uB978 \uCEF4\uD4E8\uD130\uC5D0\uC11C \uC124\uC815\uB428",
    "status-drift": ({ what }) => `\uB2EC\uB77C\uC9D0, \uBCF5\uAD6C\uD560 \uAC83: ${what}`,
    "status-missing": ({ missing }) => `\uB3C4\uCC29\uD558\uC9C0 \uC54A\uC74C: ${list(missing)}`,
    "status-no-role": () => "\uC5ED\uD560 \uC5C6\uC74C",
    ago: ({ ageSeconds }) => `${age(ageSeconds, "ko")} \uC804`,
    "sandbox-ready": () => "\uC774 \uCEF4\uD4E8\uD130\uC5D0\uC11C \uAC00\uC0C1\uC758 AWS \uACC4\uC815\uC774 \uC2E4\uD589 \uC911\uC785\uB2C8\uB2E4. \uB2E4\uB978 \uD130\uBBF8\uB110\uC5D0\uC11C:",
    "sandbox-stop": () => "Ctrl+C\uB85C \uB05D\uB0B4\uBA70 \uC544\uBB34\uAC83\uB3C4 \uB0A8\uC9C0 \uC54A\uC2B5\uB2C8\uB2E4.",
    partial: ({ done, failed }) => `\uC644\uB8CC: ${list(done)}. \uBBF8\uC644\uB8CC: ${list(failed)}.`
  },
  help: helpKo
};
export {
  ko
};
