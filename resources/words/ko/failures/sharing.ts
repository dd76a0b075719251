// Failures of shares, requests, the clipboard and updates: the texts in Korean.
import type * as english from '../../en/failures/sharing';
import type { Translation } from '../../message-types';

export const sharingFailures: Translation<typeof english.sharingFailures> = {
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
    message: '이 저장소의 링크 유효 기간은 1초부터 {{longest}}까지 초 단위로 정할 수 있어요.',
    bare: '링크 유효 기간으로 쓸 수 없어요{{because}}. 링크는 1초부터 7일까지, Tigris에서는 90일까지 열려요.',
    next: '이 범위에서 골라 주세요.',
    inTerminal: '90s, 36h, 1w처럼 쓰거나 초를 숫자로 써 주세요. --expires에는 “내일 18:00”도 쓸 수 있어요.',
  },
  'end-passed': {
    message: '{{theFile}} 링크를 끝내려던 시각이 이미 지나서 링크를 만들지 않았어요.',
    next: '더 늦은 시각으로 다시 공유하고, 이 항목은 닫아 주세요.',
    inTerminal: '더 늦은 시각으로 다시 공유하거나, mayfly uploads로 ID를 확인해 mayfly cancel로 취소해 주세요.',
  },
  'share-not-found': {
    message: '그 ID로 공유한 것이 없어요.',
    next: '공유 목록에서 다시 찾아 주세요.',
    inTerminal: 'mayfly list로 ID를 확인해 주세요.',
  },
  'request-not-found': {
    message: '그 ID로 만든 파일 요청이 없어요.',
    next: '요청 목록에서 다시 찾아 주세요.',
    inTerminal: 'mayfly requests로 ID를 확인해 주세요. 짧은 링크의 ID는 mayfly doors로 볼 수 있어요.',
  },
  'request-over': {
    message: '끝난 요청이라 더 이상 링크가 없어요.',
    next: '파일을 다시 요청해 주세요.',
    inTerminal: 'mayfly request로 새로 만들어 주세요.',
  },
  'request-needs-folder': {
    message:
      '여기에는 쓸 수 있는 키체인이 없어서, 이 컴퓨터의 버킷은 이 Mayfly와 함께 끝나고 받은 파일도 함께 없어져요.',
    next: '파일이 오는 대로 저장할 폴더를 골라 주세요.',
    inTerminal: '파일이 오는 대로 저장할 폴더를 --save-to DIR로 정해 주세요.',
  },
  'request-elsewhere': {
    message:
      '그 요청으로 오는 파일은 요청을 만든 Mayfly 프로세스가 “{{fileName}}”에 저장해요. 버킷의 키가 그 프로세스의 메모리에 있어요.',
    bare: '그 요청으로 오는 파일은 요청을 만든 Mayfly 프로세스가 저장해요. 버킷의 키가 그 프로세스의 메모리에 있어요.',
    next: '그 폴더를 확인해 주세요. 파일은 도착하고 몇 초 뒤에, 마지막 파일은 그 프로세스가 끝나면 들어 있어요.',
  },
  'request-key-unkept': {
    message: '암호화하는 요청에는 키를 보관하는 연결이 필요해요. 그 키가 없으면 도착한 파일을 아무도 읽을 수 없어요.',
    next: '연결의 키를 키체인에 저장하거나 암호화하지 않고 요청해 주세요.',
  },
  'request-key-missing': {
    message: '{{theFile}} 요청으로 온 파일을 읽는 키가 연결의 키가 있는 곳에 없어요. 요청을 만든 컴퓨터에만 있어요.',
    next: '요청을 만든 세션의 키체인을 열고 다시 시도해 주세요.',
  },
  'arrival-encrypted': {
    message: '{{file}}은 이 컴퓨터만 읽을 수 있게 암호화되어 있어서 버킷 안의 사본은 다른 사람에게 쓸모가 없어요.',
    next: '먼저 저장한 다음 저장한 파일을 공유해 주세요.',
  },
  'door-not-found': {
    message: '그 ID의 짧은 링크가 없어요.',
    next: '짧은 링크 목록에서 맞는 것을 찾아 주세요.',
    inTerminal: 'mayfly doors를 실행하면 ID가 나와요.',
  },
  'door-name-taken': {
    message: '그 짧은 링크의 이름은 다른 객체가 쓰고 있어요.',
    next: '다른 이름을 고르거나, 그 이름의 짧은 링크가 가리키는 곳을 바꿔 주세요.',
    inTerminal: '다른 이름을 고르거나, mayfly door ID --to FILE로 그 짧은 링크가 가리키는 곳을 바꿔 주세요.',
  },
  'share-not-ours': {
    message: '{{file}}은 Mayfly가 링크를 만들기 전부터 버킷에 있던 것이라 Mayfly가 지우지 않아요.',
    next: '객체 주인에게 링크를 끝내 달라고 하거나 만료될 때까지 기다려 주세요. 기록에서 지워도 링크는 끝나지 않아요.',
  },
  'share-unchangeable': {
    message: '{{theFile}} 공유의 파일을 이렇게 바꿀 수 없어요{{because}}.',
    next: '파일을 새로 공유해 주세요. 그러면 링크가 따로 생겨요.',
    inTerminal: 'mayfly show ID로 공유의 파일을 확인하거나, 파일을 새로 공유해 주세요. 그러면 링크가 따로 생겨요.',
  },
  'link-would-change': {
    message: '{{theFile}} 공유의 링크는 파일 하나를 열어요. 파일을 더하면 페이지가 되고 링크가 새로 생겨요.',
    next: '자세한 정보에서 “파일 추가”를 누르면 링크가 어떻게 되는지 알려 드려요.',
    inTerminal: '괜찮다면 --new-link를 붙여 주세요. 지금 링크는 끝날 때까지 그 파일 하나를 열어요.',
  },
  'page-changed': {
    message: '다른 Mayfly가 동시에 {{theFile}} 페이지를 바꿨어요.',
    next: '다시 시도해 주세요.',
  },
  'share-sending': {
    message: '{{file}}을 아직 보내고 있어요.',
    next: '다 보낼 때까지 기다리거나, 보내고 있는 곳에서 취소하세요.',
    inTerminal: '다 보낼 때까지 기다리거나, 보내고 있는 명령이나 앱을 멈추세요.',
  },
  'key-unlinkable': {
    message: '이 객체의 링크는 열리지 않는 곳이 있어요{{because}}.',
    next: '버킷 안에서 더 단순한 객체 키로 복사한 다음 그 객체의 링크를 만들어 주세요.',
  },
  'key-reserved': {
    message:
      '그 폴더에는 페이지나 짧은 링크가 있어요. 거기에 쓸 수 있으면 다른 사람의 링크로 보이는 내용도 바꿀 수 있어요.',
    next: '다른 폴더의 객체 키를 골라 주세요.',
  },
  'object-not-found': {
    message: '{{bucket}}에 “{{fileName}}” 객체가 없어요.',
    bare: '{{bucket}}에 그런 객체가 없어요.',
    next: '주소를 다시 확인해 주세요. 대문자와 소문자를 구분하고, 폴더는 슬래시로 끝나요.',
  },
  'share-ambiguous': {
    message: '그렇게 시작하는 ID가 둘 이상이에요{{because}}.',
    next: 'ID를 더 길게 입력해 주세요.',
  },
  'encryption-demanded': {
    message: '“{{connectionName}}” 연결은 암호화하지 않고는 공유하지 않아요.',
    bare: '이 연결은 암호화하지 않고는 공유하지 않아요.',
    next: '암호화해서 공유하거나 다른 연결을 선택해 주세요.',
  },
  'share-secret-missing': {
    message: '{{theFile}}의 암호화 링크에 든 비밀을 읽을 수 없어요. 연결의 키가 있는 곳에 그 비밀을 여는 키가 없어요.',
    next: '이미 보낸 링크는 끝날 때까지 열려요. 새 링크가 필요하면 다시 공유해 주세요.',
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
  'found-gone': {
    message: '다른 프로그램의 설정에 이 저장소가 더 이상 없어요.',
    next: '이 컴퓨터에서 다시 찾아 주세요.',
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
      'mayfly copy ID --print로 링크를 출력해 주세요. Linux에서 클립보드를 쓰려면 wl-copy(Wayland)나 xclip, xsel(X11)이 필요해요.',
  },
  'clipboard-out-of-reach': {
    message: '이 데스크톱에서는 Mayfly 창이 활성화되어 있을 때만 클립보드를 읽을 수 있어요.',
    next: 'Mayfly 창을 누르고 Ctrl+V를 눌러 주세요.',
    inTerminal: '그 대신 파일 경로를 적어 주세요.',
  },
  'picture-unsaved': {
    message: '{{file}}을 저장하지 못했어요.',
    next: '다른 폴더를 고르거나 디스크 공간을 비워 주세요.',
  },
  'file-unsaved': {
    message: '{{file}}을 저장하지 못했어요.',
    next: '다른 폴더를 고르거나 디스크 공간을 비워 주세요.',
  },
  'nothing-opens': {
    message: '이 컴퓨터에는 {{reason}} 여는 프로그램이 없어요.',
    bare: '이 컴퓨터에는 이것을 여는 프로그램이 없어요.',
    next: '링크를 복사해서 원하는 곳에 붙여 넣어 주세요.',
  },
  'screenshot-unavailable': {
    message: '이 데스크톱에는 화면을 찍을 수 있는 프로그램이 없어요.',
    next: '다른 프로그램으로 찍은 다음 클립보드에서 공유해 주세요.',
  },
  'update-unavailable': {
    message: '업데이트가 있는지 확인하지 못했어요.',
    next: '네트워크를 확인하고 나중에 다시 시도해 주세요.',
  },
  'update-untrusted': {
    message: '서버가 알려 준 업데이트 정보에 Mayfly를 만든 사람들의 서명이 없어요.',
    next: '거기에서 Mayfly를 설치하지 말고, 지금 버전을 받은 곳에서 새 버전을 찾아봐 주세요.',
  },
  'update-damaged': {
    message: '받은 패키지가 알려진 것과 달라요.',
    next: '나중에 다시 시도하거나, 지금 버전을 받은 곳에서 새 버전을 찾아봐 주세요.',
  },
  'update-refused': {
    message: '시스템이 업데이트를 설치하지 못하게 했어요.',
    next: '다시 시도하면서 설치를 허용하거나, 새 버전을 직접 설치해 주세요.',
  },
  'update-waits': {
    message: '업로드가 진행 중이라서 지금 업데이트하면 끊겨요.',
    next: '업로드가 끝난 뒤에 설치해 주세요.',
  },
  'desktop-refused': {
    message: '데스크톱에서 이 설정을 받아들이지 않았어요.',
    next: '데스크톱의 설정을 확인하고 다시 시도해 주세요.',
  },
  'mayfly-running': {
    message: 'Mayfly가 실행 중이에요.',
    next: 'Mayfly를 끝내고 실행 중인 mayfly 명령도 모두 끝낸 뒤에 다시 시도해 주세요.',
  },
};
