// Sharing in the window: the texts in Korean.
import type * as english from '../../en/window/sharing';
import type { Translation } from '../../message-types';
import { named } from '../links';

export const drop: Translation<typeof english.drop> = {
  title: '여기에 파일을 놓으세요',
  hint: '파일이나 폴더를 놓거나 {{keys}} 키를 누르세요.',
  choose: '파일 선택',
  chooseFolder: '폴더 선택',
  clipboard: '클립보드 공유',
  overlay_other: '놓으면 {{count}}개를 담은 링크를 만들어요',
  overlayEach_other: '놓으면 파일마다 링크를 만들어요',
  overlayPage_other: '놓으면 {{count}}개를 담은 페이지를 만들어요',
  overlayHint: '유효 기간 {{lifetime}} · {{connection}}',
  noPages: '이 저장소는 웹 페이지를 보여 주지 않아요. 파일마다 링크를 따로 만들어요.',
  several: '여러 파일을 공유할 때',
  pages: { several: '페이지 하나로', never: '파일마다 링크', always: '항상 페이지로' },
  addWords: '메시지 추가',
  recipientName: '받는 사람이 볼 이름',
  recipientNameHint: '파일 하나를 공유할 때 써요. 확장자를 빼면 원래 것이 붙어요.',
  pageTitle: '제목',
  message: '메시지',
  messageHint: '다음에 공유하는 파일의 페이지에 보여요. 파일이 하나여도 페이지를 만들어요.',
  destination: '파일을 보낼 곳',
  ownExpiry: '“{{connection}}” 설정이에요.',
  thisComputer: named.thisComputer,
  inline: '안전한 파일은 브라우저에서 열기',
  inlineHint: '사진, 소리, 동영상, 일반 텍스트는 바로 열리고 나머지는 내려받아요.',
  encrypt: '암호화',
  encryptHint:
    '저장소는 이름과 내용을 볼 수 없고 크기와 시각만 볼 수 있어요. 받는 사람은 브라우저의 페이지에서 열어요.',
  encryptDemanded: '“{{connection}}” 연결은 모두 암호화하도록 정해져 있어요.',
  encryptNoPages: '이 저장소는 웹 페이지를 보여 주지 않아요. 암호화한 링크에는 페이지가 필요해요.',
  password: '비밀번호',
  passwordHint:
    '받는 사람도 비밀번호를 알아야 열 수 있어요. 링크와 다른 방법으로 알려 주세요. Mayfly는 비밀번호를 보관하지 않아요.',
  showCharacters: '글자 보기',
  hideCharacters: '글자 숨기기',
  door: '짧은 링크',
  doorHint: '{{address}} 아래에 짧은 주소를 만들어요. 링크를 연장해도 주소는 그대로예요.',
  setUpDoors: '“{{connection}}” 연결에 짧은 링크 설정…',
  inlineEncrypted: '암호화한 것은 전용 페이지에서 열려요.',
};

export const expiry: Translation<typeof english.expiry> = {
  label: '링크 유효 기간',
  custom: '직접 입력…',
  amount: '값',
  unit: '단위',
  units: { seconds: '초', minutes: '분', hours: '시간', days: '일' },
  empty: '숫자를 입력해 주세요.',
  notNumber: '90이나 36시간처럼 숫자로 입력해 주세요.',
  notWhole: '초 단위로 나누어떨어지는 값을 입력해 주세요.',
  tooShort: '링크 유효 기간은 1초 이상이어야 해요.',
  tooLong: '링크 유효 기간은 {{longest}}까지예요. 저장소 서비스가 그보다 긴 링크를 허용하지 않아요.',
  stays: '그때까지 링크 유효 기간은 {{lifetime}} 그대로예요.',
};

export const uploads: Translation<typeof english.uploads> = {
  title: '업로드',
  cancel: '업로드 취소',
  pauseAll: '모두 일시 정지',
  resumeAll: '모두 계속',
  cancelAll: '모두 취소',
  next: '다음으로 업로드',
  waiting: '기다리는 중',
  starting: '시작하는 중…',
  pause: '업로드 일시 정지',
  resume: '업로드 계속',
  paused: '일시 정지됨',
  showFiles: '파일 보기',
  pageFiles_other: '파일 {{count}}개 중 {{stored}}개',
  pageFailed_other: '“{{name}}” 등 파일 {{count}}개를 업로드하지 못했어요.',
  leaveOut_other: '이 파일을 빼고 페이지 만들기',
  offline: '네트워크를 기다리는 중',
  'awaiting-credentials': '새 자격 증명을 기다리는 중',
  renew: '새 자격 증명 입력',
  verifying: '링크를 확인하는 중…',
  failed: '공유하지 못함',
  amount: '{{size}} 중 {{sent}}',
  rate: '{{bytes}}/초',
  left: '{{duration}} 남음',
  percent: '{{percent}}%',
  summary: {
    running_other: '{{count}}개 진행 중',
    waiting_other: '{{count}}개 대기 중',
    paused_other: '{{count}}개 일시 정지',
  },
  announceOne: '“{{name}}” 파일을 업로드하고 있어요',
  announceMany_other: '파일 {{count}}개를 업로드하고 있어요',
  announceFailed: '“{{name}}” 파일을 업로드하지 못했어요.',
};

export const watched: Translation<typeof english.watched> = {
  title: '지켜볼 폴더',
  text: '이 폴더에 새로 생긴 파일은 다 만들어지면 저절로 공유돼요. 파일은 폴더에 그대로 있어요. 이미 있던 파일, 숨긴 파일, 안에 있는 폴더는 공유하지 않아요.',
  choose: '폴더 고르기…',
  chooseAnother: '다른 폴더 고르기…',
  off: '그만 지켜보기',
  done: '완료',
  afterwards: '파일을 공유하고 나서',
  copy: '링크 복사',
  list: '목록에만 넣기',
  away: '지금은 폴더가 없어요. 다시 나타나면 Mayfly가 저절로 이어서 지켜봐요.',
};

export const shelf: Translation<typeof english.shelf> = {
  open: '선반 열기',
  openWindow: 'Mayfly 열기',
  screenshot: '화면 찍기',
  letGo: '놓으면 공유해요',
  moreUploads_other: '업로드 {{count}}개 더',
};
