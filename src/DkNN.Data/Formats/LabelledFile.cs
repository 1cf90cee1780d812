namespace DkNN.Data;

/// <summary>A picture's file and its class.</summary>
internal readonly record struct LabelledFile(string Path, int Label);
