// Options of `mayfly request`: the texts in Korean.
import type * as english from '../../en/terminal/request-options';
import type { Translation } from '../../message-types';

export const requestOptions: Translation<typeof english.requestOptions> = {
  requestTitle: '무슨 파일인지 (기본: 파일)',
  requestMessage: '페이지에서 보내는 사람에게 하는 말',
  requestExpires: '90s, 36h, 7d, “내일 18:00” 또는 초 (기본: 7d)',
  'max-files': '모두 합친 파일 수, 1~1,000 (기본: 100)',
  types: 'any, pictures, documents 중 하나 (기본: any)',
  once: '한 사람의 파일이 올 때까지만',
  requestEncrypt: '보내는 사람의 브라우저가 파일과 이름을 암호화해요. 도착한 것은 이 컴퓨터만 읽을 수 있어요',
  requestNoEncrypt: '보통 암호화하는 연결에서도 파일을 암호화하지 않고 받아요',
  lease: 'Mayfly가 꺼져 있을 때 받는 기간, 1h~24h (기본: 24h)',
};
