namespace DkNN.Torch;

/// <summary>What came of loading TorchSharp's native library.</summary>
/// <param name="Path">The library's file, or null where there is none.</param>
/// <param name="Error">The loader's own message, or null where it loaded.</param>
public sealed record NativeLoad(string? Path, string? Error);
