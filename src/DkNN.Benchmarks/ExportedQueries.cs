namespace DkNN.Benchmarks;

/// <summary>A file of queries.</summary>
/// <param name="Name">Name of the set: "clean", "fgsm-0.15", ….</param>
/// <param name="Path">The file.</param>
/// <param name="Count">Queries in it.</param>
public sealed record ExportedQueries(string Name, string Path, int Count);
