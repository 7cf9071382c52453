import type { Catalogue } from './catalogue.ts';

export const ko = {
  causes: {
    'role-detached': '역할 분리됨',
    'other-role-attached': '다른 역할이 연결됨',
    'profile-missing': '인스턴스 프로파일 삭제됨',
    'profile-recreated': '인스턴스 프로파일이 삭제되었다가 다시 만들어짐',
    'profile-empty': '인스턴스 프로파일에 역할이 없음',
    'profile-holds-other-role': '인스턴스 프로파일에 다른 역할이 들어 있음',
    'role-missing': '역할 삭제됨',
    'trust-not-ec2': '역할이 더 이상 EC2를 신뢰하지 않음',
    'cloudwatch-policy-detached': '역할에서 CloudWatch 정책 분리됨',
    'ssm-policy-detached': '역할에서 Systems Manager 정책 분리됨',
    'never-reported': '설정 후 데이터가 한 번도 오지 않음',
    'metrics-missing': '메트릭 없음',
    'logs-missing': '로그 없음',
    'record-tag-disagree': '기록과 태그가 다름',
    'detailed-monitoring-off': '상세 모니터링 꺼짐',
  },
  evidence: {
    'no-profile': () =>
      '연결된 인스턴스 프로파일이 없습니다. 남은 자격 증명은 몇 시간 안에 만료됩니다.',
    'other-profile': ({ profile, roleName }) =>
      `${roleName} 대신 인스턴스 프로파일 ${profile}이(가) 연결되어 있습니다.`,
    'profile-absent': ({ roleName }) => `인스턴스 프로파일 ${roleName}이(가) 없습니다.`,
    'profile-ids': ({ attached, current }) =>
      `연결된 프로파일은 ${attached}, 지금 있는 것은 ${current}이므로 자격 증명을 받지 못합니다.`,
    'profile-without-role': ({ roleName }) => `인스턴스 프로파일 ${roleName}이(가) 비어 있습니다.`,
    'profile-role': ({ roleName, role }) =>
      `인스턴스 프로파일 ${roleName}에 역할 ${role}이(가) 있습니다.`,
    'role-absent': ({ roleName }) => `역할 ${roleName}이(가) 없습니다.`,
    'trust-seen': ({ roleName }) => `${roleName}의 신뢰 정책이 EC2를 허용하지 않습니다.`,
    'policies-seen': ({ roleName, policies }) =>
      `${roleName}에 연결된 정책: ${policies || '없음'}.`,
    'role-not-ours': ({ roleName }) =>
      `역할 ${roleName}은(는) cloudwatch-wizard가 만든 것이 아니므로 repair가 바꾸지 않습니다.`,
    'profile-not-ours': ({ roleName }) =>
      `인스턴스 프로파일 ${roleName}은(는) cloudwatch-wizard가 만든 것이 아니므로 repair가 바꾸지 않습니다.`,
    'tag-seen': ({ tag, specHash }) =>
      tag ? `태그 내용: ${tag}. 기록의 해시: ${specHash}.` : '태그 cloudwatch-wizard가 없습니다.',
    'no-record': ({ tag }) => `태그는 설정되었다고 하지만(${tag}) 기록이 없습니다.`,
    'tag-of-another': ({ tag }) =>
      `다른 인스턴스의 태그가 복사되어 있고(${tag}), 이 인스턴스의 기록은 없습니다.`,
    'monitoring-seen': ({ monitoring }) => `상세 모니터링 상태: ${monitoring}.`,
    'no-data-since-set-up': ({ since }) => `${since} 설정 이후 데이터가 없습니다.`,
    'metric-missing': ({ metric, from, to }) => `${from}부터 ${to}까지 ${metric}이(가) 없습니다.`,
    'metric-there': ({ metrics }) => `${metrics}은(는) 계속 옵니다.`,
    'metrics-there': () => '메트릭은 계속 옵니다.',
    'metrics-gone': ({ from }) => `${from}부터 메트릭이 없습니다.`,
    'log-line-missing': ({ group, from, to }) =>
      `${from}부터 ${to}까지 ${group}에 하트비트 줄이 없습니다.`,
    'instance-state': ({ state, reason }) => `EC2 상태: ${state}${reason ? `, ${reason}` : ''}.`,
    'all-there': () => '구성이 설정한 그대로이고 데이터가 옵니다.',
  },
  kinds: { alert: '이상', update: '이상 계속', 'all-clear': '정상 복귀', closed: '종료' },
  closedBy: {
    stopped: '인스턴스가 중지됨',
    terminated: '인스턴스가 종료됨',
    undone: '모니터링이 해제됨',
  },
  hands: {
    'role-by-hand': () =>
      '의도한 변경이 아니면 EC2 콘솔의 작업 > 보안 > IAM 역할 수정에서 CustomMonitoringRole을 선택하세요. 의도한 변경이면 cloudwatch-wizard undo를 실행하세요.',
    'profile-by-hand': () =>
      '같은 이름의 인스턴스 프로파일에 역할 CustomMonitoringRole을 AWS CLI로, 또는 변경한 곳에서 다시 넣으세요.',
    'trust-by-hand': () =>
      'EC2가 역할 CustomMonitoringRole을 다시 맡을 수 있게 하세요. 신뢰 정책에 서비스 ec2.amazonaws.com이 있어야 합니다.',
    'policy-by-hand': ({ policy }) =>
      `역할 CustomMonitoringRole에 ${policy} 정책을 다시 연결하거나, 역할을 만든 곳에서 고치세요.`,
    'set-up-or-untag': ({ setup }) =>
      `태그 cloudwatch-wizard를 지우거나 이 인스턴스를 등록하세요: ${setup} --email 주소`,
    'each-of-them': () => '나머지도 각각 같습니다.',
  },
  headline: ({ kind, who, phrase }) => `[${kind}] ${who}: ${phrase}`,
  headlineOfMany: ({ kind, count, phrase }) => `[${kind}] 인스턴스 ${count}개: ${phrase}`,
  noLonger: ({ phrase }) => `더는 아님: ${phrase}`,
  seen: '확인한 것:',
  since: ({ since }) => `늦어도 ${since}부터입니다.`,
  noticed: ({ at, region, accountId }) => `확인 시각 ${at}, 리전 ${region}, 계정 ${accountId}.`,
  next: '다음 할 일:',
  more: ({ ids, rest }) => `인스턴스: ${ids}${rest ? ` +${rest}` : ''}`,
  test: ({ id, region, accountId }) =>
    `cloudwatch-wizard 시험 메시지입니다(리전 ${region}, 계정 ${accountId}). 이상은 없습니다.\n시험 id: ${id}`,
} satisfies Catalogue;
