// What --remove-my-data says: the texts in Korean.
import type * as english from '../../en/terminal/removal';
import type { Translation } from '../../message-types';

export const removal: Translation<typeof english.removal> = {
  planned: '다음을 완전히 지워요:',
  secrets: '키체인에 있는 Mayfly의 항목',
  bucketEnds: '이 컴퓨터의 버킷에 있는 파일을 지우고, 그 링크는 더 열리지 않아요.',
  otherBuckets: '다른 서버의 버킷에 있는 것은 그대로 두고, 그 링크는 만료될 때까지 열려요.',
  atLogin: '로그인할 때 Mayfly를 시작하게 했다면 시스템의 목록에서 빼 주세요.',
  ask: '지울까요? yes를 입력해 주세요:',
  kept: '아무것도 지우지 않았어요.',
  nothing: '지울 것이 없어요.',
  removed: '지웠어요: {{what}}',
  entries_other: '키체인 항목 {{count}}개',
  secretsStay: '키체인의 항목은 그대로 있어요. 키체인을 연 뒤에 같은 명령을 실행하면 지울 수 있어요.',
};
