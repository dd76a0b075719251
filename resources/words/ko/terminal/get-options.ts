// The options of `mayfly get` in the help: the texts in Korean.
import type * as english from '../../en/terminal/get-options';
import type { Translation } from '../../message-types';

export const getOptions: Translation<typeof english.getOptions> = {
  getTo: '저장할 폴더. 없으면 만들어요 (기본: 명령을 실행한 폴더)',
  getList: '이름과 크기만 보여 주고 저장하지 않아요',
  getWait: '아직 보내는 중인 공유면 나머지도 기다려요 (기본: 터미널에서만)',
  getPassword: '파일의 비밀번호를 표준 입력 한 줄로 받아요 (터미널에서는 물어봐요)',
};
