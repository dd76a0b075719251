// Failures by rules of the organisation, and their reasons: the texts in Korean.
import type * as english from '../../en/failures/organisation';
import type { Translation } from '../../message-types';

export const organisationFailures: Translation<typeof english.organisationFailures> = {
  'set-by-organisation': {
    message: '조직에서 설정한 규칙이에요{{because}}.',
    next: '이 컴퓨터를 관리하는 분께 물어보세요. mayfly policy로 적용 중인 규칙을 모두 볼 수 있어요.',
  },
  'policy-unreadable': {
    message: '{{theFile}}에 있는 조직 규칙을 읽을 수 없어요{{because}}. 고칠 때까지 아무것도 공유되지 않아요.',
    next: '이 컴퓨터를 관리하는 분께 알려 주세요. 전에 공유한 것은 계속 보고 회수할 수 있어요.',
  },
};

export const organisationReasons: Translation<typeof english.organisationReasons> = {
  ruledShortLinks: '짧은 링크를 쓸 수 없어요',
  ruledFileRequests: '파일 요청을 쓸 수 없어요',
  ruledNetwork: '로컬 네트워크에서 공유할 수 없어요',
  ruledUpdates: '업데이트를 쓸 수 없어요',
  ruledAgents: '에이전트가 Mayfly를 쓸 수 없어요',
  ruledHere: '이 컴퓨터의 버킷은 허용되지 않아요',
  ruledServer: '{{server}} 서버는 허용되지 않아요',
  ruledBucket: '“{{name}}” 버킷은 허용되지 않아요',
  ruledEncryption: '공유하는 것은 모두 암호화해야 해요',
  ruledLifetime: '링크는 {{seconds}}초보다 오래 유지되지 않아요',
  policyUnknown: '모르는 규칙이 들어 있어요(“{{name}}”)',
  policyValue: '“{{name}}” 규칙의 값이 허용되지 않아요',
  policyEmpty: '규칙이 들어 있지 않아요',
  policyOwner: '관리자의 것이 아니에요',
  policyWritable: '관리자가 아닌 사람도 쓸 수 있어요',
  policyNoFile: '파일이 아니에요',
  policyUnasked: '시스템이 규칙을 알려 주지 않아요',
};
