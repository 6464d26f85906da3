/* GCC's unwinder asks glibc for this and musl has none. "Not found" makes it ask `dl_iterate_phdr`, which both have. */
int _dl_find_object(void *address, void *found) {
    return -1;
}
