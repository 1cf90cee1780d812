namespace DkNN.Model;

/// <summary>One file of a model.</summary>
/// <param name="Name">File name.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">SHA-256 of the content, in lower-case hex.</param>
public sealed record ModelFile(string Name, long Bytes, string Sha256);
