// Pages without JavaScript, and the page of a short link: the texts in Korean.
import type * as english from '../../en/pages/without-script';
import type { Translation } from '../../message-types';

export const unscripted: Translation<typeof english.unscripted> = {
  until: '{{ends}}까지 파일을 받을 수 있어요.',
  list: '자바스크립트가 꺼져 있으면 링크만 보여요. 목록이 비어 있으면 이 페이지에서 자바스크립트를 켜 주세요.',
  encrypted:
    '암호화한 파일이에요. 여기서 열려면 이 페이지에서 자바스크립트를 켜 주세요. “age” 프로그램으로도 열 수 있어요. 이 명령은 링크에서 # 뒷부분을 물어봐요. 비밀번호가 있으면 그 뒤에 마침표와 비밀번호를 이어서 입력해 주세요. 그러면 파일 목록과 “age -d -i”에 쓸 키가 나와요.',
  open: '{{ends}}까지 파일을 보낼 수 있어요. 그 전에 닫히거나 다 찰 수 있어요.',
  form: '자바스크립트가 꺼져 있으면 여기서 파일 하나를 이름 없이 보낼 수 있어요. “Error”나 “전달되지 않았어요”라는 말이 없는 응답이 오면 전달된 거예요. 파일을 고를 칸이 없으면 이 페이지에서 자바스크립트를 켜 주세요.',
  send: '보내기',
  sealed:
    '자바스크립트가 꺼져 있으면 여기서 아무것도 보낼 수 없어요. 브라우저가 파일을 암호화해야 하거든요. 이 페이지에서 자바스크립트를 켜 주세요.',
};

export const doorPage: Translation<typeof english.doorPage> = {
  waits: '보낸 사람이 Mayfly를 켜면 여기서 열려요.',
  ended: '끝난 링크예요.',
  closed: '보낸 사람이 닫은 링크예요.',
  open: '열기',
  withoutScript: '# 뒤는 빠져요',
};

export const cards: Translation<typeof english.cards> = {
  share: { title: '받을 파일이 있어요', text: '누군가 파일을 보냈어요. 링크는 정해진 기간에만 열려요.' },
  request: {
    title: '여기로 파일을 보내 주세요',
    text: '누군가 파일을 부탁했어요. 링크는 정해진 기간에만 열려요.',
  },
};
