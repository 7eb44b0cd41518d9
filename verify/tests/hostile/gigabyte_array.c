// An array of sixteen gigabytes that is not all zero, so it is in the file.
// Points: 0
char array[1L << 34] = {1};
int main(void)
{
    return array[5];
}
