// Days as a date field writes them, on this computer's calendar.

/** `2027-06-30` for any moment (Unix ms) of that day here. */
export function dayOf(atMs: number): string {
  const at = new Date(atMs);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The day so many days after the one of `nowMs` (Unix ms), whatever the clocks do at night. */
export function dayAfter(nowMs: number, days: number): string {
  const now = new Date(nowMs);
  return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 12).getTime());
}
