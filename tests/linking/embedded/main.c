#include <stddef.h>
#include <stdio.h>

size_t registered(void);

int main(void) {
    printf("%zu\n", registered());
    return 0;
}
