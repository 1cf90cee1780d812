namespace DkNN.Data;

/// <summary>A file of a known data set. The checksum is that of the uncompressed content, so that it holds whoever compressed it.</summary>
/// <param name="Name">Name of the uncompressed file; on mirrors and on disk it may end in ".gz".</param>
/// <param name="Bytes">Length of the uncompressed file.</param>
/// <param name="Sha256">SHA-256 of the uncompressed file, in lower-case hexadecimal digits.</param>
public sealed record KnownFile(string Name, long Bytes, string Sha256);
