// The notices that report no failure.
import type { NoticeView } from '../../../preload/views/notice-view';

export type PoliteNoticeView = Exclude<NoticeView, { readonly kind: 'failure' }>;
