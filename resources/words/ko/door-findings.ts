// What the doctor finds of short links: the texts in Korean.
import type * as english from '../en/door-findings';
import type { Translation } from '../message-types';

export const doorFindings: Translation<typeof english.doorFindings> = {
  'doors-open': { says: '{{host}}에서 누구나 짧은 링크를 열 수 있어요.' },
  'doors-here': {
    says: '{{host}}의 짧은 링크는 이 컴퓨터에서만 열려요.',
    means: '다른 곳에서는 열리지 않아요.',
  },
  'doors-near': { says: '{{host}}의 짧은 링크는 같은 네트워크에서만 열려요.' },
  'doors-closed': {
    says: '{{host}}에서 짧은 링크의 버킷을 누구나 읽을 수는 없어요{{status}}.',
    means: '짧은 링크가 아무에게도 열리지 않아요.',
    mend: '짧은 링크의 버킷을 공개하거나 정책으로 폴더를 공개해 주세요. AWS에서는 먼저 이 버킷의 퍼블릭 액세스 차단을 꺼 주세요.',
  },
  'doors-elsewhere': {
    says: '{{host}}에서 방금 짧은 링크의 버킷에 저장한 것이 나오지 않아요{{status}}.',
    means: '주소가 다른 버킷이나 다른 폴더, 다른 사이트로 이어져요.',
    mend: '이 버킷의 이 폴더에 있는 객체가 공개되는 주소를 적어 주세요.',
  },
  'doors-redirected': {
    says: '{{host}}에서 방문자를 다른 주소로 보내요{{status}}.',
    means: '브라우저가 그 주소를 계속 기억할 수 있고, 암호화한 공유의 비밀이 도중에 사라질 수 있어요.',
    mend: '도착하는 주소를 적어 주세요.',
  },
  'doors-saved': {
    says: '{{host}}에서 짧은 링크가 페이지가 아니라 저장할 파일로 나와요.',
    means: '브라우저가 파일만 저장하고 아무것도 열지 않아요.',
    mend: '“Content-Disposition: attachment”를 붙이는 설정을 끄거나 자신의 도메인 주소를 써 주세요.',
  },
  'doors-not-pages': {
    says: '{{host}}에서 짧은 링크가 HTML로 나오지 않아요.',
    means: '브라우저가 글자만 보여 주고 아무것도 열지 않아요.',
    mend: '객체의 “Content-Type”을 그대로 두거나 자신의 도메인 주소를 써 주세요.',
  },
  'doors-kept': {
    says: '{{host}}에서 “Cache-Control: no-store”를 빼서 브라우저가 짧은 링크를 기억할 수 있어요.',
    means: '바꾸거나 닫은 짧은 링크가 예전 것을 열 수 있어요.',
    mend: '주소가 객체의 “Cache-Control”을 그대로 전하게 해 주세요.',
  },
  'doors-listed': {
    says: '{{host}}에서 누구나 짧은 링크의 목록을 볼 수 있어요.',
    means: '목록을 보면 모든 짧은 링크와 그 뒤에 있는 것을 열 수 있어요.',
    mend: '누구나 버킷의 객체 하나하나를 읽되 목록은 볼 수 없게 해 주세요.',
  },
  'doors-fresh': { says: '바뀐 짧은 링크가 5초 안에 보여요.' },
  'doors-cached': {
    says: '{{host}} 앞의 캐시({{cache}})가 5초 뒤에도 예전 짧은 링크를 보여 줘요.',
    means: '바꾸거나 닫은 짧은 링크가 예전 것을 열 수 있어요.',
    mend: '캐시가 “Cache-Control: no-store”를 지키게 하거나 이 주소에서는 꺼 주세요.',
  },
  'doors-stale': {
    says: '{{host}}에서 5초 뒤에도 예전 짧은 링크가 나와요.',
    means: '바꾸거나 닫은 짧은 링크가 예전 것을 열 수 있어요.',
    mend: '이 주소의 응답을 기억하는 것을 꺼 주세요.',
  },
  'doors-gone': { says: '닫은 짧은 링크가 사라졌어요.' },
  'doors-stay': {
    says: '{{host}}에서 지운 짧은 링크가 아직 나와요.',
    means: '닫아도 끝나지 않아요.',
    mend: '이 주소의 응답을 기억하는 것을 꺼 주세요.',
  },
  'doors-across': { says: '열려 있는 공유 페이지가 {{host}}의 짧은 링크에서 지금의 링크를 받을 수 있어요.' },
  'doors-apart': {
    says: '{{host}}에서는 열려 있는 공유 페이지가 짧은 링크에서 지금의 링크를 받을 수 없어요(CORS).',
    means: '링크의 기한이 지나면 열려 있던 페이지가 그렇다고 알려 주고, 짧은 링크를 다시 열어야 이어져요.',
    mend: '짧은 링크를 다시 설정하거나, {{host}}에서 GET에 “Access-Control-Allow-Origin: *”로 답하게 해 주세요.',
  },
};
