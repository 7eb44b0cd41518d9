// Includes itself twice, on each level.
// Points: 0
#if __INCLUDE_LEVEL__ < 60
#include __FILE__
#include __FILE__
#endif
int x;
