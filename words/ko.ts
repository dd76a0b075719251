// Why this exists: every word Mayfly says, in Korean (해요체); docs/glossary.md says which terms it keeps to.
import type { en } from './en';
import type { Translation } from './shape';

const notifications: Translation<typeof en.notifications> = {
  copied: '링크를 복사했어요',
  copiedText: '{{name}}\n{{clock}}까지 열려요.',
  copiedMany_other: '링크 {{count}}개를 복사했어요',
  copiedManyText: '{{clock}}까지 열려요.',
  nothingCopied: '복사한 링크가 없어요',
  renewed: '새 링크를 만들었어요',
  renewedText: '{{name}}\n전에 준 링크는 {{clock}}에 만료돼요. 더 오래 필요한 사람에게 새 링크를 보내 주세요.',
  failed: '공유하지 못했어요: {{name}}',
  failedMany_other: '파일 {{count}}개를 공유하지 못했어요',
};

export const ko: Translation<typeof en> = { notifications };
