// The question whether a program that acts for the user may share: the texts in Korean.
import type * as english from '../en/agent-question';
import type { Translation } from '../message-types';

export const agentQuestion: Translation<typeof english.agentQuestion> = {
  share_other: '“{{agent}}” 프로그램이 파일 {{count}}개({{size}})를 공유하려고 해요.',
  request: '“{{agent}}” 프로그램이 다른 사람에게 파일을 요청하려고 해요.',
  extend: '“{{agent}}” 프로그램이 공유 하나의 새 링크를 만들려고 해요.',
  file: '{{size}}: {{path}}',
  more_other: '… 외 {{count}}개',
  title: '제목: {{title}}',
  message: '메시지: {{message}}',
  folder: '저장할 폴더: {{folder}}',
  to: '보낼 곳: {{connection}} ({{host}})',
  lifetime: '유효 기간: {{duration}}',
  encrypted: '암호화해요. 저장소에서는 이름과 내용을 볼 수 없어요.',
  plain: '암호화하지 않아요. 저장소를 운영하는 사람이 읽을 수 있어요.',
  claimed:
    '이름은 프로그램이 스스로 밝힌 거예요. 링크가 있으면 누구나 열 수 있어요. 직접 부탁한 일일 때만 허락해 주세요.',
  given:
    '이름은 프로그램을 설정할 때 직접 붙인 거예요. 링크가 있으면 누구나 열 수 있어요. 직접 부탁한 일일 때만 허락해 주세요.',
  yes: '공유',
  yesRequest: '페이지 만들기',
  no: '공유하지 않기',
};
