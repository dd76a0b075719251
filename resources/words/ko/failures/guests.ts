// Failures of sending files to a file request: the texts in Korean.
import type * as english from '../../en/failures/guests';
import type { Translation } from '../../message-types';

export const guestFailures: Translation<typeof english.guestFailures> = {
  'link-not-request': {
    message: '파일을 받는 링크예요. 파일 요청 링크가 아니라서 파일을 보낼 수 없어요.',
    next: '파일을 저장하려면 브라우저에서 열어 주세요.',
    inTerminal: '파일을 저장하려면 그 링크로 mayfly get을 실행해 주세요.',
  },
  'send-not-taken': {
    message: '{{file}} 항목은 이 요청으로 보낼 수 없어요{{because}}.',
    next: '다른 파일을 고르거나 받는 사람에게 물어봐 주세요.',
  },
  'request-full': {
    message: '“{{fileName}}” 파일은 전달되지 않았어요. 이 요청에는 파일이 더 필요하지 않아요.',
    bare: '이 요청에는 파일이 더 필요하지 않아요.',
    next: '보낼 파일이 더 있으면 받는 사람에게 물어봐 주세요.',
  },
  'request-ended': {
    message: '“{{fileName}}” 파일은 전달되지 않았어요. 요청이 끝났거나 닫혔어요.',
    bare: '이 요청으로는 이제 파일을 보낼 수 없어요. 끝났거나 닫혔거나 링크가 다 있지 않아요.',
    next: '받는 사람에게 새 요청을 부탁해 주세요.',
  },
  'request-away': {
    message: '받는 사람의 컴퓨터가 켜지면 이 요청으로 다시 보낼 수 있어요.',
    next: '나중에 다시 시도하거나 받는 사람에게 알려 주세요.',
    inTerminal: '나중에 같은 명령을 다시 실행하거나 받는 사람에게 알려 주세요.',
  },
  'send-refused': {
    message: '{{server}}에서 {{theFile}} 항목을 받지 않았어요{{because}}.',
    next: '아직 필요한 파일인지 받는 사람에게 물어봐 주세요.',
  },
  'send-unsure': {
    message: '{{theFile}} 항목을 보내는 동안 요청이 닫혔어요.',
    next: '파일이 도착했는지 받는 사람에게 물어봐 주세요.',
  },
};
