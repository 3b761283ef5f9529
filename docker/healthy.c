/* Whether the service in this container is ready: 0 if GET /actuator/health/readiness answers 200. A program of its own, linked
   statically, because the images have no shell, and a JVM every two seconds would cost more than the service does. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static const char request[] = "GET /actuator/health/readiness HTTP/1.0\r\n\r\n";

int main(void) {
  const char *port = getenv("SERVER_PORT");
  struct timeval patience = {.tv_sec = 2};
  struct sockaddr_in service = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  char answer[13] = ""; /* HTTP/1.1 200 */
  size_t length = 0;
  int to = socket(AF_INET, SOCK_STREAM, 0);

  if (port == NULL || to < 0) return 1;
  service.sin_port = htons((unsigned short)atoi(port));
  setsockopt(to, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(to, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (connect(to, (struct sockaddr *)&service, sizeof service) != 0) return 1;
  if (write(to, request, sizeof request - 1) != (ssize_t)(sizeof request - 1)) return 1;
  while (length < sizeof answer - 1) {
    ssize_t more = read(to, answer + length, sizeof answer - 1 - length);
    if (more <= 0) return 1;
    length += (size_t)more;
  }
  return memcmp(answer + 8, " 200", 4) != 0;
}
