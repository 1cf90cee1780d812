namespace DkNN.Data;

/// <summary>How far the download of a file has come.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="BytesDone">Bytes on disk, those of earlier attempts among them.</param>
/// <param name="BytesTotal">Bytes of the whole file, or null where the server does not say.</param>
public readonly record struct FetchProgress(string File, long BytesDone, long? BytesTotal);
