import type { Verb } from '../flags/flags.ts';

const name = 'cloudwatch-wizard';

const aws = `
      --profile NAME            ~/.aws의 프로파일. 없으면 SDK의 순서대로
      --region REGION           예: ap-northeast-2
      --expect-account ID       다른 계정에서는 작업하지 않음`;
const everywhere = `
      --output text|json        --json은 --output json과 같음
      --lang en|ko              없으면 LC_ALL, LC_MESSAGES, LANG
      --no-color                NO_COLOR, TERM=dumb도 같음
  -h, --help`;
const changing = `
      --instance-id ID          예: i-0123456789abcdef0. 여러 번. 없으면 물음
  -y, --yes                     표시된 계획을 확인. 아무것도 묻지 않음
  -n, --dry-run                 계획만 표시하고 아무것도 바꾸지 않음
      --details                 AWS 호출과 입력도 표시
      --no-input                묻지 않음
      --timeout SECONDS         AWS와 데이터를 기다릴 시간. 예: 600`;
const measuring = `
      --period 60|300           전송 주기(초). 기본 300
      --high-resolution SECONDS|off  그 간격의 메모리를 1분마다. 기본 꺼짐
      --[no-]swap               스왑 메트릭. 기본 켜짐
      --disk-path PATH          측정할 모든 경로. 여러 번 가능. 기본 /
      --proxy URL|off           인스턴스가 쓸 http://HOST:PORT. 기본 없음`;
const migrate = `
      --[no-]migrate            Perl 스크립트의 cron 줄 대신하기. 기본 안 함`;
const wishes = `${measuring}
      --[no-]detailed-monitoring  AWS 메트릭을 1분마다. 기본 꺼짐(유료)${migrate}
      --log FILE[,group=,stream=,time-format=,time-zone=,multi-line=,encoding=]
                                FILE도 전송. 여러 번 가능. 시스템 로그는 항상
                                전송하며 --log /var/log/messages로 그룹을 바꿈
      --[no-]allow-missing      아직 없는 파일도 허용. 기본 꺼짐
      --log-start beginning|end  새 파일의 시작 위치. end는 awslogs만
      --log-shipper auto|awslogs|cloudwatch-agent  auto는 맞는 것을 고름
      --retention GROUP=DAYS    여러 번 가능. 새 그룹은 30일, 기존 그룹은 그대로
      --lower-retention GROUP   줄이려면 그룹 이름을 한 번 더. 옛 이벤트 삭제
      --log-kms-key ARN         새로 만드는 로그 그룹을 암호화
      --metrics-agent script|cloudwatch-agent  측정하는 쪽. 기본 script`;

const told = `
      --email ADDRESS           메일로 알림. 반복 가능
      --webhook URL|off         Slack, Teams, 또는 JSON을 받는 곳
      --topic ARN|off           이미 있는 SNS 주제`;
const verifierFlags = `
  -y, --yes                     보여 준 계획을 확인. 묻지 않음
  -n, --dry-run                 계획만 표시
      --details                 AWS 호출과 입력도 표시
      --no-input                묻지 않음
      --timeout SECONDS         AWS와 확인을 기다릴 시간`;

const bodies: Readonly<Record<Verb, string>> = {
  setup: `${name} setup --instance-id ID [플래그]

인스턴스를 설정합니다: 역할, 메트릭 에이전트, 예약 실행, 로그 에이전트.
그리고 데이터가 도착할 때까지 기다립니다. 리전에 검증기가 없으면 그것이 먼저이니
누구에게 알릴지 알려 주세요. 이미 설정된 인스턴스에서는 다른 것만
바꾸며, 플래그가 없으면 그때의 설정을 유지합니다. 터미널에서 --instance-id가
없으면 정해지지 않은 것을 묻습니다.

  ${name} setup --instance-id i-0123456789abcdef0 --no-alerts

플래그:${changing}${told}
      --no-alerts               아무에게도 알리지 않음${wishes}${aws}${everywhere}`,
  plan: `${name} plan --instance-id ID [플래그]

setup이 할 일을 보여 줍니다: AWS 호출, 가격, 되돌리는 방법. 아무것도 바꾸지
않고 인스턴스에서 아무것도 실행하지 않습니다. setup --dry-run과 같습니다.

  ${name} plan --instance-id i-0123456789abcdef0 --no-alerts --details

플래그:${changing}${told}
      --no-alerts               아무에게도 알리지 않음${wishes}${aws}${everywhere}`,
  repair: `${name} repair --instance-id ID [플래그]

마지막 설정의 기록에서 달라진 것을 되돌려 놓습니다. 분리된 역할이 첫째입니다.
기록은 검증기의 테이블에 있어 어느 컴퓨터에서나 됩니다. 검증기가 없으면 setup을
실행한 컴퓨터에 있습니다.

  ${name} repair --instance-id i-0123456789abcdef0 --yes

플래그:${changing}${aws}${everywhere}`,
  status: `${name} status [플래그]

리전의 모든 인스턴스: 설정 여부, 달라진 것, 최신 데이터의 나이. 검증기가 없으면
설정의 기록은 setup을 실행한 컴퓨터에 있습니다. 다른 곳에서 설정한 인스턴스는
그렇다고 표시하고 --fail에서는 정상이 아닌 것으로 봅니다.

  ${name} status --fail

플래그:
      --instance-id ID          이것만. 여러 번 가능
      --fail                    정상이 아닌 것이 있으면 종료 코드 3
      --no-input                묻지 않음(status는 원래 묻지 않음)${aws}${everywhere}`,
  verify: `${name} verify [플래그]

검증기와 같은 확인을 지금 여기에서 합니다: 등록된 모든 인스턴스의 데이터가
도착하는지, 역할이 올바른지. 잘못되었거나 볼 수 없는 것이 있으면 종료 코드 3.

  ${name} verify --json

플래그:
      --instance-id ID          이것만. 여러 번 가능
      --no-input                묻지 않음(verify는 원래 묻지 않음)${aws}${everywhere}`,
  undo: `${name} undo --instance-id ID [플래그]

setup이 인스턴스에 한 일을 되돌립니다. 메트릭, 로그 그룹과 이벤트, 리전의
검증기는 남습니다.

  ${name} undo --instance-id i-0123456789abcdef0

플래그:${changing}${aws}${everywhere}`,
  'agent script': `${name} agent script [플래그]

Systems Manager가 없는 인스턴스에서 메트릭 에이전트와 예약 실행을 스스로
설치하는 스크립트를 출력합니다. 셸에 붙여넣거나 사용자 데이터로 씁니다. 계정이
필요 없으며, 인스턴스에는 메트릭을 보낼 수 있는 역할이 있어야 합니다.

  ${name} agent script --period 60

플래그:${measuring}${migrate}
      --lang en|ko              없으면 LC_ALL, LC_MESSAGES, LANG
  -h, --help`,
  sandbox: `${name} sandbox [플래그]

이 컴퓨터의 가상 AWS 계정입니다. 가상 인스턴스에서 스크립트가 실제로
실행되며, 시스템 종류마다 하나씩 있습니다. 모든 AWS 도구가 이것을 쓰게 하는
변수를 출력합니다. Ctrl+C까지 실행되고 아무것도 남기지 않습니다. AWS CLI는
--rate 1에서만 쓸 수 있습니다.

  ${name} sandbox --rate 60

플래그:
      --port PORT               없으면 빈 포트
      --rate N                  시계가 몇 배 빠른지. 기본 1
      --faults FILE             주입할 오류(JSON 목록): sandbox/BEHAVIOUR.md
      --region REGION           ap-northeast-2${everywhere}`,
  'verifier deploy': `${name} verifier deploy [플래그]

리전의 검증기를 만듭니다: 몇 분마다 확인하고 데이터가 멈추면 이유와 해결 방법을
알리는 Lambda가 든 CloudFormation 스택입니다. 이미 있으면 이 버전으로 올리거나
알릴 사람을 추가합니다.

  ${name} verifier deploy --email ops@example.com

플래그:${told}
      --confirm-link URL        확인을 요청하는 메일의 링크
      --period 60|300           60이면 1분마다 확인${verifierFlags}${aws}${everywhere}`,
  'verifier status': `${name} verifier status [플래그]

언제 마지막으로 확인했고 무엇을 찾았는지, 누구에게 알리는지, 자신의 경보 중
무엇이 울리는지 보여 줍니다.

  ${name} verifier status --fail

플래그:
      --fail                    정상이 아닌 것이 있으면 종료 코드 3
      --no-input                묻지 않음(원래 묻지 않음)${aws}${everywhere}`,
  'verifier test-alert': `${name} verifier test-alert [플래그]

알림을 받을 모두에게 메시지를 하나 보냅니다. 도착했는지는 받는 사람만 아니
물어보세요.

  ${name} verifier test-alert

플래그:
      --no-input                묻지 않음(원래 묻지 않음)${aws}${everywhere}`,
  'verifier template': `${name} verifier template

배포되는 CloudFormation 템플릿을 코드까지 그대로 출력합니다. 아무 곳도 호출하지
않습니다.

  ${name} verifier template >template.json

플래그:${everywhere}`,
  'verifier remove': `${name} verifier remove [플래그]

리전의 스택을 삭제합니다. 등록된 인스턴스가 있으면 기록이 그 테이블에 있으므로
거절합니다.

  ${name} verifier remove --yes

플래그:${verifierFlags}${aws}${everywhere}`,
};

export function helpKo(verb: Verb | undefined, version: string): string {
  if (verb) return bodies[verb];
  return `${name} ${version}: EC2의 CloudWatch 메모리, 디스크, 로그 모니터링.
설정하고, 데이터가 도착함을 증명하고, 멈추면 알리며, 복구합니다.

  ${name}                          터미널에서: 묻고 나서 설정
  ${name} setup --instance-id ID   설정하거나 다른 것만 변경
  ${name} plan --instance-id ID    setup이 할 일 표시. 변경 없음
  ${name} repair --instance-id ID  달라진 것 복구
  ${name} undo --instance-id ID    설정 전으로
  ${name} status                   리전의 모든 인스턴스
  ${name} verify                   데이터가 오는지. 아니면 코드 3
  ${name} verifier deploy|status|test-alert|template|remove  알림
  ${name} agent script             붙여넣을 에이전트 스크립트
  ${name} sandbox                  계정 없이 시험
  ${name} COMMAND --help           플래그와 예

터미널에서만 묻고, --yes, --no-input, --json이나 CI가 있으면 묻지 않습니다.

종료 코드:
  0 완료   1 실패   130 중단 또는 거절   143 종료됨
  2 사용법: 틀리거나 빠진 것이 있거나, 계획을 확인한 사람이 없음
  3 status --fail, verify: 정상이 아닌 것이 있음
  4 자격 증명, 권한, 또는 지금 상태로는 설정할 수 없는 인스턴스
  5 끝나지 않음: 같은 명령이 이어서 진행   6 여러 인스턴스 중 일부만 완료`;
}
