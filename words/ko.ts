// Why this exists: every word Mayfly says, in Korean (해요체); docs/glossary.md says which terms it keeps to.
import type { en } from './en';
import type { Translation } from './shape';

const notifications: Translation<typeof en.notifications> = {
  copied: '링크를 복사했어요',
  copiedText: '{{name}}\n{{clock}}까지 열려요.',
  copiedMany_other: '링크 {{count}}개를 복사했어요',
  copiedManyText: '{{clock}}까지 열려요.',
  nothingCopied: '복사한 링크가 없어요',
  renewed: '새 링크를 만들었어요',
  renewedText: '{{name}}\n전에 준 링크는 {{clock}}에 만료돼요. 더 오래 필요한 사람에게 새 링크를 보내 주세요.',
  failed: '공유하지 못했어요: {{name}}',
  failedMany_other: '파일 {{count}}개를 공유하지 못했어요',
};

const keychain = {
  next: '그다음 다시 시도하거나, 비밀 키를 이번 세션에만 보관해 주세요.',
  inTerminal:
    '그다음 다시 시도해 주세요. 한 번만 공유하려면 AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY를 설정하고 --endpoint와 --bucket을 붙여 주세요.',
} as const;

const failures: Translation<typeof en.failures> = {
  safety: {
    sourceKept: '원본 파일은 이 컴퓨터에 그대로 있고, 공유된 것은 없어요.',
    nothingSent: '아무것도 보내지 않았어요.',
    nothingStored: '아무것도 저장하지 않았어요.',
    objectKept: '전에 공유한 것은 그대로 있어요.',
    historyAside: '이전 기록은 바꾸지 않고 따로 보관했어요.',
    unknown: '이 컴퓨터에 있는 파일은 건드리지 않았어요.',
    filesStored: '이미 저장된 파일은 안전해요. 다시 업로드하지 않아도 돼요.',
    linkLives: '링크가 아직 열린다고 생각해 주세요.',
  },
  facts: {
    server: '서버',
    serverNamed: '{{name}} 서버',
    host: '서버',
    hostNamed: '{{name}} 서버',
    file: '파일',
    fileInside: '파일',
    fileNamed: '“{{name}}” 파일',
    bucket: '버킷',
    bucketNamed: '“{{name}}” 버킷',
    because: ' ({{reason}})',
    status: ' (응답 코드 {{status}})',
    stored: '아직 저장되지 않은 파일이 있어서',
    storedOf_other: '파일 {{all}}개 중 {{count}}개만 저장되어서',
  },
  codes: {
    unexpected: {
      message: 'Mayfly가 알지 못하는 문제가 생겼어요.',
      next: '다시 시도해 주세요. 또 생기면 로그 파일과 함께 알려 주세요.',
    },
    'bad-request': {
      message: '그렇게는 할 수 없어요{{because}}.',
      next: '고쳐서 다시 시도해 주세요.',
      inTerminal: 'mayfly --help를 참고해 주세요.',
    },
    'expiry-out-of-range': {
      message: '링크 유효 기간은 1초부터 7일(604,800초)까지 초 단위로 정할 수 있어요{{because}}.',
      next: '이 범위에서 골라 주세요.',
      inTerminal: '--expires에 90s, 15m, 1h, 1d, 7d처럼 쓰거나 초를 숫자로 써 주세요.',
    },
    'share-not-found': {
      message: '그 ID로 공유한 것이 없어요.',
      next: '공유 목록에서 다시 찾아 주세요.',
      inTerminal: 'mayfly list로 ID를 확인해 주세요.',
    },
    'share-not-ours': {
      message: '{{file}}은 Mayfly가 링크를 만들기 전부터 버킷에 있던 것이라 Mayfly가 지우지 않아요.',
      next: '객체 주인에게 링크를 끝내 달라고 하거나 만료될 때까지 기다려 주세요. 기록에서 지워도 링크는 끝나지 않아요.',
    },
    'key-unlinkable': {
      message: '이 객체의 링크는 열리지 않는 곳이 있어요{{because}}.',
      next: '버킷 안에서 더 단순한 객체 키로 복사한 다음 그 객체의 링크를 만들어 주세요.',
    },
    'object-not-found': {
      message: '{{bucket}}에 “{{fileName}}” 객체가 없어요.',
      bare: '{{bucket}}에 그런 객체가 없어요.',
      next: '주소를 다시 확인해 주세요. 대문자와 소문자를 구분하고, 폴더는 슬래시로 끝나요.',
    },
    'share-ambiguous': {
      message: '해당하는 공유가 둘 이상이에요{{because}}.',
      next: 'ID를 더 길게 입력해 주세요.',
      inTerminal: 'ID를 더 길게 입력해 주세요. mayfly list로 볼 수 있어요.',
    },
    'link-not-shorter': {
      message: '{{theFile}}의 링크는 더 짧게 만들 수 없어요. 저장된 객체에 이름과 형식이 적혀 있지 않아요.',
      next: '링크를 그대로 복사해 주세요.',
    },
    'qr-too-long': {
      message: '{{theFile}}의 링크가 길어서 QR 코드에 들어가지 않아요.',
      next: '링크를 복사해서 쓰거나, 만료되지 않는 키를 쓰는 연결로 공유해 주세요. 링크가 더 짧아져요.',
    },
    'upload-not-found': {
      message: '그 ID로 진행 중인 업로드가 없어요.',
      next: '업로드 목록에서 다시 찾아 주세요.',
      inTerminal: 'mayfly uploads로 ID를 확인해 주세요.',
    },
    'paste-unknown': {
      message: '붙여 넣은 글에서 액세스 키를 찾지 못했어요.',
      next: '도구나 콘솔에 나온 내용을 전부 복사해서 붙여 넣거나, 키를 직접 입력해 주세요.',
      inTerminal: '도구나 콘솔에 나온 내용을 그대로 표준 입력으로 넘겨 주세요.',
    },
    'paste-gone': {
      message: '붙여 넣은 내용은 더 이상 보관하고 있지 않아요.',
      next: '다시 붙여 넣어 주세요.',
    },
    'clipboard-empty': {
      message: '클립보드에 파일, 그림, 글이 없어요.',
      next: '무언가를 복사하고 다시 시도해 주세요.',
    },
    'clipboard-unavailable': {
      message: '클립보드에 복사하지 못했어요.',
      next: '공유 목록에서 “링크 복사”를 눌러 다시 시도해 주세요.',
      inTerminal:
        '출력에서 링크를 가져가 주세요(mayfly copy ID --print). Linux에서 클립보드를 쓰려면 wl-copy, xclip, xsel 중 하나가 필요해요.',
    },
    'picture-unsaved': {
      message: '{{file}} 그림을 저장하지 못했어요.',
      next: '다른 폴더를 고르거나 디스크 공간을 비워 주세요.',
    },
    'nothing-opens': {
      message: '이 컴퓨터에는 {{reason}} 여는 프로그램이 없어요.',
      bare: '이 컴퓨터에는 이것을 여는 프로그램이 없어요.',
      next: '링크를 복사해서 원하는 곳에 붙여 넣어 주세요.',
    },
    'connection-unknown': {
      message: '“{{connectionName}}” 연결이 없어요.',
      bare: '그런 연결이 없어요.',
      next: '다른 연결을 골라 주세요.',
      inTerminal: 'mayfly connections list로 이름을 확인해 주세요.',
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
    'lifecycle-needs-prefix': {
      message: '연결에 접두사가 없어서, 규칙을 쓰면 {{bucket}}에 있는 다른 사람의 파일까지 지워져요.',
      next: '연결에 mayfly/ 같은 전용 접두사를 정하고 다시 시도해 주세요.',
      inTerminal: '--prefix mayfly/를 붙여 연결을 다시 추가하고 시도해 주세요.',
    },
    'lifecycle-unsupported': {
      message: '{{server}}에는 오래된 객체를 지우는 규칙이 없어요.',
      next: 'Mayfly를 켜 두면 만료된 것을 직접 지워요.',
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
      inTerminal: '연결을 지우고 다시 추가해 주세요.',
    },
    'access-key-unknown': {
      message: '{{server}}가 이 액세스 키 ID를 몰라요.',
      next: '액세스 키 ID에 빠지거나 더 들어간 글자가 없는지 확인해 주세요.',
    },
    'signature-rejected': {
      message: '{{server}}가 서명을 받아들이지 않았어요. 비밀 액세스 키가 틀렸어요.',
      next: '비밀 액세스 키를 다시 입력해 주세요.',
      inTerminal: '올바른 비밀 키로 연결을 다시 추가해 주세요.',
    },
    'access-denied': {
      message: '{{server}}가 이 키로는 {{bucket}}을 쓸 수 없다고 해요{{because}}.',
      next: '키에 객체를 읽고 쓰고 지우는 권한을 주세요.',
    },
    'token-expired': {
      message: '세션 토큰이 만료되었어요.',
      next: '새 임시 자격 증명을 입력해 주세요.',
      inTerminal: '새 임시 자격 증명을 받아서 다시 시도해 주세요.',
    },
    'bucket-missing': {
      message: '{{server}}에 “{{bucketName}}” 버킷이 없어요.',
      bare: '{{server}}에 그런 버킷이 없어요.',
      next: '버킷 이름을 확인하거나 버킷을 만들어 주세요.',
    },
    'region-wrong': {
      message: '{{server}}에 따르면 버킷은 {{region}} 리전에 있어요.',
      bare: '{{server}}에 따르면 버킷은 다른 리전에 있어요.',
      next: '연결을 {{region}} 리전으로 바꿔 주세요.',
      nextBare: '버킷의 리전을 입력해 주세요.',
    },
    'clock-skewed': {
      message: '이 컴퓨터의 시계가 서버 시계와 너무 많이 달라요.',
      next: '시계를 맞추고 다시 시도해 주세요.',
    },
    'endpoint-unreachable': {
      message: '{{server}}에 연결할 수 없어요{{because}}.',
      next: '네트워크와 엔드포인트를 확인하고 다시 시도해 주세요.',
    },
    'connection-lost': {
      message: '{{host}}와 연결이 끊어졌어요.',
      next: '네트워크가 돌아오면 다시 시도해 주세요.',
    },
    'timed-out': {
      message: '{{server}}가 응답을 멈췄어요.',
      next: '네트워크가 나아지면 다시 시도해 주세요.',
    },
    'tls-untrusted': {
      message: '{{server}}의 인증서를 믿을 수 없어요{{because}}.',
      next: '엔드포인트를 확인하거나 서버 관리자에게 물어봐 주세요. Mayfly는 이 검사를 건너뛰지 않아요.',
    },
    'not-s3': {
      message: '{{server}}가 응답했지만 S3가 아니에요{{status}}.',
      next: '네트워크의 로그인 화면이 떴거나 엔드포인트가 틀렸을 수 있어요. 웹 페이지를 열어 로그인하거나 엔드포인트를 고쳐 주세요.',
    },
    'server-failed': {
      message: '{{server}}에 문제가 생겼어요{{status}}.',
      next: '1분 뒤에 다시 시도해 주세요.',
    },
    throttled: {
      message: '{{server}}가 천천히 보내 달라고 해요.',
      next: '1분 뒤에 다시 시도해 주세요.',
    },
    'storage-full': {
      message: '{{server}}에 남은 공간이 없어요.',
      next: '저장 공간을 비우거나 할당량을 늘리고 다시 시도해 주세요.',
    },
    'object-missing': {
      message: '이 링크가 가리키는 저장된 사본이 없어졌어요.',
      next: '파일을 다시 공유해 주세요.',
    },
    'upload-lost': {
      message: '{{server}}에 이 업로드가 더 이상 없어요.',
      next: '파일을 다시 공유해 주세요.',
    },
    'copy-unsupported': {
      message: '{{server}}는 저장된 것을 복사하지 못해요.',
      next: '이 컴퓨터에서 파일을 다시 공유해 주세요.',
    },
    'stored-differs': {
      message: '{{server}}에 {{theFile}}이 원본과 다르게 저장되어서 저장된 사본을 지웠어요.',
      next: '다시 시도해 주세요. 또 생기면 이 서버에 파일을 맡기지 마세요.',
    },
    'link-unproven': {
      message: '{{theFile}}의 링크가 열리지 않아서 복사하지 않았어요{{status}}.',
      next: '연결을 검사하고 다시 시도해 주세요.',
      inTerminal: 'mayfly connections test를 실행하고 다시 공유해 주세요.',
    },
    'page-not-shown': {
      message: '{{server}}에서 웹 페이지가 열리지 않아 공유 페이지를 만들 수 없어요{{status}}.',
      next: '파일마다 링크를 따로 만들어 주세요.',
      inTerminal:
        '--no-page를 붙여 파일마다 링크를 만들어 주세요. 저장된 것은 mayfly cancel {{pageId}} 명령으로 지울 수 있어요.',
    },
    'page-incomplete': {
      message: '{{stored}} 공유 페이지 링크를 아직 만들지 못했어요.',
      next: '나머지를 다시 시도하거나, 목록에서 닫고 저장된 파일로만 페이지를 만들어 주세요.',
      inTerminal:
        '같은 명령이나 mayfly resume을 실행하면 이어서 해요. 그만두려면 mayfly cancel {{pageId}} 명령을 실행해 주세요.',
    },
    'revoke-unproven': {
      message: '저장된 사본은 지웠지만 링크가 아직 열려요{{status}}.',
      next: '다시 회수해 보세요. 그래도 열리면 서비스 콘솔에서 객체를 지워 주세요.',
    },
    'versions-kept': {
      message: '저장된 사본은 지웠지만 이전 버전이 {{bucket}}에 남아 있어요.',
      next: '키에 객체 버전을 보고 지우는 권한을 주고 다시 시도하거나, 서비스 콘솔에서 지워 주세요.',
    },
    'engine-stopped': {
      message: '업로드를 맡은 프로세스가 멈췄어요.',
      next: '저절로 다시 시작돼요. 계속 이러면 Mayfly를 다시 시작해 주세요.',
    },
    'bucket-stopped': {
      message: '이 컴퓨터의 버킷이 멈췄어요.',
      next: '다시 시도해 주세요. Mayfly가 버킷을 새로 시작해요.',
    },
    'bucket-port-taken': {
      message: '이 컴퓨터의 버킷이 쓰는 포트를 다른 프로그램이 쓰고 있어서 링크가 열리지 않아요.',
      next: '그 프로그램을 닫고 다시 시도해 주세요.',
      inTerminal: '그 프로그램을 닫고 다시 시도하거나 --port로 다른 포트를 정해 주세요.',
    },
    'bucket-data-unusable': {
      message: '이 컴퓨터의 버킷 폴더를 쓸 수 없어요{{because}}.',
      next: '프로필 폴더의 권한과 남은 공간을 확인해 주세요.',
    },
    'file-missing': {
      message: '{{file}}을 찾을 수 없어요.',
      next: '어디에 있는지 확인하고 다시 공유해 주세요.',
      inTerminal: '경로를 확인하고 다시 공유해 주세요.',
    },
    'file-unreadable': {
      message: '{{file}}을 읽을 수 없어요{{because}}.',
      next: '읽기 권한을 얻은 다음 다시 공유해 주세요.',
    },
    'file-changed': {
      message: '{{file}}이 업로드하는 동안 바뀌었어요.',
      next: '파일이 완성되면 다시 공유해 주세요.',
    },
    'file-not-regular': {
      message: '{{file}}은 공유할 수 없어요 ({{reason}}). 일반 파일과 폴더만 공유할 수 있어요.',
      bare: '{{file}}은 공유할 수 없어요. 일반 파일과 폴더만 공유할 수 있어요.',
      next: '일반 파일을 골라 주세요.',
    },
    'folder-empty': {
      message: '“{{fileName}}” 폴더에 파일이 없어요.',
      bare: '폴더에 파일이 없어요.',
      next: '파일이 든 폴더를 골라 주세요.',
    },
    'file-too-large': {
      message: '{{file}}이 S3에 저장할 수 있는 크기보다 커요{{because}}.',
      next: '파일을 나눠서 공유해 주세요.',
    },
    'disk-full': {
      message: '이 컴퓨터의 디스크가 가득 찼어요.',
      next: '공간을 비우고 다시 시도해 주세요.',
    },
    'ledger-newer': {
      message: '더 새로운 Mayfly가 쓴 기록이라서 빈 기록으로 시작했어요.',
      next: 'Mayfly를 업데이트하면 이전 기록을 다시 볼 수 있어요.',
    },
    'ledger-damaged': {
      message: '기록 파일이 손상되어 빈 기록으로 시작했어요.',
      next: '연결을 다시 추가해 주세요. 손상된 파일은 새 파일 옆에 남아 있어요.',
    },
    'ledger-unusable': {
      message: '기록 파일에 쓸 수 없어요{{because}}.',
      next: '프로필 폴더의 권한과 남은 공간을 확인해 주세요.',
    },
    'upload-interrupted': {
      message: 'Mayfly가 멈추면서 {{theFile}} 업로드가 끊어졌어요.',
      next: '파일을 다시 공유해 주세요.',
    },
    'keychain-no-bus': {
      message: '이 세션에 메시지 버스(D-Bus)가 없어서 키체인에 연결할 수 없어요.',
      next: `데스크톱 세션에서 Mayfly를 시작해 주세요. ${keychain.next}`,
      inTerminal: `데스크톱 세션이나 dbus-run-session 안에서 실행해 주세요. ${keychain.inTerminal}`,
    },
    'keychain-no-service': {
      message: '이 컴퓨터에 키체인(Secret Service)이 없어요.',
      next: `gnome-keyring이나 KWallet을 설치해 주세요. ${keychain.next}`,
      inTerminal: `gnome-keyring이나 KWallet을 설치해 주세요. ${keychain.inTerminal}`,
    },
    'keychain-no-collection': {
      message: '키체인에 비밀을 보관할 키링이 없어요.',
      next: `“암호 및 키” 같은 프로그램에서 기본 키링을 만들어 주세요. ${keychain.next}`,
      inTerminal: `기본 키링을 만들어 주세요. ${keychain.inTerminal}`,
    },
    'keychain-locked': {
      message: '키체인이 잠겨 있어요.',
      next: `키링의 잠금을 풀어 주세요. ${keychain.next}`,
      inTerminal: `키링의 잠금을 풀어 주세요. ${keychain.inTerminal}`,
    },
    'keychain-denied': {
      message: 'Mayfly가 키체인을 쓰도록 허용되지 않았어요.',
      next: `시스템이 물어보면 Mayfly를 허용해 주세요. ${keychain.next}`,
      inTerminal: `시스템이 물어보면 허용해 주세요. ${keychain.inTerminal}`,
    },
    'keychain-unavailable': {
      message: '이 컴퓨터에서는 키체인을 쓸 수 없어요{{because}}.',
      next: `Linux에서는 libsecret-1-0을 설치해 주세요. ${keychain.next}`,
      inTerminal: `Linux에서는 libsecret-1-0을 설치해 주세요. ${keychain.inTerminal}`,
    },
    'keys-elsewhere': {
      message: '이 링크의 키는 키체인 없이 링크를 만든 다른 Mayfly 프로세스의 메모리에 있어요.',
      next: '그 프로세스를 끝내면 링크도 함께 끝나요.',
    },
    cancelled: {
      message: '업로드를 취소했어요.',
      next: '원할 때 파일을 다시 공유해 주세요.',
    },
    paused: {
      message: '{{theFile}} 업로드를 일시 정지했어요.',
      next: '원할 때 계속할 수 있어요.',
      inTerminal: '같은 명령이나 mayfly resume을 실행하면 이어서 해요.',
    },
  },
};

export const ko: Translation<typeof en> = { failures, notifications };
