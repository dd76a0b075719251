// Devices nearby: the texts in Korean.
import type * as english from '../../en/window/nearby';
import type { Translation } from '../../message-types';

export const nearby: Translation<typeof english.nearby> = {
  title: '가까운 기기',
  group: '가까운 기기',
  receive: {
    title: '파일을 받을까요?',
    accept: '받기',
    decline: '거절',
    files: '파일',
    from: '{{sender}}, {{address}}',
    total_other: '파일 {{count}}개, {{size}}',
    message: '텍스트 파일로 저장되는 메시지',
    more: '외 {{count}}개',
    place: '다운로드 폴더의 “Mayfly”에 저장돼요.',
    unsure: '이 네트워크에 있는 누구나 기기 이름을 마음대로 정할 수 있어요. 기다리던 것만 받아 주세요.',
  },
  receiving: '{{name}}에서 받는 중',
  received_other: '{{name}}에서 받은 파일 {{count}}개',
  files_other: '파일 {{count}}개',
  savedOf: '파일 {{all}}개 중 {{done}}개',
  amount: '{{size}} 중 {{done}}',
  phases: {
    asking: '{{name}}에서 받기를 기다려요',
    sending: '{{name}}에 보내는 중',
    sent: '{{name}}에 보냈어요',
    failed: '{{name}}에 보내지 못했어요',
  },
  stop: '그만두기',
  undo: '받은 파일 지우기',
  show: '폴더에서 보기',
  pin: '{{name}}의 PIN',
  sendAgain: '다시 보내기',
  overlay_other: '놓으면 파일 {{count}}개를 {{device}} 기기에 보내요',
  noLink: '링크는 만들지 않아요.',
  other: '다른 기기…',
  find: {
    title: '다른 기기에 보내기',
    address: '주소',
    hint: '192.168.0.7처럼 그 기기의 LocalSend에 나와요.',
    confirm: '찾기',
    busy: '찾는 중…',
  },
  sentence: '파일은 {{device}} 기기에 보내고 링크는 만들지 않아요.',
};
