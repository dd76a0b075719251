// Failures of saving what a link gives: the texts in Korean.
import type * as english from '../../en/failures/getting';
import type { Translation } from '../../message-types';

export const getFailures: Translation<typeof english.getFailures> = {
  'link-not-ours': {
    message: 'Mayfly 링크가 아니에요{{because}}.',
    next: '받은 링크를 전부 입력해 주세요.',
    inTerminal: '받은 링크를 따옴표 안에 전부 입력해 주세요. 다른 주소의 파일은 curl -fLO 주소로 받아 주세요.',
  },
  'link-is-request': {
    message: '파일 요청 링크예요. 그 페이지로는 파일을 보낼 수만 있고 받을 수는 없어요.',
    next: '파일을 보내려면 브라우저에서 열어 주세요.',
    inTerminal: '파일을 보내려면 mayfly send를 쓰거나 브라우저에서 열어 주세요.',
  },
  'link-incomplete': {
    message: '링크가 다 있지 않아요. # 뒷부분이 없으면 암호화한 파일을 열 수 없어요.',
    next: '링크를 전부 달라고 하거나, 따옴표 안에 전부 입력해 주세요.',
  },
  'link-over': {
    message: '“{{fileName}}” 파일은 이제 받을 수 없어요. 링크가 끝났거나 회수됐어요.',
    bare: '이 링크로는 이제 받을 것이 없어요. 끝났거나 회수됐거나 링크가 다 있지 않아요.',
    next: '보낸 사람에게 새 링크를 부탁해 주세요.',
  },
  'link-waits': {
    message: '짧은 링크 뒤의 링크가 끝났고, 보낸 사람의 Mayfly가 켜지면 새 링크가 생겨요.',
    next: '나중에 다시 시도하거나 보낸 사람에게 알려 주세요.',
  },
  'password-needed': {
    message: '이 파일을 열려면 비밀번호가 필요해요.',
    next: '보낸 사람에게 비밀번호를 물어봐 주세요.',
    inTerminal: '--password-stdin을 주고 표준 입력 한 줄로 비밀번호를 넣어 주세요.',
  },
  'password-wrong': {
    message: '이 파일의 비밀번호가 아니에요.',
    next: '다시 시도해 주세요. 비밀번호는 보낸 사람이 알고 있어요.',
  },
  'got-differs': {
    message: '{{file}} 내용이 보낸 것과 달라서 저장하지 않았어요.',
    next: '같은 명령을 다시 실행해 주세요. 또 그러면 보낸 사람에게 다른 방법으로 달라고 해 주세요.',
  },
  'got-replaced': {
    message: '{{file}} 내용이 받는 동안 서버에서 바뀌었어요.',
    next: '같은 명령을 다시 실행해 주세요.',
  },
  'still-sending': {
    message: '{{stored}}. 나머지는 아직 보내는 중이에요.',
    next: '나중에 다시 시도해 주세요.',
    inTerminal: '나중에 같은 명령을 다시 실행하거나, 다 올 때까지 기다리는 --wait을 주세요.',
  },
  'sender-away': {
    message: '{{stored}}. 나머지를 보내는 사람이 없어요. 보낸 사람이 자리를 비웠거나 보내지 못했어요.',
    next: '나중에 다시 시도하거나 보낸 사람에게 알려 주세요.',
    inTerminal: '나중에 같은 명령을 다시 실행하면 나머지를 이어서 받아요. 보낸 사람에게 알려 주셔도 돼요.',
  },
};
