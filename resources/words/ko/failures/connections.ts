// Failures of connections and their credentials: the texts in Korean.
import type * as english from '../../en/failures/connections';
import type { Translation } from '../../message-types';

export const connectionFailures: Translation<typeof english.connectionFailures> = {
  'connection-unknown': {
    message: '“{{connectionName}}” 연결이 없어요.',
    bare: '그런 연결이 없어요.',
    next: '다른 연결을 골라 주세요.',
    inTerminal: 'mayfly connections list로 이름을 확인해 주세요.',
  },
  'connections-lost': {
    message: '이 프로필의 연결이 사라졌어요. 기록 파일 mayfly.db가 없어졌거나, 비었거나, 손상됐어요.',
    next: '파일을 되돌려 놓거나, “파일을 보낼 곳”에서 “이 컴퓨터” 또는 “저장소 연결…”을 다시 골라 주세요.',
    inTerminal:
      '파일을 되돌려 놓거나, mayfly connections add로 다시 추가하거나, 앞으로 이 컴퓨터로 보내려면 mayfly connections default This\\ computer를 실행해 주세요.',
  },
  'bucket-unserved': {
    message: '링크가 이 컴퓨터의 버킷으로 가는데, 이 버킷을 열어 두는 것이 없어요.',
    next: 'Mayfly를 시작하거나 다른 연결을 골라 주세요.',
    inTerminal:
      'Mayfly나 mayfly bucket serve를 시작하거나, mayfly connections add로 연결을 추가하거나, --no-serve를 빼 주세요.',
  },
  'network-closed': {
    message: '이 컴퓨터를 네트워크에서 열 수 없어요{{because}}.',
    next: '네트워크에 연결한 다음 다시 시도해 주세요.',
    inTerminal: '네트워크에 연결한 다음 다시 시도하거나, --nearby를 빼 주세요. 그러면 링크가 이 컴퓨터에서 열려요.',
  },
  'connection-name-taken': {
    message: '“{{connectionName}}” 연결이 이미 있어요.',
    bare: '같은 이름의 연결이 이미 있어요.',
    next: '다른 이름을 지어 주세요.',
  },
  'connection-in-use': {
    message: '이 연결로 업로드하고 있어요.',
    next: '업로드가 끝나기를 기다리거나 취소한 다음 연결을 지워 주세요.',
  },
  'connections-file-invalid': {
    message: '연결이 담긴 파일이 아니에요{{because}}.',
    next: 'Mayfly에서 내보낸 파일을 골라 주세요.',
  },
  'no-doors': {
    message: '“{{connectionName}}” 연결에는 짧은 링크가 없어요.',
    bare: '이 연결에는 짧은 링크가 없어요.',
    next: '연결 메뉴의 “짧은 링크”에서 설정해 주세요.',
    inTerminal: 'mayfly connections doors NAME --make-public --yes로 설정해 주세요.',
  },
  'doors-unproven': {
    message: '“{{connectionName}}” 연결의 짧은 링크가 작동하는지 아직 확인하지 못했어요.',
    bare: '이 연결의 짧은 링크가 작동하는지 아직 확인하지 못했어요.',
    next: '연결을 검사한 다음 다시 시도해 주세요.',
    inTerminal: 'mayfly connections test NAME을 실행한 다음 다시 시도해 주세요.',
  },
  'doors-in-use': {
    message: '“{{connectionName}}” 연결의 짧은 링크가 아직 열려 있어요.',
    bare: '이 연결의 짧은 링크가 아직 열려 있어요.',
    next: '먼저 닫거나, 그대로 진행해 주세요. 그러면 예전 주소에 남고, 끝날 때까지 Mayfly가 거기서 계속 갱신해요.',
    inTerminal: '먼저 닫거나 --yes를 붙여 주세요. 그러면 예전 주소에 남고, 끝날 때까지 Mayfly가 거기서 계속 갱신해요.',
  },
  'doors-stay-public': {
    message: '짧은 링크가 있던 {{bucket}}에 있는 것을 아직 누구나 읽을 수 있어요.',
    next: '서비스 콘솔에서 공개 접근을 거둬 주세요. 그 전에는 거기에 연결을 두지 마세요. 그 링크는 끝나지 않아요.',
  },
  'shares-are-public': {
    message: '“{{connectionName}}” 연결의 파일을 링크 없이도 누구나 읽을 수 있어요.',
    bare: '이 연결의 파일을 링크 없이도 누구나 읽을 수 있어요.',
    next: '버킷을 비공개로 바꾼 다음 연결을 검사해 주세요. 그때까지 짧은 링크를 새로 만들지 않아요.',
    inTerminal:
      '버킷을 비공개로 바꾼 다음 mayfly connections test NAME을 실행해 주세요. 그때까지 짧은 링크를 새로 만들지 않아요.',
  },
  'policy-unsupported': {
    message: '{{server}}에는 버킷 정책이 없어요.',
    next: '짧은 링크의 버킷을 서비스 콘솔에서 공개로 바꿔 주세요.',
  },
  'lifecycle-needs-prefix': {
    message: '연결에 접두사가 없어서, 규칙을 쓰면 {{bucket}}에 있는 다른 사람의 파일까지 지워져요.',
    next: '연결에 mayfly/ 같은 전용 접두사를 정하고 다시 시도해 주세요.',
    inTerminal: 'mayfly connections edit NAME --prefix mayfly/로 접두사를 정하고 다시 시도해 주세요.',
  },
  'lifecycle-unsupported': {
    message: '{{server}}에는 오래된 객체를 지우는 규칙이 없어요.',
    next: 'Mayfly를 켜 두면 만료된 것을 직접 지워요.',
  },
  'write-link-unsafe': {
    message:
      '쓰기 링크가 이 키로 읽을 수 있는 모든 것을 읽는 링크로 바뀔 수 있어요. {{host}}가 서명하지 않은 헤더를 받아들여요(CVE-2026-54330).',
    next: '서버를 업데이트하고 연결을 검사해 주세요.',
    inTerminal:
      'mayfly sign post를 쓰거나, 서버를 업데이트하고(Ceph 19.2.6, 20.2.4) mayfly connections test NAME을 실행해 주세요. --i-know를 붙이면 그래도 서명해요.',
  },
  'form-unlimited': {
    message: '{{server}}에서 업로드 양식을 쓸 수 없거나, 양식에 정한 한도가 지켜지지 않아요.',
    next: '서버를 업데이트한 뒤에 연결을 다시 검사해 주세요.',
    inTerminal: 'mayfly sign put에 --content-length를 붙여 주세요. --i-know를 붙이면 그래도 서명해요.',
  },
  'signing-unproven': {
    message: '{{host}}가 이 링크로 할 수 없는 일을 모두 막는지 아직 확인하지 않았어요.',
    next: '연결을 검사하고 다시 시도해 주세요.',
    inTerminal: 'mayfly connections test NAME을 실행하고 다시 서명해 주세요. --i-know를 붙이면 그래도 서명해요.',
  },
  'endpoint-invalid': {
    message: 'S3 엔드포인트가 아니에요{{because}}.',
    next: '서비스에 나온 대로 https://s3.example.com처럼 입력해 주세요.',
  },
  'bucket-name-invalid': {
    message: '버킷 이름으로 쓸 수 없어요{{because}}.',
    next: '서비스에 나온 버킷 이름을 그대로 입력해 주세요.',
  },
  'secret-missing': {
    message: '“{{connectionName}}” 연결의 비밀 키가 키체인에 없어요.',
    bare: '이 연결의 비밀 키가 키체인에 없어요.',
    next: '연결을 편집해서 비밀 액세스 키를 다시 입력해 주세요.',
    inTerminal: 'mayfly connections edit NAME --access-key-id ID로 키를 다시 입력해 주세요.',
  },
  'intake-key-missing': {
    message: '“{{connectionName}}” 연결의 접수 키 비밀 키가 키체인에 없어요.',
    bare: '이 연결의 접수 키 비밀 키가 키체인에 없어요.',
    next: '연결을 편집해서 접수 키의 비밀 키를 다시 입력하거나 접수 키를 지워 주세요.',
    inTerminal: 'mayfly connections edit NAME --intake-key-id ID로 다시 입력해 주세요.',
  },
  'intake-unsupported': {
    message: '“{{connectionName}}” 연결의 서비스에는 폴더 아래에 저장만 할 수 있는 키가 없어요.',
    bare: '이 연결의 서비스에는 폴더 아래에 저장만 할 수 있는 키가 없어요.',
    next: '그곳에서는 접수 키를 쓰지 마세요.',
  },
  'profile-unconfirmed': {
    message: '파일이 {{host}}에 AWS “{{profile}}” 프로필을 지정했는데, 아직 아무도 동의하지 않았어요.',
    bare: '파일이 {{host}}에 AWS 프로필을 지정했는데, 아직 아무도 동의하지 않았어요.',
    next: '연결을 편집해서 동의하거나 다른 키를 골라 주세요.',
    inTerminal: '동의하려면 mayfly connections edit NAME --aws-profile PROFILE 명령을 실행해 주세요.',
  },
  'addresses-unconfirmed': {
    message:
      '파일이 “{{connectionName}}” 연결의 링크 주소로 {{addresses}} 서버를 지정했는데, 아직 아무도 동의하지 않았어요.',
    bare: '파일이 이 연결의 링크 주소를 지정했는데, 아직 아무도 동의하지 않았어요.',
    next: '아는 서버일 때만 연결을 편집해서 동의해 주세요. 그 서버는 보내는 링크를 모두 볼 수 있어요.',
    inTerminal:
      '동의하려면 mayfly connections edit NAME --confirm-addresses 명령을 실행해 주세요. 그 서버는 보내는 링크를 모두 볼 수 있어요. 주소는 mayfly connections list --json에 나와요.',
  },
  'profile-unknown': {
    message: '이 컴퓨터의 AWS 파일에 “{{profile}}” 프로필이 없어요.',
    bare: '이 컴퓨터의 AWS 파일에 그런 프로필이 없어요.',
    next: '연결에서 다른 프로필을 고르거나 AWS CLI로 이 프로필을 만들어 주세요.',
  },
  'profile-unusable': {
    message: 'AWS “{{profile}}” 프로필에서 자격 증명을 얻지 못했어요{{because}}.',
    bare: 'AWS 프로필에서 자격 증명을 얻지 못했어요{{because}}.',
    next: 'AWS CLI로 프로필을 설정하거나 연결에서 다른 프로필을 골라 주세요.',
  },
  'profile-needs-code': {
    message: 'AWS “{{profile}}” 프로필에는 인증 코드(MFA)가 필요한데, Mayfly는 코드를 물어볼 수 없어요.',
    bare: 'AWS 프로필에는 인증 코드(MFA)가 필요한데, Mayfly는 코드를 물어볼 수 없어요.',
    next: '터미널에서 `aws configure export-credentials --profile {{profileArgument}}` 명령을 실행하고, 나온 내용을 키로 붙여 넣어 주세요.',
    nextBare: '터미널에서 `aws configure export-credentials` 명령을 실행하고, 나온 내용을 키로 붙여 넣어 주세요.',
  },
  'sso-lapsed': {
    message: 'AWS “{{profile}}” 프로필의 로그인(SSO)이 만료됐어요.',
    bare: 'AWS 프로필의 로그인(SSO)이 만료됐어요.',
    next: '터미널에서 `aws sso login --profile {{profileArgument}}` 명령을 실행한 다음 다시 시도해 주세요.',
    nextBare: '터미널에서 `aws sso login` 명령을 실행한 다음 다시 시도해 주세요.',
  },
  'process-failed': {
    message: 'AWS “{{profile}}” 프로필의 자격 증명을 주는 프로그램이 실패했어요{{because}}.',
    bare: 'AWS 프로필의 자격 증명을 주는 프로그램이 실패했어요{{because}}.',
    next: '터미널에서 이 프로필의 credential_process 명령을 실행해 무엇이 잘못됐는지 확인해 주세요.',
  },
  'role-refused': {
    message: 'AWS “{{profile}}” 프로필이 역할을 얻지 못했어요{{because}}.',
    bare: 'AWS 프로필이 역할을 얻지 못했어요{{because}}.',
    next: '누가 그 역할을 맡을 수 있는지 확인하고 다시 시도해 주세요.',
  },
  'secret-elsewhere': {
    message:
      '“{{connectionName}}” 연결의 비밀 키는 “{{formerKeeper}}” 키체인에 있는데, 이번 세션에서는 “{{keeper}}” 키체인을 쓰고 있어요.',
    bare: '이 연결의 비밀 키는 이번 세션에서 쓰지 않는 다른 키체인에 있어요.',
    next: '전에 쓰던 키체인을 다시 켜거나, 연결을 편집해서 비밀 액세스 키를 다시 입력해 주세요.',
    inTerminal: '전에 쓰던 키체인을 다시 켜거나 mayfly connections edit NAME --new-secret을 실행해 주세요.',
  },
  'secret-file-unusable': {
    message: '이 연결의 키가 든 파일을 쓸 수 없어요{{because}}.',
    next: '연결을 편집하고 키를 다시 입력해 주세요.',
    inTerminal: 'mayfly connections edit NAME --access-key-id ID로 키를 다시 입력해 주세요.',
  },
  'passphrase-needed': {
    message: '이 연결의 키는 암호로 여는 파일에 있는데, 여기서는 암호를 물어볼 수 없어요.',
    next: '터미널에서 이 연결을 쓰거나, 여기서 연결을 편집하고 키를 입력해 주세요. 그러면 키가 키체인에 보관돼요.',
    inTerminal:
      '터미널에서 실행하거나, 암호가 들어 있고 나만 읽을 수 있는 파일을 MAYFLY_PASSPHRASE_FILE에 지정해 주세요. --passphrase-fd는 암호를 열린 파일에서 읽어요.',
  },
  'passphrase-unusable': {
    message:
      '암호가 든 파일(MAYFLY_PASSPHRASE_FILE, --passphrase-fd 또는 자격 증명 mayfly-passphrase)을 쓸 수 없어요{{because}}.',
    next: '암호만 들어 있고 나만 읽을 수 있는 일반 파일을 지정해 주세요(chmod 600).',
  },
  'passphrase-wrong': {
    message: '이 암호로는 파일이 열리지 않아요.',
    next: '다시 시도해 주세요. 암호가 없으면 키를 읽을 수 없어서 다시 입력해야 해요.',
    inTerminal:
      '다시 시도해 주세요. 암호를 모르면 프로필 폴더의 secrets 폴더를 지우고 연결마다 키를 다시 입력해 주세요(mayfly connections edit NAME --access-key-id ID).',
  },
};
