// Which notices say that something went well.
import type { NoticeView } from '../../../preload/views/notice-view';

export type PoliteNoticeView = Exclude<NoticeView, { readonly kind: 'failure' }>;
