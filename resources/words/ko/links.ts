// Links and buckets: the texts in Korean.
import type * as english from '../en/links';
import type { Translation } from '../message-types';

export const links: Translation<typeof english.links> = {
  about: '{{size}}, {{end}}까지{{cut}}',
  aboutPage: '{{files}}, {{size}}, {{end}}까지{{cut}}',
  files_other: '파일 {{count}}개',
  template: '{name}, {size}, {end}까지: {link}',
  pageTitle_other: '{{name}} 외 {{count}}개',
  picture: '사진 {{stamp}}',
  text: '글 {{stamp}}',
  screenshot: '화면 {{stamp}}',
  opensUntil: '이 링크는 {{end}}까지 열려요.',
  mailSubject: '새 링크: {{name}}',
  mailGreeting: '“{{name}}”의 새 링크예요.',
  mailPaste: '[여기에 링크를 붙여 넣어 주세요. 클립보드에 있어요.]',
  notHandedOver: '이 주소는 이 컴퓨터의 한 사용자에게만 1분 동안 열려요. Mayfly에서 링크를 복사해 주세요.',
  mailUntil: '{{clock}}까지 열려요.',
  cut: {
    credentials: '임시 자격 증명이 그때 끝나서 짧아졌어요',
    protocol: '저장소 서비스가 더 긴 링크를 허용하지 않아서 짧아졌어요',
    connection: '이 저장소에서 허용하는 가장 긴 시간이에요',
  },
};

export const named: Translation<typeof english.named> = { thisComputer: '이 컴퓨터', otherProvider: '다른 S3 서비스' };

export const standing: Translation<typeof english.standing> = {
  title: '내 컴퓨터로 보내기',
  titleOf: '{{name}}님의 컴퓨터로 보내기',
};

export const revoking: Translation<typeof english.revoking> = {
  text: '저장된 사본을 지워서 누구도 링크를 열 수 없게 돼요. 원본 파일은 그대로 있어요.',
  confirm: '지우고 회수',
  keep: '링크 유지',
};

export const newBucket: Translation<typeof english.newBucket> = {
  made: '“{{bucket}}” 버킷을 만들었어요.',
  madeIn: '“{{bucket}}” 버킷을 {{region}} 리전에 만들었어요.',
  there: '“{{bucket}}” 버킷은 이미 있고, 내 버킷이에요.',
  isPrivate: '비공개 버킷이에요.',
  isOpen: '누구나 목록을 볼 수 있어요. 공유하기 전에 서비스에서 닫아 주세요.',
};
