/** What our guide tells people to set. */
const POLICY = `default-src ${location.origin}; require-trusted-types-for 'script'; trusted-types lit-html t333`;

export interface StrictReport {
  /** Why the script has failed. */
  failed?: string;
  /** The directive and the address of each. */
  violations: string[];
}

/** Runs a script in a page in the page, under a strict policy, with all its modules one by one, until it posts its report. */
export async function runInStrictPage<Report extends StrictReport>(script: URL): Promise<Report> {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <body><script type="module" src="${script.pathname}"></script>`;
  Object.assign(frame.style, { inlineSize: '400px', blockSize: '640px' });
  const report = await new Promise<Report>((resolve) => {
    const listen = ({ data, source }: MessageEvent): void => {
      if (source !== frame.contentWindow || !data.violations) return;
      removeEventListener('message', listen);
      resolve(data);
    };
    addEventListener('message', listen);
    document.body.append(frame);
  });
  frame.remove();
  return report;
}
