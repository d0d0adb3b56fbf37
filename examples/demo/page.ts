/** What all pages have. */
const TOAST_MS = 3500;
const THEME_KEY = 't333-demo-theme';

export const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

let hideToast = 0;

/** Says something for a few seconds. */
export function toast(text: string): void {
  byId('toast').textContent = text;
  clearTimeout(hideToast);
  hideToast = setTimeout(() => (byId('toast').textContent = ''), TOAST_MS);
}

/** Gives the page the theme that was chosen last, and its two buttons for that and for the keys their work. */
export function setUpPage(): void {
  setTheme(storedTheme());
  byId('theme').addEventListener('click', switchTheme);
  byId('help').addEventListener('click', () => byId<HTMLDialogElement>('keys').showModal());
}

function setTheme(theme: string | null): void {
  document.documentElement.style.colorScheme = theme ?? '';
}

function switchTheme(): void {
  const { colorScheme } = document.documentElement.style;
  const isDark = colorScheme ? colorScheme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = isDark ? 'light' : 'dark';
  setTheme(theme);
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Private windows may refuse; the choice then lasts until the page is left.
  }
}

function storedTheme(): string | null {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null;
  }
}
