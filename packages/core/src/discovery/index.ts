export type { Api } from './api.ts';
export type {
  ApiAnswer,
  ApiArguments,
  ApiCall,
  ApiChannel,
  ApiItem,
  ApiList,
  ApiNotice,
  ApiRequest,
  ApiStream,
  ApiVod,
} from './api-call.ts';
export { ApiClient, type ApiClientOptions } from './api-client.ts';
export { readClientConfig, type ClientConfig } from './client-config.ts';
