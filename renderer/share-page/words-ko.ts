// Why this exists: every word of the page in Korean (해요체).
import type { Words } from './words';

const number = new Intl.NumberFormat('ko');
const files = (n: number): string => `파일 ${number.format(n)}개`;

export const korean: Words = {
  files,
  listLabel: '파일',
  kinds: {
    image: '사진',
    video: '동영상',
    audio: '오디오',
    archive: '압축 파일',
    sheet: '스프레드시트',
    code: '소스 텍스트',
    text: '문서',
    other: '파일',
  },
  left: (duration) => `${duration} 남았어요`,
  until: (clock) => `${clock}까지 받을 수 있어요`,
  zone: '현재 시간대 기준',
  lifeLabel: '남은 시간',
  download: '받기',
  downloadNamed: (name) => `${name} 받기`,
  downloadAll: '모두 받기',
  stop: '멈추기',
  preview: (name) => `${name} 미리 보기`,
  started: '받기 시작했어요',
  missing: '더 이상 없어요',
  run: {
    progress: (done, all) => `${number.format(all)}개 중 ${number.format(done)}번째 파일을 받고 있어요`,
    done: (n) => `${files(n)}를 받기 시작했어요.`,
    stopped: (done, all) => `${files(all)} 중 ${number.format(done)}개까지 받고 멈췄어요.`,
    missing: (n) => `${files(n)}는 더 이상 없어요.`,
    hint: '여러 파일을 저장해도 되는지 브라우저가 물어보면 허용해 주세요.',
  },
  expired: {
    title: '링크가 끝났어요',
    text: (clock) => `${clock}에 끝났어요. 보낸 사람에게 새 링크를 부탁해 보세요.`,
  },
  withdrawn: {
    title: '보낸 사람이 파일을 거두었어요',
    text: '보낸 사람이 공유를 취소해서 더 이상 받을 수 없어요.',
  },
  offline: {
    title: '파일에 연결할 수 없어요',
    text: '오프라인인 것 같아요. 다시 연결되면 받을 수 있어요.',
    again: '다시 시도',
  },
  filter: '파일 찾기',
  noMatch: '이름에 그 글자가 들어간 파일이 없어요.',
  range: (first, last, all) => `${files(all)} 중 ${number.format(first)}–${number.format(last)}`,
  pages: '목록 페이지',
  previousPage: '이전 페이지',
  nextPage: '다음 페이지',
  checksums: '체크섬 보기 (SHA-256)',
  viewer: {
    label: '미리 보기',
    close: '미리 보기 닫기',
    previous: '이전 파일',
    next: '다음 파일',
    loading: '불러오는 중이에요…',
    cut: (bytes) => `앞부분 ${bytes}만 보여 드려요. 전체를 보려면 파일을 받아 주세요.`,
    empty: '빈 파일이에요.',
    failed: '여기서는 볼 수 없는 파일이에요. 받아서 열어 주세요.',
    tooLarge: (bytes) => `${bytes} 사진은 여기서 보기에 너무 커요. 받아서 열어 주세요.`,
    gone: '더 이상 없는 파일이에요.',
    unreachable: '지금은 파일에 연결할 수 없어요.',
  },
  footer: [
    'Mayfly로 보냈어요. 파일은 보낸 사람의 저장소에서 바로 와요.',
    '이 페이지는 아무것도 저장하지 않고, 방문한 사실을 누구에게도 알리지 않아요. 기다리던 파일만 열어 주세요.',
  ],
};
