// The code of a link in the window: the texts in Korean.
import type * as english from '../../en/window/codes';
import type { Translation } from '../../message-types';

export const codes: Translation<typeof english.codes> = {
  show: '코드 보기',
  title: '코드를 찍어 열기',
  alt: '링크의 QR 코드',
  save: '그림 저장…',
  until: '{{clock}}까지 열려요.',
  reach: {
    private: '이 네트워크에서만 열려요. 휴대폰도 같은 네트워크에 있어야 해요.',
    loopback: '이 컴퓨터에서만 열려요. 휴대폰으로 찍어도 열리지 않아요.',
  },
  secret: '이 코드를 본 사람은 누구나 링크를 열 수 있어요.',
};
