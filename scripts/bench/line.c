// line: a relay on loopback with the delay and the rate of a distant server, for measuring clients.
// Both directions are delayed; one rate per direction holds for all connections together, and connections take turns at it. A connection
// costs a round trip: what a client sends sooner sets out one round trip after its connect, as on a line whose handshake takes that long.
// On the line are at most its delay times its rate; the rest waits in the sender's socket. No packet is lost, and no window limits a connection.
//   cc -O2 -o line line.c && ./line LISTEN TARGET ONE_WAY_MS MBIT     LISTEN 0 takes a free port; the line it prints says which
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
#define PACKET 16384       // bytes a connection sends in its turn
#define AHEAD_NS 2000000   // bytes of so many ns enter the line at once, so that a late wake-up leaves no gap
#define EVENTS 256

typedef struct pair pair;
typedef struct packet { struct packet *next; struct end *from; int64_t due; uint32_t size, done; char bytes[]; } packet; // size 0: the end of the stream
typedef struct { packet *first, *last; } queue;
// One side of a connection: reads from its own socket and writes to the other side's.
typedef struct end {
  int fd, way, readable, waiting, finished, blocked;
  struct end *other, *next; // next: the next in turn
  pair *of;
  queue arrived; // what the other side's socket does not take yet
} end;
struct pair { end ends[2]; int64_t opens; unsigned on_line; int dead; pair *next; };

static int64_t delay_ns;
static double ns_per_byte;
static int poller;
static struct { int64_t free_at; int busy; queue flying; end *first, *last; } ways[2]; // busy: senders had to wait
static pair *opening, *last_opening, *unused;

static int64_t now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec; }
static void put(queue *q, packet *p) { p->next = NULL; if (q->last) q->last->next = p; else q->first = p; q->last = p; }
static packet *take(queue *q) { packet *p = q->first; if (p && !(q->first = p->next)) q->last = NULL; return p; }
/** Asks for the next event only: the packets of a busy connection do not wake the relay one by one. */
static void watch(end *e, int how) {
  uint32_t events = (e->readable || e->finished ? 0 : EPOLLIN) | (e->other->blocked ? EPOLLOUT : 0);
  struct epoll_event event = {.events = events | EPOLLONESHOT, .data.ptr = e};
  epoll_ctl(poller, how, e->fd, &event);
}
static void line_up(end *e) { // waits for its turn at the line
  if (e->waiting || e->finished || e->of->dead) return;
  e->waiting = 1; e->next = NULL;
  if (ways[e->way].last) ways[e->way].last->next = e; else ways[e->way].first = e;
  ways[e->way].last = e;
}
static void release_pair(pair *l) { // frees it once nothing refers to it
  if (l->on_line || l->ends[0].waiting || l->ends[1].waiting || l->opens) return;
  l->next = unused; unused = l;
}
static void end_pair(pair *l) {
  if (l->dead) return;
  l->dead = 1;
  for (int i = 0; i < 2; i++) { close(l->ends[i].fd); for (packet *p; (p = take(&l->ends[i].arrived));) free(p); }
  release_pair(l);
}
/** Writes what has arrived of this side to the other side's socket. */
static void deliver(end *e) {
  while (!e->of->dead && e->arrived.first) {
    packet *p = e->arrived.first;
    if (p->size == 0) {
      shutdown(e->other->fd, SHUT_WR); e->finished = 2; free(take(&e->arrived));
      if (e->other->finished == 2) end_pair(e->of);
      return;
    }
    ssize_t wrote = send(e->other->fd, p->bytes + p->done, p->size - p->done, MSG_NOSIGNAL);
    if (wrote < 0 && errno == EAGAIN) { e->blocked = 1; watch(e->other, EPOLL_CTL_MOD); return; }
    if (wrote < 0) { end_pair(e->of); return; }
    if ((p->done += (uint32_t)wrote) == p->size) free(take(&e->arrived));
  }
  if (e->blocked && !e->of->dead) { e->blocked = 0; if (e->readable) line_up(e); }
}
/** Lets connections send in turn while the line is free; a sender whose receiver is blocked waits. */
static void send_on(int way, int64_t time) {
  while (ways[way].first && ways[way].free_at < time + AHEAD_NS) {
    end *e = ways[way].first;
    if (!(ways[way].first = e->next)) ways[way].last = NULL;
    e->waiting = 0;
    if (e->of->dead) { release_pair(e->of); continue; }
    if (e->blocked) continue;
    packet *p = malloc(sizeof *p + PACKET);
    if (!p) exit(1);
    ssize_t got = recv(e->fd, p->bytes, PACKET, 0);
    if (got < 0 && errno == EAGAIN) { free(p); e->readable = 0; watch(e, EPOLL_CTL_MOD); continue; }
    if (got <= 0) { got = 0; e->finished = 1; }
    if (got < PACKET / 2) { packet *fitting = realloc(p, sizeof *p + (size_t)got); if (fitting) p = fitting; }
    // A busy line goes on from where it was: this program came late, not the bytes.
    if (!ways[way].busy && ways[way].free_at < time) ways[way].free_at = time;
    ways[way].free_at += (int64_t)((double)got * ns_per_byte);
    p->from = e; p->size = (uint32_t)got; p->done = 0; p->due = ways[way].free_at + delay_ns;
    put(&ways[way].flying, p);
    e->of->on_line++;
    line_up(e);
  }
  ways[way].busy = ways[way].first != NULL;
}
static void arrive(int way, int64_t time) {
  for (packet *p; (p = ways[way].flying.first) && p->due <= time;) {
    take(&ways[way].flying);
    end *e = p->from;
    e->of->on_line--;
    if (e->of->dead) { free(p); release_pair(e->of); continue; }
    put(&e->arrived, p);
    deliver(e);
  }
}
static void accept_all(int listener, struct sockaddr_in *target) {
  for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
    int far = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
    pair *l = calloc(1, sizeof *l);
    if (far < 0 || !l) { close(fd); if (far >= 0) close(far); free(l); continue; }
    for (int i = 0; i < 2; i++) {
      end *e = &l->ends[i];
      e->fd = i ? far : fd; e->way = i; e->of = l; e->other = &l->ends[!i];
      setsockopt(e->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    }
    if (connect(far, (struct sockaddr *)target, sizeof *target) && errno != EINPROGRESS) { close(fd); close(far); free(l); continue; }
    l->opens = now() + 2 * delay_ns;
    if (last_opening) last_opening->next = l; else opening = l;
    last_opening = l;
  }
}
/** Reads of a connection begin when its handshake would be over. */
static void open_due(int64_t time) {
  while (opening && opening->opens <= time) {
    pair *l = opening;
    if (!(opening = l->next)) last_opening = NULL;
    l->next = NULL; l->opens = 0;
    for (int i = 0; i < 2; i++) watch(&l->ends[i], EPOLL_CTL_ADD);
  }
}
static int64_t next_event(int64_t time) {
  int64_t next = INT64_MAX;
  if (opening) next = opening->opens;
  for (int way = 0; way < 2; way++) {
    if (ways[way].flying.first && ways[way].flying.first->due < next) next = ways[way].flying.first->due;
    // Wakes when half of what was sent ahead is gone.
    if (ways[way].first && ways[way].free_at - AHEAD_NS / 2 < next) next = ways[way].free_at - AHEAD_NS / 2;
  }
  return next == INT64_MAX ? 0 : next > time ? next : time + 1;
}
int main(int argc, char **argv) {
  if (argc != 5) { fprintf(stderr, "usage: line LISTEN TARGET ONE_WAY_MS MBIT\n"); return 2; }
  signal(SIGPIPE, SIG_IGN);
  delay_ns = (int64_t)(atof(argv[3]) * 1e6);
  ns_per_byte = 8e3 / atof(argv[4]);
  prctl(PR_SET_TIMERSLACK, 1);
  setpriority(PRIO_PROCESS, 0, -10); // the relay must not wait for the clients' processor time; only root may, and nobody must
  struct rlimit files; getrlimit(RLIMIT_NOFILE, &files); files.rlim_cur = files.rlim_max; setrlimit(RLIMIT_NOFILE, &files);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct sockaddr_in target = a; target.sin_port = htons((uint16_t)atoi(argv[2]));
  socklen_t length = sizeof a;
  if (bind(listener, (struct sockaddr *)&a, sizeof a) || listen(listener, 1024) || getsockname(listener, (struct sockaddr *)&a, &length)) { perror("line"); return 1; }
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  poller = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event of_listener = {.events = EPOLLIN, .data.ptr = &listener}, of_timer = {.events = EPOLLIN, .data.ptr = &timer};
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &of_listener);
  epoll_ctl(poller, EPOLL_CTL_ADD, timer, &of_timer);
  printf("line on http://127.0.0.1:%d\n", ntohs(a.sin_port)); fflush(stdout);
  for (struct epoll_event events[EVENTS];;) {
    int64_t time = now(), next = next_event(time);
    struct itimerspec at = {.it_value = {.tv_sec = next / 1000000000, .tv_nsec = next % 1000000000}};
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL);
    int n = epoll_wait(poller, events, EVENTS, -1);
    for (int i = 0; i < n; i++) {
      void *about = events[i].data.ptr;
      if (about == &timer) { uint64_t times; if (read(timer, &times, sizeof times) < 0) continue; }
      else if (about == &listener) accept_all(listener, &target);
      else {
        end *e = about;
        if (e->of->dead) continue;
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) e->readable = 1;
        if (e->other->blocked) deliver(e->other);
        if (e->of->dead) continue;
        if (e->readable) line_up(e); else watch(e, EPOLL_CTL_MOD);
      }
    }
    time = now();
    open_due(time);
    for (int way = 0; way < 2; way++) { arrive(way, time); send_on(way, time); }
    while (unused) { pair *l = unused; unused = l->next; free(l); }
  }
}
