export interface Snippet {
  id: string
  label: string
  /** what has to be installed first */
  note: string
  code: (url: string) => string
}

/** Lines that work as they are when pasted; each sets a key and reads it. */
export const SNIPPETS: Snippet[] = [
  { id: 'cli', label: 'redis-cli', note: 'valkey-cli takes the same options', code: (url) => `redis-cli -u '${url}'` },
  {
    id: 'node',
    label: 'Node',
    note: 'npm install redis',
    code: (url) => `import { createClient } from 'redis'

const redis = await createClient({ url: '${url}' }).connect()
await redis.set('greeting', 'hello')
console.log(await redis.get('greeting'))
await redis.quit()`,
  },
  {
    id: 'python',
    label: 'Python',
    note: 'pip install redis',
    code: (url) => `import redis

r = redis.Redis.from_url("${url}", decode_responses=True)
r.set("greeting", "hello")
print(r.get("greeting"))`,
  },
  {
    id: 'java',
    label: 'Java',
    note: 'redis.clients:jedis',
    code: (url) => `import java.net.URI;
import redis.clients.jedis.Jedis;

try (var redis = new Jedis(URI.create("${url}"))) {
    redis.set("greeting", "hello");
    System.out.println(redis.get("greeting"));
}`,
  },
  {
    id: 'go',
    label: 'Go',
    note: 'go get github.com/redis/go-redis/v9',
    code: (url) => `options, err := redis.ParseURL("${url}")
if err != nil {
	panic(err)
}
client := redis.NewClient(options)
ctx := context.Background()
client.Set(ctx, "greeting", "hello", 0)
fmt.Println(client.Get(ctx, "greeting").Val())`,
  },
]
