// The code of a link, in the terminal: the texts in Korean.
import type * as english from '../../en/terminal/codes';
import type { Translation } from '../../message-types';

export const codes: Translation<typeof english.codes> = {
  opensHere: '링크는 이 컴퓨터에서만 열려요. 휴대폰으로 코드를 찍어도 열리지 않아요.',
  inNetwork: '이 네트워크에 있는 휴대폰에서만 열려요.',
  inWifi: '이 네트워크에 있는 휴대폰에서만 열려요. 이 컴퓨터는 와이파이 “{{wifi}}”에 있어요.',
};
