/** The source of the JSX props of every element. */
export const COMMON_PROPS = `/** What every element takes, in any of the frameworks. */
interface CommonProps<Element> {
  children?: any;
  class?: string;
  className?: string;
  dir?: 'ltr' | 'rtl' | 'auto';
  hidden?: boolean;
  id?: string;
  key?: string | number | null;
  lang?: string;
  part?: string;
  ref?: ((element: Element | null) => void) | { current: Element | null } | null;
  role?: string;
  slot?: string;
  style?: string | object;
  tabIndex?: number;
  title?: string;
}
`;
