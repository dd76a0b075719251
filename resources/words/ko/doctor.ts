// The doctor of connections: the texts in Korean.
import type * as english from '../en/doctor';
import type { Translation } from '../message-types';
import { doctorFindings } from './doctor-findings';

export const doctor: Translation<typeof english.doctor> = {
  steps: {
    reach: '서버 연결',
    clock: '시계',
    keys: '키',
    region: '리전',
    addressing: '버킷 주소',
    bucket: '버킷',
    lifecycle: '정리 규칙',
    write: '저장',
    checksums: '체크섬',
    link: '링크',
    overrides: '링크의 이름과 형식',
    pages: '공유 페이지',
    compression: '압축한 페이지',
    cors: '다른 웹 페이지',
    describe: '객체 정보 보기',
    parts: '나눠서 업로드',
    'list-parts': '끊긴 뒤 이어 올리기',
    etags: '저장 내용 확인',
    abort: '업로드 취소',
    'write-links': '쓰기 링크',
    conditional: '덮어쓰기 방지',
    forms: '업로드 양식',
    intake: '접수 키',
    delete: '회수',
    versions: '버전',
    list: '목록',
    'clean-up': '뒷정리',
    'shares-private': '공유 파일이 비공개인지',
    doors: '짧은 링크',
    'doors-fresh': '짧은 링크 바꾸기',
    'doors-gone': '짧은 링크 닫기',
  },
  states: { ok: '좋음', note: '참고', warning: '제한 있음', failed: '안 됨', skipped: '확인 안 함' },
  verdicts: {
    works: '연결이 잘 돼요.',
    limited: '연결은 되지만 제한이 있어요.',
    fails: '아직 연결이 되지 않아요.',
    'cut-off': '검사를 멈췄어요.',
  },
  running: '검사하는 중: {{step}}…',
  starting: '검사하는 중…',
  corrected: '서버가 알려 준 대로 채웠어요: {{changes}}.',
  changes: {
    endpoint: '엔드포인트 {{value}}',
    region: '리전 {{value}}',
    addressing: '버킷 위치 {{value}}',
  },
  missingRight: '키에 {{action}} 권한({{verb}})을 주세요. 필요한 권한은 모두 아래 정책에 들어 있어요.',
  missingRightInTerminal:
    '키에 {{action}} 권한({{verb}})을 주세요. mayfly connections policy NAME을 실행하면 Mayfly에 필요한 권한을 모두 출력해요.',
  policyWhere: {
    usual: '서비스에서 사용자나 액세스 키의 정책을 관리하는 곳에 붙여 넣으세요.',
    aws: 'IAM › 사용자 › 이 키의 사용자 › 권한 추가 › 인라인 정책 생성 › JSON에 붙여 넣으세요.',
    minio:
      'policy.json으로 저장하고 mc admin policy create ALIAS mayfly policy.json을 실행한 뒤 키의 사용자에게 적용하세요.',
    ceph: '버킷 정책으로 쓰려면 문장마다 Principal을 더하거나, 키의 사용자에게 버킷을 주세요(radosgw-admin).',
    wasabi: 'Policies › Create policy에서 만들고 키의 사용자에게 적용하세요.',
    r2: 'R2에는 정책이 없어요. 이 버킷에 “Object Read & Write” 권한이 있는 API 토큰을 만드세요.',
    b2: 'Backblaze에는 정책이 없어요. 이 버킷에 읽기와 쓰기, listFiles 권한이 있는 애플리케이션 키를 만드세요.',
    spaces: 'Spaces에는 키 정책이 없어요. 이 버킷에 Read/Write/Delete 권한이 있는 키를 만드세요.',
    gcs: 'Google에는 이런 정책이 없어요. 키의 서비스 계정에 이 버킷의 Storage Object Admin 역할을 주세요.',
  },
  intakeWhere: {
    usual: '서비스에서 사용자나 액세스 키의 정책을 관리하는 곳에서 이 정책만 적용되는 두 번째 키를 만드세요.',
    aws: 'IAM › 사용자 › 사용자 생성에서 이것을 인라인 정책으로 넣고 액세스 키를 만드세요.',
    minio:
      'policy.json으로 저장하고 mc admin policy create ALIAS mayfly-intake policy.json을 실행한 뒤 따로 만든 사용자에게 적용하세요.',
    ceph: 'USER는 이 연결 키의 사용자예요. radosgw-admin subuser create --uid=USER --subuser=USER:mayfly-intake --access=write로 하위 사용자를, radosgw-admin key create --subuser=USER:mayfly-intake --key-type=s3로 키를 만든 뒤 이 문장들을 버킷 정책에 더하세요.',
    wasabi: 'Policies › Create policy에서 만들고 따로 만든 사용자에게 적용하세요.',
    gcs: 'Google에는 이런 정책이 없어요. 서비스 계정에 이 버킷의 Storage Object Creator 역할을 {{condition}} 조건으로 주고 HMAC 키를 만드세요.',
  },
  doorVerdicts: {
    works: '짧은 링크가 작동해요.',
    limited: '짧은 링크가 아직 작동하지 않아요.',
    fails: '짧은 링크가 아직 작동하지 않아요.',
    'cut-off': '테스트를 멈췄어요.',
  },
  doorsSteps: {
    bucket: '짧은 링크의 버킷',
    policy: '짧은 링크의 정책',
    'bucket-made': '“{{bucket}}” 버킷을 만들었어요.',
    'bucket-there': '“{{bucket}}” 버킷이 있어요.',
    'bucket-refused': '“{{bucket}}” 버킷이 없고, 만들 수도 없었어요.',
    mend: '서비스의 콘솔에서 공개하지 않은 채로 만든 다음 다시 설정해 주세요.',
    'block-lifted': '공개 액세스 차단이 “{{bucket}}” 버킷의 정책만 더 이상 막지 않아요. 다른 버킷은 그대로예요.',
    'policy-made': '누구나 짧은 링크만 읽을 수 있고 다른 것은 읽을 수 없어요.',
    'policy-there': '누구나 이미 짧은 링크를 읽을 수 있어서 아무것도 바꾸지 않았어요.',
    'policy-refused': '짧은 링크를 누구나 읽게 하는 정책을 서버가 받지 않아요.',
    'policy-taken-back': '짧은 링크가 그곳에서 작동하지 않아서 정책을 거뒀어요.',
  },
  doorsMissing: {
    usual: '서비스의 콘솔에서 누구나 “{{bucket}}”의 객체를 하나씩 읽되 목록은 볼 수 없게 한 다음 다시 설정해 주세요.',
    aws: 'S3 콘솔 › {{bucket}} › 권한에서 이 버킷의 퍼블릭 액세스 차단만 끈 다음 다시 설정해 주세요.',
    r2: 'Settings › Custom Domains에서 “{{bucket}}”에 자신의 도메인을 연결하고, 그 도메인을 주소로 적어 주세요.',
    b2: 'Backblaze 콘솔의 Bucket Settings › Public에서 “{{bucket}}”을 공개한 다음 다시 설정해 주세요.',
    wasabi: 'Wasabi 지원팀에 “{{bucket}}” 버킷을 공개할 수 있게 해 달라고 한 다음 다시 설정해 주세요.',
    gcs: 'Google 콘솔에서 “{{bucket}}”의 Storage Legacy Object Reader 역할을 allUsers에게 준 다음 다시 설정해 주세요.',
    minio:
      '정책을 POLICY.json으로 저장하고 mc anonymous set-json POLICY.json ALIAS/{{bucket}}을 실행한 다음 다시 설정해 주세요.',
    garage: 'garage bucket website --allow {{bucket}}을 실행하고 Garage 웹 엔드포인트의 주소를 적어 주세요.',
    hetzner: 'Hetzner 콘솔에서 “{{bucket}}”을 공개한 다음 다시 설정해 주세요.',
  },
  doorsWhere: {
    usual:
      '짧은 링크만 둘 버킷을 만들어 누구나 읽을 수 있게 하고 공개 주소를 적어 주세요. 파일이 든 버킷은 절대 공개하지 마세요.',
    aws: '짧은 링크만 둘 버킷을 만들고 이 버킷의 퍼블릭 액세스 차단을 끈 다음 이 정책을 넣어 주세요. 주소는 https://BUCKET.s3.REGION.amazonaws.com이에요. 자신의 도메인을 쓰려면 캐시를 끈 CloudFront를 앞에 두세요.',
    r2: '짧은 링크만 둘 버킷을 만들고 Settings › Custom Domains에서 자신의 도메인을 연결해 주세요. 그 도메인이 주소예요. r2.dev는 시험용이고 R2는 버킷을 통째로만 공개하니 파일이 든 버킷은 절대 연결하지 마세요.',
    b2: '짧은 링크만 둘 공개 버킷을 만들어 주세요. 주소는 https://BUCKET.s3.REGION.backblazeb2.com이에요. Backblaze는 버킷을 통째로만 공개해요.',
    wasabi:
      '2023년 3월 13일 이후에 만든 계정은 Wasabi 지원팀이 허용해야 공개 버킷을 쓸 수 있어요. 허용됐다면 짧은 링크만 둘 버킷에 이 정책을 넣어 주세요. 주소는 https://s3.REGION.wasabisys.com/BUCKET이에요.',
    spaces:
      '짧은 링크만 둘 Space를 만들고 이 정책을 넣어 주세요. 주소는 https://BUCKET.REGION.digitaloceanspaces.com이에요. CDN은 끄고 콜드 스토리지는 쓰지 마세요.',
    gcs: '짧은 링크만 둘 버킷을 만들고 allUsers에게 Storage Legacy Object Reader 역할을 주세요. Object Viewer 역할을 주면 누구나 모든 링크의 목록을 볼 수 있어요. 주소는 https://storage.googleapis.com/BUCKET이에요.',
    minio:
      '짧은 링크만 둘 버킷을 만들고 이 정책으로 mc anonymous set-json POLICY.json ALIAS/BUCKET을 실행해 주세요. download로 열면 누구나 모든 링크의 목록을 볼 수 있어요. 주소는 서버 주소 뒤에 /BUCKET, 폴더가 있으면 폴더까지 붙인 것이에요.',
    ceph: '짧은 링크만 둘 버킷을 만들고 이 정책을 넣어 주세요. 주소는 서버 주소 뒤에 /BUCKET, 폴더가 있으면 폴더까지 붙인 것이에요.',
    garage:
      '짧은 링크만 둘 버킷을 만들고 garage bucket website --allow BUCKET을 실행한 다음 Garage 웹 엔드포인트의 주소를 적어 주세요. Garage의 키는 버킷마다 따로라서 이 연결의 키로 그 버킷에도 쓸 수 있게 해 주세요.',
    hetzner:
      '짧은 링크만 둘 공개 버킷을 만들어 주세요. 주소는 https://BUCKET.LOCATION.your-objectstorage.com이에요. Hetzner에서는 자신의 도메인을 쓸 수 없어요.',
    storj: 'Storj는 S3로는 키 없이 아무도 읽을 수 없어서 짧은 링크를 쓸 수 없어요. 다른 서비스의 연결에서 써 주세요.',
    tigris:
      'Tigris에는 짧은 링크가 필요 없어요. 링크가 최대 90일 동안, 자신의 도메인에서 열려요. 그 도메인을 이 연결의 공유 엔드포인트로 적어 주세요. 짧은 링크만 둘 공개 버킷도 쓸 수 있어요.',
    embedded: 'Mayfly가 버킷과 주소를 직접 만들어요. 이 컴퓨터에서만 열려요.',
  },
  codes: doctorFindings,
  facts: { ahead: '빨라요', behind: '느려요' },
};

export const doctorInWindow: Translation<typeof english.doctorInWindow> = {
  title: '연결 검사',
  titleOf: '{{name}} 연결 검사',
  stop: '검사 중지',
  again: '다시 검사',
  edit: '연결 편집',
  fineOnes_other: '문제없는 항목 {{count}}개',
  copyPolicy: '정책 복사',
  policyCopied: '정책을 복사했어요',
  running: '검사하는 중: {{step}}…',
  policy: '키에 줄 정책',
  policyHint: '이 버킷에서 Mayfly에 필요한 권한만 담았어요.',
  test: '연결 검사',
  results: '검사 결과',
  hide: '검사 결과 숨기기',
};
