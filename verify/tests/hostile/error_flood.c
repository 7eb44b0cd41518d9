// Messages without end, with escape sequences and bytes that are not UTF-8.
// Points: 0
#define M _Pragma("GCC warning \"[2J]0;owned ÿþ ]]> <script>\"")
#define A(x) x x x x x x x x
#define B(x) A(A(A(A(A(x)))))
B(M)
