// A macro that doubles itself thirty-six times.
// Points: 0
#define A(x) x x
#define B(x) A(A(A(A(A(A(x))))))
#define C(x) B(B(B(B(B(B(x))))))
int main(void)
{
    C(C(;))
}
