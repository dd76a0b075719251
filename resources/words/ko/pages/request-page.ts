// The page of a file request: the texts in Korean.
import type * as english from '../../en/pages/request-page';
import type { Translation } from '../../message-types';

export const onRequestPage: Translation<typeof english.onRequestPage> = {
  asker: '{{name}} 님이 파일을 요청해요',
  allowed: {
    files_other: '파일 {{count}}개까지',
    each: '하나에 {{size}}까지',
    pictures: '사진만',
    documents: '문서만',
    once: '한 번에 모두',
  },
  left: '{{duration}} 남았어요',
  until: '{{clock}}까지 보낼 수 있어요',
  zone: '현재 시간대 기준',
  drop: '파일을 여기에 놓아 주세요',
  choose: '파일 선택',
  chooseFolder: '폴더 선택',
  listLabel: '파일',
  remove: '{{name}} 빼기',
  sendAgain: '{{name}} 다시 보내기',
  sender: '이름',
  note: '메모',
  optional: '비워 두어도 괜찮아요. 파일과 함께 받는 사람에게 전달돼요.',
  send_other: '파일 {{count}}개 보내기',
  pause: '일시 정지',
  goOn: '계속',
  waiting: '기다리는 중이에요',
  sending: '보내는 중이에요',
  checking: '응답을 기다리고 있어요',
  paused: '멈췄어요',
  received: '전달됐어요',
  perSecond: '초당 {{size}}',
  refused: {
    large: '여기로 보내기에는 너무 커요',
    pictures: '사진이 아니에요',
    documents: '문서가 아니에요',
    many: '보낼 수 있는 개수를 넘었어요',
    full: '남은 자리가 없었어요',
    over: '늦어서 보내지 못했어요',
    late: '요청이 먼저 닫혀서 전달되지 않았어요',
    unsure: '보내는 중에 요청이 닫혔어요. 전달됐는지 물어보세요',
    silent: '여러 번 시도했지만 보내지 못했어요',
    storage: '저장소가 받지 않았어요',
    unreadable: '브라우저가 읽을 수 없어요. 다시 선택해 주세요',
  },
  ask: {
    on: '받는 컴퓨터가 켜져 있어요.',
    off: '받는 컴퓨터가 꺼져 있어요. 아주 큰 파일은 켜지면 보내요.',
    asking: '받는 컴퓨터에 묻고 있어요',
    away: '받는 컴퓨터가 켜지면 이어서 보내요',
    confirming: '다 보냈어요. 받는 컴퓨터가 확인하고 있어요',
    unconfirmed: '다 보냈어요. 받는 컴퓨터가 켜지면 전달돼요',
  },
  begun: {
    label: '다 보내지 못한 파일',
    again: '이어서 보내려면 “{{name}}” 파일을 다시 선택해 주세요.',
    forget: '{{name}} 그만두기',
  },
  all: '모든 파일',
  ready_other: '아직 보내지 않았어요: 파일 {{count}}개, {{size}}.',
  withoutFolders: '너무 깊은 폴더에 있는 파일은 폴더 없이 도착해요.',
  notAdded_other: '파일 {{count}}개는 보낼 수 없어요. 이유는 목록에 있어요.',
  sendingAll: '파일을 보내고 있어요. 이 페이지를 열어 두세요.',
  checkingAll: '더 보낼 파일이 없어요. 무엇이 도착했는지 나올 때까지 이 페이지를 열어 두세요.',
  pausedAll: '멈췄어요. 보내던 파일은 처음부터 다시 보내요.',
  pausedThere: '멈췄어요. 멈춘 곳부터 이어서 보내요.',
  progress: '{{all}}개 중 {{done}}개 전달됐어요',
  done: {
    every_other: '파일 {{count}}개가 전달됐어요. 이제 페이지를 닫아도 돼요.',
    some_other: '파일 {{all}}개 중 {{count}}개가 전달됐고 {{left}}개는 전달되지 않았어요. 이유는 목록에 있어요.',
  },
  lookAgain: '다시 확인',
  offline: {
    title: '오프라인인 것 같아요',
    text: '선택한 파일은 그대로 있어요. 다시 연결되면 알아서 이어서 보낼게요.',
  },
  silent: {
    title: '받는 사람의 저장소가 응답하지 않아요',
    text: '인터넷 연결에는 문제가 없어 보여요. 이 페이지가 알아서 다시 시도할게요.',
  },
  'storage-full': {
    title: '받는 사람의 저장소에 공간이 없어요',
    text: '받는 사람에게 알려 주세요. 이 페이지가 알아서 다시 시도할게요.',
  },
  lapsed: {
    title: '받는 컴퓨터가 켜지면 다시 보낼 수 있어요',
    text: '이 페이지를 열어 두세요. 선택한 파일은 그대로 있고, 1분마다 확인할게요.',
  },
  full: {
    title: '파일을 더 보내지 않아도 돼요',
    text: '요청한 파일이 모두 도착했거나 오고 있어요. 더 보낼 파일이 있다면 받는 사람에게 물어보세요.',
  },
  ended: {
    title: '요청이 끝났어요',
    text: '{{clock}}에 끝났어요. 받는 사람에게 새 요청을 부탁해 보세요.',
  },
  closed: {
    title: '요청이 닫혔어요',
    text: '받는 사람이 이제 여기서 파일을 받지 않아요. 더 보낼 파일이 있다면 새 요청을 부탁해 보세요.',
  },
  gone: {
    title: '요청이 더 이상 없어요',
    text: '받는 사람이 없앴어요. 보낼 파일이 있다면 새 요청을 부탁해 보세요.',
  },
  framed: '다른 페이지 안에서는 쓸 수 없어요. 링크를 새 탭에서 열어 주세요.',
  footer: {
    sent: 'Mayfly로 만들었어요. 파일은 받는 사람이 보관하는 곳으로 바로 가요.',
    quiet: '이 페이지를 닫으면 기기에 아무것도 남지 않아요. 아는 사람에게만 파일을 보내 주세요.',
  },
};

export const onEncryptedRequestPage: Translation<typeof english.onEncryptedRequestPage> = {
  claim: '보내는 파일을 이 브라우저에서 암호화해요. 요청한 사람의 컴퓨터에서만 읽을 수 있어요.',
  honest:
    '저장소는 내용도, 이름도, 메모도 읽을 수 없어요. 이 페이지도 그 저장소에서 와요. 거기서 페이지를 바꿀 수 있는 사람은 페이지의 동작도 바꿀 수 있어요.',
  again: '“{{name}}” 파일을 다시 골라 주세요. 페이지가 열쇠를 보관하지 않아서 처음부터 다시 보내요.',
};
