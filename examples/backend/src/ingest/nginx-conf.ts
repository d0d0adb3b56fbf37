export interface NginxOptions {
  /** Where publishers come. Address and port. */
  host: string;
  port: number;
  /** Of nginx's own HTTP server, on loopback: publishers are cut off by it. */
  controlPort: number;
  /** Of the back end, on loopback: `http://127.0.0.1:3001`. It is asked about every publisher. */
  backEnd: string;
  /** What nginx and the back end know each other by. Of letters, digits, `-` and `_`. */
  secret: string;
  /** A folder for what nginx writes. */
  folder: string;
  /** Of libnginx-mod-rtmp; null: it is built in. */
  modulePath: string | null;
}

/** The name of the application: publishers send to `rtmp://host/live`. */
export const APP = 'live';

const SECRET = /^[\w-]{1,200}$/;
const PLAIN = /^[\w./:-]+$/;

/** Of this machine, by names or numbers that cover loopback. */
const WITH_LOOPBACK = new Set(['127.0.0.1', 'localhost', '0.0.0.0']);

/** Encoders of this machine always play from loopback, whatever publishers see. */
const listens = (host: string, port: number): string =>
  (WITH_LOOPBACK.has(host) ? [host] : ['127.0.0.1', host]).map((one) => `listen ${one}:${port};`).join(' ');

/** Publishers who are silent for that long are gone, seconds. */
const IDLE_SECONDS = 15;

/**
 * The configuration of nginx with its RTMP module. Who publishes is asked of the back end, and refused where that is away; who plays must be on this machine.
 * No key is ever logged: names of publishers come in lines of the level info.
 *
 * @throws RangeError for what could be more than a value
 */
export function nginxConf(options: NginxOptions): string {
  const { host, port, controlPort, backEnd, secret, folder, modulePath } = options;
  for (const value of [host, backEnd, folder, modulePath ?? 'none'])
    if (!PLAIN.test(value)) throw new RangeError('A value that nginx would read as something else');
  if (!SECRET.test(secret)) throw new RangeError('The secret must be of letters, digits, - and _');
  const told = (event: string) => `${backEnd}/internal/rtmp/${event}?secret=${secret}`;
  return `${modulePath === null ? '' : `load_module ${modulePath};\n`}daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 1024; }

rtmp {
  access_log off;
  server {
    ${listens(host, port)}
    chunk_size 4096;
    max_message 8M;
    timeout ${IDLE_SECONDS}s;
    ping 10s;
    ping_timeout 5s;
    drop_idle_publisher ${IDLE_SECONDS}s;
    notify_method post;
    application ${APP} {
      live on;
      wait_key on;
      wait_video on;
      allow play 127.0.0.1;
      deny play all;
      on_publish ${told('publish')};
      on_publish_done ${told('done')};
    }
  }
}

http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${controlPort};
    location /control {
      if ($http_x_t333_secret != "${secret}") { return 403; }
      rtmp_control all;
    }
  }
}
`;
}
