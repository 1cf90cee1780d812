namespace DkNN.Data;

/// <summary>The result of checking one file of a known data set.</summary>
/// <param name="Path">The file; where it is missing, the path it would have.</param>
/// <param name="State">What was found.</param>
/// <param name="Expected">The published SHA-256 of the uncompressed content.</param>
/// <param name="Actual">The SHA-256 found; null where the file is missing or cannot be decompressed.</param>
public sealed record FileVerification(string Path, FileState State, string Expected, string? Actual);
