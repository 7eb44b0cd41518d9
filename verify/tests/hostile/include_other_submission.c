// Reads its neighbours: the submissions beside it, and marks above it.
// Points: 0
#include "../../out/grades.csv"
#include "../right/lab01_uts.c"
