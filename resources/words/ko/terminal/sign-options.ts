// Options of `mayfly sign`: the texts in Korean.
import type * as english from '../../en/terminal/sign-options';
import type { Translation } from '../../message-types';

export const signOptions: Translation<typeof english.signOptions> = {
  'content-type': '보내고 저장할 형식, image/png처럼 써요',
  'content-length': '정확한 바이트 수',
  'max-size': '최대 크기, 10MB나 4GiB처럼 써요',
  'i-know': '링크로 다른 일을 할 수 없다는 것을 연결 검사에서 확인하지 못했어도 서명해요',
};
