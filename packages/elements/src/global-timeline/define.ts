import { defineElement } from '../base/define-element.ts';
import { GlobalTimeline } from './global-timeline.ts';

defineElement('global-timeline', GlobalTimeline);
