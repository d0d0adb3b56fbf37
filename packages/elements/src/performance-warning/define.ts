import { defineElement } from '../base/define-element.ts';
import { PerformanceWarning } from './performance-warning.ts';

defineElement('performance-warning', PerformanceWarning);
