/** The Content-Security-Policy that the demo and the script-tag pages are held to. hls.js needs blob:, lit its policy. */
const DIRECTIVES = {
  'default-src': ["'self'"],
  'media-src': ["'self'", 'blob:'],
  // Streams are added by URL: playlists and segments may come from anywhere, scripts and styles may not.
  'connect-src': ["'self'", 'http:', 'https:'],
  'img-src': ["'self'", 'http:', 'https:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lit-html', 't333'],
};

/**
 * @param {Partial<Record<keyof typeof DIRECTIVES | 'script-src', string[]>>} [more] sources to add, by directive
 * @returns {string} the header's value
 */
export function contentSecurityPolicy(more = {}) {
  const directives = { ...DIRECTIVES };
  for (const [name, sources] of Object.entries(more))
    directives[name] = [...(directives[name] ?? ["'self'"]), ...sources];
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
