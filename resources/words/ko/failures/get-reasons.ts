// The reasons in failures of saving what a link gives: the texts in Korean.
import type * as english from '../../en/failures/get-reasons';
import type { Translation } from '../../message-types';

export const getReasons: Translation<typeof english.getReasons> = {
  getNoAddress: '웹 주소가 아니에요',
  getUserName: '사용자 이름이 들어 있어요',
  getNoPage: '그 주소에는 Mayfly 페이지가 없어요',
  getNoInput: '표준 입력에 링크가 있어야 해요',
  getInputTwice: '표준 입력으로는 링크나 비밀번호 중 하나만 받을 수 있어요',
  getMissing: '링크가 없어요',
};
