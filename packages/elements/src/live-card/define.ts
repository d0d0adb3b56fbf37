import { defineElement } from '../base/define-element.ts';
import '../live-badge/define.ts';
import { LiveCard } from './live-card.ts';

defineElement('live-card', LiveCard);
