// `mayfly policy`: the texts in Korean.
import type * as english from '../../en/terminal/policy';
import type { Translation } from '../../message-types';

export const policy: Translation<typeof english.policy> = {
  heading: '조직이 {{place}}에서 설정했어요.',
  noRules: '이 컴퓨터에는 조직이 설정한 Mayfly 규칙이 없어요.',
  noRulesAt: '이 컴퓨터에는 조직이 설정한 Mayfly 규칙이 없어요. 규칙이 있다면 {{place}}에 있어요.',
  none: '없음',
  allowed: '허용',
  off: '꺼짐',
  demanded: '필수',
  rules: {
    allowedEndpoints: '서버',
    allowedBuckets: '버킷',
    longestLifetimeSeconds: '가장 긴 기간',
    encryption: '암호화',
    shortLinks: '짧은 링크',
    fileRequests: '파일 요청',
    network: '로컬 네트워크',
    updates: '업데이트',
    agents: '에이전트',
  },
};
