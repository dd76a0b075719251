// `mayfly get` and `mayfly send` in the help: the texts in Korean.
import type * as english from '../../en/terminal/get-options';
import type { Translation } from '../../message-types';
import { sendOptions } from './sending';

export const linkCommands: Translation<typeof english.linkCommands> = {
  get: 'Mayfly 링크로 받을 수 있는 파일을 저장해요. 파일, 페이지, 암호화한 페이지 모두 돼요. 연결도 프로필도 필요 없어요. “-”는 표준 입력에서 링크를 읽어요',
  send: '파일 요청 링크로 파일을 보내요. 브라우저의 페이지가 하는 것과 같아요. 연결도 프로필도 필요 없어요. “-”는 표준 입력에서 링크를 읽어요',
};

export const getOptions: Translation<typeof english.getOptions> = {
  ...sendOptions,
  getTo: '저장할 폴더. 없으면 만들어요 (기본: 명령을 실행한 폴더)',
  getList: '이름과 크기만 보여 주고 저장하지 않아요',
  getWait: '아직 보내는 중인 공유면 나머지도 기다려요 (기본: 터미널에서만)',
  getPassword: '파일의 비밀번호를 표준 입력 한 줄로 받아요 (터미널에서는 물어봐요)',
};
