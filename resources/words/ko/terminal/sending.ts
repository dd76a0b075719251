// `mayfly send`: the texts in Korean.
import type * as english from '../../en/terminal/sending';
import type { Translation } from '../../message-types';

export const sendOptions: Translation<typeof english.sendOptions> = {
  sendName: '파일과 함께 받는 사람에게 전달되는 보내는 사람 이름',
  note: '파일과 함께 받는 사람에게 전달되는 메모',
};

export const sending: Translation<typeof english.sending> = {
  encrypted: '받는 사람을 위해 암호화한 뒤에 보내요. 받는 사람의 컴퓨터에서만 읽을 수 있어요.',
  withoutFolders_other: '폴더가 너무 깊어서 파일 {{count}}개는 폴더 없이 도착해요.',
  followed: '“{{name}}” 항목은 심볼릭 링크라서 가리키는 대상을 보내요: {{target}}',
  there: '“{{name}}” 파일은 이미 전달됐어요.',
  noAnswer: '받는 사람의 저장소가 응답하지 않아서 다시 시도하고 있어요.',
  receiverOff: '받는 사람의 컴퓨터가 켜지면 이어서 보내요.',
  stopped: '멈췄어요. 같은 명령을 다시 실행하면 전달되지 않은 파일부터 이어서 보내요.',
};
