using BenchmarkDotNet.Running;
using DkNN.Benchmarks.Vectors;

BenchmarkSwitcher.FromAssembly(typeof(ExactSearchBenchmarks).Assembly).Run(args);
