// The native library has one random generator for the whole process: tests side by side would draw from each other's seed.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
