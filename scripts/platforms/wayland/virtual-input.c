/* A pointer and a keyboard for a Wayland desktop that has none: a compositor gives nobody the clipboard before somebody has pressed something.
 * Run as: virtual-input WIDTH HEIGHT FIFO. It makes the FIFO, which tells that it is ready, and does what the lines say that are written there:
 *   move X Y      the pointer, in pixels of the screen      button 1|0    its left button, down or up
 *   key CODE 1|0  a key of linux/input-event-codes.h        mods MASK     the modifiers that are down: 1 Shift, 4 Control, 8 Alt
 * It ends with its compositor. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <linux/input-event-codes.h>
#include <wayland-client.h>
#include <xkbcommon/xkbcommon.h>
#include "virtual-keyboard.h"
#include "virtual-pointer.h"

static struct wl_seat *seat;
static struct zwlr_virtual_pointer_manager_v1 *pointers;
static struct zwp_virtual_keyboard_manager_v1 *keyboards;

static void found(void *data, struct wl_registry *registry, uint32_t name, const char *interface, uint32_t version) {
  (void)data;
  (void)version;
  if (strcmp(interface, wl_seat_interface.name) == 0)
    seat = wl_registry_bind(registry, name, &wl_seat_interface, 1);
  else if (strcmp(interface, zwlr_virtual_pointer_manager_v1_interface.name) == 0)
    pointers = wl_registry_bind(registry, name, &zwlr_virtual_pointer_manager_v1_interface, 1);
  else if (strcmp(interface, zwp_virtual_keyboard_manager_v1_interface.name) == 0)
    keyboards = wl_registry_bind(registry, name, &zwp_virtual_keyboard_manager_v1_interface, 1);
}

static void gone(void *data, struct wl_registry *registry, uint32_t name) {
  (void)data;
  (void)registry;
  (void)name;
}

static uint32_t now_ms(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (uint32_t)(at.tv_sec * 1000 + at.tv_nsec / 1000000);
}

static void fail(const char *what) {
  fprintf(stderr, "virtual-input: %s\n", what);
  exit(1);
}

/* A keyboard says nothing before it has a keymap, as a file that the compositor reads. */
static void give_keymap(struct zwp_virtual_keyboard_v1 *keyboard) {
  struct xkb_rule_names names = {.layout = "us"};
  struct xkb_context *context = xkb_context_new(XKB_CONTEXT_NO_FLAGS);
  struct xkb_keymap *keymap = xkb_keymap_new_from_names(context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
  if (keymap == NULL) fail("there is no keymap “us”");
  char *text = xkb_keymap_get_as_string(keymap, XKB_KEYMAP_FORMAT_TEXT_V1);
  size_t size = strlen(text) + 1;
  int file = memfd_create("keymap", MFD_CLOEXEC);
  if (file < 0 || write(file, text, size) != (ssize_t)size) fail("the keymap could not be written");
  zwp_virtual_keyboard_v1_keymap(keyboard, WL_KEYBOARD_KEYMAP_FORMAT_XKB_V1, file, (uint32_t)size);
  free(text);
  xkb_keymap_unref(keymap);
  xkb_context_unref(context);
}

int main(int count, char **words) {
  if (count != 4) fail("usage: virtual-input WIDTH HEIGHT FIFO");
  uint32_t width = (uint32_t)atoi(words[1]), height = (uint32_t)atoi(words[2]);
  struct wl_display *display = wl_display_connect(NULL);
  if (display == NULL) fail("there is no compositor");
  static const struct wl_registry_listener listener = {found, gone};
  wl_registry_add_listener(wl_display_get_registry(display), &listener, NULL);
  wl_display_roundtrip(display);
  if (seat == NULL || pointers == NULL || keyboards == NULL) fail("this compositor takes no virtual input");
  struct zwlr_virtual_pointer_v1 *pointer = zwlr_virtual_pointer_manager_v1_create_virtual_pointer(pointers, seat);
  struct zwp_virtual_keyboard_v1 *keyboard = zwp_virtual_keyboard_manager_v1_create_virtual_keyboard(keyboards, seat);
  give_keymap(keyboard);
  if (wl_display_roundtrip(display) < 0) fail("the compositor refused");

  if (mkfifo(words[3], 0600) != 0) fail("the FIFO could not be made");
  /* Open to write as well, so that it does not end with each writer. */
  FILE *orders = fopen(words[3], "r+");
  if (orders == NULL) fail("the FIFO could not be opened");
  char line[128];
  while (fgets(line, sizeof line, orders) != NULL) {
    unsigned first, second;
    if (sscanf(line, "move %u %u", &first, &second) == 2) {
      zwlr_virtual_pointer_v1_motion_absolute(pointer, now_ms(), first, second, width, height);
      zwlr_virtual_pointer_v1_frame(pointer);
    } else if (sscanf(line, "button %u", &first) == 1) {
      zwlr_virtual_pointer_v1_button(pointer, now_ms(), BTN_LEFT, first);
      zwlr_virtual_pointer_v1_frame(pointer);
    } else if (sscanf(line, "key %u %u", &first, &second) == 2) {
      zwp_virtual_keyboard_v1_key(keyboard, now_ms(), first, second);
    } else if (sscanf(line, "mods %u", &first) == 1) {
      zwp_virtual_keyboard_v1_modifiers(keyboard, first, 0, 0, 0);
    } else {
      fprintf(stderr, "virtual-input: not understood: %s", line);
    }
    if (wl_display_roundtrip(display) < 0) return 0;
  }
  return 0;
}
