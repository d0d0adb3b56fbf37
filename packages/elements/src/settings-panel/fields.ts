import {
  LATENCY_MODES,
  MAX_TAGS,
  maxLengthOf,
  VISIBILITIES,
  type CreatorSettings,
  type SettingsDraft,
  type SettingsDraftState,
  type SettingsField,
} from '@t333/core/creator';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { describedBy, fieldRow, remarks, type FieldOptions } from './field.ts';
import { languagesFor } from './languages.ts';
import { messages, type MessageKey } from './messages.ts';

const MINUTE_SECONDS = 60;

export interface FieldsOptions {
  host: Element;
  state: SettingsDraftState;
  draft: Pick<SettingsDraft, 'set' | 'loadCategories'>;
  /** Tags as they are being written; null: as they are read. */
  tagsText: string | null;
  onTags: (text: string | null) => void;
}

/** The control of one field. */
export function settingsField(name: SettingsField, options: FieldsOptions): TemplateResult {
  switch (name) {
    case 'title':
      return text(options, 'title', {});
    case 'description':
      return text(options, 'description', { isOptional: true });
    case 'tags':
      return tags(options);
    case 'categoryId':
      return category(options);
    case 'language':
      return language(options);
    case 'visibility':
      return choice(
        options,
        'visibility',
        VISIBILITIES.map((value) => [value, say(options, `settings.visibility.${value}`)]),
      );
    case 'latency':
      return choice(
        options,
        'latency',
        LATENCY_MODES.map((value) => [value, say(options, `settings.latency.${value}`)]),
      );
    case 'minAge':
      return figure(options, 'minAge', 1);
    case 'dvrWindowSec':
      return figure(options, 'dvrWindowSec', MINUTE_SECONDS);
    case 'hasWatermark':
      return box(options, 'hasWatermark');
  }
}

const say = ({ host }: FieldsOptions, key: MessageKey, values?: Record<string, string | number>): string =>
  localize(host, messages, key, values);

/** @param more what is special about it */
function optionsOf(
  { host, state: { changed, faults } }: FieldsOptions,
  field: SettingsField,
  more: Partial<FieldOptions>,
): FieldOptions {
  const isChanged = changed.includes(field);
  // What was there from the start is not held against who has not touched it.
  return { host, field, isChanged, fault: isChanged ? (faults.get(field) ?? null) : null, ...more };
}

function text(options: FieldsOptions, name: 'title' | 'description', more: Partial<FieldOptions>): TemplateResult {
  const { state, draft } = options;
  const value = state.draft[name] ?? '';
  const count = { count: [...value].length, max: maxLengthOf(name)! };
  const all = optionsOf(options, name, { ...more, count });
  const onInput = ({ target }: Event): void => draft.set(name, (target as HTMLInputElement).value);
  const isWrong = all.fault !== null;
  return fieldRow(
    all,
    name === 'title'
      ? html`<input
          id="title"
          name="title"
          dir="auto"
          autocomplete="off"
          required
          aria-invalid=${isWrong}
          aria-describedby=${describedBy(all)}
          .value=${live(value)}
          @input=${onInput}
        />`
      : html`<textarea
          id="description"
          name="description"
          dir="auto"
          rows="4"
          aria-invalid=${isWrong}
          aria-describedby=${describedBy(all)}
          .value=${live(value)}
          @input=${onInput}
        ></textarea>`,
  );
}

function tags(options: FieldsOptions): TemplateResult {
  const { state, tagsText, onTags } = options;
  const value = state.draft.tags ?? [];
  const all = optionsOf(options, 'tags', {
    hint: 'settings.tags.hint',
    count: { count: value.length, max: MAX_TAGS },
    isOptional: true,
  });
  return fieldRow(
    all,
    html`<input
      id="tags"
      name="tags"
      dir="auto"
      autocomplete="off"
      aria-invalid=${all.fault !== null}
      aria-describedby=${describedBy(all)}
      .value=${live(tagsText ?? value.join(', '))}
      @input=${({ target }: Event) => onTags((target as HTMLInputElement).value)}
      @change=${() => onTags(null)}
    />`,
  );
}

function category(options: FieldsOptions): TemplateResult {
  const { state, draft } = options;
  const { categories, categoriesStatus, saved } = state;
  const value = state.draft.categoryId ?? null;
  const all = optionsOf(options, 'categoryId', {});
  const isKnown = value === null || categories.some(({ id }) => id === value);
  return fieldRow(
    all,
    html`<select
        id="categoryId"
        name="categoryId"
        aria-invalid=${all.fault !== null}
        aria-describedby=${describedBy(all)}
        aria-busy=${categoriesStatus === 'loading'}
        @change=${({ target }: Event) => draft.set('categoryId', (target as HTMLSelectElement).value || null)}
      >
        ${
          saved.categoryId === null
            ? html`<option value="" .selected=${live(value === null)}>
                ${say(options, 'settings.category.none')}
              </option>`
            : nothing
        }
        ${isKnown ? nothing : html`<option value=${value} .selected=${live(true)}>${cutText(value, 50)}</option>`}
        ${categories.map(
          ({ id, name }) => html`<option value=${id} .selected=${live(value === id)}>${cutText(name, 50)}</option>`,
        )}
      </select>
      ${
        categoriesStatus === 'error'
          ? html`<p class="row">
              <span class="failed"><bdi>${say(options, 'settings.category.failed')}</bdi></span>
              <button type="button" class="retry-categories" @click=${() => void draft.loadCategories()}>
                ${say(options, 'request.retry')}
              </button>
            </p>`
          : nothing
      }`,
  );
}

function language(options: FieldsOptions): TemplateResult {
  const value = options.state.draft.language ?? null;
  const all = [['', say(options, 'settings.language.none')] as const, ...languagesFor(options.host, value)];
  return choice(options, 'language', all, (picked) => picked || null);
}

function choice<Name extends 'language' | 'visibility' | 'latency'>(
  options: FieldsOptions,
  name: Name,
  values: readonly (readonly [string, string])[],
  read: (picked: string) => string | null = (picked) => picked,
): TemplateResult {
  const { state, draft } = options;
  const value = state.draft[name] ?? '';
  const all = optionsOf(options, name, {});
  return fieldRow(
    all,
    html`<select
      id=${name}
      name=${name}
      aria-invalid=${all.fault !== null}
      aria-describedby=${describedBy(all)}
      @change=${({ target }: Event) =>
        draft.set(name, read((target as HTMLSelectElement).value) as CreatorSettings[Name])}
    >
      ${values.map(([id, label]) => html`<option value=${id} .selected=${live(value === id)}>${label}</option>`)}
    </select>`,
  );
}

/** @param unit how many of what is kept are one of what is written */
function figure(options: FieldsOptions, name: 'minAge' | 'dvrWindowSec', unit: number): TemplateResult {
  const { state, draft } = options;
  const value = (state.draft[name] ?? 0) / unit;
  const all = optionsOf(options, name, { hint: `settings.${name}.hint` });
  return fieldRow(
    all,
    html`<input
      id=${name}
      name=${name}
      type="number"
      inputmode="numeric"
      min="0"
      step="any"
      aria-invalid=${all.fault !== null}
      aria-describedby=${describedBy(all)}
      .value=${Number.isNaN(value) ? '' : String(value)}
      @input=${({ target }: Event) => draft.set(name, (target as HTMLInputElement).valueAsNumber * unit)}
    />`,
  );
}

function box(options: FieldsOptions, name: 'hasWatermark'): TemplateResult {
  const { host, state, draft } = options;
  const all = optionsOf(options, name, { hint: `settings.${name}.hint` });
  return html`
    <div class="field ${all.isChanged ? 'changed' : ''}" part="field" data-field=${name}>
      <label class="check">
        <input
          type="checkbox"
          id=${name}
          name=${name}
          aria-describedby=${describedBy(all)}
          .checked=${live(state.draft[name] ?? false)}
          @change=${({ target }: Event) => draft.set(name, (target as HTMLInputElement).checked)}
        />
        <bdi>${localize(host, messages, `settings.${name}`)}</bdi>
      </label>
      ${remarks(all)}
    </div>
  `;
}
