namespace DkNN.Cli;

/// <summary>A known data set; the names are those of its JSON.</summary>
/// <param name="Name">The name to open it by.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Licence">Under what terms it is published.</param>
/// <param name="Classes">Number of its classes.</param>
/// <param name="IsBuiltIn">Whether the program makes it.</param>
/// <param name="Path">Its folder; null where it is built in, or not here.</param>
internal sealed record ListedDataSet(string Name, string Description, string Source, string Licence, int Classes, bool IsBuiltIn, string? Path);
