// What `mayfly request`, `requests` and `close` say: the texts in Korean.
import type * as english from '../../en/terminal/requests';
import type { Translation } from '../../message-types';

export const requests: Translation<typeof english.requests> = {
  usualTitle: '파일',
  open: '받는 중, {{duration}} 남음',
  full: '다 받음',
  ended: '끝남',
  closed: '닫힘',
  replaced: '새 요청으로 바뀌어 저절로 닫혀요',
  arrivedOf: '{{files}}개 중 {{arrived}}개',
  files: { arrived: '버킷에 있음', saved: '저장함', damaged: '손상됨', refused: '받지 않음', deleted: '지움' },
  refusals: {
    'too-large': '너무 큼',
    pictures: '사진이 아님',
    documents: '문서가 아님',
    late: '너무 늦었거나 너무 많음',
    unencrypted: '이 컴퓨터에 맞춰 암호화하지 않음',
  },
  from: '보낸 사람',
  bare_other: '파일 {{count}}개는 폴더를 그대로 둘 수 없어서 파일 이름만 남겼어요: {{files}}',
  bareFile: '{{name}} (폴더 없이)',
  closedUntil:
    '닫았어요. 페이지 내용을 미리 복사한 사람은 {{clock}}까지 보낼 수 있고, 그렇게 온 파일은 Mayfly가 실행되는 동안 지워요.',
  closedNow: '닫았어요. 이제 아무것도 오지 않아요.',
  closedDoor: '짧은 링크도 닫았어요. {{address}} 주소로는 이제 아무것도 열리지 않아요.',
  closedByIntake: '서비스에서 접수 키를 끄면 그 키로 서명한 것은 바로 끝나요.',
};
