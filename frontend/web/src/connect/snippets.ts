export interface Snippet {
  id: string
  label: string
  /** what has to be installed first */
  note: string
  code: (url: string) => string
  /** the same over TLS, with the platform's certificates as a file */
  tlsCode: (url: string) => string
}

/** The name under which the platform's certificates are downloaded, and which the lines refer to. */
export const CA_FILE = 'miniredis-ca.pem'

/** Lines that work as they are when pasted; each sets a key and reads it. */
export const SNIPPETS: Snippet[] = [
  {
    id: 'cli',
    label: 'redis-cli',
    note: 'valkey-cli takes the same options',
    code: (url) => `redis-cli -u '${url}'`,
    tlsCode: (url) => `redis-cli --tls --cacert ${CA_FILE} -u '${url}'`,
  },
  { id: 'node', label: 'Node', note: 'npm install redis', code: (url) => node(url), tlsCode: (url) => node(url, true) },
  {
    id: 'python',
    label: 'Python',
    note: 'pip install redis',
    code: (url) => python(`"${url}", decode_responses=True`),
    tlsCode: (url) => python(`"${url}", ssl_ca_certs="${CA_FILE}", decode_responses=True`),
  },
  { id: 'java', label: 'Java', note: 'redis.clients:jedis', code: java, tlsCode: javaOverTls },
  { id: 'go', label: 'Go', note: 'go get github.com/redis/go-redis/v9', code: (url) => go(url), tlsCode: (url) => go(url, true) },
]

function node(url: string, tls = false): string {
  const options = tls ? `{\n  url: '${url}',\n  socket: { tls: true, ca: readFileSync('${CA_FILE}') },\n}` : `{ url: '${url}' }`
  return `${tls ? `import { readFileSync } from 'node:fs'\n` : ''}import { createClient } from 'redis'

const redis = await createClient(${options}).connect()
await redis.set('greeting', 'hello')
console.log(await redis.get('greeting'))
await redis.quit()`
}

function python(options: string): string {
  return `import redis

r = redis.Redis.from_url(${options})
r.set("greeting", "hello")
print(r.get("greeting"))`
}

function java(url: string): string {
  return `import java.net.URI;
import redis.clients.jedis.Jedis;

try (var redis = new Jedis(URI.create("${url}"))) {
    redis.set("greeting", "hello");
    System.out.println(redis.get("greeting"));
}`
}

/** Java reads no PEM files by itself, and Jedis checks the host's name only when asked. */
function javaOverTls(url: string): string {
  return `import java.io.FileInputStream;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.*;
import redis.clients.jedis.Jedis;

var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
trusted.load(null, null);
try (var file = new FileInputStream("${CA_FILE}")) {
    for (var it : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        trusted.setCertificateEntry("ca" + trusted.size(), it);
    }
}
var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
trust.init(trusted);
var tls = SSLContext.getInstance("TLS");
tls.init(null, trust.getTrustManagers(), null);
var checkHost = new SSLParameters();
checkHost.setEndpointIdentificationAlgorithm("HTTPS");

try (var redis = new Jedis(URI.create("${url}"), tls.getSocketFactory(), checkHost, null)) {
    redis.set("greeting", "hello");
    System.out.println(redis.get("greeting"));
}`
}

function go(url: string, tls = false): string {
  const trust = tls
    ? `
pem, err := os.ReadFile("${CA_FILE}")
if err != nil {
	panic(err)
}
options.TLSConfig.RootCAs = x509.NewCertPool()
options.TLSConfig.RootCAs.AppendCertsFromPEM(pem)`
    : ''
  return `options, err := redis.ParseURL("${url}")
if err != nil {
	panic(err)
}${trust}
client := redis.NewClient(options)
ctx := context.Background()
client.Set(ctx, "greeting", "hello", 0)
fmt.Println(client.Get(ctx, "greeting").Val())`
}
