// The frame of the window: the texts in Korean.
import type * as english from '../../en/window/frame';
import type { Translation } from '../../message-types';

export const app: Translation<typeof english.app> = {
  name: 'Mayfly',
  starting: '시작하는 중…',
  unreachable: '창이 Mayfly에 연결되지 않아요.',
  unreachableNext: 'Mayfly를 끝내고 다시 시작해 주세요.',
};

export const nav: Translation<typeof english.nav> = {
  label: '주 메뉴',
  shares: '공유',
  requests: '요청',
  connections: '연결',
  settings: '설정',
};

export const keyboard: Translation<typeof english.keyboard> = {
  title: '키보드',
  open: '키보드 단축키',
  everywhere: '창 어디서나',
  inRow: '목록의 항목에서',
  paste: '클립보드에 있는 것 공유',
  zoom: '크게, 작게, 원래 크기',
  window: {
    shares: '공유',
    requests: '요청',
    connections: '연결',
    settings: '설정',
    choose: '공유할 파일 선택',
    search: '기록에서 찾기',
    help: '이 목록 보기',
  },
  row: {
    next: '다음 항목',
    previous: '이전 항목',
    copy: '링크 복사',
    revoke: '링크 회수',
    more: '더 보기',
    remove: '끝난 링크를 기록에서 지우기',
  },
};

export const common: Translation<typeof english.common> = {
  cancel: '취소',
  close: '닫기',
  dismiss: '닫기',
  dismissAll: '모두 닫기',
  tryAgain: '다시 시도',
  optional: '(선택)',
  dataSafe: '파일은 안전해요.',
  more_other: '외 {{count}}개',
};

export const storageHint: Translation<typeof english.storageHint> = {
  line: '{{connect}}하면 링크가 어디서나 열려요',
  connect: '저장소를 연결',
  later: '나중에',
};

export const proposal: Translation<typeof english.proposal> = {
  title: '이것을 공유할까요?',
  byLink: '링크가 요청했어요.',
  byDesktop: 'Mayfly로 열었어요.',
  files: '파일',
  more_other: '외 {{count}}개',
  clipboard: '클립보드에 있는 내용을 링크로 만들어요. Mayfly는 아직 읽지 않았어요.',
  choose: '파일은 직접 골라요.',
  unexpected: '이런 링크는 어느 웹 페이지나 만들 수 있어요. 뜻밖이라면 공유하지 마세요.',
  accept: '공유',
  refuse: '나중에',
};

export const region: Translation<typeof english.region> = {
  title: '화면에서 공유할 부분 선택',
  size: '{{width}} × {{height}}',
  take: '공유',
  hint: '공유할 부분을 끌어서 고르세요. 화살표 키로 옮기고 Ctrl과 함께 누르면 크기를 바꿔요. Shift를 더하면 더 빨라요. Enter로 공유하고 Esc로 취소해요.',
};

export const desktop: Translation<typeof english.desktop> = {
  title: '데스크톱',
  shelfAtEdge: '화면 오른쪽 끝으로 무언가를 끌어오면 선반 열기',
  shelfAtEdgeHint: '모든 창 위에 가느다란 띠가 남아 있어요.',
  shelfNotHere: 'Wayland 세션에서는 창을 화면 끝에 둘 수 없어요.',
  startAtLogin: '로그인할 때 시작하기',
  startHidden: '이때는 트레이 아이콘만 보이기',
  staysInTray: '창을 닫아도 트레이에서 계속 실행하기',
  shortcut: '어디서나 클립보드 공유',
  shortcutHint: '클립보드에 있는 파일, 그림, 텍스트를 공유해요.',
  shortcutRecord: '새 키를 눌러 주세요…',
  shortcutWeak: 'Ctrl, Alt, Super 중 하나를 함께 눌러 주세요.',
  shortcutNone: '키 없음',
  shortcutOff: '끄기',
  shortcutTaken: '{{keys}} 키는 다른 프로그램이 쓰고 있어요. 다른 키를 골라 주세요.',
  shortcutByHand:
    '이 데스크톱은 프로그램에 단축키를 주지 않아요. 데스크톱의 키보드 설정에서 {{command}} 명령에 단축키를 정해 주세요.',
  shortcutAsked: '이 세션에서는 데스크톱이 {{keys}} 키를 정해요. 데스크톱의 설정에서 확인해 주세요.',
  fileManagers: '파일 관리자에 “Mayfly로 공유” 넣기',
  fileManagersHint:
    'Thunar(보내기 메뉴), GNOME 파일(스크립트 메뉴), Dolphin, Nemo, PCManFM에 이 사용자만 쓸 수 있게 넣어요.',
  finderHint: 'Finder(빠른 동작 메뉴)에 이 사용자만 쓸 수 있게 넣어요.',
  deepLinks: 'mayfly://로 시작하는 링크로 Mayfly 열기',
  deepLinksHint: '화면을 열거나 공유를 제안할 수만 있어요. 이 창에서 동의하기 전에는 아무것도 공유하지 않아요.',
  noTray: '이 데스크톱에는 트레이 아이콘이 없어서, 창을 닫으면 Mayfly도 끝나요.',
};
