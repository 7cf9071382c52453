import type { ShipperReason } from '../../agent/log-shipper.ts';
import type { Values } from '../errors.ts';
import { list, megabytes, usd } from './values.ts';

const names = {
  awslogs: 'awslogs',
  'amazon-cloudwatch-agent': 'CloudWatch 에이전트',
} as const;

const reasons: Readonly<Record<ShipperReason, string>> = {
  'asked-for': '지정한 대로',
  'awslogs-works-here': '가이드대로. 이 시스템에 있고 IMDSv1이 허용됨',
  'imdsv2-required': '이 인스턴스는 IMDSv2를 요구하는데 awslogs는 쓸 수 없음',
  'awslogs-sends-elsewhere':
    '이 인스턴스의 awslogs는 다른 사람의 로그를 다른 리전으로 보내고 있어 함께 쓸 수 없음',
  'no-awslogs-on-this-os': '이 시스템에는 awslogs가 없음',
  'no-syslog-file': 'syslog 파일이 없는데 awslogs는 파일만 읽음',
};

const faults: Readonly<Record<string, string>> = {
  'not-one-line': '제어 문자 없이 한 줄이어야 합니다',
  'blank-at-end': '비어 있거나 앞뒤에 공백이 있으면 안 됩니다',
  comment: 'awslogs는 공백 뒤의 세미콜론을 주석으로 봅니다',
  'not-absolute': '파일의 절대 경로여야 합니다',
  wildcard: '파일 하나씩만 가능합니다. * ? [ ] { } \\는 쓸 수 없습니다',
  'too-long': '너무 깁니다',
  characters: 'CloudWatch Logs가 받지 않는 문자입니다',
  placeholder: '{instance_id}, {hostname}, {ip_address}만 채워집니다',
  'heartbeat-stream': '시스템 로그의 스트림에서 하트비트를 읽으므로 {instance_id}만 쓸 수 있습니다',
  'time-code':
    '가능한 코드: %Y %y %m %b %B %d %H %I %p %M %S %f %A %a %Z %z (공백으로 채운 날짜는 %d)',
  'time-zone': 'LOCAL 또는 UTC',
  missing: '시간으로 이벤트를 나누려면 그 형식이 필요합니다',
  pattern:
    'Go와 Python이 모두 아는 정규식이 아닙니다 (전후방 탐색과 역참조는 안 되고, (?i)는 맨 앞에만)',
  encoding: 'utf-8, ascii, utf-16, euc-kr, euc-jp, shift-jis, gbk, big5, windows-1252 등',
};

const days = (value: Values[string] | undefined) => (value === 'never' ? '영구' : `${value}일`);

const onInstance = ({ command }: Values) => `인스턴스에서: ${command}`;
const repair = ({ instanceId, where }: Values) =>
  `복구하세요: cloudwatch-wizard repair --instance-id ${instanceId}${where}`;

/** 로그가 도착하지 않는 이유와 고치는 명령. */
const causes = {
  'log-service-down': {
    what: ({ unit }: Values) => `서비스 ${unit}이(가) 실행 중이 아닙니다.`,
    next: onInstance,
  },
  'log-syslog-down': {
    what: ({ source }: Values) => `rsyslog가 실행 중이 아니어서 ${source}에 기록되지 않습니다.`,
    next: onInstance,
  },
  'log-clock-wrong': {
    what: ({ seconds }: Values) => `인스턴스의 시계가 ${seconds}초 어긋나 AWS가 서명을 거부합니다.`,
    next: onInstance,
  },
  'log-region-wrong': {
    what: ({ wrongRegion, region }: Values) =>
      `awslogs가 ${region}이 아니라 ${wrongRegion}(으)로 보냅니다.`,
    next: repair,
  },
  'log-denied': {
    what: ({ unit }: Values) =>
      `CloudWatch Logs가 ${unit}을(를) 거부합니다. 역할에 권한이 없습니다.`,
    next: (values: Values) =>
      `${repair(values)} (다른 정책이 거부한 것은 그 정책에서 허용해야 합니다)`,
  },
  'log-no-credentials': {
    what: ({ unit }: Values) =>
      `${unit}이(가) 자격 증명을 얻지 못합니다. 역할이 없거나, IMDSv2가 필요한데 쓸 수 없습니다.`,
    next: repair,
  },
  'log-no-network': {
    what: ({ unit }: Values) => `${unit}이(가) CloudWatch Logs에 닿지 못합니다.`,
    next: ({ region }: Values) =>
      `서브넷에서 logs.${region}.amazonaws.com에 닿게 하세요(NAT, VPC 엔드포인트, 보안 그룹).`,
  },
  'log-rotated': {
    what: ({ source, unit }: Values) =>
      `${source}이(가) 로테이션되었는데 ${unit}이(가) 옛 파일을 붙잡고 있습니다.`,
    next: onInstance,
  },
  'log-state-stuck': {
    what: ({ unit, source }: Values) =>
      `${unit}은(는) 실행 중이지만 ${source}의 마지막 줄 이후로 진행이 없습니다.`,
    next: onInstance,
  },
} as const;

export const logsKo = {
  actions: {
    'create-log-group': ({ group, kmsKeyId, intakeUsd, keptUsd }: Values) =>
      `로그 그룹 ${group} 생성${kmsKeyId ? ', 지정한 KMS 키로 암호화' : ''} (수집 GB당 ${usd(intakeUsd)}, 보관 GB당 월 ${usd(keptUsd)})`,
    'set-log-retention': ({ group, days: kept, before }: Values) =>
      before === undefined
        ? `${group}의 이벤트를 ${days(kept)} 보관`
        : `${group}의 이벤트를 ${days(before)} 대신 ${days(kept)} 보관`,
    'restore-log-retention': ({ group, days: kept }: Values) =>
      `${group}의 이벤트를 다시 ${days(kept)} 보관`,
    'install-awslogs': ({ group, stream, source, more }: Values) =>
      `awslogs로 ${source}를 ${group}, 스트림 ${stream}(으)로 전송${andMore(more)}`,
    'install-cloudwatch-agent': ({ group, stream, source, more }: Values) =>
      `CloudWatch 에이전트로 ${source}를 ${group}, 스트림 ${stream}(으)로 전송${andMore(more)}`,
  },
  notes: {
    'log-shipper-chosen': ({ shipper, reason }: Values) =>
      `${names[shipper as keyof typeof names]} 사용: ${reasons[reason as ShipperReason]}`,
    'log-personal-data': () => '로그에는 개인 정보가 있을 수 있으며 함께 CloudWatch Logs로 갑니다',
    'log-backlog': ({ files, bytes, usd: price }: Values) =>
      `이미 쌓인 로그도 한 번 전송됩니다: ${list(files) && `${list(files)} `}${megabytes(bytes)}, 약 ${usd(price)}`,
    'log-backlog-unknown': ({ limitUsd }: Values) =>
      `이미 쌓인 로그도 한 번 전송됩니다. 먼저 크기를 확인하고 ${usd(limitUsd)}를 넘으면 다시 묻습니다`,
    'log-begins-at-beginning': () =>
      'CloudWatch 에이전트는 언제나 파일의 처음부터 보냅니다. 끝에서 시작하는 것은 awslogs만 됩니다(--log-start end)',
    'log-shipped-by-others': ({ file }: Values) =>
      `${file}은(는) 다른 설정이 이미 보내고 있으며 건드리지 않습니다`,
    'log-group-kept': ({ group, days: kept }: Values) =>
      `${group}은(는) 이미 있으며 자신의 보관 기간을 유지합니다: ${days(kept)}`,
    'log-cause': (values: Values) => {
      const cause = causes[values.cause as keyof typeof causes];
      return `${cause.what(values)} ${cause.next(values)}`;
    },
    'agent-metrics-differ': ({ instanceId, disks }: Values) =>
      `CloudWatch 에이전트가 측정합니다: ${instanceId}${list(disks) && `(${list(disks)})`}의 InstanceId, Filesystem, MountPath 기준 DiskSpaceUtilization, DiskSpaceUsed, DiskSpaceAvailable 대시보드와 경보에는 데이터가 오지 않으며(대신 path, fstype), MemoryUsed, MemoryAvailable, SwapUsed는 메가바이트가 아니라 바이트로 옵니다. cron은 하트비트만 보냅니다`,
    'agent-config-association': ({ associations }: Values) =>
      `Systems Manager 연결이 CloudWatch 에이전트 설정을 다시 써서 우리 설정을 지웁니다: ${list(associations)}`,
  },
  problems: {
    'log-not-writable': {
      what: ({ option, file, fault }: Values) =>
        `--log ${file}: ${option === 'file' ? '경로' : option}을(를) 쓸 수 없습니다: ${faults[String(fault)]}.`,
      next: () => '예: --log "/var/log/app.log,group=app,time-format=%Y-%m-%d %H:%M:%S"',
    },
    'log-stream-shared': {
      what: ({ files, group, stream }: Values) =>
        `${list(files)}이(가) 한 스트림(${group}의 ${stream})으로 가면 로그 에이전트가 구분하지 못합니다.`,
      next: () => '하나에 다른 group이나 stream을 주세요. 예: stream={instance_id}-app',
    },
    'awslogs-needs-imdsv1': {
      what: ({ instanceId }: Values) =>
        `${instanceId}에서 awslogs를 쓸 수 없습니다. IMDSv1이 필요한데 인스턴스가 IMDSv2를 요구합니다.`,
      next: () => '--log-shipper auto나 --log-shipper cloudwatch-agent를 쓰세요.',
    },
    'awslogs-in-another-region': {
      what: ({ instanceId, region }: Values) =>
        `${instanceId}의 awslogs는 다른 사람의 로그를 ${region}(으)로 보내고 있으며, 리전은 전체에 하나뿐입니다.`,
      next: () =>
        '--log-shipper cloudwatch-agent를 쓰거나(Amazon Linux 1 제외) /etc/awslogs/awscli.conf의 region을 직접 바꾸세요. 다른 로그도 함께 옮겨집니다.',
    },
    'system-log-taken': {
      what: ({ instanceId, file, section, group, stream }: Values) =>
        `${instanceId}의 awslogs가 이미 다른 설정으로 ${file}을(를) 보내고 있습니다: [${section}] 섹션, 그룹 ${group}, 스트림 ${stream}. 파일 하나는 한 번만 보낼 수 있어 우리 쪽에는 아무것도 오지 않습니다.`,
      next: ({ adopted }: Values) =>
        `그 섹션을 설정에서 빼거나, 한 번 더 보내는 --log-shipper cloudwatch-agent를 쓰세요(Amazon Linux 1 제외)${adopted ? `. 거기 두려면: --log "${adopted}"` : '.'}`,
    },
    'awslogs-not-on-this-os': {
      what: ({ instanceId }: Values) =>
        `${instanceId}에서 awslogs를 쓸 수 없습니다. Amazon Linux 1과 2에만 있습니다.`,
      next: () => '--log-shipper auto나 --log-shipper cloudwatch-agent를 쓰세요.',
    },
    'awslogs-needs-a-file': {
      what: ({ instanceId }: Values) =>
        `${instanceId}에서 awslogs를 쓸 수 없습니다. 파일만 읽는데 저널밖에 없습니다.`,
      next: () => '--log-shipper auto를 쓰거나 인스턴스에 rsyslog를 설치하세요.',
    },
    'no-agent-for-amazon-linux-1': {
      what: ({ instanceId }: Values) =>
        `${instanceId}은(는) Amazon Linux 1이라 CloudWatch 에이전트가 없고, awslogs는 IMDSv1이 필요해 지금 상태로는 쓸 수 없습니다.`,
      next: ({ instanceId }: Values) =>
        `IMDSv1을 허용하거나(aws ec2 modify-instance-metadata-options --instance-id ${instanceId} --http-tokens optional) AWS가 지원하는 시스템으로 옮기세요.`,
    },
    'cloudwatch-agent-not-on-this-os': {
      what: ({ instanceId }: Values) =>
        `${instanceId}은(는) Amazon Linux 1이라 CloudWatch 에이전트를 쓸 수 없습니다. 로그는 awslogs로 보낼 수 있습니다.`,
      next: () =>
        '--log-shipper auto를 쓰세요 (CloudWatch 에이전트로 측정하려 했다면 --metrics-agent script도).',
    },
    'log-is-system-log': {
      what: ({ file }: Values) => `${file}은(는) 시스템 로그이며 이미 전송됩니다.`,
      next: () =>
        '그룹이나 스트림을 따로 정하려면: --log /var/log/messages,group=… (어느 시스템에서나 시스템 로그를 뜻합니다)',
    },
    'log-file-missing': {
      what: ({ instanceId, files }: Values) => `${instanceId}에 파일이 없습니다: ${list(files)}.`,
      next: () =>
        '원하는 파일마다 --log를 주어 setup을 다시 실행하거나(--log /var/log/messages만 주면 시스템 로그만), 나중에 생길 파일이면 --allow-missing을 추가하세요.',
    },
    'cannot-start-at-end': {
      what: ({ files }: Values) =>
        `CloudWatch 에이전트는 파일의 끝에서 시작할 수 없어 ${list(files)}의 내용이 전송됩니다.`,
      next: () => '--log-start beginning으로 setup을 다시 실행하세요.',
    },
    'metrics-agent-ships-logs': {
      what: () =>
        'CloudWatch 에이전트가 측정하면 로그도 보냅니다. awslogs를 함께 설정하지 않습니다.',
      next: () =>
        '--log-shipper awslogs를 빼거나(--log-shipper auto) --metrics-agent script로 측정하세요.',
    },
    'metrics-agent-configured': {
      what: ({ instanceId }: Values) =>
        `${instanceId}의 CloudWatch 에이전트는 다른 사람이 설정했습니다. 거기에는 로그만 추가하고 메트릭은 추가하지 않습니다.`,
      next: () => '그 에이전트를 건드리지 않는 --metrics-agent script를 쓰세요.',
    },
    'backlog-costs': {
      what: ({ files, bytes, usd: price }: Values) =>
        `${list(files)}에 ${megabytes(bytes)}가 있어 전송에 한 번 약 ${usd(price)}가 듭니다. 아직 아무것도 보내지 않았습니다.`,
      next: () =>
        '원하는 것을 정하세요: --log-start beginning은 전송, --log-start end는 로그 에이전트가 할 수 있으면 생략합니다.',
    },
    'retention-of-no-log': {
      what: ({ flag, group, meant }: Values) =>
        `${flag}에 쓴 ${group}은(는) 이번 실행의 어떤 로그도 보내지 않는 그룹입니다.${meant ? ` ${meant}을(를) 뜻하셨나요?` : ''}`,
      next: ({ groups }: Values) =>
        `이번 실행의 그룹: ${list(groups)}. 다른 파일은 --log FILE,group=GROUP 으로 추가합니다`,
    },
    'retention-lowers': {
      what: ({ group, days: kept, before }: Values) =>
        `${group}의 보관 기간은 ${days(before)}입니다. ${days(kept)}(으)로 하면 더 오래된 것은 모두 영구히 삭제됩니다.`,
      next: ({ group }: Values) =>
        `원한다면 이름을 한 번 더 입력하세요: --lower-retention ${group}`,
    },
    ...causes,
  },
  questions: {
    log: {
      ask: () => '시스템 로그 외의 로그 파일은? 경로를 쉼표로 구분',
      why: () => '파일마다 경로 이름의 그룹. 없으면 Enter. <는 뒤로.',
    },
    'log-start': {
      ask: () => '로그를 어디부터 보낼까요?',
      why: () => '이미 쌓인 것은 한 번 GB당 $0.50이며 개인 정보가 있을 수 있습니다.',
    },
    'metrics-agent': {
      ask: () => '누가 측정할까요?',
      why: () => '에이전트는 디스크 메트릭의 차원을 유지하지 못해 그 경보가 깨집니다.',
    },
  },
  ui: {
    'wrong-log': ({ path }: Values) =>
      `${path}은(는) 보낼 수 있는 파일 하나의 절대 경로가 아닙니다`,
    'log-from-beginning': () => '처음부터, 가이드대로',
    'log-from-end': () => '새 줄만 (파일은 Amazon Linux 1, 2의 awslogs만 가능)',
    'measured-by-script': () => '우리 스크립트, cron으로',
    'measured-by-agent': () => 'CloudWatch 에이전트',
    'type-group': ({ group }: Values) => `로그 그룹의 이름을 입력하세요 (${group})`,
    'type-group-why': ({ group, days: kept, before }: Values) =>
      `${group}: ${days(before)} -> ${days(kept)}. 더 오래된 것은 모두 영구히 삭제됩니다.`,
    'type-group-wrong': ({ group }: Values) =>
      `${group}이(가) 아닙니다. Ctrl+C로 멈추면 아무것도 바뀌지 않습니다`,
  },
};

function andMore(more: Values[string] | undefined): string {
  const files = list(more);
  return files ? `. 그리고 ${files}` : '';
}
