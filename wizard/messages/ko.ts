import type { Values } from '../errors.ts';
import type { Catalogue } from './catalogue.ts';
import { logsKo } from './logs-ko.ts';
import { age, list } from './values.ts';

const count = (values: Values[string] | undefined) => (Array.isArray(values) ? values.length : 0);

const again = '같은 명령을 다시 실행하면 멈춘 곳부터 이어집니다.';

const goOn = '그런 다음 같은 명령을 실행하면 그곳부터 이어집니다.';

// 원하던 설정은 기억되므로 플래그 없이 다시 실행하면 똑같이 실패한다.
const otherDisks =
  '측정할 경로마다 --disk-path를 주어 setup을 다시 실행하세요. 로컬 디스크에 있는 경로여야 합니다. 예: --disk-path /';

const newerAgent =
  '인스턴스의 amazon-cloudwatch-agent를 1.300070.0 이상으로 올리거나(Amazon Linux 2023: sudo dnf --releasever=latest install amazon-cloudwatch-agent) rsyslog를 설치';

/** `agent/installer`의 오류 id별 해결 방법. */
const commandCures: Readonly<Record<string, string>> = {
  'send-failed': `내용대로 고치세요. 거부되었으면 역할의 권한, 응답이 없으면 서브넷에서 CloudWatch로 가는 경로(NAT, VPC 엔드포인트, 보안 그룹)입니다. ${goOn}`,
  'no-space': `인스턴스 디스크의 공간을 확보하세요. ${goOn}`,
  'cron-unavailable': `cron도 systemd 타이머도 쓸 수 없습니다. 인스턴스에 cron을 설치하거나 패키지 저장소에 닿게 하세요. ${goOn}`,
  'package-unavailable': `인스턴스가 패키지 저장소에 닿게 하거나 패키지를 설치하세요. ${goOn}`,
  'log-shipper-inactive': `인스턴스에서 로그 에이전트의 로그를 확인하세요. ${goOn}`,
  'journald-needs-newer-agent': `${newerAgent}하세요. ${goOn}`,
  'syslog-silent': `인스턴스에서 syslog가 다시 기록하게 하세요: sudo systemctl enable --now rsyslog (없으면 설치). ${goOn}`,
  'payload-damaged': `명령이 손상된 채 도착했습니다. ${goOn}`,
  'endpoint-unreachable': `서브넷에서 그곳에 닿게 하거나(NAT, VPC 엔드포인트, 보안 그룹) --proxy http://HOST:PORT로 setup을 실행하세요. ${goOn}`,
  'disk-not-found': otherDisks,
  'disk-not-local': otherDisks,
  busy: `다른 실행이 이 인스턴스를 바꾸는 중입니다. 끝날 때까지 기다리세요. ${goOn}`,
};

export const ko = {
  steps: {
    verifier: '검증기',
    registration: '등록',
    role: 'IAM 역할',
    attachment: '역할 연결',
    'detailed-monitoring': '상세 모니터링',
    'aws-metrics': 'AWS 기본 메트릭',
    'managed-node': 'Systems Manager',
    'metrics-agent': '메트릭 에이전트',
    'cron-entry': '예약 실행',
    'log-group': '로그 그룹',
    'log-agent': '로그 에이전트',
    record: '기록',
    arrival: '도착 확인',
    alerts: '알림',
  },
  actions: {
    'delete-failed-stack': ({ stackName, status }) =>
      `생성에 실패한 스택 ${stackName} 삭제 (${status})`,
    'create-stack': ({ stackName, region }) =>
      `스택 ${stackName} 생성: ${region}을(를) 지켜보고 데이터가 멈추면 알림 (Lambda, 일정, 테이블, 주제, 경보)`,
    'update-stack': ({ stackName, version }) => `스택 ${stackName}을(를) ${version}(으)로 업데이트`,
    'subscribe-email': ({ email }) => `${email}을(를) 알림에 구독; SNS가 확인 링크를 메일로 보냄`,
    'register-instance': ({ instanceId }) =>
      `${instanceId}을(를) 검증기에 등록하고 기록을 스택의 테이블에 보관`,
    'remove-stack': ({ stackName, region }) => `${region}의 스택 ${stackName} 삭제`,
    'deregister-instance': ({ instanceId }) => `검증기의 테이블에서 ${instanceId} 제거`,
    ...logsKo.actions,
    'create-role': ({ roleName }) => `EC2가 인스턴스에 넘겨줄 역할 ${roleName} 생성`,
    'restore-trust': ({ roleName }) => `EC2가 역할 ${roleName}을(를) 다시 맡을 수 있게 함`,
    'attach-policy': ({ roleName, policy }) => `${roleName}에 ${policy} 연결`,
    'create-instance-profile': ({ roleName }) => `인스턴스 프로파일 ${roleName} 생성`,
    'add-role-to-instance-profile': ({ roleName }) => `인스턴스 프로파일 ${roleName}에 역할 추가`,
    'attach-role': ({ roleName, instanceId }) => `${instanceId}에 ${roleName} 연결`,
    'reattach-role': ({ roleName, instanceId }) =>
      `${instanceId}에 ${roleName} 다시 연결 (프로파일이 삭제되었다가 다시 만들어짐)`,
    'enable-detailed-monitoring': ({ instanceId }) => `${instanceId}의 상세 모니터링(1분) 활성화`,
    'wait-for-managed-node': ({ instanceId, minutes }) =>
      `Systems Manager가 ${instanceId}를 볼 때까지 대기 (역할을 가지고 부팅했으면 몇 초, 아니면 최대 ${minutes}분)`,
    'look-inside': ({ instanceId }) => `${instanceId} 내부 확인 (OS, cron, 로그; 읽기만 함)`,
    'install-agent': ({ metrics, disks }) =>
      `메트릭 에이전트(메트릭 ${metrics}개, 디스크 ${list(disks)}) 설치 후 한 번 전송`,
    'install-cron': ({ minutes }) =>
      `cron으로 ${minutes}분마다 전송 (/etc/cron.d/cloudwatch-wizard; cron이 없으면 설치)`,
    'allow-describe-tags': ({ roleName }) =>
      `${roleName}이(가) 태그를 읽게 함(ec2:DescribeTags): --auto-scaling이 있는 예전 cron 줄용`,
    'forbid-describe-tags': ({ roleName }) =>
      `${roleName}에서 태그 읽기 권한(ec2:DescribeTags) 제거`,
    'migrate-cron': ({ files, options }) =>
      `${count(files) > 0 ? `${list(files)}에서 ` : ''}mon-put-instance-data.pl의 cron 줄${count(files) > 0 ? '을' : '이 있으면'} 주석 처리하고 하던 일을 이어받음${count(options) > 0 ? ` (${list(options)})` : ''}. 되돌리면 복원`,
    'tag-instance': ({ instanceId, key }) => `${instanceId}에 기록을 가리키는 태그 ${key} 추가`,
    'delete-role': ({ roleName }) => `역할 ${roleName} 삭제`,
    'detach-policy': ({ roleName, policy }) => `${roleName}에서 ${policy} 분리`,
    'delete-instance-profile': ({ roleName }) => `인스턴스 프로파일 ${roleName} 삭제`,
    'remove-role-from-instance-profile': ({ roleName }) =>
      `인스턴스 프로파일 ${roleName}에서 역할 제거`,
    'detach-role': ({ roleName, instanceId }) => `${instanceId}에서 ${roleName} 분리`,
    'disable-detailed-monitoring': ({ instanceId }) => `${instanceId}의 상세 모니터링 비활성화`,
    uninstall: ({ instanceId }) =>
      `${instanceId}에서 메트릭 에이전트, cron 항목, 로그 에이전트 제거`,
    'untag-instance': ({ instanceId, key }) => `${instanceId}에서 태그 ${key} 제거`,
  },
  notes: {
    'alerts-declined': () => '데이터가 멈춰도 아무에게도 알리지 않습니다 (--no-alerts)',
    'verifier-missing': ({ region }) =>
      `데이터가 멈춰도 아무에게도 알리지 않습니다: ${region}에 검증기가 없습니다 (cloudwatch-wizard verifier deploy)`,
    'verifier-unseen': ({ region }) =>
      `누구에게 알리는지 알 수 없습니다: ${region}의 CloudFormation을 읽을 수 없습니다`,
    'verifier-newer': ({ version, own }) =>
      `검증기 버전 ${version}이(가) 이 프로그램(${own})보다 새것이므로 그대로 씁니다`,
    'verifier-older': ({ version, own }) =>
      `검증기 버전 ${version}이(가) 이 프로그램(${own})보다 오래되었습니다: cloudwatch-wizard verifier deploy`,
    'topic-goes': ({ topic }) =>
      `알림이 ${topic}을(를) 떠납니다. 스택의 주제이면 구독자와 함께 삭제됩니다`,
    'topic-unseen': ({ topic }) =>
      `${topic}을(를) 받는 사람이 있는지 알 수 없습니다: 이 계정에서 볼 수 없는 주제입니다`,
    'webhook-alone': () =>
      '검증기 자신에 대한 경보는 주제로만 가는데 읽는 사람이 없습니다: --email을 추가하세요',
    'nobody-told': () =>
      '아무에게도 알리지 않습니다: 주제에 확인된 구독이 없습니다. cloudwatch-wizard verifier deploy --email 주소',
    'one-personal-mailbox': ({ email }) =>
      `${email}은(는) 한 사람의 메일함 같습니다. 그 사람이 없으면 아무도 모릅니다. 그룹 주소를 쓰거나 --email을 두 번 주세요`,
    'verifier-looked': ({ ageSeconds, instances, down }) =>
      `검증기가 ${age(ageSeconds, 'ko')} 전에 확인: 등록 ${instances}개, 중단 ${down}개`,
    'email-confirmed': ({ email }) => `${email} 구독이 확인되었습니다`,
    'alert-still-open': ({ cause }) =>
      `알림이 아직 열려 있습니다(${cause}). 두 번 정상이면 해제 메일이 갑니다`,
    ...logsKo.notes,
    'role-not-ours': ({ roleName }) =>
      `${roleName}은(는) 다른 사람이 만든 역할입니다. 그대로 사용하며 삭제하지 않습니다`,
    'role-in-use': ({ roleName, instances }) =>
      `${list(instances)}에서 사용 중이므로 ${roleName}을(를) 남겨 둡니다`,
    'role-in-other-profile': ({ roleName, profiles }) =>
      `${roleName}을(를) 남겨 둡니다: 다른 사람이 인스턴스 프로파일 ${list(profiles)}에도 넣었습니다`,
    'role-perhaps-in-use': ({ roleName, regions }) =>
      `${list(regions)} 리전을 읽을 수 없어 사용 중일 수 있으므로 ${roleName}을(를) 남겨 둡니다`,
    'role-has-other-policies': ({ roleName, policies }) =>
      `누군가 ${list(policies)}을(를) 추가했으므로 ${roleName}을(를) 남겨 둡니다`,
    'policy-retired': ({ policy }) =>
      `${policy}은(는) 더 이상 연결할 수 없어 CloudWatchFullAccessV2로 대신합니다`,
    'monitoring-already-on': ({ instanceId }) =>
      `${instanceId}의 상세 모니터링은 이미 켜져 있어 그대로 둡니다`,
    'metric-unknown': ({ metric }) => `${metric}: CloudWatch가 전부 답하지 않았습니다`,
    'metric-without-data': ({ metric }) =>
      `${metric}: 최근 3시간 동안 데이터 포인트가 아직 없습니다`,
    'metric-newest': ({ metric, value, ageSeconds }) =>
      `${metric} ${value}, ${age(ageSeconds, 'ko')} 전`,
    'metric-arrived': ({ metric, mountPath, value, ageSeconds }) =>
      `${metric}${mountPath ? ` ${mountPath}` : ''} ${value}, ${age(ageSeconds, 'ko')} 전`,
    'heartbeat-arrived': ({ group, ageSeconds }) =>
      `${group}의 하트비트 줄, ${age(ageSeconds, 'ko')} 전`,
    'no-ssm-agent-in-image': ({ instanceId }) =>
      `${instanceId}의 이미지에는 SSM 에이전트가 없습니다. 직접 설치하지 않으면 Systems Manager가 볼 수 없습니다`,
    'second-sender': ({ sender }) =>
      `같은 메트릭을 보내는 다른 항목이 인스턴스에 있으며 건드리지 않습니다: ${sender}. mon-put-instance-data.pl의 줄은 setup --migrate로 대신할 수 있습니다`,
    'groups-need-right': ({ roleName }) =>
      `${roleName}은(는) 우리가 만든 역할이 아닙니다. 직접 ec2:DescribeTags를 주지 않으면 Auto Scaling 그룹 메트릭은 오지 않습니다`,
    'sent-twice': ({ samples }) =>
      `다른 무언가가 같은 메트릭을 보내고 있습니다(1분에 ${samples}개). mon-put-instance-data.pl의 오래된 cron 항목인가요? setup --migrate로 대신할 수 있습니다`,
    'waiting-for-stack': ({ stackName, status }) =>
      `CloudFormation이 ${stackName} 작업 중 (${status})`,
    'waiting-for-email': ({ emails }) =>
      `${list(emails)}의 확인을 기다리는 중: 링크는 AWS가 보낸 메일에 있습니다`,
    'waiting-for-iam': () => 'EC2가 새 인스턴스 프로파일을 아직 보지 못합니다 (몇 초, 최대 2분)',
    'waiting-for-ssm': () =>
      'Ctrl+C를 눌러도 안전, 재부팅하면 더 빠름. Systems Manager가 인스턴스를 아직 보지 못합니다. 역할 없이 시작한 SSM 에이전트는 25~30분 뒤에 다시 확인합니다',
    'waiting-to-settle': ({ steps }) => `AWS가 아직 모두 보여 주지 않습니다: ${list(steps)}`,
    'waiting-for-data': ({ awaited }) => `다음 예약 실행을 기다리는 중: ${list(awaited)}`,
  },
  problems: {
    ...logsKo.problems,
    'unknown-verb': {
      what: ({ verb, meant }) =>
        `"${verb}" 명령은 없습니다.${meant ? ` "${meant}"을(를) 뜻하셨나요?` : ''}`,
      next: ({ verbs }) => `명령: ${list(verbs)}. cloudwatch-wizard --help를 보세요.`,
    },
    'unknown-flag': {
      what: ({ flag, meant, verb }) =>
        `${verb ? `${verb}에는 ` : ''}${flag} 플래그가 없습니다.${meant ? ` ${meant}을(를) 뜻하셨나요?` : ''}`,
      next: ({ verb }) => `cloudwatch-wizard ${verb ? `${verb} ` : ''}--help를 보세요.`,
    },
    'missing-flag': {
      what: ({ flag }) => `${flag}이(가) 없습니다.`,
      next: ({ flag, example }) => `추가하세요. 예: ${flag} ${example}`,
    },
    'missing-value': {
      what: ({ flag }) => `${flag}에 값이 필요합니다.`,
      next: () => 'cloudwatch-wizard --help를 보세요.',
    },
    'bad-value': {
      what: ({ flag, value }) => `${flag}에 "${value}"을(를) 쓸 수 없습니다.`,
      next: ({ expected }) => `가능한 값: ${expected}`,
    },
    'unexpected-argument': {
      what: ({ argument }) => `"${argument}"은(는) 필요 없는 단어입니다.`,
      next: () =>
        '값은 플래그 뒤에 씁니다: cloudwatch-wizard setup --instance-id i-0123456789abcdef0',
    },
    'needs-confirmation': {
      what: () => '계획이 확인되지 않았고, 물어볼 터미널이 없습니다.',
      next: () => '확인하려면 --yes를, 보기만 하려면 --dry-run을 추가하세요.',
    },
    'no-region': {
      what: () => '리전이 설정되지 않았습니다.',
      next: () => '--region ap-northeast-2처럼 --region을 추가하거나 AWS_REGION을 설정하세요.',
    },
    'unreadable-file': {
      what: ({ path, reason }) => `${path}을(를) 사용할 수 없습니다: ${reason}`,
      next: () => '경로와 파일 내용을 확인하세요.',
    },
    'sandbox-not-started': {
      what: ({ reason }) => `샌드박스를 시작하지 못했습니다: ${reason}`,
      next: () => '다른 --port를 고르거나 TMPDIR로 다른 디렉터리를 고르세요.',
    },
    'no-credentials': {
      what: ({ answer, profile }) =>
        `${profile ? `프로파일 ${profile}의 ` : ''}AWS 자격 증명을 찾지 못했습니다. ${answer}`,
      next: ({ profile }) =>
        profile
          ? `이름을 확인하거나(aws configure list-profiles) 로그인하세요: aws sso login --profile ${profile}`
          : 'aws configure 또는 aws sso login으로 로그인하고, 기본 프로파일이 아니면 --profile을 추가하세요. 계정 없이 모두 시험하려면: cloudwatch-wizard sandbox',
    },
    'credentials-refused': {
      what: ({ action, error, answer }) =>
        `AWS가 ${action}에서 자격 증명을 거부했습니다: ${error}: ${answer}`,
      next: ({ region, error }) =>
        region && error === 'InvalidClientTokenId'
          ? `리전을 확인하세요. 계정에서 ${region} 리전이 활성화되지 않았을 때도 AWS는 이렇게 답합니다. 그렇지 않으면 키 또는 프로파일을 확인하세요. 교체된 비밀 키는 여기에서도 바꿔야 합니다.`
          : '키 또는 프로파일을 확인하세요. 교체된 비밀 키는 여기에서도 바꿔야 합니다.',
    },
    'credentials-expired': {
      what: ({ action, answer }) => `자격 증명이 만료되었습니다(${action}): ${answer}`,
      next: ({ profile }) =>
        `다시 로그인한 뒤(aws sso login${profile ? ` --profile ${profile}` : ''} 또는 새 키) 같은 명령을 실행하세요.`,
    },
    'access-denied': {
      what: ({ action, answer }) => `${action} 권한이 없습니다: ${answer}`,
      next: ({ action }) =>
        `관리자에게 위 주체의 ${action} 허용을 요청한 뒤 같은 명령을 실행하세요.`,
    },
    'clock-wrong': {
      what: ({ action, answer }) =>
        `이 컴퓨터의 시계가 맞지 않아 AWS가 ${action}을(를) 거부했습니다: ${answer}`,
      next: () => '시계를 맞춘 뒤(오차는 5분 이내) 같은 명령을 실행하세요.',
    },
    'endpoint-unreachable': {
      what: ({ action, answer }) => `${action}에 응답이 없습니다: ${answer}`,
      next: ({ region }) =>
        `네트워크, 프록시(자체 인증서를 쓰면 NODE_EXTRA_CA_CERTS), 리전${region ? `(${region})` : ''}, 그리고 설정되어 있다면 AWS_ENDPOINT_URL을 확인하세요.`,
    },
    'alerts-undecided': {
      what: ({ region }) =>
        `데이터가 멈추면 누구에게 알릴까요? ${region}에는 아직 검증기가 없습니다.`,
      next: () =>
        '--email 주소, --webhook URL, --topic ARN 중 하나를 추가하세요. 알리지 않으려면 --no-alerts.',
    },
    'other-account': {
      what: ({ accountId, expected }) =>
        `이 자격 증명은 계정 ${accountId}의 것인데, 명령은 ${expected}용입니다.`,
      next: () => '그 계정의 프로파일을 쓰세요: --profile 이름. 아무것도 바꾸지 않았습니다.',
    },
    'topic-elsewhere': {
      what: ({ topic, region }) => `${topic}은(는) ${region}의 주제가 아닙니다.`,
      next: () => '같은 리전과 파티션의 주제를 쓰세요. 다른 계정의 것은 괜찮습니다.',
    },
    'topic-not-found': {
      what: ({ topic }) => `주제 ${topic}이(가) 없습니다. 이 주제로는 아무에게도 알릴 수 없습니다.`,
      next: () =>
        '같은 이름으로 다시 만들거나 다른 주제를 지정하세요: cloudwatch-wizard verifier deploy --topic ARN. 스택의 주제가 아니었다면 --topic off --email 주소로 스택의 주제로 돌아갑니다.',
    },
    'records-unreadable': {
      what: ({ instanceId }) =>
        `${instanceId}은(는) 검증기에 등록되어 있는데, CloudFormation을 볼 수 없어 기록을 읽을 수 없습니다.`,
      next: () =>
        '관리자에게 cloudformation:DescribeStacks 권한을 요청한 뒤 같은 명령을 실행하세요. 아무것도 바꾸지 않았습니다.',
    },
    'stack-not-ours': {
      what: ({ stackName, region }) =>
        `${region}에 이 프로그램이 만들지 않은 스택 ${stackName}이(가) 있습니다.`,
      next: () => '건드리지 않습니다. 지우거나 이름을 바꾸거나, --no-alerts로 진행하세요.',
    },
    'stack-broken': {
      what: ({ stackName, status }) => `스택 ${stackName}이(가) ${status} 상태입니다.`,
      next: ({ region }) =>
        `${region} CloudFormation에서 이벤트를 보고 계속하거나 삭제한 뒤 같은 명령을 실행하세요.`,
    },
    'stack-newer': {
      what: ({ version, own }) =>
        `검증기 버전은 ${version}이고 이 프로그램(${own})은 더 오래되어 되돌리게 됩니다.`,
      next: () => '프로그램을 업데이트한 뒤 같은 명령을 실행하세요.',
    },
    'stack-failed': {
      what: ({ stackName, resource, reason, isCreation }) =>
        `CloudFormation이 ${stackName}을(를) ${isCreation ? '만들지' : '바꾸지'} 못했습니다: ${resource}: ${reason}${isCreation ? ' (만들던 것은 지웠습니다)' : ''}`,
      next: () => '내용대로 고친 뒤 같은 명령을 실행하거나, --no-alerts로 진행하세요.',
    },
    'stack-busy': {
      what: ({ stackName, status }) => `CloudFormation이 ${stackName} 작업 중입니다(${status}).`,
      next: () => '1~2분 뒤에 같은 명령을 실행하세요.',
    },
    'stack-late': {
      what: ({ stackName, status }) =>
        `CloudFormation이 아직 ${stackName} 작업 중입니다(${status}).`,
      next: () => again,
    },
    'no-verifier': {
      what: ({ region }) => `${region}에 검증기가 없습니다.`,
      next: () => '배포하세요: cloudwatch-wizard verifier deploy --email 주소',
    },
    'instances-registered': {
      what: ({ instances }) =>
        `${list(instances)}이(가) 아직 검증기에 등록되어 있고, 기록이 그 테이블에 있습니다.`,
      next: () => '먼저 하나씩 되돌리세요: cloudwatch-wizard undo --instance-id ID',
    },
    'record-changed': {
      what: ({ instanceId }) => `읽은 뒤에 다른 누군가가 ${instanceId}의 기록을 바꿨습니다.`,
      next: () => '다른 컴퓨터에서 실행 중일 수 있습니다. 끝난 뒤 같은 명령을 실행하세요.',
    },
    'record-newer': {
      what: ({ instanceId }) => `${instanceId}의 기록은 더 새로운 버전이 썼습니다.`,
      next: () => '프로그램을 업데이트한 뒤 같은 명령을 실행하세요. 아무것도 바꾸지 않았습니다.',
    },
    'email-unconfirmed': {
      what: ({ emails }) =>
        `아직 확인되지 않아 메일이 가지 않습니다: ${list(emails)}. 나머지는 모두 끝났습니다.`,
      next: () =>
        'AWS Notifications가 보낸 메일을 여세요(스팸함일 수 있음). 그 링크를 붙여 넣으세요: cloudwatch-wizard verifier deploy --email 주소 --confirm-link 링크',
    },
    'verifier-silent': {
      what: ({ region }) => `${region}의 검증기가 그 뒤로 확인하지 않았습니다.`,
      next: () => '몇 분 뒤에 보세요: cloudwatch-wizard verifier status',
    },
    'verifier-blind': {
      what: ({ region, blind }) => `${region}의 검증기가 볼 수 없었던 것: ${list(blind)}.`,
      next: () =>
        '계속되면 로그 그룹 /aws/lambda/cloudwatch-wizard-verifier에 이유가 있고, 경보도 알립니다.',
    },
    'link-wrong': {
      what: () => 'SNS가 링크를 거부했습니다: 이 주제의 것이 아니거나, 잘렸거나, 3일이 지났습니다.',
      next: () => '가장 새 메일의 "Confirm subscription" 링크 전체를 복사하세요.',
    },
    'test-alert-failed': {
      what: ({ answer }) => `검증기가 보내지 못했습니다: ${answer}`,
      next: () => '로그 그룹 /aws/lambda/cloudwatch-wizard-verifier를 보세요.',
    },
    'no-instances': {
      what: ({ region }) => `${region}에 인스턴스가 없습니다.`,
      next: () => '--region으로 다른 리전을 고르거나 인스턴스를 시작하세요.',
    },
    'no-such-instance': {
      what: ({ instanceId, region }) => `${region}에 인스턴스 ${instanceId}이(가) 없습니다.`,
      next: () =>
        'ID, 위의 계정, --region을 확인하세요. cloudwatch-wizard status로 목록을 볼 수 있습니다.',
    },
    'instance-stopped': {
      what: ({ instanceId, state }) =>
        `${instanceId}의 상태가 ${state}이므로 지금은 아무것도 할 수 없습니다.`,
      next: ({ instanceId, region }) =>
        `시작한 뒤 같은 명령을 실행하세요: aws ec2 start-instances --instance-ids ${instanceId} --region ${region}`,
    },
    'instance-not-running-yet': {
      what: ({ instanceId }) => `${instanceId}이(가) 아직 시작하는 중입니다.`,
      next: () => '1분 뒤 같은 명령을 실행하세요.',
    },
    'instance-terminated': {
      what: ({ instanceId }) => `${instanceId}은(는) 종료되었습니다.`,
      next: () => '다른 인스턴스를 고르세요: cloudwatch-wizard status',
    },
    'instance-windows': {
      what: ({ instanceId }) =>
        `${instanceId}은(는) Windows입니다. 메트릭 에이전트와 로그 에이전트는 Linux용입니다.`,
      next: () => 'Windows에서는 CloudWatch 에이전트를 사용하세요.',
    },
    'metadata-off': {
      what: ({ instanceId }) =>
        `${instanceId}의 메타데이터 서비스가 꺼져 있어 역할의 자격 증명이 인스턴스에 닿지 않습니다.`,
      next: ({ instanceId, region }) =>
        `켜세요: aws ec2 modify-instance-metadata-options --instance-id ${instanceId} --http-endpoint enabled --http-tokens required --region ${region}`,
    },
    'role-trust-wrong': {
      what: ({ roleName }) => `역할 ${roleName}이(가) 있지만 EC2가 맡을 수 없습니다.`,
      next: () =>
        '신뢰 정책에서 ec2.amazonaws.com에 sts:AssumeRole을 허용하거나 역할 이름을 바꾸세요.',
    },
    'role-lacks-cloudwatch': {
      what: ({ roleName }) =>
        `${roleName}은(는) 다른 사람이 만든 역할이며 CloudWatch 권한이 없습니다.`,
      next: ({ roleName, partition }) =>
        `연결하세요: aws iam attach-role-policy --role-name ${roleName} --policy-arn arn:${partition}:iam::aws:policy/CloudWatchFullAccess`,
    },
    'role-lacks-ssm': {
      what: ({ roleName }) =>
        `${roleName}은(는) 다른 사람이 만든 역할이며 Systems Manager가 인스턴스에 접근할 권한이 없습니다.`,
      next: ({ roleName, partition }) =>
        `연결하세요: aws iam attach-role-policy --role-name ${roleName} --policy-arn arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    },
    'profile-holds-other-role': {
      what: ({ roleName }) => `인스턴스 프로파일 ${roleName}에 다른 역할이 들어 있습니다.`,
      next: ({ roleName }) => `역할 ${roleName}을(를) 넣거나 프로파일을 삭제하세요.`,
    },
    'profile-empty-not-ours': {
      what: ({ roleName }) =>
        `인스턴스 프로파일 ${roleName}은(는) 다른 사람이 만들었고 역할이 비어 있습니다.`,
      next: ({ roleName }) =>
        `역할 ${roleName}을(를) 넣거나 프로파일을 삭제하세요: aws iam delete-instance-profile --instance-profile-name ${roleName}`,
    },
    'instance-has-other-role': {
      what: ({ instanceId, profileArn }) =>
        `${instanceId}에 이미 역할이 있습니다(${profileArn}). 인스턴스의 역할은 하나뿐이므로 다른 역할을 연결하면 애플리케이션의 권한이 사라집니다.`,
      next: ({ roleName }) =>
        `역할이 없는 인스턴스를 고르거나 이 역할을 먼저 직접 분리하세요. 기존 역할을 확장하는 기능은 이후 버전에 들어갑니다. ${roleName}은(는) 연결하지 않았습니다.`,
    },
    'commands-missing': {
      what: ({ instanceId, commands }) =>
        `${instanceId}에 메트릭 에이전트가 필요로 하는 명령이 없습니다: ${list(commands)}.`,
      next: () => '인스턴스에 설치한 뒤 같은 명령을 실행하세요.',
    },
    'no-system-log': {
      what: ({ instanceId }) => `${instanceId}에는 보낼 syslog 파일도 저널도 없습니다.`,
      next: () => 'rsyslog를 설치한 뒤 같은 명령을 실행하세요.',
    },
    'journald-needs-newer-agent': {
      what: ({ version }) =>
        version
          ? `인스턴스의 CloudWatch 에이전트(${version})는 저널을 읽을 수 없습니다.`
          : '인스턴스의 CloudWatch 에이전트가 버전을 알려 주지 않습니다. 새 버전만 저널을 읽을 수 있습니다.',
      next: () => `${newerAgent}한 뒤 같은 명령을 실행하세요.`,
    },
    'another-run': {
      what: ({ pid }) => `다른 실행(프로세스 ${pid})이 이 인스턴스에서 작업 중입니다.`,
      next: ({ path }) =>
        `끝날 때까지 기다리세요. 이미 없는 프로세스라면 ${path}을(를) 삭제하세요.`,
    },
    'changed-under-us': {
      what: ({ step, action }) =>
        `계획과 적용 사이에 무언가 바뀌었습니다. ${step}에 확인받지 않은 ${action}이(가) 필요합니다.`,
      next: () => '같은 명령을 다시 실행해 새 계획을 확인하세요.',
    },
    'differs-from-assumed': {
      what: ({ step, action }) =>
        `인스턴스가 계획의 가정과 다릅니다. ${step}에 ${action}이(가) 필요합니다.`,
      next: () => '터미널에서 --yes 없이 실행하면 확인된 내용을 보여 주고 묻습니다.',
    },
    'managed-node-late': {
      what: ({ instanceId }) => `Systems Manager가 아직 ${instanceId}을(를) 보지 못합니다.`,
      next: () =>
        `재부팅해서 기다림을 줄이거나 그대로 두세요. ${again} 계속 그렇다면 SSM 에이전트가 있는지(Debian과 RHEL 이미지에는 없음), Systems Manager로 가는 경로가 있는지 확인하세요.`,
    },
    'managed-node-lost': {
      what: ({ instanceId }) => `Systems Manager가 ${instanceId}에 닿지 않아 제거할 수 없습니다.`,
      next: () => '역할 연결과 SSM 에이전트를 확인해 다시 연결한 뒤 같은 명령을 실행하세요.',
    },
    'not-settled': {
      what: ({ steps }) => `바꾼 내용을 AWS가 아직 보여 주지 않습니다: ${list(steps)}.`,
      next: () => again,
    },
    'arrival-late': {
      what: ({ instanceId, missing }) => `${instanceId}에서 도착하지 않음: ${list(missing)}.`,
      next: ({ instanceId, where }) =>
        `설치는 모두 끝났습니다. 몇 분 뒤 확인하세요: cloudwatch-wizard status --instance-id ${instanceId}${where}`,
    },
    'profile-not-visible': {
      what: ({ roleName }) => `EC2가 2분 안에 인스턴스 프로파일 ${roleName}을(를) 보지 못했습니다.`,
      next: () => again,
    },
    'command-late': {
      what: ({ instanceId, commandId }) =>
        `${instanceId}의 명령 ${commandId}이(가) 제때 끝나지 않았으며 아직 실행 중일 수 있습니다.`,
      next: () =>
        'Systems Manager의 Run Command에서 확인하고, 끝난 뒤 같은 명령을 다시 실행하세요.',
    },
    'role-left': {
      what: ({ roleName, regions }) =>
        `인스턴스는 설정 전 상태이지만 ${list(regions)} 리전을 읽을 수 없어 사용 중일 수 있으므로 ${roleName}을(를) 남겨 둡니다.`,
      next: () => '그 리전의 인스턴스를 읽을 수 있는 자격 증명으로 undo를 다시 실행하세요.',
    },
    'command-failed': {
      what: ({ instanceId, errorId, exitCode, answer }) =>
        `${instanceId}의 스크립트가 실패했습니다(${errorId}, 종료 코드 ${exitCode}).${answer ? ` ${answer}` : ''}`,
      next: ({ errorId }) => commandCures[String(errorId)] ?? `내용대로 고치세요. ${goOn}`,
    },
    'command-not-delivered': {
      what: ({ instanceId, status }) =>
        `Run Command가 ${instanceId}에 전달되지 않았습니다: ${status}.`,
      next: () =>
        '인스턴스가 실행 중이고 SSM 에이전트가 온라인인지 확인한 뒤 같은 명령을 실행하세요.',
    },
    throttled: {
      what: ({ action, answer }) => `AWS가 ${action}을(를) 계속 제한했습니다: ${answer}`,
      next: () => again,
    },
    'quota-reached': {
      what: ({ action, answer }) => `${action}에서 계정의 할당량을 다 썼습니다: ${answer}`,
      next: () =>
        '필요 없는 것을 지우거나 할당량을 늘린 뒤(Service Quotas) 같은 명령을 실행하세요.',
    },
    'aws-error': {
      what: ({ action, error, answer }) => `${action} 실패: ${error}: ${answer}`,
      next: () => again,
    },
    'no-record': {
      what: ({ instanceId, path }) =>
        `검증기에도 이 컴퓨터에도 ${instanceId}의 기록이 없습니다(${path}).`,
      next: ({ instanceId, where }) =>
        `설정한 컴퓨터에서 실행하거나 여기에서 설정하세요: cloudwatch-wizard setup --instance-id ${instanceId}${where}`,
    },
    'journal-unreadable': {
      what: ({ path, reason }) => `저널 ${path}을(를) 읽을 수 없습니다: ${reason}`,
      next: () => '아무것도 바꾸지 않았습니다. 파일을 고치거나 옮기세요.',
    },
    'journal-unwritable': {
      what: ({ path, reason }) => `저널 ${path}에 쓸 수 없습니다: ${reason}`,
      next: () =>
        '저널 없이는 아무것도 바꾸지 않습니다. 공간을 확보하거나 XDG_STATE_HOME을 쓸 수 있는 폴더로 설정하세요.',
    },
  },
  questions: {
    ...logsKo.questions,
    alerts: {
      ask: () => '데이터가 멈추면 누구에게 알릴까요?',
      why: ({ usdText }) => `Lambda가 몇 분마다 확인합니다. 리전마다 하나, 월 약 ${usdText}.`,
    },
    region: {
      ask: () => '리전',
      why: () => '메트릭과 로그는 인스턴스의 리전에 남습니다. 입력하면 검색합니다.',
    },
    'instance-id': {
      ask: () => '인스턴스',
      why: () => '모니터링할 인스턴스. 더 있으면 하나씩 다시 실행하세요. 입력하면 검색합니다.',
    },
    period: {
      ask: () => '메모리와 디스크를 얼마나 자주 측정할까요?',
      why: () => '대부분 5분이면 충분합니다. 1분은 짧은 급증도 보여 줍니다.',
    },
    swap: {
      ask: () => '스왑도 측정할까요?',
      why: () => '메트릭 두 개가 늘어납니다. 스왑이 없으면 0으로 남습니다.',
    },
    'disk-path': {
      ask: () => '어느 디스크인가요? 경로를 쉼표로 구분',
      why: ({ volumes }) =>
        `디스크마다 아무 경로나, 메트릭 3개씩. <는 뒤로. 연결된 볼륨: ${list(volumes) || '-'}`,
    },
    'detailed-monitoring': {
      ask: () => 'AWS 기본 메트릭을 1분마다 볼까요(상세 모니터링)?',
      why: ({ usdText }) => `CPU, 네트워크, 디스크를 5분 대신 1분마다: 월 약 ${usdText}.`,
    },
    migrate: {
      ask: () => 'mon-put-instance-data.pl의 예전 cron 줄이 있으면 대신할까요?',
      why: () => '주석으로 남고 되돌리면 복원됩니다. 둘 다 보내면 두 배로 청구됩니다.',
    },
  },
  ui: {
    ...logsKo.ui,
    account: ({ account, alias, principal, region, source }) =>
      `계정 ${account}${alias ? ` (${alias})` : ''} · ${principal} · ${region} · ${source}`,
    'source-flag-profile': ({ profile }) => `프로파일 ${profile} (--profile)`,
    'source-environment-profile': ({ profile }) => `프로파일 ${profile} (AWS_PROFILE)`,
    'source-environment-keys': () => '환경 변수의 키',
    'source-default-chain': () => 'SDK 기본 자격 증명',
    overridden: ({ name }) => `${name}도 설정되어 있지만 사용하지 않습니다`,
    'plan-setup': ({ instanceId }) => `${instanceId} 계획`,
    'plan-repair': ({ instanceId }) => `${instanceId} 복구: 달라진 것만`,
    'plan-undo': ({ instanceId }) => `${instanceId} 되돌리기: 설정 전으로`,
    'plan-empty': () => '바꿀 것이 없습니다. 모두 일치합니다.',
    'price-month': ({ usdText }) => `월 ${usdText}`,
    'price-total': ({ usdText }) => `월 약 ${usdText} 추가`,
    'price-caveat': () =>
      'us-east-1 정가 기준. 계정마다 사용자 지정·상세 메트릭 10개까지 무료. 로그는 GB당 $0.50',
    assumed: () => '내부를 확인하기 전까지는 가정',
    'undo-by': ({ undo }) => `되돌리기: ${undo}`,
    'power-note': () =>
      'CloudWatchFullAccess가 있으면 침입당한 호스트가 자신의 경보, 로그, 알림 주제를 지울 수 있고, SSM 권한이 있으면 명령을 보낼 수 있는 사람이 그 호스트의 root가 됩니다.',
    'confirm-where': ({ account, alias, region }) =>
      `계정 ${account}${alias ? ` (${alias})` : ''}, ${region}에서:`,
    'confirm-repair': ({ count }) => `복구할까요? (${count}개 작업)`,
    back: () => '< 뒤로',
    yes: () => '예',
    no: () => '아니요',
    'no-match': () => '맞는 것이 없습니다',
    'more-rows': ({ count }) => `(${count}개 더 있음: 화살표 키나 입력으로 검색)`,
    'every-minutes': ({ minutes }) => `${minutes}분마다`,
    'every-seconds': ({ seconds }) =>
      `메모리를 ${seconds === 1 ? '' : seconds}${seconds === 1 ? '매초' : '초마다'} 재고 1분마다 전송 (고해상도)`,
    'region-choice': ({ name, instances }) => `${name}  인스턴스 ${instances}개`,
    'ssm-online': () => 'SSM 온라인',
    'ssm-not-online': () => 'SSM 없음',
    'wrong-path': ({ path }) =>
      path
        ? `${path}은(는) 측정할 수 있는 절대 경로가 아닙니다`
        : '/처럼 경로가 하나는 있어야 합니다',
    'as-command': () => '질문 없이 같은 작업:',
    'no-credentials-help': () =>
      'AWS 자격 증명이 없습니다. 로그인: aws configure(키) 또는 aws configure sso.\n기본 프로파일이 아니면 --profile 이름을 추가하세요.\n또는 지금 이 컴퓨터의 가상 계정에서 무료로 모두 시험할 수 있습니다.',
    'try-sandbox': () => '가상 계정에서 시험할까요?',
    'try-out-over': () =>
      '가상 계정은 여기서 끝납니다. 계속 두려면: cloudwatch-wizard sandbox. 내 계정은: 로그인한 뒤 cloudwatch-wizard.',
    'plan-deploy': ({ region }) => `${region}의 검증기`,
    'plan-remove': ({ region }) => `${region}의 검증기 제거`,
    'finished-deploy': ({ region, count }) =>
      count === 0
        ? `${region}의 검증기는 그대로입니다: 바꿀 것이 없습니다.`
        : `${region}의 검증기를 배포했습니다: ${count}개 변경.`,
    'finished-remove': ({ region }) =>
      `${region}의 검증기를 제거했습니다: 이제 아무에게도 알리지 않습니다.`,
    'alerts-email': () => '이메일로',
    'alerts-webhook': () => '웹훅으로 (Slack, Teams 등)',
    'alerts-topic': () => '이미 있는 SNS 주제로',
    'alerts-none': () => '알리지 않음',
    'enter-email': () => '이메일 주소 (개인보다 그룹 주소)',
    'enter-webhook': () => '웹훅 URL',
    'enter-topic': () => '주제 ARN',
    'wrong-email': () => '이메일 주소가 아닙니다',
    'wrong-webhook': () => 'https:// URL이 아닙니다',
    'wrong-topic': () => 'SNS 주제의 ARN이 아닙니다',
    'paste-link': ({ email }) => `${email}(으)로 온 메일의 링크`,
    'mailbox-at': ({ url }) => `이 가상 계정의 메일: ${url}`,
    'paste-link-why': () =>
      'AWS Notifications가 확인 링크를 보냈습니다. 메일에서 열었으면 Enter만 누르세요.',
    'paste-link-wrong': () => '구독을 확인하는 링크가 아닙니다',
    'test-alert-sent': ({ id, sent }) =>
      `보냄: ${list(sent)}\n도착했는지는 받는 사람만 압니다. ${id}이(가) 왔는지 물어보세요.`,
    'verifier-line': ({ version, status, minutes }) =>
      `검증기 ${version} · ${status} · ${minutes}분마다 확인`,
    'verifier-last': ({ ageSeconds, instances, down, uncovered }) =>
      `마지막 확인 ${age(ageSeconds, 'ko')} 전: 등록 ${instances}개, 중단 ${down}개, 모니터링 없이 실행 중 ${uncovered}개`,
    'verifier-never': () => '아직 한 번도 확인하지 않았습니다.',
    'verifier-blind': ({ blind }) => `볼 수 없었던 것: ${list(blind)}`,
    'verifier-told': ({ protocol, endpoint, isConfirmed }) =>
      `알림: ${protocol} ${endpoint}${isConfirmed ? '' : ' (아직 확인 안 됨)'}`,
    'verifier-webhook': () => '알림: 웹훅',
    'verifier-nobody': () => '아무에게도 알리지 않습니다: 주제에 확인된 구독이 없습니다.',
    'verifier-alarm': ({ name }) => `경보: ${name}`,
    'verdict-UP': () => '데이터 도착',
    'verdict-NEW': () => '신규: 아직 확인되지 않음',
    'verdict-LATE': () => '늦음',
    'verdict-DOWN': () => '중단',
    'verdict-OFF': () => '꺼짐',
    'verdict-UNKNOWN': () => '볼 수 없거나 변경이 끝나지 않음',
    'verify-none': ({ region }) => `${region}에 등록되거나 여기에 기록된 인스턴스가 없습니다.`,
    'verify-unrecorded': ({ instanceId, region }) =>
      `${instanceId} · ${region}에 기록이 없습니다: 이 프로그램이 모니터링하지 않습니다`,
    'verify-blind': ({ blind }) => `볼 수 없었던 것: ${list(blind)}`,
    'confirm-remove': () => '검증기를 제거할까요?',
    confirm: ({ count }) => `${count}개 작업을 적용할까요?`,
    changed: () => '변경됨',
    unchanged: () => '그대로',
    done: () => '완료',
    left: ({ time }) => `최대 ${time} 남음`,
    'nothing-to-undo': ({ instanceId }) => `${instanceId}에 되돌릴 것이 없습니다.`,
    'finished-setup': ({ instanceId, count }) =>
      `${instanceId} 모니터링 중: ${count}개 변경, 데이터 도착함.`,
    'finished-unchanged': ({ instanceId }) =>
      `${instanceId} 모니터링 중: 바꿀 것이 없고 데이터가 도착합니다.`,
    'finished-undo': ({ instanceId, count }) =>
      `${instanceId}이(가) 설정 전 상태입니다: ${count}개 되돌림. 메트릭, 로그 그룹, 저널, 리전의 검증기는 남습니다.`,
    'next-status': () => '언제든 다시 확인:',
    cancelled: () => '취소했습니다.',
    'interrupted-done': ({ count }) =>
      `그 전에 ${count}개 작업이 끝났습니다. 잃은 것은 없습니다. 같은 명령으로 이어 가거나 undo로 되돌리세요.`,
    defect: () => 'cloudwatch-wizard의 결함입니다. 위 내용과 함께 알려 주세요.',
    'output-of-instance': () => '스크립트의 출력:',
    'output-cut': () => '(마지막 줄들만 표시)',
    'status-none': ({ region }) => `${region}에 인스턴스가 없습니다.`,
    'status-set-up': () => '설정됨',
    'status-not-set-up': () => '설정 안 됨',
    'status-setting-up': () => '설정이 끝나지 않음',
    'status-undoing': () => '되돌리기가 끝나지 않음',
    'status-elsewhere': () => '다른 컴퓨터에서 설정됨',
    'status-drift': ({ what }) => `달라짐, 복구할 것: ${what}`,
    'status-missing': ({ missing }) => `도착하지 않음: ${list(missing)}`,
    'status-no-role': () => '역할 없음',
    ago: ({ ageSeconds }) => `${age(ageSeconds, 'ko')} 전`,
    'sandbox-ready': () =>
      '이 컴퓨터에서 가상의 AWS 계정이 실행 중입니다. 다음 줄(stdout)을 실행한 터미널이 이것을 씁니다:',
    'sandbox-stop': () => 'Ctrl+C로 끝내며 아무것도 남지 않습니다.',
    partial: ({ done, failed }) => `완료: ${list(done)}. 미완료: ${list(failed)}.`,
  },
} satisfies Catalogue;
