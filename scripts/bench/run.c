// run: starts a program, waits for it, and writes what it took to a file: one line "seconds cpu-seconds peak-KiB exit-code".
// wait4 sees the whole program with the children it waited for, which no built-in of Node does.
//   cc -O2 -o run run.c && ./run REPORT PROGRAM [ARGUMENTS]
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
int main(int argc, char **argv) {
  if (argc < 3) return 2;
  double start = now();
  pid_t child = vfork();
  if (child == 0) { execvp(argv[2], argv + 2); _exit(127); }
  int status = 0;
  struct rusage used;
  if (child < 0 || wait4(child, &status, 0, &used) < 0) { perror("run"); return 1; }
  double took = now() - start;
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  FILE *report = fopen(argv[1], "w");
  if (!report) { perror(argv[1]); return 1; }
  fprintf(report, "%.6f %.6f %ld %d\n", took, seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss, code);
  return fclose(report) ? 1 : code;
}
