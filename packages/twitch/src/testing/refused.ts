/** An answer of 4xx or 5xx, thrown by whatever in the mock decides so. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What a `fetch` rejects with where nobody listens. */
export class NoSuchHost extends TypeError {
  constructor(address: string) {
    super(`fetch failed: the mock knows no ${address}`);
  }
}

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  410: 'Gone',
  422: 'Unprocessable Entity',
  425: 'Too Early',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The error body of the API, which names the status in words too. */
export const helixError = (status: number, message: string): object => ({
  error: STATUS_TEXTS[status] ?? 'Error',
  status,
  message,
});

/** The error body of id.twitch.tv. */
export const idError = (status: number, message: string): object => ({ status, message });
