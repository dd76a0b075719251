// How often a share was opened and saved, in the terminal: the texts in Korean.
import type * as english from '../../en/terminal/receipts';
import type { Translation } from '../../message-types';

export const receipts: Translation<typeof english.receipts> = {
  label: '받는 사람',
  notOpened: '아직 열지 않았어요',
  notSaved: '아직 저장하지 않았어요',
  opened_other: '{{count}}번 열림',
  saved_other: '{{count}}번 저장됨',
  filesSaved_other: '파일 {{count}}개 저장됨',
  last: '마지막 {{clock}}',
  seen: '한 번 이상 열림, {{clock}}',
  notSeen: '아직 열린 것을 보지 못했어요',
  atLeast: '적어도 {{said}}',
};
